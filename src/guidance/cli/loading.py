"""What a question asks for, and the records read for it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from guidance.corpus import Corpus
    from guidance.files.cache import Cache

_PATIENCE = 1.0  # seconds before a sign of life


@dataclass(frozen=True, slots=True)
class Asked:
    """What every question has: where to read, how to narrow, how to answer."""

    data: tuple[str, ...]
    only: tuple[str, ...] = ()
    known_on: date | None = None
    format: str = "text"
    output: str | None = None
    full: bool = False
    is_cached: bool = True


def format_asked(named: str | None, output: str | None) -> str:
    """The format named, else the one that the ending of the file stands for, else text.

    Raises:
        click.UsageError: The file has an ending that stands for no format.
    """
    if named or output in (None, "-"):
        return named or "text"
    from guidance.report.rendering import format_of

    assert output is not None  # noqa: S101  (dealt with above)
    meant = format_of(output)
    if meant is None and PurePath(output).suffix:
        mend = "end it in .docx, .pdf, .html, .md, .csv or .txt, or add --format"
        raise click.UsageError(f"the ending of {output!r} names no format; {mend}")
    return meant or "text"


def corpus_for(asked: Asked) -> Corpus:
    """Read the records, and keep to the sources that alone are asked about.

    Raises:
        RecordsError: With every fault.
        UnknownNameError: A source is not recorded.
    """
    warn_of_name_clash()
    with sign_of_life("Reading the records …"):
        is_shipped = asked.data in ((), ("shipped",))
        corpus = read_cached(asked.data) if asked.is_cached and not is_shipped else read(asked.data)
        return corpus.only(*asked.only) if asked.only else corpus


def read(data: Iterable[str]) -> Corpus:
    """Read data folders, the shipped one where none is named; or open an index."""
    folders = tuple(data)
    if "" in folders:
        raise click.UsageError("--data is empty; name a folder, or write shipped")
    files = [folder for folder in folders if PurePath(folder).suffix == ".index"]
    if files and len(folders) > 1:
        raise click.UsageError("name one index, or folders; build an index of all of them first")
    if files:
        from guidance.files.indexes import open_index

        return open_index(files[0])
    from guidance.files import load

    return load(*folders)


def read_cached(data: tuple[str, ...]) -> Corpus:
    """Read data folders; large ones by the index that is kept of them."""
    if any(not name or PurePath(name).suffix == ".index" for name in data):
        return read(data)
    return cache_of_user().load(data, lambda: read(data))


def cache_of_user() -> Cache:
    """The indexes kept for the user: where and how large, the environment may say."""
    from guidance.exports.indexes import build
    from guidance.files.cache import MOST, Cache

    folder, size = os.environ.get("GUIDANCE_CACHE"), os.environ.get("GUIDANCE_CACHE_MB", "")
    return Cache(
        Path(folder).absolute() if folder else None,
        build=partial(build, known=False),  # the command waits for it
        most=int(size) * 1_000_000 if size.isdecimal() else MOST,
        tell=lambda message: click.echo(f"guidance: {message}", err=True),
    )


@contextmanager
def sign_of_life(message: str) -> Iterator[None]:
    """Show that something is being done, if it takes long and somebody is watching."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()

    def show() -> None:
        if not done.wait(_PATIENCE):
            from rich.console import Console

            with Console(stderr=True).status(message):
                done.wait()

    watcher = threading.Thread(target=show, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _is_beside(start: str) -> bool:
    """Whether any project is installed whose folder begins so: asked first, as it costs little."""
    for folder in sys.path:
        try:
            if any(path.name.lower().startswith(start) for path in Path(folder or ".").iterdir()):
                return True
        except OSError:
            continue
    return False


def warn_of_name_clash() -> None:
    """Warn of the other project whose import name is ``guidance`` too: one overwrites the other."""
    if not _is_beside("guidance-"):
        return
    from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

    try:
        distribution("guidance")
    except PackageNotFoundError:
        return
    if "guidance" in packages_distributions().get("guidance", ()):
        click.echo(
            "guidance: warning: the project guidance is installed too and overwrites parts of"
            " guidance-timeline; run: pip uninstall guidance, and install guidance-timeline again",
            err=True,
        )
