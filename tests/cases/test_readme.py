"""The table of kinds names tests that are there."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TESTS = HERE.parent
NAME = re.compile(r"`([^`]+)`")
ROWS = [
    line
    for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| kind", "|---"))
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_kind_has_its_variants(row):
    files: list[str] = []
    for name in NAME.findall(row):
        if name.endswith(".py"):
            path = TESTS.parent / name if "/" in name else HERE / name
            files.append(path.read_text(encoding="utf-8"))
        else:
            assert any(name in text for text in files), name
    variants = re.split("[,;]", row.split("|")[3])
    assert len(variants) >= 2, row
