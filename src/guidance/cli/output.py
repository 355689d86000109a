"""Writes a report: to the screen, or to a file that is there whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from guidance.cli.loading import Asked
    from guidance.report import Report

_NARROWEST, _WIDEST = 40, 100
_PLAIN = (80, 24)
_HEAD = 4096
_RECORD = re.compile(rb"^[\s{]*[\"']?format[\"']?\s*:\s*[\"']?guidance/\d", re.MULTILINE)
"""How a record begins, in YAML or JSON, after comments."""


def show(report: Report, asked: Asked) -> None:
    """Draw a report in the format asked for, and write it where it was asked to go."""
    from guidance.report import render

    width, colour = width_shown(asked)
    drawn = render(report, asked.format, width=width, colour=colour, full=asked.full)
    if isinstance(drawn, bytes) and _is_screen(asked):
        raise click.UsageError(f"{asked.format} is not text; name a file with -o")
    write(drawn, asked.output)


def write(content: str | bytes, output: str | None) -> None:
    """Write text, or the bytes of a document, to the screen or to a file.

    Raises:
        click.UsageError: The file cannot be written, or it is a record.
    """
    if output in (None, "-"):
        try:
            if isinstance(content, bytes):
                sys.stdout.buffer.write(content)
            else:
                sys.stdout.write(content)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise click.UsageError(f"cannot write the answer: {error.strerror}") from None
        return
    from guidance.files.atomic import overwrite

    assert output is not None  # noqa: S101  (dealt with above)
    if _is_record(Path(output)):
        raise click.UsageError(f"{output!r} is a record; name another file for the answer")
    try:
        overwrite(Path(output), content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        folder = Path(output).parent
        if not folder.exists():
            raise click.UsageError(
                f"cannot write {output!r}: there is no folder {str(folder)!r}; make it first"
            ) from None
        reason = (error.strerror or "it failed").lower()
        raise click.UsageError(f"cannot write {output!r}: {reason}") from None


def _is_record(file: Path) -> bool:
    """Whether there is a record, also behind a link: an answer must never take its place."""
    try:
        with file.open("rb") as opened:
            return _RECORD.search(opened.read(_HEAD)) is not None
    except OSError:
        return False


def width_shown(asked: Asked) -> tuple[int, bool]:
    """How many columns there are for an answer, and whether it is to be in colour."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size(_PLAIN).columns))
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return width, _is_screen(asked) and not is_plain


def _is_screen(asked: Asked) -> bool:
    return asked.output in (None, "-") and sys.stdout.isatty()
