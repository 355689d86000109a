"""Stricter or looser, proved, with a person for whom the answer differs.

An undefined term may be judged otherwise before and after. A verdict that needs it to be judged
alike says so (``provided``); the term is then a fact about a person like any other. A verdict may
also need somebody of whom a term is judged to be met that one side alone tests (``met``). A rule
that stands on both sides word for word is judged alike in any case. What stands only in the text of
a rule is never taken to be judged in some way: it holds back *stricter* and *looser* wherever it
may matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from guidance.errors import UndecidedError
from guidance.logic.decide import Solver, StepsLeft, decide
from guidance.logic.formulas import Formula, all_of, any_of
from guidance.logic.pairs import Pair
from guidance.logic.regimes import Regime, Rule, divided
from guidance.logic.verdicts import (
    CROSSINGS,
    Breakdown,
    Crossing,
    PopulationVerdict,
    Reason,
    Strength,
    Verdict,
    VerdictName,
    Way,
    Witness,
    direction_of,
)
from guidance.records.criteria import FactSheet


def compare_conditions(
    old: Formula, new: Formula, sheet: FactSheet, *, under: Formula | None = None
) -> Verdict:
    """Compare whom two permissions allow; whoever does not meet the condition is not allowed.

    Args:
        old: The condition of the baseline.
        new: The condition that is compared with it.
        sheet: The facts of both, without faults.
        under: The population they are compared for; without it, everybody.
    """
    before, after = (
        Regime((Rule(effect="permit", ref="condition", criteria=criteria, only=True),))
        for criteria in (old, new)
    )
    return compare_regimes(before, after, sheet, under=under)


def compare_regimes(
    old: Regime, new: Regime, sheet: FactSheet, *, under: Formula | None = None
) -> Verdict:
    """Compare what two regimes make of people.

    Args:
        old: The baseline.
        new: What is compared with it.
        sheet: The facts of both, without faults.
        under: The population they are compared for; without it, everybody.
    """
    if frozenset(old.rules) == frozenset(new.rules):
        return Verdict("same")
    return _compared(old, new, sheet, under)


@lru_cache(maxsize=256)
def _compared(old: Regime, new: Regime, sheet: FactSheet, under: Formula | None) -> Verdict:
    """The same question has the same answer, and a report of changes asks it again and again."""
    try:
        return _proved(Pair(old, new, sheet, under))
    except UndecidedError:
        return Verdict("unclear", because=("too-large",))


def _proved(pair: Pair) -> Verdict:
    """The clearest verdict, with few terms that have to be judged in some way for it.

    The fewest, where looking for them is not too much work.

    What both sides test may be judged alike. What one side alone tests may be judged to be met:
    that can add people on one side, but two sides that both rest on it settle nothing.
    """
    budget = StepsLeft()
    alone = _weighed(pair, (), budget)
    if alone.verdict != "unclear" or not pair.terms:
        return alone
    alike = tuple(term for term in pair.terms if term in pair.shared_terms)
    shared, verdict = alike, _weighed(pair, alike, budget) if alike else alone
    if verdict.verdict == "unclear" and len(alike) < len(pair.terms):
        met = _weighed(pair, pair.terms, budget)
        if met.verdict != "unclear" and (met.verdict != "mixed" or _goes_somewhere(verdict)):
            shared, verdict = pair.terms, met
        else:
            # People are shown as somebody would judge them; what is open stays open.
            alone = _with_witnesses(alone, met)
    if verdict.verdict == "unclear" and (alone.ruled_out or not verdict.ruled_out):
        return _with_witnesses(alone, verdict)
    for term in shared:
        if budget.is_half_spent:
            break
        fewer = tuple(name for name in shared if name != term)
        less = _weighed(pair, fewer, budget) if fewer else alone
        if (less.verdict, less.ruled_out) == (verdict.verdict, verdict.ruled_out):
            shared, verdict = fewer, less
    because = verdict.because
    if verdict.verdict == "unclear" and "undefined" not in because:
        because = ("undefined", *because)
    return replace(
        verdict,
        provided=tuple(term for term in shared if term in pair.shared_terms),
        met=tuple(term for term in shared if term not in pair.shared_terms),
        because=because,
    )


def _with_witnesses(verdict: Verdict, more: Verdict) -> Verdict:
    """The verdict with a witness on each side, those first that rest on no undefined term."""
    witnesses = list(verdict.witnesses)
    for witness in more.witnesses:
        if all(_way(witness) != _way(other) for other in witnesses):
            witnesses.append(witness)
    return replace(verdict, witnesses=tuple(witnesses[:2]))


def _way(witness: Witness) -> Way:
    return CROSSINGS[witness.before, witness.after]


def _goes_somewhere(verdict: Verdict) -> bool:
    """Whether somebody certainly passes one way."""
    ways = {_way(witness) for witness in verdict.witnesses}
    return not ways.isdisjoint(("tighter", "looser"))


def compare_populations(
    old: Regime, new: Regime, sheet: FactSheet, populations: Sequence[tuple[str, Formula]]
) -> Breakdown:
    """Compare two regimes overall and for each named population."""
    overall = compare_regimes(old, new, sheet)
    parts = tuple(
        PopulationVerdict(name, compare_regimes(old, new, sheet, under=under))
        for name, under in populations
    )
    if any(part.verdict.verdict == "unclear" for part in parts) and overall.verdict != "unclear":
        shown: VerdictName = "mixed" if overall.verdict == "mixed" else "unclear"
        overall = replace(overall, verdict=shown, because=(*overall.because, "part"))
    return Breakdown(overall, parts)


def passing(old: Regime, new: Regime, under: Formula | None) -> dict[Crossing, Formula]:
    """Return who passes from one outcome to another; passages that nobody makes are left out.

    Between what is advised against or prohibited and what a permission for others only excludes
    nobody passes: none of it is allowed, and how strongly is not said.
    """
    before, after = divided(old), divided(new)
    crossing: dict[Crossing, Formula] = {}
    for first, second in CROSSINGS:
        ways = [all_of(under, before.sides[first], after.sides[second])]
        if first == "prohibited" and second != "advised-against":
            ways.append(all_of(under, before.excluded, after.sides[second]))
        if second == "prohibited" and first != "advised-against":
            ways.append(all_of(under, before.sides[first], after.excluded))
        if (formula := any_of(*ways)) is not False:
            crossing[first, second] = formula
    return crossing


def _weighed(pair: Pair, shared: tuple[str, ...], budget: StepsLeft) -> Verdict:
    """The verdict where these terms are judged alike, and the others anyhow."""
    (old, new), sheet, refs = pair.sides(shared)
    movers = passing(old, new, pair.under)
    return decide(
        sheet, [*movers.values()], lambda solver: _weigh(solver, movers, refs, pair), budget
    )


def _weigh(
    solver: Solver, movers: Mapping[Crossing, Formula], refs: Mapping[str, str], pair: Pair
) -> Verdict:
    strengths = {
        passage: Strength(solver.possible(formula) and 1 + solver.definite(formula))
        for passage, formula in movers.items()
    }
    direction, ruled_out = direction_of(strengths)
    if direction == "same":
        return Verdict("same")
    leaning = [passage for passage, strength in strengths.items() if strength == Strength.POSSIBLE]
    terms = frozenset[str]().union(*(solver.terms(movers[passage]) for passage in leaning))
    undefined = tuple(sorted({pair.term_of(term) for term in terms if term not in refs}))
    undeclared = tuple(sorted({refs[term] for term in terms if term in refs}))
    because: dict[Reason, bool] = {
        "undefined": bool(undefined),
        "undeclared": bool(undeclared),
        "silence": any(
            strength and CROSSINGS[passage] in ("falls-silent", "speaks-up")
            for passage, strength in strengths.items()
        ),
    }
    return Verdict(
        verdict=direction,
        witnesses=_witnesses(solver, movers, strengths, direction, pair),
        because=tuple(reason for reason, given in because.items() if given),
        undefined=undefined,
        undeclared=undeclared,
        ruled_out=ruled_out,
    )


def _witnesses(
    solver: Solver,
    movers: Mapping[Crossing, Formula],
    strengths: Mapping[Crossing, Strength],
    direction: VerdictName,
    pair: Pair,
) -> tuple[Witness, ...]:
    """The plainest person on each side for whom the answer certainly differs."""
    plainest: dict[Way, Witness] = {}
    for passage, strength in strengths.items():
        way = CROSSINGS[passage]
        if strength != Strength.DEFINITE:
            continue
        if direction == "mixed" and way not in ("tighter", "looser"):
            continue
        person = solver.witness(movers[passage], definite=True)
        judged = tuple(known.fact for known in person if known.fact in pair.terms)
        witness = Witness(person, *passage, rests_on=judged)
        if way not in plainest or _plainness(witness) < _plainness(plainest[way]):
            plainest[way] = witness
    ways: tuple[Way, ...] = ("tighter", "looser", "falls-silent", "speaks-up", "reversed")
    return tuple(plainest[way] for way in ways if way in plainest)[:2]


def _plainness(witness: Witness) -> tuple[int, int]:
    return len(witness.rests_on), len(witness.person)
