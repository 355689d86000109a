"""All permissions and prohibitions of a topic on a day, and which way they moved.

They say what the guidance makes of a person. The rules are read off an answer, so unknown days,
suspension and displacement come in as there: where the day leaves several regimes possible, each
is asked, and what they agree on is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Literal

from guidance.answers.answer import Answer, Tension
from guidance.answers.entries import Entry
from guidance.answers.whens import When
from guidance.directions.provisions import Direction, named, rule_of
from guidance.engine.coverage import CoverageReport, CoverageStatus
from guidance.errors import QueryError
from guidance.logic import (
    AskedFact,
    Breakdown,
    Formula,
    Judgement,
    Outcome,
    Person,
    Regime,
    Rule,
    Verdict,
    compare_populations,
    judge,
)
from guidance.records.criteria import FactSheet

_MOST_REGIMES = 64


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the guidance makes of a person on a day.

    Attributes:
        outcome: ``undetermined`` where anything below leaves it open.
        because: Codes, none for a certain outcome: ``no-evidence``, ``silence`` (nothing speaks
            of them), ``missing`` (facts), ``undefined`` (terms), ``undeclared`` (criteria that
            only the text gives), ``not-settled`` (unknown days), ``tension``.
        deciding: The provisions that make the outcome, or may.
        missing: Facts that would settle it.
        undefined: Terms the sources leave undefined, that somebody would have to judge.
        depends_on: Unknown days that leave several sets of rules possible; where the outcome is
            certain, it is the same in all of them.
        tensions: Pairs in force that may contradict each other and bear on it.
        possible: The outcomes left open: ``allowed``, ``not-allowed``, ``silent``.
    """

    on: date
    topic: str
    known_on: date | None
    person: Person
    outcome: Literal["allowed", "not-allowed", "undetermined"]
    possible: tuple[Outcome, ...]
    because: tuple[str, ...]
    deciding: tuple[Entry, ...]
    missing: tuple[AskedFact, ...]
    undefined: tuple[str, ...]
    depends_on: tuple[When, ...]
    tensions: tuple[Tension, ...]
    coverage: CoverageReport


@dataclass(frozen=True, slots=True)
class PopulationDirection:
    """Which way things moved for some people.

    Attributes:
        population: Whom, in the words of the provision that speaks of them.
    """

    population: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class RegimeDirection:
    """Which way a topic moved between two days.

    Attributes:
        overall: Never clearer than the populations.
        populations: Each population that a provision of either day speaks of.
        depends_on: Unknown days that leave more than one regime possible.
        before: Coverage on the first day; ``after`` on the last.
    """

    since: date
    until: date
    topic: str
    known_on: date | None
    overall: Direction
    populations: tuple[PopulationDirection, ...]
    depends_on: tuple[When, ...]
    before: CoverageReport
    after: CoverageReport


@dataclass(frozen=True, slots=True)
class _Possible:
    """The rules of one possible regime, with the entries they come from."""

    regime: Regime
    entries: dict[str, Entry]


def evaluate(answer: Answer, person: Person, sheet: FactSheet) -> Ruling:
    """Say what the guidance makes of a person on the day of an answer.

    Raises:
        QueryError: The person's facts cannot all be true.
        UndecidedError: Too large to decide here.
    """
    possible, depends_on = _regimes(answer)
    judged = [(each, judge(each.regime, person, sheet)) for each in possible]
    outcomes = tuple(dict.fromkeys(o for _, judgement in judged for o in judgement.possible))
    deciding = {ref: each.entries[ref] for each, judgement in judged for ref in judgement.deciding}
    tensions = _bearing(answer, possible, person, sheet, deciding)
    has_evidence = answer.coverage.status is not CoverageStatus.NO_EVIDENCE
    is_settled = len(outcomes) == 1 and outcomes != ("silent",) and has_evidence
    # A regime that is sure of its outcome asks for nothing more, whatever it took to be sure.
    unsure = [judgement for _, judgement in judged if len(judgement.possible) > 1]
    because: dict[str, bool] = {
        "no-evidence": not has_evidence,
        "silence": has_evidence and "silent" in outcomes,
        "missing": any(judgement.missing for judgement in unsure),
        "undefined": any(judgement.undefined for judgement in unsure),
        "undeclared": any(judgement.undeclared for judgement in unsure),
        "not-settled": len({judgement.possible for _, judgement in judged}) > 1,
    }
    return Ruling(
        on=answer.on,
        topic=sheet.topic,
        known_on=answer.known_on,
        person=person,
        outcome=outcomes[0] if is_settled else "undetermined",  # type: ignore[arg-type]
        possible=outcomes,
        because=() if is_settled else tuple(code for code, holds in because.items() if holds),
        deciding=tuple(deciding[ref] for ref in sorted(deciding)),
        missing=() if is_settled else _merged(judgement.missing for judgement in unsure),
        undefined=() if is_settled else _merged(judgement.undefined for judgement in unsure),
        depends_on=depends_on,
        tensions=tensions,
        coverage=answer.coverage,
    )


