"""The tables as one SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from guidance.corpus import Corpus
from guidance.exports.databases.questions import QUESTIONS, asked
from guidance.exports.databases.tables import TABLES, Cell, DataTable
from guidance.files.atomic import overwrite

_TYPES = {"text": "TEXT", "date": "TEXT", "integer": "INTEGER"}


def to_sqlite(corpus: Corpus, path: Path) -> None:
    """Write the tables to a file, whole or not at all; days are texts of the form 2020-01-16.

    SQLite has no functions of its own in SQL; the questions stand in the table ``question``, with
    the parameters ``:on``, ``:known``, ``:since`` and ``:until``.

    Raises:
        OSError: It cannot be written.
    """
    with closing(sqlite3.connect(":memory:")) as base:
        for table in TABLES:
            base.execute(_declared(table))
            marks = ", ".join("?" * len(table.columns))
            rows = (tuple(map(_cell, row)) for row in table.rows(corpus))
            base.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
        base.execute("CREATE INDEX state_by_ref ON state (ref, part, valid_from)")
        base.execute("CREATE INDEX known_by_ref ON state_known (ref, part, known_from)")
        base.execute("CREATE TABLE question (name TEXT PRIMARY KEY, sql TEXT NOT NULL)")
        for name, (parameters, _) in QUESTIONS.items():
            sql = asked(name, **{parameter: f":{parameter}" for parameter in parameters})
            base.execute("INSERT INTO question VALUES (?, ?)", (name, sql))
        base.commit()
        overwrite(path, base.serialize())


def _declared(table: DataTable) -> str:
    columns = ", ".join(
        f"{name.rstrip('?')} {_TYPES[kind]}{'' if name.endswith('?') else ' NOT NULL'}"
        for name, kind in table.columns
    )
    return f"CREATE TABLE {table.name} ({columns})"


def _cell(value: Cell) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value
