"""The days of publications bound each other: what came after another was not out before it."""

from __future__ import annotations

from datetime import date

import pytest

from cases.asking import both, by_engine, case, expect
from laws import engine
from laws.small import act, corpus, says, version

MONTH = "[2020-03-01..2020-03-10]"
FIRST = version("a@0", "2020-02-01", says("p", "Zero."))

IN_ORDER = case(
    "after-one-of-two-days",
    "of two listed days only the later is left by what came before, and so for all that follow",
    corpus(
        FIRST,
        version("a@1", "[2020-03-03..2020-03-04]", says("q", "Q.")),
        version("a@2", "[2020-03-01,2020-03-08]", says("r", "R."), after=["a@1"]),
        version("a@3", MONTH, says("p", "Three."), after=["a@2"]),
        version("a@4", MONTH, says("p", "Four."), after=["a@3"]),
    ),
    expect("a#p", "2020-03-07", "in-force", "a@0"),
    expect("a#p", "2020-03-08", "undetermined", possible=["in-force"]),
    expect("a#p", "2020-03-10", "in-force", "a@4", since=("2020-03-08", "2020-03-10")),
)


def _named(published, **applies):
    """A text that applies from, or until, the publication of a version of another source."""
    return corpus(
        version("a@1", "2020-03-02", says("p", "One.", **applies)),
        version("b@1", published, says("q", "Two.")),
    )


NAMED = [
    case(
        f"named-{name}",
        "on which day another version would come out nobody knew before it did",
        _named("2020-03-06", **applies),
        expect("a#p", "2020-03-04", before, known_on="2020-03-04"),
        expect("a#p", "2020-03-06", "undetermined", known_on="2020-03-04"),
        expect("a#p", "2030-03-06", "undetermined", known_on="2020-03-04"),
        expect("a#p", "2020-03-06", after, known_on="2020-03-06"),
        expect("a#p", "2020-03-05", before),
        expect("a#p", "2020-03-06", after),
    )
    for name, applies, before, after in (
        ("start", {"start": "b@1"}, "upcoming", "in-force"),
        ("end", {"until": "b@1"}, "in-force", "ended"),
    )
] + [
    case(
        "named-with-an-open-day",
        "a version that may have been out is known to be, or is yet to come on any later day",
        _named("[2020-03-04..2020-03-06]", start="b@1"),
        expect("a#p", "2020-03-03", "upcoming", known_on="2020-03-05"),
        expect("a#p", "2020-03-05", "undetermined", known_on="2020-03-05"),
        expect("a#p", "2020-03-09", "undetermined", known_on="2020-03-05"),
        expect("a#p", "2020-03-09", "in-force", known_on="2020-03-06"),
    ),
    case(
        "named-by-an-act",
        "so it is of what acts on a text from that day",
        corpus(
            version("a@1", "2020-03-02", says("p", "One."), act("suspends", "a#p", start="b@1")),
            version("a@0", "2020-03-01", says("p", "Zero.")),
            version("b@1", "2020-03-06", says("q", "Two.")),
        ),
        expect("a#p", "2020-03-08", "in-force", "a@1", known_on="2020-03-04"),
    ),
    case(
        "dated-from-one",
        "and of an event that follows it",
        corpus(
            version(
                "a@1",
                "2020-03-02",
                says("p", "One.", start="e"),
                events={"e": {"after": "b@1", "period": "P2D"}},
            ),
            version("b@1", "2020-03-06", says("q", "Two.")),
        ),
        expect("a#p", "2020-03-06", "upcoming", known_on="2020-03-04"),
        expect("a#p", "2020-03-09", "undetermined", known_on="2020-03-04"),
        expect("a#p", "2020-03-08", "in-force"),
    ),
]


@both([IN_ORDER, *NAMED])
def test_in_order(ask, each):
    ask(each)


def test_of_what_was_not_out_yet_no_day_is_told():
    held = engine.load(_named("2020-03-06", start="b@1"))
    [group] = held.as_of("2020-03-08", known_on="2020-03-04").undetermined
    told = group.entries[0].since
    assert (str(told.date), told.certainty, told.as_written) == ("[2020-03-05..]", "forecast", None)
    days = held.days_of_knowledge("2020-03-05")
    assert {date(2020, 3, 5), date(2020, 3, 6)} <= {*days}


@pytest.mark.parametrize("texts", [("p",), ("p", "p")])
def test_a_day_told_later_bounds_what_came_after(texts):
    *_, last = later = [
        version(f"a@{2 + place}", MONTH, says(slug, f"Text {place}."), after=[f"a@{1 + place}"])
        for place, slug in enumerate(texts)
    ]
    told = version(
        "a@9",
        "2020-03-20",
        act("fixes-date", "a@1", date="2020-03-08", certainty="recorded"),
        after=[f"a@{last['version']}"],
    )
    by_engine(
        case(
            "told-later",
            "the first was out on 8 March: none of those after it before",
            corpus(FIRST, version("a@1", MONTH), *later, told),
            expect("a#p", "2020-03-07", "in-force", "a@0"),
            expect("a#p", "2020-03-08", "undetermined", possible=["in-force"]),
            expect("a#p", "2020-03-10", "in-force", f"a@{last['version']}"),
        )
    )
