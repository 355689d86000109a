"""What a record said wrongly of places and of other provisions is mended, and by place too."""

import pytest

from cases.asking import both, case, expect
from guidance.errors import RecordsError
from laws import engine
from laws.small import act, corpus, says, version

OLD = version("old@1", "2020-01-01", says("fee", "Pay 100."))

CASES = [
    case(
        "displaces-in-the-same-words",
        "a text in the same words that displaces is another where it is open which of two holds",
        corpus(
            version("a@0", "2020-03-02", says("p", "One."), says("q", "One.")),
            version(
                "a@2",
                "2020-03-03",
                says("p", "One.", start="a@e", displaces=["a#q"]),
                events={"e": "[2020-03-04,2020-03-07]"},
            ),
        ),
        expect("a#q", "2020-03-03", "in-force"),
        expect("a#p", "2020-03-04", "in-force"),
        expect("a#q", "2020-03-04", "undetermined", possible=["in-force", "displaced"]),
        expect("a#q", "2020-03-07", "displaced"),
    ),
    case(
        "wider",
        "a correction of places makes a text hold there from its own start",
        corpus(
            version("act@1", "2020-01-01", says("fee", "Pay.", jurisdictions=["GB-ENG"])),
            version(
                "act@2", "2020-03-01", act("corrects", "act#fee", set={"jurisdictions": ["GB"]})
            ),
        ),
        expect("act#fee", "2020-02-01", "in-force", place="GB-ENG"),
        expect("act#fee", "2020-02-01", "in-force", place="GB-WLS"),
        expect("act#fee", "2020-02-01", "nothing", place="GB-WLS", known_on="2020-02-15"),
        expect("act#fee", "2020-02-01", "nothing", place="FR"),
    ),
    case(
        "narrower",
        "one of exceptions leaves the other places as they were",
        corpus(
            version("act@1", "2020-01-01", says("fee", "Pay."), jurisdictions=["GB"]),
            version(
                "act@2", "2020-03-01", act("corrects", "act#fee", set={"opted_out": ["GB-SCT"]})
            ),
        ),
        expect("act#fee", "2020-02-01", "nothing", place="GB-SCT"),
        expect("act#fee", "2020-02-01", "in-force", place="GB-SCT", known_on="2020-02-15"),
        expect("act#fee", "2020-02-01", "in-force", place="GB-WLS"),
    ),
    case(
        "replaces-added",
        "a link left out takes effect from the start of the text that should have had it",
        corpus(
            OLD,
            version("new@1", "2020-02-01", says("fee", "Pay 50.", start="2020-04-01")),
            version(
                "new@2", "2020-06-01", act("corrects", "new#fee", set={"replaces": ["old#fee"]})
            ),
        ),
        expect("old#fee", "2020-03-31", "in-force"),
        expect("old#fee", "2020-04-01", "ended"),
        expect("old#fee", "2020-05-01", "in-force", known_on="2020-05-31"),
    ),
    case(
        "replaces-taken-out",
        "a link too many has had no effect",
        corpus(
            OLD,
            version("new@1", "2020-02-01", says("fee", "Pay 50.", replaces=["old#fee"])),
            version("new@2", "2020-06-01", act("corrects", "new#fee", set={"replaces": []})),
        ),
        expect("old#fee", "2020-03-01", "in-force"),
        expect("old#fee", "2020-03-01", "ended", known_on="2020-05-31"),
    ),
    case(
        "displaces-added",
        "the same of what sets aside",
        corpus(
            OLD,
            version("new@1", "2020-02-01", says("fee", "Pay 50.", until="2020-08-01")),
            version(
                "new@2", "2020-06-01", act("corrects", "new#fee", set={"displaces": ["old#fee"]})
            ),
        ),
        expect("old#fee", "2020-02-01", "displaced"),
        expect("old#fee", "2020-08-01", "in-force"),
        expect("old#fee", "2020-02-01", "in-force", known_on="2020-05-31"),
    ),
    case(
        "other-days-in-one-place",
        "for one place on its day, for the rest when a day is fixed",
        corpus(
            version(
                "act@1",
                "2020-01-01",
                says(
                    "fee",
                    "Pay.",
                    start="rest",
                    by_place=[{"jurisdictions": ["GB-WLS"], "from": "2020-05-01"}],
                ),
                jurisdictions=["GB"],
                events={"rest": "until-fixed"},
            ),
            version("act@2", "2020-09-01", act("fixes-date", "act@rest", date="2020-10-01")),
        ),
        expect("act#fee", "2020-05-01", "in-force", place="GB-WLS"),
        expect("act#fee", "2020-05-01", "upcoming", place="GB-ENG"),
        expect("act#fee", "2020-10-01", "in-force", place="GB-ENG"),
        expect("act#fee", "2030-10-01", "upcoming", place="GB-ENG", known_on="2020-08-01"),
    ),
    case(
        "other-days-corrected",
        "corrected days by place are taken in whole, and named in the source of the text",
        corpus(
            version(
                "act@1",
                "2020-01-01",
                says("fee", "Pay.", start="go"),
                jurisdictions=["GB"],
                events={"go": "2020-05-01"},
            ),
            version(
                "board@1",
                "2020-03-01",
                act(
                    "corrects",
                    "act#fee",
                    set={
                        "applies": {
                            "from": "go",
                            "by-place": [{"jurisdictions": ["GB-WLS"], "from": "2020-02-01"}],
                        }
                    },
                ),
            ),
        ),
        expect("act#fee", "2020-02-01", "in-force", place="GB-WLS"),
        expect("act#fee", "2020-02-01", "upcoming", place="GB-WLS", known_on="2020-02-15"),
        expect("act#fee", "2020-04-30", "upcoming", place="GB-ENG"),
        expect("act#fee", "2020-05-01", "in-force", place="GB-ENG"),
    ),
    case(
        "taken-over-by-place",
        "what takes a place on other days in some places takes it there on those days",
        corpus(
            version("old@1", "2020-01-01", says("fee", "Pay 100."), jurisdictions=["GB"]),
            version(
                "new@1",
                "2020-02-01",
                says(
                    "fee",
                    "Pay 50.",
                    start="2020-06-01",
                    by_place=[{"jurisdictions": ["GB-WLS"], "from": "2020-05-01"}],
                    replaces=["old#fee"],
                ),
                jurisdictions=["GB"],
            ),
        ),
        expect("old#fee", "2020-05-15", "ended", place="GB-WLS"),
        expect("old#fee", "2020-05-15", "in-force", place="GB-ENG"),
        expect("old#fee", "2020-06-01", "ended", place="GB-ENG"),
    ),
    case(
        "a-union-text-without-a-day",
        "what is put off indefinitely in the Union has not ended there",
        corpus(
            version(
                "act@1",
                "2020-01-01",
                says("fee", "Pay.", start="go"),
                jurisdictions=["EU"],
                events={"go": "until-fixed"},
            )
        ),
        expect("act#fee", "2020-02-01", "upcoming", place="DE"),
    ),
]


