"""An index of publications: of which provisions something else may be known on another day.

What is known of a provision hangs on the versions that state it, act on it, restate its source or
tell of a day that it hangs on, and on looks that bound such a day. Between two days on which none
of these was published, or may first or last have been, everything is told as before. Only where
something hangs on the very day of a publication that is open may each day tell something else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from guidance.engine.arithmetic import FIRST_DAY, NEVER
from guidance.engine.dating import looks, spans_of
from guidance.engine.orders import within
from guidance.engine.told import publication_limits, settled_publications
from guidance.records.model import RelativeDate
from guidance.resolution.families import groups
from guidance.resolution.registry import Registry, source_of


@dataclass(slots=True)
class _Known:
    """When more becomes known of some provisions.

    Attributes:
        days: On each of these something else may be known than on the day before, in order.
        open_days: From the first to before the last of these, each day may tell something else.
    """

    days: list[int] = field(default_factory=list)
    open_days: list[tuple[int, int]] = field(default_factory=list)

    def differs(self, since: int, until: int) -> bool:
        if bisect_right(self.days, since) != bisect_right(self.days, until):
            return True
        return any(first <= until and since < last for first, last in self.open_days)


class Publications:
    """The days on which more becomes known of each provision; made once for all questions."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        settled = registry.kept(settled_publications)
        self._is_unsettled = settled is None  # whose days are told otherwise bind others so
        self._limits: tuple[dict[str, tuple[int, int]], ...]
        self._limits = ({}, registry.kept(publication_limits), settled[0] if settled else {})
        self._looks = [
            (bound.check.on.toordinal(), self._around({bound.event})[0])
            for bound in looks(registry, None)
        ]
        self._known: dict[str, _Known] = {}
        for refs in groups(registry):
            known = self._known_of(refs)
            self._known.update(dict.fromkeys(refs, known))

    def touch(self, ref: str, since: int, until: int) -> bool:
        """Whether something else may be known of a provision on one day than on an earlier one."""
        return self._known[ref].differs(since, until)

    def turning(self, ref: str) -> Iterator[tuple[int, int]]:
        """Yield the days on which something else may come to be known of a provision.

        Each with the last day before which it may: it is :meth:`touch` for all days together.
        """
        known = self._known[ref]
        yield from ((day, day) for day in known.days)
        yield from known.open_days

    def _known_of(self, refs: Iterable[str]) -> _Known:
        registry = self._registry
        events: set[str] = set()
        versions: set[str] = set()
        for ref in refs:
            events.update(registry.events_of(ref))
            acts = registry.acts.get(ref, ())
            versions.update(statement.version for statement in registry.statements[ref])
            versions.update(act.version for act in acts)
            versions.update(version for act in acts for version, _ in act.lifts)
            versions.update(whole.version for whole in registry.wholes[source_of(ref)])
        events, telling = self._around(events)
        versions |= telling
        known, is_open = _Known(), dict[str, tuple[int, int]]()
        days = {day for day, bounded in self._looks if not events.isdisjoint(bounded)}
        for version in versions:
            if self._is_unsettled and version in registry.orders:
                known.open_days.append((FIRST_DAY, NEVER))
            if version in registry.tellings or version in registry.same_as:
                known.open_days.append((FIRST_DAY, NEVER))  # its day may be another by each record
            spans = spans_of(registry.events[version].date)
            for limits in self._limits:  # others leave it fewer days, also in steps
                spans = within(spans, limits[version]) if version in limits else spans
                days.update(day for span in spans for day in span)
            if version in registry.named_publications:
                known.open_days.append((FIRST_DAY, spans[-1][1]))  # until then it is yet to come
            if spans[0][0] < spans[-1][1]:
                is_open[version] = spans[0][0], spans[-1][1]
        known.days = sorted(days)
        known.open_days += [ends for version, ends in is_open.items() if version in events]
        known.open_days += self._unordered(versions, is_open)
        return known

    def _unordered(
        self, versions: set[str], is_open: dict[str, tuple[int, int]]
    ) -> Iterable[tuple[int, int]]:
        """Yield the days of versions that others may have come before or after."""
        before = self._registry.published_before
        for version, days in is_open.items():
            if any(before(version, other) is None for other in versions if other != version):
                yield days

    def _around(self, events: set[str]) -> tuple[set[str], set[str]]:
        """All events that some hang on, and the versions that tell of them."""
        registry = self._registry
        around, versions, waiting = set[str](), set[str](), [*events]
        while waiting:
            event = waiting.pop()
            if event in around:
                continue
            around.add(event)
            named = registry.events[event]
            versions.update([named.version] if named.version else [])
            waiting += [named.after[0]] if named.after else []
            waiting += [registry.same_as[event]] if event in registry.same_as else []
            for told in registry.tellings.get(event, ()):
                versions.update((told.version, *told.via))
                waiting += [told.event]
                waiting += [told.date.after] if isinstance(told.date, RelativeDate) else []
        return around, versions
