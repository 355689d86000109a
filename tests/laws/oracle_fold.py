"""What is shown of each provision on any day, in one world at one atom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from laws.oracle_asked import shared
from laws.oracle_days import FAR
from laws.oracle_pauses import Pauses
from laws.oracle_places import joined
from laws.oracle_records import name
from laws.oracle_run import Run, may_apply
from laws.oracle_shown import Placed, Shown
from laws.oracle_worlds import Assumed, World


class Fold:
    """What is shown of each provision on any day, in one world at one atom."""

    def __init__(self, world: World, atom: frozenset[str]) -> None:
        self.world, self.atom = world, atom
        self.run = self._run(None, None, frozenset())
        self.pauses = Pauses(world, atom, lambda text: may_apply(world, atom, text))
        self._by_then: dict[tuple[object, ...], Run] = {}
        self._dayless: dict[tuple[object, ...], list[str]] = {}
        self._never_by: dict[int, frozenset[tuple[str, str]]] = {}
        self._published_then: dict[int, frozenset[str]] = {}

    def shown(self, ref: str, on: int) -> Shown:
        """The one state of a provision, and what goes with it."""
        moment = self.run.moment(on)
        ahead = self._ahead(ref, on)
        not_yet = ahead.text.version if ahead else None
        live = moment.live.get(ref)
        if live is not None:
            state, by = self._state(live, on)
            since = moment.since[ref]
            return Shown(state, live.text.version, live.text.words, since, not_yet, by)
        last = self._last(ref, on)
        if last is not None:
            return Shown("ended", last.text.version, last.text.words, None, not_yet)
        if ahead is not None:
            return Shown("upcoming", ahead.text.version, ahead.text.words, None, not_yet)
        if any(p.ref == ref and self._is_out(p, on) for p in self._placed(on)):
            return Shown("ended")
        return Shown("nothing")

    def _placed(self, on: int) -> Iterator[Placed]:
        """The texts of this place, also those that might still have begun here."""
        yield from self.run.placed
        for each in self._never_dated:
            day = next(self.world.may_come(each, on))
            yield from self._run_by(frozenset(self._published), (each, day)).placed

    @cached_property
    def _never_dated(self) -> set[str]:
        """The events without a day from which some text is to apply, cancelled ones as well."""
        by = frozenset(self._published)
        refs = self.world.corpus.refs
        return {each for ref in refs for each in self._without_a_day(by, ref, frozenset())}

    def _is_out(self, placed: Placed, on: int) -> bool:
        """Whether a text was published by a day, in a place that it held at."""
        reached = not placed.by_union or joined(self.atom) <= on
        return reached and self.world.published[placed.text.version] <= on

    def _state(self, live: Placed, on: int) -> tuple[str, str | None]:
        pause = self.pauses.on(live, on)
        if pause is not None:
            return "suspended", pause.version
        for other in self.run.moment(on).live.values():
            if live.ref not in other.text.statement.get("displaces", ()) or other is live:
                continue
            if self._state(other, on)[0] == "in-force":
                return "displaced", other.text.version
        return "in-force", live.text.version

    def _last(self, ref: str, on: int) -> Placed | None:
        """The text that applied last before a day."""
        for moment in reversed(self.run.moments):
            if moment.day <= on and ref in moment.live:
                return moment.live[ref]
        return None

    def _ahead(self, ref: str, on: int) -> Placed | None:
        """The next text that by the records of that day will begin, all else being kept.

        What has no day yet may be given one: by the checks, the next day at the earliest.
        """
        by = self._published_by(on)
        found = self._next(by, None, ref, on)
        if found is not None:
            return found
        for event in self._without_a_day(by, ref):
            for day in self.world.may_come(event, on):
                found = self._next(by, (event, day), ref, on)
                if found is not None:
                    return found
        return None

    def _next(self, by: frozenset[str], assumed: Assumed, ref: str, on: int) -> Placed | None:
        run = self._run_by(by, assumed, self._never(on), self._dropped(ref))
        for day, ahead in run.beginnings.get(ref, ()):
            if on < day < FAR and self._is_out(ahead, on):
                more = self._kept_out(ahead, on, by) - by
                return self._next(by | more, assumed, ref, on) if more else ahead
        return None

    def _kept_out(self, ahead: Placed, on: int, by: frozenset[str]) -> frozenset[str]:
        """The versions that took the place of what would itself keep a text from beginning.

        What they did counts: who has a text of a day taken does not give room to an older one.
        """
        never = self._never(on)
        return frozenset(
            each.taken_by
            for each in self.run.placed
            if each.taken_by and (each.ref, each.text.version) in never and each.text.version in by
            if ahead.ref in each.text.statement.get("replaces", ()) or _takes(each, ahead)
        )

    def _never(self, on: int) -> frozenset[tuple[str, str]]:
        """Texts that had not begun on their day: what has been is told by all that is known."""
        if on not in self._never_by:
            self._never_by[on] = frozenset(
                (each.ref, each.text.version)
                for each in self.run.placed
                if each.start <= on and not each.started
            )
        return self._never_by[on]

    def _run_by(
        self,
        by: frozenset[str],
        assumed: Assumed,
        never: frozenset[tuple[str, str]] = frozenset(),
        dropped: frozenset[tuple[str, str, str]] = frozenset(),
    ) -> Run:
        key = by, assumed, never, dropped
        if key not in self._by_then:
            self._by_then[key] = self._run(*key)
        return self._by_then[key]

    def _dropped(self, ref: str) -> frozenset[tuple[str, str, str]]:
        """What this world drops of other provisions that whole versions leave out.

        Of the provision itself what is left out is told as to come, and is marked so.
        """
        return frozenset(
            key[1:]  # type: ignore[index]
            for key, is_kept in self.world.taken.items()
            if key[0] == "kept" and not is_kept and key[1] != ref  # type: ignore[index]
        )

    def _run(
        self,
        by: frozenset[str] | None,
        assumed: Assumed,
        never: frozenset[tuple[str, str]],
        dropped: frozenset[tuple[str, str, str]] = frozenset(),
    ) -> Run:
        key = self.atom, by, assumed, never, dropped
        return shared(self.world, key, lambda asked: Run(asked, *key))

    def _without_a_day(
        self, by: frozenset[str], ref: str, cancelling: frozenset[str] | None = None
    ) -> list[str]:
        """Events that may still come, and from which a text of a provision is to apply.

        In the order of the publication of these texts.
        ``cancelling``: the versions that can cancel them, ``by`` where not given.
        """
        key = by, ref, by if cancelling is None else cancelling
        if key not in self._dayless:
            found = (
                self.world.without_a_day(start, text.source, key[2])
                for text in self.world.texts
                if text.ref == ref and text.version in by
                for start in sorted(text.starts, key=str)
            )
            self._dayless[key] = list(dict.fromkeys(each for each in found if each is not None))
        return self._dayless[key]

    def _published_by(self, on: int) -> frozenset[str]:
        if on not in self._published_then:
            self._published_then[on] = frozenset(
                v for v, published in self._published.items() if published <= on
            )
        return self._published_then[on]

    @cached_property
    def _published(self) -> dict[str, int]:
        return {name(v): self.world.published[name(v)] for v in self.world.ordered}


def _takes(text: Placed, older: Placed) -> bool:
    """Whether a text would keep an older one that has not started from ever starting."""
    is_later = text.ref == older.ref and text.at > older.at
    return is_later and (text.text.extent == "partial" or older.start <= text.start)
