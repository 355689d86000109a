"""A document that has arrived, beside the records of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.changes import PieceShape
from guidance.documents.words import PlaceShape, closed
from guidance.wording.arrivals import arrival_headline

if TYPE_CHECKING:
    from guidance.upkeep.arrivals import Arrival, BlockChange, CitedStatement
    from guidance.upkeep.arrivals import Copy as DocumentCopy
    from guidance.upkeep.documents.units import Unit


@closed
class UnitShape(TypedDict):
    """A block of a document: a heading, a paragraph, an item of a list or a row of a table."""

    number: int
    """Counted from 1 in the document; that of the first cell of a row."""
    kind: Literal["heading", "paragraph", "item", "cell", "note"]
    headings: list[str]
    page: int | None
    text: str


@closed
class BlockShape(TypedDict):
    """What became of one block."""

    outcome: Literal["same", "moved", "layout", "date-line", "reworded", "new", "gone"]
    is_of_substance: bool
    place: PlaceShape
    """Where it stands; in the older document, where it is gone."""
    cited_by: list[str]
    old: UnitShape | None
    new: UnitShape | None
    redline: list[PieceShape]
    """Kept and deleted pieces make up the older text, kept and inserted ones the newer, dashes,
    quotation marks and spaces evened out."""


@closed
class CitedStatementShape(TypedDict):
    """A statement, and what became of the passage that it cites."""

    ref: str
    version: str
    cited: PlaceShape
    state: Literal["unchanged", "moved", "changed", "gone", "untold"]
    found_by: Literal["place", "earlier-place", "fingerprint", "nothing"]
    """By section and paragraph, in the edition it was recorded from or in another; by its
    fingerprint."""
    place: PlaceShape | None
    """Where the passage stands now."""
    fingerprint: str | None
    """That of the passage as it is now."""
    reason: str
    """Why it cannot be told; empty where it can."""


@closed
class PhraseShape(TypedDict):
    """A phrase about dates, as written. What it means is for people to say."""

    words: str
    kind: Literal["date", "period", "open"]
    reads_as: str | None
    """The date as records write it; ``null`` where more than one reading is possible."""
    place: PlaceShape
    block: int
    is_of_the_document: bool
    """It stands in a line that says when the document was made or changed."""


@closed
class CopyShape(TypedDict):
    """A document at hand."""

    sha256: str
    media: str
    reader: str
    """The reader and its version: a newer one may cut a document otherwise."""
    recorded_as: str | None
    """The version that was recorded from it, to the byte."""
    left_out: list[str]
    """What the reader saw and could not read."""


@closed
class DraftShape(TypedDict):
    """What changed in a document, and which statements rest on that."""

    source: str
    headline: str
    has_substance: bool
    document: CopyShape
    previous: CopyShape | None
    blocks: list[BlockShape]
    statements: list[CitedStatementShape]
    phrases: list[PhraseShape]


def arrival_document(arrival: Arrival) -> DraftShape:
    """What changed in a document, and which statements rest on that."""
    passages = arrival.document.passages
    return {
        "source": arrival.source,
        "headline": arrival_headline(arrival),
        "has_substance": arrival.has_substance,
        "document": _copy(arrival.document),
        "previous": _copy(arrival.previous) if arrival.previous else None,
        "blocks": [_block(block) for block in arrival.blocks],
        "statements": [_statement(statement) for statement in arrival.statements],
        "phrases": [
            {
                "words": phrase.words,
                "kind": phrase.kind,
                "reads_as": str(phrase.date) if phrase.date else None,
                "place": _place(
                    (passages.name(phrase.unit.block.section), passages.paragraph(phrase.unit))
                ),
                "block": phrase.unit.block.number,
                "is_of_the_document": phrase.is_of_the_document,
            }
            for phrase in arrival.phrases
        ],
    }


def _copy(copy: DocumentCopy) -> CopyShape:
    return {
        "sha256": copy.sha256,
        "media": copy.reading.media,
        "reader": copy.reading.reader,
        "recorded_as": copy.version,
        "left_out": list(copy.reading.left_out),
    }


def _block(change: BlockChange) -> BlockShape:
    match = change.match
    return {
        "outcome": match.outcome.value,
        "is_of_substance": match.outcome.is_of_substance,
        "place": _place(change.place),
        "cited_by": list(change.cited_by),
        "old": _unit(match.old),
        "new": _unit(match.new),
        "redline": [{"kind": piece.kind, "text": piece.text} for piece in match.redline],
    }


def _unit(unit: Unit | None) -> UnitShape | None:
    if unit is None:
        return None
    return {
        "number": unit.block.number,
        "kind": unit.block.kind,
        "headings": list(unit.block.section),
        "page": unit.block.page or None,
        "text": unit.text,
    }


def _statement(statement: CitedStatement) -> CitedStatementShape:
    return {
        "ref": statement.ref,
        "version": statement.version,
        "cited": _place((statement.cite.section, statement.cite.paragraph)),
        "state": statement.state.value,
        "found_by": statement.found_by,
        "place": _place(statement.place) if statement.place else None,
        "fingerprint": statement.passage.fingerprint if statement.passage else None,
        "reason": statement.reason,
    }


def _place(place: tuple[str, int | None]) -> PlaceShape:
    return {"section": place[0], "paragraph": place[1]}
