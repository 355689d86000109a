"""What is ruled on a proposal counts in the order of publication, whatever versions are named."""

from __future__ import annotations

import pytest

from guidance.answers.answering import registry_of
from laws import engine
from laws.small import act, corpus, says, version

LAW = version("law@1", "2019-01-01", says("duty", "Do it."))
ADVICE = version(
    "body@1",
    "2019-06-01",
    act("suspends", "law#duty", proposes="yes", id="halt"),
    standing="recommendation",
)


@pytest.mark.parametrize(
    ("first", "second"),
    [("2020-03-01", "2020-04-01"), ("[..2020-03-01]", "2020-04-01"), ("2020-03", "2020-04-01")],
)
@pytest.mark.parametrize("names", [("x@1", "y@1"), ("y@1", "x@1")])
def test_in_turn(names, first, second):
    earlier, later = names
    held = engine.load(
        corpus(
            LAW,
            ADVICE,
            version(earlier, first, act("declines", "body@1/halt"), after=["body@1"]),
            version(later, second, act("adopts", "body@1/halt"), after=[earlier]),
        )
    )
    rulings = registry_of(held).rulings["body@1/halt"]
    assert [ruling.version for ruling in rulings] == [earlier, later]
