"""The only disk access: strict YAML and JSON to records, and back.

:func:`load` makes a corpus of data folders, :func:`read_records` checks files without putting them
together, :func:`dump` and :func:`dump_json` write a record; :mod:`.atomic` puts a finished file in
the place of the old one, or leaves the old one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.lazily import names_of

if TYPE_CHECKING:
    from guidance.files.layout import dump, dump_json
    from guidance.files.loading import Records, load, read_records

__all__ = ["Records", "dump", "dump_json", "load", "read_records"]

_HOMES = {
    "dump": "layout",
    "dump_json": "layout",
    "Records": "loading",
    "load": "loading",
    "read_records": "loading",
}
"""The module each name lives in: an index is opened without what reads records."""

__getattr__ = names_of(__name__, _HOMES)
