"""Sentences about texts that were looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.wording.days import exact_words
from guidance.wording.terms import listed, quoted

if TYPE_CHECKING:
    from guidance.changes.searching import Search


def search_headline(search: Search) -> str:
    """How many texts held the words, and when."""
    count = len(search.hits)
    told = {0: "No recorded text", 1: "One recorded text"}.get(count, f"{count} recorded texts")
    day = "on any day" if search.on is None else f"on {exact_words(search.on)}"
    return f"{told} with {listed([quoted(word) for word in search.words])} {day}"
