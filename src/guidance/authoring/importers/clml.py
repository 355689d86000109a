"""legislation.gov.uk XML (Crown Legislation Markup Language): provisions and effects.

A document at a point in time gives, for each of its provisions, the text that holds from its
``RestrictStartDate`` in its ``RestrictExtent``. What other points in time there are, it names;
where their text is not among the files, it is recorded as one that is not. A feed of changes gives
effects of one Act on others, each with the days on which it came into force: for a country, for
specified purposes, for what was left, or on no day yet.

When a text became public is not said; that it was there by the day it was last modified, is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from guidance.authoring.importers.clml_effects import (
    LICENCE,
    PUBLISHER,
    effects_of,
    name_of_work,
    places_of,
    unapplied,
)
from guidance.authoring.importing.days import UNFIXED, day_of, said
from guidance.authoring.importing.request import (
    Fields,
    GivenFile,
    Imported,
    Importer,
    Request,
    source_fields,
)
from guidance.authoring.importing.words import fitting, joined, plain, slug
from guidance.authoring.importing.xml import first, text_of, xml_of
from guidance.records.model import FORMAT

_NOT_WORDS = frozenset({"CommentaryRef", "FootnoteRef", "MarginNoteRef"})
_BLOCKS = re.compile(r"P\d|P\d?para|Text|ListItem|BlockText|tr|td|th|UnorderedList|OrderedList")
_LAST_DAY = re.compile(r"/(\d{4}-\d{2}-\d{2})\Z")
_PROSPECTIVE = "prospective"


class _Text:
    """One text of one provision, and the document that has it; without, only its first day."""

    def __init__(self, name: str, title: str, start: str | None, document: Element | None) -> None:
        self.name = name
        self.title = title
        self.start = start
        self.document = document
        self.words = ""
        self.until: str | None = None
        self.places: list[str] = []
        self.note = ""
        self.is_gone = False

    def unrecorded(self, start: str | None) -> _Text:
        """Another text of the same provision, of which no more is known than its first day.

        Its places are taken to be the same: without any it would go on wherever this one ends.
        """
        other = _Text(self.name, self.title, start, None)
        other.places = self.places
        return other


def read(request: Request) -> Imported:
    """Make records of legislation at points in time, and of feeds of changes.

    Raises:
        RecordsError: A file is no such document.
    """
    result = Imported()
    works: dict[str, list[tuple[GivenFile, Element]]] = defaultdict(list)
    for file in request.files:
        root = xml_of(file)
        if root.tag == "Legislation":
            works[root.get("IdURI") or ""].append((file, root))
        elif root.tag == "feed":
            effects_of(file, root, request, result)
        else:
            problem = f"it is a {plain(root.tag)[:40]}, no legislation and no feed of changes"
            raise file.refused(problem, "give the data.xml or data.feed of legislation.gov.uk")
    for uri, documents in sorted(works.items()):
        _work(uri, documents, request, result)
    return result


def _work(
    uri: str, documents: list[tuple[GivenFile, Element]], request: Request, result: Imported
) -> None:
    file, root = documents[0]
    source = request.source or name_of_work(uri)
    title = text_of(first(root, "title"))
    if not uri or not title:
        raise file.refused("it has no address or no title", "fetch it again, with its metadata")
    texts: dict[tuple[str, str | None], _Text] = {}
    for file, root in documents:
        texts_here = list(_texts(root))
        if not texts_here:
            problem = "it holds no provision: no P1 with an id"
            raise file.refused(problem, "give the document of a section, or of the whole Act")
        for text in texts_here:
            other = texts.setdefault((text.name, text.start), text)
            if other is not text and other.words != text.words:
                problem = f"another file has another text of {text.name} from {text.start}"
                raise file.refused(problem, "import the one that was modified last")
    for _, root in documents:
        for text in _named_elsewhere(root, list(_texts(root))):
            texts.setdefault((text.name, text.start), text)
    _follow(texts)
    note = f"Imported from {PUBLISHER}. Licence: {request.licence or LICENCE}."
    result.sources.append(source_fields(source, title, request.topics, PUBLISHER, note))
    by_document = {id(root): file for file, root in documents}
    for file, root in documents:
        if not text_of(first(root, "modified")) and request.seen is None:
            raise file.refused("it does not say when it was modified", "give --seen DATE")
    result.versions += _versions(source, title, list(texts.values()), by_document, request)


def _texts(root: Element) -> Iterator[_Text]:
    """Yield the texts in a document, each with its days and places."""
    for group, section in _sections(root, root):
        name = slug(section.get("id") or "")
        start = day_of(section.get("RestrictStartDate") or group.get("RestrictStartDate"))
        text = _Text(name, text_of(first(group, "Title")) or name, start, root)
        status = section.get("Status") or group.get("Status") or ""
        if status == "Prospective":
            text.start = _PROSPECTIVE
        text.is_gone = status in ("Repealed", "Dead")
        text.until = day_of(section.get("RestrictEndDate") or group.get("RestrictEndDate"))
        text.places = places_of(section.get("RestrictExtent") or group.get("RestrictExtent"))
        # The number of the provision itself is its name, and stands in the citation.
        parts = (part for part in section if part.tag != "Pnumber")
        text.words = plain("".join(piece for part in parts for piece in _words(part)))
        text.note = joined(
            f"Its status is given as: {plain(status)}." if status else "",
            *(
                f"Names as a source of its wording: {authority}."
                for authority in _authorities(root, group)
            ),
        )
        yield text


def _sections(element: Element, around: Element) -> Iterator[tuple[Element, Element]]:
    """Yield the provisions of the first level, with the element that has their dates."""
    for child in element:
        if child.tag == "P1" and child.get("id"):
            yield around, child
        elif child.tag not in ("Metadata", "Commentaries", "BlockAmendment"):
            dated = child.get("RestrictStartDate") or child.get("RestrictExtent")
            yield from _sections(child, child if dated else around)


def _words(element: Element) -> Iterator[str]:
    if element.tag in _NOT_WORDS:
        return
    is_number = element.tag == "Pnumber"
    words = [element.text or ""]
    for child in element:
        words += [*_words(child), child.tail or ""]
    if is_number:
        said = "".join(words).strip()
        before, after = element.get("PuncBefore", "("), element.get("PuncAfter", ")")
        yield f" {before}{said}{after} " if said else ""
    else:
        yield from words
        if _BLOCKS.fullmatch(element.tag):
            yield " "


def _authorities(root: Element, group: Element) -> list[str]:
    """The instruments that the publisher's notes on a provision name."""
    wanted = {element.get("CommentaryRef") or element.get("Ref") for element in group.iter()}
    authorities: dict[str, None] = {}
    for comment in root.iter("Commentary"):
        if comment.get("id") in wanted:
            for citation in comment.iter("Citation"):
                authorities[f"{text_of(citation)} <{plain(citation.get('URI'))}>"] = None
    return list(authorities)


