"""What a document makes depend on something keeps its state, and is told as conditional."""

from __future__ import annotations

import json

import pytest

import guidance
from guidance.cli import main
from laws import engine
from laws.small import act, corpus, says, source, version

UNLESS = "unless cases rise"


def shield(*more, event=None, **pause):
    """A duty that will be paused from 1 August, unless cases rise."""
    start = {"date": "2020-08-01", "certainty": "forecast", "on-condition": UNLESS}
    return corpus(
        source("page", coverage={"checked": ["2021-06-01"]}),
        version("page@1", "2020-03-01", says("shield", "Stay at home.", force="should")),
        version(
            "page@2",
            "2020-06-22",
            act("suspends", "page#shield", start="pause", **pause),
            events={"pause": event or start},
        ),
        *more,
    )


def entry(records, on, known_on=None):
    [found] = engine.load(records).as_of(on, known_on=known_on).find("page#shield")
    return found


class TestState:
    def test_it_keeps_its_state_and_is_marked(self):
        before, after = entry(shield(), "2020-07-31"), entry(shield(), "2020-08-01")
        assert (before.state, before.conditions) == ("in-force", ())
        assert (after.state, after.conditions) == ("suspended", (UNLESS,))
        assert "conditional" in after.caveats

    def test_never_certain_until_a_record_confirms_it(self):
        answer = engine.load(shield()).as_of("2020-08-01")
        assert not answer.is_certain
        confirmed = shield(
            version("page@3", "2020-08-03", act("fixes-date", "page@pause", date="2020-08-01"))
        )
        answer = engine.load(confirmed).as_of("2020-08-01")
        assert answer.is_certain
        assert entry(confirmed, "2020-08-01").conditions == ()
        assert entry(confirmed, "2020-08-01", known_on="2020-08-02").conditions == (UNLESS,)

    def test_another_forecast_confirms_nothing(self):
        moved = shield(
            version(
                "page@3",
                "2020-07-03",
                act("moves-date", "page@pause", date="2020-09-01", certainty="forecast"),
            )
        )
        assert entry(moved, "2020-08-15").state == "in-force"
        assert entry(moved, "2020-09-01").conditions == (UNLESS,)

    def test_a_condition_that_cannot_matter_any_more_is_not_told(self):
        over = shield(until="2020-10-01")
        assert entry(over, "2020-09-30").conditions == (UNLESS,)
        assert (entry(over, "2020-10-01").state, entry(over, "2020-10-01").conditions) == (
            "in-force",
            (),
        )

    def test_a_pause_that_holds_anyway_rests_on_none(self):
        both = shield(version("law@1", "2020-07-01", act("suspends", "page#shield")))
        assert (entry(both, "2020-08-01").state, entry(both, "2020-08-01").conditions) == (
            "suspended",
            (),
        )

    def test_a_lifting_on_a_condition(self):
        records = shield(
            version(
                "page@3",
                "2020-09-01",
                act("reinstates", "page#shield", start="2020-10-01", on_condition="if all agree"),
            ),
            event={"date": "2020-08-01"},
        )
        assert entry(records, "2020-09-30").conditions == ()
        found = entry(records, "2020-10-01")
        assert (found.state, found.conditions) == ("in-force", ("if all agree",))

    def test_what_it_replaces_or_sets_aside_rests_on_it_too(self):
        start = {"date": "2020-08-01", "on-condition": UNLESS}
        for link, state in (("replaces", "ended"), ("displaces", "displaced")):
            records = corpus(
                version("page@1", "2020-03-01", says("shield", "Stay at home.")),
                version(
                    "law@1",
                    "2020-06-01",
                    says("rule", "Go out.", start="go", **{link: ["page#shield"]}),
                    events={"go": start},
                ),
            )
            found = entry(records, "2020-08-01")
            assert (found.state, found.conditions) == (state, (UNLESS,))

    def test_a_day_that_follows_from_a_conditional_one(self):
        records = corpus(
            version(
                "page@1",
                "2020-03-01",
                says("shield", "Stay at home.", until="over"),
                events={
                    "go": {"date": "2020-08-01", "on-condition": UNLESS},
                    "over": {"date": {"after": "go", "period": "P1M"}},
                },
            )
        )
        assert entry(records, "2020-08-31").conditions == ()
        found = entry(records, "2020-09-01")
        assert (found.state, found.conditions) == ("ended", (UNLESS,))
        assert found.causes[-1].when.condition == UNLESS

    def test_a_delay_on_a_condition_falls_back_to_the_day_before_it(self):
        records = shield(
            version(
                "page@3",
                "2020-07-03",
                act("moves-date", "page@pause", date="2020-09-01", on_condition="if all agree"),
            ),
            event={"date": "2020-08-01"},
        )
        found = entry(records, "2020-08-15")
        assert (found.state, found.conditions) == ("in-force", ("if all agree",))
        assert entry(records, "2020-09-01").conditions == ()


