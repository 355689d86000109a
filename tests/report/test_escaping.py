"""Data is shown as it is: never as markup, never obeyed by a terminal."""

from __future__ import annotations

import html
import json
import re

import pytest
from markdown_it import MarkdownIt

from guidance import load, report
from guidance.cli import main
from guidance.documents.writing import dumps
from guidance.report.faces.markdown import draw_page as markdown_page
from guidance.report.faces.markdown import escaped
from guidance.report.faces.text import draw_page as text_page
from guidance.report.outline import Page, Run
from guidance.wording.visible import visible

NASTY = [
    "[reserved] and [bold]not bold[/bold]",
    "§ 3 (1) no. 2",
    "a | b || c",
    "\x1b[31mred\x1b[0m and \x07 bell",
    "\x9b31m C1",
    "right\u202eto left\u2066x\u2069",
    "zero\u200bwidth \ufeffmark \u00adhyphen",
    "`code` ``two`` ```",
    "*star* **two** _low_ __two__ ~~gone~~",
    "<b>bold</b> <script>alert(1)</script> <!-- x --> &amp; &lt;",
    "![picture](x.png) [link](http://x) <http://x>",
    "http://example.test www.example.test a@b.example",
    ":smile: @somebody $x$",
    "\\ backslash \\[ \\",
    "> quoted",
    "# heading",
    "- item",
    "+ item",
    "1. one",
    "12) twelve",
    "---",
    "===",
    "{+inserted+} [-deleted-]",
    "line\nend\r\nand\ttab",
    "\u2028separator\u2029",
    "日本語 and é and e\u0301",
    "    four spaces",
    "| --- |",
    "<details>",
]


@pytest.mark.parametrize("text", NASTY)
def test_a_terminal_shows_it_and_obeys_nothing(text):
    page = Page()
    page.item((Run(text),))
    page.headline(text)
    for colour in (False, True):
        drawn = text_page(page, width=200, colour=colour)
        bare = re.sub(r"\x1b\[[0-9;]*m", "", drawn)
        assert " ".join(visible(text).split()) in " ".join(bare.split())
        assert not [c for c in bare if not c.isprintable() and c != "\n"]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("role", ["plain", "strong", "muted", "reference", "inserted", "deleted"])
@pytest.mark.parametrize("kind", ["headline", "heading", "label", "paragraph", "item"])
def test_markdown_shows_it_as_text(text, role, kind):
    page = Page()
    page._add(kind, (Run(text, role),))
    drawn = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown_page(page))
    # Only what the outline itself makes: a bare block, the redline and emphasis marks.
    bare = re.sub(r"</?(h1|h2|p|ul|li|em|strong|ins|del|code)>", "", drawn)
    assert " ".join(html.unescape(bare).split()) == " ".join(visible(text).split())


@pytest.mark.parametrize("text", NASTY)
def test_escaping_is_the_same_for_each_line(text):
    assert "\n" not in escaped(text)


@pytest.mark.parametrize("text", NASTY)
def test_json_keeps_it_and_is_safe_to_print(text):
    drawn = dumps({"text": text})
    assert json.loads(drawn) == {"text": text}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", drawn)


def test_visible_names_the_character():
    assert visible("a\x1bb\u202ec") == "a<U+001B>b<U+202E>c"
    assert visible("شکل\u200cها") == "شکل\u200cها"
    assert visible("two\nlines") == "two lines"
    assert visible("\ud800") == "<U+D800>"


@pytest.fixture
def nasty_records(tmp_path):
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "source.yaml").write_text(
        "format: guidance/1\nsource: page\ntitle: '[red]A | <page>[/red]'\ntopics: [t]\n"
    )
    (folder / "1.yaml").write_text(
        "format: guidance/1\nsource: page\nversion: '1'\nextent: whole\npublished: 2020-01-01\n"
        "standing: law\ndocument: {title: '`Law` | *1*'}\nprovisions:\n  p:\n"
        "    title: '[reserved] § 3 | <i>x</i>'\n    kind: rule\n    force: must\n"
        "    text: '# Do [this](x) & _that_ | `now`'\n    cite: {section: '§ 3 [reserved]'}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_records_end_to_end(nasty_records, capsys):
    assert main(["as-of", "2020-02-01", "--full", "--data", str(nasty_records)]) == 0
    text = capsys.readouterr().out
    for shown in (
        "[red]A | <page>[/red]",
        "[reserved] § 3 | <i>x</i> — must",
        "# Do [this](x) & _that_ | `now`",
        "§ 3 [reserved]",
    ):
        assert shown in text
    answer = load(nasty_records).as_of("2020-02-01")
    marked = report.render(report.of_answer(answer), "markdown")
    drawn = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(marked)
    assert not re.findall(r"<(?!/?(h1|h2|h3|p|ul|li|em|strong|code|br ?/?)\b)[^>]*>", drawn)
    assert "[reserved] § 3 | &lt;i&gt;x&lt;/i&gt;" in drawn


def test_what_is_typed_is_made_visible_in_messages(capsys):
    assert main(["as-of", "2020-01-15", "\x1b[31m\u202ex"]) == 2
    message = capsys.readouterr().err
    assert "\x1b" not in message
    assert "\u202e" not in message
    assert message.count("\n") == 1
