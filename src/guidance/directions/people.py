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
    words = {ONE_WORD[o] for each in mains for o in each.possible}
    possible = tuple(dict.fromkeys(ONE_WORD[o] for o in OUTCOMES if ONE_WORD[o] in words))
    is_settled = len(possible) == 1 and possible != ("silent",) and has_evidence
    because = dict.fromkeys(code for each in mains for code in each.because)
    if has_evidence and "silent" in possible:
        because = {"silence": None, **because}
    if len({each.possible for each in mains}) > 1:
        because["places"] = None
    deciding = merged(each.deciding for each in mains)
    return Ruling(
        on=answer.on,
        topic=sheet.topic,
        known_on=answer.known_on,
        person=person,
        outcome=possible[0] if is_settled else "undetermined",  # type: ignore[arg-type]
        possible=possible,
        because=() if is_settled else tuple(because),
        deciding=tuple(sorted(deciding, key=lambda each: (each.place, each.part))),
        missing=() if is_settled else merged(each.missing for each in mains),
        undefined=() if is_settled else merged(each.undefined for each in mains),
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
    mains = [(place, each) for place in places for each in place.actions if each.is_main]
    named = [each for place, each in mains if place.is_stated]
    if named and all(each.one_word == "not-allowed" for each in named):
        return named
    return [each for _, each in mains]


def _on_actions(
    ground: Ground, person: Person, sheet: FactSheet, *, has_evidence: bool
) -> Iterator[ActionRuling]:
    for name, action in actions_of(sheet).items():
        found = _on_action(ground, name, person, sheet)
        found = replace(found, label=action.label, is_main=action.main)
        if not has_evidence:
            found = replace(found, outcome="undetermined", because=("no-evidence",))
        yield found


def _on_action(ground: Ground, name: str, person: Person, sheet: FactSheet) -> ActionRuling:
    """What each possible set of rules makes of the person, put together."""
    try:
        return _judged(ground, name, person, sheet)
    except UndecidedError:
        entries = {ref: entry for each in ground.possible for ref, entry in each.entries.items()}
        named = {rule.ref for each in ground.possible for rule in each.regime(name).rules}
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
    judged = [(each, judge(each.regime(name), person, sheet)) for each in ground.possible]
    open_to = {outcome for _, judgement in judged for outcome in judgement.possible}
    possible = tuple(outcome for outcome in OUTCOMES if outcome in open_to)
    is_settled = len(possible) == 1
    # Rules that are sure of their outcome ask for nothing more, whatever it took to be sure.
    unsure = [(each, judgement) for each, judgement in judged if len(judgement.possible) > 1]
    guessed = {ref for each, _ in judged for ref in each.guessed}
    undeclared = [(each, ref) for each, judgement in unsure for ref in judgement.undeclared]
    reasons = {
        "missing": any(judgement.missing for _, judgement in unsure),
        "undefined": any(judgement.undefined for _, judgement in unsure),
        "undeclared": any(ref not in guessed for _, ref in undeclared),
        "not-settled": len({judgement.possible for _, judgement in judged}) > 1
        or any(ref in guessed for _, ref in undeclared),
    }
    deciding = {ref: each.entries[ref] for each, judgement in judged for ref in judgement.deciding}
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
                rule.ref: each.entries[rule.ref]
                for each, _ in judged
                for rule in each.regime(name).rules
            }.values()
        ),
        to_read=tuple(
            {ref: each.entries[ref] for each, ref in undeclared if ref not in guessed}.values()
        ),
        beside=tuple(_beside(judged, set(deciding), possible)),
        why=tuple(_why(settled, person, sheet)),
        different_with=other_person([each.regime(name) for each in ground.possible], person, sheet)
        if len({ONE_WORD[each] for each in possible}) == 1
        else None,
    )


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.place))


def _least(possible: tuple[Outcome, ...]) -> Outcome | Literal["undetermined"]:
    """What is certain at least: of several outcomes that are all allowed, or all not."""
    if len({ONE_WORD[each] for each in possible}) > 1:
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
    words = {ONE_WORD[each] for each in possible}
    found: dict[str, Beside] = {}
    for each, judgement in judged:
        for ref, says in judgement.beside:
            if ref in deciding or ref in found:
                continue
            against = says is not None and words != {ONE_WORD[says]}
            found[ref] = Beside(each.entries[ref], says, against)
    yield from sorted(found.values(), key=lambda each: each.entry.place)


def _agreeing(
    judged: Iterable[tuple[Ground, tuple[ActionRuling, ...]]], answer: Answer
) -> Iterator[PlaceRuling]:
    """Put together the places in which the same comes out, for every action."""
    found: dict[object, list[tuple[Ground, tuple[ActionRuling, ...]]]] = {}
    for ground, actions in judged:
        key = tuple((each.possible, each.missing, each.undefined) for each in actions)
        found.setdefault(key, []).append((ground, actions))
    rulings = []
    for alike in found.values():
        cells = 0
        for ground, _ in alike:
            cells |= ground.cells
        entries = [
            e for ground, _ in judged for each in ground.possible for e in each.entries.values()
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
    yield from sorted(rulings, key=lambda each: each.places)


def _put_together(alike: tuple[ActionRuling, ...]) -> ActionRuling:
    """One ruling for places that agree, though other rules may decide in each."""
    first = alike[0]
    beside = {each.entry.ref: each for action in alike for each in action.beside}
    withs = {each.different_with for each in alike}
    return replace(
        first,
        because=merged(each.because for each in alike),
        deciding=merged(each.deciding for each in alike),
        to_read=merged(each.to_read for each in alike),
        beside=tuple(sorted(beside.values(), key=lambda each: each.entry.place)),
        different_with=first.different_with if len(withs) == 1 else None,
    )


def _bearing(answer: Answer, places: Iterable[PlaceRuling]) -> tuple[Tension, ...]:
    """The tensions between two rules that bear on the person."""
    refs = {
        entry.ref
        for place in places
        for action in place.actions
        for entry in (*action.deciding, *(each.entry for each in action.beside))
    }
    return tuple(
        tension for tension in answer.tensions if {tension.entry.ref, tension.other.ref} <= refs
    )
