"""Fingerprints of cited passages, put into the version that cites them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from guidance.authoring.layout import updated
from guidance.errors import QueryError, UnknownNameError, nearest
from guidance.files.atomic import write
from guidance.files.loading import read_records
from guidance.records.criteria import FrozenDict
from guidance.records.model import Citation, Version
from guidance.upkeep.documents.opening import open_document
from guidance.upkeep.documents.passages import Passages, headings_of
from guidance.upkeep.verification import citations


@dataclass(frozen=True, slots=True)
class Fingerprinted:
    """A version with fingerprints.

    Attributes:
        record: The version as it is to be written.
        written: How many passages have their fingerprint.
        left: What has none, each with the reason: the reference, the citation, and why.
    """

    record: Version
    written: int
    left: tuple[tuple[str, Citation, str], ...]


def fingerprinted(version: Version, document: bytes, passages: Passages) -> Fingerprinted:
    """Put the fingerprints of the passages it cites into a version.

    A version without the hash of its document gets that as well.

    Raises:
        QueryError: It was recorded from another document.
    """
    digest = hashlib.sha256(document).hexdigest()
    if version.document.sha256 not in (None, digest):
        raise QueryError(
            f"{version.ref} was recorded from another document; verify it with that one, or start"
            f" a new version with: guidance draft {version.source} --document FILE --write"
        )
    left = []
    marks: dict[tuple[str, int | None], str] = {}
    for ref, _, cite in citations(version):
        here = passages.cited(cite.section, cite.paragraph)
        if len(here) == 1:
            marks[cite.section, cite.paragraph] = here[0].fingerprint
        else:
            reason = "several sections have this heading" if here else "it is not in the document"
            left.append((ref, cite, reason))
    document_ = version.document.model_copy(
        update={"sha256": digest, "read_by": passages.reading.reader}
    )
    provisions = FrozenDict(
        (name, provision.model_copy(update={"cite": _marked(provision.cite, marks)}))
        for name, provision in version.provisions.items()
    )
    amendments = tuple(
        act.model_copy(update={"cite": _marked(act.cite, marks)}) if act.cite else act
        for act in version.amendments
    )
    record = version.model_copy(
        update={"document": document_, "provisions": provisions, "amendments": amendments}
    )
    written = sum(1 for _ in citations(version)) - len(left)
    return Fingerprinted(record, written, tuple(left))


def write_fingerprints(
    folder: Path, document: bytes, against: str | None = None, *, name: str = ""
) -> tuple[tuple[Path, Fingerprinted], ...]:
    """Write the fingerprints into the files of the versions of a document, comments kept.

    Args:
        folder: The data folder.
        document: The bytes of the document.
        against: The version; without it, every version that records the hash of the document.
        name: The name of its file.

    Raises:
        DocumentError: The document cannot be read.
        QueryError: It is not the document that the version was recorded from, or that of any.
        RecordsError: The records have faults.
        UnknownNameError: The version is not recorded there.
        WriteError: A file changed meanwhile, or cannot be written.
    """
    records = read_records(folder)
    versions = {version.ref: version for version in records.versions}
    if against is not None and against not in versions:
        raise UnknownNameError("version", against, nearest(against, versions))
    digest = hashlib.sha256(document).hexdigest()
    chosen = [version for version in records.versions if version.document.sha256 == digest]
    if against is not None:
        chosen = [versions[against]]
    if not chosen:
        raise QueryError("no version records the hash of this document; name the version")
    reading = open_document(document, name, headings=headings_of(chosen))
    passages = Passages(reading)
    done = [(version, fingerprinted(version, document, passages)) for version in chosen]
    written = []
    for version, result in done:
        file = records.files[version.ref]
        before = file.read()
        after = updated(before, result.record, is_json=file.is_json)
        write(file.path, after, expected=before)
        written.append((file.path, result))
    return tuple(written)


def _marked(cite: Citation, marks: dict[tuple[str, int | None], str]) -> Citation:
    """The citation with its fingerprint; one that cannot be made any more is taken away."""
    return cite.model_copy(update={"passage": marks.get((cite.section, cite.paragraph))})
