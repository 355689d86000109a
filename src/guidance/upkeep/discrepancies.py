"""Where a source differs from the act that it reports.

A record may say that a provision reports one of another source (``reports``). Both are recorded as
they were written; here they are laid side by side, and what differs is named. Neither is mended
by the other. Found are differences in figures, conditions, populations and force, and days that
cannot both be right; texts are compared only where there are no conditions that could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from guidance.changes.model import Side
from guidance.changes.redline import redline
from guidance.directions.provisions import Direction, named
from guidance.logic import (
    Formula,
    UndecidedError,
    all_of,
    compare_conditions,
    equivalent,
    negation,
)
from guidance.records.criteria import AllOf, AnyOf, FactSheet, FactTest, FrozenDict, Not, tests_of
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Provision
from guidance.records.parts import Part
from guidance.records.shown import Shown
from guidance.resolution.registry import Registry
from guidance.upkeep.pairing import TextPair, text_pairs

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PROHIBITS = ("should-not", "must-not")


class DiscrepancyKind(StrEnum):
    """In what the two differ. These names are stable."""

    FIGURE = "figure"
    CRITERIA = "criteria"
    POPULATION = "population"
    FORCE = "force"
    WORDING = "wording"
    DAY = "day"


Stated = AllOf | AnyOf | Not | FactTest | str
"""What one side says: a test with a figure, a condition, a force, or a stretch of its text."""


@dataclass(frozen=True, slots=True, repr=False)
class Discrepancy(Shown):
    """One difference between a report and the act it reports, each as it was last worded.

    Attributes:
        in_report: What the report says and the act does not; empty where it is silent on it.
        in_act: What the act says and the report does not.
        direction: How the report stands to the act, where that can be told: *looser* where more
            people would be allowed by the report than by the act. Undefined terms that both use
            are taken to mean the same in both; they are named in ``undefined``.
        label: For a difference of days, what the event is called.
        counts: For one, the version whose day counts; ``None`` where neither has authority.
        where: The part in which they differ, where that is not all of which either speaks.
    """

    report: Side
    act: Side
    kind: DiscrepancyKind
    in_report: tuple[Stated, ...]
    in_act: tuple[Stated, ...]
    direction: Direction | None = None
    label: str | None = None
    counts: str | None = None
    where: Part | None = None


def find_discrepancies(registry: Registry, topic: str | None = None) -> Iterator[Discrepancy]:
    """Yield what differs between each report and its act, by reference of the report.

    Texts are held together part by part, see :func:`text_pairs`.
    """
    for source in registry.sources:
        for ref in registry.refs[source]:
            newest = registry.statements[ref][-1]
            topics = registry.topics_of(newest)
            if topic is not None and topic not in topics:
                continue
            sheet = registry.sheet_of(topics)
            for target in newest.provision.reports:
                for pair in text_pairs(registry, ref, target):
                    yield from _Pair(registry, pair, sheet).compare()


class _Pair:
    """A report and its act."""

    def __init__(self, registry: Registry, pair: TextPair, sheet: FactSheet | None) -> None:
        report, act = pair.report, pair.act
        self.where = pair.where
        self.registry = registry
        self.texts = report, act
        self.one, self.two = report.provision, act.provision
        self.sheet = sheet
        self.sides = tuple(
            Side(
                text.ref,
                text.version,
                text.provision,
                standing=registry.versions[text.version].standing,
            )
            for text in (report, act)
        )
        self.baseline = f"{act.ref} in {act.version}"

    def compare(self) -> Iterator[Discrepancy]:
        """Yield the differences, in the order of their kinds."""
        figures = [_figures(provision) for provision in (self.one, self.two)]
        if figures[0] != figures[1]:
            yield self._found(
                DiscrepancyKind.FIGURE,
                tuple(test for test in figures[0] if test not in figures[1]),
                tuple(test for test in figures[1] if test not in figures[0]),
            )
        yield from self._criteria()
        yield from self._population()
        if self.one.force != self.two.force:
            yield self._found(DiscrepancyKind.FORCE, (self.one.force,), (self.two.force,))
        yield from self._days()
        if self._words_count() and not (self.one.criteria or self.two.criteria):
            yield from self._wording()

    def _words_count(self) -> bool:
        """Whether other words say something else: information may be told in any.

        Two records of one passage, such as an import beside one by hand, may not differ in figures.
        """
        if self.one.force != "information":
            return True
        places, figures = (
            [read(provision) for provision in (self.one, self.two)]
            for read in (_section, _figures_in_words)
        )
        return places[0] == places[1] and figures[0] != figures[1]

    def _found(
        self,
        kind: DiscrepancyKind,
        in_report: tuple[Stated, ...],
        in_act: tuple[Stated, ...],
        direction: Direction | None = None,
    ) -> Discrepancy:
        report, act = self.sides
        return Discrepancy(report, act, kind, in_report, in_act, direction, where=self.where)

    def _days(self) -> Iterator[Discrepancy]:
        """Days from which, or until which, the two say that it applies, and that share none.

        What applies from its publication says no day; days of one event are told by themselves.
        """
        report, act = self.texts
        starts = report.start, act.start
        is_told = not (report.starts_with_publication or act.starts_with_publication)
        for events in (starts if is_told else (None, None), (report.until, act.until)):
            keys = {self.registry.same_as.get(event, event) for event in events if event}
            days = [day for event in events if event and (day := self._day(event)) is not None]
            if len(keys) == len(days) == 2 and not days[0].shares_days_with(days[1]):
                yield self._found(DiscrepancyKind.DAY, (str(days[0]),), (str(days[1]),))

    def _day(self, event: str) -> ImpreciseDate | None:
        """The day of an event as it was last told."""
        told = self.registry.tellings.get(event)
        date = told[-1].date if told else self.registry.events[event].date
        return date if isinstance(date, ImpreciseDate) else None

    def _criteria(self) -> Iterator[Discrepancy]:
        old, new = self.two.condition, self.one.condition
        if old == new:
            return
        direction = Direction("unclear", self.baseline, because=("undeclared",))
        if old is not None and new is not None and self.sheet is not None:
            direction = self._direction(old, new, self.sheet)
            if direction.verdict == "same":
                return
        in_report, in_act = ((formula,) if formula is not None else () for formula in (new, old))
        yield self._found(DiscrepancyKind.CRITERIA, in_report, in_act, direction)

    def _direction(self, old: Formula, new: Formula, sheet: FactSheet) -> Direction:
        """Compare whom the two allow, among the people that both speak of."""
        prohibits = [provision.force in _PROHIBITS for provision in (self.one, self.two)]
        if prohibits[0] != prohibits[1]:
            return Direction("unclear", self.baseline, because=("undeclared",))
        if prohibits[0]:
            old, new = negation(old), negation(new)
        shared = tuple(sorted(_undefined(old, sheet) & _undefined(new, sheet)))
        verdict = compare_conditions(
            old,
            new,
            _with_one_meaning(sheet, shared),
            under=all_of(_when(self.one), _when(self.two)),
        )
        compared = named(verdict, self.baseline)
        judged = {known.fact for witness in compared.witnesses for known in witness.person} & {
            *shared
        }
        if not judged:
            return compared
        witnesses = tuple(
            replace(
                witness,
                rests_on=(
                    *witness.rests_on,
                    *(known.fact for known in witness.person if known.fact in shared),
                ),
            )
            for witness in compared.witnesses
        )
        because = tuple(dict.fromkeys((*compared.because, "undefined")))
        undefined = tuple(sorted({*compared.undefined, *judged}))
        return replace(compared, witnesses=witnesses, because=because, undefined=undefined)

    def _population(self) -> Iterator[Discrepancy]:
        new, old = _when(self.one), _when(self.two)
        if new == old:
            return
        if self.sheet is not None:
            try:
                if equivalent(all_of(new), all_of(old), self.sheet):
                    return
            except UndecidedError:
                pass  # too large to tell; they are written differently, and that is shown
        in_report, in_act = (
            (provision.population.words,) if provision.population else ()
            for provision in (self.one, self.two)
        )
        yield self._found(DiscrepancyKind.POPULATION, in_report, in_act)

    def _wording(self) -> Iterator[Discrepancy]:
        # Where a sentence starts is no difference: neither its capital nor the missing space.
        texts = [
            f" {provision.text[:1].lower()}{provision.text[1:]}"
            for provision in (self.two, self.one)
        ]
        pieces = redline(*texts)
        in_act, in_report = (
            tuple(piece.text.strip() for piece in pieces if piece.kind == kind)
            for kind in ("deleted", "inserted")
        )
        if in_act or in_report:
            direction = Direction("unclear", self.baseline, because=("reworded",))
            yield self._found(DiscrepancyKind.WORDING, in_report, in_act, direction)


def _section(provision: Provision) -> str:
    return provision.cite.section.casefold()


def _figures_in_words(provision: Provision) -> list[str]:
    return sorted(_NUMBER.findall(provision.text))


def _when(provision: Provision) -> AllOf | AnyOf | Not | FactTest | None:
    return provision.population.when if provision.population else None


def _figures(provision: Provision) -> tuple[FactTest, ...]:
    """The tests with figures, in whatever part they stand, each once and in one order."""
    figures = {
        test
        for condition in (_when(provision), provision.condition)
        if condition is not None
        for _, test in tests_of(condition)
        if test.at_least is not None or test.at_most is not None
    }
    return tuple(sorted(figures, key=lambda test: test.model_dump_json()))


def _undefined(formula: Formula, sheet: FactSheet) -> frozenset[str]:
    if isinstance(formula, bool):
        return frozenset()
    return frozenset(
        test.fact for _, test in tests_of(formula) if sheet.facts[test.fact].type == "undefined"
    )


def _with_one_meaning(sheet: FactSheet, terms: tuple[str, ...]) -> FactSheet:
    """Take undefined terms for facts: whatever they mean, they mean it on both sides."""
    if not terms:
        return sheet
    judged = {
        name: sheet.facts[name].model_copy(update={"type": "yes-no", "because": None})
        for name in terms
    }
    return sheet.model_copy(update={"facts": FrozenDict({**sheet.facts, **judged})})
