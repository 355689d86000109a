"""Which of two texts of a provision takes the place of the other, by their days and kinds alone.

Whether the later one ever began, and so took it in truth, is in ``succession``.
"""

from __future__ import annotations

from guidance.engine.diagrams import FALSE, TRUE, Worlds
from guidance.engine.lifetimes import Lifetimes
from guidance.engine.moment import Moment
from guidance.engine.texts import Text


class Takeovers(Lifetimes):
    """What the texts of one provision in one part do to each other's place."""

    def takes_its_place(self, other: Text, text: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether a later text takes a text's place, if it begins at all."""
        diagrams, calendar = self.diagrams, self.calendar
        whole = other.statement.whole
        start = text.days.start
        if whole is None:
            if other.days.until is None:
                return care
            # Of a text that has started, one still running cannot be over by its start.
            over = diagrams.either(
                moment.happened(other.days.until), diagrams.negated(moment.happened(start))
            )
            over = diagrams.both(care, over)
            if over is FALSE:
                return care
            by_start = calendar.no_later(other.days.until, start)
            if taken_over(text) and self._is_national(other):
                by_start = self.is_by_start(other.days.until, text)
            return diagrams.less(care, diagrams.both(over, by_start))
        if text.latest <= other.start_window[0]:
            return care
        by_then = diagrams.either(
            calendar.no_later(start, other.days.start), calendar.no_later(start, whole.start)
        )
        joined = taken_over(other)
        if joined and self._is_national(text):
            by_then = diagrams.either(by_then, calendar.happened_by(start, joined))
        # Where the version has not started yet, what has started is earlier.
        early = diagrams.negated(moment.happened(whole.start))
        takes = diagrams.both(care, diagrams.either(early, by_then))
        if other.days.until is None:
            return takes
        return diagrams.less(takes, calendar.no_later(other.days.until, start))

    def gives_back(self, other: Text, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether the place a text took is free for earlier ones again.

        It is from the day on which the text was to run out, also where a whole version has left it
        out or taken over before: what waits and is kept was set aside until that day.
        """
        until, aside = other.days.until, self.sets_aside(other)
        if until is None or aside is FALSE:
            return FALSE
        over = self.diagrams.both(care, moment.happened(until))
        return self.diagrams.both(over, aside)

    def sets_aside(self, other: Text) -> Worlds:
        """Whether a text takes places only for its own time: the record may not say."""
        if other.days.until is None or other.days.then == "nothing":
            return FALSE
        if other.days.then == "earlier":
            return TRUE
        return self.unsaid("earlier-again", other.days.until, other, other.version)

    def is_by_start(self, event: str, text: Text, target: Text | None = None) -> Worlds:
        """Whether an event happens by the start of a text; of one taken over, by the joining.

        ``target``: a text whose place it may have taken. Of one that is taken over too it has by
        its start in the Union, however it stood by the joining.
        """
        calendar, diagrams = self.calendar, self.diagrams
        by_start = calendar.no_later(event, text.days.start)
        joined = taken_over(text)
        is_here = target is None or not taken_over(target)
        if is_here and joined > text.start_window[0]:
            before = calendar.happened_by(text.days.start, joined)
            by_then = diagrams.both(before, calendar.happened_by(event, joined))
            by_start = diagrams.either(by_start, by_then)
        return by_start

    def starts_by(self, other: Text, text: Text, target: Text | None) -> Worlds:
        """Whether another text has started here by the start of a text; ``target`` as before."""
        if not (other.membership or text.membership):
            return self.calendar.no_later(other.days.start, text.days.start)
        by_start = self.is_by_start(other.days.start, text, target)
        joined = taken_over(other)
        if joined and not (taken_over(text) or (target is not None and taken_over(target))):
            before = self.calendar.happened_by(text.days.start, joined - 1)
            by_start = self.diagrams.less(by_start, before)
        return by_start

    def _is_national(self, text: Text) -> bool:
        """Whether a text is of the place alone: what a text of the Union is to it is told there.

        What both say in the Union is told by its own history, also where a member joins later.
        """
        places = text.statement.jurisdictions, text.statement.opted_out
        return bool(places[0]) and not self.calendar.registry.gazetteer.scope(*places).names_union

    def takes_both(self, other: Text, target: Text | None) -> bool:
        """Whether what would take a text's place for good has then taken the target's too."""
        if target is None:
            return False
        if self._replaces_target(other, target):
            return True
        is_own = other.statement.ref == self.ref == target.statement.ref
        return (
            is_own
            and other.statement.whole is None
            and other.days.until is None
            and other.membership is None
            and self.is_later(other, target)
        )

    def _replaces_target(self, other: Text, target: Text) -> bool:
        return (
            target.statement.ref in other.provision.replaces
            and (other.membership is None or target.membership is not None)
            and (other.version == target.version or self.is_later(other, target))
        )

    def is_later(self, other: Text, target: Text) -> bool:
        """Whether a text was published after another in every world."""
        return self.calendar.published_before(target.version, other.version) is TRUE


def taken_over(text: Text) -> int:
    """The day on which a place joins the Union and takes over its texts in force."""
    return text.membership[0][0] if text.membership else 0


def last_start(text: Text) -> int:
    """The last day on which a text can start in its part, if it does."""
    return max(text.latest, taken_over(text))
