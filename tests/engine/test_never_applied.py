"""Where nothing has applied, an end is told from what was withdrawn, not from what may hold."""

from __future__ import annotations

import pytest

from laws import engine
from laws.small import act, corpus, says, version

LOADED = engine.load(
    corpus(
        version("a@0", "2020-01-01", events={"e": "2020-09-01"}),
        version("z@1", "2020-02-01", act("cancels", "a@e")),
        version("a@1", "[2020-03-01..2020-03-10]", says("p", "One.", start="e"), after=["a@0"]),
        version("a@2", "[2020-03-02..2020-03-12]", says("p", "Two."), after=["a@1"]),
    )
)


@pytest.mark.parametrize("on", ["2020-03-02", "2020-03-05", "2020-03-10", "2020-03-11"])
def test_a_text_that_is_not_out_has_not_ended(on):
    """Until the second version is out, the first one's text is withdrawn: it never applied."""
    (group,) = LOADED.as_of(on).undetermined
    told = {entry.state.value: entry for case in group.cases for entry in case.entries}
    ended, holds = told["ended"], told["in-force"]
    assert (ended.version, "never-applied" in ended.caveats) == ("a@1", True)
    assert holds.version == "a@2"
    assert ("no-evidence" in told) is (on < "2020-03-10")


def test_once_it_is_out_it_holds():
    (entry,) = LOADED.as_of("2020-03-12").find("a#p")
    assert (entry.state.value, entry.version) == ("in-force", "a@2")


def test_what_is_out_has_not_applied_whatever_other_day_is_told_of_another():
    """What is told of the second publication leaves open whether it was out by 2 March."""
    held = engine.load(
        corpus(
            version("a@0", "2020-01-01", events={"e": "2020-09-01"}),
            version("z@1", "2020-01-02", act("cancels", "a@e")),
            version("a@1", "2020-03-02", says("p", "One.", start="e")),
            version("a@2", "2020-02-01", says("p", "Two.", start="e"), after=["a@0"]),
            version("y@1", "2020-04-01", act("fixes-date", "a@2", date="2020-03-06")),
        )
    )
    states = [
        held.as_of(on).find("a#p")[0].state.value
        for on in ("2020-03-01", "2020-03-02", "2020-03-05", "2020-03-06")
    ]
    assert states == ["undetermined", "ended", "ended", "ended"]


HR = {"jurisdictions": ["HR"]}
UNION = version("a@0", "2012-01-01", says("p", "Zero.", jurisdictions=["EU"]))


@pytest.mark.parametrize("before", [(), (UNION,)], ids=["alone", "beside what comes by joining"])
def test_of_two_that_never_applied_the_last_that_was_to_is_told(before):
    """The first was cancelled; the second was ended before its day, on whichever it fell."""
    held = engine.load(
        corpus(
            *before,
            version(
                "a@1",
                "2013-01-01",
                says("p", "One.", start="e", **HR),
                events={"e": "2013-03-10"},
            ),
            version("z@1", "2013-01-02", act("cancels", "a@e")),
            version(
                "a@2",
                "2013-01-03",
                says("p", "Two.", start="f", **HR),
                events={"f": "[2013-03-01..2013-03-09]"},
            ),
            version("y@1", "2013-01-04", act("ends", "a#p", start="2013-02-15", **HR)),
        )
    )
    (entry,) = held.as_of("2013-03-20", jurisdiction="HR").ended
    assert (entry.version, "never-applied" in entry.caveats) == ("a@2", True)
    assert [cause.by for cause in entry.causes if cause.kind == "ended"] == ["y@1"]
