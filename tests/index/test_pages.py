"""The pages that an index keeps: the words of the report, on every day, and never older ones."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

import guidance
from guidance.cli import main
from guidance.index import base
from guidance.index.pages import page_on
from laws.asking import days_around
from laws.engine import load
from laws.generators import at_random
from support.same_answers import assert_same_pages


def built(corpus, folder):
    path = folder / "records.index"
    guidance.build(corpus, path)
    return path


class TestTheLaw:
    """A page reads as the report on the same answer, on all days."""

    @pytest.mark.parametrize("seed", range(12))
    def test_on_days_at_boundaries_and_beside_them(self, seed, tmp_path):
        raw = at_random(seed)
        corpus = load(raw)
        days = [*days_around(raw), "0001-01-01", "9999-12-30"]
        assert_same_pages(built(corpus, tmp_path), corpus, days)

    def test_of_the_shipped_records(self, tmp_path):
        corpus = guidance.load()
        first = date(2013, 9, 1)
        days = [(first + timedelta(97 * number)).isoformat() for number in range(40)]
        assert assert_same_pages(built(corpus, tmp_path), corpus, days) > 50


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return built(guidance.load(), tmp_path_factory.mktemp("pages"))


@pytest.fixture
def path(shipped, tmp_path):
    return Path(shutil.copy(shipped, tmp_path))


ASKED = ("as-of", "2020-02-01", "--source", "ema-alemtuzumab-measures")


def test_the_command_prints_it_and_loads_no_records(path):
    asked = (*ASKED, "--data", str(path))
    loads = "print(*sorted({'pydantic', 'rich.console'} & {*sys.modules}), file=sys.stderr)"
    code = f"import sys; from guidance.cli import main; main({list(asked)}); {loads}"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stderr == "\n"
    answer = guidance.load().as_of("2020-02-01", source=("ema-alemtuzumab-measures",))
    assert run.stdout == guidance.render(answer)


@pytest.mark.parametrize(
    "more",
    [
        ("--full",),
        ("--format", "json"),
        ("--known-on", "2019-12-31"),
        ("--kind", "eligibility"),
        ("--jurisdiction", "GB"),
        ("--source", "nhs-england-alemtuzumab"),
        ("--only", "ema-alemtuzumab-measures"),
        ("--require-certain",),
        ("--exit-code",),
    ],
    ids=" ".join,
)
def test_whatever_is_asked_besides_is_heeded(path, more, capsys):
    def said(data):
        return main([*ASKED, *more, "--data", data]), capsys.readouterr()

    assert said(str(path)) == said("shipped")


def test_what_other_code_worded_is_worded_anew(path, monkeypatch):
    source, on = "ema-alemtuzumab-measures", date(2020, 2, 1)
    assert page_on(path, source, on)
    monkeypatch.setattr("guidance.index.pages.library", lambda: "another")
    assert page_on(path, source, on) is None


def test_other_content_of_any_module_is_other_code(tmp_path, monkeypatch):
    folder = tmp_path / "guidance"
    (folder / "room").mkdir(parents=True)
    module = folder / "room" / "a.py"
    monkeypatch.setattr(base, "_PACKAGE", folder)
    known = set()
    for content in ("one = 1\n", "one = 2\n", "one = 2\n\n"):
        module.write_text(content)
        known.add(base.library.__wrapped__())
    assert len(known) == 3


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE page SET until = until + 1",
        "UPDATE page SET body = x'00'",
        "UPDATE page SET body = (SELECT body FROM page ORDER BY first DESC LIMIT 1)",
        "UPDATE page SET crc = crc + 1",
    ],
)
def test_a_damaged_page_is_never_shown(path, change, capsys):
    with closing(sqlite3.connect(path)) as file, file:
        assert file.execute(change).rowcount
    assert main([*ASKED, "--data", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "is damaged" in told.err
