"""A condition changes no state; a state rests on one where failing it would give another."""

from __future__ import annotations

from copy import deepcopy
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from laws import engine
from laws.asking import some_days
from laws.generators import corpora
from laws.oracle_records import Corpus

lawful = settings(
    suppress_health_check=(
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    )
)
Place = tuple[int, str, str | int]
_ACTS = ("ends", "suspends", "reinstates")
LIVE = ("in-force", "suspended", "displaced")


def _places(records: Corpus) -> list[Place]:
    """Where a condition can stand that no other record confirms: events and acts."""
    told = {
        record["event"]
        for each in records.versions
        for record in each.get("amendments", ())
        if "event" in record
    }
    told |= {
        event["same-as"]["event"]
        for each in records.versions
        for event in each.get("events", {}).values()
        if "same-as" in event
    }
    found: list[Place] = []
    for index, each in enumerate(records.versions):
        found += [
            (index, "events", slug)
            for slug, event in each.get("events", {}).items()
            if f"{each['source']}@{slug}" not in told and "same-as" not in event
        ]
        found += [
            (index, "amendments", number)
            for number, record in enumerate(each.get("amendments", ()))
            if record["act"] in _ACTS and record.get("from") not in told
        ]
    return found


def _with(records: Corpus, places: list[Place], *, fails: frozenset[int] = frozenset()) -> Corpus:
    """The records with a condition in each place; those that fail are as if they were not there."""
    changed = deepcopy(records)
    for number, (index, kind, key) in enumerate(places):
        record = changed.versions[index][kind][key]
        if number not in fails:
            record["on-condition"] = f"if {number} comes about"
        elif kind == "events":
            record["date"] = "until-fixed"
        else:
            record["proposes"] = "yes"
    return changed


class TestConditions:
    @lawful
    @given(records=corpora(most=4), choice=st.data())
    def test_a_condition_changes_no_state(self, records, choice):
        places = _drawn(records, choice)
        plain, other = engine.load(records), engine.load(_with(records, places))
        for on in some_days(records):
            assert _states(plain, on) == _states(other, on)

    @lawful
    @given(records=corpora(most=4), choice=st.data())
    def test_a_state_rests_on_those_whose_failing_gives_another(self, records, choice):
        """Every subset of up to three is tried: also what only several together would change."""
        places = _drawn(records, choice)
        every = range(len(places))
        subsets = [frozenset(s) for n in every for s in combinations(every, n + 1)]
        held = engine.load(_with(records, places))
        failed = {subset: engine.load(_with(records, places, fails=subset)) for subset in subsets}
        for on in some_days(records):
            others = {subset: list(loaded.as_of(on).entries()) for subset, loaded in failed.items()}
            for entry in held.as_of(on).entries():
                told = {int(words.split()[1]) for words in entry.conditions}
                beside = {s: [*_beside(entry, entries)] for s, entries in others.items()}
                for subset, ways in beside.items():
                    if any(_is_other(entry, other) for other in ways):
                        assert told & subset, (on, entry.ref, entry.state, subset)
                ways = {s: frozenset(map(_comes_out, own)) for s, own in beside.items()}
                ways[frozenset()] = frozenset({_comes_out(entry)})
                if any(state == "undetermined" for own in ways.values() for state, _ in own):
                    continue  # what may hold is not shown here, and may differ
                for number in told:  # none is told for nothing
                    assert any(ways[s] != ways[s - {number}] for s in ways if number in s)


def _drawn(records: Corpus, choice) -> list[Place]:
    """One to three places in which conditions can stand."""
    found = _places(records)
    assume(found)
    return choice.draw(st.lists(st.sampled_from(found), min_size=1, max_size=3, unique=True))


def _beside(entry, others):
    """What is said elsewhere of the same provision on the same ground."""
    return (o for o in others if o.ref == entry.ref and o.part.cells & entry.part.cells)


def _states(loaded, on):
    """The states alone, by provision and place: what is told beside them may divide a part."""
    found: dict[tuple[str, str, str], int] = {}
    for entry in loaded.as_of(on).entries():
        key = (entry.ref, entry.state.value, entry.version)
        found[key] = found.get(key, 0) | entry.part.cells
    return found


def _is_other(one, other) -> bool:
    """Whether another state is certain; what is to come is told like what is not known at all."""
    states = {one.state.value, other.state.value}
    return (
        len(states) == 2 and "undetermined" not in states and states != {"no-evidence", "upcoming"}
    )


def _comes_out(entry):
    """What is said: a state, and which text where one applies or may."""
    return entry.state.value, entry.version if entry.state.value in LIVE else None
