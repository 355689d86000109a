"""The makers of corpora really make what real histories are made of."""

from collections import Counter

from laws.generators import at_random
from laws.traits import traits

_LEAST = 8  # of 500; the rarest trait comes about twice as often

TRAITS = (
    "act inherits places",
    "act of the Union on a member's statement",
    "cancels",
    "checked negative",
    "corrected days",
    "correction of a correction",
    "corrects",
    "day to be fixed",
    "declared places",
    "delay",
    "delay of a delay",
    "displaces",
    "ends",
    "exceptions",
    "fixes-date",
    "imprecise event",
    "imprecise publication",
    "kept after leaving",
    "lifting that names",
    "lifting that names none",
    "lifts and suspends in one version",
    "limited act on an unstated statement",
    "member's act on a statement of the Union",
    "one day, order open",
    "one day, order stated",
    "one event of two sources",
    "other days in one place",
    "pauses side by side",
    "pending text",
    "pending: dropped",
    "pending: kept",
    "pending: silent",
    "proposed act",
    "proposed text",
    "put off without a day",
    "reinstates",
    "relative event",
    "repeated text",
    "rival days",
    "replaces",
    "retroactive act",
    "said again in the same words",
    "set of days",
    "several territories",
    "shared event",
    "suspends",
    "temporary, then earlier",
    "temporary, then nothing",
    "temporary, then silent",
    "undated event",
    "whole source ends",
    "whole source reinstates",
    "whole source suspends",
    "whole version leaves something out",
)


def test_every_trait_occurs():
    counted = Counter(trait for seed in range(500) for trait in traits(at_random(seed)))
    assert {trait: counted[trait] for trait in TRAITS if counted[trait] < _LEAST} == {}
    assert set(counted) == set(TRAITS)


def test_a_seed_always_gives_the_same_corpus():
    assert at_random(17) == at_random(17)
    assert at_random(17) != at_random(18)
