"""Possible worlds: every unknown is a choice, and every combination of choices is tried."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import permutations
from typing import Any, Protocol, TypeVar

from laws.oracle_days import (
    ANY,
    FAR,
    NEVER,
    OPEN,
    UNTIL_FIXED,
    Ranges,
    day,
    earlier,
    later,
    ranges,
    representatives,
)
from laws.oracle_known import Known
from laws.oracle_places import TURNS
from laws.oracle_records import Act, Corpus, Record, Text, name

Choose = Callable[[Hashable, Iterable[Any]], Any]
Answer = TypeVar("Answer")
Assumed = tuple[str, int] | None


class ImpossibleWorldError(Exception):
    """Choices that no world holds together."""


class TooManyWorldsError(Exception):
    """More worlds than somebody was ready to wait for."""


def every(run: Callable[[Choose], Answer], limit: int | None = None) -> Iterator[Answer]:
    """Run once for every combination of the choices that the run asks for."""
    waiting: list[dict[Hashable, Any]] = [{}]
    count = 0
    while waiting:
        taken = waiting.pop()
        count += 1
        if limit is not None and count > limit:
            raise TooManyWorldsError

        def choose(key: Hashable, options: Iterable[Any], taken: Any = taken) -> Any:
            if key not in taken:
                first, *others = options or [ImpossibleWorldError]
                if first is ImpossibleWorldError:
                    raise ImpossibleWorldError
                waiting.extend({**taken, key: each} for each in others)
                taken[key] = first
            return taken[key]

        try:
            yield run(choose)
        except ImpossibleWorldError:
            continue


def critical_days(corpus: Corpus, asked: Iterable[int]) -> tuple[int, ...]:
    """The days at which something can turn, the questions included."""
    found = set(asked)
    periods: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                if key in ("period", "within") and isinstance(each, str) and each[0] == "P":
                    periods.add(each)
                elif key in ("date", "published", "on", "from", "until") and isinstance(each, str):
                    _add(each)
                elif key == "checked":
                    for one in each:
                        _add(one)
                else:
                    walk(each)
        elif isinstance(value, list | tuple):
            for each in value:
                walk(each)

    def _add(text: str) -> None:
        try:
            spans = ranges(text)
        except ValueError:
            return  # the name of an event
        found.update(e for low, high in spans for e in (low, high + 1) if 0 < e < FAR)

    walk(corpus.sources)
    walk(corpus.versions)
    if any("EU" in str(each.get("jurisdictions")) + str(each) for each in corpus.versions):
        found.update(TURNS)
    for period in periods:
        found |= {later(each, period) for each in found} | {earlier(e, period) for e in found}
    return tuple(sorted(found))


class World:
    """One way things may be, as far as it is asked for; ``known_on`` limits what is known."""

    def __init__(
        self,
        corpus: Corpus,
        choose: Choose,
        critical: tuple[int, ...],
        known_on: int | None,
        read: dict[tuple[str, ...], Known],
    ) -> None:
        """Choose the days of publication and the order on one day; the rest when asked.

        ``read`` keeps what was read off the records for each order of publication.
        """
        self.corpus, self.critical, self._known_on = corpus, critical, known_on
        self.taken: dict[Hashable, Any] = {}
        self._choose = choose
        self._days: dict[tuple[str, str, frozenset[str] | None, Assumed], int] = {}
        self.published = {
            name(v): self.choose(
                ("published", name(v)), representatives(ranges(v["published"]), critical)
            )
            for v in corpus.versions
        }
        self._refuse_wrong_orders()
        published = [
            v for v in corpus.versions if known_on is None or self.published[name(v)] <= known_on
        ]
        ordered = self._in_order(published)
        key = tuple(name(v) for v in ordered)
        self.known = read.setdefault(key, Known(ordered))
        self.ordered, self.texts = self.known.ordered, self.known.texts
        self.checks = [
            check
            for source in corpus.sources
            for check in source.get("checks", ())
            if known_on is None or day(check["on"]) <= known_on
        ]

    def choose(self, key: Hashable, options: Iterable[Any]) -> Any:
        """Settle one unknown of this world."""
        self.taken[key] = self._choose(key, options)
        return self.taken[key]

    def chosen(self, key: Hashable, otherwise: Any) -> Any:
        """How an unknown was settled, if it was."""
        return self.taken.get(key, otherwise)

    def published_on(self, version: str) -> int:
        """The day on which a version came out."""
        return self.published[version]

    def by(self, on: int) -> dict[Hashable, Any]:
        """What is settled by a day: of a day which it was, if it has come."""
        settled: dict[Hashable, Any] = {
            key: min(each, on + 1) if key[0] in ("event", "published") else each  # type: ignore[index]
            for key, each in self.taken.items()
        }
        # A day that is counted from another comes on its own.
        settled |= {("day", *key): min(each, on + 1) for key, each in self._days.items()}
        return settled

    def _before(self) -> set[tuple[str, str]]:
        """Pairs of versions of which the records say which was published first."""
        pairs = set()
        for version in self.corpus.versions:
            pairs |= {(each, name(version)) for each in version.get("after", ())}
            pairs |= {(name(version), each) for each in version.get("before", ())}
        return {p for p in pairs if p[0] in self.published and p[1] in self.published}

    def _refuse_wrong_orders(self) -> None:
        for first, second in self._before():
            if self.published[first] > self.published[second]:
                raise ImpossibleWorldError

    def _in_order(self, published: list[Record]) -> list[Record]:
        """By publication; of one day, in every order that the records allow."""
        before = self._before()
        found: list[Record] = []
        for on in sorted({self.published[name(v)] for v in published}):
            group = [v for v in published if self.published[name(v)] == on]
            orders = [
                order
                for order in permutations(group)
                if not any(
                    (name(b), name(a)) in before
                    for i, a in enumerate(order)
                    for b in order[i + 1 :]
                )
            ]
            key = ("order", tuple(sorted(name(v) for v in group)))
            found.extend(orders[self.choose(key, range(len(orders)))])
        return found

    def event(
        self,
        reference: str | None,
        source: str,
        by: frozenset[str] | None = None,
        assumed: Assumed = None,
    ) -> int:
        """The day of an event (or of an exact date at the place of use).

        ``by``: versions whose cancelling counts; one cancelled by others may still come.
        ``assumed``: an event that has no day here, and a day on which it comes all the same.
        """
        if reference is None:
            return NEVER
        key = (reference, source, by, assumed)
        if key not in self._days:
            named = self.known.named(reference, source)
            found = named if isinstance(named, int) else self._day(named, by, assumed)
            is_assumed = found >= FAR and assumed is not None and named == assumed[0]
            self._days[key] = assumed[1] if is_assumed and assumed else found
        return self._days[key]

    def soonest(self, reference: str | None, source: str, otherwise: int) -> int:
        """The first day on which an event may come by what is told of it, in any world."""
        if reference is None:
            return otherwise
        named = self.known.named(reference, source)
        if isinstance(named, int):
            return named
        if named in self.published:
            return self.published[named] if named in self.known.names else self._yet_to_come[0][0]
        candidates, _ = self.known.candidates(named)
        if not candidates or candidates == [UNTIL_FIXED]:
            return OPEN
        if candidates[0][0] == "after":
            _, after, period, where = candidates[0]
            first = self.soonest(after, where, otherwise)
            return first if first == OPEN else later(first, period)
        return min(low for told in candidates for low, _ in told)

    def without_a_day(self, reference: str | None, source: str, by: frozenset[str]) -> str | None:
        """The event whose missing day is why one has none here, though it may still come."""
        if reference is None or self.event(reference, source, by) != FAR:
            return None
        named = self.known.named(reference, source)
        candidates, _ = self.known.candidates(str(named))
        if candidates and candidates[0][0] == "after":
            _, after, _, where = candidates[0]
            return self.without_a_day(after, where, by)
        return str(named)

    def may_come(self, event: str, after: int) -> Iterator[int]:
        """Days on which an event without a day may come after one, which stand for all of these.

        Checks bound it as they bound the others, whenever they were made.
        """
        first = after + 1
        if event in self.published:
            first = max(first, self._yet_to_come[0][0])
        for shift, bound in self._bounds(event):
            while shift(first) <= bound:
                first += 1
        later = {day for each in self.critical for day in (each, each + 1) if day > first}
        yield from sorted({first, *later, max(first, self.critical[-1]) + 3})

    @property
    def _yet_to_come(self) -> Ranges:
        """The days of a publication that was not known: any that is later."""
        return ((0 if self._known_on is None else self._known_on + 1, FAR),)

    def _day(self, reference: str, by: frozenset[str] | None, assumed: Assumed) -> int:
        if reference in self.known.names:
            return self.published[reference]
        if reference in self.published:
            days = representatives(self._yet_to_come, self.critical)
            return int(self.choose(("event", reference), days))
        candidates, cancelled = self.known.candidates(reference)
        if cancelled is not None:
            return NEVER if by is None or cancelled in by else FAR
        if candidates == [UNTIL_FIXED]:
            return FAR
        if candidates and candidates[0][0] == "after":
            _, after, period, source = candidates[0]
            first = self.event(after, source, by, assumed)
            return first if first >= FAR else later(first, period)
        options: set[int] = set()
        bounds = self._bounds(reference)
        for each in candidates or [ANY]:
            days = representatives(each, self.critical)
            for shift, bound in bounds:
                days = tuple(on for on in days if shift(on) > bound) or days
            options.update(days)
        return int(self.choose(("event", reference), sorted(options)))

    def _bounds(self, reference: str) -> list[tuple[Callable[[int], int], int]]:
        """Days up to which checks show that the event, or one that follows it, had not come."""
        found: list[tuple[Callable[[int], int], int]] = []
        for check in self.checks:
            if check.get("shows-at-once") in (True, "yes"):
                bound = day(check["on"])
            elif "within" in check:
                bound = earlier(day(check["on"]), check["within"])
            else:
                continue
            for each in check.get("not-yet", ()):
                shift = self.known.distance(self.known.representative(each), reference)
                if shift is not None:
                    found.append((shift, bound))
        return found


class Records(Protocol):
    """What knows when its versions came out, and what they say."""

    ordered: list[Record]
    texts: list[Text]

    def published_on(self, version: str) -> int:
        """The day on which a version came out."""

    def soonest(self, reference: str | None, source: str, otherwise: int) -> int:
        """The first day on which an event may come by what is told of it, in any world."""


def reached_on(world: Records, act: Act, on: int, ref: str) -> int:
    """The day whose members an act on a provision reaches.

    It is its own; of one that may have come on any day none is taken before the first recorded
    one, if no text of the provision, or of what acts on it, may have begun on any day either.
    """
    if act.start is None or world.soonest(act.start, act.source, on) != OPEN:
        return on
    around = {ref}
    for _ in world.texts:
        for text in world.texts:
            if around & {*text.statement.get("replaces", ()), *text.statement.get("displaces", ())}:
                around.add(text.ref)
    starts = {
        world.soonest(start, text.source, 0)
        for text in world.texts
        if text.ref in around
        for start in text.starts
    }
    if OPEN in starts:
        return on
    return max(on, min(world.published_on(name(each)) for each in world.ordered))
