"""What is put off until a day is fixed has not happened in any world, and is not cancelled."""

import pytest

import guidance
from cases.asking import both, case, expect
from laws import engine
from laws.small import act, corpus, says, version

RULE = version("law@1", "2020-01-01", says("rule", "Pay.", start="go"), events={"go": "2020-03-01"})
PUT_OFF = version("law@2", "2020-02-01", act("moves-date", "law@go", date="until-fixed"))
FIXED = version("law@3", "2020-09-01", act("fixes-date", "law@go", date="2020-10-01"))

CASES = [
    case(
        "put-off",
        "not on its old day, nor ever, until a record dates it",
        corpus(RULE, PUT_OFF, FIXED),
        expect("law#rule", "2020-03-01", "upcoming"),
        expect("law#rule", "2020-10-01", "in-force"),
        expect("law#rule", "2030-01-01", "upcoming", known_on="2020-08-01"),
        expect("law#rule", "2020-03-01", "in-force", known_on="2020-01-15"),
    ),
    case(
        "an-end-put-off",
        "an end that is put off leaves it in force",
        corpus(
            version(
                "law@1",
                "2020-01-01",
                says("rule", "Pay.", until="stop"),
                events={"stop": "2020-03-01"},
            ),
            version("law@2", "2020-02-01", act("moves-date", "law@stop", date="until-fixed")),
        ),
        expect("law#rule", "2024-01-01", "in-force"),
    ),
    case(
        "a-pause-put-off",
        "and so does a pause",
        corpus(
            version("law@1", "2020-01-01", says("rule", "Pay.")),
            version(
                "law@2",
                "2020-02-01",
                act("suspends", "law#rule", start="halt"),
                events={"halt": "until-fixed"},
            ),
        ),
        expect("law#rule", "2024-01-01", "in-force"),
    ),
    case(
        "what-follows-from-it",
        "a day that follows from one put off has not come either",
        corpus(
            version(
                "law@1",
                "2020-01-01",
                says("rule", "Pay.", start="due"),
                events={
                    "go": "until-fixed",
                    "due": {"date": {"after": "go", "period": "P6M"}},
                },
            ),
        ),
        expect("law#rule", "2024-01-01", "upcoming"),
    ),
]


@both(CASES)
def test_put_off(ask, each):
    ask(each)


def told(*records, on="2020-05-01"):
    return guidance.explain(engine.load(corpus(*records)).as_of(on), "law#rule")


@pytest.mark.parametrize("records", [(RULE, PUT_OFF), (CASES[3].corpus.versions[0],)])
def test_it_is_told_as_put_off_and_not_as_cancelled(records):
    words = told(*records)
    assert "from a day still to be fixed" in words
    assert "cancelled" not in words
    [entry] = engine.load(corpus(*records)).as_of("2020-05-01").find("law#rule")
    assert entry.to_dict()["since"]["is_until_fixed"] is True
    assert entry.since.certainty != "cancelled"


def test_a_cancelled_day_is_still_told_as_cancelled():
    cancelled = version("law@3", "2020-02-15", act("cancels", "law@go"))
    assert "cancelled" in told(RULE, PUT_OFF, cancelled)


def test_ended_while_put_off_it_was_not_cancelled():
    ended = version("law@3", "2020-04-01", act("ends", "law#rule"))
    words = told(RULE, PUT_OFF, ended)
    assert "ended it" in words
    assert "cancelled" not in words


def test_the_delay_is_a_change_that_says_so():
    report = engine.load(corpus(RULE, PUT_OFF)).changes("2020-01-15", "2020-05-01")
    [moved] = [c for step in report.steps for c in step.changes if c.id == "date-moved"]
    assert "before, 1 March 2020; after, a day still to be fixed" in guidance.sentence(moved)
