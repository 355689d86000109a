"""What the shapes of several documents share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

if TYPE_CHECKING:
    from guidance.answers.whens import NotShown, When
    from guidance.records.dates import ImpreciseDate
    from guidance.records.model import Citation
    from guidance.records.parts import Part


StateShape = Literal[
    "in-force", "undetermined", "upcoming", "ended", "suspended", "displaced", "no-evidence"
]
DayShape = Annotated[str, Field(json_schema_extra={"format": "date"})]
PlacesShape = list[str] | Literal["not stated"]
VerdictShape = Literal["same", "stricter", "looser", "mixed", "unclear"]
OneWordShape = Literal["allowed", "not-allowed", "silent"]
OutcomeShape = Literal[
    "required", "advised", "permitted", "silent", "advised-against", "prohibited"
]

closed = with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))
"""No keys but those named; the strings under the keys describe them in the schema."""


@closed
class PartShape(TypedDict):
    """A part of a territory, by the codes of its places."""

    within: list[str] | None
    """``null`` where the document names no place. What two places share is written ``a&b``."""
    without: list[str]
    """Places in those that are no part of it."""


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
class SpanShape(TypedDict):
    """A day known as well as it is known."""

    earliest: DayShape | None
    latest: DayShape | None


@closed
class NotShownShape(TypedDict):
    """A look at a place that did not show an event."""

    on: DayShape
    until: DayShape | None
    """The last day by which it had not happened for certain; ``null`` where that is open."""
    looked_at: str | None


@closed
class DayOf(TypedDict):
    """An event and its one day, as far as it is known."""

    event: str
    """``source@event``, ``source@version`` for its publication, or a bare day."""
    label: str
    earliest: DayShape | None
    latest: DayShape | None
    certainty: Literal["recorded", "forecast", "cancelled"]
    as_written: str | None
    """The document's own words for the day."""
    is_until_fixed: bool
    """It is put off until a day is fixed, and has not happened."""
    is_qualified: bool
    """The record marks the date as uncertain or approximate."""
    one_of: list[SpanShape]
    """Where the day is one of several that are listed, or that sources differ on."""
    not_shown: NotShownShape | None
    """The last look that did not show it, where it may have been still to come."""
    condition: str | None
    """What the document makes it depend on, as long as no record confirms the day."""


def when_document(when: When) -> DayOf:
    """An event and its day."""
    return {
        "event": when.event,
        "label": when.label,
        "earliest": iso(when.date.earliest),
        "latest": iso(when.date.latest),
        "certainty": when.certainty,  # type: ignore[typeddict-item]
        "as_written": when.as_written,
        "is_until_fixed": when.is_until_fixed,
        "is_qualified": when.is_qualified,
        "one_of": [
            {"earliest": iso(first), "latest": iso(last)} for first, last in when.date.listed
        ],
        "not_shown": _not_shown(when.not_shown),
        "condition": when.condition,
    }


def _not_shown(look: NotShown | None) -> NotShownShape | None:
    if look is None:
        return None
    return {"on": look.on.isoformat(), "until": iso(look.until), "looked_at": look.looked_at}


def when_or_none(when: When | None) -> DayOf | None:
    """An event and its day, if there is one."""
    return when_document(when) if when else None


def cite_or_none(cite: Citation | None) -> Cite | None:
    """Where it stands, if that is told."""
    return cite_document(cite) if cite else None


def cite_document(cite: Citation) -> Cite:
    """Where it stands."""
    return {"section": cite.section, "paragraph": cite.paragraph, "quote": cite.quote}


def span_document(known: ImpreciseDate | None) -> SpanShape | None:
    """A day as well as it is known."""
    return {"earliest": iso(known.earliest), "latest": iso(known.latest)} if known else None


def iso(day: date | None) -> str | None:
    """A day as ISO 8601 writes it."""
    return day.isoformat() if day else None


def part_document(part: Part) -> PartShape:
    """A part of a territory."""
    within = None if part.within is None else list(part.within)
    return {"within": within, "without": list(part.without)}
