"""What is recorded: its fingerprint, and conditions that ask of declared facts only."""

from __future__ import annotations

import json

import pytest

from guidance.errors import RecordsError
from guidance.records.criteria import FactSheet
from guidance.records.model import Source, Version
from guidance.resolution import resolve
from guidance.resolution.catalogue import Catalogue
from laws import engine
from laws.small import corpus, says, source, version

ADULT, TALL = ({"label": f"is {word}", "type": "yes-no"} for word in ("adult", "tall"))


def faults(facts, asked):
    """What is said of a condition on a topic with some facts."""
    sheet = FactSheet.model_validate({"format": "guidance/1", "topic": "t", "facts": facts})
    content = says("p", "One.", criteria={"fact": asked})
    records = corpus(version("a@1", "2020-01-01", content))
    try:
        resolve(
            [Source.model_validate_json(json.dumps(each)) for each in records.sources],
            [Version.model_validate_json(json.dumps(each)) for each in records.versions],
            [sheet],
        )
    except RecordsError as error:
        return [fault.problem for fault in error.exceptions]
    return []


def test_a_condition_asks_of_declared_facts():
    assert faults({"adult": ADULT}, "adult") == []
    [problem] = faults({"adult": ADULT}, "old")
    assert "old" in problem


@pytest.mark.parametrize(
    "changed",
    [
        (source("a", title="Another"), version("a@1", "2020-01-01", says("p", "One."))),
        (source("a"), version("a@1", "2020-01-02", says("p", "One."))),
        (source("a"), version("a@1", "2020-01-01", says("p", "Two."))),
        (source("a"), version("a@1", "2020-01-01", says("p", "One.", force="must"))),
    ],
)
def test_the_fingerprint_tells_other_records(changed):
    same = [
        engine.load(corpus(source("a"), version("a@1", "2020-01-01", says("p", "One."))))
        for _ in range(2)
    ]
    assert same[0].fingerprint == same[1].fingerprint
    assert engine.load(corpus(*changed)).fingerprint != same[0].fingerprint


def test_the_fingerprint_tells_other_facts_too():
    """What a topic declares decides what conditions say: with it, other things are recorded."""
    sheets = [
        FactSheet.model_validate({"format": "guidance/1", "topic": "t", "facts": facts})
        for facts in ({"adult": ADULT}, {"tall": TALL}, {"adult": ADULT})
    ]
    one, other, again = (Catalogue(resolve([], [], [sheet])).fingerprint for sheet in sheets)
    assert one == again
    assert one != other
    assert one != Catalogue(resolve([], [])).fingerprint
