"""What has not applied is told by what has happened and was published by the day."""

from cases.asking import both, case, expect
from laws import engine
from laws.small import act, corpus, says, version

CASES = [
    case(
        "published-or-not",
        "before its publication, on whatever day that was, nothing is known",
        corpus(version("a@1", "[2020-03-05..2020-03-07]", says("p", "One."))),
        expect("a#p", "2020-03-04", "nothing"),
        expect("a#p", "2020-03-05", "undetermined"),
        expect("a#p", "2020-03-07", "in-force", "a@1"),
    ),
    case(
        "ahead-whenever-published",
        "what starts after any day of its publication does not apply yet, published or not",
        corpus(
            version(
                "a@1",
                "[2020-03..2020-05]",
                says("p", "One.", start="s"),
                events={"s": "2021-01"},
            )
        ),
        expect("a#p", "2020-02-29", "nothing"),
        expect("a#p", "2020-04-15", "upcoming"),
        expect("a#p", "2020-06-01", "upcoming", "a@1", ahead="a@1"),
        expect("a#p", "2021-01-15", "undetermined", possible=["in-force", "upcoming"]),
    ),
    case(
        "ahead-in-one-place-whenever-published",
        "so it is in each part of its territory, whatever already holds beside it",
        corpus(
            version("a@1", "2020-01-01", says("p", "One."), jurisdictions=["GB-ENG"]),
            version(
                "a@2",
                "[2020-03-05..2020-03-09]",
                says("p", "Two.", start="2020-04-01"),
                jurisdictions=["GB"],
            ),
        ),
        expect("a#p", "2020-03-07", "upcoming", place="GB-SCT"),
        expect("a#p", "2020-03-07", "in-force", "a@1", place="GB-ENG"),
        expect("a#p", "2020-04-01", "in-force", "a@2", place="GB-ENG"),
    ),
    case(
        "begins-or-is-ahead-or-unpublished",
        "where it may have begun as well, that is open, and unpublished is no case of its own",
        corpus(
            version(
                "a@1",
                "[2020-03-05..2020-03-09]",
                says("p", "One.", start="s"),
                events={"s": "[2020-03-08..2020-03-12]"},
            )
        ),
        expect("a#p", "2020-03-06", "upcoming"),
        expect("a#p", "2020-03-10", "undetermined", possible=["in-force", "upcoming"]),
    ),
    case(
        "ended-before-it-began",
        "what waits for a day that nobody knows is over once its end has come",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.", start="s"), events={"s": None}),
            version("b@1", "2020-03-05", act("ends", "a#p")),
        ),
        expect("a#p", "2020-03-04", "undetermined", possible=["in-force", "upcoming"]),
        expect("a#p", "2020-03-06", "ended"),
    ),
    case(
        "replaced-before-it-began",
        "so it is with a replacement",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.", start="s"), events={"s": None}),
            version("b@1", "2020-03-05", says("q", "Two.", replaces=["a#p"])),
        ),
        expect("a#p", "2020-03-06", "ended"),
        expect("b#q", "2020-03-06", "in-force"),
    ),
    case(
        "no-day-is-left-for-its-start",
        "the day before its own end is the last on which it can begin",
        corpus(
            version(
                "a@1",
                "2020-03-05",
                says("p", "One.", start="s", until="2020-03-08"),
                events={"s": None},
            )
        ),
        expect("a#p", "2020-03-06", "undetermined", possible=["in-force", "upcoming"]),
        expect("a#p", "2020-03-08", "ended"),
    ),
]


@both(CASES)
def test_not_yet_by_world(ask, each):
    ask(each)


def test_the_words_run_anew_after_a_temporary_text():
    records = corpus(
        version("a@1", "2020-01-01", says("p", "Old.")),
        version("a@2", "2020-02-01", says("p", "For now.", until="2020-03-01", then="earlier")),
    )
    [entry] = engine.load(records).as_of("2020-03-05").in_force
    assert (entry.version, entry.since.date.earliest.isoformat()) == ("a@1", "2020-03-01")


def test_who_joined_later_has_the_text_since_then():
    rule = version("eu@1", "2013-01-01", says("rule", "Wear it."), jurisdictions=["EU"])
    held = engine.load(corpus(rule))
    since = {
        place: entry.since.date.earliest.isoformat()
        for place in ("DE", "HR")
        for entry in held.as_of("2014-01-01", jurisdiction=place).in_force
    }
    assert since["DE"] == "2013-01-01"
    assert [e.part.code for e in held.as_of("2014-01-01").in_force] == ["EU"]
