"""The parts of a report that is handed on: what a plain outline lacks.

A :class:`Dossier` is the one model of such a report. Its parts are those of an outline and,
besides, tables, changes with both texts, and a picture of time. A format draws every part; one that
has no use for the richer ones draws what :func:`outlined` makes of them, in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from guidance.changes.redline import Piece
from guidance.report.outline import Block, Folded, Line, Page, Span, line, muted, strong
from guidance.report.picture import Picture


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of lines under headed columns; the first column names the row.

    Attributes:
        anchors: Where each row leads in the report; empty where it leads nowhere.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
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
        row: The same facts for a table of data, by column.
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
    before: Side
    after: Side
    redline: tuple[Piece, ...]
    verdict: str | None
    verdict_words: str
    direction: tuple[str, ...]
    marks: tuple[str, ...]
    facts: tuple[tuple[str, Line], ...]
    row: Mapping[str, str]


Part = Block | Folded | Table | ChangeItem | Picture


@dataclass(frozen=True, slots=True)
class Dossier:
    """A report to be handed on.

    Attributes:
        scope: What was asked, name by name.
        parts: Everything else, from top to bottom; a heading begins a part.
        day: The last day it is about, which stands for the day of the report: nothing here reads
            the clock.
        rows: The data as a table: the columns of the first row are those of all.
        document: The data as a JSON document.
    """

    title: str
    author: str
    scope: tuple[tuple[str, str], ...]
    headline: str
    parts: tuple[Part, ...]
    day: date
    rows: tuple[Mapping[str, str], ...]
    document: Callable[[], Mapping[str, Any]]


def outlined(dossier: Dossier) -> Page:
    """Lay a report out as a plain outline, in the same words."""
    page = Page()
    page.headline(dossier.title)
    if dossier.author:
        page.paragraph(f"By {dossier.author}.")
    for name, value in dossier.scope:
        page.item(line(muted(f"{name}: "), value))
    page.paragraph(strong(dossier.headline))
    for part in dossier.parts:
        if isinstance(part, Block | Folded):
            page.blocks.append(part)
        elif isinstance(part, Table):
            _add_table(page, part)
        elif isinstance(part, ChangeItem):
            page.item(*change_lines(part))
        else:
            page.paragraph(part.summary)
            _add_table(page, table_of(part))
    return page


def change_lines(item: ChangeItem) -> tuple[Line, ...]:
    """A change as the lines of a list item."""
    redline = redline_spans(item.redline)
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


def _side_line(name: str, side: Side) -> Line:
    marks = f" ({'; '.join(side.marks)})" if side.marks else ""
    return line(muted(f"{name}: "), side.text or side.absence, marks)


def redline_spans(pieces: tuple[Piece, ...]) -> tuple[Span, ...]:
    """The pieces as spans, white space outside the marks.

    Nothing where nothing differs, or where the texts share too little to be read as one.
    """
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "kept")
    total = sum(len(piece.text) for piece in pieces)
    if kept == total or 2 * kept < total:
        return ()
    return tuple(
        span
        for piece in pieces
        for span in (_marked(piece) if piece.kind != "kept" else (Span(piece.text),))
        if span.text
    )


def side_spans(pieces: tuple[Piece, ...], other: Literal["deleted", "inserted"]) -> Line:
    """The text of one side, with what the other side lacks marked; ``other`` is left out."""
    return tuple(
        span
        for piece in pieces
        if piece.kind != other
        for span in (_marked(piece) if piece.kind != "kept" else (Span(piece.text),))
        if span.text
    )


def _marked(piece: Piece) -> tuple[Span, ...]:
    bare = piece.text.strip()
    start, _, end = piece.text.partition(bare) if bare else (piece.text, "", "")
    role: Literal["deleted", "inserted"] = "deleted" if piece.kind == "deleted" else "inserted"
    return Span(start), Span(bare, role), Span(end)


def table_of(picture: Picture) -> Table:
    """The table that says what a picture shows."""
    return Table(
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


def _add_table(page: Page, table: Table) -> None:
    page.label(f"{table.caption} ({', '.join(name.lower() for name in table.columns)})")
    for row in table.rows:
        first, *rest = row
        spans = [span for cell in rest if cell for span in (Span("; "), *cell)][1:]
        page.item(line(*first, " — ", *spans))
