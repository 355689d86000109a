"""Since when a change has been told as it reads now: the day from which it was known so.

A change may be known before its day, or long after; and what is recorded later may change what is
said of it. The answer is found by asking for the same changes by what was known on earlier days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
    _days: dict[str, tuple[date, ...]] = field(default_factory=dict)
    _told: dict[tuple[str, date], dict[str, Change]] = field(default_factory=dict)

    def since(self, change: Change) -> date | None:
        """The day since which a step has been told so; ``None`` where that is open.

        What tells of dates and of records is told when it is published.
        """
        if change.ref not in self.registry.statements:
            return self._published(change.authority)
        days = self._days_of(change.ref)
        found = days[-1] if days else None
        if len(days) < 2:
            return found
        wanted = _as_read(change)
        for day in reversed(days):
            if self._as_known(change.ref, day).get(change.key) != wanted:
                break
            found = day
        return found

    def _published(self, version: str | None) -> date | None:
        if version is None:
            return None
        published = self.registry.versions[version].published
        return published.latest or published.earliest

    def _as_known(self, ref: str, day: date) -> dict[str, Change]:
        """The steps of a provision as known on a day, by their keys."""
        found = self._told.get((ref, day))
        if found is None:
            question = Question(self.until, known_on=day)
            report = ChangeFinder(self.known(day), question, (ref,)).report(date.min, self.until)
            found = self._told[ref, day] = {
                change.key: _as_read(change) for step in report.steps for change in step.changes
            }
        return found

    def _days_of(self, ref: str) -> tuple[date, ...]:
        """The days on which more may have become known of a provision, oldest first."""
        found = self._days.get(ref)
        if found is None:
            published = (self._published(each) for each in self._versions(ref))
            found = self._days[ref] = tuple(sorted({day for day in published if day is not None}))
        return found

    def _versions(self, ref: str) -> Iterator[str]:
        registry = self.registry
        own = registry.statements[ref]
        links = {target for each in own for target in _targets(each)}
        links |= {each.ref for each in registry.replaced_by.get(ref, ())}
        links |= set(registry.displaced_by.get(ref, ()))
        for other in (ref, *sorted(links & registry.statements.keys())):
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
        yield from (each.version for each in registry.datings.get(event, ()))
        yield from (each.version for each in registry.tellings.get(event, ()))
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
