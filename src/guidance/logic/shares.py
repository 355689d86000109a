"""What each rule that changed has to do with it: whom it alone makes stricter or looser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from guidance.errors import UndecidedError
from guidance.logic.compare import passing
from guidance.logic.decide import Solver, StepsLeft, decide
from guidance.logic.formulas import Formula, all_of, any_of, negation
from guidance.logic.pairs import Pair
from guidance.logic.regimes import Regime, reaches
from guidance.logic.verdicts import CROSSINGS, Crossing, Witness
from guidance.records.criteria import FactSheet
from guidance.records.shown import Shown

ShareWay = Literal["stricter", "looser"]

_NEGATIVE: Final = ("prohibit", "advise-against")
_WAYS: Final[dict[str, ShareWay]] = {"tighter": "stricter", "looser": "looser"}


@dataclass(frozen=True, slots=True, repr=False)
class Share(Shown):
    """A rule through which some people pass one way.

    Attributes:
        ref: The rule.
        way: ``stricter`` or ``looser``.
        is_gone: It is a rule of the baseline that no longer stands as it stood.
        witness: The plainest of these people.
        provided: Terms that must be judged alike before and after.
        met: Terms of one side only, on somebody's judgement of which it rests.
    """

    ref: str
    way: ShareWay
    is_gone: bool
    witness: Witness
    provided: tuple[str, ...] = ()
    met: tuple[str, ...] = ()


_Asked: TypeAlias = tuple[Any, Crossing, Formula]
"""The rule with its way and whether it is gone, a passage, and who makes it."""


def shares(old: Regime, new: Regime, sheet: FactSheet) -> tuple[Share, ...]:
    """Return through which rules somebody certainly passes, as few terms judged as can be.

    A rule of the baseline counts only where no new one does.

    Returns:
        Nothing where it is too large to tell.
    """
    pair = Pair(old, new, sheet)
    budget = StepsLeft()
    best: dict[tuple[str, ShareWay, bool], Share] = {}
    try:
        # First as somebody would judge every term, then with fewer terms, down to none: best is
        # somebody whom nobody has to judge.
        for terms in (pair.terms, (), *(_without(term, pair.terms) for term in pair.terms)):
            if best and not any(share.witness.rests_on for share in best.values()):
                break
            for share in _judged(pair, terms, budget):
                known = best.setdefault(_key(share), share)
                if len(share.witness.rests_on) < len(known.witness.rests_on):
                    best[_key(share)] = share
            if budget.is_half_spent:
                break
    except UndecidedError:
        pass
    return tuple(best.values())


def _judged(pair: Pair, terms: tuple[str, ...], budget: StepsLeft) -> tuple[Share, ...]:
    """The shares where these terms are judged alike, and the others anyhow."""
    declared, wider, _ = pair.sides(terms)
    movers = passing(declared[0], declared[1], None)
    asked: list[_Asked] = [
        (share, passage, formula)
        for *share, people in _people(pair, declared)
        for passage, movers_so in movers.items()
        if _WAYS.get(CROSSINGS[passage]) == share[1]
        and (formula := all_of(movers_so, people)) is not False
    ]
    return decide(
        wider,
        [formula for *_, formula in asked],
        lambda solver: tuple(_plainest(_found(solver, asked, pair))),
        budget,
    )


def _without(term: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in terms if name != term)


def _key(share: Share) -> tuple[str, ShareWay, bool]:
    return share.ref, share.way, share.is_gone


def _people(
    pair: Pair, declared: tuple[Regime, ...]
) -> Iterator[tuple[str, ShareWay, bool, Formula]]:
    """Each rule that changed, the way it can go, and for whom it holds."""
    kept = {rule.ref for rule in frozenset(pair.old.rules) & frozenset(pair.new.rules)}
    old, new = (
        [reach for reach in reaches(regime) if reach.rule.ref not in kept] for regime in declared
    )
    ways: tuple[ShareWay, ...] = ("stricter", "looser")
    for way in ways:
        mine = [e for e in new if (e.rule.effect in _NEGATIVE) is (way == "stricter")]
        gone = [e for e in old if (e.rule.effect in _NEGATIVE) is (way == "looser")]
        for reach in mine:
            binding = any_of(*(e.holds for e in mine if e.rule.rank < reach.rule.rank))
            yield reach.rule.ref, way, False, all_of(reach.holds, negation(binding))
        rest = negation(any_of(*(reach.holds for reach in mine)))
        for reach in gone:
            yield reach.rule.ref, way, True, all_of(reach.holds, rest)


def _found(solver: Solver, asked: list[_Asked], pair: Pair) -> Iterator[Share]:
    for (ref, way, is_gone), passage, formula in asked:
        if solver.definite(formula):
            person = solver.witness(formula, definite=True)
            rests_on = tuple(known.fact for known in person if known.fact in pair.terms)
            yield Share(
                ref,
                way,
                is_gone,
                Witness(person, *passage, rests_on),
                provided=tuple(term for term in rests_on if term in pair.shared_terms),
                met=tuple(term for term in rests_on if term not in pair.shared_terms),
            )


def _plainest(shares: Iterator[Share]) -> Iterator[Share]:
    """One share for each rule and way, with the plainest witness."""
    best: dict[tuple[str, ShareWay, bool], Share] = {}
    for share in shares:
        if _key(share) not in best or _cost(share) < _cost(best[_key(share)]):
            best[_key(share)] = share
    yield from best.values()


def _cost(share: Share) -> tuple[int, int]:
    return len(share.witness.person), len(share.witness.rests_on)
