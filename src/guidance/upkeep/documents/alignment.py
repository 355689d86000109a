"""The same words in the same order: two sequences of texts aligned."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

_MOST = 4_000_000
"""The most pairs of positions for which the longest order is looked for: some megabytes."""


def aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """New positions to old ones, of the same words in the same order.

    What occurs once on both sides holds the rest in place ("patience"); between two such places,
    equal words go together from both ends, and what repeats in its longest order. The cost grows
    with the length, and with the square only of short stretches that repeat.
    """
    partners: dict[int, int] = {}
    spans = [(0, len(old), 0, len(new))]
    while spans:
        a, b, c, d = spans.pop()
        while a < b and c < d and old[a] == new[c]:
            partners[c] = a
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            partners[d] = b
        if a == b or c == d:
            continue
        anchors = _anchors(old, new, a, b, c, d)
        if not anchors:
            partners |= _in_order(old, new, a, b, c, d)
            continue
        partners |= {j: i for i, j in anchors}
        start = a, c
        for i, j in [*anchors, (b, d)]:
            spans.append((start[0], i, start[1], j))
            start = i + 1, j + 1
    return partners


def _in_order(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int
) -> dict[int, int]:
    """Pair what repeats: as many as keep their order; in a very long stretch the next one each."""
    if (b - a) * (d - c) <= _MOST:
        from rapidfuzz.distance import Indel

        return {
            c + step.dest_start + offset: a + step.src_start + offset
            for step in Indel.opcodes(old[a:b], new[c:d])
            if step.tag == "equal"
            for offset in range(step.src_end - step.src_start)
        }
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i in range(a, b):
        places[old[i]].append(i)
    partners: dict[int, int] = {}
    last = -1
    for j in range(c, d):
        candidates = places.get(new[j], [])
        at = bisect_right(candidates, last)
        if at < len(candidates):
            partners[j] = last = candidates[at]
    return partners


def _anchors(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int
) -> list[tuple[int, int]]:
    """The longest run of pairs, in order on both sides, of words that occur once on each."""
    once_old = Counter(old[a:b])
    once_new = Counter(new[c:d])
    where = {old[i]: i for i in range(a, b) if once_old[old[i]] == 1}
    pairs = [(where[new[j]], j) for j in range(c, d) if once_new[new[j]] == 1 and new[j] in where]
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (i, _) in enumerate(pairs):
        length = bisect_left(tails, i)
        before.append(at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(i)
            at.append(index)
        else:
            tails[length], at[length] = i, index
    run: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]
