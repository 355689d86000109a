"""What replaces another counts from the day on which it began, if it ever did."""

from __future__ import annotations

import pytest

from laws import engine
from laws.small import corpus, says, version

RECORDS = corpus(
    version("a@1", "2020-01-01", says("p", "One.")),
    version(
        "b@1",
        "2020-01-02",
        says("q", "Two.", start="e", replaces=["a#p"]),
        events={"e": "2020-03"},
    ),
    version("b@2", "2020-01-03", says("q", "Three.", start="2020-03-10")),
    version("b@3", "2020-01-04", says("q", "Four.", start="2020-05-01")),
)
BY_NOW, SOON = ("Happened", "b@e"), ("NoLaterThan", "2020-03-10")


@pytest.mark.parametrize(
    ("on", "questions"),
    [
        ("2020-03-09", [BY_NOW]),
        ("2020-03-10", [BY_NOW, SOON]),
        ("2020-03-30", [BY_NOW, SOON]),
        ("2020-03-31", [SOON]),
        ("2020-06-01", [SOON]),
    ],
)
def test_from_the_day_on_which_another_would_keep_it_from_that_too_is_asked(on, questions):
    """From 10 March on the next text has its place: started later, it replaced nothing."""
    (entry,) = engine.load(RECORDS).as_of(on).find("a#p")
    assert entry.state.value == "undetermined"
    assert [(type(test).__name__, test.event) for test in entry.depends_on] == questions
