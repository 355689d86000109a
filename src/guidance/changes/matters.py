"""What changed between two days, matter by matter: the binding act speaks, others stand behind it.

The rows are data; sentences are made of them in :mod:`guidance.wording.briefs`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

from guidance.answers.answer import Answer
from guidance.answers.answering import read_from
from guidance.answers.entries import Entry
from guidance.answers.matters import MatterGroup
from guidance.changes.ids import OF_NO_ANSWER, ChangeId
from guidance.changes.model import Change
from guidance.changes.rows import LAST_RANK, MatterChange, MatterReport, binding, of_what_applies
from guidance.changes.window import Window, refs_of
from guidance.directions.provisions import Direction
from guidance.directions.rules import NEGATIVE, rule_of
from guidance.engine.collector import collector_paused
from guidance.engine.states import State
from guidance.errors import QueryError, UndecidedError
from guidance.logic import any_of
from guidance.records.criteria import FactSheet
from guidance.records.parts import EVERYWHERE, Cells

_MOST_JUDGED = 60
"""Of so many rows it is asked what all rules together make of those they are about; that takes long
where rules are many, and a brief of more rows is no longer brief."""

_PROHIBITS = ("should-not", "must-not")
_SPEAKS = (State.IN_FORCE, State.UNDETERMINED, State.SUSPENDED, State.DISPLACED)
"""Which states may stand for a matter on a day, those that count first."""


@collector_paused()
def by_matter(window: Window, sheet: FactSheet | None) -> MatterReport:
    """Put what changed in order by matter."""
    behind = read_from(window.after)
    matter_of = cache(lambda ref: behind.matter_of(ref) if behind.holds(ref) else None)
    groups: dict[str, MatterGroup] = {}
    grouped: dict[str, list[Change]] = {}
    dates = []
    for change in (*window.stepwise, *window.untold):
        matter = next(filter(None, map(matter_of, refs_of(change))), None)
        if matter is None:
            dates.append(change)
        else:
            groups[matter.key] = matter
            grouped.setdefault(matter.key, []).append(change)
    for key, changes in tuple(grouped.items()):
        if all(change.id in OF_NO_ANSWER for change in changes):
            dates += grouped.pop(key)
    maker = _RowMaker(window, sheet, [change for group in grouped.values() for change in group])
    ordered = sorted(grouped, key=lambda key: groups[key].rank)
    told = [maker.row(groups[key], grouped[key]) for key in ordered]
    own = {ref for row in told for ref in row.matter.refs}
    both = {(entry.ref, entry.where) for entry in window.before.in_force}
    same = [
        entry
        for entry in window.after.in_force
        if (entry.ref, entry.where) in both and entry.ref not in own
    ]
    return MatterReport(
        rows=tuple(row for row in told if not row.is_information),
        information=tuple(row for row in told if row.is_information),
        dates=tuple(dates),
        unchanged=tuple(e for e in same if e.provision.force != "information"),
        unchanged_information=tuple(e for e in same if e.provision.force == "information"),
        territory=maker.territory,
    )


def speaking(entries: Iterable[Entry], refs: Collection[str]) -> tuple[Entry, ...]:
    """The statements that stand for a matter on a day.

    Rules before information, what applies before what is set aside, the most binding act first,
    and of that what is asked for by reference; all of one source. Where it cannot be settled which
    rule applies, all that may.
    """
    may_stand = sorted(entries, key=lambda entry: (*_weight(entry, refs), entry.place))
    if not may_stand:
        return ()
    first = may_stand[0]
    if first.state is State.UNDETERMINED:
        is_alike = is_rule(first)
        return tuple(e for e in may_stand if e.state is first.state and is_rule(e) is is_alike)
    return tuple(
        entry
        for entry in may_stand
        if _weight(entry, refs) == _weight(first, refs) and _source(entry) == _source(first)
    )


def _weight(entry: Entry, refs: Collection[str]) -> tuple[bool, int, int, bool]:
    return (
        not is_rule(entry),
        _SPEAKS.index(entry.state),
        binding(entry.standing),
        entry.ref not in refs,
    )


def is_rule(entry: Entry) -> bool:
    """Whether it asks, permits or forbids anything, and does not only inform."""
    return entry.provision.force != "information"


def _source(entry: Entry) -> str:
    return entry.ref.partition("#")[0]


def _order(change: Change, refs: tuple[str, ...]) -> tuple[int, int, int]:
    """The most binding first; replacements tell most, then what is new, then what ended."""
    told = (ChangeId.REPLACED, ChangeId.CRITERIA, ChangeId.FORCE, ChangeId.ADDED)
    return (
        binding(change.standing),
        told.index(change.id) if change.id in told else len(told),
        refs.index(change.ref) if change.ref in refs else len(refs),
    )


class _RowMaker:
    """Makes the rows of one window."""

    def __init__(self, window: Window, sheet: FactSheet | None, changes: Iterable[Change]) -> None:
        self._window = window
        self._sheet = sheet
        self._judged = 0
        self._changed = {ref for change in changes for ref in refs_of(change)}
        self.territory = territory_of((*window.before.entries(), *window.after.entries()))
        self._before = self._by_ref(window.before)
        self._after = self._by_ref(window.after)

    def row(self, matter: MatterGroup, changes: list[Change]) -> MatterChange:
        """Make the row of one matter."""
        own = {ref for change in changes for ref in refs_of(change)}
        old = [entry for ref in matter.refs for entry in self._before.get(ref, ())]
        new = [entry for ref in matter.refs for entry in self._after.get(ref, ())]
        ordered = sorted(changes, key=lambda change: _order(change, matter.refs))
        before = _told(speaking(old, own), ordered)
        after = speaking([entry for entry in new if entry.state is not State.DISPLACED], own)
        others = [e for e in new if e not in after and e.state is State.IN_FORCE]
        return MatterChange(
            matter=matter,
            changes=tuple(ordered),
            before=before,
            after=after,
            others=tuple(sorted(others, key=lambda e: (binding(e.standing), e.place))),
            direction=self._direction(matter, of_what_applies(ordered), before, after),
            is_new=all(e.provision.force == "information" and e.ref not in own for e in before),
        )

    def _direction(
        self,
        matter: MatterGroup,
        changes: list[Change],
        before: tuple[Entry, ...],
        after: tuple[Entry, ...],
    ) -> Direction | None:
        """That of the most binding change; where it is unclear, for those it is about."""
        from guidance.directions.regimes import compare_for

        judged = [change for change in changes if change.direction is not None]
        if not judged:
            return None
        ended = sorted(self._window.in_the_end(judged), key=lambda c: _order(c, matter.refs))
        own = [direction for change in ended if (direction := change.direction) is not None]
        if not own:  # it came back to what it was
            return Direction("same", str(self._window.before.on))
        if (
            own[0].verdict not in ("unclear", "mixed")
            or self._sheet is None
            or self._judged >= _MOST_JUDGED
        ):
            return own[0]
        told = [rule_of(entry.ref, entry.provision) for entry in (*before, *after)]
        rules = [rule for rule in told if rule is not None and rule.criteria is not None]
        spoken_of = [rule.holds for rule in rules if rule.effect not in NEGATIVE]
        whom = any_of(*(spoken_of or [rule.holds for rule in rules]))
        if not rules:
            return own[0]
        # What other rows prohibit is told there. Where a permission ends and nothing takes its
        # place, what else applies to these people is all that can be said of them.
        without = self._prohibited_elsewhere(matter) if after else ()
        self._judged += 1

        def counts(entry: Entry) -> bool:
            return self._is_here(entry) and entry.ref not in without

        try:
            compared = compare_for(
                self._window.before,
                self._window.after,
                self._sheet,
                whom,
                counts=counts,
                territory=self.territory,
            )
        except (QueryError, UndecidedError):
            return own[0]
        is_told = compared.verdict != "unclear" or len(compared.ruled_out) == 1
        return compared if is_told else own[0]

    def _is_here(self, entry: Entry) -> bool:
        return bool(entry.part.cells & self.territory)

    def _by_ref(self, answer: Answer) -> dict[str, list[Entry]]:
        """What may stand for a matter, by reference; nothing of what is said elsewhere alone."""
        by_ref: dict[str, list[Entry]] = {}
        for entry in answer.entries():
            if entry.state in _SPEAKS:
                by_ref.setdefault(entry.ref, []).append(entry)
        for ref, entries in by_ref.items():
            by_ref[ref] = [entry for entry in entries if self._is_here(entry)] or entries
        return by_ref

    def _prohibited_elsewhere(self, matter: MatterGroup) -> tuple[str, ...]:
        return tuple(
            entry.ref
            for answer in (self._window.before, self._window.after)
            for entry in answer.in_force
            if entry.provision.force in _PROHIBITS
            and entry.ref in self._changed
            and entry.ref not in matter.refs
        )


def _told(entries: tuple[Entry, ...], changes: list[Change]) -> tuple[Entry, ...]:
    """Of what was set aside, only what the first change is about; else all."""
    if any(entry.state is not State.DISPLACED for entry in entries):
        return entries
    refs = refs_of(changes[0])
    return tuple(entry for entry in entries if entry.ref in refs) or entries


def territory_of(entries: Iterable[Entry]) -> Cells:
    """Where the most binding rules speak: what is said elsewhere stands for no matter.

    A page that names no place goes on elsewhere, where a decision of the EU sets it aside at home.
    """
    may_hold = (State.IN_FORCE, State.UNDETERMINED)
    rules = [entry for entry in entries if entry.state in may_hold and entry.part.is_stated]
    rules = [entry for entry in rules if is_rule(entry)]
    best = min((binding(entry.standing) for entry in rules), default=LAST_RANK)
    cells = 0
    for entry in rules:
        if binding(entry.standing) == best:
            cells |= entry.part.cells
    return cells or EVERYWHERE
