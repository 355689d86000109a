"""What made a change, named by what never changes: the act, and the state it brings about.

A change's key names its provision, its part and its act. Nothing of it depends on days, on
sentences or on what else is recorded; where one act brings about the same state more than once,
the occasions are counted from the first record on, whatever window was asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guidance.answers.causes import Cause
from guidance.answers.entries import Entry
from guidance.changes.ids import FIELDS, ChangeId
from guidance.changes.transitions import ASIDE, LIVE, Transition, words
from guidance.engine.states import PossibleState, State
from guidance.records.model import Reinstates, Suspends
from guidance.records.parts import Part

_ASPECTS = {
    change_id: f", {change_id.value.removesuffix('-changed')}"
    for change_id in (*FIELDS.values(), ChangeId.DETAILS, ChangeId.SINCE)
}
ACTED_ON = (State.ENDED, State.SUSPENDED, State.DISPLACED)


def cause_of(move: Transition) -> Cause | None:
    """The act that makes a move; none where the text itself does."""
    if move.step is not None:
        return cause_of(move.step)
    was, now = move.before.state, move.after.state
    if was is now in ASIDE and words(move.before.provision) != words(move.after.provision):
        return None  # the next text, under a pause that goes on
    if now in ACTED_ON:
        return _last(move.after)
    if now is State.IN_FORCE and was is State.SUSPENDED:
        return _lifting(move)
    return _last(move.before) if now is State.IN_FORCE and was is State.DISPLACED else None


def correction(move: Transition) -> Cause | None:
    """The correction by which one day became known otherwise, for what is learnt."""
    if move.was.states is move.now.states:
        return None
    return next((cause for cause in move.after.causes[::-1] if cause.kind == "corrected"), None)


def as_ended(move: Transition) -> Entry:
    """What has ended, told from the text that was in force; also where another is to come."""
    if move.after.state is State.ENDED:
        return move.after
    states = move.now.states
    succession = states.timeline.succession(move.ref, move.part)
    text = next((t for t in succession.texts if t.version == move.before.version), None)
    segment = states.timeline.at(move.ref, move.part, move.now.day)
    ended = PossibleState(State.ENDED, text)
    return states.describer.describe(move.ref, move.part, segment, ended)


def _lifting(move: Transition) -> Cause | None:
    """What ended a suspension: an act that lifts it, or its own end."""
    describer = move.now.states.describer
    for act in move.now.states.registry.acts.get(move.ref, ()):
        is_lift = isinstance(act.amendment, Reinstates)
        event = act.start if is_lift else act.until
        if event is None or not isinstance(act.amendment, Suspends | Reinstates):
            continue
        when = describer.when(event)
        if when.date.latest is not None and (
            move.first <= when.date.latest.toordinal() <= move.last
        ):
            amendment = act.amendment
            return Cause("lifted", act.version, when, amendment.because, amendment.cite)
    return None


def _last(entry: Entry) -> Cause | None:
    return entry.causes[-1] if entry.causes else None


def deed(after: Entry, cause: Cause | None) -> str:
    """What brought a provision into a state: ``suspended by act@2``.

    Args:
        after: The state.
        cause: What did it, where the text itself does not.
    """
    if after.state is State.UNDETERMINED:
        deciding = sorted({test.event for test in after.depends_on})
        return f"{after.state.value} with {' and '.join(deciding)}"
    by = after.version if cause is None else cause.by
    return f"{after.state.value} by {by}"


def aspect(change_id: ChangeId, notes: Iterable[str] = ()) -> str:
    """What of a provision one change is about, where a text makes several: ``, criteria``."""
    return "" if "already-stated" in notes else _ASPECTS.get(change_id, "")


class Occasions:
    """How often what brings a provision into a state has done so by a day.

    Args:
        moves: All moves of the provision, in order of time for each part.
    """

    def __init__(self, moves: Iterable[Transition]) -> None:
        self._days: dict[tuple[Part, str], list[int]] = {}
        self._places: dict[tuple[Part, int, int], int] = {}
        for move in moves:
            days = self._days.setdefault((move.part, _bare(move)), [])
            days.append(move.first)
            # A move that is told otherwise keeps its part and its days.
            self._places[move.part, move.first, move.now.day] = len(days)

    @property
    def are_single(self) -> bool:
        """Whether nothing brings a provision into one state twice."""
        return all(len(days) == 1 for days in self._days.values())

    def number(self, move: Transition) -> str:
        """The number of an occasion, where it is not the first: ``, 2``.

        What differs between two answers is told with the last occasion before the second.
        """
        place = self._places.get((move.part, move.first, move.now.day))
        if place is None:
            days = self._days.get((move.part, _bare(move)), ())
            place = sum(first <= move.now.day for first in days)
        return f", {place}" if place > 1 else ""


def _bare(move: Transition) -> str:
    is_over = move.before.state in LIVE and move.after.state is State.UPCOMING
    told = replace(move, after=as_ended(move)) if is_over else move
    return deed(told.after, cause_of(told))


def act_deed(act: str, by: str, before: Iterable[tuple[str, str]]) -> str:
    """What an act on a day or a record does: ``moves-date by act@2``.

    Args:
        act: What kind of act it is.
        by: Its version.
        before: Kind and version of the acts before it on the same.
    """
    place = sum(deed == (act, by) for deed in before) + 1
    return f"{act} by {by}, {place}" if place > 1 else f"{act} by {by}"
