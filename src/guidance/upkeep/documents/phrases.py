"""Phrases about dates in a document, as they are written, with their places.

They are for people to judge: whether a day is that of a start, of a study or of a telephone line
is nothing that a pattern can know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from guidance.records.dates import ImpreciseDate
from guidance.upkeep.documents.dateline import is_date_line
from guidance.upkeep.documents.units import Unit

_NAMES = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}
# Small letters would make a date of "sections 4.4 to 4.8 may".
_MONTH = "|".join(
    form for name in sorted(_MONTHS, key=len, reverse=True) for form in (name.title(), name.upper())
)
_DAY = r"(?P<{0}d>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}y>\d{{4}})"

_DATED = re.compile(
    rf"""(?<![\d.])\b(?:
      {_DAY.format("a")}\ (?:of\ )?(?P<am>{_MONTH})\b\.?(?:,?\ {_YEAR.format("a")})?
    | (?P<bm>{_MONTH})\b\.?\ {_DAY.format("b")}\b(?:,?\ {_YEAR.format("b")})?
    | (?P<cm>{_MONTH})\b\.?,?\ {_YEAR.format("c")}
    | (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | (?P<figures>\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}}))
    )(?!\d)""",
    re.VERBOSE,
)
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve"
_SPANS = re.compile(
    rf"""\b(?:within|for|after|before|until|every|at\ least|no\ later\ than|not\ later\ than)[ ]
    (?:(?:a|the|at\ least|a\ further|another|up\ to)\ )*
    (?:\d+|{_NUMBERS})(?:\ (?:to|or|and)\ (?:\d+|{_NUMBERS})|-\d+)?
    [\ -](?:working\ |calendar\ |business\ )?(?:day|week|month|year)s?\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OPEN = re.compile(
    r"""\b(?:until\ further\ notice|with\ immediate\ effect|with\ effect\ from|indefinitely
    | (?:comes?|came|coming|enters?|entered|entering)\ into\ (?:force|effect)
    | takes?\ effect|took\ effect|in\ due\ course|as\ soon\ as\ (?:possible|practicable)
    | immediately|forthwith|from\ now\ on|no\ longer|for\ the\ time\ being|temporarily)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_LEADING = re.compile(
    r"\b(?:from|on|by|until|till|to|since|before|after|as of|effective|starting|through|up to"
    r"|between|no later than|not later than|with effect from|in|published|updated)$",
    re.IGNORECASE,
)
_REACH = 20


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase about time.

    Attributes:
        words: As written, with the little word before it: ``from 1 July 2021``.
        kind: ``date``; ``period`` (``within 14 days``); ``open`` (``until further notice``).
        date: What a date reads as; ``None`` where it could be read in more than one way, or lacks
            its year.
        is_of_the_document: It stands in a line that says when the document was made or changed.
    """

    words: str
    kind: Literal["date", "period", "open"]
    date: ImpreciseDate | None
    unit: Unit
    is_of_the_document: bool


def phrases(units: tuple[Unit, ...]) -> tuple[Phrase, ...]:
    """List the phrases about dates, in reading order; each once in a block."""
    return tuple(phrase for unit in units for phrase in _in_unit(unit))


def _in_unit(unit: Unit) -> Iterator[Phrase]:
    is_own = is_date_line(unit.block, unit.text)
    spans: list[tuple[int, int, Literal["date", "period", "open"], ImpreciseDate | None]] = [
        (written.start(), written.end(), "date", _read(written))
        for written in _DATED.finditer(unit.text)
    ]
    spans += [
        (written.start(), written.end(), "period", None) for written in _SPANS.finditer(unit.text)
    ]
    spans += [
        (written.start(), written.end(), "open", None) for written in _OPEN.finditer(unit.text)
    ]
    told: set[str] = set()
    end = 0
    for start, stop, kind, date in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < end:
            continue
        before = unit.text[max(end, start - _REACH) : start].rstrip()
        lead = _LEADING.search(before)
        words = f"{lead.group()} {unit.text[start:stop]}" if lead else unit.text[start:stop]
        end = stop
        if words not in told:
            told.add(words)
            yield Phrase(words, kind, date, unit, is_own)


def _read(stated: re.Match[str]) -> ImpreciseDate | None:
    """What is written, where it can be read in one way alone; nothing is filled in."""
    if iso := stated["iso"]:
        return _date(iso)
    if stated["figures"]:
        return None
    for form in "abc":
        if month := stated[f"{form}m"]:
            year = stated[f"{form}y"]
            if year is None:
                return None
            day = stated[f"{form}d"] if form != "c" else None
            written = f"{year}-{_MONTHS[month.casefold()]:02}"
            return _date(f"{written}-{int(day):02}" if day else written)
    return None


def _date(written: str) -> ImpreciseDate | None:
    from guidance.errors import DateError

    try:
        return ImpreciseDate.parse(written)
    except DateError:
        return None
