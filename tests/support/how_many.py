"""How many examples a law looks at, where it names a number of its own."""

from __future__ import annotations

from hypothesis import settings

USUAL = 60
"""What a law looks at that names none (``conftest.py``)."""


def examples(count: int) -> int:
    """So many by default, and ten times as many in a profile that asks ten times as many of all."""
    return max(1, count * settings.default.max_examples // USUAL)
