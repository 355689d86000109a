"""The state of a part from one boundary to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from guidance.engine.ahead import Ahead
from guidance.engine.diagrams import Tree
from guidance.engine.states import PossibleState, StateOfText
from guidance.engine.texts import Text
from guidance.resolution.registry import Act


@dataclass(frozen=True, slots=True)
class Since:
    """From when the words that hold have run.

    Attributes:
        text: The first of the texts that say the same, one after the other.
        event: Its start, or the end of a temporary text after which it stands again.
        window: First and last day it can be, where those are not the days of the event: the place
            joined the Union later, or it is open whether the words went on without a gap.
    """

    text: Text
    event: str
    window: tuple[int, int] | None = None


@dataclass(slots=True)
class Segment:
    """The state of a part from a day on, until the next segment.

    Attributes:
        first: Its first day.
        outcomes: What comes out, by the tests that decide.
        tree: The same, where outcomes that say the same are one.
        ahead: What was to come, by what was published.
        since: From when the words that hold have run.
        restating: Later versions that state the same text again, in the order of its texts, each
            with the day from which on that is told: nobody could know of it before its publication.
        last: The last of the texts that state it; ``None`` where no other text does.
        pausing: For each text that is paused in some world, the acts that may pause it.
        displacers: What displaces it, where it is displaced in every world.
        depends_on: Where it is too tangled: the events it depends on.
    """

    first: int
    outcomes: Tree[StateOfText]
    tree: Tree[PossibleState]
    ahead: tuple[Ahead, ...]
    since: Since | None
    restating: dict[str, int] = field(default_factory=dict)
    last: Text | None = None
    pausing: dict[Text, tuple[Act, ...]] = field(default_factory=dict)
    displacers: tuple[Text, ...] = ()
    depends_on: tuple[str, ...] = ()

    @property
    def displacing(self) -> list[str]:
        """The provisions that displace it, where it is displaced in every world."""
        return [text.statement.ref for text in self.displacers]

    def restated(self, day: int) -> tuple[str, ...]:
        """The versions of which it is told by a day that they state the same text again."""
        told = sorted((first, version) for version, first in self.restating.items())
        return tuple(version for first, version in told if first <= day)

    def days_told(self, end: int) -> list[int]:
        """The first days of what is told of it up to its end: another such version is told anew."""
        again = {day for day in self.restating.values() if self.first < day < end}
        return [self.first, *sorted(again)]

    @property
    def is_tangled(self) -> bool:
        """Whether its state is too tangled to work out."""
        return bool(self.depends_on)
