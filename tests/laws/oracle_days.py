"""Dates as the oracle reads them: days are ordinals, an imprecise date is a tuple of ranges.

Written from the format alone and kept apart from the package on purpose.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from itertools import pairwise

FAR = 9_000_000  # a day later than every day asked about, and one that may still come
NEVER = 10_000_000  # cancelled
OPEN = -1_000_000  # no first day is known

Ranges = tuple[tuple[int, int], ...]
ANY: Ranges = ((OPEN, FAR),)
UNTIL_FIXED = "until-fixed"


def day(text: str) -> int:
    """The ordinal of an exact day."""
    return date.fromisoformat(text).toordinal()


def written(ordinal: int) -> str:
    """An ordinal as people write it."""
    return date.fromordinal(ordinal).isoformat()


def _simple(text: str) -> tuple[int, int]:
    bare = text.strip().rstrip("?~%")
    if re.fullmatch(r"\d{4}", bare):
        return day(f"{bare}-01-01"), day(f"{bare}-12-31")
    if re.fullmatch(r"\d{4}-\d{2}", bare):
        last = monthrange(int(bare[:4]), int(bare[5:]))[1]
        return day(f"{bare}-01"), day(f"{bare}-{last}")
    return day(bare), day(bare)


@lru_cache(maxsize=4096)
def ranges(text: str) -> Ranges:
    """The days that a written date allows."""
    if not text.startswith("["):
        return (_simple(text),)
    found = []
    for piece in text.strip("[]").split(","):
        first, dots, last = piece.partition("..")
        if not dots:
            found.append(_simple(piece))
            continue
        low = _simple(first)[0] if first else OPEN
        found.append((low, _simple(last)[1] if last else FAR))
    return tuple(found)


def common(one: Ranges, two: Ranges) -> Ranges:
    """The days that two dates share."""
    return tuple((max(a, c), min(b, d)) for a, b in one for c, d in two if max(a, c) <= min(b, d))


def later(start: int, period: str) -> int:
    """The day a period after another; a month ends on its own last day at the latest."""
    if start >= FAR:
        return start
    found = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", period)
    if not found:
        raise ValueError(period)
    years, months, weeks, days = (int(each or 0) for each in found.groups())
    began = date.fromordinal(start)
    count = began.year * 12 + began.month - 1 + years * 12 + months
    year, month = divmod(count, 12)
    kept = min(began.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, kept).toordinal() + weeks * 7 + days


def earlier(start: int, period: str) -> int:
    """The day a period of days or weeks before another."""
    return start - (later(start, period) - start)


@lru_cache(maxsize=4096)
def representatives(allowed: Ranges, critical: tuple[int, ...]) -> tuple[int, ...]:
    """Days that stand for all allowed ones: between two critical days only their order counts.

    Ranges of up to a week are taken day by day. In a longer one, of the days between two
    critical days the first two and the last are enough for comparing three unknown days.
    """
    found: set[int] = set()
    for low, high in allowed:
        if high >= FAR:
            found.add(FAR)
        first = max(low, critical[0] - 2)
        last = min(high, critical[-1] + 2)
        if last - first <= 6:
            found.update(range(first, last + 1))
            continue
        marks = sorted({first, last, *(c for c in critical if first <= c <= last)})
        for here, following in pairwise(marks):
            found.update(
                each
                for each in (here, here + 1, here + 2, following - 1, following)
                if here <= each <= following
            )
    return tuple(sorted(found))
