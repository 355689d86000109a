"""What applied on a date: the answer, and the states it is read from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from guidance.answers.entries import Describer, Entry, When
from guidance.engine.coverage import CoverageReport, combine, source_coverage
from guidance.engine.states import Evaluator, State
from guidance.engine.timeline import Timeline
from guidance.engine.worlds import (
    FIRST_DAY,
    EndOfMonth,
    Happened,
    NoLaterThan,
    Published,
    Test,
    World,
    explore,
    leaves,
)
from guidance.errors import UnknownNameError, nearest
from guidance.records.places import Place, contains, is_within, relevant
from guidance.resolution.registry import Registry, source_of


class Question(NamedTuple):
    """What was asked. Everything but the two dates narrows what is shown, not what applies."""

    on: date
    known_on: date | None = None
    topic: str | None = None
    source: str | None = None
    jurisdiction: str | None = None
    kind: str | None = None
    standing: str | None = None

    def admits(self, entry: Entry) -> bool:
        """Whether an entry is asked about, its place apart."""
        return (
            (self.topic is None or self.topic in entry.topics)
            and (self.source is None or self.source == source_of(entry.ref))
            and (self.kind is None or self.kind == entry.provision.kind)
            and (self.standing is None or self.standing == entry.standing)
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """One side of a test on unknown days.

    Attributes:
        kind: ``happened`` (by the day asked), ``published`` (by the day of knowledge),
            ``no-later-than`` (as compared with ``other``) or ``end-of-month``.
    """

    kind: str
    event: str
    holds: bool
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is in force under some conditions; the cases of a group exclude each other."""

    conditions: tuple[Condition, ...]
    in_force: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Provisions that hang on the same unknown days.

    Attributes:
        event: The event that decides; the first of them where several do.
        events: All events that decide.
        cases: Every possible combination, each with what is in force in it.
        entries: The provisions concerned, also those in force in no case.
    """

    event: When
    events: tuple[When, ...]
    cases: tuple[Case, ...]
    entries: tuple[Entry, ...]

    @property
    def if_happened(self) -> tuple[Entry, ...]:
        """What is in force whenever the event has happened."""
        return self._in_all_cases(True)

    @property
    def if_not(self) -> tuple[Entry, ...]:
        """What is in force whenever the event has not happened."""
        return self._in_all_cases(False)

    def _in_all_cases(self, holds: bool) -> tuple[Entry, ...]:
        sides = [case.in_force for case in self.cases if case.conditions[0].holds is holds]
        if not sides:
            return ()
        return tuple(entry for entry in sides[0] if all(entry in side for side in sides))


@dataclass(frozen=True, slots=True)
class Tension:
    """Two provisions in force together that a record marks as possibly contradicting."""

    entry: Entry
    other: Entry


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days on which a provision is in one state; the last day is included.

    Attributes:
        first: ``None`` from the beginning of the calendar.
        last: ``None`` without end.
    """

    first: date | None
    last: date | None
    entry: Entry


_Snapshot = dict[State, tuple[Entry, ...]]


