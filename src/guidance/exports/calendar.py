"""Days to come as an iCalendar (RFC 5545), for the calendar of whoever has to act on them.

Written without a clock: the same records give the same bytes. Each event keeps its UID for ever, so
that a calendar that subscribes moves it when its day becomes known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guidance.answers.answering import states_of
from guidance.answers.states import States
from guidance.upkeep.adoptions import is_known
from guidance.upkeep.freshness import Due, due_of, named_days
from guidance.upkeep.hanging import Hanging, hanging

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
    for named in _named(states):
        first, last = named.due.when.date.earliest, named.due.when.date.latest
        if first is not None and last is not None and on <= last < date.max:
            lines += _entry(named, first, last)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def uid_of(event: str) -> str:
    """The UID of an event: the same in every calendar, made of its reference alone."""
    return str(uuid5(_NAMESPACE, event))


@dataclass(frozen=True, slots=True)
class _Named:
    """A day of a calendar.

    Attributes:
        name: What the UID is made of.
        told: The days of the versions that told of it or of what hangs on it, oldest first.
    """

    due: Due
    name: str
    told: tuple[date, ...]


def _named(states: States) -> Iterator[_Named]:
    """Yield an entry for each event; for each exact day one for each version that names it."""
    hangs = hanging(states)
    for due in named_days(states):
        event = due.when.event
        held = hangs.get(event, [])
        if states.registry.events[event].version is not None:
            versions = {*_dated_by(states, event), *_told_by(held)}
            yield _Named(due, event, _days_of(states, versions))
            continue
        groups: dict[tuple[str, str], list[Hanging]] = {}
        for text_or_act in held:
            groups.setdefault((text_or_act.version, text_or_act.stated), []).append(text_or_act)
        for (version, stated), own in sorted(groups.items()):
            # A day that was corrected is another entry: what was not mended keeps its own.
            name = f"{version} {stated}" if stated == event else f"{version} {stated} {event}"
            yield _Named(due_of(due.when, own), name, _days_of(states, _told_by(own)))


def _dated_by(states: States, event: str) -> Iterator[str]:
    """Yield the versions that named an event and dated it since.

    A day counted from another is dated again whenever that one is.
    """
    registry = states.registry
    named = registry.events[event]
    if named.version is not None:
        yield named.version
    for dating in registry.datings.get(event, ()):
        yield dating.version
    for telling in registry.tellings.get(event, ()):
        yield telling.version
    if named.after is not None:
        yield from list(_dated_by(states, named.after[0]))[1:]


def _told_by(hangs: Iterable[Hanging]) -> set[str]:
    return {version for hanging in hangs for version in hanging.told_by}


def _days_of(states: States, versions: Iterable[str]) -> tuple[date, ...]:
    published = (
        states.registry.versions[ref].published for ref in set(versions) if is_known(states, ref)
    )
    return tuple(sorted(day.earliest or day.latest or _EPOCH for day in published))


def _entry(named: _Named, first: date, last: date) -> Iterator[str]:
    from guidance.wording.upkeep import due_lines

    when = named.due.when
    is_settled = first == last and when.certainty == "recorded" and not when.is_qualified
    is_settled = is_settled and not named.due.is_conditional
    yield "BEGIN:VEVENT"
    yield f"UID:{uid_of(named.name)}"
    # The day of the newest version that speaks of it: RFC 5545 asks for a time in UTC.
    yield f"DTSTAMP:{named.told[-1]:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{len(named.told) - 1}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    summary, description = due_lines(named.due)
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(description)}"
    yield f"STATUS:{'CONFIRMED' if is_settled else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


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
