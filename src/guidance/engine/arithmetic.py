"""Days as numbers: proleptic Gregorian ordinals, as in :meth:`datetime.date.toordinal`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from guidance.errors import DateError
from guidance.records.dates import ImpreciseDate, Period

FIRST_DAY = date.min.toordinal()
LAST_DAY = date.max.toordinal()
NEVER = LAST_DAY + 1
"""Later than every day: the day of what does not happen."""


def day_of(number: int) -> date | None:
    """Return a day by its number; ``None`` where the calendar is open."""
    return date.fromordinal(number) if FIRST_DAY < number < LAST_DAY else None


def date_within(window: tuple[int, int]) -> ImpreciseDate:
    """Return the one unknown day between two, both included, by their numbers."""
    first, last = window
    return ImpreciseDate.between(
        date.fromordinal(first) if first > FIRST_DAY else None,
        date.fromordinal(last) if last < LAST_DAY else None,
    )


def ordinals(known: ImpreciseDate) -> tuple[int, int]:
    """Return the first and the last day of an unknown one by number; an open end is ``NEVER``."""
    first, last = known.earliest, known.latest
    return first.toordinal() if first else FIRST_DAY, last.toordinal() if last else NEVER


@lru_cache(maxsize=4096)
def days_after(day: int, period: Period) -> tuple[int, int]:
    """The day a period later, by the earlier and the later rule; the last day if beyond it."""
    if day == FIRST_DAY or day >= LAST_DAY:  # an open end stays open
        return day, day
    try:
        early, late = period.after(date.fromordinal(day))
    except DateError:
        return LAST_DAY, LAST_DAY
    return early.toordinal(), late.toordinal()


@lru_cache(maxsize=4096)
def last_start(day: int, period: Period, *, late: bool) -> int:
    """The last day from which the period has ended by a day; adding a period is monotonic."""
    low = max(FIRST_DAY, day - 31 * period.months - period.days - 1)
    high = day
    while low < high:
        middle = (low + high + 1) // 2
        if days_after(middle, period)[late] <= day:
            low = middle
        else:
            high = middle - 1
    return low


def lengths(periods: Iterable[Period]) -> tuple[int, int]:
    """The fewest and the most days that some periods come to together; a month has 28 to 31."""
    months = days = 0
    for period in periods:
        months, days = months + period.months, days + period.days
    return days + 28 * months, days + 31 * months


def first_from(day: int, steps: Sequence[tuple[Period, bool]]) -> int:
    """The first day of the unknown event from which a day, or a later one, follows by steps."""
    for period, is_late in reversed(steps):
        if day <= FIRST_DAY:  # an open beginning stays open
            break
        day = last_start(day - 1, period, late=is_late) + 1
    return max(day, FIRST_DAY)
