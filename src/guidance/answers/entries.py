"""What an answer says of each part: its state, since when, until when, why, and what is to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial

from guidance.answers.causes import Cause, Causes, Seen, beginning
from guidance.answers.endings import Ending, Endings
from guidance.answers.proposals import Proposed
from guidance.answers.values import Shown, Value
from guidance.answers.whens import When, Whens
from guidance.engine.ahead import Ahead
from guidance.engine.arithmetic import date_within
from guidance.engine.budget import TANGLED
from guidance.engine.diagrams import Leaf, leaves, tests
from guidance.engine.segments import Segment, Since
from guidance.engine.states import PossibleState, State
from guidance.engine.tests import Happened, Test
from guidance.engine.texts import Text
from guidance.engine.timeline import Timeline
from guidance.records.model import Provision
from guidance.records.parts import Part
from guidance.resolution.document_order import Place, Places, place_of
from guidance.resolution.registry import Statement

_ANNOUNCED = "announcement"
_STEPS = ("procedure", _ANNOUNCED)
"""The kinds of information that tell of a step of a procedure: what happened, what is expected."""
_BEGINNINGS = ("applies", "documented", "replaces")


@dataclass(frozen=True, slots=True, repr=False)
class Stretch(Shown):
    """Days on which a provision was paused or set aside, the last one included.

    Attributes:
        is_open: It may have been so a little earlier or longer: the days beside it are open.
    """

    state: State
    first: date
    last: date
    is_open: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Upcoming(Shown):
    """A text that is to apply, by what was published on the day asked about.

    Attributes:
        since: The event from which it is to apply.
        left_out_by: A later whole version that leaves it out, and does not say whether it keeps
            it; whether it will apply is then open.
    """

    version: str
    provision: Provision
    since: When
    left_out_by: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Entry(Value):
    """One provision in one part of its territory.

    Attributes:
        part: The part of its territory.
        where: The same, where it is not all of what was asked about; without a place asked about,
            not all of the territory.
        stated: Where its document says that it applies.
        since: The event from which it applies; of texts that say the same one after the other,
            that of the first.
        until: The event at which it stops, where one is known.
        causes: The reason chain, in order.
        caveats: ``forecast`` (it rests on a forecast that no record confirms), ``date-qualified``
            (on a date that the record marks ``?`` or ``~``), ``place-not-stated``,
            ``never-applied`` (withdrawn or taken over before its start), ``too-tangled``,
            ``conditional`` (another state would come out if a condition failed that stands).
        depends_on: For an undetermined provision, the tests that decide.
        upcoming: Texts that are to apply, also beside one in force; in order of the day on
            which each can start first.
        restated_by: Later versions that say the same again, of those published by the day.
        proposals: What is proposed about it, as far as it has come by the day; without effect on
            the state.
        earlier: When it was paused or set aside before, oldest first; only stretches that are
            over.
        conditions: The conditions on which the state rests; no record says how they came out.
        number: The place of the provision in its document, from 0; no part of what is said.
    """

    ref: str
    state: State
    provision: Provision
    version: str
    standing: str
    part: Part
    where: Part | None
    stated: Part
    jurisdictions: tuple[str, ...]
    topics: tuple[str, ...]
    since: When | None
    until: When | None
    causes: tuple[Cause, ...]
    caveats: tuple[str, ...]
    number: int = field(default=0, compare=False, repr=False)
    restated_by: tuple[str, ...] = ()
    depends_on: tuple[Test, ...] = ()
    upcoming: tuple[Upcoming, ...] = ()
    proposals: tuple[Proposed, ...] = ()
    conditions: tuple[str, ...] = ()
    earlier: tuple[Stretch, ...] = ()

    @property
    def place(self) -> Place:
        """What it is listed by: its source, and the place in its document."""
        return place_of(self.ref, self.number)

    @property
    def is_happening(self) -> bool:
        """Whether it tells of a step of a procedure, and does not go on applying."""
        return self.provision.kind in _STEPS and self.provision.force == "information"

    @property
    def is_announced(self) -> bool:
        """Whether it tells of a step that was only expected when it was written."""
        return self.is_happening and self.provision.kind == _ANNOUNCED


class Describer:
    """Turns states into entries; each distinct state of a provision is described once."""

    def __init__(self, timeline: Timeline, places: Places) -> None:
        self.registry = timeline.registry
        self.places = places
        self.timeline = timeline
        self._whens = Whens(timeline.calendar)
        self.displacing: dict[Text, Cause] = {}
        self.restated: dict[str, Cause] = {}
        self.coming: dict[Ahead, Upcoming] = {}

    def when(self, event: str) -> When:
        """Describe the day of an event, as known."""
        return self._whens.of(event)

    def entries(
        self, ref: str, part: Part, segment: Segment, end: int
    ) -> Iterator[tuple[int, Entry]]:
        """Describe a segment of a part, up to its end, with first days.

        It is told otherwise from each day on which one more version says the same again; nothing
        else is worked out anew then.
        """
        deciding: tuple[Test, ...] = ()
        tree = segment.tree
        if segment.is_tangled:
            deciding = tuple(Happened(event) for event in segment.depends_on if event)
            status = PossibleState(State.UNDETERMINED, None)
        elif isinstance(tree, Leaf):
            status = tree.answer
        else:
            deciding = tuple(tests(tree))
            status = min(
                (s for s in leaves(tree) if s.text is not None),
                key=lambda outcome: outcome.text.place if outcome.text else 0,
            )
        self.timeline.budget.new_part()
        description = _Description(self, ref, part, segment, status, deciding)
        for day in segment.days_told(end):
            self.timeline.budget.new_part()  # others may be described between two days
            yield day, description.entry(day)

    def describe(
        self,
        ref: str,
        part: Part,
        segment: Segment,
        status: PossibleState,
        deciding: tuple[Test, ...] = (),
    ) -> Entry:
        """Describe one status; with the tests that decide where it is not the only one."""
        self.timeline.budget.new_part()
        return _Description(self, ref, part, segment, status, deciding).entry(segment.first)


class _Description:
    """One entry in the making."""

    def __init__(
        self,
        describer: Describer,
        ref: str,
        part: Part,
        segment: Segment,
        status: PossibleState,
        deciding: tuple[Test, ...],
    ) -> None:
        self._registry = describer.registry
        self._timeline = describer.timeline
        self._when = describer.when
        self._coming = describer.coming
        self._again = describer.restated
        self._number = describer.places.number(ref)
        self._ref = ref
        self._part = part
        self._segment = segment
        self._deciding = deciding
        is_open = bool(deciding) or segment.is_tangled
        self._state = State.UNDETERMINED if is_open else status.state
        self._succession = self._timeline.succession(ref, part)
        texts = self._succession.texts
        self._text: Text | None = status.text or (texts[0] if texts else None)
        self._seen = Seen(
            self._timeline,
            describer.when,
            part,
            segment,
            self._state,
            self._succession,
            describer.displacing,
        )

    def entry(self, day: int) -> Entry:
        """The entry, as it is told from a day on."""
        text = self._text
        if text is None:
            return self._unknown()
        made, since, causes, never = self._always
        restated = self._segment.restated(day)
        if restated:
            begun = sum(cause.kind in _BEGINNINGS for cause in causes)  # those come first
            causes = (*causes[:begun], self._restated(restated[-1]), *causes[begun:])
        caveats = tuple(self._caveats(text.statement, since, causes, never))
        return made(causes=causes, caveats=caveats, restated_by=restated)

    @cached_property
    def _always(self) -> tuple[Callable[..., Entry], When, tuple[Cause, ...], bool]:
        """What is told on all days of the segment: what makes the entry, and what it rests on."""
        registry, text = self._registry, self._text
        assert text is not None  # noqa: S101  (of a provision without one nothing is known)
        statement, run = text.statement, self._segment.since
        if run is None or self._state not in (State.IN_FORCE, State.SUSPENDED, State.DISPLACED):
            run = Since(text, text.days.start)
        first, begun = run.text, self._when(run.event)
        since = begun if run.window is None else replace(begun, date=date_within(run.window))
        try:
            ends, never, causes = self._reasons(text, first, begun)
        except TANGLED:  # the state is known, and what all may have led to it is not told
            self._timeline.budget.new_part()
            ends, never, causes = [], False, (beginning(first, begun),)
        until = min(
            (end.when for end in ends),
            key=lambda when: (when.date.earliest or date.min, when.date.latest or date.max),
            default=None,
        )
        made = partial(
            Entry,
            ref=self._ref,
            state=self._state,
            provision=text.provision,
            version=text.version,
            standing=registry.versions[text.version].standing,
            part=self._part,
            where=self._where(),
            stated=self._stated(statement),
            jurisdictions=statement.jurisdictions,
            topics=registry.topics_of(statement),
            since=since,
            until=until,
            depends_on=self._deciding,
            upcoming=self._upcoming(),
            number=self._number,
        )
        return made, since, causes, never

    def _restated(self, version: str) -> Cause:
        """A version that says the same again; made once for all provisions of which it does."""
        cause = self._again.get(version)
        if cause is None:
            cause = self._again[version] = Cause("restated", version, self._when(version))
        return cause

    def _reasons(
        self, text: Text, first: Text, begun: When
    ) -> tuple[list[Ending], bool, tuple[Cause, ...]]:
        """What can end a text, whether it never held at all, and the reason chain."""
        endings = Endings(self._timeline, self._succession, self._when)
        is_settled = self._state is not State.UNDETERMINED
        ends = endings.of((is_settled and self._segment.last) or text)
        never = self._state is State.ENDED and endings.never_began(text)
        return ends, never, tuple(Causes(self._seen).of(text, first, begun, ends, never))

    def _unknown(self) -> Entry:
        """Describe a provision of which nothing is known in the part."""
        registry, statement = self._registry, self._registry.statements[self._ref][0]
        return Entry(
            ref=self._ref,
            state=self._state,
            provision=statement.provision,
            version=statement.version,
            standing=registry.versions[statement.version].standing,
            part=self._part,
            where=self._where(),
            stated=self._stated(statement),
            jurisdictions=statement.jurisdictions,
            topics=registry.topics_of(statement),
            since=self._when(statement.start),
            until=None,
            causes=(),
            caveats=() if statement.jurisdictions else ("place-not-stated",),
            depends_on=self._deciding,
            number=self._number,
        )

    def _stated(self, statement: Statement) -> Part:
        gazetteer = self._registry.gazetteer
        return gazetteer.stated(gazetteer.scope(statement.jurisdictions, statement.opted_out))

    def _where(self) -> Part | None:
        is_all = len(self._timeline.parts.of(self._ref)) == 1
        return None if is_all else self._part

    def _upcoming(self) -> tuple[Upcoming, ...]:
        made = self._coming
        for ahead in self._segment.ahead:
            if ahead not in made:
                text = ahead.text
                when = self._when(text.days.start)
                made[ahead] = Upcoming(text.version, text.provision, when, ahead.left_out_by)
        return tuple(map(made.__getitem__, self._segment.ahead))

    def _caveats(
        self, statement: Statement, since: When, causes: tuple[Cause, ...], never: bool
    ) -> Iterator[str]:
        resting = [since] if self._state is not State.UPCOMING and not never else []
        resting += [cause.when for cause in causes if cause.when and cause.kind not in _BEGINNINGS]
        if any(when.certainty == "forecast" for when in resting):
            yield "forecast"
        if any(when.is_qualified for when in resting):
            yield "date-qualified"
        if not statement.jurisdictions:
            yield "place-not-stated"
        if never:
            yield "never-applied"
        if self._segment.is_tangled:
            yield "too-tangled"
