"""The tables in PostgreSQL, in a schema of their own, changed in one transaction.

States have their days as ``daterange`` besides; exclusion constraints (GiST) keep two states of one
part from holding on one day, as known on one day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import blake2s
from typing import TYPE_CHECKING, Any

from guidance.corpus import Corpus
from guidance.errors import MissingExtraError, QueryError
from guidance.exports.databases.questions import ANSWERED, QUESTIONS, asked
from guidance.exports.databases.tables import TABLES, DataRow, DataTable

if TYPE_CHECKING:
    import psycopg

SCHEMA = "guidance"
_LOCK = 7_308_332_045  # one export at a time: a number of our own
_VALID = "valid daterange GENERATED ALWAYS AS (daterange(valid_from, valid_until)) STORED"
_KNOWN = "known daterange GENERATED ALWAYS AS (daterange(known_from, known_until)) STORED"
_RANGES = {
    "state": f"{_VALID}, EXCLUDE USING gist (ref WITH =, part WITH =, valid WITH &&)",
    "state_known": (
        f"{_VALID}, {_KNOWN},"
        " EXCLUDE USING gist (ref WITH =, part WITH =, valid WITH &&, known WITH &&)"
    ),
}


_TEMPORAL_KEYS = 180_000  # the first version of the server that has them
_KEY = "UNIQUE (ref, part, valid WITHOUT OVERLAPS)"


def constraints(table: str, server: int) -> tuple[str, ...]:
    """The columns and constraints of a table beside its cells, in the words of a server.

    From PostgreSQL 18 on, the key of a state is a temporal one. What was known has two times, and
    a temporal key has one: there the exclusion constraint stays. No table points at another in time
    (``PERIOD``): what was known of a part need not be a part of what is known by all records.

    Args:
        table: Its name.
        server: The version of the server as libpq gives it, like 150018.
    """
    if table not in _RANGES:
        return ()
    if table == "state" and server >= _TEMPORAL_KEYS:
        return (f"{_VALID}, {_KEY}",)
    return (_RANGES[table],)


def to_postgresql(corpus: Corpus, url: str) -> tuple[int, int]:
    """Bring the tables in a database to what the records are, in one transaction.

    Readers see the old records until it is done, and then the new ones. Only rows that differ are
    written. Two exports at once wait for each other.

    Args:
        corpus: The records.
        url: The database, as libpq takes it. The role needs the right to make the schema
            ``guidance``, and the extension ``btree_gist`` where it is not there.

    Returns:
        How many rows went, and how many came.

    Raises:
        MissingExtraError: psycopg is not installed.
        QueryError: The database cannot be reached, or refuses.
    """
    try:
        import psycopg
    except ImportError:
        raise MissingExtraError("PostgreSQL is reached by psycopg", "postgresql") from None
    try:
        with psycopg.connect(url) as base, base.transaction(), base.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            _declare(cursor)
            counts = [_bring(cursor, table, corpus) for table in TABLES]
            return sum(gone for gone, _ in counts), sum(come for _, come in counts)
    except psycopg.Error as error:
        detail = " ".join(str(error).split())
        raise QueryError(f"PostgreSQL: {detail}; nothing was changed there") from None


def _declare(cursor: psycopg.Cursor[Any]) -> None:
    """Make what is not there: the schema, its tables, and the questions as functions."""
    cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    for table in TABLES:
        columns = [
            f"{name.rstrip('?')} {kind}{'' if name.endswith('?') else ' NOT NULL'}"
            for name, kind in table.columns
        ]
        more = constraints(table.name, cursor.connection.info.server_version)
        told = ", ".join(("digest text PRIMARY KEY", *columns, *more))
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {SCHEMA}.{table.name} ({told})")
    for question, (parameters, _) in QUESTIONS.items():
        sql = asked(
            question,
            schema=f"{SCHEMA}.",
            **{parameter: f"${place}" for place, parameter in enumerate(parameters, start=1)},
        )
        taken = ", ".join(f"asked_{parameter} date" for parameter in parameters)
        told = ", ".join(f"{name.rstrip('?')} {kind}" for name, kind in ANSWERED[question])
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {SCHEMA}.{question}({taken})"
            f" RETURNS TABLE ({told})"
            f" LANGUAGE sql STABLE AS $body$ {sql} $body$"
        )


def _bring(cursor: psycopg.Cursor[Any], table: DataTable, corpus: Corpus) -> tuple[int, int]:
    """Bring one table to what it should hold; say how many rows went and came."""
    names = ", ".join(name.rstrip("?") for name, _ in table.columns)
    here, fresh = f"{SCHEMA}.{table.name}", f"new_{table.name}"
    columns = ", ".join(f"{name.rstrip('?')} {kind}" for name, kind in table.columns)
    cursor.execute(f"CREATE TEMP TABLE {fresh} (digest text, {columns}) ON COMMIT DROP")
    with cursor.copy(f"COPY {fresh} (digest, {names}) FROM STDIN") as copy:
        for row in _digested(table, corpus):
            copy.write_row(row)
    cursor.execute(f"DELETE FROM {here} WHERE digest NOT IN (SELECT digest FROM {fresh})")
    gone = cursor.rowcount
    cursor.execute(
        f"INSERT INTO {here} (digest, {names}) SELECT digest, {names} FROM {fresh}"
        f" WHERE digest NOT IN (SELECT digest FROM {here})"
    )
    return gone, cursor.rowcount


def _digested(table: DataTable, corpus: Corpus) -> Iterator[DataRow]:
    """The rows, each with a digest of its cells, by which it is found again."""
    for row in table.rows(corpus):
        told = "\x00".join(_told(cell) for cell in row)
        yield (blake2s(told.encode(), digest_size=16).hexdigest(), *row)


def _told(cell: object) -> str:
    if cell is None:
        return "\x01"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
