"""The rules of a topic on a day: by place, and by what unknown days leave possible.

Rules speak only for their territory and are never pooled across places. A *ground* is a group of
the smallest places in which the same rules may apply. Where unknown days leave several sets of
rules possible, each is one; a rule of which it cannot be worked out whether it applies is one that
may or may not speak of anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from guidance.answers.answer import Answer
from guidance.answers.cases import Case, Condition, Undetermined
from guidance.answers.entries import Entry
from guidance.answers.whens import When
from guidance.directions.rules import actions_of, acts_on, rule_of
from guidance.logic import Regime, Rule
from guidance.records.criteria import FactSheet
from guidance.records.parts import EVERYWHERE, OVERLAP, Cells, Part, divide

MOST_SETS = 64
"""Sets of rules looked at one by one; beyond, each rule may or may not apply."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules about each action that may apply together in one place.

    Attributes:
        entries: What they come from, by reference.
        guessed: Rules of which it could not be worked out whether they apply.
        is_whole: Every statement of the topic that binds is about one of its actions.
    """

    regimes: dict[str, Regime]
    entries: dict[str, Entry]
    guessed: frozenset[str] = frozenset()
    is_whole: bool = True

    def regime(self, action: str) -> Regime:
        """The rules about an action."""
        return self.regimes.get(action, Regime())


@dataclass(frozen=True, slots=True)
class Ground:
    """A group of places with the same rules.

    Attributes:
        cells: The places.
        possible: The sets of rules that unknown days leave possible there.
        depends_on: The days.
    """

    cells: Cells
    possible: tuple[RuleSet, ...]
    depends_on: tuple[When, ...]


def grounds(
    answer: Answer,
    sheet: FactSheet,
    cut_by: Iterable[Cells] = (),
    counts: Callable[[Entry], bool] = lambda _: True,
) -> tuple[Ground, ...]:
    """Divide the places that an answer speaks of by the rules that apply there.

    Args:
        answer: What applies on a day.
        sheet: The facts and actions of its topic.
        cut_by: What else divides the places.
        counts: Whether a statement is to count; others are left out.
    """
    read = _Reader(answer, sheet, counts)
    extents = [*dict.fromkeys(entry.part.cells for entry in read.entries()), *cut_by]
    whole = 0
    for extent in extents:
        whole |= extent
    if answer.question.jurisdiction is not None:
        asked = answer.gazetteer.cells(answer.question.jurisdiction, answer.on.toordinal())
        whole, extents = (whole & asked) or asked, [cells & asked for cells in extents]
    alike: dict[object, list[Cells]] = {}
    for piece in divide(whole or EVERYWHERE, extents):
        alike.setdefault(read.signature(piece), []).append(piece)
    return tuple(read.ground(pieces) for pieces in alike.values())


def places_of(cells: Cells, entries: Iterable[Entry], answer: Answer) -> tuple[Part, ...]:
    """Name places by the codes that entries and the question use."""
    codes = {
        code
        for entry in entries
        for name in (*(entry.part.within or ()), *entry.part.without)
        for code in name.split(OVERLAP)
    }
    if answer.question.jurisdiction is not None:
        codes.add(answer.question.jurisdiction)
    return answer.gazetteer.called(cells, codes, answer.on.toordinal())


class _Reader:
    """Reads rules off an answer."""

    def __init__(self, answer: Answer, sheet: FactSheet, counts: Callable[[Entry], bool]) -> None:
        self._sheet = sheet
        self._counts = counts
        self._is_whole = all(
            entry.provision.force == "information" or self._acts(entry)
            for entry in (*answer.in_force, *(e for g in answer.undetermined for e in g.entries))
        )
        self._certain = [
            entry for entry in answer.in_force if self._acts(entry) and not entry.conditions
        ]
        # Whether these apply rests on a condition: they may speak, and may not.
        self._conditional = [
            entry for entry in answer.entries() if entry.conditions and self._acts(entry)
        ]
        self._groups = [
            (group, entries) for group in answer.undetermined if (entries := self._acting(group))
        ]

    def entries(self) -> Iterator[Entry]:
        """Every entry that is a rule, or may be."""
        yield from self._certain
        yield from self._conditional
        for _, entries in self._groups:
            yield from entries

    def signature(self, cells: Cells) -> object:
        """What is the same in two places in which the same rules apply."""
        certain = [(entry.ref, entry.provision) for entry in self._in(self._certain, cells)]
        return (
            tuple(certain),
            tuple(entry.ref for entry in self._in(self._conditional, cells)),
            tuple(
                (place, tuple(entry.ref for entry in self._in(entries, cells)))
                for place, (_, entries) in enumerate(self._groups)
                if any(self._in(entries, cells))
            ),
        )

    def ground(self, pieces: list[Cells]) -> Ground:
        """The sets of rules that are possible in places that are all alike."""
        cells, everywhere = pieces[0], 0
        for piece in pieces:
            everywhere |= piece
        here = [
            (group, list(self._in(entries, cells)))
            for group, entries in self._groups
            if any(self._in(entries, cells))
        ]
        certain = list(self._in(self._certain, cells))
        conditional = list(self._in(self._conditional, cells))
        days = tuple(dict.fromkeys(event for group, _ in here for event in group.events))
        count = 1
        for group, _ in here:
            count *= max(1, len(group.cases))
        if count > MOST_SETS or any(not _is_worked_out(group) for group, _ in here):
            guessed = [*conditional, *(entry for _, entries in here for entry in entries)]
            return Ground(everywhere, (self._set(certain, guessed),), days)
        sets = [
            self._set(
                [*certain, *(entry for case in cases for entry in self._in(case.in_force, cells))],
                conditional,
            )
            for cases in product(*(group.cases for group, _ in here))
            if not _contradict(cases)
        ]
        return Ground(everywhere, tuple(sets), days)

    def _set(self, entries: Iterable[Entry], guessed: Iterable[Entry] = ()) -> RuleSet:
        regimes: dict[str, list[Rule]] = {action: [] for action in actions_of(self._sheet)}
        kept: dict[str, Entry] = {}
        unsure = frozenset(entry.ref for entry in guessed)
        for entry in sorted((*entries, *guessed), key=lambda entry: entry.place):
            rule = rule_of(entry.ref, entry.provision, entry.standing)
            if rule is None:
                continue
            if entry.ref in unsure:
                rule = replace(rule, opaque_population=True)
            kept[entry.ref] = entry
            for action in acts_on(entry.provision, self._sheet):
                regimes[action].append(rule)
        by_action = {action: Regime(tuple(rules)) for action, rules in regimes.items()}
        return RuleSet(by_action, kept, unsure, self._is_whole)

    def _acting(self, group: Undetermined) -> list[Entry]:
        """The rules of a group, with each text that they may have."""
        texts = [*group.entries, *(entry for case in group.cases for entry in case.in_force)]
        acting: list[Entry] = []
        for text in texts:
            if self._acts(text) and not any(
                (other.ref, other.part, other.provision) == (text.ref, text.part, text.provision)
                for other in acting
            ):
                acting.append(text)
        return acting

    def _acts(self, entry: Entry) -> bool:
        return self._counts(entry) and bool(acts_on(entry.provision, self._sheet))

    def _in(self, entries: Iterable[Entry], cells: Cells) -> Iterator[Entry]:
        return (entry for entry in entries if entry.part.cells & cells and self._acts(entry))


def _is_worked_out(group: Undetermined) -> bool:
    return bool(group.cases) and not group.more


def _contradict(cases: Iterable[Case]) -> bool:
    """Whether cases of different groups assume opposite things of one event, in every way."""
    ways: list[dict[object, bool]] = [{}]
    for case in cases:
        ways = [
            {**held, **new}
            for held in ways
            for conditions in case.ways
            if (new := _joined(held, conditions)) is not None
        ][:MOST_SETS]
    return not ways


def _joined(held: dict[object, bool], conditions: Iterable[Condition]) -> dict[object, bool] | None:
    settled: dict[object, bool] = {}
    for condition in conditions:
        key = condition.kind, condition.event, condition.other
        if held.get(key, condition.holds) is not condition.holds:
            return None
        settled[key] = condition.holds
    return settled
