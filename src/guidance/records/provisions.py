"""A provision: the smallest statement that can apply or stop applying."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from guidance.records.criteria import (
    IN_TEXT,
    Criteria,
    FactCondition,
    LongText,
    Record,
    Slug,
    SomeText,
    YesNo,
)
from guidance.records.fields import Citation, EventRef, Force, Place, ProvisionRef


class ByPlace(Record):
    """Other days for some places: what the statement says beside it is for the rest.

    ``EU`` is its members on the day on which the text would first start, by these days or the
    plain ones: who joins or leaves later keeps the days it had.

    Attributes:
        jurisdictions: The places with other days.
        from_: The event or day from which it applies there.
        until: The event or day from which it no longer does.
    """

    jurisdictions: tuple[Place, ...] = Field(min_length=1)
    from_: EventRef | None = None
    until: EventRef | None = None

    @model_validator(mode="after")
    def _has_a_day(self) -> Self:
        if self.from_ is None and self.until is None:
            raise PydanticCustomError("by_place", "names no day; add from or until")
        return self


class Application(Record):
    """From which event a statement applies, and until which (that day excluded).

    Attributes:
        from_: The event or day from which it applies; from publication where none is named.
        until: The first day on which it no longer applies, or its event.
        then: What stands after ``until``: the ``earlier`` text again, or ``nothing``; where it is
            not said and an earlier text stood, that is open.
        by_place: Other days in some places.
    """

    from_: EventRef | None = None
    until: EventRef | None = None
    then: Literal["earlier", "nothing"] | None = None
    by_place: tuple[ByPlace, ...] = ()


class Population(Record):
    """Whom a provision speaks of: in words, and where possible as a condition.

    Attributes:
        words: In words.
        when: The same as a condition over facts.
    """

    words: SomeText
    when: FactCondition | None = None


class Provision(Record):
    """The smallest statement that can apply or stop applying.

    Attributes:
        title: What people call it.
        kind: What sort of statement it is: ``eligibility``, ``monitoring`` … Information of
            kind ``procedure`` tells of a step that happened, ``announcement`` of one expected.
        force: What the words do: ask, permit, forbid or inform; never guessed.
        text: What it says, in words of our own.
        population: Whom it speaks of.
        only: The permission excludes everybody else of its population ("only if").
        action: What it is about, of the actions that the fact sheet declares; one or several.
        matter: What several provisions are about, of the matters that the fact sheet declares.
        criteria: What it asks of a person; ``in-text`` where that stands only in the words.
        proposes: It is only proposed, and takes no effect until a later version adopts it.
        applies: From when until when.
        replaces: Provisions whose place it takes for good.
        displaces: Provisions that do not apply while it applies itself.
        restates: Provisions that say the same, or something near it; without effect on them.
        narrows: Provisions that it leaves standing for fewer people.
        tension: Provisions that may contradict it. For people to judge; without effect.
        reports: Provisions of another source that it tells of.
        cite: Where it stands in its document.
        topics: Its topics; those of its source where none are named.
        jurisdictions: Where it applies; empty where its document does not state it.
        opted_out: Places inside those where it does not apply.
        note: For those who keep the records.
    """

    title: SomeText
    kind: Slug
    force: Force
    text: LongText
    population: Population | None = None
    only: YesNo = False
    action: Slug | Annotated[tuple[Slug, ...], Field(min_length=1)] | None = None
    matter: Slug | None = None
    criteria: Criteria | None = None
    proposes: YesNo = False
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
    note: SomeText | None = None

    @model_validator(mode="after")
    def _only_permits(self) -> Self:
        if self.only and self.force != "may":
            raise PydanticCustomError("only", "only goes with force may; change one of the two")
        return self

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that it names."""
        if self.action is None:
            return ()
        return (self.action,) if isinstance(self.action, str) else self.action

    @property
    def condition(self) -> FactCondition | None:
        """Its criteria, where they are a condition."""
        return None if self.criteria == IN_TEXT else self.criteria
