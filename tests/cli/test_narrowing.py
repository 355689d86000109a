"""A second source adds to the first; an answer never takes the place of a record."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from guidance.cli import app
from laws import engine
from laws.small import corpus, says, version

RECORDS = corpus(
    *(version(f"{name}@1", "2020-01-01", says("p", f"By {name}.")) for name in ("a", "b", "c")),
    version("a@2", "2021-01-01", says("p", "By a again.")),
    version("b@2", "2021-01-01", says("p", "By b again.", replaces=["c#p"])),
)


@pytest.fixture
def folder(tmp_path):
    return engine.write(RECORDS, tmp_path / "records")


def run(*args):
    return CliRunner().invoke(app, [str(each) for each in args], standalone_mode=False)


def told(folder, command, *names):
    options = [part for name in names for part in ("--source", name)]
    found = run(*command, "--data", folder, *options, "--format", "json")
    assert found.exception is None, found.output
    return json.loads(found.output)


class TestSources:
    @pytest.mark.parametrize("names", [("a",), ("a", "b"), ("b", "a"), ("a", "b", "c"), ()])
    def test_each_adds_to_those_before(self, folder, names):
        found = told(folder, ("as-of", "2020-06-01"), *names)
        refs = [each["ref"] for each in found["in_force"]]
        assert refs == [f"{name}#p" for name in sorted(names or ("a", "b", "c"))]

    @pytest.mark.parametrize("names", [("a",), ("a", "b")])
    def test_what_changed(self, folder, names):
        found = told(folder, ("changes", "2020-06-01", "2021-06-01"), *names)
        refs = {each["ref"] for each in found["net"]}
        assert {each.partition("#")[0] for each in refs} >= set(names)
        assert ("b#p" in refs) == ("b" in names)

    def test_the_library_takes_several(self):
        loaded = engine.load(RECORDS)
        both = loaded.as_of("2020-06-01", source=("b", "a"))
        assert [entry.ref for entry in both.in_force] == ["a#p", "b#p"]
        assert both.coverage.sources[0].source == "a"

    def test_it_is_said(self, folder):
        found = run("as-of", "2020-06-01", "--data", folder, "--source", "a", "--source", "b")
        assert "Only the source: a and b" in found.output

    def test_a_wrong_name_is_refused(self, folder):
        found = run("as-of", "2020-06-01", "--data", folder, "--source", "a", "--source", "bb")
        assert found.exception is not None


class TestOutput:
    @pytest.mark.parametrize("name", ["a/1.json", "a/source.json", "link.html", "record.txt"])
    @pytest.mark.parametrize("command", [("as-of", "2020-06-01"), ("schema", "version"), ("feed",)])
    def test_a_record_is_never_overwritten(self, folder, name, command):
        (folder / "link.html").symlink_to(folder / "b" / "1.json")
        (folder / "record.txt").write_text("# ours\nformat: guidance/1\nsource: x\n")
        target = folder / name
        before = target.read_bytes()
        options = [] if command[0] == "schema" else ["--data", folder / "a"]
        found = run(*command, *options, "-o", target)
        assert "is a record" in str(found.exception)
        assert target.read_bytes() == before

    def test_anything_else_is(self, folder, tmp_path):
        target = tmp_path / "answer.txt"
        target.write_text("format: of last year's answer")
        (folder / "link.html").unlink(missing_ok=True)
        assert run("as-of", "2020-06-01", "--data", folder, "-o", target).exception is None
        assert "On 1 June 2020" in target.read_text()
