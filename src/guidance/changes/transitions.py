"""How a provision passes from one state to the next, in each part of its territory.

Two answers are equal where they mean the same (:func:`meaning`). Each difference is a move; the
moves of a part, one after the other, lead from the first of its states to the last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from guidance.answers.entries import Entry
from guidance.answers.states import States
from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.engine.diagrams import Branch, Leaf, Tree, leaves, tests
from guidance.engine.segments import Segment
from guidance.engine.states import PossibleState, State
from guidance.engine.tests import Happened, Test
from guidance.records.model import Provision
from guidance.records.parts import Part

LIVE = (State.IN_FORCE, State.SUSPENDED, State.DISPLACED)
"""The states of a provision whose text has begun and has not ended."""

ASIDE = (State.SUSPENDED, State.DISPLACED)
"""The states of a provision that would apply, were it not for an act."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What was known, and a day: what one answer is about; told apart from any like it."""

    states: States
    day: int

    def at(self, ref: str, part: Part) -> Entry | None:
        """The entry of a provision in the part that holds a part of another."""
        if ref not in self.states.registry.statements:
            return None
        where = self.states.timeline.parts.holding(ref, part)
        if where is None:
            return None
        return entry_on(self.states.spans(ref)[where], self.day)

    def meaning(self, entry: Entry) -> object:
        """What counts of an entry when two answers are compared."""
        return meaning(self.states, entry, self.day)


@dataclass(frozen=True, slots=True, eq=False)
class Transition:
    """From one state of a provision to the next; told apart from any like it.

    Attributes:
        first: First day on which the new state can hold.
        last: First day on which it certainly holds; ``LAST_DAY`` where that never comes.
        before: The state before.
        after: The state after; the open one, where the provision is never certain again.
        was: The day before, as known then.
        now: The last day, as known then.
        step: Where it sums up several, the one that led to the state after.
    """

    ref: str
    part: Part
    first: int
    last: int
    before: Entry
    after: Entry
    was: View
    now: View
    step: Transition | None = None


def meaning(states: States, entry: Entry, day: int) -> object:
    """What counts of an entry when two answers are compared; version and citation are details.

    The state, the words and who is meant by them, and since when they hold. Where it is open,
    the same of all that may hold.
    """
    if entry.state is State.UNDETERMINED:
        segment = states.timeline.at(entry.ref, entry.part, day)
        return frozenset(
            (
                possible.state,
                possible.text and words(possible.text.provision),
                possible.text and possible.text.days,
            )
            for possible in leaves(segment.outcomes)
        )
    return settled_meaning(entry)


def settled_meaning(entry: Entry) -> object:
    """The same of an entry that is settled."""
    if entry.state is State.NO_EVIDENCE:
        return entry.state
    is_live = entry.state in LIVE and entry.since is not None
    since = (entry.since.date.earliest, entry.since.date.latest) if is_live and entry.since else ()
    return entry.state, words(entry.provision), since


def says_alike(entry: Entry, other: Entry) -> bool:
    """Whether two settled entries are told of one text alike, whoever has said the same again."""
    return entry is other or (
        entry.state is other.state is not State.UNDETERMINED
        and entry.provision is other.provision
        and entry.since is other.since
        and (entry.version, entry.caveats) == (other.version, other.caveats)
        and (entry.conditions, entry.where) == (other.conditions, other.where)
    )


def words(provision: Provision) -> tuple[object, ...]:
    """What a provision says, to whom, and how strongly."""
    return (
        provision.text,
        provision.force,
        provision.only,
        provision.kind,
        provision.action,
        provision.population,
        provision.criteria,
    )


def transitions(states: States, ref: str) -> Iterator[Transition]:
    """Yield the transitions of one provision, in order of time, for each part of its territory."""
    for part in states.spans(ref):
        yield from _Walk(states, ref, part).transitions()


