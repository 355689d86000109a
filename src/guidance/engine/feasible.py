"""Which worlds there are: paths of a diagram that no choice of days can follow are cut off.

Tests on days are not independent: an event that has happened by an earlier day has happened by a
later one, stated orders of publication hold, and what follows from an event moves with it. Every
test narrows the days of one event or puts two in order; the days are found by pushing the ends of
their windows along the orders. All of them are monotonic, so that the earliest days that are left
are themselves a choice (bounds consistency of difference constraints). Days are counted in shares
of a day, so that two acts of one day can be put in order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from guidance.engine.arithmetic import NEVER, first_from
from guidance.engine.calendar import Calendar
from guidance.engine.dating import ANY_DAY, Spans
from guidance.engine.days import Point
from guidance.engine.diagrams import Branch, Leaf, Tree, branches
from guidance.engine.known import OnlyKnown
from guidance.engine.orders import among, limits, within
from guidance.engine.tests import HappenedBy, NoLaterThan, Order, Published
from guidance.engine.told import settled_publications

_T = TypeVar("_T")
_SHARE = 1 << 20

DayWindows = dict[str, tuple[int, int]]
_Rule = tuple[str, Point, Point]


class Feasibility:
    """Cuts what cannot be off diagrams of one calendar, on one day."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._stated = calendar.registry.orders
        self._spans: dict[str, Spans] = {}
        self._fewer: dict[str, Spans] = {}
        self._support: dict[Branch[Any], frozenset[str]] = {}
        self._tied: dict[Branch[Any], bool] = {}
        self._windows: dict[str, tuple[int, int]] = {}
        self._orders: dict[frozenset[str], dict[str, tuple[_Rule, ...]]] = {}

    def cut(self, tree: Tree[_T], day: int) -> Tree[_T]:
        """The diagram without the paths that no world follows."""
        if isinstance(tree, Leaf) or not self._is_tied(tree):
            return tree
        if not self._gapped and (known := OnlyKnown.of(self.calendar, self.spans, tree)):
            return known.walk(tree, 0, 0)
        return _Cut(self, day, self.orders(tree)).walk(tree, {}, ())

    def needs_care(self, tree: Tree[_T]) -> int:
        """For how many days around each edge the worlds of a diagram can differ; 0 for none."""
        if isinstance(tree, Leaf) or not self._is_tied(tree):
            return 0
        asked = {node.test for node in branches(tree)}
        compared = sum(isinstance(test, NoLaterThan | Order) for test in asked)
        steps: dict[str, set[object]] = {}
        for point in (point for test in asked for point in self.calendar.points.get(test, ())):
            steps.setdefault(point.event, set()).add(point.steps)
        related = any(len(ways) > 1 for ways in steps.values())
        return min(compared + 1, 40) if compared else int(related)

    def _is_tied(self, tree: Branch[_T]) -> bool:
        """The same as :meth:`_interact`, worked out once: of one diagram it is asked often."""
        if tree not in self._tied:
            self._tied[tree] = self._interact(tree)
        return self._tied[tree]

    def _interact(self, tree: Branch[_T]) -> bool:
        """Whether two tests speak of one event or of events that are put in order."""
        seen: set[str] = set()
        is_tied = False
        for test in {node.test for node in branches(tree)}:
            events = [point.event for point in self.calendar.points.get(test, ())]
            if len(events) > 1 or not seen.isdisjoint(events):
                return True
            # The stated orders are in the days of each already: they tie two tests together.
            stated = [event for event in events if event in self._stated]
            if stated and (is_tied or any(map(self._narrowed, stated))):
                return True
            is_tied = is_tied or bool(stated)
            seen.update(events)
        return False

    def support(self, node: Tree[_T]) -> frozenset[str]:
        """The events whose unknown days a diagram asks about."""
        if isinstance(node, Leaf):
            return frozenset()
        events = self._support.get(node)
        if events is None:
            own = frozenset(point.event for point in self.calendar.points.get(node.test, ()))
            self._support[node] = events = own | self.support(node.yes) | self.support(node.no)
        return events

    def spans(self, event: str) -> Spans:
        """All days an event can fall on in any world."""
        spans = self._spans.get(event)
        if spans is None:
            spans = self.calendar.spans(event) or ANY_DAY
            if event in self._stated and not self.calendar.is_named(event):
                spans = within(spans, self._limits[event]) or spans
            self._spans[event] = spans
        return spans

    def window(self, event: str) -> tuple[int, int]:
        """The first and the last share of a day that an event can fall on in any world."""
        window = self._windows.get(event)
        if window is None:
            spans = self.spans(event)
            window = spans[0][0] * _SHARE, spans[-1][1] * _SHARE + _SHARE - 1
            self._windows[event] = window
        return window

    def _narrowed(self, event: str) -> Spans:
        """The days of a publication where others leave it fewer than its own record does."""
        narrowed = self._fewer.get(event)
        if narrowed is None:
            spans = self.spans(event) if event in self._stated else ()
            narrowed = self._fewer[event] = () if spans == self.calendar.spans(event) else spans
        return narrowed

    def turns(self, tree: Tree[_T]) -> Iterator[int]:
        """Yield the days on which a diagram can be cut otherwise because publications were."""
        if self._stated and isinstance(tree, Branch):
            for event in self.support(tree) | self._gapped:
                yield from (day for span in self._narrowed(event) for day in span)

    @cached_property
    def _limits(self) -> dict[str, tuple[int, int]]:
        settled = self.calendar.registry.kept(settled_publications)
        return settled[0] if settled else limits(self._stated, self.calendar.published)

    @cached_property
    def _gapped(self) -> set[str]:  # they push others further than their ends do
        """Versions with days in several runs."""
        settled = self.calendar.registry.kept(settled_publications)
        return settled[1] if settled else {e for e in self._stated if len(self.spans(e)) > 1}

    def orders(self, node: Tree[_T]) -> dict[str, tuple[_Rule, ...]]:
        """The stated orders between the events that a diagram asks about."""
        support = self.support(node)
        rules = self._orders.get(support)
        if rules is None:
            kept = sorted(support | self._gapped) if support & self._stated.keys() else ()
            rules = self._orders[support] = {
                event: tuple(("before", Point(start, ()), Point(end, ())) for start, end in pairs)
                for event, pairs in among(self._stated, kept).items()
            }
        return rules


