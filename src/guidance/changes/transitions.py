"""How a provision passes from one certain state to the next, in each part of its territory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from guidance.answers.answer import States
from guidance.answers.entries import Entry
from guidance.engine.arithmetic import LAST_DAY
from guidance.engine.states import State
from guidance.records.parts import Part


@dataclass(frozen=True, slots=True)
class Transition:
    """From one certain state of a provision to the next.

    Attributes:
        first: First day on which the new state can hold.
        last: First day on which it certainly holds; ``LAST_DAY`` where that never comes.
        unsettled: The undetermined entry between, where there is one.
        after: ``None`` where the provision is never certain again.
    """

    ref: str
    part: Part
    first: int
    last: int
    before: Entry
    after: Entry | None
    unsettled: Entry | None


def transitions(states: States, ref: str) -> Iterator[Transition]:
    """Yield the transitions of one provision, in order of time, for each part of its territory."""
    for part, spans in states.spans(ref).items():
        before: Entry | None = None
        unsettled: tuple[int, Entry] | None = None
        for first, entry in spans:
            if entry.state is State.UNDETERMINED:
                unsettled = unsettled or (first, entry)
                continue
            # One act that displaces follows another: the provision goes on being displaced.
            stays = before is not None and before.state is entry.state is State.DISPLACED
            if before is not None and not (stays and unsettled is None):
                since, between = unsettled or (first, None)
                last = first
                if entry.state is State.UPCOMING:  # announced when published, at the latest
                    announced = states.describer.when(entry.version).date.latest
                    last = announced.toordinal() if announced else LAST_DAY
                yield Transition(ref, part, since, last, before, entry, between)
            elif unsettled is not None:
                since, between = unsettled
                yield Transition(ref, part, since, first, _nothing(between), entry, between)
            before, unsettled = entry, None
        if unsettled is not None:
            since, between = unsettled
            start = before or _nothing(between)
            yield Transition(ref, part, since, LAST_DAY, start, None, between)


def _nothing(entry: Entry) -> Entry:
    """Stand in for the state before the calendar begins."""
    return replace(entry, state=State.NO_EVIDENCE, causes=(), depends_on=())
