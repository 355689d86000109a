"""Answers as known on an earlier day, for programs that speak Memento (RFC 7089).

Memento is about *known on* alone: what this server would have answered then. The day asked about
(``on``) is part of the question and is never negotiated. Knowledge is counted in days: an instant
of ``Accept-Datetime`` stands for its day in UTC, and a memento bears the first second of its day.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from urllib.parse import urlencode

from guidance.corpus import Corpus
from guidance.serve.problems import Problem

MEDIA_TYPE = "application/link-format"
HEADER = "Accept-Datetime"
PREFIX = "/timemap"


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The one form of a date that RFC 7089 takes (section 2.1.1).
_HTTP_DATE = re.compile(
    r"([A-Z][a-z]{2}), ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4})"
    r" (?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9] GMT\Z"
)


def day_asked(text: str) -> date:
    """Read the day that a client asks for.

    Raises:
        Problem: It is not an HTTP date, or its day of the week is that of another day.
    """
    match = _HTTP_DATE.match(text)
    if match is not None and match[3] in _MONTHS:
        with contextlib.suppress(ValueError):
            day = date(int(match[4]), _MONTHS.index(match[3]) + 1, int(match[2]))
            if _WEEKDAYS[day.weekday()] == match[1]:
                return day
    mend = "write it as Tue, 31 Dec 2019 00:00:00 GMT"
    raise Problem("bad-parameter", 400, f"{text!r} is not a date of HTTP", mend, HEADER)


def http_date(day: date) -> str:
    """A day as its first second, as HTTP writes it."""
    return format_datetime(datetime.combine(day, time.min, UTC), usegmt=True)


def address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """The address of a question within this server."""
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path


def as_known_on(pairs: list[tuple[str, str]], day: date | None) -> list[tuple[str, str]]:
    """The same question as known on a day; on all records for ``None``."""
    rest = [(name, text) for name, text in pairs if name != "known_on"]
    return rest if day is None else sorted([*rest, ("known_on", day.isoformat())])


def links(path: str, pairs: list[tuple[str, str]]) -> str:
    """The ``Link`` header of an answer or of one of its mementos."""
    original = address(path, as_known_on(pairs, None))
    return ", ".join(
        (
            f'<{original}>; rel="original timegate"',
            f'<{PREFIX}{original}>; rel="timemap"; type="{MEDIA_TYPE}"',
        )
    )


_DAYS = ("on", "since", "until")
"""The parameters that name a day asked about."""


def timemap(corpus: Corpus, path: str, pairs: list[tuple[str, str]]) -> str:
    """List the mementos of an answer: one for each day from which something else is known."""
    return ",\n".join(_timemap(corpus, path, pairs)) + "\n"


def _timemap(corpus: Corpus, path: str, pairs: list[tuple[str, str]]) -> Iterator[str]:
    original = address(path, as_known_on(pairs, None))
    yield f'<{original}>; rel="original timegate"'
    yield f'<{PREFIX}{original}>; rel="self"; type="{MEDIA_TYPE}"'
    asked = [text for name, text in pairs if name in _DAYS]
    days = [day for day in corpus.days_of_knowledge(*asked) if day > date.min]
    for day in days:
        first = "first " if day == days[0] else ""
        last = "last " if day == days[-1] else ""
        memento = address(path, as_known_on(pairs, day))
        yield f'<{memento}>; rel="{first}{last}memento"; datetime="{http_date(day)}"'
