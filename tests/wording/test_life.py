"""An explanation tells the life of a statement in few lines; a headline what stands in its way."""

from __future__ import annotations

import pytest

import guidance
from guidance.cli import main
from guidance.wording.reasons import reasons
from laws import engine
from laws.small import act, corpus, says, version

USE = version("act@1", "2014-01-01", says("use", "Adults may use it."))
PAUSE = version("act@2", "2018-02-01", act("suspends", "act#use"))
LIFT = version("act@3", "2020-02-01", act("reinstates", "act#use"))
REVOKE = version(
    "board@1",
    "2018-02-15",
    act("ends", "act#use", start="rev"),
    standing="recommendation",
    events={
        "rev": {"date": "[2018-02-15..]", "certainty": "forecast", "past": "it had been revoked"}
    },
)


def lines(*records, on):
    answer = engine.load(corpus(USE, *records)).as_of(on)
    [entry] = answer.find("act#use")
    return reasons(entry, answer)


class TestExplain:
    def test_a_pause_that_is_over_is_told(self):
        told = lines(PAUSE, LIFT, on="2020-05-01")
        assert told[0].startswith("“Title of use” applied on 1 May 2020")
        assert "It had been paused before: from 1 February 2018 to 31 January 2020." in told
        assert not any("before" in line for line in lines(PAUSE, LIFT, on="2018-01-31"))

    def test_many_pauses_are_told_shortly(self):
        more = [
            version(
                f"act@{year}",
                f"{year}-01-01",
                act("suspends", "act#use", until=f"{year}-03-01"),
            )
            for year in range(2015, 2022)
        ]
        [line] = [each for each in lines(*more, on="2022-05-01") if "before" in each]
        assert "5 more times" in line
        assert "from 1 January 2015 to 28 February 2015" in line

    def test_one_that_began_on_an_unknown_day_is_told_with_what_is_certain(self):
        vague = version(
            "act@2",
            "2018-01-01",
            act("suspends", "act#use", start="halt", until="2018-06-01"),
            events={"halt": "2018-02"},
        )
        [line] = [each for each in lines(vague, on="2020-05-01") if "before" in each]
        assert "at least from 28 February 2018 to 31 May 2018" in line

    def test_paused_or_ended_is_settled_as_far_as_it_is(self):
        told = lines(PAUSE, REVOKE, on="2018-03-01")
        assert told[0] == (
            "“Title of use” did not apply on 1 March 2018; whether it no longer applied or it was"
            " paused cannot be settled."
        )
        [open_question] = [line for line in told if "depends on" in line]
        assert open_question.endswith("If so, it no longer applied; if not, it was paused.")

    @pytest.mark.parametrize(
        ("records", "on"),
        [
            ((), "2019-01-01"),
            ((PAUSE,), "2019-01-01"),
            ((PAUSE, REVOKE), "2019-01-01"),
            ((PAUSE, LIFT), "2021-01-01"),
            ((PAUSE, version("act@4", "2019-01-01", act("ends", "act#use"))), "2020-01-01"),
        ],
    )
    def test_in_three_to_six_lines(self, records, on):
        assert 3 <= len(lines(*records, on=on)) <= 6

    def test_a_forecast_pause_reads_as_one(self):
        forecast = version(
            "act@2",
            "2018-01-01",
            act("suspends", "act#use", start="halt"),
            events={"halt": {"date": "2018-08-01", "certainty": "forecast"}},
        )
        told = " ".join(lines(forecast, on="2018-09-01"))
        assert "paused it on 1 August 2018 (a forecast)" in told


class TestHeadline:
    def told(self, tmp_path, capsys, *records, on, full=False):
        engine.write(corpus(USE, *records), tmp_path)
        args = ["as-of", on, "--data", str(tmp_path), *(["--full"] if full else [])]
        assert main(args) == 0
        return capsys.readouterr().out

    def test_what_is_paused_and_recommended_is_in_the_first_lines(self, tmp_path, capsys):
        board = version(
            "board@1",
            "2018-02-15",
            act("ends", "act#use", proposes="yes"),
            standing="recommendation",
        )
        first = self.told(tmp_path, capsys, PAUSE, board, on="2018-03-01").partition("\n\n")[0]
        words = " ".join(first.split())
        assert words.startswith("On 1 March 2018 no rule applied; stale")
        assert "Paused by [1]: title of use." in words
        assert "Recommended by [2], without effect so far: that “Title of use” end." in words

    def test_once_decided_it_is_no_longer_recommended(self, tmp_path, capsys):
        board = version(
            "board@1",
            "2018-02-15",
            act("ends", "act#use", proposes="yes"),
            standing="recommendation",
        )
        declined = version("act@3", "2018-04-01", act("declines", "board@1"))
        told = self.told(tmp_path, capsys, PAUSE, board, declined, on="2018-05-01")
        assert "Recommended" not in told

    def test_steps_of_a_procedure_happened_and_do_not_apply_for_ever(self, tmp_path, capsys):
        step = says("opened", "The board opened it.", force="information", kind="procedure")
        board = version("board@1", "2015-01-01", step)
        said = says("expected", "It may end.", force="information", kind="announcement")
        page = version("page@1", "2016-01-01", said)
        told = self.told(tmp_path, capsys, board, page, on="2020-01-01", full=True)
        assert "Applied for certain (1)" in told
        happened, _, announced = told.partition("What happened (1)")[2].partition("What was")
        assert "Title of opened — on 1 January 2015" in happened
        assert announced.startswith(" announced (1)")
        assert "Title of expected — on 1 January 2016" in announced
        assert guidance.headline(engine.load(corpus(USE, board)).as_of("2020-01-01")).startswith(
            "On 1 January 2020: 1 statement applied"
        )
