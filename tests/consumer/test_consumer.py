"""Somebody else's project: an empty environment, the built wheel, their type checkers."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from environments import UV, installed_in

pytestmark = pytest.mark.install

ROOT = Path(__file__).parents[2]
APP = Path(__file__).with_name("app.py")
RECIPES = ("apps.md", "databases.md")
CHECKERS = ("mypy>=1.18", "pyright[nodejs]>=1.1.400")


class Project:
    """A folder with an app, and an environment that holds the wheel and nothing of ours besides."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "app.py").write_bytes(APP.read_bytes())
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "GUIDANCE"))}
        self.run(UV, "build", "--quiet", "--wheel", "--out-dir", folder / "dist", ROOT)
        (self.wheel,) = (folder / "dist").glob("guidance_timeline-*.whl")
        # pip itself installs it in tests/docs/test_installing.py, where it is the subject.
        self.bin = installed_in(folder / "venv", self.wheel, *CHECKERS)

    def run(self, *words: str | Path) -> str:
        found = subprocess.run(
            words, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, found.stdout + found.stderr
        return found.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return Project(tmp_path_factory.mktemp("consumer"))


def test_the_app_runs_on_the_wheel(project):
    told = project.run(project.bin / "python", "app.py", str(project.folder))
    version = project.wheel.name.split("-")[1]
    assert re.fullmatch(rf"\d+ {re.escape(version)}\n", told)


def test_mypy_finds_nothing_in_it(project):
    assert "no issues found" in project.run(
        project.bin / "mypy", "--strict", "--python-executable", project.bin / "python", "app.py"
    )


def test_pyright_finds_nothing_in_it(project):
    (project.folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    python = project.bin / "python"
    assert "0 errors" in project.run(project.bin / "pyright", "--pythonpath", python, "app.py")


def test_mypy_sees_what_is_wrong(project):
    wrong = project.folder / "wrong.py"
    wrong.write_text("import guidance\nguidance.load().as_of(2020, tpoic='x')\n")
    with pytest.raises(AssertionError, match="tpoic"):
        project.run(
            project.bin / "mypy", "--strict", "--python-executable", project.bin / "python", wrong
        )


@pytest.mark.parametrize("page", RECIPES)
def test_the_recipes_run_on_the_wheel(project, page):
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    assert blocks
    recipe = project.folder / f"{Path(page).stem}_recipes.py"
    recipe.write_text("\n\n".join(blocks), encoding="utf-8")
    project.run(project.bin / "python", recipe)


def test_there_are_ten_recipes():
    pages = (ROOT / "docs" / "how-to" / page for page in RECIPES)
    assert sum(page.read_text(encoding="utf-8").count("```python\n") for page in pages) >= 10
