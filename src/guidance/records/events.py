"""Events: named days, each one unknown day where it is imprecise."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Discriminator, Tag

from guidance.records.criteria import Record, SomeText, YesNo
from guidance.records.dates import ImpreciseDate, Period
from guidance.records.fields import EventRef

UntilFixed = Literal["until-fixed"]
UNTIL_FIXED: Final = "until-fixed"
"""The date of what is put off indefinitely: it has not happened until an act dates it."""


class RelativeDate(Record):
    """A date that follows from another event and moves with it.

    Attributes:
        after: The event that it is counted from, and moves with.
        period: How long after.
    """

    after: EventRef
    period: Period


class SameAs(Record):
    """The event of another source that this one is.

    Attributes:
        event: The event of the other source, ``source@event``.
        authority: This source speaks with authority for the event: its date counts.
    """

    event: EventRef
    authority: YesNo = False


DayOrOpen = Annotated[
    Annotated[ImpreciseDate, Tag("date")] | Annotated[UntilFixed, Tag(UNTIL_FIXED)],
    Discriminator(lambda value: UNTIL_FIXED if value == UNTIL_FIXED else "date"),
]
"""A day, or that it is not fixed."""


def _date_shape(value: object) -> str:
    if value == UNTIL_FIXED:
        return UNTIL_FIXED
    return "relative" if isinstance(value, dict | RelativeDate) else "date"


EventDate = Annotated[
    Annotated[ImpreciseDate, Tag("date")]
    | Annotated[RelativeDate, Tag("relative")]
    | Annotated[UntilFixed, Tag(UNTIL_FIXED)],
    Discriminator(_date_shape),
]


class Event(Record):
    """A named day on which something happens: one unknown day where it is imprecise.

    Attributes:
        label: What happens, as it reads in a sentence: "the measures start to apply".
        past: The event as it reads after "whether": "the measures had started".
        date: Absent where nothing is known of it.
        certainty: ``recorded`` where the document reports it, ``forecast`` where it expects it.
        same_as: The event of another source that it is: both name one day.
        on_condition: What the document makes it depend on.
        as_written: The document's own words for the date.
        note: For those who keep the records.
    """

    label: SomeText
    past: SomeText | None = None
    date: EventDate | None = None
    certainty: Literal["recorded", "forecast"] = "recorded"
    same_as: SameAs | None = None
    on_condition: SomeText | None = None
    as_written: SomeText | None = None
    note: SomeText | None = None
