"""Which way a topic moved, as data: by place, by action, by population."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from guidance.answers.entries import Entry
from guidance.answers.values import Origin, Shown, Value
from guidance.answers.whens import When
from guidance.directions.provisions import Direction
from guidance.engine.coverage import CoverageReport
from guidance.logic.shares import Share
from guidance.records.parts import Part


@dataclass(frozen=True, slots=True, repr=False)
class PopulationDirection(Shown):
    """Which way things moved for some people.

    Attributes:
        population: Whom, in the words of the provision that speaks of them.
    """

    population: str
    direction: Direction


@dataclass(frozen=True, slots=True, repr=False)
class Through(Shown):
    """A rule through which some people pass one way.

    Attributes:
        entry: The rule.
        share: The way, and the plainest of these people.
        is_new: It is a rule of the last day that takes up none of the first: it replaces and
            restates none that applied then.
    """

    entry: Entry
    share: Share
    is_new: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class ActionDirection(Shown):
    """Which way the rules about one action moved, in a group of places that agree.

    Attributes:
        action: Its name in the fact sheet; ``main`` where the topic declares none.
        label: As it reads after "may" or "must".
        overall: Never clearer than the populations.
        populations: Each population that a rule of either day speaks of.
        through: The rules through which people pass, where the days leave one set of rules.
    """

    action: str
    label: str
    is_main: bool
    overall: Direction
    populations: tuple[PopulationDirection, ...]
    through: tuple[Through, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class PlaceDirection(Shown):
    """Which way the rules moved in a group of places that agree.

    Attributes:
        places: The places; one that is not stated where no rule names any.
        actions: The actions that a rule of either day is about, the main one first.
    """

    places: tuple[Part, ...]
    actions: tuple[ActionDirection, ...]

    @property
    def is_stated(self) -> bool:
        """Whether a rule names any of the places."""
        return any(part.is_stated for part in self.places)


@dataclass(frozen=True, slots=True, repr=False)
class RegimeDirection(Value):
    """Which way a topic moved between two days.

    Attributes:
        overall: For all actions together, and for all places that rules name; where none is named,
            for the one that is not stated. Never clearer than they are.
        populations: Each population that a rule about the main action speaks of on either day; put
            together over all places.
        depends_on: Unknown days that leave more than one set of rules possible.
        before: Coverage on the first day; ``after`` on the last.
        places: The directions for each action, for each group of places that agree.

    Source:
        docs/explanation/directions.md.
    """

    since: date
    until: date
    topic: str
    known_on: date | None
    overall: Direction
    populations: tuple[PopulationDirection, ...]
    depends_on: tuple[When, ...]
    before: CoverageReport
    after: CoverageReport
    places: tuple[PlaceDirection, ...]
    _origin: Origin | None = field(default=None, repr=False, compare=False)
