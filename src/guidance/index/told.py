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
            body = (number, tuple(_written(telling) for telling in told))
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
            narrowed = tuple(Narrowed(*side) for side in sides)
            yield KeptTelling(
                *row[1:],
                narrowed,
                tuple(self._change(row, narrowed[0].part, held) for held in changes),
                tuple(tuple(Narrowed(*side) for side in others) for others in elsewhere),
            )

    def _change(self, row: tuple[str, int, int], part: Part, held: tuple[Any, ...]) -> Change:
        change_id, before, after, *said, topic, deed, rests_on = held
        event, authority, standing, cite, because, fields, notes, document = said
        ref, first, last = row
        return Change(
            ChangeId(change_id),
            ref,
            before and _side_of(*before),
            after and _side_of(*after),
            part,
            None,
            day_of(first),
            day_of(last),
            event,
            authority,
            standing,
            cite,
            because,
            fields,
            notes,
            document,
            topic and self._sheets[topic],
            None,
            deed,
            rests_on,
        )


def _written(telling: KeptTelling) -> tuple[object, ...]:
    changes = tuple(
        (
            change.id.value,
            _side(change.before),
            _side(change.after),
            change.event,
            change.authority,
            change.standing,
            change.cite,
            change.because,
            change.fields,
            change.notes,
            change.document,
            change.sheet and change.sheet.topic,
            change.deed,
            change.rests_on,
        )
        for change in telling.changes
    )
    return telling.sides, changes, telling.elsewhere


def _side(side: Side | None) -> tuple[object, ...] | None:
    if side is None:
        return None
    return side.ref, side.version, side.provision, side.state, side.standing, side.since


def _side_of(ref: str, version: str, provision: Any, state: Any, standing: Any, since: Any) -> Side:  # noqa: ANN401
    return Side(ref, version, provision, state, None, None, None, standing, since)
