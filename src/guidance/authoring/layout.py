"""The one layout of records, comments kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guidance.authoring.comments import comments_of, with_comments
from guidance.errors import RecordFault, RecordsError
from guidance.files.atomic import write
from guidance.files.folders import Found, RecordFile
from guidance.files.layout import dump, dump_json
from guidance.files.reading import RecordReader
from guidance.records.criteria import Record
from guidance.records.model import canonical


@dataclass(frozen=True, slots=True)
class FileLayout:
    """A file, as it is and as it would be laid out."""

    path: Path
    before: bytes
    after: bytes

    @property
    def is_changed(self) -> bool:
        """Whether the layout differs."""
        return self.before != self.after


def formatted(data: bytes, model: type[Record], *, is_json: bool = False) -> bytes:
    """Return a record file in the one layout.

    Raises:
        RecordsError: The file has faults.
    """
    record = _record(data, model, is_json=is_json)
    return _written(record, data, is_json=is_json)


def updated(data: bytes, record: Record, *, is_json: bool = False) -> bytes:
    """Return a record file with other content, its comments kept.

    Where the content is the same, the bytes are too, whatever their layout.

    Raises:
        RecordsError: The file has faults.
    """
    before = _record(data, type(record), is_json=is_json)
    if canonical(before) == canonical(record):
        return data
    return _written(record, data, is_json=is_json)


def lay_out(*paths: Path) -> tuple[FileLayout, ...]:
    """Read the record files under some paths, and say how they would be laid out.

    Raises:
        RecordsError: With every fault of every file; nothing is written by this.
    """
    folders = Found()
    for path in paths:
        folders.look(path)
    faults = list(folders.faults)
    layouts = []
    for file in folders.files:
        try:
            data = file.read()
            after = formatted(data, file.model, is_json=file.is_json)
        except RecordsError as error:
            faults += [_located(fault, file) for fault in error.exceptions]
        except OSError as error:
            problem = f"cannot be read: {error.strerror}"
            mend = "check its permissions"
            faults.append(RecordFault(problem, mend, file=file.shown, line=1, column=1))
        else:
            layouts.append(FileLayout(file.path, data, after))
    if faults:
        raise RecordsError(faults)
    return tuple(layouts)


def save(layout: FileLayout) -> bool:
    """Write a file in its layout, unless it changed since it was read.

    Returns:
        Whether anything was written.

    Raises:
        WriteError: It changed, or cannot be written.
    """
    return write(layout.path, layout.after, expected=layout.before)


def _record(data: bytes, model: type[Record], *, is_json: bool) -> Record:
    record, _, faults = RecordReader().read(data, model, is_json=is_json)
    if record is None:
        raise RecordsError(faults)
    return record


def _written(record: Record, data: bytes, *, is_json: bool) -> bytes:
    if is_json:
        return dump_json(record).encode()
    text = data.decode().replace("\r\n", "\n").replace("\r", "\n")
    return with_comments(dump(record), comments_of(text)).encode()


def _located(fault: Exception, file: RecordFile) -> RecordFault:
    assert isinstance(fault, RecordFault)  # noqa: S101  (a RecordsError holds nothing else)
    return fault.at(file.shown, fault.line, fault.column)
