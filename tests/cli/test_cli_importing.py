"""The command that imports: what it says, its exit codes, and the completion of formats."""

from __future__ import annotations

import json

import jsonschema
import pytest

from guidance.cli import main
from guidance.cli.importing import ImporterType
from guidance.documents import schema
from real_documents import DOCUMENTS

SEEN = ("--seen", "2024-06-01")
PARAMETERS = str(DOCUMENTS / "parameters")


@pytest.fixture
def records(tmp_path):
    return str(tmp_path / "records")


def test_it_says_what_became_of_each_source(records, capsys):
    assert main(["import", "openfisca", PARAMETERS, "-o", records, *SEEN]) == 0
    told = capsys.readouterr()
    assert told.out == f"{records}/documents-tea: 7 written\n"
    assert told.err.splitlines() == [
        "not in the records: 1 value that is only expected",
        f"next: guidance check {records}",
    ]
    assert main(["check", records]) == 0


def test_exit_code_for_scheduled_jobs(records):
    words = ["import", "openfisca", PARAMETERS, "-o", records, *SEEN, "--exit-code"]
    assert main(words) == 1
    assert main(words) == 0


def test_what_was_left_alone_is_named(records, tmp_path, capsys):
    words = ["import", "openfisca", PARAMETERS, "-o", records, *SEEN]
    main(words)
    path = tmp_path / "records" / "documents-tea" / "1990-01-01.yaml"
    path.write_text(path.read_text() + "# ours\n")
    capsys.readouterr()
    assert main([*words, "--exit-code"]) == 0
    told = capsys.readouterr()
    assert "1 left alone" in told.out
    assert f"left alone, as it was written or changed by hand: {path}" in told.err


def test_for_programs_it_is_one_document_and_nothing_else(records, tmp_path, capsys):
    words = ["import", "openfisca", PARAMETERS, "-o", records, *SEEN, "--format", "json"]
    assert main(words) == 0
    told = capsys.readouterr()
    first = json.loads(told.out)
    assert told.err == ""
    jsonschema.validate(first, schema("import"))
    assert (first["format"], first["folder"], first["changed"]) == ("openfisca", records, True)
    assert first["files"][0] == {
        "ref": "documents-tea",
        "path": f"{records}/documents-tea/source.yaml",
        "fate": "written",
    }
    assert first["files"][1]["ref"].startswith("documents-tea@")
    assert first["left_out"] == ["1 value that is only expected"]
    path = tmp_path / "records" / "documents-tea" / "1990-01-01.yaml"
    path.write_text(path.read_text() + "# ours\n")
    assert main(words) == 0
    again = json.loads(capsys.readouterr().out)
    assert not again["changed"]
    fates = {each["ref"]: each["fate"] for each in again["files"]}
    assert fates.pop("documents-tea@1990-01-01") == "left"
    assert {*fates.values()} == {"unchanged"}


def test_an_unknown_format_names_the_nearest(records, capsys):
    assert main(["import", "openfsica", PARAMETERS, "-o", records]) == 2
    assert "did you mean openfisca?" in capsys.readouterr().err


def test_what_the_files_do_not_say_is_asked_for(records, capsys):
    assert main(["import", "openfisca", PARAMETERS, "-o", records]) == 2
    assert "--seen DATE" in capsys.readouterr().err


def test_a_hostile_file_is_told_in_one_line(records, tmp_path, capsys):
    path = tmp_path / "bomb.xml"
    path.write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert main(["import", "clml", str(path), "-o", records]) == 3
    told = capsys.readouterr()
    assert told.err.startswith(f"guidance: {path}:1:")
    assert "declares the entity b" in told.err
    assert len(told.err.splitlines()) == 1
    assert not (tmp_path / "records").exists()


def test_the_formats_are_completed_with_what_they_read():
    found = ImporterType().shell_complete(None, None, "f")
    assert [item.value for item in found] == ["fedramp", "fr"]
    assert all(item.help for item in found)
