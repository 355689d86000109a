"""The Word report: the brief, real tracked changes, a picture, and the same bytes."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import docx
import pytest

from guidance.wording.visible import visible
from handed_on import REPORTS, W, docx_body, docx_text, drawn, items, report_on, style_of
from office import settled


def texts(item):
    """Both texts of a change, as its pieces make them up."""
    pieces = item.wording
    return (
        visible("".join(piece.text for piece in pieces if piece.kind != "inserted")),
        visible("".join(piece.text for piece in pieces if piece.kind != "deleted")),
    )


def wordings(content: bytes) -> list:
    return [p for p in docx_body(content).iter(f"{W}p") if style_of(p) == "Wording"]


@pytest.mark.parametrize("name", ["forecast", "official", "long", "open"])
def test_accepting_all_gives_the_text_after_and_rejecting_all_the_text_before(name):
    found = [
        (docx_text(p, accept=False), docx_text(p, accept=True))
        for p in wordings(drawn(name, "docx"))
    ]
    changed = [item for item in items(report_on(name)) if item.wording]
    assert found == [texts(item) for item in changed]
    for item, (before, after) in zip(changed, found, strict=True):
        if any(piece.kind != "kept" for piece in item.wording):
            assert (before, after) == (visible(item.before.text), visible(item.after.text))
    assert any(before != after for before, after in found)


@pytest.mark.office
def test_libreoffice_accepts_and_rejects_them(tmp_path):
    content = drawn("official", "docx")
    changed = [item for item in items(report_on("official")) if item.wording]
    for accept in (False, True):
        result = settled(content, tmp_path, accept=accept)
        body = docx_body(result)
        assert body.find(f".//{W}ins") is None
        assert body.find(f".//{W}del") is None
        words = "".join(docx_text(paragraph) for paragraph in body.iter(f"{W}p"))
        assert all(texts(item)[accept] in words for item in changed)
        assert all(docx_text(paragraph) for paragraph in wordings(result))


def test_tracked_changes_have_an_author_a_date_and_an_id():
    body = docx_body(drawn("official", "docx"))
    marks = [*body.iter(f"{W}ins"), *body.iter(f"{W}del")]
    assert {mark.get(f"{W}author") for mark in marks} == {"A. Writer"}
    assert {mark.get(f"{W}date") for mark in marks} == {"2020-02-01T00:00:00Z"}
    ids = [mark.get(f"{W}id") for mark in (*marks, *body.iter(f"{W}bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_says_what_it_is():
    core = docx.Document(io.BytesIO(drawn("official", "docx"))).core_properties
    assert core.title == report_on("official").title
    assert core.author == core.last_modified_by == "A. Writer"
    assert core.subject == report_on("official").title
    assert str(core.created) == "2020-02-01 00:00:00+00:00"


def test_the_brief_is_page_one_and_leads_to_each_change():
    body = docx_body(drawn("official", "docx"))
    marks = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    links = [each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")]
    assert len(links) == 9
    assert set(links) <= marks
    headings = [docx_text(p) for p in body.iter(f"{W}p") if style_of(p) == "Heading1"]
    assert headings[0] == f"Change by change ({len(items(report_on('official')))})"
    begun = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert [docx_text(p) for p in begun] == headings[:1]


def test_what_is_gone_leaves_no_empty_paragraph_when_it_is_accepted():
    for paragraph in wordings(drawn("official", "docx")):
        gone = docx_text(paragraph) == ""
        mark = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
        assert (mark is not None) is gone


def test_tables_repeat_their_header_row():
    for table in docx_body(drawn("official", "docx")).iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [True] + [False] * (len(rows) - 1)


def test_picture_is_described_and_there_in_both_forms():
    content = drawn("forecast", "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert package.read("word/media/timeline.svg").startswith(b"<svg")
        assert package.read("word/media/image1.png").startswith(b"\x89PNG")
        types = package.read("[Content_Types].xml").decode()
    assert names[0] == "[Content_Types].xml"
    assert "image/svg+xml" in types
    about = next(docx_body(content).iter(f"{{{WP}}}docPr"))
    assert "drawn as ranges" in about.get("descr")


WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


@pytest.mark.parametrize("name", REPORTS)
def test_opens_and_every_part_is_sound(name):
    content = drawn(name, "docx")
    docx.Document(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for entry in package.namelist():
            if entry.endswith((".xml", ".rels", ".svg")):
                ElementTree.fromstring(package.read(entry))
