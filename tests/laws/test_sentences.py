"""The sentences on texts, acts and places, one by one: a small corpus worked by hand for each."""

import pytest

from cases.asking import both, case, expect
from laws import engine
from laws.oracle import Oracle
from laws.oracle_days import day
from laws.small import act, corpus, says, source, version

ONE = version("a@1", "2020-01-01", says("p", "One."))

TEXTS = [
    case(
        "in force when its start has happened and none of its ends has",
        "starts are inclusive, ends exclusive",
        corpus(
            version("a@1", "2020-01-01", says("p", "1.", start="2020-02-01", until="2020-03-01"))
        ),
        expect("a#p", "2020-01-31", "upcoming"),
        expect("a#p", "2020-02-01", "in-force"),
        expect("a#p", "2020-02-29", "in-force"),
        expect("a#p", "2020-03-01", "ended"),
    ),
    case(
        "without a start it applies from publication",
        "and is nothing before",
        corpus(ONE),
        expect("a#p", "2019-12-31", "nothing"),
        expect("a#p", "2020-01-01", "in-force"),
    ),
    case(
        "the version's days are the default of its provisions",
        "a provision with days of its own takes none of them",
        corpus(
            version(
                "a@1",
                "2020-01-01",
                says("p", "1."),
                says("q", "1.", until="2020-09-01"),
                applies={"from": "2020-03-01"},
            )
        ),
        expect("a#p", "2020-02-01", "upcoming"),
        expect("a#q", "2020-02-01", "in-force"),
    ),
    case(
        "silence of a partial version is not repeal",
        "what it does not say goes on",
        corpus(
            version("a@1", "2020-01-01", says("p", "1."), says("q", "1.")),
            version("a@2", "2020-02-01", says("p", "2.")),
        ),
        expect("a#q", "2020-03-01", "in-force", "a@1"),
        expect("a#p", "2020-03-01", "in-force", "a@2"),
    ),
    case(
        "a partial text takes the place of every earlier one once started",
        "the one in force and the one that waits",
        corpus(
            ONE,
            version("a@2", "2020-02-01", says("p", "Two.", start="2020-08-01")),
            version("a@3", "2020-03-01", says("p", "Three.", start="2020-05-01")),
        ),
        expect("a#p", "2020-04-01", "in-force", "a@1", ahead="a@3"),
        expect("a#p", "2020-05-01", "in-force", "a@3", ahead="none"),
        expect("a#p", "2020-09-01", "in-force", "a@3"),
    ),
    case(
        "the order is that of publication, not of starts",
        "an older publication with a later start has lost its place to the younger",
        corpus(
            version("a@1", "2020-01-01", says("p", "1.", start="2020-06-15")),
            version("a@2", "2020-02-01", says("p", "2.", start="e"), events={"e": "2020-06"}),
        ),
        expect("a#p", "2020-06-20", "undetermined"),
        expect("a#p", "2020-06-30", "in-force", "a@2"),
    ),
    case(
        "a whole version's text takes the place of what has started by its own start",
        "and not of what starts later, which the version keeps",
        corpus(
            version("a@1", "2020-01-01", says("p", "1.", start="2020-03-01")),
            version("a@2", "2020-01-15", says("p", "2.", start="2020-09-01")),
            version(
                "a@3",
                "2020-02-01",
                says("p", "3."),
                extent="whole",
                applies={"from": "2020-06-01"},
                pending="kept",
            ),
        ),
        expect("a#p", "2020-05-01", "in-force", "a@1"),
        expect("a#p", "2020-06-01", "in-force", "a@3", ahead="a@2"),
        expect("a#p", "2020-09-01", "in-force", "a@2"),
    ),
    case(
        "of equal starts the later published counts",
        "also where a whole version is the later",
        corpus(
            version("a@1", "2020-01-01", says("p", "1.", start="2020-06-01")),
            version("a@2", "2020-02-01", says("p", "2.", start="2020-06-01"), extent="whole"),
        ),
        expect("a#p", "2020-06-01", "in-force", "a@2"),
        expect("a#p", "2020-03-01", "upcoming", "a@2"),
    ),
    case(
        "of equal starts published on one day the order is open",
        "and undetermined is which words hold",
        corpus(
            version("a@1", "2020-01-01", says("p", "1.")),
            version("a@2", "2020-02-01", says("p", "2.")),
            version("a@3", "2020-02-01", says("p", "3.")),
        ),
        expect("a#p", "2020-02-01", "undetermined", possible=["in-force"]),
    ),
    case(
        "the same words on one day leave nothing open",
        "in force either way",
        corpus(
            version("a@2", "2020-02-01", says("p", "2.")),
            version("a@3", "2020-02-01", says("p", "2.")),
        ),
        expect("a#p", "2020-02-01", "in-force"),
    ),
    case(
        "what waits on a counted day",
        "open from its own day on, not from the day that it is counted from",
        corpus(
            version(
                "a@1",
                "2020-01-01",
                says("p", "One.", start="f"),
                events={
                    "e": "[2020-02-01,2020-02-05]",
                    "f": {"after": "e", "period": "P10D"},
                },
            ),
            version("a@2", "2020-01-02", says("q", "Two."), extent="whole"),
        ),
        expect("a#p", "2020-02-10", "upcoming", "a@1"),
        expect("a#p", "2020-02-12", "undetermined", possible=["in-force", "ended", "upcoming"]),
        expect("a#p", "2020-02-15", "undetermined", possible=["in-force", "ended"]),
    ),
    case(
        "a whole version that reaches back",
        "what had started by the time of the version has not waited",
        corpus(
            version("a@1", "2020-01-01", says("p", "Old.", start="2020-03-01")),
            version("a@2", "2020-03-01", says("p", "New.", start="2020-02-15"), extent="whole"),
        ),
        expect("a#p", "2020-02-20", "in-force", "a@2"),
        expect("a#p", "2020-03-15", "in-force", "a@2"),
    ),
    case(
        "an end is told from the text that was in force when it ended",
        "not from one that was to come",
        corpus(
            ONE,
            version("a@2", "2020-02-01", says("p", "Two.", start="2020-12-01")),
            version("a@3", "2020-03-01", act("ends", "a#p", start="2020-10-01")),
        ),
        expect("a#p", "2020-11-01", "ended", "a@1", ahead="none"),
        expect("a#p", "2021-01-01", "ended", "a@1"),
    ),
    case(
        "set aside shows the text that would apply",
        "the second text started while it was set aside",
        corpus(
            ONE,
            version("b@1", "2020-02-01", says("r", "For now.", displaces=["a#p"])),
            version("a@2", "2020-03-01", says("p", "Two.")),
        ),
        expect("a#p", "2020-02-15", "displaced", "a@1"),
        expect("a#p", "2020-03-15", "displaced", "a@2"),
    ),
    case(
        "links belong to the text that states them",
        "a later text without the link sets nothing aside",
        corpus(
            ONE,
            version("b@1", "2020-02-01", says("r", "For now.", displaces=["a#p"])),
            version("b@2", "2020-03-01", says("r", "Something else.")),
        ),
        expect("a#p", "2020-02-15", "displaced"),
        expect("a#p", "2020-03-15", "in-force"),
    ),
    case(
        "but what was replaced stays replaced",
        "a replacement is for good",
        corpus(
            ONE,
            version("b@1", "2020-02-01", says("r", "For good.", replaces=["a#p"])),
            version("b@2", "2020-03-01", says("r", "Something else.")),
        ),
        expect("a#p", "2020-03-15", "ended", "a@1"),
    ),
    case(
        "a replacement reaches what was published before it",
        "not what is said after, though the replacement starts later",
        corpus(
            ONE,
            version(
                "b@1", "2020-02-01", says("r", "For good.", start="2020-06-01", replaces=["a#p"])
            ),
            version("a@2", "2020-03-01", says("p", "Two.")),
        ),
        expect("a#p", "2020-07-01", "in-force", "a@2"),
    ),
    case(
        "replaced on its very day it takes nobody's place",
        "the text that waited through a whole version is replaced as it would start",
        corpus(
            version("a@1", "2020-01-01", says("p", "Waits.", start="2020-06-01")),
            version(
                "b@1", "2020-01-15", says("r", "For good.", start="2020-06-01", replaces=["a#p"])
            ),
            version(
                "a@2", "2020-02-01", says("p", "As it stands."), extent="whole", pending="kept"
            ),
        ),
        expect("a#p", "2020-06-01", "in-force", "a@2"),
    ),
    case(
        "what sets aside is set aside itself",
        "then the first applies again",
        corpus(
            ONE,
            version("b@1", "2020-02-01", says("r", "For now.", displaces=["a#p"])),
            version("c@1", "2020-03-01", says("x", "Not even that.", displaces=["b#r"])),
        ),
        expect("b#r", "2020-03-15", "displaced"),
        expect("a#p", "2020-03-15", "in-force"),
    ),
    case(
        "a retroactive text holds on days before its publication",
        "and is not known before",
        corpus(ONE, version("a@2", "2020-03-01", says("p", "Two.", start="2020-02-01"))),
        expect("a#p", "2020-02-15", "in-force", "a@2"),
        expect("a#p", "2020-02-15", "in-force", "a@1", known_on="2020-02-29"),
    ),
]

