"""A condition changes no state; a state rests on one where failing it would give another."""

from __future__ import annotations

from copy import deepcopy

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
IF = "if it comes to that"
_ACTS = ("ends", "suspends", "reinstates")
LIVE = ("in-force", "suspended", "displaced")


def _places(records: Corpus) -> list[tuple[int, str, str | int]]:
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
    found: list[tuple[int, str, str | int]] = []
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


def _with(records: Corpus, place: tuple[int, str, str | int], *, fails: bool) -> Corpus:
    index, kind, key = place
    changed = deepcopy(records)
    record = changed.versions[index][kind][key]
    if not fails:
        record["on-condition"] = IF
    elif kind == "events":
        record["date"] = "until-fixed"
    else:
        record["proposes"] = "yes"
    return changed


class TestConditions:
    @lawful
    @given(records=corpora(most=4), choice=st.data())
    def test_a_condition_changes_no_state(self, records, choice):
        found = _places(records)
        assume(found)
        conditional = _with(records, choice.draw(st.sampled_from(found)), fails=False)
        plain, other = engine.load(records), engine.load(conditional)
        for on in some_days(records):
            assert _states(plain, on) == _states(other, on)

    @lawful
    @given(records=corpora(most=4), choice=st.data())
    def test_a_state_rests_on_it_where_failing_gives_another(self, records, choice):
        found = _places(records)
        assume(found)
        place = choice.draw(st.sampled_from(found))
        held = engine.load(_with(records, place, fails=False))
        failed = engine.load(_with(records, place, fails=True))
        for on in some_days(records):
            others = list(failed.as_of(on).entries())
            for entry in held.as_of(on).entries():
                for other in others:
                    if other.ref != entry.ref or not other.part.cells & entry.part.cells:
                        continue
                    if _is_other(entry, other):
                        assert entry.conditions == (IF,), (on, entry.ref, entry.state, other.state)
            for entry in held.as_of(on).entries():
                beside = [o for o in others if o.ref == entry.ref]
                same = all(_is_same(entry, o) for o in beside if o.part.cells & entry.part.cells)
                if beside and same:
                    assert entry.conditions == (), (on, entry.ref, entry.state)


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


def _is_same(one, other) -> bool:
    """Whether the same text is certainly in the same state."""
    return one.state is other.state and one.state.value in LIVE and one.version == other.version
