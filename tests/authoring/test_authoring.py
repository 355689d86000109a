"""From nothing to a change report of a source of one's own; and documents beside their records."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest
import yaml

from guidance import RecordsError, UnknownNameError, Version, load
from guidance.authoring import new_facts, new_source, new_version, verify
from guidance.cli import main
from guidance.errors import QueryError, WriteError
from guidance.records.dates import ImpreciseDate

COMMANDS = {
    "new": ("authoring", "new", "Start a source, a version or facts."),
    "fmt": ("authoring", "fmt", "Lay record files out."),
    "verify": ("arrivals", "verify", "A document beside its records."),
    "discrepancies": ("upkeep", "discrepancies", "Reports beside their acts."),
    "status": ("upkeep", "status", "What is due."),
    "calendar": ("upkeep", "calendar", "Days ahead."),
    "feed": ("upkeep", "feed", "What changed."),
}

FIRST = """
provisions:

  # how much of it

  milk:
    title: Milk
    kind: advice
    force: may
    text: Up to 20 ml of milk may be added.  # about a spoon
    cite: {section: Milk and sugar, paragraph: 1}

  sugar:
    title: Sugar
    kind: advice
    force: may
    text: Sugar may be added.
    cite: {section: Milk and sugar, paragraph: 2}
note: The first of them.
"""


def on(text: str) -> ImpreciseDate:
    return ImpreciseDate.parse(text)


def schema_of(data: Path, file: Path) -> dict:
    """The schema that the first line of a file names."""
    line = file.read_text(encoding="utf-8").splitlines()[0]
    assert line.startswith("# yaml-language-server: $schema=")
    return json.loads((file.parent / line.partition("=")[2]).read_text(encoding="utf-8"))


@pytest.fixture
def data(tmp_path) -> Path:
    folder = tmp_path / "records"
    new_source(folder, "tea", title="A leaflet: tea", topics=("drinks",), publisher="Us")
    draft = new_version(folder, "tea", published=on("2020-01-01"))
    head = draft.content.decode().partition("# What the")[0]
    draft.path.write_text(head + FIRST, encoding="utf-8")
    return folder


class TestNewSource:
    def test_can_be_loaded_and_names_its_schema(self, tmp_path):
        draft = new_source(tmp_path, "tea", title="T", topics=("drinks",), checked=date(2020, 1, 2))
        assert draft.path == tmp_path / "tea" / "source.yaml"
        source = load(tmp_path).sources["tea"]
        assert (source.title, source.coverage.checked) == ("T", (date(2020, 1, 2),))
        schema = schema_of(tmp_path, draft.path)
        jsonschema.validate(yaml.safe_load(draft.content), schema)

    def test_overwrites_only_when_told(self, tmp_path):
        new_source(tmp_path, "tea", title="T", topics=("drinks",))
        with pytest.raises(WriteError, match="there already"):
            new_source(tmp_path, "tea", title="U", topics=("drinks",))
        assert load(tmp_path).sources["tea"].title == "T"
        new_source(tmp_path, "tea", title="U", topics=("drinks",), overwrite=True)
        assert load(tmp_path).sources["tea"].title == "U"

    def test_what_is_not_well_formed_writes_nothing(self, tmp_path):
        with pytest.raises(RecordsError) as caught:
            new_source(tmp_path / "records", "Tea!", title="T", topics=())
        assert {fault.field for fault in caught.value.exceptions} == {"source", "topics"}
        assert not (tmp_path / "records").exists()


class TestNewVersion:
    def test_the_first_can_be_loaded_and_shows_how_to_go_on(self, tmp_path):
        new_source(tmp_path, "tea", title="T", topics=("drinks",))
        draft = new_version(tmp_path, "tea", published=on("2020-01-01"))
        assert draft.based_on is None
        version = load(tmp_path).versions["tea@2020-01-01"]
        assert (version.extent, version.standing, version.provisions) == (
            "whole",
            "information",
            {},
        )
        # The example in its comments is a sound record once the hash marks are gone.
        lines = draft.content.decode().partition("For example")[2].splitlines()[1:]
        example = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines)
        whole = draft.content.decode().partition("# What the")[0] + example + "\n"
        draft.path.write_text(whole, encoding="utf-8")
        assert load(tmp_path).provisions == ("tea#first-statement",)

    def test_starts_from_the_last_one_with_its_comments(self, data):
        draft = new_version(data, "tea", published=on("2021-06-01"))
        assert draft.based_on == "tea@2020-01-01"
        assert draft.content.decode() == (
            """\
