"""Possible worlds: every unknown is a choice, and every combination of choices is tried."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import permutations
from typing import Any, TypeVar

from laws.oracle_days import (
    ANY,
    FAR,
    NEVER,
    UNTIL_FIXED,
    Ranges,
    common,
    day,
    earlier,
    later,
    ranges,
    representatives,
)
from laws.oracle_records import Corpus, Record, name

Choose = Callable[[Hashable, Iterable[Any]], Any]
Answer = TypeVar("Answer")


class ImpossibleWorldError(Exception):
    """Choices that no world holds together."""


class TooManyWorldsError(Exception):
    """More worlds than somebody was ready to wait for."""


def every(run: Callable[[Choose], Answer], limit: int | None = None) -> Iterator[Answer]:
    """Run once for every combination of the choices that the run asks for."""
    waiting: list[dict[Hashable, Any]] = [{}]
    count = 0
    while waiting:
        taken = waiting.pop()
        count += 1
        if limit is not None and count > limit:
            raise TooManyWorldsError

        def choose(key: Hashable, options: Iterable[Any], taken: Any = taken) -> Any:
            if key not in taken:
                first, *others = options or [ImpossibleWorldError]
                if first is ImpossibleWorldError:
                    raise ImpossibleWorldError
                waiting.extend({**taken, key: each} for each in others)
                taken[key] = first
            return taken[key]

        try:
            yield run(choose)
        except ImpossibleWorldError:
            continue


def critical_days(corpus: Corpus, asked: Iterable[int]) -> list[int]:
    """The days at which something can turn, the questions included."""
    found = set(asked)
    periods: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                if key in ("period", "within") and isinstance(each, str) and each[0] == "P":
                    periods.add(each)
                elif key in ("date", "published", "on", "from", "until") and isinstance(each, str):
                    _add(each)
                elif key == "checked":
                    for one in each:
                        _add(one)
                else:
                    walk(each)
        elif isinstance(value, list | tuple):
            for each in value:
                walk(each)

    def _add(text: str) -> None:
        try:
            spans = ranges(text)
        except ValueError:
            return  # the name of an event
        found.update(e for low, high in spans for e in (low, high + 1) if 0 < e < FAR)

    walk(corpus.sources)
    walk(corpus.versions)
    if any("EU" in str(each.get("jurisdictions")) + str(each) for each in corpus.versions):
        found.update({day("2013-07-01"), day("2021-01-01")})
    for period in periods:
        found |= {later(each, period) for each in found} | {earlier(e, period) for e in found}
    return sorted(found)


class World:
    """One way things may be, as far as it is asked for; ``known_on`` limits what is known."""

    def __init__(
        self, corpus: Corpus, choose: Choose, critical: list[int], known_on: int | None
    ) -> None:
        """Choose the days of publication and the order on one day; the rest when asked."""
        self.corpus, self.choose, self.critical = corpus, choose, critical
        self.known_on = known_on
        self.published = {
            name(v): choose(
                ("published", name(v)), representatives(ranges(v["published"]), critical)
            )
            for v in corpus.versions
        }
        self._refuse_wrong_orders()
        known = [
            v for v in corpus.versions if known_on is None or self.published[name(v)] <= known_on
        ]
        self.ordered = self._in_order(known)
        self.checks = [
            check
            for source in corpus.sources
            for check in source.get("checks", ())
            if known_on is None or day(check["on"]) <= known_on
        ]

    def _before(self) -> set[tuple[str, str]]:
        """Pairs of versions of which the records say which was published first."""
        pairs = set()
        for version in self.corpus.versions:
            pairs |= {(each, name(version)) for each in version.get("after", ())}
            pairs |= {(name(version), each) for each in version.get("before", ())}
        return {p for p in pairs if p[0] in self.published and p[1] in self.published}

    def _refuse_wrong_orders(self) -> None:
        for first, second in self._before():
            if self.published[first] > self.published[second]:
                raise ImpossibleWorldError

    def _in_order(self, known: list[Record]) -> list[Record]:
        """By publication; of one day, in every order that the records allow."""
        before = self._before()
        found: list[Record] = []
        for on in sorted({self.published[name(v)] for v in known}):
            group = [v for v in known if self.published[name(v)] == on]
            orders = [
                order
                for order in permutations(group)
                if not any(
                    (name(b), name(a)) in before
                    for i, a in enumerate(order)
                    for b in order[i + 1 :]
                )
            ]
            key = ("order", tuple(sorted(name(v) for v in group)))
            chosen = self.choose(key, range(len(orders)))
            found.extend(orders[chosen])
        return found

    # Events ------------------------------------------------------------------------------

    def event(self, reference: str | None, source: str, by: frozenset[str] | None = None) -> int:
        """The day of an event (or of an exact date at the place of use).

        ``by``: versions whose cancelling counts; one cancelled by others may still come.
        """
        if reference is None:
            return NEVER
        if "@" not in reference:
            if not any(reference in v.get("events", {}) for v in self._of(source)):
                try:
                    ((low, high),) = ranges(reference)
                except ValueError:
                    pass
                else:
                    assert low == high, "an imprecise date needs an event"
                    return low
            reference = f"{source}@{reference}"
        return self._day(self._representative(reference), by)

    def _of(self, source: str) -> list[Record]:
        return [v for v in self.ordered if v["source"] == source]

    def _declared(self) -> dict[str, tuple[Record, Record]]:
        return {
            f"{v['source']}@{slug}": (v, event)
            for v in self.ordered
            for slug, event in v.get("events", {}).items()
        }

    def _class(self, reference: str) -> set[str]:
        """Events that are one event by ``same-as``."""
        links = [
            (key, event["same-as"]["event"])
            for key, (_, event) in self._declared().items()
            if "same-as" in event
        ]
        found = {reference}
        while True:
            more = {e for pair in links if found & set(pair) for e in pair} - found
            if not more:
                return found
            found |= more

    def _representative(self, reference: str) -> str:
        return min(self._class(reference))

    def _statements(self, members: set[str]) -> list[tuple[str, Any, Record]]:
        """What is said of the day of an event, in the order of publication."""
        declared = self._declared()
        authorities = {
            declared[each][0]["source"]
            for each in members & set(declared)
            if declared[each][1].get("same-as", {}).get("authority") in (True, "yes")
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

    def _candidates(self, members: set[str]) -> tuple[Any, str | None]:
        """The dates of an event that stand beside each other, and the version that cancelled it."""
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

    def _day(self, reference: str, by: frozenset[str] | None) -> int:
        candidates, cancelled = self._candidates(self._class(reference))
        if cancelled is not None:
            return NEVER if by is None or cancelled in by else FAR
        if candidates == [UNTIL_FIXED]:
            return FAR
        if candidates and candidates[0][0] == "after":
            _, after, period, source = candidates[0]
            first = self.event(after, source, by)
            return first if first >= FAR else later(first, period)
        allowed: Ranges = tuple(span for each in candidates for span in each) or ANY
        options = representatives(allowed, self.critical)
        for shift, bound in self._bounds(reference):
            left = [each for each in options if shift(each) > bound]
            options = left or options
        return int(self.choose(("event", reference), options))

    def _bounds(self, reference: str) -> list[tuple[Callable[[int], int], int]]:
        """Days up to which checks show that the event, or one that follows it, had not come."""
        found: list[tuple[Callable[[int], int], int]] = []
        for check in self.checks:
            if check.get("shows-at-once") in (True, "yes"):
                bound = day(check["on"])
            elif "within" in check:
                bound = earlier(day(check["on"]), check["within"])
            else:
                continue
            for each in check.get("not-yet", ()):
                shift = self._distance(self._representative(each), reference)
                if shift is not None:
                    found.append((shift, bound))
        return found

    def _distance(self, event: str, base: str) -> Callable[[int], int] | None:
        """How the day of an event follows from that of a base, if it does."""
        if event == base:
            return lambda each: each
        candidates, _ = self._candidates(self._class(event))
        if not candidates or candidates[0][0] != "after":
            return None
        _, after, period, source = candidates[0]
        reference = after if "@" in after else f"{source}@{after}"
        inner = self._distance(self._representative(reference), base)
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
