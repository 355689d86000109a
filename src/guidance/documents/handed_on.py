"""Reports that are handed on: an answer or a list of changes, with all that explains it."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.answers import AsOf, UndeterminedShape
from guidance.documents.changes import Changes
from guidance.documents.directions import RegimeShape
from guidance.documents.words import closed


@closed
class DocumentShape(TypedDict):
    """A version that the report rests on."""

    version: str
    document: str
    publisher: str | None
    url: str | None
    published: str
    """The day as it is known, as records write it."""
    published_words: str
    standing: str
    extent: Literal["whole", "partial"]
    sha256: str | None


@closed
class ChangesReport(Changes):
    """What changed between two days, as a report."""

    title: str
    author: str | None
    direction: RegimeShape | None
    """Which way the topic moved; ``null`` where no facts are declared for it."""
    undetermined_before: list[UndeterminedShape]
    undetermined_after: list[UndeterminedShape]
    documents: list[DocumentShape]


@closed
class AnswerReport(AsOf):
    """What applied on a day, as a report."""

    title: str
    author: str | None
    documents: list[DocumentShape]
