"""Documents made to do harm: a clear error within bounds, or a harmless reading."""

import resource
import sys
import time

import pytest

from guidance.errors import DocumentError, GuidanceError
from guidance.upkeep.documents.opening import LARGEST, Limits, open_document
from papers import docx, p, packed, pdf

SOON = Limits(memory=2**30, seconds=3)
SECRET = "root:"

PAGE = b"<!doctype html>"
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def stream(filters, data):
    """A PDF whose only page has this content."""
    return (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d%s>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>"
        % (len(data), filters, data)
    )


def bomb():
    """Zeros packed twice: 100 kB that would be 100 MB."""
    import zlib

    return zlib.compress(zlib.compress(b" " * 100_000_000), 9)


REFUSED = {
    "too large": (lambda: b"a" * (LARGEST + 1), "is larger than 64 MB"),
    "html: elements nested endlessly": (lambda: PAGE + b"<div>" * 400_000, "takes more than"),
    "html: too many elements": (lambda: PAGE + b"<b>a</b>" * 6_000_000, "takes more than"),
    "word: a zip bomb": (lambda: docx(p("a" * 70_000_000)), "has more than 64 MB"),
    "word: a bomb in the styles": (
        lambda: docx(p("a"), parts={"styles": " " * 70_000_000}),
        "has more than 64 MB",
    ),
    "word: nested endlessly": (
        lambda: docx("<w:sdt>" * 9000 + "</w:sdt>" * 9000),
        "is nested too deeply",
    ),
    "word: an external entity": (
        lambda: docx(p("&e;"), declared=ENTITY),
        "declares a document type",
    ),
    "word: a billion laughs": (lambda: docx(p("&b;"), declared=LAUGHS), "declares a document type"),
    "word: not well formed": (lambda: docx("<w:p>"), "is not well-formed XML at line 1"),
    "word: cut short": (lambda: docx(p("a"))[:-40], "is damaged"),
    "word: no archive": (lambda: b"PK\x03\x04" + bytes(range(256)), "is damaged"),
    "word: a packed file without a document": (lambda: packed({"a": "b"}), "and no Word file"),
    "xml: an external entity": (
        lambda: f'<?xml version="1.0"?>{ENTITY}<x>&e;</x>'.encode(),
        "declares a document type",
    ),
    "xml: a billion laughs": (
        lambda: f'<?xml version="1.0"?>{LAUGHS}<x>&b;</x>'.encode(),
        "declares a document type",
    ),
    "xml: nested endlessly": (lambda: b'<?xml version="1.0"?>' + b"<a>" * 500_000, "too deeply"),
    "xml: entities in another encoding": (
        lambda: f'<?xml version="1.0" encoding="utf-16"?>{ENTITY}<x>&e;</x>'.encode("utf-16"),
        "declares a document type",
    ),
    "pdf: nothing behind the mark": (lambda: b"%PDF-1.7\n" + b"x" * 1000, "is damaged, or no PDF"),
    "pdf: pages that hold themselves": (
        lambda: (
            b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\ntrailer<</Root 1 0 R>>"
        ),
        "",
    ),
    "pdf: a stream packed twice": (
        lambda: stream(b"/Filter[/FlateDecode/FlateDecode]", bomb()),
        "",
    ),
    "pdf: more pages than it has": (
        lambda: pdf([]).replace(b"/Count 1", b"/Count 99999999"),
        "",
    ),
    "markdown: nested endlessly": (lambda: b"> " * 50_000 + b"x", "is nested too deeply"),
    "markdown: brackets without end": (lambda: b"[" * 300_000, "takes more than"),
    "text: not text": (lambda: b"a\0b", "is not text"),
    "text: more lines than can be held": (lambda: b"a\n" * 20_000_000, "takes more than"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_clear_error_within_bounds(name):
    make, problem = REFUSED[name]
    data = make()
    file = "x.md" if name.startswith("markdown") else "x.html" if "html" in name else "x.txt"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    with pytest.raises(DocumentError) as found:
        open_document(data, file, limits=SOON)
    assert problem in str(found.value)
    assert found.value.mend
    # The readers may take their second process to its limits, and this one nowhere.
    assert time.monotonic() - start < SOON.seconds + 5
    if sys.platform == "linux":
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown * 1024 < 3 * len(data) + 2**27


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot hold a process to that")
def test_memory_is_bounded():
    page = PAGE + b"<b>a</b>" * 400_000
    assert open_document(page, limits=Limits(memory=2**30, seconds=30)).blocks
    with pytest.raises(DocumentError, match="takes more than 150 MB of memory"):
        open_document(page, limits=Limits(memory=150 * 2**20, seconds=30))


HARMLESS = {
    "html: tables within tables": (PAGE + b"<table><tr><td>" * 5000 + b"x", ["x"]),
    "html: an entity that is none": (PAGE + b"<p>&e;&#0;&#xD800;x", None),
    "html: formatting reopened in every block": (
        PAGE + b"".join(b"<b id=%d>" % n for n in range(2000)) + b"<p>x" * 2000,
        ["x"] * 2000,
    ),
    "html: a table of a million columns": (
        PAGE + b"<table><tr><td colspan=999999>a<td>b</table>",
        ["a", "b"],
    ),
    "xml: a document type without entities": (
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x><p>a</p></x>',
        ["a"],
    ),
    "text: escape signs": (b"a\x1b[31mb\n\n\xe2\x80\xaec", None),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless(name):
    data, words = HARMLESS[name]
    found = open_document(data, "x.html" if "html" in name else "x.xml", limits=SOON)
    assert found.blocks
    if words is not None:
        assert [each.text for each in found.blocks] == words


@pytest.mark.parametrize(
    "data",
    [
        f'<?xml version="1.0"?>{ENTITY}<x>&e;</x>'.encode(),
        docx(p("&e;"), declared=ENTITY),
        PAGE + b'<iframe src="file:///etc/passwd"></iframe><p><img src="file:///etc/passwd">x',
    ],
)
def test_nothing_of_other_files_comes_in(data):
    said = ""
    try:
        found = open_document(data, "x", limits=SOON)
        said = " ".join(block.text for block in found.blocks)
    except GuidanceError as error:
        said = str(error)
    assert said
    assert SECRET not in said


def test_files_beside_a_document_are_not_run(tmp_path, monkeypatch):
    """A folder of downloads may hold anything, also a file called like a module."""
    for name in ("json", "html", "guidance"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    assert open_document(b"words", "x.txt", limits=SOON).blocks
