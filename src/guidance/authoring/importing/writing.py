"""Imported records into a data folder: nothing of anybody's own hand is ever overwritten.

A file that an import wrote says so in a comment, with a fingerprint of the rest. As long as the
fingerprint is right, nobody has touched the file, and an import may write it anew; otherwise it is
left as it is. A source that somebody else recorded under the same name keeps it, and the import
takes a longer one beside it.

Nothing is written before everything has been checked, together with what is there already.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from guidance.authoring.importing.request import Fields, Imported
from guidance.authoring.importing.sameness import linked, renamed
from guidance.authoring.scaffold import schema_mark, validated, write_schemas
from guidance.errors import QueryError
from guidance.files.atomic import read, write
from guidance.files.folders import FACTS, is_left_alone
from guidance.files.layout import dump
from guidance.files.loading import Records, read_records
from guidance.records.criteria import Record
from guidance.records.model import Source, Version
from guidance.resolution import resolve

_MARK = "# guidance import"
_MARKED = re.compile(rf"{_MARK} ([a-z0-9-]+) ([0-9a-f]{{16}})[^\n]*\n")
_MEANING = "(a file that was changed by hand is left alone)"


class Fate(StrEnum):
    """What became of a file. These names are stable."""

    WRITTEN = "written"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file of an import, and what became of it.

    Attributes:
        fate: ``left`` where somebody wrote or changed the file by hand.
    """

    path: Path
    fate: Fate


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        files: Sources before their versions, in the order of their names.
        left_out: What the imported files say and the records do not, in sentences.
        beside: Sources that were recorded already, each with the name that the import took.
        linked: References of imported provisions that are held against another record of the same.
    """

    files: tuple[ImportedFile, ...]
    left_out: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]
    linked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Planned:
    path: Path
    record: Source | Version
    content: bytes
    before: bytes | None
    fate: Fate


def write_import(folder: Path, imported: Imported, name: str) -> ImportReport:
    """Write imported records into a data folder, which is made where it is missing.

    Args:
        folder: The data folder.
        imported: What an importer handed back.
        name: The name of the importer.

    Raises:
        RecordsError: The records in the folder, or both together, have faults.
        WriteError: A file cannot be written.
    """
    _check_names(imported)
    there = read_records(folder) if any(_record_files(folder)) else None
    beside = {
        source: f"{source}-{name}"
        for source in (fields["source"] for fields in imported.sources)
        if _importer_of(folder, source) not in (None, name)
    }
    imported = renamed(imported, beside)
    # What the same importer wrote is no other record of an act, but one of its neighbours.
    foreign = {source.source for source in (there.sources if there else ())}
    foreign -= {source for source in foreign if _importer_of(folder, source) == name}
    others = [version for version in (there.versions if there else ()) if version.source in foreign]
    imported, links = linked(imported, others, beside)
    planned = [
        _plan(folder, fields, model, name)
        for model, records in ((Source, imported.sources), (Version, imported.versions))
        for fields in records
    ]
    _check(planned, there)
    for file in planned:
        if file.fate in (Fate.WRITTEN, Fate.UPDATED):
            file.path.parent.mkdir(parents=True, exist_ok=True)
            write(file.path, file.content, expected=file.before)
    if planned:
        write_schemas(folder)
    files = sorted((ImportedFile(file.path, file.fate) for file in planned), key=_in_order)
    taken = tuple(sorted(beside.items()))
    return ImportReport(tuple(files), tuple(imported.left_out), taken, links)


def _check_names(imported: Imported) -> None:
    """See to it that each record has a name of its own, and one that a folder can have."""
    sources = [fields["source"] for fields in imported.sources]
    versions = [f"{fields['source']}@{fields['version']}" for fields in imported.versions]
    for source in sources:
        if is_left_alone(source) or source == FACTS:
            reason = "a folder of that name holds no source; name another with --source ID"
            raise QueryError(f"the source cannot be called {source}: {reason}")
    for name, count in Counter([*sources, *versions]).items():
        if count > 1:
            reason = "import the files one by one, or without --source"
            raise QueryError(f"{count} records would be called {name}; {reason}")


def _record_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*/*") if path.suffix in (".yaml", ".json"))


def _in_order(file: ImportedFile) -> tuple[Path, bool, str]:
    return file.path.parent, file.path.stem != "source", file.path.name


def _importer_of(folder: Path, source: str) -> str | None:
    """Which importer wrote a source: empty where none did; ``None`` where it is not there."""
    for ending in (".yaml", ".json"):
        data = read(folder / source / f"source{ending}")
        if data is not None:
            marked = _MARKED.search(data.decode(errors="replace"))
            return marked[1] if marked else ""
    return None


def _plan(folder: Path, fields: Fields, model: type[Source | Version], name: str) -> _Planned:
    source = fields["source"]
    stem = "source" if model is Source else fields["version"]
    ref = source if model is Source else f"{source}@{stem}"
    record: Source | Version = (
        validated(Source, fields, ref) if model is Source else validated(Version, fields, ref)
    )
    path = folder / source / f"{stem}.yaml"
    content = _marked(record, name, "source" if model is Source else "version")
    before = read(path)
    if path.with_suffix(".json").exists():
        fate = Fate.LEFT
    elif before is None:
        fate = Fate.WRITTEN
    elif before == content:
        fate = Fate.UNCHANGED
    else:
        fate = Fate.UPDATED if _is_untouched(before) else Fate.LEFT
    return _Planned(path, record, content, before, fate)


def _check(planned: list[_Planned], there: Records | None) -> None:
    """Hold what will be in the folder together before anything is written."""
    sources = {source.source: source for source in there.sources} if there else {}
    versions = {version.ref: version for version in there.versions} if there else {}
    for file in planned:
        if file.fate is Fate.LEFT:
            continue
        if isinstance(file.record, Source):
            sources[file.record.source] = file.record
        else:
            versions[file.record.ref] = file.record
    resolve(sources.values(), versions.values(), there.sheets if there else ())


def _marked(record: Record, name: str, schema: str) -> bytes:
    head, body = f"{schema_mark(schema)}\n", dump(record)
    return f"{head}{_MARK} {name} {_fingerprint(head + body)} {_MEANING}\n{body}".encode()


def _is_untouched(content: bytes) -> bool:
    text = content.decode(errors="replace")
    mark = _MARKED.search(text)
    return mark is not None and mark[2] == _fingerprint(_MARKED.sub("", text, count=1))


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
