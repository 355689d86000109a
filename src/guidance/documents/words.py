"""What the shapes of several documents share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

State = Literal[
    "in-force", "undetermined", "upcoming", "ended", "suspended", "displaced", "no-evidence"
]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Places = list[str] | Literal["not stated"]
Verdict = Literal["same", "stricter", "looser", "mixed", "unclear"]
Outcome = Literal["allowed", "not-allowed", "silent"]

closed = with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))
"""No keys but those named; the strings under the keys describe them in the schema."""


@closed
class Cite(TypedDict):
    """Where in the document a statement stands; list items count as paragraphs."""

    section: str
    paragraph: int | None
    quote: str | None


@closed
class PlaceShape(TypedDict):
    """A place in a document."""

    section: str
    """The heading it stands under; several from the outside in, where one is not enough."""
    paragraph: int | None
    """Counted from 1 in the section; ``null`` for a heading, or for the whole section."""


@closed
class Span(TypedDict):
    """A day known as well as it is known."""

    earliest: Day | None
    latest: Day | None


@closed
class DayOf(TypedDict):
    """An event and its one day, as far as it is known."""

    event: str
    """``source@event``, ``source@version`` for its publication, or a bare day."""
    label: str
    earliest: Day | None
    latest: Day | None
    certainty: Literal["recorded", "forecast", "cancelled"]
    as_written: str | None
    """The document's own words for the day."""
    is_qualified: bool
    """The record marks the date as uncertain or approximate."""
