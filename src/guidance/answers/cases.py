"""What is undetermined: provisions that hang on the same unknown days, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from guidance.answers.entries import Describer, Entry
from guidance.answers.values import Shown, Value
from guidance.answers.whens import When
from guidance.engine.budget import TANGLED
from guidance.engine.diagrams import Leaf, Tree
from guidance.engine.segments import Segment
from guidance.engine.states import PossibleState, State
from guidance.engine.tests import (
    EndOfMonth,
    Happened,
    HappenedBy,
    NoLaterThan,
    Order,
    Published,
    Test,
    Unsaid,
)
from guidance.records.parts import Part

MOST_CASES = 64

_KINDS: dict[type, str] = {
    Happened: "happened",
    HappenedBy: "happened-by",
    Published: "published",
    NoLaterThan: "no-later-than",
    EndOfMonth: "end-of-month",
    Order: "order",
}
_SETTLED_BY_DAY = (Happened, Published)
"""Tests that say whether their event has happened by the day asked about, or was known."""


@dataclass(frozen=True, slots=True, repr=False)
class Condition(Shown):
    """One side of a test on what is not known.

    Attributes:
        kind: ``happened`` (by the day asked), ``happened-by`` (by the day ``other``),
            ``published`` (by the day of knowledge), ``no-later-than`` (as compared with
            ``other``), ``order`` (published before ``other``), ``end-of-month``, or what the
            records do not say: ``pending-kept``, ``earlier-again``, ``kept-after-leaving``.
    """

    kind: str
    event: str
    holds: bool
    other: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Case(Shown):
    """One outcome, with the conditions under which it comes out.

    Attributes:
        conditions: One way to it: all that has to be so.
        in_force: What is in force then.
        entries: Everything concerned, each in its state then.
        or_else: The other ways to the same outcome.
    """

    conditions: tuple[Condition, ...]
    in_force: tuple[Entry, ...]
    entries: tuple[Entry, ...] = ()
    or_else: tuple[tuple[Condition, ...], ...] = ()

    @property
    def ways(self) -> tuple[tuple[Condition, ...], ...]:
        """All ways to the outcome."""
        return (self.conditions, *self.or_else)


@dataclass(frozen=True, slots=True, repr=False)
class Undetermined(Value):
    """Provisions that hang on the same unknown days.

    Attributes:
        event: The event that decides; the first of them where several do.
        events: All events that decide, in order of their days: first those of which it is open
            whether they have happened.
        cases: One for each distinct outcome, at most 64.
        entries: The provisions concerned, also those in force in no case.
        if_happened: What is in force in every case in which the first event has happened; where
            that is not what is open (two days are compared, the records are silent), in every case.
        if_not: What is in force in every case in which it has not; else as above.
        more: There are more cases than are listed.
        is_tangled: It is too tangled to work out here; there are no cases.

    Source:
        docs/explanation/certain.md.
    """

    event: When
    events: tuple[When, ...]
    cases: tuple[Case, ...]
    entries: tuple[Entry, ...]
    if_happened: tuple[Entry, ...] = ()
    if_not: tuple[Entry, ...] = ()
    more: bool = False
    is_tangled: bool = False


_Joint = tuple[PossibleState, ...]


def group(
    describer: Describer,
    day: int,
    entries: list[Entry],
    held: Callable[[str, Part], Part],
) -> Undetermined:
    """Put together what hangs on the same unknown days.

    Args:
        describer: Describes what comes out.
        day: The day asked about.
        entries: The entries that hang on the same.
        held: A part as it was worked out, of one that several were joined to.
    """
    parts = [held(entry.ref, entry.part) for entry in entries]
    segments = [
        describer.timeline.at(entry.ref, part, day)
        for entry, part in zip(entries, parts, strict=True)
    ]
    deciding = sorted(entries[0].depends_on, key=lambda test: _by_time(describer, test))
    events = tuple(dict.fromkeys(describer.when(_event(describer, test)) for test in deciding))
    if any(segment.is_tangled for segment in segments):
        if not events:
            first = entries[0].since
            events = (first,) if first else ()
        return Undetermined(events[0], events, (), tuple(entries), is_tangled=True)
    timeline = describer.timeline
    timeline.budget.new_part()
    try:
        tree = _joint(describer, segments)
        tree = timeline.feasibility.cut(tree, day)
    except TANGLED:
        return Undetermined(events[0], events, (), tuple(entries), more=True)
    shown = _Shown(describer, entries, segments, parts)
    cases, more = _cases(tree, deciding, shown)
    first_test = deciding[0]
    return Undetermined(
        events[0],
        events,
        cases,
        tuple(entries),
        if_happened=_in_all(tree, first_test, True, shown),
        if_not=_in_all(tree, first_test, False, shown),
        more=more,
    )


class _Shown:
    """The entries of the provisions in each state they can be in; each described once."""

    def __init__(
        self,
        describer: Describer,
        entries: list[Entry],
        segments: list[Segment],
        parts: list[Part],
    ) -> None:
        self._describer = describer
        self._entries = entries
        self._segments = segments
        self._parts = parts
        self._found: dict[tuple[int, PossibleState], Entry] = {}

    def of(self, joint: _Joint) -> tuple[Entry, ...]:
        cases = []
        for index, status in enumerate(joint):
            key = index, status
            if key not in self._found:
                entry = self._entries[index]
                told = self._describer.describe(
                    entry.ref, self._parts[index], self._segments[index], status
                )
                self._found[key] = replace(told, part=entry.part, where=entry.where)
            cases.append(self._found[key])
        return tuple(cases)


def _joint(describer: Describer, segments: list[Segment]) -> Tree[_Joint]:
    diagrams = describer.timeline.diagrams
    joint: Tree[_Joint] = diagrams.leaf(())
    for segment in segments:
        tree = segment.tree

        def add(so_far: _Joint, tree: Tree[PossibleState] = tree) -> Tree[_Joint]:
            return diagrams.replaced(tree, lambda outcome: diagrams.leaf((*so_far, outcome)))

        joint = diagrams.replaced(joint, add)
    return joint


def _cases(
    tree: Tree[_Joint], deciding: list[Test], shown: _Shown
) -> tuple[tuple[Case, ...], bool]:
    """One case for each outcome, and whether there are more ways than are listed."""
    ways: dict[_Joint, list[tuple[Condition, ...]]] = {}
    for count, (path, joint) in enumerate(_paths(tree, {})):
        if (joint not in ways and len(ways) == MOST_CASES) or count >= 4 * MOST_CASES:
            return _made(ways, shown), True
        conditions = tuple(_condition(test, path[test]) for test in deciding if test in path)
        ways.setdefault(joint, []).append(conditions)
    return _made(ways, shown), False


def _made(ways: dict[_Joint, list[tuple[Condition, ...]]], shown: _Shown) -> tuple[Case, ...]:
    cases = []
    for joint, conditions in ways.items():
        entries = shown.of(joint)
        in_force = tuple(entry for entry in entries if entry.state is State.IN_FORCE)
        cases.append(Case(conditions[0], in_force, entries, tuple(conditions[1:])))
    return tuple(cases)


def _paths(tree: Tree[_Joint], path: dict[Test, bool]) -> Iterator[tuple[dict[Test, bool], _Joint]]:
    if isinstance(tree, Leaf):
        yield path, tree.answer
    else:
        for holds, side in ((True, tree.yes), (False, tree.no)):
            yield from _paths(side, {**path, tree.test: holds})


def _in_all(tree: Tree[_Joint], test: Test, holds: bool, shown: _Shown) -> tuple[Entry, ...]:
    """What is in force in every world in which an event has happened, or has not.

    A test of anything else does not say whether its event has happened: then in every world.
    """
    joints = list(_under(tree, test if isinstance(test, _SETTLED_BY_DAY) else None, holds, set()))
    if not joints:
        return ()
    entries = []
    for index, entry in enumerate(shown.of(joints[0])):
        is_sure = all(joint[index] == joints[0][index] for joint in joints)
        if is_sure and entry.state is State.IN_FORCE:
            entries.append(entry)
    return tuple(entries)


def _under(tree: Tree[_Joint], test: Test | None, holds: bool, seen: set[int]) -> Iterator[_Joint]:
    if id(tree) in seen:
        return
    seen.add(id(tree))
    if isinstance(tree, Leaf):
        yield tree.answer
    elif tree.test == test:
        yield from _under(tree.yes if holds else tree.no, test, holds, seen)
    else:
        yield from _under(tree.yes, test, holds, seen)
        yield from _under(tree.no, test, holds, seen)


def _condition(test: Test, holds: bool) -> Condition:
    if isinstance(test, Unsaid):
        return Condition(test.kind, test.event, holds, test.other)
    other = getattr(test, "other", None)
    if isinstance(test, HappenedBy):
        other = date.fromordinal(test.day).isoformat()
    return Condition(_KINDS[type(test)], test.event, holds, other)


def _event(describer: Describer, test: Test) -> str:
    """The event of a test; of an act, the publication of its version."""
    name = test.event
    return name if name in describer.registry.events else name.partition("/")[0]


def _by_time(describer: Describer, test: Test) -> tuple[int, date, str]:
    when = describer.when(_event(describer, test))
    is_choice = isinstance(test, Unsaid | Order | NoLaterThan | EndOfMonth)
    rank = 0 if isinstance(test, _SETTLED_BY_DAY) else 1 + int(is_choice)
    return rank, when.date.earliest or date.min, repr(test)
