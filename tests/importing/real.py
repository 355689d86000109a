"""Real documents, where they are present: tests on them say so when they skip."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).parent / "documents"
REAL = Path(__file__).parents[3] / "shared" / "real"


def real(*names):
    """Paths of real documents; without them the test is skipped."""
    paths = [REAL / name for name in names]
    if not all(path.exists() for path in paths):
        pytest.skip("the real documents are not here; small ones with the same traits were tested")
    return paths
