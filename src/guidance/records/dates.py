"""Imprecise dates, and periods as written.

Days only: no clock times, no time zones. A date is written as it is known, in the subset of
EDTF (ISO 8601-2:2019) below, and always has an earliest and a latest day:

==========================  ==================================================
``2020-01-16``              that day
``2020-01``                 one unknown day of that month
``2019``                    one unknown day of that year
``[2019-10-31..2019-11]``   one unknown day in that range
``[2019-04..]``             that month or any later day
``[..2020-01]``             any day up to the end of that month
``[2020-03-18,2020-03-20]`` one unknown day of those listed (months, years, ranges may be listed)
``2020-01?`` ``2020-01~``   as written, and the record marks it uncertain, approximate
``2020-01%``                both
==========================  ==================================================

Nothing here reads the clock.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from guidance.errors import DateError
from guidance.records.prose import how_to_write

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_PERIOD = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?\Z", re.ASCII)
_FORMS = "write 2020-01-16, 2020-01, 2020, [2019-10-31..2019-11-14], [2019-04..] or [..2020-01]"
_MOST_LISTED = 50

DayRange = tuple[date | None, date | None]
"""First and last day of a run of days; ``None`` where open."""


def parse_day(text: str) -> date:
    """Read one exact day, ``YYYY-MM-DD`` and no other form.

    Raises:
        DateError: It is another form, or no day of the calendar.
    """
    # date.fromisoformat also takes 20200101 and 2020-W01-1, which people write by mistake.
    if not _DAY.match(text):
        raise DateError(
            text, f"{text!r} is not a day", how_to_write(text) or "write it as 2020-01-16"
        )
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DateError(text, f"{text!r} is not in the calendar", "check month and day") from None


def as_day(given: object) -> date:
    """Take the day of a question, as a ``date`` or as text.

    Raises:
        DateError: It is another form, no day of the calendar, or a moment instead of a day.
    """
    if isinstance(given, str):
        return parse_day(given)
    if isinstance(given, datetime):
        shown = given.isoformat()
        raise DateError(shown, f"{shown} is a moment, not a day", "pass its day: moment.date()")
    if not isinstance(given, date):  # what a caller without types passes
        shown = repr(given)
        raise DateError(shown, f"{shown} is not a day", "pass a date, or a text like 2020-01-16")
    return given


def known_day(given: object) -> date | None:
    """Take the day of knowledge of a question; ``None`` for all records.

    Raises:
        DateError: As :func:`as_day`.
    """
    return as_day(given) if given is not None else None


def _span(text: str, whole: str) -> tuple[date, date]:
    """First and last day of a year, a month or a day."""
    match = _SIMPLE.match(text)
    if match is None:
        raise DateError(whole, f"{whole!r} is not a date", how_to_write(whole) or _FORMS)
    year, month, day = match.groups()
    try:
        if day:
            exact = date(int(year), int(month), int(day))
            return exact, exact
        if month:
            first = date(int(year), int(month), 1)
            return first, first.replace(day=monthrange(first.year, first.month)[1])
        return date(int(year), 1, 1), date(int(year), 12, 31)
    except ValueError:
        problem = f"{whole!r} is not in the calendar"
        raise DateError(whole, problem, "check year, month and day") from None


def _listed(parts: Sequence[str], whole: str) -> tuple[DayRange, ...]:
    """The runs of days of a list; those that touch are one."""
    if len(parts) > _MOST_LISTED:
        problem = f"lists more than {_MOST_LISTED} dates"
        raise DateError(whole, problem, "write the range that they lie in")
    runs: list[tuple[date, date]] = []
    for part in parts:
        start, dots, end = part.partition("..")
        first, last = _span(start, whole)
        if dots:
            last = _span(end, whole)[1]
        if last < first or (runs and first <= runs[-1][1]):
            mend = "list each once, from the first to the last"
            raise DateError(whole, f"{whole!r} is not in order", mend)
        if runs and first == runs[-1][1] + timedelta(days=1):
            runs[-1] = runs[-1][0], last
        else:
            runs.append((first, last))
    return tuple(runs)


@dataclass(frozen=True, slots=True, order=False)
class ImpreciseDate:
    """One day, known as well as the source lets it be known.

    Attributes:
        text: The date as it was written.
        earliest: First day it can be; ``None`` where open.
        latest: Last day it can be; ``None`` where open.
        listed: Where the date is one of several that are listed, their days in order: runs of
            days with days between them that it cannot be. Else empty.
        is_uncertain: Marked ``?``: the source of the date is doubtful.
        is_approximate: Marked ``~``: the date is an estimate.

    Source:
        ISO 8601-2:2019 (EDTF), the subset in docs/explanation/dates.md.
    """

    text: str
    earliest: date | None = field(compare=False)
    latest: date | None = field(compare=False)
    is_uncertain: bool = field(default=False, compare=False)
    is_approximate: bool = field(default=False, compare=False)
    listed: tuple[DayRange, ...] = field(default=(), compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a date, in the forms of the module's table.

        Raises:
            DateError: Any other form, an impossible day, or a range or list that is out of order.
        """
        body = text
        uncertain = approximate = False
        if body[-1:] in ("?", "~", "%"):
            uncertain = body[-1] in "?%"
            approximate = body[-1] in "~%"
            body = body[:-1]
        listed: tuple[DayRange, ...] = ()
        if body.startswith("[") and body.endswith("]") and "," in body:
            listed = _listed(body[1:-1].split(","), text)
            earliest, latest = listed[0][0], listed[-1][1]
            listed = listed if len(listed) > 1 else ()
        elif body.startswith("[") and body.endswith("]"):
            first, dots, last = body[1:-1].partition("..")
            if not dots or not (first or last):
                raise DateError(text, f"{text!r} is not a range", "write [first..last]")
            earliest = _span(first, text)[0] if first else None
            latest = _span(last, text)[1] if last else None
            if earliest and latest and latest < earliest:
                problem = f"{text!r} ends before it starts"
                raise DateError(text, problem, f"write [{last}..{first}] if that is what is meant")
        else:
            earliest, latest = _span(body, text)
        return cls(text, earliest, latest, uncertain, approximate, listed)

    @classmethod
    def between(cls, earliest: date | None, latest: date | None) -> Self:
        """Make the date of one unknown day from ``earliest`` to ``latest``, both included."""
        if earliest is not None and earliest == latest:
            return cls(earliest.isoformat(), earliest, latest)
        first = earliest.isoformat() if earliest else ""
        last = latest.isoformat() if latest else ""
        return cls(f"[{first}..{last}]", earliest, latest)

    @classmethod
    def one_of(cls, runs: Sequence[DayRange]) -> Self:
        """Make the date of one unknown day in some runs of days, which are in order.

        Where the first or the last run is open on one side, or there are too many, only the
        first and the last day are kept.
        """
        first, last = runs[0][0], runs[-1][1]
        if len(runs) == 1 or first is None or last is None or len(runs) > _MOST_LISTED:
            return cls.between(first, last)
        texts = (str(cls.between(*run)).strip("[]") for run in runs)
        return cls(f"[{','.join(texts)}]", first, last, listed=tuple(runs))

    @property
    def is_exact(self) -> bool:
        """Whether only one day is possible."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def spans(self) -> tuple[DayRange, ...]:
        """The runs of days it can be, in order; only one unless days are listed."""
        return self.listed or ((self.earliest, self.latest),)

    @property
    def is_qualified(self) -> bool:
        """Whether the record marks the date as uncertain or approximate."""
        return self.is_uncertain or self.is_approximate

    def contains(self, other: ImpreciseDate) -> bool:
        """Whether every day that ``other`` can be is a day that this one can be."""
        return all(
            any(
                (run[0] or date.min) <= (inner[0] or date.min)
                and (inner[1] or date.max) <= (run[1] or date.max)
                for run in self.spans
            )
            for inner in other.spans
        )

    def shares_days_with(self, other: ImpreciseDate) -> bool:
        """Whether there is a day that both can be."""
        return any(
            (run[0] or date.min) <= (theirs[1] or date.max)
            and (theirs[0] or date.min) <= (run[1] or date.max)
            for run in self.spans
            for theirs in other.spans
        )

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Validate from the written form, serialise to it."""
        return _text_schema(cls, r"^[^\s]{4,600}$", "A date as known, in the EDTF subset.")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as written: ``P24M`` stays 24 months, and months are never days.

    Attributes:
        text: The period as it was written (ISO 8601 duration without clock parts).
        months: Its years and months, as months.
        days: Its weeks and days, as days.

    Source:
        ISO 8601-1:2019, durations.
    """

    text: str
    months: int = field(compare=False)
    days: int = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of an ISO 8601 duration of years, months, weeks and days.

        Raises:
            DateError: Any other form, or a period of no length.
        """
        match = _PERIOD.match(text)
        if match is None:
            mend = "write P24M for 24 months, P2Y for two years, P28D for 28 days"
            raise DateError(text, f"{text!r} is not a period", mend)
        years, months, weeks, days = (int(part or 0) for part in match.groups())
        period = cls(text, 12 * years + months, 7 * weeks + days)
        if not period.months and not period.days:
            raise DateError(text, f"{text!r} has no length", "leave the period out")
        if period.months > 12_000 or period.days > 366_000:
            raise DateError(text, f"{text!r} is longer than 1,000 years", "check the figure")
        return period

    def after(self, start: date) -> tuple[date, date]:
        """Add the period to a day: months first, then days.

        Where the month has no such day (31 January + 1 month) the rule is ambiguous: law and
        practice know both the last day of that month and the first of the next.

        Args:
            start: The day counted from.

        Returns:
            The day by either rule, earlier first: equal where there is no ambiguity.

        Raises:
            DateError: The result lies beyond the calendar (year 9999).
        """
        month = start.year * 12 + start.month - 1 + self.months
        try:
            first = date(month // 12, month % 12 + 1, 1)
            last = monthrange(first.year, first.month)[1]
            if start.day <= last:
                early = late = first.replace(day=start.day)
            else:
                early = first.replace(day=last)
                late = early + timedelta(days=1)
            return early + timedelta(days=self.days), late + timedelta(days=self.days)
        except (ValueError, OverflowError):
            problem = f"{start} + {self.text} lies beyond the calendar"
            raise DateError(self.text, problem, "check the period") from None

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Validate from the written form, serialise to it."""
        return _text_schema(cls, r"^P[0-9YMWD]+$", "An ISO 8601 period of days or longer.")


def _text_schema(kind: type[ImpreciseDate | Period], pattern: str, description: str) -> CoreSchema:
    """Validate from the written form or an instance; serialise to the written form."""
    from pydantic_core import PydanticCustomError, core_schema

    def read(value: object) -> object:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("text", "Input should be a text")
        try:
            return kind.parse(value)
        except DateError as error:
            message = f"{error.problem}; {error.mend}"
            raise PydanticCustomError("date", "{message}", {"message": message}) from None

    return core_schema.no_info_plain_validator_function(
        read,
        json_schema_input_schema=core_schema.str_schema(pattern=pattern),
        metadata={"pydantic_js_updates": {"description": description}},
        serialization=core_schema.to_string_ser_schema(),
    )
