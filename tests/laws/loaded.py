"""Corpora of the laws' generators, loaded: for tests that ask the package alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from laws import engine
from laws.generators import corpora


@st.composite
def loaded_corpora(draw: Any, **wishes: Any) -> Any:
    """A corpus as ``guidance.load`` makes it of a small history."""
    corpus = draw(corpora(**wishes))
    return engine.load(corpus)


@st.composite
def days_of(draw: Any, corpus: Any) -> date:
    """A day within the time that a corpus tells of, or next to it."""
    days = [
        day
        for version in corpus.versions.values()
        for day in (version.published.earliest, version.published.latest)
        if day is not None
    ]
    first, last = min(days) - timedelta(3), max(days) + timedelta(30)
    return first + timedelta(draw(st.integers(0, (last - first).days)))
