"""What keeps a text that has not started from ever starting: withdrawn, taken over, cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.engine.arithmetic import NEVER
from guidance.engine.diagrams import FALSE, TRUE, Worlds
from guidance.engine.lifetimes import Filter
from guidance.engine.moment import Moment
from guidance.engine.succession import Succession
from guidance.engine.texts import Text


class Forestalling:
    """Says of the pending texts of one part whether they can still begin."""

    def __init__(self, succession: Succession) -> None:
        self._succession = succession
        self._calendar = succession.calendar

    def may_begin(self, text: Text, moment: Moment) -> bool:
        """Whether a text can still begin, on what is surely published by the day."""
        if text.start_window[0] == NEVER:
            return not self._is_cancelled(text, moment)
        if text.membership is not None and not any(
            first <= text.start_window[1] and text.start_window[0] < end
            for first, end in text.membership
        ):
            return False

        def counts(version: str) -> bool:
            last = self._calendar.published(version)[1]
            if last > moment.day:
                moment.note(last)
                return False
            return True

        return not self._is_surely_over(text, moment, counts)

    def forestalled(self, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether a text that has not started was kept from it by the day.

        By what was published by then; what the records do not say is taken as kept.
        """
        succession, diagrams, found = self._succession, self._calendar.diagrams, FALSE

        def add(holds: Worlds, version: str) -> None:
            nonlocal found
            holds = diagrams.both(care, holds)
            if holds is not FALSE:
                found = diagrams.either(found, diagrams.both(holds, moment.happened(version)))

        for end in text.ends:
            if end.first > moment.day:
                moment.note(end.first)
                break
            if end.kind != "dropped":  # of what has not started a whole version is a gate
                add(diagrams.both(end.holds, moment.happened(end.event)), end.version)
        for whole, holds in text.gates:
            if whole.pending == "dropped":
                add(diagrams.both(holds, moment.happened(whole.start)), whole.version)
        for other in succession.published_later(text, moment.day):
            gives_back = other.days.until is not None and other.days.then != "nothing"
            if other.statement.whole is None and not gives_back:
                rest = diagrams.less(care, found)
                if rest is FALSE:
                    break
                add(succession.supersedes(other, text, moment, rest), other.version)
        for other, where in succession.replacing_by(moment.day):
            rest = diagrams.less(care, found)
            if rest is FALSE:
                break
            add(succession.replaces(text, other, where, moment, rest, None), other.version)
        return found

    def _is_surely_over(self, text: Text, moment: Moment, counts: Filter) -> bool:
        """Whether something surely ends a text by its start, if it starts later than the day."""
        calendar, begin = self._calendar, max(text.start_window[0], moment.day + 1)
        if text.start_window[0] < text.start_window[1]:
            for end in text.ends:
                moment.note(end.first - 1)
            for day in self._starts_of_takers():
                moment.note(day - 1)

        def is_sure(event: str) -> bool:
            window = calendar.window(event)
            if window is not None and window[1] > begin:
                moment.note(window[1] - 1)
            return event == text.days.start or (window is not None and window[1] <= begin)

        for end in text.ends:
            if end.first > begin:
                break
            holds = end.holds is TRUE or end.holds is text.exists
            if end.kind == "dropped":
                holds = holds and calendar.no_later(text.days.start, end.event) is TRUE
            if holds and is_sure(end.event) and counts(end.version):
                return True
        for whole, _ in text.gates:
            window = calendar.window(whole.start)
            is_dropped = whole.pending == "dropped" and window and window[1] < begin
            if is_dropped and counts(whole.version):
                return True
        for other, where in self._takers(text, begin):
            is_known = is_sure(other.days.start) and counts(other.version)
            if is_known and where.surely_began(other, counts):
                return True
        return False

    def _starts_of_takers(self) -> Iterator[int]:
        """The first days on which what takes the place of a text can start."""
        for text in self._succession.texts:
            yield text.start_window[0]
        for text, _ in self._succession.replacers:
            yield text.start_window[0]

    def _takers(self, text: Text, day: int) -> Iterator[tuple[Text, Succession]]:
        """Yield the texts that take the place of a text if they begin by a day."""
        succession, then = self._succession, Moment(self._calendar, day)
        before = self._calendar.published_before
        for other in succession.published_later(text, day):
            is_later = before(text.version, other.version) is TRUE
            if is_later and succession.takes_its_place(other, text, then, TRUE) is TRUE:
                yield other, succession
        for other, where in succession.replacing_by(day):
            if other.version == text.version or before(text.version, other.version) is TRUE:
                yield other, where

    def _is_cancelled(self, text: Text, moment: Moment) -> bool:
        """Whether the day it starts from was surely known not to come."""
        event = text.days.start
        registry = self._calendar.registry
        while True:
            for telling in reversed(registry.tellings.get(event, ())):
                if self._calendar.knows(telling.version) is not FALSE:
                    if telling.kind != "cancels":
                        break
                    last = self._calendar.published(telling.version)[1]
                    moment.note(last)
                    return last <= moment.day
            if event in registry.same_as:
                event = registry.same_as[event]
                continue
            after = registry.events[event].after
            if after is None:
                return False
            event = after[0]
