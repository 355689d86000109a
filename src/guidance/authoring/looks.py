"""A look at a source, put into its file: on which day, and what it did not show."""

from __future__ import annotations

from pathlib import Path

from guidance.authoring.layout import updated
from guidance.errors import QueryError, UnknownNameError, nearest
from guidance.files.atomic import write
from guidance.files.loading import read_records
from guidance.records.sources import Check


def write_look(folder: Path, source: str, check: Check) -> Path:
    """Add a look to the file of a source, its comments kept; nothing else of it changes.

    Args:
        folder: The data folder.
        source: The source that was looked at.
        check: The look. Events of other sources are named in full.

    Returns:
        The file.

    Raises:
        QueryError: The same look is recorded already.
        RecordsError: The records have faults.
        UnknownNameError: The source, or an event, is not recorded there.
        WriteError: The file changed meanwhile, or cannot be written.
    """
    records = read_records(folder)
    sources = {record.source: record for record in records.sources}
    if source not in sources:
        raise UnknownNameError("source", source, nearest(source, sources))
    events = {f"{v.source}@{name}" for v in records.versions for name in v.events}
    for name in check.not_yet:
        key = name if "@" in name else f"{source}@{name}"
        if key not in events:
            raise UnknownNameError("event", key, nearest(key, events))
    known = sources[source]
    if check in known.checks:
        raise QueryError(f"this look at {source} on {check.on} is recorded already")
    checks = tuple(sorted((*known.checks, check), key=lambda look: look.on))
    file = records.files[source]
    before = file.read()
    record = known.model_copy(update={"checks": checks})
    write(file.path, updated(before, record, is_json=file.is_json), expected=before)
    return file.path
