"""What applied on a day: one source, and a whole corpus, against SQLite, DuckDB and bisection.

The corpus: 1,000 sources of 20 versions of 12 provisions, three of them changed in each version
(about 70,000 distinct states). All peers return the reference and the text of what is in force.
"""

from __future__ import annotations

import sqlite3
import sys
from bisect import bisect_right
from datetime import date
from time import process_time

import duckdb

import made
from guidance.corpus import Corpus
from guidance.engine.states import State
from timing import best, race, show


def intervals(corpus: Corpus) -> list[tuple[str, str, int, int, str]]:
    """All states in force as rows: source, reference, first day, first day after, text."""
    rows = []
    for ref in corpus.provisions:
        for span in corpus.history(ref):
            if span.entry.state is State.IN_FORCE and span.first:
                last = span.last.toordinal() + 1 if span.last else 10**7
                text = span.entry.provision.text
                rows.append((ref.partition("#")[0], ref, span.first.toordinal(), last, text))
    return rows


def main(sources: int) -> None:
    start = process_time()
    listed, versions = made.records(sources, 20, 12)
    print(f"{sources} sources made in {process_time() - start:.1f} s")
    start = process_time()
    corpus = Corpus.build(listed, versions)
    print(f"corpus built in {process_time() - start:.2f} s")
    start = process_time()
    corpus.as_of("2005-01-01")
    print(f"first answer, all states worked out, in {process_time() - start:.2f} s")
    rows = intervals(corpus)
    print(f"{len(rows):,} distinct states in force")

    sqlite = sqlite3.connect(":memory:")
    sqlite.execute("create table states (source, ref, first integer, last integer, text)")
    sqlite.executemany("insert into states values (?, ?, ?, ?, ?)", rows)
    sqlite.execute("create index by_source on states (source, first, last)")
    sqlite.execute("analyze")
    duck = duckdb.connect()
    duck.execute(
        "create table states (source varchar, ref varchar, first int, last int, text varchar)"
    )
    duck.executemany("insert into states values (?, ?, ?, ?, ?)", rows[:1])
    duck.execute("delete from states")
    columns = [list(column) for column in zip(*rows, strict=True)]
    duck.execute(
        "insert into states select unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)", columns
    )
    by_source: dict[str, tuple[list[int], list[list[tuple[str, str]]]]] = {}
    for source in corpus.sources:
        own = [row for row in rows if row[0] == source] if sources <= 50 else None
        if own is None:
            break
        firsts = sorted({row[2] for row in own} | {row[3] for row in own})
        by_source[source] = (
            firsts,
            [[(r[1], r[4]) for r in own if r[2] <= day < r[3]] for day in firsts],
        )
    if not by_source:
        grouped: dict[str, list[tuple[str, str, int, int, str]]] = {}
        for row in rows:
            grouped.setdefault(row[0], []).append(row)
        for source, own in grouped.items():
            firsts = sorted({row[2] for row in own} | {row[3] for row in own})
            by_source[source] = (
                firsts,
                [[(r[1], r[4]) for r in own if r[2] <= day < r[3]] for day in firsts],
            )

    on = date(2005, 6, 1)
    day = on.toordinal()
    source = "source-0007"
    one = "select ref, text from states where source = ? and first <= ? and last > ?"
    every = "select ref, text from states where first <= ? and last > ?"

    def floor(name: str) -> list[tuple[str, str]]:
        firsts, found = by_source[name]
        return found[bisect_right(firsts, day) - 1]

    times = race(
        {
            "guidance": (lambda: corpus.as_of(on, source=source).in_force, 2000),
            "SQLite with an index": (
                lambda: sqlite.execute(one, (source, day, day)).fetchall(),
                500,
            ),
            "plain bisection (the floor)": (lambda: floor(source), 5000),
        }
    )
    show("as_of, one source of 12 provisions", times, "guidance", {"SQLite with an index": 0.3})

    times = race(
        {
            "guidance": (lambda: corpus.as_of(on).in_force, 20),
            "SQLite with an index": (lambda: sqlite.execute(every, (day, day)).fetchall(), 3),
            "DuckDB range filter": (lambda: duck.execute(every, (day, day)).fetchall(), 5),
            "plain bisection (the floor)": (
                lambda: [each for name in by_source for each in floor(name)],
                20,
            ),
        }
    )
    show(
        f"as_of, whole corpus of {sources * 12:,} provisions",
        times,
        "guidance",
        {"DuckDB range filter": 0.5},
    )

    print("\nas_of for one source, by number of versions (the first answer not counted)")
    for count in (10, 100, 1000):
        small = made.corpus(1, count, 12, changed=1)
        small.as_of(on).in_force  # noqa: B018
        taken = min(best(lambda c=small: c.as_of(on).in_force, 2000) for _ in range(5))
        print(f"  {count:>5} versions {taken * 1e6:>8.2f} µs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
