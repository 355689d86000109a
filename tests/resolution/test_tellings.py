"""Who tells what of the day of an event; what names no event is refused."""

from __future__ import annotations

import pytest

from guidance.errors import RecordsError
from guidance.records.model import Source, Version
from guidance.resolution import resolve


def source(name, **fields):
    record = {"format": "guidance/1", "source": name, "title": name, "topics": ("t",)}
    return Source.model_validate({**record, **fields})


def version(name, published, events=None, **fields):
    record = {
        "format": "guidance/1", "source": name, "version": "1", "extent": "partial",
        "published": published, "standing": "decision", "document": {"title": name},
        "events": {slug: {"label": slug, **each} for slug, each in (events or {}).items()},
    }  # fmt: skip
    return Version.model_validate({**record, **fields})


def faults(*records):
    """The fields that are refused, with what is said of them."""
    try:
        resolve(
            [each for each in records if isinstance(each, Source)],
            [each for each in records if isinstance(each, Version)],
        )
    except RecordsError as error:
        return [(fault.field, fault.problem) for fault in error.exceptions]
    return []


ACT = version("act", "2020-01-01", {"stop": {"date": "2020-03-18"}})


def same(event, **more):
    return {"date": "2020-03-20", "same-as": {"event": event, **more}}


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        ("act@gone", "no event act@gone is recorded"),
        ("act@1", "act@1 is no declared event"),
        ("2020-03-18", "2020-03-18 is no declared event"),
        ("page@stopped", "page@stopped names itself"),
    ],
)
def test_same_as_names_a_declared_event(event, problem):
    page = version("page", "2020-02-01", {"stopped": same(event)})
    found = faults(source("act"), source("page"), ACT, page)
    assert found == [("events.stopped.same-as.event", problem)]


@pytest.mark.parametrize(
    ("event", "problem"),
    [("gone", "no event act@gone is recorded"), ("act@1", "act@1 is no declared event")],
)
def test_a_check_names_declared_events(event, problem):
    looked = source("act", checks=({"on": "2020-02-01", "not-yet": (event,)},))
    assert faults(looked, ACT) == [("checks.0.not-yet.0", problem)]


def test_two_that_name_each_other_say_it_twice():
    act = version("act", "2020-01-01", {"stop": {"date": "2020-03-18", **_to("page@stopped")}})
    page = version("page", "2020-02-01", {"stopped": same("act@stop")})
    assert faults(source("act"), source("page"), act, page) == []


def _to(event):
    return {"same-as": {"event": event}}


def test_whether_a_delay_came_before_a_rival_day_must_be_told():
    page = version("page", "2020-02-01", {"stopped": same("act@stop")})
    moves = {"act": "moves-date", "because": "B.", "event": "act@stop", "date": "2020-05-01"}
    late = version("court", "2020-02-01", amendments=(moves,))
    records = [source(each) for each in ("act", "page", "court")]
    [(_, problem)] = faults(*records, ACT, page, late)
    assert "the order cannot be told" in problem
    told = version("court", "2020-02-01", amendments=(moves,), after=("page@1",))
    assert faults(*records, ACT, page, told) == []


def test_what_is_told_after_two_days_does_not_order_them():
    """A third source that says as the second: the first two still come to other days by turns."""
    act = version("act", "2020-01-01", {"stop": {"date": "2020-03"}})
    days = {
        "leaflet": "[2020-03-20..2020-04-05]",
        "page": "[2020-04-03..2020-04-10]",
        "poster": "[2020-04-03..2020-04-10]",
    }
    told = [
        version(name, "2020-02-01", {"stopped": {"date": on, **_to("act@stop")}})
        for name, on in days.items()
    ]
    problems = faults(*(source(each) for each in ("act", *days)), act, *told)
    assert ["leaflet@1" in problem for _, problem in problems] == [True]


def test_whether_a_day_was_told_before_what_it_hangs_on_must_be_told():
    """The later of the two says whether the condition stands."""
    act = version(
        "act", "[2020-01-01..2020-01-31]", {"stop": {"on-condition": "unless cases rise"}}
    )
    fixes = {"act": "fixes-date", "because": "B.", "event": "act@stop", "date": "2020-05-01"}
    page = version("page", "2020-01-15", amendments=(fixes,))
    [(_, problem)] = faults(source("act"), source("page"), act, page)
    assert "the order cannot be told" in problem


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ("2020-03-18", "2020-03-20", True),
        ("[2020-03-10..2020-03-20]", "[2020-03-15..2020-03-25]", True),
        ("2020-05-01", "[2020-04-20..2020-05-10]", True),
        ("[2020-03-20..2020-04-05]", "[2020-04-03..2020-04-10]", False),
        ("[2020-02-10..2020-03-10]", "2020-02-12", False),
    ],
)
def test_two_days_told_on_one_day_need_an_order_only_where_it_matters(first, second, is_told):
    act = version("act", "2020-01-01", {"stop": {"date": "2020-03"}})
    pages = [
        version(name, "2020-02-01", {"stopped": {"date": on, **_to("act@stop")}})
        for name, on in (("page", first), ("leaflet", second))
    ]
    found = faults(*(source(each) for each in ("act", "page", "leaflet")), act, *pages)
    assert bool(found) is not is_told


def test_days_that_only_one_of_two_earlier_dates_holds_need_an_order():
    """With the act and the notice, 10 to 31 March: a rival day comes of the first told outside."""
    act = version("act", "2020-01-01", {"stop": {"date": "2020-03"}})
    pages = [
        version(name, day, {"stopped": {"date": on, **_to("act@stop")}})
        for name, day, on in (
            ("notice", "2020-01-15", "[2020-03-10..2020-04-30]"),
            ("page", "2020-02-01", "[2020-03-05..2020-03-12]"),
            ("leaflet", "2020-02-01", "2020-03-20"),
        )
    ]
    found = faults(*(source(name) for name in ("act", "notice", "page", "leaflet")), act, *pages)
    assert len(found) == 1
    assert "the order cannot be told" in found[0][1]


def test_a_version_of_a_source_that_is_not_recorded_is_one_fault():
    assert faults(ACT) == [("source", "no source act is recorded")]
