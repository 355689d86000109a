"""Laws 1 to 7: what applied on a day, over all possible worlds.

Each law is asked of the oracle, which is slow and on its own, and of the engine.
"""

import itertools
import json
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

import guidance
from laws import engine
from laws.asking import (
    ByEngine,
    atoms_of,
    days_around,
    differences,
    of_both,
    only_opens,
    possible,
    some_days,
    told,
)
from laws.generators import corpora
from laws.oracle import Oracle
from laws.oracle_days import day, ranges, written
from laws.oracle_records import Corpus, name
from laws.oracle_worlds import critical_days
from laws.small import act, corpus, says, source, version

_FILTERED = (HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large)
# Each example asks the engine, and the oracle in every world, over two weeks at every place.
lawful = settings(
    suppress_health_check=_FILTERED, max_examples=max(12, settings.default.max_examples // 4)
)


class TestSnapshots:
    """Law 1: an answer is constant between boundaries; the new text holds on its day."""

    @lawful
    @of_both
    @given(records=corpora(most=3))
    def test_constant_between_boundaries(self, ask, records):
        days, atoms = days_around(records), atoms_of(records)
        # A range of days turns open on its first day and is closed again on its last.
        critical = critical_days(records, [])
        turning = {*critical, *(each - 1 for each in critical)}
        answers = ask(records, atoms, days)
        for before, after in itertools.pairwise(days):
            if day(after) not in turning:
                assert states(answers[before]) == states(answers[after])

    @of_both
    def test_the_new_text_on_the_day_the_old_the_day_before(self, ask):
        records = corpus(
            version("a@1", "2020-01-01", says("p", "Old.")),
            version("a@2", "2020-01-05", says("p", "New.", start="2020-02-01")),
        )
        atoms = atoms_of(records)
        answers = ask(records, atoms, ["2020-01-31", "2020-02-01"])
        key = ("a#p", atoms[0])
        assert answers["2020-01-31"][key].versions == {"a@1"}
        assert answers["2020-02-01"][key].versions == {"a@2"}


class TestOneState:
    """Law 2: every provision has exactly one state on every day."""

    @lawful
    @of_both
    @given(records=corpora(most=4))
    def test_one_state(self, ask, records):
        # The adapter fails where an entry stands twice at a place, the fold where two texts apply.
        atoms = atoms_of(records)
        for answers in ask(records, atoms, some_days(records)).values():
            assert set(answers) == {(ref, atom) for ref in records.refs for atom in atoms}

    @lawful
    @given(records=corpora(most=4))
    def test_the_names_of_parts_never_overlap(self, records):
        engine.ask(records, atoms_of(records), some_days(records), strictly=True)


class TestWorlds:
    """Law 3: the answer is what holds in every possible world."""

    @lawful
    @given(records=corpora())
    def test_the_engine_agrees_with_full_enumeration(self, records):
        days, atoms = days_around(records), atoms_of(records)
        expected = possible(records, atoms, days)
        assert differences(expected, ByEngine()(records, atoms, days)) == []

    @lawful
    @given(records=corpora(), later=st.integers(0, 8))
    def test_the_engine_agrees_as_known_on_a_day(self, records, later):
        days, atoms = some_days(records), atoms_of(records)
        known_on = days_around(records, before=0)[later]
        expected = possible(records, atoms, days, known_on)
        assert differences(expected, ByEngine()(records, atoms, days, known_on)) == []

    @lawful
    @of_both
    @given(records=corpora(most=4), choice=st.data())
    def test_narrowing_a_date_never_contradicts_a_certain_answer(self, ask, records, choice):
        assume(not any("checks" in each for each in records.sources))
        found = _narrowable(records)
        assume(found)
        index, slug, low, high = choice.draw(st.sampled_from(found))
        exact = written(choice.draw(st.integers(low, high)))
        narrowed = deepcopy(records)
        narrowed.versions[index]["events"][slug]["date"] = exact
        assume(not _ends_before_it_starts(narrowed))
        days, atoms = some_days(records), atoms_of(records)
        wide, narrow = ask(records, atoms, days), ask(narrowed, atoms, days)
        for on in days:
            opened = only_opens(narrow[on], wide[on])
            assert [k for k in opened if not _cannot_come(wide[on][k], narrow[on][k])] == []


def _ends_before_it_starts(records: Corpus) -> bool:
    """Whether that is all that is wrong with records: of fewer days none may be left in order."""
    try:
        engine.load(records)
    except guidance.RecordsError as refused:
        return all("before it starts" in fault for fault in engine.faults(refused).splitlines())
    return False


def _cannot_come(wide, narrow) -> bool:
    """Whether what may still come is known, by the narrower date, never to apply.

    *Not yet* is what may still begin by what has happened and was published (design, "Texts").
    Of fewer days fewer may leave it one to begin on: it does not apply either way.
    """
    return wide.state == "upcoming" and narrow.state in ("ended", "nothing") and not narrow.versions


def _narrowable(records: Corpus) -> list[tuple[int, str, int, int]]:
    """Events with a range of days, of which no other record says anything."""
    told_elsewhere = {
        record["event"]
        for each in records.versions
        for record in each.get("amendments", ())
        if "event" in record
    }
    told_elsewhere |= {
        event["same-as"]["event"]
        for each in records.versions
        for event in each.get("events", {}).values()
        if "same-as" in event
    }
    return [
        (index, slug, *ranges(event["date"])[0])
        for index, each in enumerate(records.versions)
        for slug, event in each.get("events", {}).items()
        if isinstance(event.get("date"), str)
        and ".." in event["date"]
        and f"{each['source']}@{slug}" not in told_elsewhere
    ]


class TestSharedDays:
    """Law 4: a shared unknown day is one variable."""

    @lawful
    @given(records=corpora(most=3), soon=st.integers(1, 3), wide=st.integers(1, 4))
    def test_the_old_or_the_new_exactly_one(self, records, soon, wide):
        last = max(ranges(each["published"])[0][1] for each in records.versions)
        first = last + soon
        span = f"[{written(first)}..{written(first + wide)}]"
        both = (
            version(
                "x@1",
                written(last),
                says("old", "Old.", until="turn"),
                says("new", "New.", start="turn"),
                events={"turn": span},
            ),
        )
        joined = Corpus((*records.sources, source("x")), records.versions + both)
        # In no world of any place do both apply, or neither: `worlds` gives them together.
        oracle, on = Oracle(joined, 400), written(first + wide // 2)
        try:
            shown = [each[on] for _, each in oracle.worlds([on], None, oracle.atom(None))]
        except Exception:
            reject()
        for each in shown:
            in_force = [each[ref].state == "in-force" for ref in ("x#old", "x#new")]
            assert sorted(in_force) == [False, True]
        _exactly_one(engine.load(joined).as_of(on))


def _exactly_one(answer) -> None:
    """The engine tells both as hanging on one event: in each case one of them is in force."""
    (group,) = [g for g in answer.undetermined if any(e.ref == "x#old" for e in g.entries)]
    assert {entry.ref for entry in group.entries} == {"x#old", "x#new"}
    assert len(group.cases) == 2
    for case in group.cases:
        states = {entry.ref: entry.state.value for entry in case.entries}
        assert sorted(state == "in-force" for state in states.values()) == [False, True]


class TestNoMatterHowItIsWritten:
    """Law 5: order of loading and of keys has no effect.

    The provisions of a version stand in the order of its document: that order says how they are
    listed, and nothing else.
    """

    @lawful
    @of_both
    @given(records=corpora(most=4), data=st.data())
    def test_order_has_no_effect(self, ask, records, data):
        shuffled = Corpus(
            tuple(data.draw(st.permutations(records.sources))),
            tuple(_other_key_order(each) for each in data.draw(st.permutations(records.versions))),
        )
        days, atoms = some_days(records), atoms_of(records)
        assert ask(records, atoms, days) == ask(shuffled, atoms, days)

    @lawful
    @given(records=corpora(most=3))
    def test_the_order_of_provisions_is_that_of_the_lists(self, records):
        kept, turned = (
            engine.load(
                Corpus(
                    records.sources[::-1],
                    tuple(
                        {**_other_key_order(each), "provisions": of(each)}
                        if "provisions" in each
                        else _other_key_order(each)
                        for each in records.versions[::-1]
                    ),
                )
            )
            for of in (
                lambda each: each["provisions"],
                lambda each: _other_key_order(each["provisions"]),
            )
        )
        straight = engine.load(records)
        assert straight.fingerprint == kept.fingerprint
        for on in some_days(records):
            first, second, other = (c.as_of(on) for c in (straight, kept, turned))
            assert first == second
            told, elsewhere = list(first.entries()), list(other.entries())
            assert sorted(told, key=repr) == sorted(elsewhere, key=repr)
            for slug in {each["source"] for each in records.versions}:
                listed = [entry.ref for entry in told if entry.ref.startswith(f"{slug}#")]
                order = [ref for ref in straight.provisions if ref in listed]
                assert [*dict.fromkeys(listed)] == order

    @lawful
    @given(records=corpora(most=3), data=st.data())
    def test_yaml_or_json_and_packing_have_no_effect(self, records, data):
        """An answer is the same in every field, whatever files its records lie in."""
        plain = engine.load(records)
        with TemporaryDirectory() as folder:
            one, two = Path(folder, "one"), Path(folder, "two")
            for record in data.draw(st.permutations([*records.sources, *records.versions])):
                place = one if "version" not in record else data.draw(st.sampled_from([one, two]))
                _write(place / record["source"], record, data.draw(st.booleans()))
            packed = guidance.load(*(place for place in (two, one) if place.exists()))
        for on in some_days(records):
            assert packed.as_of(on).to_json() == plain.as_of(on).to_json()


def _write(folder, record, is_yaml) -> None:
    """A record as YAML or JSON, its keys in another order."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = record.get("version", "source")
    turned = _other_key_order(record)
    if "provisions" in record:  # their order is that of the document, and says something
        turned["provisions"] = record["provisions"]
    if is_yaml:
        text = yaml.safe_dump(turned, sort_keys=False, allow_unicode=True)
        (folder / f"{stem}.yaml").write_text(f"# Said.\n{text}", encoding="utf-8")
    else:
        (folder / f"{stem}.json").write_text(json.dumps(turned, indent=1), encoding="utf-8")


def _other_key_order(record):
    if isinstance(record, dict):
        return {key: _other_key_order(record[key]) for key in reversed(record)}
    if isinstance(record, list):
        return [_other_key_order(each) for each in record]
    return record


class TestAddingVersions:
    """Law 6: what is added about something else, or later, changes nothing here and before."""

    @lawful
    @of_both
    @given(records=corpora(most=4))
    def test_another_topic_changes_nothing(self, ask, records):
        on = records.versions[0]["published"][:10].strip("[")
        other = version("other@1", on, says("p", "Else."), act("ends", "other#p"), extent="whole")
        more = Corpus(
            (*records.sources, {**source("other"), "topics": ["other"]}), (*records.versions, other)
        )
        days, atoms = some_days(records), atoms_of(records)
        before, after = ask(records, atoms, days), ask(more, atoms, days)
        for on in days:
            assert before[on] == {k: v for k, v in after[on].items() if k[0] != "other#p"}

    @lawful
    @of_both
    @given(records=corpora(most=3), kind=st.sampled_from(["says", "ends", "suspends", "whole"]))
    def test_a_later_version_changes_no_state_before_it(self, ask, records, kind):
        last = written(max(ranges(each["published"])[0][1] for each in records.versions) + 2)
        content = {
            "says": says("p", "Later."),
            "whole": says("q", "Later."),
            "ends": act("ends", "a#p"),
            "suspends": act("suspends", "a"),
        }[kind]
        extent = "whole" if kind == "whole" else "partial"
        later = version("a@later", last, content, extent=extent, pending="dropped")
        if extent == "partial":
            del later["pending"]
        more = Corpus(records.sources, (*records.versions, later))
        days = [each for each in days_around(records) if each < last]
        atoms = atoms_of(records)
        before, after = ask(records, atoms, days), ask(more, atoms, days)
        for on in days:
            kept = {key: each for key, each in after[on].items() if key in before[on]}
            assert kept == before[on]


class TestKnowledge:
    """Law 7: as known on k depends only on what was published or checked by k."""

    @lawful
    @of_both
    @given(records=corpora(), later=st.integers(0, 6))
    def test_later_records_never_change_it(self, ask, records, later):
        first = date.fromisoformat(days_around(records, before=0)[0])
        known_on = (first + timedelta(later)).isoformat()
        limit = day(known_on)
        known = Corpus(
            tuple(_checked_by(each, known_on) for each in records.sources),
            tuple(v for v in records.versions if ranges(v["published"])[0][0] <= limit),
        )
        named = {name(each) for each in known.versions}
        assume(known.versions and len(known.versions) < len(records.versions))
        known = Corpus(known.sources, tuple(_without(each, named) for each in known.versions))
        assume(_stands_alone(known))
        days, atoms = some_days(records), atoms_of(records)
        whole, part = ask(records, atoms, days, known_on), ask(known, atoms, days, known_on)
        for on in days:
            shown = {k: v for k, v in whole[on].items() if v.state != "nothing"}
            assert shown == {k: v for k, v in part[on].items() if v.state != "nothing"}


def _checked_by(record, known_on):
    checks = [each for each in record.get("checks", ()) if each["on"] <= known_on]
    rest = {key: each for key, each in record.items() if key != "checks"}
    return {**rest, **({"checks": checks} if checks else {})}


def _without(record, named):
    after = [each for each in record.get("after", ()) if each in named]
    rest = {key: each for key, each in record.items() if key != "after"}
    return {**rest, **({"after": after} if after else {})}


def _stands_alone(records: Corpus) -> bool:
    """Whether nothing that is known names an event, a version or a provision that is not."""
    events = {f"{v['source']}@{e}" for v in records.versions for e in v.get("events", {})}
    used = str(records.versions) + str(records.sources)
    refs = set(records.refs) | {each["source"] for each in records.versions}
    targets = {
        target
        for v in records.versions
        for record in v.get("amendments", ())
        for target in record.get("provisions", ())
    }
    versions = {name(each) for each in records.versions}
    known = all(
        f"'{slug}@v{n}'" not in used or f"{slug}@v{n}" in versions
        for slug in "abc"
        for n in range(9)
    ) and all(
        f"{slug}@e{n}" in events or f"'{slug}@e{n}'" not in used for slug in "abc" for n in range(9)
    )
    return known and targets <= refs


def states(answers):
    """The states alone."""
    return {key: each.state for key, each in answers.items()}


def test_told_is_certain_only_where_every_world_agrees():
    records = corpus(
        version("a@1", "2020-01-01", says("p", "One.", start="s"), events={"s": "2020-02"})
    )
    on = "2020-02-10"
    (each,) = possible(records, [atoms_of(records)[0]], [on])[on].values()
    assert told(each).state == "undetermined"
    assert each.states == {"in-force", "upcoming"}
