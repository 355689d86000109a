"""*Proved* is said of a topic only where every rule of it was in the proof."""

import pytest

import guidance
from guidance import report
from laws.test_people_laws import AFTER, BEFORE, corpus_of


def rule(ref, force, **more):
    return {
        "ref": ref,
        "force": force,
        "kind": "eligibility",
        "text": "It is so.",
        "standing": "decision",
        "places": [],
        **more,
    }


MAY = rule("a#p", "may", criteria={"fact": "f"})
MUST_NOT = rule("b#p", "must-not", criteria={"fact": "g"})
DUTY = rule("d#p", "must", action="tests", criteria={"fact": "f"})

LEFT_OUT = {
    "about no action": rule("c#p", "must-not", kind="advice"),
    "criteria in its text": rule("c#p", "must-not", criteria="in-text"),
    "a population in words": rule("c#p", "must-not", population={"words": "some"}),
    "criteria in its text, about another action": rule(
        "c#p", "must", action="tests", criteria="in-text"
    ),
}
"""Rules that the proof cannot take in, and why."""


def told(corpus):
    """Everything that people and programs are told of the direction."""
    found = corpus.direction(BEFORE, AFTER, topic="t")
    window = report.window_of(corpus, BEFORE, AFTER, topic="t")
    every = [report.of_direction(corpus, found), report.of_changes(corpus, window)]
    formats = ("text", "markdown", "html", "json")
    words = [report.render(each, name, full=True) for each in every for name in formats]
    return found, " ".join(str(each) for each in words)


def test_with_every_rule_in_the_proof_it_is_said():
    found, words = told(corpus_of([MAY, DUTY], [MAY, DUTY, MUST_NOT]))
    assert found.overall.verdict == "stricter"
    assert "proved" in found.overall.because
    assert "proved from the criteria" in words


@pytest.mark.parametrize("left_out", LEFT_OUT.values(), ids=LEFT_OUT)
@pytest.mark.parametrize("moves", [False, True])
def test_a_planted_rule_that_is_left_out_takes_it_away(left_out, moves):
    """Whether the rule stands on both days or is new on the last."""
    before = [MAY, DUTY] if moves else [MAY, DUTY, left_out]
    found, words = told(corpus_of(before, [MAY, DUTY, MUST_NOT, left_out]))
    assert found.overall.verdict in ("stricter", "unclear")
    assert "proved" not in words
    for place in found.places:
        for action in place.actions:
            assert "proved" not in action.overall.because


def test_the_shipped_records_leave_rules_out():
    """Some of their statements bind and are about no action."""
    corpus = guidance.load()
    found = corpus.direction("2019-06-01", "2020-02-01", topic="alemtuzumab")
    assert "proved" not in str(report.render(report.of_direction(corpus, found), "json"))
