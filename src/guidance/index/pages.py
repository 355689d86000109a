"""The page of an answer about one source alone, as it was laid out when the index was built.

Nothing of the library that knows records is imported to read it: so a question that many people
ask is answered about as fast as the help is shown. A page is of use only to the code that wrote it,
as other code may word it otherwise; whoever finds none asks the corpus.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple
from zlib import compress, decompress, error

from guidance.index.base import IndexBase, checked, library


class AnswerPage(NamedTuple):
    """The page of the answers about a source, from a day on and before another, as ordinals.

    Attributes:
        body: The page itself, as JSON.
    """

    source: str
    first: int
    until: int
    body: str


def packed(page: AnswerPage, number: int) -> tuple[object, ...]:
    """The row of a page, with the number of its source."""
    crc = checked(number, page.first, page.until, page.body)
    return number, page.first, page.until, compress(page.body.encode()), crc


def page_on(path: Path, source: str, on: date) -> str | None:
    """The page of a source on a day; ``None`` where there is none that this code wrote.

    Raises:
        IndexFileError: It is no index, of another format, or damaged.
    """
    base, day = IndexBase(path), on.toordinal()
    try:
        if base.said_of_all("library") != library():
            return None
        query = (
            "SELECT s.id, first, until, p.body, p.crc FROM page p JOIN source s ON s.id = p.source"
            " WHERE s.source = ? AND first <= ? AND until > ?"
        )
        for number, first, until, body, crc in base.rows(query, [source, day, day]):
            try:
                page = decompress(body).decode()
            except (error, ValueError, TypeError):
                raise base.damaged("a page cannot be read") from None
            base.check(crc, number, first, until, page)
            return page
        return None
    finally:
        base.close()
