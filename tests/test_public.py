"""What is public, which room may import from which, and that everything is documented."""

import ast
import importlib
import inspect
import subprocess
import sys
import typing
from importlib import metadata
from pathlib import Path

import pytest

import guidance
from public_names import LIST, listed

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "guidance"
HEAVY = (
    *("deepdiff", "yaml", "rich", "click", "rapidfuzz", "pydantic", "z3"),
    *("jinja2", "markupsafe", "docx", "lxml", "PIL", "weasyprint"),
    *("starlette", "uvicorn", "mcp"),
)

ROOMS = (
    "lazily",
    "errors",
    "records",
    "logic",
    "resolution",
    "engine",
    "answers",
    "directions",
    "changes",
    "upkeep",
    "corpus",
    "index",
    "wording",
    "files",
    "documents",
    "report",
    "authoring",
    "exports",
    "serve",
    "cli",
)
"""The stair; which room may import from which is held by the contracts of import-linter."""


def test_every_room_has_its_place():
    found = {path.name.removesuffix(".py") for path in SOURCE.iterdir()}
    assert found - {"__init__", "__main__", "__pycache__", "py.typed"} == set(ROOMS)


def test_exports_are_there_and_documented():
    assert sorted(guidance.__all__) == dir(guidance)
    for name in guidance.__all__:
        value = getattr(guidance, name)
        # A name for a choice of words, or of types, has its docstring in the source alone.
        assert value.__doc__ or typing.get_origin(value) is not None or name == "__version__", name


def classes():
    """Every class of the library by its name, as annotations name them."""
    modules = [
        importlib.import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
        for path in sorted(SOURCE.rglob("*.py"))
        if path.stem not in ("__init__", "__main__")
    ]
    return {n: v for module in modules for n, v in vars(module).items() if inspect.isclass(v)}


def named_in(hint):
    """The classes of the library that an annotation names."""
    if inspect.isclass(hint) and hint.__module__.startswith("guidance."):
        yield hint
    for part in typing.get_args(hint):
        yield from named_in(part)


def held_by(kind, known):
    """The classes in the public attributes and in the results of the public methods of a class."""
    hints = [hint for name, hint in hints_of(kind, known).items() if not name.startswith("_")]
    for name, member in inspect.getmembers_static(kind):
        function = inspect.unwrap(getattr(member, "fget", None) or getattr(member, "func", member))
        function = getattr(function, "__func__", function)
        is_ours = (getattr(function, "__module__", None) or "").startswith("guidance.")
        if inspect.isfunction(function) and is_ours and not name.startswith("_"):
            hints.append(hints_of(function, known).get("return"))
    return {found for hint in hints for found in named_in(hint)}


def hints_of(thing, known):
    return typing.get_type_hints(thing, {**known, **vars(sys.modules[thing.__module__])})


def test_what_answers_hold_can_be_named():
    """All that is reached from a question; parts of records are named in the module of records."""
    known = classes()
    internal = {known[name] for name in ("Registry", "States")}
    beneath = {name for name in sys.modules if name.startswith("guidance.records.")}
    beneath.add("guidance.engine.tests")
    direct = held_by(guidance.Corpus, known) - internal
    found, waiting = {guidance.Corpus}, direct - {guidance.Corpus}
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        if kind.__module__ not in beneath:
            waiting |= {each for each in held_by(kind, known) if each not in found}
    needed = {each for each in found if each in direct or each.__module__ not in beneath}
    assert len(needed) > 30
    for kind in needed:
        assert getattr(guidance, kind.__name__, None) is kind, kind


