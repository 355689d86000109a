"""Discrepancies and the state of the records; a document at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.documents.upkeep import adoptions_document, discrepancies_document, status_document
from guidance.documents.verification import verification_document
from guidance.report.model import NO_DAY, Report, ReportPart
from guidance.report.outline import Page, line, muted, reference, strong
from guidance.upkeep.adoptions import AdoptionOutcome
from guidance.upkeep.documents.passages import PassageState
from guidance.wording.arrivals import passage_words, place_words
from guidance.wording.days import counted
from guidance.wording.terms import capital
from guidance.wording.upkeep import (
    adoption_title,
    adoption_words,
    adoptions_headline,
    checked_words,
    discrepancies_headline,
    discrepancy_sentence,
    due_lines,
    outcome_words,
    status_headline,
    verification_headline,
    verification_words,
)

if TYPE_CHECKING:
    from datetime import date

    from guidance.changes.model import Side
    from guidance.corpus import Corpus
    from guidance.upkeep.adoptions import Adoption
    from guidance.upkeep.discrepancies import Discrepancy
    from guidance.upkeep.freshness import Status
    from guidance.upkeep.verification import Verification


def of_discrepancies(corpus: Corpus, topic: str | None = None) -> Report:
    """Report where sources differ from the acts that they report."""
    discrepancies = corpus.discrepancies(topic=topic)
    return Report(
        title=discrepancies_headline(discrepancies),
        day=NO_DAY,
        brief=lambda: _discrepancies_parts(discrepancies),
        document=lambda: discrepancies_document(corpus, discrepancies, topic),
    )


def of_adoptions(corpus: Corpus, adoptions: tuple[Adoption, ...], known_on: date | None) -> Report:
    """Report what became of recommendations."""
    return Report(
        title=adoptions_headline(adoptions),
        day=known_on or NO_DAY,
        brief=lambda: _adoptions_parts(corpus, adoptions),
        document=lambda: adoptions_document(adoptions, known_on),
    )


def of_status(corpus: Corpus, status: Status) -> Report:
    """Report how fresh the records are, and what is due."""
    return Report(
        title=status_headline(status),
        day=status.on,
        brief=lambda: _status_parts(corpus, status),
        document=lambda: status_document(status),
    )


def of_verification(verifications: tuple[Verification, ...]) -> Report:
    """Report what a document at hand and the records have to do with each other."""
    return Report(
        title=verification_headline(verifications),
        day=NO_DAY,
        brief=lambda: _verification_parts(verifications),
        document=lambda: verification_document(verifications),
    )


def _verification_parts(verifications: tuple[Verification, ...]) -> list[ReportPart]:
    """Lay out, for each version, whether it is the document and which sections are still there."""
    page = Page()
    for verification in verifications:
        page.subheading(verification.version)
        page.paragraph(verification_words(verification))
        for section in verification.missing:
            page.item(
                line(strong(f"not found: {section.section}")),
                line(muted("cited by "), reference(", ".join(section.cited_by))),
            )
        for passage in verification.passages:
            if passage.state in (PassageState.MOVED, PassageState.CHANGED, PassageState.GONE):
                cited = passage.cite.section, passage.cite.paragraph
                page.item(
                    line(strong(passage.title), f" — {passage_words(passage)}"),
                    line(reference(passage.ref), muted(f"; cites {place_words(cited)}")),
                )
    return list(page.blocks)


def _discrepancies_parts(discrepancies: tuple[Discrepancy, ...]) -> list[ReportPart]:
    """Lay out the differences, pair by pair."""
    page = Page()
    newest = {
        (discrepancy.report.ref, discrepancy.act.ref): discrepancy
        for discrepancy in reversed(discrepancies)
    }
    previous: tuple[Side, Side] | None = None
    for discrepancy in discrepancies:
        first = newest[discrepancy.report.ref, discrepancy.act.ref]
        sides = discrepancy.report, discrepancy.act
        if previous is None or _named(*sides) != _named(*previous):
            # Of earlier texts of the same two, the versions tell which are meant.
            is_newest = _named(*sides) == _named(first.report, first.act)
            versions = (
                "" if is_newest else f" ({discrepancy.report.version} / {discrepancy.act.version})"
            )
            page.subheading(f"{discrepancy.report.ref} / {discrepancy.act.ref}{versions}")
            previous = sides
        page.item(line(strong(discrepancy.kind.value), f": {discrepancy_sentence(discrepancy)}"))
    return list(page.blocks)


def _named(report: Side, act: Side) -> tuple[str | None, ...]:
    return report.ref, report.version, act.ref, act.version


def _adoptions_parts(corpus: Corpus, adoptions: tuple[Adoption, ...]) -> list[ReportPart]:
    """Lay out what became of recommendations, those alike together."""
    page = Page()
    for outcome in AdoptionOutcome:
        alike = [adoption for adoption in adoptions if adoption.outcome is outcome]
        if alike:
            page.heading(f"{capital(outcome_words(outcome))} ({len(alike)})")
        for adoption in alike:
            _add_adoption(page, corpus, adoption)
    return list(page.blocks)


def _add_adoption(page: Page, corpus: Corpus, adoption: Adoption) -> None:
    """One recommendation: what it is about, and who stated it or ruled on it."""
    page.item(
        line(strong(adoption_title(adoption, corpus.title)), " — ", reference(adoption.ref)),
        line(muted(adoption_words(adoption))),
    )


def _status_parts(corpus: Corpus, status: Status) -> list[ReportPart]:
    """Lay out what is due, what is to be confirmed first."""
    page = Page()
    for title, days in (
        ("To confirm: expected for days that have passed", status.to_confirm),
        ("Ahead", status.upcoming),
        ("Expected, without a word on when", status.undated),
    ):
        if days:
            page.heading(f"{title} ({len(days)})")
        for due in days:
            summary, _ = due_lines(due)
            held = len({*due.starting, *due.ending, *(act.ref for act in due.acts)})
            hang = "hangs" if held == 1 else "hang"
            hangs = f"; {counted(held, 'provision')} {hang} on it" if held else ""
            page.item(line(strong(summary)), line(reference(due.when.event), muted(hangs)))
    if status.undecided:
        page.heading(f"Recommended, without a decision ({len(status.undecided)})")
    for adoption in status.undecided:
        _add_adoption(page, corpus, adoption)
    page.heading("Sources")
    for source in status.sources:
        page.item(line(reference(source.source), f" — {checked_words(source, status)}"))
    return list(page.blocks)
