"""A document at hand beside its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import PlaceShape, closed
from guidance.wording.upkeep import verification_headline

if TYPE_CHECKING:
    from guidance.upkeep.verification import CitedPassage, Verification


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


def verification_document(verifications: tuple[Verification, ...]) -> Verify:
    """What a document at hand and the records have to do with each other."""
    return {
        "headline": verification_headline(verifications),
        "versions": [
            {
                "version": verification.version,
                "is_same": verification.is_same,
                "sha256": verification.sha256,
                "recorded": verification.recorded,
                "sections": [
                    {
                        "section": section.section,
                        "is_found": section.is_found,
                        "cited_by": list(section.cited_by),
                    }
                    for section in verification.sections
                ],
                "passages": [_passage(passage) for passage in verification.passages],
                "unread": verification.unread,
            }
            for verification in verifications
        ],
    }


def _passage(passage: CitedPassage) -> CitedPassageShape:
    cite, place = passage.cite, passage.place
    return {
        "ref": passage.ref,
        "cited": {"section": cite.section, "paragraph": cite.paragraph},
        "state": passage.state.value,
        "place": {"section": place[0], "paragraph": place[1]} if place else None,
        "reason": passage.reason,
    }
