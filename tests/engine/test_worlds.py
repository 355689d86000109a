"""Possible worlds: which questions are split, which are not, and that the halves fit together."""

from __future__ import annotations

from datetime import date

import pytest
from guidance.engine.worlds import (
    Branch,
    EndOfMonth,
    Happened,
    Leaf,
    NoLaterThan,
    Published,
    World,
    explore,
    leaves,
)
from hypothesis import given
from hypothesis import strategies as st

from engine_strategies import make_version, source
from guidance.engine import worlds
from guidance.resolution import resolve
from guidance.resolution.registry import Registry


def number(text):
    return date.fromisoformat(text).toordinal()


def registry(*versions, **events) -> Registry:
    """Source ``a`` with these events; more versions where given."""
    declared = {
        name: {"label": name, **({"date": dated} if dated else {})}
        for name, dated in events.items()
    }
    first = make_version(published="2018-01-01", events=declared)
    return resolve([source("a"), source("b")], [first, *versions])


def after(event, period):
    return {"after": event, "period": period}


def ask(records, question, known_on=None):
    return explore(records, question, number(known_on) if known_on else None)


class TestSplitting:
    """A world is split only where a question needs to know, and halves that agree are one."""

    def test_an_exact_day_is_no_question(self):
        records = registry(e="2019-01-10")
        for on, expected in (("2019-01-09", False), ("2019-01-10", True), ("2019-01-11", True)):
            assert ask(records, lambda w, on=on: w.happened("a@e", number(on))) == Leaf(expected)

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2018-12-31", Leaf(False)),
            ("2019-01-01", Branch(Happened("a@e"), Leaf(True), Leaf(False))),
            ("2019-01-30", Branch(Happened("a@e"), Leaf(True), Leaf(False))),
            ("2019-01-31", Leaf(True)),
        ],
    )
    def test_an_unknown_day_is_one_only_inside_its_window(self, on, expected):
        records = registry(e="2019-01")
        assert ask(records, lambda w: w.happened("a@e", number(on))) == expected

    def test_the_same_unknown_day_is_asked_once(self):
        records = registry(e="2019-01")
        on = number("2019-01-15")
        both = ask(records, lambda w: (w.happened("a@e", on), not w.happened("a@e", on)))
        assert list(leaves(both)) == [(True, False), (False, True)]
        assert list(worlds.tests(both)) == [Happened("a@e")]

    def test_one_of_two_days_earlier_and_later_stay_in_order(self):
        records = registry(e="2019-01")
        days = [number("2019-01-10"), number("2019-01-20")]
        found = ask(records, lambda w: tuple(w.happened("a@e", day) for day in days))
        assert set(leaves(found)) == {(True, True), (False, True), (False, False)}

    def test_what_comes_to_the_same_is_certain(self):
        records = registry(e="2019-01", f="2019-01")
        on = number("2019-01-15")
        found = ask(records, lambda w: w.happened("a@e", on) or not w.happened("a@e", on))
        assert found == Leaf(True)

    def test_two_unknown_days_are_independent(self):
        records = registry(e="2019-01", f="2019-01")
        on = number("2019-01-15")
        found = ask(records, lambda w: (w.happened("a@e", on), w.happened("a@f", on)))
        assert len(set(leaves(found))) == 4

    def test_a_day_of_which_nothing_is_known(self):
        records = registry(e=None)
        found = ask(records, lambda w: w.happened("a@e", number("2019-01-15")))
        assert set(leaves(found)) == {True, False}

    @pytest.mark.parametrize(
        ("dated", "before", "since"),
        [("[2019-04..]", {False}, {True, False}), ("[..2019-04]", {True, False}, {True})],
    )
    def test_an_open_end(self, dated, before, since):
        records = registry(e=dated)
        for on, expected in (("1950-01-01", before), ("2050-01-01", since)):
            tree = ask(records, lambda w, on=on: w.happened("a@e", number(on)))
            assert set(leaves(tree)) == expected


class TestRelativeDates:
    """A relative date moves with its event and is no new variable."""

    def test_it_is_settled_with_its_event(self):
        records = registry(e="[2019-01-01..2019-01-03]", f=after("e", "P1D"))

        def question(world):
            days = [number(f"2019-01-0{n}") for n in range(1, 6)]
            return tuple((world.happened("a@e", d), world.happened("a@f", d)) for d in days)

        found = set(leaves(ask(records, question)))
        assert len(found) == 3
        for days in found:
            assert [f for _, f in days[1:]] == [e for e, _ in days[:-1]]

    def test_the_rule_at_the_end_of_a_month_is_a_question_of_its_own(self):
        records = registry(e="2019-01-31", f=after("e", "P1M"))
        found = ask(records, lambda w: w.happened("a@f", number("2019-02-28")))
        assert found == Branch(EndOfMonth("a@f"), Leaf(True), Leaf(False))
        assert ask(records, lambda w: w.happened("a@f", number("2019-02-27"))) == Leaf(False)
        assert ask(records, lambda w: w.happened("a@f", number("2019-03-01"))) == Leaf(True)

    def test_a_cancelled_event_takes_what_follows_from_it_along(self):
        cancelled = make_version(
            version="v2",
            published="2018-06-01",
            amendments=[{"act": "cancels", "event": "e", "because": "A reason."}],
        )
        records = registry(cancelled, e="2019-01", f=after("e", "P1M"))
        for event in ("a@e", "a@f"):
            assert ask(records, lambda w, e=event: w.window(e)) == Leaf(None)
            assert ask(records, lambda w, e=event: w.happened(e, number("2030-01-01"))) == Leaf(
                False
            )
            known_before = ask(records, lambda w, e=event: w.window(e) is None, "2018-05-31")
            assert known_before == Leaf(False)


