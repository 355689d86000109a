"""OpenFisca parameters (YAML): each dated value becomes a statement.

A parameter is a provision, and a day on which values start is a version that says those values.
A value holds until the next one starts; where that one is null, the provision ends. The files give
the day from which a value applies and, for some, the day of the official journal; when the values
themselves became public they do not say, so every version is published *by the day it was seen*,
and the order of the days is stated as the order of the versions.

The format is described at openfisca.org under "Legislation parameters".
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guidance.authoring.importing.days import said
from guidance.authoring.importing.request import (
    Fields,
    GivenFile,
    Imported,
    Importer,
    Request,
    source_fields,
)
from guidance.authoring.importing.values import NOTHING, yaml_of
from guidance.authoring.importing.words import Names, fitting, joined, plain, slug
from guidance.files.tree import Tree
from guidance.records.model import FORMAT

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z", re.ASCII)
_INTEGER = re.compile(r"-?\d[\d_]*\Z", re.ASCII)
_NO_CHILDREN = frozenset({"description", "metadata", "unit", "reference", "documentation"})
_ENDINGS = (".yaml", ".yml")
_ROOT = "parameters"
_LICENCE = "The files do not state their licence."


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter, as its file has it.

    Attributes:
        name: Its name in OpenFisca, such as ``taxes.housing.scale[0].rate``.
        values: Its value from each day on, as written; empty where it is null from then on.
        expected: How many values the file only expects, and OpenFisca passes over.
        metadata: What else the file says of it.
    """

    name: str
    title: str
    unit: str
    values: Mapping[str, str]
    expected: int = 0
    metadata: Mapping[str, Tree] = field(default_factory=dict)


def read(request: Request) -> Imported:
    """Make records of parameter files, or of folders of them.

    Raises:
        RecordsError: A file is not what it should be.
        QueryError: The day on which they were seen is not given.
    """
    published = request.by_seen
    by_source: dict[str, list[Parameter]] = defaultdict(list)
    titles: dict[str, str] = {}
    expected = 0
    for prefix, top, title, parameter in _all_parameters(request):
        source = slug(f"{prefix}-{top}") if top else prefix
        titles.setdefault(source, title)
        by_source[source].append(parameter)
        expected += parameter.expected
    result = Imported()
    for source, parameters in sorted(by_source.items()):
        topics = request.topics or (source,)
        note = joined(
            "Imported from OpenFisca parameters.",
            f"Licence: {request.licence}." if request.licence else _LICENCE,
        )
        fields = source_fields(source, titles[source], topics, None, note)
        fields["coverage"] = {"checked": [str(request.seen)]}
        result.sources.append(fields)
        result.versions += _versions(source, titles[source], parameters, request, published)
    if expected:
        counted = "value that is" if expected == 1 else "values that are"
        result.left_out.append(f"{expected} {counted} only expected")
    return result


def _all_parameters(request: Request) -> Iterator[tuple[str, str, str, Parameter]]:
    """Yield each parameter with the prefix of its source, its first folder, and a title for it."""
    shared: dict[str, str] = {}
    for given in request.files:
        root = _root_of(given.path)
        named = root.absolute().parent if root.name == _ROOT else root.absolute()
        prefix = request.source or slug(named.name)
        titles: dict[str, str] = {}
        for path in _files_of(given.path):
            steps = path.relative_to(root).with_suffix("").parts
            if steps[-1] == "index":
                continue
            top = steps[0] if len(steps) > 1 else ""
            if top not in titles:
                titles[top] = _title_of(root / top, shared) or plain(top) or prefix
            data = yaml_of(GivenFile(path), shared)
            for parameter in _parameters(".".join(steps), data, steps[-1]):
                yield prefix, top, titles[top], parameter


def _root_of(path: Path) -> Path:
    """The folder from which parameters have their names."""
    whole = path.resolve()
    folder = path if path.is_dir() else path.parent
    for above, shown in zip((whole, *whole.parents), (path, *path.parents), strict=False):
        if above.name == _ROOT and above.is_dir():
            return shown
    return folder


