"""The only disk access: strict YAML and JSON to records, and back.

:func:`load` makes a corpus of data folders, :func:`read_records` checks files without putting them
together, :func:`dump` and :func:`dump_json` write a record; :mod:`.atomic` puts a finished file in
the place of the old one, or leaves the old one.
"""

from guidance.files.layout import dump, dump_json
from guidance.files.loading import Records, load, read_records

__all__ = ["Records", "dump", "dump_json", "load", "read_records"]
