"""What is in the tables: sources, versions, provisions, events, texts, and states in both times."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from guidance.answers.answering import registry_of, states_of
from guidance.corpus import Corpus
from guidance.exports.databases.knowledge import all_states, known_states
from guidance.exports.databases.rows import StateRow
from guidance.records.criteria import Record
from guidance.records.model import as_plain
from guidance.resolution.registry import source_of

Cell = str | int | date | None
DataRow = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table.

    Attributes:
        columns: Each with its type: ``text``, ``date`` or ``integer``; a name that ends in ``?``
            may be empty.
        key: The columns that tell its rows apart.
        rows: Its rows, in the order of the columns.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    rows: Callable[[Corpus], Iterable[DataRow]]


def _columns(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, kind) for name, _, kind in (column.partition(":") for column in text.split())
    )


_STATE = (
    "ref:text part:text valid_from?:date valid_until?:date state:text version:text"
    " standing:text kind:text force:text title:text text:text since_earliest?:date"
    " since_latest?:date depends_on:text possible:text meaning:text"
)
STATE_COLUMNS = _columns(_STATE)


def _meta(corpus: Corpus) -> Iterator[DataRow]:
    yield "fingerprint", corpus.fingerprint


def _sources(corpus: Corpus) -> Iterator[DataRow]:
    for source, record in corpus.sources.items():
        yield source, record.title, record.publisher, _json(record)


def _versions(corpus: Corpus) -> Iterator[DataRow]:
    for ref, version in corpus.versions.items():
        known, document = version.published, version.document
        yield (
            *(ref, version.source, str(known), known.earliest, known.latest, version.extent),
            *(version.standing, document.title, document.url, document.sha256, _json(version)),
        )


def _provisions(corpus: Corpus) -> Iterator[DataRow]:
    """Yield the provisions with their order, in a table of its own: a new one renumbers others."""
    for number, ref in enumerate(corpus.provisions, start=1):
        yield ref, source_of(ref), number


def _events(corpus: Corpus) -> Iterator[DataRow]:
    describer = states_of(corpus).describer
    for key, named in registry_of(corpus).events.items():
        when = describer.when(key)
        yield (
            *(key, named.label, named.version, str(when.date), when.date.earliest),
            *(when.date.latest, when.certainty),
        )


def _statements(corpus: Corpus) -> Iterator[DataRow]:
    registry = registry_of(corpus)
    for ref in corpus.provisions:
        for statement in registry.statements[ref]:
            said = statement.provision
            yield (
                *(ref, statement.version, said.title, said.kind, said.force),
                *(_joined(said.action), said.text),
                json.dumps(as_plain(said).get("criteria"), ensure_ascii=False),
                json.dumps(list(registry.topics_of(statement)), ensure_ascii=False),
                _json(said),
            )


def _states(corpus: Corpus) -> Iterator[StateRow]:
    yield from all_states(corpus)


def _known(corpus: Corpus) -> Iterator[DataRow]:
    for known in known_states(corpus):
        yield (*known.row, known.first, known.until)


TABLES: tuple[DataTable, ...] = (
    DataTable("meta", _columns("name:text value:text"), ("name",), _meta),
    DataTable(
        "source",
        _columns("source:text title:text publisher?:text record:text"),
        ("source",),
        _sources,
    ),
    DataTable(
        "version",
        _columns(
            "ref:text source:text published:text published_earliest?:date published_latest?:date"
            " extent:text standing:text title:text url?:text sha256?:text record:text"
        ),
        ("ref",),
        _versions,
    ),
    DataTable(
        "provision", _columns("ref:text source:text number:integer"), ("number",), _provisions
    ),
    DataTable(
        "event",
        _columns(
            "event:text label:text version?:text day:text earliest?:date latest?:date"
            " certainty:text"
        ),
        ("event",),
        _events,
    ),
    DataTable(
        "statement",
        _columns(
            "ref:text version:text title:text kind:text force:text action?:text text:text"
            " criteria:text topics:text record:text"
        ),
        ("ref", "version"),
        _statements,
    ),
    DataTable("state", _columns(_STATE), ("ref", "part", "valid_from"), _states),
    DataTable(
        "state_known",
        _columns(f"{_STATE} known_from?:date known_until?:date"),
        ("ref", "part", "valid_from", "known_from"),
        _known,
    ),
)


def _joined(action: str | tuple[str, ...] | None) -> str | None:
    return " ".join(action) if isinstance(action, tuple) else action


def _json(record: Record) -> str:
    return json.dumps(as_plain(record), ensure_ascii=False, sort_keys=True)
