"""The frozen records: what is written in the files under ``data/versions``.

A *source* is a guidance document that goes on existing while its text changes; a *version* is
one dated state or act of it; a *provision* is the smallest statement that can apply or stop
applying; an *event* is a named day; an *amendment* acts on other records. The terms are those of
FRBR/ELI, Akoma Ntoso and legislation.gov.uk.

References are written ``source#provision``, ``source@version`` and ``source@event``. Inside the
source that owns it, an event may be named by its id alone.

Records hold what a document says and nothing that is worked out from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from guidance.errors import DateError
from guidance.records.criteria import Condition, FrozenDict, FrozenMap, Record, Slug, Text, YesNo
from guidance.records.dates import ImpreciseDate, Period, parse_day
from guidance.records.places import place_fault

FORMAT = "guidance/1"

_COUNT = re.compile(r"(?:0|[1-9]\d{0,29})\Z", re.ASCII)
_SLUG = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"


def _read_day(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse_day(value)
        except DateError as error:
            message = f"{error.problem}; {error.mend}"
            raise PydanticCustomError("day", "{message}", {"message": message}) from None
    return value


def _read_count(value: object) -> object:
    # 0123 is not a figure anybody means; nothing is coerced that was not written as one.
    return int(value) if isinstance(value, str) and _COUNT.match(value) else value


def _read_place(value: object) -> object:
    if isinstance(value, str) and (fault := place_fault(value)):
        raise PydanticCustomError("place", "{fault}", {"fault": fault})
    return value


Day = Annotated[
    date,
    BeforeValidator(_read_day, json_schema_input_type=str),
    PlainSerializer(date.isoformat),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Place = Annotated[str, BeforeValidator(_read_place), Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
ProvisionRef = Annotated[str, Field(pattern=rf"^{_SLUG}#{_SLUG}$")]
VersionRef = Annotated[str, Field(pattern=rf"^{_SLUG}@{_SLUG}$")]
EventRef = Annotated[str, Field(pattern=rf"^(?:{_SLUG}@)?{_SLUG}$")]
Target = Annotated[str, Field(pattern=rf"^{_SLUG}(?:#{_SLUG})?$")]
"""What an amendment acts on: one provision (``source#id``) or all of a source (``source``)."""

Force = Literal["must", "must-not", "should", "should-not", "may", "information"]
Standing = Literal["information", "advice", "recommendation", "opinion", "decision", "law"]


class Citation(Record):
    """Where in the document a statement stands.

    Attributes:
        paragraph: Counted from 1 in the section; list items count, and so do rows of tables.
        passage: The fingerprint of the passage: of its words, and not of its layout.
        quote: The source's own words, for those who may quote.
    """

    section: Text
    paragraph: (
        Annotated[
            int,
            BeforeValidator(_read_count),
            Field(ge=1, le=100_000),
        ]
        | None
    ) = None
    passage: Annotated[str, Field(pattern=r"^sha256-[0-9a-f]{64}$")] | None = None
    quote: Text | None = None


class Document(Record):
    """The document a version was recorded from, so that it can be checked by who holds it.

    Attributes:
        read_by: The reader, with its version, that the fingerprints of cited passages were made
            with: a newer one may cut a document otherwise, which is no change of the document.
    """

    title: Text
    publisher: Text | None = None
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=2000)] | None = None
    media: Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9.+-]+$")] | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    read_by: Annotated[str, Field(pattern=r"^[a-z]+/[1-9][0-9]*$")] | None = None


class Coverage(Record):
    """When somebody last looked whether a source still says what is recorded."""

    checked: tuple[Day, ...] = ()
    note: Text | None = None


class Source(Record):
    """A guidance document as a thing that goes on existing while its text changes."""

    format: Literal["guidance/1"]
    source: Slug
    title: Text
    publisher: Text | None = None
    topics: tuple[Slug, ...] = Field(min_length=1)
    coverage: Coverage = Coverage()
    note: Text | None = None


class RelativeDate(Record):
    """A date that follows from another event and moves with it."""

    after: EventRef
    period: Period


def _date_shape(value: object) -> str:
    return "relative" if isinstance(value, dict | RelativeDate) else "date"


EventDate = Annotated[
    Annotated[ImpreciseDate, Tag("date")] | Annotated[RelativeDate, Tag("relative")],
    Discriminator(_date_shape),
]


class Event(Record):
    """A named day on which something happens: one unknown day where it is imprecise.

    Attributes:
        date: Absent where nothing is known of it.
        certainty: ``recorded`` where the document reports it, ``forecast`` where it expects it.
        as_written: The document's own words for the date.
        past: The event as it reads after "whether": "the measures had started".
    """

    label: Text
    past: Text | None = None
    date: EventDate | None = None
    certainty: Literal["recorded", "forecast"] = "recorded"
    as_written: Text | None = None
    note: Text | None = None


class Application(Record):
    """From which event a statement applies, and until which (that day excluded)."""

    from_: EventRef | None = None
    until: EventRef | None = None


class Population(Record):
    """Whom a provision speaks of: in words, and where possible as a condition."""

    words: Text
    when: Condition | None = None


