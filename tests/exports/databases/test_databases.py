"""The same tables and questions in SQLite, Parquet and PostgreSQL, with the engine's answers."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from bisect import bisect_right
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import psycopg
import pytest

import guidance
from guidance.answers.answering import states_of
from guidance.changes.transitions import meaning
from guidance.cli import main
from guidance.errors import QueryError
from guidance.exports.databases.parquet import to_parquet
from guidance.exports.databases.postgresql import constraints, to_postgresql
from guidance.exports.databases.sqlite import to_sqlite
from laws.asking import days_around
from laws.engine import load
from laws.generators import at_random
from laws.small import corpus as records
from laws.small import says, version

INSTALLED = (
    os.environ.get("POSTGRESQL_BIN"),
    *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
)
BIN = next((Path(folder) for folder in INSTALLED if folder), None)
"""The programs of the server: those named, else those installed."""


# -- the engine's own answers ----------------------------------------------------------------------


def as_of(corpus, day, known=None):
    """What the engine says on a day: each part with its state, version and text."""
    states, on = states_of(corpus, known), date.fromisoformat(day).toordinal()
    return sorted(
        (ref, part.code, entry.state.value, entry.version, entry.provision.text)
        for ref in corpus.provisions
        for part, entry in entries(states, ref, on)
    )


def entries(states, ref, on):
    for part, spans in states.spans(ref).items():
        yield part, spans[bisect_right(spans, on, key=lambda span: span[0]) - 1][1]


def changes(corpus, since, until):
    """The parts about which two days' answers differ in meaning."""
    states = states_of(corpus)
    one, two = (date.fromisoformat(day).toordinal() for day in (since, until))
    found = []
    for ref in corpus.provisions:
        before, after = dict(entries(states, ref, one)), dict(entries(states, ref, two))
        found += [
            (ref, part.code)
            for part in before
            if meaning(states, before[part], one) != meaning(states, after[part], two)
        ]
    return sorted(found)


# -- the engines -----------------------------------------------------------------------------------


class InSqlite:
    def __init__(self, corpus, folder):
        path = folder / "guidance.db"
        to_sqlite(corpus, path)
        self._base = sqlite3.connect(path)
        self._sql = dict(self._base.execute("SELECT name, sql FROM question"))

    def ask(self, question, **days):
        return self._base.execute(self._sql[question], days).fetchall()

    def close(self):
        self._base.close()


class InParquet:
    def __init__(self, corpus, folder):
        to_parquet(corpus, folder / "tables")
        self._base = duckdb.connect(":memory:")
        self._base.execute(f"SET file_search_path = '{folder / 'tables'}'")
        self._base.execute((folder / "tables" / "views.sql").read_text())

    def ask(self, question, **days):
        marks = ", ".join("?::DATE" for _ in days)
        return self._base.execute(f"SELECT * FROM {question}({marks})", [*days.values()]).fetchall()

    def close(self):
        self._base.close()


