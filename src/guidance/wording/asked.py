"""How sentences name the day that was asked about; and places in them to be filled in later.

A sentence about an answer names its day, and says how old things are on it. Whoever shows one
sentence on many days asks for it once, with :class:`Slots` in place of the day and the ages, and
fills them in for each day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from guidance.wording.days import ages_words, exact_words

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The words for the day asked about, and for what is reckoned from it.

    Attributes:
        on: The day.
        known_on: The day of knowledge; the same day where all records count.
        age: How old on that day what came about on one unknown day of two or between is.
    """

    on: str
    known_on: str
    age: Callable[[date, date], str]

    @classmethod
    def of(cls, on: date, known_on: date | None = None) -> AskedDay:
        """Return the words for a day, as known on another."""
        return cls(
            exact_words(on),
            exact_words(known_on or on),
            lambda earliest, latest: ages_words(earliest, latest, on),
        )


class Slots(Generic[_T]):
    """Marks that stand in a sentence for values, each to be put there later.

    The marks are made of noncharacters, which Unicode keeps for use inside a program.
    """

    _MARK = re.compile("\ufdd0([0-9]+)\ufdd1")

    def __init__(self) -> None:
        self._values: list[_T] = []

    def mark(self, value: _T) -> str:
        """Return the mark of a value."""
        self._values.append(value)
        return f"\ufdd0{len(self._values) - 1}\ufdd1"

    def divide(self, sentence: str) -> tuple[str | _T, ...]:
        """Divide a sentence at its marks, with the values in their place; no piece is empty."""
        pieces = [
            self._values[int(piece)] if place % 2 else piece
            for place, piece in enumerate(self._MARK.split(sentence))
        ]
        return tuple(piece for piece in pieces if piece != "")
