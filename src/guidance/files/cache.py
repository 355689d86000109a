"""Indexes kept for large record folders, so that the next command answers at once.

In the user's cache folder lie indexes, each named by the fingerprint of its records, and for each
set of folders a list of their files: with size, times and SHA-256, and the fingerprint. Where
every file is as listed, the index speaks for them. Where only times differ, or a file was written
about when the list was made, its content is read and compared. Everything is put in place whole,
so that any number of processes can build at once; the last one's stays, and it is as sound as the
others. What is damaged, or built by another version, is built anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path

from guidance.corpus import Corpus
from guidance.errors import IndexFileError
from guidance.files.atomic import overwrite
from guidance.files.folders import SHIPPED, Found, shipped
from guidance.files.indexes import open_index
from guidance.index.base import library
from guidance.index.schema import FORMAT

LARGE = 4_000_000
"""Bytes of records from which an index is kept; smaller ones are read as fast."""

MOST = 500_000_000
"""Bytes that all indexes kept may take; those not used for longest go first."""

_A_DAY = 86_400  # seconds: nobody builds for longer
_RACY = 2_000_000_000  # nanoseconds: a file system may tell times no finer

Tell = Callable[[str], None]
BuildIndex = Callable[[Corpus, Path], None]


def _format() -> str:
    """What wrote an index; what other code worked out may be otherwise."""
    return f"{FORMAT}.{library()}"


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was when the list was made."""

    path: str
    size: int
    changed: tuple[int, int]
    digest: str


class Cache:
    """The indexes kept in one folder.

    Args:
        folder: Where; the user's cache folder where none is named.
        build: Writes an index of a corpus to a file.
        most: How many bytes they may take.
        tell: Called with what the user should know: that an index was damaged, or is kept now.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        build: BuildIndex,
        most: int = MOST,
        tell: Tell = lambda _: None,
    ) -> None:
        self._build = build
        self.folder = folder or user_cache_path("guidance-timeline", appauthor=False)
        self._most = most
        self._tell = tell

    def load(self, paths: Sequence[str], read: Callable[[], Corpus]) -> Corpus:
        """Return the records of some folders: by their index, else as they are read.

        Large ones that have no sound index get one.
        """
        files = _files(paths)
        if files is None or sum(_size(path) for path in files) < LARGE:
            return read()
        listing = self.folder / f"{_named(paths)}.json"
        corpus = self._kept(listing, files)
        if corpus is not None:
            return corpus
        before = [_seen(path) for path in files]
        corpus = read()
        self._keep(listing, before, corpus)
        return corpus

    def holds(self, path: str) -> bool:
        """Whether a file is one of the indexes kept."""
        return Path(path).parent == self.folder

    def drop(self, path: str) -> None:
        """Throw a damaged index away."""
        self._tell(f"the index kept in {path} is damaged; it is built anew")
        Path(path).unlink(missing_ok=True)

    def _kept(self, listing: Path, files: list[Path]) -> Corpus | None:
        try:
            held = json.loads(listing.read_text(encoding="utf-8"))
            fingerprint, made = str(held["fingerprint"]), listing.stat().st_mtime_ns
            seen = [_Seen(p, s, (m, c), d) for p, s, m, c, d in held["files"]]
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, KeyError, TypeError):
            self._tell(f"the list kept in {listing} is damaged; it is made anew")
            return None
        if [file.path for file in seen] != [str(path) for path in files]:
            return None
        if not all(_is_as_seen(file, made) for file in seen):
            return None
        index = self._index(fingerprint)
        try:
            corpus = open_index(index)
        except IndexFileError as error:
            if error.reason == "damaged":
                self.drop(str(index))
            return None
        if corpus.fingerprint != fingerprint:
            self.drop(str(index))
            return None
        _touch(index)
        return corpus

    def _keep(self, listing: Path, seen: list[_Seen], corpus: Corpus) -> None:
        index = self._index(corpus.fingerprint)
        rows = [[e.path, e.size, *e.changed, e.digest] for e in seen]
        held = {"fingerprint": corpus.fingerprint, "files": rows}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._build(corpus, index)
            overwrite(listing, json.dumps(held).encode())
            self._trim(index)
        except Exception as error:
            self._tell(f"no index of these records could be kept ({error})")
            return
        self._tell(f"an index of these records is kept in {index}; --no-cache does without")

    def _index(self, fingerprint: str) -> Path:
        return self.folder / f"{fingerprint}.{_format()}.index"

    def _trim(self, newest: Path) -> None:
        """Throw away what was not used for longest, until the rest fits."""
        kept = sorted(self.folder.glob("*.index"), key=lambda index: -index.stat().st_mtime)
        size = newest.stat().st_size
        for path in kept:
            if path != newest:
                size += path.stat().st_size
                if size > self._most:
                    path.unlink(missing_ok=True)
        for path in self.folder.glob(".*.tmp"):  # left by one that was stopped
            if path.stat().st_mtime < newest.stat().st_mtime - _A_DAY:
                path.unlink(missing_ok=True)


def _files(paths: Sequence[str]) -> list[Path] | None:
    """The record files of some folders; ``None`` where something is wrong with them."""
    listed = Found()
    for path in paths or (SHIPPED,):
        folder = shipped() if path == SHIPPED else Path(path)
        if folder is None:
            return None
        listed.look(folder)
    if listed.faults:
        return None
    return [file.path.absolute() for file in listed.files]


def _named(paths: Iterable[str]) -> str:
    """A name for a set of folders, in their order."""
    named = [name if name == SHIPPED else str(Path(name).absolute()) for name in paths]
    return sha256("\0".join((_format(), *named)).encode()).hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _seen(path: Path) -> _Seen:
    held = path.stat()
    times = (held.st_mtime_ns, held.st_ctime_ns)
    return _Seen(str(path), held.st_size, times, sha256(path.read_bytes()).hexdigest())


def _is_as_seen(seen: _Seen, made: int) -> bool:
    """Whether a file holds what it held: by size and times, else by its content."""
    path = Path(seen.path)
    try:
        held = path.stat()
        if held.st_size != seen.size:
            return False
        times = (held.st_mtime_ns, held.st_ctime_ns)
        if times == seen.changed and max(times) < made - _RACY:
            return True
        return sha256(path.read_bytes()).hexdigest() == seen.digest
    except OSError:
        return False


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        return  # a cache that only others may write is of use all the same
