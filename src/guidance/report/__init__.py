"""Reports: one outline, one face for each format.

A :class:`Report` holds what a question gave; :func:`render` draws it and returns text::

    from guidance import load, report

    corpus = load()
    print(report.render(report.of_answer(corpus.as_of("2020-01-15")), "markdown"))

Nothing here prints. The same report in the same format and width gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from guidance.documents import building
from guidance.report import changelists, directions, listings
from guidance.report.answers import answer_page, explanation_page
from guidance.report.outline import Page
from guidance.resolution.registry import source_of

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Span
    from guidance.changes.model import ChangeReport, Comparison
    from guidance.corpus import Corpus
    from guidance.directions.regimes import RegimeDirection, Ruling
    from guidance.engine.coverage import CoverageReport


@dataclass(frozen=True, slots=True)
class Report:
    """A result that can be drawn: for people as a page, for programs as a document."""

    page: Callable[[], Page]
    document: Callable[[], Mapping[str, Any]]


def render(report: Report, format: str = "text", *, width: int = 80, colour: bool = False) -> str:  # noqa: A002
    """Draw a report.

    Args:
        report: What to draw.
        format: One of :data:`FORMATS`.
        width: Columns, for text.
        colour: Whether to colour text, for a terminal.

    Raises:
        KeyError: There is no such format.
    """
    return FORMATS[format](report, width, colour)


def of_answer(answer: Answer) -> Report:
    """Report what applied on a day."""
    return Report(lambda: answer_page(answer), lambda: building.answer_document(answer))


def of_explanation(answer: Answer, ref: str) -> Report:
    """Report why a provision is in its state on a day."""
    entries = answer.find(ref)
    return Report(
        lambda: explanation_page(answer, entries),
        lambda: listings.explanation_document(answer, ref),
    )


def of_changes(corpus: Corpus, report: ChangeReport, coverage: CoverageReport) -> Report:
    """Report what changed between two dates, with the evidence on the last of them."""
    return Report(
        lambda: changelists.changes_page(report, coverage, corpus.title),
        lambda: building.changes_document(report, coverage),
    )


def of_comparison(comparison: Comparison) -> Report:
    """Report how two versions differ."""
    return Report(
        lambda: changelists.comparison_page(comparison),
        lambda: building.comparison_document(comparison),
    )


def of_direction(corpus: Corpus, found: RegimeDirection) -> Report:
    """Report which way a topic moved between two days."""
    sheet = corpus.sheet(found.topic)
    changes = corpus.changes(found.since, found.until, topic=found.topic, known_on=found.known_on)
    return Report(
        lambda: directions.direction_page(found, changes.net, sheet, corpus.title),
        lambda: directions.regime_document(found, changes.net, sheet),
    )


def of_ruling(corpus: Corpus, ruling: Ruling) -> Report:
    """Report what the guidance makes of a person."""
    sheet = corpus.sheet(ruling.topic)
    return Report(
        lambda: directions.ruling_page(ruling, sheet, corpus.title),
        lambda: directions.ruling_document(ruling, sheet),
    )


def of_timeline(corpus: Corpus, topic: str | None, known_on: date | None) -> Report:
    """Report the days on which anything changes."""
    steps = corpus.timeline(topic, known_on=known_on)
    last = max((step.latest for step in steps if step.latest), default=date.max)
    coverage = corpus.as_of(last, topic=topic, known_on=known_on).coverage
    return Report(
        lambda: changelists.timeline_page(steps, topic, known_on, coverage, corpus.title),
        lambda: building.timeline_document(steps, topic, known_on, coverage),
    )


def of_history(corpus: Corpus, ref: str, known_on: date | None) -> Report:
    """Report the states of a provision one after the other."""
    spans = corpus.history(ref, known_on=known_on)
    parts = [
        (span, corpus.as_of(_day_in(span), source=source_of(ref), known_on=known_on))
        for span in spans
    ]
    title = spans[-1].entry.provision.title
    coverage = parts[-1][1].coverage
    return Report(
        lambda: listings.history_page(ref, title, known_on, parts, coverage, corpus.title),
        lambda: listings.history_document(ref, title, known_on, parts, coverage),
    )


def of_list(
    corpus: Corpus,
    what: Iterable[str] = listings.WHAT,
    *,
    topic: str | None = None,
    source: str | None = None,
    kind: str | None = None,
) -> Report:
    """Report what is recorded."""
    document = listings.list_document(corpus, what, topic=topic, source=source, kind=kind)
    return Report(lambda: listings.list_page(corpus, document), lambda: document)


def _day_in(span: Span) -> date:
    return span.first or span.last or date.max


def _text(report: Report, width: int, colour: bool) -> str:
    from guidance.report.text import render_text

    return render_text(report.page(), width=width, colour=colour)


def _markdown(report: Report, width: int, colour: bool) -> str:  # noqa: ARG001  (one signature)
    from guidance.report.markdown import render_markdown

    return render_markdown(report.page())


def _json(report: Report, width: int, colour: bool) -> str:  # noqa: ARG001  (one signature)
    return building.dumps(report.document())


FORMATS: Mapping[str, Callable[[Report, int, bool], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
"""The formats by name."""