def _named_elsewhere(root: Element, held: list[_Text]) -> Iterator[_Text]:
    """Yield the texts that a document of one provision names, and does not hold itself."""
    if len(held) != 1:
        return
    for link in root.iter("link"):
        day = _LAST_DAY.search(link.get("href") or "")
        is_other = (link.get("rel") or "").endswith(("hasVersion", "replaces", "isReplacedBy"))
        if is_other and day and day_of(day[1]):
            yield held[0].unrecorded(day_of(day[1]))


def _follow(texts: dict[tuple[str, str | None], _Text]) -> None:
    """See to it that something is recorded from each day on which a text ends."""
    for text in list(texts.values()):
        if text.until and not text.is_gone and (text.name, text.until) not in texts:
            texts[text.name, text.until] = text.unrecorded(text.until)


def _versions(
    source: str,
    title: str,
    texts: list[_Text],
    files: dict[int, GivenFile],
    request: Request,
) -> Iterator[Fields]:
    by_start: dict[str, list[_Text]] = defaultdict(list)
    for text in texts:
        by_start[text.start or ""].append(text)
    everything = [text.document for text in texts if text.document is not None]
    enactment = next((day for root in everything for day in root.iter("EnactmentDate")), None)
    before = ""
    for start in sorted(by_start, key=lambda day: (day == _PROSPECTIVE, day)):
        group = by_start[start]
        roots = {id(text.document): text.document for text in group if text.document is not None}
        name = start or "undated"
        fields: Fields = {"format": FORMAT, "source": source, "version": slug(name)}
        only_root = next(iter(roots.values())) if len(roots) == 1 else None
        fields |= {
            "extent": "partial",
            "published": _known_by([only_root] if only_root is not None else everything, request),
            "standing": "law",
            "document": _document(only_root, title, files),
        }
        if before:
            fields["after"] = [f"{source}@{before}"]
        events: Fields = {}
        enacted = day_of(enactment.get("Date")) if enactment is not None else None
        if enacted:
            past = "the Act had been passed"
            events["enactment"] = {"label": "the Act is passed", "past": past, "date": enacted}
        fields["events"] = events
        fields["provisions"] = {text.name: _provision(text, events) for text in group}
        open_ = unapplied(only_root, {text.name for text in group}) if only_root is not None else ()
        fields["note"] = fitting(joined(f"Licence: {request.licence or LICENCE}.", *open_), "")
        yield fields
        before = fields["version"]


