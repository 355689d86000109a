"""Typed changes: what a change is, and what differs between two provisions.

Equality decides whether a record changed. DeepDiff only says where inside a nested field the
difference lies, when it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from guidance.answers.values import Origin, Shown, Value
from guidance.answers.whens import When
from guidance.changes.ids import WITHOUT_DIRECTION, ChangeId
from guidance.changes.redline import Piece, redline
from guidance.directions.provisions import Direction, direction
from guidance.engine.states import State
from guidance.records.criteria import FactSheet
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Amendment, Citation, Event, Provision, as_plain
from guidance.records.natural import ReadingOrder, reading_order
from guidance.records.parts import Part


class _SideFields(NamedTuple):
    """What is recorded of a side; :class:`Side` adds how it is shown."""

    ref: str
    version: str | None = None
    provision: Provision | None = None
    state: State | None = None
    event: Event | None = None
    amendment: Amendment | None = None
    date: ImpreciseDate | None = None
    standing: str | None = None
    since: ImpreciseDate | None = None


class Side(Shown, _SideFields):
    """A provision, or a dated event, on one side of a change.

    Attributes:
        ref: The provision, version or event.
        state: The state of the provision there; ``None`` where versions are compared.
        date: The day of the event.
        since: Since when its text has begun; ``None`` also where parts told as one differ in it.
    """

    __slots__ = ()

    @property
    def applied(self) -> Provision | None:
        """The provision, unless it was paused, set aside or yet to come."""
        return None if self.state in _NOT_APPLIED else self.provision


_NOT_APPLIED = (State.SUSPENDED, State.DISPLACED, State.UPCOMING, State.ENDED)


@dataclass(frozen=True, slots=True, repr=False)
class Detail(Shown):
    """One difference inside a record.

    Attributes:
        path: Keys and positions from the record inwards.
        before: As written on disk; ``None`` where it was not there.
    """

    path: tuple[str | int, ...]
    before: Any
    after: Any


class ProposedAct(NamedTuple):
    """Something that is only proposed.

    Attributes:
        name: The provision whose text it is, or ``source@version/act``.
        kind: ``says`` for a text, else ``ends``, ``suspends`` or ``reinstates``.
        titles: What people call the provision, or those that the act would touch.
    """

    name: str
    kind: str
    titles: tuple[str, ...]


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
    learnt: When | None = None
    deed: str = ""
    rests_on: tuple[tuple[str, str], ...] = ()
    proposed: tuple[ProposedAct, ...] = ()


class Change(Value, _ChangeFields):
    """One change.

    Attributes:
        ref: The provision, event or version that changed; for a replacement, what was replaced.
        part: The part of its territory meant; ``None`` where versions are compared.
        where: The same, where it is not all of what was asked about, or of the territory.
        earliest: First day it can have happened; ``None`` where open, or for two versions.
        latest: Last day it can have happened.
        event: What it happened with.
        authority: The version on whose authority.
        standing: How bindingly that version speaks.
        document: The title of that version's document.
        fields: The fields that differ.
        notes: ``already-stated`` (the fact is not new), ``not-settled`` (it may lie outside the
            days asked about), ``forecast``, ``conditional`` (it rests on a condition).
        sheet: The facts that its criteria are about.
        learnt: For what became known later: the publication that made it known, if one did.
        rests_on: The versions that proposed what the authority decided, each with its title.
        proposed: What is recommended or ruled on, where the change is that.
        deed: What brought it about, and the state it led to, named by what never changes.

    Source:
        docs/explanation/known-on.md; docs/reference/stability.md for its key.
    """

    @property
    def key(self) -> str:
        """What tells it apart from every other change, for ever: whoever keeps it tells it once.

        Made of the provision, its part and the act that makes the change. It holds no day, so
        that a day that becomes known keeps it, and no ``id``, which may come to be another when
        more is recorded. What is a step, the net result or learnt later has one and the same key.
        """
        sides = (side.ref for side in (self.before, self.after) if side)
        refs = " > ".join(dict.fromkeys((self.ref, *sides)))
        place = f" in {self.part.code}" if self.part is not None and self.part.code else ""
        return f"{refs}{place}: {self.deed}"

    @cached_property
    def direction(self) -> Direction | None:
        """Which way it goes; ``None`` for what has no direction, such as information or a date.

        Proved when it is first asked for, and kept.
        """
        if self.id in WITHOUT_DIRECTION:
            return None
        before = self.before.applied if self.before else None
        after = self.after.applied if self.after else None
        if self.id in (ChangeId.UNSETTLED, ChangeId.STILL_UNSETTLED, ChangeId.SETTLED):
            if all(
                provision is None or provision.force == "information"
                for provision in (before, after)
            ):
                return None
            return Direction("unclear", self._baseline, because=("not-settled",))
        if before is after is None:
            return None
        told = direction(before, after, self.sheet, baseline=self._baseline)
        if told is not None and "already-stated" in self.notes:
            return replace(told, because=(*told.because, "already-stated"))
        return told

    @cached_property
    def essence(self) -> tuple[object, ...]:
        """What makes two changes the same, whenever they happen."""
        sides = (self.before, self.after)
        return (
            self.id,
            self.ref,
            self.where,
            *(side and (side.ref, side.provision, side.event, side.date) for side in sides),
            *(side and side.since for side in sides if self.id is ChangeId.SINCE),
            self.fields,
        )

    @property
    def _baseline(self) -> str:
        is_said = self.before is not None and self.before.applied is not None
        return (
            f"{self.before.ref} in {self.before.version}" if self.before and is_said else "silence"
        )

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


@dataclass(frozen=True, slots=True, repr=False)
class Step(Shown):
    """The changes that share one day, or one range of days, sorted by provision.

    Attributes:
        earliest: First day they can have happened; ``None`` where open.
        latest: Last day they can have happened.
    """

    earliest: date | None
    latest: date | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Value):
    """What differs between two versions, given by reference; sorted by provision."""

    before: str
    after: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, repr=False)
class ChangeReport(Value):
    """What changed after one day and up to another.

    Attributes:
        steps: Each change on its day or range, in order of time.
        net: What differs between the two days, whatever happened between; empty exactly where
            the two answers are equal. Sorted by provision.
    """

    since: date
    until: date
    known_on: date | None
    steps: tuple[Step, ...]
    net: tuple[Change, ...]
    topic: str | None = field(default=None)
    learn: Callable[[], tuple[Change, ...]] | None = field(default=None, repr=False, compare=False)
    _origin: Origin | None = field(default=None, repr=False, compare=False)

    @cached_property
    def learnt(self) -> tuple[Change, ...]:
        """What became known in the window about its first day, sorted by provision.

        The answer for ``since`` as known then, against that as known on ``known_on``, or on
        ``until``. Whoever asks for one window after the other has been told everything.
        """
        return self.learn() if self.learn is not None else ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ChangeReport):
            return NotImplemented
        return self is other or (self._told == other._told and self.learnt == other.learnt)

    def __hash__(self) -> int:
        return hash(self._told)

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "learnt": self.learnt, "learn": None}

    @property
    def _told(self) -> tuple[object, ...]:
        return self.since, self.until, self.known_on, self.steps, self.net, self.topic


def changed_fields(before: Provision, after: Provision) -> tuple[str, ...]:
    """The fields in which two provisions differ; none when they are equal."""
    if before is after:
        return ()
    old, new = before.__dict__, after.__dict__
    return tuple(key for key, was in old.items() if was is not new[key] and was != new[key])


def differences(before: Provision, after: Provision, fields: Collection[str]) -> Iterator[Detail]:
    """Say where inside the differing fields the differences lie.

    Flat fields are compared directly; DeepDiff looks into the nested ones.
    """
    meant = {*fields}
    older, newer = as_plain(before, meant), as_plain(after, meant)
    for name in fields:
        key = name.replace("_", "-")
        old, new = older.get(key), newer.get(key)
        if isinstance(old, dict | list) and isinstance(new, dict | list):
            from deepdiff import DeepDiff

            levels = DeepDiff(old, new, view="tree", threshold_to_diff_deeper=0)
            places = [
                (tuple(level.path(output_format="list")), level.t1, level.t2)
                for kind in sorted(levels)
                for level in levels[kind]
            ]
            for path, was, now in sorted(places, key=_by_path):
                yield Detail((key, *path), _present(was), _present(now))
        else:
            yield Detail((key,), old, new)


def _by_path(place: tuple[tuple[str | int, ...], object, object]) -> list[ReadingOrder]:
    return [reading_order(str(step)) for step in place[0]]


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
