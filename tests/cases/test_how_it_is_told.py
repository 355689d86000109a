"""What is open, over before it began, or not worked out is told as that, and never as more."""

from __future__ import annotations

import re
from typing import ClassVar

import pytest

import guidance
from guidance.engine import budget
from guidance.report.answers import of_answer
from guidance.report.rendering import render
from laws import engine
from laws.small import act, corpus, says, version

USE = version("act@1", "2020-01-01", says("use", "Adults may use it."))
PAUSE = version("act@2", "2020-02-01", act("suspends", "act#use"))
LATER = {"later": {"date": "[2020-02-15..]", "certainty": "forecast", "past": "it had come"}}
REVOKED = version("b@1", "2020-02-15", act("ends", "act#use", start="later"), events=LATER)


def read(answer: guidance.Answer, *, full: bool = False) -> str:
    return re.sub(r"\s+", " ", render(of_answer(answer), "text", full=full))


class TestWhatAppliedInNoCase:
    """No rule applied, which is certain; only why is open, and each case says its own state."""

    KINDS: ClassVar = {
        "paused-or-ended": (
            (USE, PAUSE, REVOKED),
            "if so: no longer; if not: paused",
        ),
        "paused-or-not-yet": (
            (
                version("act@1", "2020-01-01", says("use", "Use it.", start="later"), events=LATER),
                version("b@1", "2020-02-01", act("suspends", "act#use")),
            ),
            "if so: paused; if not: not yet",
        ),
        "set-aside-or-ended": (
            (
                USE,
                version("law@1", "2020-02-01", says("limit", "No information.", force="information",
                                                    displaces=["act#use"])),
                REVOKED,
            ),
            "if so: no longer; if not: set aside",
        ),
    }  # fmt: skip

    @pytest.mark.parametrize(("records", "cases"), KINDS.values(), ids=KINDS)
    def test_the_brief_is_certain_that_none_applied(self, records, cases):
        answer = engine.load(corpus(*records)).as_of("2020-03-01")
        told = read(answer)
        assert told.startswith("On 1 March 2020 no rule applied")
        assert f"no rule either way; {cases}" in told
        assert "cannot be settled" not in told

    def test_where_one_case_has_a_rule_it_stays_open(self):
        told = read(engine.load(corpus(USE, REVOKED)).as_of("2020-03-01"))
        assert told.startswith("On 1 March 2020 it cannot be settled what applied on 1 matter")
        assert "if so: no rule; if not: adults may use it" in told


class TestPausedForCertain:
    """A pause that stands is told without those of which it is open whether they stand too."""

    BESIDE: ClassVar = {
        "only-recommended": version(
            "board@1", "2020-01-15", act("suspends", "act#use", start="go"),
            standing="recommendation", events={"go": {"certainty": "forecast"}},
        ),
        "in-some-month": version(
            "board@1", "2020-01-15", act("suspends", "act#use", start="go"),
            events={"go": "[2020-02-01..2020-06-30]"},
        ),
        "until-some-day": version(
            "board@1", "2020-01-15", act("suspends", "act#use", until="go"),
            events={"go": "[2020-02-10..2020-06-30]"},
        ),
    }  # fmt: skip

    @pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE)
    def test_it_rests_on_nothing_open(self, beside):
        answer = engine.load(corpus(USE, PAUSE, beside)).as_of("2020-03-01")
        [entry] = answer.suspended
        assert [cause.by for cause in entry.causes if cause.kind == "suspended"] == ["act@2"]
        assert "forecast" not in entry.caveats
        assert "board@1" not in guidance.explain(answer, "act#use")

    def test_where_none_stands_for_certain_all_that_may_are_told(self):
        """Until some day in May, and again from one that comes no later: paused all along."""
        first = version("a@1", "2020-02-01", act("suspends", "act#use", until="e"),
                        events={"e": "2020-05"})  # fmt: skip
        second = version("b@1", "2020-02-01", act("suspends", "act#use", start="a@e"))
        answer = engine.load(corpus(USE, first, second)).as_of("2020-05-15")
        [entry] = answer.suspended
        told = [cause.by for cause in entry.causes if cause.kind == "suspended"]
        assert sorted(told) == ["a@1", "b@1"]


class TestOverBeforeItBegan:
    """It had no last day: what ended it is told with its day, before it would have applied."""

    TEXT = says("use", "Use it.", start="2020-06-01")
    ENDS: ClassVar = {
        "by-an-act": version("act@2", "2020-03-01", act("ends", "act#use")),
        "by-an-act-of-its-own-day": version(
            "act@2", "2020-03-01", act("ends", "act#use", start="2020-06-01")
        ),
        "by-a-whole-version": version(
            "act@2", "2020-03-01", says("other", "Else."), extent="whole", pending="dropped"
        ),
        "replaced": version("act@2", "2020-03-01", says("new", "Else.", replaces=["act#use"])),
    }

    @pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
    def test_no_last_day_is_told(self, end):
        answer = engine.load(corpus(version("act@1", "2020-01-01", self.TEXT), end)).as_of(
            "2020-07-01"
        )
        told = guidance.explain(answer, "act#use")
        assert "did not apply on 1 July 2020, nor before" in told
        assert "last day" not in told
        assert "had applied" not in told
        assert "act@2" in told or "act#new" in told
        assert "before it would have applied" in told

    def test_a_brief_of_changes_says_that_it_was_withdrawn(self):
        held = engine.load(
            corpus(version("act@1", "2020-01-01", self.TEXT), self.ENDS["by-an-act"])
        )
        told = guidance.render(held.changes("2020-02-01", "2020-07-01"), "text")
        assert "Withdrawn before it applied: title of use." in told


@pytest.mark.parametrize("full", [False, True], ids=["brief", "all"])
@pytest.mark.parametrize("count", [2, 3])
def test_what_is_not_worked_out_says_so_and_on_what_it_hangs(count, full, monkeypatch):
    monkeypatch.setattr(budget, "STEPS_A_DAY", -1)
    acts = [
        version(f"b{number}@1", "2020-03", act("suspends", "act#use", start="2020-03-01"))
        for number in range(count)
    ]
    told = read(engine.load(corpus(USE, *acts)).as_of("2020-03-15"), full=full)
    assert f"Too tangled to work out here: it depends on {count} days" in told
    assert "“Document b0@1” had been published (some day in March 2020)" in told
    assert "one of these" not in told
    assert "Exactly one" not in told


class TestOtherWordsUnderAPause:
    """The version that says them is named, and not the pause that goes on."""

    ASIDE: ClassVar = {
        "paused": version("b@1", "2020-02-01", act("suspends", "act#use")),
        "paused-until-later": version(
            "b@1", "2020-02-01", act("suspends", "act#use", until="2021-01-01")
        ),
        "set-aside": version("b@1", "2020-02-01", says("limit", "None.", displaces=["act#use"])),
    }  # fmt: skip

    @pytest.mark.parametrize("aside", ASIDE.values(), ids=ASIDE)
    def test_by_whom(self, aside):
        new = version("act@2", "2020-03-01", says("use", "At most 5.", start="2020-06-01"))
        held = engine.load(corpus(USE, aside, new))
        changes = [
            (str(change.id), change.authority, change.because, str(change.earliest))
            for step in held.changes("2020-05-01", "2020-07-01").steps
            for change in step.changes
            if change.ref == "act#use"
        ]
        assert changes == [("wording-changed", "act@2", None, "2020-06-01")]
