"""Indexes kept for large folders: never stale, never damaged, safe for many at once."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import guidance
from guidance.cli import main
from guidance.errors import RecordsError
from guidance.files import cache as caching
from guidance.files import load
from guidance.files.cache import Cache
from guidance.index.indexed import IndexedCorpus

SOURCE = {"format": "guidance/1", "source": "s", "title": "A source", "topics": ["t"]}


def version(name: str, published: str, text: str) -> dict:
    cite = {"section": "1"}
    words = {"title": "P", "kind": "advice", "force": "may", "text": text, "cite": cite}
    return {
        "format": "guidance/1",
        "source": "s",
        "version": name,
        "extent": "partial",
        "published": published,
        "standing": "advice",
        "document": {"title": "D"},
        "provisions": {"p": words},
    }


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Records that count as large."""
    monkeypatch.setattr(caching, "LARGE", 1)
    place = tmp_path / "data" / "s"
    place.mkdir(parents=True)
    (place / "source.json").write_text(json.dumps(SOURCE))
    (place / "1.json").write_text(json.dumps(version("1", "2020-01-01", "One.")))
    for path in place.iterdir():  # written long ago
        os.utime(path, (1_500_000_000, 1_500_000_000))
    return tmp_path / "data"


class Asked:
    """Asks a cache, and notes what it read and told."""

    def __init__(self, folder: Path, kept: Path, **options) -> None:
        self.folder, self.told, self.reads = folder, [], 0
        self.cache = Cache(kept, build=guidance.build, tell=self.told.append, **options)

    def load(self):
        return self.cache.load((str(self.folder),), self._read)

    def _read(self):
        self.reads += 1
        return load(self.folder)


@pytest.fixture
def asked(folder, tmp_path):
    return Asked(folder, tmp_path / "kept")


class TestFresh:
    def test_the_second_time_the_index_answers(self, asked, folder):
        first = asked.load()
        assert asked.reads == 1
        second = asked.load()
        assert asked.reads == 1
        assert isinstance(second, IndexedCorpus)
        assert second == first == load(folder)
        assert len(asked.told) == 1
        assert "--no-cache" in asked.told[0]

    def test_small_records_are_read(self, asked, monkeypatch):
        monkeypatch.setattr(caching, "LARGE", 10**9)
        asked.load()
        asked.load()
        assert asked.reads == 2
        assert not asked.cache.folder.exists()

    def test_times_alone_make_nothing_stale(self, asked, folder):
        asked.load()
        os.utime(folder / "s" / "1.json", (1_600_000_000, 1_600_000_000))
        asked.load()
        assert asked.reads == 1


class TestStale:
    def test_a_changed_file(self, asked, folder):
        asked.load()
        (folder / "s" / "1.json").write_text(json.dumps(version("1", "2020-01-01", "Two.")))
        found = asked.load()
        assert asked.reads == 2
        assert [e.provision.text for e in found.as_of("2020-02-01").in_force] == ["Two."]

    def test_a_changed_file_of_the_same_size_and_times(self, asked, folder):
        path = folder / "s" / "1.json"
        asked.load()
        path.write_text(json.dumps(version("1", "2020-01-01", "Two.")))
        os.utime(path, (1_500_000_000, 1_500_000_000))
        found = asked.load()
        assert [e.provision.text for e in found.as_of("2020-02-01").in_force] == ["Two."]

    def test_a_new_file_and_one_that_has_gone(self, asked, folder):
        asked.load()
        path = folder / "s" / "2.json"
        path.write_text(json.dumps(version("2", "2020-03-01", "Three.")))
        assert len(asked.load().versions) == 2
        path.unlink()
        assert len(asked.load().versions) == 1

    def test_records_with_faults_are_never_answered(self, asked, folder):
        asked.load()
        (folder / "s" / "stray.txt").write_text("x")
        with pytest.raises(RecordsError) as caught:
            asked.load()
        assert "not a record" in str(caught.value)