class _Walk:
    """The transitions of one part."""

    def __init__(self, states: States, ref: str, part: Part) -> None:
        self._states = states
        self._ref = ref
        self._part = part
        self._spans = states.spans(ref)[part]

    def transitions(self) -> Iterator[Transition]:
        """Yield them in order of time."""
        before = replace(
            self._spans[0][1], state=State.NO_EVIDENCE, causes=(), caveats=(), depends_on=()
        )
        stretch: list[tuple[int, Entry]] = []
        for first, entry in self._spans:
            if entry.state is State.UNDETERMINED:
                stretch.append((first, entry))
                continue
            if stretch:
                yield from self._through(before, stretch, first, entry)
            elif not says_alike(before, entry) and (
                self._differ(before, first - 1, entry, first) or _details(before, entry)
            ):
                yield self._move(first, self._latest(first, entry), before, entry)
            before, stretch = entry, []
        yield from self._day_by_day(before, stretch)

    def _day_by_day(self, before: Entry, stretch: list[tuple[int, Entry]]) -> Iterator[Transition]:
        """Yield what can be said of open days, each on the day from which it can."""
        for first, entry in stretch:
            if self._differ(before, first - 1, entry, first):
                yield self._move(first, first, before, entry)
            before = entry

    def _latest(self, first: int, entry: Entry) -> int:
        """The day by which a state has begun: a text is announced when it is published."""
        if entry.state is not State.UPCOMING:
            return first
        announced = self._states.describer.when(entry.version).date.latest
        return max(first, announced.toordinal()) if announced else LAST_DAY

    def _through(
        self, before: Entry, stretch: list[tuple[int, Entry]], end: int, after: Entry
    ) -> Iterator[Transition]:
        """Yield the moves through days on which it is open, each in the range of its own event."""
        chain = self._chain(before, stretch, end, after)
        if chain is not None:
            yield from chain
        else:
            yield from self._day_by_day(before, stretch)
            yield self._move(end, end, stretch[-1][1], after)

    def _chain(
        self, before: Entry, stretch: list[tuple[int, Entry]], end: int, after: Entry
    ) -> list[Transition] | None:
        """One move for each event that decides, where each can be told by itself."""
        segments = [self._states.timeline.at(self._ref, self._part, day) for day, _ in stretch]
        asked: set[Test] = {
            test for segment in segments if not segment.is_tangled for test in tests(segment.tree)
        }
        if any(segment.is_tangled for segment in segments) or not all(
            isinstance(test, Happened) and not test.is_late for test in asked
        ):
            return None
        windows = sorted(
            (window[1], window[0], test.event)
            for test in asked
            if (window := self._states.timeline.calendar.window(test.event)) is not None
        )
        moves: list[Transition] = []
        had: set[str] = set()
        start = stretch[0][0]
        now = self._after(had, start)
        if now.state in LIVE and self._differ(before, start - 1, now, start):
            # It begins on the day on which something else becomes open.
            moves.append(self._move(start, start, before, now))
            before = now
        for latest, earliest, event in windows:
            had.add(event)
            first, last = max(earliest, stretch[0][0]), min(latest, end)
            now = self._after(had, min(latest, end - 1)) if len(had) < len(windows) else after
            if self._differ(before, end - 1, now, end):
                moves.append(self._move(first, last, before, now))
                before = now
        is_all = self._tells_all(moves, segments) and self._reaches(asked, windows, end, after)
        return moves if moves and is_all else None

    def _tells_all(self, moves: list[Transition], segments: list[Segment]) -> bool:
        """Whether every state that may hold is one that the moves lead from or to.

        Before a text has begun it is to come or unpublished: that needs no telling.
        """
        told = {_bare(entry) for move in moves for entry in (move.before, move.after)}
        return all(
            (possible.state, possible.text and words(possible.text.provision)) in told
            for segment in segments
            for possible in leaves(segment.outcomes)
            if possible.state not in (State.NO_EVIDENCE, State.UPCOMING)
        )

    def _reaches(
        self, asked: set[Test], windows: list[tuple[int, int, str]], end: int, after: Entry
    ) -> bool:
        """Whether all events together lead to what comes after, on their own."""
        everything = {event for _, _, event in windows}
        if len(everything) < len(asked):
            return False
        last = self._after(everything, end - 1)
        return not self._differ(last, end - 1, after, end)

    def _after(self, had: set[str], day: int) -> Entry:
        """What holds where some events have happened, and the others that decide have not."""
        segment = self._states.timeline.at(self._ref, self._part, day)
        tree: Tree[PossibleState] = segment.tree
        while isinstance(tree, Branch):
            tree = tree.yes if tree.test.event in had else tree.no
        assert isinstance(tree, Leaf)  # noqa: S101  (a tree is one or the other)
        return self._states.describer.describe(self._ref, self._part, segment, tree.answer)

    def _differ(self, was: Entry, day: int, now: Entry, other: int) -> bool:
        return meaning(self._states, was, max(day, FIRST_DAY)) != meaning(self._states, now, other)

    def _move(self, first: int, last: int, before: Entry, after: Entry) -> Transition:
        was, now = View(self._states, first - 1), View(self._states, last)
        return Transition(self._ref, self._part, first, last, before, after, was, now)


def _bare(entry: Entry) -> tuple[State, object]:
    return entry.state, words(entry.provision)


def _details(before: Entry, after: Entry) -> bool:
    """Whether what is in force is filed or cited otherwise."""
    is_in_force = before.state is after.state is State.IN_FORCE
    return is_in_force and before.provision != after.provision


def entry_on(spans: list[tuple[int, Entry]], day: int) -> Entry | None:
    """The entry that holds a day; ``None`` before the first."""
    place = bisect_right(spans, day, key=_FIRST)
    return spans[place - 1][1] if place else None


_FIRST = itemgetter(0)
