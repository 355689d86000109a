"""A day on record that has passed is neither moved nor cancelled: a wrong one is corrected."""

from __future__ import annotations

import pytest

from laws import engine
from laws.small import act, corpus, says, version


def recorded(date: str):
    return version("a@1", "2019-01-01", says("p", "One.", start="start"), events={"start": date})


def begins_in_2020(*later) -> bool:
    held = engine.load(corpus(*later))
    states = [held.as_of(on).find("a#p")[0].state.value for on in ("2019-12-31", "2020-01-01")]
    return states == ["upcoming", "in-force"]


MOVE = {"date": "2020-01-01"}
NEXT = act("moves-date", "a@start", date="2019-08-01")


@pytest.mark.parametrize(
    ("date", "later"),
    [
        ("2019-06-01", [version("b@1", "2019-07-01", act("moves-date", "a@start", **MOVE))]),
        ("2019-06-01", [version("b@1", "2019-07-01", act("cancels", "a@start"))]),
        ("2019-05", [version("a@2", "2019-07-01", act("moves-date", "a@start", **MOVE))]),
        (
            "2019-06-01",
            [
                version("a@2", "2019-05-01", NEXT),
                version("a@3", "2019-09-01", act("moves-date", "a@start", **MOVE)),
            ],
        ),
    ],
    ids=["by another source", "cancelled", "some day of a month", "moved once before"],
)
def test_it_is_refused_with_the_mend(date, later):
    with pytest.raises(engine.REFUSED) as refused:
        engine.load(corpus(recorded(date), *later))
    (fault,) = refused.value.exceptions
    assert fault.record == f"{later[-1]['source']}@{later[-1]['version']}"
    assert fault.path[0] == "amendments"
    assert "corrects" in fault.mend


@pytest.mark.parametrize(
    ("date", "on"),
    [
        ("2019-06-01", "2019-05-31"),
        ("2019-06", "2019-06-15"),
        ("[2019-06-01..]", "2019-07-01"),
        ("until-fixed", "2019-07-01"),
    ],
    ids=["the day before", "within the month", "open at its end", "of no day"],
)
def test_what_may_still_come_is_moved(date, on):
    moves = version("a@2", on, act("moves-date", "a@start", **MOVE))
    assert begins_in_2020(recorded(date), moves)


def expected(date: str):
    start = {"date": date, "certainty": "forecast"}
    return version("a@1", "2019-01-01", says("p", "One.", start="start"), events={"start": start})


def test_what_was_only_expected_is_put_off_also_after_its_day():
    moves = version("a@2", "2019-07-01", act("moves-date", "a@start", **MOVE))
    assert begins_in_2020(expected("2019-06-01"), moves)


def test_what_was_only_expected_is_not_cancelled_once_its_day_has_passed():
    with pytest.raises(engine.REFUSED):
        engine.load(
            corpus(expected("2019-06-01"), version("a@2", "2019-07-01", act("cancels", "a@start")))
        )


def test_on_the_day_itself_it_can_still_be_cancelled():
    cancels = version("a@2", "2019-06-01", act("cancels", "a@start"))
    held = engine.load(corpus(recorded("2019-06-01"), cancels))
    assert held.as_of("2019-06-02").find("a#p")[0].state.value == "ended"


def test_by_a_version_that_may_be_older_it_can_be_cancelled():
    held = corpus(
        recorded("2019-06-01"),
        version("b@1", "[..2019-07-01]", act("cancels", "a@start"), after=["a@1"]),
    )
    assert engine.load(held).as_of("2019-08-01").find("a#p")[0].state.value == "ended"


def test_a_wrong_day_is_corrected():
    corrects = version("a@2", "2019-07-01", act("corrects", "a@start", set=MOVE))
    assert begins_in_2020(recorded("2019-06-01"), corrects)


RIGHT = {"date": "2019-06-02"}


@pytest.mark.parametrize(
    ("first", "right"),
    [
        (recorded("2019-06-01"), RIGHT),
        (expected("2019-06-01"), {**RIGHT, "certainty": "recorded"}),
    ],
    ids=["recorded before", "recorded by the correction"],
)
def test_a_day_that_was_corrected_is_on_record_too(first, right):
    corrects = version("a@2", "2019-07-01", act("corrects", "a@start", set=right))
    moves = version("a@3", "2019-08-01", act("moves-date", "a@start", **MOVE))
    with pytest.raises(engine.REFUSED) as refused:
        engine.load(corpus(first, corrects, moves))
    (fault,) = refused.value.exceptions
    assert (fault.record, fault.path[0]) == ("a@3", "amendments")


def test_a_day_that_was_only_expected_is_so_corrected_too():
    corrects = version("a@2", "2019-07-01", act("corrects", "a@start", set=RIGHT))
    moves = version("a@3", "2019-08-01", act("moves-date", "a@start", **MOVE))
    assert begins_in_2020(expected("2019-06-01"), corrects, moves)
