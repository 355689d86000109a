"""Laws of the logic. z3 over whole and real numbers, and lists of all people, are the oracles."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
import z3
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import how_many
from guidance.errors import QueryError
from guidance.logic import (
    Person,
    Regime,
    Strength,
    Truth,
    all_of,
    compare_conditions,
    compare_populations,
    compare_regimes,
    direction_of,
    equivalent,
    evaluate,
    find_person,
    implies,
    judge,
    negation,
    read_facts,
    satisfiable,
)
from guidance.logic.decide import EFFORT, decide
from guidance.logic.evaluate import kleene
from guidance.logic.frame import Frame, never_longer
from guidance.logic.proof import ProofSolver
from guidance.records.criteria import AllOf, AnyOf, FactTest, FrozenDict, Not
from guidance.records.dates import Period
from logic_strategies import (
    CONSTRAINTS,
    FACTS,
    choices,
    cond,
    conditions,
    flags,
    known_texts,
    regimes,
    sheet,
    sheets,
    small_leaves,
    trees,
)

S = sheet(FACTS)
TIED = sheet(FACTS, *CONSTRAINTS)
MIRROR = {"stricter": "looser", "looser": "stricter"}


def examples(count):
    return settings(
        max_examples=how_many.examples(count),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def fixed(formula, known, given_sheet):
    return evaluate(formula, known, given_sheet).truth


class Oracle:
    """The same sheet in z3, written without thresholds, diagrams or cuts."""

    MONTHS = (6, 12, 24)

    def __init__(self, constraints):
        self.flags = {name: z3.Bool(name) for name in "abuv"}
        self.age, self.course = z3.Real("age"), z3.Int("course")
        self.counts = {
            (name, months): z3.Int(f"{name}{months}")
            for name in ("relapses", "disabling")
            for months in self.MONTHS
        }
        laws = [self.age >= 0, self.age <= 120, self.course >= 0, self.course <= 2]
        for (name, months), count in self.counts.items():
            laws += [count >= 0, count <= 6] if name == "relapses" else [count >= 0]
            laws += [count <= self.counts[name, m] for m in self.MONTHS if m > months]
            if name == "disabling":
                laws.append(count <= self.counts["relapses", months])
        self.people = z3.And(*laws, *map(self.term, constraints))
        self.possible = self.meanings(self.people)
        self.solver = z3.Solver()

    def term(self, formula):
        match formula:
            case bool():
                return z3.BoolVal(formula)
            case AllOf():
                return z3.And([self.term(part) for part in formula.all])
            case AnyOf():
                return z3.Or([self.term(part) for part in formula.any])
            case Not():
                return z3.Not(self.term(formula.not_))
            case FactTest(fact="course"):
                return self.course == FACTS["course"]["values"].index(formula.is_)
            case FactTest(fact=name) if name in self.flags:
                return self.flags[name] if formula.is_ != "no" else z3.Not(self.flags[name])
        value = self.age if formula.within is None else None
        if value is None:
            value = self.counts[formula.fact, formula.within.months]
        figure = (lambda n: int(n)) if formula.within else (lambda n: z3.RealVal(str(n)))
        parts = []
        if formula.at_least is not None:
            parts.append(value >= figure(formula.at_least))
        if formula.at_most is not None:
            parts.append(value <= figure(formula.at_most))
        return z3.And(parts)

    def sat(self, *terms):
        self.solver.push()
        self.solver.add(*terms)
        answer = self.solver.check()
        self.solver.pop()
        assert answer != z3.unknown
        return answer == z3.sat

    def meanings(self, term):
        """The term under each meaning of the two undefined terms."""
        names = [self.flags["u"], self.flags["v"]]
        return [
            z3.substitute(term, *zip(names, map(z3.BoolVal, values), strict=True))
            for values in itertools.product([False, True], repeat=2)
        ]

    def both_ways(self, formula):
        """A formula and its opposite, each with its meanings."""
        term = self.term(formula)
        return [(each, self.meanings(each)) for each in (term, z3.Not(term))]

    def strength(self, *parts):
        if not self.sat(self.people, *(term for term, _ in parts)):
            return Strength.NONE
        # One person (the other names are shared) under all meanings that the constraints leave.
        each = zip(self.possible, *(meanings for _, meanings in parts), strict=True)
        whatever = [z3.Implies(people, z3.And(*terms)) for people, *terms in each]
        definite = self.sat(z3.Or(*self.possible), *whatever)
        return Strength.DEFINITE if definite else Strength.POSSIBLE

    def verdict(self, old, new):
        (before, not_before), (after, not_after) = old, new
        lost, gained = self.strength(before, not_after), self.strength(after, not_before)
        return direction_of({TIGHTER: lost, LOOSER: gained})[0]

    def as_judged(self, old, new):
        """The verdict where undefined terms are yes or no of a person, like any other fact."""
        (before, not_before), (after, not_after) = old, new
        lost = self.sat(self.people, before[0], not_after[0])
        gained = self.sat(self.people, after[0], not_before[0])
        return {(0, 0): "same", (1, 0): "stricter", (0, 1): "looser", (1, 1): "mixed"}[lost, gained]

    def stands_alone(self, verdict, old, new):
        """Whether a verdict holds however the undefined terms are judged on either side."""
        names = [self.flags["u"], self.flags["v"]]
        others = [z3.Bool(f"{name}-after") for name in "uv"]

        def after(term):
            return z3.substitute(term, *zip(names, others, strict=True))

        (before, not_before), (later, not_later) = old, new
        lost = self.sat(self.people, after(self.people), before[0], after(not_later[0]))
        gained = self.sat(self.people, after(self.people), not_before[0], after(later[0]))
        return {
            "same": not lost and not gained,
            "stricter": not gained,
            "looser": not lost,
        }.get(verdict, True)


TIGHTER, LOOSER = ("permitted", "prohibited"), ("prohibited", "permitted")


def check_verdict(verdict, judged, definite):
    """A verdict says the most: where terms are facts of a person, as somebody judges them.

    Only two sides that both rest on a term of one side leave it unclear.
    """
    if verdict.verdict == "unclear":
        assert judged == "mixed"
        assert definite != "mixed"
    else:
        assert verdict.verdict == judged


def check_witnesses(verdict, old, new, given_sheet):
    for each in verdict.witnesses:
        side = {"permitted": Truth.TRUE, "prohibited": Truth.FALSE}
        assert fixed(old, each.person, given_sheet) is side[each.before]
        assert fixed(new, each.person, given_sheet) is side[each.after]
        judged = tuple(k.fact for k in each.person if k.fact in "uv")
        assert each.rests_on == judged
        # Nothing can be left out: without any one fact the two no longer surely differ.
        for known in each.person:
            fewer = Person(tuple(k for k in each.person if k is not known))
            differ = (fixed(old, fewer, given_sheet), fixed(new, fewer, given_sheet))
            assert differ != (side[each.before], side[each.after])


class TestAgainstZ3:
    """Every decision agrees with z3 over whole and real numbers; every witness differs."""

    @examples(50)
    @given(st.lists(conditions, min_size=7, max_size=7), st.sampled_from([S, TIED]))
    def test_verdicts_of_all_pairs(self, some, given_sheet):
        oracle = Oracle(given_sheet.constraints)
        terms = [(each, oracle.both_ways(each)) for each in some]
        for (old, old_terms), (new, new_terms) in itertools.combinations(terms, 2):
            verdict = compare_conditions(old, new, given_sheet)
            judged = oracle.as_judged(old_terms, new_terms)
            check_verdict(verdict, judged, oracle.verdict(old_terms, new_terms))
            if not verdict.provided and old != new:
                assert oracle.stands_alone(verdict.verdict, old_terms, new_terms)
            back = compare_conditions(new, old, given_sheet)
            assert back.verdict == MIRROR.get(verdict.verdict, verdict.verdict)
            assert (back.provided, back.met) == (verdict.provided, verdict.met)
            event(verdict.verdict)

    @examples(150)
    @given(conditions, conditions, sheets)
    def test_witnesses(self, old, new, given_sheet):
        verdict = compare_conditions(old, new, given_sheet)
        check_witnesses(verdict, old, new, given_sheet)
        if verdict.verdict in ("stricter", "looser", "mixed"):
            assert len(verdict.witnesses) == 1 + (verdict.verdict == "mixed")
            needed = {*verdict.provided, *verdict.met}
            assert all(needed.issuperset(each.rests_on) for each in verdict.witnesses)

    @examples(150)
    @given(conditions, sheets, st.booleans())
    def test_find_person(self, condition, given_sheet, prefer):
        oracle = Oracle(given_sheet.constraints)
        who = find_person(condition, given_sheet, prefer_no_undefined=prefer)
        strength = oracle.strength(oracle.both_ways(condition)[0])
        assert (who is None) == (strength == Strength.NONE)
        if who is not None:
            assert fixed(condition, who, given_sheet) is Truth.TRUE
            assert read_facts(str(who).split(), given_sheet) == who
            if prefer and strength == Strength.DEFINITE:
                assert not {"u", "v"} & {known.fact for known in who}

    @examples(40)
    @given(conditions, sheets)
    def test_the_prover_for_large_questions_agrees(self, condition, given_sheet):
        prover = ProofSolver(Frame(given_sheet, [condition]), EFFORT)

        def ask(solver):
            return [solver.possible(condition), solver.definite(condition)]

        own = decide(given_sheet, [condition], ask)
        assert ask(prover) == own
        for definite in [False, True][: sum(own)]:
            who = prover.witness(condition, definite=definite)
            assert fixed(condition, who, given_sheet) is Truth.TRUE


class TestAgainstAllPeople:
    """On facts with few values the answers agree with a list of everybody."""

    SHEET = sheet(
        {name: FACTS[name] for name in ("a", "u", "disabling")}
        | {"relapses": {"type": "count", "maximum": 3}},
    )
    EVERYBODY = tuple(
        {"a": a, "u": u, ("relapses", 12): r12, ("relapses", 24): r24, ("disabling", 12): d12}
        for a, u in itertools.product([False, True], repeat=2)
        for r24 in range(4)
        for r12 in range(r24 + 1)
        for d12 in range(r12 + 1)
    )

    @classmethod
    def holds(cls, formula, who):
        match formula:
            case AllOf():
                return all(cls.holds(part, who) for part in formula.all)
            case AnyOf():
                return any(cls.holds(part, who) for part in formula.any)
            case Not():
                return not cls.holds(formula.not_, who)
        if formula.within is None:
            return who[formula.fact]
        count = who[formula.fact, formula.within.months]
        least = 0 if formula.at_least is None else formula.at_least
        return least <= count <= (99 if formula.at_most is None else formula.at_most)

    @examples(200)
    @given(*[trees(small_leaves).map(cond)] * 2)
    def test_verdict(self, old, new):
        strengths = {}
        for passage, (before, after) in ((TIGHTER, (True, False)), (LOOSER, (False, True))):
            movers = [
                who
                for who in self.EVERYBODY
                if (self.holds(old, who), self.holds(new, who)) == (before, after)
            ]
            # Whoever is listed under both meanings of u passes whatever it means.
            alike = [tuple(v for k, v in who.items() if k != "u") for who in movers]
            strengths[passage] = Strength(min(2, max(map(alike.count, alike), default=0)))
        somebody = {key: each and Strength.DEFINITE for key, each in strengths.items()}
        verdict = compare_conditions(old, new, self.SHEET)
        check_verdict(verdict, direction_of(somebody)[0], direction_of(strengths)[0])

    @examples(150)
    @given(trees(small_leaves).map(cond), st.sampled_from(EVERYBODY), st.sets(st.integers(0, 4)))
    def test_evaluation_and_what_is_missing(self, condition, who, places):
        names = ["a", "u", ("relapses", 12), ("relapses", 24), ("disabling", 12)]
        spots = [names[place] for place in sorted(places)]
        texts = [
            f"{s}={('no', 'yes')[who[s]]}" if isinstance(s, str) else f"{s[0]}={who[s]}/P{s[1]}M"
            for s in spots
        ]

        def values(spots):
            alike = [w for w in self.EVERYBODY if all(w[s] == who[s] for s in spots)]
            return {self.holds(condition, w) for w in alike}

        found = evaluate(condition, read_facts(texts, self.SHEET), self.SHEET)
        truths = {Truth.TRUE: {True}, Truth.FALSE: {False}, Truth.UNKNOWN: {True, False}}
        assert truths[found.truth] == values(spots)
        if found.truth is not Truth.UNKNOWN:
            return
        asked = [
            *((m.fact, m.within.months) if m.within else m.fact for m in found.missing),
            *found.undefined,
        ]
        assert len(values([*spots, *asked])) == 1


class TestEvaluation:
    """Exact evaluation refines Kleene's tables and never contradicts them."""

    @examples(200)
    @given(conditions, known_texts, sheets)
    def test_kleene(self, condition, texts, given_sheet):
        try:
            who = read_facts(texts, given_sheet)
        except QueryError:
            assume(False)
        exact = fixed(condition, who, given_sheet)
        table = kleene(condition, who, given_sheet)
        assert table in (exact, Truth.UNKNOWN)
        event(f"{table} → {exact}")

    @examples(100)
    @given(conditions, known_texts, sheets)
    def test_more_facts_never_change_a_settled_answer(self, condition, texts, given_sheet):
        try:
            who = read_facts(texts, given_sheet)
        except QueryError:
            assume(False)
        fewer = fixed(condition, Person(who.known[1:]), given_sheet)
        assert fewer in (Truth.UNKNOWN, fixed(condition, who, given_sheet))

    @examples(150)
    @given(known_texts, sheets)
    def test_facts_are_refused_exactly_where_nobody_has_them(self, texts, given_sheet):
        tests = []
        for text in texts:
            name, _, rest = text.partition("=")
            value, _, period = rest.partition("/")
            if value in ("yes", "no") or name == "course":
                tests.append({"fact": name, "is": value})
            else:
                within = {"within": period} if period else {}
                tests.append({"fact": name, "at-least": value, "at-most": value, **within})
        oracle = Oracle(given_sheet.constraints)
        possible = oracle.sat(oracle.people, *(oracle.term(cond(test)) for test in tests))
        if possible:
            assert len(read_facts(texts, given_sheet)) == len(texts)
        else:
            with pytest.raises(QueryError):
                read_facts(texts, given_sheet)


