"""YAML of other people to plain values: strict about what can hurt, and free about the rest."""

from __future__ import annotations

from contextlib import suppress

from guidance.authoring.importing.request import GivenFile
from guidance.errors import RecordsError
from guidance.files.tree import Place, Tree, TreeBuilder, Unreadable, decode
from guidance.files.yaml_text import read_yaml

NOTHING = ""
"""What stands for a value that a file leaves empty, or calls null."""


class _Builder(TreeBuilder):
    """Takes empty values for what they are: in records they are faults, here they say something."""

    def scalar(self, text: str, place: Place, *, is_empty: bool = False) -> None:
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
