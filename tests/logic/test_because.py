"""Why a condition comes out as it does: the tests named suffice, and each is settled as told."""

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from guidance.errors import QueryError
from guidance.logic import Person, Truth, all_of, check_person, evaluate, negation, valid
from guidance.logic.because import because
from guidance.logic.people import Known
from guidance.records.criteria import AllOf, AnyOf, FactSheet, FactTest, Not
from guidance.records.dates import Period

SHEET = FactSheet.model_validate_json(
    """
    {"format": "guidance/1", "topic": "t", "facts": {
      "f": {"type": "yes-no", "label": "f"},
      "g": {"type": "yes-no", "label": "g"},
      "n": {"type": "count", "label": "n"},
      "m": {"type": "count", "label": "m", "part-of": "n"},
      "u": {"type": "undefined", "label": "u", "because": "not said"}},
     "constraints": [{"any": [{"fact": "f", "is": "no"}, {"fact": "g"}]}]}
    """
)
YEAR, TWO = Period.parse("P12M"), Period.parse("P24M")
F, G, U = (FactTest(fact=name) for name in "fgu")


def most(name, figure, within=YEAR):
    return FactTest(fact=name, at_least=figure, within=within)


def told(condition, *known):
    found = because(condition, Person(known), SHEET)
    return [(each.test, each.holds, tuple(map(str, each.rests_on))) for each in found]


class TestWhy:
    def test_what_follows_from_other_facts_says_from_which(self):
        one = Known("n", 1, TWO)
        assert told(most("m", 2), one) == [(most("m", 2), False, ("n=1/P24M",))]
        assert told(G, Known("f", value=True), one) == [(G, True, ("f=yes",))]

    def test_its_own_fact_is_named_before_what_it_follows_from(self):
        known = (Known("f", value=True), Known("g", value=True))
        assert told(G, *known) == [(G, True, ("g=yes",))]

    def test_all_that_fail_where_each_has_to(self):
        condition = Not(not_=AnyOf(any=(AllOf(all=(U, F)), most("n", 3))))
        known = (Known("f", value=False), Known("n", 2, YEAR))
        assert told(condition, *known) == [
            (F, False, ("f=no",)),
            (most("n", 3), False, ("n=2/P12M",)),
        ]

    def test_one_that_holds_where_one_suffices(self):
        condition = AnyOf(any=(AllOf(all=(F, G)), most("n", 1)))
        known = (Known("f", value=True), Known("n", 1, YEAR))
        assert told(condition, *known) == [(most("n", 1), True, ("n=1/P12M",))]

    @pytest.mark.parametrize("known", [(), (Known("g", value=True),)])
    def test_nothing_where_it_is_open_or_settled_only_as_a_whole(self, known):
        assert told(F, *known) == []
        assert told(AnyOf(any=(U, Not(not_=U))), *known) == []

    def test_what_is_so_of_everybody_rests_on_nothing(self):
        assert told(most("n", 0)) == [(most("n", 0), True, ())]


tests = st.one_of(
    st.sampled_from([F, G, U, FactTest(fact="f", is_="no")]),
    st.builds(most, st.sampled_from("nm"), st.integers(1, 3), st.sampled_from([YEAR, TWO])),
)
conditions = st.recursive(
    tests,
    lambda part: st.one_of(
        st.lists(part, min_size=2, max_size=3).map(lambda parts: AllOf(all=tuple(parts))),
        st.lists(part, min_size=2, max_size=3).map(lambda parts: AnyOf(any=tuple(parts))),
        part.map(lambda one: Not(not_=one)),
    ),
    max_leaves=6,
)
people = st.fixed_dictionaries(
    {},
    optional={
        "f": st.booleans().map(lambda value: Known("f", value)),
        "g": st.booleans().map(lambda value: Known("g", value)),
        "u": st.booleans().map(lambda value: Known("u", value)),
        "n": st.integers(0, 3).map(lambda value: Known("n", value, TWO)),
        "m": st.integers(0, 3).map(lambda value: Known("m", value, YEAR)),
    },
).map(lambda facts: Person(tuple(facts.values())))


class TestLaw:
    """Everybody of whom the tests named are so comes out the same; each is settled as it says."""

    @given(conditions, people)
    def test_the_tests_suffice_and_are_settled(self, condition, person):
        try:
            check_person(person, SHEET)
        except QueryError:
            return
        truth = evaluate(condition, person, SHEET).truth
        found = because(condition, person, SHEET)
        event(f"{truth.value}: {len(found)} tests")
        if truth is Truth.UNKNOWN:
            assert found == ()
        if not found:
            return
        named = all_of(*(each.test if each.holds else negation(each.test) for each in found))
        outcome = condition if truth is Truth.TRUE else negation(condition)
        assert valid(negation(all_of(named, negation(outcome))), SHEET)
        for each in found:
            wanted = Truth.TRUE if each.holds else Truth.FALSE
            assert evaluate(each.test, Person(each.rests_on), SHEET).truth is wanted
            for left_out in each.rests_on:
                rest = Person(tuple(one for one in each.rests_on if one is not left_out))
                assert evaluate(each.test, rest, SHEET).truth is not wanted
