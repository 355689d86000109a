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


ASKED = st.one_of(
    st.tuples(st.just("then"), NAME, st.none()),
    st.tuples(st.just("by"), NAME, DAYS),
    st.tuples(st.just("no-later"), NAME, st.just("a@e4")),
    st.tuples(st.just("no-later"), st.just("a@e4"), NAME),
)
COMBINED = st.sampled_from(("one", "negated", "both", "either", "less"))


def made(held, question, then):
    """A question as a diagram in the tests of a day."""
    kind, event, more = question
    if kind == "no-later":
        return held.no_later(event, more)
    if kind == "by":
        return held.happened_by(event, JANUARY + more)
    return held.happened(event, JANUARY + then)


def true_in(world, question, then):
    kind, event, more = question
    return world[event] <= {"then": then, "by": more, "no-later": world.get(more)}[kind]


def comes_to(kind, one, two):
    return {
        "one": one,
        "negated": not one,
        "both": one and two,
        "either": one or two,
        "less": one and not two,
    }[kind]


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

    @given(day=DAYS, later=st.integers(1, 4), first=ASKED, second=ASKED, kind=COMBINED)
    def test_that_something_will_be(self, day, later, first, second, kind):
        """What is said of one day or event, exactly; of two together, never without reason."""
        held, then = moving(), day + later
        one, two = (made(held, question, then) for question in (first, second))
        whole = {"one": one, "negated": held.diagrams.negated(one)}.get(kind)
        if whole is None:
            whole = getattr(held.diagrams, kind)(one, two)
        tree = Foresight(held).settled(whole, JANUARY + then, Moment(held, JANUARY + day))
        for worlds in by_what_has_happened(day):
            is_settled = all(
                comes_to(kind, *(true_in(each, question, then) for question in (first, second)))
                for each in worlds
            )
            for world in worlds:
                told = answer(held, tree, world, day)
                assert told is is_settled or (kind in ("both", "either", "less") and not told)

    @pytest.mark.parametrize(
        ("event", "other", "leads"),
        [("a@e0", "a@e0", True), ("a@e0", "a@m0", True), ("a@m0", "a@e0", False)],
    )
    def test_what_is_dated_from_another(self, event, other, leads):
        assert Foresight(moving()).leads_to(event, other) is leads
