"""What is shown under *not yet* can still apply: nothing that is surely taken over first."""

from __future__ import annotations

import pytest

from laws import engine
from laws.small import act, corpus, says, version

EVENTS = {"e": "[2020-05-01..2020-06-30]", "u": "until-fixed"}
FIRST = version("a@1", "2020-01-01", says("p", "One."), events=EVENTS)
TAKEN = version("a@2", "2020-01-02", says("p", "Two.", start="e"))
TAKES = version("a@3", "2020-01-03", says("p", "Three.", start="e"))
UNDATED = version("a@4", "2020-01-04", says("p", "Four.", start="u"))


@pytest.mark.parametrize("later", [(), (UNDATED,)], ids=["alone", "before one without a day"])
def test_of_two_from_one_day_the_later_published(later):
    """What has no day yet comes after whatever has one: it keeps nothing from beginning."""
    (entry,) = engine.load(corpus(FIRST, TAKEN, TAKES, *later)).as_of("2020-03-01").find("a#p")
    assert [each.version for each in entry.upcoming] == ["a@3"]


def test_what_is_surely_taken_over_whatever_is_out():
    """A version that may be out ends the text ten days after it began: it begins all the same."""
    ends = version(
        "c@1",
        "[2020-02-15..2020-03-15]",
        act("ends", "a#p", start="f"),
        events={"f": {"after": "a@e", "period": "P10D"}},
    )
    (entry,) = engine.load(corpus(FIRST, TAKEN, TAKES, ends)).as_of("2020-03-01").find("a#p")
    assert [each.version for each in entry.upcoming] == ["a@3"]


@pytest.mark.parametrize(("on", "ahead"), [("2020-03-01", ["a@3"]), ("2020-04-10", [])])
def test_what_is_published_later_does_not_count_before(on, ahead):
    """By March the text of 1 May takes the place of the other; in April all was told to end."""
    exact = version("a@3", "2020-01-03", says("p", "Three.", start="2020-05-01"))
    ends = version("c@1", "2020-04-01", act("ends", "a#p", start="2020-04-20"))
    (entry,) = engine.load(corpus(FIRST, TAKEN, exact, ends)).as_of(on).find("a#p")
    assert [each.version for each in entry.upcoming] == ahead


def test_what_comes_a_while_after_another_day_is_told_by_its_own_day():
    """The second starts a month after 1 June: the first, of 15 June, is the next."""
    records = [
        version("a@1", "2020-01-01", says("p", "One.", start="2020-06-15")),
        version(
            "a@2",
            "2020-02-01",
            says("p", "Two.", start="e"),
            events={"e": {"after": "2020-06-01", "period": "P1M"}},
        ),
    ]
    (entry,) = engine.load(corpus(*records)).as_of("2020-05-01").find("a#p")
    assert [each.version for each in entry.upcoming] == ["a@1"]


def test_two_of_one_day_are_told_in_one_order_to_the_last():
    """The eve of that day is like the day before: whether the second is out is open on both."""
    second = says("p", "Two.", start="s")
    records = [
        version("a@1", "2020-01-01", says("p", "One.", start="2020-06-01")),
        version("a@2", "[2020-05-01..2020-06-10]", second, events={"s": "2020-06-01"}),
    ]
    held = engine.load(corpus(*records))
    told = [held.as_of(day).find("a#p")[0].upcoming for day in ("2020-05-30", "2020-05-31")]
    assert [[each.version for each in upcoming] for upcoming in told] == [["a@1", "a@2"]] * 2
