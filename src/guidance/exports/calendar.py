"""Days to come as an iCalendar (RFC 5545), for the calendar of whoever has to act on them.

Written without a clock: the same records give the same bytes. Each event keeps its UID for ever, so
that a calendar that subscribes moves it when its day becomes known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guidance.answers.answering import states_of
from guidance.answers.states import States
from guidance.upkeep.adoptions import is_known
from guidance.upkeep.freshness import Due, named_days

if TYPE_CHECKING:
    from guidance.corpus import Corpus

_NAMESPACE = UUID("1f6d7f0e-8f0b-5d0e-9a51-6c1d3c5c8a11")
_MOST_OCTETS = 75
_EPOCH = date(1970, 1, 1)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(corpus: Corpus, on: date) -> str:
    """Write the days that lie ahead of a day, or may, as known on that day.

    A day known only as a range is an entry over the whole range, marked as tentative. A day of
    which one end is open has no place in a calendar; :meth:`Corpus.status` names it.
    """
    states = states_of(corpus, on)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//guidance-timeline//guidance//EN",
        "CALSCALE:GREGORIAN",
    ]
    for due in named_days(states):
        first, last = due.when.date.earliest, due.when.date.latest
        if first is not None and last is not None and on <= last < date.max:
            lines += _entry(states, due, first, last)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def uid_of(event: str) -> str:
    """The UID of an event: the same in every calendar, made of its reference alone."""
    return str(uuid5(_NAMESPACE, event))


def _entry(states: States, due: Due, first: date, last: date) -> Iterator[str]:
    from guidance.wording.upkeep import due_lines

    when = due.when
    is_settled = first == last and when.certainty == "recorded" and not when.is_qualified
    told = _told(states, due, when.event)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid_of(_name(states, due))}"
    # The day of the newest version that speaks of it: RFC 5545 asks for a time in UTC.
    yield f"DTSTAMP:{told[-1]:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{len(told) - 1}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    summary, description = due_lines(due)
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(description)}"
    yield f"STATUS:{'CONFIRMED' if is_settled else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _name(states: States, due: Due) -> str:
    """What an entry is about: an event; an exact day together with what first hangs on it."""
    if states.registry.events[due.when.event].version is not None:
        return due.when.event
    return f"{due.when.event} {min((*due.starting, *due.ending))}"


def _told(states: States, due: Due, event: str) -> list[date]:
    """The days of the versions that named an event and dated it since, oldest first.

    A day counted from another is dated again whenever that one is.
    """
    registry = states.registry
    named, versions = registry.events[event], []
    if named.version is not None:
        versions.append(named.version)
    else:
        versions += [
            statement.version
            for ref in (*due.starting, *due.ending)
            for statement in registry.statements[ref]
            if event in (statement.start, statement.until) and is_known(states, statement.version)
        ][:1]
    versions += [
        dating.version
        for dating in registry.datings.get(event, ())
        if is_known(states, dating.version)
    ]
    days = (registry.versions[version].published for version in versions)
    told = [day.earliest or day.latest or _EPOCH for day in days]
    if named.after is not None:
        told += _told(states, due, named.after[0])[1:]
    return sorted(told)


def _text(words: str) -> str:
    return words.translate(_ESCAPES)


def _fold(line: str) -> Iterator[str]:
    """Break a line after at most 75 octets, between characters (RFC 5545, 3.1)."""
    current, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _MOST_OCTETS:
            yield current
            current, size = " ", 1
        current += character
        size += octets
    yield current
