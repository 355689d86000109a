"""Whether and when something began is open: told so, and never more certain than it is."""

import pytest

from cases.asking import both, case, expect
from laws import engine
from laws.oracle import Oracle
from laws.small import act, corpus, says, version

PUT_OFF = {"s": "until-fixed"}

CASES = [
    case(
        "put-off-beyond-its-own-end",
        "what is put off may be dated tomorrow, as long as its own end leaves a day for it",
        corpus(
            version(
                "a@1",
                "2020-03-01",
                says("p", "One.", start="s", until="2020-03-10"),
                events=PUT_OFF,
            )
        ),
        expect("a#p", "2020-03-08", "upcoming", "a@1"),
        expect("a#p", "2020-03-09", "ended"),
    ),
    case(
        "put-off-and-replaced",
        "what is put off and replaced meanwhile is over",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.", start="s"), events=PUT_OFF),
            version("b@1", "2020-03-05", says("q", "Two.", replaces=["a#p"])),
        ),
        expect("a#p", "2020-03-04", "upcoming", "a@1"),
        expect("a#p", "2020-03-05", "ended"),
    ),
    case(
        "put-off-twice",
        "of two texts put off to one event the later published is the one to come",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.", start="s"), events=PUT_OFF),
            version("a@2", "2020-03-05", says("p", "Two.", start="s"), extent="whole"),
        ),
        expect("a#p", "2020-03-04", "upcoming", "a@1"),
        expect("a#p", "2020-03-05", "upcoming", "a@2"),
    ),
    case(
        "put-off-and-ended-by-the-same-event",
        "what the event of its start also ends cannot apply, whenever that comes",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.", start="s"), events=PUT_OFF),
            version("b@1", "2020-03-05", act("ends", "a#p", start="a@s")),
        ),
        expect("a#p", "2020-03-04", "upcoming", "a@1"),
        expect("a#p", "2020-03-05", "ended"),
    ),
    case(
        "left-alone-by-what-runs-until-then",
        "a temporary text that runs until the event of a start leaves that start alone",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.", start="s"), events=PUT_OFF),
            version("a@2", "2020-03-05", says("p", "For now.", until="s")),
        ),
        expect("a#p", "2020-03-06", "in-force", "a@2", ahead="a@1"),
    ),
    case(
        "dropped-where-it-was-published-first",
        "a whole version drops what was published before it, and in the other order nothing",
        corpus(
            version("a@1", "2020-03-02", says("p", "One.", start="2020-03-20")),
            version("a@2", "2020-03-02", extent="whole", pending="dropped"),
        ),
        expect("a#p", "2020-03-03", "undetermined", possible=["upcoming", "ended"]),
    ),
    case(
        "set-aside-on-its-own-day",
        "a text that a temporary one sets aside from its first day has begun, and comes back",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.")),
            version("a@2", "2020-03-05", says("p", "Two.")),
            version(
                "a@3",
                "2020-03-05",
                says("p", "For now.", until="2020-03-08", then="earlier"),
                after=["a@2"],
            ),
        ),
        expect("a#p", "2020-03-06", "in-force", "a@3"),
        expect("a#p", "2020-03-08", "in-force", "a@2"),
    ),
    case(
        "over-by-the-joining",
        "what is over by the joining never held in who joined, and took nobody's place there",
        corpus(
            version("a@1", "2013-06-01", says("p", "One.")),
            version(
                "a@2", "2013-06-05", says("p", "Two.", until="2013-06-20"), jurisdictions=["EU"]
            ),
        ),
        expect("a#p", "2013-07-05", "in-force", "a@1", place="HR"),
        expect("a#p", "2013-06-10", "in-force", "a@2", place="FR"),
    ),
    case(
        "ends-before-it-can-start",
        "an end at the event that the start follows by a day: it never holds, whenever that is",
        corpus(
            version(
                "a@1",
                "2020-03-05",
                says("p", "One.", start="s", until="e"),
                events={"e": None, "s": {"after": "e", "period": "P1D"}},
            )
        ),
        expect("a#p", "2020-03-04", "nothing"),
    ),
    case(
        "put-off-in-a-place-that-leaves",
        "a text of the Union that is put off may begin in a member, and not in who has left",
        corpus(
            version(
                "eu@1",
                "2013-01-01",
                says("rule", "Wear it.", start="s"),
                events=PUT_OFF,
                jurisdictions=["EU"],
            )
        ),
        expect("eu#rule", "2020-12-30", "upcoming", "eu@1", place="GB-WLS"),
        expect("eu#rule", "2021-01-01", "nothing", place="GB-WLS"),
        expect("eu#rule", "2021-01-01", "upcoming", "eu@1", place="FR"),
    ),
    case(
        "fixed-by-a-version-that-may-be-known",
        "whether the day it was given was known by then is open; without it, it is still to come",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.", start="s"), events=PUT_OFF),
            version(
                "b@1",
                "[2020-03-04..2020-03-06]",
                act("fixes-date", "a@s", date="2020-03-08"),
            ),
        ),
        expect(
            "a#p",
            "2020-03-08",
            "undetermined",
            known_on="2020-03-05",
            possible=["in-force", "upcoming"],
        ),
        expect("a#p", "2020-03-08", "in-force", "a@1"),
    ),
    case(
        "dropped-by-its-own-event",
        "a text that the event of its start drops again never held: before its publication nothing",
        corpus(
            version("a@1", "2020-03-02", says("p", "One.", start="s"), events={"s": None}),
            version("a@2", "2020-03-05", extent="whole", applies={"from": "s"}),
        ),
        expect("a#p", "2020-03-01", "nothing"),
        expect("a#p", "2020-03-02", "undetermined", possible=["ended", "upcoming"]),
        expect("a#p", "2020-03-05", "ended"),
    ),
    case(
        "ended-on-its-own-day-in-an-order-not-told",
        "stated and ended on one day: where the end came last it never held, and another is ahead",
        corpus(
            version("a@1", "2020-03-02", says("p", "One.")),
            version("b@1", "2020-03-02", act("ends", "a#p")),
            version("a@2", "2020-03-05", says("p", "Two.", start="2020-03-10")),
        ),
        expect("a#p", "2020-03-05", "undetermined", possible=["in-force", "upcoming"]),
        expect("a#p", "2020-03-10", "in-force", "a@2"),
    ),
    case(
        "withdrawal-that-may-be-published",
        "where its withdrawal from its own day is published, it cannot apply any more",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.", start="2020-03-20")),
            version("b@1", "[2020-03-05..2020-03-09]", act("ends", "a#p", start="2020-03-20")),
        ),
        expect("a#p", "2020-03-04", "upcoming", "a@1"),
        expect("a#p", "2020-03-07", "undetermined", possible=["upcoming", "ended"]),
        expect("a#p", "2020-03-09", "ended"),
    ),
    case(
        "three-on-one-day",
        "in whatever order three versions of one day came, each of them is over",
        corpus(
            version("a@1", "2020-03-02", says("p", "One.")),
            version("a@2", "2020-03-02", says("p", "Two.")),
            version("a@3", "2020-03-02", says("p", "Three."), extent="whole"),
            version("a@4", "2020-03-03", act("ends", "a")),
        ),
        expect("a#p", "2020-03-02", "undetermined", possible=["in-force"]),
        expect("a#p", "2020-03-03", "ended"),
    ),
    case(
        "pause-of-a-source-where-it-had-spoken",
        "a pause of a whole source rests where the source had spoken, and nowhere else",
        corpus(
            version("a@1", "2020-03-01", says("p", "One."), jurisdictions=["FR"]),
            version("b@1", "2020-03-03", act("suspends", "a")),
            version("a@2", "2020-03-05", says("p", "Two.")),
        ),
        expect("a#p", "2020-03-06", "suspended", "a@2", place="FR"),
        expect("a#p", "2020-03-06", "in-force", "a@2", place="DE"),
    ),
    case(
        "acts-take-the-day-of-their-version",
        "an act without a day of its own works from the day that its version gives for all",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.")),
            version("b@1", "2020-03-03", act("suspends", "a#p"), applies={"from": "2020-03-10"}),
        ),
        expect("a#p", "2020-03-09", "in-force"),
        expect("a#p", "2020-03-10", "suspended"),
    ),
    case(
        "correction-that-takes-back-the-days",
        "corrected to say nothing of its days, a text has those that its version gives for all",
        corpus(
            version(
                "a@1",
                "2020-03-01",
                says("p", "One.", start="2020-03-20"),
                extent="whole",
                applies={"from": "2020-03-10"},
            ),
            version("b@1", "2020-03-05", act("corrects", "a#p", set={"applies": {}})),
        ),
        expect("a#p", "2020-03-10", "in-force", "a@1"),
        expect("a#p", "2020-03-10", "upcoming", "a@1", known_on="2020-03-04"),
    ),
    case(
        "undated-act-of-the-union",
        "an act of the Union reaches the members of its day, also where that is not known",
        corpus(
            version("a@1", "2020-03-01", says("p", "One.")),
            version(
                "c@1",
                "2020-03-02",
                says("x", "Instead.", start="s", replaces=["a#p"]),
                act("suspends", "a#p", start="s"),
                events={"s": "[2020-12-30..2021-01-02]"},
                jurisdictions=["EU"],
            ),
        ),
        expect("a#p", "2020-12-31", "undetermined", place="GB-SCT", possible=["in-force", "ended"]),
        expect("a#p", "2021-01-02", "undetermined", place="GB-SCT", possible=["in-force", "ended"]),
        expect("a#p", "2021-01-02", "ended", place="DE"),
    ),
    case(
        "named-after-the-members-of-the-day",
        "the Union as it was on the day is not named where one who left since is not meant",
        corpus(
            version(
                "a@1", "2020-12-30", says("p", "One.", start="2021-01-05"), jurisdictions=["EU"]
            )
        ),
        expect("a#p", "2020-12-31", "nothing", place="GB-ENG"),
        expect("a#p", "2020-12-31", "upcoming", place="FR"),
    ),
    case(
        "the-union-and-a-part-of-who-leaves",
        "a country that is in part outside is not held by the name of the Union",
        corpus(
            version("a@1", "2020-12-29", says("q", "One.", start="2021-01-03")),
            version(
                "c@1",
                "2020-12-30",
                act("ends", "a#q", start="2021-01-02"),
                jurisdictions=["EU", "GB-SCT"],
            ),
        ),
        expect("a#q", "2020-12-31", "upcoming", place="GB-ENG"),
        expect("a#q", "2021-01-04", "in-force", place="GB-ENG"),
        expect("a#q", "2021-01-04", "ended", place="GB-SCT"),
        expect("a#q", "2021-01-04", "ended", place="FR"),
    ),
]