ACTS = [
    case(
        "an end reaches the texts published before it",
        "not one that the source states later",
        corpus(
            ONE,
            version("b@1", "2020-02-01", act("ends", "a#p", start="2020-05-01")),
            version("a@2", "2020-03-01", says("p", "One.")),
        ),
        expect("a#p", "2020-06-01", "in-force", "a@2"),
    ),
    case(
        "a pause begins before its publication where it says so",
        "acts work on their days",
        corpus(ONE, version("b@1", "2020-04-01", act("suspends", "a#p", start="2020-02-01"))),
        expect("a#p", "2020-03-01", "suspended"),
        expect("a#p", "2020-03-01", "in-force", known_on="2020-03-31"),
    ),
    case(
        "on one day the later published works last",
        "a lifting announced after a pause of the same day lifts it, one before does not",
        corpus(
            version("a@1", "2020-01-01", says("p", "1."), says("q", "1.")),
            version("b@1", "2020-02-01", act("suspends", "a#p", start="2020-05-01")),
            version(
                "c@1",
                "2020-03-01",
                act("reinstates", "a#p", "a#q", start="2020-05-01"),
            ),
            version("b@2", "2020-04-01", act("suspends", "a#q", start="2020-05-01")),
        ),
        expect("a#p", "2020-05-01", "in-force"),
        expect("a#q", "2020-05-01", "suspended"),
    ),
    case(
        "an unknown pause against a lifting that does not name it",
        "compared: lifted only if it had begun by then",
        corpus(
            ONE,
            version(
                "b@1", "2020-02-01", act("suspends", "a#p", start="e"), events={"e": "2020-03"}
            ),
            version("b@2", "2020-02-02", act("reinstates", "a#p", start="2020-03-15")),
        ),
        expect("a#p", "2020-03-20", "undetermined", possible=["in-force", "suspended"]),
        expect("a#p", "2020-04-01", "undetermined", possible=["in-force", "suspended"]),
    ),
    case(
        "a lifting that names a pause never precedes it",
        "whatever the unknown day of the pause was",
        corpus(
            ONE,
            version(
                "b@1", "2020-02-01", act("suspends", "a#p", start="e"), events={"e": "2020-03"}
            ),
            version(
                "b@2", "2020-02-02", act("reinstates", "a#p", start="2020-03-15", lifts=["b@1"])
            ),
        ),
        expect("a#p", "2020-03-20", "in-force"),
    ),
    case(
        "an unknown pause that runs out for itself",
        "by the day after its last the pause is over in every world",
        corpus(
            ONE,
            version(
                "b@1",
                "2020-02-01",
                act("suspends", "a#p", start="e", until="f"),
                events={"e": "2020-03", "f": {"after": "e", "period": "P10D"}},
            ),
        ),
        expect("a#p", "2020-03-20", "undetermined"),
        expect("a#p", "2020-04-10", "in-force"),
    ),
    case(
        "a pause of a whole source rests on later texts of what it had said",
        "and not on what the source says for the first time later",
        corpus(
            ONE,
            version("b@1", "2020-02-01", act("suspends", "a")),
            version("a@2", "2020-03-01", says("p", "Two."), says("q", "New.")),
        ),
        expect("a#p", "2020-03-15", "suspended", "a@2"),
        expect("a#q", "2020-03-15", "in-force"),
    ),
    case(
        "lifting one provision of a paused source",
        "the rest stays paused",
        corpus(
            version("a@1", "2020-01-01", says("p", "1."), says("q", "1.")),
            version("b@1", "2020-02-01", act("suspends", "a")),
            version("b@2", "2020-03-01", act("reinstates", "a#p")),
        ),
        expect("a#p", "2020-03-15", "in-force"),
        expect("a#q", "2020-03-15", "suspended"),
    ),
    case(
        "a lifting in one place",
        "the pause goes on in the others",
        corpus(
            version("a@1", "2020-01-01", says("p", "1."), jurisdictions=["GB"]),
            version("b@1", "2020-02-01", act("suspends", "a#p")),
            version("b@2", "2020-03-01", act("reinstates", "a#p", jurisdictions=["GB-SCT"])),
        ),
        expect("a#p", "2020-03-15", "in-force", place="GB-SCT"),
        expect("a#p", "2020-03-15", "suspended", place="GB-WLS"),
    ),
    case(
        "what is only expected keeps its state",
        "a condition is told, the days work as written",
        corpus(
            ONE,
            version(
                "b@1",
                "2020-02-01",
                act("suspends", "a#p", start="e", on_condition="unless cases rise"),
                events={"e": {"date": "2020-08-01", "certainty": "forecast"}},
            ),
        ),
        expect("a#p", "2020-07-31", "in-force"),
        expect("a#p", "2020-08-01", "suspended"),
    ),
]


