"""Runs that worlds share: what asks two worlds the same and is told the same comes out the same.

Nothing here says what a record means. A run asks its world for days and choices one after the
other, and each question follows from the answers before; so the answers lead to what came of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from laws.oracle_worlds import Assumed, World

Run = TypeVar("Run")
Question = tuple[str, tuple[Hashable, ...]]  # a method of the world, and what it is given


class Asked:
    """A world, and what it was asked."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.told: dict[Question, Any] = {}
        self.is_over = False
        self.known, self.ordered, self.texts = world.known, world.ordered, world.texts
        self.soonest = world.soonest  # by the records alone

    def _ask(self, method: str, *given: Hashable) -> Any:
        question = method, given
        if question not in self.told:
            assert not self.is_over, f"{question} is asked after all that follows from it"
            self.told[question] = getattr(self._world, method)(*given)
        return self.told[question]

    def published_on(self, version: str) -> int:
        """As the world's."""
        return int(self._ask("published_on", version))

    def event(
        self, reference: str | None, source: str, by: frozenset[str] | None, assumed: Assumed
    ) -> int:
        """As the world's."""
        return int(self._ask("event", reference, source, by, assumed))

    def chosen(self, key: Hashable, otherwise: Any) -> Any:
        """As the world's."""
        return self._ask("chosen", key, otherwise)

    def choose(self, key: Hashable, options: Iterable[Any]) -> Any:
        """As the world's."""
        return self._ask("choose", key, tuple(options))


@dataclass
class Answers:
    """What is asked after some answers, or what came of them."""

    question: Question | None = None
    following: dict[Any, Answers] = field(default_factory=dict)
    outcome: Any = None


def shared(world: World, key: Hashable, run: Callable[[Asked], Run]) -> Run:
    """What a run comes to in a world; done anew only where nobody was told the same before."""
    first = answers = world.known.answers.setdefault(key, Answers())
    while answers.question is not None:
        method, given = answers.question
        told = getattr(world, method)(*given)
        answers = answers.following.setdefault(told, Answers())
    if answers.outcome is None:
        asked = Asked(world)
        outcome = run(asked)
        asked.is_over = True
        answers = first
        for question, told in asked.told.items():
            answers.question = question
            answers = answers.following.setdefault(told, Answers())
        answers.outcome = outcome
    return answers.outcome  # type: ignore[no-any-return]
