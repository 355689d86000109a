"""What the tools answer with: each key says what it means, for whoever reads one key alone."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import closed


@closed
class CitationShape(TypedDict):
    """Where a statement can be looked up."""

    document: str
    publisher: str | None
    version: str
    section: str | None
    paragraph: int | None
    address: str | None
    """The address of the document; ``null`` where none is recorded."""
    sha256: str | None
    """The fingerprint of the document that was recorded."""


@closed
class StatementShape(TypedDict):
    """One statement, with its status on the day asked about."""

    ref: str
    title: str
    status: str
    """Whether it was in force on that day, which need not be today. Pass it on word for word."""
    says: str | None
    """What it says, in full, in the project's own words; ``null`` where nothing is recorded."""
    force: str
    standing: str
    """Who speaks, and whether that binds."""
    whom: str | None
    where: str
    why: list[str]
    citation: CitationShape


@closed
class SourceEvidenceShape(TypedDict):
    """How good the evidence from one source is."""

    source: str
    title: str
    evidence: str


@closed
class EvidenceShape(TypedDict):
    """How good the evidence is on the day asked about."""

    status: Literal["covered", "stale", "not recorded"]
    words: str
    sources: list[SourceEvidenceShape]


@closed
class LeftOutShape(TypedDict):
    """What the answer holds and this page of it does not."""

    count: int
    how_to_get: str


@closed
class ToldByTool(TypedDict):
    """What every answer bears."""

    known_on: str
    """The day whose knowledge it rests on, or ``everything recorded``."""
    records: str
    """The fingerprint of the records."""
    answer: str
    """The answer in a few words."""
    evidence: EvidenceShape
    left_out: LeftOutShape | None
    """``null``: nothing was left out."""
    caution: str


@closed
class AsOfTold(ToldByTool):
    """What applied on a day."""

    on: str
    counts: dict[str, int]
    """How many statements have which status, this page and the rest together."""
    statements: list[StatementShape]


@closed
class ExplainTold(ToldByTool):
    """Why a statement was in its state on a day; one entry for each part of its territory."""

    on: str
    statements: list[StatementShape]


@closed
class ChangeTold(TypedDict):
    """One change."""

    key: str
    ref: str
    kind: str
    when: str
    sentence: str
    direction: str | None
    standing: str | None
    notes: list[str]
    citation: CitationShape | None


@closed
class ChangesTold(ToldByTool):
    """What changed after one day and up to another."""

    since: str
    until: str
    changes: list[ChangeTold]
    learnt: list[str]
    """What became known in this time about its first day."""


@closed
class DayTold(TypedDict):
    """A day that lies ahead, or may."""

    when: str
    what: str
    details: str


@closed
class ProposalTold(TypedDict):
    """A recommendation without a recorded decision."""

    ref: str
    title: str
    status: str
    to_apply: str


@closed
class UpcomingTold(ToldByTool):
    """What lies ahead of a day, as known on that day."""

    on: str
    until: str
    ahead: list[DayTold]
    to_confirm: list[DayTold]
    """Days that a document expected, that have passed, and that no record confirms."""
    undated: list[DayTold]
    undecided: list[ProposalTold]


@closed
class RulingTold(ToldByTool):
    """What the guidance makes of a person on a day."""

    on: str
    topic: str
    facts: list[str]
    outcome: Literal["allowed", "not allowed", "cannot be settled"]
    because: list[str]
    missing: list[str]
    """Facts that would have to be known."""
    undefined: list[str]
    """Terms that the source leaves undefined, for a person to judge."""
    actions: list[str]
    """What is said of each action, by place."""
    deciding: list[StatementShape]


@closed
class CheckedCitation(TypedDict):
    """What is recorded of one citation."""

    given: str
    status: str
    """``not recorded: …``, or the status of what is cited on the day asked about."""
    words: str | None
    """Whether the recorded text holds the words that were given with it."""
    statements: list[StatementShape]
    newer_versions: list[str]
    """Versions of the same source published later, by the day of knowledge."""


@closed
class CitationsTold(ToldByTool):
    """Whether citations can be relied on, one by one."""

    on: str
    citations: list[CheckedCitation]
