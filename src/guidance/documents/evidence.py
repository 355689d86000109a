"""How good the evidence is."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import Day, Span, closed


@closed
class Age(TypedDict):
    """How old the newest evidence was on the day asked about, in days and in words."""

    at_least_days: int
    at_most_days: int | None
    words: str


@closed
class SourceCoverageShape(TypedDict):
    """The evidence from one source."""

    source: str
    status: Literal["covered", "stale", "no-evidence"]
    first_evidence: Span | None
    newest_evidence: Span | None
    newest_version: str | None
    possible_versions: list[str]
    """Versions of which it is open whether they were out by the day."""
    last_checked: Day | None


@closed
class CoverageShape(TypedDict):
    """How good the evidence is on a day: the weakest of the sources that have any."""

    on: Day
    status: Literal["covered", "stale", "no-evidence"]
    first_evidence: Span | None
    newest_evidence: Span | None
    newest_version: str | None
    age: Age | None
    sources: list[SourceCoverageShape]
