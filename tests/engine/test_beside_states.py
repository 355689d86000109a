"""What the engine tells beside states: conditions and the age of the evidence."""

from __future__ import annotations

from datetime import date

from laws import engine
from laws.small import act, corpus, says, source, version


def _loaded(condition: bool = False):
    event = {"date": "2020-03-10", **({"on-condition": "if it comes"} if condition else {})}
    return engine.load(
        corpus(
            version("a@1", "2020-03-01", says("p", "One.", start="e"), events={"e": event}),
            version("a@2", "2020-03-05", says("q", "Two.")),
        )
    )


def test_a_condition_beside_a_day_stands_until_a_record_confirms_it() -> None:
    (entry,) = _loaded(condition=True).as_of("2020-03-10").find("a#p")
    assert (entry.state.value, entry.conditions) == ("in-force", ("if it comes",))
    (entry,) = _loaded().as_of("2020-03-10").find("a#p")
    assert entry.conditions == ()


def test_a_condition_that_nobody_knew_of_yet_is_not_told() -> None:
    """Law 7: that the day hangs on something was published in March."""
    held = engine.load(
        corpus(
            version("b@1", "2020-01-01", says("p", "One.", start="a@e")),
            version(
                "a@1",
                "2020-03-01",
                says("q", "Two."),
                events={"e": {"date": "2020-02-01", "on-condition": "if it comes"}},
            ),
        )
    )
    (was,) = held.as_of("2020-02-10", known_on="2020-02-15").find("b#p")
    assert was.conditions == ()
    (now,) = held.as_of("2020-02-10").find("b#p")
    assert now.conditions == ("if it comes",)


def test_the_evidence_is_as_old_as_its_newest_version_out() -> None:
    held = _loaded()
    assert held.as_of("2020-02-01").coverage.age is None
    assert held.as_of("2020-03-04").coverage.age == (date(2020, 3, 1), date(2020, 3, 1))
    assert held.as_of("2020-03-09").coverage.age == (date(2020, 3, 5), date(2020, 3, 5))


def test_what_is_out_on_the_day_itself_counts() -> None:
    held = _loaded()
    assert held.as_of("2020-03-01").coverage.newest_version == "a@1"
    assert held.as_of("2020-03-05").coverage.newest_version == "a@2"


def test_the_age_of_the_evidence_is_told_by_what_was_known() -> None:
    """Law 7: that it was published on 8 March was not known on the 12th."""
    held = engine.load(
        corpus(
            version("a@1", "[2020-03-01..2020-03-10]", says("p", "One.")),
            version("a@2", "2020-03-20", act("fixes-date", "a@1", date="2020-03-08")),
        )
    )
    was = held.as_of("2020-03-12", known_on="2020-03-12").coverage
    assert was.age == (date(2020, 3, 1), date(2020, 3, 10))
    assert held.as_of("2020-03-12").coverage.age == (date(2020, 3, 8), date(2020, 3, 8))


def test_of_two_looks_on_one_day_that_which_tells_more_is_told():
    """What is shown at once was not there that day; what is shown within five days may have been.

    Whichever source is named first.
    """
    at_once = {"on": "2020-02-10", "not-yet": ["x@e"], "looked-at": "the register"}
    in_days = {**at_once, "looked-at": "the list", "within": "P5D"}
    at_once["shows-at-once"] = "yes"
    told = version("x@1", "2020-01-01", says("p", "One.", start="e"), events={"e": "2020-02"})
    for first, second in ((at_once, in_days), (in_days, at_once)):
        looked = (source("a", checks=[first]), source("b", checks=[second]))
        held = engine.load(corpus(*looked, told))
        (group,) = held.as_of("2020-02-20").undetermined
        (event,) = group.events
        assert (event.not_shown.until, event.not_shown.looked_at) == (
            date(2020, 2, 10),
            "the register",
        )


def test_what_two_versions_of_one_day_say_alike_is_told_by_the_first_in_all_of_it():
    """Which of them came last is open: the text and why it applies are told of one version."""
    held = engine.load(
        corpus(
            version("a@1", "2020-01-01", says("p", "One.", start="2020-02-01")),
            version("a@2", "2020-01-01", says("p", "One.", start="e"), events={"e": "2020-02-01"}),
        )
    )
    (entry,) = held.as_of("2020-02-03").in_force
    assert (entry.version, entry.causes[0].by, entry.since.event) == ("a@1", "a@1", "2020-02-01")


def test_the_condition_of_an_act_stands_until_it_is_known_that_its_day_has_come() -> None:
    held = engine.load(
        corpus(
            version("a@1", "2020-01-01", says("p", "One.")),
            version(
                "b@1",
                "2020-02-01",
                act("suspends", "a#p", start="e", on_condition="if it comes"),
                events={"e": {"date": "2020-03", "certainty": "forecast"}},
            ),
            version("b@2", "2020-03-20", act("fixes-date", "b@e", date="2020-03-15")),
        )
    )
    told = [
        held.as_of("2020-04-10", known_on=known_on).find("a#p")[0].conditions
        for known_on in ("2020-03-19", "2020-03-20")
    ]
    assert told == [("if it comes",), ()]
