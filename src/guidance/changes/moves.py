"""The moves of every provision by one knowledge, each worked out once and kept by the states.

So are the changes that they are, where these hang on nothing that only a question says.
"""

from __future__ import annotations

from collections.abc import Iterable

from guidance.answers.entries import Entry
from guidance.answers.states import KeptBeside, States
from guidance.changes.deeds import Occasions
from guidance.changes.model import Change
from guidance.changes.naming import Naming
from guidance.changes.transitions import Transition, says_alike, transitions
from guidance.records.parts import Part


class Moves(KeptBeside):
    """How each provision passes from state to state, and how often into each."""

    def __init__(self, states: States) -> None:
        super().__init__(states)
        self._moves: dict[str, tuple[Transition, ...]] = {}
        self._occasions: dict[str, Occasions] = {}
        self._changes: dict[Transition, tuple[Change, ...]] = {}
        self._rewordings: dict[tuple[str, Part], tuple[Entry, Entry, tuple[Change, ...]]] = {}

    def of(self, ref: str) -> tuple[Transition, ...]:
        """The moves of one provision, in order of time for each part of its territory."""
        moves = self._moves.get(ref)
        if moves is None:
            moves = self._moves[ref] = tuple(transitions(self.states, ref))
        return moves

    def changes(self, move: Transition, naming: Naming) -> Iterable[Change]:
        """The changes that one of these moves is, where it lies inside the days asked about."""
        if move.after.provision.replaces and move.before.state is not move.after.state:
            return naming.changes(move)  # what is asked about decides where it is told
        changes = self._changes.get(move)
        if changes is None:
            changes = self._changes[move] = tuple(naming.changes(move))
        return changes

    def reworded(self, move: Transition, naming: Naming) -> tuple[Change, ...]:
        """The changes between two texts in force in one part, on any two days.

        Where one step led from the one to the other, they are that step's. The pair asked about
        last is kept for each part: whoever asks of the same days again, in another form, is told
        at once (:meth:`told`), and no number of questions fills the memory.
        """
        before, after = move.before, move.after
        for step in self.of(move.ref):
            is_then = (step.first, step.last) == (move.first, move.last)
            if is_then and says_alike(step.before, before) and says_alike(step.after, after):
                changes = tuple(self.changes(step, naming))
                break
        else:
            changes = tuple(naming.changes(move))
        self._rewordings[move.ref, move.part] = before, after, changes
        return changes

    def told(self, ref: str, part: Part, before: Entry, after: Entry) -> tuple[Change, ...] | None:
        """What ``reworded`` told of these two texts, if they were the last asked about there."""
        kept = self._rewordings.get((ref, part))
        is_kept = kept and says_alike(kept[0], before) and says_alike(kept[1], after)
        return kept[2] if kept and is_kept else None

    def occasions(self, ref: str) -> Occasions:
        """The occasions on which one provision came into its states."""
        occasions = self._occasions.get(ref)
        if occasions is None:
            occasions = self._occasions[ref] = Occasions(self.of(ref))
        return occasions
