"""The order in which a document has its provisions, over all its versions.

The order of the provisions in the file of a version is the order of its document. It decides in
which order things are listed, everywhere, and nothing else.

* A **whole** version restates its source: its order counts from then on. What it leaves out keeps
  its place behind what it stood behind before.
* A **partial** version moves nothing. What it adds stands by its number where its id is numbered
  like others (``s2a`` between ``s2`` and ``s3``); else behind what the version states before it
  (else before what it states next) if that is cited from the same section; else at the end of its
  section; else beside what is stated beside it; else at the end.

What is known later moves nothing in what was known before: as known on a day, the versions that
can have been published by then decide, and what others add is only put in.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from guidance.records.model import Version
from guidance.records.natural import ReadingOrder, reading_order

Place: TypeAlias = tuple[ReadingOrder, int, ReadingOrder]
"""What everything is listed by: source, place in its document, name of what has no such place."""

_LAST = sys.maxsize
_NOTHING = reading_order("")


def document_order(versions: Iterable[Version], known_on: date | None = None) -> tuple[str, ...]:
    """The provisions that the versions of a source state, in the order of the document.

    Args:
        versions: From first to last.
        known_on: The day whose knowledge decides; ``None`` for all records.
    """
    versions = tuple(versions)
    if len(versions) == 1:
        return tuple(versions[0].provisions)  # whole or partial: there is nothing to put it beside
    order = _Order()
    later: list[Version] = []
    for version in versions:
        first = version.published.earliest
        if known_on is not None and first is not None and first > known_on:
            later.append(version)
        elif version.extent == "whole":
            order.follow(version)
        else:
            order.admit(version)
    for version in later:
        order.admit(version)
    return tuple(order.names)


class _Order:
    """An order in the making."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._sections: dict[str, str] = {}
        self._numbered: dict[str, list[tuple[ReadingOrder, str]]] = {}

    def follow(self, version: Version) -> None:
        """Take over the order of a whole version."""
        trailing: dict[str | None, list[str]] = {}
        last = None
        for name in self.names:
            if name in version.provisions:
                last = name
            else:
                trailing.setdefault(last, []).append(name)
        self.names = trailing.get(None, [])
        for name, provision in version.provisions.items():
            self.names += [name, *trailing.get(name, ())]
            self._know(name, provision.cite.section)

    def admit(self, version: Version) -> None:
        """Put in what a version adds, and move nothing."""
        if not self.names:
            return self.follow(version)
        stated = list(version.provisions)
        new = [name for name in stated if name not in self._sections]
        for name in stated:
            if name in self._sections:
                self._know(name, version.provisions[name].cite.section)
        for name in new:
            section = version.provisions[name].cite.section
            self.names.insert(self._place(name, stated, section), name)
            self._know(name, section)
        return None

    def _know(self, name: str, section: str) -> None:
        if name not in self._sections:
            key = reading_order(name)
            if len(key[0]) > 1:
                insort(self._numbered.setdefault(_stem(key), []), (key, name))
        self._sections[name] = section

    def _place(self, name: str, stated: list[str], section: str) -> int:
        by_number = self._by_number(name)
        if by_number is not None:
            return by_number
        here = stated.index(name)
        before = stated[here - 1] if here else None  # what comes before it has its place by now
        beside = before or next((n for n in stated[here + 1 :] if n in self._sections), None)
        if beside is not None and self._sections[beside] == section:
            return self.names.index(beside) + (beside == before)
        in_section = (
            place for place, known in self._backwards() if self._sections[known] == section
        )
        last = next(in_section, None)
        if last is not None:
            return last + 1
        return len(self.names) if beside is None else self.names.index(beside) + (beside == before)

    def _backwards(self) -> Iterator[tuple[int, str]]:
        for place in range(len(self.names) - 1, -1, -1):
            yield place, self.names[place]

    def _by_number(self, name: str) -> int | None:
        """Its place among those whose ids are numbered alike."""
        key = reading_order(name)
        alike = self._numbered.get(_stem(key), []) if len(key[0]) > 1 else []
        if not alike:
            return None
        place = bisect_left(alike, (key, name))
        if not place:
            return self.names.index(alike[0][1])
        return self.names.index(alike[place - 1][1]) + 1


def _stem(key: ReadingOrder) -> str:
    """What stands before the first number of a name."""
    return str(key[0][0])


class Places:
    """The place of everything that is recorded, as known on one day.

    Args:
        sources: For each source, its versions from first to last.
        known_on: ``None`` for all records.
    """

    def __init__(
        self, sources: Mapping[str, Sequence[Version]], known_on: date | None = None
    ) -> None:
        self._sources = sources
        self._known_on = known_on
        self._numbers: dict[str, dict[str, int]] = {}
        self._places: dict[str, Place] = {}

    def number(self, ref: str) -> int:
        """The place of a provision in the document of its source, from 0."""
        return self._of_source(ref.partition("#")[0])[ref]

    def of(self, ref: str) -> Place:
        """What a reference is listed by; events and versions follow the provisions of a source."""
        place = self._places.get(ref)
        if place is None:
            place = self._places[ref] = self._place(ref)
        return place

    def _place(self, ref: str) -> Place:
        source, mark, _ = ref.partition("#")
        number = self._of_source(source).get(ref) if mark else None
        if number is not None:
            return reading_order(source), number, _NOTHING
        return place_behind(ref)

    def _of_source(self, source: str) -> Mapping[str, int]:
        numbers = self._numbers.get(source)
        if numbers is None:
            names = document_order(self._sources.get(source, ()), self._known_on)
            numbers = {f"{source}#{name}": place for place, name in enumerate(names)}
            self._numbers[source] = numbers
        return numbers


def place_behind(ref: str) -> Place:
    """What an event or a version is listed by: behind all provisions of its source."""
    source = ref.partition("#")[0].partition("@")[0]
    return reading_order(source), _LAST, reading_order(ref)


def place_of(ref: str, number: int) -> Place:
    """What a provision is listed by, given its place in its document."""
    return reading_order(ref.partition("#")[0]), number, _NOTHING
