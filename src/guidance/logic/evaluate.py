"""Whether a condition holds for a person of whom some facts are known.

What is not known is open, never "no". The answer is *true* if the condition holds for everybody
with these facts, *false* if for nobody, else *unknown*. That is at least as decided as Kleene's
three-valued logic and never contradicts it: Kleene cannot see that "lesions or no lesions" is
settled, nor that three relapses in a year are two in two years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from guidance.errors import QueryError
from guidance.logic.decide import STEP_LIMIT, DiagramSolver
from guidance.logic.diagram import FALSE, TooLargeError
from guidance.logic.formulas import Formula, all_of, negation, tests_in
from guidance.logic.frame import Frame, Variable
from guidance.logic.people import (
    AskedFact,
    Person,
    cuts_of,
    exactly,
    fact_named,
    position_of,
    spot_of,
)
from guidance.records.criteria import AllOf, AnyOf, FactSheet, FactTest, Not


class Truth(Enum):
    """Kleene's three values."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Whether a condition holds, and on what that rests.

    Attributes:
        missing: Facts to ask for. Known together with ``undefined``, they settle it, and none of
            the two can be done without.
        undefined: Where it is unknown, the undefined terms that somebody would have to judge;
            where it is settled, those that the person's facts had to judge.
    """

    truth: Truth
    missing: tuple[AskedFact, ...] = ()
    undefined: tuple[str, ...] = ()


def evaluate(condition: Formula, person: Person, sheet: FactSheet) -> Evaluation:
    """Tell whether a condition holds for a person.

    Raises:
        QueryError: The person's facts cannot all be true.
        UnknownNameError: The condition or the person names a fact that is not declared.
    """
    if (settled := settle([condition, negation(condition)], person, sheet)) is None:
        truth = kleene(condition, person, sheet)
        left = open_facts(condition, person, sheet) if truth is Truth.UNKNOWN else ((), ())
        return Evaluation(truth, *left)
    truth = Truth.UNKNOWN
    if len(settled.possible) == 1:
        truth = Truth.FALSE if settled.possible[0] else Truth.TRUE
    return Evaluation(truth, settled.missing, settled.undefined)


@dataclass(frozen=True, slots=True)
class Settled:
    """Which of several outcomes are possible for a person, and what would leave only one.

    Attributes:
        possible: Their positions in the list of outcomes.
        missing: As in :class:`Evaluation`.
        undefined: As in :class:`Evaluation`.
    """

    possible: tuple[int, ...]
    missing: tuple[AskedFact, ...]
    undefined: tuple[str, ...]


def settle(outcomes: Sequence[Formula], person: Person, sheet: FactSheet) -> Settled | None:
    """Decide between outcomes of which exactly one holds for everybody.

    Returns:
        ``None`` if it is too large to decide.

    Raises:
        QueryError: The person's facts cannot all be true.
    """
    facts = person_formula(person, sheet)
    try:
        solver = DiagramSolver(Frame(sheet, [*outcomes, facts]), STEP_LIMIT)
        branches = _branches(solver, outcomes, facts)
        if not any(branches.values()):
            raise QueryError(f"nobody can have all these facts: {person}")
        possible = tuple(place for place, node in branches.items() if node != FALSE)
        if len(possible) == 1:
            return Settled(possible, (), _judged(solver, outcomes, person, sheet))
        needed = _needed(solver, list(branches.values()))
    except (TooLargeError, RecursionError):
        return None
    return Settled(
        possible,
        tuple(variable.asked for variable in needed if not variable.is_undefined),
        tuple(variable.asked.fact for variable in needed if variable.is_undefined),
    )


def person_formula(person: Person, sheet: FactSheet) -> Formula:
    """Return the formula met by those who have all the known facts."""
    return all_of(*(exactly(known, fact_named(sheet, known.fact)) for known in person))


def _branches(solver: DiagramSolver, outcomes: Sequence[Formula], facts: Formula) -> dict[int, int]:
    both = solver.diagram.both
    such = both(solver.people, solver.node(facts))
    return {place: both(such, solver.node(outcome)) for place, outcome in enumerate(outcomes)}


def _judged(
    solver: DiagramSolver, outcomes: Sequence[Formula], person: Person, sheet: FactSheet
) -> tuple[str, ...]:
    """Return the judgement terms without which a settled outcome would be open."""
    kept = list(person)
    terms = [known for known in kept if fact_named(sheet, known.fact).type == "undefined"]
    for term in reversed(terms.copy()):
        fewer = [known for known in kept if known is not term]
        branches = _branches(solver, outcomes, person_formula(Person(tuple(fewer)), sheet))
        if sum(node != FALSE for node in branches.values()) == 1:
            kept = fewer
            terms.remove(term)
    return tuple(term.fact for term in terms)


def _needed(solver: DiagramSolver, outcomes: Sequence[int]) -> list[Variable]:
    """Return facts that together tell the outcomes apart, none of which can be left out."""
    diagram, owners = solver.diagram, solver.frame.owners
    atoms: set[int] = set().union(*(diagram.support(node) for node in outcomes))
    kept = [v for v in solver.frame.variables if not atoms.isdisjoint(v.atoms)]
    everything = frozenset(range(len(owners)))

    def suffice(variables: Iterable[Variable]) -> bool:
        hidden = everything.difference(*(v.atoms for v in variables))
        seen = [diagram.exists(node, hidden) for node in outcomes]
        return all(
            diagram.both(node, other) == FALSE
            for place, node in enumerate(seen)
            for other in seen[:place]
        )

    # A fact that can be asked is better than a term that nobody defined.
    kept.sort(key=lambda v: v.is_undefined)
    for variable in reversed(kept.copy()):
        fewer = [other for other in kept if other is not variable]
        if suffice(fewer):
            kept = fewer
    return kept


def kleene(formula: Formula, person: Person, sheet: FactSheet) -> Truth:
    """Evaluate by Kleene's strong tables, looking at each test by itself.

    Sound, quick and blind to what tests have to do with each other.
    """
    positions = {
        known.spot: position_of(fact_named(sheet, known.fact), known.value) for known in person
    }

    def test(tested: FactTest) -> bool | None:
        position = positions.get(spot_of(tested.fact, tested.within))
        if position is None:
            return None
        low, high = cuts_of(tested, fact_named(sheet, tested.fact))
        return (low is None or low <= (position, 0)) and (high is None or high > (position, 0))

    value = _by_tables(formula, test)
    return Truth.UNKNOWN if value is None else Truth.TRUE if value else Truth.FALSE


def _by_tables(formula: Formula, test: Callable[[FactTest], bool | None]) -> bool | None:
    match formula:
        case bool():
            return formula
        case FactTest():
            return test(formula)
        case Not():
            value = _by_tables(formula.not_, test)
            return None if value is None else not value
        case AllOf():
            values = [_by_tables(part, test) for part in formula.all]
            return False if False in values else None if None in values else True
        case AnyOf():
            values = [_by_tables(part, test) for part in formula.any]
            return True if True in values else None if None in values else False


def open_facts(
    formula: Formula, person: Person, sheet: FactSheet
) -> tuple[tuple[AskedFact, ...], tuple[str, ...]]:
    """Return all facts that a formula asks for and the person leaves open, and such terms."""
    known = {fact.spot for fact in person}
    asked = {
        spot: AskedFact(test.fact, test.within)
        for test in tests_in(formula)
        if (spot := spot_of(test.fact, test.within)) not in known
    }
    is_term = {asking: sheet.facts[asking.fact].type == "undefined" for asking in asked.values()}
    return (
        tuple(asking for asking in asked.values() if not is_term[asking]),
        tuple(asking.fact for asking in asked.values() if is_term[asking]),
    )