def _known_by(documents: list[Element], request: Request) -> str:
    """The day by which the documents were there; the last where they were modified apart."""
    days = [day_of(text_of(first(document, "modified"))) for document in documents]
    known = max((day for day in days if day), default=None)
    return f"[..{known}]" if known else request.by_seen


def _start(text: _Text) -> tuple[str, Fields]:
    """The event from which a text applies. Texts without a day each have one of their own."""
    if text.start and text.start != _PROSPECTIVE:
        label = f"the text of {said(text.start)} starts to apply"
        past = f"the text of {said(text.start)} had started to apply"
        return f"text-{text.start}", {"label": label, "past": past, "date": text.start}
    kind, unfixed = ("prospective", UNFIXED) if text.start else ("undated", {})
    label = f"the {kind} text of {text.name} starts to apply"
    past = f"the {kind} text of {text.name} had started to apply"
    return slug(f"{kind}-{text.name}"), {"label": label, "past": past, **unfixed}


def _document(root: Element | None, title: str, files: dict[int, GivenFile]) -> Fields:
    fields: Fields = {"title": title, "publisher": PUBLISHER}
    if root is None:
        return fields
    address = text_of(first(root, "identifier"))
    if re.fullmatch(r"https?://[^\s<>\"]+", address):
        fields["url"] = address
    return {**fields, "media": "application/xml", "sha256": files[id(root)].sha256}


def _no_text(start: str | None) -> str:
    day = said(start) if start else "a day that is not given"
    return f"Not recorded: the text of {day} was not among the documents that were imported."


def _provision(text: _Text, events: Fields) -> Fields:
    start, event = _start(text)
    events[start] = event
    absent = _no_text(text.start) if text.document is None else "No words."
    fields: Fields = {
        "title": fitting(text.title, text.name),
        "kind": "section" if text.name.startswith("section") else "provision",
        "force": "information",
        "text": fitting(text.words, absent),
        "applies": {"from": start},
        "cite": {"section": text.name.replace("-", " ")},
    }
    if text.places:
        fields["jurisdictions"] = text.places
    if text.until and text.is_gone:
        ended = f"end-{text.until}"
        label = f"the text ends on {said(text.until)}"
        events[ended] = {"label": label, "past": "the text had ended", "date": text.until}
        fields["applies"] = {"from": start, "until": ended}
    return {**fields, "note": fitting(text.note, text.note)} if text.note else fields


IMPORTER = Importer(
    "clml", "legislation.gov.uk XML: provisions at points in time, feeds of changes", read
)
