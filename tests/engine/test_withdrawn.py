"""What never came to apply: which text is told of it, and in which worlds."""

from __future__ import annotations

import pytest

from laws import engine
from laws.small import act, corpus, says, version


def entry(records, day, ref="a#p", known_on=None):
    [told] = engine.load(corpus(*records)).as_of(day, known_on=known_on).find(ref)
    return told


def cases(records, day, known_on=None):
    """The states and versions that are possible."""
    [group] = engine.load(corpus(*records)).as_of(day, known_on=known_on).undetermined
    return {(told.state.value, told.version) for case in group.cases for told in case.entries}


CANCELLED = [
    version("b@1", "2019-01-01", events={"e": "2020-06-01"}),
    version("b@2", "2020-01-02", act("cancels", "b@e")),
]


def test_of_two_that_were_withdrawn_the_one_that_is_out_is_told():
    """The second may not be published yet, where the first is."""
    records = [
        version("a@1", "[2020-01-01..2020-01-31]", says("p", "One.", start="b@e")),
        version("a@2", "[2020-01-05..2020-02-10]", says("p", "Two.", start="b@e"), after=["a@1"]),
        *CANCELLED,
    ]
    assert cases(records, "2020-01-10") == {("ended", "a@1"), ("no-evidence", "a@1")}
    assert entry(records, "2020-02-05").version == "a@1"


def test_what_is_withdrawn_in_each_form_is_withdrawn():
    """Whether a correction was known is open; that it will not apply is not."""
    records = [
        version("a@1", "2020-01-01", says("p", "One.", start="b@e")),
        version("a@2", "[2020-02-01..2020-02-20]", act("corrects", "a#p", set={"text": "Uno."})),
        *CANCELLED,
    ]
    told = entry(records, "2020-02-15", known_on="2020-02-10")
    assert (told.state.value, told.version) == ("ended", "a@1")


def test_an_end_is_told_by_the_text_that_may_have_applied():
    """The first was ended before its day; of the second it is open whether it was known."""
    records = [
        version(
            "a@1",
            "2020-01-01",
            says("p", "One.", start="2020-03-10"),
            events={"e": "[2020-03-05..2020-03-15]"},
        ),
        version("a@2", "2020-02-01", act("ends", "a#p", start="2020-03-05")),
        version(
            "a@3",
            "[2020-02-15..2020-02-20]",
            says("p", "Two.", start="2020-03-01", until="e", then="nothing"),
        ),
    ]
    told = cases(records, "2020-03-10", known_on="2020-02-17")
    assert told == {("in-force", "a@3"), ("ended", "a@3")}
    assert entry(records, "2020-03-20", known_on="2020-02-17").version == "a@3"


def test_of_two_that_wait_for_one_event_only_the_later_is_to_come():
    """Of equal starts the later published counts, also where nobody can say when."""
    records = [
        version(
            "a@1",
            "2020-01-01",
            says("p", "One.", start="e"),
            events={"e": {"date": "until-fixed"}},
        ),
        version("a@2", "2020-02-01", says("p", "Two.", start="e")),
    ]
    told = entry(records, "2020-02-10")
    assert [(ahead.version) for ahead in told.upcoming] == ["a@2"]


def test_a_text_has_its_corrected_days_only_where_the_correction_is_known():
    records = [
        version("a@1", "2020-01-01", says("p", "One.", start="2020-03-10")),
        version(
            "a@2",
            "[2020-02-01..2020-02-20]",
            act("corrects", "a#p", set={"applies": {"from": "2020-03-03"}}),
        ),
    ]
    assert cases(records, "2020-03-05", "2020-02-10") == {("in-force", "a@1"), ("upcoming", "a@1")}
    assert entry(records, "2020-03-05", known_on="2020-02-20").state.value == "in-force"
    assert entry(records, "2020-03-05", known_on="2020-01-31").state.value == "upcoming"


def put_off_or_not(*content, pending):
    """Whether a text was put off until a day is fixed is open; a whole version follows."""
    return [
        version("a@1", "2019-12-01", says("p", "One.", start="e"), events={"e": "2020-01-20"}),
        version(
            "b@1",
            "[2020-01-02..2020-01-10]",
            act("moves-date", "a@e", date="until-fixed"),
        ),
        version(
            "a@2",
            "2020-01-04",
            *content,
            extent="whole",
            applies={"from": "2020-02-01"},
            pending=pending,
        ),
    ]


