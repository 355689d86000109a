"""Texts that are to apply, in words: a provision in force may be about to say something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from guidance.engine.states import State
from guidance.wording.days import from_words, when_marks
from guidance.wording.terms import capital, force_words, quoted, shortened

if TYPE_CHECKING:
    from guidance.answers.entries import Entry, Upcoming
    from guidance.answers.whens import When


def to_come(entry: Entry) -> tuple[Upcoming, ...]:
    """The texts that are to follow what an entry shows.

    Of one *not yet*, those after its own; of one that is open, those on whose day that does not
    hang: the others are told with its cases.
    """
    if entry.state is State.UNDETERMINED:
        told = {test.event for test in entry.depends_on}
        return tuple(coming for coming in entry.upcoming if coming.since.event not in told)
    is_own = entry.state is State.UPCOMING
    return tuple(c for c in entry.upcoming if not (is_own and c.version == entry.version))


def own_text(entry: Entry) -> Upcoming | None:
    """The text that an entry *not yet* shows, with what makes it open whether it will come."""
    if entry.state is not State.UPCOMING:
        return None
    return next((c for c in entry.upcoming if c.version == entry.version), None)


def own_doubt(entry: Entry, title: Callable[[str], str]) -> str:
    """What makes it open whether what an entry shows as *not yet* will come; often nothing."""
    coming = own_text(entry)
    return left_out_words(coming, title) if coming is not None else ""


def coming_sentences(entry: Entry, title: Callable[[str], str]) -> Iterator[str]:
    """Say what a provision is to say, and from when: "From 1 December 2020 on it is to say …".

    Args:
        entry: What an answer says of it.
        title: What people call a version.
    """
    for coming in to_come(entry):
        said = quoted(shortened(coming.provision.text, 1000))
        by = f"{quoted(title(coming.version))} ({coming.version})"
        yield (
            f"{capital(start_words(coming.since))} it is to say: {said}"
            f" ({force_words(coming.provision)}), by {by}."
        )
        if doubt := left_out_words(coming, title):
            yield f"{capital(doubt)}."


def start_words(since: When) -> str:
    """From when a text is to apply: "from 1 December 2020 on (a forecast)"."""
    marks = when_marks(since)
    return f"{from_words(since.date)} on" + (f" ({', '.join(marks)})" if marks else "")


def left_out_words(coming: Upcoming, title: Callable[[str], str]) -> str:
    """What makes it open whether a text will come; often nothing."""
    if coming.left_out_by is None:
        return ""
    by = f"{quoted(title(coming.left_out_by))} ({coming.left_out_by})"
    return f"{by} leaves that out and does not say whether it keeps it, so it may not come"
