"""Two regimes side by side, and which undefined terms are judged alike in both.

A term that may be judged otherwise before and after becomes two: one for the rules of each side,
and a third for the rules that stand on both sides word for word. A term that is judged alike
becomes a fact about a person like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from guidance.logic.formulas import Formula, tests_in
from guidance.logic.regimes import Declared, Regime, Rule, declare
from guidance.records.criteria import AllOf, AnyOf, FactSheet, FactTest, FrozenDict, Not

_Side = Literal["kept", "old", "new"]
_SIDES: Final[tuple[_Side, ...]] = ("kept", "old", "new")


@dataclass(frozen=True)
class Pair:
    """A baseline, what is compared with it, and for whom.

    Attributes:
        under: The population they are compared for; without it, everybody. Its terms are facts.
    """

    old: Regime
    new: Regime
    sheet: FactSheet
    under: Formula | None = None

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The undefined terms that rules of either side, or the population, test."""
        parts = [self.under, *(part for rule in self._rules for part in _parts(rule))]
        named = {test.fact for part in parts if part is not None for test in tests_in(part)}
        return tuple(
            name
            for name, fact in self.sheet.facts.items()
            if name in named and fact.type == "undefined"
        )

    @cached_property
    def shared_terms(self) -> frozenset[str]:
        """The terms that rules of both sides test."""
        sides = (
            {
                test.fact
                for rule in regime.rules
                for part in _parts(rule)
                if part is not None
                for test in tests_in(part)
            }
            for regime in (self.old, self.new)
        )
        first, second = sides
        return frozenset(first & second & {*self.terms})

    def term_of(self, name: str) -> str:
        """The term that a name stands for."""
        return self._own.get(name, name)

    def sides(self, shared: tuple[str, ...]) -> Declared:
        """Return both regimes, over a sheet in which only what may turn out anyhow is undefined.

        Args:
            shared: The terms that are judged alike.
        """
        apart = {term for term in self.terms if term not in shared}
        kept = frozenset(self.old.rules) & frozenset(self.new.rules)
        both: tuple[tuple[_Side, Regime], ...] = (("old", self.old), ("new", self.new))
        sides = [
            Regime(
                tuple(
                    self._renamed(rule, "kept" if rule in kept else side, apart)
                    for rule in regime.rules
                )
            )
            for side, regime in both
        ]
        return declare(self._sheet(apart), *sides)

    @property
    def _rules(self) -> tuple[Rule, ...]:
        return (*self.old.rules, *self.new.rules)

    @cached_property
    def _names(self) -> Mapping[tuple[str, _Side], str]:
        """A name of its own for each term on each side."""
        names: dict[tuple[str, _Side], str] = {}
        for term in self.terms:
            for side in _SIDES:
                name = f"{term}.{side}"
                while name in self.sheet.facts:
                    name += ".it"
                names[term, side] = name
        return names

    @cached_property
    def _own(self) -> Mapping[str, str]:
        return {name: term for (term, _), name in self._names.items()}

    def _sheet(self, apart: set[str]) -> FactSheet:
        """The sheet with a fact for each side; what must hold for people holds on each side."""
        facts = dict(with_terms_judged(self.sheet).facts)
        for term in apart:
            facts.update({self._names[term, side]: self.sheet.facts[term] for side in _SIDES})
        constraints = list(self.sheet.constraints)
        for constraint in self.sheet.constraints:
            if any(test.fact in apart for test in tests_in(constraint)):
                constraints += [self._condition(constraint, side, apart) for side in _SIDES]
        return self.sheet.model_copy(
            update={"facts": FrozenDict(facts), "constraints": tuple(constraints)}
        )

    def _renamed(self, rule: Rule, side: _Side, apart: set[str]) -> Rule:
        population, criteria = (
            part if part is None else self._formula(part, side, apart) for part in _parts(rule)
        )
        # Who may have something is a matter of permission, however warmly it is recommended.
        effect = "permit" if rule.offers else rule.effect
        return replace(rule, effect=effect, population=population, criteria=criteria)

    def _formula(self, formula: Formula, side: _Side, apart: set[str]) -> Formula:
        return formula if isinstance(formula, bool) else self._condition(formula, side, apart)

    def _condition(
        self, condition: AllOf | AnyOf | Not | FactTest, side: _Side, apart: set[str]
    ) -> AllOf | AnyOf | Not | FactTest:
        def change(part: AllOf | AnyOf | Not | FactTest) -> AllOf | AnyOf | Not | FactTest:
            return self._condition(part, side, apart)

        match condition:
            case FactTest():
                if condition.fact not in apart:
                    return condition
                return condition.model_copy(update={"fact": self._names[condition.fact, side]})
            case Not():
                return Not(not_=change(condition.not_))
            case AllOf():
                return AllOf(all=tuple(map(change, condition.all)))
            case AnyOf():
                return AnyOf(any=tuple(map(change, condition.any)))


def with_terms_judged(sheet: FactSheet) -> FactSheet:
    """The sheet with undefined terms as facts about a person, as somebody would judge them."""
    facts = {
        name: fact.model_copy(update={"type": "yes-no"}) if fact.type == "undefined" else fact
        for name, fact in sheet.facts.items()
    }
    return sheet.model_copy(update={"facts": FrozenDict(facts)})


def _parts(rule: Rule) -> tuple[Formula | None, Formula | None]:
    return rule.population, rule.criteria
