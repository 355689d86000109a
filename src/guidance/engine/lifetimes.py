"""Whether a text has started by a day, and what beside other texts has ended it.

Its own ``until``, an act that ends it, the whole version that leaves it out, the Union that its
place has left. What follows it or replaces it is in ``succession``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from guidance.engine.calendar import Calendar
from guidance.engine.diagrams import FALSE, Worlds
from guidance.engine.moment import Moment
from guidance.engine.parts import Reach
from guidance.engine.tests import Unsaid
from guidance.engine.texts import End, Text
from guidance.records.model import Keeps
from guidance.records.parts import Part

Filter = Callable[[str], bool]
"""Whether a version counts; what does not is as if it were not recorded."""


class Lifetimes:
    """Starts and ends of the texts of one provision in one part, each text by itself."""

    def __init__(self, calendar: Calendar, ref: str, part: Part, reach: Reach) -> None:
        self.calendar = calendar
        self.diagrams = calendar.diagrams
        self.ref = ref
        self.part = part
        self.reach = reach
        self._keeping = [act for act in calendar.acts(ref) if isinstance(act.amendment, Keeps)]

    def started(self, text: Text, moment: Moment) -> Worlds:
        """Whether a text is known here and its start has happened."""
        if text.membership is None:
            return self.diagrams.both(text.exists, moment.happened(text.days.start))
        started = FALSE
        for first, end in text.membership:
            moment.note(first)
            moment.note(end)
            if moment.day >= end:
                begun = self.calendar.happened_by(text.days.start, end - 1)
            elif moment.day >= first:
                begun = moment.happened(text.days.start)
            else:
                continue
            started = self.diagrams.either(started, begun)
        return self.diagrams.both(text.exists, started)

    def endings(self, text: Text, moment: Moment) -> Iterable[Worlds]:
        """What ends a text by a day beside other texts, one by one: where each does."""
        diagrams, calendar = self.diagrams, self.calendar
        for end in text.ends:
            if end.first > moment.day:
                moment.note(end.first)
                break
            yield self.end_happened(text, end, moment)
        for whole, holds in text.gates:
            begun = diagrams.both(holds, moment.happened(whole.start))
            if begun is not FALSE:
                begun = diagrams.less(begun, calendar.no_later(text.days.start, whole.start))
            if begun is not FALSE and whole.pending != "kept":
                yield (
                    begun
                    if whole.pending
                    else diagrams.less(
                        begun,
                        self.unsaid("pending-kept", text.days.start, text, whole.version),
                    )
                )
        if text.membership is not None:
            yield self._left(text, moment)

    def end_happened(self, text: Text, end: End, moment: Moment) -> Worlds:
        """Whether one thing that can end a text has done so by a day."""
        happened = self.diagrams.both(end.holds, moment.happened(end.event))
        if end.kind == "dropped" and happened is not FALSE:
            # A text not yet started by then is pending, and has a gate instead.
            happened = self.diagrams.both(
                happened, self.calendar.no_later(text.days.start, end.event)
            )
        return happened

    def _left(self, text: Text, moment: Moment) -> Worlds:
        """Whether the place has left and the text did not stay: the records may not say."""
        diagrams = self.diagrams
        if not text.membership or moment.day < text.membership[-1][1]:
            return FALSE
        stays = self.diagrams.ask(
            Unsaid("kept-after-leaving", text.days.start, self.ref, text.version, text.version)
        )
        for act in self._keeping:
            known = self.calendar.knows(act.version)
            if known is not FALSE and self.reach.is_in(act.jurisdictions):
                stays = diagrams.either(stays, diagrams.both(known, moment.happened(act.start)))
        return diagrams.negated(stays)

    def unsaid(self, kind: str, event: str, text: Text, other: str) -> Worlds:
        """Whether something holds that a version should say and does not."""
        return self.diagrams.ask(Unsaid(kind, event, self.ref, text.version, other))

    def gate(self, text: Text, whole: object, moment: Moment) -> Iterable[Worlds]:
        """Whether a whole version kept a pending text from ever starting."""
        only = Text(text.statement, text.days, text.exists, (), text.start_window, text.place)
        only.gates = [gate for gate in text.gates if gate[0] is whole]
        return self.endings(only, moment)
