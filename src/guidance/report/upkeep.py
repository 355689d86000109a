"""Discrepancies and the state of the records, as pages and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guidance.documents.building import when_document
from guidance.records.criteria import AllOf, AnyOf, FactTest, Not
from guidance.records.model import as_plain
from guidance.report import Report
from guidance.report.directions import direction_document
from guidance.report.outline import Page, line, muted, reference, strong
from guidance.upkeep.documents.passages import State
from guidance.wording.arrivals import passage_words, place_words
from guidance.wording.days import counted
from guidance.wording.upkeep import (
    adoption_words,
    checked_words,
    discrepancies_headline,
    discrepancy_sentence,
    due_lines,
    status_headline,
    verification_headline,
    verification_words,
)

if TYPE_CHECKING:
    from guidance import documents as shapes
    from guidance.corpus import Corpus
    from guidance.resolution.registry import Statement
    from guidance.upkeep.adoptions import Adoption
    from guidance.upkeep.discrepancies import Discrepancy, Stated
    from guidance.upkeep.freshness import Due, Status
    from guidance.upkeep.verification import CitedPassage, Verification


def of_discrepancies(corpus: Corpus, topic: str | None = None) -> Report:
    """Report where sources differ from the acts that they report."""
    found = corpus.discrepancies(topic)
    return Report(
        lambda: discrepancies_page(found),
        lambda: discrepancies_document(corpus, found, topic),
    )


def of_status(corpus: Corpus, status: Status) -> Report:
    """Report how fresh the records are, and what is due."""
    return Report(lambda: status_page(corpus, status), lambda: status_document(status))


def of_verification(found: tuple[Verification, ...]) -> Report:
    """Report what a document at hand and the records have to do with each other."""
    return Report(
        lambda: verification_page(found),
        lambda: verification_document(found),
    )


def verification_page(found: tuple[Verification, ...]) -> Page:
    """Lay out, for each version, whether it is the document and which sections are still there."""
    page = Page()
    page.headline(verification_headline(found))
    for each in found:
        page.subheading(each.version)
        page.paragraph(verification_words(each))
        for section in each.missing:
            page.item(
                line(strong(f"not found: {section.section}")),
                line(muted("cited by "), reference(", ".join(section.cited_by))),
            )
        for passage in each.passages:
            if passage.state in (State.MOVED, State.CHANGED, State.GONE):
                cited = passage.cite.section, passage.cite.paragraph
                page.item(
                    line(strong(passage.title), f" — {passage_words(passage)}"),
                    line(reference(passage.ref), muted(f"; cites {place_words(cited)}")),
                )
    return page


def discrepancies_page(found: tuple[Discrepancy, ...]) -> Page:
    """Lay out the differences, pair by pair."""
    page = Page()
    page.headline(discrepancies_headline(found))
    previous: tuple[str, str] | None = None
    for each in found:
        pair = each.report.ref, each.act.ref
        if pair != previous:
            page.subheading(f"{pair[0]} / {pair[1]}")
            previous = pair
        page.item(line(strong(each.kind.value), f": {discrepancy_sentence(each)}"))
    return page


def status_page(corpus: Corpus, status: Status) -> Page:
    """Lay out what is due, what is to be confirmed first."""
    page = Page()
    page.headline(status_headline(status))
    for title, days in (
        ("To confirm: expected for days that have passed", status.to_confirm),
        ("Ahead", status.upcoming),
        ("Expected, without a word on when", status.undated),
    ):
        if days:
            page.heading(f"{title} ({len(days)})")
        for due in days:
            summary, _ = due_lines(due)
            held = len(due.starting) + len(due.ending)
            hang = "hangs" if held == 1 else "hang"
            hangs = f"; {counted(held, 'provision')} {hang} on it" if held else ""
            page.item(line(strong(summary)), line(reference(due.when.event), muted(hangs)))
    if status.undecided:
        page.heading(f"Recommended, without a decision ({len(status.undecided)})")
    for each in status.undecided:
        page.item(
            line(strong(corpus.title(each.ref)), " — ", reference(each.ref)),
            line(muted(adoption_words(each))),
        )
    page.heading("Sources")
    for source in status.sources:
        page.item(line(reference(source.source), f" — {checked_words(source, status)}"))
    return page


def discrepancies_document(
    corpus: Corpus, found: tuple[Discrepancy, ...], topic: str | None
) -> shapes.Discrepancies:
    """What differs between sources and the acts that they report."""
    return {
        "topic": topic,
        "headline": discrepancies_headline(found),
        "discrepancies": [_discrepancy(corpus, each) for each in found],
    }


def status_document(status: Status) -> shapes.Status:
    """What is due on a day."""
    return {
        "on": status.on.isoformat(),
        "until": status.until.isoformat(),
        "headline": status_headline(status),
        "to_confirm": [_due(each) for each in status.to_confirm],
        "upcoming": [_due(each) for each in status.upcoming],
        "undated": [_due(each) for each in status.undated],
        "undecided": [_adoption(each) for each in status.undecided],
        "sources": [
            {
                "source": each.source,
                "status": each.status.value,
                "newest_version": each.newest_version,
                "last_checked": each.last_checked.isoformat() if each.last_checked else None,
                "age_days": (status.on - each.last_checked).days if each.last_checked else None,
            }
            for each in status.sources
        ],
    }


def verification_document(found: tuple[Verification, ...]) -> shapes.Verify:
    """What a document at hand and the records have to do with each other."""
    return {
        "headline": verification_headline(found),
        "versions": [
            {
                "version": each.version,
                "is_same": each.is_same,
                "sha256": each.found,
                "recorded": each.recorded,
                "sections": [
                    {
                        "section": section.section,
                        "is_found": section.is_found,
                        "cited_by": list(section.cited_by),
                    }
                    for section in each.sections
                ],
                "passages": [_passage(passage) for passage in each.passages],
                "unread": each.unread,
            }
            for each in found
        ],
    }


def _passage(passage: CitedPassage) -> shapes.CitedPassageShape:
    cite, place = passage.cite, passage.place
    return {
        "ref": passage.ref,
        "cited": {"section": cite.section, "paragraph": cite.paragraph},
        "state": passage.state.value,
        "place": {"section": place[0], "paragraph": place[1]} if place else None,
        "reason": passage.reason,
    }


def _discrepancy(corpus: Corpus, found: Discrepancy) -> shapes.DiscrepancyShape:
    registry = corpus.registry
    report, act = (registry.statements[each.ref][-1] for each in (found.report, found.act))
    sheet = registry.sheet_of(registry.topics_of(report))
    return {
        "report": _stated_by(corpus, report),
        "act": _stated_by(corpus, act),
        "kind": found.kind.value,
        "sentence": discrepancy_sentence(found),
        "in_report": [_stated(part) for part in found.in_report],
        "in_act": [_stated(part) for part in found.in_act],
        "direction": direction_document(found.direction, sheet) if found.direction else None,
    }


def _stated_by(corpus: Corpus, statement: Statement) -> shapes.StatedBy:
    return {
        "ref": statement.ref,
        "version": statement.version,
        "standing": corpus.versions[statement.version].standing,
    }


def _stated(part: Stated) -> dict[str, Any] | str:
    return as_plain(part) if isinstance(part, AllOf | AnyOf | Not | FactTest) else part


def _due(due: Due) -> shapes.DueShape:
    return {**when_document(due.when), "starting": list(due.starting), "ending": list(due.ending)}


def _adoption(adoption: Adoption) -> shapes.AdoptionShape:
    return {
        "ref": adoption.ref,
        "outcome": adoption.outcome.value,
        "event": when_document(adoption.event),
        "by": adoption.by,
        "stages": [
            {"version": each.version, "standing": each.standing, "is_changed": each.is_changed}
            for each in adoption.stages
        ],
    }
