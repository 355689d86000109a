"""What changed, read from an index: steps as they are kept, the net result of what both days say.

What hangs on more than that is not told here: who asks works it out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from guidance.answers.answer import Question
from guidance.answers.entries import Entry
from guidance.answers.question import takes
from guidance.changes.days import ChangeOrder, ChangesByDays, order_of
from guidance.changes.keeping import Narrowed
from guidance.changes.model import Change
from guidance.changes.plain import (
    Heading,
    Linked,
    Linking,
    NotPlainError,
    PlainDifferences,
    Recorded,
    Titled,
    are_alike,
)
from guidance.index.base import seal
from guidance.index.schema import KEYS_OF_SOURCE
from guidance.index.store import IndexFile, Lazy
from guidance.index.stored import StoredAnswers
from guidance.index.told import TellingReader
from guidance.records.dates import ImpreciseDate
from guidance.records.parts import Part
from guidance.resolution.document_order import place_behind, place_of
from guidance.resolution.registry import source_of

_TURN = "SELECT body, crc FROM turn WHERE source = ?"
_TOLD = """
SELECT ref, known, forgotten, first, last, holds, body, crc FROM told
WHERE source = ? AND known <= ? AND forgotten > ? AND first <= ? AND last > ?
"""
_SAID = """
SELECT ref, known, forgotten, first, until, holds, body, crc FROM said
WHERE source = ? AND known <= ? AND forgotten > ? AND first <= ? AND until > ?
"""
_GONE, _COME = f"{_SAID} AND until <= ?", f"{_SAID} AND first > ?"
_SAID_OF = f"{_SAID} AND ref = ?"
_SAID_COUNT = """
SELECT count(*) FROM said
WHERE source = ? AND known <= ? AND forgotten > ? AND first <= ? AND until > ?
"""

Ordered = list[tuple[ChangeOrder, Change]]
"""Changes, each with what it is sorted by."""


class KeptChanges:
    """What an index keeps of changes, of all sources; how it is kept is read once."""

    def __init__(self, store: IndexFile) -> None:
        self.store = store
        self._turns: dict[str, Turns] = {}
        # Of versions only what stands at their head is read, and nothing of their provisions.
        self.recorded = Recorded(
            Lazy(lambda: [*store.versions], lambda ref: ref in store.versions, self._heading),
            Lazy(lambda: [ref for ref, _ in store.ordered("provision")], store.holds, self._links),
            Lazy(lambda: [*store.said("replaced")], lambda _: True, self._heirs),
            store.sheets,
        )

    def turns(self, source: str) -> Turns:
        """When anything can have happened to the provisions of a source.

        Raises:
            IndexFileError: It is not told, or something of it is missing, or the file is damaged.
        """
        turns, store = self._turns.get(source), self.store
        if turns is None:
            number = store.source_row(source).number
            for body, crc in store.rows(_TURN, [number]):
                store.check(crc, number, body)
                turns = Turns(*json.loads(body))
            if turns is None or seal(store.rows, KEYS_OF_SOURCE, number) != turns.sealed:
                raise store.damaged(f"something of {source} is missing")
            self._turns[source] = turns
        return turns

    def _heading(self, ref: str) -> Heading:
        query = "SELECT ref, place, source, body, crc FROM version WHERE ref = ?"
        for *held, crc in self.store.rows(query, [ref]):
            self.store.check(crc, *held)
            said = json.loads(held[-1])
            document = Titled(said["document"]["title"])
            return Heading(said["standing"], document, ImpreciseDate.parse(said["published"]))
        raise self.store.damaged(f"{ref} is missing")

    def _links(self, ref: str) -> tuple[Linked, ...]:
        return (Linked(ref, Linking(tuple(self.store.said("replaces").get(ref, ())))),)

    def _heirs(self, ref: str) -> tuple[Linked, ...]:
        return tuple(
            heir for own in self.store.said("replaced").get(ref, ()) for heir in self._links(own)
        )


class StoredChanges:
    """What changed by one knowledge, as far as it is kept.

    Args:
        kept: What the index keeps of it.
        stored: What answers are read from, by that knowledge.
        asked: What is asked about.
        sources: The sources asked about, of which what was known then is kept.
    """

    def __init__(
        self,
        kept: KeptChanges,
        stored: StoredAnswers,
        asked: Question,
        sources: Iterable[str],
    ) -> None:
        self._kept = kept
        self._stored = stored
        self._asked = asked
        self._sources = tuple(sources)
        self._differences = PlainDifferences(kept.recorded, self._said_of, self._admits)
        place = asked.jurisdiction
        self._cells = None if place is None else stored.gazetteer.cells(place)

    def steps(self, low: int, high: int) -> ChangesByDays:
        """The changes after a day and up to another, as far as they are kept."""
        spans = ChangesByDays()
        if low >= high:
            return spans
        reader = TellingReader(self._kept.store.sheets)
        rows = [row for source in self._sources for row in self._rows(_TOLD, source, high, low)]
        for (ref, _, _, first, last, *_), (number, *told) in zip(
            rows, self._stored.decoded(rows), strict=True
        ):
            place = place_of(ref, number)
            for telling in reader.read((ref, first, last), told):
                for change in telling.told(self._asks, low, high):
                    own = place if change.ref == ref else place_behind(change.ref)
                    spans.setdefault((first, last), []).append((order_of(change, own), change))
        return {span: once(changes) for span, changes in spans.items()}

    def happened(self, low: int, high: int) -> Iterator[str]:
        """Yield what is not kept and to which anything can have happened in these days."""
        for source in self._sources:
            yield from self._kept.turns(source).happened(low, high)

    def net(self, low: int, high: int) -> tuple[Ordered, set[str]]:
        """What differs between two days of what is kept; and of what it is to be worked out."""
        told, open_refs = Ordered(), set[str]()
        for ref, before, after in self._differing(low, high):
            if self._admits(before) or self._admits(after):
                changes = self._differences.changes(before, low, after, high)
                if changes is None:
                    open_refs.add(ref)
                else:
                    told += ((order_of(change, after.place), change) for change in changes)
        return told, open_refs

    def _differing(self, low: int, high: int) -> Iterator[tuple[str, Entry, Entry]]:
        """Yield what is kept and said otherwise on the one day than on the other."""
        gone, come = [], []
        for source in self._sources:
            kept = self._kept.turns(source).kept
            if kept:
                self._count(source, low)
                self._count(source, high)
                gone += [r for r in self._rows(_GONE, source, low, low, high) if r[0] in kept]
                come += [r for r in self._rows(_COME, source, high, high, low) if r[0] in kept]
        before, after = self._entries(gone), self._entries(come)
        if before.keys() != after.keys():
            raise self._kept.store.damaged("something of what is said is missing")
        for ref, entry in before.items():
            yield ref, entry, after[ref]

    def unlearnt(
        self, later: StoredChanges, source: str, refs: set[str], day: int
    ) -> Iterator[str]:
        """Yield those of which a later knowledge says for certain the same of a day as this one."""
        after = later._said(source, refs, day)
        for ref, entry in self._said(source, refs, day).items():
            if are_alike(entry, after[ref]):
                yield ref

    def _said(self, source: str, refs: set[str], day: int) -> dict[str, Entry]:
        """What is said on a day of some provisions, as far as it is kept."""
        self._count(source, day)
        kept = self._kept.turns(source).kept & refs
        return self._entries([r for r in self._rows(_SAID, source, day, day) if r[0] in kept])

    def _said_of(self, ref: str, day: int) -> Entry | None:
        """What is said of one provision on a day.

        Raises:
            NotPlainError: It is several parts, or is not kept.
        """
        store, source = self._kept.store, source_of(ref)
        if not store.holds(ref):
            return None
        if not self._stored.is_kept(source) or ref not in self._kept.turns(source).kept:
            raise NotPlainError
        entries = self._entries(self._rows(_SAID_OF, source, day, day, ref))
        if ref not in entries:
            raise store.damaged(f"something of {ref} is missing")
        return entries[ref]

    def _entries(self, rows: list[tuple[Any, ...]]) -> dict[str, Entry]:
        said = self._stored.said(rows)
        return {row[0]: entry for row, (entry,) in zip(rows, said, strict=True)}

    def _rows(self, query: str, source: str, *days: int | str) -> list[tuple[Any, ...]]:
        known, number = self._stored.known, self._kept.store.source_row(source).number
        return self._kept.store.rows(query, [number, known, known, *days])

    def _count(self, source: str, day: int) -> None:
        """See that nothing is missing of what is said on a day."""
        (count,) = self._rows(_SAID_COUNT, source, day, day)[0]
        if count != self._kept.store.source_row(source).provisions:
            raise self._kept.store.damaged(f"something of {source} is missing")

    def _asks(self, narrowed: Narrowed) -> bool:
        ref, kind, standing, topics, part = narrowed
        return takes(self._asked, ref, kind, standing, topics) and self._is_in(part)

    def _admits(self, entry: Entry) -> bool:
        return self._asked.admits(entry) and self._is_in(entry.part)

    def _is_in(self, part: Part) -> bool:
        return self._cells is None or bool(self._cells & part.cells)


def once(changes: Ordered) -> Ordered:
    """Changes without those of records that are told a second time, at another provision."""
    seen, told = set[tuple[str, str]](), Ordered()
    for order, change in changes:
        if change.part is None:
            if (change.ref, change.deed) in seen:
                continue
            seen.add((change.ref, change.deed))
        told.append((order, change))
    return told


class Turns:
    """When anything can have happened to the provisions of a source.

    Attributes:
        sealed: The seal of the keys of what is said of them, and told.
        kept: The provisions of which such rows tell all.
    """

    def __init__(self, sealed: int, groups: list[tuple[Any, Any, list[str]]]) -> None:
        self.sealed = sealed
        self._groups = groups
        self.kept = {ref for turns, _, refs in groups if turns is None for ref in refs}

    def happened(self, low: int, high: int) -> Iterator[str]:
        """Yield the others to which anything can have happened after a day and up to another."""
        for turns, _, refs in self._groups:
            if turns is not None and _is_within(turns, low, high):
                yield from refs

    def learnt(self, low: int, high: int) -> Iterator[str]:
        """Yield those of which something else can have come to be known, kept or not."""
        for _, days, refs in self._groups:
            if _is_within(days, low, high):
                yield from refs


def _is_within(days: list[tuple[int, int]], low: int, high: int) -> bool:
    return any(first <= high and last > low for first, last in days)
