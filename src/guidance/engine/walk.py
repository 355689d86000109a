"""One part, from its first boundary to its last.

On each day the evaluation notes the first later day on which anything that it asked can have
another answer, and that is the next day to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from guidance.engine.ahead import Coming
from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.engine.budget import TANGLED
from guidance.engine.diagrams import FALSE, TRUE, Leaf, Tree, Worlds, leaves, tests
from guidance.engine.displacing import Displacers
from guidance.engine.feasible import Feasibility
from guidance.engine.last import LastHeld
from guidance.engine.moment import Moment
from guidance.engine.pauses import Pauses
from guidance.engine.running import Continuity
from guidance.engine.segments import Segment
from guidance.engine.states import (
    LIVE,
    Evaluator,
    PossibleState,
    State,
    StateOfText,
    merged,
)
from guidance.engine.succession import Succession
from guidance.engine.tests import Happened, HappenedBy, Published
from guidance.engine.texts import Text, same_words
from guidance.resolution.registry import Act


class Walk:
    """Goes through the days of one part."""

    def __init__(
        self, succession: Succession, displacers: Displacers, feasibility: Feasibility
    ) -> None:
        self._succession = succession
        self._displacers = displacers
        self._feasibility = feasibility
        self._calendar = feasibility.calendar
        self._diagrams = succession.diagrams
        self._budget = succession.diagrams.budget
        self._coming = Coming(succession, feasibility)
        self._last_held = LastHeld(succession.diagrams)
        self._displaces = any(text.provision.displaces for text in succession.texts)
        self._runs = Continuity(succession.texts, feasibility)
        self._pauses = Pauses(succession)
        self._evaluator = Evaluator(succession, self._pauses, displacers, self._coming)

    def segments(self) -> list[Segment]:
        """The states, from the first day of the calendar on."""
        segments: list[Segment] = []
        day = FIRST_DAY
        self._diagrams.forget()
        self._budget.new_part()
        while day <= LAST_DAY:
            moment = Moment(self._calendar, day)
            self._budget.new_day()
            segment = self._segment(moment)
            self._add(segments, segment)
            day = moment.until
        return segments

    def _segment(self, moment: Moment) -> Segment:
        diagrams = self._diagrams
        try:
            self._budget.spend(0)  # also where all of it is known from days before
            raw = self._evaluator.at(moment)
            outcomes = self._feasibility.cut(raw, moment.day)
            self._take_care(raw, moment)
            ahead = self._coming.at(moment)
            outcomes = self._told(outcomes, moment)
            tree = merged(diagrams, outcomes, partial(self._may_have_begun, moment.day))
        except TANGLED:
            self._note_all(moment)
            self._last_held.lost()
            nothing: Leaf[StateOfText] = diagrams.leaf(StateOfText(State.UNDETERMINED, None))
            status = diagrams.leaf(PossibleState(State.UNDETERMINED, None))
            events = tuple(sorted(self._open_events(moment.day)))
            return Segment(moment.day, nothing, status, (), None, depends_on=events or ("",))
        displacers: tuple[Text, ...] = ()
        if isinstance(tree, Leaf) and tree.answer.state is State.DISPLACED:
            displacers = tuple(self._displacers.on(moment))
        return Segment(
            moment.day,
            outcomes,
            tree,
            ahead,
            None,
            pausing=self._pausing(tree, moment),
            displacers=displacers,
        )

    def _pausing(self, tree: Tree[PossibleState], moment: Moment) -> dict[Text, tuple[Act, ...]]:
        """For each text that may be paused on a day, the acts that may pause it."""
        if not self._pauses.pauses:
            return {}
        return {
            status.text: self._pauses.standing(status.text, moment)
            for status in leaves(tree)
            if status.state is State.SUSPENDED and status.text is not None
        }

    def _may_have_begun(self, day: int, text: Text, care: Worlds) -> bool:
        """Whether a text has begun by a day in any of some worlds."""
        began = self._succession.begun_in(text, day, care)
        return self._feasibility.cut(began, day) is not FALSE

    def _told(self, outcomes: Tree[StateOfText], moment: Moment) -> Tree[StateOfText]:
        """The outcomes, told by what held last, and by what is out where nothing ever did."""
        if any(outcome.state in LIVE for outcome in leaves(outcomes)):
            # What holds in some worlds has not ended in those in which nothing has applied.
            return self._with_unapplied(self._last_held.told(outcomes), moment)
        return self._last_held.told(self._with_unapplied(outcomes, moment))

    def _with_unapplied(self, outcomes: Tree[StateOfText], moment: Moment) -> Tree[StateOfText]:
        """The outcomes, with what is to be said where nothing has applied."""
        diagrams = self._diagrams
        care = diagrams.replaced(outcomes, lambda outcome: TRUE if outcome.text is None else FALSE)
        if care is FALSE:
            return outcomes
        unapplied = self._coming.unapplied(moment, care)
        filled = diagrams.replaced(
            outcomes, lambda outcome: unapplied if outcome.text is None else diagrams.leaf(outcome)
        )
        self._take_care(filled, moment)
        return self._feasibility.cut(filled, moment.day)

    def _add(self, segments: list[Segment], segment: Segment) -> None:
        """Add a segment, or let the one before go on where nothing differs."""
        last = segments[-1] if segments else None
        text, running = _holding(segment), _running(segment)
        if running is not None:
            before = last.since if last is not None else None
            goes_on = before is not None and same_words(before.text.provision, running.provision)
            segment.since = before if goes_on else self._runs.since(running, segment, segments)
        if last is None:
            segments.append(segment)
            return
        same = segment.tree is last.tree or (
            isinstance(segment.tree, Leaf)
            and isinstance(last.tree, Leaf)
            and segment.tree.answer.says_the_same_as(last.tree.answer)
        )
        if (
            same
            and segment.ahead == last.ahead
            and segment.displacing == last.displacing
            and [*segment.pausing.values()] == [*last.pausing.values()]
            and segment.depends_on == last.depends_on
            and segment.since is last.since
            and self._sets_aside(segment) is self._sets_aside(last)
        ):
            old = _holding(last)
            if old is text or old is None or text is None:
                if _shown(segment) is _shown(last):
                    return
            elif old.provision == text.provision and old.corrections == text.corrections:
                self._restate(last, text, segment.first)
                return
        segments.append(segment)

    def _sets_aside(self, segment: Segment) -> Tree[tuple[str, ...]]:
        """What the texts in force displace, which texts in the same words need not do alike."""
        diagrams = self._diagrams
        if not self._displaces:
            return diagrams.leaf(())
        mine = self._budget.swap(self._budget.fresh())  # what is worked out is only read here
        try:
            return diagrams.replaced(
                segment.outcomes,
                lambda outcome: diagrams.leaf(
                    outcome.text.provision.displaces
                    if outcome.text is not None and outcome.state is State.IN_FORCE
                    else ()
                ),
            )
        finally:
            self._budget.swap(mine)

    def _restate(self, segment: Segment, text: Text, day: int) -> None:
        """Keep that a version states the text of a segment again, and from when that is known."""
        told = max(day, self._calendar.published(text.version)[1])
        if text.version not in segment.restating:
            segment.restating[text.version] = told
            segment.last = text

    # -- boundaries ----------------------------------------------------------------------------

    def _take_care(self, raw: Tree[StateOfText], moment: Moment) -> None:
        """Note the days around the edges of compared days, where the worlds can differ."""
        asked = list(tests(raw))
        happening = {test.event for test in asked if isinstance(test, Happened)}
        known_on = self._calendar.known_on
        for test in asked:  # until then it is settled by what has come
            if isinstance(test, HappenedBy) and test.event in happening:
                moment.note(test.day + 1)
            elif isinstance(test, Published) and known_on is not None and test.event in happening:
                moment.note(known_on)  # on the day they are one question, later what was known came
                moment.note(known_on + 1)
        for day in self._feasibility.turns(raw):
            moment.note(day)
        reach = self._feasibility.needs_care(raw)
        if not reach:
            return
        edges: set[int] = set()
        for test in asked:
            for point in self._calendar.points.get(test, ()):
                for low, high in point.spans:
                    edges |= {point.at(low), point.at(high)}
        if known_on is not None:
            edges.add(known_on)
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
        registry = self._calendar.registry
        events: set[str] = set()
        waiting, seen = [self._succession.ref], {self._succession.ref}
        while waiting:
            ref = waiting.pop()
            events |= set(registry.events_of(ref))
            # Of acts on one day the later published works last.
            events |= {act.version for act in registry.acts.get(ref, ())}
            others = (s.ref for s in registry.replaced_by.get(ref, ()))
            for other in (*others, *registry.displaced_by.get(ref, ())):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return events

    def _note_all(self, moment: Moment) -> None:
        """Look again on the next day on which an event around the part moves."""
        for event in self._events():
            moment.note(self._calendar.next_edge(event, moment.day))


def _holding(segment: Segment | None) -> Text | None:
    """The text of a part where it is certain which it is, and that it has not ended."""
    if segment is None or not isinstance(segment.tree, Leaf):
        return None
    status = segment.tree.answer
    return status.text if status.state in LIVE else None


def _running(segment: Segment) -> Text | None:
    """The first of the texts that may hold, where some text does and all say the same."""
    if segment.is_tangled:
        return None
    first: Text | None = None
    for outcome in leaves(segment.outcomes):
        if outcome.state not in LIVE or outcome.text is None:
            return None
        if first is not None and not same_words(first.provision, outcome.text.provision):
            return None
        if first is None or outcome.text.place < first.place:
            first = outcome.text
    return first


def _shown(segment: Segment) -> Text | None:
    return segment.tree.answer.text if isinstance(segment.tree, Leaf) else None
