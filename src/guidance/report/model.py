"""The one model of a report: what is said, in which order, before any format.

The parts of a report are those of an outline and, besides, tables, changes with both texts, and a
picture of time. A format draws every part; one that has no use for the richer ones draws what
:func:`outlined` makes of them, in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from guidance.changes.redline import Piece
from guidance.report.outline import Folded, Line, Page, PageBlock, Run, line, muted, strong
from guidance.report.pictures.picture import Picture
from guidance.report.redlines import redline_runs

NO_DAY = date(1980, 1, 1)
"""The day of a report that is about none: the first that a Word file can bear."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows of lines under headed columns; the first column names the row.

    Attributes:
        anchors: Where each row leads in the report; empty where it leads nowhere.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSide:
    """What holds on one side of a change.

    Attributes:
        ref: What says so; empty where nothing is said.
        marks: How strongly, of whom and on which conditions.
        text: What is said; empty where there is nothing.
        absence: What to show where there is no text.
    """

    ref: str = ""
    marks: tuple[str, ...] = ()
    text: str = ""
    absence: str = ""


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One change, with everything that a reader may ask about it.

    Attributes:
        anchor: Its place in the report, the same whenever the same question is asked.
        part: ``step`` or ``net``.
        id: The stable id of the change.
        kind: What kind of change that is, in words.
        days: Its day or range of days, in words.
        redline: The texts word by word: kept and deleted pieces make up the text before, kept and
            inserted ones that after. Empty where the change is not one of texts.
        verdict: Which way it goes: ``stricter`` and so on; ``None`` where it has no direction.
        direction: The verdict, its reasons and its witnesses, a sentence each.
        marks: What is uncertain about it, in words.
        facts: What is there to be looked up, by name.
    """

    anchor: str
    part: Literal["step", "net"]
    id: str
    ref: str
    title: str
    kind: str
    days: str
    earliest: date | None
    latest: date | None
    sentence: str
    before: ShownSide
    after: ShownSide
    redline: tuple[Piece, ...]
    verdict: str | None
    verdict_words: str
    direction: tuple[str, ...]
    marks: tuple[str, ...]
    facts: tuple[tuple[str, Line], ...]


ReportPart = PageBlock | Folded | ReportTable | ChangeItem | Picture


@dataclass(frozen=True)
class Report:
    """What is handed to a reader: a brief, and an annex that explains it.

    Nothing is laid out before a format asks for it, and each part only once: JSON lays out nothing.

    Attributes:
        title: The first line.
        day: The last day it is about, which stands for the day of the report: nothing here reads
            the clock.
        brief: What to read first, from top to bottom; a heading begins a section.
        annex: What explains it.
        document: The data as a JSON document.
        rows: The data as a table, a mapping from column to text for each row; ``None`` where it
            makes no table.
        author: Who hands it on.
        scope: What was asked, name by name.
        lead: The main thing, where the title does not say it.
    """

    title: str
    day: date
    brief: Callable[[], Iterable[ReportPart]]
    document: Callable[[], Mapping[str, Any]]
    annex: Callable[[], Iterable[ReportPart]] = tuple
    rows: Callable[[], Iterable[Mapping[str, str]]] | None = None
    author: str = ""
    scope: tuple[tuple[str, str], ...] = ()
    lead: str = ""

    @cached_property
    def parts(self) -> tuple[ReportPart, ...]:
        """The brief and the annex."""
        return (*self.brief(), *self.annex())


class Look(NamedTuple):
    """How a format that has lines and colours is to draw them.

    Attributes:
        width: Columns.
        colour: Whether to colour, for a terminal.
    """

    width: int = 80
    colour: bool = False


def outlined(report: Report) -> Page:
    """Lay a report out as a plain outline, in the same words."""
    page = Page()
    page.headline(report.title)
    if report.author:
        page.paragraph(f"By {report.author}.")
    for name, value in report.scope:
        page.item(line(muted(f"{name}: "), value))
    if report.lead:
        page.paragraph(strong(report.lead))
    for part in report.parts:
        if isinstance(part, PageBlock | Folded):
            page.blocks.append(part)
        elif isinstance(part, ReportTable):
            _add_table(page, part)
        elif isinstance(part, ChangeItem):
            page.item(*change_lines(part))
        else:
            page.paragraph(part.summary)
            _add_table(page, table_of(part))
    return page


def change_lines(item: ChangeItem) -> tuple[Line, ...]:
    """A change as the lines of a list item."""
    redline = redline_runs(item.redline)
    return (
        line(strong(item.title), f" — {'; '.join(tags(item))}"),
        line(item.sentence),
        *(
            _side_line(name, side)
            for name, side in (("Before", item.before), ("After", item.after))
        ),
        *((line(muted("Word by word: "), *redline),) if redline else ()),
        *(line(sentence) for sentence in item.direction),
        *(line(muted(f"{name}: "), *facts) for name, facts in item.facts),
    )


def tags(item: ChangeItem) -> list[str]:
    """A change at a glance: what kind, when, which way, and what is uncertain about it."""
    verdict = [item.verdict_words] if item.verdict else []
    return [item.kind, item.days, *verdict, *item.marks]


def _side_line(name: str, side: ShownSide) -> Line:
    marks = f" ({'; '.join(side.marks)})" if side.marks else ""
    return line(muted(f"{name}: "), side.text or side.absence, marks)


def table_of(picture: Picture) -> ReportTable:
    """The table that says what a picture shows."""
    return ReportTable(
        "What the picture shows",
        ("No.", "Source", "What", "Day", "How it is known"),
        tuple(
            (
                line(str(mark.number)),
                line(mark.lane),
                line(f"{mark.kind}: {mark.label}"),
                line(mark.days),
                line(mark.known),
            )
            for mark in picture.marks
        ),
    )


def _add_table(page: Page, table: ReportTable) -> None:
    page.label(f"{table.caption} ({', '.join(name.lower() for name in table.columns)})")
    for row in table.rows:
        first, *rest = row
        spans = [span for cell in rest if cell for span in (Run("; "), *cell)][1:]
        page.item(line(*first, " — ", *spans))
