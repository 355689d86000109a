"""Every command, in every format, where nothing is installed but the distribution itself.

A new environment gets what ``pip install .`` installs; then the installed command runs on the
records that it ships. What needs an extra has to say which, and how to get it. All command lines
are run by one process of that environment: what would be missing for one is missing there too.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from environments import installed_in
from guidance.cli import app

pytestmark = pytest.mark.install

ROOT = Path(__file__).parent.parent
DRIVER = Path(__file__).parent / "support" / "many_commands.py"
WINDOW = ("2019-12-31", "2020-02-01", "alemtuzumab")
REF = "ema-alemtuzumab-measures#first-line"
VERSION = "ms-society-alemtuzumab@2016-09-06"

# What is missing depends on command and format, not on how much is asked: two documents will do.
FEW = ("--only", "ms-society-alemtuzumab", "--only", "ema-alemtuzumab-measures")

# What each command is given besides its format. The folder "records" holds the source "tea".
ARGUMENTS = {
    "as-of": ("2020-01-15", "alemtuzumab", *FEW),
    "changes": (*WINDOW, *FEW),
    "report": (*WINDOW, *FEW),
    "compare": (VERSION, VERSION),
    "diff": ("shipped", "records"),
    "history": (REF,),
    "search": ("first", "treatment"),
    "timeline": ("alemtuzumab", *FEW),
    "explain": ("2020-01-15", REF),
    "direction": (*WINDOW, *FEW),
    "evaluate": (
        "2020-02-01",
        "alemtuzumab",
        "--fact",
        "prior-dmt=no",
        "--fact",
        "relapses=2/P24M",
        *FEW,
    ),
    "explore": ("--only", "ema-alemtuzumab-measures", "-o", "explorer.html"),
    "list": ("provisions",),
    "facts": ("alemtuzumab",),
    "checked": ("tea", "--on", "2020-06-01", "--data", "records"),
    "check": (),
    "schema": ("as-of",),
    "discrepancies": ("alemtuzumab",),
    "status": ("--on", "2020-03-01"),
    "calendar": ("--on", "2019-12-01"),
    "build": ("-o", "records.index"),
    "export": ("--to", "sqlite", "guidance.db"),
    "feed": ("--since", "2019-12-31", "--until", "2020-02-01"),
    "new source": ("coffee", "--title", "On coffee", "--topic", "coffee", "--data", "records"),
    "new version": ("tea", "--date", "2020-01-01", "--data", "records"),
    "new facts": ("tea", "--fact", "child=is a child", "--data", "records"),
    "fmt": ("records",),
    "import": ("openfisca", "parameters", "-o", "imported", "--seen", "2026-11-24"),
    "draft": ("tea", "--document", "page.txt", "--previous", "page.txt", "--data", "records"),
    "verify": ("--document", "page.txt"),
    "completion": ("bash",),
    "serve": (),
}

AGE = """\
description: Age from which the allowance is paid
values:
  2015-01-01: {value: 18}
