"""Writes the published JSON Schemas anew: ``python tests/schemas.py``."""

import json
from pathlib import Path

from guidance.authoring.scaffold import RECORD_FILES, SCHEMAS
from guidance.documents import SHAPES, record_schema, schema

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "schemas"
RECORDS = ROOT / "data" / "versions" / SCHEMAS
"""As in every data folder: the first line of a record leads there."""


def published():
    """Yield each schema with its file."""
    for name in RECORD_FILES:
        yield RECORDS / f"{name}.json", record_schema(name)
    yield DOCUMENTS / "record.json", record_schema()
    for name in SHAPES:
        yield DOCUMENTS / f"{name}.json", schema(name)


def written(found):
    """The text of a schema's file."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for folder in (DOCUMENTS, RECORDS):
        folder.mkdir(exist_ok=True)
        for stale in folder.glob("*.json"):
            stale.unlink()
    for path, found in published():
        path.write_text(written(found))
