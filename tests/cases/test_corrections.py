"""A correction holds from the text's own start, and replaces each field that it sets as a whole."""

from cases.asking import both, case, expect
from laws import engine
from laws.oracle import Oracle
from laws.small import act, corpus, says, version

TWICE = corpus(
    version("act@1", "2020-01-01", says("fee", "Pay 100.", force="must")),
    version("act@2", "2020-02-01", act("corrects", "act#fee", set={"text": "Pay 10."})),
    version("act@3", "2020-03-01", act("corrects", "act#fee", set={"text": "Pay 1000."})),
)

CASES = [
    case(
        "applies-as-a-whole",
        "corrected days are taken in whole: where they give no end there is none",
        corpus(
            version(
                "act@1", "2019-01-01", says("fee", "Pay.", start="2019-02-01", until="2019-05-01")
            ),
            version(
                "act@2",
                "2019-02-15",
                act("corrects", "act#fee", set={"applies": {"from": "2019-03-01"}}),
            ),
        ),
        expect("act#fee", "2019-02-20", "upcoming"),
        expect("act#fee", "2019-02-10", "in-force", known_on="2019-02-14"),
        expect("act#fee", "2019-03-01", "in-force"),
        expect("act#fee", "2019-06-01", "in-force"),
    ),
    case(
        "an-end-added",
        "and where they give no start it is publication",
        corpus(
            version("act@1", "2019-01-01", says("fee", "Pay.", start="2019-03-01")),
            version(
                "act@2",
                "2019-02-15",
                act("corrects", "act#fee", set={"applies": {"until": "2019-04-01"}}),
            ),
        ),
        expect("act#fee", "2019-01-01", "in-force"),
        expect("act#fee", "2019-04-01", "ended"),
    ),
    case(
        "the-last-text-only",
        "the last text before the correction is mended, not the ones that it followed",
        corpus(
            version("act@1", "2019-01-01", says("fee", "Pay weekly.")),
            version("act@2", "2019-03-01", says("fee", "Pay daily.", until="2019-09-01")),
            version("act@3", "2019-05-01", act("corrects", "act#fee", set={"applies": {}})),
        ),
        expect("act#fee", "2019-02-01", "in-force", "act@1"),
        expect("act#fee", "2019-10-01", "in-force", "act@2"),
        expect("act#fee", "2019-10-01", "undetermined", known_on="2019-04-01"),
    ),
    case(
        "a-wrong-day",
        "a wrong day of an event is mended, though the day had passed",
        corpus(
            version(
                "act@1", "2019-01-01", says("fee", "Pay.", start="s"), events={"s": "2019-06-01"}
            ),
            version("act@2", "2019-08-01", act("corrects", "act@s", set={"date": "2019-07-01"})),
        ),
        expect("act#fee", "2019-06-15", "in-force", known_on="2019-07-31"),
        expect("act#fee", "2019-06-15", "upcoming"),
        expect("act#fee", "2019-07-01", "in-force"),
    ),
]


@both(CASES)
def test_corrections(ask, each):
    ask(each)


def test_a_correction_of_a_correction_is_what_holds():
    def fee(known_on):
        (shown,) = Oracle(TWICE).at("act#fee", "2020-01-15", known_on=known_on).outcomes
        return shown.words[0]

    said = [fee("2020-01-31"), fee("2020-02-01"), fee("2020-03-01")]
    assert said == ["Pay 100.", "Pay 10.", "Pay 1000."]


def test_a_correction_mends_what_is_said_and_not_what_is_only_proposed():
    records = corpus(
        version("act@1", "2020-01-01", says("fee", "Pay 100.")),
        version("act@2", "2020-02-01", says("fee", "Pay 200.", proposes="yes")),
        version("act@3", "2020-03-01", act("corrects", "act#fee", set={"text": "Pay 10."})),
    )
    [entry] = engine.load(records).as_of("2020-03-05").in_force
    assert entry.provision.text == "Pay 10."
    (words,) = {each.words for each in Oracle(records).at("act#fee", "2020-03-05").outcomes}
    assert "Pay 10." in words
