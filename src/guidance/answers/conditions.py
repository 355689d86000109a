"""On which conditions a state rests: what would be otherwise if a condition failed.

A condition keeps the state as it is and is told beside it. Whether a state rests on one is not
guessed: the part is worked out once more with the condition failing, and compared.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from guidance.engine.conditional import act_condition, label_of
from guidance.engine.diagrams import leaves
from guidance.engine.segments import Segment
from guidance.engine.states import State
from guidance.engine.texts import Text
from guidance.engine.timeline import Timeline
from guidance.records.parts import Part

_Spans = list[tuple[int, tuple[str, ...]]]
_MOST_CONDITIONS = 4
"""Of so many, every set is taken to fail."""


class Conditions:
    """The conditions on which the states of each part rest, as known on one day."""

    def __init__(self, timeline: Timeline, known_on: date | None) -> None:
        self._timeline = timeline
        self._known_on = known_on
        self._registry = timeline.registry
        self._calendar = timeline.calendar
        self._failing: dict[frozenset[str], Timeline] = {}

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        """All that was worked out so far: as the records say, and with conditions that fail."""
        return self._timeline, *self._failing.values()

    def spans(self, ref: str, part: Part) -> _Spans:
        """The conditions on which the state of a part rests, each with the first of its days.

        Nothing where no record makes anything depend on something. Where several conditions stand,
        every set of them is taken to fail: a state rests on a condition where its failing makes a
        difference, be it beside others that fail. Of too many to try, the state rests on all as
        soon as one set makes a difference.
        """
        standing = dict(self._standing(ref)) if self._registry.is_conditional else {}
        if not standing:
            return []
        own = self._timeline.segments(ref, part)
        failing = {keys: self._with_failing(keys).segments(ref, part) for keys in _sets(standing)}
        days = {s.first for segments in (own, *failing.values()) for s in segments}
        marked: _Spans = []
        for day in sorted(days):
            outcomes = {keys: _outcome(_at(segments, day)) for keys, segments in failing.items()}
            outcomes[frozenset()] = _outcome(_at(own, day))
            resting = _resting(outcomes, standing)
            told = tuple(dict.fromkeys(standing[key] for key in standing if key in resting))
            if not marked or marked[-1][1] != told:
                marked.append((day, told))
        return marked

    def _with_failing(self, unmet: frozenset[str]) -> Timeline:
        if unmet not in self._failing:
            self._failing[unmet] = Timeline(self._registry, self._known_on, unmet)
        return self._failing[unmet]

    def _standing(self, ref: str) -> Iterator[tuple[str, str]]:
        """Yield the conditions around a provision, each with the event or act that it is about."""
        registry = self._registry
        waiting, seen = [ref], {ref}
        while waiting:
            here = waiting.pop()
            for event in registry.events_of(here):
                yield from self._calendar.conditions(event)
            for act in registry.acts.get(here, ()):
                condition = act_condition(registry, self._calendar.knows, act)
                if condition is not None and not getattr(act.amendment, "proposes", False):
                    yield label_of(act), condition
            replacing = (statement.ref for statement in registry.replaced_by.get(here, ()))
            for other in (*replacing, *registry.displaced_by.get(here, ())):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)


def _at(segments: tuple[Segment, ...], day: int) -> Segment:
    return segments[bisect_right(segments, day, key=lambda segment: segment.first) - 1]


def _sets(standing: Iterable[str]) -> list[frozenset[str]]:
    """The sets of conditions that are taken to fail: each; of many, each alone, two, and all."""
    keys = tuple(standing)
    sizes = range(1, len(keys) + 1) if len(keys) <= _MOST_CONDITIONS else (1, 2, len(keys))
    return [frozenset(chosen) for size in sizes for chosen in combinations(keys, size)]


def _resting(outcomes: Mapping[frozenset[str], object], standing: Collection[str]) -> set[str]:
    """The conditions whose failing makes a difference; the empty set is what is so."""
    if len(standing) > _MOST_CONDITIONS:
        return {*standing} if len({*outcomes.values()}) > 1 else set()
    return {
        key
        for key in standing
        if any(outcomes[keys] != outcomes[keys - {key}] for keys in outcomes if key in keys)
    }


def _outcome(segment: Segment) -> object:
    """What may come out: states, and words where they apply."""
    return None if segment.is_tangled else _told(segment)


def _told(segment: Segment) -> frozenset[object]:
    """What comes out: a state, and the words where they apply."""
    return frozenset(
        (outcome.state, *_text(outcome.text))
        if outcome.state is State.IN_FORCE
        else (outcome.state,)
        for outcome in leaves(segment.outcomes)
    )


def _text(text: Text | None) -> tuple[object, ...]:
    """What a text says: where two say the same, it does not matter which of them applies."""
    if text is None:
        return ()
    said = text.provision
    return (
        said.text,
        said.force,
        said.only,
        said.kind,
        said.action,
        said.population,
        said.criteria,
    )
