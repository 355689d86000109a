"""What settles a condition on an act: its own day on record, not that of its version."""

import pytest

from laws import engine
from laws.oracle_records import Corpus
from laws.small import act, says, source, version

IF = "if it comes to that"


def answered(kind, **own):
    corpus = Corpus(
        (source("a"), source("b")),
        (
            version("a@1", "2020-01-01", says("p", "One.")),
            version(
                "a@2",
                "2020-02-01",
                act(kind, "a#p", on_condition=IF, **own),
                says("q", "Two."),
                events={"e": "2020-03"},
                applies={"from": "a@e"},
            ),
            version("b@1", "2020-04-01", act("fixes-date", "a@e", date="2020-03-10")),
        ),
    )
    entries = engine.load(corpus).as_of("2020-05-01").entries()
    (entry,) = (entry for entry in entries if entry.ref == "a#p")
    return entry


@pytest.mark.parametrize(("kind", "state"), [("ends", "ended"), ("suspends", "suspended")])
def test_the_start_of_its_version_settles_nothing(kind, state):
    entry = answered(kind)
    assert (entry.state.value, entry.conditions) == (state, (IF,))


@pytest.mark.parametrize(("kind", "state"), [("ends", "ended"), ("suspends", "suspended")])
def test_its_own_day_on_record_settles_it(kind, state):
    entry = answered(kind, **{"from": "a@e"})
    assert (entry.state.value, entry.conditions) == (state, ())
