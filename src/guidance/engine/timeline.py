"""The states of each provision over time.

States change only on the days where some event can happen first or has happened at the latest,
so each provision's states are worked out once, as intervals, and found by bisection.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from guidance.engine.states import Evaluator, State, Status
from guidance.engine.worlds import (
    FIRST_DAY,
    LAST_DAY,
    Leaf,
    Tree,
    World,
    days_after,
    explore,
    leaves,
    window_of,
)
from guidance.records.model import Cancels
from guidance.records.places import Place, cells
from guidance.resolution.registry import Act, Registry, Statement


@dataclass(frozen=True, slots=True)
class Segment:
    """The state of a provision in one place from a day on, until the next segment."""

    first: int
    tree: Tree[Status]


class Timeline:
    """The states of all provisions, as known on one day (or with all records)."""

    def __init__(self, registry: Registry, known_on: date | None = None) -> None:
        self.registry = registry
        self.known_on = known_on.toordinal() if known_on else None
        self._evaluator = Evaluator(registry)
        self._segments: dict[tuple[str, Place], tuple[Segment, ...]] = {}

    def places(self, ref: str) -> tuple[Place, ...]:
        """The parts of a provision's territory that can differ in state."""
        registry = self.registry
        own = registry.statements[ref]
        acting = tuple(self._acting(ref, {ref}))
        if not acting and len(own) == 1:
            return (None,)
        return cells(own, acting)

    def _acting(self, ref: str, seen: set[str]) -> Iterator[Statement | Act]:
        """Yield what acts on a provision, and what acts on that in turn."""
        registry = self.registry
        yield from registry.acts.get(ref, ())
        replacing = (statement.ref for statement in registry.replaced_by.get(ref, ()))
        for other in (*replacing, *registry.displaced_by.get(ref, ())):
            if other not in seen:
                seen.add(other)
                yield from registry.statements[other]
                yield from self._acting(other, seen)

    def segments(self, ref: str, place: Place) -> tuple[Segment, ...]:
        """The states of one provision in one place, from the first day of the calendar on."""
        key = ref, place
        if key not in self._segments:
            self._segments[key] = tuple(self._evaluate(ref, place))
        return self._segments[key]

    def at(self, ref: str, place: Place, day: int) -> Segment:
        """The segment that holds a day."""
        segments = self.segments(ref, place)
        return segments[bisect_right(segments, day, key=lambda s: s.first) - 1]

    def _evaluate(self, ref: str, place: Place) -> Iterator[Segment]:
        previous: Tree[Status] | None = None
        displacers: tuple[str, ...] = ()
        for day in (FIRST_DAY, *self._boundaries(ref)):
            tree = self._tree(ref, place, day)
            by = self._displacers(tree, place, day)
            # The state stays the same when one act follows another; what displaces does not.
            if tree != previous or by != displacers:
                yield Segment(day, tree)
                previous, displacers = tree, by

    def _displacers(self, tree: Tree[Status], place: Place, day: int) -> tuple[str, ...]:
        """What displaces a provision that is displaced in every world."""
        if not isinstance(tree, Leaf) or tree.answer.state is not State.DISPLACED:
            return ()
        statement = tree.answer.statement
        assert statement is not None  # noqa: S101  (what is displaced is known)

        def displacer(world: World) -> str | None:
            found = self._evaluator.displacer(world, statement, day, place)
            return found.ref if found else None

        found = leaves(explore(self.registry, displacer, self.known_on))
        return tuple(sorted({ref for ref in found if ref is not None}))

    def _tree(self, ref: str, place: Place, day: int) -> Tree[Status]:

        def status(world: World) -> Status:
            return self._evaluator.status(world, ref, day, place)

        def published(world: World) -> Status | None:
            found = status(world)
            version = found.statement.version if found.statement else None
            return found if version and world.happened(version, day) else None

        tree = explore(self.registry, status, self.known_on)
        # Not yet started and not known are told apart by whether anything can have been
        # published by the day: before the first record there is no evidence either way.
        if all(s.state in (State.UPCOMING, State.NO_EVIDENCE) for s in leaves(tree)):
            for found in leaves(explore(self.registry, published, self.known_on)):
                if found is not None:
                    return Leaf(found)
            return Leaf(Status(State.NO_EVIDENCE, None, None))
        return tree

    def _boundaries(self, ref: str) -> list[int]:
        """Days on which the state of a provision can change."""
        windows: set[tuple[int, int]] = set()
        for event in self._connected(self._events(ref, set())):
            windows |= self._windows_of(event)
        days = {day for window in windows for day in window}
        if any(first != last for first, last in windows):
            # Two unknown days compared: "later than" can show one day after either.
            days |= {day + 1 for day in days if day < LAST_DAY}
        return sorted(days - {FIRST_DAY})

    def _connected(self, events: Iterable[str]) -> set[str]:
        """Add the events on which the days of these hang, or what is known of them."""
        registry = self.registry
        found: set[str] = set()
        waiting = list(events)
        while waiting:
            event = waiting.pop()
            if event in found:
                continue
            found.add(event)
            waiting += [dating.version for dating in registry.datings.get(event, ())]
            waiting += [each for order in registry.orders.get(event, ()) for each in order[:2]]
            named = registry.events[event]
            if named.after is not None:
                waiting.append(named.after[0])
        return found

    def _events(self, ref: str, seen: set[str]) -> Iterator[str]:
        """Yield every event that can matter to a provision, through all that acts on it."""
        if ref in seen:
            return
        seen.add(ref)
        registry = self.registry
        for statement in registry.statements[ref]:
            yield from (statement.start, statement.version)
            if statement.until:
                yield statement.until
            for dropped in statement.dropped_by:
                yield from dropped
        for act in registry.acts.get(ref, ()):
            yield from (event for event in (act.start, act.until, act.version) if event)
        for statement in registry.replaced_by.get(ref, ()):
            yield from self._events(statement.ref, seen)
        for other in registry.displaced_by.get(ref, ()):
            yield from self._events(other, seen)

    def _windows_of(self, event: str) -> set[tuple[int, int]]:
        """The windows of an event in every dating of it that may be known."""
        named = self.registry.events[event]
        found = {
            window_of(dating.amendment.date)
            for dating in self.registry.datings.get(event, ())
            if not isinstance(dating.amendment, Cancels)
        }
        if named.after is None:
            return found | {window_of(named.date)}
        base, period = named.after
        return found | {
            (days_after(first, period)[0], days_after(last, period)[1])
            for first, last in self._windows_of(base)
        }
