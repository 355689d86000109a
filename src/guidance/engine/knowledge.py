"""The days on which more is known, and those on which something can happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from guidance.records.dates import ImpreciseDate, Period
from guidance.resolution.registry import Registry

_ONE = timedelta(days=1)


def days_of_knowledge(registry: Registry, asked: Iterable[date] = ()) -> tuple[date, ...]:
    """The days from which something else is known, oldest first.

    Where it is not known on which day a version was published, every day within that range may
    tell something else, as soon as another day falls there that the states hang on: one that the
    records name, or one that is asked about.

    Args:
        registry: The records.
        asked: The days asked about.
    """
    turns = {date.min}
    ranges = []
    for version in registry.versions.values():
        first, last = version.published.earliest, version.published.latest
        turns |= {day for day in (first, last) if day}
        if version.ref in registry.named_publications:
            ranges.append((date.min, last or date.max))  # until then it is yet to come
        elif first is None or first != last:
            ranges.append((first or date.min, last or date.max))
    for source in registry.sources.values():
        turns |= {*source.checked}
    if ranges:
        near = set(_near(event_days(registry) | {*asked}, _periods(registry)))
        turns |= {day for day in near for low, high in ranges if low <= day <= high}
        turns |= {high + _ONE for _, high in ranges if high < date.max}
    return tuple(sorted(turns))


def event_days(registry: Registry) -> set[date]:
    """The first and last days on which anything with a date of its own can happen."""
    dates = [named.date for named in registry.events.values()]
    for datings in registry.datings.values():
        for dating in datings:
            said = getattr(dating.amendment, "set", dating.amendment)
            known = getattr(said, "date", None)
            dates += [known] if isinstance(known, ImpreciseDate) else []
    return {
        day for known in dates if known is not None for day in (known.earliest, known.latest) if day
    }


def _near(days: set[date], periods: set[Period]) -> Iterator[date]:
    """These days with their neighbours, and the days from which a period leads to them.

    States can change on such a day and on the next; being known by then, before or after is
    each a case of its own.
    """
    for day in days:
        offsets = [range(-1, 3)]
        for period in periods:
            most = 31 * period.months + period.days
            offsets.append(range(-most - 1, -(28 * period.months + period.days) + 3))
        for reach in offsets:
            for offset in reach:
                if 1 <= day.toordinal() + offset <= date.max.toordinal():
                    yield day + timedelta(days=offset)


def _periods(registry: Registry) -> set[Period]:
    return {named.after[1] for named in registry.events.values() if named.after is not None}
