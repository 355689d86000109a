"""What the guidance makes of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.answers import TensionShape, tension_document
from guidance.documents.evidence import CoverageShape, coverage_document
from guidance.documents.words import (
    DayOf,
    DayShape,
    OneWordShape,
    OutcomeShape,
    PartShape,
    closed,
    part_document,
    when_document,
)
from guidance.wording.people import criterion_words
from guidance.wording.rulings import action_sentence, ruling_headline, ruling_lines

if TYPE_CHECKING:
    from guidance.answers.entries import Entry
    from guidance.directions.rulings import ActionRuling, Beside, Ruling
    from guidance.logic.because import SettledTest
    from guidance.records.criteria import FactSheet


@closed
class NamedProvision(TypedDict):
    """A provision by name."""

    ref: str
    title: str


@closed
class BindingProvision(NamedProvision):
    """A provision by name, and how bindingly it speaks."""

    standing: str


@closed
class BesideShape(BindingProvision):
    """A rule that bears on a person and does not decide."""

    says: OutcomeShape | None
    """What it would make of them by itself; ``null`` where that is open."""
    contradicts: bool


@closed
class SettledShape(TypedDict):
    """A test of a deciding rule, as it comes out for the person."""

    test: str
    """In words."""
    holds: bool
    rests_on: list[str]
    """What is known of the person and settles it."""


@closed
class ActionRulingShape(TypedDict):
    """What is made of a person about one action, in a group of places."""

    action: str
    label: str
    is_main: bool
    outcome: OutcomeShape | Literal["undetermined"]
    """Where all that is possible is allowed, or none of it is, the least of it."""
    possible: list[OutcomeShape]
    because: list[str]
    deciding: list[BindingProvision]
    """The rules that make the outcome, or may."""
    certain: list[str]
    """Those of them that hold whatever is open."""
    missing: list[str]
    undefined: list[str]
    to_read: list[BindingProvision]
    """Rules whose text has to be read to settle it."""
    contradicted_by: list[BesideShape]
    """What other rules say beside it and otherwise."""
    beside: list[BesideShape]
    """What other rules say, or may say, of the person."""
    why: list[SettledShape]
    """How what the rules ask that certainly decide comes out for the person."""
    different_with: list[str] | None
    """What would have to be so for the other answer, all else being kept that can be."""
    sentence: str


@closed
class PlaceRulingShape(TypedDict):
    """What is made of a person in a group of places that agree."""

    places: list[PartShape]
    actions: list[ActionRulingShape]


@closed
class RulingShape(TypedDict):
    """What the guidance makes of a person on a day."""

    on: DayShape
    topic: str
    known_on: DayShape | None
    headline: str
    lines: list[str]
    """The whole answer for people: at most six lines, the headline first."""
    facts: list[str]
    outcome: Literal["allowed", "not-allowed", "undetermined"]
    """The main action in one word, over all places."""
    possible: list[OneWordShape]
    because: list[str]
    deciding: list[NamedProvision]
    missing: list[str]
    undefined: list[str]
    depends_on: list[DayOf]
    tensions: list[TensionShape]
    places: list[PlaceRulingShape]
    """For each group of places that agree: every action of the topic."""
    coverage: CoverageShape


def _named(entry: Entry) -> BindingProvision:
    return {"ref": entry.ref, "title": entry.provision.title, "standing": entry.standing}


def _beside(beside: Beside) -> BesideShape:
    return {**_named(beside.entry), "says": beside.says, "contradicts": beside.contradicts}


def _settled(settled: SettledTest, sheet: FactSheet) -> SettledShape:
    return {
        "test": criterion_words(settled.test, sheet, holds=True),
        "holds": settled.holds,
        "rests_on": [str(known) for known in settled.rests_on],
    }


def _action(
    ruling: ActionRuling, sheet: FactSheet, sources: Mapping[str, str]
) -> ActionRulingShape:
    other = ruling.different_with
    return {
        "action": ruling.action,
        "label": ruling.label,
        "is_main": ruling.is_main,
        "outcome": ruling.outcome,
        "possible": list(ruling.possible),
        "because": list(ruling.because),
        "deciding": [_named(entry) for entry in ruling.deciding],
        "certain": list(ruling.certain),
        "missing": [str(asked) for asked in ruling.missing],
        "undefined": list(ruling.undefined),
        "to_read": [_named(entry) for entry in ruling.to_read],
        "contradicted_by": [_beside(other) for other in ruling.beside if other.contradicts],
        "beside": [_beside(other) for other in ruling.beside],
        "why": [_settled(settled, sheet) for settled in ruling.why],
        "different_with": None if other is None else [str(known) for known in other],
        "sentence": action_sentence(ruling, sheet, sources),
    }


def ruling_document(ruling: Ruling, sheet: FactSheet, sources: Mapping[str, str]) -> RulingShape:
    """What the guidance makes of a person, for programs.

    Args:
        ruling: What it makes of them.
        sheet: The facts of its topic.
        sources: What people call each source.
    """
    return {
        "on": ruling.on.isoformat(),
        "topic": ruling.topic,
        "known_on": ruling.known_on.isoformat() if ruling.known_on else None,
        "headline": ruling_headline(ruling, sheet),
        "lines": ruling_lines(ruling, sheet, sources),
        "facts": [str(known) for known in ruling.person],
        "outcome": ruling.outcome,
        "possible": list(ruling.possible),
        "because": list(ruling.because),
        "deciding": [
            {"ref": entry.ref, "title": entry.provision.title} for entry in ruling.deciding
        ],
        "missing": [str(asked) for asked in ruling.missing],
        "undefined": list(ruling.undefined),
        "depends_on": [when_document(when) for when in ruling.depends_on],
        "tensions": [tension_document(tension) for tension in ruling.tensions],
        "places": [
            {
                "places": [part_document(part) for part in place.places],
                "actions": [_action(action, sheet, sources) for action in place.actions],
            }
            for place in ruling.places
        ],
        "coverage": coverage_document(ruling.coverage),
    }
