"""Whether records are sound."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import closed


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
class Check(TypedDict):
    """Whether records are sound."""

    is_sound: bool
    sources: int
    versions: int
    provisions: int
    faults: list[FaultShape]
    findings: list[FindingShape]
