"""What real histories are made of, found again in a corpus, so that its makers can be counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from laws.oracle_days import ranges
from laws.oracle_known import Known
from laws.oracle_records import Corpus, Record, name, places_of


def traits(corpus: Corpus) -> set[str]:
    """The names of all traits that a corpus has."""
    found: set[str] = set()
    for look in (_of_places, _of_texts, _of_acts, _of_pauses, _of_days, _of_publication):
        found.update(look(corpus))
    return found


def _acts(corpus: Corpus, *kinds: str) -> list[tuple[Record, Record]]:
    return [
        (version, record)
        for version in corpus.versions
        for record in version.get("amendments", ())
        if record["act"] in kinds
    ]


def _statements(corpus: Corpus) -> list[tuple[str, Record, Record]]:
    return [
        (f"{version['source']}#{slug}", version, statement)
        for version in corpus.versions
        for slug, statement in version.get("provisions", {}).items()
    ]


def _of_places(corpus: Corpus) -> Iterator[str]:
    named = {ref: places_of(s, v) for ref, v, s in _statements(corpus)}
    for version, record in _acts(corpus, "suspends", "ends", "reinstates"):
        spec = places_of(record, version)
        if spec and "jurisdictions" not in record:
            yield "act inherits places"
        for target in record["provisions"]:
            if target not in named:
                continue
            if spec and named[target] is None:
                yield "limited act on an unstated statement"
            if not spec or not named[target]:
                continue
            if "EU" in (spec[0] or ()) and "EU" not in (named[target][0] or ()):
                yield "act of the Union on a member's statement"
            if "EU" not in (spec[0] or ()) and "EU" in (named[target][0] or ()):
                yield "member's act on a statement of the Union"
    if any(spec and spec[1] for spec in named.values()):
        yield "exceptions"
    if len({spec for spec in named.values() if spec}) > 1:
        yield "several territories"
    if any(source.get("places") for source in corpus.sources):
        yield "declared places"
    days = [s.get("applies") for _, _, s in _statements(corpus)]
    days += [record["set"].get("applies") for _, record in _acts(corpus, "corrects")]
    if any("by-place" in each for each in days if each):
        yield "other days in one place"
    if _acts(corpus, "keeps"):
        yield "kept after leaving"


def _of_texts(corpus: Corpus) -> Iterator[str]:
    said: dict[str, list[str]] = {}
    ended: set[str] = set()
    for version in corpus.versions:
        own = {
            f"{version['source']}#{slug}": s for slug, s in version.get("provisions", {}).items()
        }
        for ref, statement in own.items():
            if statement.get("proposes"):
                yield "proposed text"
                continue
            applies = statement.get("applies") or {}
            if applies.get("from", "") > version["published"] or "@" in applies.get("from", ""):
                yield "pending text"
            if "until" in applies:
                yield f"temporary, then {applies.get('then', 'silent')}"
            if statement["text"] in said.get(ref, ())[-1:]:
                yield "said again in the same words" if ref in ended else "repeated text"
            said.setdefault(ref, []).append(statement["text"])
            for link in ("replaces", "displaces"):
                if link in statement:
                    yield link
        if version["extent"] == "whole" and any(
            ref.startswith(f"{version['source']}#") and ref not in own for ref in said
        ):
            yield "whole version leaves something out"
            yield f"pending: {version.get('pending', 'silent')}"
            ended |= {ref for ref in said if ref.startswith(f"{version['source']}#")} - set(own)
        for record in version.get("amendments", ()):
            if record["act"] == "ends":
                ended |= set(record["provisions"])


def _of_acts(corpus: Corpus) -> Iterator[str]:
    mended: Counter[str] = Counter()
    for version, record in _acts(corpus, "suspends", "ends", "reinstates", "corrects"):
        yield record["act"]
        if record.get("proposes"):
            yield "proposed act"
        start = record.get("from", "")
        if start[:1] == "2" and start < version["published"]:
            yield "retroactive act"
        if record["act"] == "corrects":
            mended[record["provision"]] += 1
            if "applies" in record["set"]:
                yield "corrected days"
        elif any("#" not in target for target in record["provisions"]):
            yield f"whole source {record['act']}"
    if any(count > 1 for count in mended.values()):
        yield "correction of a correction"


def _of_pauses(corpus: Corpus) -> Iterator[str]:
    for _, record in _acts(corpus, "reinstates"):
        yield "lifting that names" if "lifts" in record else "lifting that names none"
    pausing: Counter[str] = Counter()
    for version in corpus.versions:
        kinds = {record["act"] for record in version.get("amendments", ())}
        if {"suspends", "reinstates"} <= kinds:
            yield "lifts and suspends in one version"
    for _, record in _acts(corpus, "suspends"):
        pausing.update(record["provisions"])
    if any(count > 1 for count in pausing.values()):
        yield "pauses side by side"


def _dates(corpus: Corpus) -> Iterator[tuple[Record, Any]]:
    for version in corpus.versions:
        for event in version.get("events", {}).values():
            yield event, event.get("date")


def _of_days(corpus: Corpus) -> Iterator[str]:
    for event, date in _dates(corpus):
        if date is None:
            yield "undated event"
        elif isinstance(date, dict):
            yield "relative event"
        elif date == "until-fixed":
            yield "day to be fixed"
        elif "," in date:
            yield "set of days"
        elif ".." in date:
            yield "imprecise event"
        if "same-as" in event:
            yield "one event of two sources"
    moved = Counter(record["event"] for _, record in _acts(corpus, "moves-date"))
    if moved:
        yield "delay"
    if any(count > 1 for count in moved.values()):
        yield "delay of a delay"
    for kind in ("fixes-date", "cancels"):
        if _acts(corpus, kind):
            yield kind
    if any("until-fixed" in record.get("date", "") for _, record in _acts(corpus, "moves-date")):
        yield "put off without a day"
    known = Known(list(corpus.versions))
    if any(len(known.candidates(event)[0]) > 1 for event in known.declared):
        yield "rival days"
    used: Counter[str] = Counter()
    for _, _, statement in _statements(corpus):
        used.update({(statement.get("applies") or {}).get("from", "")})
    for _, record in _acts(corpus, "suspends", "ends", "reinstates"):
        used.update({record.get("from", ""), record.get("until", "")})
    if any(count > 1 and "@" in key for key, count in used.items()):
        yield "shared event"
    if any(source.get("checks") for source in corpus.sources):
        yield "checked negative"


def _of_publication(corpus: Corpus) -> Iterator[str]:
    days: dict[str, list[Record]] = {}
    for version in corpus.versions:
        days.setdefault(version["published"], []).append(version)
        (low, high), *_ = ranges(version["published"])
        if low != high:
            yield "imprecise publication"
    for together in days.values():
        if len(together) > 1:
            told = any(name(v) in w.get("after", ()) for v in together for w in together)
            yield "one day, order stated" if told else "one day, order open"
