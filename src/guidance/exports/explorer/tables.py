"""Values kept once, and sentences that name the day asked about."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from guidance.wording.asked import AskedDay, Slots
from guidance.wording.visible import visible

SlottedText = str | list[Any]
"""A sentence; or its pieces, where ``0`` stands for the day asked about, ``1`` for the day of
knowledge, ``2`` for the earlier of two days, ``[earliest, latest]`` for the age of what was
published between those days, and ``{"text": place}`` for a text that is kept once."""

_EPOCH = date(1970, 1, 1).toordinal()


class Pool:
    """Values told apart by what they hold; each is kept once and known by its place."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._places: dict[Hashable, int] = {}

    def add(self, value: Any) -> int:  # noqa: ANN401  (anything that JSON can hold)
        """Keep a value, and say at which place."""
        key = value if isinstance(value, str) else json.dumps(value).encode()
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


def day_of(place: int) -> date:
    """The day of such a number."""
    return date.fromordinal(place + _EPOCH)


class Sentences:
    """Sentences with slots, and the words that fill these for now."""

    def __init__(self) -> None:
        self._slots: Slots[Any] = Slots()
        self.asked = AskedDay(self._slots.mark(0), self._slots.mark(1), self.age)
        """The day asked about, as known on another."""
        self.asked_of_all = replace(self.asked, known_on=self.asked.on)
        """The day asked about, where all records count."""
        self._marks: dict[int, str] = {}

    def asked_as(self, known_on: date | None) -> AskedDay:
        """Return the words for the day asked about, as known on some day or on all records."""
        return self.asked_of_all if known_on is None else self.asked

    def text(self, place: int) -> str:
        """Return the mark of a text that is kept once; it has one, as sentences compare texts."""
        mark = self._marks.get(place)
        if mark is None:
            mark = self._marks[place] = self._slots.mark({"text": place})
        return mark

    def age(self, earliest: date, latest: date) -> str:
        """Return a mark for how old something is on the day asked about."""
        since = None if earliest == date.min else number(earliest)
        return self._slots.mark([since, number(latest)])

    def divided(self, sentence: str) -> SlottedText:
        """Divide a sentence where something is to be put in."""
        pieces = self._slots.divide(sentence)
        return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else list(pieces)


def made_visible(value: Any) -> Any:  # noqa: ANN401  (anything that JSON can hold)
    """Make hidden characters visible in every text of a value."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: made_visible(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [made_visible(inner) for inner in value]
    return value


def lengths(texts: Iterator[tuple[str, str]]) -> list[int]:
    """Pieces of a redline as their lengths in UTF-16 units: kept, deleted, inserted, and again."""
    counts: list[int] = []
    places = {"kept": 0, "deleted": 1, "inserted": 2}
    for kind, text in texts:
        while len(counts) % 3 != places[kind]:
            counts.append(0)
        counts.append(len(visible(text).encode("utf-16-le", "surrogatepass")) // 2)
    return counts
