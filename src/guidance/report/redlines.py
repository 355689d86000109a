"""Texts compared word by word, as spans: the one face of a redline.

White space stands outside the marks, so that no format underlines or strikes out a blank; the lines
of a text stay lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from guidance.changes.redline import Piece
from guidance.report.outline import Line, Run, laid_out
from guidance.wording.visible import looks_alike, told_apart


def redline_runs(pieces: tuple[Piece, ...]) -> tuple[Run, ...]:
    """The pieces as spans.

    Nothing where nothing differs, or where the texts share too little to be read as one.
    """
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "kept")
    total = sum(len(piece.text) for piece in pieces)
    if kept == total or 2 * kept < total:
        return ()
    return _spans(pieces)


def wording_runs(pieces: tuple[Piece, ...]) -> Line:
    """The pieces as spans, whatever they share."""
    return _spans(pieces)


def readable(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces, or both texts whole where they share too little to be read as one."""
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "kept")
    total = sum(len(piece.text) for piece in pieces)
    if 2 * kept >= total:
        return pieces
    before = "".join(piece.text for piece in pieces if piece.kind != "inserted")
    after = "".join(piece.text for piece in pieces if piece.kind != "deleted")
    whole = (Piece("deleted", before), Piece("inserted", after))
    return tuple(piece for piece in whole if piece.text)


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
