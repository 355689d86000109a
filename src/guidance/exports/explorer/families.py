"""What one family of sources answers, on every day and as known on every day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from guidance.answers.answering import states_of
from guidance.engine.knowledge import event_days
from guidance.exports.explorer.tables import Runs, number
from guidance.wording.places import place_words

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.answers.entries import Entry
    from guidance.answers.states import States
    from guidance.corpus import Corpus
    from guidance.exports.explorer.store import Store

_ONE = timedelta(days=1)


@dataclass(slots=True)
class Stretches:
    """First days of stretches, with the place of what holds on each.

    A whole number among the first days is so many days after the day of knowledge: where it is
    not known on which day a version was published, what hangs on that can change there.
    """

    firsts: list[date | int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def days(self, known_on: date | None) -> list[date]:
        """The first days, for one day of knowledge."""
        start = known_on or date.max
        return [
            start + timedelta(days=first) if isinstance(first, int) else first
            for first in self.firsts
        ]

    def as_data(self) -> tuple[list[Any], list[int]]:
        """As the page reads it."""
        firsts = [[first] if isinstance(first, int) else number(first) for first in self.firsts]
        return firsts, self.places


class Family:
    """The sources of one family, asked about every stretch of days and of knowledge.

    Attributes:
        known: The days from which more is known; the last stretch is that of all records.
        stretches: For each of them, the days on which more than single statements change.
    """

    def __init__(self, corpus: Corpus, topic: str | None, tables: Store) -> None:
        self.corpus, self.topic, self.tables = corpus, topic, tables
        self.known = (*corpus.days_of_knowledge(), None)
        self.stretches: list[Stretches] = []
        self._rows: dict[tuple[str, str, int], Runs] = {}
        self._nets: dict[str, Runs] = {}
        self._extras, self._lanes = Runs(), Runs()
        for known, known_on in enumerate(self.known):
            states = states_of(corpus, known_on)
            days = self._add_rows(known, known_on, states)
            stretches = self._stretches(known_on, states, days)
            self.stretches.append(stretches)
            self._extras.add(known, tables.days.add(stretches.as_data()))
            self._lanes.add(known, tables.lanes.lane(states, known_on))

    def as_data(self) -> dict[str, Any]:
        """As the page reads it."""
        return {
            "known": [number(day) for day in self.known if day is not None],
            "rows": [(ref, place or 0, row.runs) for (ref, place, _), row in self._rows.items()],
            "nets": [(ref, row.runs) for ref, row in self._nets.items()],
            "extras": self._extras.runs,
            "lanes": self._lanes.runs,
        }

    def _add_rows(self, known: int, known_on: date | None, states: States) -> set[date]:
        """Add the states of each provision; returns the days on which they change."""
        tables = self.tables
        days = set()
        seen: set[tuple[str, str, int]] = set()
        for ref in self.corpus.provisions:
            is_asked = False
            for (place, which), spans in _by_place(states.shown(ref)).items():
                if not any(entry is not None and self._is_asked(entry) for _, entry in spans):
                    continue
                is_asked = True
                days |= {date.fromordinal(first) for first, _ in spans}
                entries = [
                    tables.statements.entry_with_reasons(entry, states)
                    if entry is not None and self._is_asked(entry)
                    else -1
                    for _, entry in spans
                ]
                row = self._row((ref, place, which), known)
                seen.add((ref, place, which))
                row.add(known, tables.spans.add(([number(first) for first, _ in spans], entries)))
            if is_asked:
                net = tables.movements.net(ref, states, known_on)
                self._nets.setdefault(ref, Runs()).add(known, net)
        for key in self._rows.keys() - seen:
            self._rows[key].add(known, self._nothing())
        return days

    def _row(self, key: tuple[str, str, int], known: int) -> Runs:
        """The row of a part by its name, which it may have only by some knowledge."""
        if key not in self._rows:
            self._rows[key] = Runs()
            if known:
                self._rows[key].add(0, self._nothing())
        return self._rows[key]

    def _nothing(self) -> int:
        return self.tables.spans.add(([number(date.min)], [-1]))

    def _stretches(self, known_on: date | None, states: States, changes: set[date]) -> Stretches:
        """Ask on each day on which groups, tensions or evidence can change."""
        ends = event_days(states.registry)
        near = ends | {day + _ONE for day in ends if day < date.max}
        certain = {date.min, *changes, *self._evidence_days(known_on)}
        relative = {known_on + n * _ONE: n for n in (0, 1) if known_on and known_on < date.max}
        relative = {day: n for day, n in relative.items() if day not in certain | near}
        stretches = Stretches()
        for day in sorted(certain | near | relative.keys()):
            answer = self._answer(day, known_on)
            if day not in certain and not answer.undetermined:
                continue
            place = self.tables.extras.add(self._extra(answer, states))
            if not stretches.places or stretches.places[-1] != place:
                stretches.firsts.append(relative.get(day, day))
                stretches.places.append(place)
        return stretches

    def _extra(self, answer: Answer, states: States) -> dict[str, Any]:
        """What there is on a day besides the entries."""
        tables, statements = self.tables, self.tables.statements
        return {
            "groups": [statements.group(group, answer, states) for group in answer.undetermined],
            "tensions": [
                [statements.entry(each, states) for each in (pair.entry, pair.other)]
                for pair in answer.tensions
            ],
            "evidence": [statements.coverage(each) for each in answer.coverage.sources],
            "share": tables.headlines.share(answer),
            "rules": tables.regimes.rules_of(answer),
        }

    def _answer(self, day: date, known_on: date | None) -> Answer:
        return self.corpus.as_of(day, topic=self.topic, known_on=known_on)

    def _is_asked(self, entry: Entry) -> bool:
        return self.topic is None or self.topic in entry.topics

    def _evidence_days(self, known_on: date | None) -> Iterator[date]:
        """The days on which the evidence from a source gets better, or stale."""
        for version in self.corpus.versions.values():
            for day in (version.published.earliest, version.published.latest):
                if day is not None:
                    yield day
        for source in self._answer(date.max, known_on).coverage.sources:
            if source.last_checked is not None and source.last_checked < date.max:
                yield source.last_checked + _ONE


def _by_place(
    shown: list[tuple[int, tuple[Entry, ...]]],
) -> dict[tuple[str, int], list[tuple[int, Entry | None]]]:
    """A row for each name of a part; nothing on the days on which no part is called so.

    Parts of which nothing is known yet have no name; the rows of these are counted.
    """
    found: dict[tuple[str, int], list[tuple[int, Entry | None]]] = {}
    for index, (day, entries) in enumerate(shown):
        named: dict[tuple[str, int], Entry] = {}
        for entry in entries:
            name = place_words(entry.where).strip()
            which = sum(name == other for other, _ in named)
            named[name, which] = entry
        for place in found.keys() | named.keys():
            row = found.setdefault(place, [(shown[0][0], None)] if index else [])
            own = named.get(place)
            if not row or row[-1][1] is not own:
                row.append((day, own))
    return found