@both(TEXTS)
def test_texts_one_after_the_other(ask, each):
    ask(each)


@both(ACTS)
def test_acts(ask, each):
    ask(each)


GB_AND_FR = {"jurisdictions": ["GB", "FR"]}


def tense(pauses):
    """Two statements marked as possibly contradicting, each paused somewhere."""
    return corpus(
        version(
            "a@1",
            "2020-01-01",
            says("p", "Do."),
            says("q", "Do not.", tension=["a#p"]),
            **GB_AND_FR,
        ),
        version("b@1", "2020-02-01", *pauses),
    )


@pytest.mark.parametrize(
    ("pauses", "where"),
    [
        (
            [
                act("suspends", "a#p", jurisdictions=["GB"]),
                act("suspends", "a#q", jurisdictions=["FR"]),
            ],
            [],
        ),
        ([act("suspends", "a#p", "a#q", jurisdictions=["GB"])], ["FR"]),
        ([act("suspends", "a#p", jurisdictions=["GB-SCT"])], ["FR", "GB-ENG"]),
    ],
    ids=["nowhere-together", "in-one-country", "not-in-one-nation"],
)
class TestTensions:
    """A tension holds where both are in force: at one place, not in two."""

    def test_oracle(self, pauses, where):
        oracle = Oracle(tense(pauses))
        for place in ("FR", "GB-ENG", "GB-SCT"):
            in_force = [oracle.at(ref, "2020-03-01", place).state for ref in ("a#p", "a#q")]
            assert (in_force == ["in-force"] * 2) == (place in where)

    def test_engine(self, pauses, where):
        records = tense(pauses)
        answer = engine.load(records).as_of("2020-03-01")
        oracle = Oracle(records)
        shown = [
            place
            for place in ("FR", "GB-ENG", "GB-SCT")
            if any(
                engine.holds(tension.entry.part, oracle.atom(place), day("2020-03-01"))
                and engine.holds(tension.other.part, oracle.atom(place), day("2020-03-01"))
                for tension in answer.tensions
            )
        ]
        assert shown == where


