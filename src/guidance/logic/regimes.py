"""Permissions and prohibitions that apply together, and what they make of a person.

Allowed: a permission that speaks of the person holds, and no prohibition does. Not allowed: a
prohibition holds, or an *only* permission speaks of them and no permission holds. Otherwise
nothing speaks of them: *silent*, which is neither yes nor no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from guidance.errors import UndecidedError
from guidance.logic.evaluate import Truth, evaluate, settle
from guidance.logic.formulas import Formula, all_of, any_of, negation
from guidance.logic.people import AskedFact, Person
from guidance.records.criteria import Fact, FactSheet, FactTest, FrozenDict

Outcome = Literal["allowed", "not-allowed", "silent"]
OUTCOMES: tuple[Outcome, ...] = ("allowed", "not-allowed", "silent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One permission or prohibition.

    Attributes:
        effect: What it does to the people it holds for.
        ref: Its reference.
        population: Whom it speaks of; without it, everybody.
        criteria: When it holds for them; without it, always.
        only: A permission that excludes everybody else of its population.
        opaque: Its criteria, or some of them, are in its text alone. They are one undefined term.
        opaque_population: The same of its population.
        wording: Tells statements under one reference apart. Undeclared criteria are taken to be
            the same only where reference and wording are.
    """

    effect: Literal["permit", "prohibit"]
    ref: str
    population: Formula | None = None
    criteria: Formula | None = None
    only: bool = False
    opaque: bool = False
    opaque_population: bool = False
    wording: str = ""

    @property
    def speaks(self) -> Formula:
        """Of whom it speaks."""
        return all_of(self.population)

    @property
    def holds(self) -> Formula:
        """For whom it holds."""
        return all_of(self.population, self.criteria)


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules that apply together. Their order means nothing."""

    rules: tuple[Rule, ...] = ()

    @property
    def permissions(self) -> tuple[Rule, ...]:
        """Those that permit."""
        return tuple(rule for rule in self.rules if rule.effect == "permit")

    @property
    def prohibitions(self) -> tuple[Rule, ...]:
        """Those that prohibit."""
        return tuple(rule for rule in self.rules if rule.effect == "prohibit")


class Sides(NamedTuple):
    """Whom something allows, whom it does not, and of whom it says nothing: everybody once."""

    allowed: Formula
    not_allowed: Formula
    silent: Formula

    @classmethod
    def of(cls, regime: Regime) -> Sides:
        """Return the sides of a regime without opaque rules."""
        permitted = any_of(*(rule.holds for rule in regime.permissions))
        prohibited = any_of(*(rule.holds for rule in regime.prohibitions))
        claimed = any_of(*(rule.speaks for rule in regime.permissions if rule.only))
        spoken_of = any_of(permitted, prohibited, claimed)
        return cls(
            allowed=all_of(permitted, negation(prohibited)),
            not_allowed=any_of(prohibited, all_of(claimed, negation(permitted))),
            silent=negation(spoken_of),
        )


class Declared(NamedTuple):
    """Regimes whose undeclared parts are undefined terms of an enlarged sheet.

    Attributes:
        refs: The reference of the rule that each added term stands for.
    """

    regimes: tuple[Regime, ...]
    sheet: FactSheet
    refs: Mapping[str, str]


def declare(sheet: FactSheet, *regimes: Regime) -> Declared:
    """Give each undeclared part of a rule a name of its own, the same in all the regimes."""
    terms: dict[tuple[str, str, str], str] = {}

    def term(rule: Rule, part: str) -> FactTest:
        key = (rule.ref, rule.wording, part)
        if key not in terms:
            number = len(terms) + 1
            while (name := f"undeclared.{number}") in sheet.facts:
                number += len(sheet.facts)
            terms[key] = name
        return FactTest(fact=terms[key])

    def opened(rule: Rule) -> Rule:
        population, criteria = rule.population, rule.criteria
        if rule.opaque_population:
            population = all_of(population, term(rule, "population"))
        if rule.opaque:
            criteria = all_of(criteria, term(rule, "criteria"))
        return replace(
            rule, population=population, criteria=criteria, opaque=False, opaque_population=False
        )

    changed = tuple(Regime(tuple(map(opened, regime.rules))) for regime in regimes)
    if not terms:
        return Declared(changed, sheet, {})
    added = {
        name: Fact(label=f"{part} of {ref}", type="undefined", because="in its text alone")
        for (ref, _, part), name in terms.items()
    }
    facts = FrozenDict({**sheet.facts, **added})
    refs = {name: ref for (ref, _, _), name in terms.items()}
    return Declared(changed, sheet.model_copy(update={"facts": facts}), refs)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a regime makes of a person.

    Attributes:
        outcome: ``undetermined`` where more than one is possible.
        possible: The outcomes that what is known leaves open, in the order of ``OUTCOMES``.
        missing: Facts to ask for; with ``undefined`` and ``undeclared`` they settle it.
        undefined: Undefined terms that somebody would have to judge, or had to.
        undeclared: Rules whose criteria or population only their text gives.
        deciding: The rules that make the outcome; where it is open, those that may.
    """

    outcome: Literal["allowed", "not-allowed", "silent", "undetermined"]
    possible: tuple[Outcome, ...]
    missing: tuple[AskedFact, ...] = ()
    undefined: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()


def judge(regime: Regime, person: Person, sheet: FactSheet) -> Judgement:
    """Tell whether a regime allows something to a person.

    Raises:
        QueryError: The person's facts cannot all be true.
        UndecidedError: Too large.
    """
    (regime,), sheet, refs = declare(sheet, regime)
    settled = settle(Sides.of(regime), person, sheet)
    if settled is None:
        raise UndecidedError
    possible = tuple(OUTCOMES[place] for place in settled.possible)
    return Judgement(
        outcome=possible[0] if len(possible) == 1 else "undetermined",
        possible=possible,
        missing=settled.missing,
        undefined=tuple(term for term in settled.undefined if term not in refs),
        undeclared=tuple(dict.fromkeys(refs[term] for term in settled.undefined if term in refs)),
        deciding=_deciding(regime, person, sheet, possible),
    )


def _deciding(
    regime: Regime, person: Person, sheet: FactSheet, possible: tuple[Outcome, ...]
) -> tuple[str, ...]:
    truths: list[tuple[str, Truth]] = []
    for rule in regime.rules:
        holds = evaluate(rule.holds, person, sheet).truth
        if rule.effect == "prohibit":
            bears = "not-allowed" in possible
        else:
            bears = "allowed" in possible
            if rule.only and "not-allowed" in possible and holds is not Truth.TRUE:
                bears, holds = True, evaluate(rule.speaks, person, sheet).truth
        if bears:
            truths.append((rule.ref, holds))
    certain = [ref for ref, truth in truths if truth is Truth.TRUE]
    if certain and len(possible) == 1:
        return tuple(certain)
    return tuple(ref for ref, truth in truths if truth is not Truth.FALSE)
