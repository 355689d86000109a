"""What a difference between two states of a part is called.

Every pair of states has a name, so that nothing that differs goes untold. What begins to apply in
the place of something else is told at what it replaces, where that is told at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from guidance.answers.causes import Cause
from guidance.answers.entries import Entry
from guidance.answers.whens import When
from guidance.changes.deeds import Occasions, as_ended, aspect, cause_of, correction, deed
from guidance.changes.ids import ChangeId, by_id
from guidance.changes.model import Change, Side, changed_fields, restatement
from guidance.changes.transitions import LIVE, Transition
from guidance.engine.arithmetic import day_of
from guidance.engine.states import State
from guidance.records.model import Citation
from guidance.records.parts import Part
from guidance.resolution.proposals import on_recommendation

_FILING = (ChangeId.APPLICATION, ChangeId.MOVED, ChangeId.DETAILS)

MovesBeside = Callable[[Transition, str, Part], Iterable[Transition]]
"""The moves of another provision told together with a move, where they meet a part."""

OccasionsOf = Callable[[Transition], Occasions]
"""The occasions on which the provision of a move came into its states."""


class Naming:
    """Names the changes that moves are.

    Args:
        told: What else is told of other provisions beside a move, and in the same range.
        occasions: How often the provision of a move came into a state before.
    """

    def __init__(self, told: MovesBeside, occasions: OccasionsOf) -> None:
        self._told_beside = told
        self._occasions = occasions

    def changes(self, move: Transition, notes: tuple[str, ...] = ()) -> Iterator[Change]:
        """Yield what a move is; nothing where it is told at what it replaces."""
        before, after = move.before, move.after
        was, now = before.state, after.state
        if now is State.IN_FORCE and move.step is not None:
            was = move.step.before.state  # what it came back from last
        if now is State.UNDETERMINED:
            is_open = was is State.UNDETERMINED
            yield self._change(
                ChangeId.STILL_UNSETTLED if is_open else ChangeId.UNSETTLED, move, notes
            )
        elif was is State.UNDETERMINED is before.state:
            yield self._change(ChangeId.SETTLED, move, notes)
        elif was is now:
            yield from self._rewordings(move, notes)
        elif now is State.NO_EVIDENCE:
            yield self._change(ChangeId.UNKNOWN_AGAIN, move, notes)
        elif _ends(move):
            yield from self._endings(move, notes)
            if now is State.UPCOMING and _is_news(move):
                yield self._change(ChangeId.ANNOUNCED, move, notes)
        elif now is State.ENDED:
            yield self._came_and_went(move, notes)
        elif now is State.SUSPENDED:
            yield self._change(ChangeId.SUSPENDED, move, notes, fields=_fields(move))
        elif now is State.DISPLACED:
            yield self._change(ChangeId.DISPLACED, move, notes, fields=_fields(move))
        elif now is State.IN_FORCE and was is State.SUSPENDED:
            yield self._change(ChangeId.REINSTATED, move, notes, fields=_fields(move))
        elif now is State.IN_FORCE and was is State.DISPLACED:
            yield self._change(ChangeId.APPLIES_AGAIN, move, notes, fields=_fields(move))
        elif now is State.IN_FORCE:
            yield from self._arrival(move, notes)
        else:
            yield self._change(ChangeId.ANNOUNCED, move, notes, fields=_fields(move))

    def _rewordings(self, move: Transition, notes: tuple[str, ...]) -> Iterator[Change]:
        before, after = move.before, move.after
        if after.state is State.ENDED:  # another text came and went in between
            yield self._came_and_went(move, notes)
            return
        if after.state is State.UPCOMING:
            yield self._change(ChangeId.ANNOUNCED, move, notes, fields=_fields(move))
            return
        differences = by_id(changed_fields(before.provision, after.provision))
        if before.stated.is_stated and after.stated.is_stated:
            # Where it applies is told part by part: here it does before and after.
            differences = [
                difference for difference in differences if difference[0] is not ChangeId.SCOPE
            ]
        told = [difference for difference in differences if difference[0] not in _FILING]
        is_other = move.was.meaning(before) != move.now.meaning(after)
        if not told and is_other:
            told = [(ChangeId.SINCE, ())]
        for change_id, fields in told or differences:
            yield self._change(change_id, move, notes, fields=fields)

    def _came_and_went(self, move: Transition, notes: tuple[str, ...]) -> Change:
        after = move.after
        if "never-applied" not in after.caveats:
            return self._change(ChangeId.CAME_AND_WENT, move, notes)
        if move.before.state is State.NO_EVIDENCE:
            move = replace(move, before=replace(after, state=State.UPCOMING))
        return self._change(ChangeId.WITHDRAWN, move, notes)

    def _endings(self, move: Transition, notes: tuple[str, ...]) -> Iterator[Change]:
        ended = as_ended(move)
        successors = self.successors(move)
        for new in successors:
            yield self._change(
                ChangeId.REPLACED,
                replace(move, after=new),
                notes,
                ref=move.ref,
                fields=changed_fields(move.before.provision, new.provision),
            )
        if not successors:
            yield self._change(ChangeId.ENDED, replace(move, after=ended), notes)

    def successors(self, move: Transition) -> list[Entry]:
        """What stands in the place of what a move ends, in the part: all of it."""
        if not _ends(move):
            return []
        if not any(cause.kind == "replaced" for cause in as_ended(move).causes):
            return []
        successors: dict[str, Entry] = {}
        waiting, seen = [move.ref], {move.ref}
        replaced_by = move.now.states.registry.replaced_by
        while waiting:
            here = waiting.pop()
            for other in dict.fromkeys(statement.ref for statement in replaced_by.get(here, ())):
                entry = move.now.at(other, move.part)
                if entry is None or other in seen:
                    continue
                seen.add(other)
                if entry.state is State.IN_FORCE and here in entry.provision.replaces:
                    successors[other] = entry
                else:
                    waiting.append(other)
        return sorted(successors.values(), key=lambda entry: entry.place)

    def _arrival(self, move: Transition, notes: tuple[str, ...]) -> Iterator[Change]:
        """A provision begins to apply: told by what it takes the place of, where it does."""
        after = move.after
        if is_told(move.part, (other.part for other in self.told_at(move))):
            return
        restated = [move.was.at(target, move.part) for target in after.provision.restates]
        standing = [old for old in restated if old is not None and old.state is State.IN_FORCE]
        for old in standing:
            yield self._change(
                restatement(old.provision, after.provision),
                replace(move, before=old),
                (*notes, "already-stated"),
                ref=after.ref,
                fields=changed_fields(old.provision, after.provision),
            )
        if not standing:
            yield self._change(ChangeId.ADDED, replace(move, before=_nothing(after)), notes)

    def told_at(self, move: Transition) -> Iterator[Transition]:
        """Yield the moves of other provisions at which an arrival is told: what it replaces."""
        waiting, seen = list(move.after.provision.replaces), {move.ref}
        statements = move.now.states.registry.statements
        while waiting:
            target = waiting.pop()
            if target in seen or target not in statements:
                continue
            seen.add(target)
            for other in self._told_beside(move, target, move.part):
                if any(new.ref == move.ref for new in self.successors(other)):
                    yield other
            waiting += [
                ref for statement in statements[target] for ref in statement.provision.replaces
            ]

    def _change(
        self,
        change_id: ChangeId,
        move: Transition,
        notes: tuple[str, ...],
        *,
        ref: str | None = None,
        fields: tuple[str, ...] = (),
    ) -> Change:
        before, after = move.before, move.after
        registry = move.now.states.registry
        cause = None if change_id is ChangeId.REPLACED else cause_of(move)
        cause = cause or correction(move)
        authority = after.version
        cite: Citation | None = after.provision.cite
        if cause is not None:
            acting = move.now.at(cause.by, move.part) if "#" in cause.by else None
            authority = acting.version if acting else cause.by
            if authority in registry.statements:  # it has no part named like this one
                authority = registry.statements[authority][0].version
            # An act is cited by its own section; where it gives none, none is shown.
            if cause.kind not in ("applies", "documented", "until"):
                cite = cause.cite
        if "forecast" in after.caveats:
            notes = (*notes, "forecast")
        event = _event(move, cause)
        if after.conditions or (event is not None and event.condition is not None):
            notes = (*notes, "conditional")
        is_shown = after.state is not State.ENDED or change_id is ChangeId.CAME_AND_WENT
        return Change(
            id=change_id,
            ref=ref or move.ref,
            before=_side(before) if before.state is not State.NO_EVIDENCE else None,
            after=_side(after) if is_shown else None,
            part=move.part,
            where=move.part if after.where or before.where else None,
            earliest=day_of(move.first),
            latest=day_of(move.last),
            event=event,
            authority=authority,
            standing=registry.versions[authority].standing,
            cite=cite,
            rests_on=tuple(
                (version, registry.versions[version].document.title)
                for version in (
                    cause.rests_on if cause else on_recommendation(registry, authority, move.ref)
                )
            ),
            because=cause.because if cause else None,
            fields=fields,
            notes=notes,
            document=registry.versions[authority].document.title,
            sheet=registry.sheet_of(after.topics),
            deed=deed(after, cause) + aspect(change_id, notes) + self._occasions(move).number(move),
        )


def is_told(part: Part, parts: Iterable[Part]) -> bool:
    """Whether what is told of some parts tells it of all of another."""
    cells = 0
    for other in parts:
        cells |= other.cells
    return not part.cells & ~cells


def _event(move: Transition, cause: Cause | None) -> When | None:
    """What it happened with; where it is open, the first of the days that decide."""
    when = cause.when if cause is not None else move.after.since
    for entry, view in ((move.before, move.was), (move.after, move.now)):
        if entry.depends_on:
            describer = view.states.describer
            names = {test.event.partition("/")[0] for test in entry.depends_on}
            whens = [describer.when(name) for name in names]
            when = min(whens, key=lambda event: (event.date.earliest or date.min, event.event))
    return when


def _ends(move: Transition) -> bool:
    """Whether what had begun ends, for all that is known."""
    is_over = move.after.state in (State.ENDED, State.UPCOMING)
    return is_over and move.before.state in LIVE and not _never_began(move)


def _never_began(move: Transition) -> bool:
    """Whether it is known by now that what applied by an older knowledge never did."""
    if move.was.states is move.now.states:
        return False
    is_ahead = move.after.version == move.before.version and move.after.state is State.UPCOMING
    return is_ahead or "never-applied" in as_ended(move).caveats


def _is_news(move: Transition) -> bool:
    """Whether the text after was published only after the day before."""
    published = move.now.states.describer.when(move.after.version).date.latest
    return published is None or published.toordinal() > move.was.day


def _fields(move: Transition) -> tuple[str, ...]:
    """The fields in which the words differ, where a change is about more than the state."""
    if move.before.state is State.NO_EVIDENCE:
        return ()
    return changed_fields(move.before.provision, move.after.provision)


def _nothing(entry: Entry) -> Entry:
    return replace(entry, state=State.NO_EVIDENCE, causes=(), caveats=(), depends_on=())


def _side(entry: Entry) -> Side:
    since = entry.since.date if entry.since is not None and entry.state in LIVE else None
    return Side(
        entry.ref,
        entry.version,
        entry.provision,
        entry.state,
        standing=entry.standing,
        since=since,
    )
