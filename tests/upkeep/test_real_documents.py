"""Real public documents, where they are at hand beside the project.

They are never part of the project. Without them these tests skip and say so; the tests of each
reader use small documents with the same traits.
"""

import re
import zipfile
from collections import Counter
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from guidance.upkeep.documents.html import read_html
from guidance.upkeep.documents.matching import BlockFate, match
from guidance.upkeep.documents.opening import media_of, read_here
from guidance.upkeep.documents.word import read_word

REAL = Path(__file__).parents[3] / "shared" / "real"
PAGE = REAL / "govuk-astrazeneca"

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(),
    reason="the real documents are not here; small ones with the same traits were tested",
)

SAID = {
    # step: same, layout, date line, reworded, moved, new, gone
    "02-2021-02-24": (196, 0, 2, 34, 0, 23, 4),
    "03-2021-04-07": (250, 1, 2, 2, 0, 5, 0),
    "04-2021-10-19": (147, 1, 2, 67, 0, 57, 43),
    "05-2021-10-20": (274, 0, 0, 0, 0, 0, 0),
    "06-2021-10-21": (272, 0, 2, 0, 0, 1, 0),
    "07-2021-10-22": (275, 0, 0, 0, 0, 0, 0),
    "08-2022-01-05": (250, 1, 3, 19, 0, 40, 2),
    "09-2022-01-05": (313, 0, 0, 0, 0, 0, 0),
    "10-2022-01-27": (309, 0, 2, 1, 1, 1, 0),
    "11-2022-06-27": (304, 0, 2, 7, 0, 20, 1),
    "12-2022-09-07": (332, 0, 1, 0, 0, 0, 0),
}
"""What was said of the eleven steps of the page."""

ORDER = ("same", "layout", "date-line", "reworded", "moved", "new", "gone")

KNOWN = [
    # What the publication's own notes say changed, and the block where it did.
    ("02-2021-02-24", "reworded", "Adverse drug reactions", "diarrhoea"),
    ("02-2021-02-24", "new", "Clinical efficacy", "17,178 participants"),
    ("03-2021-04-07", "new", "Thrombocytopenia and coagulation disorders", "thromboembolic events"),
    ("03-2021-04-07", "reworded", "4.3 Contraindications", "venous and arterial thrombosis"),
    ("04-2021-10-19", "reworded", "4.1 Therapeutic indications", "official recommendations"),
    ("06-2021-10-21", "new", "Adverse drug reactions", "Guillain-Barré syndrome"),
    ("08-2022-01-05", "new", "Individuals 18 years of age and older", "booster dose"),
    ("10-2022-01-27", "new", "Neurological events", "transverse myelitis"),
    ("11-2022-06-27", "new", "Breastfeeding", "lactational transfer"),
    ("11-2022-06-27", "gone", "5.3 Preclinical safety data", "no special hazard"),
    ("11-2022-06-27", "new", "Adverse drug reactions", "thrombocytopenia was commonly reported"),
]


@pytest.fixture(scope="module")
def steps():
    files = sorted(PAGE.glob("*.html"))
    readings = [read_html(file.read_bytes()) for file in files]
    pairs = zip(readings, readings[1:], files[1:], strict=False)
    return {file.stem: match(old, new) for old, new, file in pairs}


class TestTwelveVersionsOfAPage:
    def test_what_was_said_of_each_step(self, steps):
        assert {step: _counts(found) for step, found in steps.items()} == SAID

    def test_every_step_with_the_same_text_is_the_same(self, steps):
        """By another way of reading: all words outside tags, in order, head and navigation off."""
        files = sorted(PAGE.glob("*.html"))
        words = [_words(file.read_text(encoding="utf-8")) for file in files]
        equal = {
            file.stem
            for before, after, file in zip(words, words[1:], files[1:], strict=False)
            if before == after
        }
        assert equal == {step for step, found in steps.items() if _all_same(found)}
        assert len(equal) == 3

    def test_only_a_date_line_is_nothing_of_substance(self, steps):
        assert not any(each.outcome.is_of_substance for each in steps["12-2022-09-07"])

    @pytest.mark.parametrize(("step", "outcome", "section", "words"), KNOWN)
    def test_known_changes_are_found_at_their_blocks(self, steps, step, outcome, section, words):
        found = [
            each
            for each in steps[step]
            if each.outcome.value == outcome and words in (each.new or each.old).text
        ]
        assert section in {(each.new or each.old).block.section[-1] for each in found}


def test_differences_of_dashes_are_none_of_substance():
    before, after = (
        read_here((REAL / "ecfr" / f"title1-{name}.xml").read_bytes(), "application/xml")
        for name in ("before", "after")
    )
    counts = Counter(each.outcome for each in match(before, after))
    assert counts == {BlockFate.SAME: 2116, BlockFate.LAYOUT: 70}


def test_no_character_of_the_code_is_lost():
    data = (REAL / "ecfr" / "title1-after.xml").read_bytes()
    read = Counter("".join(block.text for block in read_here(data, "application/xml").blocks))
    there = Counter("".join(_all_text(ET.fromstring(data)).split()))
    raised = {"¹": "1", "²": "2", "³": "3"}
    assert Counter(raised.get(each, each) for each in read.elements() if each != " ") == there


class TestTrackedChanges:
    def test_accepted_they_give_the_clean_copy(self):
        accepted = read_word((REAL / "uslm" / "review-guide-changes.docx").read_bytes())
        clean = read_word((REAL / "uslm" / "review-guide-clean.docx").read_bytes())
        assert accepted.blocks == clean.blocks

    def test_no_word_is_missing_and_none_is_extra(self):
        path = REAL / "uslm" / "review-guide-clean.docx"
        reading = read_word(path.read_bytes())
        words = " ".join(block.text for block in reading.blocks if block.kind != "note")
        assert Counter(words.split()) == Counter(_words_of_word(path).split())

    def test_rejected_they_give_what_was_there_before(self):
        data = (REAL / "uslm" / "review-guide-changes.docx").read_bytes()
        found = match(read_word(data, "rejected"), read_word(data, "accepted"))
        counts = Counter(each.outcome.value for each in found)
        assert counts == {"same": 148, "reworded": 9, "new": 3, "date-line": 1}


@pytest.mark.parametrize("path", sorted(REAL.rglob("*.xml")), ids=lambda path: path.name)
def test_other_xml_is_read(path):
    data = path.read_bytes()
    reading = read_here(data, media_of(data, path.name))
    assert reading.blocks


def _counts(found):
    counts = Counter(each.outcome.value for each in found)
    return tuple(counts[name] for name in ORDER)


def _all_same(found):
    return all(each.outcome is BlockFate.SAME for each in found)


def _words(page):
    page = re.sub(r"(?s)<(nav|svg|head)\b.*?</\1>", " ", page)
    return unescape(re.sub(r"<[^>]*>", " ", page)).split()


def _all_text(element):
    if element.tag in ("FILEDESC", "PROFILEDESC", "CFRTOC"):
        return ""
    inner = " ".join(f"{_all_text(each)} {each.tail or ''}" for each in element)
    return f"{element.text or ''} {inner}"


def _words_of_word(path):
    text = zipfile.ZipFile(path).read("word/document.xml").decode()
    text = re.sub(r"(?s)<w:sdt>.*?Table of Contents.*?</w:sdt>", "", text)
    text = re.sub(r"</w:p>|<w:tab/>|<w:br/>", "<w:t> </w:t>", text)
    return unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", text)))
