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
from typing import Any, NamedTuple

from guidance.authoring.importing.request import Fields, Imported
from guidance.authoring.importing.words import slug
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
            return {field: within(inner, field) for field, inner in value.items()}
        if isinstance(value, list):
            return [within(inner, key) for inner in value]
        if isinstance(value, str) and key in _REFERENCES:
            # An act on a whole source names the source alone.
            return names[value] if key == "provisions" and value in names else reference(value)
        return value

    def of(fields: Fields) -> Fields:
        renamed_fields: Fields = within(fields, "")
        return {**renamed_fields, "source": names.get(fields["source"], fields["source"])}

    return Imported(
        [of(fields) for fields in imported.sources],
        [of(fields) for fields in imported.versions],
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
                namesake = name if name in by_name else by_section.get(section)
                if namesake:
                    links.setdefault(f"{source}#{name}", f"{other}#{namesake}")
    versions = [_with_reports(fields, links) for fields in imported.versions]
    versions = _with_same_events(versions, links, others)
    return Imported(imported.sources, versions, imported.left_out), tuple(sorted(links))


class _Other:
    """What another source records: addresses, names of provisions, and their sections."""

    def __init__(self) -> None:
        self.addresses: set[str] = set()
        self.names: set[str] = set()
        self.sections: dict[str, str] = {}
        self.reports: set[str] = set()
        self.texts: dict[str, dict[str, _Text]] = defaultdict(dict)


class _Text(NamedTuple):
    """A text of a provision, and the event of its own source from which it applies."""

    words: str
    event: str | None


def _others(there: Iterable[Version]) -> dict[str, _Other]:
    others: dict[str, _Other] = defaultdict(_Other)
    unclear: set[tuple[str, str]] = set()
    for version in there:
        other = others[version.source]
        if version.document.url:
            other.addresses.add(address(version.document.url))
        for name, provision in version.provisions.items():
            other.names.add(name)
            other.reports.update(ref.partition("#")[0] for ref in provision.reports)
            start = provision.applies.from_ or version.applies.from_
            text = _Text(provision.text, start if start in version.events else None)
            other.texts[name][version.version] = text
            section = _section(provision.cite.section)
            if other.sections.setdefault(section, name) != name:
                unclear.add((version.source, section))
    # Several statements of one section: which of them is meant cannot be told.
    for source, section in unclear:
        del others[source].sections[section]
    return others


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


def _with_same_events(
    versions: list[Fields], links: Mapping[str, str], others: Mapping[str, _Other]
) -> list[Fields]:
    """Say which events of the import are the same days as events of other records.

    It is so for the starts of the same text. What the two say of such a day is held together: where
    they share days it is one of those, and where they do not, it is a discrepancy of days.
    """
    own: dict[str, dict[str, _Text]] = defaultdict(dict)
    for fields in versions:
        for name, provision in fields.get("provisions", {}).items():
            if (ref := f"{fields['source']}#{name}") in links:
                start = provision.get("applies", fields.get("applies", {})).get("from")
                event = start if start in fields.get("events", {}) else None
                own[ref][fields["version"]] = _Text(provision["text"], event)
    same: dict[tuple[str, str, str], str] = {}
    for ref, texts in own.items():
        source = ref.partition("#")[0]
        other, _, name = links[ref].partition("#")
        for version, text in texts.items():
            theirs = _same_text(version, text, texts, others[other].texts[name])
            if text.event and theirs and theirs.event:
                own_name = ref.partition("#")[2]
                same[source, version, own_name] = f"{other}@{theirs.event}"
    return [_with_events(fields, same) for fields in versions]


def _same_text(
    version: str, text: _Text, texts: Mapping[str, _Text], theirs: Mapping[str, _Text]
) -> _Text | None:
    """The text of another record that is this one; ``None`` where that cannot be told."""
    if len(texts) == len(theirs) == 1:
        return next(iter(theirs.values()))
    alike = [other for other in theirs.values() if other.words == text.words]
    is_alone = sum(own.words == text.words for own in texts.values()) == 1
    if len(alike) == 1 and is_alone:
        return alike[0]
    return theirs.get(version)


def _with_events(fields: Fields, same: Mapping[tuple[str, str, str], str]) -> Fields:
    """Mark the events from which these provisions apply.

    Where others apply from it too, of which nothing is said elsewhere, a provision gets an event of
    its own: what is open about its day is not open about theirs.
    """
    provisions, events = dict(fields.get("provisions", {})), dict(fields.get("events", {}))
    marks: dict[str, dict[str, str | None]] = defaultdict(dict)
    for name, provision in provisions.items():
        start = provision.get("applies", fields.get("applies", {})).get("from")
        marks[start][name] = same.get((fields["source"], fields["version"], name))
    for event, users in marks.items():
        targets = set(users.values())
        if len(targets) == 1 and None not in targets:
            events[event] = {**events[event], "same-as": {"event": targets.pop()}}
            continue
        for name, target in users.items():
            if target is not None:
                own = slug(f"{event}.{name}")
                events[own] = {**events[event], "same-as": {"event": target}}
                applies = {
                    **provisions[name].get("applies", fields.get("applies", {})),
                    "from": own,
                }
                provisions[name] = {**provisions[name], "applies": applies}
    if not any(key[:2] == (fields["source"], fields["version"]) for key in same):
        return fields
    return {**fields, "events": events, "provisions": provisions}


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
