"""A day on which something is asked, and until when the answer stands.

Whoever asks whether an event has happened notes the next day on which another answer can hold.
So a part is worked out from boundary to boundary, over the events that it depends on.
"""

from __future__ import annotations

from guidance.engine.arithmetic import NEVER
from guidance.engine.calendar import Calendar
from guidance.engine.diagrams import FALSE, TRUE, Worlds


class Moment:
    """One day.

    Attributes:
        day: The day.
        until: The first later day on which what was asked here can have another answer.
    """

    __slots__ = ("_come", "calendar", "day", "until")

    def __init__(self, calendar: Calendar, day: int) -> None:
        self.calendar = calendar
        self.day = day
        self.until = NEVER
        self._come: dict[str, Worlds] = {}

    def note(self, day: int) -> None:
        """Note a day on which something can change; days that have passed do not matter."""
        if self.day < day < self.until:
            self.until = day

    def happened(self, event: str) -> Worlds:
        """Whether an event has happened by the day."""
        come = self._come.get(event)
        if come is not None:
            return come
        exact = self.calendar.exact(event)
        if exact is None:
            self.note(self.calendar.next_edge(event, self.day))
            come = self._come[event] = self.calendar.happened(event, self.day)
            return come
        if exact <= self.day:
            return TRUE
        if exact < self.until:
            self.until = exact
        return FALSE
