"""What a regulator's file really looks like: rival days, recommendations, and rules withdrawn.

Each case comes in two forms at least, so that what is mended is the kind and not the one instance.
"""

from __future__ import annotations

import json

import pytest

import guidance
from guidance import report
from guidance.cli import main
from guidance.wording.upkeep import discrepancy_sentence
from laws import engine
from laws.small import act, corpus, says, version

USE = version("act@1", "2020-01-01", says("use", "Adults may use it."))


def entry(loaded, on, ref="act#use", known_on=None):
    [found] = loaded.as_of(on, known_on=known_on).find(ref)
    return found


def told(report):
    return [(change.id.value, change.ref) for step in report.steps for change in step.changes]


class TestTwoPagesGiveTwoDays:
    """Valid, both shown, and open only on the days on which it matters."""

    STOP = version(
        "act@2",
        "2020-02-01",
        act("suspends", "act#use", start="stop"),
        events={"stop": {"date": "2020-03", "certainty": "forecast"}},
    )
    ONE = version("one@1", "2020-04-01", act("fixes-date", "act@stop", date="2020-03-18"))
    TWO = version("two@1", "2020-04-02", act("fixes-date", "act@stop", date="2020-03-20"))

    def check(self, loaded, first, last):
        """Open from the first of two days to the eve of the last, and nowhere else."""
        states = {day: entry(loaded, f"2020-03-{day:02}").state.value for day in range(1, 32)}
        for day, state in states.items():
            expected = "in-force" if day < first else "suspended" if day >= last else "undetermined"
            assert state == expected, day

    def test_by_acts_of_two_pages(self):
        loaded = engine.load(corpus(USE, self.STOP, self.ONE, self.TWO))
        self.check(loaded, 18, 20)
        [found] = loaded.discrepancies()
        assert (found.kind, found.counts) == ("day", None)
        assert {found.report.version, found.act.version} == {"one@1", "two@1"}
        [cause] = [c for c in entry(loaded, "2020-03-25").causes if c.kind == "suspended"]
        assert [str(first) for first, _ in cause.when.date.listed] == ["2020-03-18", "2020-03-20"]

    @pytest.mark.parametrize(("on", "is_open"), [("03-17", False), ("03-19", True)])
    def test_both_are_shown_in_text_data_and_report(self, on, is_open):
        loaded = engine.load(corpus(USE, self.STOP, self.ONE, self.TWO))
        page = report.of_answer(loaded.as_of(f"2020-{on}"))
        text = " ".join(report.render(page, "text").split())
        assert ("18 March 2020 or 20 March 2020" in text) is is_open
        assert ("cannot be settled" in text) is is_open
        found = json.loads(report.render(page, "json"))["undetermined"]
        days = [[d["earliest"] for d in group["events"][0]["one_of"]] for group in found]
        assert days == ([["2020-03-18", "2020-03-20"]] if is_open else [])
        window = report.window_of(loaded, "2020-03-01", "2020-03-31")
        for full in (False, True):
            words = report.render(report.of_changes(loaded, window), "text", full=full)
            assert "18 March 2020 or 20 March 2020" in " ".join(words.split())
            assert "between 18 March" not in " ".join(words.split())

    def test_by_events_of_their_own_that_are_the_same(self):
        loaded = engine.load(
            corpus(
                USE,
                version(
                    "act@2",
                    "2020-02-01",
                    act("suspends", "act#use", start="stop"),
                    events={"stop": "2020-03-18"},
                ),
                version(
                    "two@1",
                    "2020-04-02",
                    events={"halt": {"date": "2020-03-20", "same_as": {"event": "act@stop"}}},
                ),
            )
        )
        self.check(loaded, 18, 20)
        assert [each.kind for each in loaded.discrepancies()] == ["day"]

    def test_two_dates_that_share_days_are_no_rivals(self):
        wide = version(
            "one@1", "2020-04-01", act("fixes-date", "act@stop", date="[2020-03-10..2020-03-20]")
        )
        loaded = engine.load(corpus(USE, self.STOP, wide, self.TWO))
        self.check(loaded, 20, 20)
        assert loaded.discrepancies() == ()


