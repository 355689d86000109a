"""Days as numbers: proleptic Gregorian ordinals, as in :meth:`datetime.date.toordinal`."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from guidance.errors import DateError
from guidance.records.dates import Period

FIRST_DAY = date.min.toordinal()
LAST_DAY = date.max.toordinal()
NEVER = LAST_DAY + 1
"""Later than every day: the day of what does not happen."""


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
