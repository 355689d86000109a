"""What differs between two settled entries of a provision that nothing bears on.

It hangs on the two, and on what is recorded of their versions: no state is worked out for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from guidance.answers.entries import Entry
from guidance.answers.states import States
from guidance.changes.days import span_of
from guidance.changes.deeds import Occasions
from guidance.changes.model import Change
from guidance.changes.naming import Naming
from guidance.changes.transitions import Transition, View, settled_meaning
from guidance.engine.states import State
from guidance.records.criteria import FactSheet
from guidance.records.fields import Standing

_BEFORE = (State.NO_EVIDENCE, State.UPCOMING, State.IN_FORCE, State.ENDED)


class Titled(NamedTuple):
    """A document of which only the title counts."""

    title: str


class Heading(NamedTuple):
    """What a change names of a version."""

    standing: Standing
    document: Titled


@dataclass(frozen=True)
class Headings:
    """What changes name of what is recorded; it stands in for all records where no more is asked.

    Attributes:
        versions: Of each version, by reference.
        sheets: The fact sheets by topic.
    """

    versions: Mapping[str, Heading]
    sheets: Mapping[str, FactSheet]
    statements: Mapping[str, object] = field(default_factory=dict)
    proposed_about: Mapping[str, object] = field(default_factory=dict)

    def sheet_of(self, topics: tuple[str, ...]) -> FactSheet | None:
        """The facts of the first of these topics that has any."""
        return next((self.sheets[topic] for topic in topics if topic in self.sheets), None)


@dataclass(frozen=True)
class _Recorded:
    registry: Headings


class PlainDifferences:
    """Names what differs between two entries where that is plain.

    Of provisions alone that stand by themselves, and come into each state once.
    """

    def __init__(self, headings: Headings) -> None:
        # Naming asks nothing else of the states where what differs is plain.
        self._states = cast("States", _Recorded(headings))
        self._naming = Naming(lambda *_: (), lambda _: Occasions(()))

    def changes(
        self, before: Entry, low: int, after: Entry, high: int
    ) -> tuple[Change, ...] | None:
        """What differs between the entries of two days; ``None`` where it is not plain."""
        if are_alike(before, after):
            return ()
        if not _is_plain(before, after):
            return None
        was, now = View(self._states, low), View(self._states, high)
        first, last = span_of(before, after, now)
        move = Transition(after.ref, after.part, first, last, before, after, was, now)
        return tuple(self._naming.changes(move))


def are_alike(before: Entry, after: Entry) -> bool:
    """Whether two entries mean the same for certain."""
    if State.UNDETERMINED in (before.state, after.state) or before.part != after.part:
        return False
    return before is after or settled_meaning(before) == settled_meaning(after)


def _is_plain(before: Entry, after: Entry) -> bool:
    if before.state not in _BEFORE or before.part != after.part:
        return False
    if after.state is State.IN_FORCE:
        links = after.provision.replaces or after.provision.restates
        return before.state is State.IN_FORCE or not links
    kinds = {cause.kind for cause in after.causes}
    is_by_version = not after.causes or "#" not in after.causes[-1].by
    return after.state is State.ENDED and "replaced" not in kinds and is_by_version
