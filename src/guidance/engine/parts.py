"""Where texts and acts reach: the parts of a territory, and membership by day.

A territory is divided so that every statement and every act that matters to a provision reaches
all of a part or nothing of it. ``EU`` reaches its members of the day: acts those of the day on
which they take effect. Leaving undoes nothing; joining adds the texts in force as they stand, and
no earlier act on a national text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from guidance.engine.arithmetic import FIRST_DAY, NEVER
from guidance.engine.calendar import Calendar
from guidance.engine.diagrams import FALSE, TRUE, Worlds
from guidance.records.model import Corrects
from guidance.records.parts import WHOLE, Part
from guidance.records.scopes import Scope
from guidance.records.versions import Version
from guidance.resolution.readings import placings
from guidance.resolution.registry import Act, Statement

MemberDays = tuple[tuple[int, int], ...] | None


class Scoped(Protocol):
    """Anything with places and places left out."""

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Where it applies; empty where not stated."""

    @property
    def opted_out(self) -> tuple[str, ...]:
        """Places inside those where it does not."""


class Parts:
    """The parts of every provision; each provision is divided once."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._registry = calendar.registry
        self.gazetteer = self._registry.gazetteer
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._since: dict[str, int] = {}

    def of(self, ref: str) -> tuple[Part, ...]:
        """The parts of a provision's territory that can differ."""
        parts = self._parts.get(ref)
        if parts is None:
            parts = self._parts[ref] = self._divide(ref)
        return parts

    def holding(self, ref: str, part: Part) -> Part | None:
        """The part of a provision that holds a part of another; ``None`` where they are apart."""
        for own in self.of(ref):
            if own.cells & part.cells:
                return own
        return None

    def since(self, ref: str) -> int:
        """The first day that matters to a provision: that of what it says, or of what acts on it.

        So a part of it lies in one part of each provision that acts on it (:meth:`holding`).
        """
        if ref not in self._since:
            registry, starts, acting = self._registry, list[str](), list[str]()
            for other in self._around(ref):
                for statement in registry.statements[other]:
                    starts += (days.start for days in statement.all_days)
                    starts.append(statement.version)  # told from then on
                for act in registry.acts.get(other, ()):
                    starts += (days.start for days in act.all_days)
                    acting += (act.start,) if act.start else ()
            firsts = [window[0] for window in map(self._calendar.window, starts) if window]
            # An act that may have come on any day divides no older members from each other.
            own = [window[0] for window in map(self._calendar.window, acting) if window]
            firsts += (first for first in own if first > FIRST_DAY)
            self._since[ref] = max(1, min(firsts, default=1))
        return self._since[ref]

    def _divide(self, ref: str) -> tuple[Part, ...]:
        cuts = dict.fromkeys(self._acting(ref))
        if not any(cut.codes for cut in cuts):
            return (WHOLE,)
        own = dict.fromkeys(self.scope(placing) for placing in placings(self._registry, ref))
        return self.gazetteer.parts(own, cuts, self.since(ref))

    def scope(self, scoped: Scoped) -> Scope:
        """Where a statement or act reaches."""
        return self.gazetteer.scope(scoped.jurisdictions, scoped.opted_out)

    def _acting(self, ref: str) -> Iterator[Scope]:
        """Yield where a provision is stated, where others act on it, and where on those."""
        for here in self._around(ref):
            yield from self._told(here)

    def _around(self, ref: str) -> list[str]:
        """A provision, those that replace or displace it, and those that do so to them."""
        registry = self._registry
        around, seen = [ref], {ref}
        for here in around:
            replacing = (statement.ref for statement in registry.replaced_by.get(here, ()))
            for other in (*replacing, *registry.displaced_by.get(here, ())):
                if other not in seen:
                    seen.add(other)
                    around.append(other)
        return around

    def _told(self, ref: str) -> Iterator[Scope]:
        """Yield every set of places that the texts of a provision name, and the acts on it."""
        is_union = False
        for statement in self._registry.statements[ref]:
            yield (scope := self.scope(statement))
            is_union = is_union or scope.names_union
            yield from (self.gazetteer.scope(places) for places, _ in statement.by_place)
        if is_union:  # a place that has left keeps its texts until a version speaks of that place
            yield from map(self.scope, self._wholes(ref))
        for act in self._registry.acts.get(ref, ()):
            if act.start:
                yield self.scope(act)
                continue
            yield from (self.gazetteer.scope(places) for places, _ in act.by_place)
            # With others, a correction may leave any of the places that it names.
            patch = act.amendment.set if isinstance(act.amendment, Corrects) else None
            for places in (patch and patch.jurisdictions, patch and patch.opted_out):
                if places:
                    yield self.gazetteer.scope(places)

    def _wholes(self, ref: str) -> Iterator[Version]:
        """The whole versions of the source of a provision."""
        for whole in self._registry.wholes[ref.partition("#")[0]]:
            yield self._registry.versions[whole.version]