def _files_of(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    files = (inner for inner in path.rglob("*") if inner.suffix in _ENDINGS)
    yield from sorted(file for file in files if not file.name.startswith("."))


def _title_of(folder: Path, shared: dict[str, str]) -> str:
    """What the index file of a folder calls it."""
    for ending in _ENDINGS:
        path = folder / f"index{ending}"
        if path.is_file() and path.stat().st_size:
            return plain(_text(yaml_of(GivenFile(path), shared).get("description")))
    return ""


def _parameters(name: str, data: Mapping[str, Tree], title: str) -> Iterator[Parameter]:
    """Yield the parameters in a part of a file: itself, the brackets of a scale, or children."""
    title = plain(_text(data.get("description"))) or title
    brackets = data.get("brackets")
    if "values" in data or (data and all(_DAY.match(key) for key in data)):
        yield _parameter(name, data, title, {})
    elif isinstance(brackets, tuple):
        scale = _fields(data.get("metadata"))
        for number, bracket in enumerate(brackets):
            for key, child in _fields(bracket).items():
                called = f"{title}, bracket {number + 1}: {plain(key).replace('_', ' ')}"
                unit = {"unit": scale[f"{key}_unit"]} if f"{key}_unit" in scale else {}
                metadata = {**scale, **unit}
                whole = f"{name}[{number}].{key}"
                yield _parameter(whole, _fields(child), called, metadata)
    else:
        for key, child in data.items():
            if key not in _NO_CHILDREN and isinstance(child, dict):
                yield from _parameters(f"{name}.{key}", child, f"{title}: {plain(key)}")


def _parameter(
    name: str, data: Mapping[str, Tree], title: str, around: Mapping[str, Tree]
) -> Parameter:
    metadata = {**around, **_fields(data.get("metadata"))}
    for key in ("unit", "reference"):
        if data.get(key) and key not in metadata:
            metadata[key] = data[key]
    by_day = _fields(data["values"]) if "values" in data else data
    values: dict[str, str] = {}
    expected = 0
    for day, given in by_day.items():
        if not _DAY.match(day):
            continue
        value = given
        if isinstance(given, dict):
            if given.get("expected") or "value" not in given:
                expected += 1
                continue
            value = given["value"]
        if value == "expected":
            expected += 1
            continue
        # A year or a month alone stands for its first day: OpenFisca compares them as texts.
        values[day + "-01-01"[len(day) - 10 :] if len(day) < 10 else day] = _written(value)
    return Parameter(name, title, plain(_text(metadata.get("unit"))), values, expected, metadata)


def _written(value: Tree) -> str:
    if isinstance(value, str):
        return value.replace("_", "") if _INTEGER.match(value) else plain(value)
    return json.dumps(value, ensure_ascii=False)


def _versions(
    source: str, title: str, parameters: list[Parameter], request: Request, published: str
) -> Iterator[Fields]:
    names = Names()
    provisions: dict[str, Fields] = defaultdict(dict)
    ended: dict[str, list[str]] = defaultdict(list)
    for parameter in parameters:
        inside = parameter.name.partition(".")[2] or parameter.name
        name = names.of(inside)
        previous = NOTHING
        for day in sorted(parameter.values):
            value = parameter.values[day]
            if value:
                provisions[day][name] = _provision(parameter, day, value)
            elif previous:
                ended[day].append(f"{source}#{name}")
            previous = value
    before = ""
    for day in sorted({*provisions, *ended}):
        start = f"from-{day}"
        is_ahead = request.seen is not None and day > request.seen.isoformat()
        event: Fields = {"label": f"the values of {said(day)} start to apply", "date": day}
        event["past"] = f"the values of {said(day)} had started to apply"
        document: Fields = {"title": f"OpenFisca parameters: {title}"}
        if request.url:
            document["url"] = request.url
        fields: Fields = {
            "format": FORMAT,
            "source": source,
            "version": day,
            "extent": "partial",
            "published": published,
            "standing": "information",
            "document": document,
            "events": {start: {**event, **({"certainty": "forecast"} if is_ahead else {})}},
            "applies": {"from": start},
        }
        if before:
            fields["after"] = [f"{source}@{before}"]
        if provisions[day]:
            fields["provisions"] = provisions[day]
        if ended[day]:
            because = "The file gives no value from this day on."
            act = {"act": "ends", "provisions": ended[day], "from": start, "because": because}
            fields["amendments"] = [act]
        fields["note"] = f"Licence: {request.licence}." if request.licence else _LICENCE
        yield fields
        before = day


def _provision(parameter: Parameter, day: str, value: str) -> Fields:
    text = f"{value} (unit: {parameter.unit})" if parameter.unit else value
    fields: Fields = {
        "title": fitting(parameter.title, parameter.name),
        "kind": "parameter",
        "force": "information",
        "text": fitting(text, value),
        "cite": {"section": parameter.name},
    }
    journal = _text(_fields(parameter.metadata.get("official_journal_date")).get(day))
    still = _text(parameter.metadata.get("last_value_still_valid_on"))
    is_last = day == max(valued for valued in parameter.values)
    note = joined(
        *(
            f"Rests on: {reference}."
            for reference in _references(parameter.metadata.get("reference"), day)
        ),
        f"Official journal of: {plain(journal)}." if journal else "",
        f"Last found to be so on: {plain(still)}." if still and is_last else "",
    )
    return {**fields, "note": fitting(note, note)} if note else fields


def _references(tree: Tree | None, day: str) -> Iterator[str]:
    """Yield the sources that a file names for a value."""
    if isinstance(tree, dict):
        if day in tree:
            yield from _references(tree[day], "")
        elif not any(_DAY.match(key) for key in tree):
            title, href = (plain(_text(tree.get(key))) for key in ("title", "href"))
            yield f"{title} <{href}>" if title and href else title or href
    elif isinstance(tree, tuple):
        for branch in tree:
            yield from _references(branch, "")
    elif tree:
        yield plain(tree)


def _fields(tree: Tree | None) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _text(tree: Tree | None) -> str:
    return tree if isinstance(tree, str) else ""


IMPORTER = Importer("openfisca", "OpenFisca parameters: YAML files, or folders of them", read)
