"""Which sources have to do with each other, and which provisions."""

from __future__ import annotations

from guidance.records.model import Version
from guidance.records.references import references
from guidance.records.sources import Source
from guidance.resolution.readings import readings
from guidance.resolution.registry import Registry, source_of


def families(registry: Registry) -> list[tuple[str, ...]]:
    """Divide the sources so that none has to do with one of another family.

    A source that names another in any field is of its family. What is published by one family
    never changes what can be said of another.
    """
    head = {source: source for source in registry.sources}

    def find(source: str) -> str:
        while head[source] != source:
            source = head[source]
        return source

    records: tuple[Source | Version, ...] = (
        *registry.sources.values(),
        *registry.versions.values(),
    )
    for record in records:
        for ref in references(record):
            if (named := source_of(ref)) in head:
                head[find(named)] = find(record.source)
    groups: dict[str, list[str]] = {}
    for source in registry.sources:
        groups.setdefault(find(source), []).append(source)
    return [tuple(sources) for sources in groups.values()]


def linked(registry: Registry, ref: str) -> set[str]:
    """The provisions whose states decide how a change of this one is told."""
    refs = {ref}
    for reading in readings(registry, ref):
        refs |= {*reading.provision.replaces, *reading.provision.restates}
    refs |= {statement.ref for statement in registry.replaced_by.get(ref, ())}
    refs |= set(registry.displaced_by.get(ref, ()))
    return refs & registry.statements.keys()


def groups(registry: Registry) -> list[list[str]]:
    """Divide the provisions so that no state hangs on one of another group, by whatever way."""
    groups = {ref: [ref] for ref in registry.statements}
    for ref in registry.statements:
        for other in linked(registry, ref):
            small, large = sorted((groups[ref], groups[other]), key=len)
            if small is not large:
                large += small
                for moved in small:
                    groups[moved] = large
    return list({id(group): group for group in groups.values()}.values())
