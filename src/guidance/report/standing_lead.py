"""What stands first in a brief on one day: its first line, and what that comes to, by matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from guidance.changes.matters import is_rule, speaking, territory_of
from guidance.changes.model import ProposedAct
from guidance.changes.rows import binding
from guidance.engine.states import State
from guidance.wording.coming import own_text, to_come
from guidance.wording.conditions import question_words
from guidance.wording.days import counted
from guidance.wording.headlines import before_first_words
from guidance.wording.places import place_words
from guidance.wording.proposals import proposed_words
from guidance.wording.standing import (
    also_open_words,
    due_words,
    idle_words,
    matters_sentence,
    only_words,
    standing_headline,
    tangled_words,
    way_of,
    ways_sentences,
    whether_words,
)
from guidance.wording.terms import capital, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Undetermined
    from guidance.answers.entries import Entry
    from guidance.answers.matters import MatterGroup
    from guidance.report.cited import Cited
    from guidance.wording.asked import AskedDay

_MOST_DAYS = 3


class StandingLead:
    """The first sentences on one answer.

    Args:
        answer: The answer.
        asked: The words for its day.
        cited: The sources; they are numbered as they are named here.
        groups: The matters on which rules speak, each with its rules, in the order of the rows.
        matter_of: The matter of each provision.
    """

    def __init__(
        self,
        answer: Answer,
        asked: AskedDay,
        cited: Cited,
        groups: Sequence[tuple[MatterGroup, list[Entry]]],
        matter_of: Callable[[str], MatterGroup],
    ) -> None:
        self._answer = answer
        self._asked = asked
        self._cited = cited
        self._groups = groups
        self._matter_of = matter_of
        self._territory = territory_of(answer.entries())
        self._speaking = [speaking(settled_of(entries), ()) for _, entries in groups]

    def headline(self) -> str:
        """Whose acts applied, or what cannot be settled, and how old that is."""
        answer = self._answer
        acts = [self._cited.speaker(version) for version in self._binding]
        open_ = 0 if self._outranks_what_is_open else self._open
        return standing_headline(
            answer.coverage, self._asked, acts, (open_, len(self._groups)), self._proviso()
        )

    @cached_property
    def _open(self) -> int:
        """On how many matters it cannot be settled what applied."""
        return sum(bool(may_apply(entries, self._answer)) for _, entries in self._groups)

    @cached_property
    def _outranks_what_is_open(self) -> bool:
        """Whether an act applied for certain that is more binding than all that is open."""
        entries = [entry for _, entries in self._groups for entry in entries]
        open_ = may_apply(entries, self._answer)
        best = min((binding(entry.standing) for entry in open_), default=None)
        acts = [entry for entry in entries if entry.version in self._binding]
        return best is not None and any(binding(entry.standing) < best for entry in acts)

    def _proviso(self) -> str:
        """What all that the most binding acts say rests on, if it is one thing.

        Where none applied, what that rests on, if anything.
        """
        if not self._binding:
            groups = [entries for _, entries in self._groups]
            entries = [
                e for group in groups for e in (*settled_of(group), *may_apply(group, self._answer))
            ]
            is_sure = not any(entry.conditions or "forecast" in entry.caveats for entry in entries)
            return "" if is_sure else "unsure"
        own = [
            entry
            for entries in self._speaking
            for entry in entries
            if entry.version in self._binding and entry.state is State.IN_FORCE
        ]
        if own and all(entry.conditions for entry in own):
            return "conditional"
        return "forecast" if own and all("forecast" in entry.caveats for entry in own) else ""

    @cached_property
    def _binding(self) -> list[str]:
        """The most binding versions whose rules applied; on a condition only where all are."""
        spoken = [entry for entries in self._speaking for entry in entries]
        applied = [entry for entry in spoken if entry.state is State.IN_FORCE]
        applied = [entry for entry in applied if not entry.conditions] or applied
        best = min((binding(entry.standing) for entry in applied), default=0)
        versions = (entry.version for entry in applied if binding(entry.standing) == best)
        return list(dict.fromkeys(versions))

    def sentences(self) -> Iterator[str]:
        """What that comes to, and all that the reader must know beside it."""
        coverage = self._answer.coverage
        if coverage.newest_evidence is None and not self._groups:
            yield before_first_words(coverage)
            return
        first = also_open_words(self._open, len(self._groups))
        for words in self._questions():
            yield f"{first} {words}." if self._outranks_what_is_open and first else f"{words}."
            first = ""
        told = filter(None, (*self._ways(), *self._beside(), *self._ahead()))
        if words := " ".join(told):
            yield words

    def _questions(self) -> Iterator[str]:
        """On what it depends; by letters where that is more than one thing."""
        groups = self._answer.undetermined
        for place, group in enumerate(groups):
            questions = question_words(group, self._answer)
            whether = whether_words(questions)
            if len(groups) == 1 and group.is_tangled:
                yield tangled_words(questions)
            elif len(groups) == 1 and not may_apply(group.entries, self._answer):
                yield idle_words(self._titles(group.entries), whether)
            elif len(groups) == 1:
                yield f"It depends on {whether}"
            else:
                yield f"{'' if place else 'It depends on this: '}{letter_of(place)} {whether}"

    def _ways(self) -> Iterator[str]:
        """What the most binding acts come to, and on which matters others speak."""
        ways: dict[str, list[str]] = {}
        others: list[str] = []
        is_all_conditional = self._proviso() == "conditional"
        for entries in self._speaking:
            # What rests on a condition is told below with it: never as if it were certain.
            applied = [
                entry
                for entry in entries
                if entry.state is State.IN_FORCE and (is_all_conditional or not entry.conditions)
            ]
            own = [entry for entry in applied if entry.version in self._binding]
            if own:
                way = way_of([entry.provision for entry in own])
                ways.setdefault(way, []).extend(self._titles(own))
            else:
                others.extend(self._titles(applied))
        acts = [self._cited.number(version) for version in self._binding]
        if self._answer.undetermined and acts:
            acts[0] = f"Whatever comes out, {acts[0]}"
        yield from ways_sentences(acts, ways)
        yield matters_sentence("Less binding sources speak on", others)

    def _beside(self) -> Iterator[str]:
        """What is paused, set aside, recommended, or rests on a forecast or a condition."""
        answer = self._answer
        for entry in answer.suspended:
            start = f"Paused{self._by(entry, 'suspended')}{only_words(entry.conditions)}"
            yield matters_sentence(start, [self._title(entry)])
        aside: dict[str, list[str]] = {}
        for entry in answer.displaced:
            said = f"what {self._cited.number(entry.version)} says on"
            by = f"{self._by(entry, 'displaced')}{only_words(entry.conditions)}"
            start = f"Set aside for the time being{by}, {said}"
            aside.setdefault(start, []).append(self._title(entry))
        for start, titles in aside.items():
            yield matters_sentence(start, titles)
        for proposed, entries in answer.recommended:
            titles = list(dict.fromkeys(map(self._title, entries)))
            words = proposed_words(ProposedAct(proposed.act, proposed.kind, tuple(titles)))
            by = (
                f" by {self._cited.number(proposed.by)}"
                if proposed.by in self._cited.versions
                else ""
            )
            yield f"Recommended{by}, without effect so far: {words}."
        applied = [entry for entries in self._speaking for entry in entries]
        on_forecasts = [entry for entry in applied if "forecast" in entry.caveats]
        start = "This rests on a forecast that no record confirms"
        yield matters_sentence(start, map(self._title, on_forecasts))
        conditional: dict[tuple[str, ...], list[str]] = {}
        for entry in answer.entries():
            if entry.conditions and entry.state not in (State.SUSPENDED, State.DISPLACED):
                conditional.setdefault(tuple(entry.conditions), []).append(self._title(entry))
        for conditions, titles in conditional.items():
            yield matters_sentence(capital(only_words(conditions).strip()), titles)

    def _by(self, entry: Entry, kind: str) -> str:
        """By which acts something does not apply for the time being."""
        acts = []
        for cause in entry.causes:
            if cause.kind == kind:
                version = cause.by.partition("/")[0]
                if version not in self._cited.versions:
                    version = self._stated_by(cause.by, entry)
                acts.append(self._cited.number(version) if version else quoted(cause.by))
        return f" by {listed(dict.fromkeys(acts))}" if acts else ""

    def _stated_by(self, ref: str, beside: Entry) -> str:
        """The version that states a provision where another entry is about; else none."""
        stating = (
            entry.version
            for entry in self._answer.entries()
            if entry.ref == ref and entry.part.cells & beside.part.cells
        )
        return next(stating, "")

    def _titles(self, entries: Sequence[Entry]) -> list[str]:
        """The matter of some rules: once, if together they are all over, else each where it is."""
        refs = {entry.ref for entry in entries}
        ground, cells = self._territory, 0
        answer = self._answer
        for entry in (*answer.suspended, *answer.displaced, *answer.ended):
            ground |= entry.part.cells if entry.ref in refs else 0
        for entry in entries:
            cells |= entry.part.cells
        if entries and not ground & ~cells:
            return [self._matter_of(entries[0].ref).title]
        titles = (self._matter_of(entry.ref).title for entry in entries)
        return [
            f"{title}{place_words(entry.where)}"
            for title, entry in zip(titles, entries, strict=True)
        ]

    def _title(self, entry: Entry) -> str:
        """The matter of a rule, else its own title; where it is, if not all over."""
        title = self._matter_of(entry.ref).title if is_rule(entry) else entry.provision.title
        is_whole_ground = not self._territory & ~entry.part.cells
        return title if is_whole_ground else f"{title}{place_words(entry.where)}"

    def _ahead(self) -> Iterator[str]:
        """What is due: on which day which matters change."""
        days: dict[str, dict[MatterGroup, list[Entry]]] = {}
        for words, entry in self._due():
            matters = days.setdefault(words, {})
            matters.setdefault(self._matter_of(entry.ref), []).append(entry)
        for day, matters in list(days.items())[:_MOST_DAYS]:
            ordered = sorted(matters, key=lambda matter: matter.rank)
            titles = [title for matter in ordered for title in self._titles(matters[matter])]
            yield matters_sentence(f"Due {day}", titles)
        if len(days) > _MOST_DAYS:
            yield f"More is due on {counted(len(days) - _MOST_DAYS, 'other day')}."

    def _due(self) -> Iterator[tuple[str, Entry]]:
        """The rules that are to come, also on what applies or has ended, by their days."""
        for entry in self._answer.upcoming:
            if is_rule(entry) and entry.since is not None:
                own = own_text(entry)
                yield self._cited.due(own) if own else due_words(entry.since), entry
        others = (e for e in self._answer.entries() if e.state is not State.NO_EVIDENCE)
        for entry in others:
            for coming in to_come(entry):
                if coming.provision.force != "information":
                    yield self._cited.due(coming), entry


def may_apply(entries: Sequence[Entry], answer: Answer) -> list[Entry]:
    """Those of which it is open whether they applied; not those that applied in no case."""
    return [
        entry
        for entry in entries
        if entry.state is State.UNDETERMINED
        and any(_may_apply(entry, group) for group in answer.undetermined)
    ]


def _may_apply(entry: Entry, group: Undetermined) -> bool:
    """Whether it is one of a group, and applied in some case of it or in one that is not listed."""
    if not any(e.ref == entry.ref and e.part.cells & entry.part.cells for e in group.entries):
        return False
    return bool(
        group.more
        or group.is_tangled
        or any(
            e.ref == entry.ref and e.part.cells & entry.part.cells
            for case in group.cases
            for e in case.in_force
        )
    )


def settled_of(entries: Sequence[Entry]) -> list[Entry]:
    """Those that are certain."""
    return [entry for entry in entries if entry.state is not State.UNDETERMINED]


def letter_of(place: int) -> str:
    """How a brief names what something hangs on."""
    return f"({'abcdefghijklmnopqrstuvwxyz'[place % 26]})"
