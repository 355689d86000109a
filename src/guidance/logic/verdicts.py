"""Which way people pass from one outcome to another, and what a verdict on that is.

People pass from one outcome to another. Each passage goes one way:

* *tighter*: from a permission, or from nothing said, to a duty, to advice, or to what is advised
  against or prohibited; and up either of these ladders;
* *looser*: the mirror;
* *falling silent* (from permitted to nothing said): tighter or nothing; *speaking up*: its mirror;
* none of these: between what is advised against or prohibited and what is merely excluded by a
  permission for others only;
* *reversed*: from what should be done to what should not, or back: no way that has a name.

How strongly it is shown that somebody passes decides: *none* (nobody can, whatever undefined terms
mean), *possible* (somebody, under some meaning), *definite* (somebody, whatever they mean).

=========  ======================================================================================
same       nobody passes from one outcome to another
stricter   a tighter passage is definite, and only tighter ones are possible
looser     the mirror
mixed      a tighter and a looser one are definite
unclear    everything else; not looser where only tighter ones and falling silent are possible, and
           not stricter by the mirror
=========  ======================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal

from guidance.logic.people import Person
from guidance.logic.regimes import OUTCOMES, Outcome
from guidance.records.shown import Shown

VerdictName = Literal["same", "stricter", "looser", "mixed", "unclear"]

Reason = Literal["undefined", "undeclared", "silence", "reworded", "part", "too-large"]

Way = Literal["tighter", "looser", "falls-silent", "speaks-up", "reversed"]

Crossing = tuple[Outcome, Outcome]

_FREE: Final = ("permitted", "silent")
_LADDERS: Final = (("advised-against", "prohibited"), ("advised", "required"))


def way_of(before: Outcome, after: Outcome) -> Way:
    """Which way somebody passes from one outcome to another."""
    if before in _FREE and after in _FREE:
        return "falls-silent" if after == "silent" else "speaks-up"
    if before in _FREE:
        return "tighter"
    if after in _FREE:
        return "looser"
    ladder = next((ladder for ladder in _LADDERS if before in ladder and after in ladder), None)
    if ladder is None:
        return "reversed"
    return "tighter" if after == ladder[1] else "looser"


CROSSINGS: Final[Mapping[Crossing, Way]] = {
    (before, after): way_of(before, after)
    for before in OUTCOMES
    for after in OUTCOMES
    if before != after
}


class Strength(IntEnum):
    """How strongly it is shown that somebody passes from one outcome to another."""

    NONE = 0
    POSSIBLE = 1
    DEFINITE = 2


@dataclass(frozen=True, slots=True, repr=False)
class Witness(Shown):
    """A person for whom the answer differs.

    Attributes:
        person: Everybody with these facts passes likewise.
        before: What the baseline makes of them.
        after: What the other side makes of them.
        rests_on: The undefined terms that the person's facts judge; empty where the answer
            differs whatever they mean.

    Source:
        docs/explanation/directions.md.
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
        witnesses: At most two: one on each side.
        because: What keeps it from being clearer, or beside a proved verdict leaves something open.
        undefined: Undefined terms that open differences rest on.
        undeclared: Rules whose undeclared criteria or population open differences rest on.
        ruled_out: What an ``unclear`` change certainly is not.
        provided: Undefined terms that must be judged alike before and after for the verdict, or
            for what is ruled out.
        met: Undefined terms of one side only, on somebody's judgement of which it rests.
    """

    verdict: VerdictName
    witnesses: tuple[Witness, ...] = ()
    because: tuple[Reason, ...] = ()
    undefined: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    ruled_out: tuple[VerdictName, ...] = ()
    provided: tuple[str, ...] = ()
    met: tuple[str, ...] = ()


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


def direction_of(
    strengths: Mapping[Crossing, Strength],
) -> tuple[VerdictName, tuple[VerdictName, ...]]:
    """Apply the table of this module; passages not given are none.

    Returns:
        The verdict, and what an unclear change certainly is not.
    """
    ever = {CROSSINGS[passage] for passage, strength in strengths.items() if strength}
    always = {
        CROSSINGS[passage]
        for passage, strength in strengths.items()
        if strength == Strength.DEFINITE
    }
    if not ever:
        return "same", ()
    if {"tighter", "looser"} <= always:
        return "mixed", ()
    if ever == {"tighter"} and always:
        return "stricter", ()
    if ever == {"looser"} and always:
        return "looser", ()
    if ever <= {"looser", "speaks-up"}:
        return "unclear", ("stricter",)
    if ever <= {"tighter", "falls-silent"}:
        return "unclear", ("looser",)
    return "unclear", ()
