"""What differs between two settled entries, where that is told by what is said on the two days.

It hangs on the two, on what is said of what is linked to them, and on what is recorded of their
versions: no state is worked out for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self, cast

from guidance.answers.entries import Entry
from guidance.answers.states import States
from guidance.changes.days import span_of
from guidance.changes.deeds import Occasions
from guidance.changes.model import Change
from guidance.changes.naming import Naming
from guidance.changes.transitions import LIVE, Transition, View, settled_meaning
from guidance.engine.states import State
from guidance.records.criteria import FactSheet
from guidance.records.dates import ImpreciseDate
from guidance.records.fields import Standing
from guidance.records.parts import Part

_BEFORE = (State.NO_EVIDENCE, State.UPCOMING, State.IN_FORCE, State.ENDED)
_AFTER = (State.IN_FORCE, State.ENDED, State.UPCOMING)


class NotPlainError(Exception):
    """What differs hangs on more than is said on the two days; whoever asks works it out."""


Said = Callable[[str, int], Entry | None]
"""What is said of a provision on a day, where it is one part; ``None`` where none is recorded.

It raises :class:`NotPlainError` where it is several parts, or is not kept.
"""


class Titled(NamedTuple):
    """A document of which only the title counts."""

    title: str


class Heading(NamedTuple):
    """What a change names of a version.

    Attributes:
        published: As it is recorded.
    """

    standing: Standing
    document: Titled
    published: ImpreciseDate


class Linking(NamedTuple):
    """What a provision takes the place of, by any of its texts."""

    replaces: tuple[str, ...]


class Linked(NamedTuple):
    """A provision, by its links alone."""

    ref: str
    provision: Linking

    @property
    def version(self) -> str:
        """Which of its texts is meant cannot be told by that."""
        raise NotPlainError


@dataclass(frozen=True)
class Recorded:
    """What changes name of what is recorded; it stands in for all records where no more is asked.

    Attributes:
        versions: Of each version, by reference.
        statements: Of each provision.
        replaced_by: What says that it takes the place of a provision, in the order of the records.
        sheets: The fact sheets by topic.
    """

    versions: Mapping[str, Heading]
    statements: Mapping[str, tuple[Linked, ...]]
    replaced_by: Mapping[str, tuple[Linked, ...]]
    sheets: Mapping[str, FactSheet]
    proposed_about: Mapping[str, object] = field(default_factory=dict)

    def sheet_of(self, topics: tuple[str, ...]) -> FactSheet | None:
        """The facts of the first of these topics that has any."""
        return next((self.sheets[topic] for topic in topics if topic in self.sheets), None)


class _Published(NamedTuple):
    date: ImpreciseDate


class _Known:
    """Stands in for the states: naming asks nothing else of them where what differs is plain."""

    def __init__(self, registry: Recorded) -> None:
        self.registry = registry

    @property
    def describer(self) -> Self:
        """What describes the days of publications."""
        return self

    def when(self, version: str) -> _Published:
        """When a version was published: what is recorded is all that is known of an exact day."""
        published = self.registry.versions[version].published
        if not published.is_exact:
            raise NotPlainError
        return _Published(published)


@dataclass(frozen=True, slots=True, eq=False)
class _Day(View):
    """A day on which what is said is read."""

    said: Said

    def at(self, ref: str, part: Part) -> Entry | None:
        entry = self.said(ref, self.day)
        return entry if entry is not None and entry.part.cells & part.cells else None


class PlainDifferences:
    """Names what differs between two entries of a provision.

    Of provisions alone on which nothing else bears, and that come into each state once.

    Args:
        recorded: What changes name of what is recorded.
        said: What is said on a day.
        admits: Whether an entry is asked about.
    """

    def __init__(self, recorded: Recorded, said: Said, admits: Callable[[Entry], bool]) -> None:
        self._known = cast("States", _Known(recorded))
        self._said = said
        self._admits = admits
        self._naming = Naming(self._beside, lambda _: Occasions(()))

    def changes(
        self, before: Entry, low: int, after: Entry, high: int
    ) -> tuple[Change, ...] | None:
        """What differs between the entries of two days; ``None`` where it is not plain."""
        if are_alike(before, after):
            return ()
        if not _is_plain(before, after):
            return None
        was, now = (_Day(self._known, day, self._said) for day in (low, high))
        try:
            changes = tuple(self._naming.changes(_move(before, was, after, now)))
        except NotPlainError:
            return None
        # Where what is linked to it is told of a part, that hangs on the place asked about.
        return None if any(change.where is not None for change in changes) else changes

    def _beside(self, move: Transition, ref: str, part: Part) -> Iterator[Transition]:
        """Yield what differs of another provision in a part, where that is asked about."""
        before, after = (self._said(ref, view.day) for view in (move.was, move.now))
        if before is None or after is None or not after.part.cells & part.cells:
            return
        if not (self._admits(before) or self._admits(after)) or are_alike(before, after):
            return
        is_over = before.state in LIVE and after.state is State.UPCOMING
        if (
            is_over
            or before.part != after.part
            or State.UNDETERMINED in (before.state, after.state)
        ):
            raise NotPlainError
        yield _move(before, move.was, after, move.now)


def are_alike(before: Entry, after: Entry) -> bool:
    """Whether two entries mean the same for certain."""
    if State.UNDETERMINED in (before.state, after.state) or before.part != after.part:
        return False
    return before is after or settled_meaning(before) == settled_meaning(after)


def _is_plain(before: Entry, after: Entry) -> bool:
    is_settled = before.state in _BEFORE and after.state in _AFTER
    return is_settled and before.part == after.part and not _is_over(before, after)


def _is_over(before: Entry, after: Entry) -> bool:
    """Whether what was in force is over and another text to come: which end that was is asked."""
    return before.state in LIVE and after.state is State.UPCOMING


def _move(before: Entry, was: View, after: Entry, now: View) -> Transition:
    is_told = after.state in _AFTER  # else nobody asks when
    first, last = span_of(before, after, now) if is_told else (was.day, now.day)
    return Transition(after.ref, after.part, first, last, before, after, was, now)
