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
        each
        for each in corpus.sources.values()
        if (source is None or each.source == source) and (topic is None or topic in each.topics)
    ]
    names = {each.source for each in sources}
    asked = set(what)
    document: List = {}
    if "sources" in asked:
        document["sources"] = [
            {
                "source": each.source,
                "title": each.title,
                "publisher": each.publisher,
                "topics": list(each.topics),
                "checked": [day.isoformat() for day in each.coverage.checked],
            }
            for each in sources
        ]
    if "versions" in asked:
        document["versions"] = [
            {
                "version": each.ref,
                "title": each.document.title,
                "published": {
                    "earliest": iso(each.published.earliest),
                    "latest": iso(each.published.latest),
                },
                "standing": each.standing,
                "extent": each.extent,
                "provisions": len(each.provisions),
            }
            for each in corpus.versions.values()
            if each.source in names
        ]
    if "provisions" in asked:
        document["provisions"] = _provision_rows(corpus, names, kind)
    if "events" in asked:
        document["events"] = [
            {
                "event": f"{version.source}@{name}",
                "label": event.label,
                "date": _date_words(event.date),
                "certainty": event.certainty,
            }
            for version in corpus.versions.values()
            if version.source in names
            for name, event in version.events.items()
        ]
    if "topics" in asked:
        document["topics"] = [
            {
                "topic": each,
                "sources": [s.source for s in sources if each in s.topics],
            }
            for each in corpus.topics
            if topic in (None, each)
        ]
    if "facts" in asked:
        document["facts"] = [
            {"fact": name, "topic": sheet.topic, "type": fact.type, "label": fact.label}
            for sheet in corpus.sheets.values()
            if topic in (None, sheet.topic)
            for name, fact in sheet.facts.items()
        ]
    return document


def _provision_rows(corpus: Corpus, names: set[str], kind: str | None) -> list[ProvisionRow]:
    rows: dict[str, ProvisionRow] = {}
    for version in corpus.versions.values():
        if version.source not in names:
            continue
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
    return [rows[ref] for ref in sorted(rows) if kind in (None, rows[ref]["kind"])]


def _date_words(known: ImpreciseDate | RelativeDate | str | None) -> str | None:
    if isinstance(known, RelativeDate):
        return f"{known.period} after {known.after}"
    return str(known) if known is not None else None
