"""The days of events beside each other: which of two comes first, as known on one day."""

from __future__ import annotations

from guidance.engine.dating import ANY_DAY, Dated, Fixed, Same, Spans
from guidance.engine.days import LONG, EventDays, Point
from guidance.engine.diagrams import FALSE, TRUE, Diagrams, Leaf, Tree, Worlds
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

    def happened(self, event: str, day: int) -> Worlds:
        """Whether an event has happened by the day asked about.

        Of a day that hangs on no other it is one question from its first day to before its last.
        """
        first, end, found = self._stands.get(event, _NOT_ASKED)
        if first <= day < end:
            return found
        found = super().happened(event, day)
        dated = self.dated(event)
        if found is not FALSE and isinstance(dated, Leaf) and isinstance(dated.answer, Fixed):
            self._stands[event] = day, dated.answer.spans[-1][1], found
        return found

    def no_later(self, event: str, other: str) -> Worlds:
        """Whether an event happens on the day of another or before it.

        An event that will not happen is later than any that does.
        """
        if event == other:
            return TRUE
        found = self._compared.get((event, other))
        if found is None:
            one, two = self.window(event), self.window(other)
            if two is None:
                found = TRUE
            elif one is None:
                found = FALSE
            elif one[1] <= two[0]:
                found = TRUE
            elif one[0] > two[1]:
                found = FALSE
            else:
                found = self._compare(event, other)
            self._compared[event, other] = found
        return found

    def _compare(self, event: str, other: str) -> Worlds:
        def first(one: Point | None) -> Worlds:
            return self.diagrams.replaced(self.pointed(other), lambda two: compare(one, two))

        def compare(one: Point | None, two: Point | None) -> Worlds:
            if two is None:
                return TRUE
            if one is None or one.first > two.last:
                return FALSE
            if one.last <= two.first:
                return TRUE
            if one.event == two.event and (known := _always(one, two)) is not None:
                return TRUE if known else FALSE
            test = NoLaterThan(event, other)
            self.points.setdefault(test, (one, two))
            return self.diagrams.ask(test)

        return self.diagrams.replaced(self.pointed(event), first)

    def pointed(self, event: str) -> Tree[Point | None]:
        """The unknown day that an event hangs on, by what is known and by the rule for months."""
        found = self._points.get(event)
        if found is None:
            found = self._points[event] = self.diagrams.replaced(
                self.dated(event), lambda dated: self._point(event, dated)
            )
        return found

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
        one, two = self.window(first), self.window(second)
        if one is not None and two is not None:
            if one[1] < two[0]:
                return TRUE
            if two[1] < one[0]:
                return FALSE
        is_turned = second < first
        test = Order(*sorted((first, second)))
        if test not in self.points:
            self.points[test] = tuple(
                Point(ref, self._all_days(ref)) for ref in (test.event, test.other)
            )
        found = self.diagrams.ask(test)
        return self.diagrams.negated(found) if is_turned else found

    def _all_days(self, event: str) -> Spans:
        window = self.window(event)
        return (window,) if window else ANY_DAY


def _always(one: Point, two: Point) -> bool | None:
    """Whether one of two days that follow from the same day is never later, or always."""
    if two.steps[: len(one.steps)] == one.steps:
        return True  # the other follows from it
    if one.steps[: len(two.steps)] == two.steps:
        return not any(period.months or period.days for period, _ in one.steps[len(two.steps) :])
    first, last = one.spans[0][0], one.spans[-1][1]
    if last - first > LONG:
        return None
    days = [d for low, high in one.spans for d in range(low, high + 1)]
    found = {one.at(day) <= two.at(day) for day in days}
    return found.pop() if len(found) == 1 else None
