"""Suspensions side by side, and what lifts them, in one world at one atom."""

from __future__ import annotations

from collections.abc import Callable

from laws.oracle_days import FAR, NEVER
from laws.oracle_places import covers, joined
from laws.oracle_records import Act, Text
from laws.oracle_shown import Placed
from laws.oracle_worlds import World, reached_on


class Pauses:
    """Which suspension rests on a text on a day."""

    def __init__(
        self, world: World, atom: frozenset[str], may_apply: Callable[[Text], bool]
    ) -> None:
        """``may_apply``: whether a text may hold at the atom on any day."""
        self.world, self.atom, self.may_apply = world, atom, may_apply
        self.suspensions = world.known.acts("suspends")
        self.liftings = world.known.acts("reinstates")

    def begins(self, act: Act) -> int:
        """The day on which an act takes effect."""
        if act.start is None:
            return self.world.published[act.version]
        return self.world.event(act.start, act.source)

    def on(self, live: Placed, on: int) -> Act | None:
        """The first suspension that rests on a text on a day, if any does."""
        for act in self.suspensions:
            if live.text.version == act.version or not self._rests(act, live, self.begins(act)):
                continue
            until = act.record.get("until")
            over = NEVER if until is None else self.world.event(until, act.source)
            if self.begins(act) <= on < over and not self._is_lifted(act, live, on):
                return act
        return None

    def _rests(self, act: Act, live: Placed, when: int) -> bool:
        """Whether an act speaks of the provision at this atom."""
        if act.whole_source:
            said = any(
                text.ref == live.ref and text.at < act.at and self.may_apply(text)
                for text in self.world.texts
            )
            if live.text.source != act.target or not said:
                return False
        elif act.target != live.ref:
            return False
        when = reached_on(self.world, act, when, live.ref)
        if covers(act.places, self.atom, when):
            return True
        joins = joined(self.atom)
        return live.by_union and when < joins < FAR and covers(act.places, self.atom, joins)

    def _is_lifted(self, act: Act, live: Placed, on: int) -> bool:
        return any(
            self.begins(lifting) <= on
            and self._rests(lifting, live, self.begins(lifting))
            and self._lifts(lifting, act, live)
            for lifting in self.liftings
        )

    def _lifts(self, lifting: Act, act: Act, live: Placed) -> bool:
        named = lifting.record.get("lifts", [])
        if named:
            return act.is_named_in(named)
        begun = [each for each in self.suspensions if self._may_lift(lifting, each, live)]
        own = [each for each in begun if each.source == lifting.source]
        return act in (own or begun)

    def _may_lift(self, lifting: Act, act: Act, live: Placed) -> bool:
        """Whether a lifting that names none could mean a suspension: it had begun by then."""
        if lifting.whole_source and not act.whole_source:
            return False
        start, over = self.begins(act), self.begins(lifting)
        if not self._rests(act, live, start):
            return False
        if start != over:
            return start < over
        if act.version == lifting.version:
            key = ("lifts first", act.label, lifting.label)
            return not self.world.choose(key, (True, False))
        return act.at < lifting.at
