"""The days from which something else is said of a source, or known of its evidence."""

from __future__ import annotations

from datetime import date

from guidance.answers.answering import states_of
from laws import engine
from laws.small import corpus, says, version


def test_they_are_told_before_anything_else_is_asked():
    """Nothing recorded; published on a day, and last seen on it; in force from March."""
    records = corpus(version("a@1", "2020-01-10", says("p", "One.", start="2020-03-01")))
    days = states_of(engine.load(records)).turns("a")
    assert [*map(date.fromordinal, days)] == [
        date.min,
        date(2020, 1, 10),
        date(2020, 1, 11),
        date(2020, 3, 1),
    ]
