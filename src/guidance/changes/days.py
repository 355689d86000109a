"""What changed between two dates: each step on its day or range, the net result, what was learnt.

All three are differences of answers, part by part. Steps and net are by one knowledge: the steps
lead from the first answer to the second, and the net result is what differs between the two. What
is learnt is the difference between two knowledges of the first day. Beside the steps stands what
was published of days and records (``notices``): it changes no answer by one knowledge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from operator import itemgetter

from guidance.answers.answer import Question
from guidance.answers.entries import Entry
from guidance.answers.joining import territory_of
from guidance.answers.states import States
from guidance.changes.deeds import Occasions
from guidance.changes.model import Change, ChangeReport, Step
from guidance.changes.moves import Moves
from guidance.changes.naming import Naming
from guidance.changes.notices import announcements, record_changes
from guidance.changes.recommendations import recommendation_changes
from guidance.changes.transitions import ASIDE, Transition, View, entry_on, says_alike
from guidance.changes.turning import Unlearnt
from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY, day_of
from guidance.engine.collector import collector_paused
from guidance.engine.publications import Publications
from guidance.engine.states import State
from guidance.records.parts import Part, code_of
from guidance.resolution.document_order import Place

ChangeOrder = tuple[Place, str, str, tuple[str, ...]]
"""What changes are sorted by."""

ChangesByDays = dict[tuple[int, int], list[tuple[ChangeOrder, Change]]]
"""Changes by the first and the last day on which they can have happened."""

Knowledge = Callable[[date], States]
"""The states of everything as known on a day."""


class ChangeFinder:
    """Finds what changed, among the provisions that a question asks about, or some of them.

    Args:
        states: The one knowledge that steps and net rest on.
        question: What is asked about.
        refs: The provisions asked about; all where none are named.
        known: What was known on another day, for what is learnt.
    """

    def __init__(
        self,
        states: States,
        question: Question,
        refs: tuple[str, ...] | None = None,
        known: Knowledge | None = None,
    ) -> None:
        self.states = states
        self.registry = states.registry
        self.question = question
        self.refs = tuple(self.registry.statements) if refs is None else refs
        self._known = known

    @collector_paused()
    def report(self, since: date, until: date) -> ChangeReport:
        """Report each step after ``since`` and up to ``until``, and the net result."""
        steps = as_steps(self.steps(since.toordinal(), until.toordinal()))
        asked = self.question.known_on
        return ChangeReport(
            since,
            until,
            asked,
            steps,
            self.net(since, until),
            self.question.topic,
            lambda: self.learnt(since, asked or until),
        )

    # -- the three differences -----------------------------------------------------------------

    def steps(self, low: int, high: int) -> ChangesByDays:
        """The changes after a day and up to another, by the days on which they may be."""
        together: dict[tuple[int, int], list[Change]] = {}
        # Between a day and itself there is no day on which anything could have changed.
        for first, last, change in self._steps(low, high) if low < high else ():
            together.setdefault((first, last), []).append(change)
        return {
            span: [(self.order(change), change) for change in self._joined(changes, span[1])]
            for span, changes in together.items()
        }

    def net(self, since: date, until: date) -> tuple[Change, ...]:
        """What differs between the answers for two days."""
        low, high = since.toordinal(), until.toordinal()
        differing = self._between(View(self.states, low), View(self.states, high), self.refs)
        return tuple(sorted(self._joined(differing, high), key=self.order))

    def _steps(self, low: int, high: int) -> Iterator[tuple[int, int, Change]]:
        naming, moves = Naming(self._beside, self._occasions), self.states.beside(Moves)
        for ref in self.refs:
            for move in moves.of(ref):
                if move.first <= high and move.last > low and self._asked(move):
                    is_inside = move.first > low and move.last <= high
                    for change in (
                        moves.changes(move, naming)
                        if is_inside
                        else naming.changes(move, ("not-settled",))
                    ):
                        yield move.first, move.last, change
        registry = self.registry
        is_acted_on = bool(registry.datings or registry.acts or registry.proposals)
        asked = [ref for ref in self.refs if self._is_about(ref)] if is_acted_on else []
        yield from record_changes(self.states, self.question, asked, low, high)
        yield from recommendation_changes(self.states, asked, low, high)
        for first, last, change, entry in announcements(self.states, self.refs, low, high):
            if self._admits(entry):
                yield first, last, change

    def _is_about(self, ref: str) -> bool:
        """Whether anything that is ever said of a provision is asked about."""
        spans = self.states.spans(ref).values()
        return any(self._admits(entry) for stretches in spans for _, entry in stretches)

    def learnt(self, since: date, known_on: date) -> tuple[Change, ...]:
        """What became known after ``since``, and by another day, about that day."""
        if self._known is None or known_on <= since:
            return ()
        day = since.toordinal()
        was, now = View(self._known(since), day), View(self._known(known_on), day)
        publications, last = self.registry.kept(Publications), known_on.toordinal()
        unlearnt = self.registry.kept(Unlearnt)
        asked = (ref for ref in self.refs if not unlearnt.holds(ref))
        refs = [ref for ref in asked if publications.touch(ref, day, last)]
        differing = (self._as_learnt(change, since) for change in self._between(was, now, refs))
        return tuple(sorted(self._joined(differing, day), key=self.order))

    def _as_learnt(self, change: Change, since: date) -> Change:
        """A change with the day on which it became known, where one version made it known."""
        if change.authority is None:
            return change
        published = self.states.describer.when(change.authority)
        is_new = published.date.latest is None or published.date.latest > since
        return change._replace(learnt=published) if is_new else change

    def _between(self, was: View, now: View, refs: Iterable[str]) -> Iterator[Change]:
        """Yield what differs between two answers about some provisions."""
        naming = Naming(
            lambda _, ref, part: self._differences(was, now, ref, part), self._occasions
        )
        moves = now.states.beside(Moves)
        is_same = was.states is now.states
        for ref in refs:
            for part, before, after in self._asked_on(was, now, ref):
                # What changes from one text in force to the next hangs on the two alone.
                is_rewording = is_same and before.state is after.state is State.IN_FORCE
                told = moves.told(ref, part, before, after) if is_rewording else None
                if told is not None:
                    yield from told
                elif was.meaning(before) != now.meaning(after):
                    move = self._move(was, now, part, before, after)
                    yield from (
                        moves.reworded(move, naming) if is_rewording else naming.changes(move)
                    )

    def _differences(self, was: View, now: View, ref: str, part: Part) -> Iterator[Transition]:
        """Yield where two answers about a provision differ, in the parts that meet a part."""
        for own, before, after in self._differing(was, now, ref):
            if own.cells & part.cells:
                yield self._move(was, now, own, before, after)

    def _differing(self, was: View, now: View, ref: str) -> Iterator[tuple[Part, Entry, Entry]]:
        """Yield the parts of which two answers differ, with what they say, where it is asked."""
        for part, before, after in self._asked_on(was, now, ref):
            if was.meaning(before) != now.meaning(after):
                yield part, before, after

    def _asked_on(self, was: View, now: View, ref: str) -> Iterator[tuple[Part, Entry, Entry]]:
        """Yield the parts of which two answers may differ, without looking into what they say."""
        is_same = was.states is now.states
        for part, spans in now.states.spans(ref).items():
            after = entry_on(spans, now.day)
            before = entry_on(spans, was.day) if is_same else was.at(ref, part)
            if before is None or after is None:
                continue
            if is_same and after.state is not State.UNDETERMINED and says_alike(before, after):
                continue
            if self._admits(before) or self._admits(after):
                yield part, before, after

    def _move(self, was: View, now: View, part: Part, before: Entry, after: Entry) -> Transition:
        """What led from one answer to the other."""
        step = self._step(after.ref, part, before, after, now)
        first, last = span_of(before, after, now) if step is None else (step.first, step.last)
        return Transition(after.ref, part, first, last, before, after, was, now, step)

    def _step(
        self, ref: str, part: Part, before: Entry, after: Entry, now: View
    ) -> Transition | None:
        """The step that led to the state after, where its day is not that of the text.

        Of what is paused or set aside, and of what applies again after that. Days on which it was
        open lie inside the step.
        """
        is_back = after.state is State.IN_FORCE and before.state in ASIDE
        if not is_back and after.state not in ASIDE:
            return None
        first = last = None
        for step in reversed(self._transitions(now.states, ref)):
            if step.part != part or step.first > now.day:
                continue
            if step.after.state is after.state:
                is_other = now.meaning(step.after) != now.meaning(after)
                if before.state is after.state and is_other:
                    break  # of one state to the same with other words, the last words count
                last = last or step
            elif step.after.state is not State.UNDETERMINED:
                break
            first = step if last else None
        if first is None or last is None:
            return None
        return replace(last, first=first.first, before=first.before, was=first.was)

    def _beside(self, move: Transition, ref: str, part: Part) -> Iterator[Transition]:
        """Yield the moves of another provision in the range of a move, where they are told."""
        for other in self._transitions(self.states, ref):
            is_together = (other.first, other.last) == (move.first, move.last)
            if is_together and other.part.cells & part.cells and self._asked(other):
                yield other

    def _transitions(self, states: States, ref: str) -> tuple[Transition, ...]:
        return states.beside(Moves).of(ref)

    def _occasions(self, move: Transition) -> Occasions:
        return move.now.states.beside(Moves).occasions(move.ref)

    # -- what was asked ------------------------------------------------------------------------

    def order(self, change: Change) -> ChangeOrder:
        """What the changes of one step, or of the net result, are sorted by."""
        return order_of(change, self.states.places.of(change.ref))

    def _asked(self, move: Transition) -> bool:
        return self._admits(move.before) or self._admits(move.after)

    def _admits(self, entry: Entry) -> bool:
        return self.question.admits(entry) and self.states.is_in(entry, self.question.jurisdiction)

    def _joined(self, changes: Iterable[Change], day: int) -> Iterator[Change]:
        """Put together the changes that differ in nothing but the part they are about."""
        groups: dict[tuple[object, ...], list[list[Change]]] = {}
        for change in changes:
            if change.part is None:
                yield change
                continue
            told = groups.setdefault((change.ref, change.id), [])
            plain = bare(change) if told else None
            for group in told:
                if bare(group[0]) == plain:
                    group.append(change)
                    break
            else:
                told.append([change])
        for group in (group for told in groups.values() for group in told):
            if len(group) == 1 and group[0].where is None:
                yield group[0]
                continue
            parts = [change.part for change in group if change.part is not None]
            for part in self.registry.gazetteer.join(parts, day):
                change = _as_one([c for c in group if c.part and c.part.cells & part.cells])
                yield change._replace(part=part, where=self._where(change.ref, part, day))

    def _where(self, ref: str, part: Part, day: int) -> Part | None:
        """The part, where it is not all of what was asked about, or of where anything is known."""
        asked = self.question.jurisdiction
        if asked is not None:
            whole = self.registry.gazetteer.cells(asked, day)
        else:
            view = View(self.states, day)
            entries = (view.at(ref, own) for own in self.states.spans(ref))
            whole = territory_of(entry for entry in entries if entry is not None)
        return part if whole & ~part.cells else None


def as_steps(spans: ChangesByDays) -> tuple[Step, ...]:
    """The steps that changes make, in order of time."""
    return tuple(
        Step(day_of(first), day_of(last), in_order(changes))
        for (first, last), changes in sorted(spans.items(), key=itemgetter(0))
    )


def in_order(changes: Iterable[tuple[ChangeOrder, Change]]) -> tuple[Change, ...]:
    """Changes by what they are sorted by."""
    return tuple(change for _, change in sorted(changes, key=itemgetter(0)))


def order_of(change: Change, place: Place) -> ChangeOrder:
    """What changes are sorted by, given the place of what they are told at."""
    return place, code_of(change.where), change.id, change.fields


def bare(change: Change) -> Change:
    """A change without what may differ between parts of which it is told once."""
    before, after = (side and side._replace(since=None) for side in (change.before, change.after))
    return change._replace(part=None, where=None, deed="", before=before, after=after)


def _as_one(changes: list[Change]) -> Change:
    """One of several changes that are alike; where sides began on different days, without them."""
    first = changes[0]
    plain = bare(first)
    before = (
        first.before if all(change.before == first.before for change in changes) else plain.before
    )
    after = first.after if all(change.after == first.after for change in changes) else plain.after
    return first._replace(before=before, after=after)


def span_of(before: Entry, after: Entry, now: View) -> tuple[int, int]:
    """The days between which the state that came out began, where one day tells that."""
    if State.UNDETERMINED in (before.state, after.state):
        return FIRST_DAY, LAST_DAY
    causes = after.causes
    is_acted_on = after.state in (State.ENDED, State.SUSPENDED, State.DISPLACED)
    when = causes[-1].when if is_acted_on and causes else after.since
    if after.state is State.UPCOMING:
        when = now.states.describer.when(after.version)
    if when is None:
        return FIRST_DAY, LAST_DAY
    first, last = when.date.earliest, when.date.latest
    return first.toordinal() if first else FIRST_DAY, last.toordinal() if last else LAST_DAY
