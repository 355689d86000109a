"""A document at hand, beside the records that were made from it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from guidance.errors import DocumentError, MissingExtraError, UnknownNameError, nearest
from guidance.records.model import Citation, Version
from guidance.upkeep.documents.normal import normal
from guidance.upkeep.documents.opening import TEXT, open_document
from guidance.upkeep.documents.passages import Passages, PassageState, PassageVerdict, headings_of

# A section in brackets is a name given by the record, for what stands under no heading.
_NAMED_BY_US = re.compile(r"\(.*\)\Z")


@dataclass(frozen=True, slots=True)
class CitedSection:
    """A section that a version cites.

    Attributes:
        cited_by: References of the provisions that cite it.
        is_found: Whether its heading stands in the document; ``None`` where that cannot be told:
            the record gave it its name, or the document cannot be read.
    """

    section: str
    cited_by: tuple[str, ...]
    is_found: bool | None


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage that a version cites, and what became of it.

    Attributes:
        ref: The provision; for an act, the version.
        place: Where it stands in the document: section and paragraph; ``None`` where it does not.
        reason: Why it cannot be told; empty where it can.
    """

    ref: str
    title: str
    cite: Citation
    state: PassageState
    place: tuple[str, int | None] | None
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a document at hand and one version have to do with each other.

    Attributes:
        version: The version.
        sha256: The SHA-256 of the document at hand, in hexadecimal digits.
        recorded: The SHA-256 in the record; ``None`` where none is recorded.
        sections: The sections it cites, in the order of the record.
        passages: The passages it cites, in the same order.
        unread: Why the document could not be read; empty where it could.
        reader: What read it; empty where nothing could.
    """

    version: str
    sha256: str
    recorded: str | None
    sections: tuple[CitedSection, ...]
    passages: tuple[CitedPassage, ...] = ()
    unread: str = ""
    reader: str = ""

    @property
    def is_same(self) -> bool:
        """Whether this is the document that was recorded, to the byte."""
        return self.sha256 == self.recorded

    @property
    def missing(self) -> tuple[CitedSection, ...]:
        """The sections that are cited and not there any more."""
        return tuple(section for section in self.sections if section.is_found is False)


def verify(
    document: bytes, versions: Mapping[str, Version], against: str | None = None, *, name: str = ""
) -> tuple[Verification, ...]:
    """Compare a document with the records.

    Args:
        document: Its bytes.
        versions: The versions by reference.
        against: Compare with this version alone. Without it: with those that have its hash; where
            none has, with all that have any.
        name: The name of its file, which tells Markdown from plain text.

    Raises:
        UnknownNameError: The version is not recorded.
    """
    digest = hashlib.sha256(document).hexdigest()
    if against is not None:
        if against not in versions:
            raise UnknownNameError("version", against, nearest(against, versions))
        chosen = [versions[against]]
    else:
        hashed = [version for version in versions.values() if version.document.sha256]
        chosen = [version for version in hashed if version.document.sha256 == digest] or hashed
    read = {"": _read(document, chosen, name)}
    passages = read[""][0]
    if passages is not None and passages.reading.media == TEXT:
        # What one source calls its sections says nothing of the text of another.
        for source in {version.source for version in chosen}:
            own = [version for version in chosen if version.source == source]
            read[source] = _read(document, own, name)
    return tuple(
        _verified(version, digest, *read.get(version.source, read[""])) for version in chosen
    )


def _read(document: bytes, versions: list[Version], name: str) -> tuple[Passages | None, str]:
    """Read a document for its passages; say why where it cannot be read."""
    try:
        reading = open_document(document, name, headings=headings_of(versions))
    except (DocumentError, MissingExtraError) as error:
        return None, str(error)
    return Passages(reading), ""


def citations(version: Version) -> Iterator[tuple[str, str, Citation]]:
    """What a version cites: the provision, or the version for its acts; a title; the citation."""
    for name, provision in version.provisions.items():
        yield f"{version.source}#{name}", provision.title, provision.cite
    for amendment in version.amendments:
        if amendment.cite is not None:
            yield version.ref, amendment.because or amendment.act, amendment.cite


def _verified(
    version: Version, digest: str, passages: Passages | None, unread: str
) -> Verification:
    verification = Verification(
        version.ref, digest, version.document.sha256, _sections(version, passages), unread=unread
    )
    if passages is None:
        return verification
    told = tuple(
        _told(passages, *citation, _verdict(passages, version, digest, citation[2]))
        for citation in citations(version)
    )
    return replace(verification, passages=told, reader=passages.reading.reader)


def _verdict(passages: Passages, version: Version, digest: str, cite: Citation) -> PassageVerdict:
    document = version.document
    if cite.passage and digest == document.sha256 and document.read_by != passages.reading.reader:
        # The same bytes: a newer reader is no change of the document.
        here = passages.cited(cite.section, cite.paragraph)
        return PassageVerdict(PassageState.UNCHANGED, here[0] if here else None)
    return passages.verdict(cite, document.read_by)


def _told(
    passages: Passages, ref: str, title: str, cite: Citation, verdict: PassageVerdict
) -> CitedPassage:
    where = verdict.passage
    place = (passages.name(where.section), where.paragraph) if where else None
    return CitedPassage(ref, title, cite, verdict.state, place, verdict.reason)


def _sections(version: Version, passages: Passages | None) -> tuple[CitedSection, ...]:
    cited: dict[str, list[str]] = {}
    for ref, _, cite in citations(version):
        cited.setdefault(cite.section, []).append(ref)
    text = None
    if passages is not None:
        text = " ".join(unit.words for unit in passages.units).casefold()
    return tuple(
        CitedSection(section, tuple(dict.fromkeys(refs)), _is_found(section, passages, text))
        for section, refs in cited.items()
    )


def _is_found(section: str, passages: Passages | None, text: str | None) -> bool | None:
    if passages is None or text is None or _NAMED_BY_US.match(section):
        return None
    return bool(passages.sections(section)) or normal(section).casefold() in text
