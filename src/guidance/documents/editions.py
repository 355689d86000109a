"""What two editions of the records say otherwise: the document, and how it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.provisions import ProvisionShape, provision_documents
from guidance.documents.words import DayShape, closed, iso
from guidance.wording.editions import editions_headline, otherwise_words

if TYPE_CHECKING:
    from guidance.changes.editions import EditionDiff, Otherwise


@closed
class OtherwiseShape(TypedDict):
    """A provision of which the two say different things on some days, both ends included."""

    ref: str
    first: DayShape | None
    """``null`` from the beginning of the calendar."""
    last: DayShape | None
    """``null`` without end."""
    only_details: bool
    """The same applies all the same."""
    differs: list[str]
    """In what, about the parts of which both speak."""
    sentence: str
    before: list[ProvisionShape]
    """What the old edition says and the new one does not, part by part."""
    after: list[ProvisionShape]
    """What the new edition says and the old one does not."""


@closed
class DiffShape(TypedDict):
    """What two editions of the records say otherwise, about any day."""

    before: str
    """The fingerprint of the old edition."""
    after: str
    """That of the new one."""
    known_on: DayShape | None
    """Both answer from what was published by this day."""
    topic: str | None
    source: str | None
    headline: str
    otherwise: list[OtherwiseShape]
    evidence: list[str]
    """Sources of which other versions or other looks are recorded."""


def editions_document(diff: EditionDiff) -> DiffShape:
    """What two editions of the records say otherwise."""
    return {
        "before": diff.before,
        "after": diff.after,
        "known_on": iso(diff.known_on),
        "topic": diff.topic,
        "source": diff.source,
        "headline": editions_headline(diff),
        "otherwise": [_otherwise(row) for row in diff.otherwise],
        "evidence": list(diff.evidence),
    }


def _otherwise(row: Otherwise) -> OtherwiseShape:
    return {
        "ref": row.ref,
        "first": iso(row.first),
        "last": iso(row.last),
        "only_details": row.only_details,
        "differs": list(row.differs),
        "sentence": otherwise_words(row),
        "before": provision_documents(row.before),
        "after": provision_documents(row.after),
    }
