"""What keeps a text that has not started from ever starting: withdrawn, taken over, cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guidance.engine.arithmetic import NEVER
from guidance.engine.diagrams import FALSE, TRUE, Worlds, leaves
from guidance.engine.foresight import Foresight
from guidance.engine.moment import Moment
from guidance.engine.succession import Succession
from guidance.engine.takeovers import last_start
from guidance.engine.texts import Text

_MOST_OPEN = 4
"""Versions that may be published by a day, at most, with and without each of which it is asked."""


class Forestalling:
    """Says of the pending texts of one part whether they can still begin."""

    def __init__(self, succession: Succession) -> None:
        self._succession = succession
        self._calendar = succession.calendar
        self._foresight = Foresight(self._calendar)
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
        """Where it is settled by a day that something keeps a text from beginning after it.

        What surely ends it by its start, on whatever day that is; what surely takes its place by
        then; and what surely ends it before a temporary text gives its place back.
        """
        diagrams, foresight = self._calendar.diagrams, self._foresight
        start = text.days.start
        foreseen = self._ended_by(text, start, moment)
        for whole, holds_there in text.gates:
            if whole.pending == "dropped" and foreseen is not TRUE:
                published = diagrams.both(holds_there, moment.happened(whole.version))
                dropped = self._is_due(whole.start, start, moment)
                foreseen = diagrams.either(foreseen, diagrams.both(published, dropped))
        soonest = foresight.soonest(start, moment)
        if soonest == moment.day + 1:
            for first in self._starts_of_takers():
                moment.note(first - 1)
        for other, where in self._takers(text, soonest):
            if foreseen is TRUE:
                break
            taken = moment.happened(other.version)
            if taken is not FALSE:
                known = foresight.settled(other.exists, moment.day, moment)
                taken = diagrams.both(taken, known)
            if taken is not FALSE and other.version != text.version:
                before = self._calendar.published_before(text.version, other.version)
                taken = diagrams.both(taken, before)
            if taken is not FALSE:
                gives_back = other.days.until is not None and where is self._succession
                due = self._starts_first(other, gives_back, text, moment)
                taken = diagrams.both(taken, due)
            if taken is not FALSE:
                target = text if where is self._succession else None
                taken = self._surely_began(other, where, moment, taken, target)
            if taken is not FALSE:
                stays = self._stays_taken(other, where, text, soonest, moment)
                foreseen = diagrams.either(foreseen, diagrams.both(taken, stays))
        return foreseen

    def _ended_by(self, text: Text, event: str, moment: Moment) -> Worlds:
        """Where it is published and settled that something ends a text by an event to come."""
        diagrams, foresight = self._calendar.diagrams, self._foresight
        ended = FALSE
        for end in text.ends:
            if ended is TRUE:
                break
            holds = moment.happened(end.version)
            if end.kind == "dropped" and holds is not FALSE:
                # Of what has not started by then a whole version is a gate.
                started = self._calendar.no_later(text.days.start, end.event)
                holds = diagrams.both(holds, foresight.settled(started, moment.day, moment))
            if holds is not FALSE:
                known = foresight.settled(end.holds, moment.day, moment)
                holds = diagrams.both(holds, known)
            if holds is not FALSE:
                holds = diagrams.both(holds, self._is_due(end.event, event, moment))
            ended = diagrams.either(ended, holds)
        return ended

    def _is_due(self, event: str, other: str, moment: Moment) -> Worlds:
        """Where an event is still to come and it is settled that it will not be after another."""
        due = self._foresight.no_later(event, other, moment)
        return due if due is FALSE else self._calendar.diagrams.less(due, moment.happened(event))

    def _starts_first(self, other: Text, gives_back: bool, text: Text, moment: Moment) -> Worlds:
        """Where it is settled that a text starts here by the start to come of another.

        One that started before has forestalled by now what it can, unless it gives the place back
        (then what waits for that is told with its end) or its whole version is yet to start. What
        has both from the Union has them until the same day.
        """
        event = text.days.start
        joins = other.membership[0][0] if other.membership else 0
        if joins > moment.day:
            moment.note(joins - 1)
            if self._foresight.soonest(event, moment) < joins:
                return FALSE
        first = other.days.start
        is_done = joins <= moment.day and not gives_back and other.statement.whole is None
        due = self._is_due if is_done else self._foresight.no_later
        starts = due(first, event, moment)
        left = other.membership[-1][1] if other.membership else NEVER
        if starts is not FALSE and left != NEVER and text.membership is None:
            in_time = self._foresight.by(first, left - 1, moment) if left > moment.day else FALSE
            starts = self._calendar.diagrams.both(starts, in_time)
        return starts

    def _surely_began(
        self, other: Text, where: Succession, moment: Moment, care: Worlds, target: Text | None
    ) -> Worlds:
        """Where ``care`` holds: whether a text is settled to have begun by its start.

        Once it has started it is what happened that counts, whenever that is published; what took
        its place and that of the ``target`` for good need not be asked about (see ``began``).
        """
        diagrams, began = self._calendar.diagrams, FALSE
        if other.days.until is not None or other.statement.whole is not None:
            # Of any other the care is only for where it is to come: see _starts_first.
            started = diagrams.both(care, where.started(other, moment))
            if started is not FALSE:
                began = where.began(other, moment, started, None, target)
                care = diagrams.less(care, started)
        if care is FALSE:
            return began
        will = self._will_begin(other, where, moment, frozenset(), frozenset({other.version}))
        return diagrams.either(began, diagrams.both(care, will))

    def _will_begin(
        self,
        other: Text,
        where: Succession,
        moment: Moment,
        unpublished: frozenset[str],
        published: frozenset[str],
    ) -> Worlds:
        """Where it is settled that a text will begin, by what is published by the day.

        Of a version that may be published by then it is worked out with it and without.
        """
        open_ones: list[str] = []

        def is_out(version: str) -> bool:
            if version in published or version in unpublished:
                return version in published
            first, last = self._calendar.published(version)
            moment.note(first)
            moment.note(last)
            if first <= moment.day < last:
                open_ones.append(version)
            return last <= moment.day

        will = self._foresight.settled(where.surely_began(other, is_out), last_start(other), moment)
        if will is not FALSE and any(
            point is None for point in leaves(self._calendar.pointed(other.days.start))
        ):
            will = self._calendar.diagrams.both(
                will, self._stays_free(other, where, moment, is_out)
            )
        if not open_ones:
            return will
        if len(published) + len(unpublished) > _MOST_OPEN:
            return FALSE
        version = open_ones[0]
        return self._calendar.diagrams.choose(
            moment.happened(version),
            self._will_begin(other, where, moment, unpublished, published | {version}),
            self._will_begin(other, where, moment, unpublished | {version}, published),
        )

    def _stays_free(
        self, text: Text, where: Succession, moment: Moment, counts: Callable[[str], bool]
    ) -> Worlds:
        """Where it is settled that nothing keeps a text that has no day yet from its start.

        Whatever has a day comes before what has none; but that may be given one before the end of
        a temporary text, and what has none either may come by then.
        """
        diagrams, foresight, free = self._calendar.diagrams, self._foresight, TRUE
        start = text.days.start
        replacing = (other for other, _ in where.replacers)
        for later in (*where.published_later(text, NEVER), *replacing):
            first, until = later.days.start, later.days.until
            if free is FALSE or not counts(later.version):
                continue
            if self._calendar.window(first) is None:
                comes_after = foresight.leads_to(start, first) and not foresight.leads_to(
                    first, start
                )
                free = free if comes_after else FALSE
            elif until is not None and later.statement.ref == text.statement.ref:
                over = foresight.no_later(until, start, moment)
                gives_back = foresight.settled(where.sets_aside(later), moment.day, moment)
                free = diagrams.both(free, diagrams.either(over, gives_back))
        return free

    def _stays_taken(
        self, other: Text, where: Succession, text: Text, soonest: int, moment: Moment
    ) -> Worlds:
        """Where it is settled that what took the place of a text never lets it begin."""
        diagrams, foresight = self._calendar.diagrams, self._foresight
        until = other.days.until
        if where is not self._succession:
            if text.membership is not None or other.membership is None:
                return TRUE
            # Joining adds no earlier act: it is one only if it took effect on a member's day.
            reaches = where.reach.inside(other.statement, other.days.start)
            return foresight.settled(reaches, soonest, moment)
        if until is not None and foresight.leads_to(until, text.days.start):
            return FALSE  # what starts at its end or after it is left alone
        if other.statement.whole is None and (
            until is None or self._calendar.window(until) is None
        ):
            return TRUE
        then = Moment(self._calendar, soonest)
        took = where.takes_its_place(other, text, then, TRUE)
        stays = foresight.settled(took, soonest, moment)
        # What has waited for a whole version takes over from its text, however short its time is.
        if until is not None and other.statement.whole is None and stays is not TRUE:
            running = diagrams.negated(moment.happened(until))
            ended = diagrams.both(running, self._ended_by(text, until, moment))
            stays = diagrams.either(stays, ended)
        return stays

    def _takers(self, text: Text, day: int) -> Iterator[tuple[Text, Succession]]:
        """Yield the texts that may take the place of a text if they begin by a day."""
        succession = self._succession
        last = max(day, text.start_window[0])  # what is yet to be dated may start from one event
        for other in succession.published_later(text, last):
            yield other, succession
        yield from succession.replacing_by(last)

    def _starts_of_takers(self) -> Iterator[int]:
        """The first days on which what takes the place of a text can start."""
        for text in self._succession.texts:
            yield text.start_window[0]
        for text, _ in self._succession.replacers:
            yield text.start_window[0]

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
