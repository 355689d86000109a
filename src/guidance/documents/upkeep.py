"""What who keeps the records asks: what differs, what is due, whether a document is the one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.answers.answering import registry_of
from guidance.documents.directions import DirectionShape, direction_document
from guidance.documents.words import (
    DayOf,
    DayShape,
    PartShape,
    closed,
    iso,
    part_document,
    when_document,
)
from guidance.records.criteria import AllOf, AnyOf, FactTest, Not
from guidance.records.model import as_plain
from guidance.records.parts import code_of
from guidance.wording.upkeep import discrepancies_headline, discrepancy_sentence, status_headline

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from guidance.changes.model import Side
    from guidance.corpus import Corpus
    from guidance.upkeep.adoptions import Adoption
    from guidance.upkeep.discrepancies import Discrepancy, Stated
    from guidance.upkeep.freshness import Due, Status


@closed
class StatedBy(TypedDict):
    """A provision in the version that last worded it; or an event in one that dates it."""

    ref: str
    version: str
    standing: str


@closed
class DiscrepancyShape(TypedDict):
    """One difference between a report and the act that it reports, or of days of one event."""

    report: StatedBy
    act: StatedBy
    kind: Literal["figure", "criteria", "population", "force", "wording", "day"]
    sentence: str
    in_report: list[dict[str, Any] | str]
    """What the report says and the act does not: a condition as it is recorded on disk, or text."""
    in_act: list[dict[str, Any] | str]
    """What the act says and the report does not."""
    direction: DirectionShape | None
    """How the report stands to the act; ``null`` where that cannot be told."""
    part: PartShape | None
    """The part in which they differ; ``null`` where that is all of which either speaks."""
    where: str | None
    """The same on one line."""


@closed
class Discrepancies(TypedDict):
    """Where sources differ from the acts that they report."""

    topic: str | None
    headline: str
    discrepancies: list[DiscrepancyShape]


@closed
class DueActShape(TypedDict):
    """What an act does to a provision."""

    does: str
    ref: str
    condition: str | None
    """What it depends on; no record says how that came out."""
    part: PartShape | None
    """The part of the provision's territory in which it does so; null for all of it."""


@closed
class DueLeftOutShape(TypedDict):
    """A provision whose text a later whole version leaves out, and may not keep."""

    ref: str
    by: str
    """That version, which does not say whether it keeps it."""


@closed
class DuePartShape(TypedDict):
    """Where alone a provision starts or ends on a day."""

    ref: str
    part: PartShape


@closed
class DueShape(DayOf):
    """A named day, and the provisions that hang on it."""

    starting: list[str]
    """Provisions that apply from it."""
    ending: list[str]
    """Provisions that apply until it."""
    acts: list[DueActShape]
    """What acts do to provisions on it."""
    only_in: list[DuePartShape]
    """Where those start or end that do so in a part of their territory alone."""
    left_out: list[DueLeftOutShape]
    """Those of which it is open whether they apply then."""


@closed
class StageShape(TypedDict):
    """One version that states a recommendation, or rules on it."""

    version: str
    standing: str
    is_changed: bool
    """It says something else than the stage before."""


@closed
class AdoptionShape(TypedDict):
    """The way of one recommended provision or act."""

    ref: str
    about: list[str]
    """The provisions that it would touch."""
    outcome: Literal[
        "open", "adopted", "adopted-in-part", "changed", "declined", "dropped", "overtaken"
    ]
    event: DayOf
    """The day from which it is to apply."""
    by: str | None
    """What adopted, changed, declined, dropped or overtook it."""
    stages: list[StageShape]


@closed
class AdoptionsShape(TypedDict):
    """What became of each recommendation."""

    known_on: DayShape | None
    adoptions: list[AdoptionShape]


@closed
class FreshnessShape(TypedDict):
    """How fresh one source is."""

    source: str
    status: Literal["covered", "stale", "no-evidence"]
    newest_version: str | None
    last_checked: DayShape | None
    age_days: int | None
    """Since it was last checked."""


