"""YAML and JSON of other people: strict about what can hurt, and free about the rest."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from guidance.authoring.importing.request import GivenFile
from guidance.authoring.importing.words import plain
from guidance.errors import RecordsError
from guidance.files.tree import FilePlace, Tree, TreeBuilder, Unreadable, decode
from guidance.files.yaml_text import read_yaml

NOTHING = ""
"""What stands for a value that a file leaves empty, or calls null."""


class _Builder(TreeBuilder):
    """Takes empty values for what they are: in records they are faults, here they say something."""

    def scalar(self, text: str, place: FilePlace, *, is_empty: bool = False) -> None:
        if (is_empty or not text) and not self.expects_key:
            self._note(place)
            self._put(NOTHING)
        else:
            super().scalar(text, place)


def yaml_of(file: GivenFile, shared: dict[str, str]) -> dict[str, Tree]:
    """Read a YAML file of plain fields, lists and texts; nothing is taken for a number or a day.

    Args:
        file: The file.
        shared: Strings met before, so that equal strings are one object.

    Raises:
        RecordsError: It is no such file: aliases, tags, several documents, two equal keys …
    """
    text, faults = decode(file.data)
    builder = _Builder(shared)
    if not faults:
        with suppress(Unreadable):
            read_yaml(text, builder)
        faults = builder.faults
    if faults:
        name = str(file.path)
        raise RecordsError([fault.at(name, fault.line, fault.column) for fault in faults])
    if not isinstance(builder.root, dict):
        raise file.refused("it holds no fields", "give a file of key: value lines")
    return builder.root


def json_of(file: GivenFile) -> dict[str, Any]:
    """Read a JSON file that holds one object.

    Raises:
        RecordsError: It is no such file, holds two equal keys, or is nested without end.
    """
    import json

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        held = dict(pairs)
        if len(held) < len(pairs):
            raise ValueError("two equal keys in one object")
        return held

    try:
        value = json.loads(file.data.decode("utf-8-sig"), object_pairs_hook=once)
    except json.JSONDecodeError as error:
        problem = f"not readable as JSON ({error.msg[:1].lower()}{error.msg[1:]})"
        raise file.refused(problem, "fetch it again", error.lineno, error.colno) from None
    except RecursionError:
        raise file.refused("nested without end", "fetch it from its publisher") from None
    except (UnicodeDecodeError, ValueError) as error:
        raise file.refused(f"not readable as JSON ({error})", "fetch it again") from None
    if not isinstance(value, dict):
        raise file.refused("it holds no JSON object", "give the document whole")
    return value


def member(value: object, *path: str) -> Any:  # noqa: ANN401  (JSON is whatever it is)
    """Return what stands under some keys, one inside the other; ``None`` where nothing does."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def word(value: object, *path: str) -> str:
    """Return the text under some keys on one line; empty where there is none."""
    held = member(value, *path)
    return plain(held) if isinstance(held, str) else ""


def items(value: object, *path: str) -> list[Any]:
    """Return the list under some keys; empty where there is none."""
    held = member(value, *path)
    return held if isinstance(held, list) else []


def fields_of(value: object, *path: str) -> dict[str, Any]:
    """Return the object under some keys; empty where there is none."""
    held = member(value, *path)
    return held if isinstance(held, dict) else {}
