"""Federal Register (XML): rules, each an act of its own, with what DATES says of its days.

Only exact phrases are read ("This rule is effective March 13, 2024."). Everything else stays as
written, and where it might bear on when the rule applies, the start stays open: a wrong day is
worse than none. A day keeps its role: published, effective, applicable, comments due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from guidance.authoring.importing.days import AMERICAN, UNFIXED, american_day
from guidance.authoring.importing.days import said as on_day
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

LICENCE = "public domain (a work of the United States Government)"

_DAY = AMERICAN
_THIS = (
    r"(?:(?:this|these|the) (?:(?:final|interim|temporary|direct|correcting|correction) )*"
    r"(?:rules?|regulations?|ad|documents?|corrections?|amendments?|orders?) (?:is|are|becomes?) )?"
)
_PHRASES = {
    "effective": rf"{_THIS}effective(?: on)? (?P<start>{_DAY})\.?",
    "through": rf"{_THIS}effective(?: on| from)? (?P<start>{_DAY}),? through (?P<last>{_DAY})\.?",
    "hours": (
        rf"{_THIS}effective from (?P<hours>[\d:]+ [ap]\.?m\.? (?:until|to|through)"
        rf" [\d:]+ [ap]\.?m\.?),? on (?P<start>{_DAY})\.?"
    ),
    "applicable": (
        rf"{_THIS}effective(?: on)? (?P<start>{_DAY}),? and (?:is|are) applicable"
        rf" (?:beginning|on|as of) (?P<applicable>{_DAY})\.?"
    ),
    "except": (
        rf"{_THIS}effective(?: on)? (?P<start>{_DAY}),? except for"
        r" (?P<except>[^.;]+(?:\.\d[^.;]*)*), which (?:is|are) delayed indefinitely\.?"
    ),
    "announce": (
        r"[\w ]{1,80} will publish a document in the federal register announcing the effective"
        r" dates? (?:for|of) [\w .,§()-]{1,300}?\.?"
    ),
    "comments": (
        rf"[\w ]{{1,80}} must receive comments on this [\w ]{{1,40}} by (?P<comments>{_DAY})\.?"
    ),
}
_PATTERNS = {name: re.compile(rf"{text}\Z", re.IGNORECASE) for name, text in _PHRASES.items()}
_SENTENCES = re.compile(r"(?<=\.)\s+(?=[A-Z])")
# A sentence that was not read and has one of these may say that the day is another one.
_MATTERS = re.compile(
    r"effective|applica|complian|delay|except|postpon|stay|suspend|withdraw|until|expire|sunset",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:DATES|EFFECTIVE DATES?|SUMMARY|ACTION|AGENCY)\s*:\s*", re.IGNORECASE)
_NUMBER = re.compile(r"FR Doc\.?\s*([A-Z0-9]+(?:[-–][A-Z0-9]+)+)")


@dataclass(slots=True)
class StatedDays:
    """What was read of DATES.

    Attributes:
        start: The day from which the rule is effective; ``None`` where that is open.
        last: The last day on which it is.
        excepted: What it does not bring into force, and is delayed indefinitely.
        unread: Sentences that stay as written.
    """

    start: str | None = None
    last: str | None = None
    applicable: str | None = None
    comments: str | None = None
    hours: str | None = None
    excepted: str | None = None
    unread: list[str] = field(default_factory=list)


def read(request: Request) -> Imported:
    """Make records of the rules in issues of the Federal Register.

    Raises:
        RecordsError: A file holds no rules.
    """
    result = Imported()
    for file in request.files:
        root = xml_of(file)
        rules = [root] if root.tag == "RULE" else list(root.iter("RULE"))
        if not rules:
            raise file.refused("it holds no rules", "give an issue, or a rule, as XML")
        issue = text_of(next((element for element in root if element.tag == "DATE"), None))
        for number, rule in enumerate(rules, start=1):
            _rule(file, rule, number, issue, request, result)
        for tag, called in (("PRORULE", "proposed rule"), ("NOTICE", "notice")):
            count = sum(1 for _ in root.iter(tag))
            if count:
                result.left_out.append(f"{count} {called}{'s' * (count != 1)} of {file.path.name}")
    return result


def days_in(text: str) -> StatedDays:
    """Read what DATES says, exact phrases only."""
    days = StatedDays()
    for sentence in _SENTENCES.split(plain(text)):
        if not _take(days, sentence):
            days.unread.append(sentence)
    if any(_MATTERS.search(phrase) for phrase in days.unread):
        # It cannot be told whether the phrase that was read is all there is to it.
        days = StatedDays(comments=days.comments, unread=_SENTENCES.split(plain(text)))
    return days


def _take(days: StatedDays, sentence: str) -> bool:
    for name, pattern in _PATTERNS.items():
        match = pattern.match(sentence)
        if match is None:
            continue
        said = match.groupdict()
        read = {key: american_day(said[key]) for key in said if key not in ("hours", "except")}
        # The same thing said a second time, or a day that is not in the calendar: left as it is.
        if any(day is None for day in read.values()) or (days.start and "start" in read):
            return False
        for key, day in read.items():
            setattr(days, key, day)
        days.hours = said.get("hours") or days.hours
        days.excepted = said.get("except") or days.excepted
        # That a day will be announced says something only of what was excepted before.
        return name != "announce" or days.excepted is not None
    return False


def _rule(
    file: GivenFile, rule: Element, number: int, issue: str, request: Request, result: Imported
) -> None:
    preamble = first(rule, "PREAMB")
    if preamble is None:
        raise file.refused(f"its rule {number} has no preamble", "fetch it again")
    numbered = _NUMBER.search(text_of(first(rule, "FRDOC")))
    name = numbered[1].replace("–", "-") if numbered else f"{file.path.stem}-{number}"
    source = slug(f"{request.source or 'fr'}-{name}")
    title = text_of(first(preamble, "SUBJECT")) or name
    agency = ", ".join(filter(None, (text_of(first(preamble, t)) for t in ("AGENCY", "SUBAGY"))))
    published = american_day(re.sub(r"^\w+day, ", "", issue))
    licence = request.licence or LICENCE
    note = f"Imported from the Federal Register. Licence: {licence}."
    result.sources.append(
        source_fields(source, fitting(title, name), request.topics, agency or None, note)
    )
    document: Fields = {"title": fitting(title, name), "publisher": agency or "Federal Register"}
    if numbered:
        document["url"] = f"https://www.federalregister.gov/d/{name}"
    document |= {"media": "application/xml", "sha256": file.sha256}
    written = _HEAD.sub("", text_of(first(preamble, "EFFDATE", "DATES")), count=1)
    days = days_in(written) if written else StatedDays()
    fields: Fields = {
        "format": FORMAT,
        "source": source,
        "version": published or "undated",
        "extent": "whole",
        "published": published or request.by_seen,
        "standing": "law",
        "document": document,
        "events": _events(days, written),
        "applies": {"from": "effective"},
        "provisions": dict(_provisions(preamble, title, days)),
        "note": fitting(joined(*_notes(preamble, days, written, licence)), "None."),
    }
    if issue:
        fields["published-as-written"] = issue
    result.versions.append(fields)


def _events(days: StatedDays, written: str) -> Fields:
    start: Fields = {"label": "the rule is effective", "past": "the rule had become effective"}
    if days.start:
        start["date"] = days.start
    if written:
        start["as-written"] = fitting(written, written)
    events: Fields = {"effective": start}
    if last := days.start if days.hours else days.last:
        after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
        label = f"the rule ends after {on_day(last)}"
        events["expiry"] = {"label": label, "past": "the rule had ended", "date": after}
    if days.applicable:
        past = "the rule had become applicable"
        label = "the rule is applicable"
        events["applicable"] = {"label": label, "past": past, "date": days.applicable}
    if days.comments:
        past = "the time for comments had ended"
        label = "the last day for comments"
        events["comments-due"] = {"label": label, "past": past, "date": days.comments}
    if days.excepted:
        past = "the delayed part had become effective"
        label = "the delayed part is effective"
        events["delayed-part"] = {"label": label, "past": past, **UNFIXED}
    return events


def _provisions(preamble: Element, title: str, days: StatedDays) -> Iterator[tuple[str, Fields]]:
    summary = _HEAD.sub("", text_of(first(preamble, "SUM")), count=1)
    amended = text_of(first(preamble, "CFR"))
    words = joined(summary or f"{title}.", f"It concerns {amended}." if amended else "")
    if days.excepted:
        words = joined(words, f"Excepted and delayed indefinitely: {days.excepted}.")
    if days.hours:
        words = joined(words, f"Within its day only from {days.hours.rstrip('.')}.")
    rule: Fields = {
        "title": fitting(title, title),
        "kind": "rule",
        "force": "information",
        "text": fitting(words, title),
        "cite": {"section": "SUMMARY" if summary else "SUBJECT"},
    }
    if days.last or days.hours:
        rule["applies"] = {"from": "effective", "until": "expiry"}
    yield "rule", rule
    if days.applicable:
        yield (
            "applicable",
            {
                "title": "From when the rule is applicable",
                "kind": "application",
                "force": "information",
                "text": f"What the rule says is applicable beginning {on_day(days.applicable)}.",
                "applies": {"from": "applicable"},
                "cite": {"section": "DATES"},
            },
        )
    if days.excepted:
        yield (
            "delayed-part",
            {
                "title": "The part that is delayed indefinitely",
                "kind": "rule",
                "force": "information",
                "text": fitting(f"Delayed: {days.excepted}.", title),
                "applies": {"from": "delayed-part"},
                "cite": {"section": "DATES"},
            },
        )


def _notes(preamble: Element, days: StatedDays, written: str, licence: str) -> Iterator[str]:
    yield f"Licence: {licence}."
    action = _HEAD.sub("", text_of(first(preamble, "ACT")), count=1)
    yield f"Action: {action}" if action else ""
    for tag, called in (("CFR", "Concerns"), ("DEPDOC", "Docket"), ("RIN", "Regulation number")):
        said = text_of(first(preamble, tag))
        yield f"{called}: {said}." if said else ""
    if not written:
        yield "It gives no dates: when it is effective is open."
    elif days.start is None:
        yield "What DATES says was not read as a day; it stands at the event, as written."
    elif days.unread:
        yield f"DATES says further, not read here: {' '.join(days.unread)}"


IMPORTER = Importer("fr", "Federal Register XML: issues, or single rules", read)
