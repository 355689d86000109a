"""Versions known only to be published by a day: the orders alone decide, and it costs little."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from guidance.answers.answering import registry_of
from guidance.engine.feasible import Feasibility
from guidance.engine.known import OnlyKnown
from guidance.engine.timeline import Timeline
from laws import engine
from laws.small import act, corpus, says, source, version
from support.counting import calls

OPEN = "[2010-01-01..2020-01-01]"


def series(count, *, ends=()):
    """Texts with exact days, all published by one day; some versions end the text instead."""
    return [
        version(
            f"a@{number}",
            OPEN,
            act("ends", "a#p", start=f"2000-01-{number + 1:02}")
            if number in ends
            else says("p", f"Pay {number}.", start=f"2000-01-{number + 1:02}"),
            **({"after": [f"a@{number - 1}"]} if number else {}),
        )
        for number in range(count)
    ]


def told(records):
    """What is said on days around all boundaries, as known on a day on which all is open."""
    days = ["1999-12-31", *(f"2000-01-{number:02}" for number in range(1, 12))]
    return [engine.load(corpus(*records)).as_of(day, known_on="2015-06-01") for day in days]


@pytest.mark.parametrize(
    "records",
    [series(6), series(6, ends=(2, 4))],
    ids=["texts", "with ends"],
)
def test_the_orders_alone_say_what_pushing_days_says(records, monkeypatch):
    ours = told(records)
    monkeypatch.setattr(OnlyKnown, "of", lambda *_: None)
    assert [answer.to_dict() for answer in ours] == [answer.to_dict() for answer in told(records)]


def test_with_a_version_all_are_known_that_come_before_it():
    [group] = told(series(3))[3].undetermined
    assert [[entry.version for entry in case.in_force] for case in group.cases] == [
        ["a@2"],
        ["a@1"],
        ["a@0"],
        [],
    ]


def test_a_long_row_of_open_publications_is_worked_out():
    """No worlds are followed that no order leaves: 24 texts cost a few times what 12 do."""
    short, long = (engine.load(corpus(*series(count))) for count in (12, 24))
    costs = [calls(lambda c=c: c.history("a#p", known_on="2015-06-01")) for c in (short, long)]
    assert costs[1] < 8 * costs[0]
    spans = long.history("a#p", known_on="2015-06-01")
    assert not any("too-tangled" in span.entry.caveats for span in spans)


@pytest.mark.parametrize("known_on", [None, "2020-01-10"])
def test_which_of_two_versions_of_one_day_came_last_is_open_as_known_too(known_on):
    records = [version(f"a@{n}", "2020-01-01", says("p", f"Text {n}.")) for n in (1, 2)]
    answer = engine.load(corpus(*records)).as_of("2020-01-25", known_on=known_on)
    (group,) = answer.undetermined
    shown = {entry.provision.text for case in group.cases for entry in case.entries}
    assert shown == {"Text 1.", "Text 2."}


def test_what_came_after_a_publication_to_come_is_not_known():
    """By 10 January it was told that the first would be out on the 20th at the earliest."""
    held = engine.load(
        corpus(
            version("a@1", "[2020-01-01..2020-01-31]", says("q", "One.")),
            version(
                "a@2",
                "[2020-01-05..2020-01-31]",
                says("p", "Two.", start="2020-01-02"),
                after=["a@1"],
            ),
            version(
                "b@1",
                "2020-01-03",
                act("fixes-date", "a@1", date="[2020-01-20..2020-01-31]"),
            ),
        )
    )
    states = [
        held.as_of("2020-01-25", known_on=on).find("a#p")[0].state.value
        for on in ("2020-01-10", "2020-01-19", "2020-01-22", "2020-01-31")
    ]
    assert states == ["no-evidence", "no-evidence", "undetermined", "in-force"]


def test_other_questions_than_what_was_known_are_not_taken_for_it():
    """Whether the Union's act came before Croatia joined, and whether it has come, are two."""
    held = engine.load(
        corpus(
            version(
                "hr@1", "2012-01-01", says("p", "One.", start="2013-01-01", jurisdictions=["HR"])
            ),
            version(
                "eu@1",
                "2013-02-01",
                act("suspends", "hr#p", start="e", jurisdictions=["EU"]),
                events={"e": "[2013-06-01..2013-08-31]"},
            ),
        )
    )
    [group] = held.as_of("2013-07-15", known_on="2013-07-10").undetermined
    states = {entry.state.value for case in group.cases for entry in case.entries}
    assert states == {"in-force", "suspended"}


def test_two_of_one_day_whose_order_is_not_known_may_each_be_the_later():
    """Also once both are known for certain."""
    pair = [version(f"a@{n}", "2020-01-01", says("p", f"{n}.", start="2020-02-01")) for n in (1, 2)]
    for known_on in (None, "2020-02-05"):
        [group] = engine.load(corpus(*pair)).as_of("2020-02-10", known_on=known_on).undetermined
        assert {case.in_force[0].version for case in group.cases} == {"a@1", "a@2"}


APART = {"a": ["z@1"], "b": ["y@1"], "m": [], "y": [], "z": []}
LOOSE = [version(f"{name}@1", OPEN, says("p", "Pay."), after=APART[name]) for name in APART]
"""Of two the order is stated, against that in which they are asked about."""


@pytest.mark.parametrize("seed", [*range(8), 76, 87, 103, 113])
def test_the_orders_alone_cut_any_question_about_what_was_known(seed, monkeypatch):
    """The same diagram is left as where the days of all of them are pushed along the orders."""
    random, day = Random(seed), date(2015, 6, 1)
    calendar = Timeline(registry_of(engine.load(corpus(*LOOSE))), day).calendar
    diagrams = calendar.diagrams

    def chosen(*sides):
        known = calendar.knows(f"{random.choice([*APART])}@1")
        return diagrams.choose(known, *random.sample(sides, 2))

    tree = diagrams.leaf("none")
    for _ in range(8):
        tree = chosen(tree, diagrams.leaf(random.choice("abcd")))
        tree = chosen(tree, chosen(diagrams.leaf(random.choice("abcd")), tree))
    ours = Feasibility(calendar).cut(tree, day.toordinal())
    monkeypatch.setattr(OnlyKnown, "of", lambda *_: None)
    assert Feasibility(calendar).cut(tree, day.toordinal()) is ours


def test_from_the_day_of_knowledge_on_what_is_known_is_out():
    """Whether the version was out by the day asked about is no question of its own then."""
    held = engine.load(corpus(version("a@1", "2020-03", says("p", "One."))))
    asked = {
        on: [
            type(test).__name__
            for test in held.as_of(on, known_on="2020-03-15").find("a#p")[0].depends_on
        ]
        for on in ("2020-03-14", "2020-03-15", "2020-03-16", "2020-03-30")
    }
    assert asked.pop("2020-03-14") == ["Published", "Happened"]
    assert set(map(tuple, asked.values())) == {("Published",)}


def test_a_look_counts_from_its_own_day_on():
    """Law 7: what was checked by a day is known on it."""
    looked = source("x", checks=[{"on": "2020-02-10", "not-yet": ["x@e"], "shows-at-once": "yes"}])
    told = version("x@1", "2020-01-01", says("p", "One.", start="e"), events={"e": "2020-02"})
    held = engine.load(corpus(looked, told))
    first = {
        known_on: held.as_of("2020-02-20", known_on=known_on).find("x#p")[0].since.date.earliest.day
        for known_on in ("2020-02-09", "2020-02-10")
    }
    assert first == {"2020-02-09": 1, "2020-02-10": 11}
