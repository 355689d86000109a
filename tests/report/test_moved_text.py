"""What was moved within a text: found in a redline, and marked as moved in Word."""

from __future__ import annotations

import random
import time

import pytest

from guidance import render
from guidance.changes.redline import redline
from guidance.report.redlines import readable, with_moves
from handed_on import W, docx_body, docx_text, style_of
from office import settled
from report.test_lines import records

BEFORE = (
    "Tests must be done every month. Whoever feels unwell should tell the team at once."
    " The drug is given in hospital."
)
AFTER = (
    "The drug is given in hospital by a nurse. Tests must be done every month. Whoever feels unwell"
    " should tell the team at once."
)
NOT_MOVED = [
    ("Take one tablet at night.", "Take two tablets at night."),
    ("Take it at night, with water.", "Take it with milk, at night."),  # too few words to tell
    ("Ask the nurse on your ward first.", "Never take the tablet with milk."),
]


def both_texts(moved):
    old = "".join(piece.text for piece, _ in moved if piece.kind != "inserted")
    new = "".join(piece.text for piece, _ in moved if piece.kind != "deleted")
    return old, new


def test_words_that_stand_elsewhere_again_were_moved():
    moved = with_moves(redline(BEFORE, AFTER))
    assert both_texts(moved) == (BEFORE, AFTER)
    assert [(piece.kind, piece.text) for piece, move in moved if move] == [
        ("inserted", "The drug is given in hospital"),
        ("deleted", "The drug is given in hospital"),
    ]


@pytest.mark.parametrize(("before", "after"), NOT_MOVED)
def test_nothing_else_was_moved(before, after):
    moved = with_moves(redline(before, after))
    assert both_texts(moved) == (before, after)
    assert not any(move for _, move in moved)


def test_two_halves_that_changed_places_are_read_as_one_text():
    halves = "Ask the nurse on your ward first.", "Never take the tablet with milk."
    pieces = redline(" ".join(halves), " ".join(reversed(halves)))
    assert readable(pieces) == pieces
    unlike = redline("Ask the nurse on your ward first.", "No tablet with milk, says he.")
    assert len(readable(unlike)) == 2


def test_long_texts_take_less_than_a_second():
    rng = random.Random(1)
    words = [f"word{rng.randrange(300)}" for _ in range(900)]
    pieces = redline(" ".join(words), " ".join(words[450:] + words[:450]))
    start = time.process_time()
    assert both_texts(with_moves(pieces))[0] == " ".join(words)
    assert time.process_time() - start < 1


@pytest.fixture(scope="module")
def word():
    return render(records(BEFORE, AFTER).changes("2024-02-01", "2024-04-01"), "docx")


def wording(content):
    return next(p for p in docx_body(content).iter(f"{W}p") if style_of(p) == "Wording")


def test_word_marks_the_place_left_and_the_new_one(word):
    paragraph = wording(word)
    assert docx_text(paragraph, accept=False) == BEFORE
    assert docx_text(paragraph, accept=True) == AFTER
    names = {}
    for kind in ("moveFrom", "moveTo"):
        tags = [child.tag.removeprefix(W) for child in paragraph]
        start = tags.index(f"{kind}RangeStart")
        assert tags[start : start + 3] == [f"{kind}RangeStart", kind, f"{kind}RangeEnd"]
        begin, mark, end = list(paragraph)[start : start + 3]
        assert begin.get(f"{W}id") == end.get(f"{W}id") != mark.get(f"{W}id")
        assert mark.get(f"{W}author") == "guidance"
        assert mark.get(f"{W}date") == "2024-04-01T00:00:00Z"
        names[kind] = begin.get(f"{W}name")
    assert names["moveFrom"] == names["moveTo"]


@pytest.mark.office
def test_libreoffice_accepts_a_move(word, tmp_path):
    body = docx_body(settled(word, tmp_path, accept=True))
    assert not [child for child in body.iter() if "move" in child.tag.removeprefix(W)]
    assert [docx_text(p) for p in body.iter(f"{W}p") if style_of(p) == "Wording"] == [AFTER]
