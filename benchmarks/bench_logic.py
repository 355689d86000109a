"""Deciding a pair of conditions over ten facts, beside z3. Run by hand.

    python benchmarks/bench_logic.py [--pairs N]

Each pair is decided whole: the verdict both ways, what is definite whatever two undefined terms
mean, and the smallest witnesses. z3 is asked twice: only for the two implications, and for all of
it. *guidance* pairs have the shape of criteria in documents; *random* pairs are the worst case.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time

from pydantic import TypeAdapter

from guidance.logic import compare_conditions
from guidance.logic import decide as deciding
from guidance.logic.formulas import all_of, negation
from guidance.logic.frame import Frame
from guidance.logic.proof import ProofSolver
from guidance.records.criteria import FactCondition, FactSheet

read = TypeAdapter(FactCondition).validate_python

FACTS = {
    "prior-treatment": {"type": "yes-no"},
    "lesions": {"type": "yes-no"},
    "pregnant": {"type": "yes-no"},
    "autoimmune": {"type": "yes-no"},
    "relapses": {"type": "count"},
    "disabling": {"type": "count", "part-of": "relapses"},
    "age": {"type": "number", "unit": "years", "minimum": "0", "maximum": "120"},
    "course": {"type": "choice", "values": ("first", "second", "later")},
    "highly-active": {"type": "undefined", "because": "left open"},
    "heart-disorder": {"type": "undefined", "because": "left open"},
}
SHEET = FactSheet.model_validate(
    {
        "format": "guidance/1",
        "topic": "bench",
        "facts": {name: {"label": name, **fact} for name, fact in FACTS.items()},
    }
)


def leaf(rng: random.Random, name: str) -> dict[str, object]:
    match FACTS[name]["type"]:
        case "count":
            bound, figure = rng.choice(["at-least", "at-most"]), str(rng.randint(1, 3))
            within = rng.choice(["P6M", "P12M", "P24M"])
            return {"fact": name, bound: figure, "within": within}
        case "number":
            return {
                "fact": name,
                rng.choice(["at-least", "at-most"]): rng.choice(["18", "50", "65"]),
            }
        case "choice":
            return {"fact": name, "is": rng.choice(["first", "second", "later"])}
    test: dict[str, object] = {"fact": name}
    return {"not": test} if rng.random() < 0.4 else test


def tree(rng: random.Random, leaves: list[dict[str, object]], kind: str) -> dict[str, object]:
    """Join leaves under alternating all and any, two or three parts each."""
    if len(leaves) == 1:
        return leaves[0]
    size = -(-len(leaves) // rng.choice([2, 3]))
    groups = [leaves[i : i + size] for i in range(0, len(leaves), size)]
    other = "any" if kind == "all" else "all"
    return {kind: tuple(tree(rng, group, other) for group in groups)}


def pair(rng: random.Random, shape: str) -> tuple[object, object]:
    names = list(FACTS)
    if shape == "guidance":
        # The new wording touches two tests of the old.
        old = [leaf(rng, name) for name in names]
        new = old.copy()
        for place in rng.sample(range(len(old)), 2):
            new[place] = leaf(rng, names[place])
        seed = rng.random()
        return tuple(read(tree(random.Random(seed), each, "all")) for each in (old, new))
    sides = []
    for _ in range(2):
        leaves = [leaf(rng, name) for name in names * 2]
        rng.shuffle(leaves)
        sides.append(read(tree(rng, leaves, rng.choice(["all", "any"]))))
    return tuple(sides)


def clock(act, pairs) -> list[float]:
    times = []
    for old, new in pairs:
        start = time.perf_counter()
        act(old, new)
        times.append(1000 * (time.perf_counter() - start))
    return times


def implications(old, new) -> None:
    prover = ProofSolver(Frame(SHEET, [old, new]))
    prover.possible(all_of(old, negation(new)))
    prover.possible(all_of(new, negation(old)))


def by_z3(old, new):
    limit, deciding.STEP_LIMIT = deciding.STEP_LIMIT, 0
    try:
        return compare_conditions(old, new, SHEET)
    finally:
        deciding.STEP_LIMIT = limit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=200)
    count = parser.parse_args().pairs
    print(
        f"{'ms per pair of 10-fact conditions':40}{'median':>9}{'95 %':>9}{'worst':>9}{'ratio':>8}"
    )
    for shape in ("guidance", "random"):
        rng = random.Random(7)
        pairs = [pair(rng, shape) for _ in range(count)]
        clock(lambda old, new: compare_conditions(old, new, SHEET), pairs[:5])
        own = clock(lambda old, new: compare_conditions(old, new, SHEET), pairs)
        rows = {
            "own: verdict and witnesses": own,
            "z3: the two implications only": clock(implications, pairs),
            "z3: verdict and witnesses": clock(by_z3, pairs[:50]),
        }
        for name, times in rows.items():
            ratio = statistics.median(own) / statistics.median(times)
            ordered = sorted(times)
            high = ordered[int(0.95 * len(ordered))]
            print(
                f"{shape + ', ' + name:40}{statistics.median(times):9.2f}{high:9.2f}"
                f"{ordered[-1]:9.2f}{ratio:9.2f}"
            )


if __name__ == "__main__":
    main()
