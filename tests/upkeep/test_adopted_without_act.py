"""Who adopts a proposal says what is done: the proposal itself never takes effect."""

from __future__ import annotations

import pytest

from guidance.answers.answering import registry_of
from guidance.upkeep.findings import find
from laws import engine
from laws.small import act, corpus, says, version

USE = version("law@1", "2020-01-01", says("use", "It may be used."))
PAUSE = act("suspends", "law#use", proposes="yes", id="pause")
TEXT = says("use", "It may be used once.", proposes="yes")
ADOPTS_PAUSE, ADOPTS_TEXT = act("adopts", "board@1/pause"), act("adopts", "law#use")


def found(*records):
    loaded = engine.load(corpus(USE, *records))
    codes = [
        (each.code, each.record) for each in find(registry_of(loaded)) if "adopted" in each.code
    ]
    return codes, loaded.as_of("2020-12-01").find("law#use")[0].state.value


@pytest.mark.parametrize(
    ("proposed", "decided", "codes"),
    [
        (("board@1", PAUSE), (ADOPTS_PAUSE,), ["adopted-without-act"]),
        (("board@1", PAUSE), (ADOPTS_PAUSE, act("suspends", "law#use")), []),
        (("board@1", PAUSE), (ADOPTS_PAUSE, act("ends", "law#use")), ["adopted-without-act"]),
        (("law@2", TEXT), (ADOPTS_TEXT,), ["adopted-without-act"]),
        (("law@2", TEXT), (ADOPTS_TEXT, says("use", "It may be used once.")), []),
    ],
    ids=["a pause", "with its act", "with another act", "a text", "with its text"],
)
def test_a_decision_that_does_nothing_is_asked_about(proposed, decided, codes):
    name, content = proposed
    first = version(name, "2020-02-01", content, standing="recommendation")
    second = version("law@3", "2020-03-01", *decided)
    told, state = found(first, second)
    assert told == [(code, "law@3") for code in codes]
    if codes and decided[1:] == ():
        assert state == "in-force"


def test_an_endorsement_decides_nothing_yet():
    first = version("board@1", "2020-02-01", PAUSE, standing="recommendation")
    second = version("panel@1", "2020-03-01", ADOPTS_PAUSE, standing="opinion")
    assert found(first, second) == ([], "in-force")


def test_an_act_of_a_later_version_counts():
    first = version("board@1", "2020-02-01", PAUSE, standing="recommendation")
    second = version("law@3", "2020-03-01", ADOPTS_PAUSE)
    third = version("law@4", "2020-04-01", act("suspends", "law#use"))
    assert found(first, second, third) == ([], "suspended")