def test_what_may_still_wait_is_dropped_too_by_a_whole_version():
    """It ends what began in January, and drops what had been put off: it has ended either way."""
    records = put_off_or_not(says("q", "Two."), pending="dropped")
    for known_on in ("2020-01-06", "2020-01-10"):
        told = entry(records, "2020-02-05", known_on=known_on)
        assert (told.state.value, told.upcoming) == ("ended", ())


def test_what_may_still_wait_under_the_text_of_a_whole_version_is_to_come():
    """That takes the place of what began by its start; what is put off comes on its own day."""
    records = put_off_or_not(says("p", "Two."), pending="kept")
    for known_on in ("2020-01-06", "2020-01-10"):
        told = entry(records, "2020-02-05", known_on=known_on)
        assert (told.version, [ahead.version for ahead in told.upcoming]) == ("a@2", ["a@1"])


@pytest.mark.parametrize(
    ("known_on", "ahead"),
    [("2020-01-01", {"a@1"}), ("2020-01-06", {"a@1", "a@2"}), ("2020-01-10", {"a@2"})],
)
def test_where_the_next_text_may_have_been_put_off_the_one_after_it_is_to_come(known_on, ahead):
    records = [
        version("a@0", "2019-01-01", says("p", "Zero.")),
        *put_off_or_not(says("q", "Else."), pending="kept")[:2],
        version("a@2", "2019-12-04", says("p", "Two.", start="2020-02-01")),
    ]
    told = entry(records, "2020-01-12", known_on=known_on)
    assert {text.version for text in told.upcoming} == ahead


@pytest.mark.parametrize(
    ("known_on", "states"),
    [
        ("2020-01-01", ["ended", "ended", "ended"]),
        ("2020-01-06", ["undetermined", "undetermined", "undetermined"]),
        ("2020-01-10", ["upcoming", "upcoming", "in-force"]),
    ],
)
def test_an_end_that_may_have_been_cancelled_does_not_withdraw_for_certain(known_on, states):
    records = [
        version(
            "a@1",
            "2019-12-01",
            says("p", "One.", start="2020-01-20"),
            events={"e": "2020-01-15"},
        ),
        version("a@2", "2019-12-04", act("ends", "a#p", start="e")),
        version("b@1", "[2020-01-02..2020-01-10]", act("cancels", "a@e")),
    ]
    days = ("2020-01-12", "2020-01-17", "2020-01-21")
    assert [entry(records, day, known_on=known_on).state.value for day in days] == states


def test_what_is_out_waits_whatever_other_day_is_told_of_another_publication():
    """Where the other text was published on 6 March only, the first was out alone on the 3rd."""
    records = [
        version("a@0", "2020-01-01", says("q", "Else.")),
        version("a@1", "2020-03-02", says("p", "One.", start="2020-09-01")),
        version("a@2", "2020-02-01", says("p", "Two.", start="2020-08-01"), after=["a@0"]),
        version("y@1", "2020-04-01", act("fixes-date", "a@2", date="2020-03-06")),
    ]
    told = entry(records, "2020-03-03")
    assert told.state.value == "upcoming"
    assert {ahead.version for ahead in told.upcoming} == {"a@1", "a@2"}


def test_what_may_have_begun_before_the_next_text_has_taken_its_place_for_good():
    """If the first text of the other rule began before March 10, it has replaced this one."""
    records = [
        version("a@1", "2020-01-01", says("p", "Zero.")),
        version(
            "b@1",
            "2020-02-01",
            says("q", "One.", start="e", replaces=["a#p"]),
            events={"e": "[2020-03-01..2020-03-15]"},
        ),
        version("b@2", "2020-02-10", says("q", "Two.", start="2020-03-10")),
    ]
    [group] = [
        group
        for group in engine.load(corpus(*records)).as_of("2020-03-20").undetermined
        if "a#p" in {told.ref for told in group.entries}
    ]
    states = {
        told.state.value for case in group.cases for told in case.entries if told.ref == "a#p"
    }
    assert states == {"in-force", "ended"}


