"""The corpus: all records together, and the questions that can be asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from guidance.answers.answer import Answer, Question, Span
from guidance.answers.listings import Listing, listing
from guidance.answers.question import in_order
from guidance.answers.values import Origin
from guidance.corpus.tending import Tended
from guidance.engine.collector import collector_paused
from guidance.errors import check_name
from guidance.logic import read_facts
from guidance.records.criteria import FactSheet
from guidance.records.dates import as_day, known_day
from guidance.records.model import Source, Standing, Version
from guidance.resolution import resolve

if TYPE_CHECKING:
    from guidance.changes.days import ChangeFinder
    from guidance.changes.model import Change, ChangeReport, Comparison, Step
    from guidance.directions.movements import RegimeDirection
    from guidance.directions.rulings import Ruling


class Corpus(Tended):
    """An immutable collection of records with every reference resolved.

    Build one with :func:`guidance.load` or :meth:`build`. Dates in questions are ``date`` objects
    or texts of the form ``2020-01-16``; a ``ref`` is a full reference, as ``source#provision``
    or ``source@version``. What comes in several is sorted by reference, numbers as people count.
    """

    @classmethod
    def build(
        cls,
        sources: Iterable[Source],
        versions: Iterable[Version],
        sheets: Iterable[FactSheet] = (),
    ) -> Corpus:
        """Put records together.

        Args:
            sources: The sources, each id once.
            versions: Their versions, in any order.
            sheets: The facts of topics, one sheet for each.

        Raises:
            RecordsError: With every fault found in them; no part of a corpus is ever built.
        """
        with collector_paused():
            return cls(resolve(sources, versions, sheets))

    def only(self, *sources: str) -> Corpus:
        """Return the corpus that these sources alone make, as if no other were recorded.

        What they say of other sources leads nowhere; an event of another source becomes a day of
        which nothing is known.

        Raises:
            UnknownNameError: A source is not recorded.
        """
        for source in sources:
            check_name("source", source, self.sources)
        return self._only(sources)

    # -- questions -----------------------------------------------------------------------------

    def as_of(
        self,
        on: date | str,
        *,
        topic: str | None = None,
        source: str | tuple[str, ...] | None = None,
        jurisdiction: str | None = None,
        kind: str | None = None,
        standing: Standing | None = None,
        known_on: date | str | None = None,
    ) -> Answer:
        """Say what applied on a day.

        Args:
            on: The day.
            topic: Show only this topic; so for the other names. They narrow what is shown and
                never what takes effect.
            source: A source id, or several.
            jurisdiction: An ISO 3166 code or ``EU``.
            kind: A kind of provision.
            standing: Who speaks, and how bindingly.
            known_on: Answer as could be done on this day: from what was published by then.

        Raises:
            DateError: A date is not in the strict form.
            QueryError: The jurisdiction is no code and no declared place.
            UnknownNameError: Another name is not recorded.

        Source:
            docs/explanation/certain.md, docs/explanation/known-on.md; ISO 3166 for places.
        """
        asked = Question(
            as_day(on), known_day(known_on), topic, source, jurisdiction, kind, standing
        )
        self._check(asked)
        return self._answer(asked)

    def history(self, ref: str, *, known_on: date | str | None = None) -> Listing[Span]:
        """Return the states of a provision one after the other, for each part of its territory.

        Args:
            ref: The provision.
            known_on: As for :meth:`as_of`.

        Raises:
            DateError: The date is not in the strict form.
            UnknownNameError: The provision is not recorded.

        Source:
            docs/explanation/certain.md; docs/explanation/silence.md.
        """
        check_name("provision", ref, self._registry.statements)
        spans = self._states_on(known_day(known_on)).stretches(ref)
        return listing(spans, "history", self, ref=ref, known_on=known_on)

    def timeline(
        self, *, topic: str | None = None, known_on: date | str | None = None
    ) -> Listing[Step]:
        """Return the days on which anything changes, imprecise ones as ranges, oldest first.

        Args:
            topic: Show only this topic.
            known_on: As for :meth:`as_of`.

        Raises:
            DateError: The date is not in the strict form.
            UnknownNameError: The topic is not recorded.
        """
        steps = self.changes(date.min, date.max, topic=topic, known_on=known_on).steps
        return listing(steps, "timeline", self, topic=topic, known_on=known_on)

    def changes(
        self,
        since: date | str,
        until: date | str,
        *,
        topic: str | None = None,
        source: str | tuple[str, ...] | None = None,
        jurisdiction: str | None = None,
        kind: str | None = None,
        standing: Standing | None = None,
        known_on: date | str | None = None,
    ) -> ChangeReport:
        """Say what changed after one day and up to another: each step, and the net result.

        The names narrow what is shown, as in :meth:`as_of`; a replacement is shown at what it
        replaces. What happens on ``since`` itself is in the first answer, and no change.

        Raises:
            DateError: A date is not in the strict form.
            QueryError: The dates are the wrong way round (``until`` before ``since``), or the
                jurisdiction is no place.
            UnknownNameError: Another name is not recorded.

        Source:
            docs/tutorials/report.md; of laws 13 and 14, docs/explanation/known-on.md.
        """
        first, last = in_order(as_day(since), as_day(until))
        asked = Question(last, known_day(known_on), topic, source, jurisdiction, kind, standing)
        self._check(asked)
        return replace(self._changes(asked, first), _origin=Origin(self, asked))

    def learnt(
        self,
        since: date | str,
        until: date | str,
        *,
        topic: str | None = None,
        source: str | tuple[str, ...] | None = None,
        jurisdiction: str | None = None,
        kind: str | None = None,
        standing: Standing | None = None,
    ) -> Listing[Change]:
        """Say what became known after one day and up to another about days up to the first.

        It is the answer for the first day as known then, against the same as known on the last.
        With the net result of :meth:`changes` as known on the last day, it leads from the answer
        that could be given on the first day to the one that can be given on the last: whoever
        asks for one window after the other has been told everything. The names narrow what is
        shown, as in :meth:`as_of`.

        Raises:
            DateError: A date is not in the strict form.
            QueryError: The dates are the wrong way round (``until`` before ``since``), or the
                jurisdiction is no place.
            UnknownNameError: Another name is not recorded.

        Source:
            docs/explanation/known-on.md.
        """
        first, last = in_order(as_day(since), as_day(until))
        asked = Question(last, last, topic, source, jurisdiction, kind, standing)
        self._check(asked)
        learnt = self._learnt(asked, first)
        return Listing(learnt, "learnt", Origin(self, asked), since=first)

    def compare(self, before: str, after: str) -> Comparison:
        """Say how two versions differ.

        Args:
            before: The reference of the earlier version.
            after: That of the later one.

        Raises:
            UnknownNameError: A version is not recorded.

        Source:
            docs/explanation/silence.md.
        """
        from guidance.changes.versions import compare

        for ref in (before, after):
            check_name("version", ref, self.versions)
        second = self.versions[after]
        topics = self.sources[second.source].topics
        sheet = next((self.sheets[topic] for topic in topics if topic in self.sheets), None)
        return compare(self.versions[before], second, sheet)

    def direction(
        self,
        since: date | str,
        until: date | str,
        *,
        topic: str | None = None,
        jurisdiction: str | None = None,
        known_on: date | str | None = None,
    ) -> RegimeDirection:
        """Say which way a topic moved between two days: stricter or looser, and for whom.

        Args:
            since: The baseline.
            until: The day compared with it.
            topic: May be left out where facts are declared for one topic only.
            jurisdiction: The place asked about. Without it, each group of places that agree.
            known_on: As for :meth:`as_of`.

        Raises:
            DateError: A date is not in the strict form.
            QueryError: The dates are the wrong way round, no facts are declared for the topic,
                or the jurisdiction is no place.
            UnknownNameError: The topic is not recorded.

        Source:
            docs/explanation/directions.md.
        """
        from guidance.directions.regimes import compare_days

        sheet = self.sheet(topic)
        first, last = in_order(as_day(since), as_day(until))
        before, after = (
            self.as_of(day, topic=sheet.topic, jurisdiction=jurisdiction, known_on=known_on)
            for day in (first, last)
        )
        return replace(compare_days(before, after, sheet), _origin=after._origin)

    def evaluate(
        self,
        on: date | str,
        facts: Iterable[str] | Mapping[str, object],
        *,
        topic: str | None = None,
        jurisdiction: str | None = None,
        known_on: date | str | None = None,
    ) -> Ruling:
        """Say what the guidance makes of a person on a day: allowed, not allowed, undetermined.

        Args:
            on: The day.
            facts: What is known of the person, as texts (``"relapses=2/P24M"``,
                ``"new-mri-lesions=yes"``) or as a mapping from name to value (``True``, ``34``,
                ``"2/P24M"``). Everything else about them is open.
            topic: May be left out where facts are declared for one topic only.
            jurisdiction: The place asked about. Without it, each group of places that agree.
            known_on: As for :meth:`as_of`.

        Raises:
            DateError: A date or period is not in the strict form.
            QueryError: A fact cannot be read, the facts cannot all be true, or the jurisdiction
                is no place.
            UnknownNameError: A topic or fact is not recorded.
            UndecidedError: Too large to decide here.

        Source:
            docs/explanation/directions.md.
        """
        from guidance.directions.people import evaluate

        sheet = self.sheet(topic)
        person = read_facts(facts, sheet)
        answer = self.as_of(on, topic=sheet.topic, jurisdiction=jurisdiction, known_on=known_on)
        return replace(evaluate(answer, person, sheet), _origin=answer._origin)

    # -- for the other modules -----------------------------------------------------------------

    def __reduce__(self) -> tuple[object, ...]:
        records = (self.sources, self.versions, self.sheets)
        return _put_together, tuple(tuple(kind.values()) for kind in records)

    def _only(self, sources: Iterable[str]) -> Corpus:
        """Return what these sources alone make, as if no other were recorded."""
        kept = dict.fromkeys(sources)
        return _put_together(
            (self.sources[source] for source in kept),
            (version for version in self.versions.values() if version.source in kept),
            self.sheets.values(),
        )

    def _concerning(self, question: Question) -> Corpus:
        """Return the records that can bear on the answer to a question."""
        asked = set(self._sources_asked(question))
        kept = {name for family in self.families() if asked & {*family} for name in family}
        # What places are called, and what lies in them, may be declared by any source.
        kept |= {name for name, source in self.sources.items() if source.places}
        if len(kept) == len(self.sources):
            return self
        return self._only(name for name in self.sources if name in kept)

    def _changes(self, asked: Question, since: date) -> ChangeReport:
        """What changed after a day, and up to that of a question."""
        return self._finder(asked).report(since, asked.on)

    def _learnt(self, asked: Question, since: date) -> tuple[Change, ...]:
        """What became known after a day, and by that of a question, about that day."""
        return self._finder(asked).learnt(since, asked.known_on or asked.on)

    def _finder(self, asked: Question) -> ChangeFinder:
        from guidance.changes.days import ChangeFinder

        refs = self._refs_asked(asked)
        return ChangeFinder(self._states_on(asked.known_on), asked, refs, self._states_on)


def _put_together(
    sources: Iterable[Source], versions: Iterable[Version], sheets: Iterable[FactSheet]
) -> Corpus:
    """Records that were pickled; what they said of sources left out leads nowhere, as before."""
    return Corpus(resolve(sources, versions, sheets, ignore_absent_sources=True))
