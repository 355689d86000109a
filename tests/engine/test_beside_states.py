"""What the engine tells beside states: conditions, the age of the evidence, days of knowledge."""

from __future__ import annotations

from datetime import date

from laws import engine
from laws.small import corpus, says, version


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


def test_more_can_be_known_on_the_days_of_publication() -> None:
    days = _loaded().days_of_knowledge()
    assert {date(2020, 3, 1), date(2020, 3, 5)} <= {*days}
    assert date(2020, 3, 20) not in days
