"""Effects of one Act on others, as the feeds of legislation.gov.uk list them.

Each day on which an effect came into force is a statement of its own, with its places and what the
list says it is limited to: the smallest thing that can start to apply. An effect without any day is
*prospective*: it has not come into force until somebody dates it. Whether the publisher has carried
an effect into its texts is told beside it; it does not decide what is law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from guidance.authoring.importing.days import UNFIXED, day_of
from guidance.authoring.importing.days import said as on_day
from guidance.authoring.importing.request import (
    Fields,
    GivenFile,
    Imported,
    Request,
    source_fields,
)
from guidance.authoring.importing.words import fitting, joined, plain, slug
from guidance.authoring.importing.xml import first, text_of
from guidance.records.model import FORMAT

LICENCE = "Open Government Licence v3.0"
PUBLISHER = "legislation.gov.uk"

_COUNTRIES = {"E": "GB-ENG", "W": "GB-WLS", "S": "GB-SCT", "NI": "GB-NIR"}
_FOR_PLACES = re.compile(r"for ((?:N\.I\.|[EWS]\.)+)(?= |\Z)")
_WHOLLY = ("wholly in force", "")


def places_of(extent: str | None) -> list[str]:
    """The places of an extent such as ``E+W+S+N.I.``; none where it names anything else."""
    steps = (extent or "").replace(".", "").replace(" ", "").split("+")
    if not all(step in _COUNTRIES for step in steps):
        return []
    return sorted({_COUNTRIES[step] for step in steps})


def name_of_work(uri: str) -> str:
    """The id of an Act: what stands behind the host in its address."""
    return slug(re.sub(r"^https?://[^/]+/(?:id/)?", "", uri))


def effects_of(file: GivenFile, root: Element, request: Request, result: Imported) -> None:
    """Make records of a feed of changes, one source for each Act that makes them.

    Raises:
        RecordsError: It lists no effects, or does not say when it was made.
    """
    effects = [effect for effect in root.iter("Effect") if effect.get("AffectingURI")]
    updated = day_of(text_of(next((element for element in root if element.tag == "updated"), None)))
    if not effects or not updated:
        problem = "it lists no effects, or does not say when it was made"
        raise file.refused(problem, "give the data.feed of a page of changes")
    link = next((element.get("href") for element in root if element.get("rel") == "self"), None)
    for uri in sorted({effect.get("AffectingURI") or "" for effect in effects}):
        own = [effect for effect in effects if effect.get("AffectingURI") == uri]
        source = request.source or f"{name_of_work(uri)}-changes"
        title = f"{text_of(first(own[0], 'AffectingTitle')) or uri}: changes it makes"
        note = f"Imported from {PUBLISHER}. Licence: {request.licence or LICENCE}."
        fields = source_fields(source, title, request.topics, PUBLISHER, note)
        if all(fields["source"] != known["source"] for known in result.sources):
            result.sources.append({**fields, "coverage": {"checked": [updated]}})
        document: Fields = {"title": title, "publisher": PUBLISHER}
        if link and re.fullmatch(r"https?://[^\s<>\"]+", link):
            document["url"] = link
        document |= {"media": "application/atom+xml", "sha256": file.sha256}
        events: Fields = {}
        provisions: Fields = {}
        for effect in own:
            provisions |= _statements(effect, events)
        result.versions.append(
            {
                "format": FORMAT,
                "source": source,
                "version": updated,
                "extent": "partial",
                "published": f"[..{updated}]",
                "standing": "law",
                "document": document,
                "events": events,
                "provisions": provisions,
                "note": f"Licence: {request.licence or LICENCE}.",
            }
        )


def unapplied(document: Element, names: set[str]) -> Iterator[str]:
    """Yield what a document says of effects on these provisions that are not in its text yet."""
    for effect in document.iter("UnappliedEffect"):
        touched = {target.get("Ref") or "" for target in _touched(effect)}
        if any(ref == name or ref.startswith(f"{name}-") for ref in touched for name in names):
            yield f"Not yet carried into this text: {_what(effect)}."


def _touched(effect: Element) -> Iterator[Element]:
    for part in effect.iter("AffectedProvisions"):
        yield from part.iter("Section")


def _statements(effect: Element, events: Fields) -> Iterator[tuple[str, Fields]]:
    """Yield a statement for each day on which an effect came into force, or one without."""
    name = slug(effect.get("EffectId") or f"row-{effect.get('Row')}")
    entries = list(effect.iter("InForce"))
    dated: dict[tuple[str, str, str], list[Element]] = {}
    for entry in entries:
        day = day_of(entry.get("Date"))
        if day:
            # One commencement is sometimes listed twice, by two of its authorities.
            key = (day, _qualification(entry), plain(entry.get("Comments")))
            dated.setdefault(key, []).append(entry)
    if not dated:
        is_prospective = any(entry.get("Prospective") == "true" for entry in entries)
        event = slug(f"in-force.{name}")
        label = "the effect comes into force"
        past = "the effect had come into force"
        events[event] = {"label": label, "past": past, **(UNFIXED if is_prospective else {})}
        yield name, _statement(effect, entries, event, "")
    for (day, said, limits), same in dated.items():
        event = f"in-force-{day}"
        label = f"effects of {on_day(day)} come into force"
        past = f"effects of {on_day(day)} had come into force"
        events[event] = {"label": label, "past": past, "date": day}
        is_alone = len(dated) == 1 or said in _WHOLLY
        part = slug(f"{name}.{day}.{said}") if not is_alone else name
        yield part, _statement(effect, same, event, joined(said, f"({limits})" if limits else ""))


def _qualification(entry: Element) -> str:
    said = plain(entry.get("Qualification"))
    return plain(entry.get("OtherQualification")) if said == "Other" else said


def _what(effect: Element) -> str:
    title = text_of(first(effect, "AffectedTitle"))
    by = joined(plain(effect.get("AffectingProvisions")), "of")
    act = text_of(first(effect, "AffectingTitle")) or plain(effect.get("AffectingURI"))
    kind = plain(effect.get("Type")) or "changed, in a way that is not said"
    return f"{plain(effect.get('AffectedProvisions'))} of {title}: {kind} by {by} {act}"


def _statement(effect: Element, entries: list[Element], event: str, limits: str) -> Fields:
    limits = plain(limits)
    end = f" In force: {limits.rstrip('.')}." if limits and limits not in _WHOLLY else ""
    title = joined(text_of(first(effect, "AffectedTitle")), plain(effect.get("AffectedProvisions")))
    kind = plain(effect.get("Type")) or "changed"
    fields: Fields = {
        "title": fitting(f"{title}: {kind}", kind),
        "kind": "effect",
        "force": "information",
        "text": fitting(f"{_what(effect)}.{end}", kind),
        "applies": {"from": event},
        "cite": {"section": fitting(effect.get("AffectingProvisions"), "not given")},
    }
    if places := _places(effect, limits):
        fields["jurisdictions"] = places
    return {**fields, "note": fitting(joined(*_notes(effect, entries)), "None.")}


def _places(effect: Element, limits: str) -> list[str]:
    """The countries of this commencement; without any, those of the effect, where it says."""
    named = _FOR_PLACES.match(limits)
    if named:
        return places_of("+".join(re.findall(r"N\.I\.|[EWS]\.", named[1])))
    extents = ("AffectedEffectsExtent", "AffectingEffectsExtent", "AffectedExtent")
    return next((places for key in extents if (places := places_of(effect.get(key)))), [])


def _notes(effect: Element, entries: list[Element]) -> Iterator[str]:
    for entry in entries:
        uri, act = entry.get("CommencingURI"), text_of(first(entry, "CommencingProvisions"))
        yield f"Brought into force by: {act or 'not said'} <{plain(uri)}>." if uri else ""
        said = plain(entry.get("AppendedCommentary"))
        yield f"The list adds: {said}." if said else ""
    listed = [entry for entry in effect.iter("InForce") if entry.get("Prospective") == "true"]
    if listed and any(entry.get("Date") for entry in effect.iter("InForce")):
        yield "The list names it as prospective as well."
    if effect.get("Applied") != "true":
        yield "The publisher has not carried it into its texts."
    if effect.get("RequiresApplied") != "true":
        yield "It need not be carried into them."
    for key in ("Comments", "Notes"):
        yield f"The list says: {plain(effect.get(key))}." if effect.get(key) else ""
    authority = text_of(first(effect, "CommencementAuthority"))
    yield f"Power to bring it into force: {authority}." if authority else ""
    savings = text_of(first(effect, "Savings"))
    yield f"With savings: {savings}." if savings else ""
    extents = [
        f"{words} {plain(effect.get(key))}"
        for key, words in (
            ("AffectedExtent", "of the affected provision"),
            ("AffectedEffectsExtent", "of the effect where it works"),
            ("AffectingEffectsExtent", "of the effect where it is made"),
        )
        if effect.get(key)
    ]
    yield f"Extent: {', '.join(extents)}." if extents else ""
    yield f"Listed as: {plain(effect.get('URI'))}, modified {plain(effect.get('Modified'))}."
