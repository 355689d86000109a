"""Which way a topic moved, and what the guidance makes of a person, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from guidance.documents.directions import regime_document, ruling_document
from guidance.report.answers import add_coverage, provision_lines
from guidance.report.model import Report, ReportPart
from guidance.report.outline import Line, Page, line, muted, reference, strong
from guidance.wording.days import counted, exact_words, past_words, when_words
from guidance.wording.directions import (
    asked_words,
    clearest_first,
    direction_sentence,
    judged_words,
    person_words,
    ruling_headline,
    witness_sentence,
)
from guidance.wording.sentences import change_title
from guidance.wording.terms import CHANGES, listed

if TYPE_CHECKING:
    from guidance.changes.model import Change
    from guidance.corpus import Corpus
    from guidance.directions.provisions import Direction
    from guidance.directions.regimes import RegimeDirection, Ruling
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
        title=_headline(found),
        day=found.until,
        brief=lambda: _direction_parts(found, changes.net, sheet, corpus.title),
        document=lambda: regime_document(found, changes.net, sheet),
    )


def of_ruling(corpus: Corpus, ruling: Ruling) -> Report:
    """Report what the guidance makes of a person."""
    sheet = corpus.sheet(ruling.topic)
    return Report(
        title=ruling_headline(ruling, sheet),
        day=ruling.on,
        brief=lambda: _ruling_parts(ruling, sheet, corpus.title),
        document=lambda: ruling_document(ruling, sheet),
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
    for each in direction_lines(found.overall, sheet):
        page.paragraph(*each)
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
                f" — {which.as_judged or which.verdict}{_aside(which)}",
            ),
            line(reference(change.ref), f"; {CHANGES[change.id]}"),
        )
    page.paragraph(_WHAT_IT_MEANS)
    add_coverage(page, found.after, title)
    return list(page.blocks)


def _aside(which: Direction) -> str:
    return ", where the undefined terms are judged alike" if which.as_judged else ""


def _headline(found: RegimeDirection) -> str:
    """The verdict overall, and beside it those of the populations that say something else."""
    start = (
        f"From {exact_words(found.since)} to {exact_words(found.until)}, {found.topic} as a whole"
    )
    others: dict[str, list[str]] = {}
    for part in found.populations:
        if part.direction.verdict != found.overall.verdict:
            others.setdefault(part.direction.verdict, []).append(part.population)
    beside = [f"{verdict} for {listed(whom)}" for verdict, whom in others.items()]
    if len(found.overall.ruled_out) == 1:
        beside.insert(0, f"certainly not {found.overall.ruled_out[0]}")
    if found.overall.as_judged:
        judged = judged_words(found.overall).removeprefix("it is ")
        beside.insert(0, f"{judged}, where the undefined terms are judged alike")
    return f"{start}: {'; '.join([found.overall.verdict, *beside])}."


def direction_lines(direction: Direction, sheet: FactSheet | None) -> list[Line]:
    """A direction: its sentence, and a line for each witness."""
    return [
        line(direction_sentence(direction, sheet)),
        *(line(witness_sentence(witness, sheet)) for witness in direction.witnesses),
    ]


def _ruling_parts(
    ruling: Ruling, sheet: FactSheet, title: Callable[[str], str]
) -> list[ReportPart]:
    """Lay out what the guidance makes of a person."""
    page = Page()
    page.paragraph(f"Asked about {person_words(ruling.person, sheet)}.")
    if ruling.known_on is not None:
        page.paragraph(f"As known on {exact_words(ruling.known_on)}.")
    if ruling.missing:
        page.heading("What would settle it")
        for asked in ruling.missing:
            page.item(line(asked_words(asked, sheet)))
    if ruling.undefined:
        page.heading("Terms the source leaves undefined")
        for name in ruling.undefined:
            fact = sheet.facts[name]
            page.item(line(strong(fact.label), muted(f" ({name})"), f": {fact.because}"))
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
