"""The right answers that the two documents give, date by date, asked in both ways.

The table is written from the documents. Each row is asked of the library and of the command.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from guidance import load
from guidance.cli import main

A, B = "ms-society-alemtuzumab", "ema-alemtuzumab-measures"
START, REVIEW, PUBLISHED = f"{B}@start", f"{B}@review-launch", f"{B}@2019"
A07, A08, B13 = f"{A}#first-line", f"{A}#any-line", f"{B}#continue-until-start"
OLD = {A07, A08, B13}
NEW = {
    f"{B}#{name}"
    for name in (
        "after-another-dmt",
        "first-line",
        "no-heart-circulation-bleeding",
        "no-other-autoimmune",
        "hospital",
    )
}
NEW_AND_DUTY = {*NEW, f"{B}#uk-prescribers-follow"}
TESTS = f"{A}#monitoring-duration"


@dataclass(frozen=True)
class Row:
    on: str
    certain: frozenset[str] = frozenset()
    not_yet: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    open_events: tuple[str, ...] = ()
    status: str = "stale"
    all_of_a: bool = True
    words: tuple[str, ...] = ()


ROWS = [
    Row("2016-09-05", status="no-evidence", all_of_a=False, words=("no evidence",)),
    Row("2016-09-06", frozenset({A07, A08, TESTS}), status="covered"),
    Row(
        "2019-04-15",
        frozenset({A07, A08, TESTS}),
        not_yet=frozenset(NEW),
        open_events=(PUBLISHED, REVIEW),
        words=("2 years 7 months old",),
    ),
    Row(
        "2019-11-10",
        frozenset({A07, A08}),
        not_yet=frozenset(NEW),
        open_events=(PUBLISHED,),
    ),
    Row("2019-12-31", frozenset({*OLD, TESTS}), not_yet=frozenset(NEW)),
    *(
        Row(day, frozenset({TESTS}), open_events=(START,), all_of_a=False)
        for day in ("2020-01-01", "2020-01-15", "2020-01-30")
    ),
    *(
        Row(
            day,
            frozenset({*NEW, TESTS}),
            ended=frozenset(OLD),
            all_of_a=False,
            words=("forecast", "old"),
        )
        for day in ("2020-01-31", "2020-02-01")
    ),
    Row(
        "2024-01-01",
        frozenset({*NEW, TESTS}),
        ended=frozenset(OLD),
        all_of_a=False,
        words=("forecast", "between 4 years and 4 years 9 months old"),
    ),
]


@pytest.fixture(scope="module")
def everything():
    return load()


@pytest.fixture(scope="module")
def corpus(everything):
    return everything.only(A, B)


@pytest.fixture(autouse=True)
def read_once(everything, monkeypatch):
    """The command reads the records anew each time; here that is only slow."""
    monkeypatch.setattr("guidance.cli.loading.read", lambda _: everything)


def from_library(corpus, on):
    answer = corpus.as_of(on)
    return {
        "in_force": {entry.ref for entry in answer.in_force},
        "upcoming": {entry.ref for entry in answer.upcoming},
        "ended": {entry.ref for entry in answer.ended},
        "no_evidence": {entry.ref for entry in answer.no_evidence},
        "undetermined": {
            group.event.event: (
                {entry.ref for entry in group.if_happened},
                {entry.ref for entry in group.if_not},
            )
            for group in answer.undetermined
        },
        "status": answer.coverage.status,
    }


def ask(capsys, *args):
    assert main([*args, "--only", A, "--only", B]) == 0
    return capsys.readouterr().out


def from_command(capsys, on):
    found = json.loads(ask(capsys, "as-of", on, "alemtuzumab", "--format", "json"))
    lists = ("in_force", "upcoming", "ended", "no_evidence")
    return {name: {each["ref"] for each in found[name]} for name in lists} | {
        "undetermined": {
            group["event"]: (
                {each["ref"] for each in group["if_happened"]},
                {each["ref"] for each in group["if_not"]},
            )
            for group in found["undetermined"]
        },
        "status": found["coverage"]["status"],
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.on)
@pytest.mark.parametrize("way", ["library", "command"])
def test_the_right_answer(row, way, corpus, capsys):
    got = from_library(corpus, row.on) if way == "library" else from_command(capsys, row.on)
    assert got["status"] == row.status
    assert row.certain <= got["in_force"]
    assert row.not_yet <= got["upcoming"]
    assert got["ended"] == row.ended
    assert set(got["undetermined"]) == set(row.open_events)
    of_a = {f"{A}#{name}" for name in corpus.versions[f"{A}@2016-09-06"].provisions}
    if row.all_of_a:
        assert of_a <= got["in_force"]
    elif row.status == "no-evidence":
        assert got["no_evidence"] == set(corpus.provisions)
        assert not got["in_force"]
    else:  # silence is not repeal: whatever the measures do not touch stands
        assert of_a - {A07, A08} <= got["in_force"]
    if START in row.open_events:
        happened, not_happened = got["undetermined"][START]
        assert happened == NEW_AND_DUTY
        assert not_happened == OLD


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.on)
def test_the_text_says_so(row, capsys):
    text = " ".join(ask(capsys, "as-of", row.on, "alemtuzumab", "--full").split())
    for word in row.words:
        assert word in text
    assert ("cannot be settled" in text.partition(".")[0]) is bool(row.open_events)
    if START in row.open_events:
        assert "the measures had started (some day in January 2020, a forecast)" in text
        assert "Exactly one of these two holds." in text


def test_the_newest_evidence_on_15_april_2019_is_the_page_of_2016(corpus):
    coverage = corpus.as_of("2019-04-15").coverage
    assert coverage.newest_version == f"{A}@2016-09-06"


def test_what_changed_is_one_unknown_day_in_january(corpus, capsys):
    report = corpus.changes("2019-12-31", "2020-02-01", topic="alemtuzumab")
    told = json.loads(
        ask(capsys, "changes", "2019-12-31", "2020-02-01", "alemtuzumab", "--format", "json")
    )
    assert [(s["earliest"], s["latest"]) for s in told["steps"]] == [("2020-01-01", "2020-01-31")]
    kinds = {(change["id"], change["ref"]) for change in told["steps"][0]["changes"]}
    assert kinds == {(change.id, change.ref) for step in report.steps for change in step.changes}
    assert kinds == {
        ("provision-replaced", A07),
        ("provision-ended", A08),
        ("provision-ended", B13),
        ("provision-restated", f"{B}#after-another-dmt"),
        ("force-changed", f"{B}#hospital"),
        ("provision-added", f"{B}#no-heart-circulation-bleeding"),
        ("provision-added", f"{B}#no-other-autoimmune"),
        ("provision-added", f"{B}#uk-prescribers-follow"),
    }
    assert {(change["id"], change["ref"]) for change in told["net"]} == kinds
    assert all("forecast" in change["notes"] for change in told["net"])
    hospital = next(change for change in told["net"] if change["id"] == "force-changed")
    assert hospital["before"]["provision"]["force"] == "information"
    assert hospital["after"]["provision"]["force"] == "should"
    assert "already-stated" in hospital["notes"]
