"""The formats of reports that are handed on, by name.

A format is a function from a :class:`Dossier` to text or bytes. Another project adds one with an
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

from guidance.errors import UnknownNameError, nearest
from guidance.report.parts import Dossier, outlined

GROUP = "guidance.renderers"

Renderer = Callable[[Dossier], str | bytes]

BUILT_IN = {
    "html": "guidance.report.html:render_html",
    "docx": "guidance.report.docx:render_docx",
    "pdf": "guidance.report.pdf:render_pdf",
    "markdown": "guidance.report.renderers:render_markdown",
    "text": "guidance.report.renderers:render_text",
    "json": "guidance.report.renderers:render_json",
    "csv": "guidance.report.as_csv:render_csv",
}
"""The formats of this project, each a module and a function."""

ENDINGS = {"htm": "html", "md": "markdown", "txt": "text"}
"""File endings that are not the name of their format."""


def formats() -> tuple[str, ...]:
    """The names of all formats, those of this project first."""
    return (*BUILT_IN, *sorted(name for name in _added() if name not in BUILT_IN))


def draw(dossier: Dossier, format: str) -> str | bytes:  # noqa: A002  (what callers call it)
    """Draw a report.

    Returns:
        Text, or bytes for the formats that are not text.

    Raises:
        MissingExtraError: What the format needs is not installed.
        UnknownNameError: There is no such format.
    """
    return renderer(format)(dossier)


def renderer(name: str) -> Renderer:
    """Return the function that draws a format.

    Raises:
        UnknownNameError: There is no such format.
    """
    if name in BUILT_IN:
        module, _, function = BUILT_IN[name].partition(":")
        found: Renderer = getattr(import_module(module), function)
        return found
    if name not in _added():
        raise UnknownNameError("format", name, nearest(name, formats()))
    loaded: Renderer = _added()[name].load()
    return loaded


def format_of(file: str) -> str | None:
    """The format that the ending of a file's name stands for."""
    ending = file.rpartition(".")[2].lower() if "." in file else ""
    name = ENDINGS.get(ending, ending)
    return name if name in formats() else None


def render_text(dossier: Dossier) -> str:
    """Draw a report as plain text, 100 columns wide."""
    from guidance.report.text import render_text as draw_text

    return draw_text(outlined(dossier), width=100)


def render_markdown(dossier: Dossier) -> str:
    """Draw a report as Markdown."""
    from guidance.report.markdown import render_markdown as draw_markdown

    return draw_markdown(outlined(dossier))


def render_json(dossier: Dossier) -> str:
    """Draw a report as JSON."""
    from guidance.documents.building import dumps

    return dumps(dossier.document())


@cache
def _added() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
