"""FedRAMP consolidated rules (JSON): rules, definitions, indicators and controls of each version.

A rule set gives days by role: from when it may be adopted (``optional_adoption``), from when it is
required to *obtain* a certification, from when to *maintain* one, and until when there is *grace*.
Each is a statement of its own with its own event. A rule applies from the first of them: from then
on somebody may or must follow it, and the statements beside it say who.

Each file is a whole version. What a rule says besides its statement stands in its note, all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guidance.authoring.importing.days import day_of
from guidance.authoring.importing.request import (
    Fields,
    GivenFile,
    Imported,
    Importer,
    Request,
    source_fields,
)
from guidance.authoring.importing.values import fields_of, items, json_of, word
from guidance.authoring.importing.words import Names, fitting, joined, plain, slug
from guidance.records.model import FORMAT

LICENCE = "public domain (a work of the United States Government)"
PUBLISHER = "FedRAMP"

_EVERY_PATH = ("all", "both")
_FORCES = {
    "MUST": "must",
    "MUST NOT": "must-not",
    "SHALL": "must",
    "SHALL NOT": "must-not",
    "SHOULD": "should",
    "SHOULD NOT": "should-not",
    "MAY": "may",
}
_ROLES = {
    "optional_adoption": ("optional", "may be adopted", "may"),
    "obtain": ("obtain", "are required to obtain a certification", "must"),
    "maintain": ("maintain", "are required to maintain a certification", "must"),
    "grace_ends": ("grace-ends", "have no grace any more", "information"),
}


def read(request: Request) -> Imported:
    """Make records of the rules, one version for each file.

    Raises:
        RecordsError: A file is no such document.
    """
    editions = []
    for file in request.files:
        rules = json_of(file)
        updated = day_of(word(rules, "info", "last_updated"))
        if not updated or not fields_of(rules, "FRR"):
            problem = "it has no info.last_updated, or no rules (FRR)"
            raise file.refused(problem, "give a file of the consolidated rules")
        editions.append((updated, word(rules, "info", "version"), file, rules))
    editions.sort(key=lambda edition: edition[:2])
    source = request.source or "fedramp-consolidated-rules"
    licence = request.licence or LICENCE
    title = word(editions[-1][3], "info", "title") or "FedRAMP consolidated rules"
    note = f"Imported from {PUBLISHER}. Licence: {licence}."
    result = Imported([source_fields(source, title, request.topics, PUBLISHER, note)])
    before = ""
    days: dict[str, tuple[str, str]] = {}
    for updated, number, file, rules in editions:
        version = _version(source, updated, file, rules, request)
        _carry_on(version, days, updated)
        version["note"] = joined(f"Licence: {licence}.", version.get("note"))
        version["version"] = slug(number or updated)
        if before:
            version["after"] = [f"{source}@{before}"]
        before = version["version"]
        result.versions.append(version)
    return result


def _carry_on(version: Fields, known: dict[str, tuple[str, str]], published: str) -> None:
    """Let a version speak of the events that an earlier one named, and move those that moved.

    Args:
        version: The version; its events are those that it is the first to name, afterwards.
        known: For each event, the name it goes by now and its day.
        published: The day of the version: what was to come by then can still be moved.
    """
    first_named: Fields = {}
    acts = []
    for event, said in version["events"].items():
        day = said.get("date", "")
        name, last = known.get(event, ("", ""))
        if name and day != last and last > published:
            because = "This version gives another day."
            acts.append({"act": "moves-date", "event": name, "date": day, "because": because})
        elif not name or day != last:
            # A day that has passed is not moved any more: what follows is another event.
            name = event if not name else f"{event}.{day}"
            first_named[name] = said
        known[event] = (name, day)
    for provision in version["provisions"].values():
        if start := provision.get("applies", {}).get("from"):
            provision["applies"] = {"from": known[start][0]}
    version["events"] = first_named
    if acts:
        version["amendments"] = acts


def told(value: object) -> str:
    """Say in words whatever JSON holds."""
    if isinstance(value, Mapping):
        return "; ".join(f"{_spoken(key)}: {told(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return " | ".join(told(inner) for inner in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, str) else str(value)


def _spoken(key: object) -> str:
    return plain(str(key)).replace("_", " ")


def _version(
    source: str, updated: str, file: GivenFile, rules: dict[str, Any], request: Request
) -> Fields:
    seen = request.seen.isoformat() if request.seen else ""
    info = fields_of(rules, "info")
    document: Fields = {"title": word(info, "title") or source, "publisher": PUBLISHER}
    if request.url:
        document["url"] = request.url
    document |= {"media": "application/json", "sha256": file.sha256}
    events: Fields = {}
    provisions: Fields = {}
    names = Names()
    # A preview can carry a day that lies ahead of the one on which it was seen.
    published = f"[..{seen}]" if seen and seen < updated else updated
    definitions = fields_of(rules, "FRD")
    _set("frd", definitions, names, events, provisions)
    _definitions(definitions, names, provisions)
    for name, rule_set in fields_of(rules, "FRR").items():
        _set(name, rule_set, names, events, provisions)
        _rules(name, rule_set, names, events, provisions)
    for name, indicators in fields_of(rules, "KSI").items():
        _indicators(name, indicators, names, provisions)
    for family, controls in fields_of(rules, "CTL").items():
        for name, control in controls.items():
            said = {key: inner for key, inner in control.items() if key != "guidance"}
            words = " ".join(map(plain, items(control, "guidance"))) or told(said)
            provisions[names.of(f"ctl-{name}")] = _provision(
                name, "control", words, f"CTL.{family}.{name}", said
            )
    rest = {key: inner for key, inner in info.items() if key not in ("title", "last_updated")}
    return {
        "format": FORMAT,
        "source": source,
        "extent": "whole",
        "published": published,
        "published-as-written": f"last updated {updated}",
        "standing": "decision",
        "document": document,
        "events": events,
        "provisions": provisions,
        "note": fitting(told(rest), source),
    }


def _provision(
    title: str, kind: str, text: str, section: str, rest: Mapping[str, object]
) -> Fields:
    force = _FORCES.get(word(rest, "force") or word(rest, "primary_key_word"), "information")
    fields: Fields = {
        "title": fitting(title, section),
        "kind": kind,
        "force": force,
        "text": fitting(text, title or section),
    }
    if affected := [
        plain(affects) for affects in items(rest, "affects") if isinstance(affects, str)
    ]:
        fields["population"] = {"words": ", ".join(affected)}
    fields["cite"] = {"section": section}
    note = told({key: inner for key, inner in rest.items() if key not in ("name", "statement")})
    return {**fields, "note": fitting(note, note)} if note else fields


def _days(effective: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], dict[str, str]]]:
    """Yield the paths of a rule set with the days it gives each, by role."""
    paths = {"all": effective} if "is" in effective else effective
    for path, said in paths.items():
        given = fields_of(said, "date")
        grace = word(given, "grace", "default")
        days = {role: day_of(word(given, role)) for role in _ROLES}
        if grace:
            days["grace_ends"] = day_of(grace)
        yield path, said, {role: day for role, day in days.items() if day}


def _effective(rule_set: object) -> dict[str, Any]:
    """The days of a rule set by path: under ``effective``, or under the path's own name."""
    days = fields_of(rule_set, "info", "effective")
    if days:
        return days
    info = fields_of(rule_set, "info")
    return {
        path: fields_of(said, "effective")
        for path, said in info.items()
        if fields_of(said, "effective")
    }


