"""What a correction is told as, and what several changes of one statement come to."""

from __future__ import annotations

import pytest

from guidance import report, sentence
from guidance.changes.ids import ChangeId
from laws import engine
from laws.small import act, corpus, says, version

LASTING = {"start": "2020-03-01", "until": "2020-09-01", "jurisdictions": ["GB"]}
FIELDS = {
    "days": (
        {"applies": {"from": "2020-03-10", "until": "2020-09-01"}},
        "the days from and until which it applies: before, from 1 March 2020 until 1 September"
        " 2020; after, from 10 March 2020 until 1 September 2020",
    ),
    "days in one place": (
        {
            "applies": {
                "from": "2020-03-01",
                "until": "2020-09-01",
                "by-place": [{"jurisdictions": ["GB-WLS"], "from": "2020-03-15"}],
            }
        },
        "after, from 1 March 2020 until 1 September 2020; in Wales from 15 March 2020",
    ),
    "what stands after": (
        {"applies": {"from": "2020-03-01", "until": "2020-09-01", "then": "nothing"}},
        "after, from 1 March 2020 until 1 September 2020 (then nothing)",
    ),
    "places": (
        {"jurisdictions": ["GB-ENG"]},
        "where it applies: before, the United Kingdom; after, England",
    ),
    "citation": (
        {"cite": {"section": "2"}},
        "where it stands in its document: before, 1; after, 2",
    ),
    "title": ({"title": "Other"}, "its title: before, Title of p; after, Other"),
    "kind": ({"kind": "setting"}, "its details (kind)"),
    "what no words show": (
        {"cite": {"section": "1", "quote": "Stay."}, "kind": "setting"},
        "its details (kind, place in the document)",
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_it_says_what_is_corrected_and_not_the_same_words_twice(name):
    fields, told = FIELDS[name]
    records = engine.load(
        corpus(
            version("a@1", "2020-01-01", says("p", "Stay at home.", **LASTING)),
            version("a@2", "2020-05-01", act("corrects", "a#p", set=fields)),
        )
    )
    [change] = [c for s in records.timeline() for c in s.changes if c.id is ChangeId.CORRECTED]
    assert told in sentence(change)
    assert "Stay at home" not in sentence(change)
    window = report.window_of(records, "2020-04-01", "2020-06-01")
    page = report.render(report.of_changes(records, window), "markdown", full=True)
    assert told in page.replace("\\", "")


def test_words_are_told_where_they_are_corrected():
    records = engine.load(
        corpus(
            version("a@1", "2020-01-01", says("p", "Stay at home.", **LASTING)),
            version("a@2", "2020-05-01", act("corrects", "a#p", set={"text": "Stay in."})),
        )
    )
    [change] = [c for s in records.timeline() for c in s.changes if c.id is ChangeId.CORRECTED]
    assert "before, “Stay at home” (may); after, “Stay in” (may)" in sentence(change)


def correction(before, **fields):
    """How the correction of a statement's fields is told."""
    records = engine.load(
        corpus(
            version("a@1", "2020-01-01", says("p", before, **LASTING)),
            version("a@2", "2020-05-01", act("corrects", "a#p", set=fields)),
        )
    )
    [change] = [c for s in records.timeline() for c in s.changes if c.id is ChangeId.CORRECTED]
    return sentence(change)


def test_words_that_differ_behind_what_is_quoted_are_named():
    told = correction("Stay at home. " * 40 + "Now.", text="Stay at home. " * 40 + "Later.")
    assert "from its own start on: its details (wording), on the authority" in told


def test_nothing_is_corrected_only_where_nothing_differs():
    told = correction("Stay at home.", text="Stay at home.")
    assert "from its own start on: nothing that is shown, on the authority" in told


def brief(*forces):
    """The brief of the months in which a statement has these forces, one after the other."""
    versions = [
        version(f"a@{n}", f"2020-0{n}-01", says("p", "Stay at home.", force=force))
        for n, force in enumerate(forces, 1)
    ]
    records = engine.load(corpus(*versions))
    window = report.window_of(records, "2020-01-15", "2020-12-31")
    return report.render(report.of_changes(records, window), "text").replace("\n  ", " ")


@pytest.mark.parametrize(
    ("forces", "row"),
    [
        (("should", "must"), "Title of p: stricter"),
        (("should", "must", "may"), "Title of p (1 February 2020 and 1 March 2020): looser"),
        (("should", "may", "must"), "Title of p (1 February 2020 and 1 March 2020): stricter"),
        (
            ("should", "must", "should"),
            "Title of p (1 February 2020 and 1 March 2020): neither stricter nor looser",
        ),
    ],
    ids=str,
)
def test_a_row_tells_which_way_it_went_from_its_first_side_to_its_last(forces, row):
    assert f"1 {row}" in brief(*forces)


def test_a_row_is_about_what_applied_and_not_about_a_record_set_right():
    records = engine.load(
        corpus(
            version("a@1", "2020-01-01", says("p", "Stay at home.", **LASTING)),
            version("a@2", "2020-05-01", act("corrects", "a#p", set=FIELDS["days"][0])),
        )
    )
    window = report.window_of(records, "2020-04-01", "2020-12-31")
    told = report.render(report.of_changes(records, window), "text").replace("\n  ", " ")
    assert "1 Title of p: not looser, otherwise unclear; ended by [1]" in told
    assert "new: nothing takes its place" in told