def test_a_whole_version_that_starts_sooner_than_the_one_before_it_drops_what_waits():
    """The second takes effect in March: what was to start in September never does."""
    records = [
        version("a@1", "2020-01-01", says("p", "One.", start="2020-09-01")),
        version(
            "a@2",
            "2020-02-01",
            says("q", "Two."),
            extent="whole",
            applies={"from": "2020-12-01"},
        ),
        version(
            "a@3",
            "2020-03-01",
            says("q", "Three."),
            extent="whole",
            pending="dropped",
        ),
    ]
    assert entry(records, "2020-02-20").state.value == "upcoming"
    assert [entry(records, day).state.value for day in ("2020-03-01", "2020-10-01")] == [
        "ended"
    ] * 2


def test_what_may_be_given_any_day_yet_is_not_withdrawn_by_what_ends_it_on_one():
    """If it is known to start after its end it will not apply; if it has no day yet it may."""
    records = [
        version(
            "a@1",
            "2020-01-01",
            says("p", "One.", start="e"),
            events={"e": {"date": "until-fixed"}},
        ),
        version("a@2", "2020-01-15", act("ends", "a#p", start="2020-12-01")),
        version("b@1", "[2020-02-01..2020-02-20]", act("fixes-date", "a@e", date="2021-01-01")),
    ]
    told = cases(records, "2020-03-01", known_on="2020-02-10")
    assert told == {("upcoming", "a@1"), ("ended", "a@1")}
    assert entry(records, "2020-03-01").state.value == "ended"


def test_a_text_is_left_out_by_a_whole_version_from_its_publication_on():
    records = [
        version("a@1", "2020-01-01", says("p", "One.", start="2020-09-01"), says("q", "Else.")),
        version(
            "a@2",
            "2020-03-01",
            says("p", "Two.", start="2020-12-01"),
            says("q", "Else."),
            extent="whole",
            applies={"from": "2020-06-01"},
        ),
    ]
    for day, whole in (("2020-02-15", None), ("2020-03-01", "a@2"), ("2020-06-15", "a@2")):
        ahead = entry(records, day).upcoming
        assert [(text.version, text.left_out_by) for text in ahead] == [("a@1", whole)]


def test_what_was_over_by_its_start_hides_no_text_that_had_ended():
    """It ended with the first, or with the second: the one that was published first tells it."""
    records = [
        version(
            "a@1",
            "2019-12-01",
            says("p", "One.", start="2020-01-01", until="2020-02-01", then="nothing"),
        ),
        version(
            "a@2",
            "2019-12-10",
            says("p", "Two.", start="2020-03-01", until="e", then="nothing"),
            events={"e": "[2020-02-20..2020-03-10]"},
        ),
    ]
    assert cases(records, "2020-03-05") == {("ended", "a@1"), ("in-force", "a@2")}
    told = entry(records, "2020-03-20")
    assert (told.state.value, told.version) == ("ended", "a@1")


def test_on_the_day_on_which_what_was_withdrawn_would_have_begun_nothing_else_is_told():
    """Neither ever applied: the first that was withdrawn is told before that day and from it on."""
    records = [
        version(
            "a@1",
            "2020-01-01",
            says("p", "One.", start="e"),
            events={"e": {"date": "until-fixed"}},
        ),
        version("a@2", "2020-01-05", says("p", "Two.", start="2020-02-01"), extent="whole"),
        version("a@3", "2020-01-10", act("ends", "a#p")),
    ]
    told = {entry(records, day).version for day in ("2020-01-31", "2020-02-01", "2020-02-02")}
    assert told == {"a@1"}


def test_a_whole_version_drops_what_waits_on_its_day_and_not_what_has_begun():
    """If One began by February it stands until April, when Two starts; if not, it was dropped."""
    records = [
        version(
            "a@1",
            "2020-01-01",
            says("p", "One.", start="e"),
            events={"e": "[2020-01-20..2020-02-20]"},
        ),
        version(
            "a@2",
            "2020-01-10",
            says("p", "Two.", start="2020-04-01"),
            extent="whole",
            pending="dropped",
            applies={"from": "2020-02-01"},
        ),
    ]
    assert cases(records, "2020-03-01") == {("in-force", "a@1"), ("upcoming", "a@2")}
