"""Which texts held some words, when, and in which words they came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.documents.searches import search_document
from guidance.records.parts import code_of
from guidance.report.answers import add_coverage, coverage_columns
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


def of_search(corpus: Corpus, found: Search) -> Report:
    """Report the texts that held some words."""
    return Report(
        title=search_headline(found),
        day=found.coverage.on,
        brief=lambda: _parts(corpus, found),
        document=lambda: search_document(found),
        rows=lambda: _rows(found),
    )


def _parts(corpus: Corpus, found: Search) -> list[ReportPart]:
    page = Page()
    if found.known_on is not None:
        page.paragraph(f"As known on {exact_words(found.known_on)}.")
    for hit in found.hits:
        page.item(*_lines(hit))
    add_coverage(page, found.coverage, corpus.title)
    return list(page.blocks)


def _lines(hit: Hit) -> list[Line]:
    lines = [line(strong(hit.provision.title)), line(hit.provision.text)]
    for each in hit.stretches:
        words = f": {STATES[each.state]}{place_words(hit.where)}"
        lines.append(line(strong(stretch_words(each.first, each.last)), words))
    if hit.came:
        before = line("When it came, the words changed: ")
        lines.append((*before, *wording_runs(readable(hit.came))))
    if hit.went:
        before = line("When it went, the words changed: ")
        lines.append((*before, *wording_runs(readable(hit.went))))
    lines.append(line(reference(hit.ref), muted(" stated in "), reference(hit.version)))
    return lines


def _rows(found: Search) -> list[dict[str, str]]:
    """A row for each text and state, and one that says so where there is none."""
    shared = coverage_columns(found.coverage, found.coverage.on, found.known_on)
    rows = [
        {
            "part": each.state.value,
            "ref": hit.ref,
            "title": hit.provision.title,
            "where": code_of(hit.where),
            "earliest": each.first.isoformat() if each.first else "",
            "latest": each.last.isoformat() if each.last else "",
            "after": hit.provision.text,
            "authority": hit.version,
            **shared,
        }
        for hit in found.hits
        for each in hit.stretches
    ]
    return rows or [{"title": search_headline(found), **shared}]
