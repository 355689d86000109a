"""The status of a statement, fit to be passed on alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.engine.states import State
from guidance.wording.statuses import NOT_RECORDED, STANDINGS, status_kind, status_words
from laws import engine
from laws.small import act, corpus, says, source, version

CHECKED = source("act", coverage={"checked": ["2021-01-01"]})


def status(records, on, known_on=None):
    answer = engine.load(records).as_of(on, known_on=known_on)
    [entry] = answer.find("act#use")
    return status_words(entry, answer)


def used(*more, standing="decision", **fields):
    first = version("act@1", "2020-01-01", says("use", "Use it.", **fields), standing=standing)
    return corpus(CHECKED, first, *more)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("law", "in force"),
        ("decision", "in force"),
        ("recommendation", "recommended, not in force"),
        ("opinion", "recommended in an opinion, not in force"),
        ("advice", "advised, binds nobody"),
        ("information", "stated for information, binds nobody"),
    ],
)
def test_only_what_binds_is_in_force(standing, words):
    assert status(used(standing=standing), "2020-06-01") == words


def test_what_only_is_proposed_is_not_in_force_whoever_says_so():
    draft = used(standing="law", proposes="yes")
    for on in ("2020-01-01", "2020-06-01"):
        assert status(draft, on) == "only proposed, not in force; so far recommended"
    assert status(draft, "2019-12-31").startswith("not recorded")


def test_what_is_to_come_names_its_day():
    later = used(start="2020-07-01")
    assert status(later, "2020-06-30") == "not in force yet; to apply from 1 July 2020"
    assert status(later, "2020-07-01") == "in force"
    recommended = used(start="2020-07-01", standing="recommendation")
    assert status(recommended, "2020-06-30") == (
        "recommended, not in force; to apply from 1 July 2020"
    )


def test_what_ended_names_its_last_day():
    ended = used(version("act@2", "2020-03-01", act("ends", "act#use")))
    assert status(ended, "2020-03-01") == "ended on 29 February 2020"
    unsure = used(version("act@2", "2020-03", act("ends", "act#use")))
    assert status(unsure, "2020-06-01").startswith("ended; its last day was some day between")


def test_what_was_only_recommended_and_ended_was_never_in_force():
    ended = used(version("act@2", "2020-03-01", act("ends", "act#use")), standing="recommendation")
    assert status(ended, "2020-06-01") == (
        "ended on 29 February 2020 (it was recommended, not in force)"
    )


def test_what_is_paused_or_set_aside_is_not_in_force():
    paused = used(version("board@1", "2020-03-01", act("suspends", "act#use")))
    assert status(paused, "2020-06-01") == "paused, not in force"
    by = version("board@1", "2020-03-01", says("other", "Do not.", displaces=["act#use"]))
    assert status(used(by), "2020-06-01") == (
        "set aside for the time being by board#other, not in force"
    )


def test_what_is_open_says_on_what_it_depends():
    start = {"start": {"date": "2020-07", "past": "the use had begun"}}
    first = version("act@1", "2020-01-01", says("use", "Use it.", start="start"), events=start)
    told = status(corpus(CHECKED, first), "2020-07-15")
    assert told == (
        "cannot be settled: it depends on whether the use had begun (some day in July 2020)"
    )


def test_what_rests_on_a_condition_is_not_simply_in_force():
    start = {"start": {"date": "2020-07-01", "on-condition": "unless cases rise"}}
    first = version("act@1", "2020-01-01", says("use", "Use it.", start="start"), events=start)
    told = status(corpus(CHECKED, first), "2020-08-01")
    assert told == (
        "in force, on a condition (no record says how it came out: “unless cases rise”)"
    )
    pause = version("act@2", "2020-01-02", act("suspends", "act#use", start="start"), events=start)
    told = status(used(pause), "2020-08-01")
    assert told.startswith("paused, not in force; that rests on a condition")


def test_before_the_first_record_nothing_is_recorded():
    told = status(used(), "2019-12-31")
    assert told == "not recorded: nothing is recorded of it for this day"
    assert status(used(), "2020-06-01", known_on="2019-06-01") == (
        "not recorded: nothing is recorded of it for this day, by what was published by 1 June 2019"
    )


@pytest.mark.parametrize(
    ("act_in_scotland", "there"),
    [
        ("ends", "ended on 29 February 2020 (in Scotland)"),
        ("suspends", "paused (in Scotland), not in force"),
    ],
)
def test_what_is_said_of_a_place_names_it(act_in_scotland, there):
    """Whoever passes on the status alone must not speak for the whole country."""
    act_there = act(act_in_scotland, "act#use", jurisdictions=["GB-SCT"])
    records = used(version("act@2", "2020-03-01", act_there), jurisdictions=["GB"])
    answer = engine.load(records).as_of("2020-04-01")
    assert [status_words(entry, answer) for entry in answer.find("act#use")] == [
        "in force (in the United Kingdom except Scotland)",
        there,
    ]


def test_what_may_not_have_been_published_yet_says_so():
    """It is no recommendation, and nothing to come, where nobody may have made it yet."""
    first = version("act@1", "2020", says("use", "Use it.", start="2021-01-01"))
    records = corpus(CHECKED, {**first, "standing": "recommendation"})
    assert status(records, "2020-06-01") == (
        "not settled whether published by then; if it was: recommended, not in force; to apply from"
        " 1 January 2021"
    )
    assert status(records, "2020-12-31").startswith("recommended, not in force; to apply")
    at_once = corpus(CHECKED, version("act@1", "2020", says("use", "Use it."), standing="advice"))
    assert status(at_once, "2020-06-01").startswith(
        "at most advised, binds nobody; whether it applied cannot be settled: it depends on whether"
    )


def test_a_place_never_follows_what_is_not_so():
    """ "Not in force (in Scotland)" would say that it is in force elsewhere."""
    records = used(jurisdictions=["GB-SCT"], standing="recommendation")
    assert status(records, "2020-06-01") == "recommended (in Scotland), not in force"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("procedure", "tells of a step that was taken"),
        ("announcement", "tells of a step that was expected"),
    ],
)
def test_a_step_of_a_procedure_is_not_in_force(kind, words):
    step = used(kind=kind, force="information", standing="law")
    assert status(step, "2020-06-01") == words


def test_what_nobody_looked_at_since_says_so():
    assert status(used(), "2021-01-01") == "in force"
    assert status(used(), "2021-01-02") == (
        "in force, as last known on 1 January 2021; nobody is recorded to have looked since"
    )
    assert "as last known on 1 January 2020" in status(used(), "2020-06-01", known_on="2020-06-01")


ACTS = st.sampled_from(["suspends", "reinstates", "ends"])
MONTHS = st.sampled_from(["2020-02", "2020-02-10", "2020-03", "[2020-01-20..2020-02-20]"])


@given(
    st.sampled_from(sorted(STANDINGS)),
    st.lists(st.tuples(ACTS, MONTHS), max_size=3),
    st.sampled_from(["2019-12-31", "2020-01-15", "2020-02-10", "2020-02-20", "2020-05-01"]),
)
@settings(max_examples=60)
def test_no_status_can_be_taken_for_another(standing, acts, on):
    """Law: *in force* alone is said where it binds and is certain, and nowhere else."""
    later = [
        version(f"board-{number}@1", day, act(kind, "act#use"))
        for number, (kind, day) in enumerate(acts)
    ]
    answer = engine.load(used(*later, standing=standing)).as_of(on)
    for entry in answer.find("act#use"):
        told, kind = status_words(entry, answer), status_kind(entry, answer)
        binds = standing in ("law", "decision")
        is_in_force = entry.state is State.IN_FORCE and binds
        assert (kind == "in force") is is_in_force
        assert told.startswith("in force") is is_in_force
        assert told.startswith(NOT_RECORDED) is (entry.state is State.NO_EVIDENCE)
        assert ("cannot be settled: " in told) is (entry.state is State.UNDETERMINED)
        if entry.state in (State.SUSPENDED, State.DISPLACED) or standing in (
            "recommendation",
            "opinion",
        ):
            assert "not in force" in told or entry.state is State.NO_EVIDENCE
