"""New sources, versions and facts: files that can be read at once, and say what to write next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from guidance.authoring.comments import Comment, comments_of, with_comments
from guidance.errors import (
    QueryError,
    RecordFault,
    RecordsError,
    UnknownNameError,
    WriteError,
    nearest,
)
from guidance.files.atomic import read, write
from guidance.files.folders import FACTS
from guidance.files.layout import dump
from guidance.files.loading import Records, read_records
from guidance.files.reading import RecordReader
from guidance.records.criteria import FactSheet, Record
from guidance.records.dates import ImpreciseDate
from guidance.records.model import FORMAT, Source, Standing, Version, as_plain

_R = TypeVar("_R", bound=Record)

SCHEMAS = ".schema"
"""The folder, inside a data folder, of the schemas that editors check against."""

RECORD_FILES = ("source", "version", "facts")
"""The kinds of record files, each with a schema of its name."""

_MARK = "# yaml-language-server:"
# What a version says of itself; the next one has to say it anew.
_OF_ITS_OWN = ("published_as_written", "by", "after", "before", "amendments", "note")

_EXAMPLE = """\
# What the document says, one statement after the other. For example, without the hash marks:
#
# provisions:
#
#   first-statement:
#     title: A few words that name it
#     kind: eligibility
#     force: may              # must, must-not, should, should-not, may or information
#     text: The statement in words of your own.
#     cite: {section: The heading it stands under, paragraph: 1}
"""

_FACTS_EXAMPLE = """\
# What else can be asked of a person. For example, without the hash marks:
#
#   age: {label: age, type: number, unit: years, minimum: 0}
#   falls: {label: falls, type: count}
#   falls-with-injury: {label: falls with an injury, type: count, part-of: falls}
#   walks: {label: way of walking, type: choice, values: [alone, with-a-stick, not-at-all]}
#   frail:
#     label: is frail
#     otherwise: is not frail
#     type: undefined         # a word that the source uses and does not define
#     because: the leaflet does not say who is frail
#
# constraints:                # what holds of everybody
#   - {fact: age, at-most: 130}
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be written.

    Attributes:
        based_on: The version it starts from; ``None`` where there is none.
    """

    path: Path
    content: bytes
    based_on: str | None = None


def new_source(
    data: Path,
    source: str,
    *,
    title: str,
    topics: tuple[str, ...],
    publisher: str | None = None,
    checked: date | None = None,
    overwrite: bool = False,
) -> Draft:
    """Start a source: write its file into a data folder, which is made where it is missing.

    Args:
        data: The data folder.
        source: Its id, which is the name of its folder.
        title: What people call it.
        topics: What it is about; at least one.
        publisher: Who publishes it.
        checked: The day on which somebody looked at it.
        overwrite: Write it anew where it is there already.

    Raises:
        RecordsError: An id or a text is not well formed.
        WriteError: It is there already, or cannot be written.
    """
    fields: dict[str, Any] = {
        "format": FORMAT,
        "source": source,
        "title": title,
        "topics": topics,
        "publisher": publisher,
        "coverage": {"checked": (checked,)} if checked else None,
    }
    record = validated(Source, fields, source)
    comments = (schema_line("source"),)
    draft = Draft(data / source / "source.yaml", with_comments(dump(record), comments).encode())
    write_draft(data, draft, overwrite=overwrite)
    return draft


def new_version(
    data: Path,
    source: str,
    *,
    published: ImpreciseDate,
    version: str | None = None,
    title: str | None = None,
    standing: Standing | None = None,
    overwrite: bool = False,
) -> Draft:
    """Start a version from the last one of its source, its comments kept.

    What the last version says of itself alone is left out: its note, its hash, its amendments. The
    first version of a source starts with an example instead.

    Args:
        data: The data folder.
        source: The source, which must be there.
        published: The day it was published, as known.
        version: Its id; the date as written, where that can be one.
        title: The title of its document; that of the last version without it.
        standing: How bindingly it speaks; as the last version does, without it.
        overwrite: Write it anew where it is there already.

    Raises:
        QueryError: The date cannot be the id, and no id is given.
        RecordsError: The records of the source have faults, or what is given is not well formed.
        UnknownNameError: There is no such source in the folder.
        WriteError: It is there already, or cannot be written.
    """
    folder = data / source
    if not any((folder / f"source{ending}").exists() for ending in (".yaml", ".json")):
        known = sorted(file.parent.name for file in data.glob("*/source.*"))
        raise UnknownNameError("source", source, nearest(source, known))
    name = version or str(published)
    if version is None and not published.is_exact:
        raise QueryError(f"{name} is not one day; give the version an id of its own")
    records = read_records(folder)
    last = _last(records, besides=name)
    fields = _carried_over(last, records.sources[0], title)
    fields |= {"version": name, "published": str(published)}
    if standing is not None:
        fields["standing"] = standing
    record = validated(Version, fields, f"{source}@{name}")
    comments = (schema_line("version"), *_comments_on(last, records))
    text = with_comments(dump(record), comments)
    if last is None:
        text += f"\n{_EXAMPLE}"
    draft = Draft(folder / f"{name}.yaml", text.encode(), last.ref if last else None)
    write_draft(data, draft, overwrite=overwrite)
    return draft


def new_facts(
    data: Path, topic: str, *, facts: Mapping[str, str], overwrite: bool = False
) -> Draft:
    """Start the facts of a topic: what its criteria can ask about a person.

    Args:
        data: The data folder, which is made where it is missing.
        topic: The topic, which gives the file its name.
        facts: Yes-no facts: their ids, and how each reads after "a person who". At least one.
        overwrite: Write it anew where it is there already.

    Raises:
        RecordsError: An id or a text is not well formed.
        WriteError: It is there already, or cannot be written.
    """
    fields: dict[str, Any] = {
        "format": FORMAT,
        "topic": topic,
        "facts": {name: {"label": label, "type": "yes-no"} for name, label in facts.items()},
    }
    record = validated(FactSheet, fields, f"{FACTS}/{topic}")
    text = f"{with_comments(dump(record), (schema_line('facts'),))}\n{_FACTS_EXAMPLE}"
    draft = Draft(data / FACTS / f"{topic}.yaml", text.encode())
    write_draft(data, draft, overwrite=overwrite)
    return draft


def _carried_over(last: Version | None, source: Source, title: str | None) -> dict[str, Any]:
    """What a new version has from the last one of its source, else from the source."""
    fields: dict[str, Any] = as_plain(last) if last else {"extent": "whole"}
    for key in _OF_ITS_OWN:
        fields.pop(key.replace("_", "-"), None)
    old = last.document if last else None
    document = {
        "title": title or (old.title if old else source.title),
        "publisher": old.publisher if old else source.publisher,
        "url": old.url if old else None,
    }
    return fields | {
        "format": FORMAT,
        "source": source.source,
        "standing": last.standing if last else "information",
        "document": {key: value for key, value in document.items() if value},
    }


def _comments_on(version: Version | None, records: Records) -> list[Comment]:
    """What somebody wrote beside a version."""
    file = records.files[version.ref] if version else None
    if file is None or file.is_json:
        return []
    return [
        comment
        for comment in map(_without_mark, comments_of(file.read().decode()))
        if comment.lines
    ]


def _last(records: Records, *, besides: str) -> Version | None:
    """The version published last; of those that may be, the one that the order puts last."""
    versions = [version for version in records.versions if version.version != besides]
    return max(
        versions,
        key=lambda version: (
            version.published.latest or date.max,
            version.published.earliest or date.min,
            len(version.after),
            version.version,
        ),
        default=None,
    )


def schema_line(name: str) -> Comment:
    """The line by which editors find the schema of a record."""
    return Comment(("format",), (schema_mark(name),), is_apart=False)


def schema_mark(name: str) -> str:
    """Return the comment by which editors find the schema of a kind of record."""
    return f"{_MARK} $schema=../{SCHEMAS}/{name}.json"


def _without_mark(comment: Comment) -> Comment:
    lines = tuple(line for line in comment.lines if not line.startswith(_MARK))
    return Comment(comment.path, lines, comment.is_beside, comment.is_apart)


def validated(model: type[_R], fields: dict[str, Any], name: str) -> _R:
    """Make a record as if it had been read, with faults in words for people."""
    given = {key: value for key, value in fields.items() if value is not None}
    data = json.dumps(given, ensure_ascii=False, default=str).encode()
    record, _, faults = RecordReader().read(data, model, is_json=True)
    if record is None:
        raise RecordsError([_told(fault, name) for fault in faults])
    return record


def _told(fault: RecordFault, name: str) -> RecordFault:
    """A fault in what was given, which stands in no file."""
    return RecordFault(fault.problem, fault.mend, path=fault.path, record=name)


def write_draft(data: Path, draft: Draft, *, overwrite: bool) -> None:
    """Write a draft, and the schemas beside it.

    Raises:
        WriteError: It is there already, or cannot be written.
    """
    other = draft.path.with_suffix(".json")
    if other.exists():
        raise WriteError(str(other), "is there already", "choose another name, or delete it")
    before = read(draft.path) if overwrite else None
    draft.path.parent.mkdir(parents=True, exist_ok=True)
    write(draft.path, draft.content, expected=before)
    write_schemas(data)


def write_schemas(data: Path) -> None:
    """Put the schemas of the records beside them, for editors; the same bytes are left alone."""
    from guidance.documents import record_schema

    folder = data / SCHEMAS
    folder.mkdir(parents=True, exist_ok=True)
    for name in RECORD_FILES:
        text = json.dumps(record_schema(name), ensure_ascii=False, indent=2) + "\n"
        path = folder / f"{name}.json"
        write(path, text.encode(), expected=read(path))
