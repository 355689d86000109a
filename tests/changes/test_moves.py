"""What is kept beside the states tells whoever asks again what it would have told them first."""

from __future__ import annotations

from itertools import combinations

from laws import engine
from laws.small import act, corpus, says, source, version

RECORDS = corpus(
    source("law"),
    source("page", topics=["u"]),
    version("law@1", "2020-01-01", says("p", "One."), says("q", "Also.")),
    version("law@2", "2021-01-01", says("p", "Two."), act("suspends", "law#q")),
    version("law@3", "2022-01-01", says("p", "Three."), act("reinstates", "law#q")),
    version("law@3a", "2022-07-01", says("p", "One.")),
    version("page@1", "2023-01-01", says("x", "Three.", replaces=["law#p"])),
    version("law@4", "2023-01-01", says("q", "Also now.", replaces=["law#p"])),
)
DAYS = [f"{year}-06-01" for year in range(2019, 2025)] + ["2022-12-01"]


def told(report):
    steps = [
        (step.earliest, step.latest, change) for step in report.steps for change in step.changes
    ]
    return steps, report.net, [change.key for *_, change in steps], [c.key for c in report.net]


def test_whoever_asks_again_is_told_the_same():
    """By other days, of one topic (where what replaces is told elsewhere) and of all, by turns."""
    kept = engine.load(RECORDS)
    for since, until in combinations(sorted(DAYS), 2):
        for asked in ({}, {"topic": "u"}, {"topic": "t"}, {}):
            first = engine.load(RECORDS).changes(since, until, **asked)
            assert told(kept.changes(since, until, **asked)) == told(first), (since, until, asked)
