"""The schemas of record files: what editors complete, check and explain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic.json_schema import GenerateJsonSchema

RECORDS = ("record", "source", "version", "facts")
"""The schemas of record files; ``record`` is any of the other three."""

_EXAMPLES: dict[str, tuple[object, ...]] = {
    "published": ("2020-01-16", "2020-01", "[2019-10-31..2019-11-14]"),
    "checks": ([{"on": "2019-12-10", "looked-at": "the register", "not-yet": ["decision"]}],),
    "looked-at": ("the register of decisions",),
    "not-yet": (["start"], ["ema-lemtrada-review@start"]),
    "shows-at-once": ("yes",),
    "within": ("P14D", "P24M"),
    "proposes": ("yes",),
    "proposals": (["ema-lemtrada-review@2019-10-31/limits"], ["agency-page#limits"]),
    "in-part": ("yes",),
    "lifts": (["ema-lemtrada-review@2019-10-31/pause"],),
    "same-as": ({"event": "other-source@start", "authority": "yes"},),
    "authority": ("yes",),
    "on-condition": ("unless cases rise",),
    "by-place": ([{"jurisdictions": ["GB-WLS"], "from": "2021-05-01"}],),
    "jurisdictions": (["GB"], ["EU"]),
    "opted-out": (["DE"],),
    "from": ("2020-03-01", "start"),
    "until": ("2020-09-01", "lapse"),
    "after": ("start", ["ema-lemtrada-review@2019-10-31"]),
    "period": ("P18M",),
}
"""What a field can hold, by its key; those that do not suit a field are left out."""
_DATES = ("2020-01-16", "2020-01", "[2020-03-18,2020-03-20]", "until-fixed")
_MARK = re.compile(r"``(.*?)``")


def record_schema(name: str = "record") -> dict[str, Any]:
    """Return the JSON Schema of a record file, with a description and examples of its fields.

    Raises:
        KeyError: There is no such file.
    """
    from pydantic import TypeAdapter

    from guidance.records.criteria import FactSheet
    from guidance.records.model import Source, Version

    models: dict[str, Any] = {
        "record": Source | Version | FactSheet,
        "source": Source,
        "version": Version,
        "facts": FactSheet,
    }
    schema = TypeAdapter(models[name]).json_schema(by_alias=True, schema_generator=_described())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _described() -> type[GenerateJsonSchema]:
    """What makes schemas in which each field says what its record's docstring says of it."""
    from pydantic.json_schema import GenerateJsonSchema

    class Described(GenerateJsonSchema):
        def tagged_union_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ANN401
            # What tells the members apart is no single field: ``until-fixed`` is a text as well.
            made = super().tagged_union_schema(schema)
            if "discriminator" not in made and "oneOf" in made:
                made["anyOf"] = made.pop("oneOf")
            return made

        def model_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ANN401  (pydantic's own)
            made = super().model_schema(schema)
            model = schema["cls"]
            keys = {field.alias or name: name for name, field in model.model_fields.items()}
            # What a record is, its only field says, and the one that tells which act it is.
            itself = _plain((model.__doc__ or "").partition("\n")[0])
            told = {"act": itself, **field_words(model)}
            told |= dict.fromkeys(keys.values(), itself) if len(keys) == 1 else {}
            for key, shape in made.get("properties", {}).items():
                words = told.get(keys.get(key, key))
                if words is not None:
                    shape.setdefault("description", words)
                if examples := _examples(model, keys.get(key, key), key):
                    shape.setdefault("examples", examples)
            if "description" in made:
                made["description"] = _plain(made["description"].partition("\n\nAttributes:")[0])
            return made

    return Described


def field_words(model: type) -> dict[str, str]:
    """What the docstrings of a record and of those it is built on say of its fields, by name."""
    told: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        _, _, attributes = (kind.__doc__ or "").partition("Attributes:\n")
        section = re.split(r"\n\s*\n", attributes)[0]
        for entry in re.split(r"\n(?= {8}\w+:)|\A(?= {8}\w+:)", section):
            name, mark, words = entry.strip().partition(":")
            if mark and name.isidentifier():
                told[name] = _plain(words)
    return told


def _plain(words: str) -> str:
    """Words on one line, names as they are written on disk."""
    flat = " ".join(words.split())
    return _MARK.sub(lambda marked: marked.group(1).replace("_", "-").rstrip("-"), flat)


def _examples(model: type, name: str, key: str) -> list[object]:
    """The examples that suit a field: it takes them."""
    from pydantic import TypeAdapter, ValidationError

    field = model.model_fields[name]  # type: ignore[attr-defined]
    taken = TypeAdapter(field.rebuild_annotation())
    suited = []
    for example in _DATES if key == "date" else _EXAMPLES.get(key, ()):
        try:
            taken.validate_json(_json(example))
        except ValidationError:
            continue
        suited.append(example)
    return suited


def _json(value: object) -> str:
    import json

    return json.dumps(value)
