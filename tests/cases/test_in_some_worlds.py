"""What differs between worlds by publications, ends and days that are open: each by itself."""

from __future__ import annotations

import pytest

from cases.asking import both, by_engine, case, expect
from laws import engine
from laws.small import act, corpus, says, source, version

WITHIN = "[2020-03-01..2020-03-10]"
FIRST_DAYS, LAST_DAYS = "[2020-03-18..2020-03-24]", "[2020-03-20..2020-03-26]"
UNION = {"jurisdictions": ["EU"]}

CASES = [
    case(
        "an-end-that-may-be-cancelled",
        "an end that will not happen in one world is later than any start there",
        corpus(
            version(
                "a@1",
                "2020-02-01",
                says("p", "One.", start="f", until="e"),
                events={"f": FIRST_DAYS, "e": LAST_DAYS},
            ),
            version("a@2", WITHIN, act("cancels", "a@e")),
        ),
        expect(
            "a#p",
            "2020-03-27",
            "undetermined",
            known_on="2020-03-08",
            possible=["in-force", "ended"],
        ),
    ),
    case(
        "a-month-and-then-days",
        "of what is yet to be dated the periods are added in their order, by the earlier rule",
        corpus(
            version(
                "a@1",
                "2020-01-02",
                says("p", "One.", start="a@g", until="2020-04-02"),
                says("q", "Two.", start="a@f", until="2020-03-01"),
                events={
                    "e": "until-fixed",
                    "f": {"after": "a@e", "period": "P1M"},
                    "g": {"after": "a@f", "period": "P3D"},
                },
            )
        ),
        expect("a#p", "2020-02-28", "upcoming"),
        expect("a#p", "2020-02-29", "ended"),
        expect("a#q", "2020-01-30", "upcoming"),
        expect("a#q", "2020-01-31", "ended"),
    ),
    case(
        "a-whole-version-to-come-that-does-not-say",
        "what it will leave out is still to come, unless it says that it drops what has not begun",
        corpus(
            version("a@1", "2020-02-01", says("p", "One.", start="2020-05-01")),
            version(
                "a@2",
                "2020-03-01",
                says("q", "Q."),
                extent="whole",
                applies={"from": "2020-04-01"},
            ),
        ),
        expect("a#p", "2020-03-15", "upcoming", "a@1"),
        expect("a#p", "2020-05-01", "undetermined", possible=["in-force", "ended"]),
    ),
    case(
        "a-whole-version-to-come-that-drops",
        "once it is out, what it drops can no longer apply",
        corpus(
            version("a@1", "2020-02-01", says("p", "One.", start="2020-05-01")),
            version(
                "a@2",
                "2020-03-01",
                says("q", "Q."),
                extent="whole",
                pending="dropped",
                applies={"from": "2020-04-01"},
            ),
        ),
        expect("a#p", "2020-02-29", "upcoming", "a@1"),
        expect("a#p", "2020-03-01", "ended"),
    ),
    case(
        "a-pause-for-members",
        "a pause by the Union rests on what the Union says, in a member and in one that joins",
        corpus(
            version("a@1", "2013-01-10", says("p", "One."), **UNION),
            version("a@2", "2013-03-01", act("suspends", "a#p"), **UNION),
        ),
        expect("a#p", "2013-04-01", "suspended", "a@1", place="FR"),
        expect("a#p", "2013-08-01", "suspended", "a@1", place="HR"),
    ),
    case(
        "of-the-union-withdrawn-before-the-leaving",
        "what ended by its own start has ended also in a place that has left since",
        corpus(
            version("a@1", "2020-02-01", says("p", "One.", start="2020-06-01"), **UNION),
            version("a@2", "2020-05-01", act("ends", "a#p", start="2020-06-01"), **UNION),
        ),
        expect("a#p", "2021-07-01", "ended", place="FR"),
        expect("a#p", "2021-07-01", "ended", place="GB-SCT"),
    ),
    case(
        "another-day-in-the-union-that-of-the-joining",
        "a place that joins on the first of two days has the day of the members",
        corpus(
            version(
                "a@1",
                "2013-01-10",
                says(
                    "p",
                    "One.",
                    start="2013-09-01",
                    by_place=[{"jurisdictions": ["EU"], "from": "2013-07-01"}],
                    jurisdictions=["HR"],
                ),
            )
        ),
        expect("a#p", "2013-06-30", "upcoming", place="HR"),
        expect("a#p", "2013-07-01", "in-force", "a@1", place="HR"),
    ),
    case(
        "a-temporary-text-that-may-go-on",
        "where its end is cancelled it takes the place of what was to start at that end",
        corpus(
            version("a@1", "2020-02-01", says("p", "One.", start="f"), events={"f": FIRST_DAYS}),
            version(
                "a@2",
                "2020-02-02",
                says("p", "Two.", start="2020-02-10", until="e", then="nothing"),
                events={"e": LAST_DAYS},
            ),
            version("a@3", WITHIN, act("cancels", "a@e")),
        ),
        expect("a#p", "2020-03-17", "in-force", "a@2", known_on="2020-03-08"),
        expect(
            "a#p",
            "2020-03-27",
            "undetermined",
            known_on="2020-03-08",
            possible=["in-force", "ended"],
        ),
    ),
    case(
        "temporary-where-the-union-was-left",
        "a text that may not have stayed gives its place back at its own end, and not before",
        corpus(
            version("a@1", "2020-12-28", says("p", "One.")),
            version("a@2", "2020-12-29", says("p", "Two.", until="2021-01-02"), **UNION),
        ),
        expect("a#p", "2021-01-01", "undetermined", place="GB-SCT", possible=["in-force", "ended"]),
    ),
    case(
        "an-end-settled-the-day-before",
        "what starts on no known day cannot begin once its end is known to come the next day",
        corpus(
            version(
                "a@1",
                "2020-02-01",
                says("p", "One.", start="u", until="f"),
                events={
                    "u": "until-fixed",
                    "e": "[2020-03-03..2020-03-06]",
                    "f": {"after": "a@e", "period": "P1D"},
                },
            )
        ),
        expect("a#p", "2020-03-02", "upcoming"),
        expect("a#p", "2020-03-03", "undetermined", possible=["upcoming", "ended"]),
        expect("a#p", "2020-03-05", "undetermined", possible=["upcoming", "ended"]),
        expect("a#p", "2020-03-06", "ended"),
    ),
    case(
        "of-equal-starts-what-never-began-takes-no-place",
        "of equal starts the later published counts; what it kept from beginning takes no place",
        corpus(
            version("a@1", "2020-02-01", says("p", "Zero.", start="2020-05-01"), standing="law"),
            version(
                "a@2",
                "2020-02-05",
                says("p", "One.", start="e"),
                standing="law",
                events={"e": "[2020-04-01..2020-04-03]"},
            ),
            version(
                "a@3",
                "2020-02-10",
                says("p", "Two.", start="e"),
                extent="whole",
                standing="law",
            ),
        ),
        expect("a#p", "2020-04-03", "in-force", "a@3", ahead="a@1"),
        expect("a#p", "2020-05-01", "in-force", "a@1"),
    ),
    case(
        "of-the-union-before-the-joining",
        "what the Union has announced is to come in a place from the day on which it joins",
        corpus(version("a@1", "2013-01-10", says("p", "One.", start="2013-08-01"), **UNION)),
        expect("a#p", "2013-06-30", "upcoming", "a@1", place="FR"),
        expect("a#p", "2013-06-30", "nothing", place="HR"),
        expect("a#p", "2013-07-01", "upcoming", "a@1", place="HR"),
    ),
    case(
        "replaced-in-one-order-of-a-day",
        "a replacement that the next whole version of its day wipes out took no place before it",
        corpus(
            version("a@1", "2020-03-05", says("p", "One.", start="e"), events={"e": None}),
            version("a@2", "2020-03-07", says("q", "Instead.", replaces=["a#p"])),
            version("a@3", "2020-03-07", says("q", "Two."), extent="whole"),
        ),
        expect("a#p", "2020-03-06", "undetermined"),
        expect("a#p", "2020-03-08", "undetermined"),
    ),
    case(
        "looked-at-twice-on-a-day",
        "a look at a place that shows events at once counts beside one that need not show it",
        corpus(
            source(
                "a",
                checks=[
                    {"on": "2020-03-10", "not_yet": ["a@e"]},
                    {"on": "2020-03-10", "not_yet": ["a@e"], "shows_at_once": "yes"},
                ],
            ),
            version("a@1", "2020-02-01", says("p", "One.", start="e"), events={"e": "2020-03"}),
        ),
        expect("a#p", "2020-03-10", "upcoming"),
        expect("a#p", "2020-03-11", "undetermined"),
        expect("a#p", "2020-03-31", "in-force", since=("2020-03-11", "2020-03-31")),
    ),
    case(
        "a-temporary-text-without-an-end",
        "a temporary text whose end is cancelled gives nothing back",
        corpus(
            version("a@1", "2020-01-01", says("p", "One.")),
            version(
                "a@2",
                "2020-01-20",
                says("p", "Two.", start="2020-02-01", until="e", then="earlier"),
                events={"e": "2020-06-01"},
            ),
            version("a@3", "2020-03-01", act("cancels", "a@e")),
            version("a@4", "2020-07-01", says("p", "One.")),
        ),
        expect("a#p", "2020-06-02", "in-force", "a@2", since=("2020-02-01", "2020-02-01")),
        expect("a#p", "2020-07-02", "in-force", "a@4", since=("2020-07-01", "2020-07-01")),
    ),
    case(
        "a-pause-of-a-whole-source-on-one-day",
        "it rests where any text was said before it, in whichever order of the day",
        corpus(
            version("a@1", "2020-03-05", says("p", "One.")),
            version("a@2", "2020-03-05", says("p", "Two.")),
            version("b@3", "2020-03-05", act("suspends", "a")),
        ),
        expect("a#p", "2020-03-06", "undetermined", possible=["in-force", "suspended"]),
    ),
]


