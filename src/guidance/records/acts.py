"""Acts: what a version does to other records.

Replacing and displacing are said on the provision that does it.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from guidance.records.criteria import Criteria, LongText, Record, Slug, SomeText, YesNo
from guidance.records.dates import ImpreciseDate
from guidance.records.events import DayOrOpen, EventDate
from guidance.records.fields import (
    ActRef,
    Citation,
    EventRef,
    Force,
    Place,
    ProposalRef,
    ProvisionRef,
    Target,
)
from guidance.records.provisions import Application, Population


class _Act(Record):
    """What every act has.

    Attributes:
        id: Its name inside its version, for acts of others that name it.
        because: Why, as the document says it.
        cite: Its own place in the document of its version.
        on_condition: What the document makes it depend on.
    """

    id: Slug | None = None
    because: SomeText | None = None
    cite: Citation | None = None
    on_condition: SomeText | None = None


class _Reasoned(_Act):
    """An act that says why it is done.

    Attributes:
        because: Why, as the document says it.
    """

    because: SomeText


class FixesDate(_Reasoned):
    """An imprecise date becomes known more narrowly.

    Attributes:
        event: The event whose day becomes known.
        date: Its day; it lies within what was known.
        certainty: ``forecast`` where the document expects it, and does not report it.
    """

    act: Literal["fixes-date"]
    event: EventRef
    date: ImpreciseDate
    certainty: Literal["recorded", "forecast"] = "recorded"


class MovesDate(_Reasoned):
    """An event is put off or brought forward, or put off until a day is fixed.

    Attributes:
        event: The event that is put off or brought forward; one whose day on record has passed
            is not, a wrong day is mended with ``corrects``.
        date: Its new day, or ``until-fixed``.
        certainty: ``forecast`` where the document expects it, and does not report it.
    """

    act: Literal["moves-date"]
    event: EventRef
    date: DayOrOpen
    certainty: Literal["recorded", "forecast"] = "recorded"


class Cancels(_Reasoned):
    """An event will not happen: a recommendation never adopted.

    Attributes:
        event: The event that will not happen; its day on record has not passed.
    """

    act: Literal["cancels"]
    event: EventRef


class _Scoped(_Reasoned):
    """What acts on provisions.

    Attributes:
        proposes: It is only proposed, and takes no effect until a later version adopts it.
        provisions: What it acts on: provisions, or all that a source had said before.
        from_: The event or day from which it works; that of its version where it names none.
        jurisdictions: Where it works; with ``opted_out`` empty too, where its version does.
        opted_out: Places inside those where it does not work.
    """

    proposes: YesNo = False
    provisions: tuple[Target, ...] = Field(min_length=1)
    from_: EventRef | None = None
    jurisdictions: tuple[Place, ...] = ()
    opted_out: tuple[Place, ...] = ()


class Ends(_Scoped):
    """Provisions stop applying, and nothing takes their place."""

    act: Literal["ends"]


class Suspends(_Scoped):
    """Provisions are paused by an authority, until an event or until reinstated.

    Attributes:
        until: The event or day from which it is over.
    """

    act: Literal["suspends"]
    until: EventRef | None = None


class Reinstates(_Scoped):
    """Suspensions made before are lifted. What ended on other grounds stays ended.

    Attributes:
        lifts: The suspensions that it lifts; empty for those of its own source, and where that has
            none for all that have begun by then.
    """

    act: Literal["reinstates"]
    lifts: tuple[ActRef, ...] = ()


class Adopts(_Act):
    """What was proposed is decided. What that does is said by the acts of the same version.

    Attributes:
        proposals: What is adopted: provisions, acts, or all that a version proposed.
        in_part: Only a part of it is.
        from_: The event or day from which it is decided; that of the version where it names none.
    """

    act: Literal["adopts"]
    proposals: tuple[ProposalRef, ...] = Field(min_length=1)
    in_part: YesNo = False
    from_: EventRef | None = None


class Declines(_Act):
    """What was proposed will not be decided so.

    Attributes:
        proposals: What is declined: provisions, acts, or all that a version proposed.
    """

    act: Literal["declines"]
    proposals: tuple[ProposalRef, ...] = Field(min_length=1)


class Keeps(_Act):
    """Statements of the EU go on applying in a place that has left it.

    Attributes:
        provisions: The statements that go on applying.
        jurisdictions: The place that has left.
        from_: The event or day from which they do.
    """

    act: Literal["keeps"]
    provisions: tuple[Target, ...] = Field(min_length=1)
    jurisdictions: tuple[Place, ...] = Field(min_length=1)
    from_: EventRef | None = None


class Correction(Record):
    """The fields of a provision that were recorded wrongly, each as a whole as it should be.

    Attributes:
        title: What people call it.
        kind: Its kind.
        force: Its force.
        text: Its words.
        population: Whom it speaks of.
        only: Whether it excludes everybody else.
        action: What it is about.
        matter: The matter that it belongs to.
        criteria: What it asks of a person.
        applies: The days from and until which it applies, all of them.
        replaces: What it takes the place of.
        displaces: What it sets aside.
        restates: What says the same.
        narrows: What it leaves standing for fewer people.
        tension: What may contradict it.
        reports: What it tells of.
        cite: Where it stands.
        jurisdictions: Where it applies.
        opted_out: Where it does not.
    """

    title: SomeText | None = None
    kind: Slug | None = None
    force: Force | None = None
    text: LongText | None = None
    population: Population | None = None
    only: YesNo | None = None
    action: Slug | Annotated[tuple[Slug, ...], Field(min_length=1)] | None = None
    matter: Slug | None = None
    criteria: Criteria | None = None
    applies: Application | None = None
    replaces: tuple[ProvisionRef, ...] | None = None
    displaces: tuple[ProvisionRef, ...] | None = None
    restates: tuple[ProvisionRef, ...] | None = None
    narrows: tuple[ProvisionRef, ...] | None = None
    tension: tuple[ProvisionRef, ...] | None = None
    reports: tuple[ProvisionRef, ...] | None = None
    cite: Citation | None = None
    jurisdictions: tuple[Place, ...] | None = None
    opted_out: tuple[Place, ...] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("correction", "corrects nothing; name the field that changes")
        return self


class Corrects(_Reasoned):
    """A provision was published wrongly; the right wording holds from its own start.

    Attributes:
        provision: The provision that was published wrongly.
        set: The fields that change, each as a whole.
    """

    act: Literal["corrects"]
    provision: ProvisionRef
    set: Correction


class DateCorrection(Record):
    """The day of an event that was recorded wrongly, as it should have been.

    Attributes:
        date: The day as it should have been.
        certainty: How it should have been known.
    """

    date: EventDate | None = None
    certainty: Literal["recorded", "forecast"] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("correction", "corrects nothing; name the field that changes")
        return self


class CorrectsDate(_Reasoned):
    """An event was recorded with a wrong day; the right one holds from the start.

    Attributes:
        event: The event that was recorded with a wrong day.
        set: What changes.
    """

    act: Literal["corrects"]
    event: EventRef
    set: DateCorrection


def _act_of(value: object) -> object:
    if isinstance(value, dict):
        is_date = value.get("act") == "corrects" and "event" in value
        return "corrects-date" if is_date and "provision" not in value else value.get("act")
    return "corrects-date" if isinstance(value, CorrectsDate) else getattr(value, "act", None)


Amendment = Annotated[
    Annotated[FixesDate, Tag("fixes-date")]
    | Annotated[MovesDate, Tag("moves-date")]
    | Annotated[Cancels, Tag("cancels")]
    | Annotated[Ends, Tag("ends")]
    | Annotated[Suspends, Tag("suspends")]
    | Annotated[Reinstates, Tag("reinstates")]
    | Annotated[Adopts, Tag("adopts")]
    | Annotated[Declines, Tag("declines")]
    | Annotated[Keeps, Tag("keeps")]
    | Annotated[Corrects, Tag("corrects")]
    | Annotated[CorrectsDate, Tag("corrects-date")],
    Discriminator(
        _act_of,
        custom_error_type="act",
        custom_error_message="not an amendment; give it an act: fixes-date, moves-date, cancels,"
        " ends, suspends, reinstates, adopts, declines, keeps or corrects",
    ),
]
"""What a version does to other records."""
