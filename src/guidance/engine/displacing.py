"""Where what displaces a provision is in force, day by day in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import Protocol

from guidance.engine.arithmetic import NEVER
from guidance.engine.budget import TooTangledError
from guidance.engine.diagrams import FALSE, TRUE, Diagrams, Tree, Worlds, leaves
from guidance.engine.moment import Moment
from guidance.engine.segments import Segment
from guidance.engine.states import State, StateOfText
from guidance.engine.texts import Text
from guidance.records.parts import Part

InForce = tuple[int, Tree[Text | None] | None]
"""From a day on: the text in force, by the tests that decide; ``None`` where too tangled."""


class Timed(Protocol):
    """The states of provisions over time."""

    diagrams: Diagrams

    def in_force(self, ref: str, part: Part) -> tuple[InForce, ...]:
        """What of a provision is in force in a part, each from its first day on."""


def in_force_of(diagrams: Diagrams, segments: Iterable[Segment]) -> tuple[InForce, ...]:
    """What is in force in the states of a part, those that follow each other alike as one."""

    def in_force(outcome: StateOfText) -> Tree[Text | None]:
        return diagrams.leaf(outcome.text if outcome.state is State.IN_FORCE else None)

    steps: list[InForce] = []
    for segment in segments:
        tree = None if segment.is_tangled else diagrams.replaced(segment.outcomes, in_force)
        if not steps or steps[-1][1] is not tree:
            steps.append((segment.first, tree))
    return tuple(steps)


class Displacers:
    """What may displace a provision in a part.

    Each is looked at again only on the day on which another text of it is in force, or none, and
    what is not in force is left out: a hundred provisions that each displace all earlier ones cost
    what they change.
    """

    def __init__(self, timeline: Timed, ref: str, others: list[tuple[str, Part]]) -> None:
        self._diagrams = timeline.diagrams
        self._ref = ref
        self._standing = [iter(timeline.in_force(*key)) for key in others]
        self._next: list[tuple[int, int, Tree[Text | None] | None]] = []
        self._in_force: dict[int, tuple[Worlds, Text]] = {}
        self._tangled: set[int] = set()
        for place in range(len(others)):
            self._wait(place)

    def displaced(self, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether what holds is displaced on a day."""
        diagrams, displaced = self._diagrams, FALSE
        self._look(moment)
        for place in sorted(self._in_force, reverse=True):
            displaced = diagrams.either(displaced, diagrams.both(care, self._in_force[place][0]))
            if diagrams.less(care, displaced) is FALSE:
                return displaced
        if self._tangled:
            raise TooTangledError
        return displaced

    def on(self, moment: Moment) -> Iterator[Text]:
        """Yield what may be in force on a day and displaces the provision then."""
        self._look(moment)
        for place in sorted(self._in_force):
            yield self._in_force[place][1]

    def _wait(self, place: int) -> None:
        step = next(self._standing[place], None)
        if step is not None:
            heappush(self._next, (step[0], place, step[1]))

    def _look(self, moment: Moment) -> None:
        while self._next and self._next[0][0] <= moment.day:
            _, place, tree = heappop(self._next)
            self._in_force.pop(place, None)
            self._tangled.discard(place)
            if tree is None:
                self._tangled.add(place)
            elif (worlds := self._diagrams.replaced(tree, self._displaces)) is not FALSE:
                self._in_force[place] = (
                    worlds,
                    next(text for text in leaves(tree) if text is not None),
                )
            self._wait(place)
        moment.note(self._next[0][0] if self._next else NEVER)

    def _displaces(self, text: Text | None) -> Worlds:
        return TRUE if text is not None and self._ref in text.provision.displaces else FALSE
