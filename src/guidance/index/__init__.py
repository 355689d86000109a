"""All records, and what is worked out of them, in one SQLite file that answers as the corpus does.

============  ==================================================================
``schema``    the tables
``codec``     entries of answers as JSON and back
``building``  a corpus to the bytes of an index
``store``     the rows of an index, each checked
``stored``    what answers are read from
``indexed``   the corpus that answers from it
============  ==================================================================

Which file, and when it is stale, is decided in :mod:`guidance.files`.
"""

from guidance.index.building import compiled
from guidance.index.indexed import IndexedCorpus
from guidance.index.store import IndexFile

__all__ = ["IndexFile", "IndexedCorpus", "compiled"]
