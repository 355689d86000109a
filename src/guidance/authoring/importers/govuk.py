"""GOV.UK content API (JSON): the change notes of a page, its present text, its withdrawal.

A document holds the text of the day it was fetched, and notes of the changes before. So each note
becomes a version whose wording is *not recorded*, and says so; the present text becomes a whole
version of its own, because a page can be edited without a note. A withdrawal ends what the page
says. The notes belong to the publication as a whole, not to one section of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from guidance.authoring.importing.days import london_day
from guidance.authoring.importing.days import said as on_day
from guidance.authoring.importing.request import (
    Fields,
    GivenFile,
    Imported,
    Importer,
    Request,
    source_fields,
)
from guidance.authoring.importing.values import fields_of, items, json_of, member, word
from guidance.authoring.importing.words import Names, fitting, joined, plain, slug
from guidance.errors import DocumentError
from guidance.records.model import FORMAT
from guidance.upkeep.documents.html import read_html

LICENCE = "Open Government Licence v3.0"
SITE = "https://www.gov.uk"

_COUNTRIES = {
    "england": "GB-ENG",
    "northern_ireland": "GB-NIR",
    "scotland": "GB-SCT",
    "wales": "GB-WLS",
}
_LEAD = "(lead)"
_PARTIAL = {"extent": "partial", "standing": "advice"}


def read(request: Request) -> Imported:
    """Make records of content API documents, one source for each page.

    Raises:
        RecordsError: A file is no such document.
    """
    result = Imported()
    for file in request.files:
        item = json_of(file)
        path, title = word(item, "base_path"), word(item, "title")
        if not path.startswith("/") or not title:
            problem = "it has no base_path or no title"
            raise file.refused(
                problem, "give a document of the content API, such as /api/content/…"
            )
        _page(file, item, request, result)
    return result


def _page(file: GivenFile, item: dict[str, Any], request: Request, result: Imported) -> None:
    path, title = word(item, "base_path"), word(item, "title")
    source = request.source or slug(path.strip("/").rpartition("/")[2])
    publishers = [
        word(organisation, "title")
        for organisation in [
            *items(item, "details", "organisations"),
            *items(item, "links", "organisations"),
        ]
    ]
    publisher = ", ".join(dict.fromkeys(filter(None, publishers))) or "GOV.UK"
    licence = request.licence or LICENCE
    fields = source_fields(
        source, title, request.topics, publisher, f"Imported from GOV.UK. Licence: {licence}."
    )
    if request.seen:
        fields["coverage"] = {"checked": [request.seen.isoformat()]}
    result.sources.append(fields)
    document: Fields = {"title": title, "publisher": publisher, "url": f"{SITE}{path}"}
    whole = {"media": "application/json", "sha256": file.sha256}
    common: Fields = {"format": FORMAT, "source": source}
    before = ""
    for version in (
        *_noted(item, title),
        *_present(file, item, source, {**document, **whole}),
        *_withdrawn(item, source, title),
    ):
        version.setdefault("document", document)
        version["note"] = joined(f"Licence: {licence}.", version.get("note"))
        if before:
            version["after"] = [f"{source}@{before}"]
        before = version["version"]
        result.versions.append({**common, **version})


def _noted(item: dict[str, Any], title: str) -> Iterator[Fields]:
    """Yield a version for each day on which changes were noted, oldest first."""
    by_day: dict[str, dict[str, list[str]]] = {}
    # Both lists have the newest change first.
    for change in reversed(items(item, "details", "change_history")):
        _note(by_day, london_day(word(change, "public_timestamp")), title, word(change, "note"))
    for change in reversed(items(item, "details", "change_notes")):
        about = word(change, "title") or title
        _note(by_day, london_day(word(change, "published_at")), about, word(change, "change_note"))
    # Where the two differ, the second is when the present document began, not the page.
    first = london_day(word(item, "details", "first_public_at") or word(item, "first_published_at"))
    if first and first < min(by_day, default="9999"):
        _note(by_day, first, title, "")
    for day, sections in sorted(by_day.items()):
        provisions = {}
        for about, notes in sections.items():
            name = "page" if about == title else slug(f"section-{about}")
            provisions[name] = _unrecorded(about, day, notes)
        yield {**_PARTIAL, "version": day, "published": day, "provisions": provisions}


def _note(by_day: dict[str, dict[str, list[str]]], day: str | None, about: str, note: str) -> None:
    if day and note not in (notes := by_day.setdefault(day, {}).setdefault(about, [])):
        notes.append(note)


def _unrecorded(title: str, day: str, notes: list[str]) -> Fields:
    said = " ".join(
        note if note.endswith((".", "!", "?")) else f"{note}." for note in notes if note
    )
    words = f"The wording of {on_day(day)} is not recorded."
    if said:
        words = f"{words} The publisher noted: {said}"
    return {
        "title": fitting(title, day),
        "kind": "page",
        "force": "information",
        "text": fitting(words, day),
        "cite": {"section": "(change notes)"},
    }


def _present(
    file: GivenFile, item: dict[str, Any], source: str, document: Fields
) -> Iterator[Fields]:
    """Yield the version that the document holds whole: the text of the day it was fetched."""
    sections = _sections(file, item)
    updated = london_day(word(item, "updated_at"))
    if not sections or not updated:
        return
    versions = list(_noted(item, word(item, "title")))
    noted = [version["published"] for version in versions]
    replaces = any("page" in version["provisions"] for version in versions)
    since = max((day for day in noted if day <= updated), default=None)
    published = updated if since == updated else f"[{since or ''}..{updated}]"
    places = sorted(
        code
        for name, code in _COUNTRIES.items()
        if member(item, "details", "national_applicability", name, "applicable") is True
    )
    names = Names()
    provisions: Fields = {}
    for section, paragraphs in sections.items():
        provision: Fields = {
            "title": fitting(section if section != _LEAD else word(item, "title"), _LEAD),
            "kind": "guidance",
            "force": "information",
            "text": fitting(" ".join(paragraphs), _LEAD),
            "cite": {"section": fitting(section, _LEAD)},
        }
        if replaces and not provisions:
            provision["replaces"] = [f"{source}#page"]
        if places:
            provision["jurisdictions"] = places
        provisions[names.of(f"text-{section}")] = provision
    yield {
        **_PARTIAL,
        # The sections of a manual are documents of their own: this one does not restate them.
        "extent": "partial" if items(item, "details", "change_notes") else "whole",
        "version": f"text-{updated}",
        "published": published,
        "document": document,
        "provisions": provisions,
        "note": "The text as the document has it; it may have been edited without a note.",
    }


def _sections(file: GivenFile, item: dict[str, Any]) -> dict[str, list[str]]:
    """The paragraphs of the present text under their headings."""
    body = member(item, "details", "body")
    if isinstance(body, list):
        # Some documents have the same text in two formats.
        body = next(
            (form.get("content") for form in body if word(form, "content_type") == "text/html"), ""
        )
    if not isinstance(body, str) or not body.strip():
        return {}
    try:
        reading = read_html(f"<meta charset=utf-8><body>{body}".encode())
    except DocumentError as error:
        raise file.refused(f"its body cannot be read: {error}", "fetch it again") from None
    sections: dict[str, list[str]] = {}
    for block in reading.blocks:
        if block.kind != "heading":
            heading = block.section[0] if block.section else _LEAD
            sections.setdefault(plain(heading) or _LEAD, []).append(plain(block.text))
    return sections


def _withdrawn(item: dict[str, Any], source: str, title: str) -> Iterator[Fields]:
    notice = fields_of(item, "withdrawn_notice")
    day = london_day(word(notice, "withdrawn_at"))
    if not day:
        return
    words = re.sub(r"<[^>]*>", " ", str(notice.get("explanation") or ""))
    yield {
        **_PARTIAL,
        "version": f"withdrawn-{day}",
        "published": day,
        "events": {
            "withdrawal": {
                "label": "the publisher withdraws the page",
                "past": "the publisher had withdrawn the page",
                "date": day,
            }
        },
        "amendments": [
            {
                "act": "ends",
                "provisions": [source],
                "from": "withdrawal",
                "because": fitting(
                    joined(f"“{title}” was withdrawn.", plain(words)), "It was withdrawn."
                ),
            }
        ],
    }


IMPORTER = Importer("govuk", "GOV.UK content API documents (JSON)", read)