class TestAnEndorsementIsReportedForAnotherDay:
    """A discrepancy of days, and the day of whoever speaks with authority counts."""

    def load(self, authority):
        link = {"event": "act@endorsed", **authority}
        return engine.load(
            corpus(
                version(
                    "act@1",
                    "2020-02-01",
                    says("endorsed", "It was endorsed.", start="endorsed", force="information"),
                    events={"endorsed": "2020-02-01"},
                ),
                version(
                    "panel@1",
                    "2020-03-01",
                    events={"endorsed": {"date": "2019-10-26", "same_as": link}},
                ),
            )
        )

    def test_neither_speaks_with_authority(self):
        loaded = self.load({})
        [found] = loaded.discrepancies()
        assert (found.in_report, found.in_act, found.counts) == (
            ("2020-02-01",),
            ("2019-10-26",),
            None,
        ) or (found.in_report, found.in_act) == (("2019-10-26",), ("2020-02-01",))
        assert entry(loaded, "2019-12-01", "act#endorsed").state == "undetermined"

    @pytest.mark.parametrize(
        ("reported", "acted", "apart"),
        [
            (
                {"start": "2019-10-26"},
                {"start": "2020-02-01"},
                ["26 October 2019", "1 February 2020"],
            ),
            (
                {"start": "day"},
                {"start": "2020-02-01"},
                ["some day in November 2019", "1 February 2020"],
            ),
            (
                {"until": "2019-12-01"},
                {"until": "2020-12-01"},
                ["1 December 2019", "1 December 2020"],
            ),
            ({"start": "day"}, {"start": "2019-11-14"}, None),  # one of its days
            ({}, {"start": "2020-02-01"}, None),  # as it stood when the page was published
            ({"start": "act@named"}, {"start": "act@named"}, None),
        ],
        ids=[
            "days",
            "some day of a month",
            "ends",
            "days in common",
            "from publication",
            "one event",
        ],
    )
    def test_by_statements_of_which_one_reports_the_other(self, reported, acted, apart):
        told = {"force": "information", "kind": "procedure"}
        loaded = engine.load(
            corpus(
                version("act@1", "2019-01-01", says("endorsed", "It is endorsed.", **told, **acted),
                        events={"named": "2019-06-01"}),
                version("panel@1", "2020-03-01",
                        says("told", "It was.", reports=["act#endorsed"], **told, **reported),
                        events={"day": "2019-11"}),
            )
        )  # fmt: skip
        sentences = [discrepancy_sentence(each) for each in loaded.discrepancies()]
        if apart is None:
            assert sentences == []
        else:
            [sentence] = sentences
            assert f"the report says {apart[0]}; the act says {apart[1]}." in sentence

    def test_one_does(self):
        loaded = self.load({"authority": "yes"})
        [found] = loaded.discrepancies()
        assert found.counts == "panel@1"
        assert entry(loaded, "2019-12-01", "act#endorsed").state == "in-force"


class TestASuspensionIsOnlyRecommended:
    """It is told as a recommendation, and nothing is paused before somebody decides."""

    DECIDED = version("act@3", "2020-04-01", act("suspends", "act#use"))

    def test_marked_it_has_no_effect(self):
        board = version(
            "board@1",
            "2020-01-15",
            act("suspends", "act#use", proposes="yes", start="go"),
            standing="recommendation",
            events={"go": {"certainty": "forecast"}},
        )
        loaded = engine.load(corpus(USE, board, self.DECIDED))
        assert entry(loaded, "2020-03-01").state == "in-force"
        assert entry(loaded, "2020-04-01").state == "suspended"
        words = guidance.explain(loaded.as_of("2020-03-01"), "act#use")
        assert "recommended that it be paused" in words
        assert "paused it" not in words

    def test_unmarked_it_may_have_begun_and_check_asks(self, tmp_path, capsys):
        board = version(
            "board@1",
            "2020-01-15",
            act("suspends", "act#use", start="go"),
            standing="recommendation",
            events={"go": {"certainty": "forecast", "past": "the pause had begun"}},
        )
        engine.write(corpus(USE, board, self.DECIDED), tmp_path)
        loaded = guidance.load(tmp_path)
        assert entry(loaded, "2020-03-01").state == "undetermined"
        assert entry(loaded, "2020-04-01").state == "suspended"
        main(["check", "--data", str(tmp_path)])
        assert "proposes: yes" in " ".join(capsys.readouterr().out.split())


