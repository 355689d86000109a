"""Reports to hand on, for the tests of their formats, and what a reader finds in each format."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree

import html5lib

from guidance import load
from guidance.corpus import Corpus
from guidance.report import Report, of_answer, of_report, render, window_of
from guidance.report.model import ChangeItem
from guidance.wording.handed_on import days_code
from guidance.wording.visible import visible
from reports import A, B

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BROWSER = shutil.which("chromium")
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@cache
def shipped() -> Corpus:
    return load()


@cache
def two_documents() -> Corpus:
    return load().only(A, B)


def changes(corpus: Corpus, since: str, until: str, **question) -> Report:
    words = {name: question.pop(name) for name in ("title", "author") if name in question}
    return of_report(corpus, window_of(corpus, since, until, **question), **words)


REPORTS = {
    "forecast": lambda: changes(two_documents(), "2019-12-31", "2020-02-01", topic="alemtuzumab"),
    "open": lambda: changes(two_documents(), "2016-01-01", "2020-01-10"),
    "official": lambda: changes(
        shipped(), "2019-12-31", "2020-02-01", topic="alemtuzumab", author="A. Writer"
    ),
    "long": lambda: changes(
        shipped(), "2016-09-06", "2020-02-01", topic="alemtuzumab", title="All of it"
    ),
    "known": lambda: changes(shipped(), "2019-01-01", "2020-02-01", known_on="2019-12-01"),
    "none": lambda: changes(two_documents(), "2017-01-01", "2017-02-01"),
    "standing": lambda: of_answer(shipped().as_of("2020-01-15", topic="alemtuzumab")),
    "standing-open": lambda: of_answer(
        shipped().as_of("2020-01-15", topic="alemtuzumab", known_on="2019-12-01")
    ),
    "answer": lambda: of_answer(two_documents().as_of("2020-01-15")),
    "before-all": lambda: of_answer(two_documents().as_of("2016-09-05")),
}

ANSWERS = ("standing", "standing-open", "answer", "before-all")
"""Those that say what applied on one day."""


@cache
def report_on(name: str) -> Report:
    return REPORTS[name]()


@cache
def drawn(name: str, format_: str) -> str | bytes:
    """A report in a format, annex and all."""
    return render(report_on(name), format_, full=True)


@cache
def brief(name: str, format_: str) -> str:
    """The brief alone."""
    found = render(report_on(name), format_)
    assert isinstance(found, str)
    return found


# -- what the model says ---------------------------------------------------------------------------


class Facts(NamedTuple):
    """What every format must say of a change."""

    id: str
    refs: tuple[str, ...]
    days: str
    kind: str
    verdict: str
    marks: tuple[str, ...]


def items(found: Report) -> list[ChangeItem]:
    return [part for part in found.parts if isinstance(part, ChangeItem)]


def facts_of(found: Report) -> list[Facts]:
    return sorted(
        Facts(
            item.id,
            refs_of(item),
            days_code(item.earliest, item.latest),
            item.kind,
            item.verdict_words,
            item.marks,
        )
        for item in items(found)
    )


def refs_of(item: ChangeItem) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref for ref in (item.ref, item.before.ref, item.after.ref) if ref))


# -- what a reader finds ---------------------------------------------------------------------------


def html_tree(text: str) -> ElementTree.Element:
    """Read a page as strictly as the standard allows; any fault in it raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(text)


def words_of(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def docx_body(content: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ElementTree.fromstring(package.read("word/document.xml"))


def style_of(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def docx_text(paragraph: ElementTree.Element, *, accept: bool = True) -> str:
    """The words of a paragraph once its tracked changes are all accepted, or all rejected."""
    found = []
    for child in paragraph:
        runs = [child] if child.tag in (f"{W}r", f"{W}hyperlink") else []
        if child.tag in ((f"{W}ins", f"{W}moveTo") if accept else (f"{W}del", f"{W}moveFrom")):
            runs = list(child)
        for run in runs:
            for words in run.iter():
                if words.tag in (f"{W}t", f"{W}delText"):
                    found.append(words.text or "")
                elif words.tag == f"{W}br":
                    found.append("\n")
    return "".join(found)


def pdf_text(content: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def bare(text: str) -> str:
    """A text without white space, which formats may break anew."""
    return re.sub(r"\s+", "", visible(text))