class InPostgresql:
    def __init__(self, corpus, url):
        to_postgresql(corpus, url)
        self._base = psycopg.connect(url)

    def ask(self, question, **days):
        marks = ", ".join("%s::date" for _ in days)
        return self._base.execute(
            f"SELECT * FROM guidance.{question}({marks})", [*days.values()]
        ).fetchall()

    def close(self):
        self._base.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A PostgreSQL server of our own, on a socket in a folder of our own."""
    if BIN is None:
        pytest.skip("needs the server of PostgreSQL: apt-get install postgresql")
    folder = tmp_path_factory.mktemp("postgresql", numbered=True)
    short = Path(f"/tmp/guidance-pg-{os.getpid()}")  # the name of a socket may not be long
    short.mkdir()
    user = None
    if os.getuid() == 0:  # the server refuses to run as root
        user = "postgres"
        owner = pwd.getpwnam(user)
        os.chown(short, owner.pw_uid, owner.pw_gid)
    data, log = short / "data", (folder / "log").open("w")
    asked = {"user": user, "check": True, "stdout": log, "stderr": log, "cwd": "/"}
    subprocess.run([BIN / "initdb", "-D", data, "-U", "tester", "-A", "trust"], **asked)
    settings = ("-c", "listen_addresses=", "-c", "fsync=off", "-k", str(short))
    running = subprocess.Popen(
        [BIN / "postgres", "-D", data, *settings], user=user, stdout=log, stderr=log, cwd="/"
    )
    try:
        for _ in range(300):
            ready = [BIN / "pg_isready", "-h", short, "-U", "tester", "-d", "postgres"]
            if subprocess.run(ready, stdout=log, stderr=log, check=False).returncode == 0:
                break
            threading.Event().wait(0.1)
        yield f"host={short} user=tester dbname=postgres"
    finally:
        running.terminate()
        running.wait(30)
        log.close()
        shutil.rmtree(short, ignore_errors=True)


@pytest.fixture
def url(server):
    """A database without the schema."""
    with psycopg.connect(server, autocommit=True) as base:
        base.execute("DROP SCHEMA IF EXISTS guidance CASCADE")
    return server


def assert_equal(engine, corpus, days):
    for day in days:
        told = engine.ask("as_of", on=day)
        assert sorted((r[0], r[1], r[4], r[5], r[10]) for r in told) == as_of(corpus, day), day
        assert_in_order(told, corpus)
        for known in days[::4]:
            rows = engine.ask("known_on", on=day, known=known)
            found = sorted((r[0], r[1], r[4], r[5], r[10]) for r in rows)
            assert found == as_of(corpus, day, date.fromisoformat(known)), (day, known)
    for since, until in ((days[0], days[5]), (days[3], days[9]), (days[6], days[6])):
        told = engine.ask("changes", since=since, until=until)
        assert_in_order(told, corpus)
        found = sorted((r[0], r[1]) for r in told)
        assert found == changes(corpus, since, until)
        assert bool(found) is bool(corpus.changes(since, until).net)


def assert_in_order(rows, corpus):
    """Told in the order of the documents, each with its place there."""
    places = {ref: place for place, ref in enumerate(corpus.provisions, start=1)}
    told = [(row[-1], row[1]) for row in rows]
    assert told == sorted((places[row[0]], row[1]) for row in rows)


class TestTheLaw:
    """Each engine gives the answers of the corpus, on all days, imprecise days included."""

    @pytest.mark.parametrize("seed", range(25))
    def test_sqlite(self, seed, tmp_path):
        raw = at_random(seed)
        corpus = load(raw)
        with closing(InSqlite(corpus, tmp_path)) as engine:
            assert_equal(engine, corpus, days_around(raw))

    @pytest.mark.parametrize("seed", range(25, 33))
    def test_duckdb_over_parquet(self, seed, tmp_path):
        raw = at_random(seed)
        corpus = load(raw)
        with closing(InParquet(corpus, tmp_path)) as engine:
            assert_equal(engine, corpus, days_around(raw))

    @pytest.mark.parametrize("seed", range(33, 41))
    def test_postgresql(self, seed, url):
        raw = at_random(seed)
        corpus = load(raw)
        with closing(InPostgresql(corpus, url)) as engine:
            assert_equal(engine, corpus, days_around(raw))


FIRST = version("s@1", "2020-01-10", says("p", "One."), says("q", "Two."))
SECOND = version("s@2", "2020-03-01", says("p", "Other."))


KILLED = """
import os, signal, sys
import guidance
from guidance.exports.databases import postgresql
bring = postgresql._bring
def stop_at_the_last(cursor, table, corpus):
    counts = bring(cursor, table, corpus)
    if table is postgresql.TABLES[-1]:
        print("half done", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return counts
postgresql._bring = stop_at_the_last
postgresql.to_postgresql(guidance.load("shipped"), sys.argv[1])
"""


class TestAgain:
    def test_parquet_of_the_same_records_is_left(self, tmp_path):
        corpus = load(records(FIRST))
        assert to_parquet(corpus, tmp_path)
        assert not to_parquet(corpus, tmp_path)

    def test_the_edition_before_is_kept_for_its_readers_and_older_ones_go(self, tmp_path):
        editions = [
            load(records(version("s@1", f"2020-01-1{day}", says("p", "One.")))) for day in range(3)
        ]
        for corpus in editions:
            to_parquet(corpus, tmp_path)
        names = {each.name for each in tmp_path.iterdir()}
        kept = {f"data-{each.fingerprint[:16]}" for each in editions[1:]}
        assert names == {"views.sql", *kept}

    def test_a_stopped_export_leaves_the_old_edition(self, tmp_path, monkeypatch):
        to_parquet(load(records(FIRST)), tmp_path)
        before = (tmp_path / "views.sql").read_text()

        def stop(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr("guidance.exports.databases.parquet.overwrite", stop)
        with pytest.raises(KeyboardInterrupt):
            to_parquet(load(records(FIRST, SECOND)), tmp_path)
        assert (tmp_path / "views.sql").read_text() == before
        monkeypatch.undo()
        assert to_parquet(load(records(FIRST, SECOND)), tmp_path)

    def test_a_second_export_writes_only_what_changed(self, url):
        _, first = to_postgresql(load(records(FIRST)), url)
        assert first > 5
        assert to_postgresql(load(records(FIRST)), url) == (0, 0)
        gone, come = to_postgresql(load(records(FIRST, SECOND)), url)
        assert 0 < gone < first
        assert come > 0
        assert to_postgresql(load(records(FIRST)), url) == (come, gone)

    def test_readers_see_the_old_records_until_it_is_done(self, url):
        to_postgresql(load(records(FIRST)), url)
        seen = "SELECT value FROM guidance.meta WHERE name = 'fingerprint'"
        with psycopg.connect(url) as reader:
            reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            (before,) = reader.execute(seen).fetchone()
            to_postgresql(load(records(FIRST, SECOND)), url)
            assert reader.execute(seen).fetchone() == (before,)
            reader.rollback()
            assert reader.execute(seen).fetchone() != (before,)

    def test_a_killed_export_leaves_the_old_records(self, url):
        """Killed in the middle of its transaction, while a reader looks on."""
        to_postgresql(load(records(FIRST)), url)
        with psycopg.connect(url, autocommit=True) as reader:
            seen = "SELECT (SELECT count(*) FROM guidance.state), value FROM guidance.meta"
            before = reader.execute(seen).fetchall()
            killed = subprocess.run(
                [sys.executable, "-c", KILLED, url], capture_output=True, text=True, check=False
            )
            assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "half done\n")
            assert reader.execute(seen).fetchall() == before
        assert to_postgresql(load(records(FIRST)), url) == (0, 0)

    def test_readers_never_see_half_of_an_export(self, url):
        """Each look, in one statement, finds the states of one edition with its fingerprint."""
        editions = [load(records(FIRST)), load(records(FIRST, SECOND))]
        looked = "SELECT value, (SELECT count(*) FROM guidance.state) FROM guidance.meta"
        whole, seen = set(), set()
        for corpus in editions:
            to_postgresql(corpus, url)
            with psycopg.connect(url) as base:
                whole.add(base.execute(looked).fetchone())
        is_over = threading.Event()

        def look():
            with psycopg.connect(url, autocommit=True) as reader:
                while not is_over.is_set():
                    seen.update(reader.execute(looked).fetchall())

        reading = threading.Thread(target=look)
        reading.start()
        try:
            for corpus in editions * 4:
                to_postgresql(corpus, url)
        finally:
            is_over.set()
            reading.join(30)
        assert seen
        assert seen <= whole

    def test_what_fails_on_the_way_changes_nothing(self, url, monkeypatch):
        to_postgresql(load(records(FIRST)), url)
        corpus = load(records(FIRST, SECOND))
        monkeypatch.setattr(
            "guidance.exports.databases.tables.known_states", lambda _: iter([None])
        )
        with pytest.raises(AttributeError):
            to_postgresql(corpus, url)
        monkeypatch.undo()
        assert to_postgresql(load(records(FIRST)), url) == (0, 0)

    def test_two_states_of_one_part_on_one_day_are_refused_by_the_database(self, url):
        to_postgresql(load(records(FIRST)), url)
        copied = ", ".join(
            name.rstrip("?") for name, _ in guidance_columns("state") if name != "state"
        )
        with psycopg.connect(url) as base, pytest.raises(psycopg.errors.ExclusionViolation):
            base.execute(
                f"INSERT INTO guidance.state (digest, state, {copied})"
                f" SELECT digest || 'x', 'ended', {copied} FROM guidance.state"
            )


def guidance_columns(name):
    from guidance.exports.databases.tables import TABLES

    return next(table.columns for table in TABLES if table.name == name)


def test_the_key_of_a_state_is_a_temporal_one_where_the_server_has_such():
    """By its text; ``POSTGRESQL_BIN`` names the programs of a server that has them."""
    (old,), (new,) = constraints("state", 170_009), constraints("state", 180_001)
    assert "EXCLUDE USING gist (ref WITH =, part WITH =, valid WITH &&)" in old
    assert "WITHOUT OVERLAPS" not in old
    assert new == old.partition(", EXCLUDE")[0] + ", UNIQUE (ref, part, valid WITHOUT OVERLAPS)"
    known = constraints("state_known", 180_001)
    assert known == constraints("state_known", 150_018)
    assert "known WITH &&" in known[0]
    assert constraints("source", 180_001) == ()


def test_the_server_has_the_key_that_its_version_can_have(url):
    to_postgresql(load(records(FIRST)), url)
    with psycopg.connect(url) as base:
        [(told,)] = base.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = 'guidance.state'::regclass AND contype IN ('u', 'x')"
        ).fetchall()
        is_temporal = base.info.server_version >= 180_000
    if is_temporal:
        assert told == "UNIQUE (ref, part, valid WITHOUT OVERLAPS)"
    else:
        assert told == "EXCLUDE USING gist (ref WITH =, part WITH =, valid WITH &&)"


class TestTheCommand:
    def test_each_engine(self, tmp_path, url, capsys):
        assert main(["export", "--to", "sqlite", str(tmp_path / "a.db")]) == 0
        assert main(["export", "--to", "parquet", str(tmp_path / "tables")]) == 0
        assert main(["export", "--to", "postgresql", url]) == 0
        told = capsys.readouterr()
        assert told.out == ""
        assert "the schema guidance is up to date" in told.err
        with closing(sqlite3.connect(tmp_path / "a.db")) as base:
            (count,) = base.execute("SELECT count(DISTINCT ref) FROM state").fetchone()
        assert count == len(guidance.load().provisions)

    def test_a_database_that_is_not_there_is_told_in_a_line(self, capsys):
        assert main(["export", "--to", "postgresql", "host=/nowhere dbname=x"]) == 2
        told = capsys.readouterr().err
        assert "nothing was changed there" in told
        assert told.count("\n") == 1

    def test_a_file_that_cannot_be_written(self, tmp_path, capsys):
        assert main(["export", "--to", "sqlite", str(tmp_path)]) == 2
        assert "cannot write" in capsys.readouterr().err


def test_a_refused_connection_is_a_bad_question():
    with pytest.raises(QueryError, match="PostgreSQL"):
        to_postgresql(guidance.load(), "host=/nowhere")
