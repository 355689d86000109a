"""Where the reasons of a state take too many steps, the state is told all the same (law 17)."""

import pytest

import guidance
from guidance.answers.endings import Endings
from guidance.engine.budget import TooTangledError
from laws import engine
from laws.small import act, corpus, says, version

RECORDS = corpus(
    version("a@1", "2020-01-01", says("p", "One.", start="2020-02-01")),
    version("a@2", "2020-03-01", act("suspends", "a#p")),
    version("a@3", "2020-06-01", says("q", "Two.", start="s"), events={"s": "2020-09"}),
)


@pytest.mark.parametrize("broken", [TooTangledError, RecursionError])
def test_the_state_is_told_without_all_its_reasons(monkeypatch, broken):
    def of(*_):
        raise broken

    monkeypatch.setattr(Endings, "of", of)
    answer = engine.load(RECORDS).as_of("2020-09-10")
    [paused] = answer.suspended
    assert [cause.kind for cause in paused.causes] == ["applies"]
    [group] = answer.undetermined
    assert {each.state.value for case in group.cases for each in case.entries} == {
        "in-force",
        "upcoming",
    }
    assert guidance.headline(answer)
    assert guidance.explain(answer, "a#p")
