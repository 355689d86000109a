"""What an answer is read from: states that are worked out, or that were once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from guidance.answers.cases import Undetermined
from guidance.answers.entries import Entry
from guidance.answers.matters import MatterGroup
from guidance.engine.coverage import SourceCoverage
from guidance.engine.states import State
from guidance.records.criteria import FactSheet
from guidance.records.gazetteer import Gazetteer
from guidance.records.model import Version

Listed = Callable[[State], tuple[Entry, ...]]
"""The entries of some sources on a day that are in one state, sorted by reference."""


class Answers(Protocol):
    """What an answer is read from: states that are worked out, or that were once."""

    @property
    def gazetteer(self) -> Gazetteer:
        """What the names of places stand for."""

    @property
    def in_tension(self) -> dict[str, set[str]]:
        """The provisions that any record marks as possibly contradicting, both ways."""

    def on(self, sources: tuple[str, ...], day: int) -> Listed:
        """The entries of some sources on a day, by state."""

    def title_of(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event."""

    def holds(self, ref: str) -> bool:
        """Whether a provision is recorded."""

    def coverage(self, source: str, on: date) -> SourceCoverage:
        """How far the evidence from a source reaches on a day."""

    def grouped(self, day: int, entries: list[Entry]) -> Undetermined:
        """Put together what hangs on the same unknown days."""

    @property
    def versions(self) -> Mapping[str, Version]:
        """The versions by reference."""

    @property
    def sheets(self) -> Mapping[str, FactSheet]:
        """The fact sheets by topic."""

    def matter_of(self, ref: str) -> MatterGroup:
        """What a provision is about, with others."""
