"""How good the evidence is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import DayShape, SpanShape, closed, iso, span_document
from guidance.wording.days import ages_words

if TYPE_CHECKING:
    from guidance.engine.coverage import CoverageReport, SourceCoverage


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
    first_evidence: SpanShape | None
    newest_evidence: SpanShape | None
    newest_version: str | None
    possible_versions: list[str]
    """Versions of which it is open whether they were out by the day."""
    last_checked: DayShape | None


@closed
class CoverageShape(TypedDict):
    """How good the evidence is on a day: the weakest of the sources that have any."""

    on: DayShape
    status: Literal["covered", "stale", "no-evidence"]
    first_evidence: SpanShape | None
    newest_evidence: SpanShape | None
    newest_version: str | None
    age: Age | None
    sources: list[SourceCoverageShape]


def coverage_document(coverage: CoverageReport) -> CoverageShape:
    """How good the evidence is on a day."""
    age: Age | None = None
    if coverage.age is not None:
        earliest, latest = coverage.age
        is_open = earliest == date.min
        age = {
            "at_least_days": (coverage.on - latest).days,
            "at_most_days": None if is_open else (coverage.on - earliest).days,
            "words": ages_words(earliest, latest, coverage.on),
        }
    return {
        "on": coverage.on.isoformat(),
        "status": coverage.status.value,
        "first_evidence": span_document(coverage.first_evidence),
        "newest_evidence": span_document(coverage.newest_evidence),
        "newest_version": coverage.newest_version,
        "age": age,
        "sources": [_source_document(source) for source in coverage.sources],
    }


def _source_document(source: SourceCoverage) -> SourceCoverageShape:
    return {
        "source": source.source,
        "status": source.status.value,
        "first_evidence": span_document(source.first_evidence),
        "newest_evidence": span_document(source.newest_evidence),
        "newest_version": source.newest_version,
        "possible_versions": list(source.possible_versions),
        "last_checked": iso(source.last_checked),
    }
