"""What a text is besides its words: its lines, its direction, and characters that are not seen."""

from __future__ import annotations

import random
import time
import tracemalloc

import pytest

import guidance
from guidance import render
from guidance.changes.redline import redline
from laws import engine
from laws.small import corpus, says, version
from support.handed_on import docx_body

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

LISTS = (
    "Do this:\n- the first thing\n- the second thing",
    "Do this:\n- the first thing\n- the third thing\n- all",
)
TABLES = ("Dose:\n| age | mg |\n| 12 | 10 |", "Dose:\n| age | mg |\n| 12 | 20 |\n| 18 | 40 |")
ARABIC = ("يجب تناول 10 ملغ يوميا قبل الأكل", "يجب تناول 20 ملغ يوميا بعد الأكل")
HEBREW = ("יש ליטול 10 מג בכל יום", "יש ליטול 20 מג בכל יום")


def records(before, after):
    return engine.load(
        corpus(
            version("act@1", "2024-01-10", says("p", before)),
            version("act@2", "2024-03-01", says("p", after)),
        )
    )


def drawn(texts, face):
    return render(records(*texts).changes("2024-02-01", "2024-04-01"), face, full=True)


class TestLines:
    """A list or a table in a text stays lines in every format."""

    @pytest.mark.parametrize("texts", [LISTS, TABLES], ids=["list", "table"])
    def test_in_a_terminal(self, texts):
        shown = [line.strip() for line in drawn(texts, "text").splitlines()]
        last = texts[1].splitlines()[-1]
        assert texts[1].splitlines()[1] in shown
        assert any(last in line.replace("{+", "").replace("+}", "") for line in shown)

    @pytest.mark.parametrize("texts", [LISTS, TABLES], ids=["list", "table"])
    def test_in_markdown(self, texts):
        lines = drawn(texts, "markdown").splitlines()
        [start] = [n for n, line in enumerate(lines) if line.strip() in ("Do this:\\", "Dose:\\")]
        assert all(line.endswith("\\") for line in lines[start : start + 3])

    @pytest.mark.parametrize("texts", [LISTS, TABLES], ids=["list", "table"])
    def test_in_html(self, texts):
        [redlined] = [
            line for line in drawn(texts, "html").splitlines() if 'class="redline"' in line
        ]
        assert redlined.count("<br>") >= texts[0].count("\n")

    @pytest.mark.parametrize("texts", [LISTS, TABLES], ids=["list", "table"])
    def test_in_word(self, texts):
        body = docx_body(drawn(texts, "docx"))
        [paragraph] = [each for each in body.iter(f"{W}p") if list(each.iter(f"{W}del"))]
        assert len(list(paragraph.iter(f"{W}br"))) >= texts[0].count("\n")

    @pytest.mark.parametrize("texts", [LISTS, TABLES], ids=["list", "table"])
    def test_in_the_brief(self, texts):
        given = records(*texts)
        for told in (given.as_of("2024-02-01"), given.changes("2024-02-01", "2024-04-01")):
            shown = [line.strip() for line in render(told).splitlines()]
            assert any(line.startswith(texts[0].splitlines()[1]) for line in shown)
            assert (
                "<br>"
                in render(told, "html").partition('class="brief"')[2].partition("</tbody>")[0]
            )

    def test_of_what_applies(self):
        shown = render(records(*LISTS).as_of("2024-02-01"), full=True).splitlines()
        assert "- the first thing" in [line.strip() for line in shown]


class TestDirection:
    @pytest.mark.parametrize("texts", [ARABIC, HEBREW], ids=["Arabic", "Hebrew"])
    def test_right_to_left_is_marked(self, texts):
        [redlined] = [
            line for line in drawn(texts, "html").splitlines() if 'class="redline"' in line
        ]
        assert 'dir="auto"' in redlined
        body = docx_body(drawn(texts, "docx"))
        [paragraph] = [each for each in body.iter(f"{W}p") if list(each.iter(f"{W}del"))]
        assert paragraph.find(f"{W}pPr/{W}bidi") is not None
        runs = list(paragraph.iter(f"{W}r"))
        assert all(each.find(f"{W}rPr/{W}rtl") is not None for each in runs)

    def test_left_to_right_is_not(self):
        body = docx_body(drawn(LISTS, "docx"))
        assert not list(body.iter(f"{W}bidi"))


