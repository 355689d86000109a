"""Stricter or looser, proved, with a person for whom the answer differs.

People pass from one outcome to another. How strongly each of these passages is shown decides:

* *none*: nobody can, whatever the undefined terms mean;
* *possible*: somebody, under some meaning;
* *definite*: somebody, whatever they mean.

=========  ======================================================================================
same       nobody passes from one outcome to another
stricter   allowed → not allowed is definite; none of: not allowed → allowed, not allowed →
           silent, allowed → silent, silent → allowed
looser     the mirror: not allowed → allowed is definite; none of: allowed → not allowed,
           silent → not allowed, silent → allowed, allowed → silent
mixed      both allowed → not allowed and not allowed → allowed are definite
unclear    everything else
=========  ======================================================================================

Where only undefined terms stand in the way, a second verdict says what the same table gives where
somebody judges them, and judges them alike on both sides: they are then facts about a person like
any other, and what is possible counts as definite.

Silence is neither yes nor no. Falling silent where something was allowed is never *stricter*, and
speaking up to allow is never *looser*. A prohibition where nothing was said does not stand in the
way of *stricter*, but is not enough for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

from guidance.errors import UndecidedError
from guidance.logic.decide import Solver, decide
from guidance.logic.formulas import Formula, all_of, negation
from guidance.logic.people import Person
from guidance.logic.regimes import OUTCOMES, Outcome, Regime, Sides, declare
from guidance.records.criteria import FactSheet

VerdictName = Literal["same", "stricter", "looser", "mixed", "unclear"]
Reason = Literal["undefined", "undeclared", "silence", "part", "too-large"]
Crossing = tuple[Outcome, Outcome]

_TIGHTER: Crossing = ("allowed", "not-allowed")
_LOOSER: Crossing = ("not-allowed", "allowed")
CROSSINGS: tuple[Crossing, ...] = (
    _TIGHTER,
    _LOOSER,
    ("allowed", "silent"),
    ("silent", "allowed"),
    ("silent", "not-allowed"),
    ("not-allowed", "silent"),
)


class Strength(IntEnum):
    """How strongly it is shown that somebody passes from one outcome to another."""

    NONE = 0
    POSSIBLE = 1
    DEFINITE = 2


@dataclass(frozen=True, slots=True)
class Witness:
    """A person for whom the answer differs.

    Attributes:
        person: Everybody with these facts passes likewise.
        before: What the baseline makes of them.
        after: What the other side makes of them.
        rests_on: The undefined terms that the person's facts judge; empty where the answer
            differs whatever they mean.
    """

    person: Person
    before: Outcome
    after: Outcome
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which way something changed.

    Attributes:
        verdict: Proved, unless it is ``unclear``.
        witnesses: At most two; the ones that rest on no undefined term first.
        because: What keeps it from being clearer. Also given beside a proved verdict, where it
            leaves something open: that some people pass into or out of silence, for instance.
        undefined: Undefined terms that open differences rest on.
        undeclared: Rules whose undeclared criteria or population open differences rest on.
        ruled_out: What an ``unclear`` change certainly is not.
        as_judged: What an ``unclear`` change is where the undefined terms are judged alike on both
            sides; ``None`` where that leaves it unclear.
    """

    verdict: VerdictName
    witnesses: tuple[Witness, ...] = ()
    because: tuple[Reason, ...] = ()
    undefined: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    ruled_out: tuple[VerdictName, ...] = ()
    as_judged: VerdictName | None = None


