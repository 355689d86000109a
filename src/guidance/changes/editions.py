"""What two editions of the records say otherwise: the answer for each day, before and after.

For whoever answered from one edition and loads the next: which answers given so far would now be
others. Nothing here is about what was known when; both editions answer by all they hold, or by
what was published by one day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from guidance.answers.entries import Entry
from guidance.answers.states import States
from guidance.answers.values import Shown, Value
from guidance.changes.transitions import meaning
from guidance.engine.arithmetic import FIRST_DAY
from guidance.engine.diagrams import Branch, Leaf, Tree
from guidance.engine.states import PossibleState, State
from guidance.engine.tests import Test
from guidance.records.model import Provision
from guidance.records.natural import reading_order
from guidance.records.parts import Part

_MOST_PATHS = 256
"""Ways through a diagram that are compared; beyond, two diagrams count as different."""

_Stretch = tuple[int, tuple[Entry, ...]]
_Difference = tuple[tuple[Entry, ...], tuple[Entry, ...], bool]


@dataclass(frozen=True, slots=True, repr=False)
class Otherwise(Shown):
    """A provision of which two editions say different things on some days.

    Attributes:
        first: First of the days; ``None`` from the beginning of the calendar.
        last: Last of them; ``None`` without end.
        before: What the old edition says and the new one does not, part by part; nothing where it
            has no evidence.
        after: What the new edition says and the old one does not.
        only_details: The same applies all the same: part by part the state, the words, for whom,
            how strongly and since when are equal, and only reasons, versions, citations or what is
            to come differ.
    """

    ref: str
    first: date | None
    last: date | None
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    only_details: bool

    @property
    def differs(self) -> tuple[str, ...]:
        """In what the two differ about the parts of which both speak, sorted.

        Fields of an entry, and of its provision; nothing where only what decides does.
        """
        then = {entry.part: entry for entry in self.before}
        pairs = [(then[entry.part], entry) for entry in self.after if entry.part in then]
        return tuple(sorted({name for pair in pairs for name in _fields_apart(*pair)}))


@dataclass(frozen=True, slots=True, repr=False)
class EditionDiff(Value):
    """What two editions of the records say otherwise.

    Attributes:
        before: The fingerprint of the old edition.
        after: That of the new one.
        known_on: The day whose knowledge both answer from; ``None`` for all records.
        otherwise: By provision, then by day.
        evidence: Sources of which other versions or other looks are recorded: answers about them
            have another age.
        topic: The topic that alone was looked at; so for the source.
    """

    before: str
    after: str
    known_on: date | None
    otherwise: tuple[Otherwise, ...]
    evidence: tuple[str, ...]
    topic: str | None = None
    source: str | None = None

    def __bool__(self) -> bool:
        return bool(self.otherwise or self.evidence)


def _fields_apart(left: Entry, right: Entry) -> Iterator[str]:
    """Yield the fields in which two entries differ, those of the provision by their own names."""
    own = [field.name for field in fields(Entry) if field.compare and field.name != "provision"]
    yield from (name for name in own if getattr(left, name) != getattr(right, name))
    then, now = left.provision, right.provision
    for name in Provision.model_fields:
        if getattr(then, name) != getattr(now, name):
            yield name


def compare_editions(old: States, new: States, refs: set[str]) -> Iterator[Otherwise]:
    """Yield what two editions say otherwise of some provisions."""
    for ref in sorted(refs, key=lambda ref: (new if new.holds(ref) else old).places.of(ref)):
        yield from _compared(ref, old, new)


def other_evidence(old: States, new: States) -> Iterator[str]:
    """Yield the sources of which other versions, or other looks, are recorded."""
    was, now = _evidence(old), _evidence(new)
    others = (source for source in {*was, *now} if was.get(source) != now.get(source))
    yield from sorted(others, key=reading_order)


def _evidence(states: States) -> dict[str, object]:
    registry = states.registry
    return {
        source: (
            record.checked,
            tuple((ref, registry.versions[ref].published) for ref in registry.order[source]),
        )
        for source, record in registry.sources.items()
    }


def _compared(ref: str, old: States, new: States) -> Iterator[Otherwise]:
    was, now = _stretches(old, ref), _stretches(new, ref)
    days = sorted({first for first, _ in (*was, *now)})
    running: tuple[int, _Difference] | None = None
    for day in days:
        left, right = _at(was, day), _at(now, day)
        gone = tuple(entry for entry in left if not _is_in(entry, right, day, old, new))
        come = tuple(entry for entry in right if not _is_in(entry, left, day, new, old))
        difference = (gone, come, _meanings(old, gone, day) == _meanings(new, come, day))
        if running is not None:
            if difference == running[1]:
                continue
            yield _otherwise(ref, *running, day)
        running = (day, difference) if gone or come else None
    if running is not None:
        yield _otherwise(ref, *running, None)


def _meanings(states: States, entries: tuple[Entry, ...], day: int) -> dict[Part, object]:
    """What counts of each entry when two answers are compared."""
    return {
        entry.part: meaning(
            states, replace(entry, part=states.joining.held(entry.ref, entry.part)), day
        )
        for entry in entries
    }


def _otherwise(ref: str, first: int, difference: _Difference, end: int | None) -> Otherwise:
    gone, come, only_details = difference
    return Otherwise(
        ref,
        date.fromordinal(first) if first > FIRST_DAY else None,
        date.fromordinal(end) - timedelta(days=1) if end is not None else None,
        gone,
        come,
        only_details,
    )


def _stretches(states: States, ref: str) -> list[_Stretch]:
    """What is said of a provision, with first days; nothing where there is no evidence."""
    if ref not in states.registry.statements:
        return [(FIRST_DAY, ())]
    return [
        (first, tuple(entry for entry in entries if entry.state is not State.NO_EVIDENCE))
        for first, entries in states.shown(ref)
    ]


def _at(stretches: list[_Stretch], day: int) -> tuple[Entry, ...]:
    place = bisect_right(stretches, day, key=lambda stretch: stretch[0])
    return stretches[place - 1][1] if place else ()


def _is_in(entry: Entry, others: tuple[Entry, ...], day: int, own: States, its: States) -> bool:
    """Whether one of the others says the same of the same part."""
    for other in others:
        if other == entry:
            if entry.state is not State.UNDETERMINED:
                return True
            here, there = _Open(own, entry, day), _Open(its, other, day)
            return here.comes_out_as(there) and there.comes_out_as(here)
    return False


class _Open:
    """What can come out of an open state, on a day: each outcome described as in an answer."""

    def __init__(self, states: States, entry: Entry, day: int) -> None:
        self._states = states
        self._entry = entry
        self._part = states.joining.held(entry.ref, entry.part)
        self._segment = states.timeline.at(entry.ref, self._part, day)

    def comes_out_as(self, other: _Open) -> bool:
        """Whether each way to an outcome leads to the same in the other.

        The two may ask the same in another order, as what else is recorded decides it.
        """
        for count, (path, status) in enumerate(_paths(self._segment.tree, {})):
            if count >= _MOST_PATHS:
                return False
            told = self._told(status)
            if any(other._told(answer) != told for answer in _follow(other._segment.tree, path)):
                return False
        return True

    def _told(self, status: PossibleState) -> Entry:
        told = self._states.describer.describe(self._entry.ref, self._part, self._segment, status)
        return replace(told, part=self._entry.part, where=self._entry.where)


def _paths(
    tree: Tree[PossibleState], path: dict[Test, bool]
) -> Iterator[tuple[dict[Test, bool], PossibleState]]:
    if isinstance(tree, Leaf):
        yield path, tree.answer
    else:
        yield from _paths(tree.yes, {**path, tree.test: True})
        yield from _paths(tree.no, {**path, tree.test: False})


def _follow(tree: Tree[PossibleState], path: dict[Test, bool]) -> Iterator[PossibleState]:
    """Yield what can come out where some tests are settled."""
    waiting, seen = [tree], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Leaf):
            yield node.answer
        elif isinstance(node, Branch):
            settled = path.get(node.test)
            waiting += [node.yes] if settled is not False else []
            waiting += [node.no] if settled is not True else []
