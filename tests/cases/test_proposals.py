"""What is only proposed has no effect."""

from cases.asking import both, case, expect
from laws.small import act, corpus, says, version

USE = version("act@1", "2020-01-01", says("use", "Adults may use it."))
PAUSE = version("act@2", "2020-02-01", act("suspends", "act#use"))

CASES = [
    case(
        "revocation-recommended",
        "a paused provision whose revocation is only recommended is paused, for certain",
        corpus(
            USE,
            PAUSE,
            version(
                "board@1",
                "2020-02-15",
                act("ends", "act#use", start="rev", proposes="yes", id="revoke"),
                standing="recommendation",
                events={"rev": {"date": "[2020-02-15..]", "certainty": "forecast"}},
            ),
        ),
        expect("act#use", "2020-03-01", "suspended", "act@1"),
    ),
    case(
        "recommended-and-decided",
        "the version that adopts states the effect itself, from its own day",
        corpus(
            USE,
            version(
                "board@1",
                "2020-02-15",
                act("suspends", "act#use", proposes="yes", id="pause"),
                standing="recommendation",
            ),
            version(
                "house@1",
                "2020-04-01",
                act("adopts", "board@1/pause"),
                act("suspends", "act#use"),
            ),
        ),
        expect("act#use", "2020-03-01", "in-force"),
        expect("act#use", "2020-04-01", "suspended"),
    ),
    case(
        "proposed-text",
        "proposed words take nobody's place",
        corpus(
            USE,
            version(
                "act@2",
                "2020-02-01",
                says("use", "Adults over 60 may use it.", proposes="yes"),
                standing="recommendation",
            ),
        ),
        expect("act#use", "2020-03-01", "in-force", "act@1", ahead="none"),
    ),
    case(
        "recommendation-unmarked",
        "an unmarked act of a recommendation works as it is written: open whether it has",
        corpus(
            USE,
            PAUSE,
            version(
                "board@1",
                "2020-02-15",
                act("ends", "act#use", start="rev"),
                standing="recommendation",
                events={"rev": {"date": "[2020-02-15..]", "certainty": "forecast"}},
            ),
        ),
        expect("act#use", "2020-03-01", "undetermined", possible=["suspended", "ended"]),
    ),
]


@both(CASES)
def test_proposals(ask, each):
    ask(each)
