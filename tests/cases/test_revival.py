"""Texts are told apart by the version that states them, never by their words."""

from cases.asking import both, case, expect
from laws import engine
from laws.oracle import Oracle
from laws.oracle_days import day
from laws.small import act, corpus, says, version

CASES = [
    case(
        "repealed-and-enacted-again",
        "a statement made again after its end starts again, in the same words",
        corpus(
            version("act@1", "2018-01-01", says("bell", "Ring.")),
            version("act@2", "2019-01-01", act("ends", "act#bell")),
            version("act@3", "2020-01-01", says("bell", "Ring.")),
        ),
        expect("act#bell", "2019-06-01", "ended", "act@1"),
        expect("act#bell", "2020-01-01", "in-force", "act@3"),
    ),
    case(
        "left-out-and-taken-up-again",
        "a page that leaves a statement out and takes it up again gets it back",
        corpus(
            version(
                "page@1", "2018-01-01", says("bell", "Ring."), says("k", "Keep."), extent="whole"
            ),
            version("page@2", "2019-01-01", says("k", "Keep."), extent="whole"),
            version(
                "page@3", "2020-01-01", says("bell", "Ring."), says("k", "Keep."), extent="whole"
            ),
        ),
        expect("page#bell", "2019-06-01", "ended", "page@1"),
        expect("page#bell", "2020-01-01", "in-force", "page@3"),
        expect("page#k", "2020-06-01", "in-force"),
    ),
    case(
        "ended-by-another-source",
        "an end by another source reaches what was said before it, not what is said again",
        corpus(
            version("act@1", "2018-01-01", says("bell", "Ring."), extent="whole"),
            version("court@1", "2019-01-01", act("ends", "act#bell")),
            version("act@2", "2020-01-01", says("bell", "Ring."), extent="whole"),
        ),
        expect("act#bell", "2019-06-01", "ended", "act@1"),
        expect("act#bell", "2020-06-01", "in-force", "act@2"),
    ),
    case(
        "replaced-for-good",
        "a replacement is for good, also when the replacing provision ends",
        corpus(
            version("act@1", "2018-01-01", says("bell", "Ring.")),
            version(
                "act@2",
                "2019-01-01",
                says("horn", "Blow.", replaces=["act#bell"], until="2020-01-01"),
            ),
        ),
        expect("act#bell", "2019-01-01", "ended", "act@1"),
        expect("act#bell", "2020-06-01", "ended", "act@1"),
    ),
    case(
        "displaced-for-the-time-being",
        "what was set aside applies again when the act lapses",
        corpus(
            version("act@1", "2018-01-01", says("bell", "Ring.")),
            version(
                "act@2",
                "2019-01-01",
                says("horn", "Blow.", displaces=["act#bell"], until="2020-01-01"),
            ),
        ),
        expect("act#bell", "2019-01-01", "displaced", "act@1"),
        expect("act#bell", "2020-01-01", "in-force", "act@1"),
    ),
    case(
        "over-and-perhaps-published-later",
        "what is over may have taken the place of one that holds, also when it is looked at again",
        corpus(
            version("a@1", "2020-03-05", says("p", "Two.", until="2020-03-09")),
            version("a@2", "2020-03-05", says("p", "One.")),
            version(
                "a@3",
                "2020-03-06",
                says("p", "Three.", until="2020-03-08", then="earlier"),
                act("suspends", "a#p", start="2020-03-20", until="2020-03-22"),
            ),
        ),
        expect("a#p", "2020-03-09", "undetermined", possible=["in-force", "ended"]),
        expect("a#p", "2020-03-21", "undetermined", possible=["suspended", "ended"]),
        expect("a#p", "2020-03-22", "undetermined", possible=["in-force", "ended"]),
        expect("a#p", "9999-12-31", "undetermined", possible=["in-force", "ended"]),
    ),
]


@both(CASES)
def test_revival(ask, each):
    ask(each)


def test_the_same_words_without_a_gap_run_on():
    records = corpus(
        version("act@1", "2018-01-01", says("bell", "Ring."), extent="whole"),
        version("act@2", "2019-01-01", says("bell", "Ring."), extent="whole"),
        version("act@3", "2020-01-01", says("bell", "Ring twice."), extent="whole"),
    )
    oracle = Oracle(records)
    assert oracle.at("act#bell", "2019-06-01").since == {day("2018-01-01")}
    assert oracle.at("act#bell", "2020-06-01").since == {day("2020-01-01")}


def test_after_a_gap_the_same_words_begin_anew():
    oracle = Oracle(CASES[0].corpus)
    assert oracle.at("act#bell", "2020-06-01").since == {day("2020-01-01")}


def test_a_version_that_says_the_same_again_is_named_from_its_publication_on():
    """Nobody could know of it before; the history has no step for it."""
    records = corpus(
        version("page@1", "2018-01-01", says("bell", "Ring.")),
        version("page@2", "2019-01-01", says("bell", "Ring.")),
        version("page@3", "2020-01-01", says("bell", "Ring."), applies={"from": "2019-06-01"}),
    )
    held = engine.load(records)
    for on, expected in (
        ("2018-12-31", ()),
        ("2019-01-01", ("page@2",)),
        ("2019-12-31", ("page@2",)),
        ("2020-01-01", ("page@2", "page@3")),
    ):
        (entry,) = held.as_of(on).in_force
        assert (entry.version, entry.restated_by) == ("page@1", expected)
        told = [cause.by for cause in entry.causes if cause.kind == "restated"]
        assert told == list(expected[-1:])
    in_force = [span for span in held.history("page#bell") if span.entry.state == "in-force"]
    assert [span.entry.restated_by for span in in_force] == [("page@2", "page@3")]


def test_an_end_is_told_from_the_same_text_when_its_day_is_looked_at_again():
    held = engine.load(
        next(each.corpus for each in CASES if each.id == "over-and-perhaps-published-later")
    )
    told = set()
    for on in ("2020-03-09", "2020-03-22"):
        [group] = held.as_of(on).undetermined
        told |= {(entry.version, entry.provision.text) for entry in group.entries}
    assert told == {("a@1", "Two.")}
