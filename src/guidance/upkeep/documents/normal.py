"""When two texts are the same words.

Only what typesetting varies is evened out: white space, dashes, quotation marks, ligatures, and
characters that are not seen. Figures keep their height: ``10²`` is not ``102``. Letters keep their
case, and no word is dropped.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

PREFIX = "sha256-"
"""How a fingerprint begins, so that another way of making one can be told apart."""

_SPACE = re.compile(r"\s+")
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, 0x061C))
_TYPE: dict[int, str] = {
    # Dashes, minus and hyphens that do not break.
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63), "-"),
    **dict.fromkeys((0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x00B4, 0x0060, 0x02BC), "'"),
    **dict.fromkeys((0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x00AB, 0x00BB), '"'),
    0x2026: "...",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0x00B5: "μ",
}
_EVENED = {**_UNSEEN, **_TYPE}
_STOPS = ".,;: "
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def tidy(text: str) -> str:
    """Put a text on one line, its characters composed and its spaces single."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def even(text: str) -> str:
    """Even out what typesetting varies, and keep everything else."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_EVENED)).strip()


def normal(text: str) -> str:
    """Even out what typesetting varies; equal results are the same words.

    A full stop, comma, colon or semicolon at the very end, as items of lists have them or not, is
    left out.
    """
    return even(text).rstrip(_STOPS)


def fingerprint(texts: Iterable[str]) -> str:
    """The fingerprint of a passage: of its words and not of its layout.

    How the passage is cut into blocks does not show in it.
    """
    words = normal(" ".join(texts))
    return PREFIX + hashlib.sha256(words.encode()).hexdigest()


def raised(text: str) -> str:
    """A superscript in characters of its own where they exist, so that ``10²`` stays that."""
    return _shifted(text, _RAISED)


def lowered(text: str) -> str:
    """A subscript in characters of its own where they exist."""
    return _shifted(text, _LOWERED)


def _shifted(text: str, table: dict[int, int]) -> str:
    bare = text.strip()
    return text.translate(table) if bare and all(ord(letter) in table for letter in bare) else text
