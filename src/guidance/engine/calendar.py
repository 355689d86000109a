"""The days of events beside each other: which of two comes first, as known on one day."""

from __future__ import annotations

from collections.abc import Iterable

from guidance.engine.arithmetic import lengths
from guidance.engine.dating import ANY_DAY, Dated, Fixed, Same, Spans
from guidance.engine.days import LONG, EventDays, Point
from guidance.engine.diagrams import FALSE, TRUE, Diagrams, Leaf, Tree, Worlds, leaves
from guidance.engine.tests import EndOfMonth, NoLaterThan, Order
from guidance.resolution.registry import Registry

_NOT_ASKED = (0, 0, FALSE)


class Calendar(EventDays):
    """The days of all events as known on one day, and which of two comes first.

    Attributes:
        asking: The texts of which it is being worked out whether they began, each because of the
            one before.
    """

    def __init__(
        self,
        registry: Registry,
        known_on: int | None,
        diagrams: Diagrams,
        unmet: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(registry, known_on, diagrams, unmet)
        self.asking: set[object] = set()
        self._points: dict[str, Tree[Point | None]] = {}
        self._compared: dict[tuple[str, str], Worlds] = {}
        self._stands: dict[str, tuple[int, int, Worlds]] = {}

    @property
    def versions_asked(self) -> Iterable[str]:
        """The versions of which it was asked whether they had been published by then."""
        return self._known.keys()

    def happened(self, event: str, day: int) -> Worlds:
        """Whether an event has happened by the day asked about.

        Of a day that hangs on no other it is one question from its first day to before its last;
        where it is told by versions that may not be known, between two days that any of them tells.
        """
        first, end, worlds = self._stands.get(event, _NOT_ASKED)
        if first <= day < end:
            return worlds
        worlds = super().happened(event, day)
        if worlds is FALSE:
            return worlds
        dated = self.dated(event)
        if isinstance(dated, Leaf):
            if isinstance(dated.answer, Fixed):
                self._stands[event] = day, dated.answer.spans[-1][1], worlds
        elif all(isinstance(told, Fixed) for told in leaves(dated)):
            self._stands[event] = day, self.next_edge(event, day), worlds
        return worlds

    def no_later(self, event: str, other: str) -> Worlds:
        """Whether an event happens on the day of another or before it.

        An event that will not happen is later than any that does.
        """
        if event == other:
            return TRUE
        worlds = self._compared.get((event, other))
        if worlds is None:
            worlds = self._compared[event, other] = self._compare(event, other)
        return worlds

    def _compare(self, event: str, other: str) -> Worlds:
        def first(point: Point | None) -> Worlds:
            return self.diagrams.replaced(
                self.pointed(other), lambda against: compare(point, against)
            )

        def compare(point: Point | None, against: Point | None) -> Worlds:
            if against is None:
                return TRUE
            if point is None or point.first > against.last:
                return FALSE
            if point.last <= against.first:
                return TRUE
            if point.event == against.event and (known := _always(point, against)) is not None:
                return TRUE if known else FALSE
            test = NoLaterThan(event, other)
            self.points.setdefault(test, (point, against))
            return self.diagrams.ask(test)

        return self.diagrams.replaced(self.pointed(event), first)

    def pointed(self, event: str) -> Tree[Point | None]:
        """The unknown day that an event hangs on, by what is known and by the rule for months."""
        tree = self._points.get(event)
        if tree is None:
            tree = self._points[event] = self.diagrams.replaced(
                self.dated(event), lambda dated: self._point(event, dated)
            )
        return tree

    def _point(self, event: str, dated: Dated) -> Tree[Point | None]:
        diagrams = self.diagrams
        if isinstance(dated, Fixed):
            return diagrams.leaf(Point(event, dated.spans) if dated.spans else None)
        if isinstance(dated, Same):
            return self.pointed(dated.base)
        period = dated.period

        def step(is_late: bool) -> Tree[Point | None]:
            return diagrams.replaced(
                self.pointed(dated.base),
                lambda p: diagrams.leaf(
                    p and Point(p.event, p.spans, (*p.steps, (period, is_late)))
                ),
            )

        window = self.window(dated.base)
        is_long = window is not None and window[1] - window[0] > LONG
        if period.months and (is_long or any(True for _ in self.doubtful(dated))):
            return diagrams.choose(diagrams.ask(EndOfMonth(event)), step(False), step(True))
        return step(False)

    def published_before(self, first: str, second: str) -> Worlds:
        """Whether one version was published before another: earlier, or first on the same day."""
        told = self.registry.published_before(first, second)
        if told is not None:
            return TRUE if told else FALSE
        first_days, second_days = self.window(first), self.window(second)
        if first_days is not None and second_days is not None:
            if first_days[1] < second_days[0]:
                return TRUE
            if second_days[1] < first_days[0]:
                return FALSE
        is_turned = second < first
        test = Order(*sorted((first, second)))
        if test not in self.points:
            self.points[test] = tuple(
                Point(ref, self._all_days(ref)) for ref in (test.event, test.other)
            )
        asked = self.diagrams.ask(test)
        return self.diagrams.negated(asked) if is_turned else asked

    def _all_days(self, event: str) -> Spans:
        window = self.window(event)
        return (window,) if window else ANY_DAY


def _always(point: Point, against: Point) -> bool | None:
    """Whether one of two days that follow from the same day is never later, or always."""
    if against.steps[: len(point.steps)] == point.steps:
        return True  # the other follows from it
    if point.steps[: len(against.steps)] == against.steps:
        return not any(
            period.months or period.days for period, _ in point.steps[len(against.steps) :]
        )
    own, others = ([period for period, _ in p.steps] for p in (point, against))
    (shortest, longest), (least, most) = lengths(own), lengths(others)
    if longest <= least:
        return True
    if shortest > most:
        return False
    first, last = point.spans[0][0], point.spans[-1][1]
    if last - first > LONG:
        return None
    days = [d for low, high in point.spans for d in range(low, high + 1)]
    outcomes = {point.at(day) <= against.at(day) for day in days}
    return outcomes.pop() if len(outcomes) == 1 else None
