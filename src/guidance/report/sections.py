"""The sections of a report that is handed on, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from guidance.documents.reports import document_rows
from guidance.report.answers import add_coverage
from guidance.report.change_items import change_item, numbered
from guidance.report.model import ReportPart
from guidance.report.outline import Page, Run, line, muted, reference, strong
from guidance.report.pictures.picture import Picture, picture_of
from guidance.wording.briefs import direction_in_short, learnt_change_words
from guidance.wording.conditions import case_words
from guidance.wording.days import exact_words, when_words
from guidance.wording.sentences import change_title
from guidance.wording.terms import capital

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.changes.model import Change
    from guidance.changes.rows import MatterReport
    from guidance.changes.window import Window
    from guidance.corpus import Corpus
    from guidance.directions.movements import RegimeDirection
    from guidance.records.criteria import FactSheet


def timeline(picture: Picture) -> list[ReportPart]:
    """The picture of time."""
    page = Page()
    page.heading("Timeline")
    return [*page.blocks, picture]


def picture_for(corpus: Corpus, answer: Answer, dates: tuple[tuple[str, date], ...]) -> Picture:
    """The picture of the sources that an answer rests on."""
    sources = [evidence.source for evidence in answer.coverage.sources]
    return picture_of(corpus, sources, dates, answer.known_on)


def change_by_change(window: Window, matters: MatterReport, told: set[str]) -> list[ReportPart]:
    """Every change once, matter by matter; what the net result alone tells comes last."""
    order = [change for row in (*matters.rows, *matters.information) for change in row.changes]
    stepwise = [*(change for change in order if change in window.stepwise), *matters.dates]
    items = [change_item(change, "step", told) for change in stepwise if change in window.stepwise]
    items += [change_item(change, "net", told) for change in window.untold]
    if not items:
        return []
    page = Page()
    page.heading(f"Change by change ({len(items)})")
    return [*page.blocks, *numbered(items)]


def learnt(window: Window) -> list[ReportPart]:
    """What became known, by the last day, of how things stood on the first; nothing if nothing."""
    changes = window.changes.learnt
    if not changes:
        return []
    page = Page()
    day = exact_words(window.changes.since)
    page.heading(f"What became known only later about {day} ({len(changes)})")
    alike: dict[str, list[Change]] = {}
    for change in changes:
        alike.setdefault(learnt_change_words(change), []).append(change)
    for words, same in alike.items():
        named = [(Run("; "), Run(f"{change_title(c)} "), reference(c.ref)) for c in same]
        page.item(line(strong(f"{capital(words)}: "), *[run for runs in named for run in runs][1:]))
    return list(page.blocks)


def open_questions(before: Answer, after: Answer) -> list[ReportPart]:
    """What is undetermined on either day, and on what it depends; nothing where all is settled."""
    page = Page()
    days = [before, after] if before.on != after.on else [after]
    if not any(answer.undetermined for answer in days):
        return []
    page.heading("What cannot be settled")
    for answer in days:
        for group in answer.undetermined:
            page.subheading(f"On {exact_words(answer.on)} ({len(group.entries)})")
            events = "; ".join(f"{when.label} ({when_words(when)})" for when in group.events)
            page.paragraph(f"It depends on: {events}. Exactly one of these cases holds.")
            for case in group.cases:
                page.label(case_words(case.conditions, answer))
                for entry in case.in_force:
                    page.item(line(f"{entry.provision.title} ", reference(entry.ref)))
                if not case.in_force:
                    page.item(line("None of these applied."))
    return list(page.blocks)


def evidence(answer: Answer) -> list[ReportPart]:
    """How good the evidence is on the last day."""
    page = Page()
    add_coverage(page, answer.coverage, answer.title)
    return list(page.blocks)


def sources(corpus: Corpus, answer: Answer, changes: Iterable[Change]) -> list[ReportPart]:
    """The documents that the report rests on."""
    page = Page()
    page.heading("Sources")
    for row in document_rows(corpus, answer, changes):
        where = [value for value in (row["publisher"], row["url"]) if value]
        of = f" of {row['by']}" if row["by"] else ""
        page.item(
            line(strong(row["document"]), f" — {row['standing']}{of}; {row['published_words']}"),
            line(
                reference(row["version"]),
                muted("".join(f"; {value}" for value in (row["extent"], *where))),
                muted("; SHA-256 "),
                reference(row["sha256"]) if row["sha256"] else muted("not recorded"),
            ),
        )
    return list(page.blocks)


def undefined_terms(
    corpus: Corpus, changes: Iterable[Change], moved: RegimeDirection | None
) -> list[ReportPart]:
    """The undefined terms that a direction rests on, and what each source leaves open."""
    terms: dict[str, tuple[str, str]] = {}
    sheets = [(change.sheet, change.direction) for change in changes]
    if moved is not None:
        sheets.append((corpus.sheets[moved.topic], moved.overall))
        sheets += [
            (corpus.sheets[moved.topic], population.direction) for population in moved.populations
        ]
    for sheet, direction in sheets:
        for name in direction.undefined if direction and sheet else ():
            fact = sheet.facts[name] if sheet else None
            if fact is not None:
                terms[name] = fact.label, fact.because or ""
    if not terms:
        return []
    page = Page()
    page.heading("Terms the sources leave undefined")
    for name, (label, because) in sorted(terms.items()):
        left = f": {because}" if because else ""
        page.item(line(strong(label), muted(" ("), reference(name), muted(")"), left))
    return list(page.blocks)


def movement_section(
    moved: RegimeDirection | None, unsaid: str, sheet: FactSheet | None, told: set[str]
) -> list[ReportPart]:
    """Which way the topic moved as a whole, and for each population."""
    page = Page()
    if moved is None:
        if unsaid:
            page.paragraph(unsaid)
        return list(page.blocks)
    page.heading(f"Which way {moved.topic.replace('-', ' ')} moved as a whole")
    named = [("Overall", moved.overall)]
    named += [
        (capital(population.population), population.direction) for population in moved.populations
    ]
    for name, direction in named:
        verdict, *witnesses = direction_in_short(direction, sheet)
        new = [witness for witness in witnesses if witness not in told and name == "Overall"]
        told.update(new)
        page.item(line(strong(f"{name}: "), " ".join([verdict, *new])))
    return list(page.blocks)
