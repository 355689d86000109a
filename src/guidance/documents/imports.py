"""What an import did to a data folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import closed

FateShape = Literal["written", "updated", "unchanged", "left"]


@closed
class ImportedFileShape(TypedDict):
    """A record of an import, and what became of its file."""

    ref: str
    """The source, or the version."""
    path: str
    fate: FateShape
    """``left``: somebody wrote or changed the file by hand, and it was left alone."""


@closed
class NamedBesideShape(TypedDict):
    """A source that somebody recorded already, and the name that the import took beside it."""

    source: str
    name: str


@closed
class ImportShape(TypedDict):
    """What an import did."""

    format: str
    folder: str
    changed: bool
    """Whether a record was added or changed."""
    files: list[ImportedFileShape]
    left_out: list[str]
    """What the files say and the records do not."""
    beside: list[NamedBesideShape]
    linked: list[str]
    """Imported provisions that are held against another record of the same act."""


def import_document(
    name: str,
    folder: Path,
    files: Iterable[tuple[Path, FateShape]],
    beside: Iterable[tuple[str, str]],
    told: tuple[Iterable[str], Iterable[str]],
) -> ImportShape:
    """What an import did, for programs.

    Args:
        name: The format.
        folder: The data folder.
        files: Each file with what became of it.
        beside: Sources that were recorded already, each with the name taken beside it.
        told: What is not in the records, and the provisions that have another record.
    """
    every = list(files)
    return {
        "format": name,
        "folder": str(folder),
        "changed": any(fate in ("written", "updated") for _, fate in every),
        "files": [{"ref": _ref(path), "path": str(path), "fate": fate} for path, fate in every],
        "left_out": list(told[0]),
        "beside": [{"source": source, "name": taken} for source, taken in beside],
        "linked": list(told[1]),
    }


def _ref(path: Path) -> str:
    source = path.parent.name
    return source if path.stem == "source" else f"{source}@{path.stem}"
