"""What the guidance makes of a person: the answer, then what explains it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guidance.documents.rulings import ruling_document
from guidance.report.answers import add_coverage
from guidance.report.model import Report, ReportPart
from guidance.report.outline import Page, line, muted, reference, strong
from guidance.report.statements import provision_lines
from guidance.wording.briefs import NOT_ADVICE, evidence_words
from guidance.wording.days import exact_words
from guidance.wording.people import person_words
from guidance.wording.places import places_words
from guidance.wording.rulings import (
    Sources,
    action_sentence,
    beside_sentences,
    different_sentence,
    open_words,
    ruling_lines,
    why_sentence,
)
from guidance.wording.terms import capital

if TYPE_CHECKING:
    from guidance.corpus import Corpus
    from guidance.directions.rulings import PlaceRuling, Ruling
    from guidance.records.criteria import FactSheet


def of_ruling(corpus: Corpus, ruling: Ruling) -> Report:
    """Report what the guidance makes of a person."""
    sheet = corpus.sheet(ruling.topic)
    sources = {source: corpus.title(source) for source in corpus.sources}
    lines = ruling_lines(ruling, sheet, sources)
    return Report(
        title=lines[0],
        day=ruling.on,
        brief=lambda: _answer(ruling, sheet, lines[1:]),
        annex=lambda: _annex(ruling, sheet, corpus.title, sources),
        document=lambda: ruling_document(ruling, sheet, sources),
    )


def _answer(ruling: Ruling, sheet: FactSheet, lines: list[str]) -> list[ReportPart]:
    """The answer, and on what it rests: who was asked about, and how old the evidence is."""
    page = Page()
    for words in lines:
        page.item(line(words))
    known = f", as known on {exact_words(ruling.known_on)}" if ruling.known_on else ""
    page.paragraph(
        f"Asked about {person_words(ruling.person, sheet)}{known}. Evidence:"
        f" {evidence_words(ruling.coverage)}. {capital(NOT_ADVICE)}."
    )
    return list(page.blocks)


def _annex(
    ruling: Ruling, sheet: FactSheet, title: Callable[[str], str], sources: Sources
) -> list[ReportPart]:
    """Every action in every place, the statements that decide, terms, tensions, and coverage."""
    page = Page()
    for place in ruling.places:
        _add_place(page, place, sheet, sources)
    _add_terms(page, ruling, sheet)
    if ruling.deciding:
        page.heading(f"Statements that decide ({len(ruling.deciding)})")
        told: set[str] = set()
        for entry in ruling.deciding:
            page.item(*provision_lines(entry, told))
    if ruling.tensions:
        page.heading("In tension, for a person to judge")
        for tension in ruling.tensions:
            page.item(line(reference(tension.entry.ref), " / ", reference(tension.other.ref)))
    add_coverage(page, ruling.coverage, title)
    return list(page.blocks)


def _add_place(page: Page, place: PlaceRuling, sheet: FactSheet, sources: Sources) -> None:
    """What is made of the person in a group of places: a few lines for each action."""
    if words := places_words(place.places):
        page.heading(capital(words))
    for action in place.actions:
        if not action.rules and not action.is_main:
            continue
        first = action_sentence(action, sheet, sources)
        open_ = "" if action.outcome == "undetermined" else open_words(action, sheet)
        different = different_sentence(action, sheet) if action.is_main else ""
        told = [first, why_sentence(action, sheet), *beside_sentences(action, sources), open_]
        page.item(*(line(words) for words in (*told, different) if words))


def _add_terms(page: Page, ruling: Ruling, sheet: FactSheet) -> None:
    """What each undefined term leaves open, said once."""
    terms = dict.fromkeys(
        name for place in ruling.places for action in place.actions for name in action.undefined
    )
    if terms:
        page.heading("Terms the sources leave undefined")
    for name in terms:
        fact = sheet.facts[name]
        page.item(line(strong(fact.label), muted(f" ({name})"), f": {fact.because}"))
