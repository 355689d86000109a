"""What became of a provision, and why it is in its state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.answers.answer import Span
from guidance.documents.evidence import CoverageShape, coverage_document
from guidance.documents.provisions import ProvisionShape, provision_document
from guidance.documents.words import DayShape, StateShape, closed, iso
from guidance.wording.reasons import reasons

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.engine.coverage import CoverageReport


@closed
class HistorySpan(TypedDict):
    """A stretch of days in one state, both ends included."""

    first: DayShape | None
    last: DayShape | None
    state: StateShape
    reasons: list[str]
    provision: ProvisionShape


@closed
class History(TypedDict):
    """The states of a provision one after the other."""

    ref: str
    title: str
    known_on: DayShape | None
    spans: list[HistorySpan]
    coverage: CoverageShape


@closed
class Explanation(TypedDict):
    """Why a provision is in its state on a day."""

    on: DayShape
    known_on: DayShape | None
    ref: str
    parts: list[HistorySpan]
    coverage: CoverageShape


def history_document(
    ref: str,
    title: str,
    known_on: date | None,
    parts: Iterable[tuple[Span, Answer]],
    coverage: CoverageReport,
) -> History:
    """The states of a provision one after the other."""
    return {
        "ref": ref,
        "title": title,
        "known_on": iso(known_on),
        "spans": [stretch_document(span, answer) for span, answer in parts],
        "coverage": coverage_document(coverage),
    }


def explanation_document(answer: Answer, ref: str) -> Explanation:
    """Why a provision is in its state on a day."""
    spans = [Span(answer.on, answer.on, entry) for entry in answer.find(ref)]
    return {
        "on": answer.on.isoformat(),
        "known_on": iso(answer.known_on),
        "ref": ref,
        "parts": [stretch_document(span, answer) for span in spans],
        "coverage": coverage_document(answer.coverage),
    }


def stretch_document(span: Span, answer: Answer) -> HistorySpan:
    """A stretch of days in one state, with the reasons that an answer within it gives."""
    return {
        "first": iso(span.first),
        "last": iso(span.last),
        "state": span.entry.state.value,
        "reasons": list(reasons(span.entry, answer)),
        "provision": provision_document(span.entry),
    }
