"""What changed between two days, with the answers for both: what a report on them rests on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from guidance.answers.answer import Answer
from guidance.changes.model import Change, ChangeReport


@dataclass(frozen=True)
class Window:
    """Two days, what applied on each, and what changed after the first and up to the second.

    Attributes:
        before: What applied on the first day, narrowed as the changes are.
        after: What applied on the last day.
    """

    changes: ChangeReport
    before: Answer
    after: Answer

    @cached_property
    def stepwise(self) -> tuple[Change, ...]:
        """The changes of all steps, in order of time; what is told alike of several parts once."""
        changes = (change for step in self.changes.steps for change in step.changes)
        return tuple(
            {
                (change.essence, change.earliest, change.latest): change for change in changes
            }.values()
        )

    @cached_property
    def untold(self) -> tuple[Change, ...]:
        """What differs in the end and none of the steps says."""
        told = {change.essence for change in self.stepwise}
        new = {change.essence: change for change in self.changes.net if change.essence not in told}
        return tuple(new.values())

    def in_the_end(self, changes: Collection[Change]) -> tuple[Change, ...]:
        """What differs in the end of what some changes are about; of one change, itself."""
        if len(changes) == 1:
            return tuple(changes)
        refs = {ref for change in changes for ref in refs_of(change)}
        return tuple(change for change in self.changes.net if refs & {*refs_of(change)})


def refs_of(change: Change) -> list[str]:
    """The provisions that a change is about, first what it is told at."""
    sides = (change.after, change.before)
    return [change.ref, *(side.ref for side in sides if side is not None)]
