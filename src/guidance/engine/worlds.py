"""Possible worlds: questions about unknown days, answered exactly and only as far as needed.

Each imprecise date is one unknown day. A world picks a day for each. A question is asked by
running ordinary code against a :class:`World`; where that code needs to know something the
world leaves open, the world is split in two and both halves are asked. :func:`explore` returns
the finished tree: a single answer where it is the same in every world, else the tests that
decide, with the answer on either side.

Days are proleptic Gregorian ordinals, as in :meth:`datetime.date.toordinal`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from guidance.errors import DateError
from guidance.records.dates import ImpreciseDate, Period
from guidance.records.model import Cancels
from guidance.resolution.registry import Registry

FIRST_DAY = date.min.toordinal()
LAST_DAY = date.max.toordinal()
_ANY_DAY = ImpreciseDate("[..]", None, None)
_Gap = tuple[str, str, int]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, order=True)
class Happened:
    """Whether an event has happened by the day asked about, that day included."""

    event: str


@dataclass(frozen=True, slots=True, order=True)
class Published:
    """Whether a version had been published by the day of knowledge."""

    event: str


@dataclass(frozen=True, slots=True, order=True)
class NoLaterThan:
    """Whether one event happens on the day of another or before."""

    event: str
    other: str


@dataclass(frozen=True, slots=True, order=True)
class EndOfMonth:
    """Which rule holds for a date that runs into a missing day (31 January + 1 month).

    Either the last day of that month, or (where the test fails) the first of the next.
    """

    event: str


Test = Happened | Published | NoLaterThan | EndOfMonth


@dataclass(frozen=True, slots=True)
class Leaf(Generic[_T]):
    """The same answer in every world that comes here."""

    answer: _T


@dataclass(frozen=True, slots=True)
class Branch(Generic[_T]):
    """Two different answers, and the test that decides between them.

    Where days are compared of which one follows from another, several branches with one test may
    lie inside each other: ask :meth:`World.holds` on which side a world is.
    """

    test: Test
    yes: Tree[_T]
    no: Tree[_T]


Tree = Leaf[_T] | Branch[_T]


def leaves(tree: Tree[_T]) -> Iterator[_T]:
    """Yield the answers of a tree, those where the first test holds first."""
    if isinstance(tree, Leaf):
        yield tree.answer
    else:
        yield from leaves(tree.yes)
        yield from leaves(tree.no)


def tests(tree: Tree[_T]) -> Iterator[Test]:
    """Yield the tests of a tree, outermost first; the same test may come twice."""
    if isinstance(tree, Branch):
        yield tree.test
        yield from tests(tree.yes)
        yield from tests(tree.no)


class _Split(Exception):  # noqa: N818  (control flow, never seen outside)
    """The world leaves something open that the question needs."""

    def __init__(self, test: Test, yes: World | None, no: World | None) -> None:
        super().__init__(test)
        self.test = test
        self.yes = yes
        self.no = no


class World:
    """What is assumed of the unknown days so far.

    Attributes:
        known_on: Only records published by this day are known; ``None`` for all records.
    """

    __slots__ = ("_bounds", "_gaps", "_registry", "_rules", "known_on")

    def __init__(self, registry: Registry, known_on: int | None = None) -> None:
        self._registry = registry
        self.known_on = known_on
        self._bounds: Mapping[str, tuple[int, int]] = {}
        self._gaps: tuple[_Gap, ...] = ()
        self._rules: Mapping[str, bool] = {}

    # -- questions -----------------------------------------------------------------------------

    def knows(self, version: str) -> bool:
        """Whether a version was published by the day of knowledge."""
        return self.known_on is None or self._happened(version, self.known_on, Published(version))

    def happened(self, event: str, day: int) -> bool:
        """Whether an event has happened by the day asked about."""
        return self._happened(event, day, Happened(event))

    def holds(self, test: Test, day: int) -> bool:
        """Whether a test that came out of a tree holds here."""
        match test:
            case Happened():
                return self.happened(test.event, day)
            case Published():
                return self.knows(test.event)
            case NoLaterThan():
                return self.no_later_than(test.event, test.other)
            case EndOfMonth():
                if test.event not in self._rules:
                    raise self._split(test, rule=test.event)
                return self._rules[test.event]

    def no_later_than(self, event: str, other: str) -> bool:
        """Whether an event happens on the day of another or before it.

        An event that will not happen is later than any that does.
        """
        if event == other:
            return True
        one, two = self.window(event), self.window(other)
        if two is None:
            return True
        if one is None:
            return False
        if one[1] <= two[0]:
            return True
        if one[0] > two[1]:
            return False
        if (event, other, 0) in self._gaps:
            return True
        if (other, event, 1) in self._gaps:
            return False
        low, high = max(one[0], two[0]), min(one[1], two[1])
        if not (self._has_own_day(event) and self._has_own_day(other)) and high - low < 400:
            return self._compare_by_day(event, other, low, high)
        # Over a longer range the order of dependent dates is taken as open: that can only make
        # an answer less certain.
        raise self._split(NoLaterThan(event, other), gaps=((event, other, 0), (other, event, 1)))

    def window(self, event: str) -> tuple[int, int] | None:
        """First and last day an event can fall on here; ``None`` where it will not happen."""
        dated = self._date(event)
        if dated is None:
            return None
        if isinstance(dated, ImpreciseDate):
            low, high = window_of(dated)
            bound = self._bounds.get(event)
            return (max(low, bound[0]), min(high, bound[1])) if bound else (low, high)
        base = self.window(dated[0])
        if base is None:
            return None
        rule = self._rules.get(event)
        early, late = days_after(base[0], dated[1]), days_after(base[1], dated[1])
        return (early[1] if rule is False else early[0], late[0] if rule is True else late[1])

    # -- how they are answered -----------------------------------------------------------------

    def _date(self, event: str) -> ImpreciseDate | tuple[str, Period] | None:
        """The date as known here: the last known amendment counts. ``None`` when cancelled."""
        for dating in reversed(self._registry.datings.get(event, ())):
            if self.knows(dating.version):
                amendment = dating.amendment
                return None if isinstance(amendment, Cancels) else amendment.date
        named = self._registry.events[event]
        if named.version and not named.is_publication and not self.knows(named.version):
            return _ANY_DAY  # what declares it comes later than what names it
        return named.after or named.date or _ANY_DAY

    def _has_own_day(self, event: str) -> bool:
        return isinstance(self._date(event), ImpreciseDate)

    def _happened(self, event: str, day: int, test: Test) -> bool:
        window = self.window(event)
        if window is None or day < window[0]:
            return False
        if day >= window[1]:
            return True
        dated = self._date(event)
        if isinstance(dated, tuple):
            base, period = dated
            # By the later rule fewer starting days have led to an end by this day.
            if self._happened(base, _last_start(day, period, late=True), test):
                return True
            if not self._happened(base, _last_start(day, period, late=False), test):
                return False
            if event not in self._rules:
                raise self._split(EndOfMonth(event), rule=event)
            return self._rules[event]
        low, high = window
        raise self._split(test, bounds=((event, low, day), (event, day + 1, high)))

    def _compare_by_day(self, event: str, other: str, low: int, high: int) -> bool:
        """Compare days of which one follows from another: halve their range until it shows."""
        test = NoLaterThan(event, other)
        if low == high:
            return self._happened(event, low, test) and not self._happened(other, low - 1, test)
        middle = (low + high) // 2
        first = self._happened(event, middle, test)
        if first != self._happened(other, middle, test):
            return first
        return self.no_later_than(event, other)

    def _split(
        self,
        test: Test,
        *,
        bounds: tuple[tuple[str, int, int], tuple[str, int, int]] | None = None,
        gaps: tuple[_Gap, _Gap] | None = None,
        rule: str | None = None,
    ) -> _Split:
        halves: list[World | None] = []
        for side in (0, 1):
            half = World(self._registry, self.known_on)
            half._bounds, half._gaps, half._rules = self._bounds, self._gaps, self._rules
            touched: tuple[str, ...] = ()
            if bounds:
                event, low, high = bounds[side]
                half._bounds = {**self._bounds, event: (low, high)}
                touched = (event,)
            if gaps:
                half._gaps = (*self._gaps, gaps[side])
                touched = gaps[side][:2]
            if rule:
                half._rules = {**self._rules, rule: side == 0}
            halves.append(half if half._is_possible(touched) else None)
        return _Split(test, *halves)

    def _is_possible(self, touched: tuple[str, ...]) -> bool:
        """Whether days can still be picked that keep to every known order.

        Orders are of the form ``first + gap <= second``; days are found by pushing the ends of
        the windows along them. After as many rounds as there are orders nothing may move.
        """
        orders: list[_Gap] = []
        reached = list(touched)
        for event in reached:
            for order in (
                *self._registry.orders.get(event, ()),
                *(g for g in self._gaps if event in g),
            ):
                if order not in orders:
                    orders.append(order)
                    reached += [each for each in order[:2] if each not in reached]
        if not orders:
            return True
        windows = {event: list(self._window_or_any(event)) for event in reached}
        for _ in range(len(orders) + 1):
            moved = False
            for first, second, gap in orders:
                one, two = windows[first], windows[second]
                if one[0] + gap > two[0]:
                    two[0] = one[0] + gap
                    moved = True
                if two[1] - gap < one[1]:
                    one[1] = two[1] - gap
                    moved = True
                if one[0] > one[1] or two[0] > two[1]:
                    return False
            if not moved:
                return True
        return False

    def _window_or_any(self, event: str) -> tuple[int, int]:
        try:
            return self.window(event) or (FIRST_DAY, LAST_DAY)
        except _Split:  # its date hangs on what is known, which is not settled yet
            return FIRST_DAY, LAST_DAY


def explore(registry: Registry, question: Callable[[World], _T], known_on: int | None) -> Tree[_T]:
    """Ask a question in every possible world.

    Args:
        registry: The records.
        question: Deterministic code that asks a world what it needs to know. Its answers are
            compared with ``==``.
        known_on: Day up to which records are known; ``None`` for all.
    """
    return _explore(question, World(registry, known_on))


def _explore(question: Callable[[World], _T], world: World) -> Tree[_T]:
    try:
        return Leaf(question(world))
    except _Split as split:
        if split.yes is None or split.no is None:
            only = split.yes or split.no
            if only is None:
                raise AssertionError("the stated orders contradict each other") from None
            return _explore(question, only)
        yes, no = _explore(question, split.yes), _explore(question, split.no)
        return yes if yes == no else Branch(split.test, yes, no)


def window_of(known: ImpreciseDate | None) -> tuple[int, int]:
    """First and last day a date can mean, open ends at the ends of the calendar."""
    first = known.earliest if known else None
    last = known.latest if known else None
    return (first.toordinal() if first else FIRST_DAY, last.toordinal() if last else LAST_DAY)


@lru_cache(maxsize=4096)
def days_after(day: int, period: Period) -> tuple[int, int]:
    """The day a period later, by the earlier and the later rule; the last day if beyond it."""
    if day in (FIRST_DAY, LAST_DAY):  # an open end stays open
        return day, day
    try:
        early, late = period.after(date.fromordinal(day))
    except DateError:
        return LAST_DAY, LAST_DAY
    return early.toordinal(), late.toordinal()


@lru_cache(maxsize=4096)
def _last_start(day: int, period: Period, *, late: bool) -> int:
    """The last day from which the period has ended by a day; adding a period is monotonic."""
    low = max(FIRST_DAY, day - 31 * period.months - period.days - 1)
    high = day
    while low < high:
        middle = (low + high + 1) // 2
        if days_after(middle, period)[late] <= day:
            low = middle
        else:
            high = middle - 1
    return low
