"""Which text of a provision holds in one part on a day, in every world at once.

A text holds when its start has happened, none of its ends has, and no later published text has
taken its place. What takes a place is decided here (design, "Texts, one after the other"):

* a partial version's text takes the place of every text published earlier, begun or pending,
  except of one that starts at or after its own end;
* a whole version's text takes the place of what has started by its own start or by the start of
  the version; a pending text that is kept takes over from it on its own day;
* what never began (it ended, was withdrawn or taken over by its own start) takes nobody's place;
* after its own end a temporary text gives the place back, or not, as its record says; where it
  says nothing both are possible.

Two unknown days are compared only there. A condition is worked out only where it matters: ``care``
says in which worlds that is, and outside them the answer is not defined.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY, NEVER
from guidance.engine.budget import TANGLED, TooTangledError
from guidance.engine.calendar import Calendar
from guidance.engine.diagrams import FALSE, TRUE, Worlds
from guidance.engine.lifetimes import Filter
from guidance.engine.moment import Moment
from guidance.engine.parts import Reach
from guidance.engine.takeovers import Takeovers, last_start, taken_over
from guidance.engine.texts import Text, TextMaker
from guidance.records.parts import Part

_FEW_STEPS = 5_000


class Succession(Takeovers):
    """The texts of one provision in one part, and what holds of them on a day."""

    def __init__(self, calendar: Calendar, ref: str, part: Part, reach: Reach) -> None:
        super().__init__(calendar, ref, part, reach)
        maker = TextMaker(calendar, reach, ref)
        self.texts = maker.texts()
        maker.add_ends(self.texts)
        self.by_start = sorted(self.texts, key=lambda text: (text.start_window[0], text.place))
        self._soonest_after = self._soonest()
        self.maybe_later = [self._first_maybe_later(text) for text in self.texts]
        self.replacers: list[tuple[Text, Succession]] = []
        self._replacer_starts: list[int] = []
        self._taken: dict[tuple[int, int, Worlds, Text | None], tuple[Worlds, int]] = {}
        self._possible: dict[int, bool] = {}
        self._next_start = FIRST_DAY - 1, NEVER
        self._settled: dict[int, Worlds | None] = {}

    def replaced_by(self, replacers: Iterable[tuple[Text, Succession]]) -> None:
        """Name the texts of other provisions that take this one's place."""
        self.replacers = sorted(replacers, key=lambda replacer: replacer[0].start_window[0])
        self._replacer_starts = [text.start_window[0] for text, _ in self.replacers]

    def replacing_by(self, day: int) -> list[tuple[Text, Succession]]:
        """Those of them that can start by a day."""
        return self.replacers[: bisect_right(self._replacer_starts, day)]

    def _soonest(self) -> list[int]:
        soonest = [NEVER] * (len(self.texts) + 1)
        for text in reversed(self.texts):
            soonest[text.place] = min(soonest[text.place + 1], text.start_window[0])
        return soonest

    def _first_maybe_later(self, text: Text) -> int:
        """The place of the first text that may be published later than one."""
        place = text.place
        before = self.calendar.registry.published_before
        while place > 0:
            other = self.texts[place - 1].version
            if other != text.version and before(other, text.version) is not None:
                break
            place -= 1
        return place

    def ended(self, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Whether something beside a later text has ended a text by the day."""
        diagrams, ended = self.diagrams, FALSE
        for holds in self.endings(text, moment):
            ended = diagrams.either(ended, diagrams.both(care, holds))
            if ended is TRUE or ended is care:
                return ended
        rest = diagrams.less(care, ended)
        if rest is not FALSE and self.replacers:
            ended = diagrams.either(ended, self._replaced(text, moment, rest))
        return ended

    def _replaced(self, text: Text, moment: Moment, care: Worlds) -> Worlds:
        diagrams, replaced = self.diagrams, FALSE
        count = bisect_right(self._replacer_starts, moment.day)
        if count < len(self.replacers):
            moment.note(self._replacer_starts[count])
        latest = sorted(
            self.replacers[:count], key=lambda replacer: _order(replacer[0]), reverse=True
        )
        for other, where in latest:
            rest = diagrams.less(care, replaced)
            if rest is FALSE:
                break
            holds = self.replaces(text, other, where, moment, rest, None)
            replaced = diagrams.either(replaced, holds)
        return replaced

    def replaces(
        self,
        text: Text,
        other: Text,
        where: Succession,
        moment: Moment,
        care: Worlds,
        counts: Filter | None,
    ) -> Worlds:
        """Where ``care`` holds: whether a text of another provision has taken a text's place."""
        diagrams = self.diagrams
        if other.version != text.version:
            care = diagrams.both(care, self.calendar.published_before(text.version, other.version))
        if care is not FALSE:
            care = diagrams.both(care, where.started(other, moment))
        if care is not FALSE and text.membership is None and other.membership is not None:
            # Joining adds no earlier act: it is one only if it took effect on a member's day.
            care = diagrams.both(care, where.reach.inside(other.statement, other.days.start))
        return where.began(other, moment, care, counts, text) if care is not FALSE else FALSE

    # -- whether it ever began -----------------------------------------------------------------

    def began(
        self,
        text: Text,
        moment: Moment,
        care: Worlds,
        counts: Filter | None = None,
        target: Text | None = None,
    ) -> Worlds:
        """Where ``care`` holds: whether a text that has started was not over by its start.

        ``target`` is a text that it takes the place of. What takes the place of both, and for
        good, need not be asked about: where it kept this text from beginning, it had by then ended
        the target itself. So many texts that each act on all earlier ones cost a chain of tests,
        and not one for every order of theirs.
        """
        first, last = text.start_window
        if first == last and counts is None and taken_over(text) <= first:
            settled = self._settled_start(text)
            if settled is TRUE:
                return care
            if settled is FALSE and target is None:
                return FALSE
        asking = self.calendar.asking
        if text in asking:
            return FALSE  # each was published after the one before: no world has such a circle
        key = text.place, moment.day, care, target
        known = self._taken.get(key) if counts is None else None
        if known is None:
            look = Moment(self.calendar, moment.day)  # who asks again is told the same days
            asking.add(text)
            try:
                never = self._never_began(text, look, care, counts, target)
            finally:
                asking.remove(text)
            known = self.diagrams.less(care, never), look.until
            if counts is None:
                self._taken[key] = known
        moment.note(known[1])
        return known[0]

    def settle(self) -> None:
        """Work out ahead whether the texts that replace others began, where their day is exact."""
        if self.replacers:
            for text in self.texts:
                if text.provision.replaces and text.start_window[0] == text.start_window[1]:
                    self._settled_start(text)

    def _settled_start(self, text: Text) -> Worlds | None:
        """Whether a text began, where its day is exact and nothing about that is open.

        What happens after the day does not matter to that, so it is the same on all of them.
        """
        if text.place not in self._settled:
            budget = self.diagrams.budget
            mine = budget.swap(budget.fresh())
            asking, self.calendar.asking = self.calendar.asking, set()
            self._settled[text.place] = None
            try:
                day = Moment(self.calendar, text.start_window[0])
                began = self.diagrams.negated(self._never_began(text, day, TRUE, None, None))
                self._settled[text.place] = began
            except TooTangledError:
                pass  # worked out on the day it is asked, as far as it matters there
            finally:
                self.calendar.asking = asking
                budget.swap(mine)
        settled = self._settled[text.place]
        return settled if settled is TRUE or settled is FALSE else None

    def _never_began(
        self,
        text: Text,
        moment: Moment,
        care: Worlds,
        counts: Filter | None,
        target: Text | None,
    ) -> Worlds:
        """Where ``care`` holds: whether something had ended a text by its own start."""
        diagrams, never = self.diagrams, FALSE
        last = last_start(text)
        if last > moment.day:
            last = moment.day
            self._note_next(text, moment)
        diagrams.budget.spend()
        for end in text.ends:
            if end.first > last:
                break
            if counts is not None and not counts(end.version):
                continue
            holds = self.end_happened(text, end, moment)
            holds = diagrams.both(
                diagrams.both(care, holds), self.is_by_start(end.event, text, target)
            )
            never = diagrams.either(never, holds)
        for whole, _ in text.gates:
            if counts is None or counts(whole.version):
                for holds in self.gate(text, whole, moment):
                    never = diagrams.either(never, diagrams.both(care, holds))
        own = [(other, self) for other in self.published_later(text, last)]
        for other, where in (*own, *self.replacing_by(last)):
            if counts is not None and not counts(other.version):
                continue
            if self.takes_both(other, target):
                continue
            rest = diagrams.less(care, never)
            if rest is FALSE:
                return never
            # Whether it has started is asked first: mostly the days need not be compared then.
            rest = diagrams.both(rest, where.started(other, moment))
            if rest is not FALSE:
                rest = diagrams.both(rest, self.starts_by(other, text, target))
            if rest is FALSE:
                continue
            if where is self:
                took = self.supersedes(other, text, moment, rest, counts)
                # What is only set aside has begun: once it is free again, it has its place.
                took = diagrams.less(took, self.sets_aside(other))
            else:
                took = self.replaces(text, other, where, moment, rest, counts)
            never = diagrams.either(never, took)
        return never

    def _note_next(self, text: Text, moment: Moment) -> None:
        """Note the next day on which more can keep a text, which may start later, from it."""
        if self._next_start[0] != (day := moment.day):
            starts = [*(other.start_window[0] for other in self.by_start), *self._replacer_starts]
            self._next_start = day, min((first for first in starts if first > day), default=NEVER)
        moment.note(self._next_start[1])
        for end in text.ends:
            if end.first > day:
                moment.note(end.first)
                break

    def published_later(self, text: Text, last: int) -> Iterable[Text]:
        """The texts that may be published later and start by a day, latest first."""
        later: list[Text] = []
        place = self.maybe_later[text.place]
        while place < len(self.texts) and self._soonest_after[place] <= last:
            other = self.texts[place]
            if other.start_window[0] <= last and other.version != text.version:
                later.append(other)
            place += 1
        return reversed(later)

    def may_have_begun(self, text: Text) -> bool:
        """Whether a text begins in some world; what takes too long to tell is possible."""
        is_possible = self._possible.get(text.place)
        if is_possible is None:
            day = Moment(self.calendar, min(text.start_window[1], LAST_DAY))
            began = self._in_few_steps(lambda: self.began(text, day, self.started(text, day)), TRUE)
            is_possible = self._possible[text.place] = began is not FALSE
        return is_possible

    def begun_in(self, text: Text, day: int, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether a text has begun by a day; what takes too long has."""
        then = Moment(self.calendar, day)
        care = self.diagrams.both(care, self.started(text, then))
        return self._in_few_steps(lambda: self.began(text, then, care), care)

    def surely_began(self, text: Text, counts: Filter) -> Worlds:
        """Where a text begins, by its last possible day; what takes too long to tell is not."""
        day = Moment(self.calendar, last_start(text))
        return self._in_few_steps(lambda: self.began(text, day, TRUE, counts), FALSE)

    def _in_few_steps(self, ask: Callable[[], Worlds], otherwise: Worlds) -> Worlds:
        budget = self.diagrams.budget
        mine = budget.swap((_FEW_STEPS, _FEW_STEPS))
        try:
            return ask()
        except TANGLED:
            return otherwise
        finally:
            budget.swap(mine)

    # -- one text after the other --------------------------------------------------------------

    def supersedes(
        self,
        other: Text,
        text: Text,
        moment: Moment,
        care: Worlds,
        counts: Filter | None = None,
    ) -> Worlds:
        """Where ``care`` holds: whether another text has taken a started or pending one's place."""
        diagrams = self.diagrams
        care = diagrams.both(care, self.calendar.published_before(text.version, other.version))
        if care is not FALSE:
            care = diagrams.both(care, self.started(other, moment))
        if care is not FALSE:
            care = self.takes_its_place(other, text, moment, care)
        return self.began(other, moment, care, counts, text) if care is not FALSE else FALSE

    def overtakes(self, older: Text, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether a kept pending text took over from a whole version's."""
        diagrams = self.diagrams
        if text.statement.whole is None or older.start_window[1] <= text.start_window[0]:
            return FALSE
        care = diagrams.both(care, self.calendar.published_before(older.version, text.version))
        care = diagrams.both(care, self.started(older, moment)) if care is not FALSE else care
        if care is FALSE:
            return FALSE
        care = diagrams.less(care, self.takes_its_place(text, older, moment, care))
        return self.began(older, moment, care) if care is not FALSE else FALSE


def _order(text: Text) -> int:
    return text.place
