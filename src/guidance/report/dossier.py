"""Puts a report together that can be handed on: what changed, or what applied, and all about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guidance.documents import building
from guidance.report import sections
from guidance.report.answers import answer_page
from guidance.report.change_items import change_item, numbered
from guidance.report.directions import regime_document
from guidance.report.outline import Page, line
from guidance.report.parts import ChangeItem, Dossier, Part
from guidance.wording import answer_headline, changes_headline, coverage_sentence
from guidance.wording.days import exact_words
from guidance.wording.handed_on import NO_ADVICE, answer_title, changes_title, scope_words

if TYPE_CHECKING:
    from guidance import documents as shapes
    from guidance.answers.answer import Answer
    from guidance.changes.model import ChangeReport
    from guidance.corpus import Corpus
    from guidance.directions.regimes import RegimeDirection


def changes_dossier(
    corpus: Corpus,
    report: ChangeReport,
    before: Answer,
    after: Answer,
    *,
    title: str = "",
    author: str = "",
) -> Dossier:
    """Report what changed between two days.

    Args:
        corpus: The records.
        report: What changed.
        before: What applied on the first day, narrowed as the report is.
        after: What applied on the last day.
        title: What to call the report; a fitting title where empty.
        author: Who hands it on.
    """
    steps = [change for step in report.steps for change in step.changes]
    shared = _shared_columns(report.since.isoformat(), report.until.isoformat(), after)
    items = numbered([change_item(change, "step", shared) for change in steps])
    moved, unsaid = sections.movement(corpus, after.question.topic, before, after)
    net = sections.net_result(report, items, shared)
    parts: list[Part] = [
        *sections.summary(after, items, moved, unsaid),
        *sections.timeline(
            sections.picture_for(corpus, after, (("From", report.since), ("To", report.until)))
        ),
    ]
    if moved is not None:
        parts += sections.movement_section(moved, corpus.sheets[moved.topic])
    if items:
        parts += sections.overview(items)
    for words, found in sections.by_step(report, items):
        parts += [sections.step_heading(words), *found]
    parts += [
        *net,
        *sections.open_questions(before, after),
        *sections.evidence(after),
        *sections.sources(corpus, after, [*steps, *report.net]),
        *sections.undefined_terms(corpus, steps, moved),
        *sections.words(items, after, has_net=bool(report.net)),
    ]
    every = [*items, *(part for part in net if isinstance(part, ChangeItem))]
    headline = changes_headline(report)
    return Dossier(
        title=title or changes_title(report.since, report.until, after.question.topic),
        author=author,
        scope=(
            ("Compared", f"{exact_words(report.since)} with {exact_words(report.until)}"),
            *scope_words(after.question),
        ),
        headline=headline,
        parts=tuple(parts),
        day=report.until,
        rows=tuple(item.row for item in every) or ({"sentence": headline, **shared},),
        document=lambda: _changes_document(corpus, report, before, after, moved, title, author),
    )


def answer_dossier(corpus: Corpus, answer: Answer, *, title: str = "", author: str = "") -> Dossier:
    """Report what applied on a day.

    Args:
        corpus: The records.
        answer: What applied.
        title: What to call the report; a fitting title where empty.
        author: Who hands it on.
    """
    page = Page()
    page.heading("Summary")
    page.item(line(coverage_sentence(answer.coverage)))
    page.item(line(NO_ADVICE))
    picture = sections.picture_for(corpus, answer, (("Asked about", answer.on),))
    parts: list[Part] = [
        *page.blocks,
        *sections.timeline(picture),
        *answer_page(answer).blocks[1:],
        *sections.sources(corpus, answer, []),
        *sections.words([], answer, has_net=False),
    ]
    shared = _shared_columns(answer.on.isoformat(), answer.on.isoformat(), answer)
    rows = tuple(
        {
            "part": entry.state.value,
            "ref": entry.ref,
            "title": entry.provision.title,
            "where": entry.where or "",
            "earliest": _iso(entry.since.date.earliest if entry.since else None),
            "latest": _iso(entry.since.date.latest if entry.since else None),
            "after": entry.provision.text,
            "after_force": entry.provision.force,
            "authority": entry.version,
            "standing": entry.standing,
            "section": entry.provision.cite.section,
            "paragraph": str(entry.provision.cite.paragraph or ""),
            "notes": " ".join(entry.caveats),
            **shared,
        }
        for entry in answer.entries()
    )
    headline = answer_headline(answer)
    return Dossier(
        title=title or answer_title(answer.on, answer.question.topic),
        author=author,
        scope=(("Asked about", exact_words(answer.on)), *scope_words(answer.question)),
        headline=headline,
        parts=tuple(parts),
        day=answer.on,
        rows=rows or ({"sentence": headline, **shared},),
        document=lambda: _answer_document(corpus, answer, title, author),
    )


# -- data ------------------------------------------------------------------------------------------


def _shared_columns(since: str, until: str, answer: Answer) -> dict[str, str]:
    return {
        "since": since,
        "until": until,
        "known_on": _iso(answer.known_on),
        "coverage": answer.coverage.status.value,
        "coverage_words": coverage_sentence(answer.coverage),
    }


def _changes_document(
    corpus: Corpus,
    report: ChangeReport,
    before: Answer,
    after: Answer,
    moved: RegimeDirection | None,
    title: str,
    author: str,
) -> shapes.ChangesReport:
    changes = [change for step in report.steps for change in step.changes]
    return {
        "title": title or changes_title(report.since, report.until, after.question.topic),
        "author": author or None,
        **building.changes_document(report, after.coverage),
        "direction": regime_document(moved, report.net, corpus.sheets[moved.topic])
        if moved
        else None,
        "undetermined_before": building.undetermined_document(before),
        "undetermined_after": building.undetermined_document(after),
        "documents": sections.documents(corpus, after, [*changes, *report.net]),
    }


def _answer_document(
    corpus: Corpus, answer: Answer, title: str, author: str
) -> shapes.AnswerReport:
    return {
        "title": title or answer_title(answer.on, answer.question.topic),
        "author": author or None,
        **building.answer_document(answer),
        "documents": sections.documents(corpus, answer, []),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
