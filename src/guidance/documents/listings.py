"""Lists of what is recorded."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from guidance.documents.words import Day, Span, closed


@closed
class SourceRow(TypedDict):
    """A source."""

    source: str
    title: str
    publisher: str | None
    topics: list[str]
    checked: list[Day]


@closed
class VersionRow(TypedDict):
    """A version."""

    version: str
    title: str
    published: Span
    standing: str
    extent: Literal["whole", "partial"]
    provisions: int


@closed
class ProvisionRow(TypedDict):
    """A provision as it was last recorded."""

    ref: str
    title: str
    kind: str
    force: str
    versions: list[str]


@closed
class EventRow(TypedDict):
    """A named day, as it was first recorded."""

    event: str
    label: str
    date: str | None
    certainty: Literal["recorded", "forecast"]


@closed
class TopicRow(TypedDict):
    """A topic."""

    topic: str
    sources: list[str]


@closed
class FactRow(TypedDict):
    """A fact that can be asked about a person."""

    fact: str
    topic: str
    type: str
    label: str


@closed
class List(TypedDict):
    """What is recorded; only the lists asked for are there."""

    sources: NotRequired[list[SourceRow]]
    versions: NotRequired[list[VersionRow]]
    provisions: NotRequired[list[ProvisionRow]]
    events: NotRequired[list[EventRow]]
    topics: NotRequired[list[TopicRow]]
    facts: NotRequired[list[FactRow]]
