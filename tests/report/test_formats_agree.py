"""Every format says what the model says: no fact more, none less, no uncertainty dropped."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

import handed_on
from guidance.report.model import BriefTable
from guidance.report.outline import PageBlock
from guidance.report.rendering import BUILT_IN
from handed_on import (
    ANSWERS,
    REPORTS,
    Facts,
    bare,
    docx_body,
    docx_text,
    drawn,
    facts_of,
    html_tree,
    items,
    pdf_text,
    report_on,
    style_of,
    words_of,
)

CHANGES = [name for name in REPORTS if name not in ANSWERS]
ALL_TEXT = ["html", "docx", "markdown", "text"]


def from_html(page: str) -> list[Facts]:
    found = []
    for article in html_tree(page).iter("article"):
        facts = {words_of(row[0]): words_of(row[1]) for row in article.find("dl")}
        tags = {"kind": [], "verdict": [], "uncertain": []}
        for tag in article.find("ul"):
            tags.get((tag.get("class") or "").split(" ")[0], []).append(words_of(tag))
        found.append(_facts(facts, tags["kind"][0], tags["verdict"], tags["uncertain"]))
    return sorted(found)


def from_docx(content: bytes) -> list[Facts]:
    found, tags = [], []
    for paragraph in docx_body(content).iter(f"{handed_on.W}p"):
        style, text = style_of(paragraph), docx_text(paragraph)
        if style == "Tags":
            tags = text.split(" · ")
        elif style == "Facts" and tags and text.startswith("Change: "):
            told = re.match(r"Change: (\S+ on \S+) Statement: ([^\s;]+(?:; [^\s;]+)*)", text)
            assert told, text
            found.append(_tagged({"Change": told[1], "Statement": told[2]}, tags))
            tags = []
    return sorted(found)


def from_text(text: str) -> list[tuple[str, str]]:
    """Read text, or Markdown once its signs are off: items whose lines start with a name."""
    found = []
    for item in re.split(r"^- ", text, flags=re.MULTILINE)[1:]:
        flat = " ".join(item.split())
        facts = re.search(r"Change: (\S+ on \S+) Statement: ([^\s;]+(?:; [^\s;]+)*)", flat)
        if facts:
            found.append((facts[1], facts[2]))
    return sorted(found)


def _tagged(facts: dict[str, str], tags: list[str]) -> Facts:
    kind, _days, *rest = tags
    verdicts = {"stricter", "looser", "mixed", "unclear", "neither stricter nor looser"}
    return _facts(
        facts, kind, [t for t in rest if t in verdicts], [t for t in rest if t not in verdicts]
    )


def _facts(facts, kind, verdict, marks) -> Facts:
    change_id, _, days = facts["Change"].partition(" on ")
    refs = tuple(facts["Statement"].split("; "))
    return Facts(change_id, refs, days, kind, "".join(verdict), tuple(marks))


@pytest.mark.parametrize("name", CHANGES)
def test_html_states_the_facts_of_the_model(name):
    assert from_html(drawn(name, "html")) == facts_of(report_on(name))


@pytest.mark.parametrize("name", CHANGES)
def test_word_states_the_facts_of_the_model(name):
    assert from_docx(drawn(name, "docx")) == facts_of(report_on(name))


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_text_and_markdown_state_the_facts_of_the_model(name, format_):
    text = drawn(name, format_)
    if format_ == "markdown":
        text = re.sub(r"\\\n", "\n", text)
        text = re.sub(r"\\(.)", r"\1", text).replace("`", "").replace("**", "")
    else:  # a reference may be broken over two lines at a hyphen
        text = re.sub(r"(?<=\w)-\n\s+", "-", text)
    expected = sorted((f"{f.id} on {f.days}", "; ".join(f.refs)) for f in facts_of(report_on(name)))
    assert from_text(text) == expected
    words = bare(text)
    for item in items(report_on(name)):
        verdict = f"; {item.verdict_words}" if item.verdict else ""
        marks = "".join(f"; {mark}" for mark in item.marks)
        assert bare(f"{item.title} — {item.kind}; {item.days}{verdict}{marks}") in words


@pytest.mark.parametrize("name", CHANGES)
def test_csv_states_the_facts_of_the_model(name):
    rows = list(csv.DictReader(io.StringIO(drawn(name, "csv").removeprefix("\ufeff"))))
    found = [
        (row["id"], row["ref"], row["earliest"], row["latest"], row["direction"], row["uncertain"])
        for row in rows
        if row["id"] and row["part"] != "learnt"
    ]
    expected = [
        (
            item.id,
            item.ref,
            item.earliest.isoformat() if item.earliest else "",
            item.latest.isoformat() if item.latest else "",
            item.verdict or "",
            "; ".join(item.marks),
        )
        for item in items(report_on(name))
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert {row["coverage"] for row in rows} <= {"covered", "stale", "no-evidence"}


@pytest.mark.parametrize("name", CHANGES)
def test_json_states_the_facts_of_the_model(name):
    document = json.loads(drawn(name, "json"))
    found = [
        (
            change["id"],
            change["ref"],
            change["earliest"],
            change["latest"],
            (change["direction"] or {}).get("verdict"),
        )
        for step in document["steps"]
        for change in step["changes"]
    ]
    expected = [
        (
            item.id,
            item.ref,
            item.earliest and item.earliest.isoformat(),
            item.latest and item.latest.isoformat(),
            item.verdict,
        )
        for item in items(report_on(name))
        if item.part == "step"
    ]
    assert set(found) == set(expected)  # steps tell parts one by one, and reports once


def words_in(name: str, format_: str) -> str:
    """Everything a reader sees, without white space."""
    content = drawn(name, format_)
    match format_:
        case "html":
            return bare(words_of(html_tree(content)))
        case "docx":
            body = docx_body(content)
            return bare(" ".join(docx_text(p) for p in body.iter(f"{handed_on.W}p")))
        case "pdf":
            return bare(pdf_text(content))
        case "markdown":
            return bare(re.sub(r"\\(.)", r"\1", content.replace("\\\n", "\n"))).replace("`", "")
        case _:
            return bare(content)


def sentences(name: str) -> list[str]:
    """What every format for people must say, word for word."""
    found = report_on(name)
    said = [found.first_line, *(value for _, value in found.scope)]
    for part in found.parts:
        if isinstance(part, PageBlock) and part.kind in ("heading", "subheading", "paragraph"):
            said += ["".join(span.text for span in part.lines[0])]
    for item in items(found):
        said.extend((*item.direction, *item.says))
    for part in found.parts:
        if isinstance(part, BriefTable):
            for row in part.rows:
                told = (row.after, row.act, row.beside)
                cells = ["".join(run.text for run in cell) for cell in told]
                said.extend((row.title, row.way, *row.marks, *cells))
    return said


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("format_", ALL_TEXT)
def test_all_formats_for_people_say_it_in_the_same_words(name, format_):
    words = words_in(name, format_).casefold()  # a cell begins otherwise after a label
    assert [said for said in sentences(name) if bare(said).casefold() not in words] == []


@pytest.mark.pdf
def test_pdf_says_it_in_the_same_words():
    words = words_in("forecast", "pdf").replace("-", "")
    # A line may end in a hyphen of its own making, and a page in its number.
    missing = [said for said in sentences("forecast") if bare(said).replace("-", "") not in words]
    assert len(missing) <= len(sentences("forecast")) // 20, missing
    for item in items(report_on("forecast")):
        assert bare(item.id).replace("-", "") in words
        assert bare(item.ref).replace("-", "") in words


@pytest.mark.parametrize("format_", ALL_TEXT)
def test_coverage_and_its_age_are_in_every_format(format_):
    for name in REPORTS:
        words = words_in(name, format_)
        stated = {row["coverage_words"] for row in report_on(name).rows()}
        assert all(bare(sentence) in words for sentence in stated), name


@pytest.mark.parametrize("format_", [name for name in BUILT_IN if name != "pdf"])
def test_the_same_report_gives_the_same_bytes(format_):
    from guidance.report import render

    for name in ("official", "answer"):
        assert render(REPORTS[name](), format_, full=True) == drawn(name, format_)
