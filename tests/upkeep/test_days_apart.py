"""Two sources that disagree on a day: both shown, the answer open only where it matters."""

from __future__ import annotations

import pytest

import guidance
from guidance.documents.upkeep import discrepancies_document
from guidance.wording.upkeep import discrepancies_headline, discrepancy_sentence
from laws import engine
from laws.small import act, corpus, says, version

RULE = version(
    "act@1",
    "2020-01-01",
    says("use", "Use it.", until="stop"),
    events={"stop": {"label": "the exemption stops", "date": "2020-03-18"}},
)


def page(on="2020-03-20", **link):
    stopped = {"date": on, "same-as": {"event": "act@stop", **link}}
    return version("page@1", "2020-02-01", standing="advice", events={"stopped": stopped})


def days(*records):
    return engine.load(corpus(*records)).discrepancies()


def test_neither_has_authority():
    [found] = days(RULE, page())
    assert (found.kind.value, found.counts) == ("day", None)
    assert discrepancy_sentence(found) == (
        "“the exemption stops” is dated 18 March 2020 by act@1 (decision) and 20 March 2020 by"
        " page@1 (advice); neither speaks with authority, so it is one of them."
    )


def test_one_has_authority():
    [found] = days(RULE, page(authority="yes"))
    assert found.counts == "page@1"
    assert discrepancy_sentence(found).endswith(
        "the day of page@1 counts, because it speaks with authority."
    )


@pytest.mark.parametrize("on", ["2020-03-18", "2020-03", "[2020-03-10..]"])
def test_days_in_common_are_no_difference(on):
    assert days(RULE, page(on)) == ()


def test_a_delay_settles_it():
    moved = version("act@2", "2020-02-10", act("moves-date", "act@stop", date="2020-06-01"))
    assert days(RULE, page(), moved) == ()


def test_two_acts_that_date_one_event():
    one = version("court@1", "2020-02-02", act("fixes-date", "act@stop", date="2020-03-25"))
    assert len(days(RULE, page(), one)) == 3


def test_by_topic():
    held = engine.load(corpus(RULE, page()))
    assert len(held.discrepancies(topic="t")) == 1


def test_in_every_form():
    held = engine.load(corpus(RULE, page()))
    found = held.discrepancies()
    document = discrepancies_document(held, found, None)
    [each] = document["discrepancies"]
    assert (each["kind"], each["in_report"], each["in_act"]) == (
        "day",
        ["2020-03-18"],
        ["2020-03-20"],
    )
    assert each["act"] == {"ref": "page@stopped", "version": "page@1", "standing": "advice"}
    assert discrepancies_headline(found) == (
        "1 difference between the days that sources give. Neither is mended by the other."
    )


def test_the_answer_is_open_only_between_the_days():
    held = engine.load(corpus(RULE, page()))
    open_on = [
        on
        for on in ("2020-03-17", "2020-03-18", "2020-03-19", "2020-03-20")
        if held.as_of(on).undetermined
    ]
    assert open_on == ["2020-03-18", "2020-03-19"]
    said = guidance.explain(held.as_of("2020-03-17"), "act#use")
    assert "Its last day is 17 March 2020 or 19 March 2020" in said
