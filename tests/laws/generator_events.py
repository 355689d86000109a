"""The days of a corpus: exact, imprecise, shared, relative, put off, rival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Record = dict[str, Any]


@dataclass
class Happening:
    """An event so far: the days that it may fall on, as offsets from the first day."""

    name: str
    low: int
    high: int
    kind: str


class Calendar:
    """Makes days and events, and remembers which may still be moved or fixed."""

    def __init__(self, pick: Any, era: str, moves_relative: bool = False) -> None:
        self.pick, self._first = pick, date.fromisoformat(era)
        self._dated = ("exact", "range", "set", *(["relative"] if moves_relative else []))
        self.events: list[Happening] = []
        self.moved: list[str] = []
        self.new: dict[str, Record] = {}
        self._slug, self._offset = "a", 0

    def text(self, offset: int) -> str:
        """A day so many days after the first."""
        return (self._first + timedelta(offset)).isoformat()

    def days(self, low: int, high: int) -> str:
        """One unknown day of a range."""
        return self.text(low) if low == high else f"[{self.text(low)}..{self.text(high)}]"

    def names(self) -> list[str]:
        """The names of all events."""
        return [each.name for each in self.events]

    def open(self, slug: str, offset: int) -> None:
        """Begin a version: new events are its own."""
        self._slug, self._offset, self.new = slug, offset, {}

    def declare(self, record: Record) -> None:
        """Write the new events into the version."""
        if self.new:
            record["events"] = self.new

    def when(self, certain: bool = False, first: int | None = None) -> Any:
        """A day for something: publication (``None``), an exact day, or an event old or new.

        ``certain``: never publication. Days before publication make acts that reach back.
        """
        kinds = (
            ["day", "event", "event"] if certain else [None, None, None, "day", "event", "event"]
        )
        kind = self.pick.one(kinds)
        if kind is None:
            return None
        low = self._offset - 2 if first is None else first
        if kind == "day":
            return self.text(self.pick.number(max(low, -1), self._offset + 5))
        if self.events and (len(self.events) >= 4 or self.pick.one([True, False])):
            return self.pick.one(self.names())
        return self._event(max(low, 0)).name

    def end(self, start: str | None) -> Any:
        """A day for an end, which by what is recorded so far may come after a start."""
        for _ in range(3):
            end = self.when(certain=True, first=self._offset + 1)
            if self.may_end(start, end):
                return end
        return self.text(max(self._span(start)[1], self._offset) + 2)

    def may_end(self, start: str | None, end: str) -> bool:
        """Whether by what is recorded so far one day may come after another."""
        return end != start and self._span(end)[1] > self._span(start)[0]

    def _span(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            return self._offset, self._offset
        for each in self.events:
            if each.name == reference:
                return each.low, each.high
        offset = (date.fromisoformat(reference) - self._first).days
        return offset, offset

    def _event(self, low: int) -> Happening:
        slug = f"e{len(self.events)}"
        name = f"{self._slug}@{slug}"
        start = self.pick.number(low, low + 3)
        wide = sum(each.kind in ("range", "set") for each in self.events)
        kinds = ["exact", "exact", "until-fixed"]
        if wide < 3:
            kinds += ["range", "range", "range", "set"]
        if not any(each.kind == "undated" for each in self.events):
            kinds += ["undated"]
        based = [each for each in self.events if each.kind != "relative"]
        kinds += ["relative"] if based else []
        kind = self.pick.one(kinds)
        record: Record = {"label": f"event {slug}"}
        end = start
        if kind == "exact":
            record["date"] = self.text(start)
        elif kind == "range":
            end = start + self.pick.number(1, 3)
            record["date"] = self.days(start, end)
        elif kind == "set":
            end = start + self.pick.number(2, 4)
            record["date"] = f"[{self.text(start)},{self.text(end)}]"
        elif kind == "until-fixed":
            end, record["date"] = 99, "until-fixed"
        elif kind == "relative":
            base = self.pick.one(based)
            days = self.pick.one([2, 1, 7])
            record["date"] = {"after": base.name, "period": f"P{days}D"}
            start, end = base.low + days, base.high + days
        if self.pick.one([True, False]):
            record["certainty"] = "forecast"
        self.new[slug] = record
        end = 99 if kind == "undated" else end
        found = Happening(name, start, end, kind)
        self.events.append(found)
        return found

    def _movable(self) -> list[Happening]:
        """Events whose day, by what is recorded so far, may lie ahead of this version."""
        return [
            each
            for each in self.events
            if each.kind in ("until-fixed", "undated")
            or (each.kind in self._dated and each.high > self._offset + 2)
        ]

    def move(self, but: set[str]) -> list[tuple[str, str]]:
        """An event put off or brought forward, often one that was moved before; ``but`` these."""
        movable = [each for each in self._movable() if each.name not in but]
        if not movable:
            return []
        again = [each for each in movable if each.name in self.moved]
        each = self.pick.one(again or movable)
        self.moved.append(each.name)
        if self.pick.number(1, 6) == 6:
            each.kind = "until-fixed"
            return [(each.name, "until-fixed")]
        each.low = self._offset + self.pick.number(3, 6)
        each.high = each.low + self.pick.one([0, 0, 2])
        each.kind = "exact" if each.high == each.low else "range"
        return [(each.name, self.days(each.low, each.high))]

    def fix(self, but: set[str]) -> list[tuple[str, str]]:
        """An imprecise day is told more narrowly; now and then a source tells another one."""
        open_ones = [
            each
            for each in self.events
            if each.kind in ("range", "until-fixed", "undated") and each.name not in but
        ]
        if not open_ones:
            return []
        each = self.pick.one(open_ones)
        if each.kind == "range" and self.pick.number(1, 4) == 4:
            return [(each.name, self.text(each.high + 2))]
        if each.kind != "range":
            each.low = self._offset + self.pick.number(0, 3)
            each.high = each.low + 2
        each.low = self.pick.number(each.low, each.high)
        each.kind = "exact" if each.high == each.low else "range"
        return [(each.name, self.days(each.low, each.high))]

    def cancel(self, but: set[str]) -> list[str]:
        """An event that will not come."""
        movable = [
            each for each in self._movable() if each.kind != "undated" and each.name not in but
        ]
        if not movable:
            return []
        each = self.pick.one(movable)
        each.kind = "cancelled"
        return [each.name]

    def same_event(self) -> None:
        """Another source dates an event of its own that is the same."""
        others = [
            each
            for each in self.events
            if each.kind in ("exact", "range") and not each.name.startswith(f"{self._slug}@")
        ]
        if not others:
            return
        each = self.pick.one(others)
        slug = f"e{len(self.events)}"
        link: Record = {"event": each.name}
        if self.pick.one([True, False]):
            link["authority"] = "yes"
        day = self.pick.number(each.low, each.high + 2)
        self.new[slug] = {"label": f"event {slug}", "date": self.text(day), "same-as": link}
        each.kind = "told twice"
        self.events.append(Happening(f"{self._slug}@{slug}", day, day, "told twice"))
