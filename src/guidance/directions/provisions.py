"""Stricter or looser: of one provision, by its criteria where it has them, else by its force.

Criteria are compared exactly (:mod:`guidance.logic`). A statement takes part in that as a
permission (``may``, and ``should`` and ``must``, which include it) or as a prohibition
(``should-not``, ``must-not``) where it states criteria. Without criteria the force decides:

* a duty or a prohibition that is added or raised is *stricter*, one that is lifted or lowered
  *looser*; from what is permitted to what is not is *stricter*, back is *looser*;
* a permission given where nothing was said, or withdrawn leaving nothing said, is *unclear*:
  silence is neither yes nor no;
* information has no direction; the same force in other words is *unclear*.
"""

from __future__ import annotations

from dataclasses import dataclass

from guidance.logic import (
    Regime,
    Rule,
    UndecidedError,
    Verdict,
    Witness,
    compare_regimes,
    find_person,
)
from guidance.logic.compare import VerdictName
from guidance.records.criteria import FactSheet
from guidance.records.model import Provision

_PERMITS = ("may", "should", "must")
_PROHIBITS = ("should-not", "must-not")
_WEIGHT = {"information": 0, "may": 0, "should": 1, "must": 2, "should-not": 1, "must-not": 2}


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way a change goes.

    Attributes:
        verdict: ``same``, ``stricter``, ``looser``, ``mixed`` or ``unclear``.
        baseline: What it is measured against: a provision, or a day.
        witnesses: People for whom the answer differs; at most one on each side.
        because: Codes: ``criteria`` (proved from the criteria), ``force`` (by the force alone),
            ``undefined`` (an undefined term leaves it open), ``undeclared`` (criteria that are
            only in the text), ``silence`` (something is said or no longer said of somebody),
            ``reworded``, ``part`` (a part of the people is unclear), ``too-large``,
            ``not-settled`` (it hangs on an unknown day), ``already-stated``.
        undefined: The terms that the source leaves undefined and that it rests on.
        ruled_out: What an ``unclear`` change certainly is not: ``stricter``, ``looser``.
        as_judged: What an ``unclear`` change is where the undefined terms are judged alike before
            and after; ``None`` where that does not settle it.
    """

    verdict: VerdictName
    baseline: str
    witnesses: tuple[Witness, ...] = ()
    because: tuple[str, ...] = ()
    undefined: tuple[str, ...] = ()
    ruled_out: tuple[VerdictName, ...] = ()
    as_judged: VerdictName | None = None


def rule_of(ref: str, provision: Provision) -> Rule | None:
    """Return what a provision permits or prohibits, where it states criteria; else ``None``.

    A population given in words only restricts nobody.
    """
    if provision.condition is None or provision.force == "information":
        return None
    return Rule(
        effect="permit" if provision.force in _PERMITS else "prohibit",
        ref=ref,
        population=provision.population.when if provision.population else None,
        criteria=provision.condition,
        only=provision.only,
    )


def direction(
    before: Provision | None,
    after: Provision | None,
    sheet: FactSheet | None,
    *,
    baseline: str,
) -> Direction | None:
    """Say which way a change from one provision to another goes.

    Args:
        before: The baseline; ``None`` where nothing was said.
        after: ``None`` where nothing is said any more.
        sheet: The facts that the criteria are about.
        baseline: The name of the baseline.

    Returns:
        ``None`` where there is no direction: information only.
    """
    forces = [each.force for each in (before, after) if each is not None]
    if all(force == "information" for force in forces):
        return None
    old = rule_of("before", before) if before else None
    new = rule_of("after", after) if after else None
    if sheet is None or (old is None and new is None):
        return _by_force(before, after, baseline)
    if (before is not None and old is None) or (after is not None and new is None):
        if _is_gone(before) or _is_gone(after):
            return _one_sided(before, after, old, new, sheet, baseline)
        return Direction("unclear", baseline, because=("undeclared",))
    if before is None or after is None:
        return _one_sided(before, after, old, new, sheet, baseline)
    return named(_compared(old, new, sheet), baseline)


def named(verdict: Verdict, baseline: str) -> Direction:
    """Turn a verdict of the logic into a direction against a baseline."""
    because: tuple[str, ...] = tuple(verdict.because)
    if verdict.verdict != "unclear":
        because = ("criteria", *because)
    return Direction(
        verdict.verdict,
        baseline,
        verdict.witnesses,
        because,
        verdict.undefined,
        verdict.ruled_out,
        verdict.as_judged,
    )


def _is_gone(provision: Provision | None) -> bool:
    return provision is None or provision.force == "information"


def _compared(old: Rule | None, new: Rule | None, sheet: FactSheet) -> Verdict:
    sides = [Regime((rule,)) if rule else Regime() for rule in (old, new)]
    return compare_regimes(sides[0], sides[1], sheet)


def _one_sided(
    before: Provision | None,
    after: Provision | None,
    old: Rule | None,
    new: Rule | None,
    sheet: FactSheet,
    baseline: str,
) -> Direction:
    """Criteria on one side, and nothing but silence on the other."""
    rule = old or new
    assert rule is not None  # noqa: S101  (the callers see to it)
    if rule.effect == "permit":
        return named(_compared(old, new, sheet), baseline)
    by_force = _by_force(before, after, baseline)
    try:
        person = find_person(rule.holds, sheet)
    except UndecidedError:
        person = None
    if person is None:
        return by_force
    terms = tuple(known.fact for known in person if sheet.facts[known.fact].type == "undefined")
    outcomes = ("not-allowed", "silent") if old else ("silent", "not-allowed")
    witness = Witness(person, *outcomes, rests_on=terms)  # type: ignore[arg-type]
    return Direction(by_force.verdict, baseline, (witness,), by_force.because, terms)


def _by_force(before: Provision | None, after: Provision | None, baseline: str) -> Direction:
    old = before.force if before else "information"
    new = after.force if after else "information"
    if old == new:
        is_same = before is not None and after is not None and before.text == after.text
        return Direction(
            "same" if is_same else "unclear", baseline, (), ("force" if is_same else "reworded",)
        )
    if old in _PROHIBITS or new in _PROHIBITS:
        weights = (
            _WEIGHT[old] if old in _PROHIBITS else 0,
            _WEIGHT[new] if new in _PROHIBITS else 0,
        )
        verdict: VerdictName = "stricter" if weights[1] > weights[0] else "looser"
        return Direction(verdict, baseline, (), ("force",))
    if _WEIGHT[old] == _WEIGHT[new]:  # a permission and silence
        return Direction("unclear", baseline, (), ("silence",))
    return Direction(
        "stricter" if _WEIGHT[new] > _WEIGHT[old] else "looser", baseline, (), ("force",)
    )