@both(CASES)
def test_in_some_worlds(ask, each):
    ask(each)


def test_an_end_is_told_by_a_text_that_may_have_applied():
    """One was withdrawn before its day: where the other is known, that is what has ended."""
    by_engine(
        case(
            "ended",
            "",
            corpus(
                version(
                    "a@1", "2020-02-01", says("p", "One.", start="e"), events={"e": "2020-02-10"}
                ),
                version("a@2", "2020-02-05", act("cancels", "a@e")),
                version(
                    "a@3",
                    WITHIN,
                    says("p", "Two.", start="2020-03-01", until="2020-03-04"),
                    after=["a@2"],
                ),
            ),
            expect("a#p", "2020-03-05", "ended", "a@3", known_on="2020-03-05"),
        )
    )


def test_what_can_come_first_in_some_world_is_told_first():
    """It may have been put off, and may not: until that is known, it can be the next to come."""
    by_engine(
        case(
            "soonest",
            "",
            corpus(
                version(
                    "a@1", "2020-02-01", says("p", "One.", start="e"), events={"e": "2020-03-20"}
                ),
                version("a@2", "2020-02-02", says("p", "Two.", start="2020-03-25")),
                version("a@3", WITHIN, act("moves-date", "a@e", date="2020-03-30")),
            ),
            expect("a#p", "2020-03-08", "upcoming", "a@1", known_on="2020-03-08", ahead="a@1"),
        )
    )


