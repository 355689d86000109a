"""Regulatory guidance as dated, structured records.

Load the records, ask what applied on a day, ask what changed::

    import guidance

    corpus = guidance.load()
    answer = corpus.as_of("2020-01-15", topic="alemtuzumab")
    answer.in_force, answer.undetermined, answer.explain("ema-alemtuzumab-measures#first-line")
    report = corpus.changes("2019-12-31", "2020-02-01", topic="alemtuzumab")
    for step in report.steps:
        for change in step.changes:
            print(change.sentence)

What is public is what this module names, and the parts of records in :mod:`guidance.records` and
:mod:`guidance.criteria`. Exception types and their attributes are part of it;
the wording of messages and sentences is not. ``import guidance`` loads nothing but this file: each
name brings its module when it is first used. Nothing here reads the clock, and only
:func:`load` reads files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidance.adoptions import Adoption, AdoptionOutcome, Stage
    from guidance.answer import Answer, Case, Condition, Span, Tension, Undetermined
    from guidance.changes import Change, ChangeId, ChangeReport, Comparison, Detail, Side, Step
    from guidance.comparison import compare
    from guidance.corpus import Corpus
    from guidance.coverage import CoverageReport, CoverageStatus, SourceCoverage
    from guidance.criteria import Fact, FactSheet
    from guidance.dates import ImpreciseDate, Period
    from guidance.direction import Direction
    from guidance.discrepancies import Discrepancy, DiscrepancyKind
    from guidance.entries import Cause, Entry, When
    from guidance.errors import (
        DateError,
        GuidanceError,
        MissingExtraError,
        QueryError,
        RecordFault,
        RecordsError,
        UndecidedError,
        UnknownNameError,
        WriteError,
    )
    from guidance.files import load
    from guidance.findings import Finding
    from guidance.logic import AskedFact, Known, Person, Witness
    from guidance.records import Event, Provision, Source, Version
    from guidance.redline import Piece
    from guidance.regime import PopulationDirection, RegimeDirection, Ruling
    from guidance.states import State
    from guidance.status import Due, Status

__all__ = [
    "Adoption",
    "AdoptionOutcome",
    "Answer",
    "AskedFact",
    "Case",
    "Cause",
    "Change",
    "ChangeId",
    "ChangeReport",
    "Comparison",
    "Condition",
    "Corpus",
    "CoverageReport",
    "CoverageStatus",
    "DateError",
    "Detail",
    "Direction",
    "Discrepancy",
    "DiscrepancyKind",
    "Due",
    "Entry",
    "Event",
    "Fact",
    "FactSheet",
    "Finding",
    "GuidanceError",
    "ImpreciseDate",
    "Known",
    "MissingExtraError",
    "Period",
    "Person",
    "Piece",
    "PopulationDirection",
    "Provision",
    "QueryError",
    "RecordFault",
    "RecordsError",
    "RegimeDirection",
    "Ruling",
    "Side",
    "Source",
    "SourceCoverage",
    "Span",
    "Stage",
    "State",
    "Status",
    "Step",
    "Tension",
    "UndecidedError",
    "Undetermined",
    "UnknownNameError",
    "Version",
    "When",
    "Witness",
    "WriteError",
    "compare",
    "load",
]

_HOMES = {
    "Adoption": "adoptions",
    "AdoptionOutcome": "adoptions",
    "Stage": "adoptions",
    "Answer": "answer",
    "Case": "answer",
    "Condition": "answer",
    "Span": "answer",
    "Tension": "answer",
    "Undetermined": "answer",
    "Change": "changes",
    "ChangeId": "changes",
    "ChangeReport": "changes",
    "Comparison": "changes",
    "Detail": "changes",
    "Side": "changes",
    "Step": "changes",
    "compare": "comparison",
    "Corpus": "corpus",
    "CoverageReport": "coverage",
    "CoverageStatus": "coverage",
    "SourceCoverage": "coverage",
    "Fact": "criteria",
    "FactSheet": "criteria",
    "ImpreciseDate": "dates",
    "Period": "dates",
    "Direction": "direction",
    "Discrepancy": "discrepancies",
    "DiscrepancyKind": "discrepancies",
    "Cause": "entries",
    "Entry": "entries",
    "When": "entries",
    "DateError": "errors",
    "GuidanceError": "errors",
    "MissingExtraError": "errors",
    "QueryError": "errors",
    "RecordFault": "errors",
    "RecordsError": "errors",
    "UndecidedError": "errors",
    "UnknownNameError": "errors",
    "WriteError": "errors",
    "load": "files",
    "Finding": "findings",
    "AskedFact": "logic",
    "Known": "logic",
    "Person": "logic",
    "Witness": "logic",
    "Event": "records",
    "Provision": "records",
    "Source": "records",
    "Version": "records",
    "Piece": "redline",
    "PopulationDirection": "regime",
    "RegimeDirection": "regime",
    "Ruling": "regime",
    "State": "states",
    "Due": "status",
    "Status": "status",
}
"""The module each name lives in."""


def __getattr__(name: str) -> object:
    """Bring a public name from its module when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
