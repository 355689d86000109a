"""Writes the published JSON Schemas anew: ``python tests/schemas.py``."""

import json
from pathlib import Path

from guidance.report.shapes import RECORDS, SHAPES, record_schema, schema

FOLDER = Path(__file__).parent.parent / "schemas"


def published():
    """Yield each schema with its file."""
    for name in RECORDS:
        yield FOLDER / f"{name}.json", record_schema(name)
    for name in SHAPES:
        yield FOLDER / f"{name}.json", schema(name)


def written(found):
    """The text of a schema's file."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, found in published():
        path.write_text(written(found))
