"""What settles a condition on an act: its own day on record, not that of its version."""

import pytest

from laws import engine
from laws.oracle_records import Corpus
from laws.small import act, corpus, says, source, version

IF = "if it comes to that"


def answered(kind, **own):
    records = Corpus(
        (source("a"), source("b")),
        (
            version("a@1", "2020-01-01", says("p", "One.")),
            version(
                "a@2",
                "2020-02-01",
                act(kind, "a#p", on_condition=IF, **own),
                says("q", "Two."),
                events={"e": "2020-03"},
                applies={"from": "a@e"},
            ),
            version("b@1", "2020-04-01", act("fixes-date", "a@e", date="2020-03-10")),
        ),
    )
    entries = engine.load(records).as_of("2020-05-01").entries()
    (entry,) = (entry for entry in entries if entry.ref == "a#p")
    return entry


@pytest.mark.parametrize(("kind", "state"), [("ends", "ended"), ("suspends", "suspended")])
def test_the_start_of_its_version_settles_nothing(kind, state):
    entry = answered(kind)
    assert (entry.state.value, entry.conditions) == (state, (IF,))


@pytest.mark.parametrize(("kind", "state"), [("ends", "ended"), ("suspends", "suspended")])
def test_its_own_day_on_record_settles_it(kind, state):
    entry = answered(kind, **{"from": "a@e"})
    assert (entry.state.value, entry.conditions) == (state, ())


class TestSeveralConditions:
    """A state rests on each condition that makes a difference beside some of the others."""

    OLD = version("law@1", "2020-01-01", says("duty", "Wear a mask."))
    BOTH = (
        version("a@1", "2020-02-01", act("suspends", "law#duty", on_condition="if A")),
        version("b@1", "2020-02-01", act("suspends", "law#duty", on_condition="if B")),
    )

    def told(self, *records):
        [entry] = engine.load(corpus(self.OLD, *records)).as_of("2020-06-01").find("law#duty")
        return entry.state.value, entry.conditions

    def test_two_pauses_each_enough(self):
        assert self.told(*self.BOTH) == ("suspended", ("if A", "if B"))

    def test_what_makes_no_difference_is_not_told(self):
        third = version("c@1", "2020-01-20", act("reinstates", "law#duty", on_condition="if C"))
        assert self.told(*self.BOTH, third) == ("suspended", ("if A", "if B"))

    def test_a_difference_that_failing_all_of_them_undoes(self):
        """Without A and B it applies, as C lifts the pause of D; without C as well it does not."""
        pause = version("d@1", "2020-01-15", act("suspends", "law#duty", id="pause"))
        lift = act("reinstates", "law#duty", lifts=["d@1/pause"], on_condition="if C")
        lifted = version("d@2", "2020-02-15", lift)
        state, conditions = self.told(pause, lifted, *self.BOTH)
        assert (state, conditions) == ("suspended", ("if A", "if B", "if C"))

    def test_more_than_are_tried_all_count(self):
        """Of many conditions not every subset is tried: then none is left out."""
        more = [
            version(f"x{n}@1", "2020-02-01", act("suspends", "law#duty", on_condition=f"if {n}"))
            for n in range(6)
        ]
        state, conditions = self.told(*more)
        assert (state, len(conditions)) == ("suspended", 6)


@pytest.mark.parametrize(
    ("told", "conditions"),
    [
        ({"certainty": "recorded"}, ()),
        ({"certainty": "forecast"}, (IF,)),
        ({"certainty": "recorded", "on-condition": "if they meet"}, (IF,)),
    ],
)
def test_only_a_recorded_day_without_a_condition_settles_it(told, conditions):
    """What is told of its event as expected, or with a condition of its own, confirms nothing."""
    records = corpus(
        version("a@1", "2020-01-01", says("p", "One.")),
        version(
            "a@2",
            "2020-02-01",
            act("suspends", "a#p", on_condition=IF, start="a@e"),
            events={"e": "2020-03"},
        ),
        version(
            "b@1",
            "2020-04-01",
            events={"g": {"date": "2020-03-10", "same_as": {"event": "a@e"}, **told}},
        ),
    )
    (entry,) = engine.load(records).as_of("2020-05-01").find("a#p")
    assert (entry.state.value, sorted(entry.conditions)) == ("suspended", sorted(conditions))


class TestConditionsInARow:
    """What is dated from a day that rests on a condition rests on that too, beside its own."""

    RECORDS = (
        version(
            "a@1",
            "2020-01-01",
            says("p", "One.", applies={"from": "a@report"}),
            events={
                "vote": {"date": "2020-02-01", "on_condition": "if they meet"},
                "report": {
                    "date": {"after": "a@vote", "period": "P7D"},
                    "on_condition": "if they agree",
                },
            },
        ),
    )

    def told(self, on, *records):
        [entry] = engine.load(corpus(*self.RECORDS, *records)).as_of(on).find("a#p")
        return entry.state.value, entry.conditions

    def test_both_are_told_from_its_day_on(self):
        assert self.told("2020-02-07") == ("upcoming", ())
        assert self.told("2020-02-08") == ("in-force", ("if they agree", "if they meet"))

    def test_what_is_settled_is_no_longer_told(self):
        vote = version("b@1", "2020-02-03", act("fixes-date", "a@vote", date="2020-02-01"))
        assert self.told("2020-02-08", vote) == ("in-force", ("if they agree",))

    def test_its_day_names_both_its_own_first(self):
        (entry,) = engine.load(corpus(*self.RECORDS)).as_of("2020-02-07").find("a#p")
        assert entry.since.condition == "if they agree; if they meet"

    def test_a_day_dated_from_it_without_a_condition_names_both(self):
        later = version(
            "b@1",
            "2020-01-02",
            says("r", "Two.", start="end"),
            events={"end": {"after": "a@report", "period": "P1M"}},
        )
        (entry,) = engine.load(corpus(*self.RECORDS, later)).as_of("2020-02-07").find("b#r")
        assert entry.since.condition == "if they agree; if they meet"
