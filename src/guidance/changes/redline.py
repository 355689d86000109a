"""What was struck out and what was put in, word by word.

Words are compared whole, and so are numbers, with their groups, fractions, exponents and what is
written onto them: ``10 000`` becoming ``10 500`` is one number that changed. What is no word is
compared by characters as read (grapheme clusters, Unicode Standard Annex 29), so that no flag or
accent is cut. Writing without gaps between words is compared character by character.

The edits are minimal (insertions and deletions); a lone word kept between two edits is taken into
them, because a reader follows one longer change more easily than two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from regex import Pattern

_GROUPS = r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)(?:[.,]\d+)?"
_NUMBER = rf"(?:{_GROUPS}|\d+(?:[.,/:]\d+)*)[⁰¹²³⁴-⁹⁻]*(?:[%‰°]|[\p{{L}}\p{{M}}])*"
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
# A word of plain letters, told at half the cost where nothing else is written onto it.
_PLAIN = r"[A-Za-z_][A-Za-z0-9_]*+(?![^\x00-\x7f])"
_WORD = rf"(?:(?!{_UNSPACED})[\p{{L}}\p{{N}}_][\p{{M}}\u200c\u200d]*)+"


_MOST_PAIRS = 600_000_000
"""So many pairs of words take some 75 MB and less than a second."""
_ENDS = ".;:!?。！？।"
_LONGEST = 200


@cache
def _token() -> Pattern[str]:
    """A word with the white space before it: half as many tokens as words and gaps would be."""
    import regex

    return regex.compile(rf"\s*(?:(?=\d){_NUMBER}|{_PLAIN}|{_WORD}|\X)|\s+")


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
    pieces: list[tuple[bool, list[str], list[str]]] = []
    for is_kept, was, now in _steps(_token().findall(before), _token().findall(after)):
        if pieces and pieces[-1][0] == is_kept:
            pieces[-1][1].extend(was)
            pieces[-1][2].extend(now)
        else:
            pieces.append((is_kept, was, now))
    return tuple(_joined(pieces))


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """Yield what is kept, and what takes the place of what.

    The comparison needs a bit for each pair of words. Long texts are compared sentence by sentence
    first, and word by word where sentences differ.
    """
    from rapidfuzz.distance import Indel

    if len(old) * len(new) <= _MOST_PAIRS:
        for step in Indel.opcodes(old, new):
            was, now = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
            yield step.tag == "equal", was, now
        return
    earlier, later = _sentences(old), _sentences(new)
    if len(earlier) * len(later) > _MOST_PAIRS:
        yield False, old, new
        return
    gone: list[str] = []
    come: list[str] = []
    for step in Indel.opcodes(earlier, later):
        first = [word for part in earlier[step.src_start : step.src_end] for word in part]
        second = [word for part in later[step.dest_start : step.dest_end] for word in part]
        if step.tag != "equal":
            gone, come = gone + first, come + second
            continue
        yield from _differing(gone, come)
        gone, come = [], []
        yield True, first, second
    yield from _differing(gone, come)


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    if len(old) * len(new) > _MOST_PAIRS:
        yield False, old, new
    elif old or new:
        yield from _steps(old, new)


def _sentences(words: list[str]) -> list[tuple[str, ...]]:
    """Words put together up to what ends a sentence or a line, and no more than a few hundred."""
    sentences: list[tuple[str, ...]] = []
    start = 0
    for number, word in enumerate(words, 1):
        if word[-1] in _ENDS or "\n" in word or number - start == _LONGEST:
            sentences.append(tuple(words[start:number]))
            start = number
    return [*sentences, tuple(words[start:])] if start < len(words) else sentences


def _joined(pieces: list[tuple[bool, list[str], list[str]]]) -> list[Piece]:
    merged: list[tuple[bool, list[str], list[str]]] = []
    for index, (is_kept, was, now) in enumerate(pieces):
        is_island = is_kept and 0 < index < len(pieces) - 1 and len(was) == 1
        if merged and not merged[-1][0] and (is_island or not is_kept):
            merged[-1][1].extend(was)
            merged[-1][2].extend(now)
        else:
            merged.append((is_kept, list(was), list(now)))
    joined = []
    for is_kept, was, now in merged:
        if is_kept:
            joined.append(Piece("kept", "".join(was)))
            continue
        if was:
            joined.append(Piece("deleted", "".join(was)))
        if now:
            joined.append(Piece("inserted", "".join(now)))
    return joined
