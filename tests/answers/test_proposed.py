"""A recommendation stands beside what it would touch, from being made to what becomes of it."""

from __future__ import annotations

import pytest

import guidance
from guidance.errors import RecordsError
from guidance.upkeep.findings import find
from laws import engine
from laws.small import act, corpus, says, version

USE = version("act@1", "2020-01-01", says("use", "Adults may use it."))
BOARD = version(
    "board@1",
    "2020-02-15",
    act("suspends", "act#use", proposes="yes", id="pause"),
    standing="recommendation",
)
PAUSE = "board@1/pause"


def told(*records, known_on=None):
    """For some days, the state of the provision and how far each proposal has come."""
    loaded = engine.load(corpus(USE, *records))

    def on(day):
        [entry] = loaded.as_of(day, known_on=known_on).find("act#use")
        return entry.state.value, {p.act: p.stage.value for p in entry.proposals}

    return on


def changes(*records):
    report = engine.load(corpus(USE, *records)).changes("2020-01-15", "2020-12-31")
    return [(str(s.earliest), c.id.value, c.ref) for s in report.steps for c in s.changes]


class TestStages:
    def test_recommended_it_has_no_effect(self):
        on = told(BOARD)
        assert on("2020-02-14") == ("in-force", {})
        assert on("2020-02-15") == ("in-force", {PAUSE: "recommended"})
        assert on("2030-01-01") == ("in-force", {PAUSE: "recommended"})

    def test_endorsed_by_an_opinion_adopted_by_a_decision(self):
        on = told(
            BOARD,
            version("house@1", "2020-03-01", act("adopts", "board@1"), standing="opinion"),
            version("state@1", "2020-04-01", act("adopts", PAUSE), act("suspends", "act#use")),
        )
        assert on("2020-03-01") == ("in-force", {PAUSE: "endorsed"})
        assert on("2020-04-01") == ("suspended", {PAUSE: "adopted"})

    def test_adopted_in_part_from_a_later_day(self):
        on = told(
            BOARD,
            version(
                "state@1",
                "2020-04-01",
                act("adopts", PAUSE, in_part="yes", start="2020-06-01"),
                act("suspends", "act#use", start="2020-06-01", until="2020-08-01"),
            ),
        )
        assert on("2020-05-31") == ("in-force", {PAUSE: "adopted-in-part"})
        assert on("2020-06-01") == ("suspended", {PAUSE: "adopted-in-part"})

    def test_declined_it_is_told_for_ever_and_has_never_had_effect(self):
        on = told(BOARD, version("state@1", "2020-04-01", act("declines", PAUSE)))
        assert on("2020-04-01") == ("in-force", {PAUSE: "declined"})
        assert on("2024-01-01") == ("in-force", {PAUSE: "declined"})

    @pytest.mark.parametrize(
        ("newer", "state"),
        [
            (version("state@1", "2020-04-01", act("suspends", "act#use")), "suspended"),
            (version("state@1", "2020-04-01", act("ends", "act#use")), "ended"),
            (
                version("state@1", "2020-04-01", says("use", "Nobody may.", replaces=["act#use"])),
                "ended",
            ),
            (
                version(
                    "board@2",
                    "2020-04-01",
                    act("suspends", "act#use", proposes="yes", id="longer"),
                    standing="recommendation",
                ),
                "in-force",
            ),
        ],
        ids=["same kind", "its end", "a successor", "a newer proposal"],
    )
    def test_overtaken_by_what_does_not_name_it(self, newer, state):
        on = told(BOARD, newer)
        assert on("2020-03-31") == ("in-force", {PAUSE: "recommended"})
        found, proposals = on("2020-04-01")
        assert (found, proposals[PAUSE]) == (state, "overtaken")

    def test_an_act_of_another_kind_leaves_it_open(self):
        pause = version("state@1", "2020-01-20", act("suspends", "act#use"))
        end = version(
            "board@1",
            "2020-02-15",
            act("ends", "act#use", proposes="yes", id="end"),
            standing="recommendation",
        )
        lifted = version("state@2", "2020-04-01", act("reinstates", "act#use"))
        on = told(pause, end, lifted)
        assert on("2020-02-15") == ("suspended", {"board@1/end": "recommended"})
        assert on("2020-04-01") == ("in-force", {"board@1/end": "recommended"})

    def test_proposed_words_stand_beside_the_ones_in_force(self):
        on = told(
            version(
                "act@2",
                "2020-02-01",
                says("use", "Adults over 60 may use it.", proposes="yes"),
                standing="recommendation",
            ),
            version("act@3", "2020-05-01", says("use", "Adults over 50 may use it.")),
        )
        assert on("2020-03-01") == ("in-force", {"act#use": "recommended"})
        assert on("2020-05-01") == ("in-force", {"act#use": "overtaken"})

    def test_only_where_it_would_act(self):
        loaded = engine.load(
            corpus(
                version("act@1", "2020-01-01", says("use", "Use it.", jurisdictions=["GB"])),
                version(
                    "board@1",
                    "2020-02-15",
                    act("suspends", "act#use", proposes="yes", jurisdictions=["GB-WLS"]),
                    standing="recommendation",
                ),
            )
        )
        for place, count in (("GB-WLS", 1), ("GB-ENG", 0)):
            [entry] = loaded.as_of("2020-03-01", jurisdiction=place).entries()
            assert len(entry.proposals) == count


