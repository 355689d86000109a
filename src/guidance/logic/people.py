"""What is known of a person, and how facts and their values are put on one scale.

Every fact becomes a position on a line, so that one kind of test is enough for all of them:
no is 0 and yes is 1, a choice is its place in the list, a number or a count is itself. A *cut*
``(value, 0)`` lies just before a value and ``(value, 1)`` just after it; a test holds above its
lower cut and below its upper one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from guidance.errors import UnknownNameError, nearest
from guidance.records.criteria import Fact, FactSheet, FactTest
from guidance.records.dates import Period
from guidance.records.shown import Shown

Value: TypeAlias = bool | int | Decimal | str
Position: TypeAlias = int | Decimal
Cut: TypeAlias = tuple[Position, int]
Spot: TypeAlias = tuple[str, int, int]
"""A fact and the length of its period: P2Y and P24M ask for the same thing."""


def spot_of(fact: str, within: Period | None) -> Spot:
    """Return what identifies the fact within the period."""
    return (fact, within.months, within.days) if within else (fact, 0, 0)


class AskedFact(NamedTuple):
    """A fact, and for a count the period it is counted within."""

    fact: str
    within: Period | None = None

    def __str__(self) -> str:
        return f"{self.fact}/{self.within}" if self.within else self.fact


@dataclass(frozen=True, slots=True)
class Known:
    """One thing known of a person.

    Attributes:
        value: True or False for yes-no and undefined, int for a count, Decimal for a number, the
            value's name for a choice.
        within: The period of a count.
    """

    fact: str
    value: Value
    within: Period | None = None

    @property
    def spot(self) -> Spot:
        """What identifies the fact within the period."""
        return spot_of(self.fact, self.within)

    def __str__(self) -> str:
        value = ("no", "yes")[self.value] if isinstance(self.value, bool) else f"{self.value}"
        return f"{self.fact}={value}/{self.within}" if self.within else f"{self.fact}={value}"


@dataclass(frozen=True, slots=True, repr=False)
class Person(Shown):
    """What is known of a person; everything else about them is open.

    Written as text it can be read again, e.g. ``new-mri-lesions=yes relapses=0/P24M``.
    """

    known: tuple[Known, ...] = ()

    def get(self, fact: str, within: Period | None = None) -> Value | None:
        """Return what is known of a fact, of a count ``within`` a period; else ``None``."""
        spot = spot_of(fact, within)
        return next((known.value for known in self.known if known.spot == spot), None)

    def __iter__(self) -> Iterator[Known]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)

    def __str__(self) -> str:
        return " ".join(map(str, self.known))


def fact_named(sheet: FactSheet, name: str) -> Fact:
    """Look a fact up.

    Raises:
        UnknownNameError: The sheet does not declare it.
    """
    try:
        return sheet.facts[name]
    except KeyError:
        raise UnknownNameError("fact", name, nearest(name, list(sheet.facts))) from None


def wholes_of(name: str, sheet: FactSheet) -> list[str]:
    """Return a count and the counts it is a part of, innermost first."""
    chain = [name]
    while (whole := sheet.facts[chain[-1]].part_of) and whole in sheet.facts and whole not in chain:
        chain.append(whole)
    return chain


def bounds_of(name: str, sheet: FactSheet) -> tuple[Position | None, Position | None]:
    """Return the lowest and highest position of a fact, ``None`` where open.

    A part of a count is at most what the whole can be, and the whole at least what the part must.
    """
    fact = sheet.facts[name]
    match fact.type:
        case "yes-no" | "undefined":
            return 0, 1
        case "choice":
            return 0, len(fact.values) - 1
        case "number":
            return fact.minimum, fact.maximum
    wholes = [sheet.facts[whole].maximum for whole in wholes_of(name, sheet)]
    parts = [
        part.minimum or 0 for other, part in sheet.facts.items() if name in wholes_of(other, sheet)
    ]
    return int(max(parts)), min((most for most in wholes if most is not None), default=None)


def position_of(fact: Fact, value: Value) -> Position:
    """Return where a value lies on the line of its fact."""
    if isinstance(value, str):
        return fact.values.index(value)
    return int(value) if isinstance(value, bool) else value


def value_at(fact: Fact, position: Position) -> Value:
    """Return the value at a position: the inverse of :func:`position_of`."""
    match fact.type:
        case "yes-no" | "undefined":
            return bool(position)
        case "choice":
            return fact.values[int(position)]
        case "count":
            return int(position)
        case "number":
            return Decimal(position)


def cuts_of(test: FactTest, fact: Fact) -> tuple[Cut | None, Cut | None]:
    """Return the cuts that a value must lie above and below for the test to hold."""
    match fact.type:
        case "yes-no" | "undefined":
            return (None, (1, 0)) if test.is_ == "no" else ((1, 0), None)
        case "choice":
            place = fact.values.index(test.is_ or "")
            return (place, 0), (place + 1, 0)
        case "count":
            low = None if test.at_least is None else (test.at_least, 0)
            return low, None if test.at_most is None else (test.at_most + 1, 0)
        case "number":
            low = None if test.at_least is None else (test.at_least, 0)
            return low, None if test.at_most is None else (test.at_most, 1)


def exactly(known: Known, fact: Fact) -> FactTest:
    """Return the test that holds for people with this value and for nobody else."""
    if fact.type in ("count", "number"):
        figure = Decimal(known.value)
        return FactTest(fact=known.fact, at_least=figure, at_most=figure, within=known.within)
    value = ("no", "yes")[known.value] if isinstance(known.value, bool) else str(known.value)
    return FactTest(fact=known.fact, is_=value)