def compare_days(
    before: Answer,
    after: Answer,
    sheet: FactSheet,
    *,
    compared: Callable[..., Breakdown] = compare_populations,
) -> RegimeDirection:
    """Say which way the rules moved from one answer to another, overall and per population.

    Args:
        before: The baseline.
        after: What is compared with it.
        sheet: The facts that the criteria are about.
        compared: Compares two regimes; for those who ask often and remember what they asked.
    """
    old, old_days = _regimes(before)
    new, new_days = _regimes(after)
    populations = _populations([each for side in (old, new) for each in side])
    baseline = before.on.isoformat()
    found = [
        compared(first.regime, second.regime, sheet, populations)
        for first, second in product(old, new)
    ]
    depends_on = tuple(dict.fromkeys((*old_days, *new_days)))
    parts = zip(*([part.verdict for part in each.parts] for each in found), strict=True)
    return RegimeDirection(
        since=before.on,
        until=after.on,
        topic=sheet.topic,
        known_on=after.known_on,
        overall=_agreed([each.overall for each in found], baseline),
        populations=tuple(
            PopulationDirection(words, _agreed(list(verdicts), baseline))
            for (words, _), verdicts in zip(populations, parts, strict=True)
        ),
        depends_on=depends_on,
        before=before.coverage,
        after=after.coverage,
    )


def _agreed(verdicts: list[Verdict], baseline: str) -> Direction:
    """The verdict of all possible regimes, or unclear where they differ.

    Of one verdict, what is ruled out or holds as judged is kept where all say so.
    """
    directions = [named(verdict, baseline) for verdict in verdicts]
    first = directions[0]
    undefined = _merged(each.undefined for each in directions)
    judged = {each.as_judged for each in directions}
    if all(each.verdict == first.verdict for each in directions):
        return replace(
            first,
            because=_merged(each.because for each in directions),
            undefined=undefined,
            ruled_out=tuple(
                out for out in first.ruled_out if all(out in each.ruled_out for each in directions)
            ),
            as_judged=first.as_judged if len(judged) == 1 else None,
        )
    return replace(
        first,
        verdict="unclear",
        witnesses=(),
        because=("not-settled",),
        undefined=undefined,
        ruled_out=(),
        as_judged=None,
    )


# -- rules out of answers --------------------------------------------------------------------------


def _regimes(
    answer: Answer, counts: Callable[[Entry], bool] = lambda _: True
) -> tuple[list[_Possible], tuple[When, ...]]:
    """The regimes that are possible on the day of an answer, and the days that decide."""
    certain = list(_rules(answer.in_force, counts))
    groups = [
        group
        for group in answer.undetermined
        if any(rule for case in group.cases for rule, _ in _rules(case.in_force, counts))
    ]
    count = 1
    for group in groups:
        count *= len(group.cases)
    if count > _MOST_REGIMES:
        raise QueryError(
            f"{count} different sets of rules are possible on {answer.on}; narrow the dates of"
            f" {', '.join(group.event.event for group in groups)} in the records"
        )
    found = []
    for cases in product(*(group.cases for group in groups)):
        if _contradict(cases):
            continue
        rules = [*certain, *(pair for case in cases for pair in _rules(case.in_force, counts))]
        found.append(
            _Possible(
                Regime(tuple(rule for rule, _ in rules)), {rule.ref: entry for rule, entry in rules}
            )
        )
    return found, tuple(dict.fromkeys(event for group in groups for event in group.events))


def _contradict(cases: Iterable[object]) -> bool:
    """Whether cases of different groups assume opposite things of one event."""
    held: dict[object, bool] = {}
    for case in cases:
        for condition in case.conditions:  # type: ignore[attr-defined]
            key = condition.kind, condition.event, condition.other
            if held.setdefault(key, condition.holds) is not condition.holds:
                return True
    return False


def _rules(
    entries: Iterable[Entry], counts: Callable[[Entry], bool]
) -> Iterator[tuple[Rule, Entry]]:
    for entry in entries:
        rule = rule_of(entry.ref, entry.provision) if counts(entry) else None
        if rule is not None:
            yield rule, entry


def _populations(regimes: Iterable[_Possible]) -> list[tuple[str, Formula]]:
    """The populations spoken of, each once, under the words of the first that names it."""
    found: dict[str, tuple[str, Formula]] = {}
    for each in regimes:
        for entry in each.entries.values():
            population = entry.provision.population
            if population is not None and population.when is not None:
                key = population.when.model_dump_json()
                found.setdefault(key, (population.words, population.when))
    return sorted(found.values(), key=lambda pair: pair[0])


def _bearing(
    answer: Answer,
    possible: list[_Possible],
    person: Person,
    sheet: FactSheet,
    deciding: dict[str, Entry],
) -> tuple[Tension, ...]:
    """The tensions that touch a deciding provision and another that may hold for the person."""
    holding = set(deciding)
    for each in possible:
        for rule in each.regime.rules:
            alone: Judgement = judge(Regime((rule,)), person, sheet)
            wanted = "allowed" if rule.effect == "permit" else "not-allowed"
            if wanted in alone.possible:
                holding.add(rule.ref)
    return tuple(
        tension for tension in answer.tensions if {tension.entry.ref, tension.other.ref} <= holding
    )


def _merged(parts: Iterable[Iterable[object]]) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys(item for part in parts for item in part))


def compare_for(
    before: Answer,
    after: Answer,
    sheet: FactSheet,
    whom: Formula,
    *,
    counts: Callable[[Entry], bool],
) -> Direction:
    """Say which way the rules moved for some people alone.

    Args:
        before: The baseline.
        after: What is compared with it.
        sheet: The facts that the criteria are about.
        whom: The people.
        counts: Whether a statement is to count; others are left out on both days.

    Raises:
        QueryError: Too many sets of rules are possible.
    """
    old, _ = _regimes(before, counts)
    new, _ = _regimes(after, counts)
    found = [
        compare_populations(first.regime, second.regime, sheet, [("", whom)]).parts[0].verdict
        for first, second in product(old, new)
    ]
    return _agreed(found, before.on.isoformat())
