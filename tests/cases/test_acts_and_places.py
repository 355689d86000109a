"""An act works where its places and those of the statement meet, and nowhere else."""

from cases.asking import both, case, expect
from laws.small import act, corpus, says, source, version

CASES = [
    case(
        "one-place-on-an-unstated-statement",
        "an act limited to Great Britain on a statement without places works there alone",
        corpus(
            version("page@1", "2019-01-01", says("use", "Use it.")),
            version("board@1", "2019-02-01", act("suspends", "page#use", jurisdictions=["GB"])),
        ),
        expect("page#use", "2019-03-01", "suspended", place="GB-SCT"),
        expect("page#use", "2019-03-01", "in-force", place="FR"),
        expect("page#use", "2019-03-01", "in-force"),
    ),
    case(
        "replaced-in-one-place",
        "the same for what takes its place",
        corpus(
            version("page@1", "2019-01-01", says("use", "Use it.")),
            version(
                "board@1",
                "2019-02-01",
                says("ban", "Do not.", replaces=["page#use"], jurisdictions=["GB-ENG"]),
            ),
        ),
        expect("page#use", "2019-03-01", "ended", place="GB-ENG"),
        expect("page#use", "2019-03-01", "in-force", place="GB-WLS"),
        expect("board#ban", "2019-03-01", "nothing", place="GB-WLS"),
    ),
    case(
        "set-aside-in-one-place",
        "and for what sets it aside",
        corpus(
            version("page@1", "2019-01-01", says("use", "Use it."), jurisdictions=["GB"]),
            version(
                "board@1",
                "2019-02-01",
                says("ban", "Do not.", displaces=["page#use"], until="2019-04-01"),
                jurisdictions=["GB-SCT", "FR"],
            ),
        ),
        expect("page#use", "2019-03-01", "displaced", place="GB-SCT"),
        expect("page#use", "2019-03-01", "in-force", place="GB-ENG"),
        expect("page#use", "2019-03-01", "nothing", place="FR"),
        expect("page#use", "2019-04-01", "in-force", place="GB-SCT"),
    ),
    case(
        "union-act-on-a-german-statement",
        "an act of the Union works on a statement for one of its members",
        corpus(
            version("page@1", "2020-01-01", says("use", "Use it."), jurisdictions=["DE"]),
            version("page@2", "2020-02-01", act("suspends", "page#use", jurisdictions=["EU"])),
        ),
        expect("page#use", "2020-03-01", "suspended", place="DE"),
    ),
    case(
        "german-act-on-a-union-statement",
        "an act for one member works there, and not in the others",
        corpus(
            version("page@1", "2020-01-01", says("use", "Use it."), jurisdictions=["EU"]),
            version("page@2", "2020-02-01", act("suspends", "page#use", jurisdictions=["DE"])),
        ),
        expect("page#use", "2020-03-01", "suspended", place="DE-BY"),
        expect("page#use", "2020-03-01", "in-force", place="FR"),
    ),
    case(
        "union-speaks-to-a-german",
        "a rule of the Union holds in a member",
        corpus(version("eu@1", "2020-02-01", says("ban", "Nobody."), jurisdictions=["EU"])),
        expect("eu#ban", "2020-03-01", "in-force", "eu@1", place="DE"),
        expect("eu#ban", "2020-03-01", "nothing"),
    ),
    case(
        "ended-in-england",
        "what is ended in one part goes on in the others",
        corpus(
            version("law@1", "2024-01-01", says("toll", "Pay."), jurisdictions=["GB"]),
            version("end@1", "2024-03-01", act("ends", "law#toll", jurisdictions=["GB-ENG"])),
        ),
        expect("law#toll", "2024-04-01", "ended", place="GB-ENG"),
        expect("law#toll", "2024-04-01", "ended", place="GB-LCE"),
        expect("law#toll", "2024-04-01", "in-force", place="GB-SCT"),
    ),
    case(
        "a-group-of-nations",
        "England and Wales hold England: an end there leaves Scotland",
        corpus(
            version("law@1", "2024-01-01", says("toll", "Pay."), jurisdictions=["GB-GBN"]),
            version("end@1", "2024-03-01", act("ends", "law#toll", jurisdictions=["GB-EAW"])),
        ),
        expect("law#toll", "2024-04-01", "ended", place="GB-WLS"),
        expect("law#toll", "2024-04-01", "in-force", place="GB-SCT"),
        expect("law#toll", "2024-04-01", "nothing", place="GB-NIR"),
    ),
    case(
        "inherits-both",
        "an act without places inherits those of its version, exceptions included",
        corpus(
            version("law@1", "2024-01-01", says("toll", "Pay."), jurisdictions=["GB"]),
            version(
                "end@1",
                "2024-03-01",
                act("ends", "law#toll"),
                jurisdictions=["GB"],
                opted_out=["GB-SCT"],
            ),
        ),
        expect("law#toll", "2024-04-01", "in-force", place="GB-SCT"),
        expect("law#toll", "2024-04-01", "ended", place="GB-ENG"),
    ),
    case(
        "own-places-own-exceptions",
        "an act with places of its own takes nothing from its version",
        corpus(
            version("law@1", "2024-01-01", says("toll", "Pay."), jurisdictions=["GB"]),
            version(
                "end@1",
                "2024-03-01",
                act("ends", "law#toll", jurisdictions=["GB-SCT", "GB-WLS"]),
                jurisdictions=["GB"],
                opted_out=["GB-SCT"],
            ),
        ),
        expect("law#toll", "2024-04-01", "ended", place="GB-SCT"),
        expect("law#toll", "2024-04-01", "in-force", place="GB-ENG"),
    ),
    case(
        "meets-nothing",
        "an act whose places do not meet the statement's does nothing",
        corpus(
            version("law@1", "2024-01-01", says("toll", "Pay."), jurisdictions=["FR"]),
            version("end@1", "2024-03-01", act("ends", "law#toll", jurisdictions=["GB"])),
        ),
        expect("law#toll", "2024-04-01", "in-force", place="FR"),
        expect("law#toll", "2024-04-01", "nothing", place="GB-ENG"),
    ),
    case(
        "declared-place",
        "a place that the records declare is a part of its own",
        corpus(
            source("law", places={"old-town": {"label": "the old town", "within": "GB-ENG"}}),
            version("law@1", "2024-01-01", says("toll", "Pay."), jurisdictions=["GB-ENG"]),
            version("end@1", "2024-03-01", act("ends", "law#toll", jurisdictions=["old-town"])),
        ),
        expect("law#toll", "2024-04-01", "ended", place="old-town"),
        expect("law#toll", "2024-04-01", "in-force", place="GB-ENG"),
    ),
    case(
        "declared-places-overlap",
        "where two declared places overlap, what is done to either is done",
        corpus(
            source(
                "law",
                places={
                    "old-town": {"label": "the old town", "within": "GB-ENG"},
                    "river": {"label": "the river", "within": "GB-ENG", "overlaps": ["old-town"]},
                },
            ),
            version("law@1", "2024-01-01", says("toll", "Pay."), jurisdictions=["old-town"]),
            version("end@1", "2024-03-01", act("ends", "law#toll", jurisdictions=["river"])),
        ),
        expect("law#toll", "2024-04-01", "in-force", place="old-town"),
        expect("law#toll", "2024-04-01", "nothing", place="river"),
    ),
    case(
        "other-days-in-one-place",
        "the plain days are for the places that no entry names",
        corpus(
            version(
                "law@1",
                "2024-01-01",
                says(
                    "toll",
                    "Pay.",
                    jurisdictions=["GB"],
                    start="2024-02-01",
                    by_place=[{"jurisdictions": ["GB-WLS"], "from": "2024-04-01"}],
                ),
            )
        ),
        expect("law#toll", "2024-03-01", "in-force", place="GB-SCT"),
        expect("law#toll", "2024-03-01", "upcoming", place="GB-WLS"),
        expect("law#toll", "2024-04-01", "in-force", place="GB-WLS"),
    ),
]


@both(CASES)
def test_acts_and_places(ask, each):
    ask(each)
