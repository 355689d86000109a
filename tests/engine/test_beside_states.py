"""What the engine tells beside states: conditions and the age of the evidence."""

from __future__ import annotations

from datetime import date

from laws import engine
from laws.small import act, corpus, says, version


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
