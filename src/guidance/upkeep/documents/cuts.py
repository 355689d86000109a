"""The same words, cut into other blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guidance.upkeep.documents.normal import normal
from guidance.upkeep.documents.units import Unit


@dataclass(frozen=True, slots=True)
class Cut:
    """The same words, cut into other blocks."""

    old: range
    new: range


def cut_otherwise(
    before: Sequence[Unit], after: Sequence[Unit], partners: dict[int, int]
) -> list[Cut]:
    """Find neighbours without partner whose words together are the same on both sides."""
    cuts = []
    for old, new in _gaps(before, after, partners):
        i, j = old.start, new.start
        while i < old.stop and j < new.stop:
            cut = _cut_at(before, after, old, new, i, j)
            if cut is None:
                i, j = i + 1, j + 1
                continue
            cuts.append(cut)
            i, j = cut.old.stop, cut.new.stop
    return cuts


def _cut_at(
    before: Sequence[Unit], after: Sequence[Unit], old: range, new: range, i: int, j: int
) -> Cut | None:
    left, right = _Joined(before[i]), _Joined(after[j])
    a, b = i + 1, j + 1
    while left.agrees_with(right):
        if len(left.words) == len(right.words):
            return Cut(range(i, a), range(j, b))
        if len(left.words) < len(right.words) and a < old.stop:
            left.add(before[a])
            a += 1
        elif len(left.words) > len(right.words) and b < new.stop:
            right.add(after[b])
            b += 1
        else:
            return None
    return None


class _Joined:
    """The words of neighbours. Where one ends, a full stop or the like is no word of it."""

    def __init__(self, first: Unit) -> None:
        self.words: list[str] = []
        self.ends: set[int] = set()
        self.add(first)

    def add(self, unit: Unit) -> None:
        """Add the next one."""
        self.words += [word for word in unit.words.split() if word != "|"]
        self.ends.add(len(self.words) - 1)

    def agrees_with(self, other: _Joined) -> bool:
        """Whether one begins as the other does."""
        ends = self.ends | other.ends
        return all(
            own == its or (at in ends and normal(own) == normal(its))
            for at, (own, its) in enumerate(zip(self.words, other.words, strict=False))
        )


def _gaps(
    before: Sequence[Unit], after: Sequence[Unit], partners: dict[int, int]
) -> Iterable[tuple[range, range]]:
    """The stretches without partner between blocks that have one, side by side."""
    taken = set(partners.values())
    start_old = start_new = 0
    ordered = sorted(partners.items())
    highest = -1
    for new, old in [*ordered, (len(after), len(before))]:
        if old <= highest:
            continue
        gap_old = _free(range(start_old, old), taken)
        gap_new = _free(range(start_new, new), partners)
        if gap_old and gap_new:
            yield gap_old, gap_new
        start_old, start_new, highest = old + 1, new + 1, old


def _free(span: range, taken: Iterable[int]) -> range:
    """The first stretch of a span in which nothing is taken."""
    known = taken if isinstance(taken, set | dict) else set(taken)
    start = next((index for index in span if index not in known), span.stop)
    stop = next((index for index in range(start, span.stop) if index in known), span.stop)
    return range(start, stop)
