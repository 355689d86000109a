"""What answers are read from, as it was worked out when the index was built.

Each is by one knowledge: that of all records, or of a day. Of a source of which what was known on
that day is not kept, it is worked out of the records of its family.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from guidance.answers.answering import TextOverTime, texts_over_time
from guidance.answers.behind import Listed
from guidance.answers.cases import Undetermined
from guidance.answers.entries import Entry
from guidance.answers.joining import undivided
from guidance.answers.matters import MatterGroup
from guidance.answers.states import States
from guidance.engine.arithmetic import FIRST_DAY
from guidance.engine.coverage import Evidence, SourceCoverage, source_coverage
from guidance.engine.states import State
from guidance.index.codec import ValueReader
from guidance.index.schema import ALL_RECORDS, END
from guidance.index.store import IndexFile
from guidance.records.criteria import FactSheet
from guidance.records.gazetteer import Gazetteer
from guidance.records.model import Version
from guidance.records.sources import DeclaredPlace
from guidance.resolution.registry import source_of

Snapshot = dict[State, tuple[Entry, ...]]

_KEPT_SNAPSHOTS = 64
_KEPT_VALUES = 50_000
_KEPT_ENTRIES = 10_000
_SAID_ON = """
SELECT ref, known, forgotten, first, until, holds, body, crc FROM said
WHERE source = ? AND first <= ? AND until > ? AND known <= ? AND forgotten > ?
"""
_SAID_OF = """
SELECT ref, known, forgotten, first, until, holds, body, crc FROM said
WHERE source = ? AND ref = ? AND known <= ? AND forgotten > ? ORDER BY first
"""
_HISTORY = """
SELECT ref, known, forgotten, first, until, holds, body, crc FROM history
WHERE ref = ? AND known <= ?
"""


class StoredAnswers:
    """The states by one knowledge, read from an index source by source.

    Args:
        store: The index.
        reader: Reads values, for all knowledge together.
        worked_out: Works out the states of some sources, for what is not stored: how what cannot
            be settled hangs together, and days of knowledge that are not kept.
        known_on: The day of knowledge; ``None`` for all records.

    Attributes:
        known: That day as an ordinal, or what stands for all records.
    """

    def __init__(
        self,
        store: IndexFile,
        reader: ValueReader,
        worked_out: Callable[[frozenset[str]], States],
        known_on: date | None = None,
    ) -> None:
        self._store = store
        self._reader = reader
        self._worked_out = worked_out
        self._known_on = known_on
        self.known = known_on.toordinal() if known_on else ALL_RECORDS
        self._evidences: dict[str, Evidence] = {}
        self._entries: dict[tuple[str, int, int], tuple[Entry, ...]] = {}
        self._snapshots: OrderedDict[tuple[str, int], Snapshot] = OrderedDict()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """What the names of places stand for."""
        declared: dict[str, DeclaredPlace] = {}
        for source in self._store.said("placing"):
            for name, place in self._store.sources[source].places.items():
                declared.setdefault(name, place)
        return Gazetteer(declared)

    @cached_property
    def in_tension(self) -> dict[str, set[str]]:
        """The provisions that any record marks as possibly contradicting, both ways."""
        return {ref: {*others} for ref, others in self._store.said("tension").items()}

    def title_of(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event."""
        return self._store.title(ref)

    def holds(self, ref: str) -> bool:
        """Whether a provision is recorded."""
        return self._store.holds(ref)

    def on(self, sources: tuple[str, ...], day: int) -> Listed:
        """The entries of some sources on a day, by state; read from the index at once."""
        snapshots = [self._snapshot(source, day) for source in sources]
        return lambda state: tuple(
            entry for snapshot in snapshots for entry in snapshot.get(state, ())
        )

    def _snapshot(self, source: str, day: int) -> Snapshot:
        snapshot = self._snapshots.get((source, day))
        if snapshot is None:
            snapshot = self._snapshots[source, day] = self._read(source, day)
            if len(self._snapshots) > _KEPT_SNAPSHOTS:
                self._snapshots.popitem(last=False)
        return snapshot

    def histories(self, ref: str) -> list[list[TextOverTime]]:
        """What is said of a provision, one after the other, for each part of its territory."""
        source = source_of(ref)
        if not self.is_kept(source):
            return texts_over_time(self._worked_out(frozenset({source})), ref)
        self._store.see("history")
        rows = self._store.rows(_HISTORY, [ref, self.known])
        for (_, _, forgotten, *_), told in zip(rows, self.decoded(rows), strict=True):
            if forgotten > self.known:
                return [[*history] for history in told]
        spans = []
        for first, entries in self._stretches(ref):
            if len(entries) != 1:
                raise self._store.damaged(f"the history of {ref} is missing")
            spans.append((first, entries[0]))
        return [[TextOverTime.certain(first, entry) for first, entry in undivided(spans)]]

    def _stretches(self, ref: str) -> list[tuple[int, tuple[Entry, ...]]]:
        """The entries of one provision with their first days; none of them is missing."""
        number = self._store.source_row(source_of(ref)).number
        rows = self._store.rows(_SAID_OF, [number, ref, self.known, self.known])
        firsts, untils = [row[3] for row in rows], [row[4] for row in rows]
        if not rows or firsts[1:] != untils[:-1] or (firsts[0], untils[-1]) != (FIRST_DAY, END):
            raise self._store.damaged(f"something of {ref} is missing")
        return list(zip(firsts, self.decoded(rows), strict=True))

    def is_kept(self, source: str) -> bool:
        """Whether what was known of a source is kept, as known on the day."""
        if self._known_on is None:
            return True
        stretches = json.loads(self._store.source_row(source).known)
        return any(first <= self.known < until for first, until in stretches)

    def coverage(self, source: str, on: date) -> SourceCoverage:
        """How far the evidence from a source reaches on a day."""
        if not self.is_kept(source):  # what may be published later has other days then
            return self._worked_out(frozenset({source})).coverage(source, on)
        return source_coverage(self._evidence(source), on, self._known_on)

    @property
    def versions(self) -> Mapping[str, Version]:
        """The versions by reference."""
        return self._store.versions

    @property
    def sheets(self) -> Mapping[str, FactSheet]:
        """The fact sheets by topic."""
        return self._store.sheets

    def matter_of(self, ref: str) -> MatterGroup:
        """What a provision is about, with others."""
        return self._store.matter_of(ref)

    def _evidence(self, source: str) -> Evidence:
        evidence = self._evidences.get(source)
        if evidence is None:
            row = self._store.source_row(source)
            published = tuple(
                (ref, tuple(window) if window is not None else None)
                for ref, window in json.loads(row.evidence)
            )
            checked = self._store.sources[source].checked
            evidence = self._evidences[source] = Evidence(source, published, checked)
        return evidence

    def grouped(self, day: int, entries: list[Entry]) -> Undetermined:
        """Put together what hangs on the same unknown days."""
        states = self._worked_out(frozenset(source_of(entry.ref) for entry in entries))
        for entry in entries:
            states.shown(entry.ref)  # so that it knows which parts were joined
        return states.grouped(day, entries)

    def _read(self, source: str, day: int) -> Snapshot:
        if not self.is_kept(source):
            listed = self._worked_out(frozenset({source})).on((source,), day)
            return {state: listed(state) for state in State}
        kept = self._store.source_row(source)
        rows = self._store.rows(_SAID_ON, [kept.number, day, day, self.known, self.known])
        if len(rows) != kept.provisions:
            raise self._store.damaged(f"something of {source} is missing")
        by_state: dict[State, list[Entry]] = {}
        decoded = sorted(self.said(rows), key=lambda entries: entries[0].number)
        for entries in decoded:
            for entry in entries:
                by_state.setdefault(entry.state, []).append(entry)
        return {state: tuple(told) for state, told in by_state.items()}

    def said(self, rows: list[tuple[Any, ...]]) -> list[tuple[Entry, ...]]:
        """The entries of rows of what is said; those of the last are kept: most go on for long.

        Raises:
            IndexFileError: The file is damaged.
        """
        kept, keys = self._entries, [(ref, known, first) for ref, known, _, first, *_ in rows]
        if len(kept) + len(rows) > _KEPT_ENTRIES:
            kept.clear()
        missing = [row for key, row in zip(keys, rows, strict=True) if key not in kept]
        for row, entries in zip(missing, self.decoded(missing), strict=True):
            kept[row[0], row[1], row[3]] = entries
        return [kept[key] for key in keys]

    def decoded(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """What rows hold, each checked.

        Raises:
            IndexFileError: The file is damaged.
        """
        for *held, crc in rows:
            self._store.check(crc, *held)
        numbers = ",".join([holds for *_, holds, _, _ in rows if holds])
        try:
            self._fetch({*map(int, numbers.split(","))} if numbers else set())
            return [self._reader.read(body) for *_, body, _ in rows]
        except (ValueError, LookupError, TypeError):
            raise self._store.damaged("an entry cannot be read") from None

    def _fetch(self, wanted: set[int]) -> None:
        """Read pooled values in the order of their numbers: what one holds was pooled before it."""
        pooled = self._reader.pooled
        if len(pooled) > _KEPT_VALUES:
            pooled.clear()
        # What is kept is much more than what is asked for: it is never gone through.
        missing = {number for number in wanted if number not in pooled}
        for number, body in self._store.bodies(missing):
            pooled[number] = self._reader.read(body)
        if any(number not in pooled for number in missing):
            raise self._store.damaged("a value is missing")
