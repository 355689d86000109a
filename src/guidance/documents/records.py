"""The schemas of record files."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

RECORDS = ("record", "source", "version", "facts")
"""The schemas of record files; ``record`` is any of the other three."""


def record_schema(name: str = "record") -> dict[str, Any]:
    """Return the JSON Schema of a record file.

    Raises:
        KeyError: There is no such file.
    """
    from guidance.records.criteria import FactSheet
    from guidance.records.model import Source, Version

    models: dict[str, Any] = {
        "record": Source | Version | FactSheet,
        "source": Source,
        "version": Version,
        "facts": FactSheet,
    }
    schema = TypeAdapter(models[name]).json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
