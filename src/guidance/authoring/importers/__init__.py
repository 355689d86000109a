"""Importers: each module reads one format of somebody else's, and is an entry point.

``guidance import FORMAT`` finds them in the entry point group ``guidance.importers``, where other
packages can add theirs: a name, and an :class:`~guidance.authoring.importing.Importer`.

All keep to the same rules. What a format does not say stays unsaid. A day keeps its role: when a
page was seen, published, amended and in force are four different days. Where the documents came
from and their licence stand in the records. The same files give the same records.
"""
