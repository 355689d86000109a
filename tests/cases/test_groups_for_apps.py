"""What hangs on several things, as the author of an app reads the JSON document of an answer.

``if_happened`` and ``if_not`` hold what is in force in every case in which the event named first
has happened, or has not; ``cases`` has all, each provision with its state and text. Where it is not
the event that is open, but what the records do not say, neither list holds what applies in some
cases only: an app that compares the event's day with today would tell it as certain.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from guidance.documents import schema
from laws import engine
from laws.small import act, corpus, says, version

FIRST = version("a@1", "2019-01-01", says("fee", "Pay 100."))
PAUSE = act("suspends", "a#fee", start="halt", id="halt")

LIFTING = act("reinstates", "a#fee", start="back", lifts=["b@1/halt"])


@dataclass(frozen=True)
class Group:
    """What an app finds in the one group of an answer.

    ``either``: the texts under ``if_happened`` and under ``if_not``; ``cases``: for each what the
    provision is then, and its text where it is in force.
    """

    id: str
    corpus: Any
    on: str
    event: str
    either: tuple[tuple[str, ...], tuple[str, ...]]
    cases: frozenset[tuple[str, str]]


GROUPS = [
    # t: 300, whatever has become of s; else 200 if s has come, and 100 if not.
    Group(
        "the-first-event-settles-it-if-it-has-come",
        corpus(
            FIRST,
            version("a@2", "2019-02-01", says("fee", "Pay 200.", start="s"),
                    events={"s": "[2020-03-10..2020-04-10]"}),
            version("a@3", "2019-03-01", says("fee", "Pay 300.", start="t"),
                    events={"t": "2020-03"}),
        ),
        "2020-03-15",
        "a@t",
        (("Pay 300.",), ()),
        frozenset({("in-force", "Pay 300."), ("in-force", "Pay 200."), ("in-force", "Pay 100.")}),
    ),
    # Not halted, it applies; halted, it hangs on whether the halt has been lifted.
    Group(
        "the-first-event-settles-it-if-it-has-not-come",
        corpus(
            FIRST,
            version("b@1", "2020-01-01", PAUSE, events={"halt": "2020-03"}),
            version("b@2", "2020-02-01", LIFTING,
                    events={"back": "[2020-03-05..2020-04-30]"}),
        ),
        "2020-03-20",
        "b@halt",
        ((), ("Pay 100.",)),
        frozenset({("in-force", "Pay 100."), ("suspended", "Pay 100.")}),
    ),
    # Two halts, each enough: nothing is in force in every case on either side of the first.
    Group(
        "neither-side-is-settled-by-the-first",
        corpus(
            FIRST,
            version("b@1", "2020-01-01", PAUSE, events={"halt": "2020-03"}),
            version("c@1", "2020-01-01", act("suspends", "a#fee", start="halt"),
                    events={"halt": "[2020-03-05..2020-04-30]"}),
        ),
        "2020-03-20",
        "b@halt",
        ((), ()),
        frozenset({("in-force", "Pay 100."), ("suspended", "Pay 100.")}),
    ),
    # The day is open, and what follows it no record says.
    Group(
        "a-day-and-a-silence",
        corpus(
            FIRST,
            version("a@2", "2019-06-01", says("fee", "Pay 250.", start="2020-01-01", until="over"),
                    events={"over": "2020-12"}),
        ),
        "2020-12-10",
        "a@over",
        ((), ("Pay 250.",)),
        frozenset({("in-force", "Pay 250."), ("in-force", "Pay 100."), ("ended", "Pay 250.")}),
    ),
    # The day is over and certain; only the silence is open: neither list says what applied.
    Group(
        "a-silence-alone",
        corpus(
            FIRST,
            version("a@2", "2019-06-01", says("fee", "Pay 250.", start="2020-01-01",
                                              until="2021-01-01")),
        ),
        "2021-06-01",
        "2021-01-01",
        ((), ()),
        frozenset({("in-force", "Pay 100."), ("ended", "Pay 250.")}),
    ),
    Group(
        "whether-a-text-to-come-was-kept",
        corpus(
            version("a@1", "2019-01-01", says("fee", "Pay 100."), extent="whole"),
            version("a@2", "2019-02-01", says("fee", "Pay 200.", start="2020-01-01")),
            version("a@3", "2019-03-01", says("fee", "Pay 100."), extent="whole"),
        ),
        "2020-02-01",
        "2020-01-01",
        ((), ()),
        frozenset({("in-force", "Pay 200."), ("in-force", "Pay 100.")}),
    ),
    # Which of two acts of one day came last.
    Group(
        "an-order-alone",
        corpus(
            FIRST,
            version("c@1", "2020-01-01", act("suspends", "a#fee")),
            version("b@2", "2020-03-01", act("reinstates", "a#fee")),
            version("c@2", "2020-03-01", act("suspends", "a#fee")),
        ),
        "2020-03-10",
        "b@2",
        ((), ()),
        frozenset({("in-force", "Pay 100."), ("suspended", "Pay 100.")}),
    ),
]  # fmt: skip


@cache
def document(place: int) -> Any:
    return engine.load(GROUPS[place].corpus).as_of(GROUPS[place].on).to_dict()


NUMBERED = [pytest.param(place, id=each.id) for place, each in enumerate(GROUPS)]


@pytest.mark.parametrize("place", NUMBERED)
def test_either_way_and_all_cases(place):
    told, expected = document(place), GROUPS[place]
    [group] = told["undetermined"]
    assert (group["event"], group["more"], group["is_tangled"]) == (expected.event, False, False)
    either = [tuple(each["text"] for each in group[key]) for key in ("if_happened", "if_not")]
    assert tuple(either) == expected.either
    cases = set()
    for case in group["cases"]:
        [shown] = case["provisions"]
        is_in_force = [each["ref"] for each in case["in_force"]] == ["a#fee"]
        assert is_in_force is (shown["state"] == "in-force")
        cases.add((shown["state"], shown["text"]))
    assert cases == expected.cases


@pytest.mark.parametrize("place", NUMBERED)
def test_the_document_keeps_to_its_schema(place):
    assert list(Draft202012Validator(schema("as-of")).iter_errors(document(place))) == []


def test_every_way_to_a_case_is_there():
    """In force: not halted, or lifted since; no reader of the first way alone would know."""
    [group] = document(1)["undetermined"]
    ways = {
        frozenset((each["event"], each["holds"]) for each in way)
        for case in group["cases"]
        if case["in_force"]
        for way in (case["conditions"], *case["or_else"])
    }
    assert ways == {
        frozenset({("b@halt", False)}),
        frozenset({("b@halt", True), ("b@back", True)}),
    }
