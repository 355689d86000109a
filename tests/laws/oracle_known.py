"""What the records known say of texts and of the days of events, for one order of publication."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any

from laws.oracle_days import UNTIL_FIXED, Ranges, common, later, ranges
from laws.oracle_records import Act, Record, Text, acts, name, texts


class Known:
    """Some versions in the order of their publication."""

    def __init__(self, ordered: list[Record]) -> None:
        self.ordered = ordered
        self._candidates: dict[str, tuple[Any, str | None]] = {}
        self.answers: dict[Hashable, Any] = {}  # what worlds were asked, and what came of it
        self._acts: dict[str, list[Act]] = {}
        self._named: dict[tuple[str, str], str | int] = {}

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of these versions."""
        return frozenset(map(name, self.ordered))

    @cached_property
    def texts(self) -> list[Text]:
        """All texts, as corrected."""
        return texts(self.ordered)

    def acts(self, kind: str) -> list[Act]:
        """The acts of a kind that take effect."""
        if kind not in self._acts:
            self._acts[kind] = acts(self.ordered, kind)
        return self._acts[kind]

    @cached_property
    def declared(self) -> dict[str, tuple[Record, Record]]:
        """Every event by its full name, with the version that declares it."""
        return {
            f"{v['source']}@{slug}": (v, event)
            for v in self.ordered
            for slug, event in v.get("events", {}).items()
        }

    def named(self, reference: str, source: str) -> str | int:
        """The event that a reference means, or the exact day that it is."""
        key = reference, source
        if key not in self._named:
            self._named[key] = self._name(reference, source)
        return self._named[key]

    def _name(self, reference: str, source: str) -> str | int:
        if "@" in reference:
            return self.representative(reference)
        if f"{source}@{reference}" not in self.declared:
            try:
                ((low, high),) = ranges(reference)
            except ValueError:
                pass
            else:
                assert low == high, "an imprecise date needs an event"
                return low
        return self.representative(f"{source}@{reference}")

    def representative(self, reference: str) -> str:
        """One name for all events that are the same."""
        return min(self._same(reference))

    def _same(self, reference: str) -> set[str]:
        links = [
            (key, event["same-as"]["event"])
            for key, (_, event) in self.declared.items()
            if "same-as" in event
        ]
        found = {reference}
        while True:
            more = {e for pair in links if found & set(pair) for e in pair} - found
            if not more:
                return found
            found |= more

    def _statements(self, members: set[str]) -> list[tuple[str, Any, Record]]:
        """What is said of the day of an event, in the order of publication."""
        authorities = {
            self.declared[each][0]["source"]
            for each in members & set(self.declared)
            if self.declared[each][1].get("same-as", {}).get("authority") in (True, "yes")
        }
        found: list[tuple[str, Any, Record]] = []
        for version in self.ordered:
            for slug, event in version.get("events", {}).items():
                if f"{version['source']}@{slug}" in members and "date" in event:
                    found.append(("says", event["date"], version))
            for act in version.get("amendments", ()):
                if "event" not in act or act.get("proposes"):
                    continue
                if _full(act["event"], version) not in members:
                    continue
                if act["act"] == "fixes-date":
                    found.append(("says", act["date"], version))
                elif act["act"] == "moves-date":
                    found.append(("becomes", act["date"], version))
                elif act["act"] == "cancels":
                    found.append(("cancelled", None, version))
                elif act["act"] == "corrects" and "date" in act["set"]:
                    found.append(("becomes", act["set"]["date"], version))
        if authorities:
            found = [
                each for each in found if each[0] != "says" or each[2]["source"] in authorities
            ]
        return found

    def candidates(self, reference: str) -> tuple[Any, str | None]:
        """The dates of an event that stand beside each other, and the version that cancelled it."""
        if reference not in self._candidates:
            self._candidates[reference] = self._fold(self._same(reference))
        return self._candidates[reference]

    def _fold(self, members: set[str]) -> tuple[Any, str | None]:
        candidates: list[Any] = []
        cancelled: str | None = None
        for kind, date, version in self._statements(members):
            if kind == "cancelled":
                candidates, cancelled = [], name(version)
                continue
            cancelled = None
            if kind == "becomes":
                candidates = []
            if isinstance(date, dict):
                candidates = [("after", date["after"], date["period"], version["source"])]
            elif date == UNTIL_FIXED:
                candidates = candidates or [UNTIL_FIXED]
            else:
                candidates = _told_beside(candidates, ranges(date))
        return candidates, cancelled

    def distance(self, event: str, base: str) -> Callable[[int], int] | None:
        """How the day of an event follows from that of a base, if it does."""
        if event == base:
            return lambda each: each
        candidates, _ = self.candidates(event)
        if not candidates or candidates[0][0] != "after":
            return None
        _, after, period, source = candidates[0]
        reference = after if "@" in after else f"{source}@{after}"
        inner = self.distance(self.representative(reference), base)
        return None if inner is None else lambda each: later(inner(each), period)


def _full(reference: str, version: Record) -> str:
    return reference if "@" in reference else f"{version['source']}@{reference}"


def _told_beside(candidates: list[Any], new: Ranges) -> list[Any]:
    """Cut every date that shares days with the new one; one that shares none stands beside it."""
    if candidates == [UNTIL_FIXED] or (candidates and candidates[0][0] == "after"):
        return [new]
    cut = [common(each, new) or each for each in candidates]
    if any(common(each, new) for each in candidates):
        return cut
    return [*candidates, new]