class TestKnowledge:
    def test_what_was_decided_later_is_not_known_before(self):
        records = BOARD, version("state@1", "2020-04-01", act("adopts", PAUSE))
        assert told(*records, known_on="2020-03-31")("2020-05-01")[1] == {PAUSE: "recommended"}
        assert told(*records, known_on="2020-02-01")("2020-05-01")[1] == {}

    def test_a_decision_on_an_unknown_day_leaves_it_open(self):
        loaded = engine.load(
            corpus(USE, BOARD, version("state@1", "[2020-04-01..2020-04-30]", act("adopts", PAUSE)))
        )
        [entry] = loaded.as_of("2020-04-10").find("act#use")
        [proposed] = entry.proposals
        assert (proposed.stage, proposed.is_open) == ("recommended", False)
        assert [turn.stage for turn in proposed.possible] == ["adopted"]
        assert "cannot be settled" in guidance.explain(loaded.as_of("2020-04-10"), "act#use")
        [entry] = loaded.as_of("2020-04-30").find("act#use")
        assert entry.proposals[0].stage == "adopted"


class TestTold:
    DECIDED = (
        BOARD,
        version("house@1", "2020-03-01", act("adopts", "board@1"), standing="opinion"),
        version("state@1", "2020-04-01", act("adopts", PAUSE), act("suspends", "act#use")),
    )

    def test_in_the_changes_each_on_its_day(self):
        assert changes(*self.DECIDED) == [
            ("2020-02-15", "proposed", "board@1"),
            ("2020-03-01", "endorsed", "house@1"),
            ("2020-04-01", "suspended", "act#use"),
            ("2020-04-01", "adopted", "state@1"),
        ]

    def test_declined_and_overtaken_too(self):
        declines = version("state@1", "2020-04-01", act("declines", PAUSE))
        assert ("2020-04-01", "declined", "state@1") in changes(BOARD, declines)
        ends = version("state@1", "2020-04-01", act("ends", "act#use"))
        assert ("2020-04-01", "overtaken", "state@1") in changes(BOARD, ends)

    def test_a_recommendation_changes_nothing_between_two_days(self):
        report = engine.load(corpus(USE, BOARD)).changes("2020-01-15", "2020-12-31")
        assert report.net == ()
        [step] = report.steps
        assert step.changes[0].direction is None

    def test_the_act_that_decided_binds_on_the_recommendation_of_another(self):
        loaded = engine.load(corpus(USE, *self.DECIDED))
        [change] = loaded.changes("2020-03-15", "2020-12-31").net
        assert (change.id, change.authority) == ("suspended", "state@1")
        assert change.rests_on == (("board@1", "Document board@1"),)
        sentence = guidance.sentence(change)
        assert "on the authority of “Document state@1”" in sentence
        assert "on the recommendation of “Document board@1”" in sentence
        reasons = guidance.explain(loaded.as_of("2020-05-01"), "act#use")
        assert "paused it on 1 April 2020, on the recommendation of “Document board@1”" in reasons

    def test_an_act_that_waited_binds_by_what_adopted_it(self):
        loaded = engine.load(
            corpus(
                USE,
                version(
                    "board@1",
                    "2020-02-15",
                    act("ends", "act#use", start="go", id="end"),
                    standing="recommendation",
                    events={"go": {"date": "[2020-02-15..]", "certainty": "forecast"}},
                ),
                version(
                    "state@1",
                    "2020-04-01",
                    act("adopts", "board@1/end"),
                    act("fixes-date", "board@go", date="2020-04-01"),
                ),
            )
        )
        [entry] = loaded.as_of("2020-05-01").find("act#use")
        assert (entry.state, entry.causes[-1].by) == ("ended", "state@1")
        assert entry.causes[-1].rests_on == ("board@1",)
        [net] = loaded.changes("2020-03-15", "2020-12-31").net
        assert (net.authority, net.rests_on[0][0]) == ("state@1", "board@1")

    def test_in_the_json_of_an_answer(self):
        loaded = engine.load(corpus(USE, *self.DECIDED))
        [entry] = loaded.as_of("2020-03-15").to_dict()["in_force"]
        [proposal] = entry["proposals"]
        assert (proposal["act"], proposal["stage"], proposal["by"]) == (
            PAUSE,
            "endorsed",
            "house@1",
        )
        assert proposal["on"]["earliest"] == "2020-03-01"
        assert proposal["stages"] == ["recommended", "endorsed"]

    def test_what_is_only_proposed_is_no_lack_of_evidence(self):
        loaded = engine.load(
            corpus(
                USE,
                version(
                    "board@1",
                    "2020-02-15",
                    says("limit", "Only adults over 60 may use it.", proposes="yes"),
                    standing="recommendation",
                ),
            )
        )
        words = guidance.explain(loaded.as_of("2020-03-01"), "board#limit")
        assert "was only proposed by 1 March 2020" in words
        assert "no decision is recorded" in words

    def test_adoptions_tell_each_with_its_outcome(self):
        loaded = engine.load(corpus(USE, *self.DECIDED))
        [found] = loaded.adoptions()
        assert (found.ref, found.about, found.outcome, found.by) == (
            PAUSE,
            ("act#use",),
            "adopted",
            "state@1",
        )
        assert [stage.version for stage in found.stages] == ["board@1", "house@1", "state@1"]
        [found] = loaded.adoptions(known_on="2020-03-15")
        assert (found.outcome, found.by) == ("open", None)


