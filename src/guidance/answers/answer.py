"""What applied on a date: the question, and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from guidance.answers.behind import Answers
from guidance.answers.cases import Case, Condition, Undetermined
from guidance.answers.entries import Entry
from guidance.answers.joining import asked_of
from guidance.answers.proposals import OPEN, Proposed
from guidance.answers.question import Question
from guidance.answers.states import Span
from guidance.answers.values import Origin, Shown, Value
from guidance.engine.coverage import CoverageReport, combine
from guidance.engine.states import State
from guidance.engine.tests import Test
from guidance.errors import UnknownNameError, nearest
from guidance.records.gazetteer import Gazetteer
from guidance.records.natural import ReadingOrder, reading_order
from guidance.records.parts import Part
from guidance.resolution.document_order import Place
from guidance.resolution.registry import source_of

__all__ = [
    "Answer",
    "Case",
    "Condition",
    "Question",
    "Span",
    "Tension",
    "Undetermined",
]


@dataclass(frozen=True, slots=True, repr=False)
class Tension(Shown):
    """Two provisions in force together that a record marks as possibly contradicting."""

    entry: Entry
    other: Entry


class Answer(Value):
    """What applied on a day, divided by what can be said of each provision.

    Every provision asked about stands in exactly one of the lists (in each part of its
    territory, where an act reaches only some). All lists are in the order of the documents, source
    by source.

    Two answers are equal when they were asked the same and say the same, whatever records they
    were read from.

    Attributes:
        question: What was asked.

    Source:
        docs/explanation/certain.md.
    """

    question: Question

    def __init__(
        self,
        question: Question,
        states: Answers,
        sources: tuple[str, ...],
        origin: Origin | None = None,
    ) -> None:
        self.question = question
        self._origin = origin
        self._states = states
        self._sources = sources
        self._listed = states.on(sources, question.on.toordinal())
        self._lists: dict[State, tuple[Entry, ...]] = {}
        self._is_narrow = not (
            question.topic is question.jurisdiction is question.kind is question.standing is None
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Answer):
            return NotImplemented
        return self is other or (self.question == other.question and self._said == other._said)

    def __hash__(self) -> int:
        return hash(self.question)

    def __repr__(self) -> str:
        asked = ", ".join(f"{key}={str(value)!r}" for key, value in self._asked() if value)
        told = ", ".join(
            f"{state.value}: {count}" for state in State if (count := len(self._list(state)))
        )
        return f"Answer({asked}; {told or 'nothing recorded'})"

    def __copy__(self) -> Answer:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Answer:
        return self

    def __reduce__(self) -> tuple[Any, tuple[Question]]:
        if self._origin is None:
            raise TypeError("an answer that no corpus gave cannot be pickled")
        return self._origin.corpus._concerning(self.question)._answer, (self.question,)

    @property
    def _said(self) -> tuple[object, ...]:
        """All that it says."""
        lists = tuple(self._list(state) for state in State)
        return lists, self.undetermined, self.tensions, self.coverage

    def _asked(self) -> Iterator[tuple[str, object]]:
        yield from zip(Question._fields, self.question, strict=True)

    @property
    def on(self) -> date:
        """The day asked about."""
        return self.question.on

    @property
    def known_on(self) -> date | None:
        """The day whose knowledge the answer rests on; ``None`` for all records."""
        return self.question.known_on

    @property
    def gazetteer(self) -> Gazetteer:
        """What the names of places stand for."""
        return self._states.gazetteer

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """What certainly applied."""
        return self._list(State.IN_FORCE)

    @property
    def upcoming(self) -> tuple[Entry, ...]:
        """What was, or may have been, published and did not apply yet."""
        return self._list(State.UPCOMING)

    @property
    def ended(self) -> tuple[Entry, ...]:
        """What applied no longer, or was withdrawn before it did."""
        return self._list(State.ENDED)

    @property
    def suspended(self) -> tuple[Entry, ...]:
        """What an authority had paused."""
        return self._list(State.SUSPENDED)

    @property
    def displaced(self) -> tuple[Entry, ...]:
        """What did not apply as long as an act in force took its place."""
        return self._list(State.DISPLACED)

    @property
    def no_evidence(self) -> tuple[Entry, ...]:
        """What is recorded only for later: it neither applied nor did not."""
        return self._list(State.NO_EVIDENCE)

    @cached_property
    def undetermined(self) -> tuple[Undetermined, ...]:
        """What the evidence does not settle, grouped by the days that decide."""
        groups: dict[tuple[Test, ...], list[Entry]] = {}
        for entry in self._list(State.UNDETERMINED):
            groups.setdefault(tuple(sorted(entry.depends_on, key=repr)), []).append(entry)
        day = self.on.toordinal()
        undetermined = [self._states.grouped(day, entries) for entries in groups.values()]
        return tuple(sorted(undetermined, key=_by_day))

    @cached_property
    def recommended(self) -> tuple[tuple[Proposed, tuple[Entry, ...]], ...]:
        """What was only proposed and not decided, each with what it would touch, by its name."""
        proposed: dict[str, list[tuple[Proposed, Entry]]] = {}
        for entry in self.entries():
            for proposal in entry.proposals:
                if proposal.is_marked and proposal.stage in OPEN:
                    proposed.setdefault(proposal.act, []).append((proposal, entry))
        return tuple(
            (proposed[act][0][0], tuple(entry for _, entry in proposed[act]))
            for act in sorted(proposed, key=reading_order)
        )

    @cached_property
    def tensions(self) -> tuple[Tension, ...]:
        """Pairs in force together, in the same place, that the records mark as contradicting."""
        marked = self._states.in_tension
        pairs: dict[frozenset[tuple[str, Part]], Tension] = {}
        for entry in self.in_force:
            for other in sorted(marked.get(entry.ref, ())):
                for beside in self._in_force_beside(entry, other):
                    is_first = other in entry.provision.tension
                    stating, stated = (entry, beside) if is_first else (beside, entry)
                    if stated.ref in stating.provision.tension:
                        key = frozenset(((stating.ref, stating.part), (stated.ref, stated.part)))
                        pairs.setdefault(key, Tension(stating, stated))
        return tuple(sorted(pairs.values(), key=_by_refs))

    def _in_force_beside(self, entry: Entry, other: str) -> Iterator[Entry]:
        """Yield the entries of another provision in force on ground that is asked about."""
        asked, day = self.question.jurisdiction, self.on.toordinal()
        cells = entry.part.cells
        if asked is not None:
            cells &= self._states.gazetteer.cells(asked, day)
        if not self._states.holds(other):
            return
        for beside in self._states.on((source_of(other),), day)(State.IN_FORCE):
            if beside.ref == other and beside is not entry and beside.part.cells & cells:
                yield beside

    @cached_property
    def coverage(self) -> CoverageReport:
        """How good the evidence is, and how old."""
        sources = tuple(self._states.coverage(source, self.on) for source in self._sources)
        return combine(self.on, sources)

    @property
    def is_certain(self) -> bool:
        """Whether nothing is undetermined or rests on a condition, and there is evidence."""
        return (
            not self._list(State.UNDETERMINED)
            and not any(entry.conditions for entry in self.entries())
            and self.coverage.newest_evidence is not None
        )

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, in the order of the documents."""
        yield from sorted(
            (entry for state in State for entry in self._list(state)),
            key=lambda entry: (entry.place, entry.part),
        )

    def find(self, ref: str) -> tuple[Entry, ...]:
        """Return what the answer says of one provision: one entry for each part it differs in.

        Args:
            ref: The provision, as ``source#provision``.

        Raises:
            UnknownNameError: The answer does not speak of it.
        """
        entries = tuple(entry for entry in self.entries() if entry.ref == ref)
        if not entries:
            known = {entry.ref for entry in self.entries()}
            raise UnknownNameError("provision", ref, nearest(ref, known))
        return entries

    def title(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event, by its ``ref``."""
        return self._states.title_of(ref)

    def place(self, code: str) -> str:
        """What people call a place, as it reads after "in"; its ``code`` where it has no name."""
        return self._states.gazetteer.name(code)

    # -- how it is read ------------------------------------------------------------------------

    def _list(self, state: State) -> tuple[Entry, ...]:
        kept = self._lists.get(state)
        if kept is None:
            kept = self._listed(state)
            if self._is_narrow:
                kept = tuple(self._narrowed(kept))
            self._lists[state] = kept
        return kept

    def _narrowed(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        asked, day = self.question.jurisdiction, self.on.toordinal()
        cells = self._states.gazetteer.cells(asked, day) if asked is not None else None
        for entry in entries:
            if not self.question.admits(entry):
                continue
            if cells is None:
                yield entry
            elif cells & entry.part.cells:
                yield asked_of(entry, cells)


def _by_day(group: Undetermined) -> tuple[date, ReadingOrder]:
    return group.event.date.earliest or date.min, reading_order(group.event.event)


def _by_refs(tension: Tension) -> tuple[Place, Part, Place, Part]:
    entry, other = tension.entry, tension.other
    return entry.place, entry.part, other.place, other.part
