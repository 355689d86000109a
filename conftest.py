"""Every example of the README and of the recipes runs: Python, and commands with their output.

A line ``...`` in an output stands for any number of lines. And the whole suite runs on all cores.
"""

import os
import re
import shlex
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker for each core for the whole suite; what is asked for by name runs at once, here.

    Workers take seconds to start, and are in the way of a debugger.
    """
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return (os.cpu_count() or 1) if is_whole else 0


def run_commands(example: Example) -> None:
    """Run the commands of a console block in a folder of their own, and compare what they say."""
    parts = re.split(r"^\$ ", example.parsed, flags=re.MULTILINE)[1:]
    for part in parts:
        line, _, expected = part.partition("\n")
        words = shlex.split(line)
        if words[0] != "guidance":
            continue  # what sets the machine up is run by .ci/run and by the test of the clone
        told = example.namespace["tell"](words[1:])
        _compare(line, expected, told)


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
def tell(tmp_path_factory, monkeypatch, capsys):
    """Run the command in a folder that all examples share, 80 columns wide."""
    from guidance.cli import main

    folder = Path(tmp_path_factory.getbasetemp()) / "readme"
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
        found = re.match(r"(?:# in|<!-- in) (\S+)(?: -->)?\n", example.parsed)
        if found:
            path = Path(found.group(1))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example.parsed)


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser("console", run_commands), _FileParser()],
    patterns=["README.md", "apps.md"],
    fixtures=["tell"],
).pytest()
