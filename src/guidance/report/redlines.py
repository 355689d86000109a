"""Texts compared word by word, as spans: the one face of a redline.

White space stands outside the marks, so that no format underlines or strikes out a blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from guidance.changes.redline import Piece
from guidance.report.outline import Line, Run


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
    return tuple(
        span
        for piece in pieces
        for span in (_marked(piece) if piece.kind != "kept" else (Run(piece.text),))
        if span.text
    )


def _marked(piece: Piece) -> tuple[Run, ...]:
    bare = piece.text.strip()
    start, _, end = piece.text.partition(bare) if bare else (piece.text, "", "")
    role: Literal["deleted", "inserted"] = "deleted" if piece.kind == "deleted" else "inserted"
    return Run(start), Run(bare, role), Run(end)
