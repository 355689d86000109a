"""The days that an event can fall on, by all that is told of it.

What is told is folded in the order of publication. Two dates that share days are one date: their
common days. Dates that share none stand beside each other: the day is one out of both. Where a
source speaks with authority, the dates that others say do not count. A look at a source that did
not show an event bounds it, where the place looked at shows such events at once or in time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY, NEVER, last_start
from guidance.records.dates import DayRange, ImpreciseDate, Period
from guidance.records.model import UNTIL_FIXED, RelativeDate
from guidance.records.sources import Check
from guidance.resolution.events import full_key
from guidance.resolution.registry import Registry, Telling

Spans = tuple[tuple[int, int], ...]
ANY_DAY: Spans = ((FIRST_DAY, NEVER),)


@dataclass(frozen=True, slots=True)
class Fixed:
    """Days an event can fall on: runs of days in order. None at all: it will not happen."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Following:
    """An event dated from another."""

    base: str
    period: Period


@dataclass(frozen=True, slots=True)
class Same:
    """An event that is another one."""

    base: str


Dated = Fixed | Following | Same
DatesTold = tuple[Dated, ...]
"""Dates that stand beside each other; none where nothing is told."""

NOT_AT_ALL = Fixed(())


@dataclass(frozen=True, slots=True)
class Bound:
    """A check by which an event had not happened by a day.

    Attributes:
        source: The source that was looked at.
        day: That day; ``None`` where the check does not say how soon it would have been shown.
    """

    event: str
    day: int | None
    check: Check
    source: str


def looks(registry: Registry, known_on: int | None) -> tuple[Bound, ...]:
    """What the checks known by a day did not show, the oldest check first."""
    bounds = (
        Bound(full_key(source, name), _bounded_by(check), check, source)
        for source, record in registry.sources.items()
        for check in record.checks
        if known_on is None or check.on.toordinal() <= known_on
        for name in check.not_yet
    )
    return tuple(sorted(bounds, key=lambda bound: (bound.check.on, bound.day or 0, bound.event)))


def _bounded_by(check: Check) -> int | None:
    if check.within is not None:
        # What happened on a later day need not be shown yet.
        return last_start(check.on.toordinal(), check.within, late=True)
    return check.on.toordinal() if check.shows_at_once else None


def days_said(telling: Telling) -> Dated:
    """The days that are told."""
    if telling.kind == "cancels" or telling.date == UNTIL_FIXED:
        return NOT_AT_ALL
    if isinstance(telling.date, RelativeDate):
        return Following(telling.date.after, telling.date.period)
    known = telling.date if isinstance(telling.date, ImpreciseDate) else None
    return Fixed(spans_of(known))


def told_beside(dates: DatesTold, telling: Telling, new: Dated) -> DatesTold:
    """The dates of an event once one more is told."""
    if telling.kind != "says" or not isinstance(new, Fixed):
        return (new,)
    if new == NOT_AT_ALL:
        return dates or (new,)
    if dates == (NOT_AT_ALL,) or not all(isinstance(dated, Fixed) for dated in dates):
        return (new,)
    shared = [_common(dated, new) for dated in dates if isinstance(dated, Fixed)]
    if not any(dated.spans for dated in shared):
        return (*dates, new)
    cut = (both if both.spans else dated for dated, both in zip(dates, shared, strict=True))
    return tuple(dict.fromkeys(cut))


def later_than(dates: DatesTold, day: int) -> DatesTold:
    """The same dates where the event had not happened by a day.

    A date that lies wholly before it counts all the same: a check closes no answer for good.
    """
    cut: list[Dated] = []
    for dated in dates or (Fixed(ANY_DAY),):
        left = _common(dated, Fixed(((day + 1, NEVER),))) if isinstance(dated, Fixed) else dated
        cut.append(dated if left == NOT_AT_ALL else left)
    return tuple(dict.fromkeys(cut))


def one_of(dates: DatesTold) -> Dated:
    """One unknown day out of dates that stand beside each other."""
    if not dates:
        return Fixed(ANY_DAY)
    if len(dates) == 1:
        return dates[0]
    return Fixed(union(span for dated in dates if isinstance(dated, Fixed) for span in dated.spans))


def spans_of(known: ImpreciseDate | None) -> Spans:
    """The runs of days a date can mean; of one not known at all, any day or none."""
    if known is None:
        return ANY_DAY
    return tuple(
        (
            first.toordinal() if first else FIRST_DAY,
            last.toordinal() if last else LAST_DAY,
        )
        for first, last in known.spans
    )


def run_of(span: tuple[int, int]) -> DayRange:
    """The first and the last day of a run, ``None`` where open."""
    first, last = span
    return (
        date.fromordinal(first) if first > FIRST_DAY else None,
        date.fromordinal(last) if last < LAST_DAY else None,
    )


def union(spans: Iterable[tuple[int, int]]) -> Spans:
    """Runs of days put together; those that touch are one."""
    runs: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if runs and low <= runs[-1][1] + 1:
            runs[-1] = runs[-1][0], max(runs[-1][1], high)
        else:
            runs.append((low, high))
    return tuple(runs)


def _common(dated: Fixed, other: Fixed) -> Fixed:
    pairs = ((max(a, c), min(b, d)) for a, b in dated.spans for c, d in other.spans)
    return Fixed(tuple((low, high) for low, high in pairs if low <= high))
