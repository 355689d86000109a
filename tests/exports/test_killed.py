"""Whatever is compiled or exported, a process killed at any moment leaves the old or the new."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from contextlib import closing

import pytest

import guidance
from guidance.exports.databases.parquet import to_parquet
from guidance.exports.databases.sqlite import to_sqlite
from guidance.exports.databases.tables import TABLES
from laws.engine import load
from laws.small import corpus, says, version


def edition(*words: str) -> guidance.Corpus:
    versions = [version(f"a@{n}", f"2020-0{n + 1}-01", says("p", w)) for n, w in enumerate(words)]
    return load(corpus(*versions))


OLD, NEW = edition("One."), edition("One.", "Two.")


def index_of(path):
    """The edition in an index, read to the end."""
    read = guidance.open(path)
    assert read == (OLD if read.fingerprint == OLD.fingerprint else NEW)
    texts = {entry.provision.text for entry in read.as_of("2020-06-01").in_force}
    return "Two." in texts


def tables_of(path):
    """The same of a file of tables."""
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = base.execute("SELECT count(*) FROM version").fetchone()
        assert base.execute("SELECT count(*) FROM question").fetchone()[0]
    return count == 2


def parquet_of(folder):
    """The same of a folder: of the files that its views lead to."""
    name = (folder / "views.sql").read_text().partition("\n")[0].removeprefix("-- ")
    for table in TABLES:
        content = (folder / name / f"{table.name}.parquet").read_bytes()
        assert content[:4] == content[-4:] == b"PAR1"
    return NEW.fingerprint.startswith(name.removeprefix("data-"))


WAYS = {
    "index": (guidance.build, index_of, 25),
    "sqlite": (to_sqlite, tables_of, 25),
    "parquet": (to_parquet, parquet_of, 8),
}
"""How each is written and read, and how often it is killed."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("way", WAYS)
def test_killed_at_random_moments(way, tmp_path):
    write, is_new, times = WAYS[way]
    target = tmp_path / "written"
    chooser, seen = random.Random(9), []
    if way != "parquet":  # worked out once for all; but the threads of DuckDB outlive no fork
        for records in (OLD, NEW):
            write(records, tmp_path / "warm")
    longest = 0.0
    while len(seen) < times or ({*seen} != {True, False} and len(seen) < 5 * times):
        editions = [OLD, NEW] if seen and seen[-1] else [NEW, OLD]
        child = os.fork()
        if child == 0:
            while True:
                for records in editions:
                    write(records, target)
        start = time.monotonic()
        while not (target / "views.sql").exists() and not target.is_file():
            assert time.monotonic() < start + 60
            time.sleep(0.001)
        longest = longest or 3 * (time.monotonic() - start)
        time.sleep(chooser.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        seen.append(is_new(target))
    assert {*seen} == {True, False}


def test_a_full_disk_is_called_one(tmp_path, monkeypatch):
    def full(*_, **__):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("guidance.exports.indexes.compile_into", full)
    with pytest.raises(guidance.WriteError, match="cannot be written: database or disk is full"):
        guidance.build(NEW, tmp_path / "records.index")
    assert not [*tmp_path.iterdir()]


def test_what_killed_builds_left_goes_with_a_later_one(tmp_path):
    path = tmp_path / "records.index"
    old, new, other = (
        tmp_path / f".{name}.tmp"
        for name in ("records.index.0123456789ab", "records.index.ba9876543210", "other.index.x")
    )
    for left in (old, new, other):
        left.write_text("half")
        os.utime(left, (1_500_000_000, 1_500_000_000))
    os.utime(new)  # somebody may still be making it
    guidance.build(NEW, path)
    assert {*tmp_path.iterdir()} == {path, new, other}


def test_a_folder_that_is_not_there_is_asked_for(tmp_path):
    with pytest.raises(guidance.WriteError, match="its folder is not there; make the folder first"):
        guidance.build(NEW, tmp_path / "none" / "records.index")
