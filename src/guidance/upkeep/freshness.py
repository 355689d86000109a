"""What is due on a day: sources to look at again, days to come, days to confirm, open proposals.

Everything is said as known on that day. Nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from guidance.answers.states import States
from guidance.answers.values import Origin, Shown, Value
from guidance.answers.whens import When
from guidance.engine.arithmetic import date_within
from guidance.engine.coverage import SourceCoverage
from guidance.engine.diagrams import TRUE
from guidance.errors import DateError, QueryError
from guidance.records.dates import Period
from guidance.records.parts import Part
from guidance.upkeep.adoptions import Adoption, AdoptionOutcome, adoptions, is_known
from guidance.upkeep.hanging import Hanging, hanging


@dataclass(frozen=True, slots=True, repr=False)
class Due(Shown):
    """A named day, and the provisions that hang on it.

    Attributes:
        starting: Provisions that apply from it.
        ending: Provisions that apply until it.
        acts: What acts do to provisions on it.
        only_in: For those that start or end in a part of their territory alone, the reference and
            the part, one pair for each part.
        left_out: Of those whose text a later whole version leaves out without saying whether it
            keeps it, the reference and that version: whether they apply then is open.
    """

    when: When
    starting: tuple[str, ...]
    ending: tuple[str, ...]
    acts: tuple[DueAct, ...] = ()
    only_in: tuple[tuple[str, Part], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def is_conditional(self) -> bool:
        """Whether it, or what hangs on it, depends on something that no record confirms."""
        has_condition = self.when.condition is not None or any(act.condition for act in self.acts)
        return has_condition or bool(self.left_out)


@dataclass(frozen=True, slots=True, repr=False)
class DueAct(Shown):
    """What an act does to a provision on a day.

    Attributes:
        does: ``ends``, ``suspends``, ``reinstates`` or ``suspension-ends``.
        condition: What it depends on, as the document says it; ``None`` where on nothing.
        part: The part of the territory in which it does so, where not in all of it.
    """

    does: str
    ref: str
    condition: str | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Status(Value):
    """How fresh the records are on a day, and what is due.

    Attributes:
        until: The last day that counts as near.
        sources: Each source, sorted by id, with the day it was last known to say what is recorded.
        upcoming: Days that lie ahead, or may, not later than ``until`` at their earliest; the
            first of them first.
        to_confirm: Days that a document expected, and that have passed without a record of them;
            the oldest first.
        undated: Days that a document expects without a word on when, sorted by event.
        undecided: Recommendations without a decision.
    """

    on: date
    until: date
    sources: tuple[SourceCoverage, ...]
    upcoming: tuple[Due, ...]
    to_confirm: tuple[Due, ...]
    undated: tuple[Due, ...]
    undecided: tuple[Adoption, ...]
    _origin: Origin | None = field(default=None, repr=False, compare=False)

    @property
    def wants_attention(self) -> bool:
        """Whether somebody has to look something up."""
        return bool(self.to_confirm or self.undecided)


def status(states: States, on: date, within: Period) -> Status:
    """Say what is due on a day.

    Args:
        states: The states as known on that day.
        on: The day.
        within: How far ahead to look.

    Raises:
        QueryError: The period leads out of the calendar.
    """
    try:
        until = within.after(on)[1]
    except DateError as error:
        raise QueryError(str(error)) from None
    ahead, passed, undated = [], [], []
    for due in named_days(states):
        first, last = due.when.date.earliest, due.when.date.latest
        if first is None and last is None:
            undated.append(due)
        elif last is not None and last < on:
            if due.when.certainty == "forecast":
                passed.append(due)
        elif (first or date.min) <= until:
            ahead.append(due)
    return Status(
        on=on,
        until=until,
        sources=tuple(states.coverage(source, on) for source in states.registry.sources),
        upcoming=tuple(ahead),
        to_confirm=tuple(passed),
        undated=tuple(undated),
        undecided=tuple(
            adoption for adoption in adoptions(states) if adoption.outcome is AdoptionOutcome.OPEN
        ),
    )


def named_days(states: States) -> Iterator[Due]:
    """Yield the days that are known and not cancelled, in order of time.

    They are those declared, and the exact days at which texts start or end and acts work, as
    corrected.
    """
    hangs = hanging(states)
    registry = states.registry
    whens = [
        states.describer.when(event)
        for event in hangs
        if registry.events[event].version is None and registry.events[event].date is not None
    ]
    whens += [
        _as_declared(states, event.key, event.version)
        for event in registry.events.values()
        if event.version is not None
        and not event.is_publication
        and is_known(states, event.version)
    ]
    for when in sorted(whens, key=_by_time):
        if when.certainty != "cancelled":
            yield due_of(when, hangs.get(when.event, ()))


def due_of(when: When, hangs: Iterable[Hanging]) -> Due:
    """A day, with what hangs on it."""
    told = sorted(set(hangs))
    return Due(
        when,
        tuple(dict.fromkeys(act.ref for act in told if act.does == "starts")),
        tuple(dict.fromkeys(act.ref for act in told if act.does == "stops")),
        tuple(
            DueAct(act.does, act.ref, act.condition or None, act.parts[0] if act.parts else None)
            for act in told
            if act.does not in ("starts", "stops")
        ),
        tuple(
            dict.fromkeys(
                (act.ref, part)
                for act in told
                if act.does in ("starts", "stops")
                for part in act.parts
            )
        ),
        tuple(dict.fromkeys((act.ref, act.left_out_by) for act in told if act.left_out_by)),
    )


def _as_declared(states: States, event: str, version: str) -> When:
    """Describe a day, taking the version that declares it for published."""
    when = states.describer.when(event)
    if states.timeline.calendar.knows(version) is TRUE:
        return when
    window = states.timeline.calendar.window_once_known(event, version)
    if window is None:
        return when
    return replace(when, date=date_within(window))


def _by_time(when: When) -> tuple[date, date, str]:
    return when.date.earliest or date.min, when.date.latest or date.max, when.event
