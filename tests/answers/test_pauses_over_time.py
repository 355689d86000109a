"""Why a provision is paused is told by the day asked about; only what is over lies behind it."""

from datetime import date

import pytest

from guidance.answers.entries import Stretch
from guidance.engine.states import State
from laws import engine
from laws.small import act, corpus, says, version

SAID = version("act@1", "2019-01-01", says("use", "Adults may use it."))


def paused(name: str, published: str, first: str, until: str):
    days = {"e": first, "f": until}
    suspension = act("suspends", "act#use", start="e", until="f")
    return version(name, published, suspension, events=days)


def told(records, on: str):
    (entry,) = records.as_of(on).find("act#use")
    return entry


@pytest.fixture(scope="module")
def side_by_side():
    """Two pauses that overlap, and a version that says the same again while the second stands."""
    return engine.load(
        corpus(
            SAID,
            paused("board@1", "2019-06-01", "2020-01-01", "2020-03-01"),
            paused("court@1", "2019-07-01", "2020-02-01", "2020-05-01"),
            version("act@2", "2020-04-01", says("use", "Adults may use it.")),
        )
    )


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        ("2020-01-31", ["board@1"]),
        ("2020-02-01", ["board@1", "court@1"]),
        ("2020-02-29", ["board@1", "court@1"]),
        ("2020-03-01", ["court@1"]),
        ("2020-04-30", ["court@1"]),
        ("2020-05-01", []),
    ],
)
def test_each_pause_is_a_reason_while_it_stands(side_by_side, on, standing):
    causes = told(side_by_side, on).causes
    assert [cause.by for cause in causes if cause.kind == "suspended"] == standing


def test_pauses_that_may_stand_are_reasons_of_their_case_while_they_may():
    """Where it is open whether the text holds at all, too."""
    records = engine.load(
        corpus(
            SAID,
            paused("board@1", "2019-06-01", "2020-01-01", "2020-03-01"),
            paused("court@1", "2019-07-01", "2020-02-01", "2020-12-01"),
            version("end@1", "2019-08-01", act("ends", "act#use", start="x"), events={"x": "2020"}),
        )
    )
    for on, standing in (("2020-02-10", ["board@1", "court@1"]), ("2020-03-10", ["court@1"])):
        (group,) = records.as_of(on).undetermined
        entries = [entry for case in group.cases for entry in case.entries]
        (entry,) = (entry for entry in entries if entry.state is State.SUSPENDED)
        assert [cause.by for cause in entry.causes if cause.kind == "suspended"] == standing


def test_a_text_stated_again_while_it_is_paused_goes_on(side_by_side):
    assert told(side_by_side, "2020-03-31").restated_by == ()
    assert told(side_by_side, "2020-04-01").restated_by == ("act@2",)
    assert told(side_by_side, "2020-04-01").version == "act@1"


@pytest.mark.parametrize("on", ["2020-01-31", "2020-02-15", "2020-03-15", "2020-04-15"])
def test_a_pause_that_goes_on_does_not_lie_behind(side_by_side, on):
    assert told(side_by_side, on).earlier == ()


def test_pauses_one_after_the_other_are_one_stretch_behind(side_by_side):
    stretch = Stretch(State.SUSPENDED, date(2020, 1, 1), date(2020, 4, 30))
    assert told(side_by_side, "2020-05-01").earlier == (stretch,)


def test_a_stretch_that_may_have_begun_earlier_stays_so():
    records = engine.load(
        corpus(
            SAID,
            paused("board@1", "2019-06-01", "2020-01", "2020-03-01"),
            paused("court@1", "2019-07-01", "2020-02-01", "2020-05-01"),
        )
    )
    (stretch,) = told(records, "2020-05-01").earlier
    assert (stretch.first, stretch.last) == (date(2020, 1, 31), date(2020, 4, 30))
    assert stretch.is_open
