"""Two diagrams say the same where the same comes out by the same questions, on every way."""

from __future__ import annotations

from guidance.answers.joining import _say_the_same
from guidance.engine.budget import Budget
from guidance.engine.diagrams import Diagrams, Tree
from guidance.engine.states import PossibleState, State
from guidance.engine.tests import Happened

NAMES = [f"e{number:02}" for number in range(60)]
HOLDS, ENDED = (PossibleState(state, None) for state in (State.IN_FORCE, State.ENDED))


def diagrams() -> Diagrams:
    """A maker of its own: two of them share no diagram."""
    return Diagrams(Budget(), lambda test: NAMES.index(test.event) << 40)


def asked(of: Diagrams, name: str, yes: Tree[PossibleState], no: Tree[PossibleState]):
    return of.choose(of.ask(Happened(name)), yes, no)


def by_turns(of: Diagrams, odd: PossibleState, even: PossibleState) -> Tree[PossibleState]:
    """What comes out where an odd number of events has happened, and an even number."""
    one, other = of.leaf(odd), of.leaf(even)
    for name in reversed(NAMES):
        one, other = asked(of, name, other, one), asked(of, name, one, other)
    return other


def test_a_diagram_with_very_many_ways_is_gone_through_once():
    """Of sixty questions there are two to each: not each of a million million million ways."""
    first, second = (by_turns(diagrams(), HOLDS, ENDED) for _ in range(2))
    assert first is not second
    assert _say_the_same(first, second)
    assert not _say_the_same(first, by_turns(diagrams(), ENDED, HOLDS))


def test_the_same_questions_in_another_way_say_something_else():
    of, other = diagrams(), diagrams()
    yes, no = of.leaf(HOLDS), of.leaf(ENDED)
    on_first = asked(of, "e00", asked(of, "e01", yes, no), asked(of, "e02", yes, no))
    turned = asked(of, "e00", asked(of, "e02", yes, no), asked(of, "e01", yes, no))
    both = asked(other, "e00", asked(other, "e01", yes, no), no)
    either = asked(other, "e00", yes, asked(other, "e01", yes, no))
    assert not _say_the_same(on_first, turned)
    assert not _say_the_same(both, either)
    assert not _say_the_same(either, both)
