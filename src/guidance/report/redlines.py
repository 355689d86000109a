"""Texts compared word by word, as spans: the one face of a redline.

White space stands outside the marks, so that no format underlines or strikes out a blank; the lines
of a text stay lines. What is struck out in one place and put in, word for word, in another was
moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from guidance.changes.redline import Piece
from guidance.report.outline import Line, Run, laid_out
from guidance.wording.visible import looks_alike, told_apart

_FEWEST_MOVED = 4
"""So many words that stand elsewhere again were moved; fewer may be chance."""
_MOST_MOVES = 20
_MOST_COMPARED = 250_000
"""More pairs of words are not searched for what was moved: that would take longer than a second."""


class MovablePiece(NamedTuple):
    """A piece of a redline; two with one number are the place that words left and their new one.

    Attributes:
        move: 0 where nothing was moved.
    """

    piece: Piece
    move: int = 0


def redline_runs(pieces: tuple[Piece, ...]) -> tuple[Run, ...]:
    """The pieces as spans.

    Nothing where nothing differs, or where the texts share too little to be read as one.
    """
    is_same = all(piece.kind == "kept" for piece in pieces)
    return () if is_same or not _share_enough(pieces) else _spans(pieces)


def wording_runs(pieces: tuple[Piece, ...]) -> Line:
    """The pieces as spans, whatever they share."""
    return _spans(pieces)


def readable(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces, or both texts whole where they share too little to be read as one.

    What was moved is shared.
    """
    if _share_enough(pieces):
        return pieces
    before = "".join(piece.text for piece in pieces if piece.kind != "inserted")
    after = "".join(piece.text for piece in pieces if piece.kind != "deleted")
    whole = (Piece("deleted", before), Piece("inserted", after))
    return tuple(piece for piece in whole if piece.text)


def _share_enough(pieces: Sequence[Piece]) -> bool:
    total = sum(len(piece.text) for piece in pieces)
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "kept")
    if 2 * kept < total:  # what was moved is looked for only where it matters
        moved = with_moves(pieces)
        kept = sum(len(piece.text) for piece, move in moved if move or piece.kind == "kept")
    return 2 * kept >= total


def with_moves(pieces: Sequence[Piece]) -> list[MovablePiece]:
    """The pieces in order, divided where some of their words stand elsewhere again.

    The kept and deleted ones still make up the text before, the kept and inserted ones that after.
    """
    divided = [MovablePiece(piece) for piece in pieces]
    for number in range(1, _MOST_MOVES + 1):
        move = _longest_move(divided)
        if move is None:
            break
        for place, first, last in sorted(move, reverse=True):
            divided[place : place + 1] = _cut(divided[place].piece, first, last, number)
    return divided


def _longest_move(divided: Sequence[MovablePiece]) -> tuple[tuple[int, int, int], ...] | None:
    """Two pieces that share the most words in a row, each with where these begin and end."""
    words = [
        [] if move or piece.kind == "kept" else list(re.finditer(r"\S+", piece.text))
        for piece, move in divided
    ]
    longest = _FEWEST_MOVED - 1
    shared: tuple[tuple[int, int, int], ...] | None = None
    sizes = {"deleted": 0, "inserted": 0}
    for (piece, _), own in zip(divided, words, strict=True):
        if own:
            sizes[piece.kind] += len(own)
    if sizes["deleted"] * sizes["inserted"] > _MOST_COMPARED:
        return None
    for source, (piece, _) in enumerate(divided):
        if piece.kind != "deleted" or len(words[source]) <= longest:
            continue
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2([word.group() for word in words[source]])
        for target, (other, _) in enumerate(divided):
            if other.kind != "inserted" or abs(target - source) == 1:
                continue  # what stands in its place was written anew, not moved
            matcher.set_seq1([word.group() for word in words[target]])
            match = matcher.find_longest_match()
            if match.size > longest:
                longest = match.size
                shared = tuple(
                    (place, run[0].start(), run[-1].end())
                    for place, start in ((source, match.b), (target, match.a))
                    for run in [words[place][start : start + match.size]]
                )
    return shared


def _cut(piece: Piece, first: int, last: int, move: int) -> Iterator[MovablePiece]:
    """A piece in up to three: what was moved, and what stands before and after it."""
    for start, end, number in ((0, first, 0), (first, last, move), (last, len(piece.text), 0)):
        if piece.text[start:end]:
            yield MovablePiece(Piece(piece.kind, piece.text[start:end]), number)


def _spans(pieces: Iterable[Piece]) -> Line:
    return laid_out(
        *(
            span
            for piece in spelled(tuple(pieces))
            for span in (_marked(piece) if piece.kind != "kept" else (Run(piece.text),))
        )
    )


def spelled(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Yield the pieces; of two in one place that look the same, with what differs written out."""
    number = 0
    while number < len(pieces):
        piece, following = pieces[number], pieces[number + 1] if number + 1 < len(pieces) else None
        is_pair = piece.kind == "deleted" and following is not None and following.kind == "inserted"
        if is_pair and following is not None and looks_alike(piece.text, following.text):
            before, after = told_apart(piece.text, following.text)
            yield Piece("deleted", before)
            yield Piece("inserted", after)
            number += 2
            continue
        yield piece
        number += 1


def _marked(piece: Piece) -> tuple[Run, ...]:
    bare = piece.text.strip()
    start, _, end = piece.text.partition(bare) if bare else (piece.text, "", "")
    role: Literal["deleted", "inserted"] = "deleted" if piece.kind == "deleted" else "inserted"
    return Run(start), Run(bare, role), Run(end)
