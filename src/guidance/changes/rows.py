"""The rows of a report by matter, as data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from guidance.answers.entries import Entry
from guidance.answers.matters import MatterGroup
from guidance.changes.ids import OF_KNOWLEDGE, OF_NO_ANSWER
from guidance.changes.model import Change
from guidance.directions.provisions import Direction
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Provision
from guidance.records.parts import EVERYWHERE, Cells

BINDING = {"law": 0, "decision": 0, "recommendation": 1, "opinion": 2, "advice": 3}
"""How bindingly a standing speaks; the smaller, the more. Information comes last."""
LAST_RANK = len(BINDING)


@dataclass(frozen=True, slots=True)
class MatterChange:
    """What changed of one matter between two days.

    Attributes:
        changes: Of the most binding act first.
        before: The statements that speak of it on the first day, all of one source and equally
            binding; none where nothing was recorded.
        after: The same on the last day; none where nothing takes the place of what ended.
        others: What else applies on the last day, of other sources, the most binding first.
        direction: Which way it moved for those it is about; ``None`` where it has none.
        is_new: No rule of it was recorded before, and no information that it takes up.
    """

    matter: MatterGroup
    changes: tuple[Change, ...]
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    others: tuple[Entry, ...]
    direction: Direction | None
    is_new: bool

    @property
    def days(self) -> tuple[ImpreciseDate, ...]:
        """The days on which it changed by the most binding acts, each one as known, in order.

        Two days are never made one range.
        """
        best = binding(self.changes[0].standing)
        acts = [change for change in self.changes if binding(change.standing) == best]
        days = {days_of(change) for change in of_what_applies(acts)}
        return tuple(
            sorted(days, key=lambda day: (day.earliest or date.min, day.latest or date.max))
        )

    @property
    def telling(self) -> Change:
        """The change of what spoke before; else one that ended it, or the most binding one.

        That a record was set right tells nothing of what applied: it counts where nothing else is.
        """
        own = {entry.ref for entry in self.before}
        changes = of_what_applies(self.changes)
        spoke = [change for change in changes if change.ref in own]
        ended = [change for change in changes if change.after is None] if not self.after else []
        return (*spoke, *ended, *changes)[0]

    @property
    def act(self) -> str | None:
        """The version that made the change: of a text that stood before, what acted on it."""
        stood = {(entry.ref, entry.version) for entry in self.before}
        new = self.after[0] if self.after else None
        if new is not None and (new.ref, new.version) not in stood:
            return new.version
        return self.telling.authority or (new.version if new else None)

    @property
    def replacement(self) -> Provision | None:
        """What takes its place where that is narrowed away: it is no longer over for all that."""
        change = self.telling
        shown = self.after or change.before is None or change.after is None
        return None if shown or change.after is None else change.after.provision

    @property
    def is_information(self) -> bool:
        """No rule changed: only what is told for information."""
        return self.direction is None and all(
            side is None or side.provision is None or side.provision.force == "information"
            for change in self.changes
            for side in (change.before, change.after)
        )


@dataclass(frozen=True, slots=True)
class MatterReport:
    """What changed between two days, by matter.

    Attributes:
        rows: The matters of which a rule changed, the most important first.
        information: The matters of which only information changed.
        dates: What changed of days, documents and acts, and of no statement.
        unchanged: Rules that apply on both days and belong to none of the rows.
        unchanged_information: The same for information.
        territory: Where the most binding rules speak, which the rows are about.
    """

    rows: tuple[MatterChange, ...]
    information: tuple[MatterChange, ...]
    dates: tuple[Change, ...]
    unchanged: tuple[Entry, ...]
    unchanged_information: tuple[Entry, ...]
    territory: Cells = EVERYWHERE


def days_of(change: Change) -> ImpreciseDate:
    """When a change happened: one of the days that are listed, where its event is one of those."""
    known = change.event.date if change.event else None
    span = change.earliest, change.latest
    if known is not None and known.listed and (known.earliest, known.latest) == span:
        return known
    return ImpreciseDate.between(*span)


def of_what_applies(changes: Collection[Change]) -> list[Change]:
    """The changes of what applied; where there are none, all."""
    of_records = (*OF_KNOWLEDGE, *OF_NO_ANSWER)
    return [change for change in changes if change.id not in of_records] or list(changes)


def binding(standing: str | None) -> int:
    """How bindingly a standing speaks; the smaller, the more."""
    return BINDING.get(standing or "", LAST_RANK)
