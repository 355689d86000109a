"""Entries of answers as JSON and back: a closed list of types, nothing that runs when it is read.

Values that many entries share (provisions, days, parts, citations) are pooled: written once, and
named by their number. Beside what holds such values stands which, those that they hold included:
so all are fetched at once. A value of a type is written as a list of its fields in their order,
without the last ones that hold their defaults; a record as the fields that were given it. So the
types and their fields are the format: :data:`SHAPE` is another wherever they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from json import JSONDecoder
from typing import Any
from zlib import crc32

from guidance.answers.answering import TextOverTime
from guidance.answers.causes import Cause
from guidance.answers.entries import Entry, Stretch, Upcoming
from guidance.answers.proposals import ProposalStage, ProposalTurn, Proposed
from guidance.answers.whens import NotShown, When
from guidance.engine.states import State
from guidance.engine.tests import (
    EndOfMonth,
    Happened,
    HappenedBy,
    NoLaterThan,
    Order,
    Published,
    Unsaid,
)
from guidance.records.criteria import AllOf, AnyOf, FactTest, Not, Record
from guidance.records.dates import ImpreciseDate, Period
from guidance.records.given import given_to, of_given
from guidance.records.model import Application, ByPlace, Citation, Population, Provision
from guidance.records.parts import Part

_TYPES: tuple[type, ...] = (
    Entry,
    Cause,
    Upcoming,
    When,
    NotShown,
    ImpreciseDate,
    Part,
    Happened,
    HappenedBy,
    Published,
    NoLaterThan,
    Order,
    EndOfMonth,
    Unsaid,
    Proposed,
    ProposalTurn,
    Stretch,
    Period,
    TextOverTime,
)
_ENUMS: tuple[type[StrEnum], ...] = (State, ProposalStage)
_RECORDS: tuple[type[Record], ...] = (
    Provision,
    Citation,
    Application,
    ByPlace,
    Population,
    FactTest,
    AllOf,
    AnyOf,
    Not,
)
_TAGS: Mapping[type, str] = {kind: str(tag) for tag, kind in enumerate((*_TYPES, *_RECORDS))}
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in _TYPES}
_DEFAULTS = {kind: tuple(field.default for field in fields(kind)) for kind in _TYPES}
SHAPE = crc32(
    repr(
        (
            [(kind.__name__, names) for kind, names in _NAMES.items()],
            [
                [held for held in held_last if held is not MISSING]
                for held_last in _DEFAULTS.values()
            ],
            [[member.value for member in kind] for kind in _ENUMS],
            [sorted(kind.model_fields) for kind in _RECORDS],
        )
    ).encode()
)
"""What an index is written with; another version of the library may have other types."""

_POOLED = (Provision, Citation, When, Part, Cause)
_TUPLE, _DAY, _DECIMAL, _SHARED = "t", "d", "n", "@"
_MEMBERS: Mapping[str, StrEnum] = {
    f"{chr(ord('A') + kind)}{place}": member
    for kind, members in enumerate(_ENUMS)
    for place, member in enumerate(members)
}
_MARKS = {member: mark for mark, member in _MEMBERS.items()}


_MADE_BY: Mapping[str, Callable[..., object]] = {
    **{_TAGS[kind]: kind for kind in _TYPES},
    **{_TAGS[kind]: partial(of_given, kind) for kind in _RECORDS},
}


class SharedValues:
    """Values that many entries share, each written once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._seen: dict[int, tuple[object, int]] = {}
        self._held: list[tuple[int, ...]] = []
        self._using: list[set[int]] = []
        self.bodies: list[str] = []

    def number(self, value: object) -> int:
        """The number of a value."""
        seen = self._seen.get(id(value))
        if seen is None:
            held, body = self._written(value)
            number = self._numbers.get(body)
            if number is None:
                number = self._numbers[body] = len(self.bodies)
                self.bodies.append(body)
                self._held.append((*held, number))
            seen = self._seen[id(value)] = value, number  # kept: nothing else takes its address
        self._using[-1].update(self._held[seen[1]])
        return seen[1]

    def written(self, value: object) -> tuple[str, str]:
        """The numbers of all pooled values that a value holds, and it itself, as texts."""
        held, body = self._written(value)
        return ",".join(map(str, held)), body

    def _written(self, value: object) -> tuple[list[int], str]:
        self._using.append(set())
        body = json.dumps(_spelt(value, self), ensure_ascii=False, separators=(",", ":"))
        return sorted(self._using.pop()), body


class ValueReader:
    """Reads what was written.

    Attributes:
        pooled: The pooled values that were read so far, by their numbers.
    """

    def __init__(self) -> None:
        self.pooled: dict[int, Any] = {}
        # The scanner walks through the text in C, and calls for what stands for a value alone.
        self._decoder = JSONDecoder(object_hook=self._made)

    def read(self, body: str) -> Any:  # noqa: ANN401  (what was written)
        """Read a value, of which all pooled values that it holds have been read.

        Raises:
            LookupError: It is no such text.
            TypeError: Nor this.
            ValueError: Nor this.
        """
        return self._decoder.raw_decode(body)[0]

    def _made(self, node: dict[str, Any]) -> Any:  # noqa: ANN401  (any of the types)
        for tag, parts in node.items():
            if tag == _SHARED:
                return self.pooled[parts]
            make = _MADE_BY.get(tag)
            if make is not None:
                return make(*parts)
            if tag == _TUPLE:
                return tuple(parts)
            if tag == _DAY:
                return date.fromordinal(parts)
            if tag == _DECIMAL:
                return Decimal(parts)
            return _MEMBERS[tag]
        return ()


def _write(value: object, pool: SharedValues) -> object:
    if isinstance(value, _POOLED):
        return {_SHARED: pool.number(value)}
    return _spelt(value, pool)


def _spelt(value: object, pool: SharedValues) -> object:
    if isinstance(value, StrEnum):
        return {_MARKS[value]: 0}
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return {_TUPLE: [_write(part, pool) for part in value]} if value else {}
    if isinstance(value, list):  # what whoever reads it takes apart
        return [_write(part, pool) for part in value]
    if isinstance(value, date):
        return {_DAY: value.toordinal()}
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    kind = type(value)
    if isinstance(value, Record):
        given = given_to(value)
        return {_TAGS[kind]: [" ".join(given), *(_spelt(part, pool) for part in given.values())]}
    held = [getattr(value, name) for name in _NAMES[kind]]
    while held and held[-1] == _DEFAULTS[kind][len(held) - 1]:
        held.pop()  # what most entries do not say stands last
    return {_TAGS[kind]: [_write(part, pool) for part in held]}