class Provision(Record):
    """The smallest statement that can apply or stop applying.

    Attributes:
        only: The permission excludes everybody else of its population ("only if").
        replaces: Provisions whose place it takes for good.
        displaces: Provisions that do not apply while it applies itself.
        restates: Provisions that say the same, or something near it; without effect on them.
        narrows: Provisions that it leaves standing for fewer people.
        tension: Provisions that may contradict it. For people to judge; without effect.
        reports: Provisions of another source that it tells of.
        jurisdictions: Where it applies; empty where its document does not state it.
        opted_out: Places inside those where it does not apply.
    """

    title: Text
    kind: Slug
    force: Force
    text: Text
    population: Population | None = None
    only: YesNo = False
    criteria: Condition | None = None
    applies: Application = Application()
    replaces: tuple[ProvisionRef, ...] = ()
    displaces: tuple[ProvisionRef, ...] = ()
    restates: tuple[ProvisionRef, ...] = ()
    narrows: tuple[ProvisionRef, ...] = ()
    tension: tuple[ProvisionRef, ...] = ()
    reports: tuple[ProvisionRef, ...] = ()
    cite: Citation
    topics: tuple[Slug, ...] = ()
    jurisdictions: tuple[Place, ...] = ()
    opted_out: tuple[Place, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _only_permits(self) -> Self:
        if self.only and self.force != "may":
            raise PydanticCustomError("only", "only goes with force may; change one of the two")
        return self


class _Act(Record):
    """What every amendment has."""

    because: Text
    cite: Citation | None = None


class FixesDate(_Act):
    """An imprecise date becomes known more narrowly."""

    act: Literal["fixes-date"]
    event: EventRef
    date: ImpreciseDate
    certainty: Literal["recorded", "forecast"] = "recorded"


class MovesDate(_Act):
    """An event is put off or brought forward."""

    act: Literal["moves-date"]
    event: EventRef
    date: ImpreciseDate
    certainty: Literal["recorded", "forecast"] = "recorded"


class Cancels(_Act):
    """An event will not happen: a recommendation never adopted."""

    act: Literal["cancels"]
    event: EventRef


class _Scoped(_Act):
    provisions: tuple[Target, ...] = Field(min_length=1)
    from_: EventRef | None = None
    jurisdictions: tuple[Place, ...] = ()
    opted_out: tuple[Place, ...] = ()


class Ends(_Scoped):
    """Provisions stop applying, and nothing takes their place."""

    act: Literal["ends"]


class Suspends(_Scoped):
    """Provisions are paused by an authority, until an event or until reinstated."""

    act: Literal["suspends"]
    until: EventRef | None = None


class Reinstates(_Scoped):
    """Suspensions made before are lifted. What ended on other grounds stays ended."""

    act: Literal["reinstates"]


class Correction(Record):
    """The fields of a provision that were recorded wrongly, as they should have been."""

    title: Text | None = None
    kind: Slug | None = None
    force: Force | None = None
    text: Text | None = None
    population: Population | None = None
    only: YesNo | None = None
    criteria: Condition | None = None
    applies: Application | None = None
    cite: Citation | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("correction", "corrects nothing; name the field that changes")
        return self


class Corrects(_Act):
    """A provision was published wrongly; the right wording holds from its own start."""

    act: Literal["corrects"]
    provision: ProvisionRef
    set: Correction


def _act_of(value: object) -> object:
    return value.get("act") if isinstance(value, dict) else getattr(value, "act", None)


Amendment = Annotated[
    Annotated[FixesDate, Tag("fixes-date")]
    | Annotated[MovesDate, Tag("moves-date")]
    | Annotated[Cancels, Tag("cancels")]
    | Annotated[Ends, Tag("ends")]
    | Annotated[Suspends, Tag("suspends")]
    | Annotated[Reinstates, Tag("reinstates")]
    | Annotated[Corrects, Tag("corrects")],
    Discriminator(
        _act_of,
        custom_error_type="act",
        custom_error_message="not an amendment; give it an act: fixes-date, moves-date, cancels,"
        " ends, suspends, reinstates or corrects",
    ),
]
"""What a version does to other records. Replacing and displacing are said on the provision."""


class Version(Record):
    """One dated state or act of a source.

    Attributes:
        extent: ``whole`` restates the source, and what it leaves out ends; ``partial`` says only
            what it changes, and silence is not repeal.
        published: The day it became public, as known.
        after: Versions known to be published before this one, or first on the same day, where the
            dates do not tell.
        before: Versions known to be published after this one.
        applies: Default for its provisions; without it they apply from publication.
        jurisdictions: Default for its provisions.
    """

    format: Literal["guidance/1"]
    source: Slug
    version: Slug
    extent: Literal["whole", "partial"]
    published: ImpreciseDate
    published_as_written: Text | None = None
    after: tuple[VersionRef, ...] = ()
    before: tuple[VersionRef, ...] = ()
    standing: Standing
    jurisdictions: tuple[Place, ...] = ()
    document: Document
    applies: Application = Application()
    events: FrozenMap[Slug, Event] = Field(default_factory=FrozenDict)
    provisions: FrozenMap[Slug, Provision] = Field(default_factory=FrozenDict)
    amendments: tuple[Amendment, ...] = ()
    note: Text | None = None

    @property
    def ref(self) -> str:
        """Its full reference, ``source@version``."""
        return f"{self.source}@{self.version}"


def as_plain(record: Record) -> dict[str, Any]:
    """Return a record as it is written on disk: hyphenated keys, texts, no defaults."""
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def canonical(record: Record | Sequence[Record]) -> bytes:
    """Return the bytes that decide whether two records are the same.

    Key order, layout and defaults spelt out do not show in them.
    """
    plain = as_plain(record) if isinstance(record, Record) else [as_plain(each) for each in record]
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