@both(CASES)
def test_corrected(ask, each):
    ask(each)


@pytest.mark.parametrize(
    ("patch", "problem"),
    [
        ({"replaces": ["old#gone"]}, "no provision old#gone is recorded"),
        ({"displaces": ["new#fee"]}, "new#fee names itself"),
        ({"jurisdictions": ["GB-XYZ"]}, "'GB-XYZ' is not an ISO 3166 code"),
        ({"matter": "fees"}, "no matter fees is recorded"),
        ({"criteria": {"fact": "adult"}}, "no facts are declared for t"),
        ({"force": "must"}, "only goes with force may"),
    ],
)
def test_a_wrong_correction_is_refused_where_it_stands(patch, problem):
    records = corpus(
        OLD,
        version("new@1", "2020-02-01", says("fee", "Pay 50.", only="yes")),
        version("new@2", "2020-06-01", act("corrects", "new#fee", set=patch)),
    )
    with pytest.raises(RecordsError) as refused:
        engine.load(records)
    assert f"amendments.0.set.{next(iter(patch))}" in engine.faults(refused.value) or (
        "only" in problem
    )
    assert problem in engine.faults(refused.value)


def test_links_corrected_into_a_circle_are_refused():
    records = corpus(
        version("old@1", "2020-01-01", says("a", "A."), says("b", "B.", displaces=["old#a"])),
        version("old@2", "2020-06-01", act("corrects", "old#a", set={"displaces": ["old#b"]})),
    )
    with pytest.raises(RecordsError) as refused:
        engine.load(records)
    assert "displaces goes in a circle" in engine.faults(refused.value)


def test_a_tension_recorded_later_is_shown():
    loaded = engine.load(
        corpus(
            OLD,
            version("new@1", "2020-02-01", says("fee", "Pay 50.")),
            version(
                "new@2", "2020-06-01", act("corrects", "new#fee", set={"tension": ["old#fee"]})
            ),
        )
    )
    [pair] = loaded.as_of("2020-07-01").tensions
    assert (pair.entry.ref, pair.other.ref) == ("new#fee", "old#fee")
    assert not loaded.as_of("2020-07-01", known_on="2020-05-01").tensions
