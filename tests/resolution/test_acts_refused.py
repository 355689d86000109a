"""What acts may not do together or too early, and what they may."""

from __future__ import annotations

import pytest

from laws import engine
from laws.small import act, corpus, says, version

FIRST = version("a@1", "2020-01-01", says("p", "One."))


def refused(*records):
    """The places in the records that are refused, with what is said of them."""
    with pytest.raises(engine.REFUSED) as error:
        engine.load(corpus(*records))
    return [(".".join(map(str, fault.path)), fault.problem) for fault in error.value.exceptions]


def test_publications_that_date_each_other():
    """Neither day is told by anything but the other."""
    told = refused(
        version("a@1", "2020-01", act("fixes-date", "b@1", date="2020-01-05")),
        version("b@1", "2020-01", act("fixes-date", "a@1", date="2020-01-07")),
    )
    problem = "publications date each other in a circle: a@1 - b@1 - a@1"
    assert told == [("amendments", problem)]


def test_two_corrections_of_one_day():
    """The last one counts, and nobody can say which that is."""
    later = [
        version(f"a@{number}", "2020-02-01", act("corrects", "a#p", set={"text": text}))
        for number, text in ((2, "Uno."), (3, "Eins."))
    ]
    problem = "a#p is also corrected by a@2, and the order cannot be told"
    assert refused(FIRST, *later) == [("amendments.0.provision", problem)]


def test_a_correction_and_an_end_of_one_day_go_together():
    """In whichever order they came, what is corrected has ended."""
    later = [
        version("a@2", "2020-02-01", act("corrects", "a#p", set={"text": "Uno."})),
        version("a@3", "2020-02-01", act("ends", "a#p")),
    ]
    [entry] = engine.load(corpus(FIRST, *later)).as_of("2020-02-02").find("a#p")
    assert (entry.state.value, entry.provision.text) == ("ended", "Uno.")


@pytest.mark.parametrize(
    ("early", "where"),
    [
        (act("ends", "a#p"), "amendments.0.provisions.0"),
        (act("corrects", "a#p", set={"text": "Uno."}), "amendments.0.provision"),
        (says("q", "Two.", replaces=["a#p"]), "provisions.q.replaces.0"),
    ],
    ids=["end", "correction", "replacement"],
)
def test_what_was_stated_only_later_is_not_reached(early, where):
    problem = "a#p was first stated in a@1, after this version"
    assert refused(version("b@1", "2019-12-01", early), FIRST) == [(where, problem)]


def test_a_name_is_refused_where_it_is_written_and_nowhere_else():
    """A correction of the words does not name the action again."""
    right = version("a@2", "2020-02-01", act("corrects", "a#p", set={"text": "Uno."}))
    told = refused(version("a@1", "2020-01-01", says("p", "One.", action="fly")), right)
    assert [where for where, _ in told] == ["provisions.p.action"]


def test_an_end_that_is_open_on_one_side_is_no_end_before_the_start():
    """Nobody knows its last day: on any day after the start it may have come or not."""
    text = says("p", "One.", start="2020-02-01", until="f")
    first = version("a@1", "2020-01-01", text, events={"f": "[2020-01-10..]"})
    [entry] = engine.load(corpus(first)).as_of("2020-02-10").find("a#p")
    assert entry.state.value == "undetermined"
