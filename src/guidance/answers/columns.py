"""The entries of a source by state, packed: an answer looks at one list of each source."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from guidance.answers.entries import Entry
from guidance.engine.arithmetic import FIRST_DAY
from guidance.engine.states import State

Column = tuple["array[int]", tuple[tuple[Entry, ...], ...]]
"""The entries of one source in one state: the days on which another list begins, and the lists.

The days are packed: what lies apart in memory costs an answer most.
"""


def columns_of(
    changes: Mapping[int, Sequence[tuple[str, tuple[Entry, ...]]]],
) -> dict[State, Column]:
    """The column of each state of one source.

    Args:
        changes: For each day, the provisions of which something else is told from then on.
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
            firsts[state].append(first)
            held[state].append(tuple(lists[state].entries))
    return {state: (array("i", days), tuple(held[state])) for state, days in firsts.items()}


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
