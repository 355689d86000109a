"""What became of a provision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from guidance.documents.histories import history_document
from guidance.report.answer_rows import entry_rows
from guidance.report.answers import add_coverage
from guidance.report.model import Report, ReportPart
from guidance.report.outline import Line, Page, line, muted, reference, strong
from guidance.resolution.registry import source_of
from guidance.wording import why
from guidance.wording.coming import coming_sentences
from guidance.wording.days import exact_words
from guidance.wording.places import place_words
from guidance.wording.terms import STATES

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Span
    from guidance.corpus import Corpus
    from guidance.engine.coverage import CoverageReport


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
        title=f"{title} ({ref})",
        day=coverage.on,
        brief=lambda: _history_parts(known_on, parts, coverage, corpus.title),
        document=lambda: history_document(ref, title, known_on, parts, coverage),
        rows=lambda: entry_rows((span.entry for span in spans), coverage, known_on),
    )


def _day_in(span: Span) -> date:
    return span.first or span.last or date.max


def _history_parts(
    known_on: date | None,
    parts: Iterable[tuple[Span, Answer]],
    coverage: CoverageReport,
    title_of: Callable[[str], str],
) -> list[ReportPart]:
    """Lay out the states of a provision, each with the reasons for it, and the evidence."""
    page = Page()
    if known_on is not None:
        page.paragraph(f"As known on {exact_words(known_on)}.")
    for span, answer in parts:
        lines: list[Line] = [
            line(
                strong(stretch_words(span.first, span.last)),
                f": {STATES[span.entry.state]}{place_words(span.entry.where)}",
            ),
        ]
        because = why(span.entry, answer)
        if because:
            lines.append(line(" ".join(because)))
        lines.append(line(muted("stated in "), reference(span.entry.version)))
        lines += [line(words) for words in coming_sentences(span.entry, title_of)]
        page.item(*lines)
    add_coverage(page, coverage, title_of)
    return list(page.blocks)


def stretch_words(first: date | None, last: date | None) -> str:
    """A stretch of days, both ends included."""
    if first is None and last is None:
        return "Always"
    if first is None and last is not None:
        return f"Up to {exact_words(last)}"
    if last is None and first is not None:
        return f"From {exact_words(first)} on"
    assert first is not None  # noqa: S101  (the other cases are dealt with above)
    assert last is not None  # noqa: S101
    return exact_words(first) if first == last else f"{exact_words(first)} to {exact_words(last)}"
