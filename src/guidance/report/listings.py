"""What is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guidance.documents.listings import list_document
from guidance.report.model import NO_DAY, Report, ReportPart
from guidance.report.outline import Page, line, muted, reference
from guidance.resolution.registry import source_of
from guidance.wording import day_words
from guidance.wording.days import counted
from guidance.wording.terms import capital

if TYPE_CHECKING:
    from guidance.corpus import Corpus
    from guidance.documents.listings import List

WHAT = ("sources", "versions", "provisions", "events", "topics", "facts")


def of_list(
    corpus: Corpus,
    what: Iterable[str] = WHAT,
    *,
    topic: str | None = None,
    source: str | None = None,
    kind: str | None = None,
) -> Report:
    """Report what is recorded."""
    document = list_document(corpus, what, topic=topic, source=source, kind=kind)
    counts = [counted(len(rows), name.removesuffix("s")) for name, rows in document.items()]  # type: ignore[arg-type]
    return Report(
        title=f"Recorded: {', '.join(counts)}.",
        day=NO_DAY,
        brief=lambda: _list_parts(corpus, document),
        document=lambda: document,
    )


def _list_parts(corpus: Corpus, document: List) -> list[ReportPart]:
    """Lay out what is recorded."""
    page = Page()
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
    return list(page.blocks)


def _start(page: Page, title: str, is_first: bool) -> None:
    if is_first:
        page.heading(capital(title))
