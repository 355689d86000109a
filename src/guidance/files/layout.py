"""From a record to the text of its file, so that reading it gives the same record.

The layout is for people: fields in the order of the models, short groups on one line, long texts
folded, quotes only where YAML needs them or another reader would take a text for something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from guidance.files.tree import FORBIDDEN
from guidance.records.criteria import Record
from guidance.records.model import as_plain

_WIDTH = 100
_MOST_ON_A_LINE = 4
_FLOW_WIDTH = 72
# Written bare although a generic reader takes them for numbers, which they are.
_NUMBER_KEYS = frozenset({"at-least", "at-most", "minimum", "maximum"})
# Blocks of records that are set apart by empty lines.
_APART = frozenset({"events", "provisions", "amendments", "facts", "constraints"})
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_BARE = re.compile(r"[^\W\d_](?:[^\x00-\x1f:#]|:(?=[^\s])|(?<=\S)#)*\Z")
# Some readers take a question mark before a comma for a key that is left out.
_FLOW_BARE = re.compile(r"[^\W\d_](?:[^\x00-\x1f:#?,\[\]{}]|(?<=[^\s,\[\]{}])#)*\Z")
# What a file may not hold unescaped, or what YAML takes for the end of a line.
_ESCAPED = re.compile(rf"[\u2028\u2029\r]|{FORBIDDEN.pattern}")


def dump(record: Record) -> str:
    """Write a record as YAML."""
    return dump_fields(as_plain(record))


def dump_fields(fields: dict[str, Any]) -> str:
    """Write the fields of a record as YAML, also those that are not well formed yet."""
    return "\n".join(_fields(fields, 0)) + "\n"


def dump_json(record: Record) -> str:
    """Write a record as JSON."""
    text = json.dumps(as_plain(record), indent=2, ensure_ascii=False)
    return _ESCAPED.sub(_escape, text) + "\n"


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def _fields(fields: dict[str, Any], indent: int, *, apart: bool = False) -> Iterator[str]:
    if "act" in fields:
        fields = {"act": fields["act"], **fields}
    for key, value in fields.items():
        if apart or (key in _APART and not indent):
            yield ""
        yield from _entry(" " * indent + _short(key, _BARE) + ":", key, value, indent + 2)


def _entry(head: str, key: str, value: object, indent: int) -> Iterator[str]:
    """Lines of a value that follows a key or a hyphen."""
    if isinstance(value, str):
        yield from _text(head, key, value, indent)
    elif not isinstance(value, dict | list):
        yield f"{head} {_short(value, _BARE, key)}"
    elif len(line := f"{head} {_flow(value, key)}") <= _WIDTH and _is_small(value):
        yield line
    elif isinstance(value, dict):
        yield head
        yield from _fields(value, indent, apart=key in _APART and indent == 2)
    else:
        yield head
        for item in value:
            yield from _item(item, indent)


def _item(item: object, indent: int) -> Iterator[str]:
    hyphen = " " * indent + "-"
    if isinstance(item, dict) and not (
        _is_small(item) and len(hyphen) + 1 + len(_flow(item, "")) <= _WIDTH
    ):
        # The first field stands on the line of the hyphen.
        for number, line in enumerate(_fields(item, indent + 2)):
            yield f"{hyphen} {line[indent + 2 :]}" if number == 0 else line
    else:
        yield from _entry(hyphen, "", item, indent + 2)


def _is_small(value: dict[str, Any] | list[Any]) -> bool:
    """Whether a group reads well on one line: a few short fields, or a list of words."""
    if isinstance(value, dict):
        is_flat = not any(isinstance(part, dict | list) and part for part in value.values())
        return is_flat and len(value) <= _MOST_ON_A_LINE and len(_flow(value, "")) <= _FLOW_WIDTH
    return all(not isinstance(part, dict | list) for part in value)


def _flow(value: object, key: str) -> str:
    if isinstance(value, dict):
        pairs = (f"{_short(k, _FLOW_BARE)}: {_flow(v, k)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(part, key) for part in value) + "]"
    return _short(value, _FLOW_BARE, key)


def _short(value: object, bare: re.Pattern[str], key: str = "") -> str:
    """Write a scalar on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) or key in _NUMBER_KEYS:
        return str(value)
    text = str(value)
    is_bare = bare.match(text) and text.lower() not in _WORDS_OF_YAML
    if is_bare and text == text.strip() and not text.endswith(":") and text.isprintable():
        return text
    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return _ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


def _text(head: str, key: str, text: str, indent: int) -> Iterator[str]:
    """Write a text: on the line of its key, folded where it is long, literal where it has lines."""
    line = f"{head} {_short(text, _BARE, key)}"
    if len(line) <= _WIDTH and "\n" not in text:
        yield line
    elif lines := _folded(text, _WIDTH - indent):
        yield f"{head} >-"
        yield from (" " * indent + line for line in lines)
    elif _can_be_literal(text):
        yield f"{head} {'|' if text.endswith(chr(10)) else '|-'}"
        yield from (
            " " * indent + line if line else "" for line in text.removesuffix("\n").split("\n")
        )
    else:
        yield line


def _folded(text: str, width: int) -> list[str]:
    """Break a text at its spaces; nothing where that would not give the same text back."""
    words = text.split(" ")
    if not text.replace(" ", "x").isprintable() or not all(words):
        return []
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def _can_be_literal(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    return (
        "\n" in text
        and bool(lines[0])
        and bool(lines[-1])
        and all(not line or (line.isprintable() and line == line.strip()) for line in lines)
    )
