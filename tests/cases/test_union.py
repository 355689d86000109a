"""The Union contains its members on that day."""

from cases.asking import both, case, expect
from laws.small import act, corpus, says, version

UNION = {"jurisdictions": ["EU"]}
RULE = version("eu@1", "2013-01-01", says("rule", "Wear it."), jurisdictions=["EU"])

CASES = [
    case(
        "joining",
        "who joins takes over the texts in force on that day",
        corpus(RULE),
        expect("eu#rule", "2013-06-30", "nothing", place="HR"),
        expect("eu#rule", "2013-07-01", "in-force", "eu@1", place="HR"),
        expect("eu#rule", "2013-06-30", "in-force", place="DE"),
    ),
    case(
        "joining-on-the-days-of-the-union",
        "a text that comes with the joining has the days that it has in the Union, not its others",
        corpus(
            version("page@1", "2013-06-20", says("p", "One."), jurisdictions=["EU"]),
            version(
                "eu@1",
                "2013-06-29",
                says(
                    "rule",
                    "Wear it.",
                    by_place=[{"jurisdictions": ["EU"], "from": "2013-07-02"}],
                    replaces=["page#p"],
                ),
                jurisdictions=["EU"],
            ),
        ),
        expect("page#p", "2013-07-01", "in-force", "page@1", place="HR"),
        expect("eu#rule", "2013-07-01", "upcoming", "eu@1", place="HR"),
        expect("page#p", "2013-07-02", "ended", place="HR"),
        expect("eu#rule", "2013-07-02", "in-force", "eu@1", place="HR"),
        expect("eu#rule", "2013-07-01", "upcoming", "eu@1", place="FR"),
    ),
    case(
        "joining-after-an-end-before-its-own-day",
        "what ended in the Union before its day there never began with the joining either",
        corpus(
            version("page@1", "2013-06-20", says("p", "One."), jurisdictions=["EU"]),
            version(
                "eu@1",
                "2013-06-29",
                says(
                    "rule",
                    "Wear it.",
                    by_place=[{"jurisdictions": ["EU"], "from": "2013-07-02"}],
                    replaces=["page#p"],
                ),
                jurisdictions=["EU"],
            ),
            version("law@1", "2013-06-30", act("ends", "eu#rule")),
        ),
        expect("page#p", "2013-07-02", "in-force", "page@1", place="HR"),
        expect("page#p", "2013-07-02", "in-force", "page@1", place="FR"),
    ),
    case(
        "joining-after-the-end",
        "a text that had ended by then has ended there too: nothing is taken over",
        corpus(RULE, version("eu@2", "2013-03-01", act("ends", "eu#rule"), jurisdictions=["EU"])),
        expect("eu#rule", "2013-07-01", "ended", place="HR"),
        expect("eu#rule", "2013-07-01", "ended", place="FR"),
    ),
    case(
        "joining-after-it-was-left-out",
        "a text that a whole version had left out by then is not one that waits",
        corpus(
            RULE,
            version(
                "eu@2", "2013-06-30", says("new", "New."), extent="whole", jurisdictions=["EU"]
            ),
        ),
        expect("eu#rule", "2013-07-01", "ended", place="HR"),
        expect("eu#new", "2013-07-01", "in-force", place="HR"),
    ),
    case(
        "joining-adds-no-earlier-act",
        "an act of the Union on a national text does not reach who joined after it",
        corpus(
            version("hr@1", "2013-01-01", says("use", "Use it."), jurisdictions=["HR"]),
            version("eu@1", "2013-03-01", act("ends", "hr#use"), jurisdictions=["EU"]),
            version(
                "eu@2",
                "2013-08-01",
                act("suspends", "hr#use", start="2013-09-01"),
                jurisdictions=["EU"],
            ),
        ),
        expect("hr#use", "2013-08-01", "in-force", place="HR"),
        expect("hr#use", "2013-09-01", "suspended", place="HR"),
    ),
    case(
        "transition",
        "the law of the Union held in the United Kingdom to the end of 2020",
        corpus(RULE),
        expect("eu#rule", "2020-12-31", "in-force", place="GB-SCT"),
        expect(
            "eu#rule", "2021-01-01", "undetermined", place="GB-SCT", possible=["in-force", "ended"]
        ),
        expect("eu#rule", "2021-01-01", "in-force", place="DE"),
    ),
    case(
        "kept",
        "a record that says what was kept settles it",
        corpus(
            RULE,
            version(
                "gb@1",
                "2020-11-01",
                act("keeps", "eu#rule", jurisdictions=["GB"], start="2021-01-01"),
            ),
        ),
        expect("eu#rule", "2021-01-01", "in-force", "eu@1", place="GB-ENG"),
        expect("eu#rule", "2021-01-01", "undetermined", place="GB-ENG", known_on="2020-10-31"),
    ),
    case(
        "leaving-undoes-nothing",
        "what the Union ended in a national text while it was a member stays ended",
        corpus(
            version("gb@1", "2019-01-01", says("use", "Use it."), jurisdictions=["GB"]),
            version("eu@1", "2020-03-01", act("ends", "gb#use"), jurisdictions=["EU"]),
        ),
        expect("gb#use", "2020-03-01", "ended", place="GB-WLS"),
        expect("gb#use", "2021-06-01", "ended", place="GB-WLS"),
    ),
    case(
        "after-leaving",
        "an act of the Union after the day of leaving does not reach, on the day before it does",
        corpus(
            version("gb@1", "2019-01-01", says("use", "Use it."), jurisdictions=["GB"]),
            version(
                "gb@2", "2019-01-01", says("keep", "Keep it."), jurisdictions=["GB"], after=["gb@1"]
            ),
            version(
                "eu@1",
                "2020-06-01",
                act("ends", "gb#use", start="2021-01-01"),
                act("ends", "gb#keep", start="2020-12-31"),
                jurisdictions=["EU"],
            ),
        ),
        expect("gb#use", "2021-02-01", "in-force", place="GB-SCT"),
        expect("gb#keep", "2021-02-01", "ended", place="GB-SCT"),
    ),
    case(
        "begins-after-leaving",
        "a text of the Union that begins after the leaving is nothing there",
        corpus(
            version(
                "eu@1",
                "2020-06-01",
                says("rule", "Wear it.", start="2021-02-01"),
                jurisdictions=["EU"],
            )
        ),
        expect("eu#rule", "2021-03-01", "nothing", place="GB-ENG"),
        expect("eu#rule", "2021-03-01", "in-force", place="FR"),
    ),
    case(
        "named-beside-the-union",
        "a place that the text names itself is not lost by leaving",
        corpus(version("eu@1", "2020-01-16", says("rule", "Wear it."), jurisdictions=["EU", "GB"])),
        expect("eu#rule", "2021-06-01", "in-force", place="GB-ENG"),
    ),
    case(
        "dropped-by-the-union-after-leaving",
        "what was kept is not ended by a whole version of the Union that comes after",
        corpus(
            RULE,
            version("gb@1", "2020-11-01", act("keeps", "eu#rule", jurisdictions=["GB"])),
            version(
                "eu@2", "2022-01-01", says("new", "New."), extent="whole", jurisdictions=["EU"]
            ),
        ),
        expect("eu#rule", "2022-06-01", "in-force", place="GB-ENG"),
        expect("eu#rule", "2022-06-01", "ended", place="FR"),
    ),
    case(
        "joining-adds-no-earlier-replacement",
        "a text of the Union that replaced a national one did so where it held on that day",
        corpus(
            version("hr@1", "2013-01-01", says("use", "Use it."), jurisdictions=["HR", "DE"]),
            version(
                "eu@1",
                "2013-03-01",
                says("rule", "Wear it.", replaces=["hr#use"]),
                jurisdictions=["EU"],
            ),
        ),
        expect("hr#use", "2013-08-01", "ended", place="DE"),
        expect("hr#use", "2013-08-01", "in-force", place="HR"),
        expect("eu#rule", "2013-08-01", "in-force", place="HR"),
    ),
    case(
        "paused-while-a-member",
        "a pause of the Union goes on after leaving; its later lifting does not reach",
        corpus(
            version("gb@1", "2019-01-01", says("use", "Use it."), jurisdictions=["GB"]),
            version("eu@1", "2020-03-01", act("suspends", "gb#use"), jurisdictions=["EU"]),
            version("eu@2", "2021-03-01", act("reinstates", "gb#use"), jurisdictions=["EU"]),
        ),
        expect("gb#use", "2021-04-01", "suspended", place="GB-ENG"),
    ),
    *(
        case(
            f"other-days-in-the-union-{name}",
            "the members are those of the day on which the text would first start by either date",
            corpus(
                version(
                    "a@0",
                    published,
                    says(
                        "p", "One.", start=plain, by_place=[{"jurisdictions": ["EU"], "from": own}]
                    ),
                    events={"fixed": "until-fixed"},
                )
            ),
            *expected,
        )
        for name, published, plain, own, expected in (
            (
                "put-off-while-a-member",
                "2020-06-01",
                "2020-07-01",
                "2021-02-01",
                [
                    expect("a#p", "2020-07-15", "upcoming", place="GB-SCT"),
                    expect("a#p", "2021-01-15", "upcoming", place="GB-SCT"),
                    expect("a#p", "2021-02-01", "in-force", place="GB-SCT"),
                    expect("a#p", "2020-07-15", "in-force"),
                ],
            ),
            (
                "put-off-indefinitely",
                "2020-06-01",
                "2020-07-01",
                "a@fixed",
                [
                    expect("a#p", "2021-02-01", "upcoming", place="GB-SCT"),
                    expect("a#p", "2021-02-01", "upcoming", place="FR"),
                    expect("a#p", "2021-02-01", "in-force"),
                ],
            ),
            (
                "sooner-and-then-left",
                "2020-06-01",
                "2021-06-01",
                "2020-07-01",
                [
                    expect("a#p", "2020-07-01", "in-force", place="GB-SCT"),
                    expect("a#p", "2021-02-01", "in-force", place="GB-SCT"),
                    expect("a#p", "2021-02-01", "upcoming"),
                ],
            ),
            (
                "started-before-joining",
                "2013-06-01",
                "2013-06-20",
                "2013-09-01",
                [
                    expect("a#p", "2013-06-25", "in-force", place="HR"),
                    expect("a#p", "2013-07-15", "in-force", place="HR"),
                    expect("a#p", "2013-07-15", "upcoming", place="FR"),
                ],
            ),
            (
                "put-off-once-joined",
                "2013-06-01",
                "2013-07-15",
                "2013-09-01",
                [
                    expect("a#p", "2013-07-20", "upcoming", place="HR"),
                    expect("a#p", "2013-09-01", "in-force", place="HR"),
                ],
            ),
        )
    ),
    case(
        "a-whole-version-of-one-place-after-leaving",
        "a whole version that speaks of Scotland alone ends nothing in the rest of what has left",
        corpus(
            version("a@0", "2020-12-30", says("x", "One."), jurisdictions=["EU"]),
            version("a@1", "2021-01-03", extent="whole", jurisdictions=["GB-SCT"]),
        ),
        expect("a#x", "2020-12-31", "in-force", "a@0", place="GB-ENG"),
        expect("a#x", "2021-01-03", "undetermined", place="GB-ENG", possible=["in-force", "ended"]),
        expect("a#x", "2021-01-03", "ended", place="GB-SCT"),
        expect("a#x", "2021-01-03", "ended", place="FR"),
    ),
    case(
        "a-whole-version-of-all-places-after-leaving",
        "one that names no place speaks of what has left too",
        corpus(
            version("a@0", "2020-12-30", says("x", "One."), jurisdictions=["EU"]),
            version("a@1", "2021-01-03", extent="whole"),
        ),
        expect("a#x", "2021-01-03", "ended", place="GB-ENG"),
        expect("a#x", "2021-01-03", "ended", place="FR"),
    ),
    case(
        "joining-after-a-kept-text-took-over",
        "what took over in the Union before the joining is what is in force there on that day",
        corpus(
            version("b@1", "2013-06-28", says("r", "Two.", start="2013-06-30"), standing="law"),
            version(
                "b@3",
                "2013-06-29",
                says("r", "Three.", jurisdictions=["EU"]),
                extent="whole",
                standing="law",
            ),
        ),
        expect("b#r", "2013-06-30", "in-force", "b@1", place="FR"),
        expect("b#r", "2013-07-01", "in-force", "b@1", place="HR"),
    ),
    case(
        "joining-after-a-temporary-text-of-all-ended",
        "where it is open whether the Union's text stood again, it is open what is taken over",
        corpus(
            version("a@1", "2013-06-27", says("q", "One."), jurisdictions=["EU"]),
            version("a@2", "2013-06-29", says("q", "For now.", until="2013-07-01")),
        ),
        expect("a#q", "2013-07-01", "undetermined", place="FR", possible=["in-force", "ended"]),
        expect("a#q", "2013-07-01", "undetermined", place="HR", possible=["in-force", "ended"]),
    ),
    case(
        "joining-after-a-temporary-text-of-the-union-may-have-ended",
        "a temporary text of the Union had the place there, also where it was over by the joining",
        corpus(
            version("a@0", "2013-06-27", says("p", "One."), extent="whole", jurisdictions=["EU"]),
            version(
                "a@1",
                "2013-06-28",
                says("p", "Two.", until="a@e"),
                events={"e": None},
                jurisdictions=["EU"],
            ),
        ),
        expect("a#p", "2013-07-01", "undetermined", place="FR", possible=["in-force", "ended"]),
        expect("a#p", "2013-07-01", "undetermined", place="HR", possible=["in-force", "ended"]),
    ),
    case(
        "begun-before-the-union-came",
        "what comes with the joining has not kept an older text from what it had done before",
        corpus(
            version("a@0", "2013-05-01", says("p", "One.")),
            version("c@1", "2013-05-02", says("x", "Now.", start="2013-06-01", replaces=["a#p"])),
            version("c@2", "2013-05-03", says("x", "Two.", start="2013-06-01"), **UNION),
        ),
        expect("a#p", "2013-06-15", "ended", place="HR"),
        expect("a#p", "2013-07-15", "ended", place="HR"),
        expect("a#p", "2013-06-15", "in-force", "a@0", place="FR"),
    ),
    case(
        "joining-after-a-temporary-text-of-its-own-ended",
        "a text that starts at the end of a temporary one is left alone, also by joining",
        corpus(
            version("a@1", "2013-06-27", says("q", "One."), jurisdictions=["EU"]),
            version(
                "a@2", "2013-06-29", says("q", "Now.", until="2013-07-01"), jurisdictions=["HR"]
            ),
            version("a@3", "2013-06-27", says("r", "One."), jurisdictions=["EU"]),
            version(
                "a@4", "2013-06-29", says("r", "Now.", until="2013-07-05"), jurisdictions=["HR"]
            ),
        ),
        expect("a#q", "2013-07-01", "in-force", "a@1", place="HR"),
        expect("a#r", "2013-07-03", "in-force", "a@4", place="HR"),
        expect("a#r", "2013-07-05", "undetermined", place="HR", possible=["in-force", "ended"]),
    ),
    case(
        "joining-on-the-day-of-a-text-of-its-own",
        "of a text of the place and one taken over on one day the later published counts",
        corpus(
            version(
                "a@0",
                "2013-06-27",
                says("p", "One.", start="2013-07-01"),
                jurisdictions=["HR"],
                standing="law",
            ),
            version("a@2", "2013-06-30", says("p", "Two."), extent="whole", jurisdictions=["EU"]),
        ),
        expect("a#p", "2013-07-01", "in-force", "a@2", place="HR"),
    ),
    case(
        "begun-on-the-last-day-before-the-joining",
        "before the joining nothing of the Union holds there and keeps a text from its place",
        corpus(
            version("z@1", "2013-01-01", says("p", "Old."), jurisdictions=["HR"]),
            version(
                "a@1",
                "2013-02-01",
                says("q", "Ours.", start="e", replaces=["z#p"]),
                jurisdictions=["HR"],
                events={"e": "[2013-06-30,2013-07-10]"},
            ),
            version(
                "a@2", "2013-03-01", says("q", "Of all.", start="2013-04-01"), jurisdictions=["EU"]
            ),
        ),
        expect("z#p", "2013-06-30", "undetermined", place="HR", possible=["in-force", "ended"]),
        expect("a#q", "2013-07-02", "in-force", "a@2", place="HR"),
        expect("z#p", "2013-07-02", "undetermined", place="HR", possible=["in-force", "ended"]),
    ),
    case(
        "left-out-on-the-last-day-of-a-member",
        "a whole version with fewer places ends the text of members, up to that day",
        corpus(
            version("a@1", "2020-01-01", says("p", "One."), jurisdictions=["EU"]),
            version(
                "a@2",
                "2020-12-01",
                says("p", "Two."),
                extent="whole",
                applies={"from": "2020-12-31"},
                jurisdictions=["FR"],
            ),
        ),
        expect("a#p", "2020-12-30", "in-force", "a@1", place="GB"),
        expect("a#p", "2020-12-31", "ended", place="GB"),
        expect("a#p", "2021-01-05", "ended", place="GB"),
        expect("a#p", "2021-01-05", "in-force", "a@2", place="FR"),
    ),
]


@both(CASES)
def test_union(ask, each):
    ask(each)
