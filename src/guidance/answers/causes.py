"""Why a part is in its state: what brought it there, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from guidance.answers.endings import Ending
from guidance.answers.whens import When
from guidance.engine.conditional import act_condition
from guidance.engine.diagrams import FALSE, TRUE
from guidance.engine.segments import Segment
from guidance.engine.states import State
from guidance.engine.succession import Succession
from guidance.engine.texts import Text
from guidance.engine.timeline import Timeline
from guidance.records.model import Cancels, Citation
from guidance.records.parts import Part
from guidance.records.shown import Shown
from guidance.resolution.proposals import deciding, on_recommendation
from guidance.resolution.registry import Act


@dataclass(frozen=True, slots=True, repr=False)
class Cause(Shown):
    """Why a provision is in the state it is in.

    Attributes:
        kind: ``applies``, ``replaces``, ``restated``, ``corrected``, ``until``, ``dropped``,
            ``replaced``, ``ended``, ``superseded``, ``cancelled``, ``suspended``, ``displaced`` or
            ``lifted``.
        by: The provision or version that does it.
        because: The record's own reason, where it gives one.
        rests_on: The versions that proposed what ``by`` decided.
    """

    kind: str
    by: str
    when: When | None = None
    because: str | None = None
    cite: Citation | None = None
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A state of a part, with what it is seen in.

    Attributes:
        when: Describes the day of an event.
        segment: The days in which it holds.
        displacing: What was said of each text that displaces others, so that it is made once.
    """

    timeline: Timeline
    when: Callable[[str], When]
    part: Part
    segment: Segment
    state: State
    succession: Succession
    displacing: dict[Text, Cause]


class Causes:
    """Finds why a part is in its state."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._timeline = seen.timeline
        self._registry = seen.timeline.registry
        self._when = seen.when
        self._segment = seen.segment
        self._state = seen.state

    def of(
        self, text: Text, first: Text, since: When, ends: list[Ending], never: bool
    ) -> Iterator[Cause]:
        """Yield why a text is in its state, in order; which versions say the same again apart.

        Args:
            text: The text.
            first: The first of the texts that say the same, one after the other.
            since: From when they run.
            ends: What can end it.
            never: It was over by its own start.
        """
        yield beginning(first, since)
        if not never:
            for target in text.provision.replaces:
                yield Cause("replaces", target, since)
        for act in text.corrections:
            yield self._by_act("corrected", act, self._when(act.version))
        if self._state is State.SUSPENDED:
            for act in self._segment.pausing.get(text, ()):
                yield self._by_act("suspended", act, self._when(act.start))
        if self._state is State.DISPLACED:
            yield from self._displacing()
        if self._state is State.ENDED:
            yield from self._endings(text, ends)

    def _displacing(self) -> Iterator[Cause]:
        made = self._seen.displacing
        for text in self._segment.displacers:
            cause = made.get(text)
            if cause is None:
                when, cite = self._when(text.days.start), text.provision.cite
                cause = made[text] = Cause("displaced", text.statement.ref, when, None, cite)
            yield cause

    def _endings(self, text: Text, ends: list[Ending]) -> Iterator[Cause]:
        """What ended a text: the first end, or all that may have been the first."""
        calendar, day = self._timeline.calendar, self._segment.first
        if calendar.window(text.days.start) is None:
            cancelled = self._cancelled_by(text.days.start)
            if cancelled is not None:
                yield Cause("cancelled", cancelled, self._when(cancelled))
                return
        known = [end for end in ends if (end.when.date.earliest or date.min).toordinal() <= day]
        known = known or ends  # over before its start, and before its end has come
        for end in known:
            if any(
                (other.when.date.latest or date.max) < (end.when.date.earliest or date.min)
                for other in known
            ):
                continue
            if end.act is not None:
                yield self._by_act(end.kind, end.act, end.when)
            elif end.text is not None:
                yield Cause(
                    end.kind, end.text.statement.ref, end.when, None, end.text.provision.cite
                )
            else:
                yield Cause(end.kind, end.version, end.when)

    def _cancelled_by(self, event: str) -> str | None:
        registry, calendar = self._registry, self._timeline.calendar
        for dating in reversed(registry.datings.get(event, ())):
            if calendar.knows(dating.version) is not FALSE:
                # What is put off until a day is fixed is not cancelled.
                return dating.version if isinstance(dating.amendment, Cancels) else None
        after = registry.events[event].after
        return self._cancelled_by(after[0]) if after else None

    def _by_act(self, kind: str, act: Act, when: When) -> Cause:
        """A cause of the version that decided on an act, else of the one that does it."""
        registry, amendment = self._registry, act.amendment
        condition = act_condition(registry, self._timeline.calendar.knows, act)
        if condition is not None:
            when = replace(when, condition=condition)
        for ruling in deciding(registry, act):
            if self._timeline.calendar.knows(ruling.version) is TRUE:
                because = ruling.amendment.because or amendment.because
                cite = ruling.amendment.cite
                return Cause(kind, ruling.version, when, because, cite, (act.version,))
        behind = on_recommendation(registry, act.version, self._seen.succession.ref)
        return Cause(kind, act.version, when, amendment.because, amendment.cite, behind)


def beginning(first: Text, since: When) -> Cause:
    """Why words hold at all: the first text that says them applies, or is documented."""
    return Cause("applies" if first.days.is_stated else "documented", first.version, since)
