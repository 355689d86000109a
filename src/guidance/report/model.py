"""The one model of a report: what is said, in which order, before any format.

The parts of a report are those of an outline and, besides, tables, changes with both texts, and a
picture of time. A format draws every part; one that has no use for the richer ones draws what
:mod:`outlining` makes of them, in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from guidance.changes.redline import Piece
from guidance.report.outline import Folded, Line, PageBlock, Run
from guidance.report.pictures.picture import Picture
from guidance.wording.briefs import SAME_PEOPLE

NO_DAY = date(1980, 1, 1)
"""The day of a report that is about none: the first that a Word file can bear."""


_LONGEST_HEADING = 30
"""A heading of more words is no heading."""


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
        text: What is said; empty where there is nothing.
    """

    ref: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One change, with everything that a reader may ask about it.

    Attributes:
        anchor: Its place in the report, the same whenever the same question is asked.
        part: ``step`` or ``net``.
        id: The stable id of the change.
        kind: What kind of change that is, in words.
        days: Its day or range of days, in words.
        wording: The texts word by word: kept and deleted pieces make up the text before, kept and
            inserted ones that after. Empty where a text was told already, or nothing is said.
        verdict: Which way it goes: ``stricter`` and so on; ``None`` where it has no direction.
        direction: The verdict with its reasons, and one witness; what was told already is left
            out.
        says: How strongly it speaks, of whom and on which conditions.
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
    before: ShownSide
    after: ShownSide
    says: tuple[str, ...]
    wording: tuple[Piece, ...]
    verdict: str | None
    verdict_words: str
    direction: tuple[str, ...]
    marks: tuple[str, ...]
    facts: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class BriefRow:
    """One matter: what held, what holds, which way that is, and who says so.

    Attributes:
        key: The slug of the matter, or a reference.
        when: Its day or range of days; empty where the table says it for all.
        whom: Of whom it speaks.
        act: What says so, and what else says the same.
        beside: What says it otherwise.
        marks: What is uncertain about it, in words.
        verdict: ``stricter`` and so on; empty where it has no direction.
        is_new: No rule of it was recorded before.
        is_unheard_of: Nothing of it was recorded before, no information either.
        is_over: Nothing takes its place.
        names_whom: Its words say of whom it speaks.
        repeats_whom: It speaks of the same people as the row before.
        anchor: The place in the annex of what changed first.
    """

    number: int
    key: str
    title: str
    when: str
    whom: str
    before: Line
    after: Line
    way: str
    act: Line
    beside: Line
    marks: tuple[str, ...]
    verdict: str
    is_new: bool = False
    is_unheard_of: bool = False
    is_over: bool = False
    names_whom: bool = True
    repeats_whom: bool = False
    anchor: str = ""

    @property
    def who(self) -> Line:
        """The act that speaks, and how others differ."""
        return (*self.act, *((Run("; "), *self.beside) if self.beside else ()))

    @property
    def shown_whom(self) -> str:
        """Of whom it speaks, as a reader of all rows needs it."""
        return SAME_PEOPLE if self.repeats_whom else self.whom

    @property
    def data(self) -> dict[str, str]:
        """The row as data, by column."""
        cells = {"before": self.before, "after": self.after, "who": self.who}
        return {
            "number": str(self.number),
            "matter": self.key,
            "title": self.title,
            "when": self.when,
            "whom": self.whom,
            "direction": self.verdict,
            "way": self.way,
            "uncertain": "; ".join(self.marks),
            **{name: "".join(run.text for run in cell) for name, cell in cells.items()},
        }

    @property
    def way_and_marks(self) -> str:
        """Which way it went, and what is uncertain about that."""
        return "; ".join(filter(None, (self.way, *self.marks)))


@dataclass(frozen=True, slots=True)
class BriefTable:
    """The rows of a brief, the most important first.

    Attributes:
        before: The head of the column for what held; empty where it is about one day.
        after: The head of the column for what holds.
    """

    before: str
    after: str
    rows: tuple[BriefRow, ...]

    @property
    def is_of_a_day(self) -> bool:
        """Whether it says what holds on one day, and of no change."""
        return not self.before

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of all columns."""
        if self.is_of_a_day:
            return ("What", self.after, "For whom", "Who says so")
        return ("What", self.before, self.after, "For whom", "Which way", "Who says so")


ReportPart = PageBlock | Folded | ReportTable | BriefTable | ChangeItem | Picture


@dataclass(frozen=True)
class Report:
    """What is handed to a reader: a brief, and an annex that explains it.

    Nothing is laid out before a format asks for it, and each part only once: JSON lays out nothing.

    Attributes:
        title: What it is called.
        opening: Its first line, where that takes the records to say; else the title is.
        day: The last day it is about, which stands for the day of the report: nothing here reads
            the clock.
        brief: What to read first, from top to bottom; a heading begins a section.
        annex: What explains it.
        document: The data as a JSON document.
        rows: The data as a table, a mapping from column to text for each row; ``None`` where it
            makes no table.
        brief_rows: The same of the brief; ``None`` where that is no other.
        author: Who hands it on.
        scope: What was asked, name by name.
    """

    title: str
    day: date
    brief: Callable[[], Iterable[ReportPart]]
    document: Callable[[], Mapping[str, Any]]
    annex: Callable[[], Iterable[ReportPart]] = tuple
    rows: Callable[[], Iterable[Mapping[str, str]]] | None = None
    brief_rows: Callable[[], Iterable[Mapping[str, str]]] | None = None
    author: str = ""
    scope: tuple[tuple[str, str], ...] = ()
    opening: Callable[[], str] | None = None

    @cached_property
    def first_line(self) -> str:
        """What the reader reads first."""
        return self.opening() if self.opening else self.title

    @cached_property
    def heading(self) -> str:
        """What stands as its title on a page: the first line where that is not too long for one."""
        return self.first_line if len(self.first_line.split()) <= _LONGEST_HEADING else self.title

    @property
    def lead(self) -> str:
        """The first line, where the heading of a page is another."""
        return "" if self.heading == self.first_line else self.first_line

    @cached_property
    def parts(self) -> tuple[ReportPart, ...]:
        """The brief and the annex."""
        return (*self.brief_parts, *self.annex())

    @property
    def is_divided(self) -> bool:
        """Whether there is an annex beside the brief."""
        return len(self.parts) > len(self.brief_parts) > 0

    @cached_property
    def brief_parts(self) -> tuple[ReportPart, ...]:
        """The brief alone."""
        return tuple(self.brief())


class Look(NamedTuple):
    """How a format that has lines and colours is to draw them.

    Attributes:
        width: Columns.
        colour: Whether to colour, for a terminal.
        full: Whether to draw the annex too; formats that have pages always do.
    """

    width: int = 80
    colour: bool = False
    full: bool = False
