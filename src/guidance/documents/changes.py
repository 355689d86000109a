"""What changed, and when."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.directions import DirectionShape
from guidance.documents.evidence import CoverageShape
from guidance.documents.words import Cite, Day, DayOf, State, closed


@closed
class SideShape(TypedDict):
    """One side of a change: a provision, an event, an act or a version."""

    ref: str
    version: str | None
    state: State | None
    standing: str | None
    provision: dict[str, Any] | None
    """The provision as it is recorded on disk."""
    event: dict[str, Any] | None
    amendment: dict[str, Any] | None
    earliest: Day | None
    latest: Day | None


@closed
class DetailShape(TypedDict):
    """One difference inside a record, with the path of keys and positions that leads to it."""

    path: list[str | int]
    before: Any
    after: Any


@closed
class PieceShape(TypedDict):
    """A stretch of text that was kept, deleted or inserted."""

    kind: Literal["kept", "deleted", "inserted"]
    text: str


@closed
class ChangeShape(TypedDict):
    """One change; ``id`` says what kind it is and never changes its name."""

    id: str
    ref: str
    sentence: str
    before: SideShape | None
    after: SideShape | None
    where: str | None
    earliest: Day | None
    latest: Day | None
    event: DayOf | None
    authority: str | None
    document: str | None
    standing: str | None
    cite: Cite | None
    because: str | None
    fields: list[str]
    details: list[DetailShape]
    redline: list[PieceShape]
    notes: list[str]
    direction: DirectionShape | None
    """``null`` for what has no direction: information, dates."""


@closed
class StepShape(TypedDict):
    """The changes that share one day, or one range of days."""

    earliest: Day | None
    latest: Day | None
    changes: list[ChangeShape]


@closed
class Changes(TypedDict):
    """What changed after one day and up to another."""

    since: Day
    until: Day
    known_on: Day | None
    topic: str | None
    headline: str
    steps: list[StepShape]
    net: list[ChangeShape]
    coverage: CoverageShape
    """The evidence on the last of the days."""


@closed
class Compare(TypedDict):
    """How two versions differ."""

    before: str
    after: str
    headline: str
    changes: list[ChangeShape]


@closed
class Timeline(TypedDict):
    """The days on which anything changes, imprecise ones as ranges."""

    topic: str | None
    known_on: Day | None
    steps: list[StepShape]
    coverage: CoverageShape
