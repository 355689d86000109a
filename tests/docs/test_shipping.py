"""What is shipped beside the library: the hook, the action, the container, what cites it."""

import re
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from guidance.cli import app
from guidance.errors import GuidanceError

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def parsed(words):
    """A command line as the command reads it, without running it."""
    name, *rest = words
    command = app.get_command(click.Context(app), name)
    return command.make_context(name, rest)


def test_one_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert cited["version"] == PROJECT["version"]
    assert cited["title"] == PROJECT["name"]
    assert cited["license"] == PROJECT["license"]


def test_the_hooks_are_commands():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["guidance-check", "guidance-fmt"]
    for hook in hooks:
        program, *words = hook["entry"].split()
        assert program == "guidance"
        assert parsed([*words, *hook["args"]])
        assert re.search(hook["files"], "records/tea/2020.yaml")
        assert hook["pass_filenames"] is False


def test_the_action_runs_the_command():
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    steps = action["runs"]["steps"]
    script = steps[-1]["run"]
    assert 'guidance" check' in script
    assert parsed(["check", "records", "--format", "github", "--exit-code"])
    # What a caller gives is handed over as data, and never becomes part of a script.
    assert all("${{" not in step.get("run", "") for step in steps)
    given = {each for step in steps for each in re.findall(r"inputs\.([\w-]+)", str(step))}
    assert given == set(action["inputs"])


def test_the_container_has_what_it_copies_and_runs_the_command():
    text = (ROOT / "Containerfile").read_text()
    ignored = (ROOT / ".dockerignore").read_text().split()
    for line in re.findall(r"^COPY (?!--from)(.*)$", text, re.MULTILINE):
        for name in line.split()[:-1]:
            assert (ROOT / name).exists(), name
            assert f"!{name}" in ignored, name
    entry = re.search(r"^ENTRYPOINT (\[.*\])$", text, re.MULTILINE).group(1)
    program, *words = yaml.safe_load(entry)
    assert program.endswith("/guidance")
    context = parsed(words)
    assert f"EXPOSE {context.params['port']}" in text
    assert "USER guidance" in text


def test_the_lines_for_windows_are_those_for_other_shells_and_are_powershell():
    """There is no PowerShell to run them with: its grammar parses them."""
    from tree_sitter import Language, Parser
    from tree_sitter_powershell import language

    text = (ROOT / "README.md").read_text()
    (lines,) = re.findall(r"^```powershell\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    parser = Parser(Language(language()))
    assert not parser.parse(lines.encode()).root_node.has_error
    assert parser.parse(lines.replace('"', "'", 1).encode()).root_node.has_error
    others = re.findall(r"^\$ (python3 -m venv .*)$", text, re.MULTILINE)
    translations = {"python3": "py", " &&": ";", "'": '"', ".venv/bin/": ".venv\\Scripts\\"}
    for there, here in translations.items():
        others = [line.replace(there, here) for line in others]
    assert lines.splitlines() == others


def test_a_command_that_is_not_there_would_be_found():
    with pytest.raises((click.ClickException, GuidanceError, AttributeError)):
        parsed(["chek", "records"])


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")))
def test_issue_forms_are_sound(path):
    form = yaml.safe_load(path.read_text())
    if path.stem == "config":
        return
    assert {"name", "description", "body"} <= form.keys()
    ids = [each["id"] for each in form["body"]]
    assert len(set(ids)) == len(ids)
    assert all(each["attributes"]["label"] for each in form["body"])
