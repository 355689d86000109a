"""Names and texts that a record can hold, made of what a file says."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from guidance.records.criteria import LONGEST_TEXT

_LONGEST_NAME = 80
_HASH = 8
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9.]+")
_DOTS = re.compile(r"-*\.[-.]*")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_CUT = " […]"


def slug(text: str) -> str:
    """Make a name of a text; too long, it is cut, and ends in a hash that keeps it apart."""
    spelt = unicodedata.normalize("NFKD", text.translate(_DASHES))
    letters = spelt.encode("ascii", "ignore").decode().lower()
    name = _DOTS.sub(".", _NOT_IN_A_NAME.sub("-", letters)).strip("-.")
    if not name:
        return hashlib.sha256(text.encode()).hexdigest()[:_HASH]
    if len(name) <= _LONGEST_NAME:
        return name
    kept = name[: _LONGEST_NAME - _HASH - 1].rstrip("-.")
    return f"{kept}-{hashlib.sha256(text.encode()).hexdigest()[:_HASH]}"


def plain(text: str | None) -> str:
    """Put a text on one line, without what people cannot see."""
    return " ".join(_INVISIBLE.sub(" ", text or "").split())


def fitting(text: str | None, otherwise: str) -> str:
    """Make a text fit for a record: on one line, and marked where it had to be cut."""
    words = plain(text) or otherwise
    if len(words) <= LONGEST_TEXT:
        return words
    return words[: LONGEST_TEXT - len(_CUT)].rsplit(" ", 1)[0] + _CUT


def joined(*sentences: str | None) -> str:
    """Put sentences behind each other; what is empty is left out."""
    return " ".join(sentence.strip() for sentence in sentences if sentence and sentence.strip())


class Names:
    """Names for things that have longer ones, each thing its own."""

    def __init__(self) -> None:
        self._things: dict[str, str] = {}

    def of(self, thing: str) -> str:
        """Return the name of a thing, the same each time."""
        name = slug(thing)
        if self._things.setdefault(name, thing) != thing:
            end = hashlib.sha256(thing.encode()).hexdigest()[:_HASH]
            name = f"{name[: _LONGEST_NAME - _HASH - 1].rstrip('-.')}-{end}"
            self._things[name] = thing
        return name
