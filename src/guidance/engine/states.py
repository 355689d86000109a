"""The state of a provision in one part on one day, in every possible world at once.

The text that holds (``succession``) is in force there unless a suspension covers the day
(``pauses``) or a provision that displaces it is in force there itself. Nothing else counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from guidance.engine.diagrams import FALSE, TRUE, Diagrams, Leaf, Tree, Worlds, leaves
from guidance.engine.moment import Moment
from guidance.engine.pauses import Pauses
from guidance.engine.succession import Succession
from guidance.engine.sweep import Sweep
from guidance.engine.texts import Text, same_words
from guidance.resolution.registry import Act


class State(StrEnum):
    """What can be said of a part on a day. Exactly one holds.

    Source:
        docs/explanation/certain.md.
    """

    IN_FORCE = "in-force"
    UNDETERMINED = "undetermined"
    UPCOMING = "upcoming"
    ENDED = "ended"
    SUSPENDED = "suspended"
    DISPLACED = "displaced"
    NO_EVIDENCE = "no-evidence"

    __hash__ = str.__hash__  # equal to its name, so it is found by it


LIVE = (State.IN_FORCE, State.SUSPENDED, State.DISPLACED)
"""The states of a text that holds."""


@dataclass(frozen=True, slots=True)
class StateOfText:
    """What comes out in one world: a state, and the text concerned.

    ``text`` is ``None`` where none has applied yet.
    """

    state: State
    text: Text | None


NOT_YET = StateOfText(State.UPCOMING, None)


@dataclass(frozen=True, slots=True)
class PossibleState:
    """The state of a provision in some worlds.

    Attributes:
        text: The text concerned; ``None`` where none is known.
    """

    state: State
    text: Text | None

    @property
    def corrections(self) -> tuple[Act, ...]:
        """Acts whose corrections of it are known."""
        return self.text.corrections if self.text else ()

    def says_the_same_as(self, other: PossibleState) -> bool:
        """Whether the same applies: the words count only where it is in force."""
        if self.state is not other.state:
            return False
        if self.state is not State.IN_FORCE:
            return True
        if self.text is None or other.text is None:
            return False
        return same_words(self.text.provision, other.text.provision)


class Displacing(Protocol):
    """Says where what displaces a provision is in force."""

    def displaced(self, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether what holds is displaced on a day."""


class Unapplied(Protocol):
    """Says what is to be said where nothing has applied."""

    def not_over(self, moment: Moment, care: Worlds) -> Worlds:
        """Where ``care`` holds: whether something is to come, or nothing is published."""


class Evaluator:
    """Works out the state of one part, day by day in order."""

    def __init__(
        self, succession: Succession, pauses: Pauses, displacing: Displacing, unapplied: Unapplied
    ) -> None:
        self.succession = succession
        self.pauses = pauses
        self._displacing = displacing
        self._unapplied = unapplied
        self._diagrams = succession.diagrams
        self._sweep = Sweep(succession)

    def at(self, moment: Moment) -> Tree[StateOfText]:
        """What comes out on a day that is later than the one asked before."""
        diagrams = self._diagrams
        holding, last = self._sweep.at(moment)
        free = TRUE
        for holds, _ in holding:
            free = diagrams.less(free, holds)
        outcome = self._over(last, moment, free)
        for holds, text in holding:
            paused = self.pauses.paused(text, moment, holds)
            rest = diagrams.less(holds, paused)
            displaced = self._displacing.displaced(moment, rest) if rest is not FALSE else FALSE
            outcome = diagrams.choose(holds, self._leaf(State.IN_FORCE, text), outcome)
            for out, state in (
                (diagrams.both(rest, displaced), State.DISPLACED),
                (diagrams.both(holds, paused), State.SUSPENDED),
            ):
                if out is not FALSE:
                    outcome = diagrams.choose(out, self._leaf(state, text), outcome)
        return outcome

    def _over(self, last: list[Text], moment: Moment, care: Worlds) -> Tree[StateOfText]:
        """Where nothing holds: what ended, told by the text that started last; or nothing yet."""
        diagrams = self._diagrams
        if care is FALSE:
            return diagrams.leaf(NOT_YET)
        ended: list[tuple[Worlds, Text]] = []
        started = [(self.succession.started(text, moment), text) for text in last]
        started = [(holds, text) for holds, text in started if holds is not FALSE]
        for index, (holds, text) in enumerate(started):
            began = diagrams.both(care, holds)
            # What was over by its start never held: it has not ended, and hides nothing that has.
            if began is not FALSE and index < len(started) - 1:
                began = self.succession.began(text, moment, began)
            elif began is not FALSE:
                # Withdrawn or ended is one state, so of the last it is asked only where neither is.
                asked = self._unapplied.not_over(moment, began)
                if asked is not FALSE:
                    held = self.succession.began(text, moment, asked)
                    began = diagrams.less(began, diagrams.less(asked, held))
            if began is not FALSE:
                ended.append((began, text))
                care = diagrams.less(care, began)
            if care is FALSE:
                break
        over: Tree[StateOfText] = diagrams.leaf(NOT_YET)
        for began, text in ended:
            over = diagrams.choose(began, self._leaf(State.ENDED, text), over)
        return over

    def _leaf(self, state: State, text: Text) -> Leaf[StateOfText]:
        return self._diagrams.leaf(StateOfText(state, text))


def merged(
    diagrams: Diagrams, tree: Tree[StateOfText], may_have_begun: Callable[[Text, Worlds], bool]
) -> Tree[PossibleState]:
    """The diagram of statuses: outcomes that say the same are one.

    Where all worlds agree on the state, it is certain, and only in force do the words have to
    agree too. It is told by the text that was published first, and the end of a provision by one
    that may have applied in the worlds in which it is told. Where a text is to come in some
    worlds and unpublished in others, it does not apply yet in either: that is one outcome, and
    its publication says whether anybody could know.
    """
    if isinstance(tree, Leaf):
        return diagrams.leaf(PossibleState(tree.answer.state, tree.answer.text))

    def where(seen: StateOfText) -> Worlds:
        return diagrams.replaced(tree, lambda outcome: TRUE if outcome == seen else FALSE)

    outcomes = sorted(
        leaves(tree),
        key=lambda outcome: (outcome.text is not None, outcome.text.place if outcome.text else 0),
    )
    ended = [outcome for outcome in outcomes if outcome.state is State.ENDED]
    if len(ended) > 1:
        withdrawn = {
            seen
            for seen in ended
            if seen.text is not None and not may_have_begun(seen.text, where(seen))
        }
        outcomes.sort(key=lambda outcome: outcome in withdrawn)
    coming = next((outcome for outcome in outcomes if outcome.state is State.UPCOMING), None)
    told: list[PossibleState] = []
    of: dict[StateOfText, Leaf[PossibleState]] = {}
    for outcome in outcomes:
        seen = coming if coming and outcome.state is State.NO_EVIDENCE else outcome
        status = PossibleState(seen.state, seen.text)
        first = next((known for known in told if known.says_the_same_as(status)), status)
        if first is status:
            told.append(status)
        of[outcome] = diagrams.leaf(first)
    if len(told) == 1:
        return diagrams.leaf(told[0])
    return diagrams.replaced(tree, lambda outcome: of[outcome])
