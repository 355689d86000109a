"""A corpus that answers from an index: nothing is parsed, and little is worked out.

Answers, histories and changes are read as they were worked out, by all records and as known on a
day. Worked out of the records in the index are the changes of provisions of which what is told
hangs on what is asked; the cases of what cannot be settled; and what was known on days on which it
was open whether a version had been published. That is done for the sources alone that have to do
with the question: no record of one family changes an answer about another.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from guidance.answers.answer import Answer, Question, Span
from guidance.answers.answering import TextOverTime
from guidance.answers.listings import Listing, listing
from guidance.answers.states import States, stretches_of
from guidance.answers.values import Origin
from guidance.corpus import Corpus
from guidance.engine.collector import collector_paused
from guidance.errors import check_name
from guidance.index.codec import ValueReader
from guidance.index.store import IndexFile
from guidance.index.stored import StoredAnswers
from guidance.records.criteria import FactSheet
from guidance.records.dates import known_day
from guidance.records.gazetteer import Gazetteer
from guidance.records.model import Source, Version
from guidance.resolution import resolve
from guidance.resolution.registry import Registry, source_of

if TYPE_CHECKING:
    from guidance.changes.days import ChangeFinder
    from guidance.changes.model import Change, ChangeReport
    from guidance.index.changing import KeptChanges, StoredChanges
    from guidance.upkeep.discrepancies import Discrepancy

_KEPT_PARTS = 16
_KEPT_KNOWLEDGE = 16


class IndexedCorpus(Corpus):
    """A corpus read from an index file; equal to the corpus that the index was made of."""

    def __init__(self, store: IndexFile) -> None:
        super().__init__(self._resolved)
        self._store = store
        self._parts: OrderedDict[frozenset[str], Corpus] = OrderedDict()
        self._reader = ValueReader()
        self._knowledge: OrderedDict[date, StoredAnswers] = OrderedDict()
        self._stored = StoredAnswers(store, self._reader, self._states_of)

    # -- what is recorded ----------------------------------------------------------------------

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return self._store.sources

    @property
    def versions(self) -> Mapping[str, Version]:
        """The versions by reference."""
        return self._store.versions

    @property
    def sheets(self) -> Mapping[str, FactSheet]:
        """The fact sheets by topic."""
        return self._store.sheets

    @cached_property
    def fingerprint(self) -> str:
        """What is recorded, as for any corpus."""
        return str(self._store.said("fingerprint"))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of provision, sorted."""
        return tuple(self._store.said("kinds"))

    @cached_property
    def provisions(self) -> tuple[str, ...]:
        """The references of all provisions, source by source in the order of their documents."""
        return tuple(ref for ref, _ in self._store.ordered("provision"))

    @cached_property
    def events(self) -> tuple[str, ...]:
        """The references of all events that the records declare, sorted."""
        return tuple(self._store.said("events"))

    def title(self, ref: str) -> str:
        """What people call a provision, a version, a source or an event."""
        return self._store.title(ref)

    def families(self) -> tuple[tuple[str, ...], ...]:
        """Divide the sources into those that have to do with each other."""
        members: dict[int, list[str]] = {}
        for source, family in self._store.family_of.items():
            members.setdefault(family, []).append(source)
        return tuple(tuple(members[family]) for family in sorted(members))

    def days_of_knowledge(self, *days: date | str) -> tuple[date, ...]:
        """Return the days from which something else is known, oldest first."""
        if days:
            return super().days_of_knowledge(*days)
        return tuple(date.fromordinal(day) for day in self._store.said("known"))

    @cached_property
    def _by_topic(self) -> dict[str, tuple[str, ...]]:
        return {topic: tuple(names) for topic, names in self._store.said("topics").items()}

    @property
    def _gazetteer(self) -> Gazetteer:
        return self._stored.gazetteer

    # -- questions -----------------------------------------------------------------------------

    def history(self, ref: str, *, known_on: date | str | None = None) -> Listing[Span]:
        """Return the states of a provision one after the other, for each part of its territory.

        Raises:
            UnknownNameError: The provision is not recorded.
        """
        day = known_day(known_on)
        check_name("provision", ref, self.provisions)
        spans = [
            span
            for history in self._texts_over_time(ref, day)
            for span in stretches_of([(told.first, told.entry) for told in history])
        ]
        return listing(spans, "history", self, ref=ref, known_on=day)

    def discrepancies(self, *, topic: str | None = None) -> Listing[Discrepancy]:
        """Say where a source differs from the act that it reports, and where days differ.

        Worked out of the records, where there is any.

        Raises:
            UnknownNameError: The topic is not recorded.
        """
        if self._store.said("differing"):
            return super().discrepancies(topic=topic)
        check_name("topic", topic, self.topics)
        return listing((), "discrepancies", self, topic=topic)

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    # -- for the other modules -----------------------------------------------------------------

    def _sources_asked(self, question: Question) -> tuple[str, ...]:
        if question.sources is not None:
            return self._store.names_of(question.sources)
        return super()._sources_asked(question)

    def _answer(self, question: Question) -> Answer:
        stored, origin = self._as_known(question.known_on), Origin(self, question)
        return Answer(question, stored, self._sources_asked(question), origin)

    def _as_known(self, known_on: date | None) -> StoredAnswers:
        """What answers are read from as known on a day; the last few are kept."""
        if known_on is None:
            return self._stored
        stored = self._knowledge.get(known_on)
        if stored is None:
            worked_out = partial(self._states_of, known_on=known_on)
            stored = StoredAnswers(self._store, self._reader, worked_out, known_on)
            self._knowledge[known_on] = stored
            if len(self._knowledge) > _KEPT_KNOWLEDGE:
                self._knowledge.popitem(last=False)
        return stored

    def _texts_over_time(self, ref: str, known_on: date | None) -> list[list[TextOverTime]]:
        return self._as_known(known_on).histories(ref)

    def _refs_with(self, words: tuple[str, ...]) -> set[str]:
        self._store.see("word")
        query = "SELECT ref FROM word WHERE word = ?"
        holding = [{ref for (ref,) in self._store.rows(query, [word])} for word in words]
        return set.intersection(*holding)

    def _refs_on(self, topic: str | None, source: str | None) -> set[str]:
        if topic is None:
            names = {source} if source is not None else {*self.sources}
            return {ref for ref in self.provisions if source_of(ref) in names}
        return super()._refs_on(topic, source)

    def _only(self, sources: Iterable[str]) -> Corpus:
        kept = tuple(dict.fromkeys(sources))
        return Corpus(lambda: self._resolve(kept))

    @collector_paused()
    def _changes(self, asked: Question, since: date) -> ChangeReport:
        from guidance.changes.days import as_steps, in_order
        from guidance.changes.model import ChangeReport
        from guidance.index.changing import once

        low, high = since.toordinal(), asked.on.toordinal()
        stored, sources = self._as_known(asked.known_on), self._sources_asked(asked)
        kept = self._kept_changes(stored, asked, filter(stored.is_kept, sources))
        unkept = {*kept.happened(low, high)}
        for source in sources:
            if not stored.is_kept(source):
                unkept |= self._refs_on(None, source)
        spans = kept.steps(low, high)
        told, open_refs = kept.net(low, high)
        open_refs |= unkept
        if unkept:
            for span, changes in self._finder_of(asked, unkept, open_refs).steps(low, high).items():
                spans[span] = once([*spans.get(span, ()), *changes])
        if open_refs:
            finder = self._finder_of(asked, open_refs)
            told += ((finder.order(change), change) for change in finder.net(since, asked.on))
        return ChangeReport(
            since,
            asked.on,
            asked.known_on,
            as_steps(spans),
            in_order(told),
            asked.topic,
            lambda: self._learnt(asked, since),
        )

    @collector_paused()
    def _learnt(self, asked: Question, since: date) -> tuple[Change, ...]:
        known_on = asked.known_on or asked.on
        if known_on <= since:
            return ()
        low, high = since.toordinal(), known_on.toordinal()
        was, now = self._as_known(since), self._as_known(known_on)
        sources, refs = self._sources_asked(asked), set[str]()
        before, after = (self._kept_changes(then, asked, sources) for then in (was, now))
        for source in sources:
            touched = {*self._kept.turns(source).learnt(low, high)}
            if touched and was.is_kept(source) and now.is_kept(source):
                touched -= {*before.unlearnt(after, source, touched, low)}
            refs |= touched
        return self._finder_of(asked, refs).learnt(since, known_on) if refs else ()

    @cached_property
    def _kept(self) -> KeptChanges:
        from guidance.index.changing import KeptChanges

        return KeptChanges(self._store)

    def _kept_changes(
        self, stored: StoredAnswers, asked: Question, sources: Iterable[str]
    ) -> StoredChanges:
        from guidance.index.changing import StoredChanges

        return StoredChanges(self._kept, stored, asked, sources)

    def _finder_of(
        self, asked: Question, refs: set[str], among: set[str] | None = None
    ) -> ChangeFinder:
        """What finds the changes of some provisions, in the records of their families alone.

        Or in those of the families of more: records are resolved once.
        """
        from guidance.changes.days import ChangeFinder

        part = self._of(frozenset(map(source_of, among or refs)))
        listed = (ref for own in part._registry.refs.values() for ref in own if ref in refs)
        return ChangeFinder(part._states_on(asked.known_on), asked, tuple(listed), part._states_on)

    def _states_of(self, sources: frozenset[str], known_on: date | None = None) -> States:
        return self._of(sources)._states_on(known_on)

    def _of(self, sources: frozenset[str]) -> Corpus:
        """The corpus of the families of some sources; the last few are kept."""
        family_of = self._store.family_of
        families = {family_of[source] for source in sources}
        kept = frozenset(name for name, family in family_of.items() if family in families)
        if len(kept) == len(family_of):
            return self
        part = self._parts.get(kept)
        if part is None:
            # What places are called, and what lies in them, may be declared by any source.
            part = self._parts[kept] = self._only(kept | {*self._store.said("placing")})
            if len(self._parts) > _KEPT_PARTS:
                self._parts.popitem(last=False)
        return part

    def _resolved(self) -> Registry:
        return self._resolve(tuple(self.sources))

    @collector_paused()
    def _resolve(self, sources: tuple[str, ...]) -> Registry:
        kept = [source for source in self.sources if source in sources]
        return resolve(
            [self.sources[source] for source in kept],
            self._store.versions_of(kept),
            self.sheets.values(),
            ignore_absent_sources=True,
        )
