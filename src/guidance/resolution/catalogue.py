"""What is recorded: sources, versions, provisions, events, topics and facts, by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from hashlib import sha256

from guidance.errors import QueryError, check_name
from guidance.records.criteria import FactSheet
from guidance.records.gazetteer import Gazetteer
from guidance.records.model import Source, Version, as_plain, canonical
from guidance.records.natural import reading_order
from guidance.resolution.families import families
from guidance.resolution.registry import Registry


class Catalogue:
    """The names in resolved records, and what they stand for."""

    def __init__(self, registry: Registry | Callable[[], Registry]) -> None:
        """Take resolved records, or what resolves them when they are first needed."""
        self._resolving = registry

    @cached_property
    def _registry(self) -> Registry:
        """The resolved records."""
        given = self._resolving
        return given if isinstance(given, Registry) else given()

    @property
    def _gazetteer(self) -> Gazetteer:
        """What the names of places stand for."""
        return self._registry.gazetteer

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return self._registry.sources

    @property
    def versions(self) -> Mapping[str, Version]:
        """The versions by reference."""
        return self._registry.versions

    @property
    def sheets(self) -> Mapping[str, FactSheet]:
        """The fact sheets by topic."""
        return self._registry.sheets

    @cached_property
    def fingerprint(self) -> str:
        """What is recorded, as the SHA-256 of its content in hexadecimal digits.

        It is the same exactly where the records are: how they are laid out in files, the order of
        their keys and files, YAML or JSON, defaults spelt out and comments do not show in it. The
        order of what a fact sheet declares does, and that of the provisions of a version, as
        everything is listed in it.
        """
        registry = self._registry
        digest = sha256(b"guidance/1\n")
        for records in (registry.sources, registry.versions):
            for ref in sorted(records):
                digest.update(canonical(records[ref]) + b"\n")
        for ref in sorted(registry.versions):
            digest.update(json.dumps([*registry.versions[ref].provisions]).encode() + b"\n")
        for topic in sorted(registry.sheets):
            sheet = as_plain(registry.sheets[topic])
            digest.update(json.dumps(sheet, ensure_ascii=False).encode() + b"\n")
        return digest.hexdigest()

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """All topics, sorted."""
        return tuple(sorted(self._by_topic))

    def sources_on(self, topic: str) -> tuple[str, ...]:
        """Return the sources that speak of a topic, sorted.

        Raises:
            UnknownNameError: The topic is not recorded.
        """
        check_name("topic", topic, self._by_topic)
        return self._by_topic[topic]

    @cached_property
    def _by_topic(self) -> dict[str, tuple[str, ...]]:
        """The sources that speak of each topic."""
        registry = self._registry
        by_topic: dict[str, dict[str, None]] = {}
        for source, record in self.sources.items():
            for topic in record.topics:
                by_topic.setdefault(topic, {})[source] = None
            for ref in registry.refs[source]:
                for statement in registry.statements[ref]:
                    for topic in statement.provision.topics:
                        by_topic.setdefault(topic, {})[source] = None
        return {topic: tuple(sources) for topic, sources in by_topic.items()}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of provision, sorted."""
        chains = self._registry.statements.values()
        return tuple(sorted({s.provision.kind for chain in chains for s in chain}))

    @property
    def provisions(self) -> tuple[str, ...]:
        """The references of all provisions, source by source in the order of their documents."""
        return tuple(ref for source in self.sources for ref in self._registry.refs[source])

    def _refs_on(self, topic: str | None, source: str | None) -> set[str]:
        """The provisions of a source that any text puts under a topic; all where none is named."""
        registry = self._registry
        return {
            ref
            for name in self.sources
            if source in (None, name)
            for ref in registry.refs[name]
            if topic is None
            or any(topic in registry.topics_of(statement) for statement in registry.statements[ref])
        }

    @property
    def events(self) -> tuple[str, ...]:
        """The references of all events that the records declare, sorted."""
        events = self._registry.events.values()
        declared = (e.key for e in events if e.version and not e.is_publication)
        return tuple(sorted(declared, key=reading_order))

    def title(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event, by its ``ref``."""
        return self._registry.title_of(ref)

    def families(self) -> tuple[tuple[str, ...], ...]:
        """Divide the sources into those that have to do with each other.

        No record of one family changes an answer about another.
        """
        return tuple(families(self._registry))

    def sheet(self, topic: str | None = None) -> FactSheet:
        """Return the facts of a topic; of the only topic that has any where none is named.

        Raises:
            QueryError: None, or more than one, could be meant.
            UnknownNameError: The topic is not recorded.
        """
        if topic is None:
            if len(self.sheets) != 1:
                known = ", ".join(self.sheets) or "none"
                raise QueryError(f"name the topic; facts are declared for: {known}")
            return next(iter(self.sheets.values()))
        if topic not in self.sheets:
            check_name("topic", topic, self.topics)
            raise QueryError(f"no facts are declared for {topic}; nothing can be proved about it")
        return self.sheets[topic]
