"""An index file as such: opened, of our format, each row checked against its checksum."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from guidance.errors import IndexFileError
from guidance.index.schema import APPLICATION, FORMAT

_PACKAGE = Path(__file__).parents[1]


def checked(*texts: str | int) -> int:
    """The checksum of a row: of the texts that an answer rests on."""
    return crc32("\x00".join(map(str, texts)).encode())


def seal(
    read: Callable[[str, list[int]], list[tuple[Any, ...]]], keys: Iterable[str], *values: int
) -> int:
    """The checksum of keys, as queries read them: what rows are looked up by."""
    return checked(*(str(text) for query in keys for (text,) in read(query, [*values])))


@cache
def library() -> str:
    """The code of this library, by its checksum: with other code answers and words may be others.

    Content alone counts, so that an index that was built elsewhere by the same version is known.
    """
    crc, waiting, files = 0, [os.fspath(_PACKAGE)], []
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.name.endswith(".py"):
                files.append(entry.path)
            elif entry.is_dir() and not entry.name.startswith("__"):
                waiting.append(entry.path)
    for file in sorted(files):
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123  (a third faster)
            crc = crc32(stream.readall(), crc)
    return f"{crc:08x}{len(files):04x}"


class IndexBase:
    """One index file.

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
            application = self._base.execute("PRAGMA application_id").fetchone()[0]
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
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

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

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

    def said_of_all(self, key: str) -> Any:  # noqa: ANN401  (anything that JSON can hold)
        """One thing that is said of all records together; ``None`` where it is not there.

        Raises:
            IndexFileError: The file is damaged.
        """
        for body, crc in self.rows("SELECT body, crc FROM meta WHERE key = ?", [key]):
            self.check(crc, key, body)
            return json.loads(body)
        return None

    def damaged(self, detail: str) -> IndexFileError:
        """What is said of a damaged file."""
        return IndexFileError(str(self.path), f"is damaged ({detail})", "damaged")

    def check(self, crc: int, *held: str | int) -> None:
        """Refuse a row that is not as it was written.

        Raises:
            IndexFileError: It is damaged.
        """
        if checked(*held) != crc:
            raise self.damaged("a row is not as it was written")
