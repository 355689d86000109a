"""*Not yet* shows the text that will apply, and never one that cannot apply any more."""

from cases.asking import both, case, expect
from laws.small import act, corpus, says, version

CASES = [
    case(
        "superseded-before-its-start",
        "a later text of the same start takes the place of the one that waits",
        corpus(
            version(
                "act@1",
                "2020-01-01",
                says("log", "5 years.", start="s"),
                events={"s": "2020-12-01"},
            ),
            version("act@2", "2020-03-01", says("log", "7 years.", start="s")),
        ),
        expect("act#log", "2020-02-01", "upcoming", "act@1"),
        expect("act#log", "2020-06-01", "upcoming", "act@2", ahead="act@2"),
        expect("act#log", "2020-06-01", "upcoming", "act@2", known_on="2020-06-01"),
        expect("act#log", "2020-06-01", "upcoming", "act@1", known_on="2020-02-01"),
        expect("act#log", "2020-12-01", "in-force", "act@2"),
    ),
    case(
        "superseded-by-an-earlier-start",
        "a later text that starts earlier takes the waiting one's place too",
        corpus(
            version("act@1", "2020-01-01", says("hat", "Red.", start="2020-12-01")),
            version("act@2", "2020-03-01", says("hat", "Blue.", start="2020-10-01")),
        ),
        expect("act#hat", "2020-06-01", "upcoming", "act@2"),
        expect("act#hat", "2020-11-01", "in-force", "act@2", ahead="none"),
        expect("act#hat", "2021-01-01", "in-force", "act@2"),
    ),
    case(
        "two-ahead",
        "of two texts ahead that will both apply the next one is shown",
        corpus(
            version("act@1", "2020-01-01", says("hat", "Red.", start="2020-06-01")),
            version("act@2", "2020-02-01", says("hat", "Blue.", start="2020-10-01")),
        ),
        expect("act#hat", "2020-03-01", "upcoming", "act@1"),
        expect("act#hat", "2020-07-01", "in-force", "act@1", ahead="act@2"),
        expect("act#hat", "2020-10-01", "in-force", "act@2", ahead="none"),
    ),
    case(
        "change-ahead-of-one-in-force",
        "a provision in force that is to change shows the new words as ahead",
        corpus(
            version("act@1", "2020-01-01", says("fee", "100.")),
            version("act@2", "2020-06-01", says("fee", "120.", start="2021-01-01")),
        ),
        expect("act#fee", "2020-05-31", "in-force", "act@1", ahead="none"),
        expect("act#fee", "2020-06-01", "in-force", "act@1", ahead="act@2"),
        expect("act#fee", "2021-01-01", "in-force", "act@2", ahead="none"),
    ),
    case(
        "ended-with-another-ahead",
        "one that ended and will be said again has ended, with the new text ahead",
        corpus(
            version("act@1", "2020-01-01", says("fee", "100.", until="2020-03-01")),
            version("act@2", "2020-02-01", says("fee", "120.", start="2020-09-01")),
        ),
        expect("act#fee", "2020-02-15", "in-force", "act@1", ahead="act@2"),
        expect("act#fee", "2020-03-01", "ended", "act@1", ahead="act@2"),
        expect("act#fee", "2020-09-01", "in-force", "act@2"),
    ),
    case(
        "imprecise-start",
        "within the month of its start it is open, before it ahead, after it in force",
        corpus(
            version("act@1", "2020-01-01", says("fee", "100.", start="s"), events={"s": "2020-06"})
        ),
        expect("act#fee", "2019-12-31", "nothing"),
        expect("act#fee", "2020-05-31", "upcoming", "act@1"),
        expect("act#fee", "2020-06-01", "undetermined", possible=["in-force", "upcoming"]),
        expect("act#fee", "2020-06-30", "in-force", "act@1"),
    ),
    case(
        "not-set-yet",
        "a day that is yet to be set has not come in any world until an act sets it",
        corpus(
            version(
                "act@1", "2020-01-01", says("fee", "100.", start="s"), events={"s": "until-fixed"}
            ),
            version("act@2", "2020-06-01", act("fixes-date", "act@s", date="2020-08-01")),
        ),
        expect("act#fee", "2025-01-01", "upcoming", "act@1", known_on="2020-05-31"),
        expect("act#fee", "2020-08-01", "in-force", "act@1"),
        expect("act#fee", "2020-07-31", "upcoming", "act@1"),
    ),
    case(
        "no-day-known",
        "an event of which nothing is known may have happened on any day or on none",
        corpus(version("act@1", "2020-01-01", says("fee", "100.", start="s"), events={"s": None})),
        expect("act#fee", "2020-01-01", "undetermined", possible=["in-force", "upcoming"]),
        expect("act#fee", "2030-01-01", "undetermined", possible=["in-force", "upcoming"]),
    ),
]


@both(CASES)
def test_texts_ahead(ask, each):
    ask(each)
