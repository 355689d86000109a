"""What a kept pending text took over from stays taken, whatever has ended since."""

from __future__ import annotations

from cases.asking import both, case, expect
from laws.small import corpus, says, version


def texts(start):
    """Four texts: of spring, of all year from an event, of some days in May, of summer."""
    return corpus(
        version(
            "a@0",
            "2020-01-01",
            says("p", "Spring.", start="2020-03-01", until="2020-05-01", then="nothing"),
        ),
        version(
            "a@1",
            "2020-01-10",
            says("p", "All year.", start="all"),
            extent="whole",
            pending="kept",
            events={"all": start},
        ),
        version(
            "a@2",
            "2020-01-20",
            says("p", "May.", start="2020-05-10", until="2020-05-20", then="earlier"),
        ),
        version(
            "a@3",
            "2020-01-30",
            says("p", "Summer.", start="s"),
            events={"s": "[2020-06-01,2020-06-15,2020-06-30]"},
        ),
    )


CASES = [
    case(
        "taken-for-good-while-the-next-text-may-begin",
        "a temporary text without a return took over from the whole version's for good",
        texts("2020-02-01"),
        expect("a#p", "2020-02-15", "in-force", "a@1"),
        expect("a#p", "2020-03-15", "in-force", "a@0"),
        expect("a#p", "2020-05-05", "ended"),
        expect("a#p", "2020-05-15", "in-force", "a@2"),
        expect("a#p", "2020-05-25", "ended"),
        expect("a#p", "2020-06-10", "undetermined", possible=["in-force", "ended"]),
        expect("a#p", "2020-06-20", "undetermined", possible=["in-force", "ended"]),
        expect("a#p", "2020-06-30", "in-force", "a@3"),
    ),
    case(
        "taken-for-good-in-some-worlds",
        "so it did where that text had started by then; else that one took its place",
        texts("[2020-02-01..2020-03-15]"),
        expect("a#p", "2020-05-05", "undetermined", possible=["in-force", "ended"]),
        expect("a#p", "2020-05-15", "in-force", "a@2"),
        expect("a#p", "2020-05-25", "undetermined", possible=["in-force", "ended"]),
        expect("a#p", "2020-06-10", "undetermined", possible=["in-force", "ended"]),
        expect("a#p", "2020-06-30", "in-force", "a@3"),
    ),
]


@both(CASES)
def test_overtaken(ask, each):
    ask(each)
