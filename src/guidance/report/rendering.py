"""One way to draw a report, and the formats by name.

A format is a function from a :class:`Report` to text or bytes. Another project adds one with an
entry point in the group ``guidance.renderers``; its name is that of the format, and the ending of
its files::

    [project.entry-points."guidance.renderers"]
    xml = "my_package:render_xml"

What is built in cannot be replaced that way. Nothing is imported before a format is used.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from guidance.errors import UnknownFormatError
from guidance.report.model import Look, Report

GROUP = "guidance.renderers"

Face = Callable[[Report, Look], str | bytes]

FACES = "guidance.report.faces"
BUILT_IN = ("html", "docx", "pdf", "markdown", "text", "json", "csv", "eml")
"""The formats of this project: the modules of that folder."""

ENDINGS = {"htm": "html", "md": "markdown", "txt": "text"}
"""File endings that are not the name of their format."""


def render(
    report: Report,
    format: str = "text",  # noqa: A002  (what callers call it)
    *,
    width: int = 80,
    colour: bool = False,
    full: bool = False,
) -> str | bytes:
    """Draw a report.

    Args:
        report: What to draw.
        format: One of :func:`formats`.
        width: Columns, for text.
        colour: Whether to colour text, for a terminal.
        full: Whether text, Markdown and CSV have the annex too; formats with pages always do.

    Returns:
        Text, or bytes for the formats that are not text.

    Raises:
        MissingExtraError: What the format needs is not installed.
        QueryError: The format shows what this report has not, such as a table of data.
        UnknownFormatError: There is no such format; the error names those that exist.
    """
    return face(format)(report, Look(width, colour, full))


def formats() -> tuple[str, ...]:
    """The names of all formats, those of this project first."""
    return (*BUILT_IN, *sorted(name for name in _added() if name not in BUILT_IN))


def face(name: str) -> Face:
    """Return the function that draws a format.

    Raises:
        UnknownFormatError: There is no such format.
    """
    if name in BUILT_IN:
        drawing: Face = import_module(f"{FACES}.{name}").draw
        return drawing
    if name not in _added():
        raise UnknownFormatError(name, formats())
    loaded: Callable[[Report], str | bytes] = _added()[name].load()
    return lambda report, look: loaded(report)  # noqa: ARG005  (added ones know no look)


def format_of(file: str) -> str | None:
    """The format that the ending of a file's name stands for."""
    ending = file.rpartition(".")[2].lower() if "." in file else ""
    name = ENDINGS.get(ending, ending)
    return name if name in formats() else None


@cache
def _added() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
