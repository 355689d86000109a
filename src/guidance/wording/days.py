"""Days, ranges and ages in words.

Inside, intervals end before their last bound; people are always shown the last day itself.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guidance.records.dates import ImpreciseDate, Period
from guidance.records.model import UNTIL_FIXED
from guidance.wording.ages import MONTHS
from guidance.wording.ages import age_words as age_words
from guidance.wording.ages import ages_words as ages_words
from guidance.wording.ages import counted as counted
from guidance.wording.ages import exact_words as exact_words

if TYPE_CHECKING:
    from guidance.answers.whens import NotShown, When

NOT_KNOWN = "a day that is not known"
TO_BE_FIXED = "a day still to be fixed"


def day_words(known: ImpreciseDate) -> str:
    """Say a day as well as it is known: "16 January 2020", "some day in January 2020"."""
    return _bare(known) + _marks(known)


def brief_day_words(known: ImpreciseDate) -> str:
    """Say a day shortly, where space is short: "April to December 2019" for one unknown day."""
    first, last = known.earliest, known.latest
    if first is None or last is None or first.day != 1 or (last + timedelta(days=1)).day != 1:
        return day_words(known)
    end = f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end + _marks(known)
    year = "" if first.year == last.year else f" {first.year}"
    return f"{MONTHS[first.month - 1]}{year} to {end}{_marks(known)}"


def on_words(known: ImpreciseDate) -> str:
    """Say "on" that day."""
    return f"on {_after_preposition(known)}"


def from_words(known: ImpreciseDate) -> str:
    """Say "from" that day."""
    return f"from {_after_preposition(known)}"


def onward_words(known: ImpreciseDate) -> str:
    """Say "from" that day "on"; where no day is named, "from a day that is not known" alone."""
    words = from_words(known)
    return words if known.earliest is None and known.latest is None else f"{words} on"


def span_words(earliest: date | None, latest: date | None) -> str:
    """Say the one unknown day between two, both included."""
    return day_words(ImpreciseDate.between(earliest, latest))


def last_day_words(end: ImpreciseDate) -> str:
    """Say the last day before something ends."""
    if end.text == UNTIL_FIXED:
        return TO_BE_FIXED
    eves = [(_eve(first), _eve(last)) for first, last in end.spans]
    return day_words(ImpreciseDate.one_of(eves)) + _marks(end)


def _eve(day: date | None) -> date | None:
    return day - timedelta(days=1) if day and day > date.min else None


def when_words(when: When) -> str:
    """Say the day of an event and how it is known: "some day in January 2020, a forecast"."""
    return ", ".join((_bare(when.date), *when_marks(when)))


def past_words(when: When) -> str:
    """An event as it reads after "whether": "the measures had started"."""
    return when.past or f"“{when.label}” had happened"


def when_marks(when: When) -> list[str]:
    """What must be said beside the day of an event."""
    marks = []
    if when.certainty != "recorded":
        marks.append("a forecast" if when.certainty == "forecast" else when.certainty)
    if when.is_qualified:
        marks.append("marked as doubtful in the record")
    if when.as_written and when.as_written not in _bare(when.date):
        marks.append(f"in the document “{when.as_written}”")
    if when.condition is not None:
        marks.append(f"on a condition: “{when.condition}”")
    if when.not_shown is not None:
        marks.append(not_shown_words(when.not_shown))
    return marks


def not_shown_words(look: NotShown) -> str:
    """Say what a look tells: "not yet, checked to 10 December 2019"; "not shown in … on …"."""
    if look.until is not None:
        where = f" in {look.looked_at}" if look.looked_at else ""
        return f"not yet, checked to {exact_words(look.until)}{where}"
    where = f"in {look.looked_at}" if look.looked_at else "where somebody looked"
    return f"not shown {where} on {exact_words(look.on)}"


def period_words(period: Period) -> str:
    """``24 months`` for P24M: the figures as written."""
    parts = []
    if period.months:
        parts.append(counted(period.months, "month"))
    if period.days:
        parts.append(counted(period.days, "day"))
    return " ".join(parts)


def _bare(known: ImpreciseDate) -> str:
    if known.text == UNTIL_FIXED:
        return TO_BE_FIXED
    if known.listed:
        *most, last_run = (span_words(*run) for run in known.listed)
        return f"{', '.join(most)} or {last_run}"
    first, last = known.earliest, known.latest
    if first is None and last is None:
        return NOT_KNOWN
    if first is None:
        assert last is not None  # noqa: S101  (both open is dealt with above)
        return f"on or before {exact_words(last)}"
    if last is None:
        return f"on or after {exact_words(first)}"
    if first == last:
        return exact_words(first)
    is_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if is_months and (first.year, first.month) == (last.year, last.month):
        return f"some day in {MONTHS[first.month - 1]} {first.year}"
    if is_months and first.month == 1 and last.month == 12 and first.year == last.year:
        return f"some day in {first.year}"
    start = exact_words(first)
    if first.year == last.year:
        start = start.rpartition(" ")[0]
    return f"some day between {start} and {exact_words(last)}"


def _after_preposition(known: ImpreciseDate) -> str:
    """A day as it stands after "on" or "from"."""
    is_half_open = (known.earliest is None) != (known.latest is None)
    return f"some day {day_words(known)}" if is_half_open else day_words(known)


def _marks(known: ImpreciseDate) -> str:
    marks = []
    if known.is_uncertain:
        marks.append("uncertain")
    if known.is_approximate:
        marks.append("an estimate")
    return f" ({', '.join(marks)})" if marks else ""
