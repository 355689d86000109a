"""Rules about one action that apply together, and what they make of a person.

The highest rank that speaks of a person decides. Within a rank a prohibition comes before advice
against, and both before a duty, advice and a permission. An *only* permission that speaks of
somebody and does not hold prohibits, where nothing else of its rank holds for them. What a rule
narrows is silent on those of whom the narrower rule speaks. Of whom nothing speaks, nothing is
said: *silent*, which is neither yes nor no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, TypeAlias

from guidance.errors import UndecidedError
from guidance.logic.evaluate import Truth, evaluate, settle
from guidance.logic.formulas import Formula, all_of, any_of, negation
from guidance.logic.people import AskedFact, Person
from guidance.records.criteria import Fact, FactSheet, FactTest, FrozenDict

Effect = Literal["require", "advise", "permit", "advise-against", "prohibit"]
Outcome = Literal["required", "advised", "permitted", "silent", "advised-against", "prohibited"]
OneWord = Literal["allowed", "not-allowed", "silent"]

OUTCOMES: Final[tuple[Outcome, ...]] = (
    "required",
    "advised",
    "permitted",
    "silent",
    "advised-against",
    "prohibited",
)
ONE_WORD: Final[Mapping[Outcome, OneWord]] = {
    "required": "allowed",
    "advised": "allowed",
    "permitted": "allowed",
    "silent": "silent",
    "advised-against": "not-allowed",
    "prohibited": "not-allowed",
}
"""Permitted or better, or not; silence is neither."""

MAKES: Final[Mapping[Effect, Outcome]] = {
    "prohibit": "prohibited",
    "advise-against": "advised-against",
    "require": "required",
    "advise": "advised",
    "permit": "permitted",
}
"""What a rule makes of a person for whom it holds; what decides within a rank comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one statement does about one action.

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
        rank: How bindingly it speaks: 0 binds most.
        narrows: References of rules that are silent on those of whom this one speaks.
        offers: It advises that people be given something. Whether that is stricter or looser is a
            matter of who may have it, not of a duty to take it.
    """

    effect: Effect
    ref: str
    population: Formula | None = None
    criteria: Formula | None = None
    only: bool = False
    opaque: bool = False
    opaque_population: bool = False
    wording: str = ""
    rank: int = 0
    narrows: tuple[str, ...] = ()
    offers: bool = False

    @property
    def speaks(self) -> Formula:
        """Of whom it speaks."""
        return all_of(self.population)

    @property
    def holds(self) -> Formula:
        """For whom it holds."""
        return all_of(self.population, self.criteria)

    @property
    def claims(self) -> Formula:
        """On whom the rules that it narrows are silent.

        A permission speaks also of those of its population to whom it does not give it; a duty,
        advice or a prohibition only of those for whom it holds, also where advice is weighed as a
        permission (``offers``).
        """
        return self.speaks if self.effect == "permit" and not self.offers else self.holds


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules that apply together. Their order means nothing."""

    rules: tuple[Rule, ...] = ()


Sides: TypeAlias = Mapping[Outcome, Formula]
"""Whom each outcome is for: everybody has exactly one."""


class Divided(NamedTuple):
    """Everybody once: by outcome, less those who are only excluded; and these.

    Attributes:
        sides: Whom each outcome is for, by the rules that hold for them.
        excluded: Who is prohibited by no more than that a permission is for others only.
    """

    sides: Sides
    excluded: Formula


class SpeaksOf(NamedTuple):
    """A rule where it stands among others: less those of whom narrower rules speak."""

    rule: Rule
    speaks: Formula
    holds: Formula


def reaches(regime: Regime) -> list[SpeaksOf]:
    """Return the rules with whom they speak of and hold for among each other."""
    speaking = []
    for rule in regime.rules:
        narrower = any_of(*(other.claims for other in regime.rules if rule.ref in other.narrows))
        rest = negation(narrower)
        speaking.append(SpeaksOf(rule, all_of(rest, rule.speaks), all_of(rest, rule.holds)))
    return speaking


def sides_of(regime: Regime) -> Sides:
    """Return for whom each outcome is, of a regime without opaque rules."""
    sides, excluded = divided(regime)
    return {**sides, "prohibited": any_of(sides["prohibited"], excluded)}


