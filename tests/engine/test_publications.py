"""What is learnt is looked for only where something was published: nothing is missed by that."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from random import Random

import pytest

from guidance.answers.answering import registry_of
from guidance.engine.publications import Publications
from laws import engine
from laws.asking import days_around
from laws.generators import at_random
from laws.small import act, corpus, says, version


def looked_at_all(records, since, until, monkeypatch):
    """What is learnt where every provision is looked at."""
    with monkeypatch.context() as patch:
        patch.setattr(Publications, "touch", lambda *_: True)
        return records.learnt(since, until)


def pairs(seed, days):
    """Some windows: near each other, and far apart."""
    random = Random(seed)
    for _ in range(6):
        yield sorted(random.sample(days, 2))
    for day in random.sample(days, 4):
        later = date.fromisoformat(day) + timedelta(random.randint(1, 3))
        yield day, later.isoformat()


def assert_nothing_is_missed(raw, seed, monkeypatch):
    records = engine.load(raw)
    for since, until in pairs(seed, days_around(raw)):
        learnt = records.learnt(since, until)
        assert learnt == looked_at_all(records, since, until, monkeypatch), (since, until)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_missed(seed, monkeypatch):
    assert_nothing_is_missed(at_random(seed), seed, monkeypatch)


def series(first="[2020-01-01..2020-03-01]", **fields):
    """Texts with days of their own, all published by a day."""
    return [
        version(
            f"a@{number}",
            first,
            says("p", f"Pay {number}.", start=f"201{number}-01-01", **fields),
            says("q", f"Have {number}.", start=f"201{number}-02-01"),
            **({"after": [f"a@{number - 1}"]} if number else {}),
        )
        for number in range(4)
    ]


def touched(records, since, until):
    publications = Publications(registry_of(records))
    days = (date.fromisoformat(day).toordinal() for day in (since, until))
    first, last = days
    return [ref for ref in records.provisions if publications.touch(ref, first, last)]


def test_between_the_ends_of_an_open_publication_nothing_is_looked_at_again(monkeypatch):
    records = engine.load(corpus(*series()))
    assert touched(records, "2020-01-10", "2020-02-20") == []
    assert records.learnt("2020-01-10", "2020-02-20") == ()
    assert looked_at_all(records, "2020-01-10", "2020-02-20", monkeypatch) == ()


@pytest.mark.parametrize(
    ("since", "until"), [("2019-12-31", "2020-01-01"), ("2020-02-29", "2020-03-01")]
)
def test_at_its_ends_everything_that_it_touches_is(since, until):
    other = version("b@1", "2019-06-01", says("r", "Rest."))
    records = engine.load(corpus(*series(), other))
    assert touched(records, since, until) == ["a#p", "a#q"]
    assert records.learnt(since, until)


def test_a_window_in_which_an_open_publication_lies_tells_what_it_brought(monkeypatch):
    records = engine.load(corpus(*series()))
    told = records.learnt("2019-12-01", "2020-04-01")
    assert {change.ref for change in told} == {"a#p", "a#q"}
    assert told == looked_at_all(records, "2019-12-01", "2020-04-01", monkeypatch)


def test_what_starts_with_an_open_publication_may_be_otherwise_on_each_of_its_days():
    records = engine.load(
        corpus(
            version("a@1", "2019-01-01", says("p", "One.")),
            version("a@2", "[2020-01-01..2020-03-01]", says("p", "Two.")),
        )
    )
    assert touched(records, "2020-01-10", "2020-02-20") == ["a#p"]


def test_once_an_open_publication_has_come_nothing_of_it_is_looked_at_again():
    """What starts with it may be otherwise on each of its days, and on none after them."""
    records = engine.load(corpus(version("a@1", "[2020-01-01..2020-03-01]", says("p", "One."))))
    assert touched(records, "2020-01-10", "2020-02-20") == ["a#p"]
    assert touched(records, "2020-03-01", "2020-06-01") == []
    assert touched(records, "2019-06-01", "2019-12-31") == []


@pytest.mark.parametrize(
    "later",
    [
        version("b@1", "2020-05-01", act("ends", "a#p", start="2019-03-01")),
        version("b@1", "2020-05-01", says("r", "Else.", start="2019-03-01", replaces=["a#p"])),
        version("b@1", "2020-05-01", says("r", "Else.", start="2019-03-01", displaces=["a#p"])),
        version("b@1", "2020-05-01", act("fixes-date", "a@begin", date="2019-03-01")),
    ],
    ids=["act", "replacement", "displacement", "day"],
)
def test_what_another_source_publishes_touches_what_it_names(later):
    first = version(
        "a@1",
        "2019-01-01",
        says("p", "One.", start="begin"),
        says("q", "Two.", start="2019-02-01"),
        events={"begin": "[2019-02-01..2019-04-01]"},
    )
    records = engine.load(corpus(first, later))
    assert "a#p" in touched(records, "2020-04-30", "2020-05-01")
    assert "a#q" not in touched(records, "2020-04-30", "2020-05-01")
    assert records.learnt("2020-04-30", "2020-05-01")
    assert touched(records, "2020-05-01", "2020-06-01") == []


def test_another_day_told_of_a_publication_touches_only_what_is_in_a_stated_order():
    """Each day may tell something else of what the others bind, and of nothing else."""
    other = version("b@1", "2019-06-01", says("r", "Rest."))
    rival = version("c@1", "2020-05-01", act("fixes-date", "a@1", date="[2020-01-20..2020-02-10]"))
    records = engine.load(corpus(*series(), other, rival))
    assert touched(records, "2020-01-10", "2020-02-20") == ["a#p", "a#q"]


def test_a_day_that_follows_from_one_that_is_told_later_touches_what_starts_on_it():
    """The text starts a month after an event of another source, which only now has its day."""
    following = {"begin": {"after": "b@f", "period": "P1M"}}
    records = engine.load(
        corpus(
            version("a@1", "2019-01-01", says("p", "One.", start="begin"), events=following),
            version("b@1", "2019-01-01", events={"f": "[2019-02-01..2019-04-01]"}),
            version("b@2", "2020-05-01", act("fixes-date", "b@f", date="2019-03-01")),
        )
    )
    assert touched(records, "2020-04-30", "2020-05-01") == ["a#p"]


def test_what_waits_for_a_publication_waits_for_a_later_day_on_each_day():
    """Before it came out, nobody knew more of it than that it was yet to come."""
    records = engine.load(
        corpus(
            version("a@1", "2019-01-01", says("p", "One.", start="b@1")),
            version("b@1", "2020-06-01", says("q", "Two.")),
        )
    )
    told = [records.as_of("2020-02-01", known_on=day) for day in ("2020-02-01", "2020-03-01")]
    assert told[0].find("a#p") != told[1].find("a#p")
    assert "a#p" in touched(records, "2020-02-01", "2020-03-01")
    assert "a#p" not in touched(records, "2020-06-01", "2020-07-01")


@pytest.mark.parametrize("seed", range(4))
def test_the_days_of_turning_are_those_that_touch(seed):
    """All windows of a few days: a publication that is open turns on each of its days."""
    open_start = version("b@1", "[2020-03-03..2020-03-08]", says("r", "Rest."))
    raw = at_random(seed)
    for records in (engine.load(raw), engine.load(corpus(*series(), open_start))):
        publications = Publications(registry_of(records))
        days = range(*(date(2020, 3, day).toordinal() for day in (1, 14)))
        for ref, since in itertools.product(records.provisions, days):
            turning = list(publications.turning(ref))
            for until in range(since + 1, since + 4):
                turns = any(
                    first <= until and (since < last if first < last else since < first)
                    for first, last in turning
                )
                assert publications.touch(ref, since, until) is turns
