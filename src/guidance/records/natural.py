"""The order in which people read references: 1, 2, 10."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

ReadingOrder: TypeAlias = tuple[tuple[str | tuple[int, str], ...], str]

_NUMBER = re.compile("([0-9]+)")


@lru_cache(maxsize=1 << 16)
def reading_order(text: str) -> ReadingOrder:
    """Sort by this what people count: ``p2`` comes before ``p10``, as in the document.

    Digits in a row compare as the number that they write, of whatever length; all else as text.
    Texts that differ only in leading zeros follow each other as texts do, so that no two differing
    texts are alike. The explorer does the same (``readingOrder`` in ``elements.js``).
    """
    pieces = _NUMBER.split(text)  # every second one is a number, so that like meets like
    return tuple(_number(p) if n % 2 else p for n, p in enumerate(pieces)), text


def _number(digits: str) -> tuple[int, str]:
    """A number of any length, for Python reads none of more than 4,300 digits."""
    shown = digits.lstrip("0")
    return len(shown), shown
