"""JSON documents keep to the published schemas, and record files to theirs."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from guidance import report
from guidance.cli import main
from guidance.documents import RECORDS, SHAPES, record_schema, schema
from reports import REPORTS
from schemas import DOCUMENTS, published, written
from schemas import RECORDS as RECORD_SCHEMAS

DATA = Path(__file__).parents[2] / "data" / "versions"
NAMES = sorted(SHAPES, key=len, reverse=True)


@cache
def of_record(name="record"):
    return validator(record_schema(name))


@cache
def of_document(name):
    return validator(schema(name))


def validator(found):
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(
        found, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize("name", REPORTS)
def test_documents_keep_to_their_schema(name):
    shape = next(each for each in NAMES if name.startswith(each))
    document = json.loads(report.render(REPORTS[name](), "json"))
    of_document(shape).validate(document)
    if "coverage" in document:
        of_document("coverage").validate(document["coverage"])


def test_check_keeps_to_its_schema(tmp_path, capsys):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "source.yaml").write_text("format: nonsense\n")
    for args, code in ((["check"], 0), (["check", str(tmp_path)], 3)):
        assert main([*args, "--format", "json"]) == code
        document = json.loads(capsys.readouterr().out)
        of_document("check").validate(document)
        assert document["is_sound"] is (code == 0)


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_are_closed_and_every_key_is_there(name):
    """What is not described does not occur, and what is described always does."""
    found = schema(name)
    for shape in (found, *found.get("$defs", {}).values()):
        if shape.get("type") == "object":
            assert shape["additionalProperties"] is False
            if shape.get("title") != "List":
                assert sorted(shape["required"]) == sorted(shape["properties"])


def test_the_stable_keys():
    """These names are promised; programs rely on them."""
    promised = (
        "on known_on in_force undetermined upcoming ended suspended displaced tensions coverage"
    )
    assert set(promised.split()) <= set(schema("as-of")["required"])
    shapes = schema("as-of")["$defs"]
    group = shapes["UndeterminedShape"]["required"]
    assert {"event", "earliest", "latest", "if_happened", "if_not"} <= set(group)
    assert shapes["CoverageShape"]["properties"]["status"]["enum"] == [
        "covered",
        "stale",
        "no-evidence",
    ]
    assert {"since", "until", "steps", "net"} <= set(schema("changes")["required"])
    change = schema("changes")["$defs"]["ChangeShape"]["required"]
    assert {"id", "ref", "sentence", "before", "after"} <= set(change)
    assert {"before", "after", "changes"} <= set(schema("compare")["required"])


@pytest.mark.parametrize("name", RECORDS)
def test_schemas_of_records_are_schemas(name):
    of_record(name)


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*.yaml")), ids=lambda path: path.stem)
def test_shipped_records_keep_to_the_schema_they_name(path):
    """As an editor sees them: by the core schema of YAML 1.2, where yes and no are texts."""

    class Core(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012  (as PyYAML has it)
            key: [(tag, rule) for tag, rule in rules if tag.endswith(("int", "float", "null"))]
            for key, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    text = path.read_text(encoding="utf-8")
    mark, _, name = text.partition("\n")[0].partition("$schema=")
    assert mark == "# yaml-language-server: "
    kind = {"facts": "facts"}.get(path.parent.name) or {"source": "source"}.get(
        path.stem, "version"
    )
    named = json.loads((path.parent / name).read_text(encoding="utf-8"))
    assert named == record_schema(kind)
    content = yaml.load(text, Core)
    for found in (validator(named), of_record()):
        found.validate(content)
        with pytest.raises(jsonschema.ValidationError):
            found.validate({**content, "surprise": 1})


def test_the_published_schemas_are_those_of_the_code():
    files = dict(published())
    stale = [path for path, made in files.items() if path.read_text() != written(made)]
    assert stale == []
    assert set(files) == {*RECORD_SCHEMAS.glob("*.json"), *DOCUMENTS.glob("*.json")}