def test_parameters_of_questions_can_be_named():
    """What a caller may have to annotate: the types that public functions and methods take."""
    known = classes()
    functions = [getattr(guidance, name) for name in guidance.__all__]
    functions += [member for _, member in inspect.getmembers(guidance.Corpus, inspect.isfunction)]
    taken = [
        hint
        for function in functions
        if inspect.isfunction(inspect.unwrap(function)) and function.__name__[0] != "_"
        for name, hint in hints_of(function, known).items()
        if name != "return"
    ]
    assert len(taken) > 30
    for kind in {found for hint in taken for found in named_in(hint)}:
        assert getattr(guidance, kind.__name__, None) is kind, kind
    # A name for a choice of words is no class: it has to be there all the same.
    assert guidance.Standing in taken or guidance.Standing | None in taken


def test_the_public_names_and_signatures_are_those_of_the_committed_list():
    """Read the difference: what changes or goes breaks programs (docs/reference/stability.md)."""
    assert listed() == LIST.read_text(encoding="utf-8"), "python tests/public_names.py"


def test_internals_are_private():
    public = {name for name in dir(guidance.Corpus) if not name.startswith("_")}
    assert not public & {"check", "states", "registry"}


def test_the_version_is_that_of_the_distribution():
    assert guidance.__version__ == metadata.version("guidance-timeline")


def test_the_module_runs_as_the_command():
    told = subprocess.run(
        [sys.executable, "-m", "guidance", "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout == f"guidance-timeline {guidance.__version__}\n"


def test_every_error_can_be_named():
    for name, value in vars(importlib.import_module("guidance.errors")).items():
        if inspect.isclass(value) and issubclass(value, guidance.GuidanceError):
            assert getattr(guidance, name) is value


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = guidance.nothing


def test_import_loads_nothing_heavy():
    code = f"import sys, guidance; print([name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


NOT_FOR_TEXT = (
    *("deepdiff", "jinja2", "markupsafe", "docx", "lxml", "PIL", "weasyprint", "z3"),
    *("rapidfuzz", "markdown_it", "jsonschema", "starlette", "uvicorn", "mcp", "yaml"),
    *("guidance.documents", "guidance.upkeep", "guidance.wording.upkeep", "guidance.files.loading"),
    *("guidance.directions.people", "guidance.directions.movements", "guidance.changes.days"),
)
"""What only other formats, other questions and the reading of records need."""


def test_a_text_answer_from_an_index_loads_no_more_than_it_needs(tmp_path):
    index = tmp_path / "records.index"
    guidance.build(guidance.load(), index)
    words = ["as-of", "2020-01-15", "alemtuzumab", "--data", str(index)]
    code = (
        f"import sys; from guidance.cli import main; assert main({words!r}) == 0;"
        f" print([name for name in {NOT_FOR_TEXT!r} if name in sys.modules]);"
        " print([name for name in sys.modules if name.startswith('guidance.report.faces.')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *answer, heavy, faces = told.stdout.splitlines()
    assert answer[0].startswith("On 15 January 2020 a decision ")
    assert (heavy, faces) == ("[]", "['guidance.report.faces.text']")


def test_importing_the_library_writes_nothing_and_reads_no_clock():
    for path in SOURCE.rglob("*.py"):
        if "cli" in path.relative_to(SOURCE).parts:
            continue
        calls = [n.func for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
        assert not {getattr(call, "attr", "") for call in calls} & {"today", "now", "utcnow"}
        assert "print" not in {getattr(call, "id", "") for call in calls}, path


def test_ci_runs_the_test_command_of_the_readme():
    readme, script = (ROOT / "README.md").read_text(), (ROOT / ".ci" / "run").read_text()
    install = (
        "python3 -m venv .venv && .venv/bin/pip install --quiet uv && "
        ".venv/bin/uv pip install --quiet -p .venv -e '.[dev]'"
    )
    assert f"{install} && .venv/bin/pytest\n" in readme
    assert install in script
    assert ".venv/bin/pytest" in script


def test_every_module_says_what_it_is_for():
    for path in SOURCE.rglob("*.py"):
        if path.stem == "__main__":
            continue
        module = ".".join(("guidance", *path.relative_to(SOURCE).with_suffix("").parts))
        assert importlib.import_module(module.removesuffix(".__init__")).__doc__, path
