"""Days that move, rival days, days checked not to have come."""

from cases.asking import both, case, expect
from laws.small import act, corpus, says, source, version

STOP = version(
    "act@1", "2020-01-01", says("use", "Use it.", until="stop"), events={"stop": "2020-03"}
)

CASES = [
    case(
        "two-sources-two-days",
        "two days that share none: one unknown day out of the two",
        corpus(
            STOP,
            version("page@1", "2020-04-01", act("fixes-date", "act@stop", date="2020-03-18")),
            version("leaflet@1", "2020-04-02", act("fixes-date", "act@stop", date="2020-03-20")),
        ),
        expect("act#use", "2020-03-17", "in-force"),
        expect("act#use", "2020-03-18", "undetermined"),
        expect("act#use", "2020-03-19", "undetermined"),
        expect("act#use", "2020-03-20", "ended"),
        expect("act#use", "2020-03-19", "ended", known_on="2020-04-01"),
    ),
    case(
        "days-in-common",
        "two days that share some are one day: one of those they share",
        corpus(
            STOP,
            version(
                "page@1",
                "2020-02-01",
                act("fixes-date", "act@stop", date="[2020-03-10..2020-04-10]"),
            ),
        ),
        expect("act#use", "2020-03-09", "in-force"),
        expect("act#use", "2020-03-10", "undetermined"),
        expect("act#use", "2020-03-31", "ended"),
    ),
    case(
        "one-with-authority",
        "the day of the source that speaks with authority counts, the other is a discrepancy",
        corpus(
            version(
                "act@1",
                "2020-01-01",
                says("use", "Use.", until="stop"),
                events={"stop": "2020-03-18"},
            ),
            version(
                "court@1",
                "2020-02-01",
                events={
                    "ruled": {
                        "date": "2020-03-20",
                        "same_as": {"event": "act@stop", "authority": "yes"},
                    }
                },
            ),
        ),
        expect("act#use", "2020-03-19", "in-force"),
        expect("act#use", "2020-03-20", "ended"),
        expect("act#use", "2020-03-19", "ended", known_on="2020-01-31"),
    ),
    case(
        "one-event-of-two-sources",
        "where none has authority, events that are the same have one day out of both",
        corpus(
            version(
                "act@1",
                "2020-01-01",
                says("use", "Use.", until="stop"),
                events={"stop": "2020-03-18"},
            ),
            version(
                "page@1",
                "2020-02-01",
                says("rest", "Rest.", start="stopped"),
                events={"stopped": {"date": "2020-03-20", "same_as": {"event": "act@stop"}}},
            ),
        ),
        expect("act#use", "2020-03-19", "undetermined"),
        expect("page#rest", "2020-03-19", "undetermined"),
        expect("page#rest", "2020-03-20", "in-force"),
    ),
    case(
        "dated-and-moved-in-one-version",
        "a version that dates the same event and moves it means the day to which it moves it",
        corpus(
            version(
                "act@1", "2020-01-01", says("use", "Use.", start="s"), events={"s": "2020-03-18"}
            ),
            version(
                "page@1",
                "2020-02-01",
                act("moves-date", "act@s", date="2020-03-12"),
                events={"t": {"date": "2020-03-14", "same_as": {"event": "act@s"}}},
            ),
        ),
        expect("act#use", "2020-03-11", "upcoming"),
        expect("act#use", "2020-03-12", "in-force"),
    ),
    case(
        "a-set",
        "a set of days: before the first, between them, after the last",
        corpus(
            version(
                "act@1",
                "2020-01-01",
                says("use", "Use.", start="s"),
                events={"s": "[2020-03-18,2020-03-20]"},
            )
        ),
        expect("act#use", "2020-03-17", "upcoming"),
        expect("act#use", "2020-03-19", "undetermined"),
        expect("act#use", "2020-03-20", "in-force"),
    ),
    case(
        "delayed-twice-then-indefinitely",
        "each delay replaces the day; put off without a day it has not come in any world",
        corpus(
            version(
                "act@1", "2020-01-01", says("use", "Use.", start="s"), events={"s": "2020-06-01"}
            ),
            version("act@2", "2020-02-01", act("moves-date", "act@s", date="2020-08-01")),
            version("act@3", "2020-03-01", act("moves-date", "act@s", date="2020-07-01")),
            version("act@4", "2020-04-01", act("moves-date", "act@s", date="until-fixed")),
        ),
        expect("act#use", "2020-06-01", "in-force", known_on="2020-01-31"),
        expect("act#use", "2020-07-15", "upcoming", known_on="2020-02-01"),
        expect("act#use", "2020-07-15", "in-force", known_on="2020-03-01"),
        expect("act#use", "2030-01-01", "upcoming"),
    ),
    case(
        "follows-the-moved-day",
        "a day that is counted from another moves with it",
        corpus(
            version(
                "act@1",
                "2020-01-01",
                says("use", "Use.", start="then"),
                events={"s": "2020-06-01", "then": {"after": "s", "period": "P18M"}},
            ),
            version("act@2", "2020-02-01", act("moves-date", "act@s", date="2020-08-01")),
        ),
        expect("act#use", "2021-12-01", "in-force", known_on="2020-01-31"),
        expect("act#use", "2022-01-31", "upcoming"),
        expect("act#use", "2022-02-01", "in-force"),
    ),
    case(
        "cancelled",
        "an event that is cancelled never comes: withdrawn from the day that this is published",
        corpus(
            version(
                "act@1", "2020-01-01", says("use", "Use.", start="s"), events={"s": "2020-06-01"}
            ),
            version("act@2", "2020-03-01", act("cancels", "act@s")),
        ),
        expect("act#use", "2020-02-01", "upcoming"),
        expect("act#use", "2020-03-01", "ended"),
        expect("act#use", "2020-07-01", "ended"),
        expect("act#use", "2020-07-01", "in-force", known_on="2020-02-29"),
    ),
    case(
        "not-yet-by-a-check",
        "a place that shows an event at once did not show it: it comes later than that day",
        corpus(
            source(
                "act",
                checks=[{"on": "2020-03-10", "not_yet": ["act@stop"], "shows_at_once": "yes"}],
            ),
            STOP,
        ),
        expect("act#use", "2020-03-10", "in-force"),
        expect("act#use", "2020-03-11", "undetermined"),
        expect("act#use", "2020-03-10", "undetermined", known_on="2020-03-09"),
    ),
    case(
        "not-yet-with-a-delay",
        "a place that shows it within two weeks bounds it by that much earlier",
        corpus(
            source("act", checks=[{"on": "2020-03-24", "not_yet": ["act@stop"], "within": "P14D"}]),
            STOP,
        ),
        expect("act#use", "2020-03-10", "in-force"),
        expect("act#use", "2020-03-11", "undetermined"),
    ),
    case(
        "only-told",
        "a check that does not say how soon the place shows it leaves the answer open",
        corpus(source("act", checks=[{"on": "2020-03-10", "not_yet": ["act@stop"]}]), STOP),
        expect("act#use", "2020-03-05", "undetermined"),
    ),
    case(
        "recorded-before-the-check",
        "a recorded day before the check counts",
        corpus(
            source(
                "act",
                checks=[{"on": "2020-04-10", "not_yet": ["act@stop"], "shows_at_once": "yes"}],
            ),
            STOP,
        ),
        expect("act#use", "2020-03-31", "ended"),
    ),
    case(
        "published-some-day",
        "what was known within the days of publication is itself open",
        corpus(
            version("act@1", "2020-01-01", says("use", "Use.")),
            version("act@2", "2020-03", act("ends", "act#use", start="2020-06-01")),
        ),
        expect("act#use", "2020-07-01", "in-force", known_on="2020-02-29"),
        expect("act#use", "2020-07-01", "undetermined", known_on="2020-03-15"),
        expect("act#use", "2020-07-01", "ended", known_on="2020-03-31"),
    ),
    case(
        "a-period-after-an-undated-event",
        "what starts a period after one undated event may end at another before it has started",
        corpus(
            version(
                "act@1",
                "2020-01-01",
                says("use", "Use.", start="ready", until="over"),
                events={
                    "over": None,
                    "built": None,
                    "ready": {"after": "built", "period": "P18M"},
                },
            ),
        ),
        expect("act#use", "2022-01-01", "undetermined", possible=["upcoming", "in-force", "ended"]),
    ),
]


@both(CASES)
def test_days_of_events(ask, each):
    ask(each)
