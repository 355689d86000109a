"""What is settled by a day about later ones, against all that can still come of what has."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.engine.foresight import Foresight
from guidance.engine.moment import Moment
from support.moving_days import EVENTS, JANUARY, LATE, answer, moving, worlds_of_events

DAYS = st.sampled_from((*range(27, 34), *range(57, 62)))
NAME = st.sampled_from(EVENTS)


def by_what_has_happened(day):
    """The worlds that nobody can tell apart by a day."""
    alike = defaultdict(list)
    for world in worlds_of_events():
        happened = frozenset((event, world[event]) for event in EVENTS if world[event] <= day)
        alike[happened, world[LATE]].append(world)
    return alike.values()


def check(day, ask, holds, asked=None):
    """A thing is settled in a world where it holds in all that are not told apart from it."""
    held = moving()
    tree = ask(Foresight(held), Moment(held, JANUARY + day))
    for worlds in by_what_has_happened(day):
        is_settled = all(holds(world) for world in worlds)
        for world in filter(asked or bool, worlds):
            assert answer(held, tree, world, day) is is_settled


class TestForesight:
    @given(day=DAYS, event=NAME, later=st.integers(1, 6))
    def test_that_an_event_comes_by_a_day(self, day, event, later):
        limit = day + later
        check(
            day,
            lambda foresight, moment: foresight.by(event, JANUARY + limit, moment),
            lambda world: world[event] <= limit,
        )

    @given(day=DAYS, event=NAME, later=st.integers(1, 6))
    def test_that_an_event_comes_on_a_day_at_the_earliest(self, day, event, later):
        limit = day + later
        check(
            day,
            lambda foresight, moment: foresight.not_before(event, JANUARY + limit, moment),
            lambda world: world[event] >= limit,
        )

    @given(day=DAYS, event=NAME, other=NAME)
    def test_that_an_event_is_no_later_than_one_to_come(self, day, event, other):
        check(
            day,
            lambda foresight, moment: foresight.no_later(event, other, moment),
            lambda world: world[event] <= world[other],
            lambda world: world[other] > day,
        )

    @given(day=DAYS, event=NAME)
    def test_the_first_day_on_which_one_can_come(self, day, event):
        held = moving()
        soonest = Foresight(held).soonest(event, Moment(held, JANUARY + day))
        left = [world[event] for world in worlds_of_events() if world[event] > day]
        if left:
            assert soonest - JANUARY == min(left)

    @pytest.mark.parametrize(
        ("event", "other", "leads"),
        [("a@e0", "a@e0", True), ("a@e0", "a@m0", True), ("a@m0", "a@e0", False)],
    )
    def test_what_is_dated_from_another(self, event, other, leads):
        assert Foresight(moving()).leads_to(event, other) is leads
