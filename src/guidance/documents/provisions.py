"""A provision in an answer: its state, why, what is proposed about it and what is to come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import (
    Cite,
    DayOf,
    PartShape,
    PlacesShape,
    StateShape,
    cite_document,
    cite_or_none,
    closed,
    part_document,
    when_document,
    when_or_none,
)
from guidance.records.fields import Force
from guidance.records.parts import code_of
from guidance.resolution.registry import source_of

if TYPE_CHECKING:
    from guidance.answers.causes import Cause
    from guidance.answers.entries import Entry, Upcoming
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
class UpcomingShape(TypedDict):
    """A text that is to apply, by what was published on the day asked about."""

    version: str
    title: str
    text: str
    force: Force
    since: DayOf
    """The first day on which it is to apply."""
    left_out_by: str | None
    """A later whole version that leaves it out and does not say whether it keeps it: whether the
    text will apply is then open."""


@closed
class ProvisionShape(TypedDict):
    """A provision in an answer."""

    ref: str
    title: str
    text: str
    force: Force
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
    upcoming: list[UpcomingShape]
    """The texts that are to apply, also beside one in force: the one that can start first is the
    first. Of a provision that has not applied yet, its own text is one of them."""
    cite: Cite


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
        "upcoming": [_upcoming(coming) for coming in entry.upcoming],
        "cite": cite_document(recorded.cite),
    }


def provision_documents(entries: Iterable[Entry]) -> list[ProvisionShape]:
    """Provisions in an answer."""
    return [provision_document(entry) for entry in entries]


def _upcoming(coming: Upcoming) -> UpcomingShape:
    return {
        "version": coming.version,
        "title": coming.provision.title,
        "text": coming.provision.text,
        "force": coming.provision.force,
        "since": when_document(coming.since),
        "left_out_by": coming.left_out_by,
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
