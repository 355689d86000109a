"""What is told of a provision whatever window is asked about: found once, and kept.

Of most provisions each step is told in one way: a question decides whether, and not how. It is
otherwise where something is proposed about a provision, and where its territory is divided: what
is told of these is found when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from guidance.answers.entries import Entry
from guidance.answers.states import KeptBeside, States
from guidance.changes.days import bare
from guidance.changes.model import Change
from guidance.changes.moves import Moves
from guidance.changes.naming import Naming, is_told
from guidance.changes.notices import (
    DatedEvents,
    TextsAhead,
    correction_change,
    dating_change,
    publication,
)
from guidance.changes.transitions import Transition
from guidance.records.model import Corrects
from guidance.records.parts import Part

NOT_SETTLED = "not-settled"


class Narrowed(NamedTuple):
    """What a question looks at to decide whether it asks about an entry."""

    ref: str
    kind: str
    standing: str
    topics: tuple[str, ...]
    part: Part


Asks = Callable[[Narrowed], bool]
"""Whether a question asks about an entry."""


class KeptTelling(NamedTuple):
    """Something that is told of a provision.

    Attributes:
        first: First day on which it can have happened.
        last: Last day on which it can have.
        sides: The entries before and after: it is told where either is asked about.
        changes: The changes that it is, where it lies inside the days asked about.
        elsewhere: The sides of what it is told at instead, where that is asked about.
    """

    first: int
    last: int
    sides: tuple[Narrowed, ...]
    changes: tuple[Change, ...]
    elsewhere: tuple[tuple[Narrowed, ...], ...] = ()

    def told(self, asks: Asks, low: int, high: int) -> Iterable[Change]:
        """The changes after a day and up to another."""
        if self.first > high or self.last <= low or not any(map(asks, self.sides)):
            return ()
        others = (sides[0].part for sides in self.elsewhere if any(map(asks, sides)))
        if self.elsewhere and is_told(self.sides[0].part, others):
            return ()
        if self.first > low and self.last <= high:
            return self.changes
        return [change._replace(notes=(NOT_SETTLED, *change.notes)) for change in self.changes]


class Keeping(KeptBeside):
    """Finds what can be kept of each provision by one knowledge."""

    def __init__(self, states: States) -> None:
        super().__init__(states)
        self._moves = states.beside(Moves)
        self._alone = Naming(lambda *_: (), lambda move: self._moves.occasions(move.ref))
        self._beside = Naming(self._together, lambda move: self._moves.occasions(move.ref))
        dated = states.beside(DatedEvents)
        self._dated: dict[str, list[str]] = {}
        for event in states.registry.datings:
            for ref in dated.provisions(event):
                self._dated.setdefault(ref, []).append(event)

    def tellings(self, ref: str) -> tuple[KeptTelling, ...] | None:
        """All that is told of a provision; ``None`` where that hangs on what is asked."""
        if not self._is_alone(ref):
            return None
        tellings = (*self._steps(ref), *self._records(ref), *self._announcements(ref))
        together: dict[tuple[object, ...], list[Change]] = {}
        for telling in tellings:
            for change in telling.changes:
                if change.part is None:
                    continue  # of records: it is told once
                if change.ref != ref or change.where is not None:
                    return None  # where it is told hangs on the place asked about
                group = together.setdefault((telling.first, telling.last, change.id), [])
                # What reads alike on one day is told as one, as far as it is asked about.
                if group and bare(change) in map(bare, group):
                    return None
                group.append(change)
        return tellings

    def _is_alone(self, ref: str) -> bool:
        if self.states.registry.proposed_about.get(ref):
            return False  # what one version proposes is told together, as far as it is asked about
        parts = self.states.spans(ref)
        return (
            len(parts) == 1
            and all(entry.where is None for spans in parts.values() for _, entry in spans)
            and self._moves.occasions(ref).are_single
        )

    def _steps(self, ref: str) -> Iterator[KeptTelling]:
        for move in self._moves.of(ref):
            is_arrival = move.after.provision.replaces and move.before.state is not move.after.state
            others = self._beside.told_at(move) if is_arrival else ()
            yield KeptTelling(
                move.first,
                move.last,
                _sides(move),
                tuple(self._alone.changes(move)),
                tuple(map(_sides, others)),
            )

    def _records(self, ref: str) -> Iterator[KeptTelling]:
        """Yield what is published of its days and records: told where any of its texts is asked."""
        states, registry = self.states, self.states.registry
        changes = [
            dating_change(states, event, index)
            for event in self._dated.get(ref, ())
            for index, _ in enumerate(registry.datings[event])
        ]
        changes += [
            correction_change(states, ref, act)
            for act in registry.acts.get(ref, ())
            if isinstance(act.amendment, Corrects)
        ]
        entries = (entry for spans in states.spans(ref).values() for _, entry in spans)
        about = tuple(dict.fromkeys(map(_narrowed, entries))) if changes else ()
        for change in changes:
            first, last = publication(states, change.authority or "")
            if states.known_on is None or first <= states.known_on.toordinal():
                yield KeptTelling(first, last, about, (change,))

    def _announcements(self, ref: str) -> Iterator[KeptTelling]:
        for first, last, change, entry in self.states.beside(TextsAhead).of(ref):
            yield KeptTelling(first, last, (_narrowed(entry),), (change,))

    def _together(self, move: Transition, ref: str, part: Part) -> Iterator[Transition]:
        for other in self._moves.of(ref):
            is_together = (other.first, other.last) == (move.first, move.last)
            if is_together and other.part.cells & part.cells:
                yield other


def _sides(move: Transition) -> tuple[Narrowed, ...]:
    return tuple(dict.fromkeys(map(_narrowed, (move.before, move.after))))


def _narrowed(entry: Entry) -> Narrowed:
    return Narrowed(entry.ref, entry.provision.kind, entry.standing, entry.topics, entry.part)
