"""The days of events as they are shown: as known, as written, how certain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guidance.engine.calendar import Calendar
from guidance.engine.dating import Fixed
from guidance.engine.diagrams import FALSE, TRUE, leaves
from guidance.records.dates import ImpreciseDate
from guidance.records.model import UNTIL_FIXED, Event
from guidance.records.shown import Shown

PUT_OFF = ImpreciseDate(UNTIL_FIXED, None, None)
"""The day of what is put off until one is fixed."""


@dataclass(frozen=True, slots=True, repr=False)
class NotShown(Shown):
    """A look, on a day, at a place that did not show an event.

    Attributes:
        until: The last day by which it had not happened for certain; ``None`` where the place may
            show it late.
        looked_at: What was looked at.
    """

    on: date
    until: date | None
    looked_at: str | None


@dataclass(frozen=True, slots=True, repr=False)
class When(Shown):
    """The day of an event, as far as it is known.

    Attributes:
        event: The key of the event: ``source@event``, a version for its publication, or a day.
        certainty: ``recorded``, ``forecast`` or ``cancelled``.
        as_written: The document's own words for the date.
        past: The event as it reads after "whether", where the record gives it.
        condition: What the documents make it depend on, as long as no record confirms the day; of
            a day dated from another also what that depends on, its own first, with semicolons.
        not_shown: The last known look that did not show it, where it may have been still to come.
    """

    event: str
    label: str
    date: ImpreciseDate
    certainty: str
    as_written: str | None = None
    is_qualified: bool = False
    past: str | None = None
    not_shown: NotShown | None = None
    condition: str | None = None

    @property
    def is_until_fixed(self) -> bool:
        """Whether it is put off until a day is fixed: it has not happened in any world."""
        return self.date == PUT_OFF


class Whens:
    """Describes the days of events as known on one day; each once."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._found: dict[str, When] = {}

    def of(self, event: str) -> When:
        """Describe the day of an event, as known."""
        when = self._found.get(event)
        if when is None:
            when = self._found[event] = self._describe(event)
        return when

    def _describe(self, event: str) -> When:
        registry = self._calendar.registry
        named = registry.events[event]
        days = self._calendar.days(event)
        declared = self._declared(event)
        certainty, as_written = named.certainty, declared.as_written if declared else None
        qualified = bool(named.date and named.date.is_qualified)
        for dating in registry.datings.get(event, ()):
            if self._calendar.knows(dating.version) is not FALSE:
                amendment = dating.amendment
                right = getattr(amendment, "set", amendment)
                certainty = getattr(right, "certainty", "cancelled") or certainty
                as_written = None
                written = getattr(right, "date", None)
                qualified = bool(getattr(written, "is_qualified", False))
        if named.after is not None and certainty == "recorded":
            certainty = self.of(named.after[0]).certainty
        if named.is_publication and named.version:
            as_written = registry.versions[named.version].published_as_written
            if self._calendar.is_named(event) and self._calendar.knows(event) is not TRUE:
                certainty, as_written = "forecast", None  # nobody could know of it yet
        known = ImpreciseDate("[..]", None, None)
        if days is not None:
            known = days
        elif self._is_put_off(event):
            known = PUT_OFF
        else:
            certainty = "cancelled"
        is_settled = certainty == "cancelled" or (known.is_exact and certainty == "recorded")
        look = None if is_settled else self._look(event, known)
        conditions = dict.fromkeys(told for _, told in self._calendar.conditions(event))
        return When(
            event,
            named.label,
            known,
            certainty,
            as_written,
            qualified,
            named.past,
            look,
            "; ".join(conditions) or None,
        )

    def _is_put_off(self, event: str) -> bool:
        """Whether what will not happen as known is put off, and not cancelled."""
        registry = self._calendar.registry
        for dated in leaves(self._calendar.dated(event)):
            if not isinstance(dated, Fixed):
                return self._is_put_off(dated.base)
        known = [
            telling
            for telling in registry.tellings.get(event, ())
            if self._calendar.knows(telling.version) is not FALSE
        ]
        set_last = [telling for telling in known if telling.kind != "says"]
        return not (set_last and set_last[-1].kind == "cancels")

    def _look(self, event: str, known: ImpreciseDate) -> NotShown | None:
        """The last look that tells most, unless the event is recorded to have come before it."""
        not_shown = None
        for look in self._calendar.looks(event):
            until = date.fromordinal(look.day) if look.day is not None else None
            if known.latest is not None and known.latest <= (until or look.check.on):
                continue
            if not_shown is None or until is not None or not_shown.until is None:
                not_shown = NotShown(look.check.on, until, look.check.looked_at)
        return not_shown

    def _declared(self, event: str) -> Event | None:
        registry = self._calendar.registry
        version = registry.events[event].version
        if version is None:
            return None
        return registry.versions[version].events.get(event.partition("@")[2])
