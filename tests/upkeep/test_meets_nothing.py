"""An act or a link whose places are apart from those of what it acts on is worth a look."""

from __future__ import annotations

import pytest

from guidance.answers.answering import registry_of
from guidance.upkeep.findings import find
from laws.engine import load
from laws.small import act, corpus, says, version


def meets_nothing(*records):
    return [
        (found.record, found.field, found.severity)
        for found in find(registry_of(load(corpus(*records))))
        if found.code == "meets-nothing"
    ]


LAW = version("law@1", "2024-01-01", says("toll", "Pay.", jurisdictions=["FR"]),
              says("fine", "Pay more.", jurisdictions=["GB"]))  # fmt: skip


def later(*content, **fields):
    return version("other@1", "2024-03-01", *content, **fields)


@pytest.mark.parametrize(
    ("found", "field"),
    [
        (later(act("ends", "law#toll", jurisdictions=["GB"])), "amendments.0.provisions.0"),
        (later(act("suspends", "law", jurisdictions=["DE"])), "amendments.0.provisions.0"),
        (later(says("a", "A.", jurisdictions=["DE"], replaces=["law#fine", "law#toll"])),
         "provisions.a.replaces.0"),
        (later(says("a", "A.", jurisdictions=["GB-SCT"], displaces=["law#toll"])),
         "provisions.a.displaces.0"),
    ],
)  # fmt: skip
def test_apart(found, field):
    assert (("other@1", field, "warning")) in meets_nothing(LAW, found)


@pytest.mark.parametrize(
    "found",
    [
        later(act("ends", "law#toll", jurisdictions=["EU"])),
        later(act("ends", "law#toll")),
        later(act("suspends", "law", jurisdictions=["GB-SCT"])),
        later(says("a", "A.", replaces=["law#toll"])),
        later(says("a", "A.", jurisdictions=["GB-GBN"], displaces=["law#fine"])),
    ],
)
def test_not_apart(found):
    assert meets_nothing(LAW, found) == []
