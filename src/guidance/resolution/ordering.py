"""The order in which versions were published: by date, and as stated where dates do not tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from guidance.records.model import Version
from guidance.resolution.build import Build, circle_in


def order_versions(build: Build) -> None:
    """Put the versions of each source in order, and keep the orders that are only stated."""
    registry = build.registry
    before: dict[str, set[str]] = defaultdict(set)
    for ref, version in registry.versions.items():
        for field, others in (("after", version.after), ("before", version.before)):
            for index, other in enumerate(others):
                if other not in registry.versions:
                    if not build.is_absent(other):
                        build.unknown(ref, (field, index), "version", other, registry.versions)
                    continue
                first, second = (other, ref) if field == "after" else (ref, other)
                before[second].add(first)
    if loop := circle_in(before):
        problem = "stated order goes in a circle: " + " before ".join(loop)
        stating = next(ref for ref in sorted(loop) if _states_order(registry.versions[ref]))
        field = "after" if registry.versions[stating].after else "before"
        build.fault(stating, (field,), problem, "take one of them out")
        return
    by_source: dict[str, list[str]] = {source: [] for source in registry.sources}
    for ref, version in registry.versions.items():
        by_source[version.source].append(ref)
    pairs = {(first, second) for second, firsts in before.items() for first in firsts}
    for source, refs in by_source.items():
        ordered, overlaps = _order_of(build, refs, before)
        registry.order[source] = ordered
        registry.rank.update({ref: place for place, ref in enumerate(ordered)})
        pairs.update(overlaps)
        for first, second in pairwise(ordered):
            if before and not _is_one_day(build, first, second):
                before[second].add(first)
    for first, second in sorted(pairs):
        for ref in (first, second):
            registry.orders[ref] = (*registry.orders.get(ref, ()), (first, second))
    if before:
        if loop := circle_in(before):
            problem = "stated order and dates go in a circle: " + " before ".join(loop)
            build.fault(min(loop), ("published",), problem, "mend the stated order or a date")
            return
        sound = len(build.faults)
        for ref in TopologicalSorter(before).static_order():
            firsts = before[ref]
            registry.earlier[ref] = frozenset(firsts).union(
                *(registry.earlier[first] for first in firsts)
            )
            for first in sorted(registry.earlier[ref]):
                _check_order(build, first, ref)
        if len(build.faults) == sound:
            _check_days(build, before)


def _check_days(build: Build, before: Mapping[str, set[str]]) -> None:
    """Refuse a publication of which the orders leave no day, where its days are listed."""
    soonest: dict[str, date] = {}
    for ref in TopologicalSorter(before).static_order():
        published = build.registry.versions[ref].published
        day = max((soonest[first] for first in before[ref]), default=date.min)
        ends = [(first or date.min, last or date.max) for first, last in published.spans]
        left = [max(first, day) for first, last in ends if last >= day]
        if not left:
            problem = f"the stated order and dates leave it no day of {published}"
            build.fault(ref, ("published",), problem, "mend the stated order or a date")
            return
        soonest[ref] = min(left)


def _check_order(build: Build, first: str, second: str) -> None:
    first_day, second_day = (build.registry.versions[ref].published for ref in (first, second))
    if first_day.earliest and second_day.latest and first_day.earliest > second_day.latest:
        days = f"dated {first_day}, after {second_day}"
        problem = f"{first} is stated to come before {second} and is {days}"
        build.fault(second, ("published",), problem, "mend the stated order or a date")


def _order_of(
    build: Build, refs: Sequence[str], before: dict[str, set[str]]
) -> tuple[tuple[str, ...], set[tuple[str, str]]]:
    """Order the versions of one source; also the neighbours whose dates overlap."""
    versions = build.registry.versions

    def window(ref: str) -> tuple[int, int]:
        published = versions[ref].published
        return (
            published.earliest.toordinal() if published.earliest else 0,
            published.latest.toordinal() if published.latest else 10**7,
        )

    by_date = sorted(refs, key=window)
    inside = {ref: {b for b in before.get(ref, ()) if b in refs} for ref in by_date}
    if any(inside.values()):
        for second in by_date:
            inside[second] |= {r for r in by_date if window(r)[1] < window(second)[0]}
        sorter = TopologicalSorter(inside)
        try:
            sorter.prepare()
        except CycleError:
            # The caller reports it, where the orders of all sources come together.
            return tuple(by_date), set()
        ordered: list[str] = []
        while sorter.is_active():
            ready = sorted(sorter.get_ready(), key=window)
            ordered += ready
            sorter.done(*ready)
    else:
        ordered = by_date
    overlaps: set[tuple[str, str]] = set()
    for first, second in pairwise(ordered):
        if window(first)[1] >= window(second)[0]:
            if first not in inside[second] and _is_one_day(build, first, second):
                continue  # which of the two came first is one more unknown
            overlaps.add((first, second))
            if first not in inside[second]:
                problem = (
                    f"its date {versions[second].published} does not tell whether it came"
                    f" after {first}, dated {versions[first].published}"
                )
                mend = f"state the order, for example after: [{first}]"
                build.fault(second, ("published",), problem, mend)
    return tuple(ordered), overlaps


def _is_one_day(build: Build, first: str, second: str) -> bool:
    """Whether two versions are known to be published on the same day."""
    first_day, second_day = (build.registry.versions[ref].published for ref in (first, second))
    return (
        first_day.is_exact
        and first_day.earliest == second_day.earliest
        and first_day.latest == second_day.latest
    )


def _states_order(version: Version) -> bool:
    return bool(version.after or version.before)
