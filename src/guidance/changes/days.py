"""What changed between two dates: each step on its day or range, and the net result."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

from guidance.answers.answer import Question, States
from guidance.answers.entries import Cause, Entry
from guidance.answers.joining import territory_of
from guidance.changes.model import (
    Change,
    ChangeId,
    ChangeReport,
    Side,
    Step,
    by_id,
    changed_fields,
    restatement,
)
from guidance.changes.notices import record_changes
from guidance.changes.transitions import Transition, transitions
from guidance.engine.arithmetic import LAST_DAY, day_of
from guidance.engine.states import State
from guidance.records.model import Reinstates, Suspends
from guidance.records.parts import Part

_FILING = (ChangeId.APPLICATION, ChangeId.MOVED, ChangeId.DETAILS)
_NOT_STARTED = (State.NO_EVIDENCE, State.UPCOMING)


class ChangeFinder:
    """Finds what changed, among the provisions that a question asks about, or some of them."""

    def __init__(
        self, states: States, question: Question, refs: tuple[str, ...] | None = None
    ) -> None:
        self.states = states
        self.registry = states.registry
        self.question = question
        self.refs = tuple(self.registry.statements) if refs is None else refs

    def report(self, since: date, until: date) -> ChangeReport:
        """Report each step after ``since`` and up to ``until``, and the net result."""
        low, high = since.toordinal(), until.toordinal()
        grouped: dict[tuple[int, int], list[Change]] = {}
        # Between a day and itself there is no day on which anything could have changed.
        for first, last, change in self._steps(low, high) if low < high else ():
            grouped.setdefault((first, last), []).append(change)
        steps = tuple(
            Step(
                day_of(first), day_of(last), tuple(sorted(self._joined(changes, last), key=_order))
            )
            for (first, last), changes in sorted(grouped.items())
        )
        net = tuple(sorted(self._joined(self._net(low, high), high), key=_order))
        return ChangeReport(since, until, self.question.known_on, steps, net, self.question.topic)

    def _joined(self, changes: Iterable[Change], day: int) -> Iterator[Change]:
        """Put together the changes that differ in nothing but the part they are about."""
        groups: dict[tuple[str, ChangeId], list[list[Change]]] = {}
        for change in changes:
            if change.part is None or change.where is None:
                yield change
                continue
            told = groups.setdefault((change.ref, change.id), [])
            bare = change._replace(part=None, where=None)
            for group in told:
                if group[0]._replace(part=None, where=None) == bare:
                    group.append(change)
                    break
            else:
                told.append([change])
        for group in (group for told in groups.values() for group in told):
            parts = [change.part for change in group if change.part is not None]
            for part in self.registry.gazetteer.join(parts, day):
                change = next(c for c in group if c.part and c.part.cells & part.cells)
                yield change._replace(part=part, where=self._where(change.ref, part, day))

    def _where(self, ref: str, part: Part, day: int) -> Part | None:
        """The part, where it is not all of what was asked about, or of where anything is known."""
        asked = self.question.jurisdiction
        if asked is not None:
            whole = self.registry.gazetteer.cells(asked, day)
        else:
            spans = self.states.spans(ref).values()
            found = (_found(each, day) for each in spans)
            whole = territory_of(entry for entry in found if entry is not None)
        return part if whole & ~part.cells else None

    # -- steps ---------------------------------------------------------------------------------

    def _steps(self, low: int, high: int) -> Iterator[tuple[int, int, Change]]:
        for ref in self.refs:
            for move in self._transitions(ref):
                if move.first <= high and move.last > low and self._asked(move):
                    is_inside = move.first > low and move.last <= high
                    for change in self._changes_of(move, is_settled=is_inside):
                        yield move.first, move.last, change
        yield from record_changes(self.states, self.question, self.refs, low, high)

    def _transitions(self, ref: str) -> tuple[Transition, ...]:
        found = self.states.moves.get(ref)
        if found is None:
            found = self.states.moves[ref] = tuple(transitions(self.states, ref))
        return found

    def _asked(self, move: Transition) -> bool:
        return any(
            self._admits(entry)
            for entry in (move.before, move.after, move.unsettled)
            if entry is not None
        )

    def _admits(self, entry: Entry) -> bool:
        return self.question.admits(entry) and self.states.is_in(entry, self.question.jurisdiction)

    def _changes_of(self, move: Transition, *, is_settled: bool) -> Iterator[Change]:
        after = move.after
        span = (day_of(move.first), day_of(move.last))
        notes = () if is_settled else ("not-settled",)
        if after is None:
            assert move.unsettled is not None  # noqa: S101  (a transition has an end or is open)
            yield self._change(ChangeId.UNSETTLED, move.before, move.unsettled, span, notes)
            return
        if move.unsettled is not None and _same(move.before, after):
            yield self._change(ChangeId.UNSETTLED, move.before, move.unsettled, span, notes)
            return
        days = (move.first - 1, move.last)
        yield from self._typed(move.before, after, span, notes, days)

    def _typed(
        self,
        before: Entry,
        after: Entry,
        span: tuple[date | None, date | None],
        notes: tuple[str, ...],
        days: tuple[int, int],
    ) -> Iterator[Change]:
        """Name the change from one state to another."""
        was, now = before.state, after.state
        if was is State.IN_FORCE and now is State.IN_FORCE:
            yield from self._rewordings(before, after, span, notes)
        elif now is State.ENDED:
            yield self._ending(before, after, span, notes, days[1])
        elif now is State.SUSPENDED:
            yield self._change(ChangeId.SUSPENDED, before, after, span, notes)
        elif now is State.DISPLACED:
            yield self._change(ChangeId.DISPLACED, before, after, span, notes)
        elif now is State.UPCOMING:
            yield self._change(ChangeId.ANNOUNCED, before, after, span, notes)
        elif now is State.IN_FORCE and was is State.SUSPENDED:
            cause = self._lifting(after, days[1])
            yield self._change(ChangeId.REINSTATED, before, after, span, notes, cause=cause)
        elif now is State.IN_FORCE and was is State.DISPLACED:
            cause = _last_cause(before)
            yield self._change(ChangeId.APPLIES_AGAIN, before, after, span, notes, cause=cause)
        elif now is State.IN_FORCE:
            yield from self._arrival(after, span, notes, days)

    def _rewordings(
        self,
        before: Entry,
        after: Entry,
        span: tuple[date | None, date | None],
        notes: tuple[str, ...],
    ) -> list[Change]:
        """The differences between two wordings in force; the same for steps and net, so kept."""
        key = (id(before), id(after), span, notes)
        found = self.states.rewordings.get(key)
        if found is None:
            found = self.states.rewordings[key] = [
                self._change(change_id, before, after, span, notes, fields=fields)
                for change_id, fields in self._told(before, after)
            ]
        return found

    def _lifting(self, after: Entry, day: int) -> Cause | None:
        """What ended a suspension that is over on a day: an act that lifts it, or its own end."""
        describer = self.states.describer
        spans = self.states.spans(after.ref)[after.part]
        start = spans[bisect_right(spans, day, key=_first) - 1][0]
        for act in self.registry.acts.get(after.ref, ()):
            is_lift = isinstance(act.amendment, Reinstates)
            event = act.start if is_lift else act.until
            if event is None or not isinstance(act.amendment, Suspends | Reinstates):
                continue
            when = describer.when(event)
            if when.date.latest is not None and when.date.latest.toordinal() == start:
                amendment = act.amendment
                return Cause("lifted", act.version, when, amendment.because, amendment.cite)
        return None

    @staticmethod
    def _told(before: Entry, after: Entry) -> list[tuple[ChangeId, tuple[str, ...]]]:
        """What a rewording is told as: where it is cited and filed only if nothing else differs.

        Both follow from there being a newer version; a comparison of versions tells them all.
        """
        found = by_id(changed_fields(before.provision, after.provision))
        if before.stated.is_stated and after.stated.is_stated:
            # Where it applies is told part by part: here it does before and after.
            found = [each for each in found if each[0] is not ChangeId.SCOPE]
        return [each for each in found if each[0] not in _FILING] or found

    def _ending(
        self,
        before: Entry,
        after: Entry,
        span: tuple[date | None, date | None],
        notes: tuple[str, ...],
        day: int,
    ) -> Change:
        cause = _last_cause(after)
        if before.state in _NOT_STARTED and _never_applied(after, cause):
            return self._change(ChangeId.WITHDRAWN, before, after, span, notes)
        if cause is not None and cause.kind == "replaced":
            new = self._at(cause.by, after.part, day)
            if new is not None:
                fields = changed_fields(before.provision, new.provision)
                return self._change(
                    ChangeId.REPLACED, before, new, span, notes, ref=before.ref, fields=fields
                )
        return self._change(ChangeId.ENDED, before, after, span, notes)

    def _arrival(
        self,
        after: Entry,
        span: tuple[date | None, date | None],
        notes: tuple[str, ...],
        days: tuple[int, int],
    ) -> Iterator[Change]:
        """A provision begins to apply: told by what it takes the place of, where it does."""
        provision = after.provision
        if any(self._is_replaced_by(target, after, days) for target in provision.replaces):
            return
        restated = [self._at(target, after.part, days[0]) for target in provision.restates]
        standing = [old for old in restated if old is not None and old.state is State.IN_FORCE]
        for old in standing:
            fields = changed_fields(old.provision, provision)
            change_id = restatement(old.provision, provision)
            told = (*notes, "already-stated")
            yield self._change(change_id, old, after, span, told, ref=after.ref, fields=fields)
        if not standing:
            yield self._change(ChangeId.ADDED, None, after, span, notes)

    def _is_replaced_by(self, target: str, after: Entry, days: tuple[int, int]) -> bool:
        """Whether a replacement is told at what it replaces, so that it is not told twice."""
        was, old = (self._at(target, after.part, day) for day in days)
        return (
            old is not None
            and was is not None
            and self._admits(was)
            and was.state not in (State.ENDED, *_NOT_STARTED)
            and any(cause.by == after.ref for cause in old.causes if cause.kind == "replaced")
        )

    def _at(self, ref: str, part: Part, day: int) -> Entry | None:
        if ref not in self.registry.statements:
            return None
        where = self.states.timeline.parts.holding(ref, part)
        return _found(self.states.spans(ref)[where], day) if where is not None else None

    # -- net -----------------------------------------------------------------------------------

    def _net(self, low: int, high: int) -> Iterator[Change]:
        for ref in self.refs:
            for spans in self.states.spans(ref).values():
                before, after = _found(spans, low), _found(spans, high)
                if before is None or after is None or before is after:
                    continue
                if not (self._admits(before) or self._admits(after)):
                    continue
                if before.state is State.NO_EVIDENCE and after.state is State.ENDED:
                    continue  # it came and went between: neither day knows it
                if after.state is State.UNDETERMINED:
                    if before.depends_on != after.depends_on:
                        yield self._change(
                            ChangeId.UNSETTLED, before, after, (None, None), ("not-settled",)
                        )
                elif before.state is State.UNDETERMINED:
                    yield self._change(ChangeId.SETTLED, before, after, (None, None), ())
                elif not _same(before, after):
                    since = after.until if after.state is State.ENDED else after.since
                    span = (since.date.earliest, since.date.latest) if since else (None, None)
                    yield from self._typed(before, after, span, (), (low, high))

    # -- making one ----------------------------------------------------------------------------

    def _change(
        self,
        change_id: ChangeId,
        before: Entry | None,
        after: Entry,
        span: tuple[date | None, date | None],
        notes: tuple[str, ...],
        *,
        ref: str | None = None,
        fields: tuple[str, ...] = (),
        cause: Cause | None = None,
    ) -> Change:
        if cause is None and after.state in (State.ENDED, State.SUSPENDED, State.DISPLACED):
            cause = _last_cause(after)
        authority = after.version
        if cause is not None:
            day = span[1].toordinal() if span[1] else LAST_DAY
            acting = self._at(cause.by, after.part, day) if "#" in cause.by else None
            authority = acting.version if acting else cause.by
            if authority in self.registry.statements:  # it has no part named like this one
                authority = self.registry.statements[authority][0].version
        when = cause.when if cause is not None else after.since
        for entry in (before, after):
            if entry is not None and entry.depends_on:  # the day that decides, the first of them
                whens = [self.states.describer.when(test.event) for test in entry.depends_on]
                when = min(whens, key=lambda each: (each.date.earliest or date.min, each.event))
        if "forecast" in after.caveats:
            notes = (*notes, "forecast")
        return Change(
            id=change_id,
            ref=ref or after.ref,
            before=_side(before) if before and before.state is not State.NO_EVIDENCE else None,
            after=_side(after) if after.state is not State.ENDED else None,
            part=after.part,
            where=after.where,
            earliest=span[0],
            latest=span[1],
            event=when,
            authority=authority,
            standing=self.registry.versions[authority].standing,
            cite=cause.cite if cause and cause.cite else after.provision.cite,
            because=cause.because if cause else None,
            fields=fields,
            notes=notes,
            document=self.registry.versions[authority].document.title,
            sheet=self.registry.sheet_of(after.topics),
        )


def _found(spans: list[tuple[int, Entry]], day: int) -> Entry | None:
    """The entry that holds a day."""
    place = bisect_right(spans, day, key=_first)
    return spans[place - 1][1] if place else None


def _first(span: tuple[int, Entry]) -> int:
    return span[0]


def _never_applied(after: Entry, cause: Cause | None) -> bool:
    """Whether what ended had been withdrawn before it started."""
    if cause is None or cause.kind == "cancelled":
        return True
    ended = cause.when.date.latest if cause.when else None
    started = after.since.date.earliest if after.since else None
    return ended is not None and (started is None or ended <= started)


def _last_cause(entry: Entry) -> Cause | None:
    return entry.causes[-1] if entry.causes else None


def _same(one: Entry, two: Entry) -> bool:
    """Whether two certain entries say the same: the state, and the wording where it applies."""
    if one.state is not two.state:
        return False
    return one.state is not State.IN_FORCE or one.provision == two.provision


def _side(entry: Entry) -> Side:
    return Side(entry.ref, entry.version, entry.provision, entry.state, standing=entry.standing)


def _order(change: Change) -> tuple[str, str, str, tuple[str, ...]]:
    return change.ref, change.where.code if change.where else "", change.id, change.fields
