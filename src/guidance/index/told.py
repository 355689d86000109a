"""What is told of provisions whatever window is asked about: rows of an index, and back.

A row holds what is told of one provision between the same two days, and its place in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from guidance.answers.states import States
from guidance.changes.ids import ChangeId
from guidance.changes.keeping import Keeping, KeptTelling, Narrowed
from guidance.changes.model import Change, Side
from guidance.engine.arithmetic import day_of
from guidance.index.codec import SharedValues
from guidance.index.knowledge import ToldRow
from guidance.records.criteria import FactSheet
from guidance.records.parts import Part


def told_rows(
    states: States, refs: Iterable[str], pool: SharedValues, unkept: set[str]
) -> Iterator[ToldRow]:
    """Yield what is told of some provisions by one knowledge.

    Args:
        states: The knowledge.
        refs: The provisions.
        pool: Where shared values go.
        unkept: The provisions of which it cannot be kept: those found here are put in.
    """
    keeping = states.beside(Keeping)
    for ref in refs:
        tellings = None if ref in unkept else keeping.tellings(ref)
        if tellings is None:
            unkept.add(ref)
            continue
        number, together = states.places.number(ref), dict[tuple[int, int], list[KeptTelling]]()
        for telling in tellings:
            together.setdefault((telling.first, telling.last), []).append(telling)
        for (first, last), told in together.items():
            body = [number, *(_written(telling) for telling in told)]
            yield ref, first, last, *pool.written(body)


class TellingReader:
    """Reads what rows tell.

    Args:
        sheets: The fact sheets by topic.
    """

    def __init__(self, sheets: Mapping[str, FactSheet]) -> None:
        self._sheets = sheets

    def read(self, row: tuple[str, int, int], told: Iterable[Any]) -> Iterator[KeptTelling]:
        """Yield what a row tells, given its reference and days, and what it holds."""
        for sides, changes, elsewhere in told:
            narrowed = tuple(map(_narrowed, sides))
            yield KeptTelling(
                *row[1:],
                narrowed,
                tuple([self._change(row, narrowed[0].part, held) for held in changes]),
                tuple(tuple(map(_narrowed, others)) for others in elsewhere),
            )

    def _change(self, row: tuple[str, int, int], part: Part, held: tuple[Any, ...]) -> Change:
        change_id, before, after, *said, topic, deed, rests_on, of_record = held
        event, authority, standing, cite, because, fields, notes, document = said
        own, first, last = row
        ref = of_record or own
        return Change(
            ChangeId(change_id),
            ref,
            before and _side_of(ref, *before),
            after and _side_of(ref, *after),
            None if of_record else part,
            None,
            day_of(first),
            day_of(last),
            event,
            authority,
            standing,
            cite,
            because,
            tuple(fields),
            tuple(notes),
            document,
            topic and self._sheets[topic],
            None,
            deed,
            rests_on,
        )


def _written(telling: KeptTelling) -> list[object]:
    """It as lists, which are read quickest; values that are tuples stay such where they are few."""
    changes = [
        [
            change.id.value,
            _side(change.ref, change.before),
            _side(change.ref, change.after),
            change.event,
            change.authority,
            change.standing,
            change.cite,
            change.because,
            [*change.fields],
            [*change.notes],
            change.document,
            change.sheet and change.sheet.topic,
            change.deed,
            change.rests_on,
            change.ref if change.part is None else None,
        ]
        for change in telling.changes
    ]
    elsewhere = [[_flat(side) for side in sides] for sides in telling.elsewhere]
    return [[_flat(side) for side in telling.sides], changes, elsewhere]


def _flat(side: Narrowed) -> list[object]:
    ref, kind, standing, topics, part = side
    return [ref, kind, standing, part, *topics]


def _narrowed(held: list[Any]) -> Narrowed:
    ref, kind, standing, part, *topics = held
    return Narrowed(ref, kind, standing, tuple(topics), part)


def _side(ref: str, side: Side | None) -> list[object] | None:
    if side is None:
        return None
    is_plain = side.ref == ref and side.date is None
    more = [] if is_plain else [side.ref, side.date]
    return [side.version, side.provision, side.state, side.standing, side.since, *more]


def _side_of(ref: str, *held: Any) -> Side:  # noqa: ANN401  (as they are written)
    version, provision, state, standing, since, *more = held
    own, day = more or (ref, None)
    return Side(own, version, provision, state, None, None, day, standing, since)
