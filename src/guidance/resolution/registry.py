"""All records of a corpus with their references resolved: who acts on what.

The registry holds what the records say, looked up and checked, and decides nothing about time:
which statements a provision has had, in which versions; which events there are; which acts name
which provision or event. :mod:`guidance.engine` does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from guidance.records.criteria import FactSheet
from guidance.records.gazetteer import Gazetteer
from guidance.records.model import Source, Version
from guidance.resolution.document_order import Places
from guidance.resolution.linked import (
    Act,
    DateAct,
    Dating,
    Days,
    NamedDay,
    Proposal,
    ProposalRuling,
    Proposing,
    ScopedAct,
    Statement,
    Telling,
    Whole,
    source_of,
)

__all__ = [
    "Act",
    "DateAct",
    "Dating",
    "Days",
    "NamedDay",
    "Proposal",
    "ProposalRuling",
    "Proposing",
    "Registry",
    "ScopedAct",
    "Statement",
    "Telling",
    "Whole",
    "source_of",
]


_Made = TypeVar("_Made")


@dataclass(eq=False)
class Registry:
    """The resolved records. Built once by :func:`guidance.resolution.resolve`; read-only after.

    One is no other than itself, so that what other rooms work out of it can be kept beside it.

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
        named_publications: Versions whose publication others name as a day.
        proposals: What is proposed, by name.
        proposing: The versions that propose anything.
        rulings: For each of these, what later versions made of it, in order.
        proposed_about: For each provision, the names of proposals that would touch it.
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
    named_publications: set[str] = field(default_factory=set)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    proposing: set[str] = field(default_factory=set)
    rulings: dict[str, tuple[ProposalRuling, ...]] = field(default_factory=dict)
    proposed_about: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _kept: dict[Callable[[Registry], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def is_conditional(self) -> bool:
        """Whether any record makes anything depend on something."""
        acts = (act for version in self.versions.values() for act in version.amendments)
        return any(event.condition for event in self.events.values()) or any(
            act.on_condition for act in acts
        )

    @cached_property
    def places(self) -> Places:
        """The order in which everything is listed, by all records."""
        return self.places_known(None)

    def places_known(self, known_on: date | None) -> Places:
        """The same as known on a day."""
        return Places(
            {source: [self.versions[ref] for ref in refs] for source, refs in self.order.items()},
            known_on,
        )

    @cached_property
    def walk(self) -> Mapping[str, int]:
        """The place of each event in a fixed walk through the records: provisions, then the rest.

        What belongs to one provision stands together.
        """
        events: list[str | None] = []
        for ref in sorted(self.statements):
            for statement in self.statements[ref]:
                for days in statement.all_days:
                    events += (days.start, days.until)
                events.append(statement.version)
            for act in self.acts.get(ref, ()):
                events += (act.start, act.until, act.version)
        events += sorted(self.events)
        places = dict.fromkeys(event for event in events if event)
        return {event: place for place, event in enumerate(places)}

    def kept(self, make: Callable[[Registry], _Made]) -> _Made:
        """What a function makes of the records alone, made once and shared: nobody changes it."""
        if make not in self._kept:
            self._kept[make] = make(self)
        made: _Made = self._kept[make]
        return made

    def events_of(self, ref: str) -> Iterator[str]:
        """Yield the events that a provision, the acts on it and its source as a whole hang on."""
        acts = self.acts.get(ref, ())
        stated: list[Statement | Act] = [*self.statements[ref], *acts]
        for days in (days for dated in stated for days in dated.all_days):
            yield days.start
            if days.until is not None:
                yield days.until
        for act in acts:
            yield from (event for event in (act.start, act.until) if event)
        for whole in self.wholes[source_of(ref)]:
            yield whole.start

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
        if first in self.earlier.get(second, ()):
            return True
        if second in self.earlier.get(first, ()):
            return False
        first_days, second_days = self.versions[first].published, self.versions[second].published
        if first_days.latest and second_days.earliest and first_days.latest <= second_days.earliest:
            return True
        if first_days.earliest and second_days.latest and first_days.earliest > second_days.latest:
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
        first_days, second_days = self.versions[first].published, self.versions[second].published
        if first_days.latest and second_days.earliest and first_days.latest < second_days.earliest:
            return True
        if first_days.earliest and second_days.latest and first_days.earliest > second_days.latest:
            return False
        return None
