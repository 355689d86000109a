"""Results are values: kept with the records that they rest on, and with what was asked."""

from __future__ import annotations

from typing import Any, Protocol

from guidance.answers.question import Question
from guidance.records.shown import Shown, Value

__all__ = ["Keeper", "Origin", "Shown", "Value"]


class Keeper(Protocol):
    """The records that results are read from."""

    def _answer(self, question: Question) -> Any:  # noqa: ANN401  (an answer, told below here)
        """Answer a question."""

    def _concerning(self, question: Question) -> Keeper:
        """Return the records that can bear on the answer to a question."""


class Origin:
    """The records that a result was read from, and what was asked; for those who tell it.

    Pickled, it takes along the records that can bear on the result, and no others.
    """

    __slots__ = ("corpus", "question")

    def __init__(self, corpus: Keeper, question: Question) -> None:
        self.corpus = corpus
        self.question = question

    def __reduce__(self) -> tuple[type[Origin], tuple[Keeper, Question]]:
        return Origin, (self.corpus._concerning(self.question), self.question)

    def __copy__(self) -> Origin:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Origin:
        return self
