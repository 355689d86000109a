"""Days as other formats write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from guidance.wording.days import exact_words

UNFIXED: dict[str, str] = {"date": "until-fixed"}
"""What an event has in place of a date where it is put off until somebody dates it."""

_STAMP = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?\Z", re.ASCII)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
AMERICAN = rf"(?:{'|'.join(_MONTHS)}) \d{{1,2}}, \d{{4}}"
"""A day as an American text writes it: March 13, 2024."""
_AMERICAN = re.compile(r"([a-z]+) (\d{1,2}), (\d{4})\Z", re.IGNORECASE)


def said(day: str) -> str:
    """Say a day as people write it: 16 January 2020."""
    return exact_words(date.fromisoformat(day))


def day_of(stamp: str | None) -> str | None:
    """The day of a time stamp, in the time zone it is written in; ``None`` where it is none."""
    parts = _STAMP.match(stamp.strip()) if stamp else None
    return _day(*map(int, parts.groups())) if parts else None


def american_day(text: str) -> str | None:
    """Read a day such as March 13, 2024; ``None`` where there is no such day."""
    parts = _AMERICAN.match(text)
    if parts is None or parts[1].lower() not in _MONTHS:
        return None
    return _day(int(parts[3]), _MONTHS.index(parts[1].lower()) + 1, int(parts[2]))


def short_american_day(text: str) -> str | None:
    """Read the first day such as Dec. 29, 2022 in a text; ``None`` where there is none."""
    parts = re.search(r"([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})", text)
    months = [month for month in _MONTHS if parts and month.startswith(parts[1].lower())]
    if parts is None or len(months) != 1:
        return None
    return _day(int(parts[3]), _MONTHS.index(months[0]) + 1, int(parts[2]))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def london_day(stamp: str | None) -> str | None:
    """The day in London at a moment, written with its offset; ``None`` where it is none."""
    if not stamp:
        return None
    try:
        moment = datetime.fromisoformat(stamp.strip())
    except ValueError:
        return day_of(stamp)
    if moment.tzinfo is None:
        return moment.date().isoformat()
    moment = moment.astimezone(UTC)
    # Summer time is from one in the morning (UTC) of the last Sunday in March to that in October.
    starts, ends = (_last_sunday(moment.year, month) for month in (3, 10))
    summer = starts <= moment < ends
    return (moment + timedelta(hours=1 if summer else 0)).date().isoformat()


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
