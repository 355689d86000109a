"""From loose records to a registry: every reference resolved, every fault found.

Faults carry the record and the path of the field; :mod:`guidance.files` adds file and line.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from guidance.errors import RecordsError
from guidance.records.criteria import FactSheet
from guidance.records.model import Source, Version
from guidance.resolution.build import Build
from guidance.resolution.checks import (
    check_criteria,
    check_cycles,
    check_days,
    check_names_of_topics,
)
from guidance.resolution.events import declare_events
from guidance.resolution.links import link_amendments, link_provisions
from guidance.resolution.ordering import order_versions
from guidance.resolution.places import declare_places
from guidance.resolution.proposals import link_proposals
from guidance.resolution.registry import Registry
from guidance.resolution.statements import collect_statements
from guidance.resolution.tellings import check_looks, collect_tellings, link_events


def resolve(
    sources: Iterable[Source],
    versions: Iterable[Version],
    sheets: Iterable[FactSheet] = (),
    *,
    ignore_absent_sources: bool = False,
) -> Registry:
    """Resolve all references.

    Args:
        sources: The sources; each id once.
        versions: Their versions, in any order.
        sheets: Fact sheets; each topic once.
        ignore_absent_sources: Let references to sources that are not there lead nowhere, for the
            answer that a part of the records supports alone.

    Raises:
        RecordsError: With every fault found.
    """
    build = Build(Registry({}, {}, {}), ignore_absent_sources)
    _take_in(build, tuple(sources), tuple(versions), tuple(sheets))
    declare_places(build)
    order_versions(build)
    declare_events(build)
    link_events(build)
    check_looks(build)
    if not build.faults:  # what follows relies on versions in order and on known events
        collect_statements(build)
        link_amendments(build)
        link_provisions(build)
        link_proposals(build)
        check_cycles(build)
        check_criteria(build)
        check_names_of_topics(build)
    if not build.faults:
        collect_tellings(build)
        check_days(build)
    if build.faults:
        raise RecordsError(build.faults)
    return build.registry


def _take_in(
    build: Build,
    sources: tuple[Source, ...],
    versions: tuple[Version, ...],
    sheets: tuple[FactSheet, ...],
) -> None:
    registry = build.registry
    registry.sources = MappingProxyType(build.unique(sources, lambda s: s.source, "source"))
    by_topic = build.unique(sheets, lambda s: f"facts/{s.topic}", "topic")
    registry.sheets = MappingProxyType({sheet.topic: sheet for sheet in by_topic.values()})
    by_ref = build.unique(versions, lambda v: v.ref, "version")
    for version in versions:
        if version.source not in registry.sources:
            known = registry.sources
            build.unknown(version.ref, ("source",), "source", version.source, known)
            by_ref.pop(version.ref, None)
    registry.versions = MappingProxyType(by_ref)
