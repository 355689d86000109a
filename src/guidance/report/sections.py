"""The sections of a report that is handed on, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from guidance.documents.reports import document_rows
from guidance.report.answers import add_coverage
from guidance.report.change_items import change_item, numbered
from guidance.report.directions import direction_lines
from guidance.report.model import ChangeItem, ReportPart, ReportTable
from guidance.report.outline import Line, Page, line, muted, reference, strong
from guidance.report.pictures.picture import Picture, picture_of
from guidance.wording import coverage_sentence
from guidance.wording.conditions import case_words
from guidance.wording.days import counted, exact_words, when_words
from guidance.wording.handed_on import (
    NO_ADVICE,
    NOTHING_OPEN,
    VERDICTS,
    WORDS,
    net_sentence,
    verdicts_sentence,
)
from guidance.wording.terms import capital

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.changes.model import Change, ChangeReport
    from guidance.changes.window import Window
    from guidance.corpus import Corpus
    from guidance.directions.regimes import RegimeDirection
    from guidance.documents.reports import DocumentShape
    from guidance.records.criteria import FactSheet


def summary(
    after: Answer, items: list[ChangeItem], moved: RegimeDirection | None, unsaid: str
) -> list[ReportPart]:
    """What to know first."""
    page = Page()
    page.heading("Summary")
    if items:
        page.item(line(verdicts_sentence(item.verdict for item in items)))
    if moved is not None:
        about = moved.topic.replace("-", " ")
        page.item(line(f"{capital(about)} as a whole: {VERDICTS[moved.overall.verdict]}."))
        for each in moved.populations:
            words = VERDICTS[each.direction.verdict]
            page.item(line(f"For {each.population}: {words}."))
    if unsaid:
        page.item(line(unsaid))
    forecasts = sum("a forecast" in item.marks for item in items)
    if forecasts:
        count = counted(forecasts, "change")
        verb = "rests" if forecasts == 1 else "rest"
        page.item(line(f"{count} {verb} on a forecast that no record confirms."))
    outside = sum("may fall outside the days compared" in item.marks for item in items)
    if outside:
        count = counted(outside, "change")
        page.item(line(f"Of {count} it is not settled whether they fall within these days."))
    page.item(line(coverage_sentence(after.coverage)))
    page.item(line(NO_ADVICE))
    return list(page.blocks)


def timeline(picture: Picture) -> list[ReportPart]:
    """The picture of time."""
    page = Page()
    page.heading("Timeline")
    return [*page.blocks, picture]


def picture_for(corpus: Corpus, answer: Answer, dates: tuple[tuple[str, date], ...]) -> Picture:
    """The picture of the sources that an answer rests on."""
    sources = [each.source for each in answer.coverage.sources]
    return picture_of(corpus, sources, dates, answer.known_on)


def overview(items: list[ChangeItem]) -> list[ReportPart]:
    """All changes in one table that leads to each."""
    page = Page()
    page.heading(f"What changed ({len(items)})")
    rows = tuple(
        (
            line(item.title),
            line(item.kind),
            line(item.days + (f" ({'; '.join(item.marks)})" if item.marks else "")),
            line(VERDICTS[item.verdict] if item.verdict else "no direction"),
        )
        for item in items
    )
    columns = ("Statement", "What happened", "When", "Direction")
    anchors = tuple(item.anchor for item in items)
    return [*page.blocks, ReportTable("All changes, in order of time", columns, rows, anchors)]


def by_step(
    report: ChangeReport, items: list[ChangeItem]
) -> Iterable[tuple[str, list[ChangeItem]]]:
    """The changes of each step, with the words for its day."""
    start = 0
    for step in report.steps:
        found = items[start : start + len(step.changes)]
        start += len(step.changes)
        yield f"{capital(found[0].days)} ({len(found)})", found


def net_result(window: Window, items: list[ChangeItem]) -> list[ReportPart]:
    """What differs in the end: in full only where no step says the same."""
    net = window.changes.net
    if not window.stepwise and not net:
        return []
    page = Page()
    page.heading(f"Net result ({len(net)})")
    steps = zip(window.stepwise, items, strict=True)
    told = {change.essence: item for change, item in steps}
    if {change.essence for change in net} == set(told):
        page.paragraph(net_sentence(len(net)))
        return list(page.blocks)
    if not net:
        page.paragraph("Nothing differs between the two days.")
        return list(page.blocks)
    same = [told[change.essence] for change in net if change.essence in told]
    parts: list[ReportPart] = list(page.blocks)
    if same:
        rows = tuple((line(item.title), line(item.days)) for item in same)
        anchors = tuple(item.anchor for item in same)
        parts.append(ReportTable("As in the steps above", ("Statement", "When"), rows, anchors))
    parts += numbered([change_item(change, "net") for change in window.untold])
    return parts


def open_questions(before: Answer, after: Answer) -> list[ReportPart]:
    """What is undetermined on either day, and on what it depends."""
    page = Page()
    page.heading("What cannot be settled")
    days = [before, after] if before.on != after.on else [after]
    if not any(answer.undetermined for answer in days):
        page.paragraph(NOTHING_OPEN)
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
    rows = tuple(
        tuple(_cell(value) for value in _said_of(row))
        for row in document_rows(corpus, answer, changes)
    )
    columns = ("Document", "Version", "Published", "Standing and extent", "SHA-256 of the document")
    return [*page.blocks, ReportTable("Documents this rests on", columns, rows)]


def _said_of(row: DocumentShape) -> tuple[str | Line, ...]:
    where = [value for value in (row["publisher"], row["url"]) if value]
    return (
        row["document"],
        (reference(row["version"]), *(muted(f"; {value}") for value in where)),
        row["published_words"],
        f"{row['standing']}; {row['extent']}",
        (reference(row["sha256"]),) if row["sha256"] else "not recorded",
    )


def _cell(value: str | Line) -> Line:
    return line(value) if isinstance(value, str) else line(*value)


def undefined_terms(
    corpus: Corpus, changes: Iterable[Change], moved: RegimeDirection | None
) -> list[ReportPart]:
    """The undefined terms that a direction rests on, and what each source leaves open."""
    terms: dict[str, tuple[str, str]] = {}
    sheets = [(change.sheet, change.direction) for change in changes]
    if moved is not None:
        sheets.append((corpus.sheets[moved.topic], moved.overall))
        sheets += [(corpus.sheets[moved.topic], each.direction) for each in moved.populations]
    for sheet, direction in sheets:
        for name in direction.undefined if direction and sheet else ():
            fact = sheet.facts[name] if sheet else None
            if fact is not None:
                terms[name] = fact.label, fact.because or ""
    if not terms:
        return []
    page = Page()
    page.heading("Terms the sources leave undefined")
    rows = tuple(
        (line(label), line(reference(name)), line(because))
        for name, (label, because) in sorted(terms.items())
    )
    return [
        *page.blocks,
        ReportTable("Undefined terms", ("Term", "Fact", "What is left open"), rows),
    ]


def words(items: list[ChangeItem], answer: Answer, *, has_net: bool) -> list[ReportPart]:
    """The words of this report that mean one thing."""
    used = {VERDICTS[item.verdict] for item in items if item.verdict}
    used |= {item.kind for item in items} | {mark for item in items for mark in item.marks}
    used |= {"net result"} if has_net else set()
    used |= {"applied", "cannot be settled", "standing"}
    used |= {str(each.status).replace("-", " ") for each in answer.coverage.sources}
    page = Page()
    page.heading("Words")
    rows = tuple((line(word), line(WORDS[word])) for word in WORDS if word in used)
    return [*page.blocks, ReportTable("What the words mean here", ("Word", "Meaning"), rows)]


def step_heading(words: str) -> ReportPart:
    """The heading of a step."""
    page = Page()
    page.subheading(words)
    return page.blocks[0]


def movement_section(moved: RegimeDirection, sheet: FactSheet) -> list[ReportPart]:
    """Which way the topic moved as a whole, and for each population."""
    page = Page()
    page.heading(f"Which way {moved.topic.replace('-', ' ')} moved as a whole")
    named = [("Overall", moved.overall)]
    named += [(capital(each.population), each.direction) for each in moved.populations]
    for name, found in named:
        head = line(strong(name), f" — {VERDICTS[found.verdict]}")
        page.item(head, *direction_lines(found, sheet))
    return list(page.blocks)
