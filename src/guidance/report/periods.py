"""What changed between two days, as a report to be handed on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guidance.changes.window import Window
from guidance.documents.reports import report_document
from guidance.errors import QueryError
from guidance.report import sections
from guidance.report.answers import coverage_columns
from guidance.report.change_items import change_item, numbered
from guidance.report.changes import change_rows
from guidance.report.model import Report, ReportPart
from guidance.wording import changes_headline
from guidance.wording.days import exact_words
from guidance.wording.handed_on import changes_title, scope_words

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.changes.model import ChangeReport
    from guidance.corpus import Corpus
    from guidance.directions.regimes import RegimeDirection


def of_period(
    corpus: Corpus,
    report: ChangeReport,
    before: Answer,
    after: Answer,
    *,
    title: str = "",
    author: str = "",
) -> Report:
    """Report what changed between two days.

    Args:
        corpus: The records.
        report: What changed.
        before: What applied on the first day, narrowed as the report is.
        after: What applied on the last day.
        title: What to call the report; a fitting title where empty.
        author: Who hands it on.
    """
    moved, unsaid = _movement(corpus, before, after)
    window = Window(report, before, after, moved, unsaid)
    headline = changes_headline(report)
    return Report(
        title=title or changes_title(report.since, report.until, after.question.topic),
        author=author,
        scope=(
            ("Compared", f"{exact_words(report.since)} with {exact_words(report.until)}"),
            *scope_words(after.question),
        ),
        lead=headline,
        day=report.until,
        brief=tuple,
        annex=lambda: _parts(corpus, window),
        rows=lambda: change_rows(
            (("step", window.stepwise), ("net", window.untold)),
            headline,
            coverage_columns(after.coverage, report.since, after.known_on),
        ),
        document=lambda: report_document(corpus, window, title=title, author=author),
    )


def _parts(corpus: Corpus, window: Window) -> Iterable[ReportPart]:
    report, after, moved = window.changes, window.after, window.moved
    items = numbered([change_item(change, "step") for change in window.stepwise])
    yield from sections.summary(after, items, moved, window.unsaid)
    days = (("From", report.since), ("To", report.until))
    yield from sections.timeline(sections.picture_for(corpus, after, days))
    if moved is not None:
        yield from sections.movement_section(moved, corpus.sheets[moved.topic])
    if items:
        yield from sections.overview(items)
    for words, found in sections.by_step(report, items):
        yield sections.step_heading(words)
        yield from found
    yield from sections.net_result(window, items)
    yield from sections.open_questions(window.before, after)
    yield from sections.evidence(after)
    yield from sections.sources(corpus, after, [*window.stepwise, *report.net])
    yield from sections.undefined_terms(corpus, window.stepwise, moved)
    yield from sections.words(items, after, has_net=bool(report.net))


def _movement(corpus: Corpus, before: Answer, after: Answer) -> tuple[RegimeDirection | None, str]:
    """Which way the topic moved as a whole; or why that cannot be said, if one might expect it."""
    question = after.question
    if question._replace(on=before.on, known_on=None, topic=None) != type(question)(before.on):
        return None, ""  # narrowed: a part of the rules says nothing of all of them
    try:
        sheet = corpus.sheet(question.topic)
    except QueryError:
        return None, ""
    try:
        return (
            corpus.direction(before.on, after.on, sheet.topic, known_on=after.known_on),
            "",
        )
    except QueryError as error:
        return None, f"Which way the topic moved as a whole cannot be said: {error}."
