"""From folders to records, and from records to a corpus, with every fault located."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from guidance.engine.collector import collector_paused
from guidance.errors import RecordFault, RecordsError
from guidance.files.folders import FACTS, SHIPPED, Found, RecordFile, shipped
from guidance.files.reading import RecordReader, places_of
from guidance.files.tree import FilePlaces, Tree, excerpt, make_fault
from guidance.files.wording import value_at
from guidance.records.criteria import SLUG, FactSheet, Record
from guidance.records.model import Source, Version

if TYPE_CHECKING:
    from guidance.corpus import Corpus

_CONDITIONS = frozenset({"criteria", "when"})


@dataclass(frozen=True, slots=True)
class Records:
    """Records as read, before anything is made of them.

    Attributes:
        files: The file of each record, by its reference: a source id, a version reference, or
            ``facts/<topic>``.
    """

    sources: tuple[Source, ...]
    versions: tuple[Version, ...]
    sheets: tuple[FactSheet, ...]
    files: Mapping[str, RecordFile]

    def where(self, record: str, path: Sequence[str | int] = ()) -> tuple[str, int, int]:
        """Return file, line and column of a field of a record.

        Raises:
            KeyError: The record was not read.
        """
        file = self.files[record]
        return file.shown, *_places(file)[1].of_value(tuple(path))


def load(*paths: str | os.PathLike[str]) -> Corpus:
    """Read data folders into one corpus; without a folder, the records that are shipped.

    Args:
        paths: Folders of records. The name ``shipped`` stands for the records that are shipped;
            a folder of that name is written ``./shipped``.

    Raises:
        RecordsError: With every fault of every file. Part of the records is never loaded.
    """
    from guidance.corpus import Corpus

    with collector_paused():
        named = paths or (SHIPPED,)
        loading = _Loading(_shipped() if path == SHIPPED else Path(path) for path in named)
        records = loading.records
        try:
            corpus = Corpus.build(records.sources, records.versions, records.sheets)
        except RecordsError as error:
            loading.add(fault for fault in error.exceptions if isinstance(fault, RecordFault))
    loading.raise_faults()
    return corpus


def read_records(*paths: Path) -> Records:
    """Read data folders, folders of one source, and single files, each checked by itself.

    Raises:
        RecordsError: With every fault of every file.
    """
    with collector_paused():
        loading = _Loading(paths)
    loading.raise_faults()
    return loading.records


def _shipped() -> Path:
    folder = shipped()
    if folder is None:
        problem = "the records that come with guidance-timeline are not there"
        raise RecordsError([RecordFault(problem, "install it again, or name a data folder")])
    return folder


class _Loading:
    """One load: the records that could be read, the faults, and which sources have faults."""

    def __init__(self, paths: Iterable[Path]) -> None:
        listed = Found()
        for path in paths:
            listed.look(path)
        self._faults = listed.faults
        self._broken = set(listed.broken)
        self._reader = RecordReader()
        records: dict[str, Record] = {}
        files: dict[str, RecordFile] = {}
        for file in listed.files:
            record, ref, faults = self._read(file)
            if record is not None and ref in records:
                problem = f"{ref} is already recorded in {files[ref].shown}"
                faults = [RecordFault(problem, "keep one of the two", line=1, column=1)]
            elif record is not None:
                records[ref], files[ref] = record, file
            if faults:
                self._broken.update((file.folder, ref.partition("@")[0]))
            self._faults += [_of(fault, file, ref) for fault in faults]
        self.records = Records(
            tuple(r for r in records.values() if isinstance(r, Source)),
            tuple(r for r in records.values() if isinstance(r, Version)),
            tuple(r for r in records.values() if isinstance(r, FactSheet)),
            MappingProxyType(files),
        )

    def add(self, faults: Iterable[RecordFault]) -> None:
        """Add faults between records, located in their files."""
        known: dict[str, tuple[Tree, FilePlaces]] = {}
        for fault in faults:
            file = self.records.files.get(fault.record)
            if file is None:
                self._faults.append(fault)
                continue
            if fault.record not in known:
                known[fault.record] = _places(file)
            tree, places = known[fault.record]
            if self._would_stand(fault, tree):
                self._faults.append(fault.at(file.shown, *places.of_value(fault.path)))

    def raise_faults(self) -> None:
        """Raise the faults, sorted by place."""
        if self._faults:
            order = sorted(self._faults, key=lambda f: (f.file, f.line, f.column, f.field))
            raise RecordsError(order)

    def _would_stand(self, fault: RecordFault, tree: Tree) -> bool:
        """Whether a fault between records can be told while some files cannot be read.

        What a reference leads to may be in one of those.
        """
        if FACTS in self._broken and _CONDITIONS.intersection(fault.path):
            return False
        named = value_at(tree, fault.path)
        sources = {fault.record.partition("@")[0]}
        if isinstance(named, str):
            sources.add(named.partition("#")[0].partition("@")[0])
        return not self._broken & sources

    def _read(self, file: RecordFile) -> tuple[Record | None, str, list[RecordFault]]:
        try:
            data = file.read()
        except OSError as error:
            problem = f"cannot be read: {error.strerror}"
            fault = RecordFault(problem, "check its permissions", line=1, column=1)
            return None, _named(file, {})[0], [fault]
        record, fields, faults = self._reader.read(data, file.model, is_json=file.is_json)
        ref, names = _named(file, fields)
        for key, name, where in names:
            said = fields.get(key)
            # A name that is not well formed has its fault already.
            if isinstance(said, str) and said != name and all(f.path != (key,) for f in faults):
                place = places_of(data, is_json=file.is_json)[1].of_value((key,))
                problem = f"says {excerpt(said)!r}, and the {where} is called {excerpt(name)!r}"
                mend = f"rename the {where} to {excerpt(said)}"
                if re.match(SLUG, name):  # a copy that a file manager made has no such name
                    mend += f", or write {excerpt(name)} here"
                faults.append(make_fault(problem, mend, (key,), place))
        return (None if faults else record), ref, faults


def _of(fault: RecordFault, file: RecordFile, ref: str) -> RecordFault:
    fault.record = excerpt(ref)
    return fault.at(file.shown, fault.line, fault.column)


def _named(file: RecordFile, fields: Mapping[str, Tree]) -> tuple[str, list[tuple[str, str, str]]]:
    """Reference of the record in a file; the keys that repeat a name, with that name."""

    def said(key: str, otherwise: str) -> str:
        value = fields.get(key)
        return value if isinstance(value, str) and value else otherwise

    stem = file.path.stem
    if file.model is FactSheet:
        return f"{FACTS}/{said('topic', stem)}", [("topic", stem, "file")]
    source = said("source", file.folder)
    names = [("source", file.folder, "folder")]
    if file.model is Source:
        return source, names
    return f"{source}@{said('version', stem)}", [*names, ("version", stem, "file")]


def _places(file: RecordFile) -> tuple[Tree, FilePlaces]:
    """Read a file again for its places; none where it has gone meanwhile."""
    try:
        return places_of(file.read(), is_json=file.is_json)
    except OSError:
        return "", FilePlaces()
