"""Where sources date one event on days that are not the same.

Dates that share days are one date and no difference. Of those that share none the one of the
source with authority counts; where none has it, the day is one of them. Neither is mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from guidance.changes.model import Side
from guidance.records.dates import ImpreciseDate
from guidance.resolution.registry import Registry, Telling, source_of
from guidance.upkeep.discrepancies import Discrepancy, DiscrepancyKind


def days_apart(registry: Registry, topic: str | None = None) -> Iterator[Discrepancy]:
    """Yield the pairs of days of one event that cannot both be right, by event."""
    for event, tellings in sorted(registry.tellings.items()):
        if event in registry.same_as:
            continue  # told with the event that it is
        sources = {source_of(telling.version) for telling in tellings}
        topics = {name for source in sources for name in registry.sources[source].topics}
        if topic is not None and topic not in topics:
            continue
        for first, second in _apart(tellings):
            yield _found(registry, event, first, second)


def _apart(tellings: tuple[Telling, ...]) -> Iterator[tuple[Telling, Telling]]:
    """What is told beside each other since the day was last set: pairs that share no days."""
    standing: list[Telling] = []
    for telling in tellings:
        standing = [*standing, telling] if telling.kind == "says" else [telling]
    told = [telling for telling in standing if isinstance(telling.date, ImpreciseDate)]
    has_authority = any(telling.is_authority for telling in told)
    for first, second in combinations(told, 2):
        if has_authority and not (first.is_authority or second.is_authority):
            continue  # neither counts
        if not _share_days(first, second):
            yield (second, first) if first.is_authority else (first, second)


def _share_days(first: Telling, second: Telling) -> bool:
    day, other = first.date, second.date
    assert isinstance(day, ImpreciseDate)  # noqa: S101  (picked by the caller)
    assert isinstance(other, ImpreciseDate)  # noqa: S101
    return day.shares_days_with(other)


def _found(registry: Registry, event: str, first: Telling, second: Telling) -> Discrepancy:
    report, act = (
        Side(
            telling.event,
            telling.version,
            date=telling.date if isinstance(telling.date, ImpreciseDate) else None,
            standing=registry.versions[telling.version].standing,
        )
        for telling in (first, second)
    )
    counts = second.version if second.is_authority and not first.is_authority else None
    label = registry.events[event].label
    return Discrepancy(
        report,
        act,
        DiscrepancyKind.DAY,
        (str(first.date),),
        (str(second.date),),
        label=label,
        counts=counts,
    )
