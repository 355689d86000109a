"""Reads the rows of an index, each checked against its checksum."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar
from zlib import crc32

from guidance.answers.matters import MatterGroup
from guidance.errors import IndexFileError
from guidance.index.base import IndexBase, seal
from guidance.index.codec import SHAPE
from guidance.index.schema import KEYS
from guidance.records.criteria import FactSheet, Record
from guidance.records.model import Source, Version
from guidance.records.natural import reading_order

_T = TypeVar("_T", bound=Record)
_Held = TypeVar("_Held")
_MOST_NAMED = 500  # values asked for at once
_SOURCES = "SELECT id, source, family, provisions, body, evidence, known, crc FROM source"


class IndexedSource(NamedTuple):
    """A source, as it is written in an index.

    Attributes:
        number: What stands for it in other tables.
        family: The number of its family.
        provisions: How many it has.
        body: The record.
        evidence: When its versions were published.
        known: The days of knowledge as known on which what is said of it is kept, in stretches.
    """

    number: int
    source: str
    family: int
    provisions: int
    body: str
    evidence: str
    known: str


class IndexFile(IndexBase):
    """One index file, read as it is asked.

    Raises:
        IndexFileError: It is no index, an index of another format, or damaged.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._said: dict[str, Any] = {}
        self._source_rows: dict[str, IndexedSource] = {}
        self._matters: dict[int, MatterGroup] = {}
        self._seen: set[str] = set()
        if self.said("shape") != SHAPE:
            problem = "was built by another version of guidance"
            raise IndexFileError(str(path), problem, "other-format")

    # -- what is recorded ----------------------------------------------------------------------

    def said(self, key: str) -> Any:  # noqa: ANN401  (anything that JSON can hold)
        """One thing that is said of all records together, read once.

        Raises:
            IndexFileError: The file is damaged.
        """
        if key not in self._said:
            told = self.said_of_all(key)
            if told is None:
                raise self.damaged(f"it does not say its {key}")
            self._said[key] = told
        return self._said[key]

    def source_row(self, source: str) -> IndexedSource:
        """The row of a source.

        Raises:
            IndexFileError: It is missing, or the file is damaged.
        """
        row = self._row_of(source)
        if row is None:
            raise self.damaged(f"{source} is missing")
        return row

    def _row_of(self, source: str) -> IndexedSource | None:
        row = self._source_rows.get(source)
        if row is None:
            for *held, crc in self.rows(f"{_SOURCES} WHERE source = ?", [source]):
                self.check(crc, *held)
                row = self._source_rows[source] = IndexedSource(*held)
        return row

    @cached_property
    def source_rows(self) -> list[IndexedSource]:
        """The rows of all sources, in their order."""
        rows = []
        for *held, crc in self.rows(f"{_SOURCES} ORDER BY id"):
            self.check(crc, *held)
            rows.append(IndexedSource(*held))
        if len(rows) != self.said("rows")["source"]:
            raise self.damaged("a source is missing")
        return rows

    def names_of(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Those of some names that are sources, in their order."""
        asked = {*sources}
        rows = sorted(row for row in map(self._row_of, asked) if row is not None)
        names = tuple(row.source for row in rows)
        missing = asked.difference(names)
        if missing and not missing.isdisjoint(row.source for row in self.source_rows):
            raise self.damaged("a source is not where it is looked for")
        return names

    @cached_property
    def family_of(self) -> dict[str, int]:
        """The family of each source."""
        return {row.source: row.family for row in self.source_rows}

    def versions_of(self, sources: Iterable[str]) -> Iterator[Version]:
        """Yield the versions of some sources, in their order."""
        numbers = json.dumps([self.source_row(source).number for source in sources])
        named = "SELECT value FROM json_each(?)"
        query = f"SELECT ref, place, source, body, crc FROM version WHERE source IN ({named})"  # noqa: S608
        for ref, place, source, body, crc in sorted(self.rows(query, [numbers]), key=_place):
            self.check(crc, ref, place, source, body)
            yield self.record(Version, body)

    def record(self, kind: type[_T], body: str) -> _T:
        """Read a record.

        Raises:
            IndexFileError: It is no such record.
        """
        try:
            return kind.model_validate_json(body)
        except ValueError:
            raise self.damaged("a record cannot be read") from None

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return Lazy(
            lambda: [row.source for row in self.source_rows],
            lambda name: self._row_of(name) is not None,
            lambda name: self.record(Source, self.source_row(name).body),
        )

    @cached_property
    def versions(self) -> Mapping[str, Version]:
        """The versions by reference, read when they are looked at."""

        def read(ref: str) -> Version:
            query = "SELECT ref, place, source, body, crc FROM version WHERE ref = ?"
            for *held, crc in self.rows(query, [ref]):
                self.check(crc, *held)
                return self.record(Version, held[3])
            raise self.damaged(f"{ref} is missing")

        return Lazy(
            lambda: [ref for ref, _ in self.ordered("version")],
            lambda ref: bool(self.rows("SELECT 1 FROM version WHERE ref = ?", [ref])),
            read,
        )

    @cached_property
    def sheets(self) -> Mapping[str, FactSheet]:
        """The fact sheets by topic."""
        sheets = {}
        query = "SELECT topic, place, body, crc FROM sheet ORDER BY place"
        for topic, place, body, crc in self.rows(query):
            self.check(crc, topic, place, body)
            sheets[topic] = self.record(FactSheet, body)
        if len(sheets) != self.said("rows")["sheet"]:
            raise self.damaged("a fact sheet is missing")
        return sheets

    def see(self, table: str) -> None:
        """See that all keys of a table are as they were written; once.

        Raises:
            IndexFileError: One is not.
        """
        if table not in self._seen:
            if seal(self.rows, [KEYS[table]]) != self.said("seals")[table]:
                raise self.damaged(f"a key of {table} is not as it was written")
            self._seen.add(table)

    def ordered(self, table: str) -> list[tuple[str, int]]:
        """The references in a table, in the order of the corpus; none is missing."""
        query = f"SELECT ref, place FROM {table}"  # noqa: S608  (a name of our own)
        ordered = sorted(self.rows(query), key=_place)
        if len(ordered) != self.said("rows")[table]:
            raise self.damaged(f"a {table} is missing")
        return ordered

    def holds(self, ref: str) -> bool:
        """Whether a provision is recorded.

        Raises:
            IndexFileError: It is, and is not there where it is looked for.
        """
        if self.rows("SELECT 1 FROM provision WHERE ref = ?", [ref]):
            return True
        if ref in self._provisions:
            raise self.damaged(f"{ref} is missing")
        return False

    @cached_property
    def _provisions(self) -> set[str]:
        """All of them, each row checked: who misses one has to know that it is not recorded."""
        query = "SELECT ref, place, source, matter, crc FROM provision"
        for *held, crc in self.rows(query):
            self.check(crc, *held)
        return {ref for ref, _ in self.ordered("provision")}

    def matter_of(self, ref: str) -> MatterGroup:
        """What a provision is about, with others.

        Raises:
            IndexFileError: It is missing, or the file is damaged.
        """
        query = "SELECT ref, place, source, matter, crc FROM provision WHERE ref = ?"
        for *held, crc in self.rows(query, [ref]):
            self.check(crc, *held)
            number = held[-1]
            if number not in self._matters:
                self._matters[number] = self._matter(number)
            return self._matters[number]
        raise self.damaged(f"{ref} is missing")

    def _matter(self, number: int) -> MatterGroup:
        for body, crc in self.rows("SELECT body, crc FROM matter WHERE id = ?", [number]):
            self.check(crc, number, body)
            key, title, (first, second, source, place, name), refs = json.loads(body)
            behind = reading_order(source), place, reading_order(name)
            return MatterGroup(key, title, (first, second, behind), tuple(refs))
        raise self.damaged("a matter is missing")

    def title(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event; else the name itself."""
        for body, crc in self.rows("SELECT body, crc FROM name WHERE ref = ?", [ref]):
            self.check(crc, ref, body)
            return str(body)
        self.see("name")
        return ref

    def bodies(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Yield pooled values by their numbers, in order."""
        waiting = sorted(numbers)
        for start in range(0, len(waiting), _MOST_NAMED):
            some = waiting[start : start + _MOST_NAMED]
            marks = ",".join(map(str, some))
            query = f"SELECT id, body, crc FROM value WHERE id IN ({marks}) ORDER BY id"  # noqa: S608
            for number, body, crc in self.rows(query):
                if crc32(body.encode(), number) != crc:  # at once: they are many
                    raise self.damaged("a value is not as it was written")
                yield number, body


class Lazy(Mapping[str, _Held], Generic[_Held]):
    """Records by name, each read when it is first looked at; and so are their names."""

    def __init__(
        self,
        names: Callable[[], list[str]],
        holds: Callable[[str], bool],
        read: Callable[[str], _Held],
    ) -> None:
        self._list = names
        self._holds = holds
        self._read = read
        self._records: dict[str, _Held] = {}

    @cached_property
    def _names(self) -> dict[str, None]:
        return dict.fromkeys(self._list())

    def __getitem__(self, name: str) -> _Held:
        if name not in self._records:
            if name not in self and name not in self._names:
                raise KeyError(name)  # of what is listed and is not there, reading says so
            self._records[name] = self._read(name)
        return self._records[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._records or (isinstance(name, str) and self._holds(name))


def _place(row: tuple[Any, ...]) -> int:
    return int(row[1])
