"""The house style, held by the syntax trees of the source: sizes, names, what CONTRIBUTING maps.

What is above a limit is listed here with its reason; an exception that is no longer needed fails.
"""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "guidance"

MOST_LINES, MOST_STATEMENT_LINES, MOST_PARAMETERS = 350, 60, 6

LONG_MODULES = {}

MANY_PARAMETERS: dict[str, str] = {
    "corpus/asking.py as_of": "the public question: a day, and names that each narrow it",
    "corpus/asking.py learnt": "the public question: two days, and names that each narrow it",
    "corpus/asking.py changes": "the public question: two days, and names that each narrow it",
    "errors.py __init__": "a fault: data on attributes, set by name",
    "serve/assistants/tools.py as_of": "what an assistant may ask, by name",
    "serve/assistants/tools.py changes": "what an assistant may ask, by name",
    "authoring/draft.py draft_version": "what the person who starts a version says of it, by name",
    "authoring/scaffold.py new_source": "what the person who starts a source says of it, by name",
    "authoring/scaffold.py new_version": "what the person who starts a version says, by name",
}


@cache
def modules():
    return {
        str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8")
        for path in sorted(SOURCE.rglob("*.py"))
    }


@cache
def trees():
    return {name: ast.parse(text) for name, text in modules().items()}


def functions():
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name} {node.name}", node


def parameters(function):
    found = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [each for each in found if each.arg not in ("self", "cls")]


def types_of(tree):
    """The names of the types that a module defines at its top: classes and aliases."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if re.fullmatch(r"[A-Z][a-z]\w*", name):
                yield name


def test_no_module_is_too_long_to_read():
    found = {n for n, text in modules().items() if len(text.splitlines()) > MOST_LINES}
    assert found == set(LONG_MODULES)


def test_no_function_is_too_long_to_read():
    found = {
        name
        for name, node in functions()
        if node.end_lineno - node.lineno + 1 > MOST_STATEMENT_LINES
    }
    assert found == set()


def test_no_function_takes_more_than_one_can_keep_in_mind():
    """Options of the command line apart: click hands them over one by one."""
    found = {
        name
        for name, node in functions()
        if len(parameters(node)) > MOST_PARAMETERS and not name.startswith("cli/")
    }
    assert found == set(MANY_PARAMETERS)


def test_no_two_types_have_one_name():
    """What is private to a module apart."""
    homes = defaultdict(set)
    for name, tree in trees().items():
        for kind in types_of(tree):
            if not kind.startswith("_"):
                homes[kind].add(name)
    found = {kind: sorted(files) for kind, files in homes.items() if len(files) > 1}
    assert found == {}


SAYS_NOTHING = {"found", "each", "one"}


def names_given(tree):
    """The names that a module gives to what it works with: locals and parameters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno


def test_locals_say_what_they_are():
    silent = [
        f"{name}:{line} {given}"
        for name, tree in trees().items()
        for given, line in names_given(tree)
        if given in SAYS_NOTHING
    ]
    assert silent == []


def test_what_contributing_names_is_there():
    named = re.findall(r"`(\w[\w./-]*/[\w./-]*)`", (ROOT / "CONTRIBUTING.md").read_text())
    assert len(named) > 40
    for path in named:
        assert (SOURCE / path).exists() or (ROOT / path).exists(), path


def test_what_contributing_says_stands_in_a_file_stands_there():
    """`NAME` in `file.py`: a class, a function or a constant of that module."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = re.findall(r"`(\w+)` in (?:`|\[`)(\w[\w/]*\.py)`", text)
    assert len(named) > 1
    for name, path in named:
        tree = ast.parse((SOURCE / path).read_text())
        defined = {getattr(node, "name", None) for node in tree.body}
        defined |= {ast.unparse(n.targets[0]) for n in tree.body if isinstance(n, ast.Assign)}
        assert name in defined, (name, path)


def test_a_file_without_its_folder_stands_in_a_folder_that_contributing_names_beside_it():
    rows = re.findall(r"^\| .*\? \|.*$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
    assert len(rows) >= 10
    for line in rows:
        folders = [SOURCE / path for path in re.findall(r"`(\w[\w/]*)/(?:\w+\.py)?`", line)]
        for file in re.findall(r"`(\w+\.py)`", line):
            beside = (folder / file for folder in (*folders, SOURCE, ROOT))
            assert any(path.exists() for path in beside), (file, line)