@dataclass(frozen=True, slots=True)
class PopulationVerdict:
    """The verdict for one population."""

    name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The verdict overall, and for each population.

    Attributes:
        overall: Never clearer than its parts: where one is unclear, it is unclear (or mixed,
            which is proved) and gives ``part`` among its reasons.
    """

    overall: Verdict
    parts: tuple[PopulationVerdict, ...]


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
    before = Sides(old, negation(old), silent=False)
    return _compare(before, Sides(new, negation(new), silent=False), sheet, {}, under)


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
    (old, new), sheet, refs = declare(sheet, old, new)
    return _compare(Sides.of(old), Sides.of(new), sheet, refs, under)


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


def direction_of(strengths: Mapping[Crossing, Strength]) -> VerdictName:
    """Apply the table of this module; passages not given are none."""

    def none(*passages: Crossing) -> bool:
        return not any(strengths.get(passage) for passage in passages)

    tighter = strengths.get(_TIGHTER) == Strength.DEFINITE
    looser = strengths.get(_LOOSER) == Strength.DEFINITE
    if none(*CROSSINGS):
        return "same"
    if tighter and looser:
        return "mixed"
    if none(("allowed", "silent"), ("silent", "allowed")):
        if tighter and none(_LOOSER, ("not-allowed", "silent")):
            return "stricter"
        if looser and none(_TIGHTER, ("silent", "not-allowed")):
            return "looser"
    return "unclear"


def _compare(
    old: Sides, new: Sides, sheet: FactSheet, refs: Mapping[str, str], under: Formula | None
) -> Verdict:
    before = dict(zip(OUTCOMES, old, strict=True))
    after = dict(zip(OUTCOMES, new, strict=True))
    movers = {
        (first, second): all_of(under, before[first], after[second]) for first, second in CROSSINGS
    }
    try:
        return decide(sheet, [*movers.values()], lambda solver: _weigh(solver, movers, refs))
    except UndecidedError:
        return Verdict("unclear", because=("too-large",))


def _weigh(solver: Solver, movers: Mapping[Crossing, Formula], refs: Mapping[str, str]) -> Verdict:
    strengths = {
        passage: Strength(solver.possible(formula) and 1 + solver.definite(formula))
        for passage, formula in movers.items()
        if formula is not False
    }
    direction = direction_of(strengths)
    if direction == "same":
        return Verdict("same")
    leaning = [passage for passage, strength in strengths.items() if strength == Strength.POSSIBLE]
    terms = frozenset[str]().union(*(solver.terms(movers[passage]) for passage in leaning))
    undefined = tuple(sorted(term for term in terms if term not in refs))
    undeclared = tuple(sorted({refs[term] for term in terms if term in refs}))
    because: dict[Reason, bool] = {
        "undefined": bool(undefined),
        "undeclared": bool(undeclared),
        "silence": any(strength and "silent" in passage for passage, strength in strengths.items()),
    }
    ruled_out: dict[VerdictName, bool] = {
        "stricter": not strengths.get(_TIGHTER),
        "looser": not strengths.get(_LOOSER),
    }
    return Verdict(
        verdict=direction,
        witnesses=_witnesses(solver, movers, strengths, direction, refs),
        because=tuple(reason for reason, given in because.items() if given),
        undefined=undefined,
        undeclared=undeclared,
        ruled_out=tuple(each for each, out in ruled_out.items() if out)
        if direction == "unclear"
        else (),
        as_judged=_judged(strengths) if direction == "unclear" and not undeclared else None,
    )


def _judged(strengths: Mapping[Crossing, Strength]) -> VerdictName | None:
    """The verdict where undefined terms are facts: whoever can pass, under some judgement, does."""
    certain = {passage: Strength.DEFINITE for passage, strength in strengths.items() if strength}
    found = direction_of(certain)
    return None if found == "unclear" else found


def _witnesses(
    solver: Solver,
    movers: Mapping[Crossing, Formula],
    strengths: Mapping[Crossing, Strength],
    direction: VerdictName,
    refs: Mapping[str, str],
) -> tuple[Witness, ...]:
    shown = {"stricter": (_TIGHTER,), "looser": (_LOOSER,)}.get(direction, CROSSINGS)
    moving = [passage for passage in shown if strengths.get(passage)]
    terms = {each.asked.fact for each in solver.frame.variables if each.is_undefined}
    found: list[Witness] = []
    for passage in sorted(moving, key=lambda each: -strengths[each]):
        definite = strengths[passage] == Strength.DEFINITE
        person = solver.witness(movers[passage], definite=definite)
        judged = [known.fact for known in person if known.fact in terms]
        # Nobody can be asked about a term that stands for undeclared criteria.
        if refs.keys().isdisjoint(judged):
            found.append(Witness(person, *passage, rests_on=tuple(judged)))
        if len(found) == 2:
            break
    return tuple(found)
