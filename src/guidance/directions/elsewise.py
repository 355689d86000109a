"""Who nearest to a person would be treated otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guidance.errors import UndecidedError
from guidance.logic import (
    ONE_WORD,
    Formula,
    Known,
    Outcome,
    Person,
    Regime,
    all_of,
    any_of,
    find_person,
    satisfiable,
)
from guidance.logic.evaluate import person_formula
from guidance.logic.pairs import with_terms_judged
from guidance.logic.regimes import declare, sides_of
from guidance.records.criteria import FactSheet


def other_person(regimes: Sequence[Regime], person: Person, sheet: FactSheet) -> Person | None:
    """Return what would have to be otherwise, or known besides, for the other answer.

    Of what is known of the person as much is kept as can be. Only what differs or is added is
    returned, and only where it makes the difference in every set of rules that is possible.

    Returns:
        ``None`` where nobody has the other answer, or it rests on what stands only in a text, or is
        too large to find.
    """
    try:
        declared, wider, refs = declare(with_terms_judged(sheet), *regimes)
        sides = [sides_of(regime) for regime in declared]
        wanted = _wanted(sides, person, wider)
        if wanted is None:
            return None
        kept: list[Known] = []
        for known in person:
            more = person_formula(Person((*kept, known)), wider)
            if satisfiable(all_of(wanted, more), wider):
                kept.append(known)
        other = find_person(
            all_of(wanted, person_formula(Person(tuple(kept)), wider)),
            wider,
        )
    except UndecidedError:
        return None
    if other is None or any(known.fact in refs for known in other):
        return None
    return Person(tuple(known for known in other if known not in kept))


def _wanted(
    sides: Sequence[Mapping[Outcome, Formula]], person: Person, sheet: FactSheet
) -> Formula | None:
    """Whoever is allowed, where the person is not; and the other way round."""
    own = person_formula(person, sheet)
    for word, other in (("allowed", "not-allowed"), ("not-allowed", "allowed")):
        such = any_of(*(_side(side, word) for side in sides))
        if satisfiable(all_of(own, such), sheet):
            return all_of(*(_side(side, other) for side in sides))
    return all_of(*(_side(side, "allowed") for side in sides))


def _side(side: Mapping[Outcome, Formula], word: str) -> Formula:
    return any_of(*(people for outcome, people in side.items() if ONE_WORD[outcome] == word))
