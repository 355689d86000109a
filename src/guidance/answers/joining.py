"""Parts of which the same is said are one part, and how much of what was asked a part is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import or_

from guidance.answers.entries import Entry
from guidance.answers.whens import When
from guidance.engine.diagrams import Leaf, Tree
from guidance.engine.states import PossibleState, State
from guidance.engine.timeline import Timeline
from guidance.records.membership import UNION
from guidance.records.parts import Cells, Part


class Joining:
    """Joins the entries of one provision that say the same on a day."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._gazetteer = timeline.registry.gazetteer
        # With the places: the Union is one name for other members on other days.
        self._held: dict[tuple[str, Part, Cells], Part] = {}

    def held(self, ref: str, part: Part) -> Part:
        """One of the parts, as they were worked out, that a part was joined from."""
        return self._held.get((ref, part, part.cells), part)

    def joined(self, entries: list[Entry], day: int) -> list[Entry]:
        """Put together the entries of one provision that differ in nothing but their part."""
        if len(entries) == 1:
            return entries
        territory = territory_of(entries)
        joined: list[Entry] = []
        for alike in self._alike(entries, day):
            for part in self._gazetteer.join([entry.part for entry in alike], day):
                earliest = min((e for e in alike if e.part.cells & part.cells), key=_first_day)
                self._held[earliest.ref, part, part.cells] = earliest.part
                is_all = not territory & ~part.cells
                joined.append(replace(earliest, part=part, where=None if is_all else part))
        return joined

    def histories(self, spans: list[list[tuple[int, Entry]]]) -> list[list[tuple[int, Entry]]]:
        """Put together the histories that differ in nothing but their part."""
        groups: list[list[list[tuple[int, Entry]]]] = []
        for own in map(undivided, spans):
            for group in groups:
                if self._go_alike(group[0], own):
                    group.append(own)
                    break
            else:
                groups.append([own])
        joined = []
        for group in groups:
            parts = self._gazetteer.join([own[0][1].part for own in group])
            for part in parts:
                own = next(spans for spans in group if spans[0][1].part.cells & part.cells)
                where = None if len(groups) == len(parts) == 1 else part
                joined.append([(day, replace(e, part=part, where=where)) for day, e in own])
                self._held.update({(e.ref, part, part.cells): e.part for _, e in own[:1]})
        return joined

    def _go_alike(self, spans: list[tuple[int, Entry]], others: list[tuple[int, Entry]]) -> bool:
        return len(spans) == len(others) and all(
            first == second and self._are_alike(mine, its, first)
            for (first, mine), (second, its) in zip(spans, others, strict=True)
        )

    def _alike(self, entries: list[Entry], day: int) -> list[list[Entry]]:
        groups: list[list[Entry]] = []
        for entry in entries:
            for group in groups:
                if self._are_alike(group[0], entry, day):
                    group.append(entry)
                    break
            else:
                groups.append([entry])
        return groups

    def _are_alike(self, entry: Entry, other: Entry, day: int) -> bool:
        if entry.state is not other.state or entry.version != other.version:
            return False
        since = entry.since
        if UNION in other.jurisdictions and _since_joining(since, other.since):
            since = other.since
        if replace(entry, part=other.part, where=other.where, since=since) != other:
            return False
        if entry.state is not State.UNDETERMINED:
            return True
        first, second = (self._timeline.at(told.ref, told.part, day) for told in (entry, other))
        return not first.is_tangled and _say_the_same(first.tree, second.tree)


def undivided(spans: list[tuple[int, Entry]]) -> list[tuple[int, Entry]]:
    """The same where a version that only says the same again makes no new step."""
    undivided: list[tuple[int, Entry]] = []
    for day, entry in spans:
        if undivided and entry.restated_by != undivided[-1][1].restated_by:
            first, before = undivided[-1]
            causes = [cause for cause in entry.causes if cause.kind != "restated"]
            was = [cause for cause in before.causes if cause.kind != "restated"]
            again = replace(before, restated_by=entry.restated_by, causes=entry.causes)
            if causes == was and again == entry:
                undivided[-1] = first, entry
                continue
        undivided.append((day, entry))
    return undivided


def _since_joining(since: When | None, other: When | None) -> bool:
    """Whether two days differ at most in that who joined the Union later has had its text since."""
    return (
        since is not None
        and other is not None
        and since.event == other.event
        and (since.date == other.date or (since.date.is_exact and other.date.is_exact))
    )


def _first_day(entry: Entry) -> date:
    return (entry.since and entry.since.date.earliest) or date.min


def territory_of(entries: Iterable[Entry]) -> Cells:
    """Where anything is known of a provision."""
    known = (entry.part.cells for entry in entries if entry.state is not State.NO_EVIDENCE)
    return reduce(or_, known, 0)


def asked_of(entry: Entry, asked: Cells) -> Entry:
    """The entry, marked with its part where that is not all of the place asked about."""
    where = entry.part if asked & ~entry.part.cells else None
    return entry if where == entry.where else replace(entry, where=where)


def _say_the_same(tree: Tree[PossibleState], other: Tree[PossibleState]) -> bool:
    """Whether the same comes out of two diagrams by the same tests."""
    seen: set[tuple[int, int]] = set()
    waiting = [(tree, other)]
    while waiting:
        first, second = waiting.pop()
        if first is second or (id(first), id(second)) in seen:
            continue
        seen.add((id(first), id(second)))
        if isinstance(first, Leaf) or isinstance(second, Leaf):
            if not (isinstance(first, Leaf) and isinstance(second, Leaf)):
                return False
            if _told(first.answer) != _told(second.answer):
                return False
            continue
        if first.test != second.test:
            return False
        waiting += [(first.yes, second.yes), (first.no, second.no)]
    return True


def _told(status: PossibleState) -> tuple[object, ...]:
    version = status.text.version if status.text else None
    return status.state, version, tuple(act.version for act in status.corrections)


def once_where_alike(entries: Sequence[Entry], territory: Cells) -> list[Entry]:
    """Entries that read alike and together are all over a territory, as one that names no place."""
    alike: dict[object, list[Entry]] = {}
    for entry in entries:
        key = entry.provision, entry.state, entry.caveats, entry.conditions
        alike.setdefault(key, []).append(entry)
    told: list[Entry] = []
    for same in alike.values():
        cells = 0
        for entry in same:
            cells |= entry.part.cells
        is_all_over = len(same) > 1 and not territory & ~cells
        joined = replace(same[0], where=None, part=replace(same[0].part, cells=cells))
        told += [joined] if is_all_over else same
    return told
