"""Where what displaces a provision is in force, day by day in order."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Protocol

from guidance.engine.arithmetic import FIRST_DAY, NEVER
from guidance.engine.budget import TooTangledError
from guidance.engine.diagrams import FALSE, TRUE, Diagrams, Tree, Worlds
from guidance.engine.moment import Moment
from guidance.engine.segments import Segment
from guidance.engine.states import State, StateOfText
from guidance.records.parts import Part


class Timed(Protocol):
    """The states of provisions over time."""

    diagrams: Diagrams

    def at(self, ref: str, part: Part, day: int) -> Segment:
        """The segment that holds a day."""

    def next_after(self, ref: str, part: Part, day: int) -> int | None:
        """The first day of the next segment after a day."""


class Displacers:
    """What may displace a provision in a part.

    Each is looked at again only on the day on which its own state moves on, and what is not in
    force is left out: a hundred provisions that each displace all earlier ones cost what they
    change.
    """

    def __init__(self, timeline: Timed, ref: str, others: list[tuple[str, Part]]) -> None:
        self._timeline = timeline
        self._diagrams = timeline.diagrams
        self._ref = ref
        self._others = others
        self._next = [(FIRST_DAY, place) for place in range(len(others))]
        self._in_force: dict[int, Worlds] = {}
        self._tangled: set[int] = set()

    def displaced(self, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether what holds is displaced on a day."""
        diagrams, found = self._diagrams, FALSE
        self._look(moment)
        for place in sorted(self._in_force, reverse=True):
            found = diagrams.either(found, diagrams.both(care, self._in_force[place]))
            if diagrams.less(care, found) is FALSE:
                return found
        if self._tangled:
            raise TooTangledError
        return found

    def on(self, moment: Moment) -> Iterator[str]:
        """Yield what may be in force on a day and displaces the provision then."""
        self._look(moment)
        for place in sorted(self._in_force):
            yield self._others[place][0]

    def _look(self, moment: Moment) -> None:
        day = moment.day
        while self._next and self._next[0][0] <= day:
            _, place = heappop(self._next)
            other, where = self._others[place]
            segment = self._timeline.at(other, where, day)
            self._in_force.pop(place, None)
            self._tangled.discard(place)
            if segment.is_tangled:
                self._tangled.add(place)
            elif (worlds := self._worlds(segment.outcomes)) is not FALSE:
                self._in_force[place] = worlds
            after = self._timeline.next_after(other, where, day)
            if after is not None:
                heappush(self._next, (after, place))
        moment.note(self._next[0][0] if self._next else NEVER)

    def _worlds(self, tree: Tree[StateOfText]) -> Worlds:
        def displaces(each: StateOfText) -> Worlds:
            is_so = (
                each.state is State.IN_FORCE
                and each.text is not None
                and self._ref in each.text.provision.displaces
            )
            return TRUE if is_so else FALSE

        return self._diagrams.replaced(tree, displaces)
