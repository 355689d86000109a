"""A document at hand, beside the records that were made from it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from guidance.errors import UnknownNameError, nearest
from guidance.records.model import Version

_SPACE = re.compile(r"\s+")
_LOOKS_LIKE_HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
# A section in brackets is a name given by the record, for what stands under no heading.
_NAMED_BY_US = re.compile(r"\(.*\)\Z")
_NOT_TEXT = ("script", "style")


@dataclass(frozen=True, slots=True)
class CitedSection:
    """A section that a version cites.

    Attributes:
        cited_by: References of the provisions that cite it.
        is_found: Whether its heading stands in the document; ``None`` where that cannot be told:
            the record gave it its name, or the document is not text.
    """

    section: str
    cited_by: tuple[str, ...]
    is_found: bool | None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a document at hand and one version have to do with each other.

    Attributes:
        version: The version.
        recorded: The SHA-256 in the record; ``None`` where none is recorded.
        sections: The sections it cites, in the order of the record.
    """

    version: str
    found: str
    recorded: str | None
    sections: tuple[CitedSection, ...]

    @property
    def is_same(self) -> bool:
        """Whether this is the document that was recorded, to the byte."""
        return self.found == self.recorded

    @property
    def missing(self) -> tuple[CitedSection, ...]:
        """The sections that are cited and not there any more."""
        return tuple(each for each in self.sections if each.is_found is False)


def verify(
    document: bytes, versions: Mapping[str, Version], against: str | None = None
) -> tuple[Verification, ...]:
    """Compare a document with the records.

    Args:
        document: Its bytes.
        versions: The versions by reference.
        against: Compare with this version alone. Without it: with those that have its hash; where
            none has, with all that have any.

    Raises:
        UnknownNameError: The version is not recorded.
    """
    found = hashlib.sha256(document).hexdigest()
    if against is not None:
        if against not in versions:
            raise UnknownNameError("version", against, nearest(against, versions))
        chosen = [versions[against]]
    else:
        hashed = [each for each in versions.values() if each.document.sha256]
        chosen = [each for each in hashed if each.document.sha256 == found] or hashed
    text = _text_of(document)
    return tuple(
        Verification(version.ref, found, version.document.sha256, _sections(version, text))
        for version in chosen
    )


def _sections(version: Version, text: str | None) -> tuple[CitedSection, ...]:
    cited: dict[str, list[str]] = {}
    for name, provision in version.provisions.items():
        cited.setdefault(provision.cite.section, []).append(f"{version.source}#{name}")
    for amendment in version.amendments:
        if amendment.cite is not None:
            cited.setdefault(amendment.cite.section, []).append(version.ref)
    return tuple(
        CitedSection(section, tuple(dict.fromkeys(refs)), _is_found(section, text))
        for section, refs in cited.items()
    )


def _is_found(section: str, text: str | None) -> bool | None:
    if text is None or _NAMED_BY_US.match(section):
        return None
    return _flat(section) in text


def _text_of(document: bytes) -> str | None:
    """The words of a document on one line; ``None`` where it is not text."""
    if b"\x00" in document or document.startswith(b"%PDF"):
        return None
    text = document.decode("utf-8", errors="replace")
    if _LOOKS_LIKE_HTML.match(text):
        reader = _Words()
        reader.feed(text)
        reader.close()
        text = " ".join(reader.words)
    return _flat(text)


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


class _Words(HTMLParser):
    """Collects the words of a page, without what it does and how it looks."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Enter an element."""
        self._inside += tag in _NOT_TEXT

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._inside -= tag in _NOT_TEXT and self._inside > 0

    def handle_data(self, data: str) -> None:
        """Take the words between."""
        if not self._inside:
            self.words.append(data)
