"""What could be known of some sources, one knowledge after the other, as an index keeps it.

Where it is open whether a version had been published, every day of knowledge may tell something
else, and so is the window itself: such days are left out, and are worked out when they are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from guidance.answers.answering import texts_over_time
from guidance.answers.states import States
from guidance.engine.arithmetic import FIRST_DAY
from guidance.engine.knowledge import days_of_knowledge
from guidance.engine.states import State
from guidance.index.codec import SharedValues
from guidance.index.schema import ALL_RECORDS, END
from guidance.resolution.registry import Registry

ToldRow = tuple[str, int, int, str, str]
"""A reference, the first day and the day after the last, the values that are held, and the body."""

KnownRow = tuple[str, int, int, int, int, str, str]
"""The same, with the first day of knowledge and the day after the last behind the reference."""


def settled_stretches(registry: Registry) -> list[tuple[int, int]]:
    """The days of knowledge on each of which the same is known, and nothing of it is open."""
    told = {*registry.tellings, *registry.same_as}
    if any(registry.events[event].is_publication for event in told):
        return []  # when a version was published is itself something that came to be known
    windows = []
    for version in registry.versions.values():
        first, last = version.published.earliest, version.published.latest
        if version.ref in registry.named_publications:
            windows.append((date.min, last or date.max))
        elif first is None or last is None or first != last:
            windows.append((first or date.min, last or date.max))
    days = [
        (day, any(low <= day < high for low, high in windows))
        for day in days_of_knowledge(registry)
    ]
    ends = [day.toordinal() for day, _ in days[1:]]
    return [
        (max(day.toordinal(), FIRST_DAY), end)
        for (day, is_open), end in zip(days, [*ends, ALL_RECORDS], strict=True)
        if not is_open
    ]


class RowsByKnowledge:
    """Rows of which each stays as long as it is what is known.

    Attributes:
        last: The day of knowledge up to which rows have been taken in.
    """

    def __init__(self) -> None:
        self.last = FIRST_DAY
        self._rows: dict[ToldRow, int] = {}

    def take(self, known: int, forgotten: int, rows: Iterable[ToldRow]) -> Iterator[KnownRow]:
        """Take in what is known from one day on and before another; yield what was until then."""
        before = self._rows if known == self.last else {}
        gone = self._rows
        self._rows = {row: before.get(row, known) for row in rows}
        for row, first in gone.items():
            if self._rows.get(row) != first:
                yield (row[0], first, self.last, *row[1:])
        self.last = forgotten

    def rest(self) -> Iterator[KnownRow]:
        """Yield what is known in the end."""
        for row, first in self._rows.items():
            yield (row[0], first, self.last, *row[1:])


def said_rows(states: States, refs: Iterable[str], pool: SharedValues) -> Iterator[ToldRow]:
    """Yield what is said of some provisions by one knowledge, stretch by stretch."""
    for ref in refs:
        stretches = states.shown(ref)
        for (first, entries), (until, _) in pairwise([*stretches, (END, ())]):
            yield ref, first, until, *pool.written(entries)


def history_rows(states: States, refs: Iterable[str], pool: SharedValues) -> Iterator[ToldRow]:
    """Yield the histories that cannot be read off what is said day by day.

    Those of provisions that differ from place to place, or of which something is open: then with
    the texts that may hold.
    """
    for ref in refs:
        parts = states.spans(ref).values()
        is_open = any(entry.state is State.UNDETERMINED for spans in parts for _, entry in spans)
        if len(parts) > 1 or is_open:
            told = tuple(tuple(history) for history in texts_over_time(states, ref))
            yield ref, FIRST_DAY, END, *pool.written(told)
