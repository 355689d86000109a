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
