"""Which way things moved, and what the guidance makes of a person."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.answers import TensionShape
from guidance.documents.evidence import CoverageShape
from guidance.documents.words import Day, DayOf, Outcome, Verdict, closed


@closed
class WitnessShape(TypedDict):
    """A person for whom the answer differs; everybody with these facts passes likewise."""

    facts: list[str]
    """As the command reads them, e.g. ``relapses=2/P24M``."""
    before: Outcome
    after: Outcome
    rests_on: list[str]
    """Undefined terms that the person's facts judge."""
    sentence: str


@closed
class DirectionShape(TypedDict):
    """Which way something changed."""

    verdict: Verdict
    baseline: str
    """What it is measured against: a provision in a version, a day, or ``silence``."""
    witnesses: list[WitnessShape]
    because: list[str]
    undefined: list[str]
    ruled_out: list[str]
    """What an unclear change certainly is not."""
    as_judged: Verdict | None
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

    since: Day
    until: Day
    topic: str
    known_on: Day | None
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

    on: Day
    topic: str
    known_on: Day | None
    headline: str
    facts: list[str]
    outcome: Literal["allowed", "not-allowed", "undetermined"]
    possible: list[Outcome]
    because: list[str]
    deciding: list[NamedProvision]
    missing: list[str]
    undefined: list[str]
    depends_on: list[DayOf]
    tensions: list[TensionShape]
    coverage: CoverageShape
