"""States in both times: worked out anew where a day can tell something, and never too seldom."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

import guidance
from guidance.answers.answering import registry_of
from guidance.answers.states import States
from guidance.engine.tests import Published
from guidance.exports.databases.knowledge import known_states
from guidance.exports.databases.rows import left_open, state_rows
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


def rows_on(corpus, day):
    """Everything worked out anew for one day of knowledge."""
    states = States(registry_of(corpus), day)
    return {row for ref in corpus.provisions for row in state_rows(states, ref)}


def told_on(known, day):
    rows = [
        state.row
        for state in known
        if (state.first is None or state.first <= day)
        and (state.until is None or day < state.until)
    ]
    assert len(rows) == len(set(rows))
    return set(rows)


def assert_equal(corpus, days):
    known = list(known_states(corpus))
    for day in days:
        assert told_on(known, day) == rows_on(corpus, day), day


def around(corpus):
    """Every day of the weeks in which a small corpus becomes known, also between its days."""
    told = [day for day in corpus.days_of_knowledge() if day > date(1900, 1, 1)]
    last = min(told[-1], told[0] + timedelta(60))
    days = [told[0] + timedelta(number) for number in range(-2, (last - told[0]).days + 3)]
    return [date.min, *days, date.max]


def valid(seed: int):
    """The first that is valid: circles of displacing are refused."""
    random = Random(seed)
    while True:
        try:
            return load(linked(random))
        except guidance.RecordsError:
            continue


@pytest.mark.parametrize("seed", range(20))
def test_of_versions_that_only_state(seed):
    corpus = valid(seed)
    assert_equal(corpus, corpus.days_of_knowledge())


@pytest.mark.parametrize("seed", range(20))
def test_of_all_that_histories_are_made_of(seed):
    corpus = load(at_random(seed))
    assert_equal(corpus, around(corpus))


PUBLISHED_SOME_DAY = {
    "its own start": [says("p", "1")],
    "after another": [says("p", "1"), says("q", "1", start="begin")],
}


@pytest.mark.parametrize("content", PUBLISHED_SOME_DAY.values(), ids=PUBLISHED_SOME_DAY)
def test_a_day_of_publication_that_is_open_says_less_of_days_after_it(content):
    events = {"begin": {"after": "a@1", "period": "P10D"}} if len(content) > 1 else {}
    corpus = load(
        records(
            version("a@0", "2019-12-01", says("p", "0")),
            version("a@1", "[2020-01-01..2020-02-20]", *content, events=events),
        )
    )
    assert_equal(corpus, around(corpus))


@pytest.mark.parametrize("published", ["2020-01-20", "[2020-01-15..2020-01-20]"])
@pytest.mark.parametrize("days", [{"start": "b@1"}, {"until": "b@1"}, {"start": "begin"}])
def test_a_publication_that_another_names_is_yet_to_come_on_each_day_before_it(published, days):
    events = {"begin": {"after": "b@1", "period": "P2D"}} if "begin" in days.values() else {}
    corpus = load(
        records(
            version("a@1", "2020-01-01", says("p", "1", **days), events=events),
            version("b@1", published, says("q", "2")),
        )
    )
    assert_equal(corpus, around(corpus))


def test_what_differs_at_the_ends_of_a_long_stretch_is_left_open():
    corpus = load(
        records(
            version("a@0", "2010-01-01", says("p", "0")),
            version("a@1", "2012-01-01", says("p", "1")),
        )
    )
    states = States(registry_of(corpus), None)
    none, first, second = state_rows(states, "a#p")
    later = (
        first._replace(valid_until=date(2012, 1, 9)),
        second._replace(valid_from=date(2012, 1, 9)),
    )
    before, opened, *after = left_open((none, first, second), (none, *later), [Published("a@1")])
    assert (before, after) == (none, [])
    assert (opened.state, opened.valid_from, opened.valid_until) == (
        "undetermined",
        date(2010, 1, 1),
        None,
    )
    assert opened.depends_on == '[{"event": "a@1", "test": "Published"}]'
    same = left_open((none, first, second), (none, first, second), [Published("a@1")])
    assert same == (none, first, second)


def test_the_ends_of_a_long_stretch_are_told_whole():
    corpus = load(
        records(
            version("a@0", "2010-01-01", says("p", "0"), says("q", "0")),
            version("a@1", "[2012-01-01..2019-12-31]", says("p", "1")),
        )
    )
    ends = ("2011-12-31", "2012-01-01", "2012-01-02", "2019-12-30", "2019-12-31", "2020-01-01")
    assert_equal(corpus, map(date.fromisoformat, ends))
