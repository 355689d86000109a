"""A question about facts, reduced to finitely many yes/no atoms.

Only the thresholds that occur can matter: each fact (each count within each period) is cut at
those, and an atom says on which side of one cut the person lies. Between two cuts all values are
alike. What holds between atoms for any person is stated as clauses:

* above a cut means above every lower cut;
* a count within a period never exceeds the count within a longer one, nor a part of a count the
  whole. For whole numbers in ranges it is enough to say so for each pair of cuts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from guidance.logic.formulas import Formula, distinct_tests, tests_in
from guidance.logic.people import (
    AskedFact,
    Cut,
    Known,
    Person,
    Position,
    Spot,
    bounds_of,
    cuts_of,
    fact_named,
    spot_of,
    value_at,
    wholes_of,
)
from guidance.records.criteria import Fact, FactSheet, FactTest
from guidance.records.dates import Period

Literal = tuple[int, bool]
"""An atom and whether it is to hold."""

Values = dict[int, Position]
"""The position of each variable, by its identity."""

# Days in the shortest and the longest run of so many months.
_SHORTEST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
_LONGEST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)


def never_longer(period: Period, other: Period) -> bool:
    """Whether the first period is at most as long as the second, whenever they are counted.

    Months and days are compared only as far as the calendar settles it: 28 days lie within a
    month, while 30 days and a month are in no order.
    """
    if period.months <= other.months and period.days <= other.days:
        return True
    longest = 366 * (period.months // 12) + _LONGEST[period.months % 12] + period.days
    return longest <= 365 * (other.months // 12) + _SHORTEST[other.months % 12] + other.days


@dataclass(slots=True, eq=False)
class Variable:
    """One fact within one period, with its cuts in rising order and their atoms.

    Attributes:
        bounds: The lowest and highest position, ``None`` where open.
    """

    asked: AskedFact
    fact: Fact
    bounds: tuple[Position | None, Position | None]
    cuts: list[Cut] = field(default_factory=list)
    atoms: list[int] = field(default_factory=list)

    @property
    def is_undefined(self) -> bool:
        """Whether it is a judgement term that the source leaves open."""
        return self.fact.type == "undefined"

    def settled(self, cut: Cut) -> bool | None:
        """Whether everybody lies above the cut (True), nobody (False), or it depends."""
        low, high = self.bounds
        if low is not None and cut <= (low, 0):
            return True
        if high is not None and cut > (high, 0):
            return False
        return None


class Frame:
    """The atoms of some formulas over a sheet, and what holds between them.

    Attributes:
        variables: In the order in which their atoms are best decided.
        clauses: Each a choice of literals of which at least one holds for any person.
        constraints: Those of the sheet that bear on the formulas.
    """

    def __init__(self, sheet: FactSheet, formulas: Iterable[Formula]) -> None:
        self._sheet = sheet
        self._spots: dict[Spot, Variable] = {}
        self._families: dict[str, int] = {}
        # All of them are alive here, so that their identities tell them apart.
        kept = tuple(formulas)
        self._add(kept)
        self.constraints = self._bearing_constraints()
        self._atoms: dict[tuple[Spot, Cut], int] = {}
        self.owners: list[Variable] = []
        self._number_atoms()
        self.variables = tuple(self._spots.values())
        self._pairs = self._ordered_pairs()
        self.clauses = [*self._chains(), *self._orders()]

    def literals(self, test: FactTest) -> list[Literal] | None:
        """Return the literals that a test asks for together; ``None`` if it never holds."""
        low, high = cuts_of(test, self._sheet.facts[test.fact])
        spot = spot_of(test.fact, test.within)
        literals: list[Literal] = []
        for cut, sign in ((low, True), (high, False)):
            if cut is None:
                continue
            settled = self._spots[spot].settled(cut)
            if settled is None:
                literals.append((self._atoms[spot, cut], sign))
            elif settled is not sign:
                return None
        return literals

    def values(self, holding: set[int]) -> Values:
        """Return the plainest values for which exactly these atoms hold."""
        ranges = {id(variable): self._range(variable, holding) for variable in self.variables}
        values: Values = {}
        for variable in self.variables:
            low, high = ranges[id(variable)]
            if variable.fact.type == "number":
                values[id(variable)] = _plain_number(low, high, variable.bounds)
            else:
                # A count is at least what the counts within it are.
                lows = [
                    low,
                    *(ranges[id(part)][0] for part, whole in self._pairs if whole is variable),
                ]
                values[id(variable)] = max(cut[0] for cut in lows if cut is not None)
        return values

    def given(self, listed: Iterable[Variable], values: Values) -> dict[int, bool]:
        """Return the atoms that some facts settle: their own, and of counts in order with them."""
        kept = {id(variable) for variable in listed}
        settled: dict[int, bool] = {}
        for part, whole in [*((variable, variable) for variable in self.variables), *self._pairs]:
            if id(part) in kept:
                least = (values[id(part)], 0)
                for cut, atom in zip(whole.cuts, whole.atoms, strict=True):
                    if cut <= least:
                        settled[atom] = True
            if id(whole) in kept:
                most = (values[id(whole)], 0)
                for cut, atom in zip(part.cuts, part.atoms, strict=True):
                    if cut > most:
                        settled[atom] = False
        return settled

    def person(self, listed: Iterable[Variable], values: Values) -> Person:
        """Return the person of whom these facts are known, in the order of the sheet."""
        known = [
            Known(
                variable.asked.fact,
                value_at(variable.fact, values[id(variable)]),
                variable.asked.within,
            )
            for variable in listed
        ]
        rank = {name: place for place, name in enumerate(self._sheet.facts)}
        return Person(tuple(sorted(known, key=lambda k: (rank[k.fact], *k.spot))))

    def family(self, name: str) -> str:
        """Return the name shared by all counts that bear on each other."""
        return wholes_of(name, self._sheet)[-1]

    def _add(self, formulas: Iterable[Formula]) -> None:
        for test in distinct_tests(formulas):
            fact = fact_named(self._sheet, test.fact)
            self._families.setdefault(self.family(test.fact), len(self._families))
            spot = spot_of(test.fact, test.within)
            variable = self._spots.get(spot)
            if variable is None:
                asked = AskedFact(test.fact, test.within)
                bounds = bounds_of(test.fact, self._sheet)
                variable = self._spots[spot] = Variable(asked, fact, bounds)
            for cut in cuts_of(test, fact):
                if cut is not None and cut not in variable.cuts and variable.settled(cut) is None:
                    variable.cuts.append(cut)

    def _bearing_constraints(self) -> list[Formula]:
        # Constraints about other facts can be met whatever the rest is: they only cost time.
        waiting = [
            (constraint, {self.family(test.fact) for test in tests_in(constraint)})
            for constraint in self._sheet.constraints
        ]
        kept: list[Formula] = []
        while bearing := [pair for pair in waiting if not pair[1].isdisjoint(self._families)]:
            waiting = [pair for pair in waiting if pair not in bearing]
            for constraint, _ in bearing:
                self._add([constraint])
                kept.append(constraint)
        return kept

    def _number_atoms(self) -> None:
        rows = [
            (self._families[self.family(spot[0])], cut, place, spot)
            for place, (spot, variable) in enumerate(self._spots.items())
            for cut in variable.cuts
        ]
        # Cuts of counts that bear on each other stand side by side: diagrams stay small.
        for _, cut, _, spot in sorted(rows, key=lambda row: row[:3]):
            variable = self._spots[spot]
            self._atoms[spot, cut] = len(self.owners)
            variable.atoms.append(len(self.owners))
            self.owners.append(variable)
        for variable in self._spots.values():
            variable.cuts.sort()

    def _ordered_pairs(self) -> list[tuple[Variable, Variable]]:
        counts = [count for count in self.variables if count.fact.type == "count"]
        wholes = {count.asked.fact: wholes_of(count.asked.fact, self._sheet) for count in counts}
        return [
            (part, whole)
            for part in counts
            for whole in counts
            if part is not whole
            and whole.asked.fact in wholes[part.asked.fact]
            and part.asked.within is not None
            and whole.asked.within is not None
            and never_longer(part.asked.within, whole.asked.within)
        ]

    def _chains(self) -> list[list[Literal]]:
        return [
            [(lower, True), (upper, False)]
            for variable in self.variables
            for lower, upper in zip(variable.atoms, variable.atoms[1:], strict=False)
        ]

    def _orders(self) -> list[list[Literal]]:
        clauses: list[list[Literal]] = []
        for part, whole in self._pairs:
            least = part.bounds[0] or 0
            steps: list[tuple[Cut, list[Literal]]] = [((least, 0), [])]
            steps += [
                (cut, [(atom, False)]) for cut, atom in zip(part.cuts, part.atoms, strict=True)
            ]
            for cut, clause in steps:
                reached = [a for c, a in zip(whole.cuts, whole.atoms, strict=True) if c <= cut]
                if whole.settled(cut) is False:
                    clauses.append(clause)
                elif reached:
                    clauses.append([*clause, (reached[-1], True)])
        return clauses

    def _range(self, variable: Variable, holding: set[int]) -> tuple[Cut | None, Cut | None]:
        pairs = list(zip(variable.cuts, variable.atoms, strict=True))
        low = variable.bounds[0]
        lowest: Cut | None = None if low is None else (low, 0)
        below = [cut for cut, atom in pairs if atom in holding]
        above = [cut for cut, atom in pairs if atom not in holding]
        return (below[-1] if below else lowest), (above[0] if above else None)


def _plain_number(
    low: Cut | None, high: Cut | None, bounds: tuple[Position | None, Position | None]
) -> Decimal:
    """Choose a number between two cuts: if there is one, a whole one near the cut that matters."""
    if high is None and bounds[1] is not None:
        high = (bounds[1], 1)
    if high is not None and (low is None or low == (bounds[0], 0)):
        whole = math.floor(high[0]) if high[1] else math.ceil(high[0]) - 1
    elif low is not None:
        whole = math.floor(low[0]) + 1 if low[1] else math.ceil(low[0])
    else:
        whole = 0
    if (low is None or low <= (whole, 0)) and (high is None or (whole, 0) < high):
        return Decimal(whole)
    # Without a whole number between them there is a cut on both sides.
    bottom, top = Decimal(low[0] if low else 0), Decimal(high[0] if high else 0)
    if low is not None and low[1] == 0:
        return bottom
    return top if high is not None and high[1] else (bottom + top) / 2
