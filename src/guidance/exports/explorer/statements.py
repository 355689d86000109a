"""Entries, wordings, either/or groups and evidence, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.states import State
from guidance.exports.explorer.tables import ASKED, Table, Text, on_any_day, slotted
from guidance.resolution.registry import source_of
from guidance.wording import reasons, source_sentence, when_words
from guidance.wording.conditions import case_words
from guidance.wording.days import past_words
from guidance.wording.terms import capital, cite_words, force_words, listed

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, States, Undetermined
    from guidance.answers.entries import Entry
    from guidance.engine.coverage import SourceCoverage
    from guidance.records.model import Provision

STATES = tuple(State)


class Statements:
    """The tables of everything that is said of a statement on some day."""

    def __init__(self, sources: Iterable[str], places: tuple[str, ...]) -> None:
        self.sources = {source: place for place, source in enumerate(sources)}
        self.places = places
        self.texts, self.wordings, self.entries = Table(), Table(), Table()
        self._wordings: dict[int, tuple[int, Provision]] = {}
        self.refs, self.versions, self.groups, self.evidence = Table(), Table(), Table(), Table()

    def wording(self, provision: Provision) -> int:
        """Keep what a provision says, however often it says it."""
        found = self._wordings.get(id(provision))
        if found is None:
            # The provision is kept with its place, so that nothing else can take its identity.
            found = self._wordings[id(provision)] = self._wording(provision), provision
        return found[0]

    def _wording(self, provision: Provision) -> int:
        return self.wordings.add(
            {
                "title": provision.title,
                "text": provision.text,
                "kind": provision.kind,
                "force": provision.force,
                "says": force_words(provision),
                "population": provision.population.words if provision.population else None,
                "cite": cite_words(provision.cite),
            }
        )

    def entry(self, entry: Entry, states: States, answer: Answer | None) -> int:
        """Keep an entry; with its reasons where an answer is given.

        Those of an undetermined entry are not its own: they stand with what hangs on the same days.
        """
        why = self._why(entry, answer) if answer and entry.state is not State.UNDETERMINED else []
        is_dated = entry.since and not any(cause.kind == "documented" for cause in entry.causes)
        marks = [f"since: {when_words(entry.since)}"] if is_dated and entry.since else []
        if entry.jurisdictions:
            marks.append(f"where: {listed(entry.jurisdictions)}")
        if entry.provision.opted_out:
            marks.append(f"not in: {listed(entry.provision.opted_out)}")
        if "forecast" in entry.caveats:
            marks.append("rests on a forecast")
        if "date-qualified" in entry.caveats:
            marks.append("rests on a date marked as doubtful")
        return self.entries.add(
            (
                self.refs.add((entry.ref, self.sources[source_of(entry.ref)])),
                entry.where or 0,
                STATES.index(entry.state),
                self.wording(entry.provision),
                self.version(entry.version, states),
                marks,
                [place for place, code in enumerate(self.places) if states.is_in(entry, code)],
                why,
            )
        )

    def _why(self, entry: Entry, answer: Answer) -> list[int]:
        return [self.texts.add(slotted(sentence)) for sentence in reasons(entry, answer)]

    def version(self, ref: str, states: States) -> int:
        """Keep a version: its reference, title and standing."""
        version = states.registry.versions[ref]
        document = version.document
        return self.versions.add((ref, document.title, version.standing, document.url or 0))

    def group(self, group: Undetermined, answer: Answer, states: States) -> int:
        """Keep what hangs on the same unknown days, with every case."""
        asked = on_any_day(answer)
        days = [f"{past_words(when)} ({when_words(when)})" for when in group.events]
        is_simple = len(group.events) == 1
        cases = []
        for case in group.cases:
            is_other = is_simple and not case.conditions[0].holds
            words: Text = "If not" if is_other else slotted(case_words(case.conditions, asked))
            cases.append((words, [self.entry(entry, states, None) for entry in case.in_force]))
        first = group.event.date.earliest or date.min
        return self.groups.add(
            {
                "order": f"{first.isoformat()} {group.event.event}",
                "depends": f"It depends on whether {listed(days, 'and whether')}.",
                "cases": cases,
                "all": [
                    (entry.ref, entry.where or 0, self._why(entry, asked))
                    for entry in group.entries
                ],
            }
        )

    def coverage(self, source: SourceCoverage) -> int:
        """Keep what can be said of the evidence from one source."""
        newest = source.newest_evidence
        age = (newest.earliest or date.min, newest.latest or ASKED) if newest else None
        return self.evidence.add(
            {
                "source": self.sources[source.source],
                "status": source.status.value,
                "sentence": slotted(capital(source_sentence(source, ASKED)), age),
            }
        )