class _Cut:
    """One diagram on one day."""

    def __init__(
        self, feasibility: Feasibility, day: int, orders: dict[str, tuple[_Rule, ...]]
    ) -> None:
        self._feasible = feasibility
        self._calendar = feasibility.calendar
        self._day = day
        self._orders = orders
        self._done: dict[object, Tree[Any]] = {}
        self._asked: dict[int, tuple[tuple[Point, ...], int]] = {}

    def walk(self, node: Tree[_T], days: DayWindows, rules: tuple[_Rule, ...]) -> Tree[_T]:
        if isinstance(node, Leaf):
            return node
        key = self._key(node, days, rules)
        possible = self._done.get(key)
        if possible is None:
            self._calendar.diagrams.budget.spend(4)
            sides = []
            for holds, side in ((True, node.yes), (False, node.no)):
                world = self._assume(node, holds, days, rules)
                sides.append(None if world is None else self.walk(side, *world))
            yes, no = sides
            if yes is None or no is None:
                possible = yes or no
                if possible is None:
                    raise AssertionError("the stated orders contradict each other")
            else:
                diagrams = self._calendar.diagrams
                possible = diagrams.choose(diagrams.ask(node.test), yes, no)
            self._done[key] = possible
        return possible

    def _key(self, node: Tree[_T], days: DayWindows, rules: tuple[_Rule, ...]) -> object:
        """What the rest of the diagram can notice of the way to it."""
        support = self._feasible.support(node)
        if not rules and not self._orders:
            return id(node), tuple(sorted([(e, days[e]) for e in support if e in days]))
        reach = set(support)
        kept: list[_Rule] = []
        left, grown = list(rules), True
        while grown:
            apart = []
            for rule in left:
                events = rule[1].event, rule[2].event
                if events[0] in reach or events[1] in reach:
                    kept.append(rule)
                    reach.update(events)
                else:
                    apart.append(rule)
            grown = 0 < len(apart) < len(left)
            left = apart
        orders = self._orders
        waiting = [event for event in reach if event in orders]
        while waiting:
            for _, first, second in orders.get(waiting.pop(), ()):
                for event in (first.event, second.event):
                    if event not in reach:
                        reach.add(event)
                        waiting.append(event)
        narrowed = tuple(sorted((e, days[e]) for e in reach if e in days))
        return id(node), narrowed, frozenset(kept)

    def _assume(
        self, node: Branch[_T], holds: bool, days: DayWindows, rules: tuple[_Rule, ...]
    ) -> tuple[DayWindows, tuple[_Rule, ...]] | None:
        points, limit = self._asked.get(node.level) or self._ask(node)
        if not points:
            return days, rules
        days = dict(days)
        first, second = points[0], points[-1]
        match node.test:
            case NoLaterThan():
                rules = (*rules, ("no-later", first, second) if holds else ("later", second, first))
                touched = [first.event, second.event]
            case Order():
                rules = (*rules, ("before", first, second) if holds else ("before", second, first))
                touched = [first.event, second.event]
            case _:
                low, high = self._window(days, first.event)
                if holds:
                    high = min(high, limit * _SHARE + _SHARE - 1)
                else:
                    low = max(low, (limit + 1) * _SHARE)
                days[first.event] = low, high
                touched = [first.event]
        if len(touched) > 1 and self._goes_round(rules):
            return None
        return (days, rules) if self._settle(days, rules, touched) else None

    def _goes_round(self, rules: tuple[_Rule, ...]) -> bool:
        """Whether the last rule closes a circle that no choice of days can follow.

        Pushing the ends of the windows finds that too, a day at a time: in windows that are open
        on one side it would take for ever. In a circle all are on one day, so that one rule that
        asks for different days is too many; and so are rules of order alone.
        """
        kind, first, goal = rules[-1]
        if first.steps or goal.steps:
            return False  # how far apart they are is for the windows to find
        # From where the rule leads back to where it starts, and whether only by order.
        waiting = [(goal.event, kind == "later", kind == "before")]
        seen = set(waiting)
        while waiting:
            event, differs, is_order = waiting.pop()
            for how, start, end in self._from(event, rules[:-1]):
                if start.steps or end.steps:
                    continue
                state = end.event, differs or how == "later", is_order and how == "before"
                if end.event == first.event and (state[1] or state[2]):
                    return True
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)
        return False

    def _from(self, event: str, rules: tuple[_Rule, ...]) -> Iterable[_Rule]:
        """The rules by which an event is no later than another."""
        yield from (rule for rule in rules if rule[1].event == event)
        for rule in self._orders.get(event, ()):
            if rule[1].event == event:
                yield rule

    def _ask(self, node: Branch[_T]) -> tuple[tuple[Point, ...], int]:
        """What a test is about, and the last day of the unknown event on which it holds."""
        test = node.test
        points = self._calendar.points.get(test, ())
        day = self._day
        if isinstance(test, Published):
            day = self._calendar.known_on or NEVER
        elif isinstance(test, HappenedBy):
            day = test.day
        limit = points[0].back(day) if len(points) == 1 else NEVER
        self._asked[node.level] = points, limit
        return points, limit

    def _window(self, days: DayWindows, event: str) -> tuple[int, int]:
        return days.get(event) or self._feasible.window(event)

    def _settle(self, days: DayWindows, rules: tuple[_Rule, ...], touched: Iterable[str]) -> bool:
        """Push the ends of the windows along the orders until nothing moves."""
        waiting = list(touched)
        rounds = 0
        while waiting:
            event = waiting.pop()
            rounds += 1
            self._calendar.diagrams.budget.spend()
            low, high = self._round(event, *self._window(days, event))
            if low > high or rounds > 20_000:
                return False
            days[event] = low, high
            for rule in self._orders.get(event, ()):
                waiting += self._push(days, rule)
            for rule in rules:
                if event in (rule[1].event, rule[2].event):
                    waiting += self._push(days, rule)
        return True

    def _push(self, days: DayWindows, rule: _Rule) -> list[str]:
        """Narrow the windows of two events by one rule; return those that moved."""
        kind, first, second = rule
        if first.event == second.event:
            return []  # both follow from one day: left open rather than solved day by day
        low, high = self._window(days, first.event)
        low2, high2 = self._window(days, second.event)
        if kind == "before":
            new, new2 = (low, min(high, high2 - 1)), (max(low2, low + 1), high2)
        else:
            gap = 1 if kind == "later" else 0
            latest = second.at(high2 // _SHARE) - gap
            earliest = first.at(low // _SHARE) + gap
            new = low, min(high, first.back(latest) * _SHARE + _SHARE - 1)
            new2 = max(low2, first_from(earliest, second.steps) * _SHARE), high2
        moved = []
        for point, old, now in ((first, (low, high), new), (second, (low2, high2), new2)):
            if now != old:
                days[point.event] = now
                moved.append(point.event)
        return moved

    def _round(self, event: str, low: int, high: int) -> tuple[int, int]:
        """Move the ends of a window to days that the event can fall on."""
        spans = self._feasible.spans(event)
        if len(spans) == 1:  # the windows begin as it and are only ever narrowed
            return low, high
        ends = [last * _SHARE + _SHARE - 1 for _, last in spans]
        starts = [first * _SHARE for first, _ in spans]
        place = bisect_left(ends, low)
        low = max(low, starts[place]) if place < len(spans) else high + 1
        place = bisect_right(starts, high) - 1
        return low, min(high, ends[place]) if place >= 0 else low - 1
