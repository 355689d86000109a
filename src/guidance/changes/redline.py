"""What was struck out and what was put in, word by word.

Words are compared whole, and so are numbers: ``18`` becoming ``12`` shows as that, never as one
figure changed. The edits are minimal (insertions and deletions); a lone word kept between two
edits is taken into them, because a reader follows one longer change more easily than two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# A word with the white space before it: half as many tokens as words and gaps would be.
_TOKEN = re.compile(r"\s*(?:\d+(?:[.,]\d+)*|\w+|[^\w\s])|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that was kept, deleted or inserted, white space included."""

    kind: Literal["kept", "deleted", "inserted"]
    text: str


def redline(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts.

    Returns:
        Pieces in reading order. The kept and deleted ones make up ``before``, the kept and
        inserted ones ``after``; a deletion comes before the insertion that takes its place.
    """
    if before == after:
        return (Piece("kept", before),) if before else ()
    from rapidfuzz.distance import Indel

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[tuple[bool, list[str], list[str]]] = []
    for step in Indel.opcodes(old, new):
        was, now = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        is_kept = step.tag == "equal"
        if pieces and pieces[-1][0] == is_kept:
            pieces[-1][1].extend(was)
            pieces[-1][2].extend(now)
        else:
            pieces.append((is_kept, was, now))
    return tuple(_joined(pieces))


def _joined(pieces: list[tuple[bool, list[str], list[str]]]) -> list[Piece]:
    merged: list[tuple[bool, list[str], list[str]]] = []
    for index, (is_kept, was, now) in enumerate(pieces):
        is_island = is_kept and 0 < index < len(pieces) - 1 and len(was) == 1
        if merged and not merged[-1][0] and (is_island or not is_kept):
            merged[-1][1].extend(was)
            merged[-1][2].extend(now)
        else:
            merged.append((is_kept, list(was), list(now)))
    found = []
    for is_kept, was, now in merged:
        if is_kept:
            found.append(Piece("kept", "".join(was)))
            continue
        if was:
            found.append(Piece("deleted", "".join(was)))
        if now:
            found.append(Piece("inserted", "".join(now)))
    return found
