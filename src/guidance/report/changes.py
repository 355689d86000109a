"""What changed between two days: a brief of one page, and an annex that explains it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, TypedDict, Unpack

from guidance.changes.window import Window
from guidance.documents.changes import changes_document
from guidance.documents.reports import report_document
from guidance.engine.collector import collector_paused
from guidance.errors import QueryError
from guidance.records.fields import Standing
from guidance.report import sections
from guidance.report.answer_rows import coverage_columns
from guidance.report.brief import Brief
from guidance.report.comparisons import change_rows
from guidance.report.model import Report, ReportPart
from guidance.wording import changes_headline
from guidance.wording.briefs import prepared_words
from guidance.wording.handed_on import changes_title, scope_words

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.corpus import Corpus
    from guidance.directions.movements import RegimeDirection


class Narrowing(TypedDict, total=False):
    """How a question may be narrowed, as for :meth:`guidance.Corpus.changes`."""

    topic: str | None
    source: str | tuple[str, ...] | None
    jurisdiction: str | None
    kind: str | None
    standing: Standing | None
    known_on: date | str | None


@collector_paused()
def window_of(
    corpus: Corpus, since: date | str, until: date | str, **question: Unpack[Narrowing]
) -> Window:
    """Ask what changed after one day and up to another, and what applied on both.

    Args:
        corpus: The records.
        since: The first day.
        until: The last day.
        question: How to narrow it.

    Raises:
        QueryError: The dates are the wrong way round.
    """
    changes = corpus.changes(since, until, **question)
    return Window(changes, corpus.as_of(since, **question), corpus.as_of(until, **question))


def of_changes(
    corpus: Corpus,
    window: Window,
    *,
    title: str = "",
    author: str = "",
    prepared: date | None = None,
) -> Report:
    """Report what changed between two days.

    Args:
        corpus: The records.
        window: What changed, and what applied on both days.
        title: What to call the report; a fitting title where empty.
        author: Who hands it on.
        prepared: The day it is handed on; nothing here reads the clock.
    """
    changes, after = window.changes, window.after
    brief = cache(lambda: Brief(corpus, window))
    shared = coverage_columns(after.coverage, changes.since, after.known_on)
    made = prepared_words(
        prepared, author, {evidence.source for evidence in after.coverage.sources}
    )
    return Report(
        title=title or changes_title(changes.since, changes.until, after.question.topic),
        author=author,
        scope=tuple(scope_words(after.question)),
        day=prepared or changes.until,
        brief=lambda: brief().parts(made),
        annex=lambda: _annex(corpus, window, brief()),
        brief_rows=lambda: brief().rows(shared),
        rows=lambda: change_rows(
            (
                ("step", window.stepwise),
                ("net", window.untold),
                ("learnt", window.changes.learnt),
            ),
            changes_headline(changes),
            shared,
        ),
        document=lambda: changes_document(changes, after.coverage, brief().matters),
    )


def of_report(
    corpus: Corpus,
    window: Window,
    *,
    title: str = "",
    author: str = "",
    prepared: date | None = None,
) -> Report:
    """Report the same to be handed on: its document has all that explains the changes besides."""
    report = of_changes(corpus, window, title=title, author=author, prepared=prepared)
    return replace(
        report,
        document=lambda: report_document(
            corpus,
            window,
            _movement(corpus, window.before, window.after)[0],
            changes_document(window.changes, window.after.coverage, Brief(corpus, window).matters),
            title=report.title,
            author=author,
        ),
    )


def _annex(corpus: Corpus, window: Window, brief: Brief) -> Iterable[ReportPart]:
    told = set(brief.told)
    after = window.after
    moved, unsaid = _movement(corpus, window.before, after)
    sheet = corpus.sheets[moved.topic] if moved else None
    days = (("From", window.changes.since), ("To", window.changes.until))
    yield from sections.change_by_change(window, brief.matters, told)
    yield from sections.learnt(window)
    yield from sections.open_questions(window.before, after)
    yield from sections.movement_section(moved, unsaid, sheet, told)
    yield from sections.undefined_terms(corpus, window.stepwise, moved)
    yield from sections.evidence(after)
    yield from sections.timeline(sections.picture_for(corpus, after, days))
    yield from sections.sources(corpus, after, [*window.stepwise, *window.changes.net])


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
            corpus.direction(before.on, after.on, topic=sheet.topic, known_on=after.known_on),
            "",
        )
    except QueryError as error:
        return None, f"Which way the topic moved as a whole cannot be said: {error}."
