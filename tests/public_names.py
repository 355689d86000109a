"""Writes the list of public names and signatures: ``python tests/public_names.py``.

What the list shows is what the stability promise (docs/reference/stability.md) is about. Read the
difference before committing it: a line that changes or goes breaks other people's programs.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import typing
from pathlib import Path

import guidance
import guidance.records.criteria
import guidance.records.model

LIST = Path(__file__).parent / "expected" / "public-names.txt"


def listed() -> str:
    """Every public name with its signature, and the public members of each class."""
    lines: list[str] = []
    for name in sorted(guidance.__all__):
        lines += described(name, getattr(guidance, name))
    for module in (guidance.records.model, guidance.records.criteria):
        names = getattr(module, "__all__", None) or [
            name
            for name, value in vars(module).items()
            if inspect.isclass(value)
            and value.__module__ == module.__name__
            and not name.startswith("_")
        ]
        for name in sorted(names):
            if name not in guidance.__all__:
                lines += described(f"{module.__name__}.{name}", getattr(module, name))
    return "\n".join(lines) + "\n"


def described(name: str, value: object) -> list[str]:
    if inspect.isclass(value):
        return [f"class {name}{bases(value)}", *(f"    {line}" for line in members(value))]
    if callable(value) and not typing.get_origin(value):
        return [f"def {name}{signature(value)}"]
    if isinstance(value, str):
        return [f"{name}: str"]
    if typing.get_origin(value) is typing.Literal:
        return [f"{name} = {value}".replace("typing.", "")]
    return [name]  # a type that others are put together with


def bases(kind: type) -> str:
    """The bases of errors and of what counts its members."""
    if not issubclass(kind, Exception | enum.Enum):
        return ""
    return f"({', '.join(base.__name__ for base in kind.__bases__)})"


def members(kind: type) -> list[str]:
    """Fields in their order, then methods and properties by name."""
    found: dict[str, str] = {}
    if issubclass(kind, enum.Enum):
        return [f"{each.name} = {each.value!r}" for each in kind]
    hints = getattr(kind, "model_fields", None)
    if hints is not None:
        for name, each in hints.items():
            needed = "" if each.is_required() else " = …"
            found[name] = f"{name}: {annotated(kind, name)}{needed}"
    elif dataclasses.is_dataclass(kind):
        for field in dataclasses.fields(kind):
            if field.name[0] != "_":
                found[field.name] = f"{field.name}: {field.type}"
    elif issubclass(kind, tuple) and hasattr(kind, "_fields"):
        for name in kind._fields:  # type: ignore[attr-defined]
            found[name] = f"{name}: {annotated(kind, name)}"
    else:
        for name, hint in inspect.get_annotations(kind).items():
            if not name.startswith("_"):
                found[name] = f"{name}: {hint}"
    for name in sorted(dir(kind)):
        if name.startswith(("_", "model_")) or name in found:
            continue
        line = member(kind, name)
        if line:
            found[name] = line
    return list(found.values())


def annotated(kind: type, name: str) -> str:
    """How the source writes the type of a field."""
    owners = (vars(each).get("__annotations__", {}) for each in kind.__mro__)
    hint = next(names[name] for names in owners if name in names)
    return getattr(hint, "__forward_arg__", None) or str(hint)


def signature(function: object) -> str:
    """A signature as the source writes it."""
    return str(inspect.signature(function)).replace("'", "")  # type: ignore[arg-type]


def member(kind: type, name: str) -> str:
    static = inspect.getattr_static(kind, name)
    function = getattr(static, "fget", None) or getattr(static, "func", None)
    if function is not None:
        return f"{name} -> {function.__annotations__.get('return', '?')}"
    function = getattr(static, "__func__", static)
    if not (getattr(function, "__module__", None) or "").startswith("guidance."):
        return ""
    return f"def {name}{signature(function)}" if inspect.isfunction(function) else ""


if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8")
