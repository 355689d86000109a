"""Days by number, and the days of an event by all that is told of it, each as a set of days."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.engine.arithmetic import (
    FIRST_DAY,
    LAST_DAY,
    NEVER,
    date_within,
    day_of,
    days_after,
    last_start,
    ordinals,
)
from guidance.engine.dating import (
    ANY_DAY,
    NOT_AT_ALL,
    Fixed,
    later_than,
    one_of,
    run_of,
    spans_of,
    told_beside,
    union,
)
from guidance.records.dates import ImpreciseDate, Period
from guidance.resolution.registry import Telling

WINTER = range(date(2019, 12, 25).toordinal(), date(2020, 4, 5).toordinal())
PERIODS = [Period.parse(text) for text in ("P1D", "P1M", "P2M", "P1M3D", "P1Y")]


class TestNumbers:
    def test_an_open_end_is_no_day(self):
        assert (day_of(FIRST_DAY), day_of(LAST_DAY), day_of(NEVER)) == (None, None, None)
        assert day_of(FIRST_DAY + 1) == date(1, 1, 2)
        assert day_of(LAST_DAY - 1) == date(9999, 12, 30)
        assert run_of((FIRST_DAY, LAST_DAY)) == (None, None)
        assert run_of((FIRST_DAY + 1, LAST_DAY - 1)) == (date(1, 1, 2), date(9999, 12, 30))

    @pytest.mark.parametrize("text", ["2020-03-01", "2020-03", "[2020-03-01..]", "[..2020-03-01]"])
    def test_a_date_and_its_ends(self, text):
        known = ImpreciseDate.parse(text)
        first, last = ordinals(known)
        assert (first == FIRST_DAY) is (known.earliest is None)
        assert (last == NEVER) is (known.latest is None)
        again = date_within((first, last))
        assert (again.earliest, again.latest) == (known.earliest, known.latest)
        assert spans_of(known) == ((first, min(last, LAST_DAY)),)

    @pytest.mark.parametrize("period", PERIODS)
    @pytest.mark.parametrize("late", [False, True])
    def test_the_last_day_from_which_a_period_has_ended(self, period, late):
        for day in WINTER:
            last = last_start(day, period, late=late)
            assert days_after(last, period)[late] <= day < days_after(last + 1, period)[late]

    def test_a_missing_day_by_both_rules(self):
        january, month = date(2021, 1, 31).toordinal(), Period.parse("P1M")
        assert days_after(january, month) == (january + 28, january + 29)

    def test_what_is_open_stays_open(self):
        month = Period.parse("P1M")
        for day in (FIRST_DAY, LAST_DAY, NEVER):
            assert days_after(day, month) == (day, day)
        assert days_after(LAST_DAY - 1, month) == (LAST_DAY, LAST_DAY)


RUNS = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 3)), min_size=1, max_size=3).map(
    lambda pairs: union((low, low + more) for low, more in pairs)
)
DATES = st.lists(RUNS, max_size=3).map(lambda runs: tuple(dict.fromkeys(map(Fixed, runs))))


def days(spans):
    return {day for low, high in spans for day in range(low, high + 1)}


def said(kind="says"):
    return Telling(kind=kind, date=None, event="a@e", version="a@1", via=(), path=())


class TestDates:
    @given(runs=st.lists(RUNS, max_size=3))
    def test_runs_put_together(self, runs):
        spans = [span for run in runs for span in run]
        together = union(spans)
        assert days(together) == days(spans)
        assert all(high + 1 < low for (_, high), (low, _) in pairwise(together))

    @given(dates=DATES, new=RUNS)
    def test_what_shares_days_is_one_date_and_what_shares_none_stands_beside(self, dates, new):
        beside = told_beside(dates, said(), Fixed(new))
        shared = [days(dated.spans) & days(new) for dated in dates]
        kept = (
            [both or days(dated.spans) for dated, both in zip(dates, shared, strict=True)]
            if any(shared)
            else [*(days(dated.spans) for dated in dates), days(new)]
        )
        assert {frozenset(days(dated.spans)) for dated in beside} == {*map(frozenset, kept)}
        assert days(one_of(beside).spans) == set().union(*kept)

    @given(dates=DATES, new=RUNS)
    def test_what_moves_a_day_counts_alone(self, dates, new):
        assert told_beside(dates, said("moves"), Fixed(new)) == (Fixed(new),)

    @given(dates=DATES.filter(bool), new=RUNS)
    def test_no_day_beside_a_day(self, dates, new):
        assert told_beside(dates, said(), NOT_AT_ALL) == dates
        assert told_beside((), said(), NOT_AT_ALL) == (NOT_AT_ALL,)
        assert told_beside((NOT_AT_ALL,), said(), Fixed(new)) == (Fixed(new),)

    @given(dates=DATES, day=st.integers(1, 16))
    def test_a_check_leaves_the_days_after_it_where_there_are_any(self, dates, day):
        kept = [
            {each for each in days(dated.spans) if each > day} or days(dated.spans)
            for dated in dates
        ]
        cut = later_than(dates, day)
        if dates:
            assert {frozenset(days(each.spans)) for each in cut} == {*map(frozenset, kept)}
        else:
            assert cut == (Fixed(((day + 1, NEVER),)),)

    def test_of_nothing_told_any_day(self):
        assert one_of(()) == Fixed(ANY_DAY)
        assert spans_of(None) == ANY_DAY
