"""Laws 13 and 14 as replay: a report, applied to the first answer, gives the second.

What a change leads to is read off the change alone: its part, its sides, its kind. What the answers
say is read off the answers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws import engine
from laws.asking import days_around
from laws.engine import holds
from laws.generators import corpora
from laws.oracle import Oracle
from laws.oracle_days import day
from laws.test_change_reports import LIVE, Key, said
from laws.test_world_laws import lawful

FAR_OFF = date.max
GONE = ("gone",)
OPEN = "undetermined"
_NO_STATE = {"corrected", "date-fixed", "date-moved", "cancelled"}


def replay(before: dict[Key, Any], changes: Iterable[Any], atoms: list[Any], on: int) -> Any:
    """What is said after some changes, by the changes alone.

    Args:
        on: The day on which the changes name their parts.
    """
    now = dict(before)
    # A text that is published beside one that applies changes nothing of that day.
    left = sorted(changes, key=lambda each: each.id == "provision-announced")
    # What is told of dates, records and recommendations changes no answer by itself.
    left = [each for each in left if each.id not in _NO_STATE and each.part is not None]
    while left:
        # Of several that share a range, first the one that leads on from what is said.
        change = next((each for each in left if _leads_on(now, each, atoms, on)), left[0])
        left.remove(change)
        for atom in (each for each in atoms if holds(change.part, each, on)):
            key = (change.ref, atom)
            if change.id == "provision-announced" and change.before is None and _is(now.get(key)):
                continue
            if change.id == "provision-replaced":
                now[key] = GONE
                key = (change.after.ref, atom)
            now[key] = _side(change.after)
    return now


def _leads_on(now: dict[Key, Any], change: Any, atoms: list[Any], on: int) -> bool:
    wanted = _side(change.before) if change.before is not None else None
    said_of_it = [now.get((change.ref, atom)) for atom in atoms if holds(change.part, atom, on)]
    if wanted is None:
        return all(not _is(each) for each in said_of_it)
    return all(each is not None and each[0] == wanted[0] for each in said_of_it)


def _is(content: Any) -> bool:
    """Whether something applies, or is to come."""
    return content == OPEN or (isinstance(content, tuple) and content[0] in (*LIVE, "upcoming"))


def _side(side: Any) -> Any:
    if side is None:
        return GONE
    state, says = side.state.value, side.provision
    if state == OPEN:
        return OPEN
    since = (side.since.earliest, side.since.latest) if side.since else None
    return state, says.text, says.force, says.action, says.population, says.criteria, since


def untrue(replayed: dict[Key, Any], answer: dict[Key, Any], records: Any) -> list[Any]:
    """Where a replay does not lead to what an answer says."""
    # An answer tells members of the Union as one, also those that joined after the start.
    is_by_since = "EU" not in str(records)
    return [
        (key, replayed.get(key), answer.get(key))
        for key in replayed.keys() | answer.keys()
        if not _agrees(replayed.get(key), answer.get(key), is_by_since)
    ]


def _agrees(found: Any, wanted: Any, is_by_since: bool) -> bool:
    if wanted in (None, "no-evidence") or wanted[0] == "ended":
        return found in (None, "no-evidence", GONE) or found[0] in ("ended", "no-evidence")
    if found == wanted:
        return True
    if OPEN in (found, wanted) or found is None or found[:-1] != wanted[:-1]:
        return False
    # Parts told as one may have begun on several days: then no day is given.
    return found[-1] is None or not is_by_since


class TestNet:
    """Law 13: the net result applied to the first answer gives the second."""

    @lawful
    @given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(1, 4))
    def test_net_applied_to_the_first_answer_gives_the_second(self, records, first, wide):
        loaded = engine.load(records)
        since, until = (days_around(records)[each] for each in (first, first + wide))
        atoms = list(Oracle(records).atoms)
        one, two = (said(loaded, atoms, on, None) for on in (since, until))
        report = loaded.changes(since, until)
        assert untrue(replay(one, report.net, atoms, day(until)), two, records) == []


class TestLearnt:
    """Law 14: what was known then, with what is learnt and the net, is what is known now."""

    @lawful
    @given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(1, 4))
    def test_learnt_then_net_give_the_new_answer(self, records, first, wide):
        loaded = engine.load(records)
        since, until = (days_around(records)[each] for each in (first, first + wide))
        atoms = list(Oracle(records).atoms)
        report = loaded.changes(since, until, known_on=until)
        then, known, now = (
            said(loaded, atoms, on, known_on)
            for on, known_on in ((since, since), (since, until), (until, until))
        )
        learnt = replay(then, report.learnt, atoms, day(since))
        assert untrue(learnt, known, records) == []
        assert untrue(replay(learnt, report.net, atoms, day(until)), now, records) == []


class TestSteps:
    """Law 13: steps compose to the net result."""

    @lawful
    @given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(1, 4))
    def test_steps_one_after_the_other_give_the_second_answer(self, records, first, wide):
        loaded = engine.load(records)
        since, until = (days_around(records)[each] for each in (first, first + wide))
        atoms = list(Oracle(records).atoms)
        one, two = (said(loaded, atoms, on, None) for on in (since, until))
        report = loaded.changes(since, until)
        replayed = one
        for step in report.steps:
            named_on = (step.latest or FAR_OFF).toordinal()
            replayed = replay(replayed, step.changes, atoms, named_on)
        not_settled = {
            (ref, atom)
            for change in itertools.chain.from_iterable(step.changes for step in report.steps)
            if "not-settled" in change.notes
            for ref in {change.ref, *(s.ref for s in (change.before, change.after) if s)}
            for atom in atoms
        }
        found = untrue(replayed, two, records)
        assert [each for each in found if each[0] not in not_settled] == []