class TestFaults:
    @pytest.mark.parametrize(
        ("target", "problem"),
        [
            ("board@9", "no proposal board@9 is recorded"),
            ("board@1/pauze", "no proposal board@1/pauze is recorded"),
            ("act@1", "act@1 proposes nothing"),
            ("act#use", "act#use proposes nothing"),
        ],
    )
    def test_a_ruling_on_nothing_is_refused(self, target, problem):
        ruling = version("state@1", "2020-04-01", act("adopts", target))
        with pytest.raises(RecordsError) as refused:
            engine.load(corpus(USE, BOARD, ruling))
        assert problem in engine.faults(refused.value)
        assert "amendments.0.proposals.0" in engine.faults(refused.value)

    def test_nothing_is_adopted_before_it_is_proposed(self):
        ruling = version("state@1", "2020-02-01", act("declines", PAUSE))
        with pytest.raises(RecordsError) as refused:
            engine.load(corpus(USE, BOARD, ruling))
        assert "was first proposed in board@1" in engine.faults(refused.value)


class TestCheckAsks:
    def ask(self, *records):
        return [
            (each.record, each.field)
            for each in find(engine.load(corpus(USE, *records))._registry)
            if each.code == "recommendation-unmarked"
        ]

    def test_where_a_recommendation_acts_unmarked_on_what_binds(self):
        board = version("board@1", "2020-02-15", act("ends", "act#use"), standing="opinion")
        assert self.ask(board) == [("board@1", "amendments.0")]
        rival = says("use", "Nobody may.", replaces=["act#use"])
        board = version("board@1", "2020-02-15", rival, standing="recommendation")
        assert self.ask(board) == [("board@1", "provisions.use.replaces.0")]

    def test_not_where_it_is_marked_decided_on_or_only_advice(self):
        assert self.ask(BOARD) == []
        assert self.ask(version("board@1", "2020-02-15", act("ends", "act#use"))) == []
        advice = version("act@2", "2020-02-15", act("suspends", "act#use"), standing="advice")
        assert self.ask(advice) == []
        waits = version(
            "board@1",
            "2020-02-15",
            act("ends", "act#use", start="go"),
            standing="recommendation",
            events={"go": {"date": "[2020-02-15..]", "certainty": "forecast"}},
        )
        assert self.ask(waits) == [("board@1", "amendments.0")]
        assert self.ask(waits, version("s@1", "2020-03-01", act("declines", "board@1"))) == []


def test_what_is_marked_later_is_told_as_proposed_beside_what_waits():
    """The first version lets it wait for somebody else's day; the second only proposes it."""
    waits = {"e": {"date": "2020-12", "certainty": "forecast"}}
    first = version(
        "board@1",
        "2020-02-01",
        says("p", "One.", start="e", replaces=["act#use"]),
        events=waits,
        standing="recommendation",
    )
    second = version(
        "board@2",
        "2020-03-01",
        says("p", "Two.", start="e", replaces=["act#use"], proposes="yes"),
        standing="recommendation",
    )
    held = engine.load(corpus(USE, first, second))
    [entry] = held.as_of("2020-03-10").find("act#use")
    assert [(p.act, p.is_marked) for p in entry.proposals] == [("board#p", True)]
    [alone] = engine.load(corpus(USE, first)).as_of("2020-03-10").find("act#use")
    assert alone.proposals == ()


def test_an_act_that_waited_is_of_whoever_can_bind_and_adopted_it():
    """Who only endorses it decides nothing."""
    board = version(
        "board@1",
        "2020-02-15",
        act("suspends", "act#use", id="pause", start="e"),
        events={"e": {"date": "2020-04-01", "certainty": "forecast"}},
        standing="recommendation",
    )
    panel = version("panel@1", "2020-03-01", act("adopts", PAUSE), standing="opinion")
    ministry = version("ministry@1", "2020-03-10", act("adopts", PAUSE))

    def behind(*records):
        [entry] = engine.load(corpus(USE, board, *records)).as_of("2020-05-01").find("act#use")
        return [(cause.by, cause.rests_on) for cause in entry.causes if cause.kind == "suspended"]

    assert behind(panel) == [("board@1", ())]
    assert behind(panel, ministry) == [("ministry@1", ("board@1",))]
