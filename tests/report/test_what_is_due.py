"""What is due is told for each place, and no more surely than the records say."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import guidance
from guidance.exports.calendar import calendar
from guidance.exports.explorer import build
from guidance.wording.statuses import status_words
from guidance.wording.upkeep import due_lines
from laws import engine
from laws.small import corpus, says, version

START = {"start": "2020-05-01", "force": "must"}
NEW = version("a@1", "2020-02-01", says("p", "One.", **START))
OLD = version("a@0", "2020-01-01", says("p", "Old.", force="must"))
OTHER = version("a@2", "2020-03-01", says("q", "Two."), extent="whole")
AGAIN = version(
    "a@2", "2020-03-01", says("p", "Old.", force="must"), says("q", "Two."), extent="whole"
)
KEPT = version("a@2", "2020-03-01", says("q", "Two."), extent="whole", pending="kept")

OPEN = {"what is new": (NEW, OTHER), "what replaces words in force": (OLD, NEW, AGAIN)}
SURE = {"what is kept": (NEW, KEPT), "what nobody leaves out": (NEW,)}


@cache
def loaded(name: str):
    return engine.load(corpus(*{**OPEN, **SURE}[name]))


def told_of(name: str) -> dict[str, str]:
    """What each face says of the day of the text, on 1 April."""
    records = loaded(name)
    answer = records.as_of("2020-04-01")
    statuses = [status_words(entry, answer) for entry in answer.find("a#p")]
    days = [due_lines(due)[1] for due in records.status("2020-04-01", within="P1Y").upcoming]
    return {
        "brief": plain(guidance.render(answer, "text")),
        "brief of changes": plain(
            guidance.render(records.changes("2020-01-15", "2020-04-01"), "text")
        ),
        "explanation": plain(guidance.explain(answer, "a#p")),
        "status": " ".join(statuses),
        "annex": plain(guidance.render(answer, "text", full=True)).partition("Not yet")[2],
        "rows": guidance.render(answer, "csv", full=True),
        "days": " ".join(days),
        "calendar": calendar(records, date(2020, 4, 1)),
    }


def plain(text: str) -> str:
    return " ".join(text.split())


DOUBTS = {
    "brief": "Due from 1 May 2020, unless [1] drops it",
    "brief of changes": "Newly due from 1 May 2020, unless [1] drops it",
    "explanation": "so it may not come",
    "status": "so it may not come",
    "annex": "so it may not come",
    "rows": "left-out-by a@2",
    "days": "may apply from then (a@2 leaves it out and may not keep it): a#p",
    "calendar": "STATUS:TENTATIVE",
}


@pytest.mark.parametrize("name", OPEN)
def test_what_a_later_version_leaves_out_is_told_with_that(name):
    told = told_of(name)
    assert {face for face, doubt in DOUBTS.items() if doubt not in told[face]} == set()


@pytest.mark.parametrize("name", SURE)
def test_what_is_sure_is_told_without_doubt(name):
    told = told_of(name)
    assert {face for face, doubt in DOUBTS.items() if doubt in told[face]} == set()


def test_the_page_to_explore_says_so():
    page = build(loaded("what replaces words in force"))
    assert "it is to say: “One”; “Document a@2” (a@2) leaves that out" in page


TIMES = {
    "England": ("GB-ENG", "2020-05-01", "1 May 2020"),
    "Scotland": ("GB-SCT", "2020-07-01", "1 July 2020"),
    "Wales": ("GB-WLS", "2020-09-01", "1 September 2020"),
}


@pytest.mark.parametrize("said_before", [True, False])
@pytest.mark.parametrize("names", [("England", "Scotland"), ("England", "Scotland", "Wales")])
def test_what_is_newly_due_is_told_for_each_place(said_before, names):
    (_, first, _), *others = (TIMES[name] for name in names)
    places = {"jurisdictions": [TIMES[name][0] for name in names]}
    later = [{"jurisdictions": [code], "from": day} for code, day, _ in others]
    new = says("p", "One.", start=first, force="must", by_place=later)
    versions = [version("a@1", "2020-02-01", new, **places)]
    if said_before:
        old = says("p", "Old.", force="must")
        versions.append(version("a@0", "2020-01-01", old, **places))
    report = engine.load(corpus(*versions)).changes("2020-01-15", "2020-02-15")
    told = plain(guidance.render(report, "text"))
    for name in names:
        assert f"Newly due from {TIMES[name][2]}: title of p in {name}." in told
    assert "not yet" not in told
