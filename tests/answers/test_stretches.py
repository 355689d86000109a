"""The stretches of a history: each ends on the day before the next one begins."""

from __future__ import annotations

from datetime import date

from laws import engine
from laws.small import corpus, says, version


def test_each_ends_on_the_day_before_the_next():
    text = says("p", "One.", start="2020-02-01", until="2020-03-01", then="nothing")
    spans = engine.load(corpus(version("a@1", "2020-01-01", text))).history("a#p")
    assert [(span.entry.state.value, span.first, span.last) for span in spans] == [
        ("no-evidence", None, date(2019, 12, 31)),
        ("upcoming", date(2020, 1, 1), date(2020, 1, 31)),
        ("in-force", date(2020, 2, 1), date(2020, 2, 29)),
        ("ended", date(2020, 3, 1), None),
    ]
