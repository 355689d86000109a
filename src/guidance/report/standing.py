"""What applied on a day as a brief: one row for each matter on which a rule speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from guidance.answers.answering import read_from
from guidance.answers.joining import once_where_alike
from guidance.answers.matters import MatterGroup
from guidance.changes.matters import is_rule, speaking, territory_of
from guidance.engine.states import State
from guidance.records.parts import EVERYWHERE
from guidance.report.cited import Cited, tension_words
from guidance.report.model import BriefRow, BriefTable, ReportPart
from guidance.report.next_steps import next_steps
from guidance.report.outline import Page, laid_out, line
from guidance.report.standing_lead import StandingLead, letter_of, may_apply, settled_of
from guidance.wording.briefs import (
    NOT_ADVICE,
    cell_words,
    evidence_words,
    is_whole,
)
from guidance.wording.days import counted
from guidance.wording.places import place_words
from guidance.wording.standing import (
    CASE_STATES,
    either_words,
    titles_words,
)
from guidance.wording.terms import capital, in_sentence, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Case, Undetermined
    from guidance.answers.entries import Entry
    from guidance.wording.asked import AskedDay

_MOST_ROWS = 30
_MOST_ACTS = 2
_MOST_DAYS = 3
_CAVEATS = {"forecast": "rests on a forecast", "conditional": "rests on a condition"}
_ROW_STATES = (State.IN_FORCE, State.UNDETERMINED, State.SUSPENDED)


class AnswerBrief:
    """The brief of one answer: its first line, what that comes to, and a row for each matter.

    Attributes:
        headline: The first line.
        told: The sentences that stand first, and the texts of records that its cells show whole.

    Args:
        answer: The answer.
        asked: The words for its day.
    """

    def __init__(self, answer: Answer, asked: AskedDay) -> None:
        behind = read_from(answer)
        self._answer = answer
        self._asked = asked
        self._cited = Cited(behind.versions, answer.title)
        self._matter_of = behind.matter_of
        topics = [answer.question.topic] if answer.question.topic else list(behind.sheets)
        self._sheet = behind.sheets.get(topics[0]) if len(topics) == 1 else None
        entries = list(answer.entries())
        self._territory = territory_of(entries)
        self._here = [entry for entry in entries if entry.part.cells & self._territory]
        self._elsewhere = sum(
            is_rule(entry) and not entry.part.cells & self._territory for entry in answer.in_force
        )
        self._groups = self._by_matter()
        self._shown: set[str] = set()
        self.told: set[str] = set()
        start = StandingLead(answer, asked, self._cited, self._groups, self._matter_of)
        # Sources are numbered as they are cited, from the first line down.
        self.headline = start.headline()
        self._lead = list(start.sentences())
        self.told |= set(self._lead)
        self._rows = tuple(self._made_rows())

    def parts(self) -> list[ReportPart]:
        """Lay it out: what the first line comes to, the rules by matter, all else in short."""
        page = Page()
        for told in self._lead:
            page.paragraph(told)
        parts: list[ReportPart] = list(page.blocks)
        if self._rows:
            parts.append(BriefTable("", "On that day", self._rows[:_MOST_ROWS]))
        return [*parts, *self._notes()]

    def rows(self, shared: Mapping[str, str]) -> list[dict[str, str]]:
        """The matters as rows of data, all of them; one that says so where there is none."""
        sources = {"sources": self._cited.words()}
        rows = [row.data | dict(shared) | sources for row in self._rows]
        return rows or [{"title": self.headline, **shared}]

    def _made_rows(self) -> Iterator[BriefRow]:
        whom = ""
        for number, (matter, entries) in enumerate(self._groups, start=1):
            row = self._row(number, matter, entries)
            is_same = bool(row.whom) and row.whom == whom
            whom = row.whom or whom
            yield replace(row, repeats_whom=is_same)

    def _by_matter(self) -> list[tuple[MatterGroup, list[Entry]]]:
        by_matter: dict[str, list[Entry]] = {}
        for entry in self._here:
            if entry.state in _ROW_STATES and is_rule(entry):
                by_matter.setdefault(self._matter_of(entry.ref).key, []).append(entry)
        groups = [(self._matter_of(entries[0].ref), entries) for entries in by_matter.values()]
        return sorted(groups, key=lambda group: group[0].rank)

    def _row(self, number: int, matter: MatterGroup, entries: list[Entry]) -> BriefRow:
        settled = settled_of(entries)
        unsettled = [entry for entry in entries if entry.state is State.UNDETERMINED]
        spoken = speaking(settled, ())
        shown = (*spoken, *unsettled)
        self._shown |= {entry.ref for entry in shown}
        self.told |= {e.provision.text for e in shown if is_whole(e.provision)}
        populations = [entry.provision.population for entry in shown]
        whom = {population.words if population else "" for population in populations}
        differ = len(whom) > 1
        told = [self._words(spoken, named=differ)] if spoken else []
        groups = self._groups_of(unsettled)
        told += [self._either(group, unsettled, named=differ) for group in groups]
        # What another version would say in some case stands in the row, and so does that version.
        in_cases = [
            entry
            for group in groups
            for case in group.cases
            for entry in case.in_force
            if _is_among(entry, unsettled)
        ]
        acts = [*dict.fromkeys(entry.version for entry in (*shown, *in_cases))]
        also = [entry.version for entry in settled if entry.version not in acts]
        marks = ["cannot be settled"] if may_apply(unsettled, self._answer) else []
        marks += [
            words
            for caveat, words in _CAVEATS.items()
            if any(caveat in entry.caveats for entry in shown)
        ]
        marks += ["recommended: not decided"] if _is_proposed_about(shown) else []
        return BriefRow(
            number=number,
            key=matter.key,
            title=matter.title,
            when="",
            whom="" if differ else next(iter(whom)),
            before=(),
            after=laid_out(capital("; ".join(told))),
            way="",
            act=line(", ".join(self._numbers(acts, also))),
            beside=(),
            marks=tuple(marks),
            verdict="",
            is_unheard_of=True,
            names_whom=all(is_whole(entry.provision) for entry in shown),
        )

    def _numbers(self, acts: Sequence[str], also: Iterable[str]) -> list[str]:
        behind = [f"also {self._cited.number(version)}" for version in dict.fromkeys(also)]
        return [*(self._cited.number(version) for version in acts), *behind]

    def _words(self, entries: Sequence[Entry], *, named: bool) -> str:
        """What they say; with whom each speaks of, where that differs and the words do not say."""
        entries = once_where_alike(entries, self._territory)
        told = [
            # Its place is named where it is not all of what was asked about.
            cell_words([entry], self._sheet, EVERYWHERE if entry.where else entry.part.cells)
            for entry in entries
        ]
        whom = [entry.provision.population for entry in entries]
        if named:
            told = [
                f"for {who.words}: {words}" if who and not is_whole(entry.provision) else words
                for entry, who, words in zip(entries, whom, told, strict=True)
            ]
        return "; ".join(in_sentence(words) for words in told)

    def _groups_of(self, entries: list[Entry]) -> list[Undetermined]:
        groups = self._answer.undetermined
        return [group for group in groups if any(_is_among(e, entries) for e in group.entries)]

    def _either(self, group: Undetermined, entries: list[Entry], *, named: bool) -> str:
        """What holds in each case, of the statements of one matter."""
        ordered = sorted(group.cases, key=_is_so, reverse=True)
        cases = [
            self._words([e for e in case.in_force if _is_among(e, entries)], named=named)
            for case in ordered
        ]
        states = [
            listed(
                dict.fromkeys(
                    CASE_STATES[e.state]
                    for e in case.entries
                    if e.state in CASE_STATES and _is_among(e, entries)
                ),
                "or",
            )
            for case in ordered
        ]
        letter = ""
        if len(self._answer.undetermined) > 1:
            letter = letter_of(self._answer.undetermined.index(group))
        is_simple = len(cases) == 2 and _is_so(ordered[0])
        return either_words(cases, states, letter, is_simple=is_simple)

    # -- what stands below it ------------------------------------------------------------------

    def _notes(self) -> list[ReportPart]:
        answer = self._answer
        page = Page()
        facts = [e for e in answer.in_force if not is_rule(e) and not e.is_happening]
        steps = [entry for entry in answer.in_force if entry.is_happening]
        more = len(self._groups) - _MOST_ROWS
        told = [counted(len(facts), "statement")] if facts else []
        told += [f"{counted(len(steps), 'step')} of procedures"] if steps else []
        page.notes(
            ("More", f"rules on {counted(more, 'matter')}" if more > 0 else ""),
            ("No longer", self._no_longer()),
            ("May contradict each other", self._tensions()),
            ("Rules for other places", str(self._elsewhere) if self._elsewhere else ""),
            ("For information", "; ".join(told)),
            *next_steps(answer, self._cited),
            ("Evidence", evidence_words(answer.coverage, self._asked)),
            ("", NOT_ADVICE),
            ("Sources", self._cited.words()),
        )
        return list(page.blocks)

    def _no_longer(self) -> str:
        """What has ended in a part of where it applied; all of it goes without saying."""
        ended = [entry for entry in self._answer.ended if entry.where]
        left = {entry.ref for entry in self._answer.entries() if entry.state is not State.ENDED}
        return titles_words(
            f"{quoted(entry.provision.title)}{place_words(entry.where)}"
            if entry.ref in left
            else quoted(entry.provision.title)
            for entry in ended
        )

    def _tensions(self) -> str:
        rows = {
            entry.ref: (place, entry.ref in self._shown)
            for place, (_, entries) in enumerate(self._groups[:_MOST_ROWS], start=1)
            for entry in entries
        }
        return tension_words(self._answer, rows, self._cited)


def _is_so(case: Case) -> bool:
    """Whether all that is asked holds in it, in the one way in which it comes about."""
    return len(case.ways) == 1 and all(condition.holds for condition in case.ways[0])


def _is_proposed_about(entries: Iterable[Entry]) -> bool:
    """Whether somebody recommends that something become of a statement, and nobody has decided."""
    return any(
        proposal.is_marked and proposal.is_open for entry in entries for proposal in entry.proposals
    )


def _is_among(entry: Entry, entries: Iterable[Entry]) -> bool:
    """Whether an entry is about one of some provisions, where that one is."""
    return any(e.ref == entry.ref and e.part.cells & entry.part.cells for e in entries)
