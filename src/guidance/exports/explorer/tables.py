"""Values kept once, and sentences that name the day asked about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import copy
from datetime import date
from typing import Any

from guidance.answers.answer import Answer
from guidance.wording.days import ages_words, exact_words
from guidance.wording.visible import visible

Text = str | list[Any]
"""A sentence; or its pieces, where ``0`` stands for the day asked about, ``1`` for the day of
knowledge and ``[earliest, latest]`` for the age of what was published between those days."""

ASKED = date(9998, 11, 27)
KNOWN = date(9998, 11, 28)
_SLOT = re.compile(f"({exact_words(ASKED)}|{exact_words(KNOWN)})")
_SLOTS = {exact_words(ASKED): 0, exact_words(KNOWN): 1}
_EPOCH = date(1970, 1, 1).toordinal()


class Table:
    """Values told apart by what they hold; each is kept once and known by its place."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._places: dict[str, int] = {}

    def add(self, value: Any) -> int:  # noqa: ANN401  (anything that JSON can hold)
        """Keep a value, and say at which place."""
        key = json.dumps(value)
        place = self._places.setdefault(key, len(self.items))
        if place == len(self.items):
            self.items.append(value)
        return place


class Runs:
    """A value for each stretch of knowledge, written down where it differs from the one before."""

    def __init__(self) -> None:
        self.runs: list[tuple[int, int]] = []

    def add(self, known: int, place: int) -> None:
        """Say what holds from this stretch of knowledge on."""
        if not self.runs or self.runs[-1][1] != place:
            self.runs.append((known, place))


def number(day: date | int) -> int:
    """A day as the page counts them: from the first of January 1970."""
    return (day if isinstance(day, int) else day.toordinal()) - _EPOCH


def slotted(sentence: str, age: tuple[date, date] | None = None) -> Text:
    """Divide a sentence written for the two stand-in days, so that any day can be put in.

    Args:
        sentence: What the library wrote for :data:`ASKED`, known on :data:`KNOWN`.
        age: The days between which that was published whose age the sentence tells.
    """
    pieces: list[Any] = [sentence]
    if age is not None:
        before, found, after = sentence.partition(ages_words(*age, ASKED))
        since = None if age[0] == date.min else number(age[0])
        pieces = [before, [since, number(age[1])], after] if found else pieces
    divided = [
        _SLOTS.get(part, part) if isinstance(part, str) else part
        for piece in pieces
        for part in (_SLOT.split(piece) if isinstance(piece, str) else [piece])
        if part != ""
    ]
    return divided[0] if len(divided) == 1 and isinstance(divided[0], str) else divided


def on_any_day(answer: Answer) -> Answer:
    """The same answer with stand-ins for its two days: for the sentences about it."""
    made = copy(answer)
    made.__dict__["undetermined"] = answer.undetermined
    known_on = KNOWN if answer.known_on is not None else None
    made.question = answer.question._replace(on=ASKED, known_on=known_on)
    return made


def made_visible(value: Any) -> Any:  # noqa: ANN401  (anything that JSON can hold)
    """Make hidden characters visible in every text of a value."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: made_visible(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [made_visible(each) for each in value]
    return value


def lengths(texts: Iterator[tuple[str, str]]) -> list[int]:
    """Pieces of a redline as their lengths in UTF-16 units: kept, deleted, inserted, and again."""
    found: list[int] = []
    places = {"kept": 0, "deleted": 1, "inserted": 2}
    for kind, text in texts:
        while len(found) % 3 != places[kind]:
            found.append(0)
        found.append(len(visible(text).encode("utf-16-le", "surrogatepass")) // 2)
    return found
