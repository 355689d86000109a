"""A change with all that can be asked about it: in words, and as a row of data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from guidance.changes.redline import Piece, redline
from guidance.records.parts import code_of
from guidance.report.directions import direction_lines
from guidance.report.model import ChangeItem, ShownSide
from guidance.report.outline import Line, Run, line, muted, reference
from guidance.wording import day_words
from guidance.wording.conditions import criteria_words
from guidance.wording.days import span_words
from guidance.wording.handed_on import (
    SILENCE,
    VERDICTS,
    change_marks,
    days_code,
)
from guidance.wording.sentences import change_sentence, change_title
from guidance.wording.terms import CHANGES, STATES, cite_words, field_words, force_words, quoted
from guidance.wording.visible import visible

if TYPE_CHECKING:
    from guidance.changes.model import Change, Side

_STANDS = ("suspended", "displaced", "unsettled", "provision-not-mentioned")


def change_item(change: Change, part: Literal["step", "net"]) -> ChangeItem:
    """Describe a change.

    Args:
        change: What to describe.
        part: Whether it is a step or part of the net result.
    """
    direction = change.direction
    before, after = _side(change, change.before), _side(change, change.after)
    marks = change_marks(change)
    sentences = _text(direction_lines(direction, change.sheet)) if direction else ()
    return ChangeItem(
        anchor=_anchor(change, part),
        part=part,
        id=change.id.value,
        ref=change.ref,
        title=change_title(change),
        kind=CHANGES[change.id],
        days=span_words(change.earliest, change.latest),
        earliest=change.earliest,
        latest=change.latest,
        sentence=change_sentence(change),
        before=before,
        after=after,
        redline=_redline(change, before, after),
        verdict=direction.verdict if direction else None,
        verdict_words=VERDICTS[direction.verdict] if direction else "",
        direction=sentences,
        marks=marks,
        facts=tuple(_facts(change)),
    )


def numbered(items: list[ChangeItem]) -> list[ChangeItem]:
    """Make anchors unique where the same thing changed twice in one way on one day."""
    seen: dict[str, int] = {}
    found = []
    for item in items:
        seen[item.anchor] = seen.get(item.anchor, 0) + 1
        count = seen[item.anchor]
        found.append(replace(item, anchor=f"{item.anchor}-{count}") if count > 1 else item)
    return found


def _anchor(change: Change, part: str) -> str:
    days = days_code(change.earliest, change.latest)
    words = f"{part} {change.ref} {change.id.value} {code_of(change.where)} {days}"
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _side(change: Change, side: Side | None) -> ShownSide:
    if side is None:
        return ShownSide(absence=SILENCE)
    if side.provision is not None:
        return ShownSide(side.ref, tuple(_marks(side)), visible(side.provision.text))
    if side.date is not None:
        return ShownSide(side.ref, (), day_words(side.date))
    if side.standing is not None and change.id == "standing-changed":
        return ShownSide(side.ref, (), side.standing)
    return ShownSide(side.ref, absence="See the sentence above.")


def _marks(side: Side) -> Iterable[str]:
    """How strongly a provision speaks, of whom, on which conditions, and its state."""
    provision = side.provision
    assert provision is not None  # noqa: S101  (the caller has it)
    yield force_words(provision)
    if provision.population is not None:
        yield f"of whom: {provision.population.words}"
    if provision.condition is not None:
        yield f"condition: {criteria_words(provision.condition)}"
    if side.state is not None:
        yield f"state: {STATES[side.state]}"


def _redline(change: Change, before: ShownSide, after: ShownSide) -> tuple[Piece, ...]:
    """What is struck out and put in; a text that is only set aside stands as it is."""
    if change.id in _STANDS or (before.text and not after.text and after.ref):
        return (Piece("kept", before.text or after.text),) if before.text or after.text else ()
    return redline(before.text, after.text)


def _facts(change: Change) -> Iterable[tuple[str, Line]]:
    yield "Change", line(reference(change.id.value), muted(f" on {_when(change)}"))
    refs = list(dict.fromkeys([change.ref, *(s.ref for s in _sides(change))]))
    yield "Statement", line(*_joined([reference(ref) for ref in refs]))
    if change.event is not None:
        label = f" — {change.event.label}"
        is_bare = change.event.label == change.event.event
        yield "Event", line(reference(change.event.event), "" if is_bare else label)
    if change.authority is not None:
        document = f" — {quoted(change.document)}" if change.document else ""
        standing = f", {change.standing}" if change.standing else ""
        yield "Authority", line(reference(change.authority), f"{document}{standing}")
    if change.cite is not None:
        yield "It says so in", line(cite_words(change.cite))
    if change.fields:
        yield "What differs", line(field_words(change.fields))


def _when(change: Change) -> str:
    return days_code(change.earliest, change.latest)


def _sides(change: Change) -> list[Side]:
    return [side for side in (change.before, change.after) if side is not None]


def _joined(spans: list[Run]) -> list[Run]:
    return [each for span in spans for each in (Run("; "), span)][1:]


def _text(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple("".join(span.text for span in each) for each in lines)


def change_row(change: Change, part: Literal["step", "net"]) -> dict[str, str]:
    """A change for a table of data, by column."""
    direction = change.direction
    before, after = _side(change, change.before), _side(change, change.after)
    sentences = _text(direction_lines(direction, change.sheet)) if direction else ()
    old = change.before.provision if change.before else None
    new = change.after.provision if change.after else None
    cite = change.cite
    return {
        "part": part,
        "id": change.id.value,
        "ref": change.ref,
        "title": change_title(change),
        "where": code_of(change.where),
        "earliest": change.earliest.isoformat() if change.earliest else "",
        "latest": change.latest.isoformat() if change.latest else "",
        "event": change.event.event if change.event else "",
        "sentence": change_sentence(change),
        "before_ref": before.ref,
        "before": before.text,
        "before_force": old.force if old else "",
        "after_ref": after.ref,
        "after": after.text,
        "after_force": new.force if new else "",
        "direction": direction.verdict if direction else "",
        "direction_words": " ".join(sentences),
        "baseline": direction.baseline if direction else "",
        "undefined": " ".join(direction.undefined) if direction else "",
        "authority": change.authority or "",
        "document": change.document or "",
        "standing": change.standing or "",
        "section": cite.section if cite else "",
        "paragraph": str(cite.paragraph or "") if cite else "",
        "because": change.because or "",
        "fields": " ".join(change.fields),
        "notes": " ".join(change.notes),
        "uncertain": "; ".join(change_marks(change)),
    }
