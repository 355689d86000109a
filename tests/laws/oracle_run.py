"""One world, one atom: a naive fold over the days on which something happens there."""

from __future__ import annotations

from functools import cached_property

from laws.oracle_asked import Asked
from laws.oracle_days import FAR, NEVER
from laws.oracle_places import FOUNDER, covers, covers_without_the_union, joined, left
from laws.oracle_records import Act, Text, name, places_of
from laws.oracle_shown import Moment, Placed
from laws.oracle_worlds import Assumed, World, reached_on


class Run:
    """The fold over the texts and ends of some versions, from the first day to the last."""

    def __init__(
        self,
        world: Asked,
        atom: frozenset[str],
        by: frozenset[str] | None = None,
        assumed: Assumed = None,
        never: frozenset[tuple[str, str]] = frozenset(),
        dropped: frozenset[tuple[str, str, str]] = frozenset(),
        until: int = NEVER,
    ):
        """``by``: only what these versions say happens; what is silent is then kept, and what
        stands after a temporary text is what stands in this world.

        ``assumed``: an event without a day comes on this one. ``never``: texts that did not begin.
        ``dropped``: texts that a whole version leaves out and does not keep, with that version.
        ``until``: what happens later is not looked at.
        """
        self.world, self.atom, self.by, self.assumed = world, atom, by, assumed
        self.never, self.dropped, self.until = never, dropped, until
        self.ordered = world.ordered
        self.placed = [
            placed
            for text in world.texts
            if by is None or text.version in by
            if (placed := self._place(text)) is not None
        ]
        self._given = (by, assumed, never, dropped)
        self.ends = self._acts("ends")
        self.keeps = self._acts("keeps")
        self.wholes = self._whole_starts()
        _ = self.union  # asks all that it asks of the world now
        if by is None:
            _ = self.moments  # this fold leads to choices, which belong to the world

    # What happens when ---------------------------------------------------------------------

    def day(self, reference: str | None, source: str, otherwise: int) -> int:
        """The day of an event that a record names, else the day given."""
        if reference is None:
            return otherwise
        return self.world.event(reference, source, self.by, self.assumed)

    def end(self, reference: str | None, source: str, otherwise: int) -> int:
        """The same for what ends something: a day that nobody knows ends nothing that waits."""
        on = self.day(reference, source, otherwise)
        return NEVER if on >= FAR and self.by is not None else on

    def _acts(self, kind: str) -> list[tuple[int, Act]]:
        return [
            (self.end(act.start, act.source, self.world.published_on(act.version)), act)
            for act in self.world.known.acts(kind)
            if self.by is None or act.version in self.by
        ]

    def _place(self, text: Text) -> Placed | None:
        """Where and when a text holds at this atom; ``None`` where it never does."""
        published = self.world.published_on(text.version)
        applies = text.applies(
            self.atom, lambda days: self.day(days.get("from"), text.source, published)
        )
        plain = start = self.day(applies.get("from"), text.source, published)
        until = self.end(applies.get("until"), text.source, NEVER)
        by_union = False
        if not covers(text.places, self.atom, start):
            start = joined(self.atom)
            if start < plain or start >= FAR or not covers(text.places, self.atom, start):
                return None
        if not covers_without_the_union(text.places, self.atom, start):
            by_union = True
        then = applies.get("then")
        if then is None and self.by is not None:
            is_back = self.world.chosen(("then", text.ref, text.version), True)
            then = "earlier" if is_back else "nothing"
        return Placed(text, plain, start, until, then, by_union)

    def _whole_starts(self) -> list[tuple[int, int, dict]]:  # type: ignore[type-arg]
        found = []
        for at, version in enumerate(self.ordered):
            if version["extent"] != "whole":
                continue
            if self.by is not None and name(version) not in self.by:
                continue
            applies = version.get("applies") or {}
            published = self.world.published_on(name(version))
            found.append((self.end(applies.get("from"), version["source"], published), at, version))
        return found

    # The fold ------------------------------------------------------------------------------

    @cached_property
    def whole_starts(self) -> dict[str, int]:
        return {name(version): on for on, _, version in self.wholes}

    @cached_property
    def moments(self) -> list[Moment]:
        """How things stand after each day on which something happens."""
        found: list[Moment] = []
        days = {each.start for each in self.placed} | {each.until for each in self.placed}
        days |= {on for on, _ in (*self.ends, *self.keeps)} | {on for on, _, _ in self.wholes}
        days |= {left(self.atom)}
        days = {each for each in days if each <= self.until}
        for each in self.placed:
            theirs = self.union.get((each.ref, each.text.version)) if each.is_late else None
            if theirs is not None:
                each.gone = theirs.gone
        words: dict[str, tuple[str, ...]] = {}
        since: dict[str, int] = {}
        for on in sorted(each for each in days if each < NEVER):
            freed = self._run_out(on)
            for when, act in self.ends:
                if when == on:
                    self._end(on, act)
            for when, at, version in self.wholes:
                if when == on:
                    self._drop(on, at, version)
            self._leave(on)
            self._start(on)
            for each in freed:
                if each.is_live:
                    self._take_later_wholes(each)
            live = self._live()
            for ref, each in live.items():
                each.began = True
                if words.get(ref) != each.text.words:
                    since[ref] = on
            words = {ref: each.text.words for ref, each in live.items()}
            found.append(Moment(on, live, {ref: since[ref] for ref in live}))
        return found

    @cached_property
    def union(self) -> dict[tuple[str, str], Placed]:
        """The texts of the Union as they stand there on the day on which this place joins."""
        late = any(each.is_late for each in self.placed)
        if not late or joined(self.atom) <= joined(FOUNDER):
            return {}
        run = Run(self.world, FOUNDER, *self._given, until=joined(self.atom))
        _ = run.moments
        return {(each.ref, each.text.version): each for each in run.placed}

    def _theirs(self, each: Placed) -> dict[tuple[str, str], Placed]:
        """The same where a text comes from there; it may have other days in this place."""
        own = self.union.get((each.ref, each.text.version)) if each.is_late else None
        return self.union if own and own.started else {}

    def _joins(self, each: Placed) -> None:
        """A text that a joining place takes over is to the Union's others as it is in the Union."""
        own = self.union[each.ref, each.text.version]
        for other in self.placed:
            theirs = self.union.get((other.ref, other.text.version))
            if theirs is None or other is each or other.ref != each.ref:
                continue
            overtaken = theirs.text.extent == "whole" and theirs.start < own.start
            if theirs.gone and (other.at < each.at or overtaken):
                other.gone = True
            if own in theirs.blockers:
                other.blockers.append(each)
            if theirs in own.blockers and other not in each.blockers:
                each.blockers.append(other)

    def _live(self) -> dict[str, Placed]:
        live: dict[str, Placed] = {}
        for each in self.placed:
            if each.is_live:
                assert each.ref not in live, f"two texts of {each.ref} apply at once"
                live[each.ref] = each
        return live

    def _run_out(self, on: int) -> list[Placed]:
        """Temporary texts end, and free what they set aside."""
        freed = []
        for each in self.placed:
            if each.until == on:
                each.gone = True
        for each in self.placed:
            if any(blocker.until == on for blocker in each.blockers):
                each.blockers = [b for b in each.blockers if b.until != on]
                freed.append(each)
        return freed

    def _end(self, on: int, act: Act) -> None:
        for each in self.placed:
            named = each.ref == act.target
            if not (named or (act.whole_source and each.text.source == act.target)):
                continue
            own = each.text.version == act.version
            if each.at < act.at or (own and named):
                each.gone = each.gone or self.reaches(act, on, each)

    def reaches(self, act: Act, on: int, each: Placed) -> bool:
        """Whether an act that takes effect on a day works on a text here.

        To a place that joins the union later comes what is left of the union's text by then.
        """
        on, places = reached_on(self.world, act, on, each.ref), act.places
        if covers(places, self.atom, on):
            return True
        member_later = on < joined(self.atom) < FAR
        return each.by_union and member_later and covers(places, self.atom, joined(self.atom))

    def _drop(self, on: int, at: int, version: dict) -> None:  # type: ignore[type-arg]
        """What a whole version leaves out ends; what had not started is kept, dropped or open.

        It says something here where its own text reaches the place on the version's day, and may
        apply here: one that only starts once the place has left the union says nothing there.
        """
        restated = {
            text.ref
            for text in self.world.texts
            if text.version == name(version)
            and covers(text.places, self.atom, on)
            and may_apply(self.world, self.atom, text)
        }
        pending = version.get("pending") or ("kept" if version["standing"] == "law" else None)
        for each in self.placed:
            if each.text.source != version["source"] or each.at >= at or each.gone:
                continue
            is_kept_from_it = each.by_union and on >= left(self.atom)
            if is_kept_from_it and not covers(places_of({}, version), self.atom, on):
                continue
            if min(each.start, each.plain_start) <= on:
                each.gone = each.ref not in restated
            elif pending == "dropped":
                each.gone = True
            elif pending is None and self.by is None:
                key = ("kept", each.ref, each.text.version, name(version))
                each.doomed = each.doomed or not self.world.choose(key, (True, False))
            elif (each.ref, each.text.version, name(version)) in self.dropped:
                each.doomed = True

    def _leave(self, on: int) -> None:
        """From the day of leaving nobody says what was kept, until a record does."""
        for each in self.placed:
            if not each.by_union or on < left(self.atom):
                continue
            if any(when <= on and self._keeps(act, each, when) for when, act in self.keeps):
                each.away = False
            elif on == left(self.atom) and self.by is None:
                key = ("kept after leaving", each.ref, each.text.version)
                each.away = not self.world.choose(key, (True, False))

    def _keeps(self, act: Act, each: Placed, when: int) -> bool:
        means = act.target in (each.ref, each.text.source)
        when = reached_on(self.world, act, when, each.ref)
        return means and covers(act.places, self.atom, when)

    def _start(self, on: int) -> None:
        """Texts start, the last published first: of equal starts it is the one that counts."""
        for each in self._later_first(on):
            if each.doomed or (each.ref, each.text.version) in self.never:
                each.gone = True
            if each.gone:
                continue
            each.started = True
            if not each.blockers:
                self._take_later_wholes(each)
            if each.gone:
                each.started = False
                continue  # what never came to apply takes nobody's place
            self._replace(each)
            known = self._theirs(each)
            if known:
                self._joins(each)
            for other in self.placed:
                if other is each or other.ref != each.ref or other.gone or other.at >= each.at:
                    continue
                if (other.ref, other.text.version) in known:
                    continue
                if each.text.extent == "partial":
                    if other.start < each.until:
                        self._take(other, each)
                elif min(other.start, other.plain_start) <= on:
                    self._take(other, each)

    def _later_first(self, on: int) -> list[Placed]:
        """The texts that start on a day; in one version, what replaces comes before its target."""
        waiting = sorted(
            (each for each in self.placed if each.start == on), key=lambda p: (-p.at, p.ref)
        )
        found: list[Placed] = []
        while waiting:
            following = next(
                each
                for each in waiting
                if not any(
                    o.at == each.at and each.ref in o.text.statement.get("replaces", ())
                    for o in waiting
                    if o is not each
                )
            )
            waiting.remove(following)
            found.append(following)
        return found

    def _replace(self, each: Placed) -> None:
        """A replacement is for good, and reaches what was published before it."""
        for other in self.placed:
            if other is each or other.ref not in each.text.statement.get("replaces", ()):
                continue
            if other.at < each.at or other.text.version == each.text.version:
                by_text = covers(each.text.places, self.atom, each.plain_start)
                if by_text or other.by_union:
                    self._gone(other, each)

    def _take(self, other: Placed, each: Placed) -> None:
        """A text takes the place of another: for good, or until it runs out."""
        if each.until < NEVER and self._brings_back(each):
            other.blockers.append(each)
        else:
            self._gone(other, each)

    def _gone(self, other: Placed, each: Placed) -> None:
        """A text takes the place of another for good."""
        if not other.gone:
            other.gone, other.taken_by = True, each.text.version

    def _brings_back(self, each: Placed) -> bool:
        if each.then is not None:
            return each.then == "earlier"
        return bool(self.world.choose(("then", each.ref, each.text.version), (True, False)))

    def _take_later_wholes(self, each: Placed) -> None:
        """A text that waited while a whole version took effect takes the place of its text.

        One that starts no later than that version has not waited: the version's text reaches back.
        """
        start, known = each.plain_start, self._theirs(each)
        for other in self.placed:
            is_older = other.ref == each.ref and other.at > each.at and other.start < start
            if not is_older or other.text.extent != "whole" or not other.started or other.gone:
                continue
            if (other.ref, other.text.version) in known:
                continue
            if start > self.whole_starts[other.text.version]:
                self._take(other, each)
            else:
                self._take(each, other)

    def moment(self, on: int) -> Moment:
        """How things stood on a day."""
        before = (each for each in reversed(self.moments) if each.day <= on)
        return next(before, None) or Moment(on, {}, {})

    @cached_property
    def beginnings(self) -> dict[str, list[tuple[int, Placed]]]:
        """Of each provision the texts that come to apply on the day they start, with the day.

        What waits for a temporary text to run out is told with that one's end.
        """
        found: dict[str, list[tuple[int, Placed]]] = {}
        for moment in self.moments:
            for ref, each in moment.live.items():
                if each.start == moment.day:
                    found.setdefault(ref, []).append((moment.day, each))
        return found


def may_apply(world: Asked | World, atom: frozenset[str], text: Text) -> bool:
    """Whether a text may apply at an atom in any world, whenever it turns out to start."""
    joins = joined(atom)
    if covers_without_the_union(text.places, atom, joins):
        return True
    published = world.published_on(text.version)
    soonest = min(world.soonest(start, text.source, published) for start in text.starts_at(atom))
    is_member = joins < FAR and covers(text.places, atom, joins)
    return is_member and soonest < left(atom)
