"""Conditions put together, with *everybody* and *nobody* as constants.

The records have no way to write a condition that always or never holds, and need none. What is
worked out from them does: a regime without permissions allows nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from guidance.records.criteria import AllOf, AnyOf, FactTest, Not

Formula: TypeAlias = AllOf | AnyOf | Not | FactTest | bool
"""A condition, or ``True`` (everybody) or ``False`` (nobody)."""


def all_of(*parts: Formula | None) -> Formula:
    """Return the formula that holds where every part does; ``None`` parts say nothing."""
    kept: list[AllOf | AnyOf | Not | FactTest] = []
    for part in parts:
        if part is False:
            return False
        if part is not None and part is not True:
            kept.append(part)
    if not kept:
        return True
    return kept[0] if len(kept) == 1 else AllOf(all=tuple(kept))


def any_of(*parts: Formula) -> Formula:
    """Return the formula that holds where at least one part does."""
    kept: list[AllOf | AnyOf | Not | FactTest] = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            kept.append(part)
    if not kept:
        return False
    return kept[0] if len(kept) == 1 else AnyOf(any=tuple(kept))


def negation(part: Formula) -> Formula:
    """Return the formula that holds where the part does not."""
    match part:
        case bool():
            return not part
        case Not():
            return part.not_
        case _:
            return Not(not_=part)


def distinct_tests(formulas: Iterable[Formula]) -> Iterator[FactTest]:
    """Yield the tests of some formulas, each part that they share looked at once."""
    waiting = list(formulas)[::-1]
    seen: set[int] = set()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        match part:
            case FactTest():
                yield part
            case AllOf():
                waiting.extend(reversed(part.all))
            case AnyOf():
                waiting.extend(reversed(part.any))
            case Not():
                waiting.append(part.not_)


def tests_in(formula: Formula) -> Iterator[FactTest]:
    """Yield each test of a formula, left to right."""
    match formula:
        case FactTest():
            yield formula
        case AllOf():
            for part in formula.all:
                yield from tests_in(part)
        case AnyOf():
            for part in formula.any:
                yield from tests_in(part)
        case Not():
            yield from tests_in(formula.not_)
