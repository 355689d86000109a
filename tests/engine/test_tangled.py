"""What is too tangled to work out tells of all open days around it, until the last has come."""

from __future__ import annotations

from datetime import date

import pytest

from guidance.engine import budget
from guidance.engine.walk import Walk
from laws import engine
from laws.small import act, corpus, says, version

RECORDS = corpus(
    version(
        "a@1", "2020-01-01", says("p", "One.", start="e"), events={"e": "[2020-02-01..2020-02-10]"}
    ),
    version(
        "b@1",
        "2020-01-02",
        says("q", "Two.", replaces=["a#p"], start="f"),
        events={"f": "[2020-02-05..2020-02-20]"},
    ),
    version("c@1", "[2020-02-15..2020-02-25]", act("suspends", "b#q", start="2020-01-03")),
)


@pytest.mark.parametrize(
    ("on", "events"),
    [
        ("2020-01-31", []),
        ("2020-02-01", ["a@e"]),
        ("2020-02-07", ["a@e", "b@f"]),
        ("2020-02-10", ["b@f"]),
        ("2020-02-19", ["b@f", "c@1"]),
        ("2020-02-24", ["c@1"]),
        ("2020-02-25", []),
    ],
)
def test_on_what_it_hangs(monkeypatch, on, events):
    """An event is open from its first day to the day before its last."""
    monkeypatch.setattr(budget, "STEPS_A_DAY", -1)
    answer = engine.load(RECORDS).as_of(on)
    (entry,) = answer.find("a#p")
    assert "too-tangled" in entry.caveats
    assert [test.event for test in entry.depends_on] == events


def test_since_when_words_run_is_told_as_wide_as_what_is_not_worked_out_leaves_open(monkeypatch):
    """They may have held from 1 February to 25 February; days not worked out close none of that."""
    records = corpus(
        version(
            "a@1",
            "2020-01-01",
            says("p", "One.", start="e", until="f", then="nothing"),
            events={"e": "[2020-02-01..2020-02-10]", "f": "[2020-02-05..2020-02-20]"},
        ),
        version(
            "a@2",
            "2020-01-02",
            says("p", "One.", start="g"),
            events={"g": "[2020-02-08..2020-02-25]"},
        ),
    )
    work_out = Walk._segment
    too_much = date(2020, 2, 8).toordinal()

    def segment(walk, moment):
        if moment.day == too_much:
            walk._budget._day = -1
        return work_out(walk, moment)

    monkeypatch.setattr(Walk, "_segment", segment)
    held = engine.load(records)
    (then,), (after,) = (held.as_of(day).find("a#p") for day in ("2020-02-08", "2020-02-25"))
    assert "too-tangled" in then.caveats
    assert str(after.since.date) == "[2020-02-01..2020-02-25]"
