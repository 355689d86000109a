"""From when the words that hold have run: texts that say the same, one after the other.

Where it is open whether the words of before went on without a gap, the days are told as wide as
they may be: from the first day on which they may have held, to the first on which they surely do.
"""

from __future__ import annotations

from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.engine.diagrams import FALSE, TRUE, leaves
from guidance.engine.segments import Segment, Since
from guidance.engine.states import LIVE
from guidance.engine.succession import Succession
from guidance.engine.takeovers import taken_over
from guidance.engine.texts import Text, same_words


class Continuity:
    """Goes back over the days on which the same words held in one part."""

    def __init__(self, succession: Succession) -> None:
        self._succession = succession
        self._calendar = succession.calendar

    def since(self, text: Text, segment: Segment, before: list[Segment]) -> Since:
        """From when the words of a text run that certainly hold from a segment on.

        Its first day at the latest; where they may have held before it, from the first such day on.
        """
        day = segment.first
        first, events = self._first_held(text, before, day), [text.days.start]
        for other in self._succession.texts:
            until = other.days.until
            if until is None or same_words(other.provision, text.provision):
                continue
            if other.days.then != "nothing":
                events.append(until)
            if self._surely_between(text, other, day):  # in every world its words stood in between
                first = max(first, (self._calendar.window(until) or (first, day))[0])
        window = first, day
        event = next((begin for begin in events if self._ends_on(begin, day)), events[0])
        own = self._calendar.window(event)
        return Since(text, event, None if own == window else window)

    def _first_held(self, text: Text, segments: list[Segment], day: int) -> int:
        """The first day on which the words may have held without a gap to a day."""
        for segment in reversed(segments):
            if segment.since is not None:
                run = segment.since
                if same_words(run.text.provision, text.provision):
                    return self._window(run)[0]
                return day
            if not (segment.is_tangled or _may_hold(segment, text)):
                return day
            day = segment.first
        return day

    def _window(self, since: Since) -> tuple[int, int]:
        return since.window or self._calendar.window(since.event) or (FIRST_DAY, LAST_DAY)

    def _ends_on(self, event: str, day: int) -> bool:
        """Whether a day is the last on which an event can fall."""
        window = self._calendar.window(event)
        return window is not None and window[1] == day

    def _surely_between(self, text: Text, other: Text, day: int) -> bool:
        """Whether a temporary text took a text's place in every world, and had run out by a day."""
        until = other.days.until or ""
        window = self._calendar.window(until)
        return (
            window is not None
            and window[1] <= day
            and self._calendar.no_later(until, other.days.start) is FALSE
            and self._calendar.happened_by(until, taken_over(other)) is FALSE  # it came here
            and self._succession.surely_superseded(other, text, day) is TRUE
        )


def _may_hold(segment: Segment, text: Text) -> bool:
    """Whether the words of a text are those that hold in some world."""
    return any(
        outcome.state in LIVE
        and outcome.text is not None
        and same_words(outcome.text.provision, text.provision)
        for outcome in leaves(segment.outcomes)
    )