# yaml-language-server: $schema=../.schema/version.json
format: guidance/1
source: tea
version: "2021-06-01"
extent: whole
published: "2021-06-01"
standing: information
document: {title: "A leaflet: tea", publisher: Us}

provisions:

  # how much of it

  milk:
    title: Milk
    kind: advice
    force: may
    text: Up to 20 ml of milk may be added.  # about a spoon
    cite: {section: Milk and sugar, paragraph: 1}

  sugar:
    title: Sugar
    kind: advice
    force: may
    text: Sugar may be added.
    cite: {section: Milk and sugar, paragraph: 2}
"""
        )
        corpus = load(data)
        assert corpus.compare("tea@2020-01-01", "tea@2021-06-01").changes == ()
        schema = schema_of(data, draft.path)
        jsonschema.validate(yaml.safe_load(draft.content), schema)

    def test_the_next_starts_from_the_newest(self, data):
        for day in ("2022-01-01", "2021-01-01"):
            new_version(data, "tea", published=on(day))
        draft = new_version(data, "tea", published=on("2023-01-01"))
        assert draft.based_on == "tea@2022-01-01"
        assert draft.content.count(b"yaml-language-server") == 1

    def test_overwrites_only_when_told(self, data):
        path = data / "tea" / "2020-01-01.yaml"
        before = path.read_bytes()
        with pytest.raises(WriteError, match="there already"):
            new_version(data, "tea", published=on("2020-01-01"))
        assert path.read_bytes() == before
        new_version(data, "tea", published=on("2020-01-01"), overwrite=True)
        assert path.read_bytes() != before

    def test_a_month_needs_an_id(self, data):
        with pytest.raises(QueryError, match="id"):
            new_version(data, "tea", published=on("2021-06"))
        draft = new_version(data, "tea", published=on("2021-06"), version="june-2021")
        assert load(data).versions["tea@june-2021"].published == on("2021-06")
        assert draft.path.name == "june-2021.yaml"

    def test_the_source_must_be_there(self, data):
        with pytest.raises(UnknownNameError) as caught:
            new_version(data, "tee", published=on("2021-06-01"))
        assert caught.value.suggestions == ("tea",)

    def test_faulty_records_are_not_built_upon(self, data):
        (data / "tea" / "2020-06-01.yaml").write_text("format: guidance/1\n", encoding="utf-8")
        before = sorted((data / "tea").iterdir())
        with pytest.raises(RecordsError):
            new_version(data, "tea", published=on("2021-06-01"))
        assert sorted((data / "tea").iterdir()) == before

    def test_shipped_sources_can_be_gone_on_with(self, tmp_path):
        import shutil

        from guidance.files.folders import shipped

        shutil.copytree(shipped(), tmp_path / "copy")
        for source in load().sources:
            new_version(tmp_path / "copy", source, published=on("2024-05-06"))
        corpus = load(tmp_path / "copy")
        assert len(corpus.versions) == len(load().versions) + 3


class TestNewFacts:
    FACTS = {"child": "is a child", "pregnant": "is pregnant"}  # noqa: RUF012

    def test_can_be_loaded_and_names_its_schema(self, data):
        draft = new_facts(data, "drinks", facts=self.FACTS)
        assert draft.path == data / "facts" / "drinks.yaml"
        sheet = load(data).sheet("drinks")
        assert {name: fact.label for name, fact in sheet.facts.items()} == self.FACTS
        jsonschema.validate(yaml.safe_load(draft.content), schema_of(data, draft.path))

    def test_the_example_in_its_comments_is_sound(self, data):
        draft = new_facts(data, "drinks", facts=self.FACTS)
        head, _, rest = draft.content.decode().partition("# What else")
        example = [line.removeprefix("#").removeprefix(" ") for line in rest.splitlines()[1:]]
        draft.path.write_text(head + "\n".join(example) + "\n", encoding="utf-8")
        sheet = load(data).sheet()
        assert {fact.type for fact in sheet.facts.values()} == {
            *("yes-no", "number", "count", "choice", "undefined"),
        }
        assert len(sheet.constraints) == 1

    def test_overwrites_only_when_told(self, data):
        new_facts(data, "drinks", facts=self.FACTS)
        with pytest.raises(WriteError, match="there already"):
            new_facts(data, "drinks", facts={"old": "is old"})
        assert set(load(data).sheet().facts) == set(self.FACTS)
        new_facts(data, "drinks", facts={"old": "is old"}, overwrite=True)
        assert set(load(data).sheet().facts) == {"old"}

    @pytest.mark.parametrize("facts", [{}, {"Old": "is old"}, {"old": ""}])
    def test_what_is_not_well_formed_writes_nothing(self, facts, tmp_path):
        with pytest.raises(RecordsError):
            new_facts(tmp_path / "records", "drinks", facts=facts)
        assert not (tmp_path / "records").exists()


@pytest.mark.parametrize("is_told", [False, True])
def test_nothing_is_started_beside_a_record_in_json(is_told, tmp_path):
    """The loader would refuse the two."""
    (tmp_path / "tea").mkdir()
    (tmp_path / "tea" / "source.json").write_text("{}", encoding="utf-8")
    with pytest.raises(WriteError, match=r"source\.json: is there already"):
        new_source(tmp_path, "tea", title="T", topics=("drinks",), overwrite=is_told)
    assert [path.name for path in (tmp_path / "tea").iterdir()] == ["source.json"]


DOCUMENT = b"A leaflet\n\nMilk  and\nsugar\n\nUp to 20 ml of milk.\n"


def hashed(document: bytes, *sections: str) -> dict[str, Version]:
    provision = {"title": "T", "kind": "k", "force": "may", "text": "T."}
    version = Version.model_validate(
        {
            "format": "guidance/1",
            "source": "tea",
            "version": "1",
            "extent": "whole",
            "published": "2020-01-01",
            "standing": "information",
            "document": {"title": "D", "sha256": hashlib.sha256(document).hexdigest()},
            "provisions": {
                f"p{n}": {**provision, "cite": {"section": section}}
                for n, section in enumerate(sections)
            },
        }
    )
    return {version.ref: version}


class TestVerify:
    def test_the_shipped_documents(self):
        """The two documents, where the tests can see them."""
        seeds = Path(__file__).parents[3] / "shared" / "seeds"
        if not seeds.is_dir():
            pytest.skip("the documents are not here")
        found = [
            (each.version, each.is_same, each.missing)
            for path in sorted(seeds.iterdir())
            for each in verify(path.read_bytes(), load().versions)
        ]
        assert found == [
            ("ms-society-alemtuzumab@2016-09-06", True, ()),
            ("ema-alemtuzumab-measures@2019", True, ()),
        ]

    @pytest.mark.parametrize(
        ("section", "is_found"),
        [
            ("Milk and sugar", True),
            ("MILK AND SUGAR", True),
            ("Milk or sugar", False),
            ("(lead)", None),
        ],
    )
    def test_sections(self, section, is_found):
        [found] = verify(DOCUMENT, hashed(DOCUMENT, section))
        assert [each.is_found for each in found.sections] == [is_found]
        assert found.sections[0].cited_by == ("tea#p0",)

    def test_another_document(self):
        [found] = verify(DOCUMENT + b"More.\n", hashed(DOCUMENT, "Milk and sugar", "Cups"))
        assert not found.is_same
        assert [each.section for each in found.missing] == ["Cups"]

    def test_a_section_that_is_gone(self):
        [found] = verify(b"A leaflet\n", hashed(DOCUMENT, "Milk and sugar", "Milk and sugar"))
        [missing] = found.missing
        assert (missing.section, missing.cited_by) == ("Milk and sugar", ("tea#p0", "tea#p1"))

    def test_a_page(self):
        page = b"<!DOCTYPE html><title>T</title><script>Cups</script><h2>Milk <b>and</b> sugar</h2>"
        [found] = verify(page, hashed(DOCUMENT, "Milk and sugar", "Cups"))
        assert [each.is_found for each in found.sections] == [True, False]

    def test_what_is_not_text_cannot_be_searched(self):
        [found] = verify(b"%PDF-1.7\n", hashed(DOCUMENT, "Milk and sugar"))
        assert [each.is_found for each in found.sections] == [None]

    def test_a_version_by_name(self):
        versions = load().versions
        [found] = verify(DOCUMENT, versions, "ema-lemtrada-review@2020-01-16")
        assert (found.recorded, found.is_same) == (None, False)
        with pytest.raises(UnknownNameError):
            verify(DOCUMENT, versions, "ema-lemtrada-review@2020")


@pytest.fixture
def run(monkeypatch, capsys):
    registered = import_module("guidance.cli.app")._COMMANDS
    for name, entry in COMMANDS.items():
        monkeypatch.setitem(registered, name, registered.get(name, entry))

    def run_command(*args: str) -> tuple[int, str, str]:
        code = main(list(args))
        out, err = capsys.readouterr()
        return code, out, err

    return run_command


class TestCommands:
    def test_from_nothing_to_a_change_report(self, run, tmp_path):
        records = str(tmp_path / "records")
        code, out, _ = run(
            *("new", "source", "tea", "--title", "A leaflet on tea"),
            *("--topic", "drinks", "--data", records),
        )
        assert (code, out) == (0, f"wrote {records}/tea/source.yaml\n")
        assert run("new", "version", "tea", "--date", "2020-01-01", "--data", records)[0] == 0
        first = tmp_path / "records" / "tea" / "2020-01-01.yaml"
        head = first.read_text(encoding="utf-8").partition("# What the")[0]
        first.write_text(head + FIRST, encoding="utf-8")
        code, out, _ = run("--data", records, "new", "version", "tea", "--date", "2021-01-01")
        second = first.with_name("2021-01-01.yaml")
        assert (code, out) == (0, f"wrote {second}, starting from tea@2020-01-01\n")
        text = second.read_text(encoding="utf-8").replace("20 ml", "15 ml")
        second.write_text(text, encoding="utf-8")
        assert run("check", records)[0] == 0
        code, out, _ = run(
            *("changes", "2020-06-01", "2021-06-01", "drinks", "--data", records),
        )
        assert code == 0
        assert "15 ml" in out

    def test_a_second_time_is_refused_in_one_line(self, run, data):
        args = ("new", "version", "tea", "--date", "2020-01-01", "--data", str(data))
        code, out, err = run(*args)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert "is there already" in err
        assert run(*args, "--overwrite")[0] == 0

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            (("new", "source", "tea", "--title", "T", "--topic", "t"), "--data DIR"),
            (("new", "version", "tea", "--date", "2020-01-01"), "--data DIR"),
            (
                ("new", "version", "tea", "--date", "2020-01-01", "--data", "shipped"),
                "not yours to write",
            ),
            (("new", "version", "tea", "--date", "soon", "--data", "x"), "not a date"),
            (("new", "version", "tea", "--date", "2020-01-01", "--data", "x"), "no source named"),
            (("new", "facts", "drinks", "--fact", "child=is a child"), "--data DIR"),
            (("new", "facts", "drinks", "--data", "x"), "--fact"),
            (("new", "facts", "drinks", "--fact", "child", "--data", "x"), "ID=WORDS"),
            (
                ("new", "facts", "drinks", *("--fact", "a=is a") * 2, "--data", "x"),
                "'a' is given twice",
            ),
            (("fmt",), "name a folder"),
            (("verify",), "--document"),
            (("status", "--within", "soon"), "not a period"),
            (("discrepancies", "alemtuzumb"), "did you mean alemtuzumab"),
            (("feed", "alemtuzumb"), "did you mean alemtuzumab"),
        ],
    )
    def test_bad_lines(self, args, says, run, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        code, out, err = run(*args)
        assert (code, out) == (2, "")
        assert says in err
        assert err.count("\n") == 1
        assert list(tmp_path.iterdir()) == []

    def test_facts_are_started_and_asked(self, run, data):
        args = ("new", "facts", "drinks", "--fact", "child = is a child", "--data", str(data))
        assert run(*args)[:2] == (0, f"wrote {data}/facts/drinks.yaml\n")
        first = data / "tea" / "2020-01-01.yaml"
        asking = "force: may\n    criteria: {not: {fact: child}}\n    text: Sugar"
        text = first.read_text(encoding="utf-8").replace("force: may\n    text: Sugar", asking)
        first.write_text(text, encoding="utf-8")
        assert run("check", str(data))[0] == 0
        code, out, _ = run(
            *("evaluate", "2020-06-01", "drinks", "--fact", "child=yes", "--data", str(data))
        )
        assert code == 0
        assert "is a child" in out
        code, out, err = run(*args)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert run(*args, "--overwrite")[0] == 0

    def test_what_is_started_is_laid_out_and_keeps_its_schema_line(self, run, tmp_path):
        new_source(tmp_path, "tea", title="T", topics=("drinks",))
        new_version(tmp_path, "tea", published=on("2020-01-01"))
        new_facts(tmp_path, "drinks", facts={"child": "is a child"})
        assert run("fmt", str(tmp_path), "--check") == (0, "", "")

    def test_fmt_adds_no_schema_line(self, run, data):
        path = data / "tea" / "source.yaml"
        text = path.read_text(encoding="utf-8").partition("\n")[2]
        path.write_text(text, encoding="utf-8")
        assert run("fmt", str(path)) == (0, "", "")
        assert path.read_text(encoding="utf-8") == text

    def test_fmt(self, run, data):
        path = data / "tea" / "2020-01-01.yaml"
        before = path.read_bytes()
        assert run("fmt", str(data), "--check") == (1, f"would lay out {path}\n", "")
        assert path.read_bytes() == before
        assert run("fmt", str(data)) == (0, f"laid out {path}\n", "")
        assert b"# about a spoon" in path.read_bytes()
        assert run("fmt", str(data), "--check") == (0, "", "")

    def test_fmt_writes_nothing_where_there_are_faults(self, run, data):
        path = data / "tea" / "2020-01-01.yaml"
        before = path.read_bytes()
        (data / "tea" / "2021-01-01.yaml").write_text("format: guidance/2\n", encoding="utf-8")
        code, out, err = run("fmt", str(data))
        assert (code, out) == (3, "")
        assert f"{data}/tea/2021-01-01.yaml:1:" in err
        assert path.read_bytes() == before

    def test_verify(self, run, tmp_path):
        page = tmp_path / "page.txt"
        page.write_bytes(b"nothing of it\n")
        code, out, _ = run(
            *("verify", "--document", str(page), "ms-society-alemtuzumab@2016-09-06"),
            "--exit-code",
        )
        assert code == 1
        assert out.startswith("This is not the document recorded as")
        assert "not found: How well does alemtuzumab work?" in out
        code, out, _ = run("verify", "--document", str(page), "--format", "json")
        assert code == 0
        assert [each["is_same"] for each in json.loads(out)["versions"]] == [False, False]

    def test_discrepancies(self, run):
        code, out, _ = run("discrepancies", "alemtuzumab", "--exit-code")
        assert code == 1
        assert "at least 2 disabling relapses within 12 months" in out
        document = json.loads(run("discrepancies", "--format", "json")[1])
        assert {each["kind"] for each in document["discrepancies"]} == {
            "figure",
            "criteria",
            "population",
            "force",
            "wording",
        }
        assert run("discrepancies", "--format", "markdown")[1].startswith("# ")

    def test_status(self, run):
        code, out, _ = run("status", "--on", "2019-12-01", "--exit-code")
        assert code == 1
        assert "some day in January 2020" in out
        document = json.loads(run("status", "--on", "2020-02-01", "--format", "json")[1])
        assert document["to_confirm"] == document["undecided"] == []
        assert run("status", "--on", "2020-02-01", "--exit-code")[0] == 0

    def test_calendar_and_feed_go_to_files(self, run, tmp_path):
        calendar, feed = tmp_path / "upcoming.ics", tmp_path / "changes.xml"
        assert run("calendar", "--on", "2019-12-01", "-o", str(calendar)) == (0, "", "")
        assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
        assert run("feed", "alemtuzumab", "--until", "2020-02-01", "-o", str(feed))[0] == 0
        assert b'<feed xmlns="http://www.w3.org/2005/Atom"' in feed.read_bytes()