UNSEEN = {
    "no-break space": ("Take 100 mg daily now", "Take 100\u00a0mg daily now", "U+00A0"),
    "composed letter": ("At the caf\u00e9 each day", "At the cafe\u0301 each day", "U+0301"),
    "line end": ("Do: one thing, two things", "Do: one thing,\ntwo things", "U+000A"),
    "soft hyphen": ("The hyphen of it all", "The hy\u00adphen of it all", "U+00AD"),
    "two spaces": ("Take it  daily for now", "Take it daily for now", "U+0020"),
}


class TestUnseen:
    """A difference that is not seen is said."""

    @pytest.mark.parametrize(("before", "after", "code"), UNSEEN.values(), ids=UNSEEN)
    def test_in_the_sentence_and_in_the_redline(self, before, after, code):
        loaded = records(before, after)
        [change] = loaded.compare("act@1", "act@2").changes
        assert "what differs is not seen" in guidance.sentence(change)
        assert code in guidance.sentence(change)
        assert f"<{code}>" in drawn((before, after), "text")
        assert "not seen" in render(loaded.compare("act@1", "act@2"), "markdown")

    @pytest.mark.parametrize(
        ("before", "after"), [("Take 'this' now", "Take \u2018this\u2019 now"), LISTS]
    )
    def test_what_is_seen_is_not(self, before, after):
        [change] = records(before, after).compare("act@1", "act@2").changes
        assert "not seen" not in guidance.sentence(change)


class TestWhole:
    """What is read as one is compared as one."""

    @pytest.mark.parametrize(
        ("before", "after", "edits"),
        [
            ("At least 10 000 units.", "At least 10 500 units.", ["10 000", "10 500"]),
            ("At least 10\u202f000 units.", "At least 10\u202f500 units.", None),
            ("Take 1/2 tablet.", "Take 1/4 tablet.", ["1/2", "1/4"]),
            ("Under 10⁵ cells.", "Under 10⁶ cells.", ["10⁵", "10⁶"]),
            ("Give 5mg now.", "Give 10mg now.", ["5mg", "10mg"]),
            ("Fly the 🇬🇧 flag.", "Fly the 🇬🇷 flag.", ["🇬🇧", "🇬🇷"]),
            ("See 👩‍⚕️ now.", "See 👨‍⚕️ now.", ["👩‍⚕️", "👨‍⚕️"]),
            ("दवा सुबह की लें", "दवा सुबह को लें", ["की", "को"]),
        ],
    )
    def test_numbers_and_characters(self, before, after, edits):
        found = [each.text.strip() for each in redline(before, after) if each.kind != "kept"]
        assert found == (edits or ["10\u202f000", "10\u202f500"])

    @pytest.mark.parametrize("share", [0.02, 0.5, 1.0])
    def test_twenty_thousand_words_in_under_a_second(self, share):
        picked = random.Random(11)
        words = [
            picked.choice(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"])
            for _ in range(20_000)
        ]
        other = [f"{each}x" if picked.random() < share else each for each in words]
        before, after = " ".join(words), " ".join(other)
        start = time.process_time()
        pieces = redline(before, after)
        assert time.process_time() - start < 1
        assert "".join(each.text for each in pieces if each.kind != "inserted") == before
        assert "".join(each.text for each in pieces if each.kind != "deleted") == after


class TestLong:
    """Texts of more than 20,000 characters are read, and compared within bounds."""

    def test_they_are_read_and_told(self):
        long = "Do this and that. " * 6_000
        [change] = records(long, long + "And this.").compare("act@1", "act@2").changes
        assert change.redline[-1].text.endswith("And this.")
        assert len(guidance.sentence(change)) < 3_000

    @pytest.mark.parametrize("ends", [". ", ".\n", " "], ids=["sentences", "lines", "neither"])
    def test_very_long_ones_take_bounded_time_and_memory(self, ends):
        picked = random.Random(3)
        kinds = ["alpha", "beta", "gamma", "delta"]
        sentences = [" ".join(picked.choices(kinds, k=6)) for _ in range(9_000)]
        others = [f"{each} more" if picked.random() < 0.01 else each for each in sentences]
        before, after = ends.join(sentences), ends.join(others)
        tracemalloc.start()
        start = time.process_time()
        pieces = redline(before, after)
        taken, (_, most) = time.process_time() - start, tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert taken < 20
        assert most < 200_000_000
        assert "".join(each.text for each in pieces if each.kind != "inserted") == before
        assert "".join(each.text for each in pieces if each.kind != "deleted") == after
        inserted = sum(len(each.text) for each in pieces if each.kind == "inserted")
        assert inserted < len(after) / 10 or ends == " "

    def test_no_whole_books(self):
        with pytest.raises(guidance.RecordsError):
            records("Do this. ", "x" * 400_001)
