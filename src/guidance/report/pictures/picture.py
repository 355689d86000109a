"""A picture of time, before any format: sources as lanes, what happened on each, and two dates.

An imprecise day is a range as wide as what is not known. Nothing is drawn that could not be known
on the day of knowledge asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from guidance.answers.answering import states_of
from guidance.resolution.registry import source_of
from guidance.wording.days import counted, day_words, exact_words, when_marks

if TYPE_CHECKING:
    from guidance.answers.whens import When
    from guidance.corpus import Corpus

_EDGE = 0.06
_NEAR = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a lane: a publication or an event.

    Attributes:
        number: Its number in the picture and in the table beside it.
        lane: The title of its source.
        earliest: ``None`` where open.
        days: The day as well as it is known, in words.
        known: How it is known, in words.
    """

    number: int
    source: str
    lane: str
    kind: Literal["Published", "Event"]
    label: str
    ref: str
    earliest: date | None
    latest: date | None
    days: str
    known: str
    is_forecast: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture of time shows.

    Attributes:
        lanes: Sources, each an id and a title.
        dates: The dates asked about, each with its name.
        first: Where the axis begins; ``last`` where it ends.
        summary: The whole picture in words.
    """

    lanes: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    dates: tuple[tuple[str, date], ...]
    first: date
    last: date
    title: str
    summary: str


def picture_of(
    corpus: Corpus,
    sources: Iterable[str],
    dates: tuple[tuple[str, date], ...],
    known_on: date | None = None,
) -> Picture:
    """Put together what is known of the days of some sources."""
    describer = states_of(corpus, known_on).describer
    lanes = tuple((source, corpus.title(source)) for source in sources)
    days: list[tuple[str, Literal["Published", "Event"], str, When]] = []
    events: dict[str, When] = {}
    for source, _ in lanes:
        for ref, version in corpus.versions.items():
            if source_of(ref) != source or not _may_be_known(describer.when(ref), known_on):
                continue
            days.append((source, "Published", version.document.title, describer.when(ref)))
            for name in version.events:
                key = f"{source}@{name}"
                if key not in events:
                    events[key] = describer.when(key)
                    days.append((source, "Event", events[key].label, events[key]))
    order = {source: place for place, (source, _) in enumerate(lanes)}
    days.sort(key=lambda day: (order[day[0]], _start(day[3]), day[1] == "Event", day[3].event))
    titles = dict(lanes)
    marks = tuple(
        Mark(
            number=number,
            source=source,
            lane=titles[source],
            kind=kind,
            label=label,
            ref=when.event,
            earliest=when.date.earliest,
            latest=when.date.latest,
            days=day_words(when.date),
            known=", ".join(when_marks(when)) or "recorded",
            is_forecast=when.certainty == "forecast",
        )
        for number, (source, kind, label, when) in enumerate(days, start=1)
    )
    first, last = _axis(marks, [day for _, day in dates])
    return Picture(
        lanes, marks, dates, first, last, "Timeline of the sources", _summary(lanes, marks, dates)
    )


def _may_be_known(when: When, known_on: date | None) -> bool:
    return known_on is None or (when.date.earliest or date.min) <= known_on


def _start(when: When) -> date:
    return when.date.earliest or when.date.latest or date.max


def _axis(marks: Iterable[Mark], dates: list[date]) -> tuple[date, date]:
    """Room for everything that has a day; a date asked about may lie beyond the edge."""
    days = [day for mark in marks for day in (mark.earliest, mark.latest) if day is not None]
    if not days:
        days = list(dates) or [date(2000, 1, 1)]
    low, high = min(days), max(days)
    reach = max((high - low) // 3, timedelta(days=365))
    for day in dates:
        if _minus(low, reach) <= day <= _plus(high, reach):
            low, high = min(low, day), max(high, day)
    pad = max((high - low) * _EDGE, _NEAR)
    return _minus(low, pad), _plus(high, pad)


def _minus(day: date, length: timedelta) -> date:
    return day - length if day - date.min > length else date.min


def _plus(day: date, length: timedelta) -> date:
    return day + length if date.max - day > length else date.max


def _summary(
    lanes: tuple[tuple[str, str], ...],
    marks: tuple[Mark, ...],
    dates: tuple[tuple[str, date], ...],
) -> str:
    ranges = sum(mark.earliest != mark.latest or mark.earliest is None for mark in marks)
    shown = (
        f"{counted(len(lanes), 'source')}, one under the other, with {counted(len(marks), 'day')}"
    )
    drawn = "a range" if ranges == 1 else "ranges"
    open_ = f", {ranges} of them not known exactly and drawn as {drawn}" if ranges else ""
    asked = " and ".join(f"{exact_words(day)} ({name})" for name, day in dates)
    marked = f" Marked by lines across: {asked}." if asked else ""
    return f"{shown}{open_}.{marked} The table says the same in words."
