"""A statement in full, and why it does not apply; what a report has told is told no second time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guidance.report.outline import Line, laid_out, line, muted, reference, strong
from guidance.wording import when_words, why
from guidance.wording.coming import left_out_words, start_words
from guidance.wording.places import part_words, place_words
from guidance.wording.terms import capital, cite_words, force_words, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.answers.entries import Entry, Upcoming


def provision_lines(entry: Entry, told: set[str], *, dated: bool = True) -> tuple[Line, ...]:
    """A provision: title and force, what it says where that is not told yet, where it stands."""
    text = entry.provision.text
    is_new = text not in told
    told.add(text)
    return (
        line(
            strong(entry.provision.title),
            f" — {force_words(entry.provision)}{place_words(entry.where)}",
        ),
        *((laid_out(text),) if is_new else ()),
        line(reference(entry.ref), muted(marks_of(entry, dated=dated))),
    )


def coming_lines(entry: Entry, coming: Upcoming, title: Callable[[str], str]) -> tuple[Line, ...]:
    """A text that is to apply: what it says, from when, and whose it is."""
    provision = coming.provision
    start = f"It is to say so {start_words(coming.since)}."
    doubt = left_out_words(coming, title)
    return (
        line(strong(provision.title), f" — {force_words(provision)}{place_words(entry.where)}"),
        laid_out(provision.text),
        line(
            reference(entry.ref),
            muted("; "),
            reference(coming.version),
            muted(f"; {cite_words(provision.cite)}"),
        ),
        line(f"{start} {capital(doubt)}." if doubt else start),
    )


def marks_of(entry: Entry, *, dated: bool = True) -> str:
    """Where it stands, where it applies, and since when if that is not the publication."""
    marks = [cite_words(entry.provision.cite)]
    if dated and not any(cause.kind == "documented" for cause in entry.causes) and entry.since:
        marks.append(f"since: {when_words(entry.since)}")
    if entry.stated.is_stated:
        marks.append(f"where: {part_words(entry.stated)}")
    if "date-qualified" in entry.caveats:
        marks.append("rests on a date marked as doubtful")
    return f"; {'; '.join(marks)}"


def untold_reasons(entry: Entry, answer: Answer, told: dict[str, str]) -> str:
    """Why it does not apply; what was said of another already is not said again.

    Args:
        entry: What does not apply.
        answer: The answer.
        told: The sentences that were told, each with the title of what it was told of first.
    """
    sentences = why(entry, answer)
    new = [sentence for sentence in sentences if sentence not in told]
    same = dict.fromkeys(quoted(told[words]) for words in sentences if words in told)
    told.update(dict.fromkeys(new, entry.provision.title))
    return " ".join([*new, *([f"(as for {listed(same)})"] if same else [])])
