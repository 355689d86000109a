"""The compiled index as a file, with the pages that the report lays out."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from guidance.corpus import Corpus
from guidance.errors import WriteError
from guidance.files.atomic import put_made
from guidance.index.building import compile_into
from guidance.report.paging import pages_of


def build(corpus: Corpus, path: str | os.PathLike[str], *, known: bool = True) -> None:
    """Write an index of a corpus: one file that answers as the corpus does.

    Stopped at any moment, that leaves the old file or the new one. Whoever has the old one open
    goes on reading it.

    Args:
        corpus: What is written.
        path: The file.
        known: Keep also what could be known on each earlier day, which takes longer to build;
            else that is worked out when it is asked for.

    Raises:
        WriteError: It cannot be written; what was there is as it was.
    """

    def make(temporary: Path) -> None:
        with closing(sqlite3.connect(temporary)) as base:
            base.execute("PRAGMA journal_mode = OFF")  # nobody reads it before it is whole
            base.execute("PRAGMA synchronous = OFF")
            compile_into(base, corpus, pages_of(corpus), known=known)

    if not Path(path).parent.is_dir():
        mend = "make the folder first, or choose another"
        raise WriteError(os.fspath(path), "cannot be written: its folder is not there", mend)
    try:
        put_made(Path(path), make)
    except (OSError, sqlite3.OperationalError) as error:
        # SQLite says in its own words what went wrong: "database or disk is full".
        reason = (getattr(error, "strerror", None) or str(error) or "it failed").lower()
        is_new = not Path(path).exists()
        mend = "nothing was written" if is_new else "it is as it was"
        raise WriteError(os.fspath(path), f"cannot be written: {reason}", mend) from None
