"""The states of everything in both times: on each day, as known on each day.

A state as known on a day is worked out anew only where that day can have told something: of what
a version states, of all that is linked to it, or of the whole family where the version does more
than state. What is not touched stays as it was known before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guidance.answers.answering import registry_of, states_of
from guidance.answers.question import Question
from guidance.answers.states import States
from guidance.corpus import Corpus
from guidance.exports.databases.rows import StateRow, state_rows
from guidance.records.model import Version
from guidance.resolution.families import linked
from guidance.resolution.registry import Registry


@dataclass(frozen=True, slots=True)
class KnownState:
    """A state, and the days on which it was what could be known.

    Attributes:
        first: The first day of knowledge; ``None`` from the beginning of the calendar.
        until: The first day on which something else was known; ``None`` without end.
    """

    first: date | None
    until: date | None
    row: StateRow


def known_states(corpus: Corpus) -> Iterator[KnownState]:
    """Yield the states of all provisions in both times."""
    for family in corpus.families():
        records = corpus._concerning(Question(date.max, source=family[0]))
        yield from _Family(records, family).known()


class _Family:
    """The sources that have to do with each other."""

    def __init__(self, records: Corpus, sources: tuple[str, ...]) -> None:
        self._records = records
        self._registry: Registry = registry_of(records)
        self._refs = [ref for source in sources for ref in self._registry.refs[source]]
        self._sources = sources
        self._linked = _components(self._registry, self._refs)

    def known(self) -> Iterator[KnownState]:
        """Yield what was known, provision by provision, one knowledge after the other."""
        found: dict[str, tuple[date | None, tuple[StateRow, ...]]] = {}
        before: date | None = None
        for day in self._records.days_of_knowledge():
            touched = self._refs if before is None else self._touched(before, day)
            states = States(self._registry, day) if touched else None
            for ref in touched:
                assert states is not None  # noqa: S101  (something is touched)
                rows = tuple(state_rows(states, ref))
                if ref not in found:
                    found[ref] = (None, rows)
                elif rows != found[ref][1]:
                    first, old = found[ref]
                    yield from (KnownState(first, day, row) for row in old)
                    found[ref] = (day, rows)
            before = day
        for first, rows in found.values():
            yield from (KnownState(first, None, row) for row in rows)

    def _touched(self, before: date, day: date) -> list[str]:
        """The provisions of which a day may tell something that was not known on one before."""
        touched: set[str] = set()
        for source in self._registry.sources.values():
            if any(before < check <= day for check in source.checked):
                return self._refs
        for version in self._registry.versions.values():
            first, last = version.published.earliest, version.published.latest
            if (first is not None and first > day) or (last is not None and last < before):
                continue
            if not _only_states(version):
                return self._refs
            for name in version.provisions:
                touched |= self._linked[f"{version.source}#{name}"]
        return [ref for ref in self._refs if ref in touched]


def _only_states(version: Version) -> bool:
    """Whether a version does nothing but state provisions, each from a day of its own."""
    return (
        version.extent == "partial"
        and not version.amendments
        and not version.events
        and version.published.is_exact
        and not any(provision.proposes for provision in version.provisions.values())
    )


def _components(registry: Registry, refs: list[str]) -> dict[str, frozenset[str]]:
    """For each provision, all whose states may hang on it, by whatever way."""
    groups = {ref: {ref} for ref in registry.statements}
    for ref in registry.statements:
        for other in linked(registry, ref):
            one, two = groups[ref], groups[other]
            if one is not two:
                one |= two
                for each in two:
                    groups[each] = one
    return {ref: frozenset(groups[ref]) for ref in refs}


def all_states(corpus: Corpus) -> Iterator[StateRow]:
    """Yield the states of all provisions by all records."""
    states = states_of(corpus)
    for ref in corpus.provisions:
        yield from state_rows(states, ref)
