"""Which of two days is first, where one of them may never come."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from guidance.answers.answering import registry_of
from guidance.engine.diagrams import FALSE, TRUE, Leaf
from guidance.engine.feasible import Feasibility
from guidance.engine.tests import EndOfMonth
from guidance.engine.timeline import Timeline
from laws import engine
from laws.small import act, corpus, says, version

WAITING = {"late": "2020-03-20", "open": "[2020-03-01..2020-03-31]", "never": "2020-03-10"}


def calendar(*records, known_on=None):
    held = engine.load(corpus(*records))
    return Timeline(registry_of(held), known_on).calendar


@pytest.fixture
def held():
    """Whether it is known that one event is cancelled is open."""
    return calendar(
        version("a@1", "2020-01-01", says("p", "One."), events=WAITING),
        version("b@1", "[2020-02-01..2020-02-20]", act("cancels", "a@never")),
        known_on=date(2020, 2, 10),
    )


@pytest.mark.parametrize("other", ["late", "open"])
def test_what_will_not_happen_is_later_than_what_does(held, other):
    cancelled = held.knows("b@1")
    first = held.no_later("a@never", f"a@{other}")
    assert held.diagrams.both(first, cancelled) is FALSE
    assert held.no_later(f"a@{other}", "a@never") is not FALSE
    after = held.no_later(f"a@{other}", "a@never")
    assert held.diagrams.less(cancelled, after) is FALSE


def test_where_it_happens_the_days_tell(held):
    known = held.knows("b@1")
    assert held.diagrams.either(held.no_later("a@never", "a@late"), known) is TRUE
    assert held.diagrams.less(held.no_later("a@late", "a@never"), known) is FALSE


def test_of_two_that_never_come_neither_is_later():
    held = calendar(
        version("a@1", "2020-01-01", says("p", "One."), events={"e": "2020-05-01", "f": "2020-06"}),
        version("b@1", "2020-02-01", act("cancels", "a@e"), act("cancels", "a@f")),
    )
    assert held.no_later("a@e", "a@f") is TRUE
    assert held.no_later("a@f", "a@e") is TRUE


@pytest.mark.parametrize(
    ("known_on", "versions"),
    [("2020-01-01", {"a@1"}), ("2020-01-06", {"a@1", "a@2"}), ("2020-01-10", {"a@2"})],
)
def test_a_text_whose_end_may_be_cancelled_may_keep_its_place(known_on, versions):
    """If it has no end any more, what starts before the whole version does has lost its place."""
    answer = engine.load(
        corpus(
            version(
                "a@1",
                "2019-12-01",
                says("p", "One.", start="2020-01-20"),
                events={"e": "2020-01-12"},
            ),
            version(
                "a@2",
                "2020-01-01",
                says("p", "Two.", start="2020-01-05", until="e", then="earlier"),
                extent="whole",
                applies={"from": "2020-01-25"},
            ),
            version("b@1", "[2020-01-02..2020-01-10]", act("cancels", "a@e")),
        )
    ).as_of("2020-01-26", known_on=known_on)
    open_cases = [case.in_force for group in answer.undetermined for case in group.cases]
    assert {e.version for e in (*answer.in_force, *sum(open_cases, ()))} == versions


def test_days_between_which_a_listed_publication_has_none_leave_others_none_either():
    """The second came on the 5th or the 25th; so where the first came later, the third did too."""
    held = calendar(
        version("a@1", "[2020-01-01..2020-01-31]", says("p", "One.")),
        version("a@2", "[2020-01-05,2020-01-25]", says("q", "One."), after=["a@1"]),
        version("a@3", "[2020-01-01..2020-01-31]", says("p", "Two."), after=["a@2"]),
    )
    sixth = held.published("a@2")[0] + 1
    third, first = held.happened_by("a@3", sixth + 14), held.happened_by("a@1", sixth)
    against = held.diagrams.less(third, first)
    assert against is not FALSE
    assert Feasibility(held).cut(against, sixth) is FALSE


def test_a_month_and_thirty_days_from_one_day_in_january():
    """Up to the 29th a month later is 31 days later; from the 30th it is the end of February."""
    events = {
        "early": "[2020-01-01..2020-01-29]",
        "month": {"after": "early", "period": "P1M"},
        "days": {"after": "early", "period": "P30D"},
    }
    days = calendar(version("a@1", "2020-01-01", says("p", "One."), events=events))
    assert days.no_later("a@month", "a@days") is FALSE
    assert days.no_later("a@days", "a@month") is TRUE


def test_within_a_period_of_another_is_not_before_it():
    """Begun after the one day and less than a month after it: no circle, some world has that."""
    held = calendar(
        version(
            "a@1",
            "2020-01-01",
            says("p", "One."),
            events={
                "start": "[2020-01-01..2020-04-30]",
                "stop": "[2020-01-01..2020-04-30]",
                "late": {"after": "a@stop", "period": "P1M"},
            },
        )
    )
    stopped, late = (held.no_later(f"a@{name}", "a@start") for name in ("stop", "late"))
    between = held.diagrams.less(stopped, late)
    assert between is not FALSE
    cut = Feasibility(held).cut(between, held.published("a@1")[0])
    assert cut is not FALSE


def test_what_goes_round_with_periods_is_not_left_for_being_open():
    """Two days after the one is no later than a day after the other, which is no later than it."""
    held = calendar(
        version(
            "a@1",
            "2020-01-01",
            says("p", "One."),
            events={
                "one": "[2020-01-01..]",
                "other": "[2020-01-01..]",
                "after-one": {"after": "a@one", "period": "P2D"},
                "after-other": {"after": "a@other", "period": "P1D"},
            },
        )
    )
    round_it = held.diagrams.both(
        held.no_later("a@after-one", "a@after-other"), held.no_later("a@other", "a@one")
    )
    assert round_it is not FALSE
    assert Feasibility(held).cut(round_it, held.published("a@1")[0]) is FALSE


def test_a_missing_day_counts_also_where_what_it_follows_from_is_itself_dated_from_another():
    """A month after 30 or 31 January 2020 is the last of February, or the first of March."""
    held = calendar(
        version(
            "a@1",
            "2019-01-01",
            says("p", "One."),
            events={
                "e": "[2020-01-28..2020-02-01]",
                "f": {"after": "a@e", "period": "P1D"},
                "g": {"after": "a@f", "period": "P1M"},
            },
        )
    )
    last = date(2020, 2, 29).toordinal()
    tree = held.happened("a@g", last)
    for day, is_early in itertools.product(range(28, 33), (True, False)):
        node = tree
        while not isinstance(node, Leaf):
            if isinstance(node.test, EndOfMonth):
                is_so = is_early
            else:
                [point] = held.points[node.test]
                is_so = point.at(date(2019, 12, 31).toordinal() + day) <= last
            node = node.yes if is_so else node.no
        assert node.answer is (day + 1 <= (31 if is_early else 29))
