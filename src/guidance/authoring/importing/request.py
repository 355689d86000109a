"""What an importer is given, and what it hands back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from guidance.errors import QueryError, RecordFault, RecordsError
from guidance.records.model import FORMAT

MOST_BYTES = 100_000_000
"""A larger file is refused: it would have to be held in memory whole."""

Fields = dict[str, Any]
"""A record as it is written on disk: hyphenated keys, and texts."""


@dataclass(frozen=True)
class GivenFile:
    """A file that is to be imported."""

    path: Path

    @cached_property
    def data(self) -> bytes:
        """Its bytes.

        Raises:
            RecordsError: It cannot be read, is empty, or is too large.
        """
        try:
            if self.path.stat().st_size > MOST_BYTES:
                limit = f"{MOST_BYTES // 1_000_000} MB"
                raise self.refused(f"larger than {limit}", "import it in parts")
            data = self.path.read_bytes()
        except OSError as error:
            problem = f"cannot be read: {(error.strerror or 'it failed').lower()}"
            raise self.refused(problem, "check the path") from None
        if not data.strip():
            raise self.refused("the file is empty", "fetch it again")
        return data

    @property
    def sha256(self) -> str:
        """The fingerprint by which the document can be told again."""
        return hashlib.sha256(self.data).hexdigest()

    def refused(self, problem: str, mend: str, line: int = 1, column: int = 1) -> RecordsError:
        """Make the error that says what is wrong with the file."""
        fault = RecordFault(problem, mend, file=str(self.path), line=line, column=column)
        return RecordsError([fault])


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be imported, and what the files themselves do not say.

    Attributes:
        source: The id of the source; without it, one made of what the files say.
        topics: What the source is about; without them, the id of the source.
        seen: A day on which the files were as they are now.
        url: Where they came from, where they do not say.
        licence: Their licence, where they do not say.

    """

    files: tuple[GivenFile, ...]
    source: str | None = None
    topics: tuple[str, ...] = ()
    seen: date | None = None
    url: str | None = None
    licence: str | None = None

    @property
    def by_seen(self) -> str:
        """The publication of what is known only to have been there on the day it was seen.

        Raises:
            QueryError: That day was not given.
        """
        if self.seen is None:
            raise QueryError(
                "the files do not say when they were published;"
                " give a day on which they were as they are, with --seen DATE"
            )
        return f"[..{self.seen.isoformat()}]"


@dataclass(slots=True)
class Imported:
    """Records as they are to be written, and what they do not hold.

    Attributes:
        left_out: What the files say and the records do not, in sentences.
    """

    sources: list[Fields] = field(default_factory=list)
    versions: list[Fields] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Importer:
    """One format that can be imported; what an entry point of ``guidance.importers`` names.

    Attributes:
        name: The word for it on the command line.
        reads: What files it reads, in a few words.
        read: Makes records of them. It reads the files and nothing else.
    """

    name: str
    reads: str
    read: Callable[[Request], Imported]


def source_fields(
    source: str, title: str, topics: tuple[str, ...], publisher: str | None, note: str
) -> Fields:
    """The fields of a source."""
    fields: Fields = {"format": FORMAT, "source": source, "title": title}
    if publisher:
        fields["publisher"] = publisher
    return {**fields, "topics": list(topics or (source,)), "note": note}
