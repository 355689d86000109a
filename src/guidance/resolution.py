"""From loose records to a registry: every reference resolved, every fault found.

Faults carry the record and the path of the field; :mod:`guidance.files` adds file and line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from guidance.criteria import Condition, FactSheet
from guidance.dates import ImpreciseDate, parse_day
from guidance.errors import DateError, RecordFault, RecordsError, nearest
from guidance.logic import check_condition, check_sheet
from guidance.records import (
    Application,
    Cancels,
    Corrects,
    FixesDate,
    MovesDate,
    Provision,
    RelativeDate,
    Source,
    Suspends,
    Version,
)
from guidance.registry import Act, Dating, NamedDay, Registry, Statement, source_of

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_LINKS = ("replaces", "displaces", "restates", "narrows", "tension", "reports")
_Path = tuple[str | int, ...]
_R = TypeVar("_R")
_A = TypeVar("_A", Act, Dating)


def resolve(
    sources: Iterable[Source],
    versions: Iterable[Version],
    sheets: Iterable[FactSheet] = (),
    *,
    ignore_absent_sources: bool = False,
) -> Registry:
    """Resolve all references.

    Args:
        sources: The sources; each id once.
        versions: Their versions, in any order.
        sheets: Fact sheets; each topic once.
        ignore_absent_sources: Let references to sources that are not there lead nowhere, for the
            answer that a part of the records supports alone.

    Raises:
        RecordsError: With every fault found.
    """
    resolver = _Resolver(ignore_absent_sources)
    registry = resolver.run(tuple(sources), tuple(versions), tuple(sheets))
    if resolver.faults:
        raise RecordsError(resolver.faults)
    return registry


@dataclass(slots=True)
class _Draft:
    """A statement while the versions that hold it are still being counted."""

    provision: Provision
    versions: list[str]
    start: str | None
    until: str | None
    jurisdictions: tuple[str, ...]
    dropped_by: tuple[tuple[str, str], ...] = ()

    def says_the_same_as(self, other: _Draft) -> bool:
        """Whether a restatement changes nothing, the day of publication apart."""
        return (
            (self.provision is other.provision or self.provision == other.provision)
            and self.start == other.start
            and self.until == other.until
            and self.jurisdictions == other.jurisdictions
        )

    def finished(self, ref: str, place: int) -> Statement:
        """The statement; without a stated start it applies from its first publication."""
        return Statement(
            ref=ref,
            provision=self.provision,
            versions=tuple(self.versions),
            start=self.start or self.versions[0],
            starts_with_publication=self.start is None,
            until=self.until,
            jurisdictions=self.jurisdictions,
            place_in_chain=place,
            dropped_by=self.dropped_by,
        )


class _Resolver:
    """One run of :func:`resolve`: the steps in order, and the faults on the way."""

    def __init__(self, ignore_absent_sources: bool) -> None:
        self.faults: list[RecordFault] = []
        self.lenient = ignore_absent_sources
        self.registry: Registry

    def run(
        self, sources: Sequence[Source], versions: Sequence[Version], sheets: Sequence[FactSheet]
    ) -> Registry:
        """Resolve step by step; a later step relies on the earlier ones."""
        by_id = self._unique(sources, lambda s: s.source, "source")
        by_topic = self._unique(sheets, lambda s: f"facts/{s.topic}", "topic")
        by_ref = self._unique(versions, lambda v: v.ref, "version")
        for version in versions:
            if version.source not in by_id:
                self._unknown(version.ref, ("source",), "source", version.source, by_id)
                by_ref.pop(version.ref, None)
        self.registry = Registry(
            sources=MappingProxyType(by_id),
            versions=MappingProxyType(by_ref),
            sheets=MappingProxyType({s.topic: s for s in by_topic.values()}),
        )
        self._order_versions()
        self._declare_events()
        if not self.faults:
            self._collect_statements()
            self._link_provisions()
            self._link_amendments()
            self._check_cycles()
            self._check_criteria()
        if not self.faults:
            self._check_days()
        return self.registry

    # -- faults --------------------------------------------------------------------------------

    def _fault(self, record: str, path: _Path, problem: str, mend: str) -> None:
        self.faults.append(RecordFault(problem, mend, path=path, record=record))

    def _unknown(
        self, record: str, path: _Path, kind: str, name: str, known: Iterable[str]
    ) -> None:
        close = nearest(name, known)
        mend = f"did you mean {' or '.join(close)}?" if close else f"record that {kind} first"
        self._fault(record, path, f"no {kind} {name} is recorded", mend)

    def _unique(self, records: Sequence[_R], key: Callable[[_R], str], kind: str) -> dict[str, _R]:
        found: dict[str, _R] = {}
        for record in records:
            name = key(record)
            if name in found:
                self._fault(name, (kind,), f"{name} is recorded twice", "keep one of the two")
            found[name] = record
        return dict(sorted(found.items()))

    def _is_absent(self, ref: str) -> bool:
        return self.lenient and source_of(ref) not in self.registry.sources

    # -- versions ------------------------------------------------------------------------------

    def _order_versions(self) -> None:
        registry = self.registry
        before: dict[str, set[str]] = defaultdict(set)
        for ref, version in registry.versions.items():
            for field, others in (("after", version.after), ("before", version.before)):
                for index, other in enumerate(others):
                    if other not in registry.versions:
                        if not self._is_absent(other):
                            self._unknown(ref, (field, index), "version", other, registry.versions)
                        continue
                    first, second = (other, ref) if field == "after" else (ref, other)
                    before[second].add(first)
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            loop = error.args[1]
            problem = "stated order goes in a circle: " + " before ".join(loop)
            self._fault(loop[0], ("after",), problem, "take one of them out")
            return
        by_source: dict[str, list[str]] = {source: [] for source in registry.sources}
        for ref, version in registry.versions.items():
            by_source[version.source].append(ref)
        pairs = {(first, second) for second, firsts in before.items() for first in firsts}
        for source, refs in by_source.items():
            ordered, overlaps = self._order_of(refs, before)
            registry.order[source] = ordered
            registry.rank.update({ref: place for place, ref in enumerate(ordered)})
            pairs.update(overlaps)
            for first, second in pairwise(ordered):
                if before:
                    before[second].add(first)
        for first, second in sorted(pairs):
            for ref in (first, second):
                registry.orders[ref] = (*registry.orders.get(ref, ()), (first, second, 0))
        if before:
            try:
                in_order = tuple(TopologicalSorter(before).static_order())
            except CycleError as error:
                loop = error.args[1]
                problem = "stated order and dates go in a circle: " + " before ".join(loop)
                self._fault(min(loop), ("published",), problem, "mend the stated order or a date")
                return
            for ref in in_order:
                firsts = before[ref]
                registry.earlier[ref] = frozenset(firsts).union(
                    *(registry.earlier[first] for first in firsts)
                )
                for first in sorted(registry.earlier[ref]):
                    self._check_order(first, ref)

    def _check_order(self, first: str, second: str) -> None:
        one, two = (self.registry.versions[ref].published for ref in (first, second))
        if one.earliest and two.latest and one.earliest > two.latest:
            problem = f"{first} is stated to come before {second} and is dated {one}, after {two}"
            self._fault(second, ("published",), problem, "mend the stated order or a date")

    def _order_of(
        self, refs: Sequence[str], before: dict[str, set[str]]
    ) -> tuple[tuple[str, ...], set[tuple[str, str]]]:
        """Order the versions of one source; also the neighbours whose dates overlap."""
        versions = self.registry.versions

        def window(ref: str) -> tuple[int, int]:
            published = versions[ref].published
            return (
                published.earliest.toordinal() if published.earliest else 0,
                published.latest.toordinal() if published.latest else 10**7,
            )

        by_date = sorted(refs, key=window)
        inside = {ref: {b for b in before.get(ref, ()) if b in refs} for ref in by_date}
        if any(inside.values()):
            for second in by_date:
                inside[second] |= {r for r in by_date if window(r)[1] < window(second)[0]}
            sorter = TopologicalSorter(inside)
            try:
                sorter.prepare()
            except CycleError:
                # The caller reports it, where the orders of all sources come together.
                return tuple(by_date), set()
            ordered: list[str] = []
            while sorter.is_active():
                ready = sorted(sorter.get_ready(), key=window)
                ordered += ready
                sorter.done(*ready)
        else:
            ordered = by_date
        overlaps: set[tuple[str, str]] = set()
        for first, second in pairwise(ordered):
            if window(first)[1] >= window(second)[0]:
                overlaps.add((first, second))
                if first not in inside[second]:
                    problem = (
                        f"its date {versions[second].published} does not tell whether it came"
                        f" after {first}, dated {versions[first].published}"
                    )
                    mend = f"state the order, for example after: [{first}]"
                    self._fault(second, ("published",), problem, mend)
        return tuple(ordered), overlaps

    # -- events --------------------------------------------------------------------------------

    def _declare_events(self) -> None:
        registry = self.registry
        for ref, version in registry.versions.items():
            registry.events[ref] = NamedDay(
                ref,
                f"“{version.document.title}” was published",
                version.published,
                "recorded",
                ref,
                is_publication=True,
                past=f"“{version.document.title}” had been published",
            )
        for source, order in registry.order.items():
            for ref in order:
                for name, event in registry.versions[ref].events.items():
                    key = f"{source}@{name}"
                    path = ("events", name)
                    if key in registry.versions:
                        problem = f"{name} is also the name of a version of {source}"
                        self._fault(ref, path, problem, "rename the event")
                        continue
                    known = registry.events.get(key)
                    if known is not None and known.version is not None:
                        if registry.versions[known.version].events[name] != event:
                            problem = f"{name} is declared in {known.version} with another content"
                            mend = "refer to it, and amend its date with fixes-date or moves-date"
                            self._fault(ref, path, problem, mend)
                        continue
                    relative = event.date if isinstance(event.date, RelativeDate) else None
                    exact = event.date if isinstance(event.date, ImpreciseDate) else None
                    after = (
                        (self._full(source, relative.after), relative.period) if relative else None
                    )
                    registry.events[key] = NamedDay(
                        key, event.label, exact, event.certainty, ref, after, past=event.past
                    )
        for named in tuple(registry.events.values()):
            if named.after is not None and named.version is not None:
                where = ("events", named.key.partition("@")[2], "date", "after")
                self._event_key(named.version, where, named.after[0])
        graph = {e.key: {e.after[0]} for e in registry.events.values() if e.after}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            loop = error.args[1]
            record = registry.events[loop[0]].version or ""
            problem = "dates depend on each other in a circle: " + " after ".join(loop)
            circle = ("events", loop[0].partition("@")[2], "date")
            self._fault(record, circle, problem, "give one of them a date of its own")

    @staticmethod
    def _full(source: str, name: str) -> str:
        return name if "@" in name or _DAY.match(name) else f"{source}@{name}"

    def _event_key(self, record: str, path: _Path, name: str) -> str:
        """Resolve an event, a publication or an exact day; report it where there is none."""
        events = self.registry.events
        key = self._full(source_of(record), name)
        if key in events:
            return key
        if _DAY.match(name):
            try:
                day = parse_day(name)
            except DateError as error:
                self._fault(record, path, error.problem, error.mend)
                return key
            label = f"the day {name}"
            events[key] = NamedDay(key, label, ImpreciseDate.between(day, day), "recorded", None)
        elif self._is_absent(key):
            events[key] = NamedDay(key, f"{key} (not among these records)", None, "recorded", None)
        elif re.match(r"\d{4}(-\d{2})?\Z", name):
            problem = f"{name} is not one exact day"
            mend = "declare an event with this date, so that it is one unknown day for all"
            self._fault(record, path, problem, mend)
        else:
            self._unknown(record, path, "event", key, (e for e in events if not _DAY.match(e)))
        return key

    # -- statements ----------------------------------------------------------------------------

    def _collect_statements(self) -> None:
        registry = self.registry
        for source, order in registry.order.items():
            chains: dict[str, list[_Draft]] = {}
            stated: dict[str, _Draft] = {}
            for ref in order:
                version = registry.versions[ref]
                if version.extent == "whole":
                    event = self._when(version, None, "from_", ("applies", "from")) or ref
                    for gone in chains.keys() - version.provisions.keys():
                        stated.pop(gone, None)
                        for draft in chains[gone]:
                            draft.dropped_by = (*draft.dropped_by, (ref, event))
                for name, provision in version.provisions.items():
                    draft = self._draft(version, name, provision)
                    last = stated.get(name)
                    if last is not None and last.says_the_same_as(draft):
                        last.versions.append(ref)
                        continue
                    chains.setdefault(name, []).append(draft)
                    stated[name] = draft
            for name in sorted(chains):
                ref = f"{source}#{name}"
                registry.statements[ref] = tuple(
                    draft.finished(ref, place) for place, draft in enumerate(chains[name])
                )
            registry.refs[source] = tuple(f"{source}#{name}" for name in sorted(chains))

    def _draft(self, version: Version, name: str, provision: Provision) -> _Draft:
        path = ("provisions", name, "applies")
        return _Draft(
            provision,
            [version.ref],
            self._when(version, provision.applies, "from_", (*path, "from")),
            self._when(version, provision.applies, "until", (*path, "until")),
            provision.jurisdictions or version.jurisdictions,
        )

    def _when(
        self, version: Version, own: Application | None, field: str, path: _Path
    ) -> str | None:
        for application, where in ((own, path), (version.applies, ("applies", path[-1]))):
            name = getattr(application, field) if application else None
            if name is not None:
                return self._event_key(version.ref, where, name)
        return None

    # -- links ---------------------------------------------------------------------------------

    def _link_provisions(self) -> None:
        registry = self.registry
        replaced: dict[str, list[Statement]] = defaultdict(list)
        displaced: dict[str, list[str]] = defaultdict(list)
        for ref, chain in registry.statements.items():
            for statement in chain:
                for field in _LINKS:
                    for index, target in enumerate(getattr(statement.provision, field)):
                        path = ("provisions", ref.partition("#")[2], field, index)
                        if not self._has_provision(statement.version, path, target):
                            continue
                        if target == ref:
                            problem = f"{ref} names itself"
                            mend = "a later version of the same provision needs no link"
                            self._fault(statement.version, path, problem, mend)
                        elif field == "replaces":
                            replaced[target].append(statement)
                            self._check_published(statement.version, path, target)
                        elif field == "displaces" and ref not in displaced[target]:
                            displaced[target].append(ref)
        registry.replaced_by = {ref: tuple(found) for ref, found in replaced.items()}
        registry.displaced_by = {ref: tuple(found) for ref, found in displaced.items()}

    def _has_provision(self, record: str, path: _Path, target: str) -> bool:
        if target in self.registry.statements:
            return True
        if not self._is_absent(target):
            self._unknown(record, path, "provision", target, self.registry.statements)
        return False

    def _check_published(self, record: str, path: _Path, target: str) -> None:
        first = self.registry.statements[target][0].version
        if self.registry.published_by_then(first, record) is False:
            problem = f"{target} was first stated in {first}, after this version"
            self._fault(record, path, problem, "an act reaches only what was published before it")

    def _link_amendments(self) -> None:
        registry = self.registry
        acts: dict[str, list[Act]] = defaultdict(list)
        datings: dict[str, list[Dating]] = defaultdict(list)
        for record, version in registry.versions.items():
            for index, amendment in enumerate(version.amendments):
                path = ("amendments", index)
                if isinstance(amendment, FixesDate | MovesDate | Cancels):
                    key = self._event_key(record, (*path, "event"), amendment.event)
                    datings[key].append(Dating(amendment, record, path))
                elif isinstance(amendment, Corrects):
                    if self._has_provision(record, (*path, "provision"), amendment.provision):
                        self._check_published(record, (*path, "provision"), amendment.provision)
                        acts[amendment.provision].append(self._correction(amendment, version, path))
                else:
                    own = Application(from_=amendment.from_)
                    start = self._when(version, own, "from_", (*path, "from")) or record
                    until = None
                    if isinstance(amendment, Suspends) and amendment.until:
                        until = self._event_key(record, (*path, "until"), amendment.until)
                    for place, target in enumerate(amendment.provisions):
                        for ref in self._targets(record, (*path, "provisions", place), target):
                            acts[ref].append(Act(amendment, record, start, until, path))
        for key, found in datings.items():
            self._order_datings(key, found)
        registry.acts = {ref: tuple(self._by_publication(found)) for ref, found in acts.items()}
        for ref, in_order in registry.acts.items():
            corrections = [act for act in in_order if isinstance(act.amendment, Corrects)]
            self._check_order_told(ref, "corrected", corrections, "provision")

    def _correction(self, amendment: Corrects, version: Version, path: _Path) -> Act:
        applies = amendment.set.applies
        source = source_of(amendment.provision)
        start, until = "", None
        if applies is not None:
            where = (*path, "set", "applies")
            if applies.from_:
                name = self._full(source, applies.from_)
                start = self._event_key(version.ref, (*where, "from"), name)
            if applies.until:
                name = self._full(source, applies.until)
                until = self._event_key(version.ref, (*where, "until"), name)
        return Act(amendment, version.ref, start, until, path)

    def _targets(self, record: str, path: _Path, target: str) -> tuple[str, ...]:
        registry = self.registry
        if "#" in target:
            if not self._has_provision(record, path, target):
                return ()
            self._check_published(record, path, target)
            return (target,)
        if target in registry.refs:
            return registry.refs[target]
        if not self._is_absent(target):
            self._unknown(record, path, "source", target, registry.sources)
        return ()

    def _order_datings(self, key: str, found: list[Dating]) -> None:
        registry = self.registry
        event = registry.events.get(key)
        if event is None:
            return
        ordered = self._by_publication(found)
        self._check_order_told(key, "dated", ordered, "event")
        if event.version is None and not self._is_absent(key):
            for dating in ordered:
                problem = f"{key} is a bare day and cannot be amended"
                self._fault(dating.version, (*dating.path, "event"), problem, "declare an event")
        if event.is_publication:
            for dating in ordered:
                if not isinstance(dating.amendment, FixesDate):
                    problem = f"{key} is a publication, which cannot be moved or cancelled"
                    mend = "only fixes-date goes with a publication"
                    self._fault(dating.version, (*dating.path, "event"), problem, mend)
        registry.datings[key] = tuple(ordered)

    def _by_publication(self, found: Sequence[_A]) -> list[_A]:
        """Order what versions do by their publication, as far as it can be told."""

        def is_before(first: str, second: str) -> bool:
            told = self.registry.published_by_then
            return told(first, second) is True and told(second, first) is not True

        return sorted(
            found,
            key=lambda act: (
                sum(is_before(other.version, act.version) for other in found),
                _earliest(self.registry.versions[act.version]),
                act.version,
            ),
        )

    def _check_order_told(
        self, name: str, done: str, ordered: Sequence[Act | Dating], field: str
    ) -> None:
        """Refuse two acts of which the last counts, where it cannot be told which that is."""
        for first, second in pairwise(ordered):
            known = self.registry.published_by_then(first.version, second.version)
            back = self.registry.published_by_then(second.version, first.version)
            if first.version == second.version or known is not True or back is True:
                problem = f"{name} is also {done} by {first.version}, and the order cannot be told"
                mend = f"state the order of the versions, for example after: [{first.version}]"
                self._fault(second.version, (*second.path, field), problem, mend)

    # -- checks --------------------------------------------------------------------------------

    def _check_cycles(self) -> None:
        registry = self.registry
        for field in ("replaces", "displaces"):
            graph = {
                ref: {
                    target for statement in chain for target in getattr(statement.provision, field)
                }
                for ref, chain in registry.statements.items()
            }
            try:
                TopologicalSorter(
                    {ref: targets for ref, targets in graph.items() if targets}
                ).prepare()
            except CycleError as error:
                loop = error.args[1]
                record = registry.statements[loop[0]][0].version
                path = ("provisions", loop[0].partition("#")[2], field)
                problem = f"{field} goes in a circle: " + " - ".join(loop)
                self._fault(record, path, problem, "take one of them out")

    def _check_criteria(self) -> None:
        """Check fact sheets, and every condition against the facts of its topic."""
        registry = self.registry
        sound = {}
        for topic, sheet in registry.sheets.items():
            faults = list(check_sheet(sheet))
            for fault in faults:
                fault.record = f"facts/{topic}"
            self.faults += faults
            if not faults:
                sound[topic] = sheet
        for chain in registry.statements.values():
            for statement in chain:
                name = statement.ref.partition("#")[2]
                topics = registry.topics_of(statement)
                for path, condition in _conditions(statement.provision):
                    where = ("provisions", name, *path)
                    known = [topic for topic in topics if topic in registry.sheets]
                    if not known:
                        problem = f"no facts are declared for {' or '.join(topics)}"
                        self._fault(statement.version, where, problem, "add a file under facts/")
                    elif known[0] in sound:
                        self.faults += check_condition(
                            condition, sound[known[0]], where, statement.version
                        )

        dated_by = {
            key: {dating.version for dating in datings}
            for key, datings in registry.datings.items()
            if key in registry.versions
        }
        try:
            TopologicalSorter(dated_by).prepare()
        except CycleError as error:
            loop = error.args[1]
            problem = "publications date each other in a circle: " + " - ".join(loop)
            self._fault(loop[0], ("amendments",), problem, "take one of them out")

    def _check_days(self) -> None:
        registry = self.registry
        for chain in registry.statements.values():
            for statement in chain:
                if statement.until is not None:
                    path = ("provisions", statement.ref.partition("#")[2], "applies", "until")
                    self._check_span(statement.version, path, statement.start, statement.until)
        for acts in registry.acts.values():
            for act in acts:
                if act.until is not None and act.start:
                    self._check_span(act.version, (*act.path, "until"), act.start, act.until)
        for key, datings in registry.datings.items():
            known = registry.events[key].date
            for dating in datings:
                self._check_dating(key, known, dating)
                if not isinstance(dating.amendment, Cancels):
                    known = dating.amendment.date

    def _check_span(self, record: str, path: _Path, start: str, until: str) -> None:
        if start == until:
            self._fault(record, path, f"starts and ends with {start}", "name a later end")
            return
        first, last = (self.registry.events[key].date for key in (start, until))
        if first and last and first.earliest and last.latest and last.latest <= first.earliest:
            problem = f"ends ({last}) before it starts ({first})"
            mend = "swap the two, or name a later end (the day it stops, itself excluded)"
            self._fault(record, path, problem, mend)

    def _check_dating(self, key: str, known: ImpreciseDate | None, dating: Dating) -> None:
        amendment, path = dating.amendment, dating.path
        if known is None:
            return
        if isinstance(amendment, FixesDate) and not known.contains(amendment.date):
            problem = f"{amendment.date} lies outside {known}, the date known before"
            self._fault(dating.version, (*path, "date"), problem, "if it was moved, use moves-date")
        published = self.registry.versions[dating.version].published
        if (
            isinstance(amendment, Cancels)
            and known.latest
            and published.earliest
            and known.latest < published.earliest
        ):
            problem = f"{key} had happened ({known}) before this was published ({published})"
            self._fault(dating.version, (*path, "event"), problem, "use ends for what it started")


def _earliest(version: Version) -> str:
    return version.published.earliest.isoformat() if version.published.earliest else ""


def _conditions(provision: Provision) -> Iterator[tuple[_Path, Condition]]:
    if provision.criteria is not None:
        yield ("criteria",), provision.criteria
    if provision.population is not None and provision.population.when is not None:
        yield ("population", "when"), provision.population.when
