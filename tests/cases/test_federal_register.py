"""One day of the Federal Register, its thirteen rules by hand from what they say of their days.

The days, places and parts were read in the issue of 12 February 2024; the statements are in our
own words. The answers were worked out by hand from the same.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import guidance

RECORDS = Path(__file__).parent / "federal_register" / "records"

FEE = "cms-fee-schedule#telehealth-list"
FROM_THE_DAY = {
    "faa-rudder-quadrant#inspect-once",
    "doj-penalties#amounts",
    "epa-protein#no-limit",
    "onc-certification#exclusive-review",  # gives no dates: as documented
}
FROM_MARCH = {
    "fda-master-files#keep-referring",
    "hud-native-hawaiian-housing#rental-help",
    "epa-connecticut#air-plan",
    "epa-connecticut#permits",
    "fcc-data-breaches#definitions",
}
FROM_APRIL = {"fws-eagles#general-procedures", "fws-eagles#general-permits"}
FROM_OCTOBER = {"ocss-tribal-share#no-share"}
QUOTA = {"nmfs-flounder#less", "nmfs-flounder#more"}
ZONE = "uscg-treasure-island#keep-out"
DELAYED = {"fcc-data-breaches#carriers-tell", "fcc-data-breaches#relays-tell"}

DAYS = {
    "2024-02-10": ({FEE, ZONE, *QUOTA}, set(), set()),
    "2024-02-12": (
        {FEE, *QUOTA, *FROM_THE_DAY},
        {*FROM_MARCH, *FROM_APRIL, *FROM_OCTOBER, *DELAYED},
        {ZONE},
    ),
    "2024-03-13": (
        {FEE, *QUOTA, *FROM_THE_DAY, *FROM_MARCH},
        {*FROM_APRIL, *FROM_OCTOBER, *DELAYED},
        {ZONE},
    ),
    "2024-10-01": (
        {FEE, *QUOTA, *FROM_THE_DAY, *FROM_MARCH, *FROM_APRIL, *FROM_OCTOBER},
        DELAYED,
        {ZONE},
    ),
    "2025-01-01": (
        {FEE, *FROM_THE_DAY, *FROM_MARCH, *FROM_APRIL, *FROM_OCTOBER},
        DELAYED,
        {ZONE, *QUOTA},
    ),
}


@pytest.fixture(scope="module")
def corpus():
    return guidance.load(RECORDS)


def refs(entries):
    return {entry.ref for entry in entries}


def test_there_are_thirteen_rules_of_that_day(corpus):
    that_day = [v for v in corpus.versions.values() if str(v.published) == "2024-02-12"]
    assert len(that_day) == 13
    assert len({version.source for version in that_day}) == 13


@pytest.mark.parametrize("on", DAYS)
def test_what_applied(on, corpus):
    in_force, upcoming, ended = DAYS[on]
    answer = corpus.as_of(on)
    assert refs(answer.in_force) == in_force
    assert refs(answer.upcoming) == upcoming
    assert refs(answer.ended) == ended
    assert answer.is_certain


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("US-CT", {"epa-connecticut#air-plan", "epa-connecticut#permits"}),
        ("US-HI", {"hud-native-hawaiian-housing#rental-help"}),
        ("US-NC", {"nmfs-flounder#less"}),
        ("US-VA", {"nmfs-flounder#more"}),
        ("US-TX", set()),
    ],
)
def test_each_place_is_told_what_is_said_of_it(place, told, corpus):
    everywhere = {FEE, *FROM_THE_DAY, "fda-master-files#keep-referring"}
    everywhere |= {"fcc-data-breaches#definitions"}
    assert refs(corpus.as_of("2024-03-13", jurisdiction=place).in_force) == {*everywhere, *told}


def test_a_zone_of_one_day_printed_afterwards(corpus):
    for on, state in (("2024-02-09", "no-evidence"), ("2024-02-10", "in-force")):
        [entry] = corpus.as_of(on).find(ZONE)
        assert entry.state == state
    [entry] = corpus.as_of("2024-02-10", known_on="2024-02-11").find(ZONE)
    assert entry.state == "no-evidence"
    assert entry.part.within == ("treasure-island-waters",)


def test_effective_in_february_applicable_from_january(corpus):
    [mended] = corpus.as_of("2024-01-15").find(FEE)
    [known_then] = corpus.as_of("2024-01-15", known_on="2024-02-11").find(FEE)
    assert "with the four rows" in mended.provision.text
    assert "four rows of it were left out" in known_then.provision.text
    learnt = corpus.changes("2024-01-15", "2024-02-12").learnt
    assert FEE in {change.ref for change in learnt}


@pytest.mark.parametrize("on", ["2024-03-13", "2035-01-01"])
def test_delayed_indefinitely_has_not_come_on_any_day(on, corpus):
    answer = corpus.as_of(on)
    for ref in DELAYED:
        [entry] = answer.find(ref)
        assert entry.state == "upcoming"
        assert entry.since.is_until_fixed
        assert "from a day still to be fixed" in guidance.explain(answer, ref)


def test_what_is_only_published_is_no_change_that_applied(corpus):
    told = guidance.render(corpus.changes("2024-02-11", "2024-03-31", topic="federal-register"))
    brief = " ".join(str(told).split())
    assert "notices" not in brief.partition("Still open")[0]
    assert "applied for a time in between" not in brief
    assert "a day still to be fixed" in brief
