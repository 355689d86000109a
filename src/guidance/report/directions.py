"""Which way a topic moved, and what the guidance makes of a person, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from guidance.documents.directions import regime_document
from guidance.documents.rulings import ruling_document
from guidance.report.answers import add_coverage, provision_lines
from guidance.report.model import Report, ReportPart
from guidance.report.outline import Line, Page, line, muted, reference, strong
from guidance.wording.days import counted, exact_words, past_words, when_words
from guidance.wording.directions import (
    clearest_first,
    direction_sentence,
    through_words,
    verdict_words,
    witness_sentence,
)
from guidance.wording.people import (
    action_sentence,
    beside_sentences,
    different_sentence,
    person_words,
    places_words,
    ruling_headline,
)
from guidance.wording.sentences import change_title
from guidance.wording.terms import CHANGES, capital, listed

if TYPE_CHECKING:
    from guidance.changes.model import Change
    from guidance.corpus import Corpus
    from guidance.directions.movements import ActionDirection, PlaceDirection, RegimeDirection
    from guidance.directions.provisions import Direction
    from guidance.directions.rulings import PlaceRuling, Ruling
    from guidance.records.criteria import FactSheet

_WHAT_IT_MEANS = (
    "A direction compares whom the recorded criteria allow and do not allow. It says nothing of"
    " how many people that is, or whether it is good for them."
)


def of_direction(corpus: Corpus, found: RegimeDirection) -> Report:
    """Report which way a topic moved between two days."""
    sheet = corpus.sheet(found.topic)
    changes = corpus.changes(found.since, found.until, topic=found.topic, known_on=found.known_on)
    return Report(
        title=_headline(found, sheet),
        day=found.until,
        brief=lambda: _direction_parts(found, changes.net, sheet, corpus.title),
        document=lambda: regime_document(found, changes.net, sheet),
    )


def of_ruling(corpus: Corpus, ruling: Ruling) -> Report:
    """Report what the guidance makes of a person."""
    sheet = corpus.sheet(ruling.topic)
    sources = {source: corpus.title(source) for source in corpus.sources}
    return Report(
        title=ruling_headline(ruling, sheet),
        day=ruling.on,
        brief=lambda: _ruling_parts(ruling, sheet, corpus.title, sources),
        document=lambda: ruling_document(ruling, sheet, sources),
    )


def _direction_parts(
    found: RegimeDirection,
    net: Iterable[Change],
    sheet: FactSheet,
    title: Callable[[str], str],
) -> list[ReportPart]:
    """Lay out which way a topic moved: overall, for each population, and rule by rule."""
    page = Page()
    if found.known_on is not None:
        page.paragraph(f"As known on {exact_words(found.known_on)}.")
    for place in found.places:
        _add_place(page, place, sheet, alone=len(found.places) == 1)
    if found.depends_on:
        days = [f"{past_words(when)} ({when_words(when)})" for when in found.depends_on]
        page.paragraph(f"It depends on whether {listed(days, 'and whether')}.")
    if found.populations:
        count = counted(len(found.populations), "population")
        page.heading(f"For each population that is spoken of ({count})")
        for part in found.populations:
            head = line(strong(part.population), f" — {part.direction.verdict}")
            page.item(head, *direction_lines(part.direction, sheet))
    rules = clearest_first(net)
    if rules:
        page.heading(f"Rule by rule ({len(rules)})")
    for change, which in rules:
        page.item(
            line(
                strong(change_title(change)),
                f" — {verdict_words(which, change.sheet)}",
            ),
            line(reference(change.ref), f"; {CHANGES[change.id]}"),
        )
    page.paragraph(_WHAT_IT_MEANS)
    add_coverage(page, found.after, title)
    return list(page.blocks)


def _headline(found: RegimeDirection, sheet: FactSheet) -> str:
    """The verdict overall, and beside it those of the populations that say something else."""
    start = (
        f"From {exact_words(found.since)} to {exact_words(found.until)}, {found.topic} as a whole"
    )
    others: dict[str, list[str]] = {}
    for part in found.populations:
        if part.direction.verdict not in (found.overall.verdict, "same", "unclear"):
            others.setdefault(verdict_words(part.direction, sheet), []).append(part.population)
    beside = [f"{verdict} for {listed(whom)}" for verdict, whom in others.items()]
    return f"{start}: {'; '.join([verdict_words(found.overall, sheet), *beside])}."


def _add_place(page: Page, place: PlaceDirection, sheet: FactSheet, *, alone: bool) -> None:
    """Which way each action moved in a group of places, with a witness on each side."""
    if not alone:
        page.heading(places_words(place.places))
    for action in place.actions:
        page.item(*_action_lines(action, sheet))


def _action_lines(action: ActionDirection, sheet: FactSheet) -> list[Line]:
    label = capital(action.label) if sheet.actions else "Overall"
    clauses = [through_words(action.through, way, sheet) for way in ("looser", "stricter")]
    said = "; ".join(each for each in clauses if each) or verdict_words(action.overall, sheet)
    lines = [line(strong(label), f" — {said}."), line(direction_sentence(action.overall, sheet))]
    if not action.through:
        return [*lines, *(line(witness_sentence(w, sheet)) for w in action.overall.witnesses)]
    for way in ("looser", "stricter"):
        found = [each for each in action.through if each.share.way == way]
        lines += [line(witness_sentence(each.share.witness, sheet)) for each in found[:1]]
    return lines


def direction_lines(direction: Direction, sheet: FactSheet | None) -> list[Line]:
    """A direction: its sentence, and a line for each witness."""
    return [
        line(direction_sentence(direction, sheet)),
        *(line(witness_sentence(witness, sheet)) for witness in direction.witnesses),
    ]


def _ruling_parts(
    ruling: Ruling,
    sheet: FactSheet,
    title: Callable[[str], str],
    sources: Mapping[str, str],
) -> list[ReportPart]:
    """Lay out what the guidance makes of a person."""
    page = Page()
    page.paragraph(f"Asked about {person_words(ruling.person, sheet)}.")
    if ruling.known_on is not None:
        page.paragraph(f"As known on {exact_words(ruling.known_on)}.")
    for place in ruling.places:
        _add_ruling(page, place, sheet, sources, alone=len(ruling.places) == 1)
    _add_terms(page, ruling, sheet)
    if ruling.deciding:
        page.heading(f"Statements that decide ({len(ruling.deciding)})")
        for entry in ruling.deciding:
            page.item(*provision_lines(entry))
    if ruling.tensions:
        page.heading("In tension, for a person to judge")
        for tension in ruling.tensions:
            page.item(line(reference(tension.entry.ref), " / ", reference(tension.other.ref)))
    page.paragraph("It reads records of guidance; it is not medical advice.")
    add_coverage(page, ruling.coverage, title)
    return list(page.blocks)


def _add_ruling(
    page: Page, place: PlaceRuling, sheet: FactSheet, sources: Mapping[str, str], *, alone: bool
) -> None:
    """What is made of the person in a group of places: a few lines for each action."""
    if not alone:
        page.heading(places_words(place.places))
    for action in place.actions:
        if not action.rules and not action.is_main:
            continue
        different = different_sentence(action, sheet) if action.is_main else ""
        page.item(
            line(action_sentence(action, sheet, sources)),
            *(line(each) for each in beside_sentences(action, sources)),
            *([line(different)] if different else []),
        )


def _add_terms(page: Page, ruling: Ruling, sheet: FactSheet) -> None:
    """What each undefined term leaves open, said once."""
    terms = dict.fromkeys(
        name for place in ruling.places for each in place.actions for name in each.undefined
    )
    if terms:
        page.heading("Terms the source leaves undefined")
    for name in terms:
        fact = sheet.facts[name]
        page.item(line(strong(fact.label), muted(f" ({name})"), f": {fact.because}"))
