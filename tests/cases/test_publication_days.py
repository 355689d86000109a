"""The days of publications bound each other: what came after another was not out before it."""

from __future__ import annotations

import pytest

from cases.asking import both, by_engine, case, expect
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


@both([IN_ORDER])
def test_in_order(ask, each):
    ask(each)


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