class TestComparing:
    """Two days are compared without being known, and agree with every way they can be."""

    @given(
        st.tuples(st.integers(1, 9), st.integers(0, 4)),
        st.tuples(st.integers(1, 9), st.integers(0, 4)),
        st.integers(0, 6),
    )
    def test_every_pair_of_days(self, one, two, gap):
        def window(pair):
            return f"[2019-01-{pair[0]:02}..2019-01-{pair[0] + pair[1]:02}]"

        events = {"e": window(one), "f": window(two)}
        if gap:  # a day that follows from an unknown one
            events["g"] = after("f", f"P{gap}D")
        other = "g" if gap else "f"
        records = registry(**events)

        def question(world):
            no_later = world.no_later_than("a@e", f"a@{other}")
            no_earlier = world.no_later_than(f"a@{other}", "a@e")
            on = number("2019-01-06")
            return no_later, no_earlier, world.happened("a@e", on), world.happened("a@f", on)

        expected = {
            (e <= f + gap, f + gap <= e, e <= 6, f <= 6)
            for e in range(one[0], one[0] + one[1] + 1)
            for f in range(two[0], two[0] + two[1] + 1)
        }
        assert set(leaves(ask(records, question))) == expected

    def test_an_exact_day_against_one_that_follows_from_an_unknown(self):
        records = registry(e="2019-01-05", f="[2019-01-01..2019-01-03]", g=after("f", "P2D"))
        found = ask(records, lambda w: w.no_later_than("a@e", "a@g"))
        assert set(leaves(found)) == {True, False}
        assert set(worlds.tests(found)) == {NoLaterThan("a@e", "a@g")}

    def test_an_event_that_will_not_happen_is_later_than_any_that_does(self):
        cancelled = make_version(
            version="v2",
            published="2018-06-01",
            amendments=[{"act": "cancels", "event": "e", "because": "A reason."}],
        )
        records = registry(cancelled, e="2019-01", f="2020-01")
        assert ask(records, lambda w: w.no_later_than("a@e", "a@f")) == Leaf(False)
        assert ask(records, lambda w: w.no_later_than("a@f", "a@e")) == Leaf(True)


class TestKnowing:
    """What was published on an unknown day is known or not known on a day inside its window."""

    WINDOW = "[2019-01-10..2019-01-20]"

    def records(self, **fields):
        fixes = [{"act": "fixes-date", "event": "e", "date": "2019-03-05", "because": "A reason."}]
        late = make_version(version="v2", published=self.WINDOW, amendments=fixes, **fields)
        return registry(late, e="2019-03")

    @pytest.mark.parametrize(
        ("known_on", "expected"),
        [
            ("2019-01-09", Leaf(False)),
            ("2019-01-10", Branch(Published("a@v2"), Leaf(True), Leaf(False))),
            ("2019-01-20", Leaf(True)),
            (None, Leaf(True)),
        ],
    )
    def test_knows(self, known_on, expected):
        assert ask(self.records(), lambda w: w.knows("a@v2"), known_on) == expected

    def test_a_date_is_as_known(self):
        records = self.records()
        march = (number("2019-03-01"), number("2019-03-31"))
        fixed = (number("2019-03-05"), number("2019-03-05"))
        assert ask(records, lambda w: w.window("a@e"), "2019-01-01") == Leaf(march)
        assert ask(records, lambda w: w.window("a@e"), "2019-02-01") == Leaf(fixed)
        between = ask(records, lambda w: w.window("a@e"), "2019-01-15")
        assert between == Branch(Published("a@v2"), Leaf(fixed), Leaf(march))


class TestStatedOrders:
    """A stated order between versions leaves out the worlds that break it."""

    def versions(self):
        names = {"v2": [], "v3": ["a@v2"], "v4": ["a@v3"]}
        return [
            make_version(version=name, published="[2019-01-10..2019-01-14]", after=earlier)
            for name, earlier in names.items()
        ]

    def test_order(self):
        records = registry(*self.versions())
        on = number("2019-01-12")
        refs = ("a@v2", "a@v3", "a@v4")
        found = ask(records, lambda w: tuple(w.happened(ref, on) for ref in refs))
        assert set(leaves(found)) == {
            (True, True, True),
            (True, True, False),
            (True, False, False),
            (False, False, False),
        }

    def test_an_order_that_reaches_through_another_version(self):
        first, second, third = self.versions()
        third = third.model_copy(update={"published": first.published})
        late = first.model_copy(update={"published": make_day("2019-01-13")})
        records = registry(late, second, third)
        found = ask(records, lambda w: w.happened("a@v4", number("2019-01-12")))
        assert found == Leaf(False)


def make_day(text):
    return make_version(published=text).published


@given(st.permutations(["e", "f", "g"]), st.integers(1, 31))
def test_a_world_without_doubt_answers_every_test_of_its_tree(names, on):
    """The halves of every split can be told by the tests that led to them."""
    records = registry(e="2019-01", f="2019-01", g=after("e", "P1M"))
    day = number(f"2019-01-{on:02}")

    def question(world: World):
        asked = [Happened(f"a@{names[0]}"), NoLaterThan(f"a@{names[1]}", f"a@{names[2]}")]
        held = tuple(world.holds(test, day) for test in asked)
        return held, (
            world.happened(f"a@{names[0]}", day),
            world.no_later_than(f"a@{names[1]}", f"a@{names[2]}"),
        )

    for held, again in leaves(ask(records, question)):
        assert held == again
