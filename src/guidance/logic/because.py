"""Why a condition holds for a person, or does not: the tests that settle it, and by which facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guidance.logic.evaluate import Truth, evaluate
from guidance.logic.formulas import Formula
from guidance.logic.people import Known, Person
from guidance.records.criteria import AllOf, AnyOf, FactSheet, FactTest, Not
from guidance.records.shown import Shown


@dataclass(frozen=True, slots=True, repr=False)
class SettledTest(Shown):
    """A test that is settled for a person.

    Attributes:
        rests_on: What is known of the person and settles it; none of it can be done without.
            Empty where it is so of everybody.
    """

    test: FactTest
    holds: bool
    rests_on: tuple[Known, ...]

    @property
    def is_said(self) -> bool:
        """Whether the person's facts say so themselves, and it does not follow from others."""
        return any(known.fact == self.test.fact for known in self.rests_on)


def because(condition: Formula, person: Person, sheet: FactSheet) -> tuple[SettledTest, ...]:
    """Return the tests that settle a condition for a person, as few as its form allows.

    Together they suffice: everybody of whom they are so comes out the same. Where it is settled
    only by what its parts have to do with each other, there are none to name.

    Args:
        condition: A condition without faults.
        person: What is known.
        sheet: The facts.
    """
    settling = _settling(condition, person, sheet)
    return tuple(dict.fromkeys(settling or ()))


def _settling(formula: Formula, person: Person, sheet: FactSheet) -> Sequence[SettledTest] | None:
    """The tests that settle a formula; ``None`` where no tests of its own do."""
    truth = evaluate(formula, person, sheet).truth
    if truth is Truth.UNKNOWN:
        return None
    match formula:
        case bool():
            return ()
        case FactTest():
            return (SettledTest(formula, truth is Truth.TRUE, _rests_on(formula, person, sheet)),)
        case Not():
            return _settling(formula.not_, person, sheet)
        case AllOf():
            return _of_parts(formula.all, truth, person, sheet, every=truth is Truth.TRUE)
        case AnyOf():
            return _of_parts(formula.any, truth, person, sheet, every=truth is Truth.FALSE)


def _of_parts(
    parts: Sequence[Formula], truth: Truth, person: Person, sheet: FactSheet, *, every: bool
) -> Sequence[SettledTest] | None:
    """All parts where all are needed; else one that alone suffices, the plainest."""
    alike = [part for part in parts if evaluate(part, person, sheet).truth is truth]
    reasons = [_settling(part, person, sheet) for part in alike]
    told = [some for some in reasons if some is not None]
    if every:
        return [reason for some in told for reason in some] if len(told) == len(parts) else None
    return min(told, key=len, default=None)


def _rests_on(test: FactTest, person: Person, sheet: FactSheet) -> tuple[Known, ...]:
    kept = list(person)
    # What bears on the same fact is kept longest.
    for known in sorted(person, key=lambda known: known.fact == test.fact):
        fewer = [other for other in kept if other is not known]
        if evaluate(test, Person(tuple(fewer)), sheet).truth is not Truth.UNKNOWN:
            kept = fewer
    return tuple(kept)
