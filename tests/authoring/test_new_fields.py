"""The fields of a regulator's file: explained to editors, kept by ``fmt``, told in the docs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from guidance.authoring.layout import formatted
from guidance.documents import record_schema
from guidance.files.reading import RecordReader
from guidance.records.model import Source, Version

FORMAT = Path(__file__).parents[2] / "docs" / "reference" / "format.md"

SOURCE = """\
format: guidance/1
source: agency
title: An agency
topics: [t]
checks:
  - on: "2019-12-10"
    looked-at: the register
    not-yet: [start]
    shows-at-once: yes
  - on: "2020-01-10"
    not-yet: [start]
    within: P14D
"""
VERSION = """\
format: guidance/1
source: agency
version: "2020"
extent: partial
published: "2020-02-10"
standing: decision
document: {title: A decision}
events:
  start: {label: it starts, date: "[2020-03-18,2020-03-20]", on-condition: unless cases rise}
  later: {label: it goes on, date: until-fixed}
  same: {label: it starts, date: "2020-03-20", same-as: {event: other@start, authority: yes}}
provisions:
  p:
    title: Stay
    kind: setting
    force: must
    text: Stay at home.
    proposes: yes
    applies:
      from: start
      by-place:
        - {jurisdictions: [GB-WLS], from: later}
    cite: {section: "1"}
amendments:
  - act: suspends
    id: pause
    because: It is too early.
    provisions: [other#q]
    from: start
    on-condition: unless cases rise
  - act: adopts
    proposals: [other@2019/limits]
    in-part: yes
    from: start
  - {act: declines, proposals: [other@2019/rest]}
"""

FIELDS = {
    # schema, record, field; what to look for in the docs
    "checks": ("source", "Source", "checks"),
    "not-yet": ("source", "Check", "not-yet"),
    "shows-at-once": ("source", "Check", "shows-at-once"),
    "within": ("source", "Check", "within"),
    "proposes": ("version", "Provision", "proposes"),
    "proposes of an act": ("version", "Suspends", "proposes"),
    "adopts": ("version", "Adopts", "proposals"),
    "in-part": ("version", "Adopts", "in-part"),
    "declines": ("version", "Declines", "proposals"),
    "same-as": ("version", "Event", "same-as"),
    "authority": ("version", "SameAs", "authority"),
    "on-condition": ("version", "Event", "on-condition"),
    "on-condition of an act": ("version", "Suspends", "on-condition"),
    "until-fixed": ("version", "Event", "date"),
    "[2020-03-18,2020-03-20]": ("version", "Event", "date"),
    "by-place": ("version", "Application", "by-place"),
}


schema_of = cache(record_schema)


def shape(schema, record):
    """The part of a schema that describes a record."""
    made = schema_of(schema)
    return made["$defs"].get(record, made) if record != "Source" else made


@pytest.mark.parametrize("name", FIELDS)
def test_editors_are_told_what_it_means_and_shown_one(name):
    schema, record, field = FIELDS[name]
    told = shape(schema, record)["properties"][field]
    assert len(told["description"]) > 15
    assert told["examples"]
    if name in ("until-fixed", "[2020-03-18,2020-03-20]"):
        assert name in told["examples"]


@pytest.mark.parametrize("name", FIELDS)
def test_fmt_keeps_it(name):
    schema, _, _ = FIELDS[name]
    text, model = (SOURCE, Source) if schema == "source" else (VERSION, Version)
    before, _, faults = RecordReader().read(text.encode(), model, is_json=False)
    assert faults == []
    tidy = formatted(text.encode(), model)
    after, _, faults = RecordReader().read(tidy, model, is_json=False)
    assert (after, faults) == (before, [])
    key = name.partition(" ")[0]
    assert key in tidy.decode()


@pytest.mark.parametrize("name", FIELDS)
def test_the_format_explains_it(name):
    assert f"{name.partition(' ')[0]}" in FORMAT.read_text(encoding="utf-8")


@pytest.mark.parametrize("schema", ["source", "version", "facts"])
def test_no_field_of_a_record_is_without_a_word(schema):
    made = schema_of(schema)
    silent = [
        (name, key)
        for name, record in {schema: made, **made["$defs"]}.items()
        for key, field in record.get("properties", {}).items()
        if not field.get("description")
    ]
    assert silent == []


def test_examples_are_taken_by_their_fields():
    made = schema_of("version")  # which test_schemas.py finds to be a schema
    for record in made["$defs"].values():
        for field in record.get("properties", {}).values():
            taking = jsonschema.Draft202012Validator({**field, "$defs": made["$defs"]})
            for example in field.get("examples", ()):
                taking.validate(example)


@pytest.mark.parametrize("text", [SOURCE, VERSION], ids=["source", "version"])
def test_an_editor_takes_the_file(text):
    record = yaml.load(text, yaml.BaseLoader)
    jsonschema.validate(record, schema_of("version" if "version" in record else "source"))