class TestPausedWhileItsEndIsRecommended:
    """Paused for certain; what stays open is said once."""

    PAUSE = version("act@2", "2020-02-01", act("suspends", "act#use"))

    @pytest.mark.parametrize("kind", ["ends", "reinstates"])
    def test_marked_it_is_paused_for_certain(self, kind):
        board = version(
            "board@1",
            "2020-02-15",
            act(kind, "act#use", proposes="yes"),
            standing="recommendation",
        )
        found = entry(engine.load(corpus(USE, self.PAUSE, board)), "2020-03-01")
        assert (found.state, [each.stage for each in found.proposals]) == (
            "suspended",
            ["recommended"],
        )

    def test_unmarked_it_did_not_apply_either_way(self):
        board = version(
            "board@1",
            "2020-02-15",
            act("ends", "act#use", start="rev"),
            standing="recommendation",
            events={"rev": {"date": "[2020-02-15..]", "certainty": "forecast"}},
        )
        answer = engine.load(corpus(USE, self.PAUSE, board)).as_of("2020-03-01")
        words = guidance.explain(answer, "act#use")
        assert "did not apply on 1 March 2020" in words
        assert words.count("It depends on whether") == 1


class TestEndedBeforeItsNextTextBegan:
    """It applied and ended: an end is told from the text that was in force."""

    FIRST = version("act@1", "2020-01-01", says("fee", "Pay 100.", start="2020-06-01"))
    END = version("act@3", "2020-09-01", act("ends", "act#fee", start="2020-10-01"))

    @pytest.mark.parametrize("text", ["Pay 80.", "Pay 100."])
    def test_net_never_says_that_it_never_applied(self, text):
        second = version("act@2", "2020-03-01", says("fee", text, start="2020-12-01"))
        loaded = engine.load(corpus(self.FIRST, second, self.END))
        report = loaded.changes("2020-01-15", "2021-01-15")
        assert "provision-withdrawn" not in [change.id for change in report.net]
        within = loaded.changes("2020-07-01", "2021-01-15")
        [net] = within.net
        assert (net.id, net.before.provision.text) == ("provision-ended", "Pay 100.")
        assert entry(loaded, "2021-01-15", "act#fee").version == "act@1"
        words = guidance.explain(loaded.as_of("2021-01-15"), "act#fee")
        assert "It had applied from 1 June 2020" in words
        assert "last day was 30 September 2020" in words


class TestWithdrawnBeforeItsDay:
    """Never applied, took nobody's place, and nothing applies from then in the calendar."""

    NEW = version(
        "act@2",
        "2020-06-01",
        says("new", "Pay 120.", start="rate", replaces=["act#use"]),
        events={"rate": {"date": "2021-01-01", "certainty": "forecast"}},
    )

    @pytest.mark.parametrize("start", [{}, {"start": "2020-12-31"}, {"start": "2021-01-01"}])
    def test_it_never_applied(self, start, tmp_path, capsys):
        gone = version("act@3", "2020-11-01", act("ends", "act#new", **start))
        engine.write(corpus(USE, self.NEW, gone), tmp_path)
        loaded = guidance.load(tmp_path)
        found = entry(loaded, "2021-06-01", "act#new")
        assert found.state == "ended"
        assert "never-applied" in found.caveats
        assert entry(loaded, "2021-06-01").state == "in-force"
        words = guidance.explain(loaded.as_of("2021-06-01"), "act#new")
        assert "nor before" in words
        assert "had applied" not in words
        assert "took the place" not in words
        main(["calendar", "--on", "2020-12-01", "--data", str(tmp_path)])
        assert "applies from then: act#new" not in capsys.readouterr().out

    def test_put_off_twice_and_then_withdrawn(self):
        loaded = engine.load(
            corpus(
                USE,
                self.NEW,
                version("act@3", "2020-11-01", act("moves-date", "act@rate", date="2021-03-01")),
                version("act@4", "2021-02-01", act("moves-date", "act@rate", date="2021-09-01")),
                version("act@5", "2021-08-01", act("ends", "act#new", start="2021-09-01")),
            )
        )
        found = entry(loaded, "2021-10-01", "act#new")
        assert (found.state, "never-applied" in found.caveats) == ("ended", True)


class TestTheNetResultKeepsTheDay:
    """Steps and net give one day for what was withdrawn."""

    @pytest.mark.parametrize("deed", [act("cancels", "act@go"), act("ends", "act#rule")])
    def test_withdrawn_on_one_day(self, deed):
        loaded = engine.load(
            corpus(
                version(
                    "act@1",
                    "2021-01-15",
                    says("rule", "Value by index.", start="go"),
                    events={"go": {"date": "2021-11-01", "certainty": "forecast"}},
                ),
                version("board@1", "2021-09-30", deed),
            )
        )
        report = loaded.changes("2021-01-15", "2021-12-31")
        steps = [c for step in report.steps for c in step.changes if c.id == "provision-withdrawn"]
        [net] = [c for c in report.net if c.id == "provision-withdrawn"]
        assert [(c.earliest, c.latest) for c in steps] == [(net.earliest, net.latest)]
        assert str(net.earliest) == "2021-09-30"
