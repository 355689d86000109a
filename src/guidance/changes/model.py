"""Typed changes: what a change is, and what differs between two provisions.

Equality decides whether a record changed. DeepDiff only says where inside a nested field the
difference lies, when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from guidance.answers.whens import When
from guidance.changes.redline import Piece, redline
from guidance.directions.provisions import Direction, direction
from guidance.engine.states import State
from guidance.records.criteria import FactSheet
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Amendment, Citation, Event, Provision, as_plain
from guidance.records.parts import Part


class ChangeId(StrEnum):
    """What kind of change it is. These names are stable; sentences may be reworded."""

    ADDED = "provision-added"
    ANNOUNCED = "provision-announced"
    REPLACED = "provision-replaced"
    RESTATED = "provision-restated"
    ENDED = "provision-ended"
    WITHDRAWN = "provision-withdrawn"
    NOT_MENTIONED = "provision-not-mentioned"
    WORDING = "wording-changed"
    CRITERIA = "criteria-changed"
    FORCE = "force-changed"
    APPLICATION = "application-changed"
    SCOPE = "scope-changed"
    DETAILS = "details-changed"
    MOVED = "moved"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    DISPLACED = "displaced"
    APPLIES_AGAIN = "applies-again"
    CORRECTED = "corrected"
    DATE_FIXED = "date-fixed"
    DATE_MOVED = "date-moved"
    CANCELLED = "cancelled"
    UNSETTLED = "unsettled"
    SETTLED = "settled"
    EVENT_ADDED = "event-added"
    EVENT_REMOVED = "event-removed"
    AMENDMENT_ADDED = "amendment-added"
    AMENDMENT_REMOVED = "amendment-removed"
    STANDING = "standing-changed"


FIELDS = {
    "title": ChangeId.WORDING,
    "text": ChangeId.WORDING,
    "criteria": ChangeId.CRITERIA,
    "population": ChangeId.CRITERIA,
    "only": ChangeId.CRITERIA,
    "force": ChangeId.FORCE,
    "cite": ChangeId.MOVED,
    "applies": ChangeId.APPLICATION,
    "jurisdictions": ChangeId.SCOPE,
    "opted_out": ChangeId.SCOPE,
}
"""Which change a difference in a field of a provision is; any other is ``details-changed``."""


_WITHOUT_DIRECTION = frozenset(
    {
        ChangeId.ANNOUNCED,
        ChangeId.WITHDRAWN,
        ChangeId.NOT_MENTIONED,
        ChangeId.DATE_FIXED,
        ChangeId.DATE_MOVED,
        ChangeId.CANCELLED,
        ChangeId.EVENT_ADDED,
        ChangeId.EVENT_REMOVED,
        ChangeId.AMENDMENT_ADDED,
        ChangeId.AMENDMENT_REMOVED,
        ChangeId.STANDING,
        ChangeId.MOVED,
    }
)
_RANKS = {change_id: rank for rank, change_id in enumerate(ChangeId)}


def _rank(group: tuple[ChangeId, tuple[str, ...]]) -> int:
    return _RANKS[group[0]]


class Side(NamedTuple):
    """A provision, or a dated event, on one side of a change.

    Attributes:
        ref: The provision, version or event.
        state: The state of the provision there; ``None`` where versions are compared.
    """

    ref: str
    version: str | None = None
    provision: Provision | None = None
    state: State | None = None
    event: Event | None = None
    amendment: Amendment | None = None
    date: ImpreciseDate | None = None
    standing: str | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """One difference inside a record.

    Attributes:
        path: Keys and positions from the record inwards.
        before: As written on disk; ``None`` where it was not there.
    """

    path: tuple[str | int, ...]
    before: Any
    after: Any


class _ChangeFields(NamedTuple):
    """What is recorded of a change; :class:`Change` adds what follows from it."""

    id: ChangeId
    ref: str
    before: Side | None
    after: Side | None
    part: Part | None = None
    where: Part | None = None
    earliest: date | None = None
    latest: date | None = None
    event: When | None = None
    authority: str | None = None
    standing: str | None = None
    cite: Citation | None = None
    because: str | None = None
    fields: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    document: str | None = None
    sheet: FactSheet | None = None


class Change(_ChangeFields):
    """One change.

    Attributes:
        ref: The provision, event or version that changed; for a replacement, what was replaced.
        part: The part of its territory meant; ``None`` where versions are compared.
        where: The same, where it is not all of what was asked about, or of the territory.
        earliest: First day it can have happened; ``None`` where open, or where versions are
            compared.
        latest: Last day it can have happened.
        event: What it happened with.
        authority: The version on whose authority.
        standing: How bindingly that version speaks.
        document: The title of that version's document.
        fields: The fields that differ.
        notes: ``already-stated`` (the fact is not new), ``not-settled`` (it may lie outside the
            days asked about), ``forecast``.
        sheet: The facts that its criteria are about.
    """

    @cached_property
    def direction(self) -> Direction | None:
        """Which way it goes; ``None`` for what has no direction, such as information or a date.

        Proved when it is first asked for, and kept.
        """
        if self.id in _WITHOUT_DIRECTION:
            return None
        before = self.before.provision if self.before else None
        after = self.after.provision if self.after else None
        if self.id in (ChangeId.UNSETTLED, ChangeId.SETTLED):
            if all(each is None or each.force == "information" for each in (before, after)):
                return None
            return Direction("unclear", self._baseline, because=("not-settled",))
        if self.id in (ChangeId.SUSPENDED, ChangeId.DISPLACED):
            after = None
        elif self.id in (ChangeId.REINSTATED, ChangeId.APPLIES_AGAIN):
            before = None
        found = direction(before, after, self.sheet, baseline=self._baseline)
        if found is not None and "already-stated" in self.notes:
            return replace(found, because=(*found.because, "already-stated"))
        return found

    @property
    def essence(self) -> tuple[object, ...]:
        """What makes two changes the same, whenever they happen."""
        sides = (self.before, self.after)
        return (
            self.id,
            self.ref,
            self.where,
            *(side and (side.ref, side.provision, side.event, side.date) for side in sides),
            self.fields,
        )

    @property
    def _baseline(self) -> str:
        return f"{self.before.ref} in {self.before.version}" if self.before else "silence"

    @property
    def details(self) -> tuple[Detail, ...]:
        """Where inside the changed fields the differences lie."""
        before = self.before.provision if self.before else None
        after = self.after.provision if self.after else None
        if before is None or after is None:
            return ()
        return tuple(differences(before, after, self.fields))

    @property
    def redline(self) -> tuple[Piece, ...]:
        """The texts compared word by word; empty where the text is not what differs."""
        if "text" not in self.fields:
            return ()
        before = self.before.provision if self.before else None
        after = self.after.provision if self.after else None
        return redline(before.text, after.text) if before and after else ()


@dataclass(frozen=True, slots=True)
class Step:
    """The changes that share one day, or one range of days.

    Attributes:
        earliest: First day they can have happened; ``None`` where open.
        latest: Last day they can have happened.
    """

    earliest: date | None
    latest: date | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions."""

    before: str
    after: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """What changed after one day and up to another.

    Attributes:
        steps: Each change on its day or range, in order of time.
        net: What differs between the two days, whatever happened between.
    """

    since: date
    until: date
    known_on: date | None
    steps: tuple[Step, ...]
    net: tuple[Change, ...]
    topic: str | None = field(default=None)


