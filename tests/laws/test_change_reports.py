"""Laws 13 and 14: a change report tells all that differs between two answers, and nothing else.

What differs is read off the answers themselves, entry by entry, by what design counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws import engine
from laws.asking import days_around
from laws.engine import holds
from laws.generators import corpora
from laws.oracle import Atom, Oracle
from laws.oracle_days import day
from laws.test_world_laws import lawful

Key = tuple[str, Atom]
LIVE = ("in-force", "suspended", "displaced")


def said(loaded: Any, atoms: list[Atom], on: str, known_on: str | None) -> dict[Key, Any]:
    """What an answer says of each provision at each atom, by what counts."""
    found: dict[Key, Any] = {}
    answer = loaded.as_of(on, known_on=known_on)
    entries = list(_entries(answer))
    for entry, content in sorted(entries, key=lambda each: each[0].part.within is None):
        for atom in atoms:
            if holds(entry.part, atom, day(on)):
                found.setdefault((entry.ref, atom), content)
    return found


def _entries(answer: Any) -> Iterator[tuple[Any, Any]]:
    for entry in answer.entries():
        if entry.state.value != "undetermined":
            yield entry, _content(entry)
    for group in answer.undetermined:
        for entry in group.entries:
            yield entry, "undetermined"


def _content(entry: Any) -> Any:
    state, says = entry.state.value, entry.provision
    if state == "no-evidence":
        return state
    since = (entry.since.date.earliest, entry.since.date.latest) if state in LIVE else None
    return state, says.text, says.force, says.action, says.population, says.criteria, since


def told(changes: Any, atoms: list[Atom], days: tuple[str, str]) -> set[Key]:
    """The provisions and atoms that changes speak of."""
    found = set()
    for change in changes:
        refs = {change.ref} | {side.ref for side in (change.before, change.after) if side}
        for atom in atoms:
            if change.part is None or any(holds(change.part, atom, day(on)) for on in days):
                found |= {(ref, atom) for ref in refs}
    return found


def differing(one: dict[Key, Any], two: dict[Key, Any]) -> set[Key]:
    """Where two answers differ for certain."""
    return {key for key in one.keys() & two.keys() if one[key] != two[key]}


@lawful
@given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(1, 4))
def test_net_and_steps_tell_all_that_differs_and_no_more(records, first, wide):
    """Law 13: net is empty exactly where two answers are equal, and no step goes untold."""
    loaded, atoms = engine.load(records), Oracle(records).atoms
    days = days_around(records)
    since, until = days[first], days[first + wide]
    report = loaded.changes(since, until)
    one, two = (said(loaded, atoms, on, None) for on in (since, until))
    keys = differing(one, two)
    net = told(report.net, atoms, (since, until))
    assert keys <= net
    stepwise = [change for step in report.steps for change in step.changes]
    assert keys <= told(stepwise, atoms, (since, until))
    for change in report.net:
        own = told([change], atoms, (since, until))
        open_or_not = {key for key in own if "undetermined" in (one.get(key), two.get(key))}
        assert own & (keys | open_or_not), change


@lawful
@given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(1, 4))
def test_what_was_known_and_what_is_learnt_and_the_net_make_the_new_answer(records, first, wide):
    """Law 14: nothing is lost between the answer of one day and that of another."""
    loaded, atoms = engine.load(records), Oracle(records).atoms
    days = days_around(records)
    since, until = days[first], days[first + wide]
    report = loaded.changes(since, until, known_on=until)
    then, known, now = (
        said(loaded, atoms, on, known_on)
        for on, known_on in ((since, since), (since, until), (until, until))
    )
    learnt = told(report.learnt, atoms, (since, since))
    net = told(report.net, atoms, (since, until))
    assert differing(then, known) <= learnt
    assert differing(known, now) <= net
    assert differing(then, now) <= learnt | net


@lawful
@given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(0, 4))
def test_each_step_is_in_its_place_and_each_change_on_its_authority(records, first, wide):
    """Steps come in order, inside what was asked or marked; a day and itself have none."""
    loaded = engine.load(records)
    days = [date.fromisoformat(each) for each in days_around(records)]
    since, until = days[first], days[first + wide]
    report = loaded.changes(since, until)
    spans = [(step.earliest or date.min, step.latest or date.max) for step in report.steps]
    places = {ref: place for place, ref in enumerate(loaded.provisions)}

    def place_of(ref: str) -> tuple[str, int]:
        return ref.split("@")[0].split("#")[0], places.get(ref, len(places))

    assert spans == sorted(spans)
    assert wide or (report.steps, report.net) == ((), ())
    for step, (low, high) in zip(report.steps, spans, strict=True):
        assert low <= high
        assert low <= until
        assert high > since
        for change in step.changes:
            assert ("not-settled" in change.notes) is not (since < low and high <= until)
            assert (change.earliest, change.latest) == (step.earliest, step.latest)
    for part in (*(step.changes for step in report.steps), report.net):
        keys = [
            (place_of(each.ref), each.where.code if each.where else "", each.id) for each in part
        ]
        assert keys == sorted(keys)
        for change in part:
            resting_on = loaded.versions[change.authority]
            assert change.standing == resting_on.standing
            assert change.document == resting_on.document.title
