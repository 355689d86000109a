"""What displaces a provision is named on each day, also where one follows the other at once."""

from __future__ import annotations

import pytest

from laws import engine
from laws.small import corpus, says, version

USE = version("a@1", "2020-01-01", says("p", "One."))
FIRST = version(
    "b@1", "2020-01-10", says("q", "Two.", displaces=["a#p"], until="2020-03-01")
)  # fmt: skip
SECOND = version(
    "c@1", "2020-01-10", says("r", "Three.", displaces=["a#p"], start="2020-03-01")
)  # fmt: skip


@pytest.mark.parametrize(
    ("on", "by"), [("2020-02-29", "b#q"), ("2020-03-01", "c#r"), ("2020-06-01", "c#r")]
)
def test_by_whom(on, by):
    (entry,) = engine.load(corpus(USE, FIRST, SECOND)).as_of(on).displaced
    assert [cause.by for cause in entry.causes if cause.kind == "displaced"] == [by]
