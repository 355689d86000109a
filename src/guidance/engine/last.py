"""Which text was in force last: an end is told from it (design, "Texts, one after the other")."""

from __future__ import annotations

from guidance.engine.diagrams import Diagrams, Tree, leaves
from guidance.engine.states import LIVE, State, StateOfText
from guidance.engine.texts import Text


class LastHeld:
    """Goes through the days of a part in order, with the texts that may have held last on each.

    It need not be the one that started last: a temporary text gives its place back.
    """

    def __init__(self, diagrams: Diagrams) -> None:
        self._diagrams = diagrams
        self._may_be: list[Text] | None = []
        self._instead: dict[Text | None, Text] = {}

    def lost(self) -> None:
        """Go over days on which it is not known what held."""
        self._may_be = None

    def told(self, outcomes: Tree[StateOfText]) -> Tree[StateOfText]:
        """The outcomes of the next day, what is over in them told from what may have held last.

        That is what held the day before, or what is told of worlds in which it was over by then.
        Where nothing ever held, it stays what was withdrawn before it started.
        """
        before, reached = self._may_be, list(leaves(outcomes))
        holding = [seen.text for seen in reached if seen.state in LIVE and seen.text is not None]
        if len(holding) == len(reached):
            self._may_be = holding
            return outcomes
        if not before:
            self._may_be = before if before is None else holding
            return outcomes

        def tell(outcome: StateOfText) -> Tree[StateOfText]:
            if outcome.state is State.ENDED and outcome.text not in before:
                # What was told of it on the day before stays told.
                text = self._instead.get(outcome.text)
                if text not in before:
                    text = self._instead[outcome.text] = before[-1]
                outcome = StateOfText(State.ENDED, text)
            return self._diagrams.leaf(outcome)

        told = self._diagrams.replaced(outcomes, tell)
        over = [seen.text for seen in leaves(told) if seen.state is State.ENDED]
        self._may_be = [text for text in before if text in over and text not in holding]
        self._may_be += holding
        return told
