"""The states that answers are read from, worked out once for one day of knowledge."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from heapq import merge
from operator import itemgetter
from typing import TypeVar

from guidance.answers.behind import Listed
from guidance.answers.cases import Undetermined, group
from guidance.answers.columns import ByDay, columns_of, days_of, on_day
from guidance.answers.conditions import Conditions
from guidance.answers.entries import Describer, Entry
from guidance.answers.joining import Joining
from guidance.answers.matters import MatterGroup, matters_of
from guidance.answers.past import with_past
from guidance.answers.proposals import Proposals, ends_of
from guidance.answers.values import Shown
from guidance.engine.arithmetic import FIRST_DAY
from guidance.engine.calendar import Calendar
from guidance.engine.collector import collector_paused
from guidance.engine.coverage import (
    SourceCoverage,
    evidence_of,
    source_coverage,
    turning_days,
)
from guidance.engine.states import State
from guidance.engine.timeline import Timeline
from guidance.records.criteria import FactSheet
from guidance.records.gazetteer import Gazetteer
from guidance.records.membership import UNION
from guidance.records.model import Version
from guidance.records.parts import Part
from guidance.resolution.readings import readings
from guidance.resolution.registry import Registry


@dataclass(frozen=True, slots=True, repr=False)
class Span(Shown):
    """A stretch of days on which a provision is in one state; the last day is included.

    Attributes:
        first: ``None`` from the beginning of the calendar.
        last: ``None`` without end.
    """

    first: date | None
    last: date | None
    entry: Entry


_Spans = list[tuple[int, Entry]]
"""The entries of one part with their first days."""


class KeptBeside:
    """What another room works out from states and keeps beside them."""

    def __init__(self, states: States) -> None:
        self.states = states


_Kept = TypeVar("_Kept", bound=KeptBeside)


class States:
    """The states of all provisions as known on one day, source by source, worked out once."""

    def __init__(self, registry: Registry, known_on: date | None) -> None:
        self.registry = registry
        self.known_on = known_on
        self.timeline = Timeline(registry, known_on)
        self.places = registry.places_known(known_on)
        self.describer = Describer(self.timeline, self.places)
        self._columns: dict[State, dict[str, ByDay]] = {state: {} for state in State}
        self._days: dict[int, int] = {}
        self._spans: dict[str, dict[Part, list[tuple[int, Entry]]]] = {}
        self._bare: dict[str, dict[Part, list[tuple[int, Entry]]]] = {}
        self._conditions = Conditions(self.timeline, known_on)
        self.proposals = Proposals(self.timeline, self.describer.when, self._ended)
        self.joining = Joining(self.timeline)
        self._tension: dict[str, set[str]] | None = None
        self._beside: dict[type[KeptBeside], KeptBeside] = {}

    def beside(self, kind: type[_Kept]) -> _Kept:
        """What is kept of one kind, made when it is first asked for."""
        kept = self._beside.get(kind)
        if not isinstance(kept, kind):
            kept = self._beside[kind] = kind(self)
        return kept

    def on(self, sources: tuple[str, ...], day: int) -> Listed:
        """The entries of some sources on a day, by state."""
        built = self._columns[State.NO_EVIDENCE]  # the last that is filled
        if len(built) < len(self.registry.refs):
            with collector_paused():  # once for all: each end of a pause makes it look at all
                for source in sources:
                    if source not in built:
                        self._build(source)
        return lambda state: on_day(self._columns[state], sources, day)

    def spans(self, ref: str) -> dict[Part, list[tuple[int, Entry]]]:
        """The entries of one provision with their first days, for each part of its territory."""
        if ref not in self._spans:
            self._spans[ref] = {
                part: self._with_proposals(ref, part, self._on_condition(ref, part, with_past(own)))
                for part, own in self._bare_spans(ref).items()
            }
        return self._spans[ref]

    def _bare_spans(self, ref: str) -> dict[Part, list[tuple[int, Entry]]]:
        """The same without what is only proposed."""
        if ref not in self._bare:
            self._tell((ref,))
        return self._bare[ref]

    def _tell(self, refs: Iterable[str]) -> None:
        """Work out what is told of provisions, of all of them day by day.

        What holds on one day then lies together in memory. Told one provision after the other,
        each entry of an answer lies on a page of its own: reading them took twice as long.
        """
        parts = {ref: self.timeline.parts.of(ref) for ref in refs if ref not in self._bare}
        bare: dict[str, dict[Part, _Spans]] = {
            ref: {part: [] for part in own} for ref, own in parts.items()
        }
        told = (
            self._told(ref, part, spans) for ref, own in bare.items() for part, spans in own.items()
        )
        for first, entry, spans in merge(*told, key=itemgetter(0)):
            spans.append((first, entry))
        self._bare.update(bare)

    def _told(self, ref: str, part: Part, spans: _Spans) -> Iterator[tuple[int, Entry, _Spans]]:
        """Yield the bare entries of one part with their first days, and where they belong."""
        for segment, end in self.timeline.stretches(ref, part):
            for first, entry in self.describer.entries(ref, part, segment, end):
                yield first, entry, spans

    def _on_condition(
        self, ref: str, part: Part, spans: list[tuple[int, Entry]]
    ) -> list[tuple[int, Entry]]:
        """The entries of one part, marked where their state rests on a condition."""
        resting = self._conditions.spans(ref, part)
        if not resting:
            return spans
        marked: list[tuple[int, Entry]] = []
        for day in sorted({first for first, _ in (*spans, *resting)}):
            entry = _at(spans, day)
            told = resting[max(0, bisect_right(resting, day, key=_first) - 1)][1]
            if told:
                caveats = (*entry.caveats, "conditional")
                entry = replace(entry, caveats=caveats, conditions=told)
            if not marked or marked[-1][1] != entry or day == _start(spans, day):
                marked.append((day, entry))
        return marked

    def _with_proposals(
        self, ref: str, part: Part, spans: list[tuple[int, Entry]]
    ) -> list[tuple[int, Entry]]:
        """The entries of one part with what is proposed, divided where that turns."""
        turning = self.proposals.days(ref)
        if not turning:
            return spans
        divided: list[tuple[int, Entry]] = []
        for day in sorted({first for first, _ in spans} | {*turning}):
            entry = _at(spans, day)
            proposed = self.proposals.on(ref, part, day)
            if not divided or divided[-1][1].proposals != proposed or day == _start(spans, day):
                divided.append((day, replace(entry, proposals=proposed)))
        return divided

    def _ended(self, ref: str) -> list[tuple[int, str]] | None:
        return ends_of(
            [
                (first, entry.state, entry.causes[-1].by if entry.causes else "")
                for first, entry in own
            ]
            for own in self._bare_spans(ref).values()
        )

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """The days that were asked for, as the records say and with conditions that fail."""
        return tuple(timeline.calendar for timeline in self._conditions.timelines)

    def is_in(self, entry: Entry, asked: str | None, day: int | None = None) -> bool:
        """Whether an entry speaks of a place asked about, of what holds it, or of what is in it."""
        if asked is None:
            return True
        return bool(self.timeline.parts.gazetteer.cells(asked, day) & entry.part.cells)

    @property
    def gazetteer(self) -> Gazetteer:
        """What the names of places stand for."""
        return self.registry.gazetteer

    def title_of(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event."""
        return self.registry.title_of(ref)

    def holds(self, ref: str) -> bool:
        """Whether a provision is recorded."""
        return ref in self.registry.statements

    @property
    def versions(self) -> Mapping[str, Version]:
        """The versions by reference."""
        return self.registry.versions

    @property
    def sheets(self) -> Mapping[str, FactSheet]:
        """The fact sheets by topic."""
        return self.registry.sheets

    def matter_of(self, ref: str) -> MatterGroup:
        """What a provision is about, with others."""
        return self._matters[ref]

    @cached_property
    def _matters(self) -> Mapping[str, MatterGroup]:
        return matters_of(self.registry)

    def turns(self, source: str) -> list[int]:
        """The days from which something else is said of a source, or known of its evidence."""
        self.on((source,), FIRST_DAY)
        said = {day for columns in self._columns.values() for day in days_of(columns[source])}
        return sorted(said | turning_days(evidence_of(self.timeline.calendar, source)))

    def coverage(self, source: str, on: date) -> SourceCoverage:
        """How far the evidence from a source reaches on a day."""
        return source_coverage(evidence_of(self.timeline.calendar, source), on, self.known_on)

    def grouped(self, day: int, entries: list[Entry]) -> Undetermined:
        """Put together what hangs on the same unknown days."""
        return group(self.describer, day, entries, self.joining.held)

    @property
    def in_tension(self) -> dict[str, set[str]]:
        """The provisions that any record marks as possibly contradicting, both ways."""
        if self._tension is None:
            tension: dict[str, set[str]] = {}
            for ref in self.registry.statements:
                for reading in readings(self.registry, ref):
                    for other in reading.provision.tension:
                        tension.setdefault(ref, set()).add(other)
                        tension.setdefault(other, set()).add(ref)
            self._tension = tension
        return self._tension

    def shown(self, ref: str) -> list[tuple[int, tuple[Entry, ...]]]:
        """The entries of one provision with their first days, parts that say the same as one."""
        parts = self.spans(ref)
        if len(parts) == 1:
            return [(first, (entry,)) for spans in parts.values() for first, entry in spans]
        days = {first for spans in parts.values() for first, _ in spans}
        if any(UNION in part.code for part in parts):  # its name has other members then
            days.update(self.registry.gazetteer.scope((UNION,)).changes())
        shown: list[tuple[int, tuple[Entry, ...]]] = []
        for day in sorted(days):
            entries = [_at(spans, day) for spans in parts.values()]
            shown.append((day, tuple(self.joining.joined(entries, day))))
        return shown

    def _build(self, source: str) -> None:
        changes: dict[int, list[tuple[str, tuple[Entry, ...]]]] = {}
        self._tell(self.registry.refs[source])
        for ref in self.registry.refs[source]:
            for first, entries in self.shown(ref):
                changes.setdefault(first, []).append((ref, entries))
        for state, column in columns_of(changes, self._days).items():
            self._columns[state][source] = column  # also while other threads are answered

    def history(self, ref: str) -> list[list[tuple[int, Entry]]]:
        """The entries of one provision one after the other, for each part of its territory.

        Parts of which the same is said on every day are one.
        """
        return self.joining.histories(list(self.spans(ref).values()))

    def stretches(self, ref: str) -> Iterator[Span]:
        """Yield the same as stretches of days, each with its last day."""
        for spans in self.history(ref):
            yield from stretches_of(spans)


def stretches_of(spans: list[tuple[int, Entry]]) -> Iterator[Span]:
    """Yield entries with their first days as stretches, each with its last day."""
    for index, (first, entry) in enumerate(spans):
        last = spans[index + 1][0] if index + 1 < len(spans) else None
        yield Span(
            date.fromordinal(first) if first > FIRST_DAY else None,
            date.fromordinal(last) - timedelta(days=1) if last else None,
            entry,
        )


def _at(spans: list[tuple[int, Entry]], day: int) -> Entry:
    """The entry that holds a day."""
    return spans[bisect_right(spans, day, key=_first) - 1][1]


def _start(spans: list[tuple[int, Entry]], day: int) -> int:
    """The first day of the entry that holds a day."""
    return spans[bisect_right(spans, day, key=_first) - 1][0]


def _first(span: tuple[int, object]) -> int:
    return span[0]
