"""What keeps a text that has not started from ever starting: withdrawn, taken over, cancelled."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.engine.arithmetic import NEVER
from guidance.engine.diagrams import FALSE, TRUE, Worlds
from guidance.engine.moment import Moment
from guidance.engine.succession import Succession
from guidance.engine.texts import Text


class Forestalling:
    """Says of the pending texts of one part whether they can still begin."""

    def __init__(self, succession: Succession) -> None:
        self._succession = succession
        self._calendar = succession.calendar
        self._free: dict[int, bool] = {}

    def is_free(self, text: Text) -> bool:
        """Whether nothing can keep a text from starting on its day, which is exact.

        Nothing ends it, no whole version leaves it out, and no text of this or another provision
        that may be published later starts by its day. It is the same on every day before it.
        """
        is_free = self._free.get(text.place)
        if is_free is None:
            day = self._calendar.exact(text.days.start)
            is_free = self._free[text.place] = (
                day is not None
                and not (text.ends or text.gates)
                and not self._succession.replacing_by(day)
                and not any(self._succession.published_later(text, day))
            )
        return is_free

    def forestalled(self, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether a text that has not started was kept from it by the day.

        By what was published by then; what the records do not say is taken as kept.
        """
        succession, diagrams, forestalled = self._succession, self._calendar.diagrams, FALSE

        def add(holds: Worlds, version: str) -> None:
            nonlocal forestalled
            holds = diagrams.both(care, holds)
            if holds is not FALSE:
                forestalled = diagrams.either(
                    forestalled, diagrams.both(holds, moment.happened(version))
                )

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
                rest = diagrams.less(care, forestalled)
                if rest is FALSE:
                    break
                add(succession.supersedes(other, text, moment, rest), other.version)
        for other, where in succession.replacing_by(moment.day):
            rest = diagrams.less(care, forestalled)
            if rest is FALSE:
                break
            add(succession.replaces(text, other, where, moment, rest, None), other.version)
        return forestalled

    def foreseen(self, text: Text, moment: Moment) -> Worlds:
        """Where it is published by a day that something ends a text by its start, if that is later.

        Only what surely does, on whatever day the text starts.
        """
        calendar, event = self._calendar, text.days.start
        diagrams, foreseen = calendar.diagrams, FALSE
        # What is yet to be dated can begin on the next day at the earliest.
        begin = calendar.first_after(event, moment.day)
        if begin == NEVER:
            begin = moment.day + 1
        if text.start_window[0] < text.start_window[1] or text.start_window[0] == NEVER:
            for end in text.ends:
                moment.note(end.first - 1)
            for day in self._starts_of_takers():
                moment.note(day - 1)

        def is_sure(name: str) -> bool:
            window = calendar.window(name)
            if window is not None and window[1] > begin:
                moment.note(window[1] - 1)
            return calendar.is_one(name, event) or (window is not None and window[1] <= begin)

        def is_out(version: str) -> bool:
            return version == other.version or calendar.published(version)[1] <= moment.day

        for end in text.ends:
            holds = end.holds is TRUE or end.holds is text.exists
            if end.kind == "dropped":
                holds = holds and calendar.no_later(event, end.event) is TRUE
            if holds and is_sure(end.event):
                foreseen = diagrams.either(foreseen, moment.happened(end.version))
        for whole, holds_there in text.gates:
            window = calendar.window(whole.start)
            if whole.pending == "dropped" and window and window[1] <= begin:
                published = diagrams.both(holds_there, moment.happened(whole.version))
                foreseen = diagrams.either(foreseen, published)
        for other, where in self._takers(text, begin):
            if foreseen is TRUE:
                break
            published = moment.happened(other.version)
            is_known = published is not FALSE and is_sure(other.days.start)
            if is_known and where.surely_began(other, is_out):
                foreseen = diagrams.either(foreseen, published)
        return foreseen

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
        last = max(day, text.start_window[0])  # what is yet to be dated may start from one event
        for other in succession.published_later(text, last):
            is_later = before(text.version, other.version) is TRUE
            if is_later and succession.takes_its_place(other, text, then, TRUE) is TRUE:
                yield other, succession
        for other, where in succession.replacing_by(last):
            if other.version == text.version or before(text.version, other.version) is TRUE:
                yield other, where

    def cancelled(self, event: str, moment: Moment) -> Worlds:
        """Whether an event was cancelled by what was published by a day."""
        diagrams, registry = self._calendar.diagrams, self._calendar.registry
        after = registry.events[event].after
        base = registry.same_as.get(event, after[0] if after else None)
        cancelled = self.cancelled(base, moment) if base is not None else FALSE
        for telling in registry.tellings.get(event, ()):
            known = self._calendar.knows(telling.version)
            if known is not FALSE:
                told = moment.happened(telling.version) if telling.kind == "cancels" else FALSE
                cancelled = diagrams.choose(known, told, cancelled)
        return cancelled
