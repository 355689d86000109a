"""The only disk access: strict YAML and JSON to records, and back.

:func:`load` makes a corpus of data folders, :func:`read_records` checks files without putting them
together, :func:`dump` and :func:`dump_json` write a record; :mod:`.atomic` puts a finished file in
the place of the old one, or leaves the old one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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


def __getattr__(name: str) -> object:
    """Bring a name from its module when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
