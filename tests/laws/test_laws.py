"""The laws of the engine as properties of generated corpora.

The expected answers come from :mod:`oracle`, which knows nothing of the engine.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from guidance.engine.worlds import leaves
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from engine_strategies import (
    ASKED,
    DAYS,
    PLACES,
    PLAIN,
    Records,
    asked_days,
    known_days,
    make_version,
    records,
    source,
    tupled,
)
from guidance.answers.answer import Answer, Case, Undetermined
from guidance.corpus import Corpus
from guidance.engine.states import State
from guidance.engine.timeline import Timeline
from guidance.errors import RecordsError
from guidance.files import dump, dump_json, load
from guidance.records.dates import ImpreciseDate
from guidance.records.model import Version
from guidance.records.places import covers
from oracle import Fold, Found, Library, World, combined, day_of, worlds

MOST_WORLDS = 400


def more(times: int) -> settings:
    """More examples where they are cheap, or where much has to come together."""
    return settings(max_examples=times * settings.default.max_examples)


QUERIES = st.lists(asked_days(), min_size=1, max_size=3, unique=True)


def all_worlds(given: Records, known_on: date | None) -> tuple[Library, list[World]]:
    library = Library(given.sources, given.versions)
    limit = known_on.toordinal() if known_on else None
    found = list(islice(worlds(library, limit), MOST_WORLDS + 1))
    assume(len(found) <= MOST_WORLDS)
    return library, found


def views(corpus: Corpus, ref: str) -> list[tuple[str | None, str | None]]:
    """The parts the engine tells apart, each with the places to look at inside it."""
    chain = corpus._registry.statements[ref]
    stated = {place for each in chain for place in each.jurisdictions}
    parts = corpus.states().timeline.places(ref)
    found: list[tuple[str | None, str | None]] = []
    if not stated or not all(each.jurisdictions for each in chain):
        found.append((None, None))
    for place in PLACES:
        if not any(covers(each, place) for each in chain):
            continue
        around = [part for part in parts if part and f"{place}-".startswith(f"{part}-")]
        if around:
            found.append((max(around, key=len), place))
        elif None in parts and (
            not stated
            or (parts == (None,) and any(f"{place}-".startswith(f"{each}-") for each in stated))
        ):
            found.append((None, place))
    return found


def said(timeline: Timeline, ref: str, part: str | None, on: date) -> set[Found]:
    """What the engine holds possible of a provision."""
    tree = timeline.at(ref, part, on.toordinal()).tree
    return {Found(status.state.value, status.wording) for status in leaves(tree)}


def everything(corpus: Corpus, known_on: date | None) -> dict[object, object]:
    """All that the engine says on all days asked about, free of object identity."""
    timeline = corpus.states(known_on).timeline
    return {
        (ref, place, on): said(timeline, ref, part, on)
        for ref in corpus.provisions
        for part, place in views(corpus, ref)
        for on in ASKED
    }


class TestReach:
    """The generated corpora reach every kind of amendment, of date and of state."""

    def test_reach(self):
        kinds: Counter[str] = Counter()
        states: Counter[str] = Counter()
        counts: Counter[str] = Counter()

        @settings(max_examples=250, database=None)
        @given(records(), known_days())
        def look(given, known_on):
            counts["drawn"] += 1
            kinds.update(given.features)
            corpus = given.build()
            timeline = corpus.states(known_on).timeline
            seen = set()
            for on in ASKED[::3]:
                for ref in corpus.provisions:
                    for part in timeline.places(ref):
                        found = said(timeline, ref, part, on)
                        seen |= {each.state for each in found}
                        if len(found) > 1:
                            seen.add("undetermined")
                            if known_on is None:
                                seen.add("undetermined with all records")
                        if len(timeline.places(ref)) > 1:
                            seen.add("divided")
                        if any(each.wording and each.wording[1] for each in found):
                            seen.add("corrected wording")
            states.update(seen)

        look()
        floor = 5
        for kind in [
            "fixes-date",
            "moves-date",
            "cancels",
            "ends",
            "suspends",
            "reinstates",
            "corrects",
            "replaces",
            "displaces",
            "until",
        ]:
            assert kinds[kind] >= 10 * floor, kind
        for kind in (
            "dropped by a whole version",
            "restated unchanged",
            "restated otherwise",
            "jurisdiction",
            "opt-out",
            "act limited to a place",
            "opt-out of an act",
            "whole source",
            "relative date",
            "open date",
            "publication range",
            "publication fixed",
            "stated order in a source",
            "stated order across sources",
            "suspended until",
            "corrected dates",
        ):
            assert kinds[kind] >= floor, kind
        for state in (*(state.value for state in State), "divided", "corrected wording"):
            assert states[state] >= floor, state
        assert states["undetermined with all records"] >= floor


class TestSnapshotIsNaiveFold:
    """Snapshot(d) equals a naive fold of all events up to d; it is constant between boundaries."""

    @more(5)
    @given(records(exact=True), known_days())
    def test_fold(self, given, known_on):
        corpus = given.build()
        # More than one only where what declares an event is not known yet.
        library, found = all_worlds(given, known_on)
        folds = [Fold(library, world) for world in found]
        timeline = corpus.states(known_on).timeline
        for ref in corpus.provisions:
            for part, place in views(corpus, ref):
                for on in ASKED:
                    expected = combined([f.at(ref, place, on.toordinal()) for f in folds])
                    assert said(timeline, ref, part, on) == expected, (ref, place, on)

    @more(2)
    @given(records(), known_days())
    def test_segments_equal_direct_evaluation_on_every_day(self, given, known_on):
        timeline = given.build().states(known_on).timeline
        first, last = ASKED[0].toordinal(), ASKED[-2].toordinal()
        for ref in timeline.registry.statements:
            for part in timeline.places(ref):
                for day in range(first, last + 8):
                    direct = timeline._tree(ref, part, day)
                    on = date.fromordinal(day)
                    assert timeline.at(ref, part, day).tree == direct, (ref, part, on)

    @given(records())
    def test_neighbouring_segments_differ(self, given):
        timeline = given.build().states().timeline
        for ref in timeline.registry.statements:
            for part in timeline.places(ref):
                for one, two in pairwise(timeline.segments(ref, part)):
                    assert one.first < two.first
                    assert one.tree != two.tree

    @given(records(exact=True), st.sampled_from(DAYS))
    def test_the_new_text_holds_on_the_day_and_the_old_on_the_day_before(self, given, on):
        texts = []
        for version, published in (("old", on - timedelta(1)), ("new", on)):
            texts.append(
                make_version(
                    source="z",
                    version=version,
                    extent="whole",
                    published=published.isoformat(),
                    provisions={"p": {**PLAIN, "text": f"The text of {version}."}},
                )
            )
        corpus = Corpus.build((*given.sources, source("z")), (*given.versions, *texts))
        before, after = (
            corpus.as_of(day, source="z").find("z#p")[0] for day in (on - timedelta(1), on)
        )
        assert before.provision.text == "The text of old."
        assert after.provision.text == "The text of new."


class TestOneState:
    """Every provision has exactly one state on every day; never both in force and ended."""

    @given(records(), QUERIES, known_days())
    def test_the_lists_of_an_answer_are_a_partition(self, given, days, known_on):
        corpus = given.build()
        timeline = corpus.states(known_on).timeline
        everywhere = Counter(
            (ref, part) for ref in corpus.provisions for part in timeline.places(ref)
        )
        for on in days:
            answer = corpus.as_of(on, known_on=known_on)
            assert Counter(listed(answer)) == everywhere
            assert Counter((each.ref, each.where) for each in answer.entries()) == everywhere

    @given(records(), known_days())
    def test_the_history_has_no_gap_and_no_overlap(self, given, known_on):
        corpus = given.build()
        for ref in corpus.provisions:
            spans = corpus.history(ref, known_on=known_on)
            for place in {each.entry.where for each in spans}:
                mine = [each for each in spans if each.entry.where == place]
                assert mine[0].first is None
                assert mine[-1].last is None
                for one, two in pairwise(mine):
                    assert one.last is not None
                    assert two.first == one.last + timedelta(1)


def listed(answer: Answer) -> list[tuple[str, str | None]]:
    lists = (
        answer.in_force,
        answer.upcoming,
        answer.ended,
        answer.suspended,
        answer.displaced,
        answer.no_evidence,
        *(group.entries for group in answer.undetermined),
    )
    return [(each.ref, each.where) for entries in lists for each in entries]


class TestPossibleWorlds:
    """The answer equals full enumeration of possible worlds. Certain is a part of possible."""

    @more(4)
    @given(records(), QUERIES, known_days())
    def test_enumeration(self, given, days, known_on):
        corpus = given.build()
        library, found = all_worlds(given, known_on)
        event(f"worlds: {'1' if len(found) == 1 else 'up to 20' if len(found) <= 20 else 'more'}")
        folds = [Fold(library, world) for world in found]
        timeline = corpus.states(known_on).timeline
        for ref in corpus.provisions:
            for part, place in views(corpus, ref):
                for on in days:
                    states = [fold.at(ref, place, on.toordinal()) for fold in folds]
                    assert said(timeline, ref, part, on) == combined(states), (ref, place, on)

    @more(2)
    @given(records(), QUERIES, known_days())
    def test_groups(self, given, days, known_on):
        """The cases of a group are all that can be, exclude each other, and are right."""
        corpus = given.build()
        library, found = all_worlds(given, known_on)
        for on in days:
            for group in corpus.as_of(on, known_on=known_on).undetermined:
                self.check_group(corpus, library, found, group, on, known_on)

    def check_group(self, corpus, library, found, group: Undetermined, on, known_on):
        atoms = {
            (entry.ref, entry.where): next(
                place for part, place in views(corpus, entry.ref) if part == entry.where
            )
            for entry in group.entries
        }
        seen = set()
        sides: dict[bool, list[frozenset[object]]] = {True: [], False: []}
        for world in found:
            fold = Fold(library, world)
            in_force = set()
            for (ref, part), place in atoms.items():
                state = fold.at(ref, place, on.toordinal())
                if state.state == "in-force":
                    in_force.add((ref, part, state.wording[0]))
            matching = [c for c in group.cases if self.holds_in(c, world, on, known_on)]
            assert matching
            for case in matching:
                assert {(e.ref, e.where, e.version) for e in case.in_force} == in_force
                seen.add(case.conditions)
                sides[case.conditions[0].holds].append(frozenset(in_force))
        assert seen == {case.conditions for case in group.cases}
        assert len(seen) == len(group.cases)
        for entries, side in ((group.if_happened, True), (group.if_not, False)):
            common = frozenset.intersection(*sides[side]) if sides[side] else frozenset()
            assert {(e.ref, e.where, e.version) for e in entries} == common

    @staticmethod
    def holds_in(case: Case, world: World, on: date, known_on: date | None) -> bool:
        for condition in case.conditions:
            if condition.kind == "end-of-month":
                # Where the sum of months is not doubtful, either rule comes to the same.
                holds = world.early.get(condition.event, condition.holds)
            else:
                day = day_of(world.days, condition.event)
                if condition.kind == "no-later-than":
                    limit = day_of(world.days, condition.other)
                elif condition.kind == "published":
                    limit = known_on and known_on.toordinal()
                else:
                    limit = on.toordinal()
                holds = limit is None or (day is not None and day <= limit)
            if holds is not condition.holds:
                return False
        return True

    @given(records(), known_days(), st.data())
    def test_narrowing_a_date_never_contradicts_a_certain_answer(self, given, known_on, data):
        imprecise = sorted(
            {("", v.ref) for v in given.versions if not v.published.is_exact}
            | {
                (name, v.ref)
                for v in given.versions
                for name, each in v.events.items()
                if isinstance(each.date, ImpreciseDate)
                and not each.date.is_exact
                and each.date.earliest
                and each.date.latest
            }
        )
        assume(imprecise)
        name, ref = data.draw(st.sampled_from(imprecise))
        version = next(v for v in given.versions if v.ref == ref)
        wide = version.events[name].date if name else version.published
        days = st.integers(0, (wide.latest - wide.earliest).days)
        first, last = sorted(wide.earliest + timedelta(data.draw(days)) for _ in range(2))
        narrow = ImpreciseDate.between(first, last)
        if name:
            changed = version.events[name].model_copy(update={"date": narrow})
            update = {"events": {**version.events, name: changed}}
        else:
            update = {"published": narrow}
        narrowed = given.with_versions(
            *(v.model_copy(update=update) if v is version else v for v in given.versions)
        )
        try:
            after = everything(narrowed.build(), known_on)
        except RecordsError:  # a date fixed by another version lies outside now
            assume(False)
        before = everything(given.build(), known_on)
        for key in before.keys() & after.keys():
            # Published later than thought, what is to come may be no evidence yet.
            assert not_yet(after[key]) <= not_yet(before[key]), key


def not_yet(found: set[Found]) -> set[Found]:
    same = {"no-evidence": "upcoming"}
    return {Found(same.get(each.state, each.state), each.wording) for each in found}


class TestSharedDay:
    """A shared unknown day is one variable."""

    @given(st.sampled_from(DAYS), st.integers(1, 40), st.integers(0, 40), st.booleans())
    def test_either_the_old_or_the_new_and_exactly_one(self, first, width, offset, replaces):
        window = str(ImpreciseDate.between(first, first + timedelta(width)))
        old = {**PLAIN, "applies": {"until": "start"}} if not replaces else PLAIN
        new = {**PLAIN, "applies": {"from": "start"}}
        if replaces:
            new["replaces"] = ["a#old"]
        versions = [
            make_version(
                published="2018-05-01",
                events={"start": {"label": "start", "date": window}},
                provisions={"old": old, "new": new, "other": {**new, "text": "Other."}},
            )
        ]
        if replaces:
            both = versions[0].provisions
            versions = [
                versions[0].model_copy(update={"provisions": {"old": both["old"]}}),
                make_version(
                    version="v2",
                    published="2018-05-02",
                    provisions={"new": new, "other": {**new, "text": "Other."}},
                ),
            ]
        answer = Corpus.build((source("a"),), versions).as_of(first + timedelta(offset))
        if offset < width:
            (group,) = answer.undetermined
            assert {each.ref for each in group.entries} == {"a#old", "a#new", "a#other"}
            assert {frozenset(e.ref for e in case.in_force) for case in group.cases} == {
                frozenset({"a#old"}),
                frozenset({"a#new", "a#other"}),
            }
            assert [each.ref for each in group.if_not] == ["a#old"]
            assert [each.ref for each in group.if_happened] == ["a#new", "a#other"]
        else:
            assert [each.ref for each in answer.in_force] == ["a#new", "a#other"]


class TestOrderOfLoading:
    """Order of loading, packing into files, key order, YAML or JSON: no effect."""

    @given(records(), QUERIES, known_days(), st.randoms(use_true_random=False))
    def test_order(self, given, days, known_on, random):
        shuffled = [
            version.model_copy(
                update={
                    "events": mixed(version.events, random),
                    "provisions": mixed(version.provisions, random),
                }
            )
            for version in given.versions
        ]
        random.shuffle(shuffled)
        sources = list(given.sources)
        random.shuffle(sources)
        assert answers(Corpus.build(sources, shuffled), days, known_on) == answers(
            given.build(), days, known_on
        )

    @settings(max_examples=25)
    @given(records(), QUERIES, known_days(), st.randoms(use_true_random=False))
    def test_files(self, given, days, known_on, random):
        with TemporaryDirectory() as folder:
            for record in (*given.sources, *given.versions):
                name = getattr(record, "version", "source")
                path = Path(folder, record.source)
                path.mkdir(exist_ok=True)
                if random.random() < 0.5:
                    (path / f"{name}.yaml").write_text(dump(record), encoding="utf-8")
                else:
                    (path / f"{name}.json").write_text(dump_json(record), encoding="utf-8")
            read = load(folder)
        assert answers(read, days, known_on) == answers(given.build(), days, known_on)


def mixed(mapping, random):
    items = list(mapping.items())
    random.shuffle(items)
    return dict(items)


def answers(corpus: Corpus, days: list[date], known_on: date | None) -> list[object]:
    found = []
    for on in days:
        answer = corpus.as_of(on, known_on=known_on)
        found.append((tuple(answer.entries()), answer.undetermined, answer.coverage))
    return found


class TestLaterRecords:
    """Adding a version about another topic changes nothing here; adding a non-retroactive later
    version changes nothing before it."""

    @given(records(), records(), known_days())
    def test_another_source(self, given, more, known_on):
        rename = {"a": "x", "b": "y", "c": "z"}
        text = [v.model_dump_json(by_alias=True, exclude_defaults=True) for v in more.versions]
        others = []
        for each in text:
            for old, new in rename.items():
                for sign in "#@":
                    each = each.replace(f'"{old}{sign}', f'"{new}{sign}')
                for field in ("source", "provisions"):
                    each = each.replace(f'"{field}":"{old}"', f'"{field}":"{new}"')
                each = each.replace(f'["{old}"]', f'["{new}"]')
            others.append(Version.model_validate(tupled(json.loads(each))))
        names = [source(rename[each.source], "u") for each in more.sources]
        both = Corpus.build((*given.sources, *names), (*given.versions, *others))
        before, after = everything(given.build(), known_on), everything(both, known_on)
        assert before.items() <= after.items()

    @given(records(), st.data())
    def test_a_later_version(self, given, data):
        # Later than any day on which something recorded can be published.
        published = DAYS[-1] + timedelta(data.draw(st.integers(3, 6)))
        targets = given.build().provisions
        days = [(published + timedelta(n)).isoformat() for n in (0, 1, 20)]
        version = make_version(
            source=data.draw(st.sampled_from([each.source for each in given.sources])),
            version="v9",
            extent=data.draw(st.sampled_from(["whole", "partial"])),
            published=published.isoformat(),
            provisions=data.draw(later_provisions(days, targets)),
            amendments=data.draw(later_amendments(days, targets)),
        )
        try:
            with_later = given.with_versions(*given.versions, version).build()
        except RecordsError:  # the provision names itself, or the links go in a circle
            assume(False)
        before, after = everything(given.build(), None), everything(with_later, None)
        for key in before.keys() & after.keys():
            if key[2] < published:
                assert after[key] == before[key], key


def later_provisions(days, targets):
    links = st.lists(st.sampled_from(targets), max_size=1) if targets else st.just([])
    provision = st.builds(
        lambda start, replaces, displaces, text: {
            **PLAIN,
            "text": text,
            "applies": {"from": start} if start else {},
            "replaces": replaces,
            "displaces": displaces,
        },
        st.sampled_from([None, *days]),
        links,
        links,
        st.sampled_from(["One.", "New."]),
    )
    return st.dictionaries(st.sampled_from(["p", "q", "r", "new"]), provision, max_size=3)


def later_amendments(days, targets):
    if not targets:
        return st.just([])
    act = st.fixed_dictionaries(
        {
            "act": st.sampled_from(["ends", "suspends", "reinstates"]),
            "because": st.just("A reason."),
            "provisions": st.sampled_from(targets).map(lambda ref: [ref]),
            "from": st.sampled_from(days),
        }
    )
    return st.lists(act, max_size=2)


class TestKnownOn:
    """As known on k depends only on what was published by k, and later records never change it."""

    @more(2)
    @given(records(), st.sampled_from(ASKED))
    def test_later_records_can_be_dropped(self, given, known_on):
        _, found = all_worlds(given, known_on)
        known = frozenset().union(*(world.known for world in found))
        assume(len(known) < len(given.versions))
        kept = given.with_versions(*(v for v in given.versions if v.ref in known))
        try:
            alone = kept.build()
        except RecordsError:  # an act reaches out to what was perhaps published before it
            assume(False)
        with_later = everything(given.build(), known_on)
        without = everything(alone, known_on)
        for key, states in with_later.items():
            if key in without:
                assert states == without[key], key
            elif key[0] not in alone.provisions:
                assert {each.state for each in states} == {"no-evidence"}, key

    @given(records(), QUERIES)
    def test_known_on_the_last_day_is_all(self, given, days):
        corpus = given.build()
        last = date(2099, 1, 1)
        assert answers(corpus, days, None)[0][:2] == answers(corpus, days, last)[0][:2]
