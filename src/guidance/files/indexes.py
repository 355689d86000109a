"""Index files: written whole or not at all, and opened."""

from __future__ import annotations

import os
from pathlib import Path

from guidance.corpus import Corpus
from guidance.errors import WriteError
from guidance.files.atomic import overwrite
from guidance.index import IndexedCorpus, IndexFile, compiled


def build(corpus: Corpus, path: str | os.PathLike[str]) -> None:
    """Write an index of a corpus: one file that answers as the corpus does.

    Stopped at any moment, that leaves the old file or the new one. Whoever has the old one open
    goes on reading it.

    Args:
        corpus: What is written.
        path: The file.

    Raises:
        WriteError: It cannot be written; what was there is as it was.
    """
    try:
        overwrite(Path(path), compiled(corpus))
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        mend = "it is as it was"
        raise WriteError(os.fspath(path), f"cannot be written: {reason}", mend) from None


def open_index(path: str | os.PathLike[str]) -> Corpus:
    """Open an index: a corpus that answers without parsing, and working out little.

    Answers by all records are read as they were worked out when the index was built. Answers as
    known on a day, and changes, are worked out from the records in it, for the sources that have
    to do with the question. All of them are equal to those of the corpus it was built of.

    The file must not be written to while it is open; :func:`build` puts another in its place.

    Args:
        path: The file that :func:`build` wrote.

    Raises:
        IndexFileError: It is missing, damaged, or of another format. Damage that shows only where
            a row is read is raised by the question that reads it.
    """
    return IndexedCorpus(IndexFile(Path(path)))


open = open_index  # noqa: A001  (guidance.open)
