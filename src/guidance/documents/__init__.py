"""The JSON documents: the type of each stands beside the function that builds it.

They are stable: keys are added, not renamed or taken away. Every key is always there unless its
shape marks it as not required; an open end or an absent value is ``null``. Days are ISO 8601.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from guidance.documents.answers import (
    AsOf,
    CaseShape,
    ConditionShape,
    InCaseShape,
    Ref,
    TensionShape,
    UndeterminedShape,
)
from guidance.documents.arrivals import DraftShape
from guidance.documents.changes import (
    ChangeShape,
    ChangesShape,
    DetailShape,
    LearntShape,
    PieceShape,
    SideShape,
    StepShape,
    TimelineShape,
)
from guidance.documents.checking import CheckShape, FaultShape, FindingShape
from guidance.documents.comparisons import Compare
from guidance.documents.directions import (
    DirectionShape,
    PopulationShape,
    RegimeShape,
    WitnessShape,
)
from guidance.documents.editions import DiffShape, OtherwiseShape
from guidance.documents.evidence import Age, CoverageShape, SourceCoverageShape
from guidance.documents.histories import Explanation, History, HistorySpan
from guidance.documents.imports import ImportShape
from guidance.documents.listings import (
    EventRow,
    FactRow,
    List,
    ProvisionRow,
    SourceRow,
    TopicRow,
    VersionRow,
)
from guidance.documents.provisions import CauseShape, ProvisionShape, UpcomingShape
from guidance.documents.records import RECORDS, record_schema
from guidance.documents.reports import ChangesReport, DocumentShape
from guidance.documents.rulings import NamedProvision, RulingShape
from guidance.documents.searches import HitShape, HitStretchShape, SearchShape
from guidance.documents.upkeep import (
    AdoptionShape,
    AdoptionsShape,
    Discrepancies,
    DiscrepancyShape,
    DueShape,
    FreshnessShape,
    StageShape,
    StatedBy,
    StatusShape,
)
from guidance.documents.verification import (
    CitedPassageShape,
    CitedSectionShape,
    VerificationShape,
    Verify,
)
from guidance.documents.words import (
    Cite,
    DayOf,
    DayShape,
    NotShownShape,
    OutcomeShape,
    PartShape,
    PlacesShape,
    SpanShape,
    StateShape,
    VerdictShape,
)

__all__ = [
    "RECORDS",
    "SHAPES",
    "AdoptionShape",
    "AdoptionsShape",
    "Age",
    "AsOf",
    "CaseShape",
    "CauseShape",
    "ChangeShape",
    "ChangesReport",
    "ChangesShape",
    "CheckShape",
    "Cite",
    "CitedPassageShape",
    "CitedSectionShape",
    "Compare",
    "ConditionShape",
    "CoverageShape",
    "DayOf",
    "DayShape",
    "DetailShape",
    "DiffShape",
    "DirectionShape",
    "Discrepancies",
    "DiscrepancyShape",
    "DocumentShape",
    "DraftShape",
    "DueShape",
    "EventRow",
    "Explanation",
    "FactRow",
    "FaultShape",
    "FindingShape",
    "FreshnessShape",
    "History",
    "HistorySpan",
    "HitShape",
    "HitStretchShape",
    "InCaseShape",
    "LearntShape",
    "List",
    "NamedProvision",
    "NotShownShape",
    "OtherwiseShape",
    "OutcomeShape",
    "PartShape",
    "PieceShape",
    "PlacesShape",
    "PopulationShape",
    "ProvisionRow",
    "ProvisionShape",
    "Ref",
    "RegimeShape",
    "RulingShape",
    "SearchShape",
    "SideShape",
    "SourceCoverageShape",
    "SourceRow",
    "SpanShape",
    "StageShape",
    "StateShape",
    "StatedBy",
    "StatusShape",
    "StepShape",
    "TensionShape",
    "TimelineShape",
    "TopicRow",
    "UndeterminedShape",
    "UpcomingShape",
    "VerdictShape",
    "VerificationShape",
    "Verify",
    "VersionRow",
    "WitnessShape",
    "record_schema",
    "schema",
]

SHAPES: dict[str, Any] = {
    "as-of": AsOf,
    "changes": ChangesShape,
    "compare": Compare,
    "diff": DiffShape,
    "history": History,
    "learnt": LearntShape,
    "adoptions": AdoptionsShape,
    "timeline": TimelineShape,
    "explain": Explanation,
    "search": SearchShape,
    "list": List,
    "direction": RegimeShape,
    "evaluate": RulingShape,
    "coverage": CoverageShape,
    "report": ChangesReport,
    "discrepancies": Discrepancies,
    "status": StatusShape,
    "verify": Verify,
    "draft": DraftShape,
    "check": CheckShape,
    "import": ImportShape,
}
"""The documents by the name of the command that prints them, or of the question that a server
answers (``learnt``); ``coverage`` is a part of most."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document.

    Raises:
        KeyError: There is no document of this name.
    """
    schema = TypeAdapter(SHAPES[name]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
