"""All records of a corpus with their references resolved: who acts on what.

The registry holds what the records say, looked up and checked, and decides nothing about time:
which statements a provision has had, in which versions; which events there are; which acts name
which provision or event. :mod:`guidance.engine` does the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from guidance.records.criteria import FactSheet
from guidance.records.dates import ImpreciseDate, Period
from guidance.records.events import EventDate
from guidance.records.gazetteer import Gazetteer
from guidance.records.model import (
    Cancels,
    Corrects,
    CorrectsDate,
    Ends,
    FixesDate,
    Keeps,
    MovesDate,
    Provision,
    Reinstates,
    Source,
    Suspends,
    Version,
)

ScopedAct = Ends | Suspends | Reinstates | Keeps
DateAct = FixesDate | MovesDate | Cancels | CorrectsDate


def source_of(ref: str) -> str:
    """The source id in a reference of any kind."""
    return ref.partition("#")[0].partition("@")[0]


@dataclass(frozen=True, slots=True)
class Days:
    """From which event a text applies, and until which.

    Attributes:
        start: Key of the event from which it applies.
        until: Key of the event at which it stops by its own words.
        is_stated: The start is stated; without one it applies as documented.
        then: What stands after ``until``: ``earlier``, ``nothing``, or not said.
    """

    start: str
    until: str | None = None
    is_stated: bool = True
    then: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A text: what one version says of one provision.

    Attributes:
        ref: The provision.
        version: The version that states it.
        days: When it applies.
        by_place: Other days for some places, in the order of the record.
        jurisdictions: Where it applies, with what its version says for all; empty: not stated.
        opted_out: Places inside those where it does not.
        place_in_chain: Its number among the texts of the provision, from 0.
        whole: For the text of a whole version, that version.
    """

    ref: str
    provision: Provision
    version: str
    days: Days
    by_place: tuple[tuple[tuple[str, ...], Days], ...]
    jurisdictions: tuple[str, ...]
    opted_out: tuple[str, ...]
    place_in_chain: int
    whole: Whole | None = None

    @property
    def start(self) -> str:
        """Key of the event from which it applies, where no place has another."""
        return self.days.start

    @property
    def until(self) -> str | None:
        """Key of the event at which it stops by its own words, where no place has another."""
        return self.days.until

    @property
    def all_days(self) -> tuple[Days, ...]:
        """When it applies, in all places and in some."""
        return (self.days, *(days for _, days in self.by_place))

    @property
    def starts_with_publication(self) -> bool:
        """No commencement is stated: it applies as documented."""
        return not self.days.is_stated


@dataclass(frozen=True, slots=True)
class Whole:
    """A version that restates its source: what it leaves out ends.

    Attributes:
        start: Key of the event from which the version as a whole applies.
        pending: What becomes of texts not yet started that it leaves out: ``kept``, ``dropped``,
            or not said.
    """

    version: str
    start: str
    pending: str | None


@dataclass(frozen=True, slots=True)
class NamedDay:
    """An event with its references resolved.

    Attributes:
        key: ``source@event``; the version's reference for a publication; a day for a bare day.
        version: The version that declares it; ``None`` for a bare day.
        past: The event as it reads after "whether", where the record gives it.
        after: The event it is dated from, with the period between them.
        is_until_fixed: Put off until an act dates it.
    """

    key: str
    label: str
    date: ImpreciseDate | None
    certainty: str
    version: str | None
    after: tuple[str, Period] | None = None
    is_publication: bool = False
    past: str | None = None
    is_until_fixed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """An amendment that acts on provisions, with its version, its events and its places.

    Attributes:
        start: Key of the event from which it works; empty for a correction.
        until: Key of the event at which it stops.
        days: For a correction of when a text applies, the days as they should be.
        by_place: For one, the other days in some places.
        is_whole: It names a whole source.
        jurisdictions: Where it works, its version's where it names none; empty: everywhere.
        opted_out: Places inside those where it does not.
        lifts: For a lifting, the suspensions it names: a version, and the id of an act in it.
    """

    amendment: ScopedAct | Corrects
    version: str
    start: str
    until: str | None
    path: tuple[str | int, ...]
    days: Days | None = None
    by_place: tuple[tuple[tuple[str, ...], Days], ...] = ()
    is_whole: bool = False
    jurisdictions: tuple[str, ...] = ()
    opted_out: tuple[str, ...] = ()
    lifts: tuple[tuple[str, str | None], ...] = ()

    @property
    def all_days(self) -> tuple[Days, ...]:
        """The days that it corrects to, in all places and in some."""
        return (*((self.days,) if self.days else ()), *(days for _, days in self.by_place))


