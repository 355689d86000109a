"""CSV, the list of formats, and the command that writes reports."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from guidance.cli import main
from guidance.errors import UnknownNameError
from guidance.report import of_answer, render, rendering
from guidance.report.faces.csv import BRIEF_COLUMNS, COLUMNS, harmless
from handed_on import brief, drawn, items, report_on
from report.test_lines import LISTS, records


def rows(name):
    return list(csv.DictReader(io.StringIO(drawn(name, "csv").removeprefix("\ufeff"), newline="")))


def test_one_row_for_each_change():
    found = rows("official")
    changes = [row for row in found if row["part"] != "learnt"]
    assert len(changes) == len(items(report_on("official")))
    assert len(found) - len(changes) == 10  # what could not be settled on the first day, then
    assert tuple(found[0]) == COLUMNS
    # In the EU the temporary limits had set it aside: there the way is not clear.
    replaced = next(row for row in found if row["title"].endswith("first treatment outside the EU"))
    assert replaced["id"] == "provision-replaced"
    assert replaced["direction"] == "stricter"
    assert replaced["before"].startswith("It can be the first DMT")
    assert replaced["after"].startswith("As a first treatment")
    assert (replaced["since"], replaced["until"]) == ("2019-12-31", "2020-02-01")


def test_the_brief_is_one_row_for_each_matter():
    found = list(csv.DictReader(io.StringIO(brief("official", "csv").removeprefix("\ufeff"))))
    assert tuple(found[0]) == BRIEF_COLUMNS
    assert len(found) == 9
    assert found[0]["title"] == "Starting after other drugs"
    assert found[0]["way"].startswith("looser, if")
    assert found[3]["direction"] == "stricter"
    (empty,) = csv.DictReader(io.StringIO(brief("none", "csv").removeprefix("\ufeff")))
    assert empty["title"].startswith("No rule changed")


def test_one_day_is_one_row_for_each_matter_and_its_statements_are_in_the_annex():
    found = list(csv.DictReader(io.StringIO(brief("standing", "csv").removeprefix("\ufeff"))))
    assert tuple(found[0]) == BRIEF_COLUMNS
    assert [row["matter"] for row in found[:3]] == [
        "after-other-drugs",
        "other-grounds",
        "continuing",
    ]
    assert len({row["matter"] for row in found}) == len(found) == 8
    assert found[0]["whom"] == found[1]["whom"] != ""
    assert found[0]["sources"].startswith("[1] European Medicines Agency, decision")
    assert len(rows("standing")) > 60


def test_the_lines_of_a_list_stay_lines():
    given = records(*LISTS)
    for drawn_ in (
        render(of_answer(given.as_of("2024-02-01")), "csv"),
        render(of_answer(given.as_of("2024-02-01")), "csv", full=True),
    ):
        (row,) = csv.DictReader(io.StringIO(drawn_.removeprefix("\ufeff"), newline=""))
        assert row["after"].splitlines()[1:] == LISTS[0].splitlines()[1:]


def test_where_nothing_changed_a_row_says_so():
    (row,) = rows("none")
    assert row["sentence"].endswith("no changes are recorded.")
    assert row["coverage"] == "stale"


def test_every_row_knows_only_declared_columns():
    for name in ("official", "answer", "none"):
        assert all(set(row) <= set(COLUMNS) for row in report_on(name).rows())


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "|calc", "%0a=1",
     '=HYPERLINK("x")', "-2+3+cmd|' /C calc'!A0"],
)  # fmt: skip
def test_no_text_is_run_as_a_formula(text):
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["", "plain", "1-2", "a=b", "'quoted", "“-”", "(=)"])
def test_plain_text_stays_as_it_is(text):
    assert harmless(text) == text


# -- formats ---------------------------------------------------------------------------------------


def render_shouting(found) -> str:
    return found.title.upper()


def test_another_project_can_add_a_format(monkeypatch):
    point = EntryPoint("shouting", f"{__name__}:render_shouting", rendering.GROUP)
    shadow = EntryPoint("html", f"{__name__}:render_shouting", rendering.GROUP)
    monkeypatch.setattr(rendering, "_added", lambda: {"shouting": point, "html": shadow})
    assert rendering.formats()[-1] == "shouting"
    assert render(report_on("none"), "shouting") == report_on("none").title.upper()
    assert rendering.format_of("a.shouting") == "shouting"
    assert "<html" in render(report_on("none"), "html")


def test_every_format_is_there():
    for name in rendering.BUILT_IN:
        assert callable(rendering.face(name))
    with pytest.raises(UnknownNameError, match="did you mean html"):
        rendering.face("htm")


@pytest.mark.parametrize(
    ("file", "format_"),
    [("a.html", "html"), ("b.HTM", "html"), ("c.md", "markdown"), ("x/y.txt", "text"),
     ("r.docx", "docx"), ("r.tex", None), ("csv", None)],
)  # fmt: skip
def test_the_ending_of_a_file_names_its_format(file, format_):
    assert rendering.format_of(file) == format_


def test_importing_the_library_loads_no_format():
    code = (
        "import sys, guidance, guidance.report.rendering as r; r.formats();"
        "print(sorted({'jinja2', 'docx', 'PIL', 'weasyprint', 'lxml'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


# -- the command -----------------------------------------------------------------------------------

QUESTION = ["report", "2019-12-31", "2020-02-01", "alemtuzumab"]


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("html", b"<!DOCTYPE html>"),
        ("docx", b"PK"),
        ("md", b"# Alemtuzumab: what changed"),
        ("txt", b"Alemtuzumab: what changed"),
        ("csv", b"\xef\xbb\xbfnumber,matter,title"),
    ],
)
def test_writes_a_file_in_the_format_of_its_ending(tmp_path, ending, start):
    path = tmp_path / f"report.{ending}"
    assert main([*QUESTION, "-o", str(path)]) == 0
    assert path.read_bytes().startswith(start)


def test_title_and_author_are_told(tmp_path):
    path = tmp_path / "r.json"
    options = [
        "--title",
        "A <b> title",
        "--author",
        "A. Writer",
        "--only",
        "ms-society-alemtuzumab",
    ]
    assert main([*QUESTION, *options, "-o", str(path)]) == 0
    document = json.loads(path.read_text("utf-8"))
    assert (document["title"], document["author"]) == ("A <b> title", "A. Writer")
    assert {each["version"] for each in document["documents"]} == {
        "ms-society-alemtuzumab@2016-09-06"
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "r.odt"], "names no format"),
        (["--format", "htm"], "did you mean html"),
        (["--format", "zzz"], "choose from html, docx, pdf"),
        (["--kind", "eligibilty"], "did you mean eligibility"),
        (["--jurisdiction", "UK"], "did you mean GB"),
    ],
)
def test_a_bad_question_gets_one_helpful_line(arguments, message, capsys):
    assert main([*QUESTION, *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_dates_the_wrong_way_round(capsys):
    assert main(["report", "2020-02-01", "2019-12-31"]) == 2
    assert "swap the two dates" in capsys.readouterr().err


def test_without_a_file_it_is_text(capsys):
    assert main(QUESTION) == 0
    assert capsys.readouterr().out.startswith("Alemtuzumab: what changed")
