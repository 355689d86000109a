"""From documents that machines can read to records.

* :mod:`.request` says what an importer is given and what it hands back.
* :mod:`.values`, :mod:`.xml` and :mod:`.words` read hostile files safely, and make names and texts.
* :mod:`.sameness` holds two sources of one act against each other.
* :mod:`.writing` puts the records into a folder, and leaves what somebody wrote by hand.

The formats are in :mod:`guidance.authoring.importers`.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from guidance.authoring.importing.request import GivenFile, Imported, Importer, Request
from guidance.authoring.importing.writing import Fate, ImportedFile, ImportReport, write_import
from guidance.errors import QueryError, UnknownNameError, nearest

__all__ = [
    "Fate",
    "GivenFile",
    "ImportReport",
    "Imported",
    "ImportedFile",
    "Importer",
    "Request",
    "import_files",
    "importer",
    "importer_names",
]

GROUP = "guidance.importers"
"""The entry points that are importers."""


def importer_names() -> tuple[str, ...]:
    """The formats that can be imported here, sorted."""
    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


def importer(name: str) -> Importer:
    """Return the importer of a format.

    Raises:
        UnknownNameError: Nobody here reads that format.
    """
    for entry in entry_points(group=GROUP, name=name):
        loaded: Importer = entry.load()
        return loaded
    raise UnknownNameError("importer", name, nearest(name, importer_names()))


def import_files(name: str, request: Request, folder: Path) -> ImportReport:
    """Read files of a format, and write what they say into a data folder as records.

    Nothing is fetched from anywhere. The same files give the same bytes, and what somebody wrote
    or changed by hand is left alone.

    Args:
        name: The format.
        request: The files, and what they do not say themselves.
        folder: The data folder, which is made where it is missing.

    Raises:
        UnknownNameError: Nobody here reads that format.
        QueryError: Something is needed that the files do not say.
        RecordsError: A file is not what it should be, or there are faults in the folder.
        WriteError: A record cannot be written.
    """
    imported = importer(name).read(request)
    if not imported.sources:
        named = ", ".join(str(file.path) for file in request.files)
        raise QueryError(f"nothing to import was found in {named}; name the files themselves")
    return write_import(folder, imported, name)
