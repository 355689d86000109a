"""What provisions are about, across sources: one matter is one row of a report.

A provision names its matter, or its links tell: what replaces, restates or reports another is about
the same. A prohibition may set aside or narrow statements on several matters, so these links count
only where nothing else tells, and all lead to one matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from guidance.records.criteria import FactSheet
from guidance.records.model import Provision
from guidance.resolution.document_order import Place, place_of
from guidance.resolution.readings import readings
from guidance.resolution.registry import Registry

_SAME = ("replaces", "restates", "reports")
_NEAR = ("displaces", "narrows")
_KINDS = ("eligibility", "contraindication", "transition", "continuation", "setting", "monitoring")
"""The order of matters that no sheet declares: who may, who must not, and so on; then the rest."""

_UNORDERED = 1_000_000
"""What declares no place comes after all that do."""


@dataclass(frozen=True, slots=True)
class MatterGroup:
    """Provisions that are about the same thing.

    Attributes:
        key: The slug that the fact sheet declares, else the first of the references.
        rank: Its place among the matters; smaller is more important. What is declared comes first,
            in the order that is declared with it.
        refs: The provisions, in the order of the documents.
    """

    key: str
    title: str
    rank: tuple[int, int, Place]
    refs: tuple[str, ...]


_KEPT: WeakKeyDictionary[Registry, Mapping[str, MatterGroup]] = WeakKeyDictionary()
"""The matters of records, as long as these are in use: every brief asks for them."""


def matters_of(registry: Registry) -> Mapping[str, MatterGroup]:
    """The matter of each provision, by reference; every provision has one."""
    matters = _KEPT.get(registry)
    if matters is None:
        matters = _KEPT[registry] = _matters(registry)
    return matters


def _matters(registry: Registry) -> Mapping[str, MatterGroup]:
    told = {ref: _named(registry, ref) for ref in registry.statements}
    named = {ref: name for ref, name in told.items() if name is not None}
    groups = _by_links(registry, named)
    by_ref: dict[str, MatterGroup] = {}
    declared: dict[tuple[str, str], list[str]] = {}
    for refs in groups:
        name = next((named[ref] for ref in refs if ref in named), None)
        if name is None:
            group = _undeclared(refs, registry)
            by_ref |= dict.fromkeys(refs, group)
        else:
            declared.setdefault((_sheet(name, refs, registry).topic, name), []).extend(refs)
    for (topic, name), members in declared.items():
        matters = registry.sheets[topic].matters
        place = matters[name].order or _UNORDERED
        rank = (0, place, place_of(f"{topic} {name}", 0))
        group = MatterGroup(
            name, matters[name].title, rank, tuple(sorted(members, key=registry.places.of))
        )
        by_ref |= dict.fromkeys(members, group)
    return by_ref


def _named(registry: Registry, ref: str) -> str | None:
    """The matter that a provision names, in its newest text that names one, as corrected last."""
    told = (reading.provision.matter for reading in readings(registry, ref))
    names = [matter for matter in told if matter is not None]
    return names[-1] if names else None


def _by_links(registry: Registry, named: Mapping[str, str]) -> list[list[str]]:
    """Provisions that belong together; no link joins two that name different matters."""
    joined = {ref: [ref] for ref in registry.statements}
    names = {id(group): named.get(ref) for ref, group in joined.items()}

    def join(stays: str, comes: str) -> None:
        first, second = joined[stays], joined[comes]
        if first is second:
            return
        a, b = names[id(first)], names[id(second)]
        if a is not None and b is not None and a != b:
            return
        names[id(first)] = a if a is not None else b
        first.extend(second)
        for ref in second:
            joined[ref] = first

    for ref in sorted(joined):
        for target in _linked(registry, ref, _SAME):
            join(ref, target)
    for ref in sorted(joined):
        near = list(_linked(registry, ref, _NEAR))
        if len(joined[ref]) == 1 and ref not in named and len({id(joined[t]) for t in near}) == 1:
            join(near[0], ref)
    return list({id(group): group for group in joined.values()}.values())


def _linked(registry: Registry, ref: str, fields: tuple[str, ...]) -> Iterable[str]:
    """The provisions that any text of one links to."""
    for reading in readings(registry, ref):
        for field in fields:
            for target in getattr(reading.provision, field):
                if target in registry.statements:
                    yield target


def _sheet(name: str, refs: Iterable[str], registry: Registry) -> FactSheet:
    """The fact sheet that declares the matter of these provisions: it was checked that one does."""
    topics = (topic for ref in refs for topic in registry.topics_of(registry.statements[ref][-1]))
    sheets = (registry.sheets[topic] for topic in topics if topic in registry.sheets)
    return next(sheet for sheet in sheets if name in sheet.matters)


def _undeclared(refs: list[str], registry: Registry) -> MatterGroup:
    first = _weightiest(refs, registry)
    kind = first.kind
    place = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
    ordered = sorted(refs, key=registry.places.of)
    rank = (2 if first.force == "information" else 1, place, registry.places.of(ordered[0]))
    return MatterGroup(ordered[0], first.title, rank, tuple(ordered))


def _weightiest(refs: list[str], registry: Registry) -> Provision:
    """The newest text that is more than information; else the newest."""
    texts = [registry.statements[ref][-1].provision for ref in sorted(refs, key=registry.places.of)]
    return next((text for text in texts if text.force != "information"), texts[0])
