"""What binds a person on a day, read off an answer: by place, by action, by rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from guidance.answers.answer import Answer, Tension
from guidance.answers.entries import Entry
from guidance.directions.elsewise import other_person
from guidance.directions.ground import Ground, RuleSet, grounds, places_of
from guidance.directions.rules import actions_of
from guidance.directions.rulings import ActionRuling, Beside, PlaceRuling, Ruling
from guidance.directions.sums import merged
from guidance.engine.coverage import CoverageStatus
from guidance.errors import UndecidedError
from guidance.logic import (
    ONE_WORD,
    OUTCOMES,
    Judgement,
    Outcome,
    Person,
    judge,
)
from guidance.logic.because import SettledTest, because
from guidance.records.criteria import FactSheet


def evaluate(answer: Answer, person: Person, sheet: FactSheet) -> Ruling:
    """Say what the guidance makes of a person on the day of an answer.

    Raises:
        QueryError: The person's facts cannot all be true.
    """
    has_evidence = answer.coverage.status is not CoverageStatus.NO_EVIDENCE
    judged = [
        (ground, tuple(_on_actions(ground, person, sheet, has_evidence=has_evidence)))
        for ground in grounds(answer, sheet)
    ]
    places = tuple(_agreeing(judged, answer))
    mains = _binding_mains(places)
    words = {ONE_WORD[o] for ruling in mains for o in ruling.possible}
    possible = tuple(dict.fromkeys(ONE_WORD[o] for o in OUTCOMES if ONE_WORD[o] in words))
    is_settled = len(possible) == 1 and possible != ("silent",) and has_evidence
    because = dict.fromkeys(code for ruling in mains for code in ruling.because)
    if has_evidence and "silent" in possible:
        because = {"silence": None, **because}
    if len({ruling.possible for ruling in mains}) > 1:
        because["places"] = None
    deciding = merged(ruling.deciding for ruling in mains)
    return Ruling(
        on=answer.on,
        topic=sheet.topic,
        known_on=answer.known_on,
        person=person,
        outcome=possible[0] if is_settled else "undetermined",  # type: ignore[arg-type]
        possible=possible,
        because=() if is_settled else tuple(because),
        deciding=tuple(sorted(deciding, key=lambda entry: (entry.place, entry.part))),
        missing=() if is_settled else merged(ruling.missing for ruling in mains),
        undefined=() if is_settled else merged(ruling.undefined for ruling in mains),
        depends_on=merged(ground.depends_on for ground, _ in judged),
        tensions=_bearing(answer, places),
        coverage=answer.coverage,
        places=places,
    )


def _binding_mains(places: tuple[PlaceRuling, ...]) -> list[ActionRuling]:
    """The rulings on the main action that a summary has to hold for.

    What documents say that name no place may be meant for the places that others name, or for more.
    Beside a clear "not allowed" of all named places it allows nobody; else it counts.
    """
    mains = [(place, ruling) for place in places for ruling in place.actions if ruling.is_main]
    named = [ruling for place, ruling in mains if place.is_stated]
    if named and all(ruling.one_word == "not-allowed" for ruling in named):
        return named
    return [ruling for _, ruling in mains]


def _on_actions(
    ground: Ground, person: Person, sheet: FactSheet, *, has_evidence: bool
) -> Iterator[ActionRuling]:
    for name, action in actions_of(sheet).items():
        ruling = _on_action(ground, name, person, sheet)
        ruling = replace(ruling, label=action.label, is_main=action.main)
        if not has_evidence:
            ruling = replace(ruling, outcome="undetermined", because=("no-evidence",))
        yield ruling


def _on_action(ground: Ground, name: str, person: Person, sheet: FactSheet) -> ActionRuling:
    """What each possible set of rules makes of the person, put together."""
    try:
        return _judged(ground, name, person, sheet)
    except UndecidedError:
        entries = {ref: entry for rules in ground.possible for ref, entry in rules.entries.items()}
        named = {rule.ref for rules in ground.possible for rule in rules.regime(name).rules}
        return ActionRuling(
            action=name,
            label="",
            is_main=False,
            outcome="undetermined",
            possible=OUTCOMES,
            because=("too-large",),
            deciding=_in_order(entries[ref] for ref in named),
        )


def _judged(ground: Ground, name: str, person: Person, sheet: FactSheet) -> ActionRuling:
    judged = [(rules, judge(rules.regime(name), person, sheet)) for rules in ground.possible]
    open_to = {outcome for _, judgement in judged for outcome in judgement.possible}
    possible = tuple(outcome for outcome in OUTCOMES if outcome in open_to)
    is_settled = len(possible) == 1
    # Rules that are sure of their outcome ask for nothing more, whatever it took to be sure.
    unsure = [(rules, judgement) for rules, judgement in judged if len(judgement.possible) > 1]
    guessed = {ref for rules, _ in judged for ref in rules.guessed}
    undeclared = [(rules, ref) for rules, judgement in unsure for ref in judgement.undeclared]
    reasons = {
        "missing": any(judgement.missing for _, judgement in unsure),
        "undefined": any(judgement.undefined for _, judgement in unsure),
        "undeclared": any(ref not in guessed for _, ref in undeclared),
        "not-settled": len({judgement.possible for _, judgement in judged}) > 1
        or any(ref in guessed for _, ref in undeclared),
    }
    deciding = {
        ref: rules.entries[ref] for rules, judgement in judged for ref in judgement.deciding
    }
    certain = set.intersection(*({*judgement.certain} for _, judgement in judged))
    settled = _in_order(deciding[ref] for ref in certain)
    return ActionRuling(
        action=name,
        label="",
        is_main=False,
        outcome=_least(possible),
        possible=possible,
        certain=tuple(entry.ref for entry in settled),
        because=() if is_settled else tuple(code for code, holds in reasons.items() if holds),
        deciding=_in_order(deciding.values()),
        missing=() if is_settled else merged(judgement.missing for _, judgement in unsure),
        undefined=() if is_settled else merged(judgement.undefined for _, judgement in unsure),
        rules=tuple(
            {
                rule.ref: rules.entries[rule.ref]
                for rules, _ in judged
                for rule in rules.regime(name).rules
            }.values()
        ),
        to_read=tuple(
            {ref: rules.entries[ref] for rules, ref in undeclared if ref not in guessed}.values()
        ),
        beside=tuple(_beside(judged, set(deciding), possible)),
        why=tuple(_why(settled, person, sheet)),
        different_with=other_person(
            [rules.regime(name) for rules in ground.possible], person, sheet
        )
        if len({ONE_WORD[outcome] for outcome in possible}) == 1
        else None,
    )


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.place))


def _least(possible: tuple[Outcome, ...]) -> Outcome | Literal["undetermined"]:
    """What is certain at least: of several outcomes that are all allowed, or all not."""
    if len({ONE_WORD[outcome] for outcome in possible}) > 1:
        return "undetermined"
    return possible[0] if ONE_WORD[possible[0]] == "not-allowed" else possible[-1]


def _why(deciding: Iterable[Entry], person: Person, sheet: FactSheet) -> Iterator[SettledTest]:
    """How what the deciding rules ask comes out for the person."""
    for entry in deciding:
        population = entry.provision.population
        asked = entry.provision.condition or (population.when if population else None)
        if asked is not None:
            yield from because(asked, person, sheet)


def _beside(
    judged: Iterable[tuple[RuleSet, Judgement]], deciding: set[str], possible: tuple[Outcome, ...]
) -> Iterator[Beside]:
    words = {ONE_WORD[outcome] for outcome in possible}
    beside: dict[str, Beside] = {}
    for rules, judgement in judged:
        for ref, says in judgement.beside:
            if ref in deciding or ref in beside:
                continue
            against = says is not None and words != {ONE_WORD[says]}
            beside[ref] = Beside(rules.entries[ref], says, against)
    yield from sorted(beside.values(), key=lambda other: other.entry.place)


def _agreeing(
    judged: Iterable[tuple[Ground, tuple[ActionRuling, ...]]], answer: Answer
) -> Iterator[PlaceRuling]:
    """Put together the places in which the same comes out, for every action."""
    groups: dict[object, list[tuple[Ground, tuple[ActionRuling, ...]]]] = {}
    for ground, actions in judged:
        key = tuple((ruling.possible, ruling.missing, ruling.undefined) for ruling in actions)
        groups.setdefault(key, []).append((ground, actions))
    rulings = []
    for alike in groups.values():
        cells = 0
        for ground, _ in alike:
            cells |= ground.cells
        entries = [
            e for ground, _ in judged for rules in ground.possible for e in rules.entries.values()
        ]
        rulings.append(
            PlaceRuling(
                places=places_of(cells, entries, answer),
                actions=tuple(
                    _put_together(same)
                    for same in zip(*(actions for _, actions in alike), strict=True)
                ),
                depends_on=merged(ground.depends_on for ground, _ in alike),
            )
        )
    yield from sorted(rulings, key=lambda place: place.places)


def _put_together(alike: tuple[ActionRuling, ...]) -> ActionRuling:
    """One ruling for places that agree, though other rules may decide in each."""
    first = alike[0]
    beside = {other.entry.ref: other for action in alike for other in action.beside}
    withs = {ruling.different_with for ruling in alike}
    return replace(
        first,
        because=merged(ruling.because for ruling in alike),
        deciding=merged(ruling.deciding for ruling in alike),
        to_read=merged(ruling.to_read for ruling in alike),
        beside=tuple(sorted(beside.values(), key=lambda other: other.entry.place)),
        different_with=first.different_with if len(withs) == 1 else None,
    )


def _bearing(answer: Answer, places: Iterable[PlaceRuling]) -> tuple[Tension, ...]:
    """The tensions between two rules that bear on the person."""
    refs = {
        entry.ref
        for place in places
        for action in place.actions
        for entry in (*action.deciding, *(other.entry for other in action.beside))
    }
    return tuple(
        tension for tension in answer.tensions if {tension.entry.ref, tension.other.ref} <= refs
    )
