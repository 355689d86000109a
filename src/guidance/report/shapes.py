"""The published shapes of the JSON documents.

They are stable: keys are added, not renamed or taken away. Every key is always there unless its
shape marks it as not required; an open end or an absent value is ``null``. Days are ISO 8601.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

State = Literal[
    "in-force", "undetermined", "upcoming", "ended", "suspended", "displaced", "no-evidence"
]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Places = list[str] | Literal["not stated"]


_closed = with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))


Verdict = Literal["same", "stricter", "looser", "mixed", "unclear"]
Outcome = Literal["allowed", "not-allowed", "silent"]


@_closed
class Cite(TypedDict):
    """Where in the document a statement stands; list items count as paragraphs."""

    section: str
    paragraph: int | None
    quote: str | None


@_closed
class DayOf(TypedDict):
    """An event and its one day, as far as it is known."""

    event: str
    """``source@event``, ``source@version`` for its publication, or a bare day."""
    label: str
    earliest: Day | None
    latest: Day | None
    certainty: Literal["recorded", "forecast", "cancelled"]
    as_written: str | None
    """The document's own words for the day."""
    is_qualified: bool
    """The record marks the date as uncertain or approximate."""


@_closed
class CauseShape(TypedDict):
    """Why a provision is in its state."""

    kind: str
    by: str
    when: DayOf | None
    because: str | None
    cite: Cite | None


@_closed
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


@_closed
class ConditionShape(TypedDict):
    """One side of a test on an unknown day."""

    kind: Literal["happened", "published", "no-later-than", "end-of-month"]
    event: str
    other: str | None
    holds: bool


@_closed
class Ref(TypedDict):
    """A provision by its reference."""

    ref: str
    title: str
    where: str | None


@_closed
class CaseShape(TypedDict):
    """What is in force under some conditions; the cases of a group exclude each other."""

    conditions: list[ConditionShape]
    in_force: list[Ref]


@_closed
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


@_closed
class TensionShape(TypedDict):
    """Two provisions that the records mark as possibly contradicting; for a person to judge."""

    provision: ProvisionShape
    other: ProvisionShape


@_closed
class Span(TypedDict):
    """A day known as well as it is known."""

    earliest: Day | None
    latest: Day | None


@_closed
class Age(TypedDict):
    """How old the newest evidence was on the day asked about, in days and in words."""

    at_least_days: int
    at_most_days: int | None
    words: str


@_closed
class SourceCoverageShape(TypedDict):
    """The evidence from one source."""

    source: str
    status: Literal["covered", "stale", "no-evidence"]
    first_evidence: Span | None
    newest_evidence: Span | None
    newest_version: str | None
    possible_versions: list[str]
    """Versions of which it is open whether they were out by the day."""
    last_checked: Day | None


@_closed
class CoverageShape(TypedDict):
    """How good the evidence is on a day: the weakest of the sources that have any."""

    on: Day
    status: Literal["covered", "stale", "no-evidence"]
    first_evidence: Span | None
    newest_evidence: Span | None
    newest_version: str | None
    age: Age | None
    sources: list[SourceCoverageShape]


@_closed
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


@_closed
class SideShape(TypedDict):
    """One side of a change: a provision, an event, an act or a version."""

    ref: str
    version: str | None
    state: State | None
    standing: str | None
    provision: dict[str, Any] | None
    """The provision as it is recorded on disk."""
    event: dict[str, Any] | None
    amendment: dict[str, Any] | None
    earliest: Day | None
    latest: Day | None


@_closed
class DetailShape(TypedDict):
    """One difference inside a record, with the path of keys and positions that leads to it."""

    path: list[str | int]
    before: Any
    after: Any


@_closed
class PieceShape(TypedDict):
    """A stretch of text that was kept, deleted or inserted."""

    kind: Literal["kept", "deleted", "inserted"]
    text: str


@_closed
class WitnessShape(TypedDict):
    """A person for whom the answer differs; everybody with these facts passes likewise."""

    facts: list[str]
    """As the command reads them, e.g. ``relapses=2/P24M``."""
    before: Outcome
    after: Outcome
    rests_on: list[str]
    """Undefined terms that the person's facts judge."""
    sentence: str


@_closed
class DirectionShape(TypedDict):
    """Which way something changed."""

    verdict: Verdict
    baseline: str
    """What it is measured against: a provision in a version, a day, or ``silence``."""
    witnesses: list[WitnessShape]
    because: list[str]
    undefined: list[str]
    ruled_out: list[str]
    """What an unclear change certainly is not."""
    sentence: str


@_closed
class ChangeShape(TypedDict):
    """One change; ``id`` says what kind it is and never changes its name."""

    id: str
    ref: str
    sentence: str
    before: SideShape | None
    after: SideShape | None
    where: str | None
    earliest: Day | None
    latest: Day | None
    event: DayOf | None
    authority: str | None
    document: str | None
    standing: str | None
    cite: Cite | None
    because: str | None
    fields: list[str]
    details: list[DetailShape]
    redline: list[PieceShape]
    notes: list[str]
    direction: DirectionShape | None
    """``null`` for what has no direction: information, dates."""


@_closed
class StepShape(TypedDict):
    """The changes that share one day, or one range of days."""

    earliest: Day | None
    latest: Day | None
    changes: list[ChangeShape]


