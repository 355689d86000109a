"""Whether records are sound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import closed

if TYPE_CHECKING:
    from guidance.errors import RecordFault
    from guidance.upkeep.findings import Finding


@closed
class FaultShape(TypedDict):
    """One fault in a file."""

    code: str
    severity: Literal["error"]
    file: str
    line: int
    column: int
    field: str
    problem: str
    mend: str


@closed
class FindingShape(TypedDict):
    """One thing in sound records that is worth a look."""

    code: str
    severity: Literal["warning", "note"]
    """Likely a mistake, or worth a look."""
    file: str
    line: int
    column: int
    field: str
    problem: str
    mend: str


@closed
class CheckShape(TypedDict):
    """Whether records are sound."""

    is_sound: bool
    sources: int
    versions: int
    provisions: int
    faults: list[FaultShape]
    findings: list[FindingShape]


def check_document(
    counts: tuple[int, int, int],
    faults: Iterable[RecordFault],
    odd: Iterable[tuple[Finding, tuple[str, int, int]]],
) -> CheckShape:
    """Whether records are sound.

    Args:
        counts: How many sources, versions and provisions were looked at.
        faults: What is wrong with them.
        odd: What is worth a look in sound ones, each with file, line and column.
    """
    sources, versions, provisions = counts
    wrong = tuple(faults)
    return {
        "is_sound": not wrong,
        "sources": sources,
        "versions": versions,
        "provisions": provisions,
        "faults": [
            {
                "code": fault.code,
                "severity": "error",
                "file": fault.file,
                "line": fault.line,
                "column": fault.column,
                "field": fault.field,
                "problem": fault.problem,
                "mend": fault.mend,
            }
            for fault in wrong
        ],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "file": file,
                "line": line,
                "column": column,
                "field": finding.field,
                "problem": finding.problem,
                "mend": finding.mend,
            }
            for finding, (file, line, column) in odd
        ],
    }
