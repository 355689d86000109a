"""The records that are served: read again when their files change, without a pause.

An edition is what was read at one time. Whoever is being answered from it goes on with it; the one
before the newest is kept, so that a question that names its edition can be asked a little longer.
Where the files cannot be read any more, the last sound edition is served, and every answer says so.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from guidance.answers.answering import registry_of
from guidance.corpus import Corpus
from guidance.errors import GuidanceError, RecordsError
from guidance.files import load
from guidance.files.folders import is_left_alone, shipped

_KEPT = 2

Stamp = tuple[str, int, int, int]
"""Path, time of change in nanoseconds, size and number of a file."""


@dataclass(frozen=True)
class Edition:
    """Records as they were read at one time.

    Attributes:
        name: Names the records and the version of this library: of one name, every answer is the
            same for ever.
        fingerprint: Names the records alone, however they are laid out.
    """

    corpus: Corpus
    name: str
    fingerprint: str

    @classmethod
    def of(cls, corpus: Corpus, version: str) -> Edition:
        """Name the records that were read."""
        fingerprint = corpus.fingerprint
        named = hashlib.sha256(f"{version}\n{fingerprint}".encode()).hexdigest()
        return cls(corpus, named[:32], fingerprint)

    @cached_property
    def pages(self) -> Corpus:
        """The same records with states of their own: for the pages that take long to make."""
        return Corpus(registry_of(self.corpus))


class Shelf:
    """The editions at hand, the newest first.

    Args:
        folders: Data folders, or an index; ``shipped`` for the records that come with the library.
        version: The version of this library.
        read: Reads them.

    Raises:
        RecordsError: The records cannot be read at the start.
    """

    def __init__(
        self,
        folders: Sequence[str],
        version: str,
        read: Callable[[Sequence[str]], Corpus] = lambda folders: load(*folders),
    ) -> None:
        self._load = partial(read, tuple(folders))
        self._version = version
        self._folders = [_folder(name) for name in folders or ("shipped",)]
        self._stamps = self._look()
        self._seen = self._stamps
        self._refused: list[Stamp] | None = None
        self._editions = [self._read()]
        self.fault: str | None = None

    @property
    def current(self) -> Edition:
        """The newest edition that is sound."""
        return self._editions[0]

    def named(self, name: str) -> Edition | None:
        """The edition of a name, if it is still held."""
        return next((edition for edition in self._editions if edition.name == name), None)

    def changed_and_rests(self) -> bool:
        """Whether the files changed since they were read, and not since the last look.

        Files that change between two looks may be half of what is meant: they are left for the
        next look.
        """
        stamps = self._look()
        rests, self._seen = stamps == self._seen, stamps
        is_new = stamps != self._stamps or self.fault is not None
        return rests and is_new and stamps != self._refused

    def refresh(self) -> str | None:
        """Read the records again, and say what came of it; one thread at a time does so.

        What changed while they were being read is found by the next look.
        """
        stamps = self._look()
        try:
            edition = self._read()
        except (GuidanceError, OSError) as error:
            self._refused = stamps
            self.fault = _first(error)
            return f"the records changed and cannot be read, the earlier ones stay: {self.fault}"
        self._stamps, self._refused = stamps, None
        is_mended, self.fault = self.fault is not None, None
        if edition.name == self.current.name:
            if not is_mended:
                return None
            self._editions[0] = edition  # the other may lead to a file that was damaged meanwhile
            return "the records can be read again"
        self._editions = [edition, *self._editions][:_KEPT]
        return f"the records were read again: {told(edition)}"

    def _read(self) -> Edition:
        """Read the records, and work the states out before anybody waits for them."""
        corpus = self._load()
        edition = Edition.of(corpus, self._version)
        corpus.as_of("2000-01-01")
        return edition

    def _look(self) -> list[Stamp]:
        return sorted(stamp for folder in self._folders for stamp in _stamps(folder))


def told(edition: Edition) -> str:
    """What an edition holds, in words."""
    corpus = edition.corpus
    counts = (
        (len(corpus.sources), "source"),
        (len(corpus.versions), "version"),
        (len(corpus.provisions), "provision"),
    )
    return ", ".join(f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in counts)


def _first(error: Exception) -> str:
    """The first of what is wrong, and how much more there is."""
    if not isinstance(error, RecordsError):
        return str(error)
    count = len(error.exceptions)
    return f"{error.exceptions[0]}{f' (and {count - 1} more)' if count > 1 else ''}"


def _folder(name: str) -> Path:
    folder = shipped() if name == "shipped" else None
    return folder or Path(name)


def _stamps(folder: Path) -> Iterator[Stamp]:
    """The stamps of all files that may hold records; what cannot be looked at has none."""
    if folder.is_file():
        yield from _stamp(folder)
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not is_left_alone(name)]
        for name in files:
            if not is_left_alone(name):
                yield from _stamp(Path(parent, name))


def _stamp(path: Path) -> Iterator[Stamp]:
    try:
        stat = path.stat()
    except OSError:
        return
    yield str(path), stat.st_mtime_ns, stat.st_size, stat.st_ino
