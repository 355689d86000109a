"""Sentences about what two editions of the records say otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guidance.wording.days import counted, exact_words
from guidance.wording.places import place_words
from guidance.wording.terms import FIELDS, STATES, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.entries import Entry
    from guidance.changes.editions import EditionDiff, Otherwise

_NOTHING = " nothing of this"

_OF_ENTRIES = {
    "version": "the version that states it",
    "part": "where it applies",
    "where": "where it applies",
    "stated": "where it applies",
    "since": "since when it applies",
    "until": "until when it applies",
    "causes": "the reasons",
    "caveats": "how certain that is",
    "depends_on": "what decides it",
    "upcoming": "what is to come",
    "restated_by": "what says the same again",
    "proposals": "what is proposed",
    "conditions": "the conditions it hangs on",
    "earlier": "earlier pauses",
}
"""What people call the fields of an entry; those of its provision are called as anywhere."""


def editions_headline(diff: EditionDiff) -> str:
    """How many statements are answered otherwise, and of what was asked."""
    others = {row.ref for row in diff.otherwise if not row.only_details}
    asked = [
        *([f"on {quoted(diff.topic)}"] if diff.topic is not None else []),
        *([f"of {quoted(diff.source)}"] if diff.source is not None else []),
        *([f"as known on {exact_words(diff.known_on)}"] if diff.known_on is not None else []),
    ]
    scope = f" ({', '.join(asked)})" if asked else ""
    told = "no answer differs"
    if others:
        told = f"answers about {counted(len(others), 'statement')} differ"
    elif diff.otherwise:
        told = "the same applies; answers differ in details alone"
    elif diff.evidence:
        told = "no answer differs, but the age of its evidence may"
    return f"Compared two editions of the records{scope}: {told}"


def otherwise_words(row: Otherwise) -> str:
    """What each edition says on the days, and in what they differ."""
    was, now = _said(row.before), _said(row.after)
    if was == now:
        told = f"Both editions say{now}."
        apart = [name for name in row.differs if name != "state"] or ["depends_on"]
    else:
        told = f"The old edition says{was or _NOTHING}. The new one says{now or _NOTHING}."
        # What an other state brings along by itself, such as its reasons, is not said again.
        apart = [name for name in row.differs if name in FIELDS]
    names = dict.fromkeys(_name(name) for name in apart)
    besides = "" if was == now else " besides"
    return f"{told} What differs{besides}: {listed(names)}." if names else told


def details_words(count: int) -> str:
    """How many stretches of days differ in details alone."""
    stretches = "one stretch" if count == 1 else f"{count} stretches"
    return f"The same applies, and only details differ: {stretches} of days"


def _said(entries: Iterable[Entry]) -> str:
    """The states of parts; equal ones once."""
    words = dict.fromkeys(f"{STATES[entry.state]}{place_words(entry.where)}" for entry in entries)
    return f": {'; '.join(words)}" if words else ""


def _name(field: str) -> str:
    return _OF_ENTRIES.get(field) or FIELDS.get(field) or field.replace("_", " ")
