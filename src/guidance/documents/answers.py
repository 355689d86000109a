"""What applied on a day: the document, and how it is built."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.evidence import CoverageShape, coverage_document
from guidance.documents.provisions import ProvisionShape, provision_document, provision_documents
from guidance.documents.words import (
    DayOf,
    DayShape,
    PartShape,
    StateShape,
    closed,
    iso,
    part_document,
    when_document,
)
from guidance.records.fields import Force
from guidance.records.parts import code_of
from guidance.wording import answer_headline

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Case, Tension, Undetermined
    from guidance.answers.cases import Condition
    from guidance.answers.entries import Entry


@closed
class ConditionShape(TypedDict):
    """One side of a test on what is not known."""

    kind: Literal[
        "happened",
        "happened-by",
        "published",
        "no-later-than",
        "order",
        "end-of-month",
        "pending-kept",
        "earlier-again",
        "kept-after-leaving",
    ]
    """Of an event: by the day asked about, by the day ``other``, published by the day of knowledge,
    no later than ``other``, published before ``other``; which day a period counts to where a month
    lacks it. The last three are what the records do not say: whether ``other`` keeps a text to come
    that it leaves out, whether the earlier text stands again after a temporary one of ``other``,
    whether what ``other`` says was kept when a place left the EU."""
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
class InCaseShape(TypedDict):
    """A provision in one case: its state then, and the text that is meant."""

    ref: str
    title: str
    part: PartShape
    where: str | None
    state: StateShape
    version: str
    text: str
    force: Force


@closed
class CaseShape(TypedDict):
    """What is in force under some conditions; the cases of a group exclude each other."""

    conditions: list[ConditionShape]
    """One way to it: all that has to be so."""
    or_else: list[list[ConditionShape]]
    """The other ways to the same outcome."""
    in_force: list[Ref]
    provisions: list[InCaseShape]
    """All provisions of the group, each in its state then."""


@closed
class UndeterminedShape(TypedDict):
    """Provisions that hang on the same unknown days; the first of these days is named here.

    Where it is not the event itself that is open, but only what the records do not say or which of
    two came first, ``if_happened`` and ``if_not`` both hold what is in force in every case.
    """

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
    """In force in every case in which the event named here has happened, whatever the others."""
    if_not: list[ProvisionShape]
    """In force in every case in which it has not."""
    cases: list[CaseShape]
    """One for each outcome, at most 64."""
    more: bool
    """There are more cases than are listed."""
    is_tangled: bool
    """It is too tangled to work out here: there are no cases."""
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
    return [group_document(group, tell) for group in answer.undetermined]


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


def group_document(
    group: Undetermined, tell: ProvisionTelling = provision_document
) -> UndeterminedShape:
    """What hangs on the same unknown days."""
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
        "cases": [_case(case) for case in group.cases],
        "more": group.more,
        "is_tangled": group.is_tangled,
        "provisions": [tell(entry) for entry in group.entries],
    }


def _case(case: Case) -> CaseShape:
    return {
        "conditions": [_condition(condition) for condition in case.conditions],
        "or_else": [[_condition(condition) for condition in way] for way in case.or_else],
        "in_force": [ref_document(entry) for entry in case.in_force],
        "provisions": [_in_case(entry) for entry in case.entries],
    }


def _condition(condition: Condition) -> ConditionShape:
    return {
        "kind": condition.kind,  # type: ignore[typeddict-item]
        "event": condition.event,
        "other": condition.other,
        "holds": condition.holds,
    }


def _in_case(entry: Entry) -> InCaseShape:
    return {
        **ref_document(entry),
        "state": entry.state.value,
        "version": entry.version,
        "text": entry.provision.text,
        "force": entry.provision.force,
    }
