"""Every reference that a record makes, found by the types of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo


def references(record: BaseModel) -> Iterator[str]:
    """Yield what a record names in its fields, and in the records inside it, as written.

    A field names something where its type is that of a reference: its pattern has ``#`` or ``@``.
    """
    names = _naming_fields(type(record))
    for field, value in record:
        if value is not None:
            yield from _texts(value) if field in names else _inside(value)


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from references(value)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _inside(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for text in value:
            yield from _texts(text)
    else:
        yield from _inside(value)


@cache
def _naming_fields(model: type[BaseModel]) -> frozenset[str]:
    hints = get_type_hints(model, include_extras=True)
    return frozenset(field for field in model.model_fields if _is_naming(hints[field]))


def _is_naming(hint: object) -> bool:
    for marked in getattr(hint, "__metadata__", ()):
        patterns = [getattr(constraint, "pattern", None) for constraint in _constraints(marked)]
        if any(isinstance(pattern, str) and {*"#@"} & {*pattern} for pattern in patterns):
            return True
    return any(_is_naming(part) for part in get_args(hint))


def _constraints(marked: object) -> list[object]:
    return marked.metadata if isinstance(marked, FieldInfo) else [marked]
