"""The tables as Parquet files, written and asked by DuckDB.

::

    DIR/views.sql                    views and functions: run it in DuckDB, inside DIR
    DIR/data-<fingerprint>/state.parquet …

Files of one edition of the records lie in a folder of their own, and ``views.sql`` is put in place
last and whole: whoever starts from it sees the old edition or the new one, never half of each. The
edition before is kept for those who are still reading it; older ones go.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from guidance.corpus import Corpus
from guidance.errors import MissingExtraError
from guidance.exports.databases.questions import QUESTIONS, asked
from guidance.exports.databases.tables import TABLES, DataRow, DataTable
from guidance.files.atomic import overwrite

if TYPE_CHECKING:
    import duckdb

_TYPES = {"text": "VARCHAR", "date": "DATE", "integer": "INTEGER"}
_NAME = 16  # letters of the fingerprint in the name of a folder
_EMPTY = "\x01"  # no text of a record holds it


def to_parquet(corpus: Corpus, folder: Path) -> bool:
    """Write the tables to a folder.

    Returns:
        Whether anything was written: not where the folder holds these very records.

    Raises:
        MissingExtraError: DuckDB is not installed.
        OSError: It cannot be written; what was there is as it was.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("Parquet files are written by DuckDB", "parquet") from None
    name = f"data-{corpus.fingerprint[:_NAME]}"
    views = folder / "views.sql"
    sql = views_sql(name)
    if views.exists() and views.read_text(encoding="utf-8") == sql:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    making = folder / f".{name}.new"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    try:
        with duckdb.connect(":memory:") as base:
            for table in TABLES:
                _write(base, table, table.rows(corpus), making)
        finished = folder / name
        shutil.rmtree(finished, ignore_errors=True)  # left by one that was stopped
        making.rename(finished)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    before = _named_in(views)
    overwrite(views, sql.encode())
    for old in folder.glob("data-*"):
        if old.name not in (name, before):
            shutil.rmtree(old, ignore_errors=True)
    return True


def views_sql(name: str) -> str:
    """The views over the files of a folder, and the questions as functions."""
    lines = [f"-- {name}"]
    for table in TABLES:
        file = f"{name}/{table.name}.parquet"
        lines.append(f"CREATE OR REPLACE VIEW {table.name} AS SELECT * FROM '{file}';")
    for question, (parameters, _) in QUESTIONS.items():
        sql = asked(question, **{parameter: f"asked_{parameter}" for parameter in parameters})
        taken = ", ".join(f"asked_{parameter}" for parameter in parameters)
        lines.append(f"CREATE OR REPLACE MACRO {question}({taken}) AS TABLE {sql};")
    return "\n".join(lines) + "\n"


def _write(
    base: duckdb.DuckDBPyConnection, table: DataTable, rows: Iterable[DataRow], folder: Path
) -> None:
    """Write one table, sorted by its key; by way of a text file, which DuckDB reads fast."""
    text = folder / f"{table.name}.csv"
    with text.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        for row in rows:
            writer.writerow([_EMPTY if cell is None else _cell(cell) for cell in row])
    columns = {name.rstrip("?"): _TYPES[kind] for name, kind in table.columns}
    key = ", ".join(table.key)
    target = folder / f"{table.name}.parquet"
    base.execute(
        f"COPY (SELECT * FROM read_csv(?, columns = {columns!r}, header = false,"
        f" nullstr = '{_EMPTY}', quote = '\"', escape = '\"', delim = ',')"
        f" ORDER BY {key}) TO '{target}' (FORMAT parquet)",
        [str(text)],
    )
    text.unlink()


def _cell(value: str | int | date) -> str | int:
    return value.isoformat() if isinstance(value, date) else value


def _named_in(views: Path) -> str:
    if not views.exists():
        return ""
    return views.read_text(encoding="utf-8").partition("\n")[0].removeprefix("-- ")
