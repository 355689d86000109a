"""Writes a JSON document: keys in the declared order, nothing invisible in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# What a terminal would obey; JSON itself only escapes the first 32.
_HIDDEN = re.compile(
    "[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SHOWN = bytes(range(0x7F))
"""The octets of ASCII that are never hidden."""


def dumps(document: Mapping[str, Any]) -> str:
    """Write a document as text that ends with a line end."""
    return written(document).decode()


def written(document: Mapping[str, Any]) -> bytes:
    """Write the same as octets."""
    octets = _written(document)
    # Of a long document little is beyond ASCII, and looking at every letter takes longest of all.
    if _HIDDEN.search(octets.translate(None, _SHOWN).decode()):
        text = _HIDDEN.sub(lambda hidden: f"\\u{ord(hidden.group()):04x}", octets.decode())
        octets = text.encode()
    return octets + b"\n"


def _written(document: Mapping[str, Any]) -> bytes:
    """The same octets as the standard library's, which takes ten times as long to indent them."""
    from pydantic_core import PydanticSerializationError, to_json

    try:
        return to_json(document, indent=2)
    except (PydanticSerializationError, UnicodeEncodeError):  # half a pair of surrogates: escaped
        text = json.dumps(document, ensure_ascii=False, indent=2)
        return text.encode("utf-8", "backslashreplace")