def rebuilt(formula, change):
    """The same tree with ``change`` applied to each test and to each list of parts."""
    match formula:
        case AllOf():
            return AllOf(all=tuple(change([rebuilt(part, change) for part in formula.all])))
        case AnyOf():
            return AnyOf(any=tuple(change([rebuilt(part, change) for part in formula.any])))
        case Not():
            return Not(not_=rebuilt(formula.not_, change))
    return change(formula)


class TestDirection:
    """Law 9: same is reflexive, stricter and looser mirror each other, nothing is hidden."""

    @examples(80)
    @given(conditions, sheets)
    def test_reflexive_and_double_negation(self, condition, given_sheet):
        twice = Not(not_=Not(not_=condition))
        assert compare_conditions(condition, twice, given_sheet).verdict == "same"
        assert equivalent(condition, negation(negation(condition)), given_sheet)

    @examples(80)
    @given(conditions, conditions, conditions, sheets)
    def test_transitive_once_proved(self, one, two, three, given_sheet):
        # Narrowed step by step, so that the premise is often met.
        second, third = all_of(one, two), all_of(one, two, three)
        steps = {
            compare_conditions(one, second, given_sheet).verdict,
            compare_conditions(second, third, given_sheet).verdict,
        }
        whole = compare_conditions(one, third, given_sheet)
        event(str(sorted(steps)))
        if steps <= {"same", "stricter"}:
            assert whole.verdict == ("stricter" if "stricter" in steps else "same")
        assert implies(third, one, given_sheet)

    @examples(80)
    @given(conditions, conditions, st.randoms(use_true_random=False), sheets)
    def test_order_of_parts(self, old, new, random, given_sheet):
        def shuffle(part):
            return random.sample(part, len(part)) if isinstance(part, list) else part

        shuffled = compare_conditions(rebuilt(old, shuffle), rebuilt(new, shuffle), given_sheet)
        straight = compare_conditions(old, new, given_sheet)
        assert shuffled.verdict == straight.verdict
        assert shuffled.undefined == straight.undefined
        assert shuffled.ruled_out == straight.ruled_out

    @examples(80)
    @given(conditions, conditions)
    def test_names_of_facts(self, old, new):
        other = sheet({f"x-{name}": fact for name, fact in FACTS.items() if name != "disabling"})
        part = {"type": "count", "part-of": "x-relapses"}
        other = other.model_copy(
            update={"facts": FrozenDict({**other.facts, **sheet({"x-disabling": part}).facts})}
        )

        def rename(part):
            if isinstance(part, list):
                return part
            return part.model_copy(update={"fact": f"x-{part.fact}"})

        renamed = compare_conditions(rebuilt(old, rename), rebuilt(new, rename), other)
        straight = compare_conditions(old, new, S)
        assert renamed.verdict == straight.verdict
        assert renamed.undefined == tuple(f"x-{name}" for name in straight.undefined)
        assert len(renamed.witnesses) == len(straight.witnesses)

    @examples(60)
    @given(conditions, conditions, conditions, sheets)
    def test_a_population_counts_only_its_people(self, old, new, under, given_sheet):
        inside = compare_conditions(old, new, given_sheet, under=under)
        for each in inside.witnesses:
            assert fixed(under, each.person, given_sheet) is Truth.TRUE
        if not satisfiable(under, given_sheet):
            assert inside.verdict == "same"


