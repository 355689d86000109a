"""Plain text, wrapped, with colour where a terminal shows it.

Text for a terminal and for a file has the same words. Colour only repeats what words and signs
say: deletions stand in ``[-…-]``, insertions in ``{+…+}``. Lines are broken here and not by Rich,
as it takes longer to import than an answer from an index takes to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

from guidance.report.outline import Folded, Line, Page, PageBlock, Run
from guidance.wording.visible import visible

if TYPE_CHECKING:
    from guidance.report.model import Look, Report

_COLOURS = {"strong": "1", "muted": "2", "reference": "36", "deleted": "31", "inserted": "32"}
"""What a terminal is told before a run (ECMA-48, Select Graphic Rendition)."""
_CLOSE = ("item", "row", "notes")
_JOINED = (("headline", "paragraph"),)
"""What follows each other without an empty line."""
_MARKS = {"deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
_WORD = re.compile(r"\s*\S+\s*")

Row = list[Run]
"""A line of the screen."""


def draw(report: Report, look: Look) -> str:
    """Draw a report as text."""
    from guidance.report.outlining import outlined

    return draw_page(outlined(report, look), width=look.width, colour=look.colour)


def draw_page(page: Page, *, width: int = 80, colour: bool = False) -> str:
    """Draw a page as text."""
    return "".join(f"{_drawn(row, colour=colour)}\n" for row in _rows(page, width))


def _drawn(row: Row, *, colour: bool) -> str:
    while row and not row[-1].text.rstrip():
        row.pop()
    if not row:
        return ""
    row[-1] = row[-1]._replace(text=row[-1].text.rstrip())
    if not colour:
        return "".join(run.text for run in row)
    return "".join(
        f"\x1b[{_COLOURS[run.role]}m{run.text}\x1b[0m" if run.role in _COLOURS else run.text
        for run in row
    )


def _rows(page: Page, width: int) -> Iterator[Row]:
    previous = ""
    for block in page.blocks:
        kind = "paragraph" if isinstance(block, Folded) else block.kind
        is_close = previous == kind in _CLOSE or (previous, kind) in _JOINED
        if previous and previous != "label" and not is_close:
            yield []
        if isinstance(block, Folded):
            yield from _wrapped((Run(f"{block.summary}."),), width, "", "")
        elif kind == "item":
            yield from _item(block, width)
        elif kind == "row":
            yield from _row(block, width)
        elif kind == "notes":
            for note in _packed(block.lines, width):
                yield from _wrapped(note, width, "", "")
        else:
            yield from _wrapped(block.lines[0], width, "", "")
            if kind == "heading":
                longest = min(width, max(len(_text(line)) for line in block.lines))
                yield [Run("-" * longest)]
        previous = kind


def _item(block: PageBlock, width: int) -> Iterator[Row]:
    for number, line in enumerate(block.lines):
        yield from _wrapped(line, width, "  " if number else "- ", "  ")


def _row(block: PageBlock, width: int) -> Iterator[Row]:
    head, *others = block.lines
    is_one_line = len(_text(head)) <= width
    yield from _wrapped(head, width if is_one_line else width - 2, "", "  ")
    yield from _run_on(others, width, "  ")


def _packed(notes: Sequence[Line], width: int) -> Iterator[Line]:
    """Each note by itself; short ones that fit together in one line stand in one."""
    packed: Line = ()
    for note in notes:
        together = (*packed, Run(" "), *note) if packed else note
        if packed and len(_text(together)) > width:
            yield packed
            together = note
        packed = together
    if packed:
        yield packed


def _run_on(lines: Sequence[Line], width: int, indent: str) -> Iterator[Row]:
    """Each line by itself, unless they take fewer lines when run on."""
    apart = [row for line in lines for row in _wrapped(line, width, indent, indent)]
    spans: list[Run] = []
    for line in lines:
        spans += [Run(" "), *line] if spans else line
    together = list(_wrapped(tuple(spans), width, indent, indent))
    yield from apart if len(apart) <= len(together) else together


def _wrapped(line: Line, width: int, first: str, rest: str) -> Iterator[Row]:
    room, indent = max(width - len(first), 10), first
    for shown in _at_breaks(line):
        start = 0
        text = "".join(run.text for run in shown)
        for end in (*_ends(text, room), len(text)):
            yield [Run(indent), *_cut(shown, start, end)]
            start, indent = end, rest


def _at_breaks(line: Line) -> Iterator[Row]:
    """A line as it is shown, without hidden characters and with its marks; divided at breaks."""
    shown: Row = []
    for run in line:
        if run.role == "break":
            yield shown
            shown = []
            continue
        before, after = _MARKS.get(run.role, ("", ""))
        shown.append(Run(f"{before}{visible(run.text)}{after}", run.role))
    yield shown


def _text(line: Line) -> str:
    return "\n".join("".join(run.text for run in row) for row in _at_breaks(line))


def _cut(row: Row, start: int, end: int) -> Iterator[Run]:
    """The runs between two places of a row."""
    place = 0
    for run in row:
        text = run.text[max(0, start - place) : max(0, end - place)]
        if text:
            yield Run(text, run.role)
        place += len(run.text)


def _ends(text: str, room: int) -> Iterator[int]:
    """The places at which a text is divided, so that each line takes no more cells than there are.

    Words stay whole unless one alone takes more. Cells, as East Asian characters take two.
    """
    used = 0
    for word in _WORD.finditer(text):
        start, taken = word.start(), cell_len(word.group().rstrip())
        if taken <= room - used:
            used += cell_len(word.group())
        elif taken <= room:
            if start:
                yield start
            used = cell_len(word.group())
        else:
            for piece in chop_cells(word.group(), room):
                if start:
                    yield start
                start += len(piece)
                used = cell_len(piece)