"""

NEEDS_EXTRA = {"pdf": "pdf"}
COMMANDS_OF_EXTRAS = {"serve": "serve"}
NO_TABLE = {"direction", "evaluate", "list", "discrepancies", "status", "verify", "draft", "facts"}
BINARY = {"docx": b"PK\x03\x04"}
# What has nothing to say: a file was asked for, or there is nothing to mend.
QUIET = {("explore", ""), ("build", ""), ("export", ""), ("check", "github"), ("fmt", "")}


class Ran(NamedTuple):
    """What came of a command line."""

    code: int
    out: bytes
    err: str


class Installed:
    """The command as it was installed, and a folder to run it in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "venv"
        self.bin = installed_in(self.home, ROOT)
        # What the tests import must not be found by what is tested.
        self.env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "COLUMNS")}
        self._process = subprocess.Popen(
            [self.bin / "python", DRIVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env=self.env,
        )
        tea = ("tea", "--title", "A leaflet on tea", "--topic", "tea", "--data", "records")
        assert self.guidance("new", "source", *tea).code == 0
        (folder / "page.txt").write_text("A page that nobody recorded.\n")
        (folder / "page.html").write_text("<html><p>A page that nobody recorded.</p></html>\n")
        (folder / "parameters").mkdir()
        (folder / "parameters" / "age.yaml").write_text(AGE)

    def guidance(self, *words: str, **environment: str) -> Ran:
        """Run a command line in the process that runs them all."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write(json.dumps([words, environment]).encode() + b"\n")
        asked.flush()
        code, out, err = json.loads(answers.readline())
        return Ran(code, out.encode("latin-1"), err.encode("latin-1").decode())

    def program(self, name: str, *words: str) -> str:
        """Run a program of the environment in a process of its own, as a user does."""
        found = subprocess.run(
            [self.bin / name, *words], capture_output=True, cwd=self.folder, env=self.env, text=True
        )
        assert found.returncode == 0, found.stderr
        return found.stdout

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    environment = Installed(tmp_path_factory.mktemp("base"))
    yield environment
    environment.end()


def leaves(command: click.Command, *path: str):
    """Each command that does something, by the words that call it."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from leaves(found, *path, name)


LEAVES = dict(leaves(app))


def formats_of(name: str, installed: Installed) -> tuple[str, ...]:
    """The formats that a command offers, as completion in the shell lists them."""
    if not any(parameter.name == "format" for parameter in LEAVES[name].params):
        return ()
    words = ["guidance", *name.split(), "--format"]
    told = installed.guidance(
        _GUIDANCE_COMPLETE="bash_complete",
        COMP_WORDS=" ".join(words) + " ",
        COMP_CWORD=str(len(words)),
    )
    lines = told.out.decode().split()
    assert lines, told.err
    return tuple(line.partition(",")[2] for line in lines)


def test_every_command_is_run():
    assert set(ARGUMENTS) == set(LEAVES)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_works_with_the_base_install_alone(name: str, installed: Installed):
    for form in formats_of(name, installed) or ("",):
        args = ("--format", form) if form else ()
        ran = installed.guidance(*name.split(), *ARGUMENTS[name], *args)
        if extra := NEEDS_EXTRA.get(form) or COMMANDS_OF_EXTRAS.get(name):
            assert ran.code == 2, ran.err
            assert f"pip install 'guidance-timeline[{extra}]'" in ran.err
            assert ran.out == b""
            continue
        if form == "csv" and name in NO_TABLE:
            assert ran.code == 2
            assert "choose a format other than csv" in ran.err
            continue
        assert ran.code == 0, ran.err
        assert "Traceback" not in ran.err
        assert ran.out.startswith(BINARY.get(form, b""))
        assert bool(ran.out) is ((name, form) not in QUIET), ran.err


@pytest.mark.parametrize("ending", ["html", "docx", "eml", "md", "csv", "txt", "json"])
def test_a_report_is_written_by_the_ending_of_its_file(ending: str, installed: Installed):
    ran = installed.guidance("report", *WINDOW, "-o", f"report.{ending}")
    assert ran.code == 0, ran.err
    assert (installed.folder / f"report.{ending}").stat().st_size > 1000


def test_nothing_of_a_report_is_left_where_an_extra_is_missing(installed: Installed):
    ran = installed.guidance("report", *WINDOW, "-o", "report.pdf")
    assert ran.code == 2
    assert "pip install 'guidance-timeline[pdf]'" in ran.err
    assert not (installed.folder / "report.pdf").exists()


def test_reading_html_says_what_it_needs(installed: Installed):
    ran = installed.guidance("draft", "tea", "--document", "page.html", "--data", "records")
    assert ran.code == 2
    assert "pip install 'guidance-timeline[documents]'" in ran.err


def test_the_installed_command_says_what_the_one_process_says(installed: Installed):
    words = ("as-of", *ARGUMENTS["as-of"])
    assert installed.program("guidance", *words) == installed.guidance(*words).out.decode()


def test_what_is_tested_is_what_was_installed(installed: Installed):
    """Neither the sources of this folder nor an extra can be reached from the environment."""
    told = installed.program(
        "python",
        "-c",
        "import importlib.util as u, guidance; print(guidance.__file__);"
        "print([n for n in ('weasyprint', 'selectolax', 'z3', 'pytest') if u.find_spec(n)])",
    )
    file, extras = told.split("\n", 1)
    assert Path(file).is_relative_to(installed.home)
    assert extras.strip() == "[]"
