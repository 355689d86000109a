"""Reports, word for word. To write the expected files anew: ``python tests/reports.py``."""

from __future__ import annotations

import re
from random import Random

import pytest
from rich.console import Console
from rich.text import Text

from guidance import report
from guidance.report.faces.text import draw_page
from guidance.report.outline import Page
from reports import EXPECTED, FILES, REPORTS, corpus, drawn


@pytest.mark.parametrize("file", FILES)
def test_reads_as_expected(file):
    assert drawn(file) == (EXPECTED / file).read_text(encoding="utf-8")


def test_nothing_else_is_expected():
    assert {path.name for path in EXPECTED.iterdir()} == {*FILES, "public-names.txt"}


@pytest.mark.parametrize("name", REPORTS)
def test_width_and_colour_change_no_word(name):
    plain = report.render(REPORTS[name](), "text", width=80).split()
    wide = report.render(REPORTS[name](), "text", width=120)
    coloured = report.render(REPORTS[name](), "text", width=60, colour=True)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    underline = re.compile(r"^-+$")
    for other in (wide, bare):
        words = [word for word in other.split() if not underline.match(word)]
        assert words == [word for word in plain if not underline.match(word)]
    assert "\x1b" in coloured
    assert "\x1b" not in wide


@pytest.mark.parametrize("width", [40, 80, 100])
@pytest.mark.parametrize("name", REPORTS)
def test_keeps_to_the_width(name, width):
    text = report.render(REPORTS[name](), "text", width=width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert not any(line != line.rstrip() for line in text.splitlines())


WORDS = ("of", "treatment", "x" * 70, "日本語の長い言葉です", "é", "—", "multi-word ", "", "end.")
ACCENT = "\N{COMBINING ACUTE ACCENT}"


def lines_of(words, width):
    page = Page()
    page.paragraph(words)
    return draw_page(page, width=width).splitlines()


def test_lines_are_broken_as_rich_breaks_them():
    """Rich itself takes longer to import than an answer from an index takes to read."""
    random = Random(1)
    for width in (12, 40, 57, 80) * 50:
        words = " ".join(random.choices(WORDS, k=12))
        broken = Text(words).wrap(Console(width=width), width)
        assert lines_of(words, width) == [str(line).rstrip() for line in broken]


@pytest.mark.parametrize("width", [12, 13, 40])
def test_no_line_begins_with_an_accent(width):
    """Rich 14.0 parts a letter from its second accent; later ones do not."""
    lines = lines_of(f"日本語の長い言葉です — e{ACCENT}{ACCENT} " * 6, width)
    assert not any(line.startswith(ACCENT) for line in lines)
    assert "".join(lines).count(f"e{ACCENT}{ACCENT}") == 6


def test_markdown_states_the_same_facts():
    """Every word of the text is in the Markdown; that has the folded lists besides."""
    for name in REPORTS:
        text = report.render(REPORTS[name](), "text", width=100)
        marked = re.sub(
            r"[\\`*_#]|^-+$", "", report.render(REPORTS[name](), "markdown"), flags=re.MULTILINE
        )
        words = {re.sub(r"[\\`*_#.]", "", word) for word in text.split()}
        missing = words - {word.replace(".", "") for word in re.split(r"\s+|<[^>]*>", marked)}
        assert not {word for word in missing if word.strip("-")}, name


def test_every_provision_is_named_in_text():
    """Nothing in force, undetermined, upcoming or ended is left out of the text."""
    for day in ("2019-04-15", "2020-01-15", "2020-02-01"):
        answer = corpus().as_of(day)
        text = report.render(report.of_answer(answer), full=True)
        words = " ".join(text.split()).replace("- ", "-")
        for entry in answer.entries():
            assert entry.ref in words, (day, entry.ref)


def test_coverage_is_never_hidden():
    for name in ("as-of-2016-09-05", "as-of-2020-02-01", "changes-none", "timeline", "explain"):
        for format_ in ("text", "markdown"):
            drawn_ = report.render(REPORTS[name](), format_, full=True)
            assert "How good the evidence is" in drawn_
    brief = " ".join(report.render(REPORTS["changes-none"](), "text").split())
    assert "Evidence: stale, newest of 6 September 2016" in brief
    before_all = report.render(REPORTS["changes-2016-01-01-2020-01-10"](), "text")
    assert "No record of 1 January 2016" in " ".join(before_all.split())


def test_redline_shows_in_signs_and_not_in_colour_alone():
    from guidance.report.faces.markdown import draw_page as markdown_page
    from guidance.report.faces.text import draw_page as text_page
    from guidance.report.outline import Page, Run

    page = Page()
    page.item((Run("after "), Run("12", "deleted"), Run(" "), Run("18", "inserted")))
    assert text_page(page) == "- after [-12-] {+18+}\n"
    assert markdown_page(page) == "- after <del>12</del> <ins>18</ins>\n"
