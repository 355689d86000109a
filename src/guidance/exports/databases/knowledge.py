"""The states of everything in both times: on each day, as known on each day.

States as known on a day hang on the versions that had been published by then. So the records say
themselves when to look again: on the next day that changes what is known of a version that was
asked about (:class:`_Group`). Where it is not known on which day a version was published, and a
state hangs on that day itself, every day of knowledge in between may tell something else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from guidance.answers.answering import registry_of, states_of
from guidance.answers.states import States
from guidance.corpus import Corpus
from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.engine.calendar import Calendar
from guidance.engine.dating import spans_of
from guidance.engine.days import LONG
from guidance.engine.publications import Publications
from guidance.engine.tests import NoLaterThan, Order, Published, Test
from guidance.exports.databases.rows import StateRow, left_open, state_rows
from guidance.resolution.families import groups
from guidance.resolution.registry import Registry

Rows = dict[str, tuple[StateRow, ...]]
"""The states of some provisions, as known on one day."""

_BESIDE = 3  # days at the ends of a long stretch that are looked at one by one


@dataclass(frozen=True, slots=True)
class KnownState:
    """A state, and the days on which it was what could be known.

    Attributes:
        first: The first day of knowledge; ``None`` from the beginning of the calendar.
        until: The first day on which something else was known; ``None`` without end.
    """

    first: date | None
    until: date | None
    row: StateRow


def all_states(corpus: Corpus) -> Iterator[StateRow]:
    """Yield the states of all provisions by all records."""
    states = states_of(corpus)
    for ref in corpus.provisions:
        yield from state_rows(states, ref)


def known_states(corpus: Corpus) -> Iterator[KnownState]:
    """Yield the states of all provisions in both times.

    A stretch of days of knowledge that is too long to look at one by one (over 400 days), on each
    of which something else was known, is left open as a whole: undetermined, by the versions that
    may have been published by then.
    """
    registry = registry_of(corpus)
    looks = sorted(
        check.on.toordinal()
        for source in registry.sources.values()
        for check in source.checks
        if check.not_yet
    )
    for refs in groups(registry):
        yield from _Group(registry, refs, looks).known()


class _Group:
    """Provisions whose states may hang on each other."""

    def __init__(self, registry: Registry, refs: list[str], looks: list[int]) -> None:
        self._registry = registry
        self._refs = refs
        self._looks = looks
        self._told: dict[str, tuple[int, tuple[StateRow, ...]]] = {}

    def known(self) -> Iterator[KnownState]:
        """Yield what was known, one knowledge after the other."""
        day = FIRST_DAY
        while day <= LAST_DAY:
            states, rows = self._look(day)
            yield from self._tell(day, rows)
            until = self._next(states, day)
            if until - day > 1 and self._may_differ(states, day, until - 1):
                _, last = self._look(until - 1)
                if until - day <= LONG:
                    yield from self._between(day, rows, until - 1, last)
                elif rows != last:
                    yield from self._long(day, until, _open(states))
            day = until
        for first, held in self._told.values():
            yield from (KnownState(_known_from(first), None, row) for row in held)

    def _may_differ(self, states: States, day: int, last: int) -> bool:
        """Whether the days of knowledge between two can tell something else."""
        publications = self._registry.kept(Publications)
        touched = any(publications.touch(ref, day, last) for ref in self._refs)
        return touched and hangs_on_knowledge(states.calendars)

    def _look(self, day: int) -> tuple[States, Rows]:
        states = States(self._registry, date.fromordinal(day))
        states.describer.places = self._registry.places  # rows have no order: one for all days
        return states, {ref: tuple(state_rows(states, ref)) for ref in self._refs}

    def _next(self, states: States, day: int) -> int:
        """The first day after one on which more is known of anything that was asked about."""
        place = bisect_right(self._looks, day)
        soonest = self._looks[place] if place < len(self._looks) else LAST_DAY + 1
        for calendar in states.calendars:
            for version in {*calendar.versions_asked, *_named(calendar)}:
                soonest = min(soonest, _next_edge(calendar, version, day))
        return soonest

    def _tell(self, day: int, rows: Rows) -> Iterator[KnownState]:
        """Take in what is known on a day, and yield what was known until then."""
        for ref, own in rows.items():
            first, held = self._told.get(ref, (day, own))
            if own != held:
                until = date.fromordinal(day)
                yield from (KnownState(_known_from(first), until, row) for row in held)
                first = day
            self._told[ref] = first, own

    # -- where the day of knowledge itself matters -------------------------------------------------

    def _long(self, day: int, until: int, tests: list[Test]) -> Iterator[KnownState]:
        """Yield what was known in a stretch too long for every day: at its ends, the rest open.

        What is the same at both ends is so in between.
        """
        ends = (*range(day + 1, day + _BESIDE), *range(until - _BESIDE, until))
        looks = {end: self._look(end)[1] for end in ends}
        for end in range(day + 1, day + _BESIDE):
            yield from self._tell(end, looks[end])
        first, last = looks[day + _BESIDE - 1], looks[until - _BESIDE]
        opened = {ref: left_open(first[ref], last[ref], tests) for ref in first}
        yield from self._tell(day + _BESIDE, opened)
        for end in range(until - _BESIDE, until):
            yield from self._tell(end, looks[end])

    def _between(self, first: int, rows: Rows, last: int, then: Rows) -> Iterator[KnownState]:
        """Yield what was known after one day and up to another, what is known on both given.

        The more days a publication can have been on, the more can be, and never less: what is the
        same on two days of knowledge is so on those between.
        """
        if last - first > 1 and rows != then:
            middle = (first + last) // 2
            _, known = self._look(middle)
            yield from self._between(first, rows, middle, known)
            yield from self._between(middle, known, last, then)
        elif last > first:
            yield from self._tell(last, then)


def hangs_on_knowledge(calendars: Iterable[Calendar]) -> bool:
    """Whether a state may hang on the day of knowledge itself, beside what is known by then.

    That a version was published by that day says something of other days only where its day is
    asked about in another way, or that of a version tied to it.
    """
    for calendar in calendars:
        if _named(calendar):
            return True  # on each day it is known of one more that it had not come out
        events = {
            test: {point.event for point in points} for test, points in calendar.points.items()
        }
        known = _of_kind(events, Published)
        others = {
            event
            for test, named in events.items()
            if not isinstance(test, Published | Order)
            for event in named
        }
        if known and others and not others.isdisjoint(_tied(calendar, events, known)):
            return True
    return False


def _of_kind(events: dict[Test, set[str]], kind: type[Test]) -> set[str]:
    return {event for test, named in events.items() if isinstance(test, kind) for event in named}


def _tied(calendar: Calendar, events: dict[Test, set[str]], known: set[str]) -> set[str]:
    """The events whose days are put in order with some, or with those in turn."""
    orders = calendar.registry.orders
    ties = [named for test, named in events.items() if isinstance(test, NoLaterThan | Order)]
    tied, grows = set(known), True
    while grows:
        more = set().union(*(named for named in ties if not named.isdisjoint(tied)))
        if not tied.isdisjoint(orders):
            more |= orders.keys()
        grows = not more <= tied
        tied |= more
    return tied


def _open(states: States) -> list[Test]:
    """The versions of which it is not known whether they had been published by then."""
    asked = {t for days in states.calendars for t in days.points if isinstance(t, Published)}
    return sorted(asked | {Published(name) for days in states.calendars for name in _named(days)})


def _named(calendar: Calendar) -> set[str]:
    """The publications whose days are asked about because records name them."""
    points = (point for points in calendar.points.values() for point in points)
    return {point.event for point in points if calendar.is_named(point.event)}


def _next_edge(calendar: Calendar, version: str, day: int) -> int:
    """The first day after one on which more is known of whether a version has come out.

    One that others name is as known on each day yet to come on any later one: its own days count.
    """
    if not calendar.is_named(version):
        return calendar.next_edge(version, day)
    edges = (edge for span in spans_of(calendar.registry.events[version].date) for edge in span)
    return min((edge for edge in edges if edge > day), default=LAST_DAY + 1)


def _known_from(first: int) -> date | None:
    return date.fromordinal(first) if first > FIRST_DAY else None
