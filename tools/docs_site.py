"""Writes those pages of the documentation that say what the code says, when the site is built.

A hook of MkDocs: the commands from their help, the fields of records and the JSON documents from
their schemas, the kinds of change, the public names. Nothing of it is kept in the repository, so
that nothing of it can be out of date.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

import guidance
from guidance import errors
from guidance.changes.ids import ChangeId
from guidance.cli import app
from guidance.documents import SHAPES, record_schema, schema
from guidance.serve.problems import TITLES, TYPES
from guidance.wording.terms import CHANGES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_ELSEWHERE, _FROM_DISK = "https://unpkg.com/iframe-worker/shim", "assets/search-from-disk.js"
_ROLE = re.compile(r":(?:func|class|meth|data|mod|attr|exc):(?=<code>|`)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    for name, lines in PAGES.items():
        content = "\n".join(lines()) + "\n"
        files.append(File.generated(config, f"reference/{name}.md", content=content))
    return files


def on_page_content(html: str, **_: object) -> str:
    """Leave out the marks of roles that docstrings have for other readers."""
    return _ROLE.sub("", html)


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Load nothing from elsewhere: the theme would fetch what the search needs on disk."""
    return output.replace(_ELSEWHERE, get_relative_url(_FROM_DISK, page.url))


def on_post_template(output: str, **_: object) -> str:
    """The same for the page that says that there is none."""
    return output.replace(_ELSEWHERE, _FROM_DISK)


# -- commands --------------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Every command says this with `--help`. Options that go with most are told in"
    yield "[Hand on a report](../tutorials/report.md#options-that-go-with-most)."
    for path, command in _leaves(app, ("guidance",)):
        context = click.Context(command, info_name=" ".join(path), max_content_width=88)
        context.terminal_width = 88
        yield from ("", f"## {' '.join(path)}", "", "```text", command.get_help(context), "```")


def _leaves(
    command: click.Command, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from _leaves(found, (*path, name))


# -- schemas ---------------------------------------------------------------------------------------


def _fields() -> Iterator[str]:
    yield "# Fields of records"
    yield ""
    yield "From the JSON Schema that `guidance schema record` prints. A field with `*` is required."
    yield "What they mean together, and in which order to write them: [File format](format.md)."
    found = record_schema()
    for name in sorted(found["$defs"], key=_order):
        yield from _shape(name, found["$defs"][name], 2)


def _order(name: str) -> tuple[int, str]:
    first = ("Source", "Version", "Provision", "FactSheet")
    return (first.index(name) if name in first else len(first)), name


def _documents() -> Iterator[str]:
    yield "# JSON documents"
    yield ""
    yield "What `--format json`, `to_dict()` and the server answer with. Every key is there unless"
    yield "marked *may be absent*; an absent value is `null`. Days are ISO 8601. `guidance schema"
    yield "NAME` prints the JSON Schema. Keys are added, never renamed or taken away."
    told: set[str] = set()
    later: dict[str, Any] = {}
    for name in SHAPES:
        found = schema(name)
        later |= found.pop("$defs", {})
        told.add(found["title"])
        yield from _shape(name, found, 2)
    yield from ("", "## Parts of documents")
    for name in sorted(set(later) - told):
        yield from _shape(name, later[name], 3)


def _shape(name: str, found: dict[str, Any], level: int) -> Iterator[str]:
    heading = f"{'#' * level} {name} {{ #{_anchor(found.get('title', name))} }}"
    yield from ("", heading, "")
    yield _flat(found.get("description", ""))
    if "properties" not in found:
        yield from ("", f"{_type(found)}")
        return
    required = set(found.get("required", ()))
    yield from ("", "| key | holds | |", "|---|---|---|")
    is_record = (level == 2 and "format" in found["properties"]) or level == 2
    for key, value in found["properties"].items():
        mark = "*" if is_record and key in required else ""
        absent = "" if key in required or is_record else "*may be absent* "
        yield f"| `{key}`{mark} | {_type(value)} | {absent}{_flat(value.get('description', ''))} |"


def _type(found: dict[str, Any]) -> str:
    if "$ref" in found:
        name = found["$ref"].rpartition("/")[2]
        return f"[{name}](#{_anchor(name)})"
    for several in ("anyOf", "oneOf"):
        if several in found:
            return " or ".join(dict.fromkeys(_type(each) for each in found[several]))
    if "enum" in found:
        return ", ".join(f"`{each}`" for each in found["enum"])
    if "const" in found:
        return f"`{found['const']}`"
    kind = found.get("type", "anything")
    if kind == "array":
        return f"list of {_type(found['items'])}" if "items" in found else "list"
    if kind == "object":
        values = found.get("additionalProperties")
        return f"mapping to {_type(values)}" if isinstance(values, dict) else "mapping"
    names = {"string": "text", "null": "`null`", "boolean": "yes or no", "integer": "number"}
    return f"a {found['format']}" if found.get("format") == "date" else names.get(kind, str(kind))


def _flat(text: str) -> str:
    """A description on one line of a table."""
    return " ".join(text.partition("\n\nAttributes:")[0].split()).replace("|", "\\|")


def _anchor(name: str) -> str:
    return f"shape-{name.lower()}"


# -- changes, names, errors ------------------------------------------------------------------------


def _changes() -> Iterator[str]:
    yield "# Kinds of change"
    yield ""
    yield "`change.id` says what kind of change it is. These names are stable; the words for them,"
    yield "and the sentences that `guidance.sentence(change)` writes, may be reworded."
    yield ""
    yield "Keep `change.key` to tell each change once: it names the provision, the part and the"
    yield "act, and stays when the day becomes known: [Recipes for apps](../how-to/apps.md)."
    yield from ("", "| id | name in Python | in words |", "|---|---|---|")
    for each in ChangeId:
        yield f"| `{each.value}` | `ChangeId.{each.name}` | {CHANGES[each]} |"


def _api() -> Iterator[str]:
    yield "# Python names"
    yield ""
    yield "All that `import guidance` offers. `guidance.load` reads records; what it returns"
    yield "answers questions; what these return can be told in words. [Errors](errors.md)."
    ours = [name for name in guidance.__all__ if not name.startswith("_")]
    ours = [name for name in ours if not _is_error(name)]
    first = ("load", "Corpus", "Answer", "ChangeReport", "Change")
    for name in (*first, *(name for name in ours if name not in first)):
        home = guidance._HOMES[name]
        yield from ("", f"::: guidance.{home}.{name}")


def _is_error(name: str) -> bool:
    value = getattr(guidance, name)
    return inspect.isclass(value) and issubclass(value, BaseException)


def _errors() -> Iterator[str]:
    yield "# Errors"
    yield ""
    yield "Everything that goes wrong on purpose is a `guidance.GuidanceError`. Types and"
    yield "attributes are public; the wording of messages may change. Each says how to mend it."
    for name, value in vars(errors).items():
        if inspect.isclass(value) and issubclass(value, errors.GuidanceError):
            yield from ("", f"::: guidance.errors.{name}")
    yield from ("", "## Problems over HTTP", "")
    yield "The server says the same as problem details (RFC 9457): `type`, `title`, `status`,"
    yield "`detail`, `mend`, `parameter` and `suggestions`."
    yield from ("", "| type | means |", "|---|---|")
    for name, title in TITLES.items():
        yield f"| `{TYPES}{name}` | {title} |"


PAGES = {
    "commands": _commands,
    "fields": _fields,
    "json": _documents,
    "changes": _changes,
    "api": _api,
    "errors": _errors,
}
"""The pages that are made, by name."""
