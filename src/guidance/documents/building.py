"""JSON documents: the data of answers and reports in the published shapes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from guidance.records.model import as_plain
from guidance.report.directions import direction_document
from guidance.resolution.registry import source_of
from guidance.wording import (
    answer_headline,
    change_sentence,
    changes_headline,
    comparison_headline,
)
from guidance.wording.days import ages_words

if TYPE_CHECKING:
    from guidance import documents as shapes
    from guidance.answers.answer import Answer, Tension, Undetermined
    from guidance.answers.entries import Cause, Entry, When
    from guidance.changes.model import Change, ChangeReport, Comparison, Side, Step
    from guidance.engine.coverage import CoverageReport, SourceCoverage
    from guidance.records.dates import ImpreciseDate
    from guidance.records.model import Citation

# What a terminal would obey; JSON itself only escapes the first 32.
_HIDDEN = re.compile(
    "[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def dumps(document: Mapping[str, Any]) -> str:
    """Write a document: keys in the declared order, nothing invisible in it."""
    written = json.dumps(document, ensure_ascii=False, indent=2)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", written) + "\n"


def answer_document(answer: Answer) -> shapes.AsOf:
    """What applied on a day."""
    return {
        "on": answer.on.isoformat(),
        "known_on": _day(answer.known_on),
        "headline": answer_headline(answer),
        "in_force": _provisions(answer.in_force),
        "undetermined": undetermined_document(answer),
        "upcoming": _provisions(answer.upcoming),
        "ended": _provisions(answer.ended),
        "suspended": _provisions(answer.suspended),
        "displaced": _provisions(answer.displaced),
        "no_evidence": _provisions(answer.no_evidence),
        "tensions": [tension_document(each) for each in answer.tensions],
        "coverage": coverage_document(answer.coverage),
    }


def undetermined_document(answer: Answer) -> list[shapes.UndeterminedShape]:
    """What cannot be settled, by the days it depends on."""
    return [_undetermined(group) for group in answer.undetermined]


def changes_document(report: ChangeReport, coverage: CoverageReport) -> shapes.Changes:
    """What changed between two dates."""
    return {
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "known_on": _day(report.known_on),
        "topic": report.topic,
        "headline": changes_headline(report),
        "steps": [_step(step) for step in report.steps],
        "net": [change_document(change) for change in report.net],
        "coverage": coverage_document(coverage),
    }


def comparison_document(comparison: Comparison) -> shapes.Compare:
    """How two versions differ."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "headline": comparison_headline(comparison),
        "changes": [change_document(change) for change in comparison.changes],
    }


def timeline_document(
    steps: Iterable[Step], topic: str | None, known_on: date | None, coverage: CoverageReport
) -> shapes.Timeline:
    """The days on which anything changes."""
    return {
        "topic": topic,
        "known_on": _day(known_on),
        "steps": [_step(step) for step in steps],
        "coverage": coverage_document(coverage),
    }


def change_document(change: Change) -> shapes.ChangeShape:
    """One change."""
    return {
        "id": change.id.value,
        "ref": change.ref,
        "sentence": change_sentence(change),
        "before": _side(change.before),
        "after": _side(change.after),
        "where": change.where,
        "earliest": _day(change.earliest),
        "latest": _day(change.latest),
        "event": _when(change.event),
        "authority": change.authority,
        "document": change.document,
        "standing": change.standing,
        "cite": _cite(change.cite),
        "because": change.because,
        "fields": list(change.fields),
        "details": [
            {"path": list(each.path), "before": each.before, "after": each.after}
            for each in change.details
        ],
        "redline": [{"kind": piece.kind, "text": piece.text} for piece in change.redline],
        "notes": list(change.notes),
        "direction": direction_document(change.direction, change.sheet)
        if change.direction
        else None,
    }


def coverage_document(coverage: CoverageReport) -> shapes.CoverageShape:
    """How good the evidence is on a day."""
    age: shapes.Age | None = None
    if coverage.age is not None:
        earliest, latest = coverage.age
        is_open = earliest == date.min
        age = {
            "at_least_days": (coverage.on - latest).days,
            "at_most_days": None if is_open else (coverage.on - earliest).days,
            "words": ages_words(earliest, latest, coverage.on),
        }
    return {
        "on": coverage.on.isoformat(),
        "status": coverage.status.value,
        "first_evidence": _span(coverage.first_evidence),
        "newest_evidence": _span(coverage.newest_evidence),
        "newest_version": coverage.newest_version,
        "age": age,
        "sources": [_source(source) for source in coverage.sources],
    }


