"""A pending text is not wiped by what does not speak of it."""

from cases.asking import both, case, expect
from laws.small import corpus, says, version


def consolidated(**third):
    """100; 120 announced from June; in March the text is restated as it stands then."""
    standing = third.pop("standing", "law")
    return corpus(
        version("law@1", "2021-01-01", says("fee", "100."), extent="whole", standing=standing),
        version(
            "law@2",
            "2021-02-01",
            says("fee", "120.", start="2021-06-01"),
            says("log", "Keep one.", start="2021-06-01"),
            standing=standing,
        ),
        version(
            "law@3", "2021-03-01", says("fee", "100."), extent="whole", standing=standing, **third
        ),
    )


def set_aside(*restated, then=None, pending=None):
    """400 from the 6th; 250 until the 8th instead; on the 4th all is stated anew, 250 no more."""
    says_then = {"then": then} if then else {}
    says_pending = {"pending": pending} if pending else {}
    return corpus(
        version("a@1", "2020-03-02", says("fee", "400.", start="2020-03-06")),
        version("a@2", "2020-03-03", says("fee", "250.", until="2020-03-08", **says_then)),
        version("a@3", "2020-03-04", *restated, extent="whole", **says_pending),
    )


CASES = [
    case(
        "law-keeps",
        "a consolidated law keeps what it leaves unmentioned and has not started",
        consolidated(),
        expect("law#fee", "2021-04-01", "in-force", "law@3", ahead="law@2"),
        expect("law#fee", "2021-06-01", "in-force", "law@2"),
        expect("law#log", "2021-04-01", "upcoming", "law@2"),
        expect("law#log", "2021-06-01", "in-force", "law@2"),
    ),
    case(
        "others-leave-it-open",
        "where the standing is not law it is ahead, and from its day on undetermined",
        consolidated(standing="advice"),
        expect("law#fee", "2021-04-01", "in-force", "law@3", ahead="law@2"),
        expect("law#fee", "2021-06-01", "undetermined"),
        expect("law#log", "2021-04-01", "upcoming", "law@2"),
        expect("law#log", "2021-06-01", "undetermined", possible=["in-force", "ended"]),
    ),
    case(
        "dropped",
        "the version says that it drops what has not started",
        consolidated(pending="dropped"),
        expect("law#fee", "2021-04-01", "in-force", "law@3", ahead="none"),
        expect("law#fee", "2021-06-01", "in-force", "law@3"),
        expect("law#log", "2021-02-15", "upcoming", "law@2"),
        expect("law#log", "2021-04-01", "ended"),
    ),
    case(
        "kept-in-words",
        "the version says that it keeps it, whatever its standing",
        consolidated(standing="advice", pending="kept"),
        expect("law#fee", "2021-06-01", "in-force", "law@2"),
        expect("law#log", "2021-06-01", "in-force", "law@2"),
    ),
    case(
        "for-one-year-only",
        "a temporary text leaves alone what starts at or after its own end",
        corpus(
            version("act@1", "2020-01-01", says("fee", "100.")),
            version("act@2", "2024-01-01", says("fee", "400.", start="2029-01-01")),
            version(
                "act@3", "2025-01-01", says("fee", "250.", start="2026-01-01", until="2027-01-01")
            ),
        ),
        expect("act#fee", "2025-06-01", "in-force", "act@1", ahead="act@3"),
        expect("act#fee", "2026-06-01", "in-force", "act@3", ahead="act@2"),
        # Silent on what follows, and the 100 stood before: open until the 400.
        expect("act#fee", "2027-06-01", "undetermined", possible=["in-force", "ended"]),
        expect("act#fee", "2029-01-01", "in-force", "act@2"),
    ),
    case(
        "for-one-year-and-back",
        "then: earlier brings back the text before it",
        corpus(
            version("act@1", "2020-01-01", says("fee", "100.")),
            version(
                "act@2",
                "2025-01-01",
                says("fee", "250.", start="2026-01-01", until="2027-01-01", then="earlier"),
            ),
        ),
        expect("act#fee", "2026-12-31", "in-force", "act@2"),
        expect("act#fee", "2027-01-01", "in-force", "act@1"),
    ),
    case(
        "for-one-year-and-gone",
        "then: nothing does not",
        corpus(
            version("act@1", "2020-01-01", says("fee", "100.")),
            version(
                "act@2",
                "2025-01-01",
                says("fee", "250.", start="2026-01-01", until="2027-01-01", then="nothing"),
            ),
        ),
        expect("act#fee", "2027-01-01", "ended", "act@2"),
    ),
    case(
        "nothing-stood-before",
        "where no earlier text stood, a temporary text that is silent has ended",
        corpus(version("act@1", "2025-01-01", says("fee", "250.", until="2027-01-01"))),
        expect("act#fee", "2027-01-01", "ended", "act@1"),
    ),
    case(
        "a-waiting-text-within-its-time",
        "a partial text takes the place of one that waits and starts before its own end",
        corpus(
            version("act@1", "2024-01-01", says("fee", "400.", start="2026-06-01")),
            version(
                "act@2",
                "2025-01-01",
                says("fee", "250.", start="2026-01-01", until="2027-01-01", then="nothing"),
            ),
        ),
        expect("act#fee", "2025-06-01", "upcoming", "act@2"),
        expect("act#fee", "2026-07-01", "in-force", "act@2"),
        expect("act#fee", "2027-06-01", "ended", "act@2"),
    ),
    case(
        "open-which-comes-first",
        "a temporary text's end against an older start, both unknown: compared world by world",
        corpus(
            version("act@1", "2024-01-01", says("fee", "400.", start="s"), events={"s": "2027-01"}),
            version(
                "act@2",
                "2025-01-01",
                says("fee", "250.", start="2026-01-01", until="2027-01-15", then="nothing"),
            ),
        ),
        expect("act#fee", "2027-03-01", "undetermined", possible=["in-force", "ended"]),
        expect("act#fee", "2027-01-10", "in-force", "act@2"),
    ),
    case(
        "kept-and-run-out-before-another",
        "a text that waited and ran out keeps the place for good, whatever ended after it",
        corpus(
            version(
                "a@1",
                "2020-03-01",
                says("p", "Now.", start="2020-03-04", until="2020-03-06", then="nothing"),
            ),
            version("a@2", "2020-03-02", says("p", "One."), extent="whole", standing="law"),
            version(
                "a@3",
                "2020-03-07",
                says("p", "Then.", until="2020-03-09", then="earlier"),
            ),
            version("a@4", "2020-03-11", says("p", "Later.", start="2020-03-20")),
        ),
        expect("a#p", "2020-03-05", "in-force", "a@1"),
        expect("a#p", "2020-03-06", "ended", "a@1"),
        expect("a#p", "2020-03-08", "in-force", "a@3"),
        expect("a#p", "2020-03-09", "ended", "a@3"),
        expect("a#p", "2020-03-12", "ended", "a@3", ahead="a@4"),
    ),
    case(
        "kept-and-still-there",
        "a text that waited while a whole version took effect stays once it has taken over",
        corpus(
            version("a@1", "2020-03-01", says("p", "New.", start="2020-03-04")),
            version("a@2", "2020-03-02", says("p", "One."), extent="whole", standing="law"),
            version("a@3", "2020-03-06", says("p", "Later.", start="2020-03-20")),
        ),
        expect("a#p", "2020-03-03", "in-force", "a@2", ahead="a@1"),
        expect("a#p", "2020-03-07", "in-force", "a@1", ahead="a@3"),
    ),
    case(
        "set-aside-then-unmentioned",
        "what waits until a temporary text runs out may stand then, though that was dropped sooner",
        set_aside(),
        expect("a#fee", "2020-03-03", "in-force", "a@2"),
        expect("a#fee", "2020-03-07", "ended", "a@2"),
        expect("a#fee", "2020-03-08", "undetermined", possible=["in-force", "ended"]),
    ),
    case(
        "set-aside-then-kept",
        "where both records say so, it stands from the day on which the temporary text was to end",
        set_aside(then="earlier", pending="kept"),
        expect("a#fee", "2020-03-07", "ended", "a@2"),
        expect("a#fee", "2020-03-08", "in-force", "a@1"),
    ),
    case(
        "taken-over-then-kept",
        "where nothing was to follow the temporary text, keeping what waits brings nothing back",
        set_aside(then="nothing", pending="kept"),
        expect("a#fee", "2020-03-08", "ended", "a@2"),
    ),
    case(
        "set-aside-then-restated",
        "what is set aside does not take over from a whole version's text before it is free again",
        set_aside(says("fee", "100."), then="earlier", pending="kept"),
        expect("a#fee", "2020-03-05", "in-force", "a@3"),
        expect("a#fee", "2020-03-06", "in-force", "a@3"),
        expect("a#fee", "2020-03-08", "in-force", "a@1"),
    ),
    case(
        "set-aside-then-restated-and-unsaid",
        "where the records do not say whether it is free again, either text may stand",
        set_aside(says("fee", "100.")),
        expect("a#fee", "2020-03-07", "in-force", "a@3"),
        expect("a#fee", "2020-03-08", "undetermined", possible=["in-force"]),
    ),
]


@both(CASES)
def test_pending_kept(ask, each):
    ask(each)
