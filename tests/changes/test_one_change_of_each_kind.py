"""A conditional, recommended, corrected or by-place change: all who are asked say the same."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace

import pytest
from lxml import etree

import guidance
from guidance import report
from guidance.exports.calendar import calendar
from guidance.exports.feed import ATOM, XHTML, feed
from laws import engine
from laws.small import act, corpus, says, version

GB = {"jurisdictions": ["GB"]}
OLD = version(
    "law@1", "2020-01-01", says("duty", "Report weekly.", force="should"), extent="whole", **GB
)
DAY, NEXT = "2021-03-01", "2021-05-01"
PAUSE = act("suspends", "law#duty", proposes="yes", id="pause")

KINDS = {
    "conditional": SimpleNamespace(
        records=[
            version(
                "b@1", "2020-12-01", act("suspends", "law#duty", start=DAY, on_condition="if A")
            )
        ],
        kind="suspended",
        state="suspended",
        mark="on a condition",
        act="b@1",
        compared={"amendment-added"},
        calendar=["DTSTART;VALUE=DATE:20210301", "STATUS:TENTATIVE", "if A"],
    ),
    "recommended, then decided": SimpleNamespace(
        records=[
            version("b@1", "2020-06-01", PAUSE, standing="recommendation"),
            version(
                "c@1",
                "2020-12-01",
                act("adopts", "b@1/pause"),
                act("suspends", "law#duty", start=DAY),
            ),
        ],
        kind="suspended",
        state="suspended",
        mark="on the recommendation of “Document b@1”",
        act="c@1",
        compared={"amendment-added"},
        calendar=["DTSTART;VALUE=DATE:20210301", "STATUS:CONFIRMED"],
    ),
    "recommended only": SimpleNamespace(
        records=[version("b@1", DAY, PAUSE, standing="recommendation")],
        kind="proposed",
        state="in-force",
        mark="it is recommended",
        act="b@1",
        compared={"amendment-added"},
        calendar=[],
    ),
    "corrected": SimpleNamespace(
        records=[version("c@1", DAY, act("corrects", "law#duty", set={"force": "must"}))],
        kind="corrected",
        state="in-force",
        mark="is corrected, from its own start on",
        act="c@1",
        compared={"amendment-added"},
        calendar=[],
    ),
    "by place": SimpleNamespace(
        records=[
            version(
                "law@2",
                "2020-12-01",
                says(
                    "duty",
                    "Report weekly.",
                    force="must",
                    start=NEXT,
                    by_place=[{"jurisdictions": ["GB-WLS"], "from": DAY}],
                ),
                **GB,
            )
        ],
        kind="force-changed",
        state="in-force",
        mark="in Wales",
        act="law@2",
        compared={"force-changed", "application-changed"},
        calendar=["DTSTART;VALUE=DATE:20210301", "STATUS:CONFIRMED", "in Wales"],
    ),
}


@pytest.fixture(params=KINDS)
def asked(request, tmp_path):
    """One kind with its records, and the one change that they make on the day."""
    kind = KINDS[request.param]
    folder = engine.write(corpus(OLD, *kind.records), tmp_path)
    (folder / "facts").mkdir()
    facts = {"adult": {"label": "is an adult", "type": "yes-no"}}
    sheet = {"format": "guidance/1", "topic": "t", "facts": facts}
    (folder / "facts" / "t.json").write_text(json.dumps(sheet))
    loaded = guidance.load(folder)
    window = loaded.changes("2021-01-01", "2021-04-01")
    [step] = window.steps
    [change] = step.changes
    return SimpleNamespace(**vars(kind), loaded=loaded, window=window, step=step, change=change)


def test_changes_timeline_and_history(asked):
    change = asked.change
    assert (change.id, str(asked.step.earliest), str(asked.step.latest)) == (asked.kind, DAY, DAY)
    on_the_line = [step for step in asked.loaded.timeline() if str(step.earliest) == DAY]
    assert [own for step in on_the_line for own in step.changes] == [change]
    where = change.where.code if change.where else None
    [entry] = [
        entry
        for entry in asked.loaded.as_of(DAY).find("law#duty")
        if where is None or entry.part.code == where
    ]
    spans = [span for span in asked.loaded.history("law#duty") if span.entry.part == entry.part]
    assert (spans[-1].entry.state, entry.state) == (asked.state, asked.state)
    turns = str(spans[-1].first) == DAY
    assert turns is (asked.kind != "corrected")  # by one knowledge a record was always right
    assert (asked.window.net == ()) is (asked.kind in ("corrected", "proposed"))
    assert [own.key for own in asked.window.net] in ([], [change.key])
    assert bool(asked.window.learnt) is (asked.kind == "corrected")


def test_report_and_feed_say_it_in_the_same_words(asked):
    told = guidance.sentence(asked.change)
    assert asked.mark in told
    assert asked.change.authority == asked.act
    document = json.loads(asked.window.to_json())
    [row] = document["steps"][0]["changes"]
    assert (row["key"], row["sentence"], row["authority"]) == (asked.change.key, told, asked.act)
    page = report.of_changes(
        asked.loaded, report.window_of(asked.loaded, "2021-01-01", "2021-04-01")
    )
    full = " ".join(report.render(page, "text", full=True).split())
    assert f"{asked.kind} on {DAY}" in full
    entries = etree.fromstring(feed(asked.loaded, date(2021, 6, 1)).encode())
    said = [entry.findtext(f".//{{{XHTML}}}p") for entry in entries.iter(f"{{{ATOM}}}entry")]
    assert said.count(told) == 1


def test_the_brief_names_who_did_it(asked):
    page = report.of_changes(
        asked.loaded, report.window_of(asked.loaded, "2021-01-01", "2021-04-01")
    )
    words = " ".join(report.render(page, "text").split())
    if asked.window.net:
        assert "1 matter changed on 1 March 2021, by a decision [1]" in words
        source = asked.loaded.sources[asked.act.partition("@")[0]].title
        assert f"Sources: [1] {source}, decision, 1 December 2020" in words
    else:
        assert "No rule changed" in words


def test_calendar_and_status(asked):
    lines = calendar(asked.loaded, date(2021, 1, 1)).replace("\r\n ", "")
    days = [own for own in lines.split("BEGIN:VEVENT") if "VALUE=DATE:20210301" in own]
    assert len(days) == bool(asked.calendar)
    assert all(part in days[0] for part in asked.calendar)
    upcoming = asked.loaded.status("2021-01-01").upcoming
    assert [str(due.when.date) for due in upcoming if str(due.when.date) == DAY] == (
        [DAY] if asked.calendar else []
    )


def test_compare_and_direction_never_say_the_opposite(asked):
    last = asked.records[-1]
    compared = asked.loaded.compare("law@1", f"{last['source']}@{last['version']}").changes
    assert asked.compared <= {str(own.id) for own in compared}
    ways = {own.direction.verdict for own in asked.window.net if own.direction}
    overall = asked.loaded.direction("2021-01-01", "2021-04-01", topic="t").overall.verdict
    opposite = {"stricter": "looser", "looser": "stricter"}
    assert not ways & {opposite.get(overall)}
    if asked.kind in ("proposed", "corrected"):
        assert overall == "same"
