"""Sentences about records beside each other, and about what is due: discrepancies and status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.criteria import AllOf, AnyOf, FactTest, Not
from guidance.registry import source_of
from guidance.wording.conditions import criteria_words
from guidance.wording.terms import FORCES, listed, quoted

if TYPE_CHECKING:
    from guidance.changes import Side
    from guidance.direction import Direction
    from guidance.discrepancies import Discrepancy, Stated

_LEADS = {
    "figure": "other figures",
    "criteria": "other conditions",
    "population": "other people",
    "force": "another force",
    "wording": "other words",
}
_BY_DIRECTION = {
    "looser": "More people qualify by the report than by the act",
    "stricter": "Fewer people qualify by the report than by the act",
    "mixed": "Some people qualify by the report alone, others by the act alone",
}


def discrepancy_sentence(found: Discrepancy) -> str:
    """Say who says what: "… reports … with other figures: here …; in the act …."."""
    sentence = (
        f"{_side_words(found.report)} reports {_side_words(found.act)} with {_LEADS[found.kind]}:"
        f" the report says {_stated(found.in_report)}; the act says {_stated(found.in_act)}."
    )
    if found.direction is not None:
        sentence += direction_words(found.direction)
    return sentence


def direction_words(direction: Direction) -> str:
    """Say how a report stands to its act; nothing where that cannot be told."""
    words = _BY_DIRECTION.get(direction.verdict)
    if words is None:
        return ""
    terms = listed([quoted(name.replace("-", " ")) for name in direction.undefined])
    rest = f", if {terms} means the same in both" if terms else ""
    return f" {words}{rest}."


def _side_words(side: Side) -> str:
    title = side.provision.title if side.provision else side.ref
    return f"“{title}” ({source_of(side.ref)}, {side.standing})"


def _stated(parts: tuple[Stated, ...]) -> str:
    return listed([_one(part) for part in parts]) or "nothing of it"


def _one(part: Stated) -> str:
    if isinstance(part, AllOf | AnyOf | Not | FactTest):
        return criteria_words(part)
    return FORCES.get(part) or quoted(part)
