"""The command that compares two editions: what it takes, what it refuses, how it ends."""

from __future__ import annotations

import json

import pytest

import guidance
from guidance.cli import main
from small_records import write_records


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """Records, an index of them, and the same records with one text in other words."""
    folder = tmp_path_factory.mktemp("editions")
    old, new = (write_records(folder / name) for name in ("old", "new"))
    record = new / "club" / "2019.yaml"
    record.write_text(record.read_text().replace("Milk is fine.", "Milk is not needed."))
    index = folder / "old.index"
    guidance.build(guidance.load(old), index)
    return str(old), str(new), str(index)


def test_it_prints_the_document_of_the_library(editions, capsys):
    old, new, _ = editions
    assert main(["diff", old, new, "--format", "json"]) == 0
    told = capsys.readouterr().out
    diff = guidance.diff(guidance.load(old), guidance.load(new))
    assert told == diff.to_json()
    assert {row["ref"] for row in json.loads(told)["otherwise"]} == {"club#milk"}


def test_an_index_answers_as_its_folder(editions, capsys):
    old, new, index = editions
    told = []
    for first in (old, index):
        assert main(["diff", first, new]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert "[-Milk is fine.-]{+Milk is not needed.+}" in told[0]
    assert main(["diff", old, index, "--exit-code"]) == 0
    assert "no answer differs" in capsys.readouterr().out


def test_with_exit_code_it_ends_with_1_where_other_things_apply(editions, capsys):
    old, new, _ = editions
    assert main(["diff", old, new, "--exit-code"]) == 1
    assert main(["diff", old, new, "--exit-code", "--source", "doctor"]) == 0
    assert "(of “doctor”)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--data", "records", "diff", "shipped", "shipped"], "name both editions as OLD and NEW"),
        (["diff", "shipped"], "NEW"),
        (["diff", "shipped", "shipped", "--topic", "alemtuzumap"], "alemtuzumab"),
    ],
)
def test_a_bad_question_is_refused_with_the_mend(words, told, capsys):
    assert main(words) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1


def test_records_that_are_not_there_are_bad_records(tmp_path, capsys):
    assert main(["diff", "shipped", str(tmp_path / "nowhere")]) == 3
    assert "nowhere" in capsys.readouterr().err
