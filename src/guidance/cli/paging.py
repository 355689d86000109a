"""Answers that an index has laid out: read and printed, with nothing worked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from guidance.cli.loading import warn_of_name_clash
from guidance.cli.output import width_shown, write

if TYPE_CHECKING:
    from guidance.cli.loading import Asked


def print_page(asked: Asked, on: date, narrowed: Mapping[str, Any]) -> bool:
    """Print what applied on a day by one source, if an index has the page of it.

    Args:
        asked: Where to read, and how to answer.
        on: The day.
        narrowed: What else was given, by name. Only a question about one source alone, and nothing
            else, is laid out.

    Returns:
        Whether it was printed. If not, the corpus has to be asked.

    Raises:
        IndexFileError: The file is no index, of another format, or damaged.
    """
    source = _source_alone(asked, narrowed)
    if source is None:
        return False
    from guidance.index.pages import page_on

    warn_of_name_clash()
    page = page_on(Path(asked.data[0]), source, on)
    if page is None:
        return False
    from guidance.report.pages import drawn

    width, colour = width_shown(asked)
    write(drawn(page, on, width=width, colour=colour), asked.output)
    return True


def _source_alone(asked: Asked, narrowed: Mapping[str, Any]) -> str | None:
    is_plain = not (asked.only or asked.known_on or asked.full) and asked.format == "text"
    is_index = len(asked.data) == 1 and PurePath(asked.data[0]).suffix == ".index"
    given = {name: value for name, value in narrowed.items() if value}
    sources = given.pop("source", ())
    return sources[0] if is_plain and is_index and not given and len(sources) == 1 else None
