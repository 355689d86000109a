"""What applied on a day as a brief: one row for each matter on which a rule speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from guidance.answers.answering import read_from
from guidance.answers.matters import MatterGroup
from guidance.changes.matters import is_rule, speaking, territory_of
from guidance.engine.states import State
from guidance.records.parts import EVERYWHERE
from guidance.report.cited import Cited, tension_words
from guidance.report.model import BriefRow, BriefTable, ReportPart
from guidance.report.outline import Page, line, muted
from guidance.wording import coverage_sentence, when_words
from guidance.wording.briefs import NOT_ADVICE, SAME_PEOPLE, cell_words, is_whole
from guidance.wording.conditions import question_words
from guidance.wording.days import counted
from guidance.wording.gists import is_unsaid
from guidance.wording.places import place_words
from guidance.wording.standing import condition_words, either_words, titles_words
from guidance.wording.terms import in_sentence, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Case, Undetermined
    from guidance.answers.entries import Entry
    from guidance.wording.asked import AskedDay

_MOST_ROWS = 30
_CAVEATS = {"forecast": "rests on a forecast", "conditional": "rests on a condition"}
_ROW_STATES = (State.IN_FORCE, State.UNDETERMINED, State.SUSPENDED)


class AnswerBrief:
    """The brief of one answer.

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
        self._sheet = behind.sheets.get(answer.question.topic or "")
        entries = list(answer.entries())
        self._territory = territory_of(entries)
        self._here = [entry for entry in entries if entry.part.cells & self._territory]
        self._elsewhere = sum(
            is_rule(entry) and not entry.part.cells & self._territory for entry in answer.in_force
        )
        self._groups = self._by_matter()
        self._told: set[str] = set()

    def parts(self, asked: str) -> list[ReportPart]:
        """Lay it out: what was asked, the rules by matter, and everything else in short."""
        page = Page()
        if asked:
            page.paragraph(muted(asked))
        if len(self._answer.undetermined) > 1 or is_unsaid(self._answer):
            page.paragraph(f"It depends on this: {self._open()}.")
        parts: list[ReportPart] = list(page.blocks)
        rows: list[BriefRow] = []
        whom = ""
        for number, (matter, entries) in enumerate(self._groups[:_MOST_ROWS], start=1):
            row = self._row(number, matter, entries)
            is_same = bool(row.whom) and row.whom == whom
            whom = row.whom or whom
            rows.append(replace(row, whom=SAME_PEOPLE) if is_same else row)
        if rows:
            parts.append(BriefTable("", "On that day", tuple(rows)))
        return [*parts, *self._notes()]

    def _by_matter(self) -> list[tuple[MatterGroup, list[Entry]]]:
        by_matter: dict[str, list[Entry]] = {}
        for entry in self._here:
            if entry.state in _ROW_STATES and is_rule(entry):
                by_matter.setdefault(self._matter_of(entry.ref).key, []).append(entry)
        groups = [(self._matter_of(entries[0].ref), entries) for entries in by_matter.values()]
        return sorted(groups, key=lambda group: group[0].rank)

    def _row(self, number: int, matter: MatterGroup, entries: list[Entry]) -> BriefRow:
        settled = [entry for entry in entries if entry.state is not State.UNDETERMINED]
        unsettled = [entry for entry in entries if entry.state is State.UNDETERMINED]
        spoken = speaking(settled, ())
        shown = (*spoken, *unsettled)
        self._told |= {entry.ref for entry in shown}
        populations = [entry.provision.population for entry in shown]
        whom = {population.words if population else "" for population in populations}
        differ = len(whom) > 1
        told = [self._words(spoken, named=differ)] if spoken else []
        groups = self._groups_of(unsettled)
        told += [self._either(group, unsettled, named=differ) for group in groups]
        acts = [*dict.fromkeys(entry.version for entry in shown)]
        also = [entry.version for entry in settled if entry.version not in acts]
        marks = ["cannot be settled"] if unsettled else []
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
            after=line("; ".join(told)),
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
        refs = {entry.ref for entry in entries}
        groups = self._answer.undetermined
        return [group for group in groups if refs & {entry.ref for entry in group.entries}]

    def _either(self, group: Undetermined, entries: list[Entry], *, named: bool) -> str:
        """What holds in each case, of the statements of one matter."""
        refs = {entry.ref for entry in entries}
        ordered = sorted(group.cases, key=_is_so, reverse=True)
        cases = [
            self._words([entry for entry in case.in_force if entry.ref in refs], named=named)
            for case in ordered
        ]
        letter = ""
        if len(self._answer.undetermined) > 1:
            letter = _letter(self._answer.undetermined.index(group))
        is_simple = len(cases) == 2 and _is_so(ordered[0])
        return either_words(cases, letter, is_simple=is_simple)

    # -- what stands below it ------------------------------------------------------------------

    def _notes(self) -> list[ReportPart]:
        answer = self._answer
        page = Page()
        facts = sum(not is_rule(entry) for entry in answer.in_force)
        more = len(self._groups) - _MOST_ROWS
        page.notes(
            ("", self._conditional()),
            ("More", f"rules on {counted(more, 'matter')}" if more > 0 else ""),
            ("No longer", self._named(entry for entry in answer.ended if entry.where)),
            ("To come", self._ahead()),
            ("To be judged", self._tensions()),
            ("Rules for other places", str(self._elsewhere) if self._elsewhere else ""),
            ("For information", counted(facts, "statement") if facts else ""),
            ("", coverage_sentence(answer.coverage, self._asked)),
        )
        page.notes(("Sources", self._cited.words()), ("", NOT_ADVICE))
        return list(page.blocks)

    def _conditional(self) -> str:
        """On which conditions anything rests."""
        return condition_words(
            {condition: None for e in self._answer.entries() for condition in e.conditions}
        )

    def _open(self) -> str:
        groups = self._answer.undetermined
        told = []
        for place, group in enumerate(groups):
            letter = f"{_letter(place)} " if len(groups) > 1 else ""
            whether = listed(question_words(group, self._answer), "and whether")
            told.append(f"{letter}whether {whether}")
        return ". ".join(told)

    def _named(self, entries: Iterable[Entry]) -> str:
        return titles_words(
            f"{quoted(entry.provision.title)}{place_words(entry.where)}" for entry in entries
        )

    def _ahead(self) -> str:
        """What is to change, by day and matter."""
        days: dict[str, dict[str, None]] = {}
        for entry in (*self._answer.upcoming, *self._answer.in_force):
            is_new = entry.state is State.UPCOMING
            for since in [entry.since] if is_new else [coming.since for coming in entry.upcoming]:
                if is_rule(entry) and since is not None:
                    title = self._matter_of(entry.ref).title
                    days.setdefault(when_words(since), {})[title] = None
        return ". ".join(f"from {day}: {titles_words(titles)}" for day, titles in days.items())

    def _tensions(self) -> str:
        rows = {
            entry.ref: (place, entry.ref in self._told)
            for place, (_, entries) in enumerate(self._groups[:_MOST_ROWS], start=1)
            for entry in entries
        }
        return tension_words(self._answer.tensions, rows, self._cited)


def _is_so(case: Case) -> bool:
    """Whether all that is asked holds in it, in the one way in which it comes about."""
    return len(case.ways) == 1 and all(condition.holds for condition in case.ways[0])


def _letter(place: int) -> str:
    return f"({'abcdefghijklmnopqrstuvwxyz'[place % 26]})"


def _is_proposed_about(entries: Iterable[Entry]) -> bool:
    """Whether somebody recommends that something become of a statement, and nobody has decided."""
    return any(
        proposal.is_marked and proposal.is_open for entry in entries for proposal in entry.proposals
    )
