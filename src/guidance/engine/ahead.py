"""What is to come: the text that would newly begin next, by what was published by a day.

Dates of events are those of the whole knowledge; texts and acts count once they are published. A
text that by then can never begin any more (withdrawn, taken over before its start, its event
cancelled) is not shown.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass

from guidance.engine.arithmetic import FIRST_DAY, NEVER
from guidance.engine.diagrams import FALSE, TRUE, Leaf, Tree, Worlds
from guidance.engine.feasible import Feasibility
from guidance.engine.foresight import Foresight
from guidance.engine.forestalling import Forestalling
from guidance.engine.moment import Moment
from guidance.engine.states import State, StateOfText
from guidance.engine.succession import Succession
from guidance.engine.texts import Text


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """A text that is to apply; of one succession each is one object.

    Attributes:
        left_out_by: The whole version that leaves it out and does not say whether it keeps it.
    """

    text: Text
    left_out_by: str | None = None


@dataclass(slots=True)
class _Told:
    """Whether a text waits, until a day.

    Attributes:
        until: The first day on which it may be otherwise.
        is_sure: It waits wherever it is published.
    """

    until: int
    waits: Worlds
    ahead: Ahead | None
    is_sure: bool


class Coming:
    """Goes through the days of a succession in order, with what is to come on each."""

    def __init__(self, succession: Succession, feasibility: Feasibility) -> None:
        self._calendar = succession.calendar
        self._feasibility = feasibility
        self._forestalling = Forestalling(succession)
        self._foresight = Foresight(succession.calendar)
        self._rank = _ranks(succession)
        self._windows = {
            text.place: self._calendar.window_once_known(text.days.start, text.version)
            or text.start_window
            for text in succession.texts
        }
        self._unpublished = sorted(
            succession.texts,
            key=lambda text: (self._calendar.published(text.version)[0], text.place),
        )
        self._versions = tuple(dict.fromkeys(text.version for text in succession.texts))
        self._maybe_later = succession.maybe_later
        self._told: dict[int, _Told] = {}
        self._made: dict[tuple[int, str | None], Ahead] = {}
        self._next = 0
        self._pending: list[Text] = []
        self._day = FIRST_DAY - 1
        self._ahead: tuple[Ahead, ...] = ()
        self._deciding: list[Text] = []

    def at(self, moment: Moment) -> tuple[Ahead, ...]:
        """What is to come on a day that is not before the one asked before."""
        if self._day == moment.day:
            return self._ahead
        self._day = moment.day
        self._ahead = self._at(moment)
        return self._ahead

    def _at(self, moment: Moment) -> tuple[Ahead, ...]:
        self._take_in(moment)
        day = moment.day
        gone = [
            text
            for text in self._pending
            if text.start_window[1] <= day and self._has_begun(text, moment)
        ]
        for text in gone:
            self._pending.remove(text)
        coming: list[Ahead] = []
        # What is published later in any case than one that starts sooner and waits wherever it is
        # published is to come too, but in no world the next: it costs no diagram.
        deciding: list[Text] = []
        sooner = len(self._maybe_later)
        limit = NEVER
        for text in self._in_turn(moment):
            place = text.place
            first, last = self._windows[place]
            if first > limit:
                break
            told = self._told.get(place)
            if told is None or told.until <= day:  # nothing is worked out anew before it can change
                told = self._told[place] = self._look(text, day)
            if told.until < moment.until:
                moment.until = told.until
            if told.ahead is None:
                continue
            coming.append(told.ahead)
            if sooner >= self._maybe_later[place] or self._is_redated(text):
                deciding.append(text)
                if told.is_sure and not self._is_redated(text):
                    sooner = min(sooner, place)
            if told.waits is TRUE and text.latest < NEVER:
                limit = min(limit, last)  # where it has begun by then, the next one is to come
        self._deciding = deciding
        return tuple(coming)

    def _in_turn(self, moment: Moment) -> list[Text]:
        """What is pending, the soonest first: what may come on any day comes on the next.

        Of those of one day, what surely comes then is before what may come later; of two that
        surely do, the later published counts.
        """
        pending, after = self._pending, moment.day + 1
        if not pending or self._windows[pending[0].place][0] >= after:
            return pending

        def soonest(text: Text) -> tuple[int, int, int]:
            first, last = self._windows[text.place]
            moment.note(first - 1)
            return max(first, after), last, -text.place if last <= after else 0

        return sorted(pending, key=soonest)

    def _look(self, text: Text, day: int) -> _Told:
        """What is told of a text on a day, and until when."""
        moment = Moment(self._calendar, day)
        waits = self._waits(text, moment, TRUE)
        waits = self._feasibility.cut(waits, day)
        ahead = None
        if waits is not FALSE:
            key = text.place, self._left_out_by(text, moment)
            ahead = self._made.setdefault(key, Ahead(text, key[1]))
        return _Told(moment.until, waits, ahead, waits is moment.happened(text.version))

    def not_over(self, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether something is to come, or nothing is published."""
        diagrams = self._calendar.diagrams
        over = diagrams.replaced(
            self.unapplied(moment, care),
            lambda outcome: TRUE if outcome.state is State.ENDED else FALSE,
        )
        return diagrams.less(care, over)

    def unapplied(self, moment: Moment, care: Worlds) -> Tree[StateOfText]:
        """Where ``care`` holds, nothing has applied: to come, withdrawn before it did, or unknown.

        By what has happened and was published by the day: a later day that would keep a text from
        beginning does not count before it comes.
        """
        diagrams = self._calendar.diagrams
        out = FALSE
        first: list[tuple[Worlds, Text]] = []
        unknown = self._unknown_where(care)
        for text in self._unpublished[: self._next]:
            if text.version in unknown:
                continue
            # What is published later in any case adds nothing to that something is.
            if any(self._is_first(earlier, text) for _, earlier in first):
                continue
            is_out = diagrams.both(care, self._is_out(text, moment))
            if is_out is not FALSE:
                out = diagrams.either(out, is_out)
                first.append((is_out, text))
            if out is care:
                break
        unapplied: Tree[StateOfText] = diagrams.leaf(StateOfText(State.NO_EVIDENCE, None))
        for is_out, text in reversed(first):
            withdrawn = diagrams.leaf(StateOfText(State.ENDED, text))
            unapplied = diagrams.choose(is_out, withdrawn, unapplied)
        self.at(moment)
        for text in reversed(self._deciding):
            if text.version in unknown:
                continue
            upcoming = diagrams.leaf(StateOfText(State.UPCOMING, text))
            unapplied = diagrams.choose(self._waits(text, moment, care), upcoming, unapplied)
        return unapplied

    def _unknown_where(self, care: Worlds) -> set[str]:
        """The versions of the texts that are not known in any world of some.

        Where a version is not, none is that the stated order puts after it: what such a text would
        do there need not be worked out.
        """
        unknown: set[str] = set()
        if self._calendar.known_on is None or isinstance(care, Leaf):
            return unknown
        diagrams, earlier = self._calendar.diagrams, self._calendar.registry.earlier
        for version in self._versions:
            is_after = not unknown.isdisjoint(earlier.get(version, ()))
            if is_after or diagrams.both(care, self._calendar.knows(version)) is FALSE:
                unknown.add(version)
        return unknown

    def _is_first(self, text: Text, other: Text) -> bool:
        """Whether one text is out wherever another is."""
        if text.membership is not None or text.exists is not TRUE:
            return False
        before = self._calendar.published_before(text.version, other.version) is TRUE
        return before and not (self._is_redated(text) or self._is_redated(other))

    def _is_redated(self, text: Text) -> bool:
        """Whether another day is told of its publication: that leaves the order as recorded."""
        return text.version in self._calendar.registry.tellings

    def _is_out(self, text: Text, moment: Moment) -> Worlds:
        """Whether a text is known and published by the day, and speaks of the part by then."""
        diagrams = self._calendar.diagrams
        is_out = diagrams.both(text.exists, moment.happened(text.version))
        if text.membership is None or is_out is FALSE:
            return is_out
        reached = FALSE
        for first, end in text.membership:
            moment.note(first)
            if moment.day >= first:  # what has not started by its last day never holds there
                late = self._foresight.not_before(text.days.start, end, moment)
                reached = diagrams.either(reached, diagrams.negated(late))
        return diagrams.both(is_out, reached)

    def _waits(self, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether a text is published, has not started and still may."""
        diagrams = self._calendar.diagrams
        if text.membership is not None:
            for first, end in text.membership:
                moment.note(first)
                moment.note(end - 1)
            if not any(first <= moment.day < end - 1 for first, end in text.membership):
                return FALSE
        waits = diagrams.both(care, diagrams.both(text.exists, moment.happened(text.version)))
        waits = diagrams.less(waits, moment.happened(text.days.start))
        if waits is not FALSE and text.membership is not None:
            # What will only start once the place has left never applies there.
            left = text.membership[-1][1]
            late = self._foresight.not_before(text.days.start, left, moment)
            waits = diagrams.less(waits, late)
        if waits is not FALSE:
            waits = diagrams.less(waits, self._forestalling.cancelled(text.days.start, moment))
        if waits is FALSE or self._forestalling.is_free(text):
            return waits
        waits = diagrams.less(waits, self._forestalling.foreseen(text, moment))
        if waits is FALSE:
            return FALSE
        return diagrams.less(waits, self._forestalling.forestalled(text, moment, waits))

    def _has_begun(self, text: Text, moment: Moment) -> bool:
        """Whether a text, whose last day has come, has started wherever it is known."""
        started = self._calendar.happened(text.days.start, moment.day)
        return self._calendar.diagrams.less(text.exists, started) is FALSE

    def _take_in(self, moment: Moment) -> None:
        texts = self._unpublished
        while self._next < len(texts):
            first = self._calendar.published(texts[self._next].version)[0]
            if first > moment.day:
                moment.note(first)
                break
            insort(self._pending, texts[self._next], key=self._soonest)
            self._next += 1

    def _soonest(self, text: Text) -> tuple[tuple[int, int], tuple[int, int]]:
        return self._windows[text.place], self._rank[text.place]

    def _left_out_by(self, text: Text, moment: Moment) -> str | None:
        for whole, _ in reversed(text.gates):
            first = self._calendar.published(whole.version)[0]
            if whole.pending is None and first <= moment.day:
                return whole.version
            moment.note(first)
        return None


def _ranks(succession: Succession) -> dict[int, tuple[int, int]]:
    """Which of two texts is told first where their days are alike, by the place of each.

    Of equal starts the later published counts: of those that wait for one event it comes next.
    What waits for different events is told in the order of publication.
    """
    calendar = succession.calendar
    first: dict[str, int] = {}
    for text in succession.texts:
        first.setdefault(calendar.name_of(text.days.start), text.place)
    return {
        text.place: (first[calendar.name_of(text.days.start)], -text.place)
        for text in succession.texts
    }
