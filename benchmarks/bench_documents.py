"""Reading 300 pages of each format, in the process of its own, and matching two versions."""

from __future__ import annotations

import io
import random
import resource
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from pypdfium2 import PdfDocument
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from guidance.upkeep.documents.matching import match
from guidance.upkeep.documents.opening import open_document, read_here
from papers import docx, p, pdf
from timing import race, show

WORDS = [
    "the",
    "tablet",
    "is",
    "taken",
    "in",
    "a",
    "morning",
    "with",
    "water",
    "by",
    "adults",
    "who",
    "have",
    "no",
    "fever",
    "before",
    "food",
]
PAGES = 300
PARAGRAPHS = 8


def paragraphs(seed: int) -> list[list[str]]:
    """Words of a document, page by page; the seed changes one paragraph in a hundred."""
    drawn, changed = random.Random(1), random.Random(seed)
    pages = []
    for page in range(PAGES):
        texts = [" ".join(drawn.choices(WORDS, k=55)) for _ in range(PARAGRAPHS)]
        if changed.random() < 0.08:
            texts[0] += " once"
        pages.append([f"{page}.{number} {text}" for number, text in enumerate(texts)])
    return pages


def html(pages: list[list[str]]) -> bytes:
    parts = ["<!doctype html><main>"]
    for number, texts in enumerate(pages):
        parts += [f"<h2>Part {number}</h2>", *(f"<p>{text}</p>" for text in texts)]
    return "".join(parts).encode()


def word(pages: list[list[str]]) -> bytes:
    body = (
        p(f"Part {number}", style="H1") + "".join(p(text) for text in texts)
        for number, texts in enumerate(pages)
    )
    return docx("".join(body))


def printed(pages: list[list[str]]) -> bytes:
    made = []
    for number, texts in enumerate(pages):
        lines, foot = [(72.0, 790.0, 16.0, "F1", f"Part {number}")], 760.0
        for text in texts:
            words = text.split()
            for start in range(0, len(words), 14):
                lines.append((72.0, foot, 10.0, "F1", " ".join(words[start : start + 14])))
                foot -= 12
            foot -= 8
        made.append(lines)
    return pdf(*made)


def bare_html(data: bytes) -> str:
    return LexborHTMLParser(data).body.text()


def bare_word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(ElementTree.fromstring(archive.read("word/document.xml")).itertext())


def bare_pdf(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in PdfDocument(data))


def main() -> None:
    pages, later = paragraphs(1), paragraphs(2)
    files = {"HTML": html(pages), "Word": word(pages), "PDF": printed(pages)}
    for name, data in files.items():
        print(
            f"{name}: {len(data) / 2**20:.1f} MB, {len(open_document(data, 'x').blocks):,} blocks"
        )
    floors = {"HTML": bare_html, "Word": bare_word, "PDF": bare_pdf}
    for name, data in files.items():
        times = race(
            {
                "guidance, process and all": (lambda data=data: open_document(data, "x"), 1),
                "the words alone, nothing made of them": (
                    lambda data=data, name=name: floors[name](data),
                    1,
                ),
            },
            rounds=2,
        )
        show(f"{PAGES} pages of {name}", times, "guidance, process and all", {})
    old, new = (read_here(html(each), "text/html") for each in (pages, later))
    times = race({"matching": (lambda: match(old, new), 1)}, rounds=3)
    show(f"matching two versions of {PAGES} pages", times, "matching", {})
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\n  most memory that a reader took: {most:.0f} MB")


if __name__ == "__main__":
    main()
