"""``guidance check``: each fault and finding with code, severity and how to mend it."""

from __future__ import annotations

import json
import re

import pytest

from guidance.cli import main
from guidance.report.annotations import annotation
from guidance.upkeep.findings import SEVERITIES

SOURCE = "format: guidance/1\nsource: a\ntitle: A\ntopics: [t]\n"
FACTS = "format: guidance/1\ntopic: t\nfacts:\n  n: {label: n, type: number, unit: u, minimum: 0}\n"
VERSION = """\
format: guidance/1
source: a
version: "1"
extent: partial
published: "2020-01-01"
standing: advice
document: {title: D}
provisions:
  p:
    title: T
    kind: k
    force: may
    text: So.
    criteria: {fact: n, %s}
    cite: {section: s}
"""


@pytest.fixture
def records(tmp_path, monkeypatch):
    """A small tree of records beside one; the test on its number is to be filled in."""
    monkeypatch.chdir(tmp_path)

    def made(test, source=SOURCE):
        for name, text in (
            ("a/source.yaml", source),
            ("a/1.yaml", VERSION % test),
            ("facts/t.yaml", FACTS),
        ):
            path = tmp_path / "records" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return "records"

    return made


def test_a_finding_in_each_format(records, capsys):
    folder = records("at-least: 0")
    assert main(["check", folder]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert re.match(
        r".*a/1\.yaml:14:\d+: note: provisions\.p\.criteria: .*\[always-holds\]$", first
    )
    assert main(["check", folder, "--format", "json", "--exit-code"]) == 1
    [found] = json.loads(capsys.readouterr().out)["findings"]
    assert (found["code"], found["severity"]) == ("always-holds", "note")
    assert found["mend"]
    assert main(["check", folder, "--format", "github"]) == 0
    told = capsys.readouterr().out
    start = "::notice file=records/a/1.yaml,line=14,col="
    assert told.startswith(start)
    assert ",title=always-holds::provisions.p.criteria: " in told
    assert told.count("\n") == 1


def test_a_fault_is_an_error(records, capsys):
    folder = records("at-least: 1", source=SOURCE + "titel: B\n")
    assert main(["check", folder, "--format", "json"]) == 3
    [fault] = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["code"], fault["severity"]) == ("record-fault", "error")
    assert main(["check", folder, "--format", "github"]) == 3
    told = capsys.readouterr().out
    assert told.startswith("::error file=records/a/source.yaml,line=5,col=1,title=record-fault::")
    assert told.count("\n") == 1


def test_sound_records_have_no_annotations(capsys):
    assert main(["check", "--format", "github", "--exit-code"]) == 0
    assert capsys.readouterr().out == ""


def test_what_a_record_says_cannot_forge_a_command():
    told = annotation("note", "c", ("a,b:c%.yaml", 1, 2), "f", "x\r\n::error::y%")
    assert told == "::notice file=a%2Cb%3Ac%25.yaml,line=1,col=2,title=c::f: x%0D%0A::error::y%25"


def test_every_finding_has_a_severity():
    assert set(SEVERITIES.values()) <= {"warning", "note"}
