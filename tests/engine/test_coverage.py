"""How far the evidence reaches: what was certainly out by a day, and when it was looked at."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from guidance.engine.arithmetic import FIRST_DAY
from guidance.engine.coverage import Evidence, combine, source_coverage, turning_days
from laws import engine
from laws.small import corpus, says, version


def march(day):
    return date(2020, 3, day)


def days(first, last):
    return march(first).toordinal(), march(last).toordinal()


SEEN = Evidence(
    "a",
    (("a@1", days(5, 5)), ("a@2", days(10, 14)), ("a@3", None), ("a@4", days(20, 20))),
    (march(12), march(25)),
)


@pytest.mark.parametrize(
    ("on", "known_on", "status", "newest", "possible", "last_checked"),
    [
        (4, None, "no-evidence", None, (), 25),
        (5, None, "covered", "a@1", (), 25),
        (9, None, "covered", "a@1", (), 25),
        (10, None, "covered", "a@1", ("a@2",), 25),
        (13, None, "covered", "a@1", ("a@2",), 25),
        (14, None, "covered", "a@2", (), 25),
        (25, None, "covered", "a@4", (), 25),
        (26, None, "stale", "a@4", (), 25),
        (5, 4, "no-evidence", None, (), None),
        (5, 5, "covered", "a@1", (), 5),
        (6, 5, "stale", "a@1", (), 5),
        (12, 12, "covered", "a@1", ("a@2",), 12),
        (13, 13, "stale", "a@1", ("a@2",), 12),
        (20, 19, "stale", "a@2", (), 12),
        (20, 20, "covered", "a@4", (), 20),
    ],
)
def test_of_one_source(on, known_on, status, newest, possible, last_checked):
    told = source_coverage(SEEN, march(on), known_on and march(known_on))
    assert (told.status.value, told.newest_version) == (status, newest)
    assert told.possible_versions == possible
    assert told.last_checked == (last_checked and march(last_checked))


def test_it_can_turn_on_these_days_alone():
    turns = {day - FIRST_DAY for day in turning_days(SEEN)}
    told = [source_coverage(SEEN, march(day), None) for day in range(1, 31)]
    for day, (before, after) in enumerate(pairwise(told), start=2):
        if before != after:
            assert march(day).toordinal() - FIRST_DAY in turns


def test_of_several_the_weakest_that_has_any():
    new = Evidence("b", (("b@1", days(22, 22)),), ())
    none = Evidence("c", (("c@1", days(30, 30)),), ())
    sources = tuple(source_coverage(each, march(26), None) for each in (SEEN, new, none))
    report = combine(march(26), sources)
    assert (report.status.value, report.newest_version) == ("stale", "b@1")
    assert report.first_evidence is not None
    assert report.first_evidence.earliest == march(5)
    assert combine(march(26), sources[2:]).status.value == "no-evidence"
    covered = tuple(source_coverage(each, march(22), None) for each in (SEEN, new))
    assert combine(march(22), covered).status.value == "covered"
    assert combine(march(22), covered).age == (march(22), march(22))


def test_one_that_was_not_looked_at_since_leaves_all_of_them_stale():
    """No answer hides that a part of it was last checked before the day asked about."""
    looked_at = Evidence("b", (("b@1", days(22, 22)),), (march(26),))
    sources = tuple(source_coverage(each, march(26), None) for each in (SEEN, looked_at))
    assert [each.status.value for each in sources] == ["stale", "covered"]
    assert combine(march(26), sources).status.value == "stale"


def test_a_version_of_another_source_that_is_stated_to_come_before_is_no_evidence_of_its_own():
    """Of what came after it nothing was published yet."""
    records = [
        version("a@1", "2020-01-01", says("p", "One.")),
        version("b@1", "2020-03", says("q", "Two."), after=["a@1"]),
    ]
    told = engine.load(corpus(*records)).as_of("2020-02-01").coverage.sources
    assert [(each.source, each.newest_version) for each in told] == [("a", "a@1"), ("b", None)]
