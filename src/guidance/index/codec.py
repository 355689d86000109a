"""Entries of answers as JSON and back: a closed list of types, nothing that runs when it is read.

Values that many entries share (provisions, days, parts, citations) are pooled: written once, and
named by their number. Each type is written as a list of its fields in their order, so the types
and their fields are the format: :data:`SHAPE` is another wherever they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any
from zlib import crc32

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
from guidance.records.criteria import Record
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Citation, Provision
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
)
_ENUMS: tuple[type[StrEnum], ...] = (State, ProposalStage)
_RECORDS: Mapping[str, type[Record]] = {"P": Provision, "C": Citation}
_NUMBERS = {kind: number for number, kind in enumerate(_TYPES)}
_LETTERS: Mapping[type, str] = {kind: letter for letter, kind in _RECORDS.items()}
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in _TYPES}
SHAPE = crc32(
    repr(
        (
            [(kind.__name__, names) for kind, names in _NAMES.items()],
            [[member.value for member in kind] for kind in _ENUMS],
            [sorted(kind.model_fields) for kind in _RECORDS.values()],
        )
    ).encode()
)
"""What an index is written with; another version of the library may have other types."""

_POOLED = (Provision, Citation, When, Part, Cause)
_TUPLE, _DAY, _ENUM, _SHARED = "t", "d", "e", "@"


class SharedValues:
    """Values that many entries share, each written once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._seen: dict[int, tuple[object, int]] = {}
        self.bodies: list[str] = []

    def number(self, value: object) -> int:
        """The number of a value."""
        seen = self._seen.get(id(value))
        if seen is not None:
            return seen[1]
        body = _dumps(_spelt(value, self))
        number = self._numbers.get(body)
        if number is None:
            number = self._numbers[body] = len(self.bodies)
            self.bodies.append(body)
        self._seen[id(value)] = (value, number)  # kept, so that nothing else takes its address
        return number


def encode(entries: tuple[Entry, ...], pool: SharedValues) -> str:
    """Write entries; what they share goes to the pool."""
    return _dumps([_spelt(entry, pool) for entry in entries])


def decode(body: str, pooled: Callable[[int], Any]) -> tuple[Entry, ...]:
    """Read entries.

    Raises:
        ValueError: It is no such text.
    """
    return tuple([_read(entry, pooled) for entry in json.loads(body)])


def decode_value(body: str, pooled: Callable[[int], Any]) -> object:
    """Read a pooled value.

    Raises:
        ValueError: It is no such text.
    """
    return _read(json.loads(body), pooled)


def _dumps(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _write(value: object, pool: SharedValues) -> object:
    if isinstance(value, _POOLED):
        return [_SHARED, pool.number(value)]
    return _spelt(value, pool)


def _spelt(value: object, pool: SharedValues) -> object:
    if isinstance(value, StrEnum):
        return [_ENUM, _ENUMS.index(type(value)), value.value]
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_TUPLE, *(_write(part, pool) for part in value)] if value else []
    if isinstance(value, date):
        return [_DAY, value.toordinal()]
    letter = _LETTERS.get(type(value))
    if letter is not None and isinstance(value, Record):
        return [letter, value.model_dump(mode="json", by_alias=True, exclude_defaults=True)]
    kind = type(value)
    return [_NUMBERS[kind], *(_write(getattr(value, name), pool) for name in _NAMES[kind])]


def _read(plain: Any, pooled: Callable[[int], Any]) -> Any:  # noqa: ANN401  (any of the types)
    if type(plain) is not list:
        return plain
    if not plain:
        return ()
    tag = plain[0]
    if tag == _SHARED:
        return pooled(plain[1])
    if tag == _DAY:
        return date.fromordinal(plain[1])
    if tag == _ENUM:
        return _ENUMS[plain[1]](plain[2])
    # Most parts are texts and numbers: to call this for each of them took most of the time.
    if type(tag) is int:
        parts = [_read(part, pooled) if type(part) is list else part for part in plain[1:]]
        return _TYPES[tag](*parts)
    if tag == _TUPLE:
        return tuple([_read(part, pooled) if type(part) is list else part for part in plain[1:]])
    record = _RECORDS.get(tag)
    if record is None:
        raise ValueError(f"{tag!r} is no type of an index")
    return record.model_validate_json(json.dumps(plain[1]))
