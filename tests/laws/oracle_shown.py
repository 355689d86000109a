"""What the fold keeps of a text at one atom, and what it shows in the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from laws.oracle_records import Text


@dataclass(frozen=True)
class Shown:
    """What one world shows of one provision at one atom on one day.

    ``version`` states the text that applies, would apply, applied last, or is to apply.
    """

    state: str
    version: str | None = None
    words: tuple[str, ...] | None = None
    since: int | None = None
    not_yet: str | None = None
    by: str | None = None


@dataclass
class Placed:
    """A text at one atom, and how it fares in the fold.

    ``taken_by``: the version that took its place for good.
    """

    text: Text
    plain_start: int
    start: int
    until: int
    then: str | None
    by_union: bool
    gone: bool = False
    taken_by: str = ""
    doomed: bool = False
    away: bool = False
    started: bool = False
    began: bool = False
    blockers: list[Placed] = field(default_factory=list)

    @property
    def is_live(self) -> bool:
        """Whether it is the text that applies here now, pauses left aside."""
        return self.started and not (self.gone or self.away or self.blockers)

    @property
    def is_late(self) -> bool:
        """Whether it comes from the Union with the joining: there it had started before."""
        return self.by_union and self.plain_start < self.start

    @property
    def ref(self) -> str:
        return self.text.ref

    @property
    def at(self) -> int:
        return self.text.at


@dataclass
class Moment:
    """The texts that apply after all that happens on a day, and since when their words run."""

    day: int
    live: dict[str, Placed]
    since: dict[str, int]
