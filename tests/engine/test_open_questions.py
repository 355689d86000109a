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
from support.moving_days import (
    EVENTS,
    JANUARY,
    OUT,
    moving,
    worlds_of_events,
    worlds_of_publications,
)

NAMES = "abcd"
EXPRESSIONS = st.recursive(
    st.sampled_from([*NAMES, True, False]),
    lambda inner: st.tuples(st.sampled_from(["both", "either", "less", "choose"]), *[inner] * 3),
    max_leaves=12,
)
SETTINGS = list(itertools.product((False, True), repeat=len(NAMES)))


def diagrams():
    return Diagrams(Budget(), lambda test: NAMES.index(test.event) << 40)


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

    @pytest.mark.parametrize(
        ("first", "second", "no_later"),
        [
            ("e", "month", True),
            ("month", "e", False),
            ("day", "e", False),
            ("month", "month-and-day", True),
            ("month-and-day", "month", False),
            ("d28", "month", True),  # no month is shorter
            ("d31", "month", None),  # some are as long
            ("d32", "month", False),
        ],
    )
    def test_what_follows_from_one_day_is_compared_from_each(self, first, second, no_later):
        periods = {"month": "P1M", "day": "P1D", "d28": "P28D", "d31": "P31D", "d32": "P32D"}
        events = {"e": "[2021-01..2021-03]"} | {
            name: {"after": "a@e", "period": period} for name, period in periods.items()
        }
        events["month-and-day"] = {"after": "a@month", "period": "P1D"}
        loaded = engine.load(corpus(version("a@1", "2020-01-01", says("p", "One."), events=events)))
        held = Timeline(resolve(loaded.sources.values(), loaded.versions.values())).calendar
        told = held.no_later(f"a@{first}", f"a@{second}")
        assert {TRUE: True, FALSE: False}.get(told) is no_later


def questions(names, others=()):
    """What can be asked: whether one has happened by a day, is no later, or is out before."""
    name = st.sampled_from(names)
    kinds = [
        st.tuples(st.just("by"), name, st.sampled_from((*range(28, 34), *range(58, 62)))),
        st.tuples(st.just("no-later"), name, name),
    ]
    if others:
        other = st.sampled_from(others)
        kinds.append(st.tuples(st.just("before"), other, other).filter(lambda q: q[1] != q[2]))
    return st.lists(st.one_of(kinds), min_size=1, max_size=5)


def told(held, kind, one, two):
    if kind == "by":
        return held.happened_by(one, JANUARY + two)
    return held.no_later(one, two) if kind == "no-later" else held.published_before(one, two)


def holds(world, kind, one, two):
    if kind == "before":
        return list(world).index(one) < list(world).index(two)
    return world[one] <= (two if kind == "by" else world[two])


def left_of(asked):
    """The answers to some questions that are left together."""
    held = moving()
    of = held.diagrams
    tree = of.leaf(())
    for question in asked:
        test = told(held, *question)
        tree = of.replaced(
            tree,
            lambda so_far, test=test: of.choose(
                test, of.leaf((*so_far, True)), of.leaf((*so_far, False))
            ),
        )
    return set(leaves(Feasibility(held).cut(tree, JANUARY + 1)))


class TestFeasible:
    """Exactly the worlds that some days give are left."""

    @given(asked=questions(EVENTS))
    def test_of_events_and_what_follows_them(self, asked):
        expected = {tuple(holds(w, *each) for each in asked) for w in worlds_of_events()}
        assert left_of(asked) == expected

    @given(asked=questions([*OUT], [*OUT]))
    def test_of_publications_in_a_stated_order(self, asked):
        expected = {tuple(holds(w, *each) for each in asked) for w in worlds_of_publications()}
        assert left_of(asked) == expected

    @pytest.mark.parametrize("names", [*itertools.permutations("abc"), "acbd", "cabd"])
    def test_what_is_known_of_two_by_one_way_is_not_by_another(self, names):
        """Where a comes by b and b by c, a comes by c; where c comes by b too it need not.

        So for a longer chain. All have the same days: no comparison leaves any of them fewer.
        """
        events = dict.fromkeys(names, "2021-01") | {"way": "2021-02"}
        said = says("p", "One.", start="way")
        loaded = engine.load(corpus(version("a@1", "2020-01-01", said, events=events)))
        held = Timeline(resolve(loaded.sources.values(), loaded.versions.values())).calendar
        of, day = held.diagrams, JANUARY + 45
        a, b, c, *more = (f"a@{name}" for name in names)
        last = [c, *more]
        ends = of.choose(held.no_later(a, last[-1]), of.leaf("in turn"), of.leaf("turned"))
        ways = []
        for second in (held.no_later(b, c), held.no_later(c, b)):
            chain = of.both(held.no_later(a, b), second)
            for one, other in itertools.pairwise(last):
                chain = of.both(chain, held.no_later(one, other))
            ways.append(of.choose(chain, ends, of.leaf("none")))
        cut = Feasibility(held).cut(of.choose(held.happened("a@way", day), *ways), day)
        assert set(leaves(cut.yes)) == {"in turn", "none"}
        assert set(leaves(cut.no)) == {"in turn", "turned", "none"}

    def test_of_days_alone_there_is_one_rule(self):
        """A period of days leads from each day to one; of a month of 29 days it hangs on a rule."""
        events = {"e": "[2019..2021]", "late": {"after": "a@e", "period": "P30D"}}
        events["month"] = {"after": "a@e", "period": "P1M"}
        events |= {"s": "2020-01-10", "soon": {"after": "a@s", "period": "P1M"}}
        loaded = engine.load(corpus(version("a@1", "2019-01-01", says("p", "One."), events=events)))
        held = Timeline(resolve(loaded.sources.values(), loaded.versions.values())).calendar
        assert len(list(leaves(held.pointed("a@late")))) == 1
        assert len(list(leaves(held.pointed("a@soon")))) == 1
        assert len(list(leaves(held.pointed("a@month")))) == 2


class TestBudget:
    def test_what_is_chosen_by_itself_costs_no_step(self):
        """A diagram that is true where it holds and false where it does not is that diagram."""
        of = diagrams()
        tree = of.ask(Happened("a"))
        of.budget.swap((0, 0))
        assert of.choose(tree, TRUE, FALSE) is tree
        with pytest.raises(TooTangledError):
            of.negated(tree)

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
