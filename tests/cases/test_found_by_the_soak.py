"""Corpora on which the engine and the oracle once differed, made as small as they get.

``python -m laws.soak`` found them at random, each by the seed it is named for; since then one of
the two was mended, or both. The rule behind many stands beside, as a case with its own words.
"""

import json
from pathlib import Path

import pytest

from laws import soak
from laws.oracle_records import Corpus

FOUND = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("found_by_the_soak.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
WORLDS = 150


@pytest.mark.parametrize("found", FOUND, ids=[found["seed"] for found in FOUND])
def test_the_engine_and_the_oracle_agree(found):
    corpus = Corpus(tuple(found["sources"]), tuple(found["versions"]))
    first = int(found["seed"].partition("-")[0])  # the place that is compared first
    assert soak.compare(corpus, WORLDS, found["known-on"], first) == []
