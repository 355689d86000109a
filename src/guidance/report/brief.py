"""The brief: what a reader must know of what changed, on one page, one row for each matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from guidance.answers.answering import registry_of
from guidance.answers.joining import once_where_alike
from guidance.changes.ids import ChangeId
from guidance.changes.matters import by_matter
from guidance.changes.rows import MatterChange, MatterReport
from guidance.engine.states import State
from guidance.errors import QueryError
from guidance.records.parts import EVERYWHERE, Cells
from guidance.report.change_items import anchor_of
from guidance.report.cited import Cited, tension_words
from guidance.report.model import BriefRow, BriefTable, ReportPart
from guidance.report.next_steps import next_steps
from guidance.report.outline import Line, Page, laid_out, line, muted
from guidance.report.standing_lead import may_apply
from guidance.wording.briefs import (
    IN_BETWEEN,
    NO_RULE,
    NOTHING_INSTEAD,
    NOTHING_RECORDED,
    cell_words,
    difference_words,
    evidence_words,
    is_whole,
    learnt_words,
    no_record_words,
    provision_words,
    unchanged_words,
    way_words,
    whom_words,
)
from guidance.wording.coming import own_text, to_come
from guidance.wording.days import counted, day_words, exact_words, when_words
from guidance.wording.handed_on import UNKNOWN_DAY, uncertain_marks
from guidance.wording.leads import lead_sentences
from guidance.wording.people import term_words
from guidance.wording.places import place_words
from guidance.wording.sentences import change_title
from guidance.wording.standing import matters_sentence
from guidance.wording.terms import CHANGES, capital, listed
from guidance.wording.visible import visible

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.answers.entries import Entry, Upcoming
    from guidance.changes.model import Change
    from guidance.changes.window import Window
    from guidance.corpus import Corpus
    from guidance.records.criteria import FactSheet
    from guidance.upkeep.discrepancies import Discrepancy


class Brief:
    """The brief of one window, and what it has told, so that the annex tells it no second time.

    Attributes:
        matters: What changed, by matter.
        told: The texts of records that its cells show whole.
    """

    def __init__(self, corpus: Corpus, window: Window) -> None:
        self._corpus = corpus
        self._window = window
        self._sheet = _sheet_of(corpus, window)
        self._cited = Cited(corpus.versions, corpus.title)
        self._differences = _differences(corpus, window)
        self.matters: MatterReport = by_matter(window, self._sheet)
        self.told = {
            visible(entry.provision.text)
            for row in self.matters.rows
            for entry in (*(() if row.is_new else row.before), *row.after)
            if is_whole(entry.provision)
        }

    def parts(self, prepared: str = "") -> list[ReportPart]:
        """Lay it out: the lead, the table, and what is open, unchanged and old."""
        page = Page()
        page.paragraph(" ".join(self._lead()))
        parts: list[ReportPart] = list(page.blocks)
        if self.matters.rows:
            parts.append(self._table())
        return [*parts, *self._notes(prepared)]

    def rows(self, shared: Mapping[str, str]) -> list[dict[str, str]]:
        """The matters as rows of data, and one that says so where none changed."""
        rows = self._table().rows  # which cite the sources
        made = [row.data | dict(shared) | {"sources": self._cited.words()} for row in rows]
        return made or [{"title": " ".join(self._lead()), **shared}]

    def _lead(self) -> list[str]:
        days = (self._window.changes.since, self._window.changes.until)
        return lead_sentences(self.matters, days, self._cited.act, self._sheet)

    # -- the table -----------------------------------------------------------------------------

    def _table(self) -> BriefTable:
        days = {day for row in self.matters.rows for day in row.days}
        only = next(iter(days), None)
        first = only.earliest if only is not None and only.is_exact else None
        shared = len(days) == 1 and first is not None and first > date.min
        before, after = "Before", "After"
        if shared and first is not None:
            before = f"Until {exact_words(first - timedelta(days=1))}"
            after = f"From {exact_words(first)}"
        rows = enumerate(self.matters.rows, start=1)
        made: list[BriefRow] = []
        whom = ""
        for number, row in rows:
            shown = self._row(number, row, shared)
            is_same = bool(shown.whom) and shown.whom == whom
            whom = _whom(row)[-1] or whom
            made.append(replace(shown, repeats_whom=is_same))
        return BriefTable(before, after, tuple(made))

    def _row(self, number: int, row: MatterChange, shared: bool) -> BriefRow:
        marks = dict.fromkeys(mark for change in row.changes for mark in uncertain_marks(change))
        if all(day.is_exact for day in row.days):
            marks.pop(UNKNOWN_DAY, None)  # that is of what stands behind the binding act
        if self._is_open(row):
            marks["cannot be settled"] = None
        act, beside = self._who(row)
        return BriefRow(
            number=number,
            key=row.matter.key,
            title=row.matter.title,
            when="" if shared else listed(map(day_words, row.days)),
            whom=whom_words(*_whom(row)),
            before=self._before(row),
            after=self._after(row),
            way=way_words(row),
            act=act,
            beside=beside,
            marks=tuple(marks),
            verdict=row.direction.verdict if row.direction else "",
            is_new=row.is_new,
            is_unheard_of=not row.before,
            is_over=not row.after and row.replacement is None,
            anchor=self._anchor(row),
            names_whom=all(is_whole(entry.provision) for entry in row.after),
        )

    def _anchor(self, row: MatterChange) -> str:
        first = row.changes[0]
        return anchor_of(first, "net" if first in self._window.untold else "step")

    def _is_open(self, row: MatterChange) -> bool:
        """Whether it cannot be settled whether a rule of it applied on either day."""
        before, after = self._window.before, self._window.after
        return bool(may_apply(row.before, before) or may_apply(row.after, after))

    def _said(self, entries: Sequence[Entry], answer: Answer) -> str:
        territory, is_idle = self.matters.territory, not may_apply(entries, answer)
        alike = once_where_alike(entries, territory)
        return capital(cell_words(alike, self._sheet, territory, is_idle=is_idle))

    def _before(self, row: MatterChange) -> Line:
        if not row.before:
            return line(muted(NOTHING_RECORDED))
        words = NO_RULE if row.is_new else self._said(row.before, self._window.before)
        return laid_out(words, muted(f" {self._cited.number(row.before[0].version)}"))

    def _after(self, row: MatterChange) -> Line:
        if row.after:
            return laid_out(
                "; ".join([self._said(row.after, self._window.after), *_elsewhere(row)])
            )
        if row.replacement is not None:
            return laid_out(provision_words(row.replacement, self._sheet).removesuffix("."))
        return line(muted(NOTHING_INSTEAD if row.before else IN_BETWEEN))

    def _who(self, row: MatterChange) -> tuple[Line, Line]:
        """The binding act with what says the same, and how other sources say it otherwise."""
        speaker = row.act
        acts: list[str] = []
        if speaker is not None:
            ended = "" if row.after or row.replacement else "ended by "
            acts.append(f"{ended}{self._cited.number(speaker)}")
        beside: list[str] = []
        told = set()
        for entry in row.after:
            for other, words in self._differences.get(entry.ref, ()):
                told.add(other.ref)
                beside.append(f"{self._cited.number(other.version)} {words}")
        same = [
            entry.version
            for entry in row.others
            if entry.ref not in told and entry.provision.force != "information"
        ]
        acts += [f"also {self._cited.number(version)}" for version in dict.fromkeys(same)]
        return line(", ".join(acts)), line("; ".join(beside))

    # -- what stands below it --------------------------------------------------------------------

    def _notes(self, prepared: str) -> list[ReportPart]:
        before = self._window.before.coverage
        page = Page()
        page.notes(
            ("", no_record_words(before) if self.matters.rows else ""),
            ("May contradict each other", self._tensions()),
            ("Undefined in the sources", self._undefined()),
            ("", self._announced()),
            ("Still open", self._open()),
            ("Unchanged", unchanged_words(self.matters)),
            ("Known only later", learnt_words(self._window.changes.learnt, change_title)),
            *next_steps(self._window.after, self._cited),
            ("Evidence", evidence_words(self._window.after.coverage)),
            ("", prepared),
            ("Sources", self._cited.words()),
        )
        return list(page.blocks)

    def _tensions(self) -> str:
        rows = {
            ref: (place, any(entry.ref == ref for entry in row.after))
            for place, row in enumerate(self.matters.rows, start=1)
            for ref in row.matter.refs
        }
        return tension_words(self._window.after, rows, self._cited)

    def _undefined(self) -> str:
        """The undefined terms that no row names."""
        rows = [row for row in self.matters.rows if row.direction is not None]
        terms = {name for row in rows if row.direction for name in row.direction.undefined}
        words = " ".join(way_words(row) for row in rows)
        return listed(term_words(name) for name in sorted(terms) if term_words(name) not in words)

    @cached_property
    def _newly_due(self) -> list[tuple[Entry, Upcoming]]:
        """The texts of rules published in these days that are still to come, and where."""
        announced: dict[tuple[str, str | None], Cells] = {}
        for change in self._window.stepwise:
            if change.id is ChangeId.ANNOUNCED and change.after is not None:
                key = change.ref, change.after.version
                cells = change.part.cells if change.part is not None else EVERYWHERE
                announced[key] = announced.get(key, 0) | cells
        return [
            (entry, coming)
            for entry in self._window.after.entries()
            for coming in (entry.upcoming if entry.state is State.UPCOMING else to_come(entry))
            if coming.provision.force != "information"
            and announced.get((entry.ref, coming.version), 0) & entry.part.cells
        ]

    def _announced(self) -> str:
        """What is newly due, by the day from which, and what was withdrawn."""
        days: dict[str, list[str]] = {}
        for entry, coming in self._newly_due:
            title = f"{coming.provision.title}{place_words(entry.where)}"
            days.setdefault(self._cited.due(coming), []).append(title)
        told = [matters_sentence(f"Newly due {words}", titles) for words, titles in days.items()]
        withdrawn = [
            change_title(change)
            for change in self._window.stepwise
            if change.id is ChangeId.WITHDRAWN and _is_of_a_rule(change)
        ]
        told.append(matters_sentence("Withdrawn before it applied", withdrawn))
        return " ".join(filter(None, told)).removesuffix(".")

    def _open(self) -> str:
        """What hangs on a day that is not known, and what is still to come."""
        answer = self._window.after
        told = []
        for group in answer.undetermined:
            days = listed(f"{when.label} ({when_words(when)})" for when in group.events)
            told.append(f"{counted(len(group.entries), 'statement')} on this: {days}")
        ahead: dict[str, int] = {}
        said = {(due.ref, due.part, coming.version) for due, coming in self._newly_due}
        for entry in answer.upcoming:
            if (entry.ref, entry.part, entry.version) in said:
                continue
            day = when_words(entry.since) if entry.since else "no day given"
            if (own := own_text(entry)) is not None:
                day += self._cited.unless(own)
            ahead[day] = ahead.get(day, 0) + 1
        told += [f"{counted(n, 'statement')} not yet: {day}" for day, n in ahead.items()]
        return ". ".join(told)


def _is_of_a_rule(change: Change) -> bool:
    provisions = (side.provision for side in (change.before, change.after) if side is not None)
    return any(provision and provision.force != "information" for provision in provisions)


def _elsewhere(row: MatterChange) -> Iterator[str]:
    """What became of the matter in parts of its territory of which the row says nothing else."""
    told = 0
    for entry in (*row.after, *row.others):
        told |= entry.part.cells
    for change in row.changes:
        part = change.where
        if change.id in _STOPS and part is not None and not part.cells & told:
            yield f"{CHANGES[change.id]}{place_words(change.where)}"


_STOPS = (ChangeId.ENDED, ChangeId.SUSPENDED, ChangeId.DISPLACED, ChangeId.UNSETTLED)
"""Changes after which a rule no longer, or not for certain, applies."""


def _whom(row: MatterChange) -> tuple[str, str]:
    """Of whom a rule spoke, and speaks; where it speaks of nobody any more, both the former."""
    before, after = (
        next((e.provision.population.words for e in side if e.provision.population), "")
        for side in (() if row.is_new else row.before, row.after or row.before)
    )
    return before, after


def _sheet_of(corpus: Corpus, window: Window) -> FactSheet | None:
    try:
        return corpus.sheet(window.after.question.topic)
    except QueryError:
        return None


def _differences(corpus: Corpus, window: Window) -> dict[str, list[tuple[Entry, str]]]:
    """How reports that apply differ from the act that they report, by reference of the act."""
    discrepancies = corpus.discrepancies(topic=window.after.question.topic)
    if not discrepancies:
        return {}
    newest = {ref: chain[-1].version for ref, chain in registry_of(corpus).statements.items()}
    entries = {
        entry.ref: entry
        for entry in window.after.in_force
        if newest[entry.ref] == entry.version  # no difference that was not known yet
    }
    pairs: dict[tuple[str, str], list[Discrepancy]] = {}
    for discrepancy in discrepancies:
        sides = discrepancy.report, discrepancy.act
        if all(side.ref in entries and side.version == newest[side.ref] for side in sides):
            pairs.setdefault((discrepancy.act.ref, discrepancy.report.ref), []).append(discrepancy)
    told: dict[str, list[tuple[Entry, str]]] = {}
    for (act, report), differences in pairs.items():
        told.setdefault(act, []).append((entries[report], difference_words(differences)))
    return told
