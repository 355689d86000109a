"""Which way a topic moved between two days, for every two sets of rules that follow each other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from guidance.directions.regimes import compare_days
from guidance.directions.rules import acts_on
from guidance.errors import QueryError
from guidance.exports.explorer.movements import told
from guidance.exports.explorer.tables import Pool, Sentences
from guidance.logic import compare_populations
from guidance.wording.days import past_words, when_words
from guidance.wording.directions import direction_sentence
from guidance.wording.places import place_words
from guidance.wording.terms import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guidance.answers.answer import Answer
    from guidance.answers.entries import Entry
    from guidance.corpus import Corpus
    from guidance.directions.provisions import Direction
    from guidance.logic import Breakdown, Formula, Regime
    from guidance.records.criteria import FactSheet

    _Compared = tuple[Regime, Regime, str, tuple[tuple[str, Formula], ...]]

MOST_PAIRS = 400
"""Proofs take their time: beyond this many pairs the page says what to ask instead."""


class Regimes:
    """The sets of rules on all days, and the directions between them."""

    def __init__(self, corpus: Corpus, topic: str | None, sentences: Sentences) -> None:
        self._sentences = sentences
        topics = corpus.topics if topic is None else (topic,)
        self.corpus = corpus
        self.sheets = [corpus.sheets[each] for each in topics if each in corpus.sheets]
        self.rules, self.kept, self.ways = Pool(), Pool(), Pool()
        self.rules.add([])  # the place 0: no rules at all
        self.directions = Pool()
        self.pairs: dict[str, list[int]] = {}
        self._proved: dict[_Compared, Breakdown] = {}

    def rules_of(self, answer: Answer) -> int:
        """Keep what the criteria of an answer allow and prohibit, and in which cases."""
        by_topic = []
        for sheet in self.sheets:
            certain = self._rules(answer.in_force, sheet)
            for group in answer.undetermined:
                cases = [self._rules(case.in_force, sheet) for case in group.cases]
                if any(cases):
                    conditions = [case.conditions for case in group.cases]
                    days = [when_words(when) for when in group.events]
                    certain.append(repr((conditions, cases, days)))
            if certain:
                by_topic.append((sheet.topic, certain))
        return self.rules.add(by_topic)

    def keep(self, rules: Iterable[int]) -> int:
        """Keep the rules of all families together: a regime."""
        return self.kept.add([each for each in rules if each])

    def pair(self, first: int, second: int, days: tuple[date, date], known_on: date | None) -> None:
        """Work out the directions from one regime to another, for each topic with facts."""
        key = f"{first}>{second}"
        if key in self.pairs or not self.sheets:
            return
        if len(self.pairs) >= MOST_PAIRS:
            return
        self.pairs[key] = [self.ways.add(self._way(sheet, days, known_on)) for sheet in self.sheets]

    def _way(self, sheet: FactSheet, days: tuple[date, date], known_on: date | None) -> Any:  # noqa: ANN401
        before, after = (
            self.corpus.as_of(day, topic=sheet.topic, known_on=known_on) for day in days
        )
        try:
            moved_to = compare_days(before, after, sheet, compared=self._compared)
        except QueryError as error:
            return {"topic": sheet.topic, "fault": str(error)}
        moved = [f"{past_words(when)} ({when_words(when)})" for when in moved_to.depends_on]
        return {
            "topic": sheet.topic,
            "overall": self._told(moved_to.overall, sheet),
            "depends": f"It depends on whether {listed(moved, 'and whether')}." if moved else "",
            "populations": [
                (part.population, self._told(part.direction, sheet))
                for part in moved_to.populations
            ],
        }

    def _rules(self, entries: Iterable[Entry], sheet: FactSheet) -> list[Any]:
        return [
            (entry.ref, place_words(entry.where).strip() or 0, repr(entry.provision))
            for entry in entries
            if sheet.topic in entry.topics and acts_on(entry.provision, sheet)
        ]

    def _compared(
        self, old: Regime, new: Regime, sheet: FactSheet, populations: list[tuple[str, Formula]]
    ) -> Breakdown:
        """Compare as the library does; what days only share is proved once."""
        key = old, new, sheet.topic, tuple(populations)
        breakdown = self._proved.get(key)
        if breakdown is None:
            breakdown = self._proved[key] = compare_populations(old, new, sheet, populations)
        return breakdown

    def _told(self, direction: Direction, sheet: FactSheet) -> int:
        """Keep a direction measured against the first of the two days, whichever that is."""
        on = f"on {self._sentences.asked.on}"
        sentence = direction_sentence(direction, baseline=on)
        return self.directions.add(told(direction, sheet, self._sentences.divided(sentence)))
