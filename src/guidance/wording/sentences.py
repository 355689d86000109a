"""One sentence for each kind of change, fit to be pasted into a report.

A sentence says what changes from when, what was there before and what is there after, on whose
authority, and where that stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guidance.changes.rows import days_of
from guidance.engine.states import State
from guidance.records.model import (
    UNTIL_FIXED,
    Adopts,
    Cancels,
    Corrects,
    CorrectsDate,
    Declines,
    FixesDate,
    MovesDate,
    RelativeDate,
)
from guidance.wording.days import (
    TO_BE_FIXED,
    day_words,
    from_words,
    on_words,
    period_words,
    when_words,
)
from guidance.wording.places import place_words
from guidance.wording.proposals import proposed_words
from guidance.wording.sides import (
    conditions_words,
    corrected_words,
    periods_words,
    said_words,
    scope_words,
)
from guidance.wording.terms import (
    STATES,
    capital,
    cite_words,
    field_words,
    listed,
    quoted,
    shortened,
)
from guidance.wording.visible import looks_alike, unseen_words

if TYPE_CHECKING:
    from guidance.changes.model import Change, Side
    from guidance.records.model import Amendment, Provision

# {from} and {on} are followed by a comma, or empty where versions are compared.
_SENTENCES = {
    "provision-added": "{from}a statement is added, {title}: {after}",
    "provision-announced": "{on}a statement is published that does not apply yet, {title}: {after}",
    "provision-replaced": "{from}{title} is replaced{by}: before, {before}; after, {after}",
    "provision-restated": "{from}{title} is stated anew, and it is not established whether the two"
    " say the same: before, {before}; after, {after}",
    "provision-ended": "{from}{title} no longer applies: before, {before}; after, nothing is named"
    " in its place",
    "provision-withdrawn": "{from}{title} is withdrawn without ever having applied: {before}",
    "provision-not-mentioned": "{title} is not mentioned, and stands: silence is not repeal",
    "wording-changed": "{from}the wording of {title} changes: before, {before}; after, {after}",
    "criteria-changed": "{from}whom {title} reaches changes: before, {conditions_before}; after,"
    " {conditions_after}",
    "force-changed": "{from}the force of {title} changes: before, {before}; after, {after}",
    "application-changed": "{from}the days from and until which {of} applies change{periods}",
    "scope-changed": "{from}where {of} applies changes: before, {places_before}; after,"
    " {places_after}",
    "details-changed": "{from}details of {of} change ({fields})",
    "moved": "{from}{title} stands elsewhere in its document: before, {cite_before}; after,"
    " {cite_after}",
    "suspended": "{from}{title} is paused: {after}",
    "reinstated": "{from}{title} applies again, the pause being over: {after}",
    "displaced": "{from}{title} is set aside for the time being: {after}",
    "applies-again": "{from}{title} applies again, as what set it aside no longer does: {after}",
    "corrected": "{on}the record of {title} is corrected, from its own start on: {corrected}",
    "date-fixed": "{on}a day is made known, {label}: before, {day_before}; after, {day_after}",
    "date-moved": "{on}a day is moved, {label}: before, {day_before}; after, {day_after}",
    "cancelled": "{on}it becomes known that this will not happen, {label}: before, {day_before}",
    "unsettled": "{when}it becomes impossible to settle whether {title} applies, as that depends on"
    " a day that is not known{event}",
    "still-unsettled": "{when}it cannot be settled whether {title} applies, before as after, as it"
    " depends on days that are not known; what may hold differs{event}",
    "since-changed": "{title} applies since another day: before, since {day_before}; after, since"
    " {day_after}",
    "came-and-went": "{title} applied for a time in between, and no longer does: {after}",
    "unknown-again": "nothing is known of {title} any more: before, {before}",
    "settled": "whether {title} applies could not be settled before, as that depends on a day that"
    " is not known{event}; after, it {state}",
    "proposed": "{on}it is recommended {proposed}; until that is decided it has no effect",
    "endorsed": "{on}what was recommended is endorsed: {proposed}",
    "adopted": "{on}what was recommended is adopted{start}: {proposed}",
    "adopted-in-part": "{on}what was recommended is adopted in part{start}: {proposed}",
    "declined": "{on}what was recommended is declined and never takes effect: {proposed}",
    "overtaken": "{on}what was recommended is overtaken by what does not name it: {proposed}",
    "event-added": "a day is named that was not before, {label}: {day_after}",
    "event-removed": "a day is no longer named, {label}: before, {day_before}",
    "amendment-added": "an act on other statements is added: {act_after}",
    "amendment-removed": "an act on other statements is left out: {act_before}",
    "standing-changed": "how bindingly the document speaks changes: before, {standing_before};"
    " after, {standing_after}",
}

_NOT_YET = "{title} does not apply yet, though it was taken to: {after}"

_NOTES = {
    "already-stated": "the fact itself was stated before",
    "not-settled": "whether this falls within the days asked about is not settled",
}


def text_words(provision: Provision) -> str:
    """The text of a provision as a sentence about a change quotes it."""
    return quoted(shortened(provision.text))


def change_sentence(change: Change, text: Callable[[Provision], str] = text_words) -> str:
    """Say a change in one sentence.

    Args:
        change: The change.
        text: How it quotes the text of a provision.
    """
    sentence = _template(change).format_map(_slots(change, text))
    if change.learnt is not None:
        sentence = f"{on_words(change.learnt.date)} it became known: {sentence}"
    parts = [sentence + _authority(change)]
    if change.because:
        parts.append(f"the reason given: {quoted(change.because)}")
    parts += _unseen(change)
    notes = [note for note in change.notes if note in _NOTES]
    if change.id == "provision-restated":  # that is what its sentence says
        notes = [note for note in notes if note != "already-stated"]
    parts += [_NOTES[note] for note in notes]
    return f"{capital('; '.join(parts))}."


def _template(change: Change) -> str:
    is_set_right = change.before is not None and change.before.state in _BEGUN
    if change.id == "provision-announced" and is_set_right:
        return _NOT_YET
    return _SENTENCES[change.id]


def change_title(change: Change) -> str:
    """What the change is about, as people call it."""
    sides = [side for side in (change.after, change.before) if side is not None]
    for side in sides:
        if side.provision is not None:
            return side.provision.title + place_words(change.where)
        if side.event is not None:
            return capital(side.event.label)
    if change.event is not None:
        return capital(change.event.label)
    return change.document or change.ref


def _slots(change: Change, text: Callable[[Provision], str]) -> dict[str, str]:
    before, after = change.before, change.after
    old, new = (before and before.provision), (after and after.provision)
    shown = new if change.id == "provision-restated" else (old or new)
    title = quoted(shown.title) + place_words(change.where) if shown else ""
    at = days_of(change)
    is_dated = change.earliest is not None or change.latest is not None or change.event is not None
    # Changes of what was published happen on that day; the forecast is about another.
    mark = _mark(change)
    is_renamed = old is not None and new is not None and old.title != new.title
    return {
        "from": f"{from_words(at)}{mark}, " if is_dated else "",
        "on": f"{on_words(at)}{mark}, " if is_dated else "",
        "when": f"{on_words(at)}{mark}, " if at.earliest or at.latest else "",
        "state": STATES[after.state] if after and after.state else STATES[State.ENDED],
        "title": title,
        "of": title or "the version as a whole",
        "by": f" by {quoted(new.title)}" if is_renamed and new else "",
        "before": said_words(before, text),
        "after": said_words(after, text),
        "conditions_before": conditions_words(old),
        "conditions_after": conditions_words(new),
        "cite_before": cite_words(old.cite) if old else "",
        "cite_after": cite_words(new.cite) if new else "",
        "places_before": scope_words(old),
        "places_after": scope_words(new),
        "periods": f": before, {periods_words(old)}; after, {periods_words(new)}"
        if old and new
        else "",
        "corrected": corrected_words(change, text) if change.id == "corrected" else "",
        "fields": field_words(change.fields),
        "label": _label(change),
        "day_before": _day(before),
        "day_after": _day(after),
        "proposed": listed(map(proposed_words, change.proposed)),
        "start": _adopted_from(change),
        "event": f": {change.event.label}, {when_words(change.event)}" if change.event else "",
        "act_before": _act(before.amendment if before else None),
        "act_after": _act(after.amendment if after else None),
        "standing_before": (before and before.standing) or "not stated",
        "standing_after": (after and after.standing) or "not stated",
    }


def _unseen(change: Change) -> list[str]:
    """What differs between two texts that look the same."""
    old, new = (side and side.provision for side in (change.before, change.after))
    if old is None or new is None or not looks_alike(old.text, new.text):
        return []
    before, after = unseen_words(old.text, new.text)
    return [f"what differs is not seen: before, {before}; after, {after}"]


_BEGUN = (State.IN_FORCE, State.SUSPENDED, State.DISPLACED)


def _mark(change: Change) -> str:
    marks = ["a forecast that no record confirms"] if "forecast" in change.notes else []
    if "conditional" in change.notes:
        condition = change.event.condition if change.event else None
        marks.append(f"on a condition: {quoted(condition)}" if condition else "on a condition")
    return f" ({'; '.join(marks)})" if marks else ""


def _label(change: Change) -> str:
    for side in (change.after, change.before):
        if side is not None and side.event is not None:
            return quoted(side.event.label)
    return quoted(change.event.label) if change.event else quoted(change.ref)


def _day(side: Side | None) -> str:
    if side is None:
        return "not named"
    told = side.date or side.since
    if told is not None:
        return day_words(told)
    known = side.event.date if side.event else None
    if known == UNTIL_FIXED:
        return TO_BE_FIXED
    if isinstance(known, RelativeDate):
        return f"{period_words(known.period)} after {known.after}"
    return "no day given"


def _act(amendment: Amendment | None) -> str:
    match amendment:
        case None:
            return "nothing"
        case FixesDate() | MovesDate():
            if amendment.date == UNTIL_FIXED:
                return f"it puts off {amendment.event} until a day is fixed"
            verb = "fixes" if isinstance(amendment, FixesDate) else "moves"
            return f"it {verb} the day of {amendment.event}: {day_words(amendment.date)}"
        case Cancels():
            return f"it cancels {amendment.event}"
        case Corrects():
            return f"it corrects {amendment.provision}"
        case CorrectsDate():
            return f"it corrects the day of {amendment.event}"
        case Declines():
            return f"it declines {listed(amendment.proposals)}"
        case Adopts():
            objects, part = amendment.proposals, " in part" if amendment.in_part else ""
            return f"it adopts {listed(objects)}{part}{_from(amendment.from_)}"
        case _:
            verbs = {"ends": "ends", "suspends": "pauses", "reinstates": "reinstates"}
            verb = verbs.get(amendment.act, amendment.act)
            return f"it {verb} {listed(amendment.provisions)}{_from(amendment.from_)}"


def _from(event: str | None) -> str:
    return f" from {event}" if event else ""


def _authority(change: Change) -> str:
    """Document, how bindingly it speaks, and where the statement stands in it."""
    if change.authority is None:
        return ""
    name = quoted(change.document) if change.document else change.authority
    where = [change.standing] if change.standing else []
    where += [cite_words(change.cite)] if change.cite else []
    behind = listed(quoted(title) for _, title in change.rests_on)
    resting = f", on the recommendation of {behind}" if behind else ""
    return f", on the authority of {name}" + (f" ({'; '.join(where)})" if where else "") + resting


def _adopted_from(change: Change) -> str:
    """From when something is adopted, where that is not the day of the adoption."""
    when = change.event
    return f" {from_words(when.date)}" if when and when.event != change.authority else ""