def divided(regime: Regime) -> Divided:
    """Divide everybody by outcome, and tell apart who is only excluded."""
    outcomes: dict[Outcome, Formula] = dict.fromkeys(OUTCOMES, False)
    spoken: Formula = False
    excluded: Formula = False
    every = reaches(regime)
    for rank in sorted({rule.rank for rule in regime.rules}):
        ranked = [claim for claim in every if claim.rule.rank == rank]
        said = {
            outcome: any_of(*(claim.holds for claim in ranked if claim.rule.effect == effect))
            for effect, outcome in MAKES.items()
        }
        claimed = any_of(*(claim.speaks for claim in ranked if claim.rule.only))
        for outcome, people in said.items():
            outcomes[outcome] = any_of(outcomes[outcome], all_of(negation(spoken), people))
            spoken = any_of(spoken, people)
        excluded = any_of(excluded, all_of(negation(spoken), claimed))
        spoken = any_of(spoken, claimed)
    outcomes["silent"] = negation(spoken)
    return Divided(outcomes, excluded)


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
        certain: Those of them that certainly hold.
        beside: Rules that may bear on the person and do not decide, each with what it would make
            of them by itself; ``None`` where that is open.
    """

    outcome: Outcome | Literal["undetermined"]
    possible: tuple[Outcome, ...]
    missing: tuple[AskedFact, ...] = ()
    undefined: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    beside: tuple[tuple[str, Outcome | None], ...] = ()


def judge(regime: Regime, person: Person, sheet: FactSheet) -> Judgement:
    """Tell what a regime makes of a person.

    Raises:
        QueryError: The person's facts cannot all be true.
        UndecidedError: Too large.
    """
    (opened,), sheet, refs = declare(sheet, regime)
    sides = sides_of(opened)
    settled = settle([sides[outcome] for outcome in OUTCOMES], person, sheet)
    if settled is None:
        raise UndecidedError
    possible = tuple(OUTCOMES[place] for place in settled.possible)
    deciding, certain, beside = _bearing(opened, person, sheet, possible)
    return Judgement(
        outcome=possible[0] if len(possible) == 1 else "undetermined",
        possible=possible,
        missing=settled.missing,
        undefined=tuple(term for term in settled.undefined if term not in refs),
        undeclared=tuple(dict.fromkeys(refs[term] for term in settled.undefined if term in refs)),
        deciding=deciding,
        certain=certain,
        beside=beside,
    )


def _bearing(
    regime: Regime, person: Person, sheet: FactSheet, possible: tuple[Outcome, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, Outcome | None], ...]]:
    """The rules that make the outcome, or may; those that certainly hold; the others that bear."""
    ruled: list[tuple[Rule, Outcome, Truth]] = []
    alone: dict[str, list[tuple[Outcome, Truth]]] = {}
    for rule, outcome, people, excluded in _makes(reaches(regime)):
        if (truth := evaluate(people, person, sheet).truth) is not Truth.FALSE:
            ruled.append((rule, outcome, truth))
        itself = evaluate(excluded, person, sheet).truth if excluded is not None else truth
        if itself is not Truth.FALSE:
            alone.setdefault(rule.ref, []).append((outcome, itself))
    # Nothing below a rank that certainly speaks of the person can decide.
    lowest = min((rule.rank for rule, _, truth in ruled if truth is Truth.TRUE), default=None)
    makers = [
        (rule, truth)
        for rule, outcome, truth in ruled
        if outcome in possible and (lowest is None or rule.rank <= lowest)
    ]
    certain = tuple(dict.fromkeys(rule.ref for rule, truth in makers if truth is Truth.TRUE))
    deciding = tuple(dict.fromkeys(rule.ref for rule, _ in makers))
    if len(possible) == 1:
        # Whom an only permission excludes is out whether or not another rule prohibits besides.
        certain = certain or tuple(
            rule.ref for rule, _ in makers if (possible[0], Truth.TRUE) in alone.get(rule.ref, ())
        )
        deciding = certain or deciding
    beside = tuple(
        (ref, says[0][0] if len(says) == 1 and says[0][1] is Truth.TRUE else None)
        for ref, says in alone.items()
        if ref not in deciding
    )
    return deciding, certain, beside


def _makes(every: list[SpeaksOf]) -> Iterator[tuple[Rule, Outcome, Formula, Formula | None]]:
    """What each rule makes of people, and of whom.

    What an *only* permission excludes counts where nothing else of its rank holds; whom it excludes
    by itself stands beside that.
    """
    for claim in every:
        yield claim.rule, MAKES[claim.rule.effect], claim.holds, None
        if claim.rule.only:
            peers = (other for other in every if other.rule.rank == claim.rule.rank)
            spoken = any_of(*(other.holds for other in peers))
            outside = all_of(claim.speaks, negation(claim.holds))
            yield claim.rule, "prohibited", all_of(claim.speaks, negation(spoken)), outside
