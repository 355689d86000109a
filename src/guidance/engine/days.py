"""The days of events, as known on one day: which they can be, and whether they have come.

One function says which days are possible for an event (:meth:`EventDays.dated`): its declared
date, or the last act of a known version that dates it. Everything else asks that: whether it has
happened by a day, on which days an answer can change, and which of two comes first (``calendar``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from guidance.engine.arithmetic import FIRST_DAY, NEVER, days_after, last_start
from guidance.engine.conditional import label_of, own_condition
from guidance.engine.dating import Bound, Dated, Fixed, Following, Same, Spans, run_of, union
from guidance.engine.diagrams import FALSE, TRUE, Diagrams, Leaf, Tree, Worlds, leaves
from guidance.engine.tests import EndOfMonth, Happened, HappenedBy, Published, Test
from guidance.engine.told import DayBook
from guidance.records.dates import ImpreciseDate, Period
from guidance.resolution.registry import Act, Registry

OrdinalWindow = tuple[int, int]
LONG = 400
"""Days that are looked at one by one, at most."""


@dataclass(frozen=True, slots=True)
class Point:
    """A day that follows from one unknown day.

    Attributes:
        event: The event whose day is unknown.
        spans: The days that can be.
        steps: Periods that follow, each with whether the later rule for missing days holds.
    """

    event: str
    spans: Spans
    steps: tuple[tuple[Period, bool], ...] = ()

    def at(self, day: int) -> int:
        """The day that follows from a day of the event."""
        for period, is_late in self.steps:
            day = days_after(day, period)[is_late]
        return day

    def back(self, day: int) -> int:
        """The last day of the event from which a day, or an earlier one, follows."""
        for period, is_late in reversed(self.steps):
            day = last_start(day, period, late=is_late)
        return day

    @property
    def first(self) -> int:
        """The first day it can be."""
        return self.at(self.spans[0][0])

    @property
    def last(self) -> int:
        """The last day it can be."""
        return self.at(self.spans[-1][1])


class EventDays:
    """The days of all events as known on one day.

    Attributes:
        known_on: Only records published by this day are known; ``None`` for all records.
        unmet: Events and acts whose condition is taken to fail.
        points: For each test on days, what it says: the unknown day and the period from it.
        is_named, not_by: As of :class:`~guidance.engine.told.DayBook`.
    """

    def __init__(
        self,
        registry: Registry,
        known_on: int | None,
        diagrams: Diagrams,
        unmet: frozenset[str] = frozenset(),
    ) -> None:
        self.registry = registry
        self.known_on = known_on
        self.diagrams = diagrams
        self.unmet = unmet
        self.points: dict[Test, tuple[Point, ...]] = {}
        self._told = DayBook(registry, known_on, diagrams, self.knows, unmet)
        self.not_by = self._told.not_by
        self.is_named = self._told.is_named
        self._dated: dict[str, Tree[Dated]] = {}
        self._windows: dict[str, OrdinalWindow | None] = {}
        self._edges: dict[str, list[int]] = {}
        self._exact: dict[str, int | None] = {}
        self._known: dict[str, Worlds] = {}

    # -- which days ----------------------------------------------------------------------------

    def knows(self, version: str) -> Worlds:
        """Whether a version was published by the day of knowledge."""
        if self.known_on is None:
            return TRUE
        known = self._known.get(version)
        if known is None:
            known = self._known[version] = self._by(version, self.known_on, Published(version))
        return known

    def acts(self, ref: str) -> tuple[Act, ...]:
        """The acts on a provision, without those whose condition is taken to fail."""
        acts = self.registry.acts.get(ref, ())
        if not self.unmet:
            return acts
        return tuple(act for act in acts if label_of(act) not in self.unmet)

    def conditions(self, event: str) -> Iterator[tuple[str, str]]:
        """Yield the conditions that stand beside an event, then those beside what it hangs on.

        Each comes with the event whose condition it is.
        """
        if not self.registry.is_conditional:
            return
        waiting, seen = [event], set[str]()
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            own = own_condition(self.registry, self.knows, here)
            if own is not None and here not in self.registry.same_as:
                yield here, own
            told = leaves(self.dated(here))
            waiting += [dated.base for dated in told if not isinstance(dated, Fixed)]

    def published(self, version: str) -> OrdinalWindow:
        """First and last day on which a version can have been published."""
        return self.window(version) or (NEVER, NEVER)

    def dated(self, event: str) -> Tree[Dated]:
        """The days an event can fall on, by what is known."""
        dated = self._dated.get(event)
        if dated is None:
            dated = self._dated[event] = self._told.dated(event)
        return dated

    def window(self, event: str) -> OrdinalWindow | None:
        """First and last day an event can fall on; ``None`` where it will not happen."""
        try:
            return self._windows[event]
        except KeyError:
            windows = [w for w in map(self._window_of, leaves(self.dated(event))) if w]
            window = self._windows[event] = (
                (min(w[0] for w in windows), max(w[1] for w in windows)) if windows else None
            )
            return window

    def _window_of(self, dated: Dated) -> OrdinalWindow | None:
        if isinstance(dated, Fixed):
            return (dated.spans[0][0], dated.spans[-1][1]) if dated.spans else None
        base = self.window(dated.base)
        if isinstance(dated, Same):
            return base
        if base is None:
            return None
        return days_after(base[0], dated.period)[0], days_after(base[1], dated.period)[1]

    def days(self, event: str) -> ImpreciseDate | None:
        """The one unknown day that an event is, as known; ``None`` where it will not happen."""
        if self.window(event) is None:
            return None
        return ImpreciseDate.one_of([run_of(span) for span in self.spans(event)])

    def spans(self, event: str) -> Spans:
        """The runs of days that an event can fall on; none where it will not happen."""
        return union(span for dated in leaves(self.dated(event)) for span in self._own_days(dated))

    def looks(self, event: str) -> tuple[Bound, ...]:
        """The known checks that did not show an event, the oldest first."""
        return tuple(bound for bound in self._told.looks if self.is_one(bound.event, event))

    def is_one(self, event: str, other: str) -> bool:
        """Whether two names are known to be of one event."""
        return self.name_of(event) == self.name_of(other)

    def name_of(self, event: str) -> str:
        """The one name of all events that are known to be one."""
        tree = self.dated(event)
        while isinstance(tree, Leaf) and isinstance(tree.answer, Same):
            event = tree.answer.base
            tree = self.dated(event)
        return event

    def _own_days(self, dated: Dated) -> Spans:
        if isinstance(dated, Fixed):
            return dated.spans
        if isinstance(dated, Same):
            return union(s for base in leaves(self.dated(dated.base)) for s in self._own_days(base))
        window = self._window_of(dated)
        return (window,) if window else ()

    def window_once_known(self, event: str, version: str) -> OrdinalWindow | None:
        """The window of an event if a version was published by the day of knowledge."""
        windows = []
        for dated in _once_known(self.dated(event), Published(version)):
            if not isinstance(dated, Fixed):
                base = self.window_once_known(dated.base, version)
                if base is not None and isinstance(dated, Same):
                    windows.append(base)
                elif base is not None and isinstance(dated, Following):
                    ends = (
                        days_after(base[0], dated.period)[0],
                        days_after(base[1], dated.period)[1],
                    )
                    windows.append(ends)
            elif (window := self._window_of(dated)) is not None:
                windows.append(window)
        if not windows:
            return None
        return min(w[0] for w in windows), max(w[1] for w in windows)

    def edges(self, event: str) -> list[int]:
        """Days from which on another answer can hold to whether an event has happened."""
        edges = self._edges.get(event)
        if edges is None:
            days: set[int] = set()
            for dated in leaves(self.dated(event)):
                if isinstance(dated, Fixed):
                    days.update(day for span in dated.spans for day in span)
                elif isinstance(dated, Same):
                    days.update(self.edges(dated.base))
                else:
                    for day in self.edges(dated.base):
                        days.update(days_after(day, dated.period))
                    days.update(self.doubtful(dated))
            edges = self._edges[event] = sorted(days - {FIRST_DAY})
        return edges

    def next_edge(self, event: str, day: int) -> int:
        """The first such day after a day; ``NEVER`` without one."""
        edges = self.edges(event)
        place = bisect_right(edges, day)
        return edges[place] if place < len(edges) else NEVER

    def doubtful(self, dated: Following) -> Iterator[int]:
        """The days that a period leads to by one rule for missing days and not by the other."""
        window = self.window(dated.base)
        if dated.period.months and window and window[1] - window[0] <= LONG:
            for day in range(window[0], window[1] + 1):
                early, late = days_after(day, dated.period)
                if early != late:
                    yield from (early, late)

    # -- what is open --------------------------------------------------------------------------

    def exact(self, event: str) -> int | None:
        """The one day of an event in every world; ``None`` where it is open in any way."""
        try:
            return self._exact[event]
        except KeyError:
            day = self._exact[event] = self._exact_day(event)
            return day

    def _exact_day(self, event: str) -> int | None:
        tree = self.dated(event)
        if not isinstance(tree, Leaf):
            return None
        dated = tree.answer
        if isinstance(dated, Fixed):
            is_one = len(dated.spans) == 1 and dated.spans[0][0] == dated.spans[0][1]
            return dated.spans[0][0] if is_one else None
        base = self.exact(dated.base)
        if isinstance(dated, Same) or base is None:
            return base
        early, late = days_after(base, dated.period)
        return early if early == late else None

    def happened(self, event: str, day: int) -> Worlds:
        """Whether an event has happened by the day asked about."""
        exact = self.exact(event)
        if exact is not None:
            return TRUE if exact <= day else FALSE
        return self._by(event, day, Happened(event))

    def happened_by(self, event: str, day: int) -> Worlds:
        """The same of a day that is not the one asked about."""
        exact = self.exact(event)
        if exact is not None:
            return TRUE if exact <= day else FALSE
        return self._by(event, day, HappenedBy(event, day))

    def _by(self, event: str, day: int, test: Test) -> Worlds:
        window = self.window(event)
        if window is None or day < window[0]:
            return FALSE
        tree = self.dated(event)
        if isinstance(tree, Leaf):
            return self._dated_by(event, tree.answer, day, test, ())
        return self.diagrams.replaced(
            tree, lambda dated: self._dated_by(event, dated, day, test, ())
        )

    def _dated_by(
        self, event: str, dated: Dated, day: int, test: Test, steps: tuple[tuple[Period, bool], ...]
    ) -> Worlds:
        """Whether a day reached by some periods from an event has come by a day."""
        if isinstance(dated, Fixed):
            if not dated.spans or day < dated.spans[0][0]:
                return FALSE
            if day >= dated.spans[-1][1]:
                return TRUE
            self.points.setdefault(test, (Point(event, dated.spans, steps),))
            return self.diagrams.ask(test)
        base = dated.base
        if isinstance(dated, Same):
            # Asked by the name of the one event, unless it is asked of a day that follows it.
            name = test if steps else replace(test, event=base)
            return self.diagrams.replaced(
                self.dated(base), lambda of: self._dated_by(base, of, day, name, steps)
            )
        period = dated.period

        def ask(is_late: bool) -> Worlds:
            last = last_start(day, period, late=is_late)
            # Where both rules lead to the same they are one test; what follows from there keeps it.
            name = test
            if type(test) is Happened:
                name = Happened(test.event, is_late or test.is_late)
            return self.diagrams.replaced(
                self.dated(base),
                lambda of: self._dated_by(base, of, last, name, ((period, is_late), *steps)),
            )

        early = last_start(day, period, late=False)
        if early == last_start(day, period, late=True):
            return ask(False)
        # By the later rule fewer starting days have led to an end by this day.
        by_early = self.diagrams.both(ask(False), self.diagrams.ask(EndOfMonth(test.event)))
        return self.diagrams.either(ask(True), by_early)


def _once_known(tree: Tree[Dated], published: Published) -> Iterator[Dated]:
    """Yield the days of a diagram where a version was published."""
    if isinstance(tree, Leaf):
        yield tree.answer
        return
    yield from _once_known(tree.yes, published)
    if tree.test != published:
        yield from _once_known(tree.no, published)
