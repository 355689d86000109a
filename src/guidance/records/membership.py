"""Who belongs to the European Union when: for whom its law holds.

Only states are followed. Territories whose standing has changed by themselves (Greenland until
1985, Saint Barthélemy until 2011, Mayotte before 2014, Gibraltar until 2020) are not: they are
taken as they stand in the treaties today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

UNION = "EU"

_OPEN = date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Membership:
    """States for which the law of the Union holds from a day on.

    Attributes:
        codes: Their codes.
        first: The first day, as an ordinal.
        end: The first day on which it holds no longer; beyond the calendar where it goes on.
        source: Where that is laid down.
    """

    codes: tuple[str, ...]
    first: int
    end: int
    source: str


def _row(codes: str, first: str, source: str, last: str | None = None) -> Membership:
    end = date.fromisoformat(last).toordinal() + 1 if last else _OPEN
    return Membership(tuple(codes.split()), date.fromisoformat(first).toordinal(), end, source)


MEMBERSHIPS = (
    _row("BE DE FR IT LU NL", "1958-01-01", "Treaty of Rome, article 247"),
    _row("DK IE", "1973-01-01", "Treaty of Accession 1972, OJ L 73, 27.3.1972"),
    # A member to 31 January 2020; its law held to the end of the transition.
    _row(
        "GB",
        "1973-01-01",
        "Treaty of Accession 1972, OJ L 73, 27.3.1972; Agreement on withdrawal, articles 126 and"
        " 127, OJ L 29, 31.1.2020",
        "2020-12-31",
    ),
    _row("GR", "1981-01-01", "Treaty of Accession 1979, OJ L 291, 19.11.1979"),
    _row("ES PT", "1986-01-01", "Treaty of Accession 1985, OJ L 302, 15.11.1985"),
    _row("AT FI SE", "1995-01-01", "Treaty of Accession 1994, OJ C 241, 29.8.1994"),
    _row(
        "CY CZ EE HU LT LV MT PL SI SK",
        "2004-05-01",
        "Treaty of Accession 2003, OJ L 236, 23.9.2003",
    ),
    _row("BG RO", "2007-01-01", "Treaty of Accession 2005, OJ L 157, 21.6.2005"),
    _row("HR", "2013-07-01", "Treaty of Accession 2011, OJ L 112, 24.4.2012"),
)
"""One row for those who came, or left, on the same day."""

OUTSIDE = ("AW", "BL", "BQ", "CW", "NC", "PF", "PM", "SX", "TF", "WF")
"""Parts of members in which its law does not hold: Treaty on the Functioning of the European
Union, article 355(2) and annex II; decision 2010/718/EU."""
