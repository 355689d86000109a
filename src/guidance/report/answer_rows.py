"""What applied on a day as rows of data: a row for each statement, and for each text to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.states import State
from guidance.records.parts import code_of
from guidance.wording import coverage_sentence
from guidance.wording.coming import own_text, to_come

if TYPE_CHECKING:
    from guidance.answers.entries import Entry, Upcoming
    from guidance.engine.coverage import CoverageReport


def entry_rows(
    entries: Iterable[Entry], coverage: CoverageReport, known_on: date | None
) -> list[dict[str, str]]:
    """A row for each statement and each text that it is to have, and one that says so of none."""
    shared = coverage_columns(coverage, coverage.on, known_on)
    rows = [row | shared for entry in entries for row in _rows_of(entry)]
    return rows or [{"sentence": coverage_sentence(coverage), **shared}]


def _rows_of(entry: Entry) -> list[dict[str, str]]:
    told = [
        {
            "part": entry.state.value,
            "ref": entry.ref,
            "title": entry.provision.title,
            "where": code_of(entry.where),
            "earliest": _iso(entry.since.date.earliest if entry.since else None),
            "latest": _iso(entry.since.date.latest if entry.since else None),
            "after": entry.provision.text,
            "after_force": entry.provision.force,
            "authority": entry.version,
            "standing": entry.standing,
            "section": entry.provision.cite.section,
            "paragraph": str(entry.provision.cite.paragraph or ""),
            "notes": " ".join((*entry.caveats, *_left_out(own_text(entry)))),
        }
    ]
    told += [
        {
            "part": State.UPCOMING.value,
            "ref": entry.ref,
            "title": coming.provision.title,
            "where": code_of(entry.where),
            "earliest": _iso(coming.since.date.earliest),
            "latest": _iso(coming.since.date.latest),
            "after": coming.provision.text,
            "after_force": coming.provision.force,
            "authority": coming.version,
            "section": coming.provision.cite.section,
            "paragraph": str(coming.provision.cite.paragraph or ""),
            "notes": " ".join(_left_out(coming)),
        }
        for coming in to_come(entry)
    ]
    return told


def _left_out(coming: Upcoming | None) -> tuple[str, ...]:
    """What makes it open whether a text will come."""
    by = coming.left_out_by if coming is not None else None
    return (f"left-out-by {by}",) if by else ()


def coverage_columns(
    coverage: CoverageReport, since: date, known_on: date | None
) -> dict[str, str]:
    """The columns that every row of a table has."""
    return {
        "since": since.isoformat(),
        "until": coverage.on.isoformat(),
        "known_on": _iso(known_on),
        "coverage": coverage.status.value,
        "coverage_words": coverage_sentence(coverage),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
