"""Which sources hang together, and the days on which more is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from guidance.corpus import Corpus
from guidance.records.dates import Period
from guidance.records.model import Cancels, as_plain
from guidance.resolution.registry import Registry

_NAMED = re.compile(r"[a-z0-9][a-z0-9-]*(?=[@#])")
_ONE = timedelta(days=1)


def families(corpus: Corpus) -> list[tuple[str, ...]]:
    """Divide the sources so that none has to do with one of another family.

    A source that names another in any field is of its family. What is published by one family
    never changes what can be said of another.
    """
    head = {source: source for source in corpus.sources}

    def find(source: str) -> str:
        while head[source] != source:
            source = head[source]
        return source

    for version in corpus.versions.values():
        for text in _texts(as_plain(version)):
            for named in {*_NAMED.findall(text), text} & head.keys():
                head[find(named)] = find(version.source)
    found: dict[str, list[str]] = {}
    for source in corpus.sources:
        found.setdefault(find(source), []).append(source)
    return [tuple(sources) for sources in found.values()]


def days_of_knowledge(registry: Registry) -> list[date | None]:
    """The days from which something else is known, oldest first; then ``None``: all records.

    Where it is not known on which day a version was published, every day within that range may
    tell something else, as soon as another day falls there that the states hang on.
    """
    found = {date.min}
    ranges = []
    for version in registry.versions.values():
        first, last = version.published.earliest, version.published.latest
        found |= {day for day in (first, last) if day}
        if first is None or first != last:
            ranges.append((first or date.min, last or date.max))
    for source in registry.sources.values():
        found |= set(source.coverage.checked)
    if ranges:
        near = set(_near(event_days(registry), _periods(registry)))
        found |= {day for day in near for low, high in ranges if low <= day <= high}
        found |= {high + _ONE for _, high in ranges if high < date.max}
    return [*sorted(found), None]


def event_days(registry: Registry) -> set[date]:
    """The first and last days on which anything with a date of its own can happen."""
    dates = [named.date for named in registry.events.values()]
    for datings in registry.datings.values():
        dates += [d.amendment.date for d in datings if not isinstance(d.amendment, Cancels)]
    return {
        day for known in dates if known is not None for day in (known.earliest, known.latest) if day
    }


def linked(registry: Registry, ref: str) -> set[str]:
    """The provisions whose states decide how a change of this one is told."""
    found = {ref}
    for statement in registry.statements[ref]:
        found |= {*statement.provision.replaces, *statement.provision.restates}
    found |= {statement.ref for statement in registry.replaced_by.get(ref, ())}
    found |= set(registry.displaced_by.get(ref, ()))
    return found & registry.statements.keys()


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


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401  (anything a record can hold)
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
