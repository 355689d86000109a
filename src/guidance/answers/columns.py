"""The entries of a source by state, packed: an answer reads one list of each source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from guidance.answers.entries import Entry
from guidance.engine.arithmetic import FIRST_DAY
from guidance.engine.states import State

ByDay = tuple[Any, ...]
"""The entries of one source in one state: the days on which another list begins, then the lists.

One tuple of both, and each day one object for all sources: what lies apart in memory is what an
answer on many sources takes its time for.
"""


def on_day(columns: Mapping[str, ByDay], sources: Sequence[str], day: int) -> tuple[Entry, ...]:
    """The entries of some sources on a day; it costs what it returns, with one search a source."""
    entries: list[Entry] = []
    for column in map(columns.__getitem__, sources):
        count = len(column) // 2
        entries += column[count - 1 + bisect_right(column, day, 0, count)]
    return tuple(entries)


def columns_of(
    changes: Mapping[int, Sequence[tuple[str, tuple[Entry, ...]]]], known: dict[int, int]
) -> dict[State, ByDay]:
    """The column of each state of one source.

    Args:
        changes: For each day, the provisions of which something else is told from then on.
        known: Where days are kept, each as one object.
    """
    lists: dict[State, _Sorted] = {state: _Sorted() for state in State}
    current: dict[str, tuple[Entry, ...]] = {}
    firsts = {state: [FIRST_DAY] for state in State}
    held: dict[State, list[tuple[Entry, ...]]] = {state: [()] for state in State}
    for first in sorted(changes):
        moved: set[State] = set()
        for ref, entries in changes[first]:
            for entry in current.get(ref, ()):
                lists[entry.state].remove(entry.number)
                moved.add(entry.state)
            for entry in entries:
                lists[entry.state].add(entry)
                moved.add(entry.state)
            current[ref] = entries
        for state in moved:
            firsts[state].append(known.setdefault(first, first))
            held[state].append(tuple(lists[state].entries))
    return {state: (*days, *held[state]) for state, days in firsts.items()}


def days_of(column: ByDay) -> tuple[int, ...]:
    """The days on which another list begins."""
    return column[: len(column) // 2]


class _Sorted:
    """The entries of one source in one state, in the order of its document."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._places: list[int] = []

    def add(self, entry: Entry) -> None:
        """Add an entry after those of its provision."""
        place = bisect_right(self._places, entry.number)
        self._places.insert(place, entry.number)
        self.entries.insert(place, entry)

    def remove(self, number: int) -> None:
        """Take out all entries of a provision."""
        first, last = bisect_left(self._places, number), bisect_right(self._places, number)
        del self._places[first:last]
        del self.entries[first:last]
