"""The first lines of a brief on one day, where a rule is not the same all over."""

import pytest

import guidance
from laws.engine import load
from laws.small import act, corpus, says, version

UNLESS = {"date": "2020-02-05", "on-condition": "unless cases rise"}
ENGLAND = {"jurisdictions": ["GB-ENG"]}
RULE = version(
    "law@1", "2020-01-01", says("shield", "Stay at home.", force="must", jurisdictions=["GB"])
)


def told(*versions, on="2020-03-01"):
    answer = load(corpus(RULE, *versions)).as_of(on)
    return " ".join(guidance.render(answer, "text").split())


@pytest.mark.parametrize("standing", ["decision", "law"])
def test_what_rests_on_a_condition_in_one_place_speaks_for_no_other(standing):
    brief = told(
        version(
            "new@1",
            "2020-02-01",
            says("stay", "Stay in.", force="must", start="go", replaces=["law#shield"], **ENGLAND),
            events={"go": UNLESS},
            standing=standing,
        )
    )
    assert "On 1 March 2020 a decision in “Source law” [1] applied; stale" in brief
    assert "[1] requires: title of shield in the United Kingdom except England." in brief
    assert "Only on a condition (“unless cases rise”)" in brief
    assert "came out: title of shield in England" in brief


def test_what_is_due_in_one_place_is_due_there():
    text = says("shield", "Stay in.", force="must", start="go", **ENGLAND)
    brief = told(version("law@2", "2020-02-01", text, events={"go": "2020-06-01"}))
    assert "Due from 1 June 2020: title of shield in England." in brief
    assert "1 Title of shield [1] stay at home To do" in brief  # once, and in no place


def test_what_is_due_all_over_names_no_place():
    text = says("shield", "Stay in.", force="must", start="go", jurisdictions=["GB"])
    brief = told(version("law@2", "2020-02-01", text, events={"go": "2020-06-01"}))
    assert "Due from 1 June 2020: title of shield. 1 " in brief


def test_what_is_paused_in_one_place_is_required_elsewhere():
    brief = told(version("law@2", "2020-02-01", act("suspends", "law#shield", **ENGLAND)))
    assert "[1] requires: title of shield in the United Kingdom except England." in brief
    assert "Paused by [2]: title of shield in England." in brief


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (None, "[2], what [3] says on: title of stay in Scotland."),
        (None, "[1], what [3] says on: title of stay in England."),
        ("GB-SCT", "[1], what [2] says on: title of stay."),
    ],
)
def test_what_sets_aside_is_the_text_that_holds_there(place, said):
    """A provision is stated by another version in each place."""
    texts = [
        version(
            f"new@{code.lower()}",
            "2020-02-01",
            says("stay", words, force="must", displaces=["page#shield"], jurisdictions=[code]),
            standing="law",
        )
        for code, words in (("GB-ENG", "Stay in."), ("GB-SCT", "Stay inside."))
    ]
    page = version("page@1", "2020-01-01", says("shield", "Keep in."), standing="advice")
    answer = load(corpus(page, *texts)).as_of("2020-03-01", jurisdiction=place)
    brief = " ".join(guidance.render(answer, "text").split())
    assert f"Set aside for the time being by {said}" in brief


def test_what_would_be_said_in_some_case_has_its_source():
    """A letter that brings other words on an open day is cited beside the leaflet."""
    leaflet = version("leaflet@2024-01", "2024-01-01", says("dose", "One in the morning."))
    letter = version(
        "leaflet@2024-06",
        "2024-06-03",
        says("dose", "One in the evening.", start="start"),
        events={"start": {"date": "2024-07", "certainty": "forecast"}},
    )
    answer = load(corpus(leaflet, letter)).as_of("2024-07-10")
    brief = " ".join(guidance.render(answer, "text").split())
    assert "cannot be settled [1], [2] if so: one in the evening; if not" in brief
    assert "decision, 1 January 2024. [2]" in brief
    assert brief.endswith("decision, 3 June 2024.")
    words = "If so, it applied as “One in the evening”; if not, it applied as “One in the morning”."
    assert words in guidance.explain(answer, "leaflet#dose")
