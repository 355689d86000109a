"""What one family of sources answers, on every day and as known on every day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from guidance.answers.answering import registry_of, states_of
from guidance.engine.arithmetic import day_of
from guidance.engine.knowledge import event_days
from guidance.engine.states import State
from guidance.exports.explorer.statements import STATES
from guidance.exports.explorer.tables import Runs, number
from guidance.records.membership import UNION
from guidance.resolution.registry import source_of
from guidance.wording.places import place_words

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.answers.entries import Entry
    from guidance.corpus import Corpus
    from guidance.exports.explorer.store import Store
    from guidance.records.model import Version

_ONE = timedelta(days=1)
_Name = tuple[str, str, int]
"""A reference, the name of a part, and which of the parts of that name."""
PartRows = dict[_Name, tuple[list[int], list[int]]]
"""For each name of a part the first days of what is said of it, and what that is."""


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

    @property
    def is_moving(self) -> bool:
        """Whether anything changes relative to the day of knowledge."""
        return any(isinstance(first, int) for first in self.firsts)

    def as_data(self) -> tuple[list[Any], list[int]]:
        """As the page reads it."""
        firsts = [[first] if isinstance(first, int) else number(first) for first in self.firsts]
        return firsts, self.places


@dataclass(frozen=True, slots=True)
class Knowing:
    """What one family says by one knowledge.

    Attributes:
        rows: For each name of a part the first days of what is said of it, and what that is.
        stretches: The days on which more than single statements change.
    """

    known_on: date | None
    rows: PartRows
    stretches: Stretches
    lane: int
    steps: int

    def content(self, day: date) -> tuple[object, ...]:
        """What tells whether an answer says the same as another."""
        at = day.toordinal()
        told = [
            (name, places[bisect_right(firsts, at) - 1])
            for name, (firsts, places) in self.rows.items()
        ]
        place = bisect_right(self.stretches.days(self.known_on), day) - 1
        return tuple(told), self.stretches.places[place]


class Family:
    """The sources of one family, asked about every stretch of days and of knowledge.

    Attributes:
        known: The days from which more is known, of those that the page holds; the last stretch
            is that of all records.
    """

    def __init__(
        self, asked: AskedOfAll, sources: tuple[str, ...], known: tuple[date, ...], tables: Store
    ) -> None:
        self.corpus, self.topic, self.sources, self.tables = (
            asked.corpus,
            asked.topic,
            sources,
            tables,
        )
        self.known = (*known, None)
        self._knowing: dict[int, Knowing] = {}
        self._asked = asked

    def place(self, known_on: date | None) -> int:
        """The stretch of knowledge that holds a day."""
        if known_on is None:
            return len(self.known) - 1
        return bisect_right(self.known, known_on, hi=len(self.known) - 1) - 1  # type: ignore[type-var]

    def knowing(self, known_on: date | None) -> Knowing:
        """What is said by what was known on a day; asked once for each stretch of knowledge."""
        place = self.place(known_on)
        if place not in self._knowing:
            self._knowing[place] = self._ask(self.known[place])
        return self._knowing[place]

    def _ask(self, known_on: date | None) -> Knowing:
        tables = self.tables
        self._told: dict[int, tuple[Entry, int]] = {}
        rows = self._rows_on(known_on)
        report = self.corpus.changes(
            date.min, date.max, topic=self.topic, known_on=known_on, source=self.sources
        )
        days = {date.fromordinal(first) for firsts, _ in rows.values() for first in firsts}
        return Knowing(
            known_on,
            rows,
            self._stretches(known_on, days, self._is_open(rows)),
            tables.lanes.lane(self.corpus, self.sources, known_on),
            tables.steps.add(report.steps),
        )

    def as_data(self) -> dict[str, Any]:
        """As the page reads it."""
        extras, lanes, steps = Runs(), Runs(), Runs()
        rows: dict[_Name, Runs] = {}
        for place, known_on in enumerate(self.known):
            own = self.knowing(known_on)
            self._add_rows(rows, place, own.rows)
            extras.add(place, self.tables.days.add(own.stretches.as_data()))
            lanes.add(place, own.lane)
            steps.add(place, own.steps)
        return {
            "known": [number(day) for day in self.known if day is not None],
            "rows": [(ref, place or 0, row.runs) for (ref, place, _), row in rows.items()],
            "extras": extras.runs,
            "lanes": lanes.runs,
            "steps": steps.runs,
        }

    # -- statements ----------------------------------------------------------------------------

    def _rows_on(self, known_on: date | None) -> PartRows:
        """For each name of a part the first days of what is said of it, and what that is.

        Parts of which nothing is known yet have no name; the rows of these are counted.
        """
        rows: PartRows = {}
        for source in self.sources:
            turning = self._turning(source, known_on)
            for day in sorted(turning):
                answer = self._answer(day, known_on, source)
                by_ref: dict[str, list[Entry]] = {ref: [] for ref in turning[day]}
                for entry in _unordered(answer):
                    if entry.ref in by_ref:
                        by_ref[entry.ref].append(entry)
                for ref, entries in by_ref.items():
                    self._turn(rows, ref, day, entries)
        return {name: own for name, own in rows.items() if any(place >= 0 for place in own[1])}

    def _turn(
        self,
        rows: PartRows,
        ref: str,
        day: date,
        entries: Iterable[Entry],
    ) -> None:
        """Write down what is said of a provision from a day on, part by part."""
        named: dict[_Name, int] = {}
        for entry in entries:
            place = place_words(entry.where).strip()
            which = sum(name[1] == place for name in named)
            named[ref, place, which] = self._entry(entry)
        known = [name for name in rows if name[0] == ref] if day > date.min else []
        for name in dict.fromkeys((*known, *named)):
            firsts, places = rows.setdefault(
                name, ([], []) if day == date.min else ([date.min.toordinal()], [-1])
            )
            own = named.get(name, -1)
            if not places or places[-1] != own:
                firsts.append(day.toordinal())
                places.append(own)

    def _entry(self, entry: Entry) -> int:
        """Keep an entry; on many days it is the very same."""
        told = self._told.get(id(entry))
        if told is None:
            place = self.tables.statements.entry_with_reasons(entry)
            told = self._told[id(entry)] = entry, place
        return told[1]

    def _turning(self, source: str, known_on: date | None) -> dict[date, set[str]]:
        """The days on which anything changes of the provisions of a source, and of which."""
        turning: dict[date, set[str]] = {}
        states = states_of(self.corpus, known_on)
        for ref in self._asked.refs[source]:
            # Not those of its history, which has no step where a version says the same again.
            firsts = (first for own in states.spans(ref).values() for first, _ in own)
            days = {day_of(first) or date.min for first in firsts}
            for day in days | self._asked.union_days:
                turning.setdefault(day, set()).add(ref)
        return turning

    def _add_rows(
        self,
        kept: dict[_Name, Runs],
        known: int,
        rows: PartRows,
    ) -> None:
        """Keep the rows of one knowledge; a part may have its name only by some."""
        spans = self.tables.spans
        nothing = spans.add(([number(date.min)], [-1]))
        for name, (firsts, places) in rows.items():
            if name not in kept:
                kept[name] = Runs()
                if known:
                    kept[name].add(0, nothing)
            own = spans.add(([number(first) for first in firsts], places))
            kept[name].add(known, own)
        for name in kept.keys() - rows.keys():
            kept[name].add(known, nothing)

    # -- what is said of all together ----------------------------------------------------------

    def _is_open(self, rows: PartRows) -> bool:
        """Whether anything cannot be settled on any day."""
        entries = self.tables.statements.entries.items
        places = {place for _, own in rows.values() for place in own if place >= 0}
        return any(STATES[entries[place][2]] is State.UNDETERMINED for place in places)

    def _stretches(self, known_on: date | None, changes: set[date], is_open: bool) -> Stretches:
        """Ask on each day on which groups, tensions or evidence can change."""
        ends = self._asked.event_days if is_open else set()
        near = ends | {day + _ONE for day in ends if day < date.max}
        certain = {date.min, *changes, *self._evidence_days(known_on)}
        relative: dict[date, int] = {}
        if is_open and known_on and known_on < date.max:
            relative = {known_on + n * _ONE: n for n in (0, 1)}
        relative = {day: n for day, n in relative.items() if day not in certain | near}
        stretches = Stretches()
        for day in sorted(certain | near | relative.keys()):
            answer = self._answer(day, known_on)
            if day not in certain and not answer.undetermined:
                continue
            place = self.tables.extras.add(self._extra(answer))
            if not stretches.places or stretches.places[-1] != place:
                stretches.firsts.append(relative.get(day, day))
                stretches.places.append(place)
        return stretches

    def _extra(self, answer: Answer) -> dict[str, Any]:
        """What there is on a day besides the entries."""
        tables, statements = self.tables, self.tables.statements
        return {
            "groups": [statements.group(group, answer) for group in answer.undetermined],
            "tensions": [
                [statements.entry(entry) for entry in (pair.entry, pair.other)]
                for pair in answer.tensions
            ],
            "evidence": [statements.coverage(source) for source in answer.coverage.sources],
            "share": tables.headlines.share(answer),
        }

    def _answer(self, day: date, known_on: date | None, source: str | None = None) -> Answer:
        asked = source or self.sources
        return self.corpus.as_of(day, topic=self.topic, known_on=known_on, source=asked)

    def _evidence_days(self, known_on: date | None) -> Iterator[date]:
        """The days on which the evidence from a source gets better, or stale."""
        for version in self._asked.versions[self.sources]:
            for day in (version.published.earliest, version.published.latest):
                if day is not None:
                    yield day
        for source in self._answer(date.max, known_on).coverage.sources:
            if source.last_checked is not None and source.last_checked < date.max:
                yield source.last_checked + _ONE


def _unordered(answer: Answer) -> Iterator[Entry]:
    """All entries, in the order of the lists: of one provision as in the answer."""
    for entries in (
        answer.in_force,
        *(group.entries for group in answer.undetermined),
        answer.upcoming,
        answer.ended,
        answer.suspended,
        answer.displaced,
        answer.no_evidence,
    ):
        yield from entries


class AskedOfAll:
    """What all families are asked about.

    Attributes:
        refs: The provisions of each source.
        versions: The versions of each family.
        union_days: The days on which the Union has other members: parts are called otherwise then.
        event_days: The days on which anything with a date of its own can happen.
    """

    def __init__(
        self, corpus: Corpus, topic: str | None, families: Iterable[tuple[str, ...]]
    ) -> None:
        self.corpus, self.topic = corpus, topic
        self.refs: dict[str, list[str]] = {source: [] for source in corpus.sources}
        for ref in corpus.provisions:
            self.refs[source_of(ref)].append(ref)
        own: dict[str, list[Version]] = {source: [] for source in corpus.sources}
        for version in corpus.versions.values():
            own[version.source].append(version)
        self.versions = {
            sources: [version for source in sources for version in own[source]]
            for sources in families
        }
        self.union_days = _union_days(corpus)
        self.event_days = event_days(registry_of(corpus))


def _union_days(corpus: Corpus) -> set[date]:
    """The days on which the Union has other members: parts are called otherwise then."""
    scopes = (
        scope
        for version in corpus.versions.values()
        for scope in (version, *version.provisions.values(), *version.amendments)
    )
    if not any(UNION in getattr(scope, "jurisdictions", ()) for scope in scopes):
        return set()
    gazetteer = corpus.as_of(date.min).gazetteer
    return {date.fromordinal(day) for day in gazetteer.scope((UNION,)).changes()}
