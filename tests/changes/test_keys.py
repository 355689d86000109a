"""A change keeps its key, whatever else comes to be recorded, and no two have the same."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws import engine
from laws.asking import days_around
from laws.generators import corpora
from laws.small import act, corpus, says, version
from laws.test_world_laws import lawful

LAW = version("law@1", "2020-01-01", says("duty", "Pay 100.", force="must"))
REWORDED = version("law@2", "2021-01-01", says("duty", "Pay 120.", force="must"))


def stepwise(records, since="2019-06-01", until="2023-01-01", **asked):
    report = engine.load(corpus(*records)).changes(since, until, **asked)
    return [change for step in report.steps for change in step.changes]


def keys(records, **asked):
    return [change.key for change in stepwise(records, **asked)]


@lawful
@given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(1, 4))
def test_no_two_changes_of_a_report_have_one_key(records, first, wide):
    days = days_around(records)
    report = engine.load(records).changes(days[first], days[first + wide])
    steps = [change for step in report.steps for change in step.changes]
    for told in (steps, report.net, report.learnt):
        assert max(Counter(change.key for change in told).values(), default=1) == 1


@lawful
@given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(1, 4))
def test_a_source_that_acts_on_nothing_keeps_every_key(records, first, wide):
    days = days_around(records)
    more = corpus(
        *records.sources,
        *records.versions,
        version("other@1", days[4], says("p", "Sing.", jurisdictions=["FR"])),
    )
    since, until = days[first], days[first + wide]
    own, both = (
        [c.key for step in engine.load(each).changes(since, until).steps for c in step.changes]
        for each in (records, more)
    )
    assert own == [key for key in both if not key.startswith("other#")]


MORE = {
    "another source on that day": [version("x@1", "2021-01-01", says("p", "Sing."))],
    "another act on that day": [
        version("y@1", "2021-01-01", says("p", "Rest."), act("suspends", "law#other")),
        version("law@0", "2019-07-01", says("other", "Rest.")),
    ],
    "a correction of the words": [
        version("law@c", "2022-01-01", act("corrects", "law#duty", set={"text": "Pay 130."}))
    ],
    "an act on a part of it": [
        version("z@1", "2022-01-01", act("suspends", "law#duty", jurisdictions=["GB-ENG"]))
    ],
    "an end": [version("law@3", "2022-01-01", act("ends", "law#duty"))],
}


@pytest.mark.parametrize("more", MORE.values(), ids=MORE)
@pytest.mark.parametrize("places", [[], ["GB"], ["EU"]], ids=["not stated", "GB", "EU"])
def test_what_is_recorded_later_keeps_the_keys_before(more, places):
    if places == ["EU"] and any("jurisdictions" in str(each) for each in more):
        more = [version("z@1", "2022-01-01", act("suspends", "law#duty", jurisdictions=["DE"]))]
    old = [dict(each, jurisdictions=places) if places else each for each in (LAW, REWORDED)]
    assert set(keys(old)) <= set(keys([*old, *more]))


@pytest.mark.parametrize("day", ["2021-03-05", "2021-03-31"])
def test_a_day_that_becomes_known_keeps_the_key(day):
    open_ = version(
        "law@2", "2020-06-01", says("duty", "Pay 9.", start="s"), events={"s": "2021-03"}
    )
    fixed = version("law@3", "2021-04-02", act("fixes-date", "law@s", date=day))
    before, after = keys([LAW, open_]), keys([LAW, open_, fixed])
    assert set(before) <= set(after)
    assert set(after) - set(before) == {"law@s: fixes-date by law@3"}


@pytest.mark.parametrize("times", [2, 3])
def test_what_happens_again_is_told_again(times):
    pauses = [
        version(
            f"b@{n}",
            f"202{n}-01-01",
            act("suspends", "law#duty", until=f"202{n}-03-01"),
            act("suspends", "law#duty", start=f"202{n}-06-01", until=f"202{n}-08-01"),
        )
        for n in range(times)
    ]
    found = keys([LAW, *pauses], until="2024-01-01")
    assert len(set(found)) == len(found)
    assert found.count("law#duty: suspended by b@1") == 1
    assert found.count("law#duty: suspended by b@1, 2") == 1


def test_it_does_not_hang_on_the_window():
    pause = version(
        "b@1",
        "2020-02-01",
        act("suspends", "law#duty", until="2020-03-01"),
        act("suspends", "law#duty", start="2020-06-01", until="2020-08-01"),
    )
    assert keys([LAW, pause], since="2020-05-01", until="2020-07-01") == [
        "law#duty: suspended by b@1, 2"
    ]


def test_what_is_learnt_and_what_is_a_step_are_one_change():
    ended = version("law@2", "2021-03-01", act("ends", "law#duty", start="2021-01-01"))
    loaded = engine.load(corpus(LAW, ended))
    (learnt,) = loaded.changes("2021-02-01", "2021-04-01").learnt
    (step,) = loaded.changes("2020-12-01", "2021-04-01").net
    assert learnt.key == step.key == "law#duty: ended by law@2"


def test_of_several_fields_each_has_its_own():
    other = version("law@2", "2021-01-01", says("duty", "Ask.", force="should"))
    assert keys([LAW, other], since="2020-06-01") == [
        "law#duty: in-force by law@2, force",
        "law#duty: in-force by law@2, wording",
    ]


def test_between_versions():
    other = version(
        "law@2", "2021-01-01", says("q", "Ask."), act("ends", "law#duty"), act("ends", "law#duty")
    )
    found = engine.load(corpus(LAW, other)).compare("law@1", "law@2").changes
    assert sorted(change.key for change in found) == [
        "law#duty: by law@2",
        "law#q: by law@2",
        "law@2: by law@2, ends",
        "law@2: by law@2, ends, 2",
    ]