class States:
    """The states of all provisions as known on one day, source by source, worked out once."""

    def __init__(self, registry: Registry, known_on: date | None) -> None:
        self.registry = registry
        self.timeline = Timeline(registry, known_on)
        self.describer = Describer(self.timeline)
        self.evaluator = Evaluator(registry)
        self._sources: dict[str, tuple[list[int], list[_Snapshot]]] = {}
        self._spans: dict[str, dict[Place, list[tuple[int, Entry]]]] = {}
        # Kept for guidance.changes.days, which works them out: keyed by reference, by entries.
        self.moves: dict[str, tuple[Any, ...]] = {}
        self.rewordings: dict[tuple[Any, ...], list[Any]] = {}

    def snapshot(self, source: str, day: int) -> _Snapshot:
        """The entries of one source on a day, by state."""
        found = self._sources.get(source)
        if found is None:
            found = self._sources[source] = self._build(source)
        firsts, snapshots = found
        return snapshots[bisect_right(firsts, day) - 1]

    def spans(self, ref: str) -> dict[Place, list[tuple[int, Entry]]]:
        """The entries of one provision with their first days, for each part of its territory."""
        if ref not in self._spans:
            self._spans[ref] = {
                place: [
                    (segment.first, self.describer.entry(ref, place, segment.first, segment.tree))
                    for segment in self.timeline.segments(ref, place)
                ]
                for place in self.timeline.places(ref)
            }
        return self._spans[ref]

    def is_in(self, entry: Entry, asked: str | None) -> bool:
        """Whether an entry speaks of a place asked about."""
        if asked is None:
            return True
        if is_within(asked, entry.provision.opted_out):
            return False
        parts = self.timeline.places(entry.ref)
        if parts != (None,):
            return entry.where in relevant(parts, asked)
        own = entry.jurisdictions
        return not own or any(contains(each, asked) or contains(asked, each) for each in own)

    def _build(self, source: str) -> tuple[list[int], list[_Snapshot]]:
        changes: dict[int, list[tuple[str, Place, Entry]]] = {}
        for ref in self.registry.refs[source]:
            for place, spans in self.spans(ref).items():
                for first, entry in spans:
                    changes.setdefault(first, []).append((ref, place, entry))
        firsts = sorted(changes) or [FIRST_DAY]
        current: dict[tuple[str, str], Entry] = {}
        snapshots = []
        for first in firsts:
            for ref, place, entry in changes.get(first, ()):
                current[ref, place or ""] = entry
            by_state: dict[State, list[Entry]] = {}
            for key in sorted(current):
                by_state.setdefault(current[key].state, []).append(current[key])
            snapshots.append({state: tuple(found) for state, found in by_state.items()})
        return firsts, snapshots


