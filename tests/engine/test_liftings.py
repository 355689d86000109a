"""A lifting that names a suspension lifts that one, and leaves those that it does not name."""

from __future__ import annotations

import pytest

from laws import engine
from laws.small import act, corpus, says, version

USE = version("act@1", "2020-01-01", says("use", "Adults may use it."))
BOARD = version("board@1", "2020-02-01", act("suspends", "act#use", id="halt"))
COURT = version("court@1", "2020-02-02", act("suspends", "act#use", id="halt"))


def state(on: str, *lifted: str) -> str:
    records = [
        version(f"board@{number}", day, act("reinstates", "act#use", lifts=[name]))
        for number, (day, name) in enumerate(
            zip(("2020-03-01", "2020-04-01"), lifted, strict=True), start=2
        )
    ]
    (entry,) = engine.load(corpus(USE, BOARD, COURT, *records)).as_of(on).find("act#use")
    return entry.state.value


@pytest.mark.parametrize("named", ["{}@1", "{}@1/halt"], ids=["by its version", "by its name"])
@pytest.mark.parametrize("order", [("board", "court"), ("court", "board")])
def test_it_stands_until_both_are_lifted(named, order):
    """Also where both have the same name, each in a version of its own."""
    lifted = [named.format(each) for each in order]
    assert state("2020-03-15", *lifted) == "suspended"
    assert state("2020-04-01", *lifted) == "in-force"


def test_of_two_of_one_version_that_which_is_named():
    both = (act("suspends", "act#use", id="halt"), act("suspends", "act#use", id="stay"))
    records = [
        version("act@2", "2020-02-01", *both),
        version("act@3", "2020-03-01", act("reinstates", "act#use", lifts=["act@2/halt"])),
        version("act@4", "2020-04-01", act("reinstates", "act#use", lifts=["act@2/stay"])),
    ]
    held = engine.load(corpus(USE, *records))
    states = [held.as_of(on).find("act#use")[0].state.value for on in ("2020-03-15", "2020-04-01")]
    assert states == ["suspended", "in-force"]


WHOLE = [
    version("board@1", "2020-02-01", act("suspends", "act")),
    version("court@1", "2020-02-02", act("suspends", "act")),
    version("board@2", "2020-03-01", act("reinstates", "act")),
]


def test_a_lifting_of_a_whole_source_is_of_its_own_pause_of_the_whole():
    """The board has paused all of it itself: what the court has paused stays paused."""
    (entry,) = engine.load(corpus(USE, *WHOLE)).as_of("2020-03-10").find("act#use")
    assert [cause.by for cause in entry.causes if cause.kind == "suspended"] == ["court@1"]


def test_its_own_pause_of_a_single_provision_is_none_of_the_whole():
    """So it lifts what anybody has paused as a whole, and its own runs out for itself."""
    single = version("board@1", "2020-02-01", act("suspends", "act#use", until="2020-03-05"))
    held = engine.load(corpus(USE, single, *WHOLE[1:]))
    states = [
        held.as_of(day).find("act#use")[0].state.value for day in ("2020-03-04", "2020-03-05")
    ]
    assert states == ["suspended", "in-force"]