def provision(entry: Entry) -> shapes.ProvisionShape:
    """A provision in an answer."""
    recorded = entry.provision
    return {
        "ref": entry.ref,
        "title": recorded.title,
        "text": recorded.text,
        "force": recorded.force,
        "only": recorded.only,
        "kind": recorded.kind,
        "population": recorded.population.words if recorded.population else None,
        "standing": entry.standing,
        "state": entry.state.value,
        "source": source_of(entry.ref),
        "version": entry.version,
        "where": entry.where,
        "jurisdictions": list(entry.jurisdictions) or "not stated",
        "opted_out": list(recorded.opted_out),
        "topics": list(entry.topics),
        "since": _when(entry.since),
        "until": _when(entry.until),
        "causes": [_cause(cause) for cause in entry.causes],
        "caveats": list(entry.caveats),
        "cite": _citation(recorded.cite),
    }


def _provisions(entries: Iterable[Entry]) -> list[shapes.ProvisionShape]:
    return [provision(entry) for entry in entries]


def _undetermined(group: Undetermined) -> shapes.UndeterminedShape:
    event = when_document(group.event)
    return {
        "event": event["event"],
        "label": event["label"],
        "earliest": event["earliest"],
        "latest": event["latest"],
        "certainty": event["certainty"],
        "as_written": event["as_written"],
        "is_qualified": event["is_qualified"],
        "events": [when_document(when) for when in group.events],
        "if_happened": _provisions(group.if_happened),
        "if_not": _provisions(group.if_not),
        "cases": [
            {
                "conditions": [
                    {
                        "kind": each.kind,  # type: ignore[typeddict-item]
                        "event": each.event,
                        "other": each.other,
                        "holds": each.holds,
                    }
                    for each in case.conditions
                ],
                "in_force": [
                    {"ref": entry.ref, "title": entry.provision.title, "where": entry.where}
                    for entry in case.in_force
                ],
            }
            for case in group.cases
        ],
        "provisions": _provisions(group.entries),
    }


def _step(step: Step) -> shapes.StepShape:
    return {
        "earliest": _day(step.earliest),
        "latest": _day(step.latest),
        "changes": [change_document(change) for change in step.changes],
    }


def _side(side: Side | None) -> shapes.SideShape | None:
    if side is None:
        return None
    return {
        "ref": side.ref,
        "version": side.version,
        "state": side.state.value if side.state else None,
        "standing": side.standing,
        "provision": as_plain(side.provision) if side.provision else None,
        "event": as_plain(side.event) if side.event else None,
        "amendment": as_plain(side.amendment) if side.amendment else None,
        "earliest": _day(side.date.earliest) if side.date else None,
        "latest": _day(side.date.latest) if side.date else None,
    }


def _cause(cause: Cause) -> shapes.CauseShape:
    return {
        "kind": cause.kind,
        "by": cause.by,
        "when": _when(cause.when),
        "because": cause.because,
        "cite": _cite(cause.cite),
    }


def _source(source: SourceCoverage) -> shapes.SourceCoverageShape:
    return {
        "source": source.source,
        "status": source.status.value,
        "first_evidence": _span(source.first_evidence),
        "newest_evidence": _span(source.newest_evidence),
        "newest_version": source.newest_version,
        "possible_versions": list(source.possible_versions),
        "last_checked": _day(source.last_checked),
    }


def tension_document(tension: Tension) -> shapes.TensionShape:
    """Two provisions in tension."""
    return {"provision": provision(tension.entry), "other": provision(tension.other)}


def _when(when: When | None) -> shapes.DayOf | None:
    return when_document(when) if when else None


def when_document(when: When) -> shapes.DayOf:
    """An event and its day."""
    return {
        "event": when.event,
        "label": when.label,
        "earliest": _day(when.date.earliest),
        "latest": _day(when.date.latest),
        "certainty": when.certainty,  # type: ignore[typeddict-item]
        "as_written": when.as_written,
        "is_qualified": when.is_qualified,
    }


def _cite(cite: Citation | None) -> shapes.Cite | None:
    return _citation(cite) if cite else None


def _citation(cite: Citation) -> shapes.Cite:
    return {"section": cite.section, "paragraph": cite.paragraph, "quote": cite.quote}


def _span(known: ImpreciseDate | None) -> shapes.Span | None:
    return {"earliest": _day(known.earliest), "latest": _day(known.latest)} if known else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
