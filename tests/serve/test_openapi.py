"""The OpenAPI document, and that the server keeps to it: schemathesis asks what nobody would."""

import json
import re
from datetime import UTC, datetime, time
from email.utils import format_datetime

import pytest
import schemathesis
from hypothesis import HealthCheck, settings, strategies
from jsonschema import Draft202012Validator
from schemathesis.checks import load_all_checks

from guidance.documents import SHAPES
from guidance.documents import schema as published
from guidance.serve.app import application
from guidance.serve.questions import JSON, QUESTIONS
from serving import TODAY, client_of, server_of

# Whether days are in order, facts go together, and letters make a word, no schema can say.
MAY_BE_REFUSED = {
    "/changes",
    "/learnt",
    "/evaluate",
    "/status",
    "/feed",
    "/search",
}


@pytest.fixture(scope="module")
def client():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("guidance.exports.explorer.build", lambda *_, **__: "<p></p>")
        yield client_of(server_of())


@pytest.fixture(scope="module")
def document(client):
    return client.get("/openapi.json").json()


def resolved(schema, document):
    """A schema that stands by itself."""
    text = json.dumps(schema | {"$defs": document["components"]["schemas"]})
    return json.loads(text.replace("#/components/schemas/", "#/$defs/"))


@pytest.mark.parametrize("question", [each for each in QUESTIONS if each.media_type == JSON])
def test_the_documents_are_the_published_ones(document, question):
    said = document["paths"][f"/{question.name}"]["get"]["responses"]["200"]
    found = resolved(said["content"][JSON]["schema"], document)
    Draft202012Validator.check_schema(found)
    name = found["$ref"].removeprefix("#/$defs/")
    own = published(question.name)
    assert question.name in SHAPES
    given = {key: value for key, value in own.items() if key not in ("$schema", "$defs")}
    assert found["$defs"][name] == given


def test_all_that_a_document_refers_to_is_there(document):
    for ref in set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document))):
        here = document
        for step in ref.split("/"):
            here = here[step]


def test_names_are_told_one_by_one_where_they_are_few(document):
    parameters = document["paths"]["/as-of"]["get"]["parameters"]
    topic = next(each for each in parameters if each["name"] == "topic")
    assert topic["schema"]["enum"] == ["alemtuzumab"]


load_all_checks()
schemathesis.openapi.format(
    "http-date",
    strategies.dates().map(lambda day: format_datetime(datetime.combine(day, time.min, UTC), True)),
)
SCHEMA = schemathesis.openapi.from_asgi(
    "/openapi.json", application(server_of(hosts=None)), timeout=60
)


@SCHEMA.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_nothing_that_is_asked_is_answered_otherwise_than_described(client, case):
    left_out = []
    if case.path.removeprefix("/timemap") in MAY_BE_REFUSED:
        left_out = [schemathesis.checks.positive_data_acceptance]
    case.call_and_validate(excluded_checks=left_out, timeout=60)


def test_the_day_of_the_server_is_not_read_from_a_clock(client):
    assert client.get("/status").json()["on"] == TODAY.isoformat()
