"""What is told of the days of events, as known on one day: put together over all knowledge.

Where it is not known whether a version had been published by the day of knowledge, what it tells
is one branch of a diagram.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from guidance.engine.arithmetic import NEVER, last_start
from guidance.engine.conditional import unconditional
from guidance.engine.dating import (
    NOT_AT_ALL,
    Dated,
    DatesTold,
    Fixed,
    Following,
    Same,
    Spans,
    days_said,
    later_than,
    looks,
    one_of,
    spans_of,
    told_beside,
    union,
)
from guidance.engine.diagrams import FALSE, Diagrams, Tree, Worlds
from guidance.engine.orders import limits, within
from guidance.records.dates import Period
from guidance.resolution.registry import Registry, Telling, source_of

Periods = tuple[Period, ...]


class DayBook:
    """What is told of events, and the days that it leaves.

    Attributes:
        looks: What checks known by the day of knowledge did not show.
    """

    def __init__(
        self,
        registry: Registry,
        known_on: int | None,
        diagrams: Diagrams,
        knows: Callable[[str], Worlds],
        unmet: frozenset[str],
    ) -> None:
        """``unmet``: events whose condition is taken to fail."""
        self.registry = registry
        self._known_on = known_on
        self.diagrams = diagrams
        self.looks = looks(registry, known_on)
        self._knows = knows
        self._unmet = unmet
        self._beside: dict[str, Tree[DatesTold]] = {}
        self._not_by: dict[str, Tree[int]] = {}

    def dated(self, event: str) -> Tree[Dated]:
        """The days an event can fall on, by what is known."""
        diagrams = self.diagrams
        is_publication = self.registry.events[event].is_publication
        told = self._beside_each(event) if is_publication else self._bounded(event)
        return diagrams.replaced(told, lambda dates: diagrams.leaf(one_of(dates)))

    def _beside_each(self, event: str) -> Tree[DatesTold]:
        """The dates that are told of an event, by what is known; before any check."""
        beside = self._beside.get(event)
        if beside is None:
            beside = self._fold(event)
            other = self.registry.same_as.get(event)
            if other is not None:
                version = self.registry.events[event].version or ""
                same: DatesTold = (Same(other),)
                beside = self.diagrams.choose(
                    self._knows(version), self.diagrams.leaf(same), beside
                )
            self._beside[event] = beside
        return beside

    def _fold(self, event: str) -> Tree[DatesTold]:
        diagrams, named = self.diagrams, self.registry.events[event]
        nothing: DatesTold = (NOT_AT_ALL,) if event in self._unmet else ()
        own: DatesTold = (
            Fixed(self._as_known(event, self._in_order(event, spans_of(named.date)))),
        )
        tellings = self.registry.tellings.get(event)
        if event in self._unmet:
            tellings = tuple(unconditional(tellings or (), self._knows))
        if named.is_publication or named.version is None:
            dates: Tree[DatesTold] = diagrams.leaf(own)
        elif tellings is None:
            if named.after is not None:
                own = (Following(*named.after),)
            elif named.is_until_fixed:
                own = (NOT_AT_ALL,)
            # What declares it may come later than what names it: then nothing is known of it.
            known = self._knows(named.version)
            return diagrams.choose(known, diagrams.leaf(own), diagrams.leaf(nothing))
        else:
            dates = diagrams.leaf(nothing)
        for telling in tellings or ():
            if telling.date is not None or telling.kind == "cancels":
                dates = self._told_too(dates, telling, tellings or ())
        return dates

    def _told_too(
        self, before: Tree[DatesTold], telling: Telling, tellings: tuple[Telling, ...]
    ) -> Tree[DatesTold]:
        diagrams, new = self.diagrams, days_said(telling)
        counts = self._heard(telling)
        if telling.kind == "says":
            source = source_of(telling.version)
            speaking: Worlds = FALSE
            for other in tellings:
                if other.is_authority:
                    known = self._heard(other)
                    speaking = diagrams.either(speaking, known)
            own = [t for t in tellings if t.is_authority and source_of(t.version) == source]
            allowed = diagrams.negated(speaking)
            for other in own:
                allowed = diagrams.either(allowed, self._heard(other))
            counts = diagrams.both(counts, allowed)
        more = diagrams.replaced(before, lambda d: diagrams.leaf(told_beside(d, telling, new)))
        return diagrams.choose(counts, more, before)

    def _heard(self, telling: Telling) -> Worlds:
        """Whether it is known that this is told, and that it is told of this event."""
        known = self._knows(telling.version)
        for version in telling.via:
            known = self.diagrams.both(known, self._knows(version))
        return known

    def is_named(self, event: str) -> bool:
        """Whether others name a publication as a day, which as known then may be yet to come."""
        return self._known_on is not None and event in self.registry.named_publications

    def not_by(self, event: str) -> Tree[int]:
        """The last day by which checks show that an event had not happened; 0 without any."""
        latest = self._not_by.get(event)
        if latest is None:
            latest = self.diagrams.leaf(0)
            for limit in self._limits(event):
                latest = self.diagrams.replaced(latest, partial(self._later, limit))
            self._not_by[event] = latest
        return latest

    def _later(self, limit: Tree[int | None], day: int) -> Tree[int]:
        return self.diagrams.replaced(limit, lambda last: self.diagrams.leaf(max(day, last or 0)))

    def _bounded(self, event: str) -> Tree[DatesTold]:
        """The same where checks show that the event, or one that follows it, had not happened."""
        dates = self._beside_each(event)
        for limit in self._limits(event):
            dates = self.diagrams.replaced(dates, partial(self._cut, limit))
        return dates

    def _limits(self, event: str) -> Iterator[Tree[int | None]]:
        """Yield for each check that bounds an event the day by which it had not happened."""
        diagrams = self.diagrams
        for bound in self.looks:
            if bound.day is None:
                continue
            limit = diagrams.replaced(
                self._hangs_on(bound.event), partial(self._limit, event, bound.day)
            )
            if limit != diagrams.leaf(None):
                yield limit

    def _limit(self, event: str, day: int, base: tuple[str, Periods]) -> Tree[int | None]:
        if base[0] != event:
            return self.diagrams.leaf(None)
        for period in base[1]:
            day = last_start(day, period, late=True)
        return self.diagrams.leaf(day)

    def _cut(self, limits: Tree[int | None], dates: DatesTold) -> Tree[DatesTold]:
        return self.diagrams.replaced(
            limits,
            lambda day: self.diagrams.leaf(dates if day is None else later_than(dates, day)),
        )

    def _hangs_on(self, event: str) -> Tree[tuple[str, Periods]]:
        """The event whose day an event hangs on, with the periods back to it."""

        def base(dates: DatesTold) -> Tree[tuple[str, Periods]]:
            told = one_of(dates)
            if isinstance(told, Same):
                return self._hangs_on(told.base)
            if not isinstance(told, Following):
                return self.diagrams.leaf((event, ()))
            return self.diagrams.replaced(
                self._hangs_on(told.base),
                lambda known: self.diagrams.leaf((known[0], (told.period, *known[1]))),
            )

        return self.diagrams.replaced(self._beside_each(event), base)

    def _as_known(self, event: str, spans: Spans) -> Spans:
        """The days of a publication that others name, where it had perhaps not come out by then.

        Nobody knew on which later day it would.
        """
        known_on = self._known_on
        if known_on is None or spans[-1][1] <= known_on or not self.is_named(event):
            return spans
        by_then = ((low, min(high, known_on)) for low, high in spans if low <= known_on)
        return union((*by_then, (known_on + 1, NEVER)))

    def _in_order(self, event: str, spans: Spans) -> Spans:
        """The days of a publication that the stated orders leave."""
        if event not in self.registry.orders:
            return spans
        return within(spans, self.registry.kept(publication_limits)[event])


def publication_limits(registry: Registry) -> dict[str, tuple[int, int]]:
    """Between which days the stated orders leave each publication, whatever is known."""

    def ends_told(event: str) -> tuple[int, int]:
        """First and last day that is told of a publication by anybody."""
        days = [spans_of(registry.events[event].date)]
        for telling in registry.tellings.get(event, ()):
            given = days_said(telling)
            days += [given.spans] if isinstance(given, Fixed) and given.spans else []
        return min(spans[0][0] for spans in days), max(spans[-1][1] for spans in days)

    return limits(registry.orders, ends_told)


def settled_publications(registry: Registry) -> tuple[dict[str, tuple[int, int]], set[str]] | None:
    """Limits of all publications and those with gaps, where nothing else is told of their days."""
    orders = registry.orders
    if not orders.keys().isdisjoint(registry.tellings.keys() | registry.same_as.keys()):
        return None
    told = registry.kept(publication_limits)
    spans = {event: within(spans_of(registry.events[event].date), told[event]) for event in orders}
    ends = limits(orders, lambda event: (spans[event][0][0], spans[event][-1][1]))
    gapped = {event for event in orders if len(within(spans[event], ends[event])) > 1}
    return ends, gapped
