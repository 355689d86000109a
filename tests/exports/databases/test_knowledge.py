"""States in both times: worked out anew where a day can tell something, and never too seldom."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

import guidance
from guidance.answers.answering import registry_of
from guidance.answers.states import States
from guidance.exports.databases.knowledge import known_states
from guidance.exports.databases.rows import state_rows
from laws.engine import load
from laws.generators import at_random
from laws.small import corpus as records
from laws.small import says, version

FIRST = date(2020, 1, 1)


def linked(random: Random):
    """Two sources whose versions only state: texts that replace, displace and restate others."""
    published = FIRST
    refs = [f"{source}#{name}" for source in "ab" for name in "pqr"]
    stated: set[str] = set()
    found = []
    for number in range(8):
        source = random.choice("ab")
        published += timedelta(random.randint(1, 6))
        content = []
        for name in random.sample("pqr", random.randint(1, 2)):
            fields = {}
            others = sorted(stated - {f"{source}#{name}"})
            for field in ("replaces", "displaces", "restates"):
                if others and random.random() < 0.3:
                    fields[field] = [random.choice(others)]
            if random.random() < 0.4:
                start = published + timedelta(random.randint(0, 20))
                fields["applies"] = {"from": start.isoformat()}
            content.append(says(name, f"{number}.", **fields))
            stated.add(f"{source}#{name}")
        found.append(version(f"{source}@{number}", published.isoformat(), *content))
    assert stated <= set(refs)
    return records(*found)


def by_brute_force(corpus):
    """Everything worked out anew for each day of knowledge."""
    for day in corpus.days_of_knowledge():
        states = States(registry_of(corpus), day)
        yield day, {row for ref in corpus.provisions for row in state_rows(states, ref)}


def assert_equal(corpus):
    known = list(known_states(corpus))
    for day, expected in by_brute_force(corpus):
        found = [
            each.row
            for each in known
            if (each.first is None or each.first <= day)
            and (each.until is None or day < each.until)
        ]
        assert len(found) == len(set(found))
        assert set(found) == expected, day


def valid(seed: int):
    """The first that is valid: circles of displacing are refused."""
    random = Random(seed)
    while True:
        try:
            return load(linked(random))
        except guidance.RecordsError:
            continue


@pytest.mark.parametrize("seed", range(100))
def test_of_versions_that_only_state(seed):
    assert_equal(valid(seed))


@pytest.mark.parametrize("seed", range(30))
def test_of_all_that_histories_are_made_of(seed):
    assert_equal(load(at_random(seed)))
