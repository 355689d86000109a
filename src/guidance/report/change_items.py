"""A change with all that can be asked about it: in words, and as a row of data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from guidance.changes.redline import Piece, redline
from guidance.changes.rows import days_of
from guidance.records.parts import code_of
from guidance.report.directions import direction_lines
from guidance.report.model import ChangeItem, ShownSide
from guidance.report.outline import Line, Run, line, muted, reference
from guidance.report.redlines import readable, spelled
from guidance.wording import day_words
from guidance.wording.briefs import direction_in_short
from guidance.wording.conditions import criteria_words
from guidance.wording.handed_on import (
    VERDICTS,
    change_marks,
    days_code,
)
from guidance.wording.sentences import change_sentence, change_title
from guidance.wording.sides import differing_words
from guidance.wording.terms import CHANGES, cite_words, force_words

if TYPE_CHECKING:
    from guidance.changes.model import Change, Side

_DIFFERS = ("corrected", "application-changed", "scope-changed", "moved", "details-changed")
"""Changes of which the words alone do not tell what changed."""
_STANDS = ("suspended", "displaced", "unsettled", "provision-not-mentioned")


def change_item(change: Change, part: Literal["step", "net"], told: set[str]) -> ChangeItem:
    """Describe a change.

    Args:
        change: What to describe.
        part: Whether it is a step or part of the net result.
        told: The texts and sentences that the report has told; what is told here is added.
    """
    direction = change.direction
    before, after = _side(change.before), _side(change.after)
    says = change.after or change.before
    return ChangeItem(
        anchor=anchor_of(change, part),
        part=part,
        id=change.id.value,
        ref=change.ref,
        title=change_title(change),
        kind=CHANGES[change.id],
        days=day_words(days_of(change)),
        earliest=change.earliest,
        latest=change.latest,
        before=before,
        after=after,
        says=tuple(_marks(says)) if says and says.provision else (),
        wording=_wording(change, before.text, after.text, told),
        verdict=direction.verdict if direction else None,
        verdict_words=VERDICTS[direction.verdict] if direction else "",
        direction=_untold(direction_in_short(direction, change.sheet), told) if direction else (),
        marks=change_marks(change),
        facts=tuple(_facts(change, told)),
    )


def _untold(sentences: Iterable[str], told: set[str]) -> tuple[str, ...]:
    """The sentences that were not told yet."""
    untold = tuple(sentence for sentence in sentences if sentence not in told)
    told.update(untold)
    return untold


def _wording(change: Change, before: str, after: str, told: set[str]) -> tuple[Piece, ...]:
    """What is struck out and put in; a text that only stands is told once, as it is."""
    if change.id.value in _DIFFERS and before == after:
        return ()  # what differs is told by itself
    if before and after and before != after and change.id not in _STANDS:
        told.update((before, after))
        return tuple(spelled(readable(redline(before, after))))
    text = after or before
    if not text or text in told:
        return ()
    told.add(text)
    if change.id in _STANDS or before == after or (not after and change.after is not None):
        return (Piece("kept", text),)
    return (Piece("inserted" if after else "deleted", text),)


def numbered(items: list[ChangeItem]) -> list[ChangeItem]:
    """Make anchors unique where the same thing changed twice in one way on one day."""
    seen: dict[str, int] = {}
    unique = []
    for item in items:
        seen[item.anchor] = seen.get(item.anchor, 0) + 1
        count = seen[item.anchor]
        unique.append(replace(item, anchor=f"{item.anchor}-{count}") if count > 1 else item)
    return unique


def anchor_of(change: Change, part: str) -> str:
    """The place of a change in a report, the same whenever the same question is asked."""
    days = days_code(change.earliest, change.latest)
    words = f"{part} {change.ref} {change.id.value} {code_of(change.where)} {days}"
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _side(side: Side | None) -> ShownSide:
    if side is None:
        return ShownSide()
    if side.provision is not None:
        return ShownSide(side.ref, side.provision.text)
    if side.date is not None:
        return ShownSide(side.ref, day_words(side.date))
    return ShownSide(side.ref, side.standing or "")


def _marks(side: Side) -> Iterable[str]:
    """How strongly a provision speaks, of whom and on which conditions."""
    provision = side.provision
    assert provision is not None  # noqa: S101  (the caller has it)
    yield force_words(provision)
    if provision.population is not None:
        yield f"of whom: {provision.population.words}"
    if provision.condition is not None:
        yield f"condition: {criteria_words(provision.condition)}"


def _facts(change: Change, told: set[str]) -> Iterable[tuple[str, Line]]:
    yield "Change", line(reference(change.id.value), muted(f" on {_when(change)}"))
    refs = list(dict.fromkeys([change.ref, *(s.ref for s in _sides(change))]))
    yield "Statement", line(*_joined([reference(ref) for ref in refs]))
    if change.event is not None:
        yield "Event", line(reference(change.event.event))
    if change.authority is not None:
        standing = f", {change.standing}" if change.standing else ""
        cite = f", {cite_words(change.cite)}" if change.cite is not None else ""
        yield "Authority", line(reference(change.authority), f"{standing}{cite}")
    if change.rests_on:
        behind = [reference(version) for version, _ in change.rests_on]
        yield "Recommended by", line(*(run for version in behind for run in (version, " ")))
    if change.id.value in _DIFFERS and change.fields:
        yield "Differs", line(differing_words(change))
    if change.because is not None and change.because not in told:
        told.add(change.because)
        yield "Because", line(change.because)


def _when(change: Change) -> str:
    return days_code(change.earliest, change.latest)


def _sides(change: Change) -> list[Side]:
    return [side for side in (change.before, change.after) if side is not None]


def _joined(spans: list[Run]) -> list[Run]:
    return [run for span in spans for run in (Run("; "), span)][1:]


def _text(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple("".join(span.text for span in runs) for runs in lines)


def change_row(change: Change, part: Literal["step", "net", "learnt"]) -> dict[str, str]:
    """A change for a table of data, by column."""
    direction = change.direction
    before, after = _side(change.before), _side(change.after)
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
