"""Regulatory guidance as dated, structured records.

Load the records, ask what applied on a day, ask what changed::

    import guidance

    corpus = guidance.load()
    answer = corpus.as_of("2020-01-15", topic="alemtuzumab")
    answer.in_force, answer.undetermined
    print(guidance.explain(answer, "ema-alemtuzumab-measures#first-line"))
    report = corpus.changes("2019-12-31", "2020-02-01", topic="alemtuzumab")
    for step in report.steps:
        for change in step.changes:
            print(guidance.sentence(change))

Answers, changes and differences of editions (:func:`diff`) are values: equal when they say the
same, hashable, pickled, copied, shown on one line. The sentences about them come from
:func:`sentence`, :func:`headline` and :func:`explain`; their published documents from
``answer.to_dict()``, ``answer.to_json()`` (also :func:`to_dict`, :func:`to_json`); whole reports
from :func:`render`. What comes in several of :class:`Listing` is a tuple that has them too.

What is public is what this module names, and the parts of records in :mod:`guidance.records.model`
and :mod:`guidance.records.criteria`. Exception types and their attributes are part of it;
the wording of messages and sentences is not. ``import guidance`` loads nothing but this file: each
name brings its module when it is first used. Nothing here reads the clock, and only
:func:`load` and :func:`open` read files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.lazily import names_of

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Case, Condition, Span, Tension, Undetermined
    from guidance.answers.causes import Cause
    from guidance.answers.entries import Entry, Stretch, Upcoming
    from guidance.answers.listings import Listing
    from guidance.answers.proposals import ProposalStage, ProposalTurn, Proposed
    from guidance.answers.question import Question
    from guidance.answers.whens import NotShown, When
    from guidance.changes.editions import EditionDiff, Otherwise
    from guidance.changes.ids import ChangeId
    from guidance.changes.model import (
        Change,
        ChangeReport,
        Comparison,
        Detail,
        ProposedAct,
        Side,
        Step,
    )
    from guidance.changes.redline import Piece
    from guidance.changes.searching import Hit, HitStretch, Search
    from guidance.changes.versions import compare
    from guidance.corpus import Corpus
    from guidance.corpus.editions import diff
    from guidance.directions.movements import (
        ActionDirection,
        PlaceDirection,
        PopulationDirection,
        RegimeDirection,
        Through,
    )
    from guidance.directions.provisions import Direction
    from guidance.directions.rulings import ActionRuling, Beside, PlaceRuling, Ruling
    from guidance.engine.coverage import CoverageReport, CoverageStatus, SourceCoverage
    from guidance.engine.states import State
    from guidance.errors import (
        DateError,
        DocumentError,
        GuidanceError,
        IndexFileError,
        MissingExtraError,
        QueryError,
        RecordFault,
        RecordsError,
        UndecidedError,
        UnknownFormatError,
        UnknownNameError,
        WriteError,
    )
    from guidance.exports.indexes import build
    from guidance.files import load
    from guidance.files.indexes import open  # noqa: A004
    from guidance.logic import AskedFact, Known, Person, Witness
    from guidance.logic.because import SettledTest
    from guidance.logic.shares import Share
    from guidance.records.criteria import Fact, FactSheet
    from guidance.records.dates import ImpreciseDate, Period
    from guidance.records.model import Event, Provision, Source, Standing, Version
    from guidance.records.parts import Part
    from guidance.report.public import Result, render, to_dict, to_json
    from guidance.upkeep.adoptions import Adoption, AdoptionOutcome, Stage
    from guidance.upkeep.discrepancies import Discrepancy, DiscrepancyKind
    from guidance.upkeep.findings import Finding
    from guidance.upkeep.freshness import Due, DueAct, Status
    from guidance.wording import explain, headline, sentence

    __version__: str

__all__ = [
    "ActionDirection",
    "ActionRuling",
    "Adoption",
    "AdoptionOutcome",
    "Answer",
    "AskedFact",
    "Beside",
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
    "DocumentError",
    "Due",
    "DueAct",
    "EditionDiff",
    "Entry",
    "Event",
    "Fact",
    "FactSheet",
    "Finding",
    "GuidanceError",
    "Hit",
    "HitStretch",
    "ImpreciseDate",
    "IndexFileError",
    "Known",
    "Listing",
    "MissingExtraError",
    "NotShown",
    "Otherwise",
    "Part",
    "Period",
    "Person",
    "Piece",
    "PlaceDirection",
    "PlaceRuling",
    "PopulationDirection",
    "ProposalStage",
    "ProposalTurn",
    "Proposed",
    "ProposedAct",
    "Provision",
    "QueryError",
    "Question",
    "RecordFault",
    "RecordsError",
    "RegimeDirection",
    "Result",
    "Ruling",
    "Search",
    "SettledTest",
    "Share",
    "Side",
    "Source",
    "SourceCoverage",
    "Span",
    "Stage",
    "Standing",
    "State",
    "Status",
    "Step",
    "Stretch",
    "Tension",
    "Through",
    "UndecidedError",
    "Undetermined",
    "UnknownFormatError",
    "UnknownNameError",
    "Upcoming",
    "Version",
    "When",
    "Witness",
    "WriteError",
    "__version__",
    "build",
    "compare",
    "diff",
    "explain",
    "headline",
    "load",
    "open",
    "render",
    "sentence",
    "to_dict",
    "to_json",
]

_HOMES = {
    "Hit": "changes.searching",
    "HitStretch": "changes.searching",
    "Search": "changes.searching",
    "build": "exports.indexes",
    "open": "files.indexes",
    "EditionDiff": "changes.editions",
    "Otherwise": "changes.editions",
    "diff": "corpus.editions",
    "Part": "records.parts",
    "Question": "answers.question",
    "Result": "report.public",
    "Standing": "records.model",
    "render": "report.public",
    "to_dict": "report.public",
    "to_json": "report.public",
    "Adoption": "upkeep.adoptions",
    "AdoptionOutcome": "upkeep.adoptions",
    "Stage": "upkeep.adoptions",
    "Stretch": "answers.entries",
    "ProposedAct": "changes.model",
    "Proposed": "answers.proposals",
    "ProposalTurn": "answers.proposals",
    "ProposalStage": "answers.proposals",
    "Answer": "answers.answer",
    "Case": "answers.answer",
    "Condition": "answers.answer",
    "Span": "answers.answer",
    "Tension": "answers.answer",
    "Undetermined": "answers.answer",
    "Change": "changes.model",
    "ChangeId": "changes.ids",
    "ChangeReport": "changes.model",
    "Comparison": "changes.model",
    "Detail": "changes.model",
    "Side": "changes.model",
    "Step": "changes.model",
    "compare": "changes.versions",
    "Corpus": "corpus",
    "CoverageReport": "engine.coverage",
    "CoverageStatus": "engine.coverage",
    "SourceCoverage": "engine.coverage",
    "Fact": "records.criteria",
    "FactSheet": "records.criteria",
    "ImpreciseDate": "records.dates",
    "Period": "records.dates",
    "Direction": "directions.provisions",
    "Discrepancy": "upkeep.discrepancies",
    "DiscrepancyKind": "upkeep.discrepancies",
    "Listing": "answers.listings",
    "Cause": "answers.causes",
    "Entry": "answers.entries",
    "NotShown": "answers.whens",
    "When": "answers.whens",
    "DateError": "errors",
    "GuidanceError": "errors",
    "IndexFileError": "errors",
    "MissingExtraError": "errors",
    "QueryError": "errors",
    "RecordFault": "errors",
    "RecordsError": "errors",
    "UndecidedError": "errors",
    "UnknownFormatError": "errors",
    "UnknownNameError": "errors",
    "Upcoming": "answers.entries",
    "DocumentError": "errors",
    "WriteError": "errors",
    "load": "files",
    "explain": "wording",
    "headline": "wording",
    "sentence": "wording",
    "Finding": "upkeep.findings",
    "AskedFact": "logic",
    "Known": "logic",
    "Person": "logic",
    "Witness": "logic",
    "SettledTest": "logic.because",
    "Share": "logic.shares",
    "Through": "directions.movements",
    "Event": "records.model",
    "Provision": "records.model",
    "Source": "records.model",
    "Version": "records.model",
    "Piece": "changes.redline",
    "PopulationDirection": "directions.movements",
    "RegimeDirection": "directions.movements",
    "Ruling": "directions.rulings",
    "ActionDirection": "directions.movements",
    "ActionRuling": "directions.rulings",
    "Beside": "directions.rulings",
    "PlaceDirection": "directions.movements",
    "PlaceRuling": "directions.rulings",
    "State": "engine.states",
    "Due": "upkeep.freshness",
    "DueAct": "upkeep.freshness",
    "Status": "upkeep.freshness",
}
"""The module each name lives in."""


_bring = names_of(__name__, _HOMES)


def __getattr__(name: str) -> object:
    """Bring a public name from its module when it is first used (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version

        globals()[name] = version("guidance-timeline")
        return globals()[name]
    return _bring(name)


def __dir__() -> list[str]:
    return sorted(__all__)
