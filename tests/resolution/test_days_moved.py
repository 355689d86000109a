"""Whether something ends before it starts is judged by the days that count."""

from __future__ import annotations

import pytest

import guidance
from laws import engine
from laws.small import act, corpus, says, version

START = version("a@1", "2020-01-01", says("p", "One."), events={"e": "2020-03-01"})
PAUSE = version("a@3", "2020-02-10", act("suspends", "a#p", start="2020-04-01", until="a@e"))


@pytest.mark.parametrize(
    "later",
    [
        version("b@1", "2020-02-01", act("moves-date", "a@e", date="2020-05-01")),
        version("b@1", "2020-02-01", act("moves-date", "a@e", date="until-fixed")),
        version("b@1", "2020-02-01", act("corrects", "a@e", set={"date": "2020-05-01"})),
        version(
            "b@1",
            "2020-02-01",
            events={
                "own": {
                    "label": "own",
                    "date": "2020-05-01",
                    "same-as": {"event": "a@e", "authority": "yes"},
                }
            },
        ),
    ],
    ids=["moved", "put off", "corrected", "told by who has authority"],
)
def test_an_end_that_was_dated_anew_is_not_refused(later):
    loaded = engine.load(corpus(START, later, PAUSE))
    [entry] = loaded.as_of("2020-04-10").find("a#p")
    assert entry.state.value == "suspended"


def test_an_end_that_was_not_is():
    with pytest.raises(guidance.RecordsError) as refused:
        engine.load(corpus(START, PAUSE))
    assert "before it starts" in str(refused.value.exceptions)
