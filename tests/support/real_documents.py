"""Real documents, where they are present: tests on them say so when they skip."""

from __future__ import annotations

from pathlib import Path

import pytest

_TESTS = Path(__file__).parents[1]
DOCUMENTS = _TESTS / "authoring" / "importers" / "documents"
"""Small documents of our own with the traits of the real ones."""
REAL = _TESTS.parents[1] / "shared" / "real"


def real(*names):
    """Paths of real documents; without them the test is skipped."""
    paths = [REAL / name for name in names]
    if not all(path.exists() for path in paths):
        pytest.skip("the real documents are not here; small ones with the same traits were tested")
    return paths
