"""What who keeps the records asks: what differs, what is due, whether a document is the one."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.directions import DirectionShape
from guidance.documents.words import Day, DayOf, PlaceShape, closed


@closed
class StatedBy(TypedDict):
    """A provision in the version that last worded it."""

    ref: str
    version: str
    standing: str


@closed
class DiscrepancyShape(TypedDict):
    """One difference between a report and the act that it reports."""

    report: StatedBy
    act: StatedBy
    kind: Literal["figure", "criteria", "population", "force", "wording"]
    sentence: str
    in_report: list[dict[str, Any] | str]
    """What the report says and the act does not: a condition as it is recorded on disk, or text."""
    in_act: list[dict[str, Any] | str]
    """What the act says and the report does not."""
    direction: DirectionShape | None
    """How the report stands to the act; ``null`` where that cannot be told."""


@closed
class Discrepancies(TypedDict):
    """Where sources differ from the acts that they report."""

    topic: str | None
    headline: str
    discrepancies: list[DiscrepancyShape]


@closed
class DueShape(DayOf):
    """A named day, and the provisions that hang on it."""

    starting: list[str]
    """Provisions that apply from it."""
    ending: list[str]
    """Provisions that apply until it."""


@closed
class StageShape(TypedDict):
    """One act that states a recommendation."""

    version: str
    standing: str
    is_changed: bool
    """It says something else than the stage before."""


@closed
class AdoptionShape(TypedDict):
    """The way of one recommended provision."""

    ref: str
    outcome: Literal["open", "adopted", "changed", "dropped"]
    event: DayOf
    """The day from which it is to apply."""
    by: str | None
    """The version that adopted, changed or dropped it."""
    stages: list[StageShape]


@closed
class FreshnessShape(TypedDict):
    """How fresh one source is."""

    source: str
    status: Literal["covered", "stale", "no-evidence"]
    newest_version: str | None
    last_checked: Day | None
    age_days: int | None
    """Since it was last checked."""


@closed
class Status(TypedDict):
    """How fresh the records are on a day, and what is due."""

    on: Day
    until: Day
    """The last day that counts as near."""
    headline: str
    to_confirm: list[DueShape]
    """Days that a document expected, and that have passed without a record of them."""
    upcoming: list[DueShape]
    undated: list[DueShape]
    """Days that a document expects without a word on when."""
    undecided: list[AdoptionShape]
    sources: list[FreshnessShape]


@closed
class CitedSectionShape(TypedDict):
    """A section that a version cites."""

    section: str
    is_found: bool | None
    """Whether its heading stands in the document; ``null`` where that cannot be told."""
    cited_by: list[str]


@closed
class CitedPassageShape(TypedDict):
    """A passage that a version cites, and what became of it."""

    ref: str
    cited: PlaceShape
    state: Literal["unchanged", "moved", "changed", "gone", "untold"]
    place: PlaceShape | None
    """Where it stands in the document."""
    reason: str
    """Why it cannot be told; empty where it can."""


@closed
class VerificationShape(TypedDict):
    """What a document at hand and one version have to do with each other."""

    version: str
    is_same: bool
    """It is the document that was recorded, to the byte."""
    sha256: str
    recorded: str | None
    sections: list[CitedSectionShape]
    passages: list[CitedPassageShape]
    unread: str
    """Why the document could not be read; empty where it could."""


@closed
class Verify(TypedDict):
    """A document at hand, beside the versions that it may be."""

    headline: str
    versions: list[VerificationShape]
