"""eCFR: the text of a title at one or several times (XML), and its list of versions (JSON).

A text says through which day it is amended, and nothing about since when each section reads so. So
a section applies *by* that day, and what two texts say differently changed *between* their days.
Differences of dashes, quotation marks and spaces alone are none. The list of versions gives, for
each section, the day of an amendment and the day of the issue that shows it, and no words: those
are *not recorded*, and say so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element

from guidance.authoring.importing.days import day_of, said, short_american_day
from guidance.authoring.importing.request import (
    Fields,
    GivenFile,
    Imported,
    Importer,
    Request,
    source_fields,
)
from guidance.authoring.importing.values import items, json_of, word
from guidance.authoring.importing.words import Names, fitting, joined, plain, slug
from guidance.authoring.importing.xml import first, text_of, xml_of
from guidance.records.model import FORMAT

LICENCE = "public domain (a work of the United States Government)"
PUBLISHER = "eCFR"
SITE = "https://www.ecfr.gov"

_SECTIONS = frozenset({"SECTION", "APPENDIX"})
_HISTORY = frozenset({"CITA", "SOURCE", "AUTH", "EDNOTE", "EFFDNOT", "HEAD"})
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("‘’", "'") | dict.fromkeys("“”", '"')
)


def read(request: Request) -> Imported:
    """Make records of texts of titles, and of lists of their versions.

    Raises:
        RecordsError: A file is neither.
    """
    result = Imported()
    titles: dict[str, list[tuple[str, GivenFile, Element]]] = defaultdict(list)
    for file in request.files:
        if file.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            _list(file, json_of(file), request, result)
            continue
        root = xml_of(file)
        title = next(
            (division for division in root.iter("DIV1") if division.get("TYPE") == "TITLE"), None
        )
        number = plain(title.get("N")) if title is not None else ""
        amended = short_american_day(text_of(first(root, "AMDDATE")))
        if not number or not amended:
            problem = "it is no text of a title (DIV1), or has no AMDDATE"
            raise file.refused(problem, "give the XML of a title, or its list of versions")
        titles[number].append((amended, file, root))
    for number, texts in sorted(titles.items()):
        # Of one day, in the order in which they were given.
        texts.sort(key=lambda issue: issue[0])
        _title(number, texts, request, result)
    return result


def _title(
    number: str, texts: list[tuple[str, GivenFile, Element]], request: Request, result: Imported
) -> None:
    source = request.source or f"ecfr-title-{slug(number)}"
    title = f"Code of Federal Regulations, title {number}"
    licence = request.licence or LICENCE
    note = f"Imported from {PUBLISHER}. Licence: {licence}."
    result.sources.append(source_fields(source, title, request.topics, PUBLISHER, note))
    previous: Fields = {}
    before, last = "", ""
    for index, (amended, file, root) in enumerate(texts, start=1):
        provisions = _provisions(root, previous)
        name = amended if amended != last else f"{amended}.{index}"
        if previous and provisions == previous:
            result.left_out.append(f"{file.path.name}, which says the same as the one before")
            # It still shows that nothing had changed by its day.
            checked = result.sources[-1].setdefault("coverage", {}).setdefault("checked", [])
            checked.append(amended)
            last = amended
            continue
        event = f"amended-by-{name}"
        document = {
            "title": title,
            "publisher": PUBLISHER,
            "url": f"{SITE}/on/{amended}/title-{slug(number)}",
            "media": "application/xml",
            "sha256": file.sha256,
        }
        version: Fields = {
            "format": FORMAT,
            "source": source,
            "version": name,
            "extent": "whole",
            "published": f"[{amended}..]",
            "published-as-written": f"amended through {text_of(first(root, 'AMDDATE'))}",
            "standing": "law",
            "document": document,
            "events": {event: _start(amended, last)},
            "applies": {"from": event},
            "provisions": provisions,
            "note": f"Licence: {licence}.",
        }
        if before:
            version["after"] = [f"{source}@{before}"]
        result.versions.append(version)
        previous, before, last = provisions, name, amended


def _start(amended: str, last: str) -> Fields:
    """From when a text holds: by the day it is amended through, after the one before."""
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat() if last else ""
    day = amended if not after or after >= amended else f"[{after}..{amended}]"
    if not after:
        day = f"[..{amended}]"
    label = f"the text amended through {said(amended)} starts to apply"
    return {
        "label": label,
        "past": f"the text amended through {said(amended)} applied",
        "date": day,
    }


def _provisions(root: Element, previous: Fields) -> Fields:
    names = Names()
    provisions: Fields = {}
    for section in root.iter():
        if section.get("TYPE") not in _SECTIONS or not section.tag.startswith("DIV"):
            continue
        number = plain(section.get("N")) or "unnumbered"
        name = names.of(re.sub(r"^§+ *", "", number))
        if name in provisions:
            name = names.of(f"{number} {section.get('NODE')}")
        heading = text_of(first(section, "HEAD")) or number
        words = text_of(section, without=_HISTORY)
        provision: Fields = {
            "title": fitting(re.sub(r"^§+ *\S+ *", "", heading), heading),
            "kind": "section",
            "force": "information",
            "text": fitting(words, "[Reserved]"),
            "cite": {"section": fitting(number, heading)},
        }
        history = [text_of(element) for element in section if element.tag == "CITA"]
        if history:
            provision["note"] = fitting(f"History: {' '.join(history)}", heading)
        old = previous.get(name)
        provisions[name] = old if old and _is_same(old, provision) else provision
    return provisions


def _is_same(old: Fields, new: Fields) -> bool:
    return all(_bare(old.get(key, "")) == _bare(new.get(key, "")) for key in ("title", "text"))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text.translate(_TYPOGRAPHY))


def _list(file: GivenFile, listing: dict[str, Any], request: Request, result: Imported) -> None:
    """Make records of a list of versions: each amendment day that an issue shows is a version."""
    rows = [row for row in items(listing, "content_versions") if word(row, "identifier")]
    if not rows:
        problem = "it lists no content_versions"
        raise file.refused(problem, "give the list of versions of a title")
    pages = word(listing, "meta", "total_pages") or "1"
    if pages not in ("0", "1"):
        page = word(listing, "meta", "page")
        result.left_out.append(f"all but page {page} of {pages} pages of versions; import each")
    for number in sorted({word(row, "title") for row in rows}):
        own = [row for row in rows if word(row, "title") == number]
        _listed(number, own, file, request, result)


def _listed(
    number: str, rows: list[Any], file: GivenFile, request: Request, result: Imported
) -> None:
    source = request.source or f"ecfr-title-{slug(number)}-versions"
    title = f"Code of Federal Regulations, title {number}: its versions"
    licence = request.licence or LICENCE
    note = f"Imported from {PUBLISHER}. Licence: {licence}."
    result.sources.append(source_fields(source, title, request.topics, PUBLISHER, note))
    grouped: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        amended = day_of(word(row, "amendment_date") or word(row, "date"))
        issued = day_of(word(row, "issue_date"))
        if not amended or not issued:
            named = word(row, "identifier")
            problem = f"the version of {named} has no amendment_date or no issue_date"
            raise file.refused(problem, "fetch the list again")
        grouped[issued, amended].append(row)
    texts: dict[str, str] = {}
    before = ""
    for (issued, amended), group in sorted(grouped.items()):
        event = f"amended-{amended}"
        provisions = dict(_rows(group, amended, texts))
        ended = [
            f"{source}#{slug(word(r, 'identifier'))}" for r in group if r.get("removed") is True
        ]
        ended = [ref for ref in ended if ref.partition("#")[2] in texts]
        version: Fields = {
            "format": FORMAT,
            "source": source,
            "version": f"{amended}.issue-{issued}",
            "extent": "partial",
            "published": issued,
            "standing": "law",
            "document": {
                "title": title,
                "publisher": PUBLISHER,
                "url": f"{SITE}/current/title-{slug(number)}",
                "media": "application/json",
                "sha256": file.sha256,
            },
            "events": {
                event: {
                    "label": f"the amendment of {said(amended)}",
                    "past": f"the amendment of {said(amended)} had been made",
                    "date": amended,
                }
            },
            "applies": {"from": event},
            "note": f"Licence: {licence}.",
        }
        if provisions:
            version["provisions"] = provisions
        if ended:
            because = "The list says that it was removed."
            act = {"act": "ends", "provisions": ended, "from": event, "because": because}
            version["amendments"] = [act]
        if before:
            version["after"] = [f"{source}@{before}"]
        result.versions.append(version)
        before = version["version"]


def _rows(group: list[Any], amended: str, texts: dict[str, str]) -> Iterator[tuple[str, Fields]]:
    for row in group:
        if row.get("removed") is True:
            continue
        identifier = word(row, "identifier")
        name = slug(identifier)
        is_substantive = row.get("substantive") is not False
        # What is not substantive leaves the words as they were, whatever those are.
        words = f"The wording as amended on {said(amended)} is not recorded."
        texts[name] = words if is_substantive else texts.get(name, words)
        kind = "substantive" if is_substantive else "not substantive"
        where = ", ".join(
            f"{key} {word(row, key)}" for key in ("part", "subpart") if word(row, key)
        )
        heading = word(row, "name") or identifier
        yield (
            name,
            {
                "title": fitting(re.sub(r"^§+ *\S+ *", "", heading), heading),
                "kind": word(row, "type") or "section",
                "force": "information",
                "text": texts[name],
                "cite": {"section": f"§ {identifier}"},
                "note": joined(
                    f"The list calls the change {kind}.", f"In {where}." if where else ""
                ),
            },
        )


IMPORTER = Importer("ecfr", "eCFR: texts of a title (XML), lists of versions (JSON)", read)