def _set(name: str, rule_set: object, names: Names, events: Fields, provisions: Fields) -> None:
    """Take in what a rule set says of itself, and its days."""
    info = fields_of(rule_set, "info")
    if not info:
        return
    called = word(info, "name") or name
    purpose = word(info, "purpose") or word(info, "front_matter", "purpose") or called
    rest = {key: inner for key, inner in info.items() if key not in ("name", "purpose")}
    section = "FRD.info" if name == "frd" else f"FRR.{name}.info"
    provisions[names.of(f"set-{name}")] = _provision(called, "rule-set", purpose, section, rest)
    for path, said, days in _days(_effective(rule_set)):
        is_required = word(said, "is") == "required"
        for role, day in days.items():
            short, does, force = _ROLES[role]
            event = slug(f"{name}-{path}-{short}")
            whom = "" if path in _EVERY_PATH else f" on the path {path}"
            label = f"the rules “{called}” {does}{whom}"
            past = label.replace(" are ", " had come to be ").replace(" may ", " could ")
            events[event] = {"label": label, "past": past.replace(" have ", " had "), "date": day}
            statement = _provision(
                f"{called}: {short.replace('-', ' ')}",
                "application",
                f"The rules “{called}” {does}{whom}.",
                f"{section}.effective",
                {"path": path, "is": word(said, "is")},
            )
            statement["force"] = force if is_required or force != "must" else "information"
            provisions[names.of(event)] = {**statement, "applies": {"from": event}}


