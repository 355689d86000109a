"""Diagrams, days and the worlds that are left, each against trying everything; the budget."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.engine.budget import STEPS_A_DAY, STEPS_A_PART, Budget, TooTangledError
from guidance.engine.diagrams import FALSE, TRUE, Diagrams, Leaf, leaves
from guidance.engine.feasible import Feasibility
from guidance.engine.tests import Happened
from guidance.engine.timeline import Timeline
from guidance.resolution import resolve
from laws import engine
from laws.small import corpus, says, version

NAMES = "abcd"
EXPRESSIONS = st.recursive(
    st.sampled_from([*NAMES, True, False]),
    lambda inner: st.tuples(st.sampled_from(["both", "either", "less", "choose"]), *[inner] * 3),
    max_leaves=12,
)
SETTINGS = list(itertools.product((False, True), repeat=len(NAMES)))


def diagrams():
    return Diagrams(Budget(), lambda test: (NAMES.index(test.event), 0, 0))


def drawn(of, told):
    """An expression as a diagram."""
    if isinstance(told, bool):
        return TRUE if told else FALSE
    if isinstance(told, str):
        return of.ask(Happened(told))
    kind, *parts = told
    made = [drawn(of, part) for part in parts]
    return of.choose(*made) if kind == "choose" else getattr(of, kind)(*made[:2])


def worked_out(told, setting):
    """The same by its definition, in one world."""
    if isinstance(told, bool):
        return told
    if isinstance(told, str):
        return setting[NAMES.index(told)]
    kind, *parts = told
    one, two, three = (worked_out(part, setting) for part in parts)
    by_kind = {"both": one and two, "either": one or two, "less": one and not two}
    return by_kind.get(kind, two if one else three)


def followed(tree, setting):
    while not isinstance(tree, Leaf):
        tree = tree.yes if setting[NAMES.index(tree.test.event)] else tree.no
    return tree.answer


class TestDiagrams:
    @given(told=EXPRESSIONS)
    def test_a_diagram_says_what_it_was_made_of(self, told):
        of = diagrams()
        tree = drawn(of, told)
        for setting in SETTINGS:
            assert followed(tree, setting) is worked_out(told, setting)

    @given(one=EXPRESSIONS, two=EXPRESSIONS)
    def test_what_is_equal_is_one_object(self, one, two):
        of = diagrams()
        are_equal = all(worked_out(one, each) == worked_out(two, each) for each in SETTINGS)
        assert (drawn(of, one) is drawn(of, two)) is are_equal

    def test_answers_replaced_by_diagrams(self):
        of = diagrams()
        a, b = of.ask(Happened("a")), of.ask(Happened("b"))
        assert of.replaced(a, lambda held: b if held else TRUE) is of.either(of.negated(a), b)
        assert of.replaced(b, lambda held: a if held else FALSE) is of.both(a, b)


SPANS = {"e0": (1, 4), "e1": (2, 3), "e2": (3, 6)}


def calendar():
    events = {e: f"[2020-03-0{low}..2020-03-0{high}]" for e, (low, high) in SPANS.items()}
    records = engine.load(corpus(version("a@1", "2020-01-01", says("p", "One."), events=events)))
    registry = resolve(records.sources.values(), records.versions.values())
    return Timeline(registry).calendar


def number(day):
    return date(2020, 3, day).toordinal()


class TestCalendar:
    def test_within_its_days_it_is_open_whether_an_event_has_happened(self):
        held = calendar()
        found = [held.happened("a@e1", number(day)) for day in (1, 2, 3, 4)]
        assert [found[0], found[2], found[3]] == [FALSE, TRUE, TRUE]
        assert found[1] not in (TRUE, FALSE)

    def test_which_comes_first_is_told_by_days_where_they_tell(self):
        held = calendar()
        assert held.no_later("a@e1", "a@e2") is TRUE
        assert held.no_later("a@e0", "a@e1") not in (TRUE, FALSE)


ASKED = st.one_of(
    st.tuples(st.just("by"), st.sampled_from(sorted(SPANS)), st.integers(1, 6)),
    st.tuples(st.just("order"), st.sampled_from(sorted(SPANS)), st.sampled_from(sorted(SPANS))),
)


class TestFeasible:
    @given(asked=st.lists(ASKED, min_size=1, max_size=5))
    def test_exactly_the_worlds_that_some_days_give_are_left(self, asked):
        held = calendar()
        of = held.diagrams
        tree = of.leaf(())
        for kind, one, two in asked:
            by = kind == "by"
            test = (
                held.happened_by(f"a@{one}", number(two))
                if by
                else held.no_later(f"a@{one}", f"a@{two}")
            )
            tree = of.replaced(
                tree,
                lambda so_far, test=test: of.choose(
                    test, of.leaf((*so_far, True)), of.leaf((*so_far, False))
                ),
            )
        left = set(leaves(Feasibility(held).cut(tree, number(1))))
        days = [range(low, high + 1) for low, high in SPANS.values()]
        worlds = [dict(zip(SPANS, each, strict=True)) for each in itertools.product(*days)]
        assert left == {
            tuple(world[one] <= (two if kind == "by" else world[two]) for kind, one, two in asked)
            for world in worlds
        }


class TestBudget:
    def test_a_day_has_its_own_and_all_days_share_one(self):
        budget = Budget()
        budget.new_part()
        for _ in range(STEPS_A_PART // STEPS_A_DAY):
            budget.new_day()
            budget.spend(STEPS_A_DAY)
        budget.new_day()
        with pytest.raises(TooTangledError):
            budget.spend()
        budget.new_part()
        budget.spend()

    def test_another_account_leaves_this_one_alone(self):
        budget = Budget()
        mine = budget.swap((3, 3))
        with pytest.raises(TooTangledError):
            budget.spend(4)
        budget.swap(mine)
        budget.spend(STEPS_A_DAY)

    def test_it_is_the_same_for_all_orders_of_asking(self):
        months = {f"e{n}": "2020-03" for n in range(6)}
        texts = [
            says(f"p{n}", f"Text {n}.", start=f"e{n}", replaces=[f"a#p{m}" for m in range(n)])
            for n in range(6)
        ]
        records = corpus(version("a@1", "2020-01-01", *texts, events=months))
        loaded = engine.load(records)
        registry = resolve(loaded.sources.values(), loaded.versions.values())
        found = []
        for refs in (records.refs, records.refs[::-1]):
            timeline = Timeline(registry)
            told = {}
            for ref in refs:
                for part in timeline.parts.of(ref):
                    segments = timeline.segments(ref, part)
                    told[ref] = [(each.first, each.is_tangled) for each in segments]
            found.append(told)
        assert found[0] == found[1]
