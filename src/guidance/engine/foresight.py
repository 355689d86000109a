"""What is settled by a day about the days after it, in each world.

On a day all that matters of an event is whether it has happened by then. From that something can
follow about days to come: what is dated from an event that has happened has its day, an event that
has not happened comes on one of the days that are left, and what is yet to be dated comes on the
next day at the earliest, or after the last check that did not show it. So a text can be known never
to begin in one world and not in another (design, "Possible worlds": what is dated from another
event is no new variable).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from guidance.engine.arithmetic import days_after, last_start, lengths
from guidance.engine.calendar import Calendar
from guidance.engine.dating import Following, Same
from guidance.engine.days import LONG, Point
from guidance.engine.diagrams import FALSE, TRUE, Leaf, Worlds, leaves
from guidance.engine.moment import Moment
from guidance.engine.tests import Happened, HappenedBy, NoLaterThan, Order, Published, Test, Unsaid
from guidance.records.dates import Period


class Foresight:
    """Says where it is settled by the day of a moment what will be."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._diagrams = calendar.diagrams

    def no_later(self, event: str, other: str, moment: Moment) -> Worlds:
        """Where it is settled that an event will not be later than another.

        The other has not happened by the day, and may come on any day that is left to it.
        """
        calendar = self._calendar
        days = calendar.window(event)
        if self.leads_to(event, other):
            return TRUE
        if days is None or self.leads_to(other, event):
            return FALSE  # never, or a period after the other
        points = calendar.pointed(other)
        is_dated = all(point is not None for point in leaves(points))
        if is_dated and calendar.no_later(event, other) is TRUE:
            return TRUE
        soonest = self.soonest(other, moment)
        if soonest == moment.day + 1:
            moment.note(days[1] - 1)
            for known in leaves(calendar.pointed(event)):
                if known is not None:
                    moment.note(known.last - 1)
            if self._chain(event)[1] and moment.day < days[1]:
                # Of what is dated from another event it may be settled on any of these days.
                moment.note(max(days[0] - 2, soonest))

        comes = self._diagrams.replaced(
            calendar.pointed(event), lambda point: FALSE if point is None else TRUE
        )

        def compare(point: Point | None) -> Worlds:
            if point is not None and point.last < days[0]:
                return FALSE
            settled = self.by(event, self._soonest(other, point, moment), moment)
            if settled is TRUE:
                return TRUE
            late = self._diagrams.both(comes, self._not_before(other, days[1], moment, point))
            settled = self._diagrams.either(settled, late)
            for day in _days_due(point):
                if settled is not TRUE and days[0] <= day < days[1]:
                    late = self._not_before(other, day, moment, point)
                    early = self.by(event, day, moment)
                    settled = self._diagrams.either(settled, self._diagrams.both(late, early))
            return settled

        return self._diagrams.replaced(points, compare)

    def soonest(self, event: str, moment: Moment) -> int:
        """The first day after the moment on which an event can come.

        Where undated it is the next, or the one after all days by which checks did not show it.
        """
        points = leaves(self._calendar.pointed(event))
        return min(self._soonest(event, point, moment) for point in points)

    def _soonest(self, event: str, point: Point | None, moment: Moment) -> int:
        """The same for one way in which an event is dated, or is yet to be."""
        day = moment.day
        if point is None:
            base, periods = self._chain(event)
            not_by = min(leaves(self._calendar.not_by(base)))
            moment.note(not_by)
            soonest = max(day, not_by) + 1
            for period in periods:
                soonest = days_after(soonest, period)[0]
            return soonest
        last = point.back(day)
        left = (max(low, last + 1) for low, high in point.spans if high > last)
        return max(day + 1, point.at(min(left, default=day)))

    def by(self, event: str, limit: int, moment: Moment) -> Worlds:
        """Where it is settled that an event happens by a day that is still to come."""
        return self._diagrams.replaced(
            self._calendar.pointed(event), partial(self._by, limit, moment)
        )

    def _by(self, limit: int, moment: Moment, point: Point | None) -> Worlds:
        if point is None:
            return FALSE
        if point.last <= limit:
            return TRUE
        if not point.steps:  # of what hangs on no other nothing is settled before it happens
            return moment.happened(point.event)
        return self._base_by(point, point.back(limit), moment)

    def _base_by(self, point: Point, last: int, moment: Moment) -> Worlds:
        """Whether the unknown day that a point hangs on has come by a day, and by the moment."""
        if last < moment.day:
            return self._calendar.happened_by(point.event, last)
        moment.note(last + 1)
        return moment.happened(point.event)

    def not_before(self, event: str, limit: int, moment: Moment) -> Worlds:
        """Where it is settled that an event happens on a day at the earliest, or never."""
        return self._diagrams.replaced(
            self._calendar.pointed(event), partial(self._not_before, event, limit, moment)
        )

    def _not_before(self, event: str, limit: int, moment: Moment, point: Point | None) -> Worlds:
        if point is None:  # yet to be dated: what it hangs on comes on the next day at the earliest
            base, periods = self._chain(event)
            last = limit - 1
            for period in reversed(periods):
                last = last_start(last, period, late=False)
            moment.note(last)
            is_late = moment.day >= last
            return self._diagrams.replaced(
                self._calendar.not_by(base),
                lambda not_by: TRUE if is_late or not_by >= last else FALSE,
            )
        if point.first >= limit:
            return TRUE
        if point.last < limit:
            return FALSE
        last = point.back(limit - 1)
        left = max(min(high, last) for low, high in point.spans if low <= last)
        if left > moment.day:
            moment.note(left)
            return FALSE
        return self._diagrams.negated(self._base_by(point, last, moment))

    def settled(self, worlds: Worlds, then: int, moment: Moment) -> Worlds:
        """Where it is settled that something will be, which is said in tests of a later day.

        What the records do not say at all is not settled. Which of two unknown days is first is
        where no day is left to the one after the first that is left to the other.
        """
        if isinstance(worlds, Leaf):
            return worlds
        diagrams, test = self._diagrams, worlds.test
        yes = self.settled(worlds.yes, then, moment)
        no = self.settled(worlds.no, then, moment)
        is_again = isinstance(test, Unsaid) and test.kind == "earlier-again"
        if is_again or isinstance(test, Published | Order):  # the same on all days
            return diagrams.choose(diagrams.ask(test), yes, no)
        settled, days = diagrams.both(yes, no), self._days_of(test, then)
        if days is None:
            if isinstance(test, NoLaterThan) and settled is not yes:
                window = self._calendar.window(test.event)
                if window is not None:
                    moment.note(window[1] - 1)
                    if window[1] <= self.soonest(test.other, moment):
                        first = diagrams.less(yes, moment.happened(test.other))
                        settled = diagrams.either(settled, first)
            return settled
        point, limit, is_turned = days
        if is_turned:
            yes, no = no, yes
        last = point.back(limit)
        came = self._base_by(point, last, moment)
        settled = diagrams.either(settled, diagrams.both(came, yes))
        left = max((min(high, last) for low, high in point.spans if low <= last), default=0)
        moment.note(left)
        if left <= moment.day:
            settled = diagrams.either(settled, diagrams.less(no, came))
        return settled

    def _days_of(self, test: Test, then: int) -> tuple[Point, int, bool] | None:
        """A test as whether an unknown day has come by a day, or (turned round) has not."""
        points = self._calendar.points.get(test, ())
        if isinstance(test, Happened | HappenedBy):
            return points[0], test.day if isinstance(test, HappenedBy) else then, False
        if isinstance(test, NoLaterThan):
            point, against = points
            if against.first == against.last:
                return point, against.last, False
            if point.first == point.last:
                return against, point.first - 1, True
        return None

    def leads_to(self, event: str, other: str) -> bool:
        """Whether one event is another, or comes before it whenever they come, dated or not.

        The other is dated from it, or both are from a third and the other is further from that.
        """
        base, periods = self._chain(event)
        other_base, others = self._chain(other)
        if base != other_base:
            return False
        return others[: len(periods)] == periods or lengths(periods)[1] <= lengths(others)[0]

    def _chain(self, event: str) -> tuple[str, tuple[Period, ...]]:
        """The event that an event hangs on in any case, and the periods from it."""
        periods: list[Period] = []
        while isinstance(tree := self._calendar.dated(event), Leaf) and isinstance(
            dated := tree.answer, Same | Following
        ):
            if isinstance(dated, Following):
                periods.insert(0, dated.period)
            event = dated.base
        return event, tuple(periods)


def _days_due(point: Point | None) -> Iterator[int]:
    """Yield the days that follow from each day on which an event that others follow may be."""
    if point is not None and point.steps:
        for low, high in point.spans:
            if high - low <= LONG:
                yield from map(point.at, range(low, high + 1))
