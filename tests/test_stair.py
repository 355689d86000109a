"""The contracts of import-linter hold, and a planted import is seen."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PLANTED = {
    "an answer that speaks": (
        "answers/answer.py",
        "def spoken(answer: object) -> str:\n    from guidance.wording import headline\n"
        "    return headline(answer)\n",
        "guidance.answers.answer -> guidance.wording",
    ),
    "a record that reads a file": (
        "records/model.py",
        "def read() -> object:\n    from guidance.files import load\n    return load()\n",
        "guidance.records.model -> guidance.files",
    ),
    "a circle between two files of one room": (
        "wording/terms.py",
        "def again() -> object:\n    from guidance.wording.reasons import reasons\n"
        "    return reasons\n",
        ".terms -> .reasons",
    ),
}


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "assets")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder):
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold_as_it_is(copy):
    found = lint(copy)
    assert found.returncode == 0, found.stdout
    assert "0 broken" in found.stdout


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_import_is_refused_inside_a_function_too(copy, name):
    path, code, told = PLANTED[name]
    module = copy / "src" / "guidance" / path
    module.write_text(f"{module.read_text()}\n\n{code}")
    found = lint(copy)
    assert found.returncode == 1, found.stdout
    assert told in found.stdout
