"""Whoever asks about one change is told the same, by whichever way it is asked."""

from __future__ import annotations

import json
from datetime import date

import pytest
from lxml import etree

import guidance
from guidance.exports.calendar import calendar
from guidance.exports.feed import ATOM, XHTML, feed
from guidance.wording import change_sentence
from laws import engine
from laws.small import act, corpus, says, version

OLD = version(
    "law@1", "2020-01-01", says("duty", "Report each week.", force="should"), extent="whole"
)
DAY = "2021-03-01"

CHANGES = {
    "reworded": (
        version("law@2", "2020-12-01", says("duty", "Report each day.", force="should", start=DAY)),
        ["wording-changed"],
        "in-force",
        "unclear",
    ),
    "raised": (
        version("law@2", "2020-12-01", says("duty", "Report each week.", force="must", start=DAY)),
        ["force-changed"],
        "in-force",
        "stricter",
    ),
    "ended": (
        version("b@1", "2020-12-01", act("ends", "law#duty", start=DAY)),
        ["provision-ended"],
        "ended",
        "looser",
    ),
    "paused": (
        version("b@1", "2020-12-01", act("suspends", "law#duty", start=DAY)),
        ["suspended"],
        "suspended",
        "looser",
    ),
    "replaced": (
        version(
            "b@1",
            "2020-12-01",
            says("other", "Report each week.", force="must", start=DAY, replaces=["law#duty"]),
        ),
        ["provision-replaced"],
        "ended",
        "stricter",
    ),
}
each_change = pytest.mark.parametrize(
    ("later", "kinds", "state", "way"), CHANGES.values(), ids=CHANGES
)


def asked(later):
    loaded = engine.load(corpus(OLD, later))
    return loaded, loaded.changes("2021-01-01", "2021-06-01")


@each_change
def test_changes_timeline_history_and_the_answers(later, kinds, state, way):
    loaded, report = asked(later)
    [step] = report.steps
    assert [str(each.id) for each in step.changes] == kinds == [str(c.id) for c in report.net]
    assert [each.key for each in step.changes] == [each.key for each in report.net]
    assert (str(step.earliest), str(step.latest)) == (DAY, DAY)
    on_the_line = [each for each in loaded.timeline() if str(each.earliest) == DAY]
    assert [c for each in on_the_line for c in each.changes] == list(step.changes)
    last = loaded.history("law#duty")[-1]
    assert (str(last.first), last.entry.state.value) == (DAY, state)
    [before] = loaded.as_of("2021-02-28").find("law#duty")
    [after] = loaded.as_of(DAY).find("law#duty")
    assert (before.state.value, after.state.value) == ("in-force", state)
    change = step.changes[0]
    assert change.before.provision == before.provision
    assert str(change.direction.verdict) == way


@each_change
def test_the_report_and_the_feed_say_it_in_the_same_words(later, kinds, state, way):
    loaded, report = asked(later)
    [change] = report.steps[0].changes
    told = json.loads(report.to_json())
    [row] = told["steps"][0]["changes"]
    assert (row["key"], row["sentence"]) == (change.key, change_sentence(change))
    assert row["direction"]["verdict"] == told["net"][0]["direction"]["verdict"] == way
    found = etree.fromstring(feed(loaded, date(2021, 6, 1)).encode())
    entries = [each.findtext(f".//{{{XHTML}}}p") for each in found.iter(f"{{{ATOM}}}entry")]
    assert entries.count(change_sentence(change)) == 1


@each_change
def test_it_stood_in_the_calendar(later, kinds, state, way):
    loaded, _ = asked(later)
    lines = calendar(loaded, date(2021, 1, 1)).replace("\r\n ", "").splitlines()
    assert lines.count("DTSTART;VALUE=DATE:20210301") == 1
    assert any("law#duty" in line or "b#other" in line for line in lines if "DESCRIPTION" in line)
    [due] = loaded.status("2021-01-01").upcoming
    assert str(due.when.date) == DAY


@pytest.mark.parametrize("name", ["reworded", "raised", "replaced"])
def test_the_versions_compared(name):
    later, kinds, _, way = CHANGES[name]
    loaded, report = asked(later)
    found = loaded.compare("law@1", f"{later['source']}@{later['version']}").changes
    told = [each for each in found if str(each.id) in kinds]
    assert [str(each.direction.verdict) for each in told] == [way]
    [change] = report.net
    assert told[0].before.provision == change.before.provision
    assert told[0].after.provision == change.after.provision


@each_change
def test_the_direction_of_all_rules_never_says_the_opposite(tmp_path, later, kinds, state, way):
    facts = {"format": "guidance/1", "topic": "t", "facts": {"adult": {"label": "is an adult"}}}
    facts["facts"]["adult"]["type"] = "yes-no"
    folder = engine.write(corpus(OLD, later), tmp_path)
    (folder / "facts").mkdir()
    (folder / "facts" / "t.json").write_text(json.dumps(facts))
    loaded = guidance.load(folder)
    [change] = loaded.changes("2021-01-01", "2021-06-01").net
    assert str(change.direction.verdict) == way
    opposite = {"stricter": "looser", "looser": "stricter"}.get(way)
    found = loaded.direction("2021-01-01", "2021-06-01", topic="t")
    assert str(found.overall.verdict) != opposite
