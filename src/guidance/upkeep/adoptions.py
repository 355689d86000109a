"""What became of recommendations: adopted, changed on the way, dropped, or still open.

A recommendation or an opinion says what is to apply from an event that somebody else has to bring
about. What became of it is read off the records: whether a decision or a law states it, whether
one dates the event, whether the event was cancelled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from guidance.answers.states import States
from guidance.answers.whens import When
from guidance.resolution.registry import Statement

_PROPOSES = ("recommendation", "opinion")
_DECIDES = ("decision", "law")
# What a statement says; where it is cited and what it does to others may differ.
_CONTENT = ("force", "text", "population", "only", "criteria")


class AdoptionOutcome(StrEnum):
    """What became of a recommendation."""

    OPEN = "open"
    ADOPTED = "adopted"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Stage:
    """One act that states the recommendation.

    Attributes:
        is_changed: It says something else than the stage before.
    """

    version: str
    standing: str
    published: When
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Adoption:
    """The way of one recommended provision.

    Attributes:
        event: The day from which it is to apply, as far as it is known.
        by: The version that adopted, changed or dropped it.
    """

    ref: str
    event: When
    stages: tuple[Stage, ...]
    outcome: AdoptionOutcome
    by: str | None


def adoptions(states: States) -> Iterator[Adoption]:
    """Yield what became of each recommended provision, as known on the day of the states.

    Where it is open whether a version was published by that day, it counts. What only reports an
    act that is recorded itself is not asked for twice.
    """
    registry, describer = states.registry, states.describer
    for source in registry.sources:
        for ref in registry.refs[source]:
            known = [
                statement
                for statement in registry.statements[ref]
                if is_known(states, statement.version)
            ]
            proposed = [s for s in known if _standing(states, s) in _PROPOSES]
            if not proposed or not _waits(states, proposed[-1]):
                continue
            event = describer.when(proposed[-1].start)
            outcome, by = _outcome(states, proposed[-1], known, event)
            yield Adoption(ref, event, tuple(_stages(states, known, proposed[0])), outcome, by)


def _waits(states: States, proposed: Statement) -> bool:
    """Whether a provision waits for somebody else, and is not told of an act that is recorded."""
    registry = states.registry
    return (
        proposed.provision.force != "information"
        and not proposed.starts_with_publication
        and registry.events[proposed.start].certainty == "forecast"
        and not any(target in registry.statements for target in proposed.provision.reports)
    )


def _outcome(
    states: States, proposed: Statement, known: list[Statement], event: When
) -> tuple[AdoptionOutcome, str | None]:
    last = known[-1]
    if event.certainty == "cancelled":
        return AdoptionOutcome.DROPPED, _dated_by(states, event.event)
    if _standing(states, last) in _DECIDES and known.index(last) > known.index(proposed):
        is_same = _says(last) == _says(proposed)
        return (AdoptionOutcome.ADOPTED if is_same else AdoptionOutcome.CHANGED), last.version
    by = _dated_by(states, event.event)
    if by is not None and states.registry.versions[by].standing in _DECIDES:
        return AdoptionOutcome.ADOPTED, by
    return AdoptionOutcome.OPEN, None


def _stages(states: States, known: list[Statement], first: Statement) -> Iterator[Stage]:
    previous: Statement | None = None
    for statement in known[known.index(first) :]:
        yield Stage(
            statement.version,
            states.registry.versions[statement.version].standing,
            states.describer.when(statement.version),
            is_changed=previous is not None and _says(statement) != _says(previous),
        )
        previous = statement


def _dated_by(states: States, event: str) -> str | None:
    """The last known version that dates an event anew, or cancels it."""
    found = [
        dating.version
        for dating in states.registry.datings.get(event, ())
        if is_known(states, dating.version)
    ]
    return found[-1] if found else None


def is_known(states: States, version: str) -> bool:
    """Whether a version can have been published by the day of the states."""
    known_on = states.timeline.known_on
    earliest = states.registry.versions[version].published.earliest
    return known_on is None or earliest is None or earliest.toordinal() <= known_on


def _standing(states: States, statement: Statement) -> str:
    return states.registry.versions[statement.version].standing


def _says(statement: Statement) -> tuple[object, ...]:
    return tuple(getattr(statement.provision, name) for name in _CONTENT)
