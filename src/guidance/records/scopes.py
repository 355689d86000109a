"""Where a statement applies or an act works: some places less others, on each day.

The Union reaches its members of the day; every other place is the same on all days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from guidance.records.membership import UNION
from guidance.records.parts import Cells

NEWEST = date.max.toordinal()
"""The day on which the members of the Union are the newest that are known."""

Joined = tuple[Cells, int, int]
"""Members of the Union, the first day on which its law held there, and the first on which not."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a statement applies or an act works: some places less others.

    Attributes:
        jurisdictions: The places as recorded; empty where the document names none.
        opted_out: Places in those that are left out.
        within: Places that it reaches by other names than that of the Union.
        without: Places that it leaves out by other names.
    """

    jurisdictions: tuple[str, ...]
    opted_out: tuple[str, ...]
    within: Cells
    without: Cells
    _joined: tuple[Joined, ...]

    @property
    def is_stated(self) -> bool:
        """Whether it names places."""
        return bool(self.jurisdictions)

    @property
    def codes(self) -> tuple[str, ...]:
        """The places that it names."""
        return self.jurisdictions + self.opted_out

    @property
    def names_union(self) -> bool:
        """Whether it names the Union, so that what it reaches depends on the day."""
        return UNION in self.jurisdictions or UNION in self.opted_out

    def on(self, day: int) -> Cells:
        """The places that it reaches on a day (an ordinal)."""
        if not self.names_union:
            return self.within & ~self.without
        members = members_on(self._joined, day)
        within, without = self.within, self.without
        if UNION in self.jurisdictions:
            within |= members
        if UNION in self.opted_out:
            without |= members
        return within & ~without

    def ever(self, since: int = 1) -> Cells:
        """The places that it reaches on any day from a day on."""
        return reduce(or_, (self.on(day) for day in self.changes(since)), self.on(since))

    def changes(self, since: int = 1) -> tuple[int, ...]:
        """The days after a day on which it reaches other places than before."""
        if not self.names_union:
            return ()
        days = sorted({day for _, *both in self._joined for day in both})
        return tuple(day for day in days if since < day <= NEWEST)

    def left(self, day: int) -> Cells:
        """The places that it reached only through the Union, and that have left it by a day."""
        if UNION not in self.jurisdictions:
            return 0
        gone = reduce(or_, (cells for cells, _, end in self._joined if end <= day), 0)
        return gone & ~self.within & ~self.without


def members_on(joined: Iterable[Joined], day: int) -> Cells:
    """The members of the Union on a day (an ordinal)."""
    return reduce(or_, (cells for cells, first, end in joined if first <= day < end), 0)
