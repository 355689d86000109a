"""Reads the rows of an index, each checked against its checksum."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from guidance.errors import IndexFileError
from guidance.index.building import checked
from guidance.index.codec import SHAPE
from guidance.index.schema import APPLICATION, FORMAT
from guidance.records.criteria import FactSheet, Record
from guidance.records.model import Source, Version

_T = TypeVar("_T", bound=Record)
_MOST_NAMED = 500  # values asked for at once


class IndexFile:
    """One index file, read as it is asked.

    Raises:
        IndexFileError: It is no index, an index of another format, or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            # Opened by hand first: SQLite would make a file that is not there.
            with path.open("rb"):
                address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._base = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._base.execute("PRAGMA trusted_schema = OFF")
            application = self._one("PRAGMA application_id")[0]
            version = self._one("PRAGMA user_version")[0]
        except OSError as error:
            reason = (error.strerror or "it failed").lower()
            raise IndexFileError(str(path), f"cannot be read: {reason}", "missing") from None
        except sqlite3.Error:
            raise IndexFileError(str(path), "is no index of guidance", "damaged") from None
        if application != APPLICATION:
            raise IndexFileError(str(path), "is no index of guidance", "damaged")
        if version != FORMAT:
            problem = f"is an index of format {version}, and this version reads {FORMAT}"
            raise IndexFileError(str(path), problem, "other-format")
        self.meta  # noqa: B018  (refuses what another version built)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    # -- rows ----------------------------------------------------------------------------------

    def rows(self, statement: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query.

        Raises:
            IndexFileError: The file is damaged.
        """
        try:
            with closing(self._base.cursor()) as cursor:
                return cursor.execute(statement, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise self.damaged(str(error)) from None

    def damaged(self, detail: str) -> IndexFileError:
        """What is said of a damaged file."""
        return IndexFileError(str(self.path), f"is damaged ({detail})", "damaged")

    def _one(self, statement: str) -> Any:  # noqa: ANN401  (a row)
        return self._base.execute(statement).fetchone()

    def check(self, crc: int, *held: str | int) -> None:
        """Refuse a row that is not as it was written.

        Raises:
            IndexFileError: It is damaged.
        """
        if checked(*held) != crc:
            raise self.damaged("a row is not as it was written")

    # -- what is recorded ----------------------------------------------------------------------

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """What is said of all records together."""
        found = {}
        for key, body, crc in self.rows("SELECT key, body, crc FROM meta"):
            self.check(crc, key, body)
            found[key] = json.loads(body)
        if "rows" not in found:
            raise self.damaged("it has no list of its rows")
        if found.get("shape") != SHAPE:
            problem = "was built by another version of guidance"
            raise IndexFileError(str(self.path), problem, "other-format")
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each source, in their order."""
        return {source: number for source, (number, _) in self._placed.items()}

    @cached_property
    def family_of(self) -> dict[str, int]:
        """The family of each source."""
        return {source: family for source, (_, family) in self._placed.items()}

    @cached_property
    def _placed(self) -> dict[str, tuple[int, int]]:
        return {source: (number, family) for number, source, family, *_ in self.source_rows}

    @cached_property
    def source_rows(self) -> list[tuple[Any, ...]]:
        """The row of each source: number, name, family, record, evidence."""
        found = self.rows("SELECT id, source, family, body, evidence, crc FROM source ORDER BY id")
        for *held, crc in found:
            self.check(crc, *held)
        if len(found) != self.meta["rows"]["source"]:
            raise self.damaged("a source is missing")
        return [tuple(held) for *held, _ in found]

    def versions_of(self, sources: Iterable[str]) -> Iterator[Version]:
        """Yield the versions of some sources, in their order."""
        numbers = json.dumps([self.numbers[source] for source in sources])
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
        rows = self.source_rows
        return Lazy({row[1]: row[3] for row in rows}, lambda body: self.record(Source, body))

    @cached_property
    def versions(self) -> Mapping[str, Version]:
        """The versions by reference, read when they are looked at."""
        refs = {ref: ref for ref, _ in self.ordered("version")}

        def read(ref: str) -> Version:
            query = "SELECT ref, place, source, body, crc FROM version WHERE ref = ?"
            for *held, crc in self.rows(query, [ref]):
                self.check(crc, *held)
                return self.record(Version, held[3])
            raise self.damaged(f"{ref} is missing")

        return Lazy(refs, read)

    @cached_property
    def sheets(self) -> Mapping[str, FactSheet]:
        """The fact sheets by topic."""
        found = {}
        query = "SELECT topic, place, body, crc FROM sheet ORDER BY place"
        for topic, place, body, crc in self.rows(query):
            self.check(crc, topic, place, body)
            found[topic] = self.record(FactSheet, body)
        return found

    def ordered(self, table: str) -> list[tuple[str, int]]:
        """The references in a table, in the order of the corpus; none is missing."""
        query = f"SELECT ref, place FROM {table}"  # noqa: S608  (a name of our own)
        found = sorted(self.rows(query), key=_place)
        if len(found) != self.meta["rows"][table]:
            raise self.damaged(f"a {table} is missing")
        return found

    def title(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event."""
        for body, crc in self.rows("SELECT body, crc FROM name WHERE ref = ?", [ref]):
            self.check(crc, ref, body)
            return str(body)
        return ref

    def bodies(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Yield pooled values by their numbers."""
        waiting = sorted(numbers)
        for start in range(0, len(waiting), _MOST_NAMED):
            some = waiting[start : start + _MOST_NAMED]
            marks = ", ".join("?" * len(some))
            query = f"SELECT id, body, crc FROM value WHERE id IN ({marks})"  # noqa: S608
            for number, body, crc in self.rows(query, some):
                self.check(crc, number, body)
                yield number, body


class Lazy(Mapping[str, _T], Generic[_T]):
    """Records by name, each read when it is first looked at."""

    def __init__(self, bodies: Mapping[str, str], read: Any) -> None:  # noqa: ANN401
        self._bodies = bodies
        self._read = read
        self._found: dict[str, _T] = {}

    def __getitem__(self, name: str) -> _T:
        if name not in self._found:
            self._found[name] = self._read(self._bodies[name])
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bodies)

    def __len__(self) -> int:
        return len(self._bodies)

    def __contains__(self, name: object) -> bool:
        return name in self._bodies


def _place(row: tuple[Any, ...]) -> int:
    return int(row[1])
