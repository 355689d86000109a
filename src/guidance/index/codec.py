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
_NAMES = {kind: tuple(each.name for each in fields(kind)) for kind in _TYPES}
SHAPE = crc32(
    repr(
        (
            [(kind.__name__, names) for kind, names in _NAMES.items()],
            [[each.value for each in kind] for kind in _ENUMS],
            [sorted(kind.model_fields) for kind in _RECORDS.values()],
        )
    ).encode()
)
"""What an index is written with; another version of the library may have other types."""

_POOLED = (Provision, Citation, When, Part)
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
        found = self._numbers.get(body)
        if found is None:
            found = self._numbers[body] = len(self.bodies)
            self.bodies.append(body)
        self._seen[id(value)] = (value, found)  # kept, so that nothing else takes its address
        return found


def encode(entries: tuple[Entry, ...], pool: SharedValues) -> str:
    """Write entries; what they share goes to the pool."""
    return _dumps([_spelt(each, pool) for each in entries])


def decode(body: str, pooled: Callable[[int], Any]) -> tuple[Entry, ...]:
    """Read entries.

    Raises:
        ValueError: It is no such text.
    """
    return tuple(_read(each, pooled) for each in json.loads(body))


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
        return [_TUPLE, *(_write(each, pool) for each in value)]
    if isinstance(value, date):
        return [_DAY, value.toordinal()]
    letter = _LETTERS.get(type(value))
    if letter is not None and isinstance(value, Record):
        return [letter, value.model_dump(mode="json", by_alias=True, exclude_defaults=True)]
    kind = type(value)
    return [_NUMBERS[kind], *(_write(getattr(value, name), pool) for name in _NAMES[kind])]


def _read(plain: Any, pooled: Callable[[int], Any]) -> Any:  # noqa: ANN401  (any of the types)
    if not isinstance(plain, list):
        return plain
    tag = plain[0]
    if tag == _SHARED:
        return pooled(plain[1])
    if tag == _TUPLE:
        return tuple([_read(each, pooled) for each in plain[1:]])
    if tag == _DAY:
        return date.fromordinal(plain[1])
    if tag == _ENUM:
        return _ENUMS[plain[1]](plain[2])
    if isinstance(tag, int) and not isinstance(tag, bool):
        kind = _TYPES[tag]
        return kind(*[_read(each, pooled) for each in plain[1:]])
    record = _RECORDS.get(tag)
    if record is None:
        raise ValueError(f"{tag!r} is no type of an index")
    return record.model_validate_json(json.dumps(plain[1]))
