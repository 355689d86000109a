"""Criteria of 60 nested tests over 30 facts: decided, or too large to decide, within counted work.

Work is counted, never timed, so that the same question has the same answer on every machine;
``benchmarks/bench_logic.py`` measures what it costs.
"""

import random

import pytest

from guidance.logic import Person, Regime, Rule, UndecidedError, compare_regimes, implies, judge
from guidance.logic import compare as comparing
from guidance.logic import decide as deciding
from guidance.logic.evaluate import person_formula
from guidance.logic.regimes import sides_of
from guidance.records.criteria import AllOf, AnyOf, FactSheet, FactTest, Not
from guidance.records.dates import Period

KINDS = ("yes-no", "count", "undefined", "number", "yes-no")
SHEET = FactSheet.model_validate(
    {
        "format": "guidance/1",
        "topic": "t",
        "facts": {
            f"f{n}": {
                "label": f"f{n}",
                "type": KINDS[n % 5],
                **({"because": "not said"} if KINDS[n % 5] == "undefined" else {}),
                **({"unit": "years"} if KINDS[n % 5] == "number" else {}),
            }
            for n in range(30)
        },
    }
)
PERIODS = [Period.parse(text) for text in ("P3M", "P6M", "P12M", "P24M")]


def a_test(rng, name):
    match SHEET.facts[name].type:
        case "count":
            return FactTest(fact=name, at_least=rng.randint(1, 9), within=rng.choice(PERIODS))
        case "number":
            return FactTest(fact=name, at_most=rng.randint(10, 90))
        case _:
            return FactTest(fact=name)


def nested(rng, size):
    """A condition of so many tests, nested at random."""
    if size == 1:
        return a_test(rng, rng.choice([*SHEET.facts]))
    cut = rng.randint(1, size - 1)
    parts = (nested(rng, cut), nested(rng, size - cut))
    whole = AllOf(all=parts) if rng.random() < 0.5 else AnyOf(any=parts)
    return Not(not_=whole) if rng.random() < 0.2 else whole


def far_apart(rng):
    """The classic worst case of diagrams: pairs of facts that stand far apart in every order."""
    names = [*SHEET.facts]
    rng.shuffle(names)
    pairs = [(a_test(rng, names[n]), a_test(rng, names[n + 15])) for n in range(15)]
    rng.shuffle(names)
    pairs += [(a_test(rng, names[n]), a_test(rng, names[29 - n])) for n in range(15)]
    return AnyOf(any=tuple(AllOf(all=pair) for pair in pairs))


def regime(rng, make):
    allowed = Rule(effect="permit", ref="may", criteria=make(rng))
    return Regime((allowed, Rule(effect="prohibit", ref="not", criteria=make(rng))))


MAKERS = {"nested": lambda rng: nested(rng, 60), "far apart": far_apart}
CASES = [(name, seed) for name in MAKERS for seed in range(4)]


@pytest.fixture
def budgets(monkeypatch):
    """The budgets that are handed out, as they are left."""
    found = []

    class Watched(deciding.StepsLeft):
        def __init__(self):
            super().__init__()
            found.append(self)

    monkeypatch.setattr(comparing, "StepsLeft", Watched)
    comparing._compared.cache_clear()
    return found


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_a_comparison_keeps_within_one_budget(name, seed, budgets):
    rng = random.Random(seed)
    old, new = (regime(rng, MAKERS[name]) for _ in range(2))
    found = compare_regimes(old, new, SHEET)
    assert found.verdict != "unclear" or found.because
    [budget] = budgets
    assert budget.left >= 0
    assert budget.effort >= 0
    assert compare_regimes(old, new, SHEET) is found  # asked again, it costs nothing
    assert len(budgets) == 1


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_what_is_decided_is_right(name, seed):
    """Everybody with a witness's facts has the outcomes told, whatever undefined terms mean."""
    rng = random.Random(seed)
    sides = [regime(rng, MAKERS[name]) for _ in range(2)]
    for witness in compare_regimes(*sides, SHEET).witnesses:
        such = person_formula(witness.person, SHEET)
        for side, outcome in zip(sides, (witness.before, witness.after), strict=True):
            assert implies(such, sides_of(side)[outcome], SHEET)


def test_too_large_is_said_and_never_guessed(monkeypatch):
    monkeypatch.setattr(deciding, "STEP_LIMIT", 100)
    monkeypatch.setattr(deciding, "EFFORT", 2_000)
    comparing._compared.cache_clear()
    rng = random.Random(0)
    old, new = (regime(rng, far_apart) for _ in range(2))
    found = compare_regimes(old, new, SHEET)
    comparing._compared.cache_clear()
    assert (found.verdict, found.because, found.witnesses) == ("unclear", ("too-large",), ())


def test_a_person_is_judged_or_left_undetermined():
    rng = random.Random(1)
    with pytest.raises(UndecidedError):
        judge(regime(rng, lambda rng: nested(rng, 60)), Person(), SHEET)