whole_people = st.tuples(
    *(st.sampled_from([f"{name}=yes", f"{name}=no"]) for name in "abuv"),
    st.sampled_from([f"course={value}" for value in FACTS["course"]["values"]]),
)


class TestRegimes:
    """Everybody has one outcome; verdicts of regimes mirror, and summaries hide nothing."""

    @examples(80)
    @given(regimes(), regimes(), sheets)
    def test_mirror_and_reflexive(self, old, new, given_sheet):
        there = compare_regimes(old, new, given_sheet)
        back = compare_regimes(new, old, given_sheet)
        assert back.verdict == MIRROR.get(there.verdict, there.verdict)
        assert (back.undefined, back.undeclared) == (there.undefined, there.undeclared)
        assert compare_regimes(old, old, given_sheet).verdict == "same"
        event(there.verdict)

    @examples(80)
    @given(regimes(may_be_opaque=False), regimes(may_be_opaque=False), sheets)
    def test_witnesses_are_judged_so(self, old, new, given_sheet):
        verdict = compare_regimes(old, new, given_sheet)
        for each in verdict.witnesses:
            assert judge(old, each.person, given_sheet).outcome == each.before
            assert judge(new, each.person, given_sheet).outcome == each.after
        assert verdict.witnesses or verdict.verdict == "same"

    @examples(80)
    @given(regimes(trees(flags | choices, 4).map(cond), may_be_opaque=False), whole_people)
    def test_judging_a_person_by_the_rules_one_by_one(self, regime, texts):
        who = read_facts(texts, S)
        values = [
            (rule, fixed(rule.holds, who, S), fixed(rule.speaks, who, S)) for rule in regime.rules
        ]
        holding = [rule for rule, holds, _ in values if holds is Truth.TRUE]
        if any(rule.effect == "prohibit" for rule in holding):
            expected = "prohibited"
        elif holding:
            expected = "permitted"
        elif any(rule.only and speaks is Truth.TRUE for rule, _, speaks in values):
            expected = "prohibited"
        else:
            expected = "silent"
        found = judge(regime, who, S)
        assert found.outcome == expected
        assert (found.deciding == ()) == (expected == "silent")
        event(expected)

    @examples(60)
    @given(regimes(), regimes(), conditions, st.randoms(use_true_random=False))
    def test_a_summary_is_never_clearer_than_its_parts(self, old, new, under, random):
        populations = [("these", under), ("the others", negation(under))]
        shuffled = Regime(tuple(random.sample(new.rules, len(new.rules))))
        found = compare_populations(old, shuffled, S, populations)
        parts = {part.verdict.verdict for part in found.parts}
        verdict = found.overall.verdict
        if "mixed" in parts:
            assert verdict == "mixed"
        if "unclear" in parts:
            assert verdict in ("unclear", "mixed")
            assert found.overall.because
        if verdict in ("stricter", "looser", "same"):
            assert parts <= {verdict, "same"}
        assert compare_populations(old, new, S, populations).overall.verdict == verdict


class TestPeriods:
    """A period that is never longer ends no later, from whatever day it runs."""

    lengths = st.tuples(st.integers(0, 40), st.integers(0, 70)).filter(any)

    @examples(300)
    @given(lengths, lengths, st.dates(date(1990, 1, 1), date(2030, 1, 1)))
    def test_calendar(self, one, other, start):
        first, second = (Period.parse(f"P{months}M{days}D") for months, days in (one, other))
        if never_longer(first, second):
            assert first.after(start)[0] <= second.after(start)[0]