@_closed
class Changes(TypedDict):
    """What changed after one day and up to another."""

    since: Day
    until: Day
    known_on: Day | None
    topic: str | None
    headline: str
    steps: list[StepShape]
    net: list[ChangeShape]
    coverage: CoverageShape
    """The evidence on the last of the days."""


@_closed
class Compare(TypedDict):
    """How two versions differ."""

    before: str
    after: str
    headline: str
    changes: list[ChangeShape]


@_closed
class HistorySpan(TypedDict):
    """A stretch of days in one state, both ends included."""

    first: Day | None
    last: Day | None
    state: State
    reasons: list[str]
    provision: ProvisionShape


@_closed
class History(TypedDict):
    """The states of a provision one after the other."""

    ref: str
    title: str
    known_on: Day | None
    spans: list[HistorySpan]
    coverage: CoverageShape


@_closed
class Timeline(TypedDict):
    """The days on which anything changes, imprecise ones as ranges."""

    topic: str | None
    known_on: Day | None
    steps: list[StepShape]
    coverage: CoverageShape


@_closed
class Explanation(TypedDict):
    """Why a provision is in its state on a day."""

    on: Day
    known_on: Day | None
    ref: str
    parts: list[HistorySpan]
    coverage: CoverageShape


@_closed
class SourceRow(TypedDict):
    """A source."""

    source: str
    title: str
    publisher: str | None
    topics: list[str]
    checked: list[Day]


@_closed
class VersionRow(TypedDict):
    """A version."""

    version: str
    title: str
    published: Span
    standing: str
    extent: Literal["whole", "partial"]
    provisions: int


@_closed
class ProvisionRow(TypedDict):
    """A provision as it was last recorded."""

    ref: str
    title: str
    kind: str
    force: str
    versions: list[str]


@_closed
class EventRow(TypedDict):
    """A named day, as it was first recorded."""

    event: str
    label: str
    date: str | None
    certainty: Literal["recorded", "forecast"]


@_closed
class TopicRow(TypedDict):
    """A topic."""

    topic: str
    sources: list[str]


@_closed
class FactRow(TypedDict):
    """A fact that can be asked about a person."""

    fact: str
    topic: str
    type: str
    label: str


@_closed
class List(TypedDict):
    """What is recorded; only the lists asked for are there."""

    sources: NotRequired[list[SourceRow]]
    versions: NotRequired[list[VersionRow]]
    provisions: NotRequired[list[ProvisionRow]]
    events: NotRequired[list[EventRow]]
    topics: NotRequired[list[TopicRow]]
    facts: NotRequired[list[FactRow]]


@_closed
class FaultShape(TypedDict):
    """One fault in a file."""

    file: str
    line: int
    column: int
    field: str
    problem: str
    mend: str


@_closed
class PopulationShape(TypedDict):
    """Which way things moved for some people."""

    population: str
    direction: DirectionShape


@_closed
class RegimeShape(TypedDict):
    """Which way a topic moved between two days."""

    since: Day
    until: Day
    topic: str
    known_on: Day | None
    direction: DirectionShape
    populations: list[PopulationShape]
    depends_on: list[DayOf]
    coverage: CoverageShape


@_closed
class NamedProvision(TypedDict):
    """A provision by name."""

    ref: str
    title: str


@_closed
class RulingShape(TypedDict):
    """What the guidance makes of a person on a day."""

    on: Day
    topic: str
    known_on: Day | None
    headline: str
    facts: list[str]
    outcome: Literal["allowed", "not-allowed", "undetermined"]
    possible: list[Outcome]
    because: list[str]
    deciding: list[NamedProvision]
    missing: list[str]
    undefined: list[str]
    depends_on: list[DayOf]
    tensions: list[TensionShape]
    coverage: CoverageShape


@_closed
class FindingShape(TypedDict):
    """One thing in sound records that is worth a look."""

    code: str
    file: str
    line: int
    column: int
    field: str
    problem: str
    mend: str


@_closed
class Check(TypedDict):
    """Whether records are sound."""

    is_sound: bool
    sources: int
    versions: int
    provisions: int
    faults: list[FaultShape]
    findings: list[FindingShape]


SHAPES: dict[str, Any] = {
    "as-of": AsOf,
    "changes": Changes,
    "compare": Compare,
    "history": History,
    "timeline": Timeline,
    "explain": Explanation,
    "list": List,
    "direction": RegimeShape,
    "evaluate": RulingShape,
    "coverage": CoverageShape,
    "check": Check,
}
"""The documents by the name of the command that prints them."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document.

    Raises:
        KeyError: There is no document of this name.
    """
    found = TypeAdapter(SHAPES[name]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


RECORDS = ("record", "source", "version", "facts")
"""The schemas of record files; ``record`` is any of the other three."""


def record_schema(name: str = "record") -> dict[str, Any]:
    """Return the JSON Schema of a record file.

    Raises:
        KeyError: There is no such file.
    """
    from guidance.criteria import FactSheet
    from guidance.records import Source, Version

    models: dict[str, Any] = {
        "record": Source | Version | FactSheet,
        "source": Source,
        "version": Version,
        "facts": FactSheet,
    }
    found = TypeAdapter(models[name]).json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
