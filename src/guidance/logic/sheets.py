"""Faults of a sheet of facts and of the conditions written over it, and findings.

A *fault* is something that cannot mean what was written, and stops the load. A *finding* is a
condition that can be read and does nothing: no person meets it, or everybody does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from guidance.errors import RecordFault, UndecidedError, nearest
from guidance.logic.decide import satisfiable
from guidance.logic.formulas import Formula, all_of, negation
from guidance.logic.people import bounds_of, wholes_of
from guidance.records.criteria import Fact, FactCondition, FactSheet, FactTest, tests_of

FieldPath = Sequence[str | int]
Oddity = Literal["never-holds", "always-holds"]

_FORMS = {
    "yes-no": "write the fact alone for yes, or is: no",
    "undefined": "write the fact alone for yes, or is: no",
    "number": "write at-least or at-most",
    "count": "write at-least or at-most, and within",
    "choice": "write is and one of its values",
}
_USES = {
    "unit": ("number",),
    "minimum": ("number", "count"),
    "maximum": ("number", "count"),
    "values": ("choice",),
    "part-of": ("count",),
}


def check_sheet(sheet: FactSheet) -> Iterator[RecordFault]:
    """Yield the faults of a sheet.

    That no person meets the constraints is proved, and only asked of a sheet without other faults.
    """
    is_faulty = False
    for name, fact in sheet.facts.items():
        for problem, mend, *key in _fact_faults(name, fact, sheet):
            is_faulty = True
            yield _fault(problem, mend, ("facts", name, *key), sheet)
    if is_faulty:
        return
    for place, constraint in enumerate(sheet.constraints):
        for fault in check_condition(
            constraint, sheet, ("constraints", place), f"facts/{sheet.topic}"
        ):
            is_faulty = True
            yield fault
    if not is_faulty:
        yield from _contradictions(sheet)


def check_condition(
    condition: FactCondition, sheet: FactSheet, path: FieldPath, record: str
) -> Iterator[RecordFault]:
    """Yield the faults of a condition: facts not declared, and tests that do not suit the fact.

    Args:
        condition: What to check.
        sheet: The facts of its topic.
        path: What leads to the condition in its record.
        record: The record's reference.
    """
    for below, test in tests_of(condition):
        fact = sheet.facts.get(test.fact)
        if fact is None:
            near = " or ".join(nearest(test.fact, list(sheet.facts)))
            mend = f"did you mean {near}?" if near else f"declare it in the facts of {sheet.topic}"
            problem = f"no fact named {test.fact!r} is declared"
            yield RecordFault(problem, mend, path=(*path, *below, "fact"), record=record)
            continue
        for problem, mend, *key in _test_faults(test, fact, sheet):
            yield RecordFault(problem, mend, path=(*path, *below, *key), record=record)


def findings(
    condition: Formula, sheet: FactSheet, *, under: Formula | None = None
) -> tuple[Oddity, ...]:
    """Return what is odd about a condition: that nobody meets it, or that it excludes nobody.

    Args:
        condition: A condition without faults.
        sheet: The facts of its topic.
        under: The population it speaks of; without it, everybody.

    Raises:
        UndecidedError: Too large.
    """
    if not satisfiable(all_of(under, condition), sheet):
        return ("never-holds",)
    if not satisfiable(all_of(under, negation(condition)), sheet):
        return ("always-holds",)
    return ()


def _fault(problem: str, mend: str, path: FieldPath, sheet: FactSheet) -> RecordFault:
    return RecordFault(problem, mend, path=path, record=f"facts/{sheet.topic}")


def _fact_faults(name: str, fact: Fact, sheet: FactSheet) -> Iterator[tuple[str, ...]]:
    for key, types in _USES.items():
        if getattr(fact, key.replace("-", "_")) not in (None, ()) and fact.type not in types:
            suits = " or ".join(types)
            yield f"{key} does not go with type {fact.type}", f"only {suits} has it; delete it", key
    if fact.type == "number" and not fact.unit:
        yield "a number without a unit", "name the unit, like unit: years", "unit"
    if fact.type == "undefined" and not fact.because:
        mend = "say in because what the source leaves open"
        yield "an undefined term without the reason", mend, "because"
    if fact.type == "choice":
        if len(fact.values) < 2:
            yield "a choice between fewer than two values", "list its values", "values"
        elif len(set(fact.values)) < len(fact.values):
            yield "a value listed twice", "keep one", "values"
    if fact.type in ("number", "count"):
        yield from _bound_faults(fact)
    if fact.type == "count" and fact.part_of is not None:
        yield from _part_faults(name, fact.part_of, sheet)


def _bound_faults(fact: Fact) -> Iterator[tuple[str, ...]]:
    if fact.type == "count":
        for key, bound in (("minimum", fact.minimum), ("maximum", fact.maximum)):
            if bound is not None and not _is_count(bound):
                yield f"{bound} is no count", "write a whole number from 0", key
    if fact.minimum is not None and fact.maximum is not None and fact.maximum < fact.minimum:
        yield "the maximum is below the minimum", "swap the two", "maximum"


def _part_faults(name: str, target: str, sheet: FactSheet) -> Iterator[tuple[str, ...]]:
    whole = sheet.facts.get(target)
    if whole is None:
        counts = [other for other, fact in sheet.facts.items() if fact.type == "count"]
        near = " or ".join(nearest(target, counts))
        mend = f"did you mean {near}?" if near else "declare it, or delete part-of"
        yield f"no fact named {target!r} is declared", mend, "part-of"
    elif whole.type != "count":
        yield f"{target} is not a count", "name the count that includes this one", "part-of"
    elif sheet.facts[wholes_of(name, sheet)[-1]].part_of is not None:
        chain = " in ".join([*wholes_of(name, sheet), "…"])
        yield f"a count that is part of itself: {chain}", "break the circle", "part-of"
    elif whole.maximum is not None and whole.maximum < (sheet.facts[name].minimum or 0):
        yield f"its minimum is above the maximum of {target}", "correct one of them", "minimum"


def _test_faults(test: FactTest, fact: Fact, sheet: FactSheet) -> Iterator[tuple[str, ...]]:
    form = _FORMS[fact.type]
    is_measured = fact.type in ("number", "count")
    figures = {"at-least": test.at_least, "at-most": test.at_most}
    about = f"{test.fact} is of type {fact.type}"
    if test.within is not None and fact.type != "count":
        yield f"{about}: nothing is counted within a period", "delete within", "within"
    if fact.type == "count" and test.within is None:
        yield f"{about}: no period to count within", "add within, like within: P24M", "fact"
    if is_measured and test.is_ is not None:
        yield f"{about}: is does not go with it", form, "is"
    elif is_measured and test.at_least is None and test.at_most is None:
        yield f"{about}: nothing to compare it with", form, "fact"
    if is_measured:
        for key, figure in figures.items():
            if figure is not None:
                yield from _figure_faults(key, figure, test.fact, sheet)
        return
    for key, figure in figures.items():
        if figure is not None:
            yield f"{about}: {key} does not go with it", form, key
    if fact.type != "choice":
        if test.is_ not in (None, "yes", "no"):
            yield f"{about}: {test.is_!r} is neither yes nor no", form, "is"
    elif test.is_ is None and not any(figures.values()):
        yield f"{about}: no value to compare it with", form, "fact"
    elif test.is_ is not None and test.is_ not in fact.values:
        values = ", ".join(nearest(test.is_, fact.values) or fact.values)
        yield f"{test.is_!r} is not a value of {test.fact}", f"choose from {values}", "is"


def _figure_faults(
    key: str, figure: Decimal, name: str, sheet: FactSheet
) -> Iterator[tuple[str, ...]]:
    if sheet.facts[name].type == "count" and not _is_count(figure):
        yield f"{figure} is no count", "write a whole number from 0", key
        return
    low, high = bounds_of(name, sheet)
    if low is not None and figure < low:
        yield f"{figure} is below {low}, the least it can be", "correct the figure", key
    if high is not None and figure > high:
        yield f"{figure} is above {high}, the most it can be", "correct the figure", key


def _is_count(figure: Decimal) -> bool:
    return figure >= 0 and figure == figure.to_integral_value()


def _contradictions(sheet: FactSheet) -> Iterator[RecordFault]:
    """Yield one fault naming a smallest set of constraints that no person meets together."""

    def can_meet(places: Sequence[int]) -> bool:
        fewer = sheet.model_copy(
            update={"constraints": tuple(sheet.constraints[place] for place in places)}
        )
        return satisfiable(all_of(*fewer.constraints), fewer)

    kept = list(range(len(sheet.constraints)))
    try:
        if can_meet(kept):
            return
        for place in kept.copy():
            fewer = [other for other in kept if other != place]
            if not can_meet(fewer):
                kept = fewer
    except UndecidedError as error:
        yield _fault("the constraints cannot be checked", str(error), ("constraints",), sheet)
        return
    if len(kept) == 1:
        problem = "no person can meet this constraint"
    else:
        numbers = ", ".join(str(place + 1) for place in kept)
        problem = f"no person can meet constraints {numbers} (counted from 1) together"
    yield _fault(problem, "correct or delete one of them", ("constraints", kept[-1]), sheet)
