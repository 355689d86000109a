"""States as rows for databases: flat columns, open ends as nothing, what is open kept open."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from hashlib import blake2s
from typing import NamedTuple

from guidance.answers.entries import Entry
from guidance.answers.states import States
from guidance.changes.transitions import meaning
from guidance.engine.arithmetic import FIRST_DAY
from guidance.engine.diagrams import leaves
from guidance.engine.states import State
from guidance.engine.tests import Test
from guidance.records.parts import Part


class StateRow(NamedTuple):
    """The state of a provision in one part of its territory on some days.

    Attributes:
        part: The codes of the part; empty where the document names no place.
        valid_from: The first day; ``None`` from the beginning of the calendar.
        valid_until: The first day after it; ``None`` without end.
        since_earliest: First day from which it can have applied; ``since_latest`` the last.
        depends_on: For an undetermined one, the tests that decide, as JSON.
        possible: For an undetermined one, each outcome, as JSON: state, version and text.
        meaning: What counts when two days are compared: equal where nothing that matters differs.
    """

    ref: str
    part: str
    valid_from: date | None
    valid_until: date | None
    state: str
    version: str
    standing: str
    kind: str
    force: str
    title: str
    text: str
    since_earliest: date | None
    since_latest: date | None
    depends_on: str
    possible: str
    meaning: str


def state_rows(states: States, ref: str) -> Iterator[StateRow]:
    """Yield the states of a provision, part by part, from the first day of the calendar on."""
    for part, spans in states.spans(ref).items():
        for index, (first, entry) in enumerate(spans):
            until = spans[index + 1][0] if index + 1 < len(spans) else None
            yield _row(states, part, entry, first, until)


def left_open(
    rows: tuple[StateRow, ...], last: tuple[StateRow, ...], tests: Iterable[Test]
) -> tuple[StateRow, ...]:
    """The states of a provision that are the same as known on two days, with the rest left open.

    Args:
        rows: The states as known on the first of these days.
        last: The states as known on the last.
        tests: What decides of those that differ.
    """
    depends_on = _json([_told(test) for test in tests])
    told: list[StateRow] = []
    for part in dict.fromkeys(row.part for row in rows):
        own = [row for row in rows if row.part == part]
        then = [row for row in last if row.part == part]
        before = _alike(own, then)
        after = min(_alike(own[::-1], then[::-1]), len(own) - before, len(then) - before)
        middle = own[before : len(own) - after]
        told += own[:before]
        if middle:
            until = own[-after].valid_from if after else None
            told.append(
                middle[0]._replace(
                    valid_until=until,
                    state=State.UNDETERMINED.value,
                    since_earliest=None,
                    since_latest=None,
                    depends_on=depends_on,
                    possible="[]",
                    meaning=_digest(depends_on),
                )
            )
        told += own[len(own) - after :]
    return tuple(told)


def _alike(rows: list[StateRow], others: list[StateRow]) -> int:
    """How many rows are the same from the beginning on."""
    pairs = enumerate(zip(rows, others, strict=False))
    return next((place for place, (row, other) in pairs if row != other), len(rows))


def _row(states: States, part: Part, entry: Entry, first: int, until: int | None) -> StateRow:
    provision = entry.provision
    # Of what nobody could know yet no day is told.
    since = entry.since if entry.state is not State.NO_EVIDENCE else None
    is_open = entry.state is State.UNDETERMINED
    return StateRow(
        entry.ref,
        part.code,
        date.fromordinal(first) if first > FIRST_DAY else None,
        date.fromordinal(until) if until is not None else None,
        entry.state.value,
        entry.version,
        entry.standing,
        provision.kind,
        provision.force,
        provision.title,
        provision.text,
        since.date.earliest if since else None,
        since.date.latest if since else None,
        _json(sorted(_tests(entry), key=_json)) if is_open else "[]",
        _json(sorted(_possible(states, entry, first), key=_json)) if is_open else "[]",
        _meaning(states, entry, first),
    )


def _tests(entry: Entry) -> Iterator[dict[str, object]]:
    for test in entry.depends_on:
        yield _told(test)


def _told(test: Test) -> dict[str, object]:
    return {"test": type(test).__name__, **asdict(test)}


def _possible(states: States, entry: Entry, first: int) -> Iterator[dict[str, object]]:
    segment = states.timeline.at(entry.ref, entry.part, first)
    for outcome in leaves(segment.tree):
        text = outcome.text
        yield {
            "state": outcome.state.value,
            "version": text.version if text else None,
            "text": text.provision.text if text else None,
        }


def _meaning(states: States, entry: Entry, first: int) -> str:
    counted = meaning(states, entry, first)
    told = sorted(map(repr, counted)) if isinstance(counted, frozenset) else repr(counted)
    return _digest(str(told))


def _digest(text: str) -> str:
    return blake2s(text.encode(), digest_size=12).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
