"""What changed, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.answers import Ref, ref_document
from guidance.documents.directions import DirectionShape, direction_document
from guidance.documents.evidence import CoverageShape, coverage_document
from guidance.documents.words import (
    Cite,
    DayOf,
    DayShape,
    PartShape,
    SpanShape,
    StateShape,
    cite_or_none,
    closed,
    iso,
    part_document,
    when_or_none,
)
from guidance.records.model import as_plain
from guidance.records.parts import code_of
from guidance.wording import change_sentence, changes_headline

if TYPE_CHECKING:
    from guidance.changes.model import Change, ChangeReport, Side, Step
    from guidance.changes.rows import MatterChange, MatterReport
    from guidance.engine.coverage import CoverageReport


@closed
class SideShape(TypedDict):
    """One side of a change: a provision, an event, an act or a version."""

    ref: str
    version: str | None
    state: StateShape | None
    standing: str | None
    provision: dict[str, Any] | None
    """The provision as it is recorded on disk."""
    event: dict[str, Any] | None
    amendment: dict[str, Any] | None
    earliest: DayShape | None
    latest: DayShape | None
    since: SpanShape | None
    """Since when its text has begun, where it has; ``null`` where versions are compared."""


@closed
class DetailShape(TypedDict):
    """One difference inside a record, with the path of keys and positions that leads to it."""

    path: list[str | int]
    before: Any
    after: Any


@closed
class PieceShape(TypedDict):
    """A stretch of text that was kept, deleted or inserted."""

    kind: Literal["kept", "deleted", "inserted"]
    text: str


@closed
class ChangeShape(TypedDict):
    """One change; ``id`` says what kind it is and never changes its name."""

    id: str
    key: str
    """Which change it is: the same in every report, whatever else is recorded."""
    ref: str
    sentence: str
    before: SideShape | None
    after: SideShape | None
    part: PartShape | None
    """The part of its territory that is meant; ``null`` where versions are compared."""
    where: str | None
    """The same on one line, where it is not all of what was asked about."""
    earliest: DayShape | None
    latest: DayShape | None
    event: DayOf | None
    authority: str | None
    document: str | None
    standing: str | None
    cite: Cite | None
    because: str | None
    rests_on: list[str]
    """The versions that proposed what the authority decided."""
    proposed: list[str]
    """What is recommended or ruled on: provisions, and acts as ``source@version/act``."""
    fields: list[str]
    details: list[DetailShape]
    redline: list[PieceShape]
    notes: list[str]
    direction: DirectionShape | None
    """``null`` for what has no direction: information, dates."""
    learnt: DayOf | None
    """The publication by which it became known, for what was learnt of earlier days."""


@closed
class StepShape(TypedDict):
    """The changes that share one day, or one range of days."""

    earliest: DayShape | None
    latest: DayShape | None
    changes: list[ChangeShape]


@closed
class ChangeNameShape(TypedDict):
    """A change by its id and what it is of; it stands in full among the steps or in the net."""

    id: str
    ref: str


@closed
class MatterShape(TypedDict):
    """What changed of one matter."""

    matter: str
    """The slug that the fact sheet declares, else a reference."""
    title: str
    is_new: bool
    """No rule of it was recorded before."""
    days: list[SpanShape]
    before: list[Ref]
    """The statements that spoke of it on the first day, all of one source."""
    after: list[Ref]
    others: list[Ref]
    """What else applies on the last day, of other sources or less bindingly."""
    direction: DirectionShape | None
    changes: list[ChangeNameShape]


@closed
class ChangesShape(TypedDict):
    """What changed after one day and up to another."""

    since: DayShape
    until: DayShape
    known_on: DayShape | None
    topic: str | None
    headline: str
    matters: list[MatterShape]
    """What changed by matter, the most important first; matters of information come last."""
    steps: list[StepShape]
    net: list[ChangeShape]
    learnt: list[ChangeShape]
    """What became known in this time about its first day."""
    coverage: CoverageShape
    """The evidence on the last of the days."""


@closed
class LearntShape(TypedDict):
    """What became known after one day and up to another about days up to the first."""

    since: DayShape
    until: DayShape
    learnt: list[ChangeShape]
    """With the net of what changed as known on the last day: all that differs from the answer
    that could be given on the first."""
    coverage: CoverageShape
    """The evidence on the last of the days."""


@closed
class TimelineShape(TypedDict):
    """The days on which anything changes, imprecise ones as ranges."""

    topic: str | None
    known_on: DayShape | None
    steps: list[StepShape]
    coverage: CoverageShape


def changes_document(
    report: ChangeReport, coverage: CoverageReport, matters: MatterReport
) -> ChangesShape:
    """What changed between two dates."""
    return {
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "known_on": iso(report.known_on),
        "topic": report.topic,
        "headline": changes_headline(report),
        "matters": [matter_document(row) for row in (*matters.rows, *matters.information)],
        "steps": [_step(step) for step in report.steps],
        "net": [change_document(change) for change in report.net],
        "learnt": [change_document(change) for change in report.learnt],
        "coverage": coverage_document(coverage),
    }


def learnt_document(
    days: tuple[date, date], changes: Iterable[Change], coverage: CoverageReport
) -> LearntShape:
    """What became known between two days."""
    since, until = days
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "learnt": [change_document(change) for change in changes],
        "coverage": coverage_document(coverage),
    }


def timeline_document(
    steps: Iterable[Step], topic: str | None, known_on: date | None, coverage: CoverageReport
) -> TimelineShape:
    """The days on which anything changes."""
    return {
        "topic": topic,
        "known_on": iso(known_on),
        "steps": [_step(step) for step in steps],
        "coverage": coverage_document(coverage),
    }


def matter_document(row: MatterChange) -> MatterShape:
    """What changed of one matter."""
    sheet = next((change.sheet for change in row.changes if change.sheet is not None), None)
    return {
        "matter": row.matter.key,
        "title": row.matter.title,
        "is_new": row.is_new,
        "days": [{"earliest": iso(day.earliest), "latest": iso(day.latest)} for day in row.days],
        "before": [ref_document(entry) for entry in row.before],
        "after": [ref_document(entry) for entry in row.after],
        "others": [ref_document(entry) for entry in row.others],
        "direction": direction_document(row.direction, sheet) if row.direction else None,
        "changes": [{"id": change.id.value, "ref": change.ref} for change in row.changes],
    }


def change_document(change: Change) -> ChangeShape:
    """One change."""
    return {
        "id": change.id.value,
        "key": change.key,
        "ref": change.ref,
        "sentence": change_sentence(change),
        "before": _side(change.before),
        "after": _side(change.after),
        "part": part_document(change.part) if change.part is not None else None,
        "where": code_of(change.where) or None,
        "earliest": iso(change.earliest),
        "latest": iso(change.latest),
        "event": when_or_none(change.event),
        "authority": change.authority,
        "document": change.document,
        "standing": change.standing,
        "cite": cite_or_none(change.cite),
        "because": change.because,
        "rests_on": [version for version, _ in change.rests_on],
        "proposed": [proposal.name for proposal in change.proposed],
        "fields": list(change.fields),
        "details": [
            {"path": list(detail.path), "before": detail.before, "after": detail.after}
            for detail in change.details
        ],
        "redline": [{"kind": piece.kind, "text": piece.text} for piece in change.redline],
        "notes": list(change.notes),
        "direction": direction_document(change.direction, change.sheet)
        if change.direction
        else None,
        "learnt": when_or_none(change.learnt),
    }


def _step(step: Step) -> StepShape:
    return {
        "earliest": iso(step.earliest),
        "latest": iso(step.latest),
        "changes": [change_document(change) for change in step.changes],
    }


def _side(side: Side | None) -> SideShape | None:
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
        "earliest": iso(side.date.earliest) if side.date else None,
        "latest": iso(side.date.latest) if side.date else None,
        "since": {"earliest": iso(side.since.earliest), "latest": iso(side.since.latest)}
        if side.since
        else None,
    }
