"""The tables of a folder of records against the engine: all days at boundaries, and beside them.

cd tests && python -m support.same_tables FOLDER [URL of a PostgreSQL database]    # by hand
cd tests && python -m support.same_tables 0 2000 [URL]    # random corpora, by their seeds

Each provision is asked on the first days of its own states, the days before and the days after; by
all records, and as known on the days from which more is known of it and beside those. Set-wise, in
one statement: not day by day. Whole answers are asked on a few days through the questions.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from time import process_time

import duckdb
import psycopg

import guidance
from guidance import Corpus
from guidance.answers.answering import registry_of, states_of
from guidance.answers.states import States
from guidance.exports.databases import tables
from guidance.exports.databases.parquet import to_parquet
from guidance.exports.databases.postgresql import to_postgresql
from guidance.exports.databases.questions import asked
from guidance.exports.databases.sqlite import to_sqlite
from laws.engine import load
from laws.generators import at_random

Asked = tuple[str, date, date | None]
Told = tuple[object, ...]

FEW = 12
"""Texts that a provision has at most of which it is worked out anew what was known in between."""


def told_on(states: States, ref: str, day: date) -> Iterator[Told]:
    """What the engine says of a provision on a day, part by part."""
    on = day.toordinal()
    for part, spans in states.spans(ref).items():
        entry = spans[bisect_right(spans, on, key=lambda span: span[0]) - 1][1]
        yield part.code, entry.state.value, entry.version, entry.provision.text


def beside(days: Iterable[date | None]) -> list[date]:
    """Some days with those before and after, in order."""
    near = {day.toordinal() + step for day in days if day is not None for step in (-1, 0, 1)} | {
        date.min.toordinal(),
        date.max.toordinal(),
    }
    return sorted(date.fromordinal(day) for day in near if 1 <= day <= date.max.toordinal())


def expected(corpus: Corpus, known: list[tables.DataRow]) -> dict[Asked, set[Told]]:
    """What each engine has to say, of each provision on each of its days."""
    registry, states = registry_of(corpus), states_of(corpus)
    edges: dict[str, set[date | None]] = {}
    for row in known:
        edges.setdefault(str(row[0]), set()).update(row[-2:])  # type: ignore[arg-type]
    days = {
        ref: beside(
            date.fromordinal(first) for spans in states.spans(ref).values() for first, _ in spans
        )
        for ref in corpus.provisions
    }
    answers: dict[Asked, set[Told]] = {
        (ref, day, None): set(told_on(states, ref, day)) for ref in days for day in days[ref]
    }
    last = max(version.published.latest or date.max for version in corpus.versions.values())
    by_day: dict[date, list[str]] = {}
    for ref in days:
        is_long = len(registry.statements[ref]) > FEW
        for day in beside(edges[ref]):
            if day >= last or not is_long:
                by_day.setdefault(day, []).append(ref)
    for day, refs in by_day.items():
        then = States(registry, day)
        for ref in refs:
            answers |= {(ref, on, day): set(told_on(then, ref, on)) for on in days[ref]}
    return answers


def question(known: bool, schema: str = "") -> str:
    """The question of a state, joined with what is asked."""
    on, then = "asked.valid_on", "asked.known_on"
    sql = asked("known_on" if known else "as_of", schema, on=on, known=then)
    where = sql.partition(" WHERE ")[2].partition(" ORDER BY ")[0]
    table = "state_known" if known else "state"
    return (
        "SELECT asked.ref, valid_on, known_on, part, state, version, text"
        f" FROM asked JOIN {schema}{table} AS told ON told.ref = asked.ref"
        f" WHERE known_on IS {'NOT ' if known else ''}NULL AND {where}"
    )


def grouped(rows: Iterable[tuple[object, ...]]) -> dict[Asked, set[Told]]:
    """Rows of an engine by what was asked."""
    told: dict[Asked, set[Told]] = {}
    for ref, on, then, *rest in rows:
        key = (str(ref), _day(on), None if then is None else _day(then))
        told.setdefault(key, set()).add(tuple(rest))
    return told


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def in_sqlite(corpus: Corpus, folder: Path, pairs: list[Asked]) -> dict[Asked, set[Told]]:
    """What the file of SQLite says."""
    to_sqlite(corpus, folder / "guidance.db")
    base = sqlite3.connect(folder / "guidance.db")
    base.execute("CREATE TEMP TABLE asked (ref TEXT, valid_on TEXT, known_on TEXT)")
    rows = [(ref, on.isoformat(), then and then.isoformat()) for ref, on, then in pairs]
    base.executemany("INSERT INTO asked VALUES (?, ?, ?)", rows)
    return grouped(row for known in (False, True) for row in base.execute(question(known)))


def in_parquet(corpus: Corpus, folder: Path, pairs: list[Asked]) -> dict[Asked, set[Told]]:
    """What DuckDB says over the Parquet files."""
    to_parquet(corpus, folder / "tables")
    base = duckdb.connect(":memory:")
    base.execute(f"SET file_search_path = '{folder / 'tables'}'")
    base.execute((folder / "tables" / "views.sql").read_text())
    listed = folder / "asked.csv"
    listed.write_text("".join(f"{ref}\t{on}\t{then or ''}\n" for ref, on, then in pairs))
    base.execute(
        f"CREATE TEMP TABLE asked AS SELECT * FROM read_csv('{listed}', delim = '\t', quote = '',"
        " header = false, columns = {'ref': 'VARCHAR', 'valid_on': 'DATE', 'known_on': 'DATE'})"
    )
    return grouped(
        row for known in (False, True) for row in base.execute(question(known)).fetchall()
    )


def in_postgresql(corpus: Corpus, url: str, pairs: list[Asked]) -> dict[Asked, set[Told]]:
    """What PostgreSQL says."""
    to_postgresql(corpus, url)
    with psycopg.connect(url) as base, base.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE asked (ref text, valid_on date, known_on date)")
        with cursor.copy("COPY asked FROM STDIN") as copy:
            for row in pairs:
                copy.write_row(row)
        cursor.execute("ANALYZE asked")
        told: list[tuple[object, ...]] = []
        for known in (False, True):
            told += cursor.execute(question(known, "guidance.")).fetchall()
        return grouped(told)


def differences(corpus: Corpus, scratch: Path, url: str | None = None) -> Iterator[tuple[str, int]]:
    """Yield what was compared and how often, and in how many answers an engine differs."""
    start = process_time()
    kept = {table.name: list(table.rows(corpus)) for table in tables.TABLES}
    yield "seconds of one processor to work the tables out", round(process_time() - start)
    yield from ((f"rows of {name}", len(rows)) for name, rows in kept.items())
    answers = expected(corpus, kept["state_known"])
    pairs = list(answers)
    known = sum(then is not None for _, _, then in pairs)
    yield "provision-days", len(pairs) - known
    yield "provision-days as known on a day", known
    made = {table.name: table.rows for table in tables.TABLES}
    for table in tables.TABLES:  # each engine writes the same rows
        object.__setattr__(table, "rows", lambda _, rows=kept[table.name]: iter(rows))
    try:
        for name, told in (
            ("SQLite", lambda: in_sqlite(corpus, scratch, pairs)),
            ("DuckDB over Parquet", lambda: in_parquet(corpus, scratch, pairs)),
            ("PostgreSQL", lambda: in_postgresql(corpus, url, pairs) if url else answers),
        ):
            answered = told()
            apart = [pair for pair in pairs if answered.get(pair) != answers[pair]]
            for pair in apart[:3]:
                sys.stdout.write(f"{name}: {pair}\n")
            yield f"differences in {name}", len(apart)
    finally:
        for table in tables.TABLES:
            object.__setattr__(table, "rows", made[table.name])


def main(*given: str) -> int:
    """Compare the tables of a folder, or of the random corpora of some seeds; sum up what was."""
    seeded = given[1:] and given[0].isdigit()
    url = next(iter(given[2 if seeded else 1 :]), None)
    corpora = (
        (load(at_random(seed)) for seed in range(int(given[0]), int(given[1])))
        if seeded
        else (guidance.load(given[0]),)
    )
    sums: Counter[str] = Counter()
    for corpus in corpora:
        sums["corpora"] += 1
        with tempfile.TemporaryDirectory() as scratch:
            for name, count in differences(corpus, Path(scratch), url):
                sums[name] += count
    for name, count in sums.items():
        sys.stdout.write(f"{count:>12,} {name}\n")
    return int(any(count for name, count in sums.items() if name.startswith("differences")))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
