"""What is public, which room may import from which, and that everything is documented."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import guidance
from guidance.cli.app import _COMMANDS as COMMANDS

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "guidance"
HEAVY = ("deepdiff", "yaml", "rich", "click", "rapidfuzz", "pydantic", "z3", "jinja2")

LAYERS = (
    "errors",
    "dates",
    "places",
    "criteria",
    "records",
    "logic",
    "registry",
    "resolution",
    "worlds",
    "states",
    "timeline",
    "coverage",
    "entries",
    "direction",
    "answer",
    "redline",
    "changes",
    "comparison",
    "notices",
    "transitions",
    "regime",
    "adoptions",
    "discrepancies",
    "status",
    "corpus",
    "findings",
    "files",
    "wording",
    "authoring",
    "report",
    "calendar",
    "feed",
    "explorer",
    "cli",
)
"""Each room imports only from those before it (and from itself)."""


def rooms():
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if parts != ("__init__",):
            yield parts[0], path


def imports(path):
    """The rooms a module imports from when it is imported; not what waits in functions."""
    tree = ast.parse(path.read_text())
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("guidance."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.module == "guidance":
            yield from (alias.name for alias in node.names)


def test_every_room_has_its_place():
    assert {room for room, _ in rooms()} == set(LAYERS)


@pytest.mark.parametrize(("room", "path"), list(rooms()), ids=lambda value: str(value))
def test_rooms_import_only_from_those_before_them(room, path):
    place = LAYERS.index(room)
    for other in imports(path):
        assert LAYERS.index(other) <= place, f"{room} imports {other}"


def test_exports_are_there_and_documented():
    assert sorted(guidance.__all__) == dir(guidance)
    for name in guidance.__all__:
        value = getattr(guidance, name)
        assert value.__doc__, name


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = guidance.nothing


def test_import_loads_nothing_heavy():
    code = f"import sys, guidance; print([name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_importing_the_library_writes_nothing_and_reads_no_clock():
    for room in LAYERS[: LAYERS.index("cli")]:
        for _, path in (pair for pair in rooms() if pair[0] == room):
            calls = [
                n.func for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)
            ]
            assert not {getattr(call, "attr", "") for call in calls} & {"today", "now", "utcnow"}
            assert "print" not in {getattr(call, "id", "") for call in calls}, path


def test_every_command_is_in_the_readme():
    readme = (ROOT / "README.md").read_text()
    for name in COMMANDS:
        assert f"guidance {name}" in readme, name


def test_ci_runs_the_test_command_of_the_readme():
    readme, script = (ROOT / "README.md").read_text(), (ROOT / ".ci" / "run").read_text()
    install = "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[dev]'"
    assert f"{install} && .venv/bin/pytest\n" in readme
    assert install in script
    assert ".venv/bin/pytest" in script


def test_every_module_says_what_it_is_for():
    for path in SOURCE.rglob("*.py"):
        if path.stem == "__main__":
            continue
        module = ".".join(("guidance", *path.relative_to(SOURCE).with_suffix("").parts))
        assert importlib.import_module(module.removesuffix(".__init__")).__doc__, path
