"""Lists of what is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NotRequired

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import DayShape, SpanShape, closed, iso
from guidance.records.dates import ImpreciseDate
from guidance.records.model import RelativeDate

if TYPE_CHECKING:
    from guidance.corpus import Corpus
    from guidance.records.model import Source, Version


@closed
class SourceRow(TypedDict):
    """A source."""

    source: str
    title: str
    publisher: str | None
    topics: list[str]
    checked: list[DayShape]


@closed
class VersionRow(TypedDict):
    """A version."""

    version: str
    title: str
    published: SpanShape
    standing: str
    extent: Literal["whole", "partial"]
    provisions: int


@closed
class ProvisionRow(TypedDict):
    """A provision as it was last recorded."""

    ref: str
    title: str
    kind: str
    force: str
    versions: list[str]


@closed
class EventRow(TypedDict):
    """A named day, as it was first recorded."""

    event: str
    label: str
    date: str | None
    certainty: Literal["recorded", "forecast"]


@closed
class TopicRow(TypedDict):
    """A topic."""

    topic: str
    sources: list[str]


@closed
class FactRow(TypedDict):
    """A fact that can be asked about a person."""

    fact: str
    topic: str
    type: str
    label: str


@closed
class List(TypedDict):
    """What is recorded; only the lists asked for are there."""

    sources: NotRequired[list[SourceRow]]
    versions: NotRequired[list[VersionRow]]
    provisions: NotRequired[list[ProvisionRow]]
    events: NotRequired[list[EventRow]]
    topics: NotRequired[list[TopicRow]]
    facts: NotRequired[list[FactRow]]


def list_document(
    corpus: Corpus,
    what: Iterable[str],
    *,
    topic: str | None = None,
    source: str | None = None,
    kind: str | None = None,
) -> List:
    """What is recorded, narrowed to a topic, a source or a kind of provision."""
    sources = [
        record
        for record in corpus.sources.values()
        if (source is None or record.source == source) and (topic is None or topic in record.topics)
    ]
    names = {record.source for record in sources}
    versions = [version for version in corpus.versions.values() if version.source in names]
    asked = set(what)
    document: List = {}
    if "sources" in asked:
        document["sources"] = [_source_row(record) for record in sources]
    if "versions" in asked:
        document["versions"] = [_version_row(version) for version in versions]
    if "provisions" in asked:
        document["provisions"] = _provision_rows(corpus, versions, kind)
    if "events" in asked:
        document["events"] = [
            _event_row(version, name) for version in versions for name in version.events
        ]
    if "topics" in asked:
        document["topics"] = [
            {"topic": name, "sources": [s.source for s in sources if name in s.topics]}
            for name in corpus.topics
            if topic in (None, name)
        ]
    if "facts" in asked:
        document["facts"] = [
            {"fact": name, "topic": sheet.topic, "type": fact.type, "label": fact.label}
            for sheet in corpus.sheets.values()
            if topic in (None, sheet.topic)
            for name, fact in sheet.facts.items()
        ]
    return document


def _source_row(source: Source) -> SourceRow:
    return {
        "source": source.source,
        "title": source.title,
        "publisher": source.publisher,
        "topics": list(source.topics),
        "checked": [day.isoformat() for day in source.checked],
    }


def _version_row(version: Version) -> VersionRow:
    published = version.published
    return {
        "version": version.ref,
        "title": version.document.title,
        "published": {"earliest": iso(published.earliest), "latest": iso(published.latest)},
        "standing": version.standing,
        "extent": version.extent,
        "provisions": len(version.provisions),
    }


def _event_row(version: Version, name: str) -> EventRow:
    event = version.events[name]
    return {
        "event": f"{version.source}@{name}",
        "label": event.label,
        "date": _date_words(event.date),
        "certainty": event.certainty,
    }


def _provision_rows(
    corpus: Corpus, versions: Iterable[Version], kind: str | None
) -> list[ProvisionRow]:
    rows: dict[str, ProvisionRow] = {}
    for version in versions:
        for name, provision in version.provisions.items():
            ref = f"{version.source}#{name}"
            held = rows[ref]["versions"] if ref in rows else []
            rows[ref] = {
                "ref": ref,
                "title": provision.title,
                "kind": provision.kind,
                "force": provision.force,
                "versions": [*held, version.ref],
            }
    return [
        rows[ref] for ref in corpus.provisions if ref in rows and kind in (None, rows[ref]["kind"])
    ]


def _date_words(known: ImpreciseDate | RelativeDate | str | None) -> str | None:
    if isinstance(known, RelativeDate):
        return f"{known.period} after {known.after}"
    return str(known) if known is not None else None