def refusal(records):
    """What the package says of records that it does not take."""
    with pytest.raises(engine.REFUSED) as refused:
        engine.load(records)
    return engine.faults(refused.value)


class TestRefused:
    """What no record may say, with the mend."""

    @pytest.mark.parametrize("code", ["EL", "QQ", "XI", "UK", "GB-XXX", "no-such-town"])
    def test_unknown_places(self, code):
        records = corpus(version("a@1", "2020-01-01", says("p", "One.", jurisdictions=[code])))
        assert code in refusal(records)

    def test_a_place_of_another_folder(self):
        town = {"old-town": {"label": "the old town", "within": "GB-XXX"}}
        records = corpus(source("a", places=town), ONE)
        assert "GB-XXX" in refusal(records)

    @pytest.mark.parametrize("kind", ["moves-date", "cancels"])
    def test_dates_that_lie_behind(self, kind):
        more = {"date": "2020-06-01"} if kind == "moves-date" else {}
        records = corpus(
            version("a@1", "2020-01-01", says("p", "1.", start="e"), events={"e": "2020-02-01"}),
            version("a@2", "2020-03-01", act(kind, "a@e", **more)),
        )
        assert "corrects" in refusal(records)

    def test_circles_of_setting_aside(self):
        records = corpus(
            version(
                "a@1",
                "2020-01-01",
                says("p", "1.", displaces=["a#q"]),
                says("q", "2.", displaces=["a#p"]),
            )
        )
        assert "a#p" in refusal(records)
