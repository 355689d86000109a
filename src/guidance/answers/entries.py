"""What an answer says of each provision: its state, since when, until when, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from guidance.engine.states import End, Evaluator, State, Status
from guidance.engine.timeline import Timeline
from guidance.engine.worlds import (
    FIRST_DAY,
    LAST_DAY,
    Leaf,
    Test,
    Tree,
    World,
    explore,
    leaves,
    tests,
)
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Citation, Corrects, Event, Provision, Suspends
from guidance.records.places import Place, reaches
from guidance.resolution.registry import Act, Statement

_T = TypeVar("_T")
_BEGINNINGS = ("applies", "documented", "replaces")


@dataclass(frozen=True, slots=True)
class When:
    """The day of an event, as far as it is known.

    Attributes:
        event: The key of the event: ``source@event``, a version for its publication, or a day.
        certainty: ``recorded``, ``forecast`` or ``cancelled``.
        as_written: The document's own words for the date.
        past: The event as it reads after "whether", where the record gives it.
    """

    event: str
    label: str
    date: ImpreciseDate
    certainty: str
    as_written: str | None = None
    is_qualified: bool = False
    past: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a provision is in the state it is in.

    Attributes:
        kind: ``applies``, ``replaces``, ``restated``, ``corrected``, ``until``, ``dropped``,
            ``replaced``, ``ended``, ``superseded``, ``cancelled``, ``suspended``, ``displaced`` or
            ``lifted``.
        by: The provision or version that does it.
        because: The record's own reason, where it gives one.
    """

    kind: str
    by: str
    when: When | None = None
    because: str | None = None
    cite: Citation | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One provision in an answer.

    Attributes:
        where: The part of its territory meant, where parts differ.
        since: The event from which it applies.
        until: The event at which it stops, where one is known.
        causes: The reason chain, in order.
        caveats: ``forecast`` (it rests on a forecast that no record confirms), ``date-qualified``
            (on a date that the record marks ``?`` or ``~``), ``place-not-stated``.
        depends_on: For an undetermined provision, the tests that decide.
    """

    ref: str
    state: State
    provision: Provision
    version: str
    standing: str
    where: Place
    jurisdictions: tuple[str, ...]
    topics: tuple[str, ...]
    since: When | None
    until: When | None
    causes: tuple[Cause, ...]
    caveats: tuple[str, ...]
    depends_on: tuple[Test, ...] = ()


class Describer:
    """Turns states into entries; each distinct state of a provision is described once."""

    def __init__(self, timeline: Timeline) -> None:
        self.registry = timeline.registry
        self.timeline = timeline
        self._evaluator = Evaluator(timeline.registry)
        self._whens: dict[str, When] = {}

    def entry(self, ref: str, place: Place, day: int, tree: Tree[Status]) -> Entry:
        """Describe a provision on a day."""
        deciding: tuple[Test, ...] = ()
        if isinstance(tree, Leaf):
            status = tree.answer
        else:
            deciding = tuple(dict.fromkeys(tests(tree)))
            status = next(s for s in leaves(tree) if s.statement is not None)
        return self.describe(ref, place, day, status, deciding)

    def describe(
        self, ref: str, place: Place, day: int, status: Status, deciding: tuple[Test, ...] = ()
    ) -> Entry:
        """Describe one status; with the tests that decide where it is not the only one."""
        registry = self.registry
        statement = status.statement or registry.statements[ref][0]
        state = State.UNDETERMINED if deciding else status.state
        since = self.when(self._start(statement))
        ends = self._ends(statement, place)
        causes = tuple(self._causes(statement, status, state, place, day, since, ends))
        until = min(
            (self.when(end.event) for end in ends),
            key=lambda when: (when.date.earliest or date.min, when.date.latest or date.max),
            default=None,
        )
        resting = [since] if state is not State.UPCOMING else []
        resting += [cause.when for cause in causes if cause.when and cause.kind not in _BEGINNINGS]
        caveats = [
            name
            for name, holds in (
                ("forecast", any(when.certainty == "forecast" for when in resting)),
                ("date-qualified", any(when.is_qualified for when in resting)),
                ("place-not-stated", not statement.jurisdictions),
            )
            if holds
        ]
        version = registry.versions[statement.version]
        return Entry(
            ref=ref,
            state=state,
            provision=status.provision or statement.provision,
            version=statement.version,
            standing=version.standing,
            where=place,
            jurisdictions=statement.jurisdictions,
            topics=registry.topics_of(statement),
            since=since,
            until=until,
            causes=causes,
            caveats=tuple(caveats),
            depends_on=deciding,
        )

    def when(self, event: str) -> When:
        """Describe the day of an event, as known."""
        found = self._whens.get(event)
        if found is None:
            found = self._whens[event] = self._describe_day(event)
        return found

    def _describe_day(self, event: str) -> When:
        registry = self.registry
        named = registry.events[event]
        windows = [w for w in self._all(lambda world: world.window(event)) if w is not None]
        declared = self._declared(event)
        certainty, as_written = named.certainty, declared.as_written if declared else None
        qualified = bool(named.date and named.date.is_qualified)
        for dating in registry.datings.get(event, ()):
            if self._may_know(dating.version):
                certainty = getattr(dating.amendment, "certainty", "cancelled")
                as_written = None
                written = getattr(dating.amendment, "date", None)
                qualified = bool(written and written.is_qualified)
        if named.after is not None and certainty == "recorded":
            certainty = self.when(named.after[0]).certainty
        if named.is_publication and named.version:
            as_written = registry.versions[named.version].published_as_written
        known = ImpreciseDate("[..]", None, None)
        if windows:
            first, last = min(w[0] for w in windows), max(w[1] for w in windows)
            known = ImpreciseDate.between(
                date.fromordinal(first) if first > FIRST_DAY else None,
                date.fromordinal(last) if last < LAST_DAY else None,
            )
        elif certainty != "cancelled":
            certainty = "cancelled"
        return When(event, named.label, known, certainty, as_written, qualified, named.past)

    def _declared(self, event: str) -> Event | None:
        version = self.registry.events[event].version
        if version is None:
            return None
        return self.registry.versions[version].events.get(event.partition("@")[2])

    # -- reasons -------------------------------------------------------------------------------

    def _causes(
        self,
        statement: Statement,
        status: Status,
        state: State,
        place: Place,
        day: int,
        since: When,
        ends: list[End],
    ) -> Iterator[Cause]:
        registry = self.registry
        version = registry.versions[statement.version]
        kind = "documented" if statement.starts_with_publication else "applies"
        yield Cause(kind, version.ref, since)
        for target in statement.provision.replaces:
            yield Cause("replaces", target, since)
        for restated in statement.versions[1:]:
            if self._may_know(restated):
                yield Cause("restated", restated, self.when(restated))
        for act in status.corrections:
            if isinstance(act.amendment, Corrects):
                yield self._by_act("corrected", act, self.when(act.version))
        if state is State.SUSPENDED:
            for act in registry.acts.get(statement.ref, ()):
                if isinstance(act.amendment, Suspends) and reaches(act, statement, place):
                    when = self.when(act.start)
                    if self._can_have_happened(act.start, day):
                        yield self._by_act("suspended", act, when)
        if state is State.DISPLACED:
            found = self._all(lambda world: self._evaluator.displacer(world, statement, day, place))
            for other in dict.fromkeys(found):
                if other is not None:
                    when = self.when(other.start)
                    yield Cause("displaced", other.ref, when, None, other.provision.cite)
        if state is State.ENDED:
            yield from self._endings(statement, day, ends)

    def _endings(self, statement: Statement, day: int, ends: list[End]) -> Iterator[Cause]:
        """What ended a statement: the first end, or all that may have been the first."""
        start = self._start(statement)
        cancelled = self._one(lambda world: self._evaluator.cancellation(world, start))
        if cancelled is not None:
            yield Cause("cancelled", cancelled, self.when(cancelled))
            return
        known = [(end, self.when(end.event)) for end in ends]
        known = [(end, when) for end, when in known if self._can_have_happened(end.event, day)]
        for end, when in known:
            if any(
                (other.date.latest or date.max) < (when.date.earliest or date.min)
                for _, other in known
            ):
                continue
            if isinstance(end.by, Act):
                yield self._by_act(end.kind, end.by, when)
            elif isinstance(end.by, Statement):
                yield Cause(end.kind, end.by.ref, when, None, end.by.provision.cite)
            else:
                yield Cause(end.kind, end.version, when)

    def _by_act(self, kind: str, act: Act, when: When) -> Cause:
        return Cause(kind, act.version, when, act.amendment.because, act.amendment.cite)

    def _ends(self, statement: Statement, place: Place) -> list[End]:
        found: dict[tuple[str, str, str], End] = {}
        for ends in self._all(lambda world: tuple(self._evaluator.ends(world, statement, place))):
            for end in ends:
                found.setdefault((end.kind, end.event, end.version), end)
        for later in self.registry.statements[statement.ref][statement.place_in_chain + 1 :]:
            if self._may_know(later.version):
                start = self._start(later)
                end = End("superseded", start, later.version)
                found.setdefault((end.kind, end.event, end.version), end)
        return list(found.values())

    # -- over all worlds -----------------------------------------------------------------------

    def _all(self, question: Callable[[World], _T]) -> list[_T]:
        return list(leaves(explore(self.registry, question, self.timeline.known_on)))

    def _one(self, question: Callable[[World], _T]) -> _T:
        return self._all(question)[0]

    def _start(self, statement: Statement) -> str:
        return self._one(lambda world: self._evaluator.start(world, statement))

    def _may_know(self, version: str) -> bool:
        return any(self._all(lambda world: world.knows(version)))

    def _can_have_happened(self, event: str, day: int) -> bool:
        return any(
            window is not None and window[0] <= day
            for window in self._all(lambda world: world.window(event))
        )
