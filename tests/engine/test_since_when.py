"""Since when words hold: from the first day on which they may have held ever since."""

from __future__ import annotations

from cases.asking import both, case, expect
from laws.small import corpus, says, version

CASES = [
    case(
        "other-words-stood-for-two-days-in-between",
        "whoever began before them had to wait for their end: the 6th at the earliest",
        corpus(
            version(
                "a@1",
                "2020-01-01",
                says("p", "Wear it.", start="w"),
                events={"w": "[2020-03-01..2020-03-12]"},
            ),
            version(
                "a@2",
                "2020-01-02",
                says("p", "Take it off.", start="t", until="u", then="earlier"),
                events={
                    "t": "[2020-03-04..2020-03-06]",
                    "u": {"after": "a@t", "period": "P2D"},
                },
            ),
        ),
        expect("a#p", "2020-03-12", "in-force", "a@1", since=("2020-03-06", "2020-03-12")),
        expect("a#p", "2020-03-20", "in-force", "a@1", since=("2020-03-06", "2020-03-12")),
    ),
]


@both(CASES)
def test_since_when(ask, each):
    ask(each)
