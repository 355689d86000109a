"""Goes through the texts of a provision in one part, day by day: which holds, which was last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cmp_to_key
from itertools import accumulate, pairwise, takewhile

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
        self._latest_first: list[Text] = []
        self._waiting = [text.place for text in succession.texts]
        self._may_follow = _soonest_of_the_rest(succession.maybe_later)
        self._starts = _starts_in_turn(succession)

    def at(self, moment: Moment) -> tuple[list[tuple[Worlds, Text]], list[Text]]:
        """The texts that can hold on a day, each with when; and those that can be the last one."""
        if self._starts is not None:
            return self._in_turn(self._starts, moment), []
        self._take_in(moment)
        self._latest_first = sorted((*self._alive, *self._over), key=_order, reverse=True)
        holding: list[tuple[Worlds, Text]] = []
        free = TRUE
        # Where it is open what was known: whether a text has started that is over, or later.
        later = TRUE if self._all.calendar.known_on is None else FALSE
        if later is FALSE:
            for text in self._over:
                later = self._diagrams.either(later, self._all.started(text, moment))
        dead: list[Text] = []
        for text in reversed(self._alive):
            holds = self._all.started(text, moment)
            care = self._diagrams.both(free, holds)
            if care is not FALSE:
                care = self._diagrams.less(care, self._all.ended(text, moment, care))
            if care is not FALSE and (
                later is TRUE
                or self._diagrams.both(care, later) is not FALSE
                or self._may_wait(text)
            ):
                care = self._diagrams.less(care, self._blocked(text, moment, care))
            if care is not FALSE:
                holding.append((care, text))
                free = self._diagrams.less(free, care)
            if later is not TRUE:
                later = self._diagrams.either(later, holds)
            if (holds is TRUE or holds is text.exists) and self._is_over(text, moment):
                dead.append(text)
        for text in dead:
            self._alive.remove(text)
            self._over.append(text)
            del self._waiting[bisect_left(self._waiting, text.place)]
        last = self._last(moment)
        return holding, last

    def _in_turn(self, starts: list[int], moment: Moment) -> list[tuple[Worlds, Text]]:
        """The text that holds, where each takes the place of the one before on its own day."""
        place = bisect_right(starts, moment.day)
        if place < len(starts):
            moment.note(starts[place])
        return [(TRUE, self._all.texts[place - 1])] if place else []

    def _may_wait(self, text: Text) -> bool:
        """Whether a text may have its place taken by one that is not told as published later."""
        return text.statement.whole is not None or self._all.maybe_later[text.place] < text.place

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
        for other in self._latest_first:
            if other is text or other.version == text.version:
                continue
            rest = diagrams.less(care, blocked)
            if rest is FALSE:
                break
            took = self._all.supersedes(other, text, moment, rest)
            if text.statement.whole is not None:
                overtook = self._all.overtakes(other, text, moment, rest)
                overtook = diagrams.less(overtook, self._set_aside(other, moment, overtook))
                took = diagrams.either(took, overtook)
            if took is not FALSE:
                took = diagrams.less(took, self._all.gives_back(other, moment, took))
                blocked = diagrams.either(blocked, took)
        return blocked

    def _set_aside(self, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether a text still waits for a temporary one to run out."""
        diagrams, waits = self._diagrams, FALSE
        for other in self._latest_first:
            rest = diagrams.less(care, waits)
            if rest is FALSE:
                break
            if other is text or other.version == text.version:
                continue
            rest = diagrams.both(rest, self._all.sets_aside(other))
            if rest is not FALSE:
                took = self._all.supersedes(other, text, moment, rest)
                took = diagrams.less(took, self._all.gives_back(other, moment, took))
                waits = diagrams.either(waits, took)
        return waits

    def _is_over(self, text: Text, moment: Moment) -> bool:
        """Whether a text can never hold again: it ended, or its place is taken for good."""
        if text.start_window[1] > moment.day:
            return False
        if self._all.ended(text, moment, TRUE) is TRUE:
            return True
        later = takewhile(lambda other: other.place > text.place, reversed(self._alive))
        return any(
            other.days.until is None
            and other.membership is None
            and other.start_window[1] <= moment.day
            and self._all.supersedes(other, text, moment, TRUE) is TRUE
            for other in later
        )

    def _last(self, moment: Moment) -> list[Text]:
        """Texts that have ended, the one that started last first; the rest is left behind."""
        kept, seen = [], False
        ordered = sorted(self._over, key=_last_first)
        # What may be published later than one that can hold can have taken its place.
        first = self._may_follow[self._waiting[0]] if self._waiting else len(self._all.texts)
        for text in ordered:
            # Where its day is open, whether it began is only asked where that matters.
            is_exact = text.start_window[0] == text.start_window[1]
            began = self._all.began(text, moment, text.exists) if is_exact else text.exists
            can_block = began is not FALSE and (text.place >= first or self._overtook(text))
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


def _soonest_of_the_rest(places: list[int]) -> list[int]:
    """For each place of a list, the smallest number from there on."""
    return list(accumulate(reversed(places), min))[::-1]


def _started_later(text: Text, other: Text) -> int:
    """The order of texts by when they started: by days where they tell, else as published."""
    if text.start_window[0] > other.start_window[1]:
        return -1
    if other.start_window[0] > text.start_window[1]:
        return 1
    return other.place - text.place


_last_first = cmp_to_key(_started_later)


def _starts_in_turn(succession: Succession) -> list[int] | None:
    """The days of texts that are known to start in the order in which they were published.

    ``None`` where anything is open, or where anything but the next text can end one: then all of
    them are looked at on each day.
    """
    calendar = succession.calendar
    starts: list[int] = []
    for text in succession.texts:
        start = calendar.exact(text.days.start)
        if start is None or not _stays(text) or (starts and start <= starts[-1]):
            return None
        starts.append(start)
    before, versions = calendar.published_before, [text.version for text in succession.texts]
    is_known = all(before(version, after) is TRUE for version, after in pairwise(versions))
    return starts if is_known and not succession.replacers else None


def _stays(text: Text) -> bool:
    """Whether nothing but another text can end a text, which is known for certain."""
    is_ended = text.days.until or text.ends or text.gates or text.membership is not None
    return text.exists is TRUE and not is_ended


def _order(text: Text) -> int:
    return text.place
