"""``guidance build``, and commands that answer from an index."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from guidance.cli import main


@pytest.fixture
def index(tmp_path, capsys):
    path = tmp_path / "records.index"
    assert main(["build", "-o", str(path)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.endswith("records.index: 3 sources, 6 versions, 70 provisions\n")
    return path


def said(capsys, *words):
    code = main(list(words))
    return code, capsys.readouterr()


@pytest.mark.parametrize(
    "words",
    [
        ("as-of", "2020-01-15", "alemtuzumab"),
        ("as-of", "2020-01-15", "--known-on", "2019-06-01", "--format", "json"),
        ("changes", "2019-12-31", "2020-02-01", "alemtuzumab"),
        ("report", "2019-12-31", "2020-02-01", "alemtuzumab", "--format", "markdown"),
        ("history", "ema-alemtuzumab-measures#first-line"),
        ("explain", "2020-01-15", "ema-alemtuzumab-measures#first-line"),
        ("evaluate", "2020-02-01", "alemtuzumab", "--fact", "prior-dmt=no"),
        ("direction", "2019-12-31", "2020-02-01", "alemtuzumab"),
        ("timeline", "alemtuzumab"),
        ("list", "provisions"),
        ("status", "--on", "2020-03-01"),
        ("as-of", "2020-01-15", "--only", "ms-society-alemtuzumab"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_every_question_has_the_same_answer(words, index, capsys):
    assert said(capsys, *words, "--data", str(index)) == said(capsys, *words)


def test_a_damaged_index_says_how_to_mend_it(index, capsys):
    with closing(sqlite3.connect(index)) as base, base:
        base.execute("UPDATE said SET body = replace(body, 'A0', 'A3')")
    code, told = said(capsys, "as-of", "2020-01-15", "--data", str(index))
    assert code == 2
    assert told.out == ""
    assert "is damaged" in told.err
    assert f"build it with: guidance build -o {index}" in told.err


def test_two_sets_of_records_are_no_index(index, capsys):
    code, told = said(capsys, "as-of", "2020-01-15", "--data", str(index), "--data", "shipped")
    assert code == 2
    assert "build an index of all of them" in told.err


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path, capsys):
    code, told = said(capsys, "build", "-o", str(tmp_path))
    assert code == 2
    assert "cannot be written" in told.err
    assert list(tmp_path.iterdir()) == []