def _start(name: str, rule_set: object, path: str) -> Fields:
    """From when a rule on a path applies to anybody: the first of the days of its set there."""
    starts = [
        (day, slug(f"{name}-{its_path}-{_ROLES[role][0]}"))
        for its_path, _, days in _days(_effective(rule_set))
        if path in _EVERY_PATH or its_path in (*_EVERY_PATH, path)
        for role, day in days.items()
        if role != "grace_ends"
    ]
    return {"from": min(starts)[1]} if starts else {}


def _definitions(definitions: object, names: Names, provisions: Fields) -> None:
    for path, terms in fields_of(definitions, "data").items():
        applies = _start("frd", definitions, path)
        for name, term in terms.items():
            rest = {key: inner for key, inner in term.items() if key not in ("term", "definition")}
            provision = _provision(
                word(term, "term") or name,
                "definition",
                word(term, "definition"),
                f"FRD.{path}.{name}",
                rest,
            )
            provisions[names.of(name)] = {**provision, "applies": applies} if applies else provision


def _rules(name: str, rule_set: object, names: Names, events: Fields, provisions: Fields) -> None:
    for path, labels in fields_of(rule_set, "data").items():
        applies = _start(name, rule_set, path)
        if not applies and labels:
            applies = {"from": slug(f"{name}-{path}-start")}
            label = f"the rules {name} start to apply"
            past = f"the rules {name} had started to apply"
            events.setdefault(applies["from"], {"label": label, "past": past})
        for label, rules in fields_of(labels).items():
            for ref, rule in fields_of(rules).items():
                section = f"FRR.{name}.{path}.{label}.{ref}"
                for part, provision in _by_class(ref, rule, "rule", section):
                    key = names.of(part if path in _EVERY_PATH else f"{part}.{path}")
                    provisions[key] = {**provision, "applies": applies}


def _by_class(
    ref: str, rule: dict[str, Any], kind: str, section: str
) -> Iterator[tuple[str, Fields]]:
    """Yield a rule, or what it says to each class of certifications where that differs."""
    title = word(rule, "name") or ref
    classes = fields_of(rule, "varies_by_class")
    common = {key: inner for key, inner in rule.items() if key != "varies_by_class"}
    if not classes or word(rule, "statement"):
        rest = {**common, **({"varies by class": classes} if classes else {})}
        yield ref, _provision(title, kind, word(rule, "statement") or told(rest), section, rest)
        return
    for name, own in classes.items():
        said = own if isinstance(own, dict) else {"statement": own}
        rest = {**common, **said}
        provision = _provision(title, kind, word(said, "statement") or told(said), section, rest)
        words = f"class {name.upper()}"
        if "population" in provision:
            words = f"{provision['population']['words']}, {words}"
        provision["population"] = {"words": words}
        yield f"{ref}.class-{name}", provision


def _indicators(name: str, group: object, names: Names, provisions: Fields) -> None:
    rest = {
        key: inner for key, inner in fields_of(group).items() if key not in ("name", "indicators")
    }
    title = word(group, "name") or name
    theme = word(group, "theme") or title
    provisions[names.of(f"ksi-set-{name}")] = _provision(
        title, "indicator-set", theme, f"KSI.{name}", rest
    )
    for ref, indicator in fields_of(group, "indicators").items():
        for part, provision in _by_class(ref, indicator, "indicator", f"KSI.{name}.{ref}"):
            provisions[names.of(part)] = provision


IMPORTER = Importer("fedramp", "FedRAMP consolidated rules (JSON), one version or several", read)
