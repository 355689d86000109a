"""Answers: what applied, and why."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.evidence import CoverageShape
from guidance.documents.words import Cite, Day, DayOf, Places, State, closed


@closed
class CauseShape(TypedDict):
    """Why a provision is in its state."""

    kind: str
    by: str
    when: DayOf | None
    because: str | None
    cite: Cite | None


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
    state: State
    source: str
    version: str
    where: str | None
    """The part of its territory meant, where parts differ."""
    jurisdictions: Places
    opted_out: list[str]
    topics: list[str]
    since: DayOf | None
    until: DayOf | None
    """The first day on which it no longer applies."""
    causes: list[CauseShape]
    caveats: list[str]
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
    earliest: Day | None
    latest: Day | None
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

    on: Day
    known_on: Day | None
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


@closed
class HistorySpan(TypedDict):
    """A stretch of days in one state, both ends included."""

    first: Day | None
    last: Day | None
    state: State
    reasons: list[str]
    provision: ProvisionShape


@closed
class History(TypedDict):
    """The states of a provision one after the other."""

    ref: str
    title: str
    known_on: Day | None
    spans: list[HistorySpan]
    coverage: CoverageShape


@closed
class Explanation(TypedDict):
    """Why a provision is in its state on a day."""

    on: Day
    known_on: Day | None
    ref: str
    parts: list[HistorySpan]
    coverage: CoverageShape