@dataclass(frozen=True, slots=True)
class Dating:
    """An amendment that acts on the date of an event, with its version."""

    amendment: DateAct
    version: str
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one record tells of the day of an event.

    Attributes:
        kind: ``says`` beside what others say, ``becomes`` in place of all before, ``cancels``.
        event: The event of which it is told: this one, or one that is the same.
        via: The versions that say that the two are the same.
        is_authority: It is told by the source that speaks with authority for the event.
    """

    kind: str
    date: EventDate | None
    event: str
    version: str
    via: tuple[str, ...]
    path: tuple[str | int, ...]
    is_authority: bool = False


@dataclass(slots=True)
class Registry:
    """The resolved records. Built once by :func:`guidance.resolution.resolve`; read-only after.

    Attributes:
        gazetteer: What the places that the records name stand for.
        order: For each source, its versions from first to last.
        rank: The place of each version in that order.
        earlier: For each version, those that the stated order puts before it.
        orders: For a version, the stated orders (first, second) that it is part of.
        wholes: For each source, its whole versions in order.
        same_as: For an event that another source dates too, the one of that source.
        authorities: Events whose source speaks with authority for what they are the same as.
        tellings: For an event of which more is told than its declaration, all of it in order.
    """

    sources: Mapping[str, Source]
    versions: Mapping[str, Version]
    sheets: Mapping[str, FactSheet]
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    order: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    earlier: dict[str, frozenset[str]] = field(default_factory=dict)
    orders: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    wholes: dict[str, tuple[Whole, ...]] = field(default_factory=dict)
    events: dict[str, NamedDay] = field(default_factory=dict)
    statements: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    refs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    replaced_by: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    displaced_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    acts: dict[str, tuple[Act, ...]] = field(default_factory=dict)
    datings: dict[str, tuple[Dating, ...]] = field(default_factory=dict)
    same_as: dict[str, str] = field(default_factory=dict)
    authorities: set[str] = field(default_factory=set)
    tellings: dict[str, tuple[Telling, ...]] = field(default_factory=dict)

    def events_of(self, ref: str) -> Iterator[str]:
        """Yield the events that the texts of a provision and the acts on it name; some twice."""
        acts = self.acts.get(ref, ())
        stated: list[Statement | Act] = [*self.statements[ref], *acts]
        for days in (days for each in stated for days in each.all_days):
            yield days.start
            if days.until is not None:
                yield days.until
        for act in acts:
            yield from (event for event in (act.start, act.until) if event)

    def title_of(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event, as first recorded."""
        if ref in self.statements:
            return self.statements[ref][0].provision.title
        if ref in self.versions:
            return self.versions[ref].document.title
        if ref in self.sources:
            return self.sources[ref].title
        return self.events[ref].label if ref in self.events else ref

    def topics_of(self, statement: Statement) -> tuple[str, ...]:
        """The topics of a provision: its own, else those of its source."""
        return statement.provision.topics or self.sources[source_of(statement.ref)].topics

    def sheet_of(self, topics: tuple[str, ...]) -> FactSheet | None:
        """The facts of the first of these topics that has any."""
        return next((self.sheets[topic] for topic in topics if topic in self.sheets), None)

    def published_by_then(self, first: str, second: str) -> bool | None:
        """Whether one version was published no later than another; ``None`` where unknown."""
        if first == second:
            return True
        if source_of(first) == source_of(second):
            return self.rank[first] < self.rank[second]
        if first in self.earlier.get(second, ()):
            return True
        if second in self.earlier.get(first, ()):
            return False
        one, two = self.versions[first].published, self.versions[second].published
        if one.latest and two.earliest and one.latest <= two.earliest:
            return True
        if one.earliest and two.latest and one.earliest > two.latest:
            return False
        return None

    def published_before(self, first: str, second: str) -> bool | None:
        """Whether one version was published before another, or first on the same day.

        ``None`` where neither the dates nor a stated order tell.
        """
        if first == second or second in self.earlier.get(first, ()):
            return False
        if first in self.earlier.get(second, ()):
            return True
        one, two = self.versions[first].published, self.versions[second].published
        if one.latest and two.earliest and one.latest < two.earliest:
            return True
        if one.earliest and two.latest and one.earliest > two.latest:
            return False
        return None