@closed
class StatusShape(TypedDict):
    """How fresh the records are on a day, and what is due."""

    on: DayShape
    until: DayShape
    """The last day that counts as near."""
    headline: str
    to_confirm: list[DueShape]
    """Days that a document expected, and that have passed without a record of them."""
    upcoming: list[DueShape]
    undated: list[DueShape]
    """Days that a document expects without a word on when."""
    undecided: list[AdoptionShape]
    sources: list[FreshnessShape]


def discrepancies_document(
    corpus: Corpus, discrepancies: tuple[Discrepancy, ...], topic: str | None
) -> Discrepancies:
    """What differs between sources and the acts that they report."""
    return {
        "topic": topic,
        "headline": discrepancies_headline(discrepancies),
        "discrepancies": [_discrepancy(corpus, discrepancy) for discrepancy in discrepancies],
    }


def status_document(status: Status) -> StatusShape:
    """What is due on a day."""
    return {
        "on": status.on.isoformat(),
        "until": status.until.isoformat(),
        "headline": status_headline(status),
        "to_confirm": [_due(due) for due in status.to_confirm],
        "upcoming": [_due(due) for due in status.upcoming],
        "undated": [_due(due) for due in status.undated],
        "undecided": [_adoption(adoption) for adoption in status.undecided],
        "sources": [
            {
                "source": source.source,
                "status": source.status.value,
                "newest_version": source.newest_version,
                "last_checked": source.last_checked.isoformat() if source.last_checked else None,
                "age_days": (status.on - source.last_checked).days if source.last_checked else None,
            }
            for source in status.sources
        ],
    }


def _discrepancy(corpus: Corpus, discrepancy: Discrepancy) -> DiscrepancyShape:
    registry = registry_of(corpus)
    statements = registry.statements.get(discrepancy.report.ref)
    sheet = registry.sheet_of(registry.topics_of(statements[-1])) if statements else None
    return {
        "report": _stated_by(discrepancy.report),
        "act": _stated_by(discrepancy.act),
        "kind": discrepancy.kind.value,
        "sentence": discrepancy_sentence(discrepancy),
        "in_report": [_stated(part) for part in discrepancy.in_report],
        "in_act": [_stated(part) for part in discrepancy.in_act],
        "direction": direction_document(discrepancy.direction, sheet)
        if discrepancy.direction
        else None,
        "part": part_document(discrepancy.where) if discrepancy.where else None,
        "where": code_of(discrepancy.where) or None,
    }


def _stated_by(side: Side) -> StatedBy:
    return {"ref": side.ref, "version": side.version or "", "standing": side.standing or ""}


def _stated(part: Stated) -> dict[str, Any] | str:
    return as_plain(part) if isinstance(part, AllOf | AnyOf | Not | FactTest) else part


def _due(due: Due) -> DueShape:
    return {
        **when_document(due.when),
        "starting": list(due.starting),
        "ending": list(due.ending),
        "acts": [
            {
                "does": act.does,
                "ref": act.ref,
                "condition": act.condition,
                "part": part_document(act.part) if act.part is not None else None,
            }
            for act in due.acts
        ],
        "only_in": [{"ref": ref, "part": part_document(part)} for ref, part in due.only_in],
        "left_out": [{"ref": ref, "by": version} for ref, version in due.left_out],
    }


def adoptions_document(adoptions: Iterable[Adoption], known_on: date | None) -> AdoptionsShape:
    """What became of recommendations, as could be said on a day."""
    return {
        "known_on": iso(known_on),
        "adoptions": [_adoption(adoption) for adoption in adoptions],
    }


def _adoption(adoption: Adoption) -> AdoptionShape:
    return {
        "ref": adoption.ref,
        "about": list(adoption.about),
        "outcome": adoption.outcome.value,
        "event": when_document(adoption.event),
        "by": adoption.by,
        "stages": [
            {"version": stage.version, "standing": stage.standing, "is_changed": stage.is_changed}
            for stage in adoption.stages
        ],
    }