class Reach:
    """What reaches one part of a provision's territory."""

    def __init__(self, calendar: Calendar, parts: Parts, part: Part, since: int) -> None:
        self._calendar = calendar
        self._parts = parts
        self._cells = part.cells
        self._since = since
        self._memberships: dict[tuple[tuple[str, ...], ...], MemberDays] = {}

    def covers(self, statement: Statement) -> bool:
        """Whether a statement reaches the part on any day."""
        return self.membership(statement) != ()

    def is_in(self, places: tuple[str, ...]) -> bool:
        """Whether the part lies in one of these places."""
        return bool(self._parts.gazetteer.scope(places).ever() & self._cells)

    def starts_in(self, places: tuple[str, ...], event: str, other: str, joins: int) -> Worlds:
        """Whether the part lies in one of these places on the first day of two events.

        Before the part ``joins`` the Union, whether it does on that day. Where neither event
        comes, whether it lies there on all days.
        """
        days = self._member_days(self._parts.gazetteer.scope(places))
        if days is None:
            return TRUE
        calendar, diagrams = self._calendar, self._calendar.diagrams

        def first_by(day: int) -> Worlds:
            return diagrams.either(
                calendar.happened_by(event, day), calendar.happened_by(other, day)
            )

        inside = FALSE
        for first, end in days:
            here = first_by(end - 1)
            if first > joins:
                here = diagrams.less(here, first_by(first - 1))
            inside = diagrams.either(inside, here)
        return inside

    def membership(self, scoped: Scoped) -> MemberDays:
        """The days from which and to which something reaches the part.

        ``None`` where it does on every day that matters; none at all where it never does.
        """
        key = scoped.jurisdictions, scoped.opted_out
        if key not in self._memberships:
            self._memberships[key] = self._member_days(self._parts.scope(scoped))
        return self._memberships[key]

    def _member_days(self, scope: Scope) -> MemberDays:
        if not scope.names_union:
            return None if scope.on(1) & self._cells else ()
        days = (self._since, *scope.changes(self._since))
        inside = [bool(scope.on(day) & self._cells) for day in days]
        if all(inside):
            return None
        runs: list[tuple[int, int]] = []
        for place, day in enumerate(days):
            if inside[place] and (place == 0 or not inside[place - 1]):
                runs.append((day if place else 1, NEVER))
            elif not inside[place] and place and inside[place - 1]:
                runs[-1] = runs[-1][0], day
        return tuple(runs)

    def acts_on(self, act: Act, statement: Statement) -> Worlds:
        """Whether an act on a statement works in the part: by the members of its own day."""
        days = self.membership(act)
        if days is None:
            return TRUE
        if self.membership(statement) is None:
            return self.inside(act, act.start)
        diagrams, reached = self._calendar.diagrams, FALSE
        for _, end in days:
            reached = diagrams.either(reached, self._before(act.start, end))
        return reached

    def inside(self, scoped: Scoped, event: str) -> Worlds:
        """Whether an event, if it happens, does on a day on which something reaches the part."""
        days = self.membership(scoped)
        if days is None:
            return TRUE
        diagrams, inside = self._calendar.diagrams, FALSE
        for first, end in days:
            here = diagrams.less(self._before(event, end), self._before(event, first))
            inside = diagrams.either(inside, here)
        return inside

    def _before(self, event: str, day: int) -> Worlds:
        """Whether an event happens before a day; before the end of all days, if it does at all."""
        return TRUE if day == NEVER else self._calendar.happened_by(event, day - 1)