class Answer:
    """What applied on a day, divided by what can be said of each provision.

    Every provision asked about stands in exactly one of the lists (in each part of its
    territory, where an act reaches only some). All lists are sorted by reference.
    """

    def __init__(self, question: Question, states: States, sources: tuple[str, ...]) -> None:
        self.question = question
        self._states = states
        self._sources = sources
        day = question.on.toordinal()
        self._snapshots = [states.snapshot(source, day) for source in sources]
        self._lists: dict[State, tuple[Entry, ...]] = {}
        self._is_narrow = not (
            question.topic is question.jurisdiction is question.kind is question.standing is None
        )

    @property
    def on(self) -> date:
        """The day asked about."""
        return self.question.on

    @property
    def known_on(self) -> date | None:
        """The day whose knowledge the answer rests on; ``None`` for all records."""
        return self.question.known_on

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """What certainly applied."""
        return self._list(State.IN_FORCE)

    @property
    def upcoming(self) -> tuple[Entry, ...]:
        """What was, or may have been, published and did not apply yet."""
        return self._list(State.UPCOMING)

    @property
    def ended(self) -> tuple[Entry, ...]:
        """What applied no longer, or was withdrawn before it did."""
        return self._list(State.ENDED)

    @property
    def suspended(self) -> tuple[Entry, ...]:
        """What an authority had paused."""
        return self._list(State.SUSPENDED)

    @property
    def displaced(self) -> tuple[Entry, ...]:
        """What did not apply as long as an act in force took its place."""
        return self._list(State.DISPLACED)

    @property
    def no_evidence(self) -> tuple[Entry, ...]:
        """What is recorded only for later: it neither applied nor did not."""
        return self._list(State.NO_EVIDENCE)

    @cached_property
    def undetermined(self) -> tuple[Undetermined, ...]:
        """What the evidence does not settle, grouped by the days that decide."""
        groups: dict[tuple[Test, ...], list[Entry]] = {}
        for entry in self._list(State.UNDETERMINED):
            groups.setdefault(tuple(sorted(entry.depends_on, key=repr)), []).append(entry)
        found = [self._group(tests, entries) for tests, entries in groups.items()]
        return tuple(
            sorted(found, key=lambda g: (g.event.date.earliest or date.min, g.event.event))
        )

    @cached_property
    def tensions(self) -> tuple[Tension, ...]:
        """Pairs in force together that the records mark as possibly contradicting."""
        everything = {
            entry.ref: entry
            for source in self._states.registry.sources
            for entry in self._states.snapshot(source, self.on.toordinal()).get(State.IN_FORCE, ())
        }
        pairs: dict[frozenset[str], Tension] = {}
        for entry in everything.values():
            for other in entry.provision.tension:
                if other in everything and (
                    entry in self.in_force or everything[other] in self.in_force
                ):
                    pairs.setdefault(
                        frozenset((entry.ref, other)), Tension(entry, everything[other])
                    )
        return tuple(sorted(pairs.values(), key=lambda t: (t.entry.ref, t.other.ref)))

    @cached_property
    def coverage(self) -> CoverageReport:
        """How good the evidence is, and how old."""
        registry = self._states.registry
        sources = tuple(
            source_coverage(registry, source, self.on, self.known_on) for source in self._sources
        )
        return combine(self.on, sources)

    @property
    def is_certain(self) -> bool:
        """Whether nothing is undetermined and there is evidence."""
        return not self._list(State.UNDETERMINED) and self.coverage.newest_evidence is not None

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, sorted by reference."""
        yield from sorted(
            (entry for state in State for entry in self._list(state)),
            key=lambda entry: (entry.ref, entry.where or ""),
        )

    def find(self, ref: str) -> tuple[Entry, ...]:
        """Return what the answer says of one provision: one entry for each part it differs in.

        Raises:
            UnknownNameError: The answer does not speak of it.
        """
        found = tuple(entry for entry in self.entries() if entry.ref == ref)
        if not found:
            known = {entry.ref for entry in self.entries()}
            raise UnknownNameError("provision", ref, nearest(ref, known))
        return found

    def title(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event."""
        return self._states.registry.title_of(ref)

    # -- how it is read ------------------------------------------------------------------------

    def _list(self, state: State) -> tuple[Entry, ...]:
        if len(self._snapshots) == 1 and not self._is_narrow:
            return self._snapshots[0].get(state, ())
        kept = self._lists.get(state)
        if kept is None:
            found: list[Entry] = []
            for snapshot in self._snapshots:
                found += snapshot.get(state, ())
            kept = tuple(self._narrowed(found)) if self._is_narrow else tuple(found)
            self._lists[state] = kept
        return kept

    def _narrowed(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        asked = self.question.jurisdiction
        for entry in entries:
            if self.question.admits(entry) and self._states.is_in(entry, asked):
                yield entry

    def _group(self, tests: tuple[Test, ...], entries: list[Entry]) -> Undetermined:
        states, day = self._states, self.on.toordinal()
        by_time = sorted(tests, key=lambda test: (self._window(test), repr(test)))

        def ask(world: World) -> tuple[tuple[bool, ...], tuple[object, ...]]:
            held = tuple(world.holds(test, day) for test in by_time)
            return held, tuple(
                states.evaluator.status(world, entry.ref, day, entry.where) for entry in entries
            )

        cases = []
        for held, statuses in leaves(explore(states.registry, ask, states.timeline.known_on)):
            in_force = tuple(
                states.describer.describe(entry.ref, entry.where, day, status)  # type: ignore[arg-type]
                for entry, status in zip(entries, statuses, strict=True)
                if status.state is State.IN_FORCE  # type: ignore[attr-defined]
            )
            conditions = tuple(
                _condition(test, holds) for test, holds in zip(by_time, held, strict=True)
            )
            cases.append(Case(conditions, in_force))
        events = tuple(states.describer.when(test.event) for test in by_time)
        return Undetermined(events[0], events, tuple(cases), tuple(entries))

    def _window(self, test: Test) -> date:
        return self._states.describer.when(test.event).date.earliest or date.min


_KINDS: dict[type, str] = {
    Happened: "happened",
    Published: "published",
    NoLaterThan: "no-later-than",
    EndOfMonth: "end-of-month",
}


def _condition(test: Test, holds: bool) -> Condition:
    other = test.other if isinstance(test, NoLaterThan) else None
    return Condition(_KINDS[type(test)], test.event, holds, other)
