"""Which way things moved, and what the guidance makes of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.answers import TensionShape, tension_document
from guidance.documents.evidence import CoverageShape, coverage_document
from guidance.documents.words import (
    DayOf,
    DayShape,
    OutcomeShape,
    VerdictShape,
    closed,
    when_document,
)
from guidance.wording.directions import (
    clearest_first,
    direction_sentence,
    ruling_headline,
    witness_sentence,
)
from guidance.wording.sentences import change_title

if TYPE_CHECKING:
    from guidance.changes.model import Change
    from guidance.directions.provisions import Direction
    from guidance.directions.regimes import RegimeDirection, Ruling
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


@closed
class DirectionShape(TypedDict):
    """Which way something changed."""

    verdict: VerdictShape
    baseline: str
    """What it is measured against: a provision in a version, a day, or ``silence``."""
    witnesses: list[WitnessShape]
    because: list[str]
    undefined: list[str]
    ruled_out: list[str]
    """What an unclear change certainly is not."""
    as_judged: VerdictShape | None
    """What an unclear change is where the undefined terms are judged alike before and after."""
    sentence: str


@closed
class PopulationShape(TypedDict):
    """Which way things moved for some people."""

    population: str
    direction: DirectionShape


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
    direction: DirectionShape
    populations: list[PopulationShape]
    rules: list[RuleShape]
    """The net changes that go some way; clear ones first."""
    depends_on: list[DayOf]
    coverage: CoverageShape


@closed
class NamedProvision(TypedDict):
    """A provision by name."""

    ref: str
    title: str


@closed
class RulingShape(TypedDict):
    """What the guidance makes of a person on a day."""

    on: DayShape
    topic: str
    known_on: DayShape | None
    headline: str
    facts: list[str]
    outcome: Literal["allowed", "not-allowed", "undetermined"]
    possible: list[OutcomeShape]
    because: list[str]
    deciding: list[NamedProvision]
    missing: list[str]
    undefined: list[str]
    depends_on: list[DayOf]
    tensions: list[TensionShape]
    coverage: CoverageShape


def direction_document(direction: Direction, sheet: FactSheet | None) -> DirectionShape:
    """A direction for programs."""
    return {
        "verdict": direction.verdict,
        "baseline": direction.baseline,
        "witnesses": [
            {
                "facts": [str(known) for known in witness.person],
                "before": witness.before,
                "after": witness.after,
                "rests_on": list(witness.rests_on),
                "sentence": witness_sentence(witness, sheet),
            }
            for witness in direction.witnesses
        ],
        "because": list(direction.because),
        "undefined": list(direction.undefined),
        "ruled_out": list(direction.ruled_out),
        "as_judged": direction.as_judged,
        "sentence": direction_sentence(direction, sheet),
    }


def regime_document(found: RegimeDirection, net: Iterable[Change], sheet: FactSheet) -> RegimeShape:
    """Which way a topic moved, for programs."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "topic": found.topic,
        "known_on": found.known_on.isoformat() if found.known_on else None,
        "direction": direction_document(found.overall, sheet),
        "populations": [
            {
                "population": part.population,
                "direction": direction_document(part.direction, sheet),
            }
            for part in found.populations
        ],
        "rules": [
            {
                "id": change.id.value,
                "ref": change.ref,
                "title": change_title(change),
                "direction": direction_document(which, change.sheet),
            }
            for change, which in clearest_first(net)
        ],
        "depends_on": [when_document(when) for when in found.depends_on],
        "coverage": coverage_document(found.after),
    }


def ruling_document(ruling: Ruling, sheet: FactSheet) -> RulingShape:
    """What the guidance makes of a person, for programs."""
    return {
        "on": ruling.on.isoformat(),
        "topic": ruling.topic,
        "known_on": ruling.known_on.isoformat() if ruling.known_on else None,
        "headline": ruling_headline(ruling, sheet),
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
        "coverage": coverage_document(ruling.coverage),
    }
