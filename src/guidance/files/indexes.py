"""Index files, opened."""

from __future__ import annotations

import os
from pathlib import Path

from guidance.corpus import Corpus
from guidance.index.indexed import IndexedCorpus
from guidance.index.store import IndexFile


def open_index(path: str | os.PathLike[str]) -> Corpus:
    """Open an index: a corpus that answers without parsing, and working out little.

    Answers, histories and searches are read as they were worked out when the index was built, by
    all records and as known on a day. Worked out from the records in it, for the sources that have
    to do with the question, are changes; the cases of what cannot be settled; and what was known
    on days on which it was open whether a version had been published, or on any where the index
    was built without knowledge. All are equal to those of the corpus it was built of.

    The file must not be written to while it is open; :func:`guidance.build` puts another
    in its place.

    Args:
        path: The file that :func:`guidance.build` wrote.

    Raises:
        IndexFileError: It is missing, damaged, or of another format. Damage that shows only where
            a row is read is raised by the question that reads it.
    """
    return IndexedCorpus(IndexFile(Path(path)))


open = open_index  # noqa: A001  (guidance.open)
