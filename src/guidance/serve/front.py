"""The first page of the server: what it serves, and what can be asked."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import closed
from guidance.serve.editions import Edition
from guidance.serve.mementos import address
from guidance.serve.parameters import AskedParameter
from guidance.serve.questions import QUESTIONS


@closed
class AskableShape(TypedDict):
    """A question that can be asked."""

    address: str
    says: str
    needs: list[str]
    """Parameters that it cannot do without."""
    may_have: list[str]
    example: str


@closed
class FrontShape(TypedDict):
    """What is served."""

    service: str
    version: str
    edition: str
    """Names the records and the version of the library: of one name, answers never change."""
    fingerprint: str
    """Names the records alone, however they are laid out."""
    sources: int
    versions: int
    provisions: int
    fault: str | None
    """Where newer records cannot be read and the earlier ones are served: why."""
    questions: list[AskableShape]
    openapi: str
    assistants: str | None
    """Where assistants connect (Model Context Protocol, streamable HTTP)."""
    caution: str


def front(edition: Edition, version: str, fault: str | None, assistants: str | None) -> FrontShape:
    """Say what is served."""
    corpus = edition.corpus
    return {
        "service": "guidance",
        "version": version,
        "edition": edition.name,
        "fingerprint": edition.fingerprint,
        "sources": len(corpus.sources),
        "versions": len(corpus.versions),
        "provisions": len(corpus.provisions),
        "fault": fault,
        "questions": [
            {
                "address": f"/{question.name}",
                "says": question.says,
                "needs": [
                    parameter.name for parameter in question.parameters if parameter.is_required
                ],
                "may_have": [
                    parameter.name for parameter in question.parameters if not parameter.is_required
                ],
                "example": _example(f"/{question.name}", question.parameters),
            }
            for question in QUESTIONS
        ],
        "openapi": "/openapi.json",
        "assistants": assistants,
        "caution": "It records guidance; it is not medical advice.",
    }


def _example(path: str, parameters: tuple[AskedParameter, ...]) -> str:
    needed = [parameter for parameter in parameters if parameter.is_required and parameter.example]
    return address(
        path,
        [(parameter.name, (parameter.example or "").replace("%23", "#")) for parameter in needed],
    )
