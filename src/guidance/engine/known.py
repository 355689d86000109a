"""Which versions had been published by the day of knowledge, where nothing else is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from guidance.engine.calendar import Calendar
from guidance.engine.dating import Spans
from guidance.engine.diagrams import Leaf, Tree, branches
from guidance.engine.tests import Published

_T = TypeVar("_T")


class OnlyKnown:
    """A diagram that asks only which versions had been published by the day of knowledge.

    What can be then hangs on the stated orders alone: with a version all are known that come before
    it. Each that is known can have its first day and each other one its last, as all of them lie on
    both sides of the day of knowledge.
    """

    def __init__(self, calendar: Calendar, versions: list[str]) -> None:
        self._diagrams = calendar.diagrams
        places = {version: place for place, version in enumerate(versions)}
        earlier = calendar.registry.earlier
        self._own = {version: 1 << place for version, place in places.items()}
        self._before = dict.fromkeys(versions, 0)
        self._after = dict.fromkeys(versions, 0)
        for version in versions:
            for other in places.keys() & earlier.get(version, frozenset()):
                self._before[version] |= self._own[other]
                self._after[other] |= self._own[version]
        self._asked: dict[int, int] = {}
        self._done: dict[tuple[int, int, int], Tree[Any]] = {}

    @classmethod
    def of(
        cls, calendar: Calendar, days: Callable[[str], Spans], tree: Tree[_T]
    ) -> OnlyKnown | None:
        """The cutter of a diagram; ``None`` where it asks anything else.

        Args:
            calendar: The days.
            days: All days on which a version can have been published in any world.
            tree: The diagram.
        """
        known_on = calendar.known_on
        if known_on is None:
            return None
        tests = list(dict.fromkeys(node.test for node in branches(tree)))
        if not all(type(test) is Published for test in tests):
            return None
        for test in tests:
            spans = days(test.event)
            is_own = [(point.event, point.steps) for point in calendar.points.get(test, ())] == [
                (test.event, ())
            ]
            if not is_own or not spans[0][0] <= known_on < spans[0][1]:
                return None
        return cls(calendar, [test.event for test in tests])

    def walk(self, node: Tree[_T], known: int, unknown: int) -> Tree[_T]:
        """The diagram without the paths that the orders leave no world for.

        Args:
            node: The diagram.
            known: The versions that are known on the way to it, as bits.
            unknown: Those that are not.
        """
        if isinstance(node, Leaf):
            return node
        asked = self._support(node)
        key = id(node), known & asked, unknown & asked
        possible = self._done.get(key)
        if possible is None:
            self._diagrams.budget.spend()
            own = self._own[node.test.event]
            if own & known:
                possible = self.walk(node.yes, known, unknown)
            elif own & unknown:
                possible = self.walk(node.no, known, unknown)
            else:
                yes = self.walk(node.yes, known | own | self._before[node.test.event], unknown)
                no = self.walk(node.no, known, unknown | own | self._after[node.test.event])
                possible = self._diagrams.choose(self._diagrams.ask(node.test), yes, no)
            self._done[key] = possible
        return possible

    def _support(self, node: Tree[_T]) -> int:
        """The versions that a diagram asks about, as bits."""
        if isinstance(node, Leaf):
            return 0
        asked = self._asked.get(id(node))
        if asked is None:
            below = self._support(node.yes) | self._support(node.no)
            asked = self._asked[id(node)] = below | self._own[node.test.event]
        return asked
