"""Which way a topic moved: the verdict with a witness on each side, then all that explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from guidance.answers.answering import registry_of
from guidance.answers.matters import matters_of
from guidance.documents.directions import regime_document
from guidance.report.answers import add_coverage
from guidance.report.model import Report, ReportPart
from guidance.report.outline import Line, Page, line, reference, strong
from guidance.wording.briefs import evidence_words
from guidance.wording.days import counted, exact_words, past_words, when_words
from guidance.wording.directions import (
    clearest_first,
    direction_sentence,
    lead_place,
    movement_headline,
    movement_title,
    movement_words,
    plainest,
    verdict_words,
    witness_sentence,
)
from guidance.wording.people import TERMS_ARE_JUDGED, term_words
from guidance.wording.places import places_words
from guidance.wording.sentences import change_title
from guidance.wording.terms import CHANGES, capital, listed

if TYPE_CHECKING:
    from guidance.changes.model import Change
    from guidance.corpus import Corpus
    from guidance.directions.movements import ActionDirection, PlaceDirection, RegimeDirection
    from guidance.directions.provisions import Direction
    from guidance.logic import Witness
    from guidance.records.criteria import FactSheet

_WHAT_IT_MEANS = (
    "A direction compares whom the recorded criteria allow and do not allow. It says nothing of"
    " how many people that is, or whether it is good for them."
)


def of_direction(corpus: Corpus, moved: RegimeDirection) -> Report:
    """Report which way a topic moved between two days."""
    sheet = corpus.sheet(moved.topic)
    changes = corpus.changes(moved.since, moved.until, topic=moved.topic, known_on=moved.known_on)
    matters = matters_of(registry_of(corpus))
    titles = {ref: matter.title for ref, matter in matters.items()}
    return Report(
        title=movement_title(moved),
        opening=lambda: movement_headline(moved, titles),
        day=moved.until,
        brief=lambda: _verdict(moved, sheet, titles),
        annex=lambda: _annex(moved, changes.net, sheet, corpus.title),
        document=lambda: regime_document(moved, changes.net, sheet, titles),
    )


def _verdict(
    moved: RegimeDirection, sheet: FactSheet, titles: Mapping[str, str]
) -> list[ReportPart]:
    """A witness on each side, the other actions and places, and what nobody has defined."""
    page = Page()
    lead = lead_place(moved)
    main, *others = lead.actions
    for words in _witness_lines(main, sheet):
        page.item(words)
    for action in others:
        page.item(line(strong(capital(action.label)), f" — {_verdict_sentence(action)}"))
    for place in moved.places:
        if place is not lead:
            page.item(*_elsewhere(place, lead, titles))
    if terms := list(_terms(moved)):
        told = [f"{term_words(name)} ({sheet.facts[name].because})" for name in terms]
        page.item(line(f"{TERMS_ARE_JUDGED.removesuffix('.')}: {'; '.join(told)}."))
    known = f"As known on {exact_words(moved.known_on)}. " if moved.known_on else ""
    page.paragraph(f"{known}{_depends(moved)}Evidence: {evidence_words(moved.after)}.")
    return list(page.blocks)


def _witness_lines(action: ActionDirection, sheet: FactSheet) -> Iterator[Line]:
    """One person on each side in one line each, whose answer nobody has to judge if there is one.

    What is open besides comes before them.
    """
    if action.overall.verdict == "unclear" or not action.through:
        yield line(direction_sentence(action.overall))
    for way in ("looser", "stricter"):
        witness = plainest(action.through, way)
        if witness is not None:
            yield line(strong(f"{capital(way)}."), f" {witness_sentence(witness, sheet)}")
    if not action.through:
        for witness in action.overall.witnesses:
            yield line(witness_sentence(witness, sheet))


def _verdict_sentence(action: ActionDirection) -> str:
    if action.overall.verdict == "same":
        return "neither stricter nor looser."
    sentence = direction_sentence(action.overall)
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _elsewhere(
    place: PlaceDirection, lead: PlaceDirection, titles: Mapping[str, str]
) -> Iterator[Line]:
    """What moved otherwise in other places."""
    first = {action.action: action for action in lead.actions}
    told = [
        f"{action.label} — {movement_words(action, titles)}"
        for action in place.actions
        if action.overall != (first[action.action].overall if action.action in first else None)
    ]
    yield line(strong(capital(places_words(place.places))), f": {'; '.join(told) or 'the same'}.")


def _terms(moved: RegimeDirection) -> Iterator[str]:
    """The undefined terms that the verdicts and witnesses of the lead places rest on, each once."""
    seen: dict[str, None] = {}
    for action in lead_place(moved).actions:
        overall = action.overall
        names = [*overall.undefined, *overall.provided, *overall.met]
        witnesses: list[Witness] = [*overall.witnesses]
        for rule in action.through:
            names += [*rule.share.provided, *rule.share.met]
            witnesses.append(rule.share.witness)
        seen |= dict.fromkeys(
            [*names, *(name for witness in witnesses for name in witness.rests_on)]
        )
    yield from seen


def _depends(moved: RegimeDirection) -> str:
    if not moved.depends_on:
        return ""
    days = [f"{past_words(when)} ({when_words(when)})" for when in moved.depends_on]
    return f"It depends on whether {listed(days, 'and whether')}. "


def _annex(
    moved: RegimeDirection,
    net: Iterable[Change],
    sheet: FactSheet,
    title: Callable[[str], str],
) -> list[ReportPart]:
    """For each population, and rule by rule."""
    page = Page()
    for place in moved.places:
        if len(moved.places) > 1:
            page.heading(capital(places_words(place.places)))
        for action in place.actions:
            label = capital(action.label) if sheet.actions else "Overall"
            page.item(line(strong(label)), *direction_lines(action.overall, sheet))
    if moved.populations:
        count = counted(len(moved.populations), "population")
        page.heading(f"For each population that is spoken of ({count})")
        for part in moved.populations:
            head = line(strong(part.population), f" — {part.direction.verdict}")
            page.item(head, *direction_lines(part.direction, sheet))
    rules = clearest_first(net)
    if rules:
        page.heading(f"Rule by rule ({len(rules)})")
    for change, which in rules:
        page.item(
            line(strong(change_title(change)), f" — {verdict_words(which)}"),
            line(reference(change.ref), f"; {CHANGES[change.id]}"),
        )
    page.paragraph(_WHAT_IT_MEANS)
    add_coverage(page, moved.after, title)
    return list(page.blocks)


def direction_lines(direction: Direction, sheet: FactSheet | None) -> list[Line]:
    """A direction: its sentence, and a line for each witness."""
    return [
        line(direction_sentence(direction)),
        *(line(witness_sentence(witness, sheet)) for witness in direction.witnesses),
    ]
