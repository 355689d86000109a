"""What the answers must be, worked out the slow and obvious way from the records.

Nothing of the engine is used here. There are two parts:

* :func:`worlds` lists every possible world: one day for each unknown date, both rules for each
  doubtful sum of months, less those that break a stated order. It also says what is known there.
* :class:`Fold` works out the states in one such world, where every day is known: each statement
  lives from its start to the first of its ends, and a provision is what its live statement is.

Days are ordinals; an event that never happens is ``None``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from guidance.records.dates import ImpreciseDate, Period
from guidance.records.model import (
    Cancels,
    Corrects,
    Ends,
    FixesDate,
    MovesDate,
    Provision,
    Reinstates,
    RelativeDate,
    Source,
    Suspends,
    Version,
)

LONG_AGO = date(1900, 1, 1).toordinal()
FAR_AHEAD = date(2100, 1, 1).toordinal()


@dataclass(frozen=True, eq=False)
class Stated:
    """One wording of one provision."""

    ref: str
    version: str
    provision: Provision
    start: str
    until: str | None
    from_publication: bool
    places: tuple[str, ...]
    drops: tuple[tuple[str, str], ...] = ()

    def same(self, other: Stated) -> bool:
        if self.from_publication != other.from_publication:
            return False
        if not self.from_publication and self.start != other.start:
            return False
        mine = (self.provision, self.until, self.places)
        return mine == (other.provision, other.until, other.places)


@dataclass(frozen=True)
class World:
    """One way things can have been: the day of each event, and the versions that are known."""

    days: dict[str, int | None]
    known: frozenset[str]
    early: dict[str, bool]


@dataclass(frozen=True)
class Found:
    """The state of a provision; the wording where it is in force."""

    state: str
    wording: tuple[str, tuple[str, ...]] | None = None
    is_out: bool = field(default=True, compare=False)  # what is to come is published by the day


# -- the records, read the plain way ------------------------------------------------------------


class Library:
    """The records by name, with the versions of each source in order."""

    def __init__(self, sources: Sequence[Source], versions: Sequence[Version]) -> None:
        self.versions = {v.ref: v for v in versions}
        self.texts = {v.ref: v.model_dump_json() for v in versions}
        self.before = {(b, v.ref) for v in versions for b in v.after}
        self.before |= {(v.ref, a) for v in versions for a in v.before}
        self.order = {
            s.source: self._in_order([v for v in versions if v.source == s.source]) for s in sources
        }
        for refs in self.order.values():
            self.before |= set(itertools.combinations(refs, 2))
        while (
            more := {(a, d) for a, b in self.before for c, d in self.before if b == c} - self.before
        ):
            self.before |= more
        self.declared: dict[str, object] = {v.ref: v.published for v in versions}
        self.declared_by: dict[str, str] = {}
        for refs in self.order.values():
            for version in (self.versions[ref] for ref in refs):
                for name, event in version.events.items():
                    self.declared[f"{version.source}@{name}"] = event.date
                    self.declared_by.setdefault(f"{version.source}@{name}", version.ref)
        self.chains: dict[str, list[Stated]] = {}
        for refs in self.order.values():
            self._read_source(refs)
        self.published = self._in_publication_order()
        self._amendments = [(v, act) for v in self.published for act in self.versions[v].amendments]
        self._targets = {id(act): self._targets_of(act) for _, act in self._amendments}

    def _in_order(self, versions: list[Version]) -> list[str]:
        rest = sorted(versions, key=lambda v: bounds(v.published))
        found: list[str] = []
        while rest:
            first = next(
                v
                for v in rest
                if not any(
                    (other.ref, v.ref) in self.before
                    or bounds(other.published)[1] < bounds(v.published)[0]
                    for other in rest
                )
            )
            rest.remove(first)
            found.append(first.ref)
        return found

    def may_name(self, versions: Iterable[str], key: str) -> bool:
        """Whether any of these versions can name an event."""
        source, _, name = key.partition("@")
        return any(
            f'"{key}"' in self.texts[ref]
            or (self.versions[ref].source == source and f'"{name}"' in self.texts[ref])
            for ref in versions
        )

    def key(self, source: str, name: str) -> str:
        """The full name of an event, a publication or a bare day."""
        return name if "@" in name or name[:4].isdigit() else f"{source}@{name}"

    def _read_source(self, refs: list[str]) -> None:
        last: dict[str, Stated] = {}
        for place, ref in enumerate(refs):
            version = self.versions[ref]
            for name, provision in version.provisions.items():
                stated = self._stated(version, f"{version.source}#{name}", provision)
                if name in last and last[name].same(stated):
                    continue
                chain = self.chains.setdefault(stated.ref, [])
                last[name] = stated
                chain.append(stated)
            if version.extent == "whole":
                day = self.key(version.source, version.applies.from_ or ref)
                for name in {n for r in refs[:place] for n in self.versions[r].provisions}:
                    if name not in version.provisions:
                        last.pop(name, None)
                        chain = self.chains[f"{version.source}#{name}"]
                        chain[:] = [
                            Stated(**{**vars(s), "drops": (*s.drops, (ref, day))}) for s in chain
                        ]

    def _stated(self, version: Version, ref: str, provision: Provision) -> Stated:
        start = provision.applies.from_ or version.applies.from_
        until = provision.applies.until or version.applies.until
        return Stated(
            ref=ref,
            version=version.ref,
            provision=provision,
            start=self.key(version.source, start) if start else version.ref,
            until=self.key(version.source, until) if until else None,
            from_publication=start is None,
            places=provision.jurisdictions or version.jurisdictions,
        )

    def acts(self, *kinds: type) -> list[tuple[str, object]]:
        """Every amendment of some kinds with its version, in the order of publication."""
        return [(version, act) for version, act in self._amendments if isinstance(act, kinds)]

    def acts_on(self, ref: str, kind: type) -> list[tuple[str, object]]:
        return [(v, act) for v, act in self.acts(kind) if ref in self._targets[id(act)]]

    def _in_publication_order(self) -> list[str]:
        rest, found = list(self.versions), []
        while rest:
            first = min(
                (v for v in rest if not any((other, v) in self.before for other in rest)),
                key=lambda v: bounds(self.versions[v].published),
            )
            rest.remove(first)
            found.append(first)
        return found

    def _targets_of(self, act: object) -> set[str]:
        return {
            ref
            for target in getattr(act, "provisions", ())
            for ref in self.chains
            if target in (ref, ref.partition("#")[0])
        }


def bounds(known: ImpreciseDate | None) -> tuple[int, int]:
    first = known.earliest.toordinal() if known and known.earliest else LONG_AGO
    last = known.latest.toordinal() if known and known.latest else FAR_AHEAD
    return first, last


def days_of(known: ImpreciseDate | None) -> list[int]:
    """Every day a date can be; a stretch without end is cut where nothing else happens."""
    first, last = bounds(known)
    if last - first <= 400:
        return list(range(first, last + 1))
    near = [d for d in range(NEAR[0], NEAR[1] + 1) if first <= d <= last]
    return [*([first] if first < NEAR[0] else []), *near, *([last] if last > NEAR[1] else [])]


NEAR = (date(2019, 1, 22).toordinal(), date(2019, 3, 12).toordinal())
"""The days around all dated events of the generated records."""


# -- possible worlds ----------------------------------------------------------------------------


def worlds(library: Library, known_on: int | None) -> Iterator[World]:
    """Every possible world, as known on a day."""
    # What fixes the day of a publication is itself published. Whether that is known is guessed
    # first and checked in the end.
    fixing = {
        v for v, act in library.acts(FixesDate) if _names(library, v, act) in library.versions
    }
    for guess in itertools.product((True, False), repeat=len(fixing)):
        guessed = dict(zip(sorted(fixing), guess, strict=True))
        domains = []
        for ref in library.published:
            dated = library.declared[ref]
            for version, act in library.acts(FixesDate):
                if _names(library, version, act) == ref and guessed[version]:
                    dated = act.date
            domains.append(days_of(dated))
        for picked in itertools.product(*domains):
            days = dict(zip(library.published, picked, strict=True))
            known_here = {v for v, d in days.items() if known_on is None or d <= known_on}
            if all((v in known_here) == g for v, g in guessed.items()) and all(
                days[first] <= days[second] for first, second in library.before
            ):
                yield from _events(library, days, frozenset(known_here))


def _names(library: Library, version: str, act: object) -> str:
    return library.key(version.partition("@")[0], act.event)


def _events(
    library: Library, days: dict[str, int | None], known: frozenset[str]
) -> Iterator[World]:
    own: dict[str, list[int | None]] = {}
    relative: dict[str, tuple[str, Period]] = {}
    for key, dated in library.declared.items():
        if key in library.versions:
            continue
        last: object = None
        for version, act in library.acts(FixesDate, MovesDate, Cancels):
            if version in known and _names(library, version, act) == key:
                last = act
        if isinstance(last, Cancels):
            own[key] = [None]
        elif last is not None:
            own[key] = days_of(last.date)
        elif library.declared_by[key] not in known:
            # Nothing is known of its day, and mostly nothing hangs on it.
            own[key] = days_of(None) if library.may_name(known, key) else [0]
        elif isinstance(dated, RelativeDate):
            relative[key] = library.key(key.partition("@")[0], dated.after), dated.period
        else:
            own[key] = days_of(dated)
    for picked in itertools.product(*own.values()):
        found = {**days, **dict(zip(own, picked, strict=True))}
        rest, sums = dict(relative), {}
        while rest:
            key = next(k for k, (base, _) in rest.items() if base in found or _is_day(base))
            base, period = rest.pop(key)
            begin = day_of(found, base)
            sums[key] = (None, None) if begin is None else add(begin, period)
            found[key] = sums[key][0]
        doubtful = sorted(key for key, (early, late) in sums.items() if early != late)
        for rules in itertools.product((True, False), repeat=len(doubtful)):
            early = dict(zip(doubtful, rules, strict=True))
            moved = {k: sums[k][0] if early.get(k, True) else sums[k][1] for k in sums}
            yield World({**found, **moved}, known, early)


def add(begin: int, period: Period) -> tuple[int, int]:
    """A period after a day, by the rule that stays in the month and the one that runs on."""
    start = date.fromordinal(begin)
    months = start.month - 1 + period.months
    year, month = start.year + months // 12, months % 12 + 1
    for short in range(4):
        try:
            early = date(year, month, start.day - short).toordinal()
        except ValueError:
            continue
        return early + period.days, early + (short > 0) + period.days
    raise AssertionError(start)


def _is_day(key: str) -> bool:
    return "@" not in key


def day_of(days: dict[str, int | None], key: str) -> int | None:
    return date.fromisoformat(key).toordinal() if _is_day(key) else days[key]


# -- one world ----------------------------------------------------------------------------------


class Fold:
    """The states in one world. Places are codes; ``None`` is a territory as a whole."""

    def __init__(self, library: Library, world: World) -> None:
        self.library = library
        self.world = world
        self._lives: dict[object, tuple[int | None, int]] = {}

    def at(self, ref: str, place: str | None, day: int) -> Found:
        """The state of a provision on a day."""
        ended = coming = False
        is_out = False
        for stated in self._known(ref, place):
            start, end = self.life(stated, place)
            if end <= day:
                ended = True
            elif start is not None and start <= day:
                return self._live(stated, place, day)
            elif start is None and self._cancelled(self._start_of(stated)) <= day:
                ended = True
            else:
                coming = True
                is_out = is_out or self._day(stated.version) <= day
        if coming and (is_out or not ended):
            return Found("upcoming", is_out=is_out)
        return Found("ended" if ended else "no-evidence")

    def _live(self, stated: Stated, place: str | None, day: int) -> Found:
        if self._is_suspended(stated, place, day):
            return Found("suspended")
        if self._is_displaced(stated, place, day):
            return Found("displaced")
        return Found("in-force", (stated.version, tuple(v for v, _ in self._corrections(stated))))

    def life(self, stated: Stated, place: str | None) -> tuple[int | None, int]:
        """From its start to the first of its ends; it never lived if the end is not later."""
        key = stated, place
        if key not in self._lives:
            self._lives[key] = self._day(self._start_of(stated)), self._first_end(stated, place)
        return self._lives[key]

    def _lived(self, stated: Stated, place: str | None) -> bool:
        start, end = self.life(stated, place)
        return start is not None and start < end

    def _first_end(self, stated: Stated, place: str | None) -> int:
        ends = [self._until_of(stated)]
        ends += [day for version, day in stated.drops if version in self.world.known]
        found = [self._day(event) for event in ends if event]
        for version, act in self._acts(stated.ref, Ends):
            if self._reaches(act.jurisdictions, act.opted_out, stated, place) and self._by(
                stated.version, version
            ):
                found.append(self._day(self._from(version, act)))
        for ref in self.library.chains:
            for other in self.library.chains[ref]:
                there = place if stated.places else None
                if (
                    stated.ref in other.provision.replaces
                    and other.version in self.world.known
                    and self._reaches(other.places, other.provision.opted_out, stated, place)
                    and self._by(stated.version, other.version)
                    and self._lived(other, there)
                ):
                    found.append(self._day(self._start_of(other)))
        chain = self.library.chains[stated.ref]
        found += [
            self._day(self._start_of(later))
            for later in chain[chain.index(stated) + 1 :]
            if later in self._known(stated.ref, place) and self._lived(later, place)
        ]
        return min((day for day in found if day is not None), default=10**7)

    # -- what is said of a statement -----------------------------------------------------------

    def _corrections(self, stated: Stated) -> list[tuple[str, Corrects]]:
        found = []
        for version, act in self.library.acts(Corrects):
            if version in self.world.known and act.provision == stated.ref:
                chain = self.library.chains[stated.ref]
                reached = [s for s in chain if self._by(s.version, version)]
                if reached and reached[-1] is stated:
                    found.append((version, act))
        return found

    def _start_of(self, stated: Stated) -> str:
        start = stated.start
        for _, act in self._corrections(stated):
            if act.set.applies and act.set.applies.from_:
                start = self.library.key(stated.ref.partition("#")[0], act.set.applies.from_)
        return start

    def _until_of(self, stated: Stated) -> str | None:
        until = stated.until
        for _, act in self._corrections(stated):
            if act.set.applies and act.set.applies.until:
                until = self.library.key(stated.ref.partition("#")[0], act.set.applies.until)
        return until

    def _is_suspended(self, stated: Stated, place: str | None, day: int) -> bool:
        for version, act in self._acts(stated.ref, Suspends):
            if not self._reaches(act.jurisdictions, act.opted_out, stated, place):
                continue
            begin = self._day(self._from(version, act))
            end = self._day(self.library.key(version.partition("@")[0], act.until or version))
            ends = [] if act.until is None or end is None else [end]
            for lifting, lift in self._acts(stated.ref, Reinstates):
                if self._reaches(lift.jurisdictions, lift.opted_out, stated, place) and self._by(
                    version, lifting
                ):
                    ends.append(self._day(self._from(lifting, lift)) or 10**7)
            if begin is not None and begin <= day < min(ends, default=10**7):
                return True
        return False

    def _is_displaced(self, stated: Stated, place: str | None, day: int) -> bool:
        for ref, chain in self.library.chains.items():
            if any(stated.ref in other.provision.displaces for other in chain):
                cut = any(_inside(place, other.provision.opted_out) for other in chain)
                there = place if stated.places or cut else None
                for other in self._known(ref, there):
                    start, end = self.life(other, there)
                    if (
                        stated.ref in other.provision.displaces
                        and start is not None
                        and start <= day < end
                        and self.at(ref, there, day).state == "in-force"
                    ):
                        return True
        return False

    # -- small words ---------------------------------------------------------------------------

    def _known(self, ref: str, place: str | None) -> list[Stated]:
        return [
            s
            for s in self.library.chains[ref]
            if s.version in self.world.known
            and not _inside(place, s.provision.opted_out)
            and (place is None or not s.places or _inside(place, s.places))
        ]

    def _acts(self, ref: str, kind: type) -> Iterator[tuple[str, object]]:
        for version, act in self.library.acts_on(ref, kind):
            if version in self.world.known:
                yield version, act

    def _from(self, version: str, act: Ends | Suspends | Reinstates) -> str:
        name = act.from_ or self.library.versions[version].applies.from_ or version
        return self.library.key(version.partition("@")[0], name)

    @staticmethod
    def _reaches(
        places: tuple[str, ...], opted_out: tuple[str, ...], stated: Stated, place: str | None
    ) -> bool:
        if _inside(place, opted_out):
            return False
        return not stated.places or place is None or not places or _inside(place, places)

    def _by(self, first: str, second: str) -> bool:
        """Whether one version was published no later than another."""
        if first == second or (first, second) in self.library.before:
            return True
        if (second, first) in self.library.before:
            return False
        return self._day(first) <= self._day(second)

    def _day(self, event: str) -> int | None:
        return day_of(self.world.days, event)

    def _cancelled(self, event: str) -> int:
        """The day on which it became known that an event will not happen."""
        last = None
        for version, act in self.library.acts(FixesDate, MovesDate, Cancels):
            if version in self.world.known and _names(self.library, version, act) == event:
                last = version
        if last is None:
            base = self.library.declared[event].after
            return self._cancelled(self.library.key(event.partition("@")[0], base))
        return self._day(last)


def _inside(place: str | None, places: Sequence[str]) -> bool:
    return place is not None and any(place == p or place.startswith(f"{p}-") for p in places)


# -- what follows from all worlds together ------------------------------------------------------


def combined(found: Sequence[Found]) -> set[Found]:
    """The states that are possible, one of them if it is certain.

    Before anything can have been published, what is to come is no evidence either way.
    """
    states = set(found)
    if {each.state for each in states} <= {"upcoming", "no-evidence"}:
        is_out = any(each.state == "upcoming" and each.is_out for each in found)
        return {Found("upcoming" if is_out else "no-evidence")}
    return states
