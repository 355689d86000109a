"""Which texts held some words, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.changes import PieceShape
from guidance.documents.evidence import CoverageShape, coverage_document
from guidance.documents.words import DayShape, PartShape, StateShape, closed, iso, part_document
from guidance.records.parts import code_of
from guidance.wording.searches import search_headline

if TYPE_CHECKING:
    from guidance.changes.redline import Piece
    from guidance.changes.searching import Hit, Search


@closed
class HitStretchShape(TypedDict):
    """A stretch of days in one state, both ends included."""

    first: DayShape | None
    last: DayShape | None
    state: StateShape


@closed
class HitShape(TypedDict):
    """A text that holds the words."""

    ref: str
    title: str
    text: str
    version: str
    part: PartShape
    where: str | None
    first: DayShape | None
    last: DayShape | None
    stretches: list[HitStretchShape]
    """Its days by state: it applied only where that is in-force."""
    came: list[PieceShape]
    """The text before, against this one."""
    went: list[PieceShape]
    """This text, against the one after it."""


@closed
class SearchShape(TypedDict):
    """The texts that held some words, on a day or on any."""

    words: list[str]
    on: DayShape | None
    known_on: DayShape | None
    topic: str | None
    source: str | None
    headline: str
    hits: list[HitShape]
    coverage: CoverageShape


def search_document(search: Search) -> SearchShape:
    """The texts that held some words."""
    return {
        "words": list(search.words),
        "on": iso(search.on),
        "known_on": iso(search.known_on),
        "topic": search.topic,
        "source": search.source,
        "headline": search_headline(search),
        "hits": [hit_document(hit) for hit in search.hits],
        "coverage": coverage_document(search.coverage),
    }


def hit_document(hit: Hit) -> HitShape:
    """A text that holds the words."""
    return {
        "ref": hit.ref,
        "title": hit.provision.title,
        "text": hit.provision.text,
        "version": hit.version,
        "part": part_document(hit.part),
        "where": code_of(hit.where) or None,
        "first": iso(hit.first),
        "last": iso(hit.last),
        "stretches": [
            {"first": iso(stretch.first), "last": iso(stretch.last), "state": stretch.state.value}
            for stretch in hit.stretches
        ],
        "came": _pieces(hit.came),
        "went": _pieces(hit.went),
    }


def _pieces(pieces: tuple[Piece, ...]) -> list[PieceShape]:
    return [{"kind": piece.kind, "text": piece.text} for piece in pieces]
