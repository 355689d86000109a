"""Goes through the texts of a provision in one part, day by day: which holds, which was last."""

from __future__ import annotations

from bisect import bisect_left
from functools import cmp_to_key

from guidance.engine.diagrams import FALSE, TRUE, Worlds
from guidance.engine.moment import Moment
from guidance.engine.succession import Succession
from guidance.engine.texts import Text


class Sweep:
    """Goes through the days of a succession in order, and leaves behind what cannot matter."""

    def __init__(self, succession: Succession) -> None:
        self._all = succession
        self._diagrams = succession.diagrams
        self._next = 0
        self._alive: list[Text] = []
        self._over: list[Text] = []
        self._waiting = [text.place for text in succession.texts]

    def at(self, moment: Moment) -> tuple[list[tuple[Worlds, Text]], list[Text]]:
        """The texts that can hold on a day, each with when; and those that can be the last one."""
        self._take_in(moment)
        holding: list[tuple[Worlds, Text]] = []
        free = TRUE
        dead: list[Text] = []
        for text in reversed(self._alive):
            holds = self._all.started(text, moment)
            care = self._diagrams.both(free, holds)
            ended = self._all.ended(text, moment, care) if care is not FALSE else FALSE
            care = self._diagrams.less(care, ended)
            if care is not FALSE:
                care = self._diagrams.less(care, self._blocked(text, moment, care))
            if care is not FALSE:
                holding.append((care, text))
                free = self._diagrams.less(free, care)
            if (holds is TRUE or holds is text.exists) and self._is_over(text, moment):
                dead.append(text)
        for text in dead:
            self._alive.remove(text)
            self._over.append(text)
            del self._waiting[bisect_left(self._waiting, text.place)]
        last = self._last(moment)
        return holding, last

    def _take_in(self, moment: Moment) -> None:
        texts = self._all.by_start
        while self._next < len(texts) and texts[self._next].start_window[0] <= moment.day:
            text = texts[self._next]
            self._alive.insert(
                bisect_left(self._alive, text.place, key=lambda alive: alive.place), text
            )
            self._next += 1
        if self._next < len(texts):
            moment.note(texts[self._next].start_window[0])

    def _blocked(self, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether another text has taken the place."""
        diagrams, blocked = self._diagrams, FALSE
        for other in sorted((*self._alive, *self._over), key=_order, reverse=True):
            if other is text or other.version == text.version:
                continue
            rest = diagrams.less(care, blocked)
            if rest is FALSE:
                break
            took = self._all.supersedes(other, text, moment, rest)
            if text.statement.whole is not None:
                took = diagrams.either(took, self._all.overtakes(other, text, moment, rest))
            if took is not FALSE:
                took = diagrams.less(took, self._all.gives_back(other, moment, took))
                blocked = diagrams.either(blocked, took)
        return blocked

    def _is_over(self, text: Text, moment: Moment) -> bool:
        """Whether a text can never hold again: it ended, or its place is taken for good."""
        if text.start_window[1] > moment.day:
            return False
        if self._all.ended(text, moment, TRUE) is TRUE:
            return True
        for other in self._alive:
            if (
                other.place > text.place
                and other.days.until is None
                and other.membership is None
                and other.start_window[1] <= moment.day
                and self._all.supersedes(other, text, moment, TRUE) is TRUE
            ):
                return True
        return False

    def _last(self, moment: Moment) -> list[Text]:
        """Texts that have ended, the one that started last first; the rest is left behind."""
        kept, seen = [], False
        ordered = sorted(self._over, key=_last_first)
        first = self._waiting[0] if self._waiting else len(self._all.texts)
        for text in ordered:
            # Where its day is open, whether it began is only asked where that matters.
            is_exact = text.start_window[0] == text.start_window[1]
            began = self._all.began(text, moment, text.exists) if is_exact else text.exists
            can_block = began is not FALSE and (text.place > first or self._overtook(text))
            if can_block or (not seen and began is not FALSE):
                kept.append(text)
            seen = seen or (is_exact and began is TRUE)
        self._over = kept
        return sorted((*kept, *self._alive), key=_last_first)

    def _overtook(self, text: Text) -> bool:
        """Whether a text may have waited while a whole version's text, still there, took effect."""
        return any(
            alive.statement.whole is not None and alive.start_window[0] < text.start_window[1]
            for alive in self._alive
        )


def _started_later(text: Text, other: Text) -> int:
    """The order of texts by when they started: by days where they tell, else as published."""
    if text.start_window[0] > other.start_window[1]:
        return -1
    if other.start_window[0] > text.start_window[1]:
        return 1
    return other.place - text.place


_last_first = cmp_to_key(_started_later)


def _order(text: Text) -> int:
    return text.place
