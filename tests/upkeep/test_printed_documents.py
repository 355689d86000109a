"""A document beside its own print: PDFs as WeasyPrint and LibreOffice make them, plain and tagged.

Made here from documents of our own: headings, paragraphs over the end of a page, lists, a table,
raised figures, words with hyphens, and heads and feet on every page.
"""

from __future__ import annotations

from collections import Counter

import pytest

from guidance.upkeep.documents.html import read_html
from guidance.upkeep.documents.matching import match
from guidance.upkeep.documents.pdf import read_pdf
from office import OFFICE, as_pdf

SENTENCES = (
    "Take the tablet in the morning with a glass of water, whole and not broken.",
    "Well-known side effects are mild and pass within a day or two for most people.",
    "Do not use more than 2 tablets a day unless the clinic that treats you has agreed.",
    "An area of about 10\u00b2 square metres must be free around the place where it is kept.",
    "Who has had a severe reaction before should speak to the team before the next dose.",
)
WORDS_OF_TABLE = (("Age", "Dose"), ("12 to 17 years", "1 tablet"), ("18 and over", "2 tablets"))
PAGES = 6


def paragraphs(section: int) -> list[str]:
    """Paragraphs of which no two are alike, some long enough to be broken by a page."""
    return [
        f"In case {section}.{number}: " + " ".join(SENTENCES[(section + k) % 5] for k in range(4))
        for number in range(1, 7)
    ]


def html() -> bytes:
    parts = ["<h1>How to use the tablets</h1>"]
    for section in range(1, PAGES + 1):
        parts.append(f"<h2>Part {chr(64 + section)} of the advice</h2>")
        parts += [f"<p>{words}</p>" for words in paragraphs(section)]
        items = "".join(f"<li>Point {section}.{n}: keep it dry and cool.</li>" for n in (1, 2, 3))
        parts.append(f"<ul>{items}</ul>")
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in WORDS_OF_TABLE
    )
    parts.append(f"<h2>Doses</h2><table>{rows}</table>")
    style = (
        "@page {size: A4; margin: 2.5cm;"
        " @top-center {content: 'Advice on tablets'}"
        " @bottom-center {content: 'Page ' counter(page) ' of ' counter(pages)}}"
        "body {font-family: sans-serif; font-size: 11pt} td {padding: 2pt 20pt}"
        "p {hyphens: manual}"
    )
    inner = "".join(parts).replace("\u00b2", "<sup>2</sup>")
    return f"<html lang='en'><style>{style}</style><main>{inner}</main></html>".encode()


def words(reading) -> Counter[str]:
    return Counter(word for block in reading.blocks for word in block.text.split())


def told(before, after) -> Counter[str]:
    return Counter(each.outcome.value for each in match(before, after))


@pytest.mark.pdf
@pytest.mark.parametrize("variant", [None, "pdf/ua-1"])
@pytest.mark.parametrize("justified", [False, True])
def test_what_weasyprint_prints_is_the_same_block_by_block(variant, justified):
    """Plain, and tagged for readers: the same words, in paragraphs as they were."""
    from weasyprint import HTML

    source = html()
    if justified:
        source = source.replace(b"p {hyphens: manual}", b"p {text-align: justify; hyphens: auto}")
    document = HTML(string=source.decode()).render(pdf_variant=variant)
    assert len(document.pages) >= PAGES - 1
    printed = read_pdf(document.write_pdf(pdf_variant=variant))
    here = read_html(html())
    outcomes = told(here, printed)
    assert {*outcomes} <= {"same", "layout"}, outcomes
    assert outcomes["same"] > 0.9 * len(here.blocks) - len(WORDS_OF_TABLE)
    missing, extra = words(here) - words(printed), words(printed) - words(here)
    assert not missing
    assert not extra


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
def test_what_libreoffice_prints_is_the_same_block_by_block(tmp_path):
    printed = read_pdf(as_pdf(html(), tmp_path, "advice.html"))
    here = read_html(html())
    outcomes = told(here, printed)
    assert {*outcomes} <= {"same", "layout"}, outcomes
    assert words(here) == words(printed)


@pytest.mark.pdf
def test_one_changed_word_in_a_print_is_found_and_no_other():
    from weasyprint import HTML

    changed = html().replace(b"In case 3.4: ", b"In case 3.4, never: ")
    before, after = (read_pdf(HTML(string=each.decode()).write_pdf()) for each in (html(), changed))
    moved = [each for each in match(before, after) if each.outcome.is_of_substance]
    [found] = moved
    assert found.new is not None
    assert found.new.text.startswith("In case 3.4, never: ")
