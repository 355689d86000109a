"""Days as people write them in prose: never read as records, only told how they are written."""

from __future__ import annotations

import re
from datetime import date

# The names of ``calendar`` are those of whatever language the program around this speaks.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_FIRST = r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]+),? (?P<year>\d{4})"
_MONTH_FIRST = r"(?P<month>[a-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"
_FORMS = [
    re.compile(rf"(?:(?P<weekday>[a-z]+day),? )?{form}", re.ASCII | re.IGNORECASE)
    for form in (_DAY_FIRST, _MONTH_FIRST)
]


def how_to_write(text: str) -> str | None:
    """Say how a day of prose, as "Monday, 3 June 2024", is written; ``None`` for anything else.

    A day of the week that does not fit is told, and no day: either may be the slip.
    """
    match = next((match for form in _FORMS if (match := form.fullmatch(text.strip()))), None)
    if match is None or (month := match["month"].capitalize()) not in _MONTHS:
        return None
    try:
        day = date(int(match["year"]), _MONTHS.index(month) + 1, int(match["day"]))
    except ValueError:
        return None
    weekday = _WEEKDAYS[day.weekday()]
    if match["weekday"] and match["weekday"].capitalize() != weekday:
        return f"that day was a {weekday}; look up which is meant, and write it like {day}"
    return f"write {day}"
