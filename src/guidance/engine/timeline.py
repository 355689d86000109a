"""The states of each part over time.

A part is worked out once, from boundary to boundary (``walk``), and its states are found by
bisection. A part that takes too many steps is *too tangled* on the days concerned, with the events
that it depends on; the others are answered all the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from guidance.engine.arithmetic import NEVER
from guidance.engine.budget import Budget
from guidance.engine.calendar import Calendar
from guidance.engine.diagrams import Diagrams
from guidance.engine.displacing import Displacers, InForce, in_force_of
from guidance.engine.feasible import Feasibility
from guidance.engine.parts import Parts, Reach
from guidance.engine.segments import Segment
from guidance.engine.succession import Succession
from guidance.engine.tests import (
    EndOfMonth,
    Happened,
    HappenedBy,
    NoLaterThan,
    Order,
    Published,
    Test,
    Unsaid,
)
from guidance.engine.walk import Walk
from guidance.records.parts import Part
from guidance.resolution.registry import Registry

_KIND_RANK: dict[type, int] = {
    Published: 0,
    Happened: 1,
    HappenedBy: 2,
    EndOfMonth: 3,
    NoLaterThan: 4,
    Order: 5,
    Unsaid: 6,
}


class Timeline:
    """The states of all provisions, as known on one day (or with all records).

    Args:
        registry: The resolved records.
        known_on: The day of knowledge; ``None`` for all records.
        unmet: Events and acts whose condition is taken to fail.
    """

    def __init__(
        self,
        registry: Registry,
        known_on: date | None = None,
        unmet: frozenset[str] = frozenset(),
    ) -> None:
        self.registry = registry
        self.known_on = known_on.toordinal() if known_on else None
        self.budget = Budget()
        self._ranks: dict[str, int] = {}
        self.diagrams = Diagrams(self.budget, self._rank)
        self.calendar = Calendar(registry, self.known_on, self.diagrams, unmet)
        self.feasibility = Feasibility(self.calendar)
        self.parts = Parts(self.calendar)
        self._successions: dict[tuple[str, Part], Succession] = {}
        self._segments: dict[tuple[str, Part], tuple[Segment, ...]] = {}
        self._in_force: dict[tuple[str, Part], tuple[InForce, ...]] = {}

    def segments(self, ref: str, part: Part) -> tuple[Segment, ...]:
        """The states of one provision in one part, from the first day of the calendar on."""
        known = self._segments.get((ref, part))
        if known is not None:
            return known
        # What displaces comes first; a list of its own, as such chains are as long as they like.
        waiting = [(ref, part)]
        while waiting:
            key = waiting[-1]
            first = [other for other in self.displacing(*key) if other not in self._segments]
            if first and key not in self._segments:
                waiting += first
            else:
                waiting.pop()
                if key not in self._segments:
                    self._segments[key] = tuple(self._walk(*key).segments())
        return self._segments[ref, part]

    def stretches(self, ref: str, part: Part) -> Iterator[tuple[Segment, int]]:
        """Yield the same, each with the first day after it."""
        segments = self.segments(ref, part)
        ends = [segment.first for segment in segments[1:]]
        return zip(segments, [*ends, NEVER], strict=True)

    def _walk(self, ref: str, part: Part) -> Walk:
        self.budget.new_part()
        displacers = Displacers(self, ref, self.displacing(ref, part))
        return Walk(self.succession(ref, part), displacers, self.feasibility)

    def displacing(self, ref: str, part: Part) -> list[tuple[str, Part]]:
        """What may displace a provision in a part, each in the part that holds it."""
        others = self.registry.displaced_by.get(ref, ())
        return [
            (other, where)
            for other in others
            if (where := self.parts.holding(other, part)) is not None
        ]

    def at(self, ref: str, part: Part, day: int) -> Segment:
        """The segment that holds a day."""
        segments = self.segments(ref, part)
        return segments[bisect_right(segments, day, key=lambda s: s.first) - 1]

    def in_force(self, ref: str, part: Part) -> tuple[InForce, ...]:
        """What of a provision is in force in a part, each from its first day on."""
        steps = self._in_force.get((ref, part))
        if steps is None:
            mine = self.budget.swap(self.budget.fresh())  # no matter which provision asks first
            steps = in_force_of(self.diagrams, self.segments(ref, part))
            self._in_force[ref, part] = steps
            self.budget.swap(mine)
        return steps

    def succession(self, ref: str, part: Part) -> Succession:
        """The texts of one provision in one part."""
        known = self._successions.get((ref, part))
        if known is not None:
            return known
        # All that replaces it, and what replaces that: a list, however long the chain.
        waiting, made = [(ref, part)], []
        while waiting:
            key = waiting.pop()
            if key not in self._successions:
                reach = Reach(self.calendar, self.parts, key[1], self.parts.since(key[0]))
                self._successions[key] = Succession(self.calendar, *key, reach)
                made.append(key)
                waiting += self._replacing(*key)
        for key in made:
            self._successions[key].replaced_by(
                (text, self._successions[other])
                for other in self._replacing(*key)
                for text in self._successions[other].texts
                if key[0] in text.provision.replaces
            )
        # Those at the end of a chain first, so that no call goes down all of it.
        for key in reversed(made):
            self._successions[key].settle()
        return self._successions[ref, part]

    def _replacing(self, ref: str, part: Part) -> list[tuple[str, Part]]:
        """What may replace a provision in a part, each in the part that holds it."""
        others = dict.fromkeys(s.ref for s in self.registry.replaced_by.get(ref, ()))
        return [
            (other, where)
            for other in others
            if (where := self.parts.holding(other, part)) is not None
        ]

    def _rank(self, test: Test) -> int:
        """The order of tests in diagrams: what is about one event stays together."""
        kind = _KIND_RANK[type(test)]
        first = self._place(test.event)
        other = getattr(test, "other", None)
        second = self._place(other.partition("/")[0]) if other in self._ranks else 0
        return max(first, second) << 40 | kind << 32 | _distinct(test, self._ranks)

    def _place(self, event: str) -> int:
        """The place of an event in a fixed walk through the records."""
        if not self._ranks:
            self._ranks = dict(self.registry.walk)
        place = self._ranks.get(event)
        if place is None:
            place = self._ranks[event] = len(self._ranks)
        return place


def _distinct(test: Test, ranks: dict[str, int]) -> int:
    """A number that tells tests of one kind and place apart, whatever was asked first."""
    key = repr(test)
    if key not in ranks:
        ranks[key] = 0
        import zlib

        ranks[key] = zlib.crc32(key.encode())
    return ranks[key]
