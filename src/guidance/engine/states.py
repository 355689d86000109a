"""The state of a provision in one world.

A provision is in force on a day when its start has happened; none of its ends has (its own
``until``, the start of what replaces it, the whole version that drops it, an act that ends it, a
later wording of itself); no suspension covers the day; and nothing that displaces it is in force
on it. Nothing else counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from guidance.engine.worlds import (
    World,
)
from guidance.records.model import Cancels, Corrects, Ends, Provision, Reinstates, Suspends
from guidance.records.places import Place, covers, is_within, reaches
from guidance.resolution.registry import Act, Registry, Statement


class State(StrEnum):
    """What can be said of a provision on a day. Exactly one holds."""

    IN_FORCE = "in-force"
    UNDETERMINED = "undetermined"
    UPCOMING = "upcoming"
    ENDED = "ended"
    SUSPENDED = "suspended"
    DISPLACED = "displaced"
    NO_EVIDENCE = "no-evidence"


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a provision in one world.

    Two statuses are equal when they say the same of what applies: the wording counts only where
    it is in force.

    Attributes:
        statement: The statement concerned; ``None`` where none is known.
        corrections: Versions whose corrections of it are known.
    """

    state: State
    wording: tuple[str, tuple[str, ...]] | None
    statement: Statement | None = field(compare=False)
    corrections: tuple[Act, ...] = field(compare=False, default=())

    @property
    def provision(self) -> Provision | None:
        """The provision as it reads, corrections included."""
        if self.statement is None:
            return None
        return corrected(self.statement.provision, self.corrections)


def corrected(provision: Provision, corrections: tuple[Act, ...]) -> Provision:
    """Return a provision with corrections taken in, oldest first."""
    for act in corrections:
        if isinstance(act.amendment, Corrects):
            patch = act.amendment.set
            provision = provision.model_copy(
                update={name: getattr(patch, name) for name in patch.model_fields_set}
            )
    return provision


@dataclass(frozen=True, slots=True)
class End:
    """One thing that can end a statement.

    Attributes:
        kind: ``until``, ``dropped``, ``replaced``, ``ended`` or ``superseded``.
        event: The event at which it does.
        version: The version that says so.
        by: The statement that takes its place, or the act.
    """

    kind: str
    event: str
    version: str
    by: Statement | Act | None = None


