"""The moves of every provision by one knowledge, each worked out once and kept by the states."""

from __future__ import annotations

from guidance.answers.states import KeptBeside, States
from guidance.changes.deeds import Occasions
from guidance.changes.transitions import Transition, transitions


class Moves(KeptBeside):
    """How each provision passes from state to state, and how often into each."""

    def __init__(self, states: States) -> None:
        super().__init__(states)
        self._moves: dict[str, tuple[Transition, ...]] = {}
        self._occasions: dict[str, Occasions] = {}

    def of(self, ref: str) -> tuple[Transition, ...]:
        """The moves of one provision, in order of time for each part of its territory."""
        moves = self._moves.get(ref)
        if moves is None:
            moves = self._moves[ref] = tuple(transitions(self.states, ref))
        return moves

    def occasions(self, ref: str) -> Occasions:
        """The occasions on which one provision came into its states."""
        occasions = self._occasions.get(ref)
        if occasions is None:
            occasions = self._occasions[ref] = Occasions(self.of(ref))
        return occasions
