"""What applied on a day: the document, and how it is built."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.evidence import CoverageShape, coverage_document
from guidance.documents.words import (
    Cite,
    DayOf,
    DayShape,
    PartShape,
    PlacesShape,
    StateShape,
    cite_document,
    cite_or_none,
    closed,
    iso,
    part_document,
    when_document,
    when_or_none,
)
from guidance.records.parts import code_of
from guidance.resolution.registry import source_of
from guidance.wording import answer_headline

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Tension, Undetermined
    from guidance.answers.causes import Cause
    from guidance.answers.entries import Entry
    from guidance.answers.proposals import Proposed


StageName = Literal[
    "recommended", "endorsed", "adopted", "adopted-in-part", "declined", "overtaken"
]


@closed
class CauseShape(TypedDict):
    """Why a provision is in its state."""

    kind: str
    by: str
    when: DayOf | None
    because: str | None
    rests_on: list[str]
    """The versions that proposed what ``by`` decided."""
    cite: Cite | None


@closed
class ProposalShape(TypedDict):
    """What is only proposed about a provision, as far as it has come by the day."""

    act: str
    """The provision whose text it is, or ``source@version/act``."""
    kind: Literal["says", "ends", "suspends", "reinstates"]
    is_marked: bool
    """It is recorded as only proposed, and takes no effect."""
    stage: StageName
    by: str
    """What brought it to that stage."""
    on: DayOf
    start: DayOf
    """The day from which it is to take effect; of what is adopted, from which it is adopted."""
    stages: list[StageName]
    """All stages that it has come through, in order."""
    possible: list[StageName]
    """Stages to which it may have come besides."""


@closed
class ProvisionShape(TypedDict):
    """A provision in an answer."""

    ref: str
    title: str
    text: str
    force: Literal["must", "must-not", "should", "should-not", "may", "information"]
    only: bool
    """A permission that excludes everybody else it speaks of."""
    kind: str
    population: str | None
    standing: str
    state: StateShape
    source: str
    version: str
    part: PartShape
    """The part of its territory that is meant."""
    where: str | None
    """The same on one line, where it is not all of what was asked about."""
    jurisdictions: PlacesShape
    opted_out: list[str]
    topics: list[str]
    since: DayOf | None
    until: DayOf | None
    """The first day on which it no longer applies."""
    causes: list[CauseShape]
    caveats: list[str]
    conditions: list[str]
    """Conditions on which the state rests; no record says how they came out."""
    proposals: list[ProposalShape]
    """What is only proposed about it; without effect on its state."""
    cite: Cite


@closed
class ConditionShape(TypedDict):
    """One side of a test on an unknown day."""

    kind: Literal["happened", "published", "no-later-than", "end-of-month"]
    event: str
    other: str | None
    holds: bool


@closed
class Ref(TypedDict):
    """A provision by its reference."""

    ref: str
    title: str
    part: PartShape
    where: str | None


@closed
class CaseShape(TypedDict):
    """What is in force under some conditions; the cases of a group exclude each other."""

    conditions: list[ConditionShape]
    in_force: list[Ref]


@closed
class UndeterminedShape(TypedDict):
    """Provisions that hang on the same unknown days; the first of these days is named here."""

    event: str
    label: str
    earliest: DayShape | None
    latest: DayShape | None
    certainty: Literal["recorded", "forecast", "cancelled"]
    as_written: str | None
    is_qualified: bool
    events: list[DayOf]
    """All days that decide."""
    if_happened: list[ProvisionShape]
    """In force whenever the event has happened."""
    if_not: list[ProvisionShape]
    """In force whenever it has not."""
    cases: list[CaseShape]
    provisions: list[ProvisionShape]


@closed
class TensionShape(TypedDict):
    """Two provisions that the records mark as possibly contradicting; for a person to judge."""

    provision: ProvisionShape
    other: ProvisionShape


@closed
class AsOf(TypedDict):
    """What applied on a day. Each provision asked about stands in exactly one of the lists."""

    on: DayShape
    known_on: DayShape | None
    headline: str
    in_force: list[ProvisionShape]
    undetermined: list[UndeterminedShape]
    upcoming: list[ProvisionShape]
    ended: list[ProvisionShape]
    suspended: list[ProvisionShape]
    displaced: list[ProvisionShape]
    no_evidence: list[ProvisionShape]
    tensions: list[TensionShape]
    coverage: CoverageShape


def provision_document(entry: Entry) -> ProvisionShape:
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
        "part": part_document(entry.part),
        "where": code_of(entry.where) or None,
        "jurisdictions": list(entry.jurisdictions) or "not stated",
        "opted_out": list(recorded.opted_out),
        "topics": list(entry.topics),
        "since": when_or_none(entry.since),
        "until": when_or_none(entry.until),
        "causes": [_cause(cause) for cause in entry.causes],
        "caveats": list(entry.caveats),
        "conditions": list(entry.conditions),
        "proposals": [_proposal(proposal) for proposal in entry.proposals],
        "cite": cite_document(recorded.cite),
    }


ProvisionTelling = Callable[["Entry"], ProvisionShape]
"""What puts a provision into a document."""


def answer_document(answer: Answer, tell: ProvisionTelling = provision_document) -> AsOf:
    """What applied on a day.

    Args:
        answer: The answer.
        tell: Puts each of its own entries into the document.
    """
    return {
        "on": answer.on.isoformat(),
        "known_on": iso(answer.known_on),
        "headline": answer_headline(answer),
        "in_force": [tell(entry) for entry in answer.in_force],
        "undetermined": undetermined_document(answer, tell),
        "upcoming": [tell(entry) for entry in answer.upcoming],
        "ended": [tell(entry) for entry in answer.ended],
        "suspended": [tell(entry) for entry in answer.suspended],
        "displaced": [tell(entry) for entry in answer.displaced],
        "no_evidence": [tell(entry) for entry in answer.no_evidence],
        "tensions": [tension_document(tension, tell) for tension in answer.tensions],
        "coverage": coverage_document(answer.coverage),
    }


def undetermined_document(
    answer: Answer, tell: ProvisionTelling = provision_document
) -> list[UndeterminedShape]:
    """What cannot be settled, by the days it depends on."""
    return [_undetermined(group, tell) for group in answer.undetermined]


def ref_document(entry: Entry) -> Ref:
    """A provision by its reference."""
    return {
        "ref": entry.ref,
        "title": entry.provision.title,
        "part": part_document(entry.part),
        "where": code_of(entry.where) or None,
    }


def tension_document(tension: Tension, tell: ProvisionTelling = provision_document) -> TensionShape:
    """Two provisions in tension."""
    return {"provision": tell(tension.entry), "other": tell(tension.other)}


def provision_documents(entries: Iterable[Entry]) -> list[ProvisionShape]:
    """Provisions in an answer."""
    return [provision_document(entry) for entry in entries]


def _undetermined(group: Undetermined, tell: ProvisionTelling) -> UndeterminedShape:
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
        "if_happened": provision_documents(group.if_happened),
        "if_not": provision_documents(group.if_not),
        "cases": [
            {
                "conditions": [
                    {
                        "kind": condition.kind,  # type: ignore[typeddict-item]
                        "event": condition.event,
                        "other": condition.other,
                        "holds": condition.holds,
                    }
                    for condition in case.conditions
                ],
                "in_force": [ref_document(entry) for entry in case.in_force],
            }
            for case in group.cases
        ],
        "provisions": [tell(entry) for entry in group.entries],
    }


def _proposal(proposed: Proposed) -> ProposalShape:
    return {
        "act": proposed.act,
        "kind": proposed.kind,  # type: ignore[typeddict-item]
        "is_marked": proposed.is_marked,
        "stage": proposed.stage.value,
        "by": proposed.by,
        "on": when_document(proposed.on),
        "start": when_document(proposed.turns[-1].start or proposed.start),
        "stages": [turn.stage.value for turn in proposed.turns],
        "possible": [turn.stage.value for turn in proposed.possible],
    }


def _cause(cause: Cause) -> CauseShape:
    return {
        "kind": cause.kind,
        "by": cause.by,
        "when": when_or_none(cause.when),
        "because": cause.because,
        "rests_on": list(cause.rests_on),
        "cite": cite_or_none(cause.cite),
    }
