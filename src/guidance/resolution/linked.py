"""What records say with their references resolved: texts, days, acts, and what is proposed."""

from __future__ import annotations

from dataclasses import dataclass

from guidance.records.dates import ImpreciseDate, Period
from guidance.records.events import EventDate
from guidance.records.model import (
    Adopts,
    Cancels,
    Corrects,
    CorrectsDate,
    Declines,
    Ends,
    FixesDate,
    Keeps,
    MovesDate,
    Provision,
    Reinstates,
    Suspends,
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
        default: When it applies by what its version says for all, and in some places.
        by_place: Other days for some places, in the order of the record.
        jurisdictions: Where it applies, with what its version says for all; empty: not stated.
        opted_out: Places inside those where it does not.
        whole: For the text of a whole version, that version.
    """

    ref: str
    provision: Provision
    version: str
    days: Days
    default: tuple[Days, tuple[tuple[tuple[str, ...], Days], ...]]
    by_place: tuple[tuple[tuple[str, ...], Days], ...]
    jurisdictions: tuple[str, ...]
    opted_out: tuple[str, ...]
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
        condition: What its document makes it depend on.
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
    condition: str | None = None


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
        certainty: ``recorded`` or ``forecast``; ``None`` where it leaves that as it was.
        condition: What the document makes it depend on.
    """

    kind: str
    date: EventDate | None
    event: str
    version: str
    via: tuple[str, ...]
    path: tuple[str | int, ...]
    is_authority: bool = False
    certainty: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Proposing:
    """What one version proposes.

    Attributes:
        what: The text, or the act on the first of its targets.
        start: Key of the event from which it is to take effect.
        targets: The provisions that it would touch; of a text, the provision itself too.
    """

    version: str
    what: Statement | Act
    start: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """What is proposed, or left to somebody else to bring about.

    Attributes:
        name: The provision whose text it is, or ``source@version/act``.
        kind: ``says`` for a text, else the kind of the act.
        steps: The versions that propose it, each with what it says, the first first.
        is_marked: It says that it is only proposed, and takes no effect.
    """

    name: str
    kind: str
    steps: tuple[Proposing, ...]
    is_marked: bool

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that propose it."""
        return tuple(step.version for step in self.steps)

    @property
    def targets(self) -> tuple[str, ...]:
        """The provisions that it would touch, by any of them."""
        return tuple(dict.fromkeys(ref for step in self.steps for ref in step.targets))


@dataclass(frozen=True, slots=True, eq=False)
class ProposalRuling:
    """What a version makes of what was proposed.

    Attributes:
        start: Key of the event from which it is adopted; its version for its publication.
    """

    amendment: Adopts | Declines
    version: str
    start: str
