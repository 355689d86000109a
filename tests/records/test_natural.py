"""People count: 1, 2, 10. Every list of references is in that order."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.records.natural import reading_order

REFS = st.text("ab-#@.019", max_size=12)


@pytest.mark.parametrize(
    "ordered",
    [
        ["act#p1", "act#p2", "act#p10"],
        ["act#s1-2", "act#s1-10", "act#s2-1", "act#s10"],
        ["act#art5-par2", "act#art5-par2a", "act#art5-par10", "act#art12-par1"],
        ["act2#p9", "act10#p1"],
        ["act", "act#p", "act#p1"],
        ["act#p1", "act#q", "act#q1"],
        ["act#1", "act#a"],
        ["act@2020-02-01", "act@2020-10-01"],
        ["act#p01", "act#p1", "act#p001a"],
        ["act#p9", "act#p" + "1" * 5000],
    ],
)
def test_digits_count_as_numbers(ordered):
    for shuffled in permutations(ordered):
        assert sorted(shuffled, key=reading_order) == ordered


def test_what_differs_is_never_alike():
    texts = ["".join(each) for n in range(5) for each in product("01a", repeat=n)]
    assert len({reading_order(text) for text in texts}) == len(texts)


@given(REFS, st.integers(0, 10**30), st.integers(0, 10**30), REFS)
def test_the_smaller_number_is_first(before, one, two, after):
    low, high = sorted((one, two))
    start, end = f"{before}x", f"x{after}"
    assert reading_order(f"{start}{low}{end}") <= reading_order(f"{start}{high}{end}")


@given(st.lists(REFS))
def test_text_without_digits_stays_in_the_order_of_text(texts):
    plain = [text.translate(dict.fromkeys(map(ord, "0123456789"))) for text in texts]
    assert sorted(plain, key=reading_order) == sorted(plain)
