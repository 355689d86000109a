"""Stricter or looser: of one provision, by its criteria where it has them, else by its force.

Criteria and populations are compared exactly (:mod:`guidance.logic`). Without criteria on either
side the force decides:

* a duty or a prohibition that is added or raised is *stricter*, one that is lifted or lowered
  *looser*; from what is permitted to what is not is *stricter*, back is *looser*;
* a permission given where nothing was said, or withdrawn leaving nothing said, is *unclear*:
  silence is neither yes nor no. It is not stricter, or not looser;
* information has no direction; the same force in other words is *unclear*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from guidance.directions.rules import rule_of
from guidance.logic import (
    Regime,
    Rule,
    UndecidedError,
    Verdict,
    Witness,
    compare_regimes,
    find_person,
)
from guidance.logic.regimes import MAKES
from guidance.logic.verdicts import VerdictName
from guidance.records.criteria import FactSheet
from guidance.records.model import Provision
from guidance.records.shown import Shown

_PROHIBITS = ("should-not", "must-not")
_WEIGHT = {"information": 0, "may": 0, "should": 1, "must": 2, "should-not": 1, "must-not": 2}


@dataclass(frozen=True, slots=True, repr=False)
class Direction(Shown):
    """Which way a change goes.

    Attributes:
        verdict: ``same``, ``stricter``, ``looser``, ``mixed`` or ``unclear``.
        baseline: What it is measured against: a provision, or a day.
        witnesses: People for whom the answer differs; at most one on each side.
        because: Codes: ``criteria`` (by the criteria), ``proved`` (no rule of the topic was left
            out of the proof), ``force`` (by the force alone), ``undefined`` (an undefined term
            leaves it open), ``undeclared`` (criteria that are only in the text), ``silence``
            (something is said or no longer said of somebody), ``reworded``, ``part`` (a part of
            the people is unclear), ``too-large``, ``not-settled`` (it hangs on an unknown day),
            ``places`` (it differs by place), ``already-stated``.
        undefined: The terms that the source leaves undefined and that it rests on.
        ruled_out: What an ``unclear`` change certainly is not: ``stricter``, ``looser``.
        provided: The undefined terms that must be judged alike before and after for the verdict,
            or for what is ruled out.
        met: Undefined terms that only one side tests, on somebody's judgement of which it rests.
        is_new: There was no rule before.

    Source:
        docs/explanation/directions.md.
    """

    verdict: VerdictName
    baseline: str
    witnesses: tuple[Witness, ...] = ()
    because: tuple[str, ...] = ()
    undefined: tuple[str, ...] = ()
    ruled_out: tuple[VerdictName, ...] = ()
    provided: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    is_new: bool = False


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
    forces = [text.force for text in (before, after) if text is not None]
    if all(force == "information" for force in forces):
        return None
    old, new = (
        None if text is None else rule_of(name, text)
        for name, text in (("before", before), ("after", after))
    )
    states_criteria = any(
        text is not None and text.force != "information" and text.condition is not None
        for text in (before, after)
    )
    if sheet is None or not states_criteria:
        return _by_force(before, after, baseline)
    if any(rule is not None and (rule.opaque or rule.opaque_population) for rule in (old, new)):
        return Direction("unclear", baseline, because=("undeclared",))
    if old is None or new is None:
        return _one_sided(before, after, old, new, sheet, baseline)
    return named(compare_regimes(Regime((old,)), Regime((new,)), sheet), baseline)


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
        verdict.provided,
        verdict.met,
    )


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
    if rule.effect == "permit" or rule.offers:
        sides = [Regime((rule,)) if rule else Regime() for rule in (old, new)]
        return replace(named(compare_regimes(sides[0], sides[1], sheet), baseline), is_new=not old)
    by_force = _by_force(before, after, baseline)
    try:
        person = find_person(rule.holds, sheet)
    except UndecidedError:
        person = None
    if person is None:
        return by_force
    terms = tuple(known.fact for known in person if sheet.facts[known.fact].type == "undefined")
    makes = MAKES[rule.effect]
    witness = (
        Witness(person, makes, "silent", terms) if old else Witness(person, "silent", makes, terms)
    )
    return replace(by_force, witnesses=(witness,), undefined=terms)


def _by_force(before: Provision | None, after: Provision | None, baseline: str) -> Direction:
    old = before.force if before else "information"
    new = after.force if after else "information"
    unclear = Direction("unclear", baseline, because=("force",), is_new=before is None)
    if old == new:
        is_same = before is not None and after is not None and _says(before) == _says(after)
        return (
            replace(unclear, verdict="same") if is_same else replace(unclear, because=("reworded",))
        )
    if old in _PROHIBITS or new in _PROHIBITS:
        weights = (
            _WEIGHT[old] if old in _PROHIBITS else 0,
            _WEIGHT[new] if new in _PROHIBITS else 0,
        )
        return replace(unclear, verdict="stricter" if weights[1] > weights[0] else "looser")
    if _WEIGHT[old] == _WEIGHT[new]:  # a permission and silence
        out: VerdictName = "stricter" if new == "may" else "looser"
        return replace(unclear, because=("silence",), ruled_out=(out,))
    return replace(unclear, verdict="stricter" if _WEIGHT[new] > _WEIGHT[old] else "looser")


def _says(provision: Provision) -> object:
    """What a statement without criteria says, and of whom."""
    return provision.text, provision.population, provision.criteria
