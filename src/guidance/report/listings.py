"""What became of a provision, and what is recorded, as pages and documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from guidance.answers.answer import Span
from guidance.documents import building
from guidance.records.dates import ImpreciseDate
from guidance.records.model import RelativeDate
from guidance.report.answers import add_coverage
from guidance.report.outline import Line, Page, line, muted, reference, strong
from guidance.resolution.registry import source_of
from guidance.wording import day_words, reasons, why
from guidance.wording.days import counted, exact_words
from guidance.wording.terms import STATES, capital, place_words

if TYPE_CHECKING:
    from guidance import documents as shapes
    from guidance.answers.answer import Answer
    from guidance.corpus import Corpus
    from guidance.engine.coverage import CoverageReport

WHAT = ("sources", "versions", "provisions", "events", "topics", "facts")


def history_page(
    ref: str,
    title: str,
    known_on: date | None,
    parts: Iterable[tuple[Span, Answer]],
    coverage: CoverageReport,
    title_of: Callable[[str], str],
) -> Page:
    """Lay out the states of a provision, each with the reasons for it, and the evidence."""
    page = Page()
    page.headline(f"{title} ({ref})")
    if known_on is not None:
        page.paragraph(f"As known on {exact_words(known_on)}.")
    for span, answer in parts:
        lines: list[Line] = [
            line(
                strong(_stretch(span.first, span.last)),
                f": {STATES[span.entry.state]}{place_words(span.entry.where)}",
            ),
        ]
        because = why(span.entry, answer)
        if because:
            lines.append(line(" ".join(because)))
        lines.append(line(muted("stated in "), reference(span.entry.version)))
        page.item(*lines)
    add_coverage(page, coverage, title_of)
    return page


def _stretch(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "Always"
    if first is None and last is not None:
        return f"Up to {exact_words(last)}"
    if last is None and first is not None:
        return f"From {exact_words(first)} on"
    assert first is not None  # noqa: S101  (the other cases are dealt with above)
    assert last is not None  # noqa: S101
    return exact_words(first) if first == last else f"{exact_words(first)} to {exact_words(last)}"


def explanation_document(answer: Answer, ref: str) -> shapes.Explanation:
    """Why a provision is in its state on a day."""
    spans = [Span(answer.on, answer.on, entry) for entry in answer.find(ref)]
    return {
        "on": answer.on.isoformat(),
        "known_on": _iso(answer.known_on),
        "ref": ref,
        "parts": [span_document(span, answer) for span in spans],
        "coverage": building.coverage_document(answer.coverage),
    }


def history_document(
    ref: str,
    title: str,
    known_on: date | None,
    parts: Iterable[tuple[Span, Answer]],
    coverage: CoverageReport,
) -> shapes.History:
    """The states of a provision one after the other."""
    return {
        "ref": ref,
        "title": title,
        "known_on": _iso(known_on),
        "spans": [span_document(span, answer) for span, answer in parts],
        "coverage": building.coverage_document(coverage),
    }


def span_document(span: Span, answer: Answer) -> shapes.HistorySpan:
    """A stretch of days in one state, with the reasons that an answer within it gives."""
    return {
        "first": _iso(span.first),
        "last": _iso(span.last),
        "state": span.entry.state.value,
        "reasons": list(reasons(span.entry, answer)),
        "provision": building.provision(span.entry),
    }


def list_document(
    corpus: Corpus,
    what: Iterable[str],
    *,
    topic: str | None = None,
    source: str | None = None,
    kind: str | None = None,
) -> shapes.List:
    """What is recorded, narrowed to a topic, a source or a kind of provision."""
    sources = [
        each
        for each in corpus.sources.values()
        if (source is None or each.source == source) and (topic is None or topic in each.topics)
    ]
    names = {each.source for each in sources}
    asked = set(what)
    document: shapes.List = {}
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
                    "earliest": _iso(each.published.earliest),
                    "latest": _iso(each.published.latest),
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


def _provision_rows(corpus: Corpus, names: set[str], kind: str | None) -> list[shapes.ProvisionRow]:
    rows: dict[str, shapes.ProvisionRow] = {}
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


def list_page(corpus: Corpus, document: shapes.List) -> Page:
    """Lay out what is recorded."""
    page = Page()
    counts = [counted(len(rows), name.removesuffix("s")) for name, rows in document.items()]  # type: ignore[arg-type]
    page.headline(f"Recorded: {', '.join(counts)}.")
    for row in document.get("sources", ()):
        _start(page, "Sources", row is document["sources"][0])
        page.item(line(reference(row["source"]), f" — {row['title']}"))
    for version in document.get("versions", ()):
        _start(page, "Versions", version is document["versions"][0])
        published = day_words(corpus.versions[version["version"]].published)
        about = f"{version['extent']}, {counted(version['provisions'], 'provision')}"
        page.item(
            line(reference(version["version"]), f" — {version['title']}"),
            line(muted(f"{version['standing']}; published: {published}; {about}")),
        )
    previous = ""
    for provision in document.get("provisions", ()):
        _start(page, "Provisions", provision is document["provisions"][0])
        owner = source_of(provision["ref"])
        if owner != previous:
            page.label(corpus.title(owner))
            previous = owner
        what = f"{provision['kind']}, {provision['force']}"
        page.item(
            line(reference(provision["ref"]), f" — {provision['title']} ", muted(f"({what})"))
        )
    for event in document.get("events", ()):
        _start(page, "Events", event is document["events"][0])
        day = event["date"] or "no date"
        page.item(
            line(
                reference(event["event"]),
                f" — {event['label']} ",
                muted(f"({day}, {event['certainty']})"),
            )
        )
    for topic in document.get("topics", ()):
        _start(page, "Topics", topic is document["topics"][0])
        page.item(line(reference(topic["topic"]), f" — {', '.join(topic['sources'])}"))
    for fact in document.get("facts", ()):
        _start(page, "Facts that can be asked about a person", fact is document["facts"][0])
        asked = f" ({fact['type']}, {fact['topic']})"
        page.item(line(reference(fact["fact"]), f" — {fact['label']}", muted(asked)))
    return page


def _date_words(known: ImpreciseDate | RelativeDate | str | None) -> str | None:
    if isinstance(known, RelativeDate):
        return f"{known.period} after {known.after}"
    return str(known) if known is not None else None


def _start(page: Page, title: str, is_first: bool) -> None:
    if is_first:
        page.heading(capital(title))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
