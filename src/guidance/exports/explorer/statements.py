"""Entries, wordings, either/or groups and evidence, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.states import State
from guidance.exports.explorer.tables import Pool, Sentences, SlottedText
from guidance.resolution.registry import source_of
from guidance.wording import source_sentence, when_words
from guidance.wording.coming import left_out_words, start_words, to_come
from guidance.wording.conditions import case_words, question_words
from guidance.wording.places import part_words, place_words
from guidance.wording.reasons import reasons, settled_reasons
from guidance.wording.terms import capital, cite_words, force_words, listed, quoted, shortened

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Undetermined
    from guidance.answers.entries import Entry
    from guidance.corpus import Corpus
    from guidance.engine.coverage import SourceCoverage
    from guidance.records.model import Provision

STATES = tuple(State)


class Statements:
    """The tables of everything that is said of a statement on some day."""

    def __init__(self, corpus: Corpus, places: tuple[str, ...]) -> None:
        self._corpus = corpus
        self.sentences = Sentences()
        self.sources = {source: place for place, source in enumerate(corpus.sources)}
        self._places = {ref: place for place, ref in enumerate(corpus.provisions)}
        self.places = places
        gazetteer = corpus.as_of(date.min).gazetteer
        self._cells = [gazetteer.cells(code) for code in places]
        self.texts, self.wordings, self.entries = Pool(), Pool(), Pool()
        self._wordings: dict[Provision, int] = {}
        self.refs, self.versions, self.groups, self.evidence = Pool(), Pool(), Pool(), Pool()

    def wording(self, provision: Provision) -> int:
        """Keep what a provision says, however often it says it."""
        place = self._wordings.get(provision)
        if place is None:
            place = self._wordings[provision] = self._wording(provision)
        return place

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

    def entry_with_reasons(self, entry: Entry) -> int:
        """Keep an entry with its reasons.

        Those of an undetermined entry are not its own: they stand with what hangs on the same days.
        """
        if entry.state is State.UNDETERMINED:
            return self.entry(entry)
        return self.entry(entry, settled_reasons(entry, self._corpus.title, self.sentences.asked))

    def entry(self, entry: Entry, why: Iterable[str] = ()) -> int:
        """Keep an entry, with reasons where any are given."""
        is_dated = entry.since and not any(cause.kind == "documented" for cause in entry.causes)
        marks = [f"since: {when_words(entry.since)}"] if is_dated and entry.since else []
        if entry.stated.is_stated:
            marks.append(f"where: {part_words(entry.stated)}")
        if "forecast" in entry.caveats:
            marks.append("rests on a forecast")
        if entry.conditions:
            marks.append("rests on a condition")
        if "date-qualified" in entry.caveats:
            marks.append("rests on a date marked as doubtful")
        for coming in to_come(entry):
            said = quoted(shortened(coming.provision.text, 1000))
            doubt = left_out_words(coming, self._corpus.title)
            words = f"{start_words(coming.since)} it is to say: {said}"
            marks.append(f"{words}; {doubt}" if doubt else words)
        return self.entries.add(
            (
                self.refs.add(
                    (entry.ref, self.sources[source_of(entry.ref)], self._places[entry.ref])
                ),
                place_words(entry.where).strip() or 0,
                STATES.index(entry.state),
                self.wording(entry.provision),
                self.version(entry.version),
                marks,
                [place for place, cells in enumerate(self._cells) if cells & entry.part.cells],
                self._texts(why),
            )
        )

    def _texts(self, sentences: Iterable[str]) -> list[int]:
        return [self.texts.add(self.sentences.divided(sentence)) for sentence in sentences]

    def version(self, ref: str) -> int:
        """Keep a version: its reference, title and standing."""
        version = self._corpus.versions[ref]
        document = version.document
        return self.versions.add((ref, document.title, version.standing, document.url or 0))

    def group(self, group: Undetermined, answer: Answer) -> int:
        """Keep what hangs on the same unknown days, with every case."""
        asked = self.sentences.asked_as(answer.known_on)
        whether = question_words(group, answer)
        is_simple = len(whether) == 1
        cases = []
        for case in group.cases:
            is_other = is_simple and not case.conditions[0].holds
            said = "If not" if is_other else case_words(case.conditions, answer, asked)
            words: SlottedText = self.sentences.divided(said)
            cases.append((words, [self.entry(entry) for entry in case.in_force]))
        first = group.event.date.earliest or date.min
        return self.groups.add(
            {
                "order": f"{first.isoformat()} {group.event.event}",
                "depends": f"It depends on whether {listed(whether, 'and whether')}.",
                "cases": cases,
                "all": [
                    (
                        entry.ref,
                        place_words(entry.where).strip() or 0,
                        self._texts(reasons(entry, answer, asked)),
                    )
                    for entry in group.entries
                ],
            }
        )

    def coverage(self, source: SourceCoverage) -> int:
        """Keep what can be said of the evidence from one source."""
        sentence = capital(source_sentence(source, self.sentences.asked))
        return self.evidence.add(
            {
                "source": self.sources[source.source],
                "status": source.status.value,
                "sentence": self.sentences.divided(sentence),
            }
        )
