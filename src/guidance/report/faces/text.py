"""Plain text, wrapped, with colour where a terminal shows it.

Text for a terminal and for a file has the same words. Colour only repeats what words and signs
say: deletions stand in ``[-…-]``, insertions in ``{+…+}``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from guidance.report.model import Look, Report, outlined
from guidance.report.outline import Folded, Line, Page, PageBlock, Run
from guidance.wording.visible import visible

_STYLES = {
    "plain": "",
    "strong": "bold",
    "muted": "dim",
    "reference": "cyan",
    "deleted": "red",
    "inserted": "green",
    "break": "",
}
_CLOSE = ("item", "row", "notes")
_JOINED = (("headline", "paragraph"),)
"""What follows each other without an empty line."""
_MARKS = {"deleted": ("[-", "-]"), "inserted": ("{+", "+}")}


def draw(report: Report, look: Look) -> str:
    """Draw a report as text."""
    return draw_page(outlined(report, look), width=look.width, colour=look.colour)


def draw_page(page: Page, *, width: int = 80, colour: bool = False) -> str:
    """Draw a page as text."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    lines = list(_lines(page, console, width))
    if not colour:
        return "".join(f"{text.plain.rstrip()}\n" for text in lines)
    drawn = []
    for text in lines:
        text.rstrip()
        with console.capture() as capture:
            console.print(text, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)
        drawn.append(capture.get())
    return "".join(drawn)


def _lines(page: Page, console: Console, width: int) -> Iterator[Text]:
    previous = ""
    for block in page.blocks:
        kind = "paragraph" if isinstance(block, Folded) else block.kind
        is_close = previous == kind in _CLOSE or (previous, kind) in _JOINED
        if previous and previous != "label" and not is_close:
            yield Text()
        if isinstance(block, Folded):
            yield from _wrapped((Run(f"{block.summary}."),), console, width, "", "")
        elif kind == "item":
            yield from _item(block, console, width)
        elif kind == "row":
            yield from _row(block, console, width)
        elif kind == "notes":
            yield from _run_on(block.lines, console, width, "")
        else:
            yield from _wrapped(block.lines[0], console, width, "", "")
            if kind == "heading":
                longest = min(width, max(len(_text(line).plain) for line in block.lines))
                yield Text("-" * longest)
        previous = kind


def _item(block: PageBlock, console: Console, width: int) -> Iterator[Text]:
    for number, line in enumerate(block.lines):
        yield from _wrapped(line, console, width, "  " if number else "- ", "  ")


def _row(block: PageBlock, console: Console, width: int) -> Iterator[Text]:
    head, *others = block.lines
    is_one_line = len(_text(head).plain) <= width
    yield from _wrapped(head, console, width if is_one_line else width - 2, "", "  ")
    yield from _run_on(others, console, width, "  ")


def _run_on(lines: Sequence[Line], console: Console, width: int, indent: str) -> Iterator[Text]:
    """Each line by itself, unless they take fewer lines when run on."""
    apart = [part for line in lines for part in _wrapped(line, console, width, indent, indent)]
    spans: list[Run] = []
    for line in lines:
        spans += [Run(" "), *line] if spans else line
    together = list(_wrapped(tuple(spans), console, width, indent, indent))
    yield from apart if len(apart) <= len(together) else together


def _wrapped(line: Line, console: Console, width: int, first: str, rest: str) -> Iterator[Text]:
    text = _text(line)
    for number, part in enumerate(text.wrap(console, max(width - len(first), 10), tab_size=1)):
        indent = rest if number else first
        yield Text(indent) + part


def _text(line: Line) -> Text:
    text = Text(end="")
    for span in line:
        if span.role == "break":
            text.append("\n")
            continue
        before, after = _MARKS.get(span.role, ("", ""))
        text.append(f"{before}{visible(span.text)}{after}", _STYLES[span.role] or None)
    return text
