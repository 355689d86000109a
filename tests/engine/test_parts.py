"""Into which parts a provision is divided: by what acts on it, and by who joined since."""

from __future__ import annotations

import pytest

from guidance.engine.parts import Parts
from guidance.engine.timeline import Timeline
from guidance.resolution import resolve
from laws import engine
from laws.small import act, corpus, says, version

EU = version("a@1", "2021-02-01", says("p", "One."), jurisdictions=["EU"])


def parts(*records) -> Parts:
    held = engine.load(corpus(*records))
    return Timeline(resolve(held.sources.values(), held.versions.values())).parts


@pytest.mark.parametrize("day", ["2021-04-01", "[..2021-04]"], ids=["one day", "open"])
def test_who_joined_before_all_that_is_said_is_no_part_of_its_own(day):
    """All members of today were members by February 2021, also where an act may be older."""
    ends = version("b@1", "2021-03-01", act("ends", "a#p", start="e"), events={"e": day})
    held = parts(EU, ends)
    assert [part.code for part in held.of("a#p")] == ["EU"]


def test_who_joined_since_is():
    old = version("a@1", "2012-02-01", says("p", "One."), jurisdictions=["EU"])
    assert "HR" in {part.code for part in parts(old).of("a#p")}


def test_who_joined_after_the_day_to_which_a_start_was_corrected_is_too():
    """Croatia joined in July 2013: what applied from 2012 on, as corrected, applied there later."""
    old = version("a@1", "2014-02-01", says("p", "One.", start="2014-03-01"), jurisdictions=["EU"])
    right = act("corrects", "a#p", set={"applies": {"from": "2012-03-01"}})
    answers = engine.load(corpus(old, version("a@2", "2014-04-01", right)))
    told = {
        (day, place): [
            entry.state.value for entry in answers.as_of(day, jurisdiction=place).find("a#p")
        ]
        for day in ("2013-06-30", "2013-07-01")
        for place in ("DE", "HR")
    }
    assert told == {
        ("2013-06-30", "DE"): ["in-force"],
        ("2013-06-30", "HR"): ["no-evidence"],
        ("2013-07-01", "DE"): ["in-force"],
        ("2013-07-01", "HR"): ["in-force"],
    }


def test_the_places_to_which_what_replaces_it_was_corrected():
    """What England alone has instead, the rest of Great Britain has not."""
    old = version("a@1", "2020-01-01", says("p", "One."), jurisdictions=["GB"])
    new = version("b@1", "2020-02-01", says("q", "Two.", replaces=["a#p"]), jurisdictions=["GB"])
    right = act("corrects", "b#q", set={"jurisdictions": ["GB-ENG"]})
    held = engine.load(corpus(old, new, version("b@2", "2020-03-01", right)))
    told = {entry.part.code: entry.state.value for entry in held.as_of("2020-04-01").find("a#p")}
    assert told == {"GB-ENG": "ended", "GB without GB-ENG": "in-force"}


def test_what_says_nothing_of_a_place_is_not_shown_there():
    """Also what has no day yet: of Scotland the first to speak is the second version."""
    held = engine.load(
        corpus(
            version(
                "a@1",
                "2020-01-01",
                says("p", "One.", start="e", jurisdictions=["GB"], opted_out=["GB-SCT"]),
                events={"e": "until-fixed"},
            ),
            version(
                "a@2", "2020-02-01", says("p", "Two.", start="2020-03-01", jurisdictions=["GB"])
            ),
        )
    )
    told = {
        entry.part.code: (entry.state.value, entry.version)
        for entry in held.as_of("2020-01-15").find("a#p")
    }
    assert told == {
        "GB without GB-SCT": ("upcoming", "a@1"),
        "GB-SCT": ("no-evidence", "a@2"),
    }


def test_who_joined_while_an_act_may_have_come_is_a_part_of_its_own():
    """An act of the Union reaches the members of its day, and Croatia joined in July 2013."""
    national = version(
        "hr@1", "2015-01-01", says("p", "One.", start="2014-06-01", jurisdictions=["HR"])
    )
    pause = version(
        "eu@1",
        "2016-02-01",
        act("suspends", "hr#p", start="e", jurisdictions=["EU"]),
        events={"e": "[2013-01-01..2015-01-01]"},
    )
    answer = engine.load(corpus(national, pause)).as_of("2016-06-01")
    [group] = answer.undetermined
    states = {entry.state.value for case in group.cases for entry in case.entries}
    assert states == {"in-force", "suspended"}


def test_what_replaces_much_of_what_replaces_it_is_gone_through_once():
    """Forty provisions that each replace all before them: not each of a million million ways."""
    texts = [
        says(f"p{n}", f"Text {n}.", replaces=[f"a#p{other}" for other in range(n)])
        for n in range(40)
    ]
    held = parts(version("a@1", "2020-02-01", *texts, jurisdictions=["GB"]))
    assert [part.code for part in held.of("a#p0")] == ["GB"]


def test_only_what_corrects_its_places_is_tried_with_and_without():
    """Forty pauses leave a provision where it is: not each choice of them is looked at."""
    pauses = [
        act("suspends", "a#p", start=f"2022-01-{n % 28 + 1:02}", id=f"n{n}") for n in range(40)
    ]
    said = version("a@1", "2021-02-01", says("p", "One."), jurisdictions=["GB"])
    held = parts(said, version("a@2", "2021-03-01", *pauses, jurisdictions=["GB"]))
    assert [part.code for part in held.of("a#p")] == ["GB"]


def test_what_never_began_in_the_union_took_nothing_from_who_joined_since():
    """The rule of 2014 was replaced by one of 2012, before it began: joining adds no act."""
    records = [
        version("nat@1", "2010-01-01", says("p", "One."), jurisdictions=["HR"]),
        version(
            "eu@1",
            "2011-01-01",
            says("q", "Two.", start="2014-01-01", replaces=["nat#p"]),
            jurisdictions=["EU"],
        ),
        version(
            "un@1",
            "2011-06-01",
            says("r", "Three.", start="2012-01-01", replaces=["nat#p", "eu#q"]),
            jurisdictions=["EU"],
        ),
    ]
    [entry] = engine.load(corpus(*records)).as_of("2014-06-01").find("nat#p")
    assert (entry.part.code, entry.state.value) == ("HR", "in-force")
