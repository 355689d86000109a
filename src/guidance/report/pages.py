"""Draws a page that an index keeps: the day put in its slots, and the lines broken.

This is the way from an index to the screen; what it imports is what an answer has to wait for.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from guidance.report.faces.text import draw_page
from guidance.report.outline import Folded, Page, PageBlock, Run
from guidance.wording.ages import ages_words, exact_words


def drawn(body: str, on: date, *, width: int, colour: bool) -> str:
    """Draw a page as text, for one of its days.

    Args:
        body: What :func:`guidance.report.paging.pages_of` laid out.
        on: The day.
        width: Columns.
        colour: Whether to colour, for a terminal.
    """
    page = Page()
    for kind, lines in json.loads(body):
        if kind == "folded":
            page.blocks.append(Folded(_filled(lines[0], on), ()))
            continue
        runs = (tuple(Run(_filled(text, on), role) for text, role in line) for line in lines)
        page.blocks.append(PageBlock(kind, tuple(runs)))
    return draw_page(page, width=width, colour=colour)


def _filled(text: str | list[Any], on: date) -> str:
    """A text with its slots filled: ``0`` for the day, two ordinals for an age."""
    if isinstance(text, str):
        return text
    return "".join(_piece(piece, on) for piece in text)


def _piece(piece: str | int | list[int], on: date) -> str:
    match piece:
        case str():
            return piece
        case [earliest, latest]:
            return ages_words(date.fromordinal(earliest), date.fromordinal(latest), on)
    return exact_words(on)
