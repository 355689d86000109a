"""Hostile strings in every text field of a record come out as visible text in every format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree

import pytest

import handed_on
from guidance.corpus import Corpus
from guidance.records import criteria
from guidance.records.criteria import FactSheet
from guidance.records.model import Source, Version
from guidance.report import of_answer, of_report, render, window_of
from guidance.wording.visible import visible
from handed_on import bare, docx_body, docx_text, html_tree, pdf_text, words_of

HOSTILE = [
    # HTML and script URLs
    "<script>alert(1)</script>", "</title><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "<svg onload=alert(4)>", "</style><b>five", "<!-- six", "--> seven", "<![CDATA[eight]]>",
    "<iframe src=javascript:alert(9)>", '"><script>ten</script>', "' onmouseover='eleven",
    '" onfocus="twelve" autofocus="', "javascript:alert(13)", "data:text/html,<b>14</b>",
    "vbscript:msgbox(15)", "&lt;b&gt;sixteen", "&amp;amp; seventeen", "&#x3C;b&#x3E; eighteen",
    "<a href='file:///etc/passwd'>19</a>", "<form action=//x>twenty", "<meta http-equiv=refresh>21",
    "<base href=//x>22", "<link rel=stylesheet href=//x>23", "<style>*{display:none}</style>24",
    "<math><mi xlink:href=x>25", "<object data=x>26", "<details open ontoggle=alert(27)>",
    "<p style=background:url(//x)>28", "</textarea><b>29", "</svg><script>30</script>",
    "]]><script>31</script>", "<?xml version='1.0'?>32", "<!DOCTYPE x [<!ENTITY e SYSTEM 'x'>]>33",
    "</w:t></w:r><w:r><w:t>34", "<w:del>35</w:del>", "</body></html>36",
    # Markdown
    "# 37 heading", "- 38 item", "1. 39 item", "> 40 quote", "[41](javascript:alert(1))",
    "![42](//x/y.png)", "`43`", "``` 44", "**45**", "__46__", "~~47~~", "| 48 | cell |",
    "<details>49", "\\50", "[51]: //x", "***52", "+++ 53", "=== 54", "--- 55", "![[56]]", "$57$",
    "@58", "!59", "http://x.invalid/60", "www.x.invalid 61", "Setext\n=== 62", "tail  \n63",
    # formulas
    "=1+64", "+65", "-66", "@SUM(67)", "=HYPERLINK(\"//x\",\"68\")", "=cmd|' /C calc'!A69",
    "\t=70", "＝71", "%0A=72", ";=73", '",=74,"', "=IMPORTXML(\"//x\",\"//a\")75",
    # terminal codes and control characters
    "\x1b[31m76", "\x1b]0;77\x07", "\x9b31m78", "79\x00", "80\x08\x08", "81\x7f", "82\x0b\x0c",
    "\r83", "84\u2028", "85\u2029", "86\x85", "\ufeff87", "88\ufffe", "89\uffff", "90\ud800",
    # bidi marks and what cannot be seen
    "\u202e91 drawrof", "\u202a92\u202c", "\u2066 93\u2069", "\u200e94", "\u061c95", "\u200b96",
    "\u00ad97", "\U000e009898",
    # template syntax
    "{{ 7*99 }}", "{% raw %}100", "{# 101 #}", "${102}", "#{103}", "<%= 104 %>", "%s %d 105 %n",
    "{106}", "{0.__class__} 107", "$(108)", "[reserved] 109", "§ 110", ":111:", "[/b]112",
]  # fmt: skip


def sheet(text: str) -> FactSheet:
    facts = {
        "term": {"label": text, "type": "undefined", "because": text},
        "age": {"label": text, "type": "number", "unit": text},
    }
    return FactSheet.model_validate({"format": "guidance/1", "topic": "t", "facts": facts})


def provision(text: str, wording: str, **more):
    return {
        "title": text,
        "kind": "rule",
        "force": "may",
        "text": wording,
        "population": {"words": text},
        "criteria": {"fact": "term"},
        "cite": {"section": text, "quote": text},
        "note": text,
        **more,
    }


def records(number: int, text: str):
    """A source of two versions with the text in every field that takes one."""
    name = f"s{number}"
    common = {"format": "guidance/1", "source": name}
    source = {
        **common,
        "title": text,
        "publisher": text,
        "topics": ["t"],
        "coverage": {"checked": ["2020-03-01"], "note": text},
        "note": text,
    }
    document = {"title": text, "publisher": text}
    act = {"because": text, "cite": {"section": text}}
    event = {"label": text, "date": "2020-01", "as-written": text, "note": text}
    first = {
        **common,
        "version": "1",
        "extent": "partial",
        "published": "2019-01-01",
        "published-as-written": text,
        "standing": "advice",
        "document": document,
        "provisions": {"old": provision(text, text), "gone": provision(text, text)},
        "note": text,
    }
    second = {
        **first,
        "version": "2",
        "published": "2019-12-01",
        "events": {"start": {**event, "certainty": "forecast"}},
        "provisions": {
            "new": provision(
                text,
                f"before {text} after",
                applies={"from": "start"},
                replaces=[f"{name}#old"],
            )
        },
        "amendments": [{**act, "act": "ends", "provisions": [f"{name}#gone"], "from": "start"}],
    }
    versions = [Version.model_validate(tupled(each)) for each in (first, second)]
    return Source.model_validate(tupled(source)), versions


def tupled(value):
    """Records take tuples where files have lists."""
    if isinstance(value, dict):
        return {key: tupled(each) for key, each in value.items()}
    return tuple(tupled(each) for each in value) if isinstance(value, list) else value


@cache
def corpus() -> Corpus:
    """All of them. Records refuse characters that cannot be seen; here they are let in."""
    kept, criteria._INVISIBLE = criteria._INVISIBLE, re.compile(r"(?!)")
    try:
        found = [records(number, text) for number, text in enumerate(HOSTILE)]
        return Corpus.build(
            [source for source, _ in found],
            [version for _, versions in found for version in versions],
            [sheet("<b>&{{ 7*7 }}\x1b</b>")],
        )
    finally:
        criteria._INVISIBLE = kept


@cache
def reports():
    window = window_of(corpus(), "2019-01-01", "2020-02-01")
    title = " ".join(HOSTILE[:5])
    return (
        of_report(corpus(), window, title=title, author="<i>=1\x00\u202e</i>"),
        of_answer(corpus().as_of("2020-01-15")),
    )


@cache
def drawn(format_: str):
    """Both reports; as Word only the one with changes, because that takes long."""
    found = reports()[:1] if format_ == "docx" else reports()
    return [render(report, format_, full=True) for report in found]


def check_all_visible(words: str) -> None:
    assert [text for text in HOSTILE if bare(text) not in words] == []


def test_there_are_a_hundred():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 100


def test_html():
    for page in drawn("html"):
        tree = html_tree(page)  # strict: anything malformed raises
        check_all_visible(bare(words_of(tree)))
        allowed = {
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "a",
            "header",
            "h1",
            "h2",
            "h3",
            "h4",
            "p",
            "dl",
            "div",
            "dt",
            "dd",
            "nav",
            "ol",
            "li",
            "main",
            "section",
            "ul",
            "strong",
            "span",
            "code",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "br",
            "th",
            "td",
            "figure",
            "figcaption",
            "svg",
            "desc",
            "rect",
            "line",
            "circle",
            "polygon",
            "text",
            "article",
            "time",
            "ins",
            "del",
            "details",
            "summary",
        }
        tags = {each.tag.rpartition("}")[2] for each in tree.iter() if isinstance(each.tag, str)}
        scripts = [each.text for each in tree.iter("script")]
        own = files("guidance.report.faces") / "templates" / "report.js"
        assert scripts == [own.read_text("utf-8")]  # ours alone; nothing of a record is in it
        assert tags <= allowed | {"script"}
        for each in tree.iter():
            assert not any(key.startswith("on") or key == "style" for key in each.attrib)
            assert each.get("href", "#").startswith("#")
        controls = re.compile(
            r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u2028-\u202e\u2066-\u2069\ufeff]"
        )
        assert not controls.search(page)


def test_word():
    for content in drawn("docx"):
        body = docx_body(content)
        check_all_visible(bare(" ".join(docx_text(p) for p in body.iter(f"{handed_on.W}p"))))
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels", ".svg")):
                    ElementTree.fromstring(package.read(name))
            relations = package.read("word/_rels/document.xml.rels").decode()
        assert 'TargetMode="External"' not in relations


def shown_lines(text: str) -> str:
    """A text with its lines kept, and what is hidden in them made visible."""
    return "\n".join(visible(line) for line in text.split("\n"))


def test_word_texts_are_exact():
    """Also with hostile texts: accepting gives the text after, rejecting the text before."""
    report, content = reports()[0], drawn("docx")[0]
    found = [
        (docx_text(p, accept=False), docx_text(p))
        for p in docx_body(content).iter(f"{handed_on.W}p")
        if handed_on.style_of(p) == "Wording"
    ]
    expected = [
        (shown_lines(item.before.text), shown_lines(item.after.text))
        for item in handed_on.items(report)
        if any(piece.kind != "kept" for piece in item.wording)
    ]
    assert expected
    assert set(expected) <= set(found)


def test_markdown():
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    for text in drawn("markdown"):
        tokens = [inner for t in reader.parse(text) for inner in (t, *(t.children or ()))]
        kinds = {token.type for token in tokens}
        assert not kinds & {"link_open", "image", "fence", "code_block", "table_open", "hr"}
        html = [t.content.strip() for t in tokens if t.type in ("html_block", "html_inline")]
        simple = re.compile(r"</?(ins|del|details|summary)>|<details><summary>.*</summary>")
        assert [piece for piece in html if not simple.fullmatch(piece)] == []
        words = "".join(t.content for t in tokens if t.type in ("text", "code_inline"))
        check_all_visible(bare(words))


def test_text():
    for text in drawn("text"):
        check_all_visible(bare(text))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)


def test_json():
    for text in drawn("json"):
        document = json.loads(text)
        found: set[str] = set()

        def collect(value, found=found):
            if isinstance(value, dict):
                for each in value.values():
                    collect(each)
            elif isinstance(value, list):
                for each in value:
                    collect(each)
            elif isinstance(value, str):
                found.add(value)

        collect(document)
        assert [text for text in HOSTILE if text not in found] == []


def test_csv():
    for text in drawn("csv"):
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}
        cells = [cell for row in rows for cell in row]
        assert [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@|%＝"))] == []
        check_all_visible(bare(" ".join(cells)))


@pytest.mark.pdf
def test_pdf():
    small = Corpus.build(
        [records(number, HOSTILE[number])[0] for number in (0, 2, 17, 99)],
        [v for number in (0, 2, 17, 99) for v in records(number, HOSTILE[number])[1]],
        [sheet("{{ 7*7 }}")],
    )
    report = of_report(small, window_of(small, "2019-01-01", "2020-02-01"))
    words = bare(pdf_text(render(report, "pdf")))
    for number in (0, 2, 17, 99):
        assert bare(HOSTILE[number]) in words
