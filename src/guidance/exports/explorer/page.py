"""The file: data, style and script in one page that nothing else can get into or out of."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from guidance.exports.explorer.tables import made_visible

MODULES = ("days", "elements", "answers", "briefs", "timeline", "statements", "comparison", "app")
"""The modules of the front end; each imports only from those before it."""

_IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export (?=function|const|class)", re.MULTILINE)
_PLACE = re.compile(r"\{\{(\w+)\}\}")
# What could end the element that holds the data, or a line of it.
_ESCAPED = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


MOST_PLAIN = 1_000_000
"""Of more characters than this the data is packed: a page of 4,000 statements would be eight times
as large."""


def page(data: dict[str, Any]) -> str:
    """Write the page for what was collected."""
    shown = made_visible(data)
    written = safe_json(shown)
    is_packed = len(written) > MOST_PLAIN
    script, style = bundle(), _asset("explorer.css")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    parts = {
        "policy": policy,
        "title": escape(shown["title"]),
        "style": style,
        "kind": "text/plain" if is_packed else "application/json",
        "data": packed(written) if is_packed else written,
        "script": script,
    }
    return _PLACE.sub(lambda place: parts[place.group(1)], _asset("explorer.html"))


def bundle() -> str:
    """Join the modules into one: a page on disk cannot import from files beside it."""
    parts = [_EXPORT.sub("", _IMPORT.sub("", _asset(f"{name}.js"))).strip() for name in MODULES]
    return "\n\n".join(parts) + "\n"


def safe_json(value: Any) -> str:  # noqa: ANN401  (anything that JSON can hold)
    """Write JSON that is text and nothing else inside an HTML element."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda sign: _ESCAPED[sign.group()], written)


def packed(written: str) -> str:
    """Compress text, the same for the same text, to letters that are nothing else in HTML."""
    return b64encode(zlib.compress(written.encode(), 6)).decode()


def _asset(name: str) -> str:
    return (files("guidance.exports.explorer") / "assets" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
