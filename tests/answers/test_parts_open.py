"""Parts of which something is open are one where the same hangs on the same, and only there."""

from __future__ import annotations

import pytest

from laws.engine import load
from laws.small import act, corpus, says, version

PLACES = {"jurisdictions": ["GB-ENG", "GB-SCT"]}
ENGLAND, SCOTLAND = ({"jurisdictions": [code]} for code in PLACES["jurisdictions"])
OPEN = {"e": "2020-03", "f": "2020-03"}
LATER = version("z@1", "2020-02-01", act("suspends", "a#p", start="2025-01-01", **ENGLAND))


def parts_on(*versions):
    answer = load(corpus(*versions, LATER)).as_of("2020-03-15")
    return sorted(entry.part.code for group in answer.undetermined for entry in group.entries)


@pytest.mark.parametrize(
    ("england", "scotland", "parts"),
    [
        (["e"], ["e"], ["GB-ENG and GB-SCT"]),
        (["e"], ["f"], ["GB-ENG", "GB-SCT"]),
        (["e", "f"], ["e"], ["GB-ENG", "GB-SCT"]),
        (["e"], ["e", "f"], ["GB-ENG", "GB-SCT"]),
    ],
)
def test_ends_on_open_days(england, scotland, parts):
    ends = [
        act("ends", "a#p", start=f"a@{event}", **where)
        for events, where in ((england, ENGLAND), (scotland, SCOTLAND))
        for event in events
    ]
    rule = version("a@1", "2020-01-01", says("p", "One."), events=OPEN, **PLACES)
    assert parts_on(rule, version("a@2", "2020-02-01", *ends)) == parts


def test_starts_on_an_open_day():
    rule = version("a@1", "2020-01-01", says("p", "One.", start="e"), events=OPEN, **PLACES)
    assert parts_on(rule) == ["GB-ENG and GB-SCT"]
