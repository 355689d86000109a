"""The words of reports that are handed on, and that must explain themselves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guidance.wording.days import exact_words
from guidance.wording.terms import listed

if TYPE_CHECKING:
    from guidance.answers.answer import Question
    from guidance.changes.model import Change

UNKNOWN_DAY = "one unknown day"


VERDICTS = {
    "stricter": "stricter",
    "looser": "looser",
    "mixed": "mixed",
    "unclear": "unclear",
    "same": "neither stricter nor looser",
}


def changes_title(since: date, until: date, topic: str | None) -> str:
    """What a report of changes is called unless somebody names it."""
    about = f"{topic.replace('-', ' ')}: " if topic else ""
    words = f"{about}what changed between {exact_words(since)} and {exact_words(until)}"
    return words[:1].upper() + words[1:]


def scope_words(question: Question) -> list[tuple[str, str]]:
    """How the question was narrowed, name by name; the title has the dates and the topic."""
    names = (
        ("Only the source", listed(question.sources) if question.sources else None),
        ("Only the kind", question.kind),
        ("Only the standing", question.standing),
        ("Only the place", question.jurisdiction),
    )
    known = exact_words(question.known_on) if question.known_on else None
    asked = (*names, ("As known on", known))
    return [(name, value) for name, value in asked if value is not None]


def change_marks(change: Change) -> tuple[str, ...]:
    """What is uncertain about a change, and whether it was stated before."""
    stated = ("the fact itself was stated before",) if "already-stated" in change.notes else ()
    return (*uncertain_marks(change), *stated)


def uncertain_marks(change: Change) -> tuple[str, ...]:
    """What is uncertain about a change."""
    marks = []
    is_dated = change.earliest is not None or change.latest is not None
    if is_dated and change.earliest != change.latest:
        marks.append(UNKNOWN_DAY)
    if "forecast" in change.notes:
        marks.append("a forecast")
    if "conditional" in change.notes:
        marks.append("on a condition")
    if "not-settled" in change.notes:
        marks.append("may fall outside the days compared")
    return tuple(marks)


def days_code(earliest: date | None, latest: date | None) -> str:
    """The same for programs: ``2020-01-16``, ``2020-01-01..2020-01-31``; ``..`` where open."""
    if earliest is not None and earliest == latest:
        return earliest.isoformat()
    first = earliest.isoformat() if earliest else ""
    last = latest.isoformat() if latest else ""
    return f"{first}..{last}"
