"""What answers are read from, as it was worked out when the index was built."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from guidance.answers.behind import Listed
from guidance.answers.cases import Undetermined
from guidance.answers.entries import Entry
from guidance.answers.matters import MatterGroup
from guidance.answers.states import States
from guidance.engine.coverage import Evidence, SourceCoverage, source_coverage
from guidance.engine.states import State
from guidance.index.codec import ValueReader
from guidance.index.store import IndexFile
from guidance.records.criteria import FactSheet
from guidance.records.gazetteer import Gazetteer
from guidance.records.model import Version
from guidance.records.sources import DeclaredPlace
from guidance.resolution.registry import source_of

Snapshot = dict[State, tuple[Entry, ...]]

_KEPT_SNAPSHOTS = 64
_KEPT_VALUES = 50_000


class StoredAnswers:
    """The states by all records, read from an index source by source.

    Args:
        store: The index.
        worked_out: Works out the states of some sources, for what is not stored: how what cannot
            be settled hangs together.
    """

    def __init__(self, store: IndexFile, worked_out: Callable[[frozenset[str]], States]) -> None:
        self._store = store
        self._worked_out = worked_out
        self._reader = ValueReader()
        self._evidences: dict[str, Evidence] = {}
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
        return bool(self._store.rows("SELECT 1 FROM provision WHERE ref = ?", [ref]))

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

    def stretches(self, ref: str) -> list[tuple[int, tuple[Entry, ...]]]:
        """The entries of one provision with their first days."""
        number = self._store.source_row(source_of(ref)).number
        query = "SELECT ref, first, until, holds, body, crc FROM said WHERE source = ? AND ref = ?"
        rows = self._store.rows(f"{query} ORDER BY first", [number, ref])
        return [(row[1], entries) for row, entries in zip(rows, self._decoded(rows), strict=True)]

    def coverage(self, source: str, on: date) -> SourceCoverage:
        """How far the evidence from a source reaches on a day."""
        return source_coverage(self._evidence(source), on, None)

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
        query = (
            "SELECT ref, first, until, holds, body, crc FROM said"
            " WHERE source = ? AND first <= ? AND until > ?"
        )
        kept = self._store.source_row(source)
        rows = self._store.rows(query, [kept.number, day, day])
        if len(rows) != kept.provisions:
            raise self._store.damaged(f"something of {source} is missing")
        by_state: dict[State, list[Entry]] = {}
        decoded = sorted(self._decoded(rows), key=lambda entries: entries[0].number)
        for entries in decoded:
            for entry in entries:
                by_state.setdefault(entry.state, []).append(entry)
        return {state: tuple(told) for state, told in by_state.items()}

    def _decoded(self, rows: list[tuple[Any, ...]]) -> list[tuple[Entry, ...]]:
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
        missing = wanted - pooled.keys()
        for number, body in self._store.bodies(missing):
            pooled[number] = self._reader.read(body)
        if not wanted <= pooled.keys():
            raise self._store.damaged("a value is missing")
