"""Reports that are handed on: what changed, with all that explains it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.answers.answering import registry_of, states_of
from guidance.answers.matters import matters_of
from guidance.documents.answers import UndeterminedShape, undetermined_document
from guidance.documents.changes import ChangesShape
from guidance.documents.directions import RegimeShape, regime_document
from guidance.documents.words import closed
from guidance.resolution.registry import source_of
from guidance.wording import day_words

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.changes.model import Change
    from guidance.changes.window import Window
    from guidance.corpus import Corpus
    from guidance.directions.movements import RegimeDirection


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
    by: str | None
    """Whose act it is, where the record says so."""
    extent: Literal["whole", "partial"]
    sha256: str | None


@closed
class ChangesReport(ChangesShape):
    """What changed between two days, as a report."""

    title: str
    author: str | None
    direction: RegimeShape | None
    """Which way the topic moved; ``null`` where no facts are declared for it."""
    undetermined_before: list[UndeterminedShape]
    undetermined_after: list[UndeterminedShape]
    documents: list[DocumentShape]


def report_document(
    corpus: Corpus,
    window: Window,
    moved: RegimeDirection | None,
    changes: ChangesShape,
    *,
    title: str,
    author: str,
) -> ChangesReport:
    """What changed between two days, with all that explains it.

    Args:
        corpus: The records.
        window: What changed, and what applied on both days.
        moved: Which way the topic moved.
        changes: The document of the changes alone.
        title: What the report is called.
        author: Who hands it on.
    """
    report = window.changes
    return {
        "title": title,
        "author": author or None,
        **changes,
        "direction": regime_document(moved, report.net, corpus.sheets[moved.topic], _titles(corpus))
        if moved
        else None,
        "undetermined_before": undetermined_document(window.before),
        "undetermined_after": undetermined_document(window.after),
        "documents": document_rows(corpus, window.after, [*window.stepwise, *report.net]),
    }


def document_rows(corpus: Corpus, answer: Answer, changes: Iterable[Change]) -> list[DocumentShape]:
    """The versions of the sources asked about, and those on whose authority something changed."""
    describer = states_of(corpus, answer.known_on).describer
    sources = {source.source for source in answer.coverage.sources}
    acting = {change.authority for change in changes}
    documents: list[DocumentShape] = []
    for ref, version in corpus.versions.items():
        published = describer.when(ref).date
        is_known = (
            answer.known_on is None
            or published.earliest is None
            or published.earliest <= answer.known_on
        )
        if is_known and (source_of(ref) in sources or ref in acting):
            publisher = version.document.publisher or corpus.sources[source_of(ref)].publisher
            documents.append(
                {
                    "version": ref,
                    "document": version.document.title,
                    "publisher": publisher,
                    "url": version.document.url,
                    "published": str(published),
                    "published_words": day_words(published),
                    "standing": version.standing,
                    "by": version.by,
                    "extent": version.extent,
                    "sha256": version.document.sha256,
                }
            )
    return documents


def _titles(corpus: Corpus) -> dict[str, str]:
    """What each provision is about, by its reference."""
    return {ref: matter.title for ref, matter in matters_of(registry_of(corpus)).items()}
