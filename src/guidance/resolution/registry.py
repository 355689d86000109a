"""All records of a corpus with their references resolved: who acts on what.

The registry holds what the records say, looked up and checked, and decides nothing about time:
which statements a provision has had, in which versions; which events there are; which acts name
which provision or event. :mod:`guidance.engine` does the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guidance.records.criteria import FactSheet
from guidance.records.dates import ImpreciseDate, Period
from guidance.records.gazetteer import Gazetteer
from guidance.records.model import (
    Cancels,
    Corrects,
    Ends,
    FixesDate,
    MovesDate,
    Provision,
    Reinstates,
    Source,
    Suspends,
    Version,
)

ScopedAct = Ends | Suspends | Reinstates
DateAct = FixesDate | MovesDate | Cancels


def source_of(ref: str) -> str:
    """The source id in a reference of any kind."""
    return ref.partition("#")[0].partition("@")[0]


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One wording of a provision, in the versions that hold it.

    Attributes:
        ref: The provision.
        versions: References of the versions that state it so, oldest first.
        start: Key of the event from which it applies.
        until: Key of the event at which it stops by its own words.
        starts_with_publication: No commencement is stated: it applies as documented.
        place_in_chain: Its number among the statements of the provision, from 0.
        dropped_by: The later whole versions that leave the provision out, each with its event.
    """

    ref: str
    provision: Provision
    versions: tuple[str, ...]
    start: str
    starts_with_publication: bool
    until: str | None
    jurisdictions: tuple[str, ...]
    place_in_chain: int = 0
    dropped_by: tuple[tuple[str, str], ...] = ()

    @property
    def version(self) -> str:
        """The version that stated it first."""
        return self.versions[0]

    @property
    def opted_out(self) -> tuple[str, ...]:
        """Places where it does not apply."""
        return self.provision.opted_out


@dataclass(frozen=True, slots=True)
class NamedDay:
    """An event with its references resolved.

    Attributes:
        key: ``source@event``; the version's reference for a publication; a day for a bare day.
        version: The version that declares it; ``None`` for a bare day.
        past: The event as it reads after "whether", where the record gives it.
        after: The event it is dated from, with the period between them.
    """

    key: str
    label: str
    date: ImpreciseDate | None
    certainty: str
    version: str | None
    after: tuple[str, Period] | None = None
    is_publication: bool = False
    past: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """An amendment that acts on provisions, with its version and its events resolved."""

    amendment: ScopedAct | Corrects
    version: str
    start: str
    until: str | None
    path: tuple[str | int, ...]

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Where it reaches; empty for everywhere."""
        return () if isinstance(self.amendment, Corrects) else self.amendment.jurisdictions

    @property
    def opted_out(self) -> tuple[str, ...]:
        """Places that it does not reach."""
        return () if isinstance(self.amendment, Corrects) else self.amendment.opted_out


@dataclass(frozen=True, slots=True)
class Dating:
    """An amendment that acts on the date of an event, with its version."""

    amendment: DateAct
    version: str
    path: tuple[str | int, ...]


@dataclass(slots=True)
class Registry:
    """The resolved records. Built once by :func:`guidance.resolution.resolve`; read-only after.

    Attributes:
        gazetteer: What the places that the records name stand for.
        order: For each source, its versions from first to last.
        rank: The place of each version in that order.
        earlier: For each version, those that the stated order puts before it.
        orders: For a version, the stated orders ``first + gap days <= second`` it is part of.
    """

    sources: Mapping[str, Source]
    versions: Mapping[str, Version]
    sheets: Mapping[str, FactSheet]
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    order: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    earlier: dict[str, frozenset[str]] = field(default_factory=dict)
    orders: dict[str, tuple[tuple[str, str, int], ...]] = field(default_factory=dict)
    events: dict[str, NamedDay] = field(default_factory=dict)
    statements: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    refs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    replaced_by: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    displaced_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    acts: dict[str, tuple[Act, ...]] = field(default_factory=dict)
    datings: dict[str, tuple[Dating, ...]] = field(default_factory=dict)

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
