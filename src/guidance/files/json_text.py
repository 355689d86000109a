"""JSON to a tree of strings, by the rules that hold for YAML.

The standard parser reads the text; it has no places and lets the last of two equal keys win. So
where it meets anything that is refused, or places are asked for, the text is read again here.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any, NoReturn

from guidance.files.tree import (
    DEEPEST,
    FORBIDDEN,
    MOST_VALUES,
    Place,
    Tree,
    TreeBuilder,
    Unreadable,
    make_fault,
)

_TOKEN = re.compile(
    r'[ \t\r\n]*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<sign>[][{},:])|(?P<word>[^][{},:" \t\r\n]+))'
)
# What the standard parser says, by its first words, and what it means to who wrote it.
_SYNTAX = (
    ("Expecting property name", "a key in double quotes is expected here"),
    ("Expecting ':'", "a colon is expected here"),
    ("Expecting ','", "a comma is expected here"),
    ("Expecting value", "a value is expected here"),
    ("Unterminated string", "a quotation mark is opened here and not closed"),
    ("Invalid control character", "a text runs over the end of its line"),
    ("Invalid \\", "a backslash starts an escape that JSON does not know"),
    ("Extra data", "something follows the end of the record"),
    ("Illegal trailing comma", "a comma stands before a closing bracket"),
)
_NO_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})


class _Refused(Exception):  # noqa: N818  (never leaves this module)
    """Something that the strict reading has to look at."""


def read_json(text: str, builder: TreeBuilder, shared: dict[str, str]) -> None:
    """Read one JSON document into a builder.

    Raises:
        Unreadable: The text cannot be read to its end; the builder holds the fault.
    """
    try:
        value = json.loads(
            text,
            object_pairs_hook=_fields,
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse,
        )
        if builder.places is None:
            builder.root = _Quick(shared, may_hide="\\" in text).tree(value, 0)
            return
    except json.JSONDecodeError as error:
        mend = "check the commas, quotes and brackets before it"
        place = Place(error.lineno, error.colno)
        meant = next((words for said, words in _SYNTAX if error.msg.startswith(said)), error.msg)
        builder.faults.append(make_fault(f"not readable as JSON: {meant}", mend, (), place))
        raise Unreadable from None
    except (_Refused, RecursionError):
        pass
    _feed(text, builder)


def _refuse(_: str) -> NoReturn:
    raise _Refused


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise _Refused
    return fields


class _Quick:
    """Turns what the standard parser read into a tree, and refuses all that needs a fault."""

    def __init__(self, shared: dict[str, str], *, may_hide: bool) -> None:
        self._shared = shared
        # Without a backslash in the file, what is invisible has been seen in the file itself.
        self._may_hide = may_hide
        self._count = 0

    def tree(self, value: object, depth: int) -> Tree:
        self._count += 1
        if self._count > MOST_VALUES or depth > DEEPEST:
            raise _Refused
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {self._text(k): self.tree(v, depth + 1) for k, v in value.items()}
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, list):
            return tuple([self.tree(item, depth + 1) for item in value])
        raise _Refused

    def _text(self, text: str) -> str:
        if not text or (self._may_hide and FORBIDDEN.search(text)):
            raise _Refused
        return self._shared.setdefault(text, text)


def _feed(text: str, builder: TreeBuilder) -> None:
    """Read token by token, with places; how the text hangs together has been checked before."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", text))]
    for token in _TOKEN.finditer(text):
        offset = token.start(token.lastgroup or 0)
        line = bisect_right(starts, offset)
        place = Place(line, offset - starts[line - 1] + 1)
        match token.lastgroup, token[token.lastgroup or 0]:
            case "sign", "{" | "[" as sign:
                builder.open(sign == "{", place)
            case "sign", "}" | "]":
                builder.close()
            case "text", quoted:
                builder.scalar(json.loads(quoted), place)
            case "word", word:
                if word in _NO_NUMBERS:
                    builder.fault(f"{word} is not a number", "write a number or a text", place)
                builder.scalar(word, place, is_empty=word == "null")
