"""The answer to a person: at most six lines, the verdict first, alike for people and programs."""

import json

import pytest
from hypothesis import given, settings

from guidance.cli import main
from guidance.wording.rulings import MOST_LINES, ruling_lines
from laws.test_people_laws import AFTER, corpus_of, facts_of, histories, people

PERSON = ["prior-dmt=no", "relapses=1/P24M", "new-mri-lesions=yes"]
ASKED = ["evaluate", "2020-02-01", "alemtuzumab", *(f"--fact={fact}" for fact in PERSON)]

LINES = [
    "On 1 February 2020: not allowed.",
    "In the EU: should not start the treatment, says the European Union's review of Lemtrada"
    " (alemtuzumab), 2019 to 2020 (decision): “It should not be started in anybody else”. It may"
    " even be “must not”: see “Not with certain heart, circulation or bleeding disorders” and “Not"
    " with another auto-immune disorder”. Why: no disease-modifying therapies in spite of which MS"
    " stayed highly active (has had no disease-modifying therapy yet); fewer than 2 relapses that"
    " were disabling within 12 months (1 relapse within 24 months).",
    "A news page (recommendation): outside what “Use as a first treatment” permits: “As a first"
    " treatment it is to be offered only after two relapses within two years, and only if MRI also"
    " shows new lesions”. The two are in tension.",
    "It would be different for a person with 2 relapses that were disabling within 12 months, who"
    " has “MS that is worsening rapidly”, “none of the heart, circulation or bleeding disorders"
    " that are meant” and no auto-immune disorder other than MS (what stands in quotes is for"
    " somebody to judge).",
    "Continue the treatment: cannot be settled; it may be prohibited, or nothing may be said of"
    " them. Not known: has an auto-immune disorder other than MS (other-autoimmune-disorder). Not"
    " defined: “heart circulation bleeding disorder”. Have tests after treatment: nothing is said"
    " of this person; of everyone treated: must, says a charity's page for patients"
    " (information): “All who have had alemtuzumab are tested for side effects until four years"
    " after the last infusion”.",
    "Outside the EU: must not start the treatment, says a news page (recommendation): “As a first"
    " treatment it is to be offered only after two relapses within two years, and only if MRI also"
    " shows new lesions”.",
]


def test_the_untreated_person_with_one_relapse(capsys):
    assert main([*ASKED, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["lines"] == LINES
    assert found["outcome"] == "not-allowed"
    assert len(LINES) <= MOST_LINES


def test_people_read_the_same_lines_and_no_more_than_the_evidence_after_them(capsys):
    assert main([*ASKED, "--format", "markdown"]) == 0
    head, *rest = [each for each in capsys.readouterr().out.splitlines() if each]
    assert head.removeprefix("# ") == LINES[0]
    assert [each.removeprefix("- ").replace("\\", "") for each in rest[:-1]] == LINES[1:]
    assert rest[-1].startswith("Asked about a person with 1 relapse within 24 months, who has")
    assert "16 days old" in rest[-1]


def test_the_reasons_are_data(capsys):
    assert main([*ASKED, "--format", "json"]) == 0
    union = json.loads(capsys.readouterr().out)["places"][0]
    assert union["actions"][0]["why"] == [
        {
            "test": "at least 1 disease-modifying therapy in spite of which MS stayed highly"
            " active",
            "holds": False,
            "rests_on": ["prior-dmt=no"],
        },
        {
            "test": "at least 2 relapses that were disabling within 12 months",
            "holds": False,
            "rests_on": ["relapses=1/P24M"],
        },
    ]


def test_full_tells_what_explains_them(capsys):
    assert main([*ASKED, "--full"]) == 0
    told = capsys.readouterr().out
    for heading in (
        "In the EU",
        "Statements that decide (3)",
        "In tension",
        "How good the evidence",
    ):
        assert heading in told


@pytest.mark.parametrize("place", ["DE", "GB", "IE"])
def test_of_one_place_it_is_one_verdict(place, capsys):
    assert main([*ASKED, "--jurisdiction", place, "--format", "json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert lines[0] == "On 1 February 2020: not allowed — should not start the treatment."
    assert lines[1].startswith("Should not start the treatment, says the European Union's review")
    assert not any("utside the EU" in line for line in lines)


@settings(max_examples=60)
@given(histories(), people)
def test_never_more_than_six(history, known):
    before, after = history
    corpus = corpus_of(before, after)
    ruling = corpus.evaluate(AFTER, facts_of(known), topic="t")
    lines = ruling_lines(ruling, corpus.sheet("t"), {s: f"Source {s}" for s in corpus.sources})
    assert 1 < len(lines) <= MOST_LINES
    assert all(line.endswith((".", "?")) and "\n" not in line for line in lines)
    assert len(set(lines)) == len(lines)
