"""Two sources of one act: side by side, and held against each other.

A source that is recorded already under the name that an import would take, or whose document has
the same address, is another record of the same act. Neither is mended by the other. Where both
have a provision of one name, or of one section, the imported one is marked as a report of the
other (``reports``), so that what they say differently shows among the discrepancies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from guidance.authoring.importing.request import Fields, Imported
from guidance.records.model import Version

_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_END = re.compile(
    r"(?:[?#].*|/data\.[a-z]+|/(?:enacted|made|current)|/\d{4}-\d{2}-\d{2}|/)\Z", re.IGNORECASE
)
# Where references to other records stand: one text, or a list of texts.
_REFERENCES = frozenset(
    {
        *("after", "before", "from", "until", "event", "provision", "provisions"),
        *("replaces", "displaces", "restates", "narrows", "tension", "reports", "lifts"),
        *("proposals", "same-as"),
    }
)


def renamed(imported: Imported, names: Mapping[str, str]) -> Imported:
    """Give sources other names, and every reference to them."""
    if not names:
        return imported

    def reference(text: str) -> str:
        source, mark, rest = re.match(r"([^@#]*)([@#]?)(.*)", text).groups()  # type: ignore[union-attr]
        return f"{names[source]}{mark}{rest}" if mark and source in names else text

    def within(value: Any, key: str) -> Any:  # noqa: ANN401  (a record is fields within fields)
        if isinstance(value, dict):
            return {each: within(inner, each) for each, inner in value.items()}
        if isinstance(value, list):
            return [within(inner, key) for inner in value]
        if isinstance(value, str) and key in _REFERENCES:
            # An act on a whole source names the source alone.
            return names[value] if key == "provisions" and value in names else reference(value)
        return value

    def of(fields: Fields) -> Fields:
        found: Fields = within(fields, "")
        return {**found, "source": names.get(fields["source"], fields["source"])}

    return Imported(
        [of(each) for each in imported.sources],
        [of(each) for each in imported.versions],
        imported.left_out,
    )


def linked(
    imported: Imported, there: Iterable[Version], beside: Mapping[str, str]
) -> tuple[Imported, tuple[str, ...]]:
    """Mark imported provisions that another source records too.

    Args:
        imported: What is to be written.
        there: What is in the folder and is not of an import of this kind.
        beside: Sources recorded already, with the name that the import took instead.

    Returns:
        The same with ``reports``, and the references of the provisions that have one.
    """
    others = _others(there)
    pairs = _pairs(imported, others, beside)
    links: dict[str, str] = {}
    for source, other in pairs:
        by_name, by_section = others[other].names, others[other].sections
        for fields in imported.versions:
            if fields["source"] != source:
                continue
            for name, provision in fields.get("provisions", {}).items():
                section = _section(provision["cite"]["section"])
                found = name if name in by_name else by_section.get(section)
                if found:
                    links.setdefault(f"{source}#{name}", f"{other}#{found}")
    versions = [_with_reports(fields, links) for fields in imported.versions]
    return Imported(imported.sources, versions, imported.left_out), tuple(sorted(links))


class _Other:
    """What another source records: addresses, names of provisions, and their sections."""

    def __init__(self) -> None:
        self.addresses: set[str] = set()
        self.names: set[str] = set()
        self.sections: dict[str, str] = {}
        self.reports: set[str] = set()


def _others(there: Iterable[Version]) -> dict[str, _Other]:
    found: dict[str, _Other] = defaultdict(_Other)
    unclear: set[tuple[str, str]] = set()
    for version in there:
        other = found[version.source]
        if version.document.url:
            other.addresses.add(address(version.document.url))
        for name, provision in version.provisions.items():
            other.names.add(name)
            other.reports.update(ref.partition("#")[0] for ref in provision.reports)
            section = _section(provision.cite.section)
            if other.sections.setdefault(section, name) != name:
                unclear.add((version.source, section))
    # Several statements of one section: which of them is meant cannot be told.
    for source, section in unclear:
        del found[source].sections[section]
    return found


def _pairs(
    imported: Imported, others: Mapping[str, _Other], beside: Mapping[str, str]
) -> list[tuple[str, str]]:
    pairs = {(taken, source) for source, taken in beside.items() if source in others}
    for fields in imported.versions:
        url = fields["document"].get("url")
        for source, other in others.items() if url else ():
            if address(url) in other.addresses:
                pairs.add((fields["source"], source))
    # What reports the import already is not reported back: one direction is enough.
    return sorted((own, other) for own, other in pairs if own not in others[other].reports)


def address(url: str) -> str:
    """What an address names, whichever version or rendering of it."""
    rest = _SCHEME.sub("", url).replace("legislation.gov.uk/id/", "legislation.gov.uk/")
    while (shorter := _END.sub("", rest)) != rest:
        rest = shorter
    return rest.lower()


def _section(text: str) -> str:
    return " ".join(text.casefold().split())


def _with_reports(fields: Fields, links: Mapping[str, str]) -> Fields:
    provisions = fields.get("provisions", {})
    marked = {
        name: {**provision, "reports": [*provision.get("reports", []), links[ref]]}
        if (ref := f"{fields['source']}#{name}") in links
        else provision
        for name, provision in provisions.items()
    }
    return {**fields, "provisions": marked} if marked else fields
