"""The states of each part over time.

A part is worked out once, from boundary to boundary: on each day the evaluation notes the first
later day on which anything that it asked can have another answer, and that is the next day to
look at. The states are found by bisection. A part that takes too many steps is *too tangled* on
the days concerned, with the events that it depends on; the others are answered all the same.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.ahead import Ahead, Coming
from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.engine.budget import TANGLED, Budget
from guidance.engine.calendar import Calendar
from guidance.engine.diagrams import FALSE, TRUE, Diagrams, Leaf, Tree, leaves, tests
from guidance.engine.displacing import Displacers
from guidance.engine.feasible import Feasibility
from guidance.engine.moment import Moment
from guidance.engine.parts import Parts, Reach
from guidance.engine.pauses import Pauses
from guidance.engine.segments import Segment, Since
from guidance.engine.states import Evaluator, PossibleState, State, StateOfText, merged
from guidance.engine.succession import Succession
from guidance.engine.tests import (
    EndOfMonth,
    Happened,
    HappenedBy,
    NoLaterThan,
    Order,
    Published,
    Test,
    Unsaid,
)
from guidance.engine.texts import Text, same_words
from guidance.records.parts import Part
from guidance.resolution.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator

_KIND_RANK: dict[type, int] = {
    Published: 0,
    Happened: 1,
    HappenedBy: 2,
    EndOfMonth: 3,
    NoLaterThan: 4,
    Order: 5,
    Unsaid: 6,
}


class Timeline:
    """The states of all provisions, as known on one day (or with all records)."""

    def __init__(self, registry: Registry, known_on: date | None = None) -> None:
        self.registry = registry
        self.known_on = known_on.toordinal() if known_on else None
        self.budget = Budget()
        self._ranks: dict[str, int] = {}
        self.diagrams = Diagrams(self.budget, self._rank)
        self.calendar = Calendar(registry, self.known_on, self.diagrams)
        self.feasibility = Feasibility(self.calendar)
        self.parts = Parts(self.calendar)
        self._successions: dict[tuple[str, Part], Succession] = {}
        self._segments: dict[tuple[str, Part], tuple[Segment, ...]] = {}

    def segments(self, ref: str, part: Part) -> tuple[Segment, ...]:
        """The states of one provision in one part, from the first day of the calendar on."""
        found = self._segments.get((ref, part))
        if found is not None:
            return found
        # What displaces comes first; a list of its own, as such chains are as long as they like.
        waiting = [(ref, part)]
        while waiting:
            key = waiting[-1]
            first = [each for each in self.displacing(*key) if each not in self._segments]
            if first and key not in self._segments:
                waiting += first
            else:
                waiting.pop()
                if key not in self._segments:
                    self._segments[key] = tuple(_Walk(self, *key).segments())
        return self._segments[ref, part]

    def displacing(self, ref: str, part: Part) -> list[tuple[str, Part]]:
        """What may displace a provision in a part, each in the part that holds it."""
        others = self.registry.displaced_by.get(ref, ())
        return [
            (other, where)
            for other in others
            if (where := self.parts.holding(other, part)) is not None
        ]

    def at(self, ref: str, part: Part, day: int) -> Segment:
        """The segment that holds a day."""
        segments = self.segments(ref, part)
        return segments[bisect_right(segments, day, key=lambda s: s.first) - 1]

    def next_after(self, ref: str, part: Part, day: int) -> int | None:
        """The first day of the next segment after a day."""
        segments = self.segments(ref, part)
        place = bisect_right(segments, day, key=lambda s: s.first)
        return segments[place].first if place < len(segments) else None

    def succession(self, ref: str, part: Part) -> Succession:
        """The texts of one provision in one part."""
        found = self._successions.get((ref, part))
        if found is not None:
            return found
        # All that replaces it, and what replaces that: a list, however long the chain.
        waiting, made = [(ref, part)], []
        while waiting:
            key = waiting.pop()
            if key not in self._successions:
                reach = Reach(self.calendar, self.parts, key[1], self.parts.since(key[0]))
                self._successions[key] = Succession(self.calendar, *key, reach)
                made.append(key)
                waiting += self._replacing(*key)
        for key in made:
            self._successions[key].replaced_by(
                (text, self._successions[other])
                for other in self._replacing(*key)
                for text in self._successions[other].texts
                if key[0] in text.provision.replaces
            )
        # Those at the end of a chain first, so that no call goes down all of it.
        for key in reversed(made):
            self._successions[key].settle()
        return self._successions[ref, part]

    def _replacing(self, ref: str, part: Part) -> list[tuple[str, Part]]:
        """What may replace a provision in a part, each in the part that holds it."""
        others = dict.fromkeys(s.ref for s in self.registry.replaced_by.get(ref, ()))
        return [
            (other, where)
            for other in others
            if (where := self.parts.holding(other, part)) is not None
        ]

    def _rank(self, test: Test) -> tuple[int, int, int]:
        """The order of tests in diagrams: what is about one event stays together."""
        kind = _KIND_RANK[type(test)]
        first = self._place(test.event)
        other = getattr(test, "other", None)
        second = self._place(other.partition("/")[0]) if other in self._ranks else 0
        return max(first, second), kind, _distinct(test, self._ranks)

    def _place(self, event: str) -> int:
        """The place of an event in a fixed walk through the records."""
        if not self._ranks:
            self._walk_records()
        found = self._ranks.get(event)
        if found is None:
            found = self._ranks[event] = len(self._ranks)
        return found

    def _walk_records(self) -> None:
        ranks: dict[str, int] = {}

        def take(event: str | None) -> None:
            if event is not None and event not in ranks:
                ranks[event] = len(ranks)

        registry = self.registry
        for ref in sorted(registry.statements):
            for statement in registry.statements[ref]:
                for days in (statement.days, *(days for _, days in statement.by_place)):
                    take(days.start)
                    take(days.until)
                take(statement.version)
            for act in registry.acts.get(ref, ()):
                take(act.start or None)
                take(act.until)
                take(act.version)
        for event in sorted(registry.events):
            take(event)
        self._ranks = ranks


def _distinct(test: Test, ranks: dict[str, int]) -> int:
    """A number that tells tests of one kind and place apart, whatever was asked first."""
    key = repr(test)
    if key not in ranks:
        ranks[key] = 0
        import zlib

        ranks[key] = zlib.crc32(key.encode())
    return ranks[key]


class _Walk:
    """One part, from its first boundary to its last."""

    def __init__(self, timeline: Timeline, ref: str, part: Part) -> None:
        timeline.budget.new_part()
        self._timeline = timeline
        self._calendar = timeline.calendar
        self._diagrams = timeline.diagrams
        self._ref = ref
        self._part = part
        self._succession = timeline.succession(ref, part)
        reach = self._succession.reach
        self._pauses = Pauses(timeline.calendar, ref, self._succession.texts, reach)
        self._displacers = Displacers(timeline, ref, timeline.displacing(ref, part))
        self._evaluator = Evaluator(
            self._succession, self._pauses, self._displacers, timeline.diagrams
        )
        self._coming = Coming(timeline.calendar, self._succession)

    def segments(self) -> list[Segment]:
        found: list[Segment] = []
        day = FIRST_DAY
        self._diagrams.forget()
        self._timeline.budget.new_part()
        while day <= LAST_DAY:
            moment = Moment(self._calendar, day)
            self._timeline.budget.new_day()
            segment = self._segment(moment)
            self._add(found, segment)
            day = moment.until
        return found

    def _segment(self, moment: Moment) -> Segment:
        diagrams = self._diagrams
        try:
            raw = self._evaluator.at(moment)
            outcomes = self._timeline.feasibility.cut(raw, moment.day)
            self._take_care(raw, moment)
            ahead = self._coming.at(moment)
            outcomes = self._with_unapplied(outcomes, ahead, moment)
            tree = merged(diagrams, outcomes)
        except TANGLED:
            self._note_all(moment)
            nothing: Leaf[StateOfText] = diagrams.leaf(StateOfText(State.UNDETERMINED, None))
            status = diagrams.leaf(PossibleState(State.UNDETERMINED, None))
            events = tuple(sorted(self._open_events(moment.day)))
            return Segment(moment.day, nothing, status, (), None, depends_on=events or ("",))
        displacers: tuple[str, ...] = ()
        if isinstance(tree, Leaf) and tree.answer.state is State.DISPLACED:
            displacers = tuple(self._displacers.on(moment))
        return Segment(moment.day, outcomes, tree, ahead, None, displacers=displacers)

    def _with_unapplied(
        self, outcomes: Tree[StateOfText], ahead: tuple[Ahead, ...], moment: Moment
    ) -> Tree[StateOfText]:
        """The outcomes, with what is to be said where nothing has applied."""
        diagrams = self._diagrams
        care = diagrams.replaced(outcomes, lambda each: TRUE if each.text is None else FALSE)
        if care is FALSE:
            return outcomes
        unapplied = self._coming.unapplied(moment, ahead, care)
        found = diagrams.replaced(
            outcomes, lambda each: unapplied if each.text is None else diagrams.leaf(each)
        )
        self._take_care(found, moment)
        return self._timeline.feasibility.cut(found, moment.day)

    def _add(self, found: list[Segment], segment: Segment) -> None:
        """Add a segment, or let the one before go on where nothing differs."""
        last = found[-1] if found else None
        text, running = _holding(segment), _running(segment)
        if running is not None:
            before = last.since if last is not None else None
            goes_on = before is not None and same_words(before.text.provision, running.provision)
            segment.since = before if goes_on else self._since(running, segment.first)
        if last is None:
            found.append(segment)
            return
        same = segment.tree is last.tree or (
            isinstance(segment.tree, Leaf)
            and isinstance(last.tree, Leaf)
            and segment.tree.answer.says_the_same_as(last.tree.answer)
        )
        if (
            same
            and segment.ahead == last.ahead
            and segment.displacers == last.displacers
            and segment.depends_on == last.depends_on
            and segment.since is last.since
        ):
            old = _holding(last)
            if old is text or old is None or text is None:
                if _shown(segment) is _shown(last):
                    return
            elif old.provision == text.provision and old.corrections == text.corrections:
                last.restated = (*last.restated, text.version)
                return
        found.append(segment)

    def _since(self, text: Text, day: int) -> Since:
        """From when the words of a text run that holds from a day on."""
        last, back = text.start_window[1], text.days.start
        for first, end in text.membership or ():
            if max(1, last) < first <= day < end:
                return Since(text, back, (first, first))
            if end <= day:  # kept after leaving, and until that was settled perhaps not
                return Since(text, back, (max(first, text.start_window[0]), day))
        for other in self._succession.texts:
            until = other.days.until
            if other is text or until is None or other.days.then == "nothing":
                continue
            window = self._calendar.window(until)
            if window is None or not last < window[1] <= day:
                continue
            if not same_words(other.provision, text.provision):
                back, last = until, window[1]
        return Since(text, back)

    # -- boundaries ----------------------------------------------------------------------------

    def _take_care(self, raw: Tree[StateOfText], moment: Moment) -> None:
        """Note the days around the edges of compared days, where the worlds can differ."""
        reach = self._timeline.feasibility.needs_care(raw)
        if not reach:
            return
        edges: set[int] = set()
        for test in tests(raw):
            for point in self._calendar.points.get(test, ()):
                for low, high in point.spans:
                    edges |= {point.at(low), point.at(high)}
        if self._calendar.known_on is not None:
            edges.add(self._calendar.known_on)
        for edge in edges:
            for near in range(edge - reach - 1, edge + reach + 2):
                moment.note(near)

    def _open_events(self, day: int) -> Iterator[str]:
        """The events around a part whose days are open on a day."""
        for event in self._events():
            window = self._calendar.window(event)
            if window is not None and window[0] <= day < window[1]:
                yield event

    def _events(self) -> set[str]:
        registry = self._timeline.registry
        found: set[str] = set()
        waiting, seen = [self._ref], {self._ref}
        while waiting:
            ref = waiting.pop()
            for statement in registry.statements[ref]:
                found |= {e for e in (statement.start, statement.until) if e}
            for act in registry.acts.get(ref, ()):
                found |= {e for e in (act.start, act.until) if e}
            others = (s.ref for s in registry.replaced_by.get(ref, ()))
            for other in (*others, *registry.displaced_by.get(ref, ())):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return found

    def _note_all(self, moment: Moment) -> None:
        """Look again on the next day on which an event around the part moves."""
        for event in self._events():
            moment.note(self._calendar.next_edge(event, moment.day))


def _holding(segment: Segment | None) -> Text | None:
    """The text of a part where it is certain which it is, and that it has not ended."""
    if segment is None or not isinstance(segment.tree, Leaf):
        return None
    status = segment.tree.answer
    live = (State.IN_FORCE, State.SUSPENDED, State.DISPLACED)
    return status.text if status.state in live else None


def _running(segment: Segment) -> Text | None:
    """The first of the texts that may hold, where some text does and all say the same."""
    if segment.is_tangled:
        return None
    live = (State.IN_FORCE, State.SUSPENDED, State.DISPLACED)
    first: Text | None = None
    for each in leaves(segment.outcomes):
        if each.state not in live or each.text is None:
            return None
        if first is not None and not same_words(first.provision, each.text.provision):
            return None
        if first is None or each.text.place < first.place:
            first = each.text
    return first


def _shown(segment: Segment) -> Text | None:
    return segment.tree.answer.text if isinstance(segment.tree, Leaf) else None
