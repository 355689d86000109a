"""What became of each block: laws over generated edits, and the cases that matter."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.upkeep.documents.blocks import Builder
from guidance.upkeep.documents.dateline import is_date_line
from guidance.upkeep.documents.html import read_html
from guidance.upkeep.documents.matching import BlockFate, match
from guidance.upkeep.documents.normal import fingerprint, normal, raised

WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()  # noqa: SIM905


def reading(blocks):
    """Headings are texts that begin with a hash, rows are tuples, all else is paragraphs."""
    builder = Builder()
    for block in blocks:
        if isinstance(block, tuple):
            builder.row(block)
        elif block.startswith("#"):
            builder.heading(block.count("#"), block.lstrip("# "))
        else:
            builder.add("paragraph", block)
    return builder.reading("text/plain", "test/1")


def said(old, new):
    """What was said, in short: outcome, old words, new words."""
    return [
        (each.outcome.value, each.old.text if each.old else "", each.new.text if each.new else "")
        for each in match(reading(old), reading(new))
    ]


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
blocks = st.one_of(texts, texts.map("# {}".format), st.tuples(texts, texts))
documents = st.lists(blocks, max_size=12)


class TestLaws:
    @given(documents)
    def test_a_document_beside_itself_is_the_same(self, blocks):
        """match(a, a) says *same* of every block, in order."""
        found = match(reading(blocks), reading(blocks))
        assert all(each.outcome is BlockFate.SAME for each in found)
        assert all(each.old.block == each.new.block for each in found)

    @given(documents, documents)
    def test_every_block_is_told(self, old, new):
        """Every block of either side is in the result; no old one is told with two outcomes."""
        before, after = reading(old), reading(new)
        found = match(before, after)
        told_old = [block.number for each in found if each.old for block in each.old.blocks]
        told_new = [block.number for each in found if each.new for block in each.new.blocks]
        assert set(told_old) == {block.number for block in before.blocks}
        assert set(told_new) == {block.number for block in after.blocks}
        # Only what was cut otherwise is told with several others.
        for numbers, side in ((told_old, "old"), (told_new, "new")):
            repeated = {number for number, count in Counter(numbers).items() if count > 1}
            for each in found:
                unit = getattr(each, side)
                if unit and unit.block.number in repeated:
                    assert each.outcome is BlockFate.LAYOUT

    @given(documents, documents)
    def test_the_words_decide(self, old, new):
        """*Same* and *moved* have the same words, *reworded* others; by splitting at spaces."""
        for each in match(reading(old), reading(new)):
            if each.outcome in (BlockFate.SAME, BlockFate.MOVED):
                assert each.old.text.split() == each.new.text.split()
            elif each.outcome is BlockFate.REWORDED:
                assert each.old.text.split() != each.new.text.split()

    @given(documents, documents)
    def test_nothing_of_substance_means_the_same_words(self, old, new):
        """Where no block is of substance, all words are the same, in order."""
        before, after = reading(old), reading(new)
        if not any(each.outcome.is_of_substance for each in match(before, after)):
            assert _words(before) == _words(after)

    @given(st.data())
    def test_edits_are_found_as_they_were_made(self, data):
        """Blocks with words of their own: what is deleted, added and changed is said to be that."""
        count = data.draw(st.integers(1, 12))
        old = [f"{WORDS[n % 10]} w{n} x{n} y{n} z{n} v{n}" for n in range(count)]
        edits = data.draw(
            st.lists(
                st.sampled_from(["keep", "delete", "change", "add"]),
                min_size=count,
                max_size=count,
            )
        )
        new, expected = [], []
        for number, (text, edit) in enumerate(zip(old, edits, strict=True)):
            if edit == "delete":
                expected.append(("gone", text, ""))
                continue
            after = text if edit != "change" else f"{text} more{number}"
            new.append(after)
            expected.append(("same" if edit != "change" else "reworded", text, after))
            if edit == "add":
                added = f"new{number} text{number} entirely{number}"
                new.append(added)
                expected.append(("new", "", added))
        assert Counter(said(old, new)) == Counter(expected)

    @given(documents)
    def test_a_fingerprint_is_of_the_words(self, blocks):
        """How a passage is cut into blocks does not show in its fingerprint; any word does."""
        texts = [block.text for block in reading(blocks).blocks]
        assert fingerprint(texts) == fingerprint([" ".join(texts)])
        assert fingerprint([*texts, "omega"]) != fingerprint(texts)


CASES = {
    "a figure that differs": (
        ["# A", "Children below 12 must not."],
        ["# A", "Children below 18 must not."],
        ["same", "reworded"],
    ),
    "a word that says the opposite": (
        ["Do take it with milk."],
        ["Do not take it with milk."],
        ["reworded"],
    ),
    "dashes, quotation marks and spaces": (
        ["COVID-19 “vaccine” 2–8 °C"],
        ['COVID\u201119 "vaccine" 2-8\u00a0°C'],
        ["layout"],
    ),
    "a full stop at the end": (["One cup."], ["One cup"], ["layout"]),
    "a power is no number": (["10² cells"], ["102 cells"], ["reworded"]),
    "capital letters are letters": (["may"], ["MAY"], ["reworded"]),
    "a paragraph cut in two": (
        ["# A", "One cup. Two cups."],
        ["# A", "One cup.", "Two cups."],
        ["same", "layout", "layout"],
    ),
    "two put together": (
        ["# A", "One cup", "Two cups"],
        ["# A", "One cup. Two cups"],
        ["same", "layout", "layout"],
    ),
    "a space inside a figure": (["Take 10 mg"], ["Take 1 0 mg"], ["reworded"]),
    "moved under another heading": (
        ["# Do", "alpha beta gamma", "# Do not", "delta epsilon zeta"],
        ["# Do", "# Do not", "delta epsilon zeta", "alpha beta gamma"],
        ["same", "same", "same", "moved"],
    ),
    "alike, and far from each other": (
        ["# A", "a b c d e f g h", "# B", *(f"w{n} x{n} y{n}" for n in range(6)), "# C"],
        ["# A", "# B", *(f"w{n} x{n} y{n}" for n in range(6)), "# C", "a b c d e p q r"],
        ["same", "gone", *["same"] * 8, "new"],
    ),
    "very much alike, and far from each other": (
        ["# A", "a b c d e f g h", "# B", *(f"w{n} x{n} y{n}" for n in range(6)), "# C"],
        ["# A", "# B", *(f"w{n} x{n} y{n}" for n in range(6)), "# C", "a b c d e f g z"],
        [*["same"] * 9, "reworded"],
    ),
    "rows that repeat keep their order": (
        ["# T", ("x", "1"), ("-", "-"), ("-", "-"), ("y", "2")],
        ["# T", ("x", "7"), ("-", "-"), ("-", "-"), ("y", "9")],
        ["same", "reworded", "same", "same", "reworded"],
    ),
    "a date of the document": (
        ["# A", "Updated 7 April 2021", "# Date of revision", "22/02/2021"],
        ["# A", "Updated 19 October 2021", "# Date of revision", "7 April 2021"],
        ["same", "date-line", "same", "date-line"],
    ),
    "a day that is of substance": (
        ["Applies from 7 April 2021"],
        ["Applies from 7 May 2021"],
        ["reworded"],
    ),
    "a day in a table": (
        ["# Deadlines", ("Report", "7 April 2021")],
        ["# Deadlines", ("Report", "7 May 2021")],
        ["same", "reworded"],
    ),
    "nothing left": (["# A", "one"], [], ["gone", "gone"]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_said(name):
    old, new, outcomes = CASES[name]
    assert [each[0] for each in said(old, new)] == outcomes


def test_a_paragraph_that_became_an_item_is_layout():
    old, new = read_html(b"<!doctype html><p>a b c"), read_html(b"<!doctype html><ul><li>a b c")
    assert [each.outcome for each in match(old, new)] == [BlockFate.LAYOUT]


@pytest.mark.parametrize(
    ("text", "under", "is_one"),
    [
        ("Updated 7 April 2021", "A", True),
        ("Last updated: 7 April 2021, 10:30am", "A", True),
        ("Page last reviewed: 06 Sep 2016", "A", True),
        ("© Crown copyright 2022", "A", True),
        ("Published 1 May 2020 and updated 3 May 2020", "A", True),
        ("7 April 2021", "10. Date of revision of the text", True),
        ("2021-04-07", "Last updated", True),
        ("7 April 2021", "Deadlines", False),
        ("7 April 2021", "Date of first authorisation", False),
        ("Updated advice from 7 April 2021", "A", False),
        ("Applies from 7 April 2021", "A", False),
        ("Published 1 May, effective 1 June 2021", "A", False),
        ("Next review: 7 April 2021", "A", False),
        ("Updated", "A", False),
        ("Version 2.1", "A", False),
    ],
)
def test_lines_that_say_a_day_of_the_document_alone(text, under, is_one):
    block = reading([f"# {under}", text]).blocks[-1]
    assert is_date_line(block, text) is is_one


def test_what_typesetting_varies():
    assert normal("ﬁve \u00ad– six’s\u200b ") == "five - six's"
    assert normal("1,5 %;") == "1,5 %"
    assert raised("10") == "¹⁰"
    assert raised("st") == "st"


def test_long_documents_cost_no_square():
    """Ten thousand blocks that repeat, and ten thousand that do not."""
    same = ["-"] * 10_000
    other = [f"w{n} x{n}" for n in range(10_000)]
    assert len(match(reading(same), reading(["a", *same, "b"]))) == 10_002
    found = match(reading(other), reading([*other[:5000], "new one", *other[5000:]]))
    assert Counter(each.outcome for each in found) == {BlockFate.SAME: 10_000, BlockFate.NEW: 1}


def _words(found):
    return [word for block in found.blocks for word in block.text.split()]
