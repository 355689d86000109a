"""Values for other programs: shown on one line, and told as their documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from importlib import import_module
from typing import Any, cast

_LONGEST = 60
LONGEST_WHOLE = 200
"""Characters of a record that is shown whole; a longer one is shown by what it holds."""


class Shown:
    """A value that is shown on one line: what it is about, and how much it holds."""

    __slots__ = ()

    def __repr__(self) -> str:
        return in_short(self)


class Value(Shown):
    """A result that can be told as its published document."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The published document of it, as ``guidance schema`` describes it.

        Raises:
            QueryError: It was made by hand, and its document needs the records.
        """
        return cast("dict[str, Any]", _public("to_dict")(self))

    def to_json(self) -> str:
        """The same document as text, as the command prints it with ``--format json``."""
        return cast("str", _public("to_json")(self))


def in_short(value: object) -> str:
    """A value on one line: its short fields, how many are in its long ones."""
    told = ", ".join(_shown(name, held) for name, held in _fields(value) if _says(held))
    return f"{type(value).__name__}({told})"


def _public(name: str) -> Any:  # noqa: ANN401  (a function of the top package, known by name)
    """A function of the top package, which brings each name from the room that it lives in."""
    return getattr(import_module(__name__.partition(".")[0]), name)


def _fields(value: object) -> list[tuple[str, object]]:
    if is_dataclass(value):
        return [(field.name, getattr(value, field.name)) for field in fields(value) if field.repr]
    names: Iterable[str] = getattr(type(value), "model_fields", ()) or getattr(value, "_fields", ())
    return [(name, getattr(value, name)) for name in names]


def _says(value: object) -> bool:
    return value is not None and value != () and value != {} and value is not False


def _shown(name: str, value: object) -> str:
    match value:
        case Enum():
            return f"{name}={value.value!r}"
        case str():
            short = value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
            return f"{name}={short!r}"
        case date():
            return f"{name}={value.isoformat()}"
        case bool() | int():
            return f"{name}={value}"
        case tuple() | Mapping() if not hasattr(value, "_fields"):
            return f"{name}: {len(value)}"
    has_text = type(value).__str__ is not object.__str__ and not hasattr(
        type(value), "model_fields"
    )
    text = str(value) if has_text else "…"
    return f"{name}={text if len(text) <= _LONGEST else '…'}"
