"""Which way things moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.evidence import CoverageShape, coverage_document
from guidance.documents.words import (
    DayOf,
    DayShape,
    OutcomeShape,
    PartShape,
    VerdictShape,
    closed,
    part_document,
    when_document,
)
from guidance.wording.directions import (
    clearest_first,
    direction_sentence,
    movement_headline,
    witness_sentence,
)
from guidance.wording.sentences import change_title

if TYPE_CHECKING:
    from guidance.changes.model import Change
    from guidance.directions.movements import (
        PlaceDirection,
        PopulationDirection,
        RegimeDirection,
        Through,
    )
    from guidance.directions.provisions import Direction
    from guidance.logic import Witness
    from guidance.records.criteria import FactSheet


@closed
class WitnessShape(TypedDict):
    """A person for whom the answer differs; everybody with these facts passes likewise."""

    facts: list[str]
    """As the command reads them, e.g. ``relapses=2/P24M``."""
    before: OutcomeShape
    after: OutcomeShape
    rests_on: list[str]
    """Undefined terms that the person's facts judge."""
    sentence: str


_ForWhom = TypedDict("_ForWhom", {"for": str | None})


@closed
class DirectionShape(_ForWhom):
    """Which way something changed; ``for`` is the population it is told for, or everybody."""

    verdict: VerdictShape
    baseline: str
    """What it is measured against: a provision in a version, a day, or ``silence``."""
    witnesses: list[WitnessShape]
    because: list[str]
    undefined: list[str]
    ruled_out: list[str]
    """What an unclear change certainly is not."""
    provided: list[str]
    """Undefined terms that must be judged alike before and after for that."""
    met: list[str]
    """Undefined terms of one side only, on somebody's judgement of which it rests."""
    is_new: bool
    """There was no rule before."""
    sentence: str


@closed
class PopulationShape(TypedDict):
    """Which way things moved for some people."""

    population: str
    direction: DirectionShape


@closed
class ThroughShape(TypedDict):
    """A rule through which some people pass one way."""

    ref: str
    title: str
    verdict: Literal["stricter", "looser"]
    matter: str
    """What it is about, in words."""
    is_new: bool
    """It takes up no rule of the first day."""
    is_gone: bool
    """It is a rule of the first day that no longer stands as it stood."""
    provided: list[str]
    met: list[str]
    witness: WitnessShape


@closed
class ActionDirectionShape(TypedDict):
    """Which way the rules about one action moved, in a group of places."""

    action: str
    label: str
    is_main: bool
    direction: DirectionShape
    populations: list[PopulationShape]
    through: list[ThroughShape]


@closed
class PlaceDirectionShape(TypedDict):
    """Which way the rules moved in a group of places that agree."""

    places: list[PartShape]
    actions: list[ActionDirectionShape]


@closed
class RuleShape(TypedDict):
    """Which way one statement went, from the first day to the last."""

    id: str
    """The id of its change."""
    ref: str
    title: str
    direction: DirectionShape


@closed
class RegimeShape(TypedDict):
    """Which way a topic moved between two days."""

    since: DayShape
    until: DayShape
    topic: str
    known_on: DayShape | None
    headline: str
    direction: DirectionShape
    populations: list[PopulationShape]
    rules: list[RuleShape]
    """The net changes that go some way; clear ones first."""
    places: list[PlaceDirectionShape]
    """By place and action; ``direction`` and ``populations`` put them together."""
    depends_on: list[DayOf]
    coverage: CoverageShape


def direction_document(
    direction: Direction, sheet: FactSheet | None, *, whom: str | None = None
) -> DirectionShape:
    """A direction for programs."""
    return {
        "for": whom,
        "verdict": direction.verdict,
        "baseline": direction.baseline,
        "witnesses": [_witness(witness, sheet) for witness in direction.witnesses],
        "because": list(direction.because),
        "undefined": list(direction.undefined),
        "ruled_out": list(direction.ruled_out),
        "provided": list(direction.provided),
        "met": list(direction.met),
        "is_new": direction.is_new,
        "sentence": direction_sentence(direction),
    }


def _witness(witness: Witness, sheet: FactSheet | None) -> WitnessShape:
    return {
        "facts": [str(known) for known in witness.person],
        "before": witness.before,
        "after": witness.after,
        "rests_on": list(witness.rests_on),
        "sentence": witness_sentence(witness, sheet),
    }


def _population(part: PopulationDirection, sheet: FactSheet) -> PopulationShape:
    return {
        "population": part.population,
        "direction": direction_document(part.direction, sheet, whom=part.population),
    }


def _through(through: Through, sheet: FactSheet, titles: Mapping[str, str]) -> ThroughShape:
    return {
        "ref": through.entry.ref,
        "title": through.entry.provision.title,
        "verdict": through.share.way,
        "matter": titles[through.entry.ref],
        "is_new": through.is_new,
        "is_gone": through.share.is_gone,
        "provided": list(through.share.provided),
        "met": list(through.share.met),
        "witness": _witness(through.share.witness, sheet),
    }


def _place(
    place: PlaceDirection, sheet: FactSheet, titles: Mapping[str, str]
) -> PlaceDirectionShape:
    return {
        "places": [part_document(part) for part in place.places],
        "actions": [
            {
                "action": action.action,
                "label": action.label,
                "is_main": action.is_main,
                "direction": direction_document(action.overall, sheet),
                "populations": [_population(part, sheet) for part in action.populations],
                "through": [_through(through, sheet, titles) for through in action.through],
            }
            for action in place.actions
        ],
    }


def regime_document(
    movement: RegimeDirection, net: Iterable[Change], sheet: FactSheet, titles: Mapping[str, str]
) -> RegimeShape:
    """Which way a topic moved, for programs.

    Args:
        movement: Which way.
        net: What changed in the end.
        sheet: The facts of its topic.
        titles: What each rule is about, by its reference.
    """
    return {
        "since": movement.since.isoformat(),
        "until": movement.until.isoformat(),
        "topic": movement.topic,
        "known_on": movement.known_on.isoformat() if movement.known_on else None,
        "headline": movement_headline(movement, titles),
        "direction": direction_document(movement.overall, sheet),
        "populations": [_population(part, sheet) for part in movement.populations],
        "rules": [
            {
                "id": change.id.value,
                "ref": change.ref,
                "title": change_title(change),
                "direction": direction_document(which, change.sheet),
            }
            for change, which in clearest_first(net)
        ],
        "places": [_place(place, sheet, titles) for place in movement.places],
        "depends_on": [when_document(when) for when in movement.depends_on],
        "coverage": coverage_document(movement.after),
    }
