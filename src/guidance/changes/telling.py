"""Since when a change has been told as it reads now: the day from which it was known so.

A change may be known before its day, or long after; and what is recorded later may change what is
said of it. The answer is found by asking for the same changes by what was known on earlier days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from guidance.answers.question import Question
from guidance.changes.days import ChangeFinder, Knowledge, bare
from guidance.changes.ids import ChangeId
from guidance.changes.model import Change
from guidance.resolution.registry import Registry, Statement


@dataclass
class FirstTold:
    """Asks since when changes of some provisions have been told as they read.

    Attributes:
        registry: Where the records are.
        known: What was known on a day.
        until: The last day of the changes.
    """

    registry: Registry
    known: Knowledge
    until: date

    def days(self, changes: Iterable[Change]) -> dict[str, date]:
        """The day since which each step has been told so, by its key; none where that is open.

        What tells of dates and of records is told when it is published.
        """
        told_on: dict[str, date] = {}
        waiting: dict[str, dict[str, Change]] = {}
        for change in changes:
            if change.ref in self.registry.statements:
                waiting.setdefault(change.ref, {})[change.key] = _as_read(change)
            elif (published := self._published(change.authority)) is not None:
                told_on[change.key] = published
        for day, refs in self._days_of(waiting, told_on):
            states = self.known(day)
            question = Question(self.until, known_on=day)
            for ref in refs:
                own = waiting[ref]
                if not own:
                    continue
                report = ChangeFinder(states, question, (ref,)).report(date.min, self.until)
                told = {
                    change.key: _as_read(change) for step in report.steps for change in step.changes
                }
                waiting[ref] = {
                    key: change for key, change in own.items() if told.get(key) == change
                }
                told_on.update(dict.fromkeys(waiting[ref], day))
        return told_on

    def _days_of(
        self, waiting: Mapping[str, Mapping[str, Change]], told_on: dict[str, date]
    ) -> list[tuple[date, list[str]]]:
        """The days to ask for, the newest first, each with the provisions concerned.

        On the newest day of a provision all is known: it is what its changes start from.
        """
        by_day: dict[date, list[str]] = {}
        for ref, changes in waiting.items():
            published = {self._published(version) for version in self._versions(ref)}
            days = sorted(day for day in published if day is not None)
            if days:
                told_on.update(dict.fromkeys(changes, days.pop()))
            for day in days:
                by_day.setdefault(day, []).append(ref)
        return sorted(by_day.items(), reverse=True)

    def _published(self, version: str | None) -> date | None:
        if version is None:
            return None
        published = self.registry.versions[version].published
        return published.latest or published.earliest

    def _versions(self, ref: str) -> Iterator[str]:
        registry = self.registry
        own = registry.statements[ref]
        links = {target for statement in own for target in _targets(statement)}
        links |= {statement.ref for statement in registry.replaced_by.get(ref, ())}
        links |= set(registry.displaced_by.get(ref, ()))
        for other in (ref, *sorted(links & registry.statements.keys(), key=registry.places.of)):
            events: set[str] = set()
            for statement in registry.statements[other]:
                yield statement.version
                events |= {statement.start, statement.until or ""}
            for act in registry.acts.get(other, ()):
                yield act.version
                events |= {act.start, act.until or ""}
            for event in events:
                yield from self._dated_by(event)

    def _dated_by(self, event: str) -> Iterator[str]:
        registry = self.registry
        yield from (dating.version for dating in registry.datings.get(event, ()))
        yield from (telling.version for telling in registry.tellings.get(event, ()))
        named = registry.events.get(event)
        if named is not None and named.after is not None:
            yield from self._dated_by(named.after[0])


_WITH_EVENT = (ChangeId.UNSETTLED, ChangeId.STILL_UNSETTLED, ChangeId.SETTLED)


def _as_read(change: Change) -> Change:
    """A change by what people read of it: the day that it hangs on only where that is open."""
    plain = bare(change)._replace(where=change.where)
    return plain if change.id in _WITH_EVENT else plain._replace(event=None)


def _targets(statement: Statement) -> Iterable[str]:
    said = statement.provision
    return (*said.replaces, *said.restates, *said.displaces)
