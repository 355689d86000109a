"""Makes characters visible that a terminal or a page would obey instead of showing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LAYOUT = str.maketrans({"\n": " ", "\r": " ", "\t": " "})
# Joiners that some scripts need to be written at all.
_NEEDED = "\u200c\u200d"


def visible(text: str) -> str:
    """Write control, format and direction characters as ``<U+001B>``; line ends become spaces."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text.translate(_LAYOUT))


@lru_cache(maxsize=1024)
def _shown(character: str) -> str:
    is_hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")
    if not is_hidden or character in _NEEDED:
        return character
    return f"<U+{ord(character):04X}>"


def looks_alike(text: str, other: str) -> bool:
    """Whether two texts that differ look the same on a page."""
    return text != other and _look(text) == _look(other)


def told_apart(text: str, other: str) -> tuple[str, str]:
    """Two texts that look the same, with the characters written out in which they differ."""
    from rapidfuzz.distance import Indel

    before, after = "", ""
    for step in Indel.opcodes(text, other):
        was, now = text[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        is_kept = step.tag == "equal"
        before += was if is_kept else "".join(map(_code, was))
        after += now if is_kept else "".join(map(_code, now))
    return before, after


def unseen_words(text: str, other: str) -> tuple[str, str]:
    """Name the characters in which two texts differ that look the same: ``NO-BREAK SPACE``."""
    from rapidfuzz.distance import Indel

    sides: tuple[dict[str, None], dict[str, None]] = ({}, {})
    for step in Indel.opcodes(text, other):
        if step.tag != "equal":
            sides[0].update(dict.fromkeys(text[step.src_start : step.src_end]))
            sides[1].update(dict.fromkeys(other[step.dest_start : step.dest_end]))
    before, after = (", ".join(map(_named, side)) or "nothing" for side in sides)
    return before, after


def _look(text: str) -> str:
    seen = unicodedata.normalize("NFC", text)
    if not (seen.isascii() or seen.isprintable()):  # else it holds nothing that is not seen
        seen = "".join(character for character in seen if not _is_unseen(character))
    return " ".join(seen.split())


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) == "Cf" and character not in _NEEDED


def _code(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def _named(character: str) -> str:
    name = "line end" if character == "\n" else unicodedata.name(character, "").lower()
    return f"{name} (U+{ord(character):04X})" if name else f"U+{ord(character):04X}"


def is_right_to_left(text: str) -> bool:
    """Whether a text is written from right to left: its first letter decides."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((direction != "L" for direction in strong if direction in ("L", "R", "AL")), False)
