"""Makes an index of a corpus: one SQLite database, as bytes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from typing import Any, NamedTuple
from zlib import crc32

from guidance.answers.answering import registry_of, states_of
from guidance.answers.matters import MatterGroup
from guidance.answers.states import States
from guidance.changes.notices import DayPair
from guidance.changes.turning import Unlearnt, turning
from guidance.corpus import Corpus
from guidance.engine.coverage import evidence_of
from guidance.engine.publications import Publications
from guidance.index.base import checked, library, seal
from guidance.index.codec import SHAPE, SharedValues
from guidance.index.knowledge import (
    KnownRow,
    RowsByKnowledge,
    history_rows,
    said_rows,
    settled_stretches,
)
from guidance.index.pages import AnswerPage, packed
from guidance.index.schema import (
    ALL_RECORDS,
    APPLICATION,
    END,
    FORMAT,
    KEYS,
    KEYS_OF_SOURCE,
    TABLES,
)
from guidance.index.told import told_rows
from guidance.records.criteria import Record
from guidance.records.model import Corrects
from guidance.resolution import resolve
from guidance.resolution.registry import Registry, source_of

_COUNTED = (
    "source",
    "version",
    "sheet",
    "name",
    "provision",
    "matter",
    "said",
    "turn",
    "told",
    "history",
    "value",
    "word",
)


def compile_into(
    base: sqlite3.Connection,
    corpus: Corpus,
    pages: Iterable[AnswerPage] = (),
    *,
    known: bool = True,
) -> None:
    """Fill an empty database with all records of a corpus and all that is worked out of them.

    The same records give the same bytes.

    Args:
        base: The database.
        corpus: The records.
        pages: The pages of answers, as somebody else words them.
        known: Keep what could be known on earlier days, too; else it is worked out when asked.
    """
    base.execute(f"PRAGMA application_id = {APPLICATION}")
    base.execute(f"PRAGMA user_version = {FORMAT}")
    base.executescript(TABLES)
    with base:
        _Builder(corpus, base, is_known=known).build(pages)


def compiled(corpus: Corpus) -> bytes:
    """Return the bytes of an index that has no pages."""
    with closing(sqlite3.connect(":memory:")) as base:
        compile_into(base, corpus)
        return base.serialize()


class _Builder:
    def __init__(self, corpus: Corpus, base: sqlite3.Connection, *, is_known: bool) -> None:
        self._corpus = corpus
        self._registry: Registry = registry_of(corpus)
        self._states: States = states_of(corpus)
        self._base = base
        self._matters: dict[MatterGroup, int] = {}
        self._numbers = {source: number for number, source in enumerate(corpus.sources)}
        self._families = self._divided(is_known=is_known)
        self._histories: list[tuple[object, ...]] = []
        self._told: list[tuple[object, ...]] = []
        self._unkept: set[str] = set()
        self._turns: dict[str, set[DayPair]] = {ref: set() for ref in corpus.provisions}

    def build(self, pages: Iterable[AnswerPage]) -> None:
        """Fill all tables."""
        self._add("source", self._sources())
        self._add("version", self._versions())
        sheets = enumerate(self._corpus.sheets.values())
        self._add("sheet", (_row(sheet.topic, place, _written(sheet)) for place, sheet in sheets))
        self._add("name", (_row(ref, title) for ref, title in self._titles()))
        self._add("provision", self._provisions())
        pool = SharedValues()
        self._add("said", self._said(pool))
        self._add("history", self._histories)
        self._add("told", self._told)
        self._add("turn", self._turn_rows())
        self._add("page", (packed(page, self._numbers[page.source]) for page in pages))
        self._add("matter", self._matter_rows())
        self._add("word", sorted(self._words()))
        self._add("fulltext", self._texts())
        bodies = enumerate(pool.bodies)
        self._add(
            "value", ((number, body, crc32(body.encode(), number)) for number, body in bodies)
        )
        self._add("meta", (_row(key, json.dumps(held)) for key, held in self._meta()))

    def _add(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        waiting = iter(rows)
        first = next(waiting, None)
        if first is not None:
            marks = ", ".join("?" * len(first))
            statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608  (names of our own)
            self._base.execute(statement, first)
            self._base.executemany(statement, waiting)

    def _meta(self) -> Iterator[tuple[str, object]]:
        corpus = self._corpus
        yield "fingerprint", corpus.fingerprint
        yield "shape", SHAPE
        yield "library", library()
        yield "placing", [name for name, source in corpus.sources.items() if source.places]
        yield "topics", {topic: corpus.sources_on(topic) for topic in corpus.topics}
        yield "kinds", corpus.kinds
        yield "events", corpus.events
        yield "differing", bool(corpus.discrepancies())
        yield "known", [day.toordinal() for day in corpus.days_of_knowledge()]
        yield "tension", {ref: sorted(others) for ref, others in self._states.in_tension.items()}
        statements, heirs = self._registry.statements, self._registry.replaced_by
        replaces = {
            ref: list(dict.fromkeys(old for text in texts for old in text.provision.replaces))
            for ref, texts in statements.items()
        }
        yield "replaces", {ref: targets for ref, targets in replaces.items() if targets}
        yield (
            "replaced",
            {ref: list(dict.fromkeys(text.ref for text in texts)) for ref, texts in heirs.items()},
        )
        yield "seals", {table: seal(self._read, [keys]) for table, keys in KEYS.items()}
        yield "rows", {table: self._count(table) for table in _COUNTED}

    def _read(self, query: str, values: Iterable[int] = ()) -> list[tuple[Any, ...]]:
        return self._base.execute(query, tuple(values)).fetchall()

    def _count(self, table: str) -> int:
        ((number,),) = self._read(f"SELECT count(*) FROM {table}")  # noqa: S608  (names of our own)
        return int(number)

    def _sources(self) -> Iterator[tuple[object, ...]]:
        families = {name: n for n, names in enumerate(self._corpus.families()) for name in names}
        for source, number in self._numbers.items():
            evidence = evidence_of(self._states.timeline.calendar, source)
            published = json.dumps(evidence.published)
            body = _written(self._corpus.sources[source])
            held = len(self._registry.refs[source])
            family = families[source]
            known = json.dumps(self._families[family].stretches)
            yield _row(number, source, family, held, body, published, known)

    def _versions(self) -> Iterator[tuple[object, ...]]:
        for place, (ref, version) in enumerate(self._corpus.versions.items()):
            number, body = self._numbers[version.source], _written(version)
            yield ref, place, number, body, checked(ref, place, number, body)

    def _titles(self) -> Iterator[tuple[str, str]]:
        registry = self._registry
        known = (registry.events, registry.sources, registry.versions, registry.statements)
        for ref in dict.fromkeys(ref for names in known for ref in names):
            yield ref, registry.title_of(ref)

    def _provisions(self) -> Iterator[tuple[object, ...]]:
        for place, ref in enumerate(self._corpus.provisions):
            number = self._numbers[ref.partition("#")[0]]
            matter = self._matters.setdefault(self._states.matter_of(ref), len(self._matters))
            yield _row(ref, place, number, matter)

    def _turn_rows(self) -> Iterator[tuple[object, ...]]:
        learnt, unlearnt = self._registry.kept(Publications).turning, Unlearnt(self._registry)
        for source, refs in self._registry.refs.items():
            alike: dict[str, list[str]] = {}
            for ref in refs:
                turns = sorted(self._turns[ref]) if ref in self._unkept else None
                days = json.dumps([turns, [] if unlearnt.holds(ref) else sorted(learnt(ref))])
                alike.setdefault(days, []).append(ref)
            number = self._numbers[source]
            sealed = seal(self._read, KEYS_OF_SOURCE, number)
            held = sealed, [(*json.loads(days), own) for days, own in alike.items()]
            yield _row(number, json.dumps(held, separators=(",", ":")))

    def _matter_rows(self) -> Iterator[tuple[object, ...]]:
        for matter, number in self._matters.items():
            first, second, ((_, source), place, (_, name)) = matter.rank
            rank = first, second, source, place, name  # what they are ordered by is made of these
            yield _row(number, json.dumps([matter.key, matter.title, rank, matter.refs]))

    def _texts(self) -> Iterator[tuple[str, str, str, str]]:
        """Every title and text that any version states or corrects."""
        for ref, chain in self._registry.statements.items():
            for statement in chain:
                provision = statement.provision
                yield ref, statement.version, provision.title, provision.text
            for act in self._registry.acts.get(ref, ()):
                if isinstance(act.amendment, Corrects):
                    patch = act.amendment.set
                    yield ref, act.version, patch.title or "", patch.text or ""

    def _words(self) -> set[tuple[str, str]]:
        from guidance.changes.searching import words_in

        return {
            (word, ref)
            for ref, _, *texts in self._texts()
            for text in texts
            for word in words_in(text)
        }

    def _divided(self, *, is_known: bool) -> list[_Family]:
        """The families of sources, each with what is kept of what could be known of it."""
        return [
            _Family(sources, settled_stretches(self._alone(sources)) if is_known else [])
            for sources in self._corpus.families()
        ]

    def _alone(self, family: tuple[str, ...]) -> Registry:
        """The records of a family: no record of another changes an answer about it."""
        corpus = self._corpus
        # What places are called may be declared by any source.
        placing = [name for name, source in corpus.sources.items() if source.places]
        kept = dict.fromkeys((*family, *placing))
        return resolve(
            [corpus.sources[source] for source in kept],
            [corpus.versions[ref] for source in kept for ref in self._registry.order[source]],
            corpus.sheets.values(),
            ignore_absent_sources=True,
        )

    def _said(self, pool: SharedValues) -> Iterator[tuple[object, ...]]:
        """What is said by each knowledge, one after the other; all records are the last."""
        for sources, stretches in self._families:
            registry = self._alone(sources) if stretches else self._registry
            said, histories, told = RowsByKnowledge(), RowsByKnowledge(), RowsByKnowledge()
            refs = [ref for source in sources for ref in self._registry.refs[source]]
            unkept, tellings = self._unkept, list[KnownRow]()
            for known, forgotten in (*stretches, (ALL_RECORDS, END)):
                is_all = known == ALL_RECORDS
                states = self._states if is_all else States(registry, date.fromordinal(known))
                span = known, forgotten
                yield from self._numbered(said.take(*span, said_rows(states, refs, pool)))
                for ref in refs:
                    self._turns[ref].update(turning(states, ref))
                rows = histories.take(*span, history_rows(states, refs, pool))
                self._histories += (_row(*row) for row in rows)
                tellings += told.take(*span, told_rows(states, refs, pool, unkept))
            yield from self._numbered(said.rest())
            self._histories += (_row(*row) for row in histories.rest())
            # What some knowledge does not let keep is asked of none.
            kept = [row for row in (*tellings, *told.rest()) if row[0] not in unkept]
            self._told += self._numbered(kept)

    def _numbered(self, rows: Iterable[KnownRow]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            yield self._numbers[source_of(row[0])], *_row(*row)


class _Family(NamedTuple):
    """Sources that have to do with each other.

    Attributes:
        stretches: The days of knowledge that are kept.
    """

    sources: tuple[str, ...]
    stretches: list[tuple[int, int]]


def _row(*held: str | int) -> tuple[object, ...]:
    return (*held, checked(*held))


def _written(record: Record) -> str:
    return record.model_dump_json(by_alias=True, exclude_defaults=True)
