"""On which days more is known, also where it is open when something was published."""

from __future__ import annotations

from datetime import date, timedelta

from guidance.answers.answering import registry_of
from guidance.engine.knowledge import days_of_knowledge
from laws import engine
from laws.asking import atoms_of
from laws.small import act, corpus, says, source, version

FIRST = date(2020, 3, 1)


def days_of(records, year=2020):
    """The days on which more is known, as month and day, without the beginning of time."""
    first, *days = engine.load(records).days_of_knowledge()
    assert first == date.min
    return [day.strftime("%m-%d") for day in days if day.year == year]


def test_each_publication_and_each_look():
    records = corpus(
        source("a", coverage={"checked": ["2020-05-01"]}),
        version("a@1", "2020-03-01", says("p", "One.", start="e"), events={"e": "2020-03-10"}),
        version("a@2", "2020-03-05", says("q", "Two.")),
    )
    assert days_of(records) == ["03-01", "03-05", "05-01"]


def test_within_the_days_of_a_publication_what_happens_then_tells_more():
    """The days around its ends and around a day within them; no day that lies outside."""
    records = corpus(
        version("a@1", "2020-02-01", says("p", "One.", start="e"), events={"e": "2020-03-20"}),
        version("a@2", "[2020-03-10..2020-03-30]", says("p", "Two.")),
    )
    assert days_of(records) == [
        *("02-01", "03-10", "03-11", "03-12", "03-19", "03-20", "03-21", "03-22", "03-29"),
        *("03-30", "03-31"),
    ]


def test_a_day_that_an_act_tells_counts_too():
    records = corpus(
        version("a@1", "2020-02-01", says("p", "One.", start="e"), events={"e": None}),
        version("a@2", "[2020-03-10..2020-03-30]", says("p", "Two.")),
        version("a@3", "2020-04-10", act("fixes-date", "a@e", date="2020-03-20")),
    )
    assert {"03-19", "03-20", "03-21", "03-22"} <= {*days_of(records)}


def test_the_days_from_which_a_period_leads_to_one_count_too():
    """A month before 20 March is 28 to 31 days before it, and each has neighbours."""
    records = corpus(
        version(
            "a@1",
            "2019-12-01",
            says("p", "One.", start="f"),
            events={"e": "2020-01-01", "f": {"after": "a@e", "period": "P1M"}, "g": "2020-03-20"},
        ),
        version("a@2", "[2020-02-10..2020-02-29]", says("p", "Two.")),
    )
    near = [day for day in days_of(records) if "02-13" < day < "02-28"]
    assert near == ["02-17", "02-18", "02-19", "02-20", "02-21", "02-22", "02-23"]


def test_a_period_of_months_and_days_leads_back_by_both():
    """A month and ten days before 20 March is 38 to 41 days before it, and each has neighbours."""
    events = {"e": "2020-01-01", "f": {"after": "a@e", "period": "P1M10D"}, "g": "2020-03-20"}
    records = corpus(
        version("a@1", "2019-12-01", says("p", "One.", start="f"), events=events),
        version("a@2", "[2020-02-01..2020-02-29]", says("p", "Two.")),
    )
    near = [day for day in days_of(records) if "02-04" < day < "02-27"]
    assert near == ["02-07", "02-08", "02-09", "02-10", "02-11", "02-12", "02-13"]


def test_a_publication_open_on_one_side():
    records = corpus(
        version("a@1", "[..2020-03-10]", says("p", "One.", start="e"), events={"e": "2020-03-05"}),
        version("b@1", "[2020-03-20..]", says("q", "One.")),
    )
    days = engine.load(records).days_of_knowledge()
    assert {date(2020, 3, 5), date(2020, 3, 10), date(2020, 3, 11), date(2020, 3, 20)} <= {*days}


def test_between_them_nothing_else_is_known_of_days_outside():
    """The answer about a day that is over before, or comes after, changes on these days alone."""
    records = corpus(
        version(
            "a@1",
            "2020-02-01",
            says("p", "One.", start="e"),
            events={"e": "[2020-03-08..2020-03-16]"},
        ),
        version(
            "a@2",
            "[2020-03-05..2020-03-20]",
            act("fixes-date", "a@e", date="2020-03-12"),
            says("q", "Two.", start="f"),
            events={"f": {"after": "a@e", "period": "P1M"}},
        ),
    )
    held = engine.load(records)
    asked = ["2020-03-01", "2020-03-25", "2020-04-12", "2020-05-01"]
    known = [FIRST + timedelta(days) for days in range(30)]
    told = [engine.ask(records, atoms_of(records), asked, day.isoformat(), held) for day in known]
    turns = {
        day
        for day, before, after in zip(known[1:], told, told[1:], strict=False)
        if before != after
    }
    assert date(2020, 3, 5) in turns
    assert turns <= {*held.days_of_knowledge()}


def test_what_may_have_been_published_on_any_later_day_tells_more_around_each():
    """A publication without a last day, or without a first one, reaches as far as days do."""
    plain = version("a@1", "2020-02-01", says("p", "One.", start="e"), events={"e": "2020-03-20"})
    later = corpus(plain, version("b@2", "[2020-03-10..]", says("p", "Two.")))
    assert days_of(later) == [
        *("02-01", "03-10", "03-11", "03-12", "03-19", "03-20", "03-21", "03-22"),
    ]
    before = corpus(plain, version("b@2", "[..2020-03-10]", says("p", "Two.")))
    assert days_of(before) == ["01-31", "02-01", "02-02", "02-03", "03-09", "03-10", "03-11"]


def test_what_is_asked_about_counts_up_to_the_last_day_there_is():
    """On that day a version without a last day of publication has been published in any case."""
    held = engine.load(
        corpus(version("a@1", "[2020-03-20..]", says("p", "One.", start="2021-01-01")))
    )
    days = days_of_knowledge(registry_of(held), [date(2020, 5, 1), date.max])
    assert {date(2020, 4, 30), date(2020, 5, 1), date(2020, 5, 2), date.max} <= {*days}
