"""What the fields of records have in common: days, places, references, citations, documents.

References are written ``source#provision``, ``source@version`` and ``source@event``. Inside the
source that owns it, an event may be named by its id alone.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from guidance.errors import DateError
from guidance.records.criteria import Record, SomeText, read_count
from guidance.records.dates import parse_day
from guidance.records.iso import fault_of

FORMAT = "guidance/1"

_SLUG = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"


def _read_day(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse_day(value)
        except DateError as error:
            message = f"{error.problem}; {error.mend}"
            raise PydanticCustomError("day", "{message}", {"message": message}) from None
    return value


def _read_place(value: object) -> object:
    if isinstance(value, str) and (fault := fault_of(value)):
        raise PydanticCustomError("place", "{fault}", {"fault": fault})
    return value


Day = Annotated[
    date,
    BeforeValidator(_read_day, json_schema_input_type=str),
    PlainSerializer(date.isoformat),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Place = Annotated[
    str,
    BeforeValidator(_read_place),
    Field(pattern=rf"^(?:[A-Z]{{2}}(?:-[A-Z0-9]{{1,3}})?|{_SLUG})$", max_length=80),
]
"""A code of ISO 3166, ``EU``, or the id of a place that a source declares."""
ProvisionRef = Annotated[str, Field(pattern=rf"^{_SLUG}#{_SLUG}$")]
VersionRef = Annotated[str, Field(pattern=rf"^{_SLUG}@{_SLUG}$")]
EventRef = Annotated[str, Field(pattern=rf"^(?:{_SLUG}@)?{_SLUG}$")]
Target = Annotated[str, Field(pattern=rf"^{_SLUG}(?:#{_SLUG})?$")]
"""What an amendment acts on: one provision (``source#id``) or all of a source (``source``)."""
ActRef = Annotated[str, Field(pattern=rf"^{_SLUG}@{_SLUG}(?:/{_SLUG})?$")]
"""One act of a version (``source@version/act``), or all acts of it that are meant."""
ProposalRef = Annotated[str, Field(pattern=rf"^{_SLUG}(?:#{_SLUG}|@{_SLUG}(?:/{_SLUG})?)$")]
"""What is proposed: a provision, an act, or all that a version proposes."""

Force = Literal["must", "must-not", "should", "should-not", "may", "information"]
"""What the words do: command, forbid, advise, advise against, permit or only inform."""
Standing = Literal["information", "advice", "recommendation", "opinion", "decision", "law"]
"""Who speaks and how bindingly, the weakest first; law and decision are one rank."""


class Citation(Record):
    """Where in the document a statement stands.

    Attributes:
        section: The heading, or the number of the section.
        paragraph: Counted from 1 in the section; list items count, and so do rows of tables.
        passage: The fingerprint of the passage: of its words, and not of its layout.
        quote: The source's own words, for those who may quote.
    """

    section: SomeText
    paragraph: (
        Annotated[
            int,
            BeforeValidator(read_count),
            Field(ge=1, le=100_000),
        ]
        | None
    ) = None
    passage: Annotated[str, Field(pattern=r"^sha256-[0-9a-f]{64}$")] | None = None
    quote: SomeText | None = None

    def __eq__(self, other: object) -> bool:
        """Whether two citations name the same place; a fingerprint is no part of what is said.

        It tells whether a document still has the words. With other words there, the same statement
        may stand; with a fingerprint added, nothing has changed.
        """
        if not isinstance(other, Citation):
            return NotImplemented
        return self._place == other._place

    def __hash__(self) -> int:
        return hash(self._place)

    @property
    def _place(self) -> tuple[str, int | None, str | None]:
        return self.section, self.paragraph, self.quote


class Document(Record):
    """The document a version was recorded from, so that it can be checked by who holds it.

    Attributes:
        title: Its title.
        publisher: Who published it.
        url: Where it was found.
        media: Its media type, ``text/html``.
        sha256: The SHA-256 of its bytes: who holds it can check the record.
        read_by: The reader, with its version, that the fingerprints of cited passages were made
            with: a newer one may cut a document otherwise, which is no change of the document.
    """

    title: SomeText
    publisher: SomeText | None = None
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=2000)] | None = None
    media: Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9.+-]+$")] | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    read_by: Annotated[str, Field(pattern=r"^[a-z]+/[1-9][0-9]*$")] | None = None