class Evaluator:
    """Answers what the state of a provision is in a world, on a day and in a place."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def status(self, world: World, ref: str, day: int, place: Place) -> Status:
        """The state of one provision in one world."""
        ended = pending = None
        for statement in reversed(self.registry.statements[ref]):
            if not covers(statement, place) or not world.knows(statement.version):
                continue
            start = self.start(world, statement)
            started = world.happened(start, day) and self._took_effect(world, statement, place)
            if self._has_ended(world, statement, day, place):
                ended = ended or statement
            elif started:
                return self._while_live(world, statement, day, place)
            else:
                pending = statement
            if started:
                break
        # What had ended is not upcoming again before somebody can have read so.
        if pending is not None and (ended is None or world.happened(pending.version, day)):
            return Status(State.UPCOMING, None, pending, self.corrections(world, pending))
        if ended is not None:
            return Status(State.ENDED, None, ended, self.corrections(world, ended))
        return Status(State.NO_EVIDENCE, None, None)

    def _while_live(self, world: World, statement: Statement, day: int, place: Place) -> Status:
        corrections = self.corrections(world, statement)
        if self.suspension(world, statement, day, place) is not None:
            return Status(State.SUSPENDED, None, statement, corrections)
        if self.displacer(world, statement, day, place) is not None:
            return Status(State.DISPLACED, None, statement, corrections)
        wording = (statement.version, tuple(act.version for act in corrections))
        return Status(State.IN_FORCE, wording, statement, corrections)

    # -- start and end -------------------------------------------------------------------------

    def corrections(self, world: World, statement: Statement) -> tuple[Act, ...]:
        """The known corrections of a statement: they reach the last one published by then."""
        acts = self.registry.acts.get(statement.ref)
        if not acts:
            return ()
        later = self._later(statement)
        return tuple(
            act
            for act in acts
            if isinstance(act.amendment, Corrects)
            and world.knows(act.version)
            and self._published_by_then(world, statement.version, act.version)
            and not any(self._published_by_then(world, s.version, act.version) for s in later)
        )

    def start(self, world: World, statement: Statement) -> str:
        """The event from which a statement applies, as corrected."""
        for act in reversed(self.corrections(world, statement)):
            if act.start:
                return act.start
        return statement.start

    def ends(self, world: World, statement: Statement, place: Place) -> Iterator[End]:
        """Yield what can end a statement, so far as it is known and takes effect."""
        until = statement.until
        for act in self.corrections(world, statement):
            until = act.until or until
        if until is not None:
            yield End("until", until, statement.version)
        for version, event in statement.dropped_by:
            if world.knows(version):
                yield End("dropped", event, version)
        for act in self.registry.acts.get(statement.ref, ()):
            if (
                isinstance(act.amendment, Ends)
                and reaches(act, statement, place)
                and world.knows(act.version)
                and self._published_by_then(world, statement.version, act.version)
            ):
                yield End("ended", act.start, act.version, act)
        for other in self.registry.replaced_by.get(statement.ref, ()):
            where = place if statement.jurisdictions else None
            if (
                reaches(other, statement, place)
                and world.knows(other.version)
                and self._published_by_then(world, statement.version, other.version)
                and self._took_effect(world, other, where)
            ):
                yield End("replaced", self.start(world, other), other.version, other)

    def _has_ended(self, world: World, statement: Statement, day: int, place: Place) -> bool:
        cancelled = self.cancellation(world, self.start(world, statement))
        if cancelled is not None and world.happened(cancelled, day):
            return True
        return any(world.happened(end.event, day) for end in self.ends(world, statement, place))

    def cancellation(self, world: World, event: str) -> str | None:
        """The version by which an event is known to be cancelled, itself or what it follows."""
        named = self.registry.events[event]
        for dating in reversed(self.registry.datings.get(event, ())):
            if world.knows(dating.version):
                return dating.version if isinstance(dating.amendment, Cancels) else None
        return self.cancellation(world, named.after[0]) if named.after else None

    def _took_effect(self, world: World, statement: Statement, place: Place) -> bool:
        """Whether a statement starts before anything ends it: what was withdrawn never acts."""
        start = self.start(world, statement)
        if world.window(start) is None:
            return False
        for later in self._later(statement):
            if (
                covers(later, place)
                and world.knows(later.version)
                and world.no_later_than(self.start(world, later), start)
                and self._took_effect(world, later, place)
            ):
                return False
        return not any(
            world.window(end.event) is not None and world.no_later_than(end.event, start)
            for end in self.ends(world, statement, place)
        )

    def _later(self, statement: Statement) -> tuple[Statement, ...]:
        return self.registry.statements[statement.ref][statement.place_in_chain + 1 :]

    def _published_by_then(self, world: World, first: str, second: str) -> bool:
        known = self.registry.published_by_then(first, second)
        return world.no_later_than(first, second) if known is None else known

    # -- suspended, displaced ------------------------------------------------------------------

    def suspension(self, world: World, statement: Statement, day: int, place: Place) -> Act | None:
        """The suspension that covers a day: begun, not run out, not lifted by a later act."""
        acts = self.registry.acts.get(statement.ref, ())
        for act in acts:
            if (
                isinstance(act.amendment, Suspends)
                and reaches(act, statement, place)
                and world.knows(act.version)
                and world.happened(act.start, day)
                and not (act.until is not None and world.happened(act.until, day))
                and not any(
                    isinstance(lift.amendment, Reinstates)
                    and reaches(lift, statement, place)
                    and world.knows(lift.version)
                    and world.happened(lift.start, day)
                    and self._published_by_then(world, act.version, lift.version)
                    for lift in acts
                )
            ):
                return act
        return None

    def displacer(
        self, world: World, statement: Statement, day: int, place: Place
    ) -> Statement | None:
        """What displaces a statement on a day: in force itself, and naming the provision."""
        for ref in self.registry.displaced_by.get(statement.ref, ()):
            scopes = self.registry.statements[ref]
            opted_out = any(is_within(place, scope.opted_out) for scope in scopes)
            where = place if statement.jurisdictions or opted_out else None
            other = self.status(world, ref, day, where)
            if (
                other.state is State.IN_FORCE
                and other.statement is not None
                and statement.ref in other.statement.provision.displaces
            ):
                return other.statement
        return None