class TestTold:
    def told(self, tmp_path, capsys, *args):
        engine.write(shield(), tmp_path)
        main([*args, "--data", str(tmp_path)])
        return " ".join(capsys.readouterr().out.split())

    def test_before_its_day_beside_the_date(self, tmp_path, capsys):
        told = self.told(tmp_path, capsys, "timeline")
        assert "on a condition: “unless cases rise”" in told

    def test_in_an_answer_and_an_explanation(self, tmp_path, capsys):
        for args in (("as-of", "2020-08-01"), ("explain", "2020-08-01", "page#shield")):
            told = self.told(tmp_path, capsys, *args)
            assert "no record says how it came out" in told
            assert "“unless cases rise”" in told

    def test_the_first_lines_claim_no_more(self, tmp_path, capsys):
        told = self.told(tmp_path, capsys, "as-of", "2020-08-01")
        assert told.startswith("On 1 August 2020 no rule is certain to have applied.")
        assert "Paused by [1] only on a condition (“unless cases rise”), of which no" in told

    def test_not_under_what_applied_for_certain(self, tmp_path, capsys):
        records = corpus(
            version(
                "page@1",
                "2020-03-01",
                says("shield", "Stay at home.", start="go"),
                says("rest", "Rest."),
                events={"go": {"date": "2020-08-01", "on-condition": UNLESS}},
            )
        )
        engine.write(records, tmp_path)
        main(["as-of", "2020-08-02", "--full", "--data", str(tmp_path)])
        told = capsys.readouterr().out
        assert "Applied for certain (1)" in told
        assert "On a condition (1)" in told
        said = " ".join(told.split())
        assert "[1] allows: title of rest. Only on a condition (“unless cases rise”)" in said
        assert main(["as-of", "2020-08-02", "--data", str(tmp_path), "--require-certain"]) == 4

    def test_in_a_change_and_its_json(self):
        report = engine.load(shield()).changes("2020-07-01", "2020-08-02")
        [change] = report.net
        assert change.notes == ("forecast", "conditional")
        assert "on a condition: “unless cases rise”" in guidance.sentence(change)
        event = report.to_dict()["net"][0]["event"]
        assert event["condition"] == UNLESS
        answer = engine.load(shield()).as_of("2020-08-01").to_dict()
        assert answer["suspended"][0]["conditions"] == [UNLESS]

    def test_in_the_calendar(self, tmp_path, capsys):
        told = self.told(tmp_path, capsys, "calendar", "--on", "2020-07-01")
        assert "on a condition" in told.replace("\n ", "").replace(" ", " ")


@pytest.mark.parametrize("on", ["2020-07-01", "2020-09-01"])
def test_a_condition_says_nothing_of_other_provisions(on):
    records = shield(version("law@1", "2020-01-01", says("rule", "Go out.")))
    [found] = engine.load(records).as_of(on).find("law#rule")
    assert found.conditions == ()


def test_a_person_is_told_nothing_for_certain_on_a_condition(tmp_path):
    sheet = {
        "format": "guidance/1",
        "topic": "t",
        "facts": {"adult": {"label": "is an adult", "otherwise": "is a child", "type": "yes-no"}},
    }

    def outcome(condition):
        records = corpus(
            version(
                "law@1",
                "2020-03-01",
                says("use", "Adults may use it.", criteria={"fact": "adult"}),
            ),
            version(
                "law@2",
                "2020-06-01",
                act("suspends", "law#use", start="2020-08-01", **condition),
            ),
        )
        engine.write(records, tmp_path)
        (tmp_path / "facts").mkdir(exist_ok=True)
        (tmp_path / "facts" / "t.json").write_text(json.dumps(sheet), encoding="utf-8")
        return guidance.load(tmp_path).evaluate("2020-09-01", ["adult=yes"], topic="t").outcome

    assert outcome({}) != "allowed"
    assert outcome({"on_condition": UNLESS}) == "undetermined"
