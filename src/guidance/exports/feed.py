"""What changed, as an Atom feed (RFC 4287): one entry for each change.

Written without a clock: the same records give the same bytes. An entry's id is made of the
change's key, which never changes; ``updated`` is the day from which the entry was known to read as
it does, so that what is recorded late, or corrected, comes first again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from guidance.answers.question import in_order
from guidance.changes.model import Change
from guidance.changes.telling import FirstTold
from guidance.resolution.registry import source_of

if TYPE_CHECKING:
    from guidance.corpus import Corpus

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
_NAMESPACE = UUID("5f0a3b52-0d0f-5f6b-8a7e-2c1f1f5c7d21")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A change, with the day from which it has been told as it reads."""

    change: Change
    updated: date


def feed(
    corpus: Corpus,
    until: date,
    *,
    since: date = date.min,
    topic: str | None = None,
    address: str | None = None,
) -> str:
    """Write what changed up to a day as a feed, newest first.

    Args:
        corpus: The records.
        until: The last day of the changes.
        since: Only what was told after this day, whenever it happened.
        topic: Only changes of this topic.
        address: Where the feed is published; its id is made of it, else of the topic alone.

    Raises:
        QueryError: The days are the wrong way round.
        UnknownNameError: The topic is not recorded.
    """
    since, until = in_order(since, until)
    entries = [entry for entry in _entries(corpus, until, topic) if entry.updated > since]
    places = corpus._registry.places
    entries.sort(key=lambda entry: (places.of(entry.change.ref), entry.change.key))
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    name = f"Guidance: {topic}" if topic else "Guidance"
    root = Xml.Element(f"{{{ATOM}}}feed")
    _add(root, "id", _urn(f"feed {address or ''} {topic or ''}"))
    _add(root, "title", f"{name}: what changed")
    _add(root, "updated", _stamp(max((entry.updated for entry in entries), default=_EPOCH)))
    if address is not None:
        _link(root, "self", address, "application/atom+xml")
    _add(_add(root, "author"), "name", "guidance-timeline")
    _add(root, "generator", "guidance-timeline")
    pages = [_add_entry(root, corpus, entry) for entry in entries]
    Xml.indent(root)  # before there is text in which white space counts
    for page, entry in zip(pages, entries, strict=True):
        _fill(page, entry.change)
    Xml.register_namespace("", ATOM)
    Xml.register_namespace("xhtml", XHTML)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def entry_id(change: Change) -> str:
    """The id of a change's entry: made of what never changes, its provision, part and act."""
    return _urn(change.key)


def _entries(corpus: Corpus, until: date, topic: str | None) -> Iterator[_Entry]:
    steps = corpus.changes(date.min, until, topic=topic).steps
    told = FirstTold(corpus._registry, corpus._states_on, until)
    days = told.days(change for step in steps for change in step.changes)
    for step in steps:
        happened = step.earliest or step.latest or _EPOCH
        for change in step.changes:
            yield _Entry(change, max(happened, days.get(change.key, happened)))


def _add_entry(root: Xml.Element, corpus: Corpus, told: _Entry) -> Xml.Element:
    """Add an entry, and return where what it says goes."""
    from guidance.wording.upkeep import change_line

    change = told.change
    entry = _add(root, "entry")
    _add(entry, "id", entry_id(change))
    _add(entry, "title", _clean(change_line(change)))
    _add(entry, "updated", _stamp(told.updated))
    for source in dict.fromkeys(map(source_of, filter(None, (change.ref, change.authority)))):
        _add(entry, "category").set("term", source)
    document = corpus.versions[change.authority].document if change.authority else None
    if document is not None and document.url is not None:
        _link(entry, "alternate", document.url, document.media)
    content = _add(entry, "content")
    content.set("type", "xhtml")
    return content


def _fill(content: Xml.Element, change: Change) -> None:
    """Say the change in a sentence, then word by word, then which way it goes."""
    from guidance.wording import change_sentence
    from guidance.wording.directions import direction_sentence

    division = Xml.SubElement(content, f"{{{XHTML}}}div")
    _paragraph(division, change_sentence(change))
    if change.redline:
        words = _paragraph(division, "")
        marks = {"deleted": "del", "inserted": "ins", "kept": "span"}
        for piece in change.redline:
            _lines(Xml.SubElement(words, f"{{{XHTML}}}{marks[piece.kind]}"), piece.text)
    if change.direction is not None:
        _paragraph(division, direction_sentence(change.direction))
    _paragraph(division, change.key)


def _paragraph(division: Xml.Element, text: str) -> Xml.Element:
    paragraph = Xml.SubElement(division, f"{{{XHTML}}}p")
    paragraph.text = _clean(text)
    return paragraph


def _lines(element: Xml.Element, text: str) -> None:
    """Write a text with its lines kept."""
    first, *others = _clean(text).split("\n")
    element.text = first
    for line in others:
        Xml.SubElement(element, f"{{{XHTML}}}br").tail = line


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(_NAMESPACE, name)}"


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _clean(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and c not in "\ufffe\uffff"))


def _link(parent: Xml.Element, relation: str, address: str, media: str | None) -> None:
    link = _add(parent, "link")
    link.set("rel", relation)
    link.set("href", address)
    if media is not None:
        link.set("type", media)


def _add(parent: Xml.Element, name: str, text: str | None = None) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = text
    return child
