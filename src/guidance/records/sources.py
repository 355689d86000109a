"""A source: a guidance document, who looked at it when, and the places that it speaks of."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from guidance.records.criteria import FrozenDict, FrozenMap, Record, Slug, SomeText, YesNo
from guidance.records.dates import Period
from guidance.records.fields import Day, EventRef, Place


class Coverage(Record):
    """When somebody last looked whether a source still says what is recorded.

    Attributes:
        checked: The days on which somebody looked.
        note: For those who keep the records.
    """

    checked: tuple[Day, ...] = ()
    note: SomeText | None = None


class Check(Record):
    """A look at a source on a day, and what it showed; it counts as checked too.

    Attributes:
        on: The day of the look.
        looked_at: Where somebody looked: a register, a page.
        not_yet: Events that it did not show.
        shows_at_once: What is looked at shows such an event on the day on which it happens.
        within: It shows it within this period. Without either nothing is known of the events but
            that they were not shown.
        note: For those who keep the records.
    """

    on: Day
    looked_at: SomeText | None = None
    not_yet: tuple[EventRef, ...] = ()
    shows_at_once: YesNo = False
    within: Period | None = None
    note: SomeText | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if self.shows_at_once and self.within is not None:
            raise PydanticCustomError("check", "shows-at-once and within together; keep one")
        if (self.shows_at_once or self.within is not None) and not self.not_yet:
            raise PydanticCustomError(
                "check", "says how soon events show and names none; add not-yet: [event]"
            )
        return self


class DeclaredPlace(Record):
    """A place that has no code.

    Attributes:
        label: As it reads after "in": "the Luton lockdown area".
        within: The smallest place with a code, or declared, that holds all of it.
        same_as: The code that another name is for.
        overlaps: Declared places that it shares ground with; with others in the same place it
            shares none.
    """

    label: SomeText
    within: Place | None = None
    same_as: Place | None = None
    overlaps: tuple[Place, ...] = ()

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if (self.within is None) == (self.same_as is None):
            raise PydanticCustomError("place", "within or same-as is needed, and only one of them")
        if self.same_as is not None and self.overlaps:
            raise PydanticCustomError("place", "overlaps with same-as; take overlaps out")
        return self


class Source(Record):
    """A guidance document as a thing that goes on existing while its text changes.

    Attributes:
        format: The format of the file.
        source: Its id, the name of its folder.
        title: What people call it.
        publisher: Who publishes it.
        topics: What it is about.
        places: Declared places; their ids are known in the whole corpus.
        coverage: When somebody looked at it.
        checks: Looks at it, and what they did and did not show.
        note: For those who keep the records.
    """

    format: Literal["guidance/1"]
    source: Slug
    title: SomeText
    publisher: SomeText | None = None
    topics: tuple[Slug, ...] = Field(min_length=1)
    places: FrozenMap[Slug, DeclaredPlace] = Field(default_factory=FrozenDict)
    coverage: Coverage = Coverage()
    checks: tuple[Check, ...] = ()
    note: SomeText | None = None

    @property
    def checked(self) -> tuple[Day, ...]:
        """The days on which somebody looked, oldest first: each check counts as a look."""
        return tuple(sorted({*self.coverage.checked, *(check.on for check in self.checks)}))
