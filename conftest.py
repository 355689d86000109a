"""Every example of the README and of the recipes runs: Python, and commands with their output.

A line ``...`` in an output stands for any number of lines. And the whole suite runs on all cores.
"""

import gc
import os
import re
import shlex
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

# Where Python is told to keep no compiled modules, each process that a test starts would compile
# the whole library anew: half of what such a test costs.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What collecting makes stays until the end. Looking through it for garbage, again and again, would
# be a third of collecting and a tenth of what the tests do afterwards.
gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for garbage from here on, and only in what the tests make."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker for each core for the whole suite; what is asked for by name runs at once, here.

    Workers take seconds to start, and are in the way of a debugger.
    """
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return (os.cpu_count() or 1) if is_whole else 0


def run_commands(example: Example) -> None:
    """Run the commands of a console block in a folder of their own, and compare what they say."""
    for line, expected in _commands(example.parsed):
        told = _told(example, shlex.split(line))
        if told is not None:
            _compare(line, expected, told)


def _commands(block: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, expected = part.partition("\n")
        yield line, expected


def _told(example: Example, words: list[str]) -> str | None:
    """What a command says; what sets the machine up is run by .ci/run and by tests of their own."""
    if words[0] == "guidance":
        told: str = example.namespace["tell"](words[1:])
        return told
    return _fetched(words[1:]) if words[0] == "curl" else None


@cache
def _server() -> Any:
    """A server of the shipped records within this process."""
    from datetime import date

    from starlette.testclient import TestClient

    from guidance.serve.app import Server, Settings, application
    from guidance.serve.editions import Shelf

    settings = Settings("0.1.0", lambda: date(2020, 1, 20), look_every=0)
    return TestClient(application(Server(Shelf((), "0.1.0"), settings)))


def _fetched(words: list[str]) -> str:
    """What curl shows of a server on this machine: with ``-i`` the head too, ``-I`` it alone."""
    *options, address = words
    headers = [words[at + 1] for at, word in enumerate(words) if word == "-H"]
    found = _server().request(
        "HEAD" if "-I" in options else "GET",
        re.sub(r"^http://127\.0\.0\.1:8000", "", address),
        headers=dict(each.split(": ", 1) for each in headers),
        follow_redirects="-L" in options,
    )
    head = ""
    if "-i" in options or "-I" in options:
        named = "".join(f"{name.lower()}: {value}\n" for name, value in found.headers.items())
        head = f"HTTP/1.1 {found.status_code}\n{named}\n"
    return head + found.text


class _GoesOnFrom:
    """A page that goes on from another starts where the examples of that one have run."""

    def __call__(self, document: Document) -> Iterator[Region]:
        for found in re.finditer(r"<!-- goes on from (\S+) -->", document.text):
            yield Region(found.start(), found.end(), found.group(1), self._run)

    @staticmethod
    def _run(example: Example) -> None:
        other = Path(example.path).parent / example.parsed
        for language, block in re.findall(
            r"^```(\w+)\n(.*?)^```", other.read_text(), re.MULTILINE | re.DOTALL
        ):
            if language == "console":
                for line, _ in _commands(block):
                    _told(example, shlex.split(line))
            elif language in ("yaml", "markdown"):
                _write(block)


def _compare(line: str, expected: str, told: str) -> None:
    if not expected.strip() and not told.strip():
        return
    pattern = "".join(
        r"(?:.*\n)*?" if each.strip() == "..." else re.escape(each.rstrip()) + r"[ ]*\n"
        for each in expected.rstrip("\n").splitlines()
    )
    if not re.fullmatch(pattern, told.rstrip("\n") + "\n"):
        raise AssertionError(f"$ {line}\nsays\n{told}\nand not\n{expected}")


@pytest.fixture
def tell(tmp_path_factory, monkeypatch, capsys, request):
    """Run the command in a folder that all examples of a page share, 80 columns wide."""
    from guidance.cli import main

    folder = Path(tmp_path_factory.getbasetemp()) / f"examples-{request.path.stem}"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")

    def told(words: list[str]) -> str:
        main(words)
        found = capsys.readouterr()
        return found.err + found.out

    return told


class _FileParser:
    """A block whose first line is ``# in FILE``, or a comment of that kind, is written there."""

    def __call__(self, document):
        for language in ("yaml", "markdown"):
            yield from CodeBlockParser(language, self._write)(document)

    @staticmethod
    def _write(example: Example) -> None:
        _write(example.parsed)


def _write(block: str) -> None:
    found = re.match(r"(?:# in|<!-- in) (\S+)(?: -->)?\n", block)
    if found:
        path = Path(found.group(1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block)


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser("console", run_commands),
        _FileParser(),
        _GoesOnFrom(),
    ],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    fixtures=["tell"],
).pytest()