@both(CASES)
def test_open_beginnings(ask, each):
    ask(each)


SINCE = {
    "open-whether-it-was-ended-between": (
        corpus(
            version("a@1", "2020-03-05", says("p", "One.")),
            version(
                "b@1", "2020-03-06", act("ends", "a#p", start="e"), events={"e": "[2020-03-06..]"}
            ),
            version("a@2", "2020-03-09", says("p", "One.")),
        ),
        ("2020-03-09", "2020-03-05", "2020-03-09"),
    ),
    "open-when-a-repeated-text-began": (
        corpus(
            version("a@1", "2020-03-03", says("p", "One.")),
            version(
                "a@2",
                "2020-03-04",
                says("p", "One.", start="e"),
                events={"e": "[2020-03-01..2020-03-06]"},
            ),
        ),
        ("2020-03-07", "2020-03-01", "2020-03-03"),
    ),
    "kept-once-it-was-said": (
        corpus(
            version("eu@1", "2020-12-01", says("p", "One."), jurisdictions=["EU"]),
            version("gb@1", "2021-01-03", act("keeps", "eu#p", jurisdictions=["GB"])),
        ),
        ("2021-02-01", "2020-12-01", "2021-01-03"),
    ),
}


@pytest.mark.parametrize(("records", "asked"), SINCE.values(), ids=SINCE)
def test_since_when_words_hold_may_be_open(records, asked):
    """The day is told as one between two, wherever some world has the one and some the other."""
    on, first, last = asked
    place = "GB" if "eu" in records.refs[0] else None
    entries = engine.load(records).as_of(on, jurisdiction=place).in_force
    since = entries[0].since.date
    assert (since.earliest.isoformat(), since.latest.isoformat()) == (first, last)
    told = Oracle(records).at(records.refs[0], on, "GB-ENG" if place else None).since
    assert (min(told), max(told)) == (since.earliest.toordinal(), since.latest.toordinal())


def test_a_text_said_again_is_told_once():
    records = corpus(
        version("a@1", "2013-06-01", says("p", "One."), jurisdictions=["EU"]),
        version("a@2", "2013-08-01", says("p", "One.")),
    )
    found = engine.load(records).as_of("2021-09-01").in_force
    assert {entry.restated_by for entry in found} == {("a@2",), ()}
