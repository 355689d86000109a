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
        sources = {source_of(each.version) for each in tellings}
        topics = {each for source in sources for each in registry.sources[source].topics}
        if topic is not None and topic not in topics:
            continue
        for one, other in _apart(tellings):
            yield _found(registry, event, one, other)


def _apart(tellings: tuple[Telling, ...]) -> Iterator[tuple[Telling, Telling]]:
    """What is told beside each other since the day was last set: pairs that share no days."""
    standing: list[Telling] = []
    for each in tellings:
        standing = [*standing, each] if each.kind == "says" else [each]
    told = [each for each in standing if isinstance(each.date, ImpreciseDate)]
    has_authority = any(each.is_authority for each in told)
    for one, other in combinations(told, 2):
        if has_authority and not (one.is_authority or other.is_authority):
            continue  # neither counts
        if not _share_days(one, other):
            yield (other, one) if one.is_authority else (one, other)


def _share_days(one: Telling, other: Telling) -> bool:
    first, second = one.date, other.date
    assert isinstance(first, ImpreciseDate)  # noqa: S101  (picked by the caller)
    assert isinstance(second, ImpreciseDate)  # noqa: S101
    return first.shares_days_with(second)


def _found(registry: Registry, event: str, one: Telling, other: Telling) -> Discrepancy:
    report, act = (
        Side(
            each.event,
            each.version,
            date=each.date if isinstance(each.date, ImpreciseDate) else None,
            standing=registry.versions[each.version].standing,
        )
        for each in (one, other)
    )
    counts = other.version if other.is_authority and not one.is_authority else None
    label = registry.events[event].label
    return Discrepancy(
        report,
        act,
        DiscrepancyKind.DAY,
        (str(one.date),),
        (str(other.date),),
        label=label,
        counts=counts,
    )