def test_what_starts_with_one_publication_is_left_out_by_the_next():
    """Only the stated order tells that it had started by then, whatever their days."""
    by_engine(
        case(
            "in-order",
            "",
            corpus(
                version("b@1", WITHIN, says("x", "X.")),
                version("a@1", "2020-02-01", says("p", "One.", start="b@1")),
                version("a@2", WITHIN, says("q", "Q."), extent="whole", after=["b@1"]),
            ),
            expect("a#p", "2020-03-05", "undetermined"),
            expect("a#p", "2020-03-10", "ended", "a@1"),
        )
    )


@pytest.mark.parametrize(
    ("pending", "told"), [({}, "a@2"), ({"pending": "kept"}, None), ({"pending": "dropped"}, None)]
)
def test_what_leaves_a_text_out_is_told_where_it_does_not_say_whether_it_keeps_it(pending, told):
    records = corpus(
        version("a@1", "2020-02-01", says("p", "One.", start="2020-05-01")),
        version("a@2", "2020-03-01", says("q", "Q."), extent="whole", **pending),
    )
    ahead = [
        (text.version, text.left_out_by)
        for entry in engine.load(records).as_of("2020-04-01").find("a#p")
        for text in entry.upcoming
    ]
    assert ahead == ([] if pending.get("pending") == "dropped" else [("a@1", told)])
