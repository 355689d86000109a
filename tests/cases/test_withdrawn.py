"""What is withdrawn before its day never applied and took nobody's place."""

from cases.asking import both, case, expect
from laws.small import act, corpus, says, version

CASES = [
    case(
        "dropped-before-it-started",
        "the old provision stays; the new one is ended and was ahead until then",
        corpus(
            version("law@1", "2020-01-01", says("old", "100.")),
            version(
                "law@2",
                "2020-06-01",
                says("new", "120.", start="n", replaces=["law#old"]),
                events={"n": {"date": "2021-01-01", "certainty": "forecast"}},
            ),
            version("law@3", "2020-11-01", act("ends", "law#new")),
        ),
        expect("law#new", "2020-10-31", "upcoming", "law@2"),
        expect("law#new", "2020-11-01", "ended"),
        expect("law#new", "2021-02-01", "ended"),
        expect("law#old", "2021-02-01", "in-force", "law@1"),
    ),
    case(
        "withdrawn-from-its-own-day",
        "an end on the day of the start: it never applied, and from its publication on it is known",
        corpus(
            version(
                "rule@1",
                "2021-01-15",
                says("value", "By index.", start="s"),
                events={"s": "2021-02-16"},
            ),
            version("delays@1", "2021-02-12", act("moves-date", "rule@s", date="2021-11-01")),
            version("delays@2", "2021-09-30", act("ends", "rule#value", start="2021-11-01")),
        ),
        expect("rule#value", "2021-06-01", "upcoming"),
        expect("rule#value", "2021-10-15", "ended", ahead="none"),
        expect("rule#value", "2021-11-01", "ended"),
    ),
    case(
        "open-whether-it-began-at-all",
        "a text whose own end may come first: whether or not it began, the earlier one is back",
        corpus(
            version("law@1", "2020-01-01", says("fee", "100.")),
            version(
                "law@2",
                "2020-02-01",
                says("fee", "50.", start="s", until="2020-06-10", then="earlier"),
                events={"s": "2020-06"},
            ),
        ),
        expect("law#fee", "2020-06-05", "undetermined", possible=["in-force"]),
        expect("law#fee", "2020-07-01", "in-force", "law@1"),
    ),
    case(
        "open-whether-it-began",
        "an unknown start beside a later withdrawal: open whether it took the old one's place",
        corpus(
            version("law@1", "2020-01-01", says("old", "100.")),
            version(
                "law@2",
                "2020-02-01",
                says("new", "120.", start="s", replaces=["law#old"]),
                events={"s": "2020-06"},
            ),
            version("law@3", "2020-03-01", act("ends", "law#new", start="2020-06-10")),
        ),
        expect("law#old", "2020-07-01", "undetermined", possible=["in-force", "ended"]),
        expect("law#new", "2020-07-01", "ended"),
    ),
    case(
        "replacer-replaced-first",
        "what is replaced before it starts replaces nothing itself",
        corpus(
            version("law@1", "2020-01-01", says("a", "1.")),
            version("law@2", "2020-02-01", says("b", "2.", start="2020-06-01", replaces=["law#a"])),
            version("law@3", "2020-03-01", says("c", "3.", start="2020-05-01", replaces=["law#b"])),
        ),
        expect("law#a", "2020-07-01", "in-force", "law@1"),
        expect("law#b", "2020-07-01", "ended"),
        expect("law#c", "2020-07-01", "in-force", "law@3"),
    ),
]


@both(CASES)
def test_withdrawn(ask, each):
    ask(each)