def changed_fields(before: Provision, after: Provision) -> tuple[str, ...]:
    """The fields in which two provisions differ; none when they are equal."""
    if before is after:
        return ()
    one, two = before.__dict__, after.__dict__
    return tuple(name for name, value in one.items() if value != two[name])


def by_id(fields: Iterable[str]) -> list[tuple[ChangeId, tuple[str, ...]]]:
    """Group differing fields into changes, in the order of the ids."""
    groups: dict[ChangeId, tuple[str, ...]] = {}
    for name in fields:
        change_id = FIELDS.get(name, ChangeId.DETAILS)
        groups[change_id] = (*groups.get(change_id, ()), name)
    return sorted(groups.items(), key=_rank) if len(groups) > 1 else list(groups.items())


def differences(before: Provision, after: Provision, fields: Iterable[str]) -> Iterator[Detail]:
    """Say where inside the differing fields the differences lie.

    Flat fields are compared directly; DeepDiff looks into the nested ones.
    """
    one, two = as_plain(before), as_plain(after)
    for name in fields:
        key = name.replace("_", "-")
        old, new = one.get(key), two.get(key)
        if isinstance(old, dict | list) and isinstance(new, dict | list):
            from deepdiff import DeepDiff

            found = DeepDiff(old, new, view="tree", threshold_to_diff_deeper=0)
            places = [
                (tuple(level.path(output_format="list")), level.t1, level.t2)
                for kind in sorted(found)
                for level in found[kind]
            ]
            for path, was, now in sorted(places, key=lambda place: [str(p) for p in place[0]]):
                yield Detail((key, *path), _present(was), _present(now))
        else:
            yield Detail((key,), old, new)


def _present(value: object) -> object:
    """Translate DeepDiff's marker for an absent value, so that no type of it leaves here."""
    return None if type(value).__module__.startswith("deepdiff") else value


def restatement(old: Provision, new: Provision) -> ChangeId:
    """What a restatement is: a raised or lowered force where nothing else is at stake.

    Where either side has criteria, or the force is the same, whether the two say the same is not
    established, and that is all that can be said.
    """
    if old.force != new.force and old.criteria is None and new.criteria is None:
        return ChangeId.FORCE
    return ChangeId.RESTATED
