"""The words of reports that are handed on, and that must explain themselves."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from guidance.wording.days import counted, exact_words
from guidance.wording.terms import GLOSSARY, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guidance.answers.answer import Question
    from guidance.changes.model import Change

NO_ADVICE = "This report reads records of guidance; it is not medical or legal advice."
NOTHING_OPEN = "Nothing that was asked about is undetermined on either day."
SILENCE = "Nothing is said."


VERDICTS = {
    "stricter": "stricter",
    "looser": "looser",
    "mixed": "mixed",
    "unclear": "unclear",
    "same": "neither stricter nor looser",
}

WORDS = GLOSSARY | {
    "stricter": "somebody who was allowed is so no longer, or a duty or prohibition is added or"
    " raised; the reverse is ruled out",
    "looser": "the mirror of “stricter”",
    "mixed": "stricter for some people and looser for others",
    "neither stricter nor looser": "nobody is treated differently",
    "unclear": "none of these can be proved, most often because a term is undefined or because"
    " nothing is said of somebody",
    "published, does not apply yet": "the document is out; the day on which the statement starts to"
    " apply had not come",
    "set aside for the time being": "an act in force stands in its place; when that lapses it"
    " applies again",
    "stated anew": "another document says the same or something near it",
    "net result": "what differs between the two days, whatever happened between them",
    "standing": "how bindingly a document speaks: information, advice, recommendation, opinion,"
    " decision or law",
}


def changes_title(since: date, until: date, topic: str | None) -> str:
    """What a report of changes is called unless somebody names it."""
    about = f"{topic.replace('-', ' ')}: " if topic else ""
    words = f"{about}what changed between {exact_words(since)} and {exact_words(until)}"
    return words[:1].upper() + words[1:]


def scope_words(question: Question) -> list[tuple[str, str]]:
    """What was asked besides the dates, name by name."""
    names = (
        ("Topic", question.topic),
        ("Only the source", question.source),
        ("Only the kind", question.kind),
        ("Only the standing", question.standing),
        ("Only the place", question.jurisdiction),
    )
    scope = [(name, value) for name, value in names if value is not None]
    known = exact_words(question.known_on) if question.known_on else "everything recorded"
    return [*scope, ("As known on", known)]


def verdicts_sentence(verdicts: Iterable[str | None]) -> str:
    """Say how many changes go which way."""
    counts = Counter(verdicts)
    directed = [f"{counts[name]} {words}" for name, words in VERDICTS.items() if counts[name]]
    if counts[None]:
        directed.append(f"{counts[None]} without a direction (information, dates and the like)")
    return f"Of the changes, one by one: {listed(directed)}."


def change_marks(change: Change) -> tuple[str, ...]:
    """What is uncertain about a change."""
    marks = []
    is_dated = change.earliest is not None or change.latest is not None
    if is_dated and change.earliest != change.latest:
        marks.append("one unknown day")
    if "forecast" in change.notes:
        marks.append("a forecast")
    if "not-settled" in change.notes:
        marks.append("may fall outside the days compared")
    if "already-stated" in change.notes:
        marks.append("the fact itself was stated before")
    return tuple(marks)


def days_code(earliest: date | None, latest: date | None) -> str:
    """The same for programs: ``2020-01-16``, ``2020-01-01..2020-01-31``; ``..`` where open."""
    if earliest is not None and earliest == latest:
        return earliest.isoformat()
    first = earliest.isoformat() if earliest else ""
    last = latest.isoformat() if latest else ""
    return f"{first}..{last}"


def net_sentence(count: int) -> str:
    """Say that the net result is what the steps are."""
    return f"The same as the steps above taken together: {counted(count, 'change')}."
