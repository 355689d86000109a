"""Which texts held some words, when, and in which words they came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.documents.searches import search_document
from guidance.records.parts import code_of
from guidance.report.answer_rows import coverage_columns
from guidance.report.answers import add_coverage
from guidance.report.histories import stretch_words
from guidance.report.model import Report, ReportPart
from guidance.report.outline import Line, Page, line, muted, reference, strong
from guidance.report.redlines import readable, wording_runs
from guidance.wording.days import exact_words
from guidance.wording.places import place_words
from guidance.wording.searches import search_headline
from guidance.wording.terms import STATES

if TYPE_CHECKING:
    from guidance.changes.searching import Hit, Search
    from guidance.corpus import Corpus


def of_search(corpus: Corpus, search: Search) -> Report:
    """Report the texts that held some words."""
    return Report(
        title=search_headline(search),
        day=search.coverage.on,
        brief=lambda: _parts(corpus, search),
        document=lambda: search_document(search),
        rows=lambda: _rows(search),
    )


def _parts(corpus: Corpus, search: Search) -> list[ReportPart]:
    page = Page()
    if search.known_on is not None:
        page.paragraph(f"As known on {exact_words(search.known_on)}.")
    for hit in search.hits:
        page.item(*_lines(hit))
    add_coverage(page, search.coverage, corpus.title)
    return list(page.blocks)


def _lines(hit: Hit) -> list[Line]:
    lines = [line(strong(hit.provision.title)), line(hit.provision.text)]
    for stretch in hit.stretches:
        words = f": {STATES[stretch.state]}{place_words(hit.where)}"
        lines.append(line(strong(stretch_words(stretch.first, stretch.last)), words))
    if hit.came:
        before = line("When it came, the words changed: ")
        lines.append((*before, *wording_runs(readable(hit.came))))
    if hit.went:
        before = line("When it went, the words changed: ")
        lines.append((*before, *wording_runs(readable(hit.went))))
    lines.append(line(reference(hit.ref), muted(" stated in "), reference(hit.version)))
    return lines


def _rows(search: Search) -> list[dict[str, str]]:
    """A row for each text and state, and one that says so where there is none."""
    shared = coverage_columns(search.coverage, search.coverage.on, search.known_on)
    rows = [
        {
            "part": stretch.state.value,
            "ref": hit.ref,
            "title": hit.provision.title,
            "where": code_of(hit.where),
            "earliest": stretch.first.isoformat() if stretch.first else "",
            "latest": stretch.last.isoformat() if stretch.last else "",
            "after": hit.provision.text,
            "authority": hit.version,
            **shared,
        }
        for hit in search.hits
        for stretch in hit.stretches
    ]
    return rows or [{"title": search_headline(search), **shared}]
