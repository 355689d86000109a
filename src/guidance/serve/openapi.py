"""The OpenAPI document: made of the published schemas and of the table of questions."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from guidance.corpus import Corpus
from guidance.documents import SHAPES
from guidance.serve.front import FrontShape
from guidance.serve.mementos import HEADER, MEDIA_TYPE, PREFIX
from guidance.serve.parameters import AskedParameter
from guidance.serve.problems import MEDIA_TYPE as PROBLEM
from guidance.serve.problems import TITLES, TYPES, ProblemShape, ProblemTypeShape
from guidance.serve.questions import EDITION, JSON, QUESTIONS, Askable

Schema = dict[str, Any]

_REF = "#/components/schemas/{model}"


def openapi(corpus: Corpus, version: str) -> Schema:
    """Describe the server in OpenAPI 3.1.

    Args:
        corpus: The records; names in them are told one by one where they are few.
        version: The version of this library.
    """
    shapes = {
        question.shape or question.name: SHAPES[question.shape or question.name]
        for question in QUESTIONS
        if question.media_type == JSON
    }
    shapes |= {"front": FrontShape, "problem": ProblemShape, "kind": ProblemTypeShape}
    refs, definitions = TypeAdapter.json_schemas(
        [(name, "serialization", TypeAdapter(shape)) for name, shape in shapes.items()],
        ref_template=_REF,
    )
    schemas = {name: refs[(name, "serialization")] for name in shapes}
    paths = {"/": {"get": _front(schemas)}, f"{TYPES}{{kind}}": {"get": _problem(schemas)}}
    for question in QUESTIONS:
        name = question.shape or question.name
        content = {question.media_type: {"schema": schemas.get(name, {"type": "string"})}}
        paths[f"/{question.name}"] = {"get": _operation(question, content, corpus)}
        if question.has_mementos:
            paths[f"{PREFIX}/{question.name}"] = {"get": _map(question, corpus)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "guidance",
            "version": version,
            "description": "What regulatory guidance applied on a day, and what changed. It reads"
            " records of guidance and changes none; it is not medical advice.",
        },
        "paths": paths,
        "components": {
            "schemas": definitions["$defs"],
            "responses": {
                "Problem": {
                    "description": "Why there is no answer, and how to mend it (RFC 9457).",
                    "content": {PROBLEM: {"schema": schemas["problem"]}},
                },
                "Known": {"description": "The client has the answer already."},
            },
        },
    }


def _front(schemas: dict[str, Schema]) -> Schema:
    return {
        "operationId": "front",
        "summary": "What is served, and which questions can be asked.",
        "responses": _responses({JSON: {"schema": schemas["front"]}}, "400", "404"),
    }


def _problem(schemas: dict[str, Schema]) -> Schema:
    kind = {"type": "string", "enum": [*TITLES]}
    return {
        "operationId": "problem",
        "summary": "What a kind of problem is, and what can be done about it.",
        "parameters": [{"name": "kind", "in": "path", "required": True, "schema": kind}],
        "responses": _responses({JSON: {"schema": schemas["kind"]}}, "400", "404"),
    }


def _operation(question: Askable, content: Schema, corpus: Corpus) -> Schema:
    parameters = [_parameter(parameter, corpus) for parameter in (*question.parameters, EDITION)]
    codes = ["400", "404", "422", "503"]
    responses = _responses(content, *codes)
    if question.has_mementos:
        says = "As known on this day (RFC 7089); the day asked about is the parameter on."
        schema = {"type": "string", "format": "http-date", "minLength": 29, "maxLength": 29}
        parameters.append({"name": HEADER, "in": "header", "description": says, "schema": schema})
        where = {"Location": {"schema": {"type": "string"}, "required": True}}
        responses["302"] = {"description": "The memento that was asked for.", "headers": where}
    return {
        "operationId": question.name,
        "summary": question.says,
        "parameters": parameters,
        "responses": responses,
    }


def _map(question: Askable, corpus: Corpus) -> Schema:
    parameters = [parameter for parameter in question.parameters if parameter.name != "known_on"]
    return {
        "operationId": f"timemap-{question.name}",
        "summary": f"The days from which something else was known: {question.says}",
        "parameters": [_parameter(parameter, corpus) for parameter in parameters],
        "responses": _responses(
            {MEDIA_TYPE: {"schema": {"type": "string"}}}, "400", "404", "422", "503"
        ),
    }


def _responses(content: Schema, *problems: str) -> Schema:
    headers = {
        "ETag": {"schema": {"type": "string"}, "required": True},
        "Cache-Control": {"schema": {"type": "string"}, "required": True},
        "Guidance-Edition": {"schema": {"type": "string"}, "required": True},
    }
    return {
        "200": {"description": "The answer.", "headers": headers, "content": content},
        "304": {"$ref": "#/components/responses/Known"},
        **{code: {"$ref": "#/components/responses/Problem"} for code in problems},
    }


def _parameter(parameter: AskedParameter, corpus: Corpus) -> Schema:
    schema = parameter.kind.schema(corpus)
    if parameter.is_repeated:
        schema = {"type": "array", "items": schema}
    otherwise = {
        None: "",
        "today": " Without it, the server's own day.",
    }.get(parameter.otherwise, f" Without it, {parameter.otherwise}.")
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.says + otherwise,
        "required": parameter.is_required,
        "schema": schema,
    }
