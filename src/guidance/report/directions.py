"""Which way a topic moved, and what the guidance makes of a person, as pages and documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from guidance.report.answers import add_coverage, provision_lines
from guidance.report.outline import Line, Page, line, muted, reference, strong
from guidance.wording.days import counted, exact_words, past_words, when_words
from guidance.wording.directions import (
    asked_words,
    direction_sentence,
    judged_words,
    person_words,
    ruling_headline,
    witness_sentence,
)
from guidance.wording.sentences import change_title
from guidance.wording.terms import CHANGES, listed

if TYPE_CHECKING:
    from guidance import documents as shapes
    from guidance.changes.model import Change
    from guidance.directions.provisions import Direction
    from guidance.directions.regimes import RegimeDirection, Ruling
    from guidance.records.criteria import FactSheet

_WHAT_IT_MEANS = (
    "A direction compares whom the recorded criteria allow and do not allow. It says nothing of"
    " how many people that is, or whether it is good for them."
)


_ORDER = ("stricter", "looser", "mixed", "unclear", "same")


def direction_page(
    found: RegimeDirection,
    net: Iterable[Change],
    sheet: FactSheet,
    title: Callable[[str], str],
) -> Page:
    """Lay out which way a topic moved: overall, for each population, and rule by rule."""
    page = Page()
    page.headline(_headline(found))
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
    rules = _by_verdict(net)
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
    return page


def _by_verdict(net: Iterable[Change]) -> list[tuple[Change, Direction]]:
    """The changes that go some way, those that can be told apart first."""
    moved = [(change, change.direction) for change in net]
    found = [(change, which) for change, which in moved if which is not None]
    return sorted(found, key=lambda pair: _ORDER.index(pair[1].as_judged or pair[1].verdict))


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


def ruling_page(ruling: Ruling, sheet: FactSheet, title: Callable[[str], str]) -> Page:
    """Lay out what the guidance makes of a person."""
    page = Page()
    page.headline(ruling_headline(ruling, sheet))
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
    return page


def direction_document(direction: Direction, sheet: FactSheet | None) -> shapes.DirectionShape:
    """A direction for programs."""
    return {
        "verdict": direction.verdict,
        "baseline": direction.baseline,
        "witnesses": [
            {
                "facts": [str(known) for known in witness.person],
                "before": witness.before,
                "after": witness.after,
                "rests_on": list(witness.rests_on),
                "sentence": witness_sentence(witness, sheet),
            }
            for witness in direction.witnesses
        ],
        "because": list(direction.because),
        "undefined": list(direction.undefined),
        "ruled_out": list(direction.ruled_out),
        "as_judged": direction.as_judged,
        "sentence": direction_sentence(direction, sheet),
    }


def regime_document(
    found: RegimeDirection, net: Iterable[Change], sheet: FactSheet
) -> shapes.RegimeShape:
    """Which way a topic moved, for programs."""
    from guidance.documents.building import coverage_document, when_document

    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "topic": found.topic,
        "known_on": found.known_on.isoformat() if found.known_on else None,
        "direction": direction_document(found.overall, sheet),
        "populations": [
            {
                "population": part.population,
                "direction": direction_document(part.direction, sheet),
            }
            for part in found.populations
        ],
        "rules": [
            {
                "id": change.id.value,
                "ref": change.ref,
                "title": change_title(change),
                "direction": direction_document(which, change.sheet),
            }
            for change, which in _by_verdict(net)
        ],
        "depends_on": [when_document(when) for when in found.depends_on],
        "coverage": coverage_document(found.after),
    }


def ruling_document(ruling: Ruling, sheet: FactSheet) -> shapes.RulingShape:
    """What the guidance makes of a person, for programs."""
    from guidance.documents.building import coverage_document, tension_document, when_document

    return {
        "on": ruling.on.isoformat(),
        "topic": ruling.topic,
        "known_on": ruling.known_on.isoformat() if ruling.known_on else None,
        "headline": ruling_headline(ruling, sheet),
        "facts": [str(known) for known in ruling.person],
        "outcome": ruling.outcome,
        "possible": list(ruling.possible),
        "because": list(ruling.because),
        "deciding": [
            {"ref": entry.ref, "title": entry.provision.title} for entry in ruling.deciding
        ],
        "missing": [str(asked) for asked in ruling.missing],
        "undefined": list(ruling.undefined),
        "depends_on": [when_document(when) for when in ruling.depends_on],
        "tensions": [tension_document(tension) for tension in ruling.tensions],
        "coverage": coverage_document(ruling.coverage),
    }
