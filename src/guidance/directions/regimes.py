"""Which way all rules of a topic moved between two days: by place, by action, by population.

The rules are read off two answers (:mod:`.ground`), so unknown days, suspension and displacement
come in as there: where the days leave several sets of rules possible, each pair is compared, and
what they agree on is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from guidance.answers.answer import Answer
from guidance.answers.entries import Entry
from guidance.directions.ground import Ground, RuleSet, grounds, places_of
from guidance.directions.movements import (
    ActionDirection,
    PlaceDirection,
    PopulationDirection,
    RegimeDirection,
    Through,
)
from guidance.directions.provisions import Direction
from guidance.directions.rules import NEGATIVE, actions_of
from guidance.directions.sums import agreed, merged, over_places, together
from guidance.logic import (
    Breakdown,
    Formula,
    PopulationVerdict,
    Regime,
    Verdict,
    compare_populations,
    compare_regimes,
)
from guidance.logic.shares import shares
from guidance.records.criteria import FactSheet
from guidance.records.parts import EVERYWHERE, Cells

_Compared = Callable[..., Breakdown]
MOST_PAIRS = 256
"""Pairs of sets of rules compared; beyond, unclear: it hangs on days that are not known."""


def compare_days(
    before: Answer,
    after: Answer,
    sheet: FactSheet,
    *,
    compared: _Compared = compare_populations,
) -> RegimeDirection:
    """Say which way the rules moved from one answer to another.

    Args:
        before: The baseline.
        after: What is compared with it.
        sheet: The facts that the criteria are about.
        compared: Compares two regimes; for those who ask often and remember what they asked.
    """
    compared_ground = [
        (old.cells, old, new, tuple(_on_actions(old, new, sheet, before.on, compared)))
        for old, new in _side_by_side(before, after, sheet)
    ]
    entries = [
        entry
        for _, old, new, _ in compared_ground
        for rules in (*old.possible, *new.possible)
        for entry in rules.entries.values()
    ]
    places = tuple(
        PlaceDirection(places_of(cells, entries, after), actions)
        for actions, cells in _agreeing(
            (actions, cells) for cells, _, _, actions in compared_ground
        )
    )
    baseline = before.on.isoformat()
    named = [place for place in places if place.is_stated] or places
    overall = [together([action.overall for action in place.actions], baseline) for place in named]
    every = [action for place in named for action in place.actions]
    return RegimeDirection(
        since=before.on,
        until=after.on,
        topic=sheet.topic,
        known_on=after.known_on,
        overall=over_places(overall, baseline),
        populations=tuple(_populations_together(every, baseline)),
        depends_on=merged((*old.depends_on, *new.depends_on) for _, old, new, _ in compared_ground),
        before=before.coverage,
        after=after.coverage,
        places=tuple(sorted(places, key=lambda place: place.places)),
    )


# -- by place and action ---------------------------------------------------------------------------


def _side_by_side(
    before: Answer,
    after: Answer,
    sheet: FactSheet,
    counts: Callable[[Entry], bool] = lambda _: True,
) -> Iterator[tuple[Ground, Ground]]:
    """The rules of both days, in groups of places that are alike on both."""
    cuts = [
        ground.cells for answer in (before, after) for ground in grounds(answer, sheet, (), counts)
    ]
    after_it = grounds(after, sheet, cuts, counts)
    for old in grounds(before, sheet, cuts, counts):
        for new in after_it:
            if cells := old.cells & new.cells:
                yield replace(old, cells=cells), replace(new, cells=cells)


def _on_actions(
    old: Ground, new: Ground, sheet: FactSheet, since: date, compared: _Compared
) -> Iterator[ActionDirection]:
    baseline = since.isoformat()
    for name, action in actions_of(sheet).items():
        sets = (*old.possible, *new.possible)
        if not action.main and not any(rules.regime(name).rules for rules in sets):
            continue
        populations = _populations(name, sets)
        verdicts = _compared_sets(old, new, name, sheet, populations, compared)
        if verdicts is None:
            open_ended = Direction("unclear", baseline, because=("not-settled",))
            yield ActionDirection(name, action.label, action.main, open_ended, ())
            continue
        parts = zip(
            *([part.verdict for part in verdict.parts] for verdict in verdicts), strict=True
        )
        yield ActionDirection(
            name,
            action.label,
            action.main,
            _by_all_rules(agreed([verdict.overall for verdict in verdicts], baseline), sets),
            tuple(
                PopulationDirection(words, agreed(list(verdicts), baseline))
                for (words, _), verdicts in zip(populations, parts, strict=True)
            ),
            tuple(_through(old, new, name, sheet)),
        )


def _by_all_rules(direction: Direction, sets: Iterable[RuleSet]) -> Direction:
    """Say that it is proved only where no rule of the topic was left out of the proof.

    Not even a rule about another action: who reads *proved* takes the whole topic to be weighed.
    """
    whole = all(
        rules.is_whole
        and not any(
            rule.opaque or rule.opaque_population
            for regime in rules.regimes.values()
            for rule in regime.rules
        )
        for rules in sets
    )
    if not whole or direction.verdict == "unclear":
        return direction
    return replace(direction, because=("proved", *direction.because))


def _through(old: Ground, new: Ground, name: str, sheet: FactSheet) -> Iterator[Through]:
    """The rules through which people pass, where there is one set of rules on each day."""
    sides = [dict.fromkeys(rules.regime(name) for rules in side.possible) for side in (old, new)]
    if any(len(side) > 1 for side in sides):
        return
    (first,), (second,) = sides
    if frozenset(first.rules) == frozenset(second.rules):
        return
    for share in shares(first, second, sheet):
        possible = old.possible if share.is_gone else new.possible
        entry = possible[0].entries[share.ref]
        taken_up = {share.ref, *entry.provision.replaces, *entry.provision.restates}
        is_new = not share.is_gone and taken_up.isdisjoint(old.possible[0].entries)
        yield Through(entry, share, is_new)


def _compared_sets(
    old: Ground,
    new: Ground,
    name: str,
    sheet: FactSheet,
    populations: list[tuple[str, Formula]],
    compared: _Compared,
) -> list[Breakdown] | None:
    pairs = dict.fromkeys(
        (first.regime(name), second.regime(name))
        for first, second in product(old.possible, new.possible)
    )
    if len(pairs) > MOST_PAIRS:
        return None
    return [_careful(compared(*pair, sheet, populations), *pair) for pair in pairs]


def _careful(breakdown: Breakdown, old: Regime, new: Regime) -> Breakdown:
    """Nothing is the same where a rule without criteria says it in other words."""
    texts = {rule.ref: rule for rule in old.rules}
    reworded = any(
        rule.ref in texts and texts[rule.ref].wording != rule.wording
        for rule in new.rules
        if rule.criteria is None
    )
    if not reworded or breakdown.overall.verdict != "same":
        return breakdown
    return replace(breakdown, overall=Verdict("unclear", because=("reworded",)))


def _populations(name: str, sets: Iterable[RuleSet]) -> list[tuple[str, Formula]]:
    """Whom rules about an action speak of, each once, in the words of the first that names them."""
    populations: dict[str, tuple[str, Formula]] = {}
    for rules in sets:
        for rule in rules.regime(name).rules:
            population = rules.entries[rule.ref].provision.population
            if population is None:
                continue
            whom: Formula | None = population.when
            if whom is None and rule.effect in NEGATIVE:
                # The words tell whom it is for, and the criteria are the same as a condition.
                whom = rule.criteria
            if whom is not None and not isinstance(whom, bool):
                populations.setdefault(whom.model_dump_json(), (population.words, whom))
    return sorted(populations.values(), key=lambda pair: pair[0])


def _agreeing(
    directed: Iterable[tuple[tuple[ActionDirection, ...], int]],
) -> Iterator[tuple[tuple[ActionDirection, ...], int]]:
    alike: dict[tuple[ActionDirection, ...], int] = {}
    for actions, cells in directed:
        alike[actions] = alike.get(actions, 0) | cells
    yield from alike.items()


def _populations_together(
    every: list[ActionDirection], baseline: str
) -> Iterator[PopulationDirection]:
    directions: dict[str, list[Direction]] = {}
    for action in every:
        for part in action.populations if action.is_main else ():
            directions.setdefault(part.population, []).append(part.direction)
    for words in sorted(directions):
        yield PopulationDirection(words, over_places(directions[words], baseline))


def _of_one_population(
    old: Regime, new: Regime, sheet: FactSheet, populations: Sequence[tuple[str, Formula]]
) -> Breakdown:
    """The verdict for the one population alone: what holds of everybody is not asked."""
    ((name, whom),) = populations
    verdict = compare_regimes(old, new, sheet, under=whom)
    return Breakdown(verdict, (PopulationVerdict(name, verdict),))


def compare_for(
    before: Answer,
    after: Answer,
    sheet: FactSheet,
    whom: Formula,
    *,
    counts: Callable[[Entry], bool],
    territory: Cells = EVERYWHERE,
) -> Direction:
    """Say which way the rules about the main action moved for some people alone.

    Args:
        before: The baseline.
        after: What is compared with it.
        sheet: The facts that the criteria are about.
        whom: The people.
        counts: Whether a statement is to count; others are left out on both days.
        territory: The places that are to count.
    """
    baseline = before.on.isoformat()
    main = next(iter(actions_of(sheet)))
    directions = []
    for old, new in _side_by_side(before, after, sheet, counts):
        if not old.cells & territory:
            continue
        pairs = _compared_sets(old, new, main, sheet, [("", whom)], _of_one_population)
        if pairs is None:
            directions.append(Direction("unclear", baseline, because=("not-settled",)))
        else:
            directions.append(agreed([pair.parts[0].verdict for pair in pairs], baseline))
    return over_places(directions, baseline)
