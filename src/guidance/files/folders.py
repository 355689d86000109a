"""Which files of a folder hold records, and what stands there that should not.

::

    <data>/<source>/source.yaml      the source
    <data>/<source>/<version>.yaml   one of its versions
    <data>/facts/<topic>.yaml        the facts of a topic

Each may be ``.json`` instead. A README, a LICENSE and names that start with a dot are left alone.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from guidance.errors import RecordFault
from guidance.files.tree import MOST_BYTES, excerpt
from guidance.records.criteria import FactSheet, Record
from guidance.records.model import Source, Version

_ENDINGS = (".yaml", ".json")
_LEFT_ALONE = ("readme", "license")
FACTS = "facts"
SHIPPED = "shipped"
"""The name that stands for the records that come with the library."""


def is_left_alone(name: str) -> bool:
    """Whether a file or folder of this name is passed over among records."""
    return name.startswith(".") or name.lower().startswith(_LEFT_ALONE)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that should hold a record, and which kind its place asks for."""

    path: Path
    model: type[Record]

    @property
    def shown(self) -> str:
        """The path for messages."""
        return shown(self.path)

    @property
    def is_json(self) -> bool:
        """Whether it is written in JSON."""
        return self.path.suffix == ".json"

    def read(self) -> bytes:
        """Its bytes, but never much more than a record may have."""
        with self.path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)

    @property
    def folder(self) -> str:
        """Name of the folder it stands in."""
        return self.path.absolute().parent.name


@dataclass(slots=True)
class Found:
    """The record files under some paths, and what is wrong with the paths themselves.

    Attributes:
        broken: Names of the folders in which something was refused.
    """

    files: list[RecordFile] = field(default_factory=list)
    faults: list[RecordFault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    _seen: set[Path] = field(default_factory=set)
    _folders: dict[Path, Path] = field(default_factory=dict)
    _met: int = 0

    def look(self, path: Path) -> None:
        """Look at a data folder, the folder of one source or of facts, or one file."""
        try:
            self._look(path)
        except OSError as error:
            problem = f"cannot be read: {error.strerror}"
            self._refuse(Path(error.filename or path), problem, "check its permissions")
        # A name that holds a null character, or (before Python 3.13) a link to itself.
        except (ValueError, RuntimeError):
            self._refuse(path, "not the name of a file or folder", "check the path")

    def _look(self, path: Path) -> None:
        root = path.resolve()
        if path.is_file():
            if self._is_inside(path, root.parent):
                self._take(path)
        elif not path.is_dir():
            self._refuse(path, "there is no such file or folder", "check the path")
        elif path.absolute().name == FACTS or any(_exists(path / f"source{e}") for e in _ENDINGS):
            self._look_in(path, root)
        else:
            before = self._met
            for entry in self._entries(path):
                if not self._is_inside(entry, root):
                    continue
                if entry.is_dir():
                    self._look_in(entry, root)
                else:
                    mend = "move it into the folder of its source, or out of the data folder"
                    self._refuse(entry, "stands outside the folders of sources", mend)
            if before == self._met:
                mend = "name a folder that holds <source>/source.yaml and <source>/<version>.yaml"
                self._refuse(path, "the folder holds no records", mend)

    def _look_in(self, folder: Path, root: Path) -> None:
        stems: dict[str, Path] = {}
        for entry in self._entries(folder):
            if not self._is_inside(entry, root):
                continue
            if entry.is_dir():
                mend = "move its files up, or out of the data folder"
                self._refuse(entry, "a folder inside the folder of a source", mend)
                continue
            self._take(entry)
            other = stems.setdefault(entry.stem, entry)
            if other is not entry and {entry.suffix, other.suffix} == set(_ENDINGS):
                self._refuse(entry, f"the same record is in {shown(other)}", "keep one of the two")

    def _take(self, path: Path) -> None:
        self._met += 1
        if path.suffix not in _ENDINGS:
            near = path.suffix.lower()
            if near in (".yml", *_ENDINGS):
                name = path.with_suffix(".json" if near == ".json" else ".yaml").name
                self._refuse(path, f"ends in {path.suffix}", f"rename it to {excerpt(name)}")
            else:
                mend = "move it out of the data folder; records end in .yaml or .json"
                self._refuse(path, "not a record", mend)
            return
        if not path.is_file():
            self._refuse(path, "not a regular file", "delete it")
            return
        resolved = self._resolved(path)
        if resolved not in self._seen:
            self._seen.add(resolved)
            self.files.append(RecordFile(path, _model_for(path)))

    def _resolved(self, path: Path) -> Path:
        """Where a file is in the end; a folder of many files is followed once."""
        if path.is_symlink():
            return path.resolve()
        folder = self._folders.get(path.parent)
        if folder is None:
            folder = self._folders[path.parent] = path.parent.resolve()
        return folder / path.name

    def _entries(self, folder: Path) -> list[Path]:
        names = sorted(os.listdir(folder))  # noqa: PTH208  (as bytes order, on every system)
        return [folder / name for name in names if not is_left_alone(name)]

    def _is_inside(self, path: Path, root: Path) -> bool:
        try:
            inside = not path.is_symlink() or path.resolve(strict=True).is_relative_to(root)
        except (OSError, RuntimeError):
            self._refuse(path, "a link that leads nowhere", "delete it")
            return False
        if not inside:
            self._refuse(path, "a link that leads out of the folder", "copy the file instead")
        return inside

    def _refuse(self, path: Path, problem: str, mend: str) -> None:
        self._met += 1
        self.faults.append(RecordFault(problem, mend, file=shown(path), line=1, column=1))
        self.broken.update((path.absolute().parent.name, path.name))


def shown(path: Path) -> str:
    """Return a path fit for a message, also where its name is not text."""
    return excerpt(os.fsencode(path).decode(errors="backslashreplace"), 1000)


def shipped() -> Path | None:
    """Return the folder of the records that come with the library, where it is."""
    package = Path(__file__).resolve().parents[1]
    places = (package / "data" / "versions", package.parents[1] / "data" / "versions")
    return next((place for place in places if place.is_dir()), None)


def _exists(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _model_for(path: Path) -> type[Record]:
    if path.absolute().parent.name == FACTS:
        return FactSheet
    return Source if path.stem == "source" else Version
