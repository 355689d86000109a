"""JSON to a tree of strings, by the rules that hold for YAML.

The standard parser reads the text; it has no places and lets the last of two equal keys win. So
where it meets anything that is refused, or places are asked for, the text is read again here, by
the grammar of RFC 8259: no message depends on what another parser says, or where.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NoReturn

from guidance.files.tree import (
    DEEPEST,
    FORBIDDEN,
    MOST_VALUES,
    FilePlace,
    Tree,
    TreeBuilder,
    Unreadable,
    make_fault,
)

_BLANK = re.compile(r"[ \t\r\n]*")
_LINE_END = re.compile(r"\r\n?|\n")
_OPEN_TEXT = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*')
_WORD = re.compile(r'[^][{},:" \t\r\n]+')
_NO_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})
_VALUE = re.compile(
    r"true|false|null|NaN|-?Infinity|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
)


class _Next(StrEnum):
    """What may come next (RFC 8259, section 2), as it is said to who wrote something else."""

    VALUE = "a value is expected here"
    FIRST_ITEM = "a value or a closing bracket is expected here"
    KEY = "a key in double quotes is expected here"
    FIRST_KEY = "a key in double quotes or a closing brace is expected here"
    COLON = "a colon is expected here"
    COMMA = "a comma or a closing bracket is expected here"
    END = "something follows the end of the record"


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
    except (_Refused, RecursionError, json.JSONDecodeError):
        pass
    _Reader(text, builder).read()


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
        """Turn one value into a tree; texts, of which there are most, without another call."""
        if isinstance(value, dict):
            self._enter(len(value), depth)
            share = self._shared.setdefault
            fields = {
                share(key, key): (
                    share(field, field) if type(field) is str else self.tree(field, depth + 1)
                )
                for key, field in value.items()
            }
            if "" in fields or "" in fields.values():
                raise _Refused
            if self._may_hide:
                self._look((*fields, *fields.values()))
            return fields
        if isinstance(value, list):
            self._enter(len(value), depth)
            return tuple([self.tree(item, depth + 1) for item in value])
        if isinstance(value, str):
            self._look((value,))
            return self._shared.setdefault(value, value)
        if isinstance(value, bool):
            return "true" if value else "false"
        raise _Refused

    def _enter(self, count: int, depth: int) -> None:
        self._count += count
        if self._count >= MOST_VALUES or depth >= DEEPEST:
            raise _Refused

    def _look(self, values: Iterable[Tree]) -> None:
        for text in values:
            if not isinstance(text, str):
                continue
            if not text or (self._may_hide and FORBIDDEN.search(text)):
                raise _Refused


class _Reader:
    """Reads token by token, with places, and finds for itself where the grammar is broken."""

    def __init__(self, text: str, builder: TreeBuilder) -> None:
        self._text = text
        self._builder = builder
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self._open: list[str] = []
        self._next = _Next.VALUE

    def read(self) -> None:
        """Read to the end.

        Raises:
            Unreadable: The grammar is broken, or the builder takes no more.
        """
        at = self._skip_blank(0)
        while at < len(self._text):
            at = self._skip_blank(self._token(at))
        if self._next is not _Next.END:
            raise self._broken(self._next, at)

    def _skip_blank(self, at: int) -> int:
        blank = _BLANK.match(self._text, at)
        return blank.end() if blank else at

    def _token(self, at: int) -> int:
        """Read the token that starts here, and say where it ends."""
        sign = self._text[at]
        if self._next is _Next.END:
            raise self._broken(self._next, at)
        if sign == '"':
            return self._quoted(at)
        if sign not in "{}[],:":
            return self._word(at)
        if sign in "{[":
            self._need(at, _Next.VALUE, _Next.FIRST_ITEM)
            self._builder.open(sign == "{", self._place(at))
            self._open.append(sign)
            self._next = _Next.FIRST_KEY if sign == "{" else _Next.FIRST_ITEM
        elif sign in "}]":
            self._close(sign, at)
        elif sign == ",":
            self._need(at, _Next.COMMA)
            self._next = _Next.KEY if self._open[-1] == "{" else _Next.VALUE
        else:
            self._need(at, _Next.COLON)
            self._next = _Next.VALUE
        return at + 1

    def _close(self, sign: str, at: int) -> None:
        first, after_comma, opened = (
            (_Next.FIRST_KEY, _Next.KEY, "{")
            if sign == "}"
            else (_Next.FIRST_ITEM, _Next.VALUE, "[")
        )
        if self._open[-1:] != [opened]:
            raise self._broken(self._next, at)
        if self._next is after_comma:
            raise self._broken("a comma stands before a closing bracket", at)
        self._need(at, first, _Next.COMMA)
        self._open.pop()
        self._builder.close()
        self._after_value()

    def _quoted(self, at: int) -> int:
        self._need(at, _Next.KEY, _Next.FIRST_KEY, _Next.VALUE, _Next.FIRST_ITEM)
        opened = _OPEN_TEXT.match(self._text, at)
        end = opened.end() if opened else at
        if self._text[end : end + 1] != '"':
            raise self._broken_text(at, end)
        self._builder.scalar(json.loads(self._text[at : end + 1]), self._place(at))
        if self._next in (_Next.KEY, _Next.FIRST_KEY):
            self._next = _Next.COLON
        else:
            self._after_value()
        return end + 1

    def _word(self, at: int) -> int:
        self._need(at, _Next.VALUE, _Next.FIRST_ITEM)
        match = _WORD.match(self._text, at)
        word = match.group() if match else ""
        if not _VALUE.fullmatch(word):
            raise self._broken("a value is expected here, and a text stands in double quotes", at)
        place = self._place(at)
        if word in _NO_NUMBERS:
            self._builder.fault(f"{word} is not a number", "write a number or a text", place)
        self._builder.scalar(word, place, is_empty=word == "null")
        self._after_value()
        return at + len(word)

    def _after_value(self) -> None:
        self._next = _Next.COMMA if self._open else _Next.END

    def _need(self, at: int, *allowed: _Next) -> None:
        if self._next not in allowed:
            raise self._broken(self._next, at)

    def _place(self, at: int) -> FilePlace:
        line = bisect_right(self._starts, at)
        return FilePlace(line, at - self._starts[line - 1] + 1)

    def _broken_text(self, start: int, end: int) -> Unreadable:
        match self._text[end : end + 1]:
            case "\\":
                return self._broken("a backslash starts an escape that JSON does not know", end)
            case "\t":
                return self._broken("a tab stands inside a text, where JSON wants \\t", end)
            case "":
                return self._broken("a quotation mark is opened here and not closed", start)
            case _:
                return self._broken("a text runs over the end of its line", end)

    def _broken(self, meant: str, at: int) -> Unreadable:
        mend = "check the commas, quotes and brackets before it"
        fault = make_fault(f"not readable as JSON: {meant}", mend, (), self._place(at))
        self._builder.faults.append(fault)
        return Unreadable()