class TestDamage:
    def index(self, asked) -> Path:
        (path,) = asked.cache.folder.glob("*.index")
        return path

    @pytest.mark.parametrize("content", [b"", b"nonsense", bytes(5000)])
    def test_a_damaged_index_is_built_anew_with_a_notice(self, asked, content):
        asked.load()
        self.index(asked).write_bytes(content)
        assert asked.load().provisions == ("s#p",)
        assert asked.reads == 2
        assert any("is damaged; it is built anew" in told for told in asked.told)
        asked.load()
        assert asked.reads == 2

    def test_an_index_that_is_missing_is_built_anew(self, asked):
        asked.load()
        self.index(asked).unlink()
        asked.load()
        assert self.index(asked).exists()

    @pytest.mark.parametrize("content", ["", "[]", '{"fingerprint": 1}'])
    def test_a_damaged_list_is_made_anew_with_a_notice(self, asked, content):
        asked.load()
        (path,) = asked.cache.folder.glob("*.json")
        path.write_text(content)
        asked.load()
        assert asked.reads == 2
        assert any("it is made anew" in told for told in asked.told)

    def test_an_index_of_another_format_is_built_anew(self, asked):
        asked.load()
        with closing(sqlite3.connect(self.index(asked))) as base:
            base.execute("PRAGMA user_version = 99")
        asked.load()
        assert asked.reads == 2
        assert isinstance(asked.load(), IndexedCorpus)

    def test_the_command_asks_again_where_a_row_is_damaged(
        self, folder, tmp_path, monkeypatch, capsys
    ):
        monkeypatch.setenv("GUIDANCE_CACHE", str(tmp_path / "kept"))
        words = ["as-of", "2020-02-01", "--data", str(folder)]
        assert main(words) == 0
        first = capsys.readouterr()
        assert "an index of these records is kept" in first.err
        (path,) = (tmp_path / "kept").glob("*.index")
        with closing(sqlite3.connect(path)) as base, base:
            base.execute("UPDATE said SET until = until + 1")
        assert main(words) == 0
        again = capsys.readouterr()
        assert again.out == first.out
        assert "is damaged; it is built anew" in again.err
        assert main([*words, "--no-cache"]) == 0
        plain = capsys.readouterr()
        assert (plain.out, plain.err) == (first.out, "")

    def test_where_nothing_can_be_kept_the_answer_comes_all_the_same(self, folder, tmp_path):
        (tmp_path / "file").write_text("")
        asked = Asked(folder, tmp_path / "file" / "kept")
        assert asked.load().provisions == ("s#p",)
        assert "could be kept" in asked.told[0]


def test_what_was_not_used_for_longest_goes_first(folder, tmp_path):
    asked = Asked(folder, tmp_path / "kept", most=1)
    asked.load()
    (first,) = asked.cache.folder.glob("*.index")
    (folder / "s" / "2.json").write_text(json.dumps(version("2", "2020-03-01", "Three.")))
    asked.load()
    (second,) = asked.cache.folder.glob("*.index")
    assert second != first


ASK = """
import sys
import guidance
from pathlib import Path
from guidance.files import cache, load
cache.LARGE = 1
folder, kept = sys.argv[1:]
found = cache.Cache(Path(kept), build=guidance.build).load((folder,), lambda: load(folder))
print(found.as_of("2020-02-01").to_json())
"""


def test_five_processes_that_build_at_once_end_with_one_sound_index(folder, tmp_path):
    kept = tmp_path / "kept"
    words = [sys.executable, "-c", ASK, str(folder), str(kept)]
    running = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(5)]
    told = [each.communicate()[0] for each in running]
    assert [each.returncode for each in running] == [0] * 5
    assert len(set(told)) == 1
    assert len(list(kept.iterdir())) == 2  # one list, one index, nothing left over
    asked = Asked(folder, kept)
    assert asked.load().as_of("2020-02-01").to_json().strip() == told[0].strip()
    assert asked.reads == 0
