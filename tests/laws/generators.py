"""Small corpora that contain what real histories are made of.

One maker serves two ends: ``corpora()`` is a hypothesis strategy, ``at_random(seed)`` feeds the
soak. Both hand it a ``Pick``, from which every decision comes.
"""

from __future__ import annotations

from random import Random
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from laws.generator_deeds import Maker
from laws.oracle_records import Corpus

Thing = TypeVar("Thing")


class Pick(Protocol):
    """Where decisions come from."""

    def one(self, things: list[Thing]) -> Thing:
        """One of some things; a simple one stands first."""
        ...

    def number(self, low: int, high: int) -> int:
        """A number of a range, both ends included."""
        ...


class FromDraw:
    """Decisions that hypothesis can shrink."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw

    def one(self, things: list[Thing]) -> Thing:
        return self._draw(st.sampled_from(things))

    def number(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))


class FromRandom:
    """Decisions of a seeded generator."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def one(self, things: list[Thing]) -> Thing:
        return self._random.choice(things)

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)


@st.composite
def corpora(draw: Any, **wishes: Any) -> Corpus:
    """Small valid corpora."""
    return Maker(FromDraw(draw), **wishes).make()


def at_random(seed: int, **wishes: Any) -> Corpus:
    """The corpus of a seed."""
    return Maker(FromRandom(seed), **wishes).make()
