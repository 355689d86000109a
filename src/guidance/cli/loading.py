"""What a question asks for, and the records read for it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from guidance.errors import UnknownNameError, nearest

if TYPE_CHECKING:
    from guidance.corpus import Corpus

_SHIPPED = "shipped"
_PATIENCE = 1.0  # seconds before a sign of life


@dataclass(frozen=True, slots=True)
class Asked:
    """What every question has: where to read, how to narrow, how to answer."""

    data: tuple[str, ...]
    only: tuple[str, ...]
    known_on: date | None
    format: str
    output: str | None


def corpus_for(asked: Asked) -> Corpus:
    """Read the records, and keep to the sources that alone are asked about.

    Raises:
        RecordsError: With every fault.
        UnknownNameError: A source is not recorded.
    """
    _warn_of_name_clash()
    with sign_of_life("Reading the records …"):
        corpus = read(asked.data)
        return corpus.only(*asked.only) if asked.only else corpus


def read(data: Iterable[str]) -> Corpus:
    """Read data folders, the shipped one where none is named."""
    from guidance.files import load
    from guidance.files.folders import shipped

    folders = []
    for name in data:
        if not name:
            raise click.UsageError("--data is empty; name a folder, or write shipped")
        folder = shipped() if name == _SHIPPED else None
        folders.append(folder or name)
    return load(*folders)


def check_name(kind: str, name: str | None, known: Iterable[str]) -> None:
    """Refuse a name that is not recorded.

    Raises:
        UnknownNameError: With the nearest known names.
    """
    names = list(known)
    if name is not None and name not in names:
        # A provision is often asked for by the last part of its reference alone.
        ends = [each for each in names if each.rpartition("#")[2] == name]
        raise UnknownNameError(kind, name, ends or nearest(name, names))


def check_place(code: str | None) -> None:
    """Refuse what is no code of a place.

    Raises:
        click.UsageError: With what to write instead.
    """
    import re

    if code is None:
        return
    upper = code.upper()
    near = upper.replace("UK", "GB", 1) if upper.startswith("UK") else upper
    is_code = re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", near)
    if is_code and near == code:
        return
    mend = f"did you mean {near}?" if is_code else "write an ISO 3166 code like GB, GB-SCT or EU"
    raise click.UsageError(f"{code!r} is not the code of a place; {mend}")


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


def _warn_of_name_clash() -> None:
    """Warn of the other project whose import name is ``guidance`` too: one overwrites the other."""
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
