"""From when the words that hold have run: texts that say the same, one after the other.

Where it is open whether the words of before went on without a gap, the days are told as wide as
they may be: from the first day on which in some world they have held ever since, to the first on
which they surely do.
"""

from __future__ import annotations

from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.engine.budget import TANGLED
from guidance.engine.diagrams import FALSE, TRUE, Branch, Tree, Worlds
from guidance.engine.feasible import Feasibility
from guidance.engine.segments import Segment, Since
from guidance.engine.states import LIVE, StateOfText
from guidance.engine.tests import Happened
from guidance.engine.texts import Text, same_words

_FEW_STEPS = 5_000
_DAYS = 62
"""Days of one segment that are looked at one by one, at most."""


class Continuity:
    """Goes back over the days on which the same words held in one part."""

    def __init__(self, texts: list[Text], feasibility: Feasibility) -> None:
        self._texts = texts
        # Few are: to look through all texts at each of them would cost their square.
        self._giving_back = [
            (text.provision, text.days.until)
            for text in texts
            if text.days.until is not None and text.days.then != "nothing"
        ]
        self._feasibility = feasibility
        self._calendar = feasibility.calendar
        self._diagrams = feasibility.calendar.diagrams

    def since(self, text: Text, segment: Segment, before: list[Segment]) -> Since:
        """From when the words of a text run that certainly hold from a segment on.

        Its first day at the latest; where they may have held before it, from the first such day on.
        """
        day = segment.first
        first, events = self._first_held(text, before, day), [text.days.start]
        for provision, until in self._giving_back:
            if not same_words(provision, text.provision):
                events.append(until)
        window = first, day
        event = next((begin for begin in events if self._ends_on(begin, day)), events[0])
        own = self._calendar.window(event)
        return Since(text, event, None if own == window else window)

    def _first_held(self, text: Text, segments: list[Segment], day: int) -> int:
        """The first day from which on the words held in some world, up to a day."""
        first = self._first_that_may(text, segments, day)
        # One text has no gap: beside another its place may have been taken for some days.
        is_alone = len(self._texts) == 1
        if first == day or (is_alone and (first, day) == self._calendar.window(text.days.start)):
            return first
        budget = self._diagrams.budget
        mine = budget.swap((_FEW_STEPS, _FEW_STEPS))
        try:
            return self._first_without_a_gap(text, segments, first, day)
        except TANGLED:
            return first
        finally:
            budget.swap(mine)

    def _first_that_may(self, text: Text, segments: list[Segment], day: int) -> int:
        """The first day from which on the words may have held on each day, each by itself."""
        for segment in reversed(segments):
            if segment.since is not None:
                run = segment.since
                if same_words(run.text.provision, text.provision):
                    return self._window(run)[0]
                return day
            if not (segment.is_tangled or self._held(segment.outcomes, text, None) is not FALSE):
                return day
            day = segment.first
        return day

    def _first_without_a_gap(
        self, text: Text, segments: list[Segment], first: int, day: int
    ) -> int:
        """The same, by the worlds in which they held on all of these days."""
        held = TRUE
        for segment in reversed(segments):
            begin, last = max(segment.first, first), day - 1
            if not segment.is_tangled and self._held(segment.outcomes, text, None) is not TRUE:
                while last >= begin:
                    then = self._diagrams.both(held, self._held(segment.outcomes, text, last))
                    then = self._feasibility.cut(then, last)
                    if then is FALSE:
                        return last + 1
                    held = then
                    last = last - 1 if day - last < _DAYS or last == begin else begin
            day = begin
            if day == first:
                break
        return day

    def _held(self, outcomes: Tree[StateOfText], text: Text, day: int | None) -> Worlds:
        """Where the words of a text are those that hold, on a day if one is given."""
        diagrams, known = self._diagrams, dict[int, Worlds]()

        def walk(node: Tree[StateOfText]) -> Worlds:
            if not isinstance(node, Branch):
                return TRUE if _says(node.answer, text) else FALSE
            held = known.get(id(node))
            if held is None:
                test = node.test
                if day is None or not isinstance(test, Happened):
                    asked = diagrams.ask(test)
                else:  # so that days can be compared
                    asked = self._calendar.happened_by(test.event, day)
                held = diagrams.choose(asked, walk(node.yes), walk(node.no))
                known[id(node)] = held
            return held

        return walk(outcomes)

    def _window(self, since: Since) -> tuple[int, int]:
        return since.window or self._calendar.window(since.event) or (FIRST_DAY, LAST_DAY)

    def _ends_on(self, event: str, day: int) -> bool:
        """Whether a day is the last on which an event can fall."""
        window = self._calendar.window(event)
        return window is not None and window[1] == day


def _says(outcome: StateOfText, text: Text) -> bool:
    """Whether the words of a text are those that hold in an outcome."""
    return (
        outcome.state in LIVE
        and outcome.text is not None
        and same_words(outcome.text.provision, text.provision)
    )
