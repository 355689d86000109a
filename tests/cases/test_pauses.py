"""Suspensions stand side by side; a lifting lifts what it names, or what had begun by then."""

from cases.asking import both, case, expect
from laws.small import act, corpus, says, version

USE = version("act@1", "2020-01-01", says("use", "Adults may use it."))

CASES = [
    case(
        "current-words-while-paused",
        "a paused provision shows the text that would apply on that day",
        corpus(
            version("act@1", "2020-01-01", says("use", "At most 10.")),
            version("act@2", "2020-02-01", says("use", "At most 5.", start="2020-06-01")),
            version("board@1", "2020-03-01", act("suspends", "act#use", until="2020-12-01")),
        ),
        expect("act#use", "2020-04-01", "suspended", "act@1", ahead="act@2"),
        expect("act#use", "2020-07-01", "suspended", "act@2"),
        expect("act#use", "2020-12-01", "in-force", "act@2"),
    ),
    case(
        "current-words-while-set-aside",
        "so does one that is set aside",
        corpus(
            version("act@1", "2020-01-01", says("use", "At most 10.")),
            version("act@2", "2020-02-01", says("use", "At most 5.", start="2020-06-01")),
            version(
                "law@1",
                "2020-03-01",
                says("limit", "None at all.", displaces=["act#use"], until="2020-12-01"),
            ),
        ),
        expect("act#use", "2020-04-01", "displaced", "act@1", ahead="act@2"),
        expect("act#use", "2020-07-01", "displaced", "act@2"),
        expect("act#use", "2020-12-01", "in-force", "act@2"),
    ),
    case(
        "paused-while-the-next-text-begins",
        "on the days on which its next text may begin it is paused all the same",
        corpus(
            version("act@1", "2020-01-01", says("use", "At most 10.")),
            version(
                "act@2", "2020-02-01", says("use", "At most 5.", start="s"), events={"s": "2020-06"}
            ),
            version("board@1", "2020-03-01", act("suspends", "act#use")),
        ),
        expect("act#use", "2020-05-31", "suspended", "act@1", ahead="act@2"),
        expect("act#use", "2020-06-15", "suspended"),
        expect("act#use", "2020-06-30", "suspended", "act@2", ahead="none"),
    ),
    case(
        "current-words-after-a-whole-version",
        "a suspension rests on the provision, later texts included",
        corpus(
            version("act@1", "2020-01-01", says("use", "At most 10."), extent="whole"),
            version("board@1", "2020-03-01", act("suspends", "act#use")),
            version("act@2", "2020-05-01", says("use", "At most 3."), extent="whole"),
        ),
        expect("act#use", "2020-05-01", "suspended", "act@2"),
    ),
    case(
        "the-pausing-version-says-it-anew",
        "a suspension does not rest on the text of its own version",
        corpus(
            USE,
            version("act@2", "2020-03-01", says("use", "In hospital."), act("suspends", "act")),
        ),
        expect("act#use", "2020-03-01", "in-force", "act@2"),
    ),
    case(
        "lifted-in-march-again-from-june",
        "one version lifts in March and suspends again from June: it does both",
        corpus(
            USE,
            version("board@1", "2020-01-10", act("suspends", "act#use")),
            version(
                "board@2",
                "2020-02-01",
                act("reinstates", "act#use", start="2020-03-01"),
                act("suspends", "act#use", start="2020-06-01"),
            ),
        ),
        expect("act#use", "2020-02-15", "suspended"),
        expect("act#use", "2020-03-01", "in-force", "act@1"),
        expect("act#use", "2020-05-31", "in-force"),
        expect("act#use", "2020-06-01", "suspended"),
    ),
    case(
        "paused-and-lifted-ahead-in-one-version",
        "the days count, not the order in the file: paused from April, lifted from July",
        corpus(
            USE,
            version(
                "board@1",
                "2020-02-01",
                act("reinstates", "act#use", start="2020-07-01"),
                act("suspends", "act#use", start="2020-04-01"),
            ),
        ),
        expect("act#use", "2020-03-31", "in-force"),
        expect("act#use", "2020-04-01", "suspended"),
        expect("act#use", "2020-07-01", "in-force"),
    ),
    case(
        "deferred-and-back",
        "the authority defers its pause until a day, then the pause comes back",
        corpus(
            USE,
            version("act@2", "2020-02-01", act("suspends", "act#use")),
            version(
                "act@3",
                "2020-03-01",
                act("reinstates", "act#use"),
                act("suspends", "act#use", start="over"),
                events={"over": "2020-05"},
            ),
        ),
        expect("act#use", "2020-04-30", "in-force"),
        expect("act#use", "2020-05-10", "undetermined", possible=["in-force", "suspended"]),
        expect("act#use", "2020-06-01", "suspended"),
    ),
    case(
        "one-day-two-authorities",
        "a lifting and another's pause of one day, no order stated: both orders are possible",
        corpus(
            USE,
            version("board@1", "2020-02-01", act("suspends", "act#use")),
            version("board@2", "2020-03-01", act("reinstates", "act#use")),
            version("court@1", "2020-03-01", act("suspends", "act#use")),
        ),
        # The board lifts its own pause; the court's stands beside it whatever the order.
        expect("act#use", "2020-03-10", "suspended"),
    ),
    case(
        "one-day-none-of-its-own",
        "a lifting of others' pauses on the day of a new one, no order stated: open",
        corpus(
            USE,
            version("court@1", "2020-02-01", act("suspends", "act#use")),
            version("board@2", "2020-03-01", act("reinstates", "act#use")),
            version("court@2", "2020-03-01", act("suspends", "act#use")),
        ),
        expect("act#use", "2020-03-10", "undetermined", possible=["in-force", "suspended"]),
    ),
    case(
        "one-day-order-stated",
        "the same with the order stated is certain: the later published works last",
        corpus(
            USE,
            version("court@1", "2020-02-01", act("suspends", "act#use")),
            version("board@2", "2020-03-01", act("reinstates", "act#use")),
            version("court@2", "2020-03-01", act("suspends", "act#use"), after=["board@2"]),
        ),
        expect("act#use", "2020-03-10", "suspended"),
    ),
    case(
        "side-by-side",
        "two pauses: the end of the one leaves the other",
        corpus(
            USE,
            version("board@1", "2020-02-01", act("suspends", "act#use", until="2020-04-01")),
            version("court@1", "2020-03-01", act("suspends", "act#use", until="2020-06-01")),
        ),
        expect("act#use", "2020-04-01", "suspended"),
        expect("act#use", "2020-06-01", "in-force"),
    ),
    case(
        "lifts-its-own",
        "a lifting that names none lifts those of its own source, not those of others",
        corpus(
            USE,
            version("board@1", "2020-02-01", act("suspends", "act#use")),
            version("court@1", "2020-03-01", act("suspends", "act#use")),
            version("board@2", "2020-04-01", act("reinstates", "act#use")),
        ),
        expect("act#use", "2020-05-01", "suspended"),
    ),
    case(
        "lifts-all-where-it-has-none",
        "a lifting by a source without a pause of its own lifts all that had begun",
        corpus(
            USE,
            version("board@1", "2020-02-01", act("suspends", "act#use")),
            version("court@1", "2020-03-01", act("suspends", "act#use")),
            version("house@1", "2020-04-01", act("reinstates", "act#use")),
            version("board@2", "2020-05-01", act("suspends", "act#use", start="2020-06-01")),
        ),
        expect("act#use", "2020-04-01", "in-force"),
        expect("act#use", "2020-06-01", "suspended"),
    ),
    case(
        "lifts-the-one-it-names",
        "a lifting that names a pause lifts that one, also another source's",
        corpus(
            USE,
            version("board@1", "2020-02-01", act("suspends", "act#use", id="first")),
            version("court@1", "2020-03-01", act("suspends", "act#use", id="second")),
            version(
                "board@2", "2020-04-01", act("reinstates", "act#use", lifts=["court@1/second"])
            ),
            version("board@3", "2020-05-01", act("reinstates", "act#use", lifts=["board@1"])),
        ),
        expect("act#use", "2020-04-01", "suspended"),
        expect("act#use", "2020-05-01", "in-force"),
    ),
    case(
        "whole-source-lifting",
        "lifting a whole source lifts no pause of a single provision",
        corpus(
            version("act@1", "2020-01-01", says("use", "Use."), says("keep", "Keep.")),
            version("board@1", "2020-02-01", act("suspends", "act")),
            version("board@2", "2020-02-10", act("suspends", "act#use")),
            version("board@3", "2020-03-01", act("reinstates", "act")),
        ),
        expect("act#use", "2020-03-01", "suspended"),
        expect("act#keep", "2020-03-01", "in-force"),
    ),
    case(
        "ended-and-said-again-under-a-pause",
        "a statement made again comes back paused, for the pause rests on the provision",
        corpus(
            USE,
            version("board@1", "2020-02-01", act("suspends", "act#use")),
            version("act@2", "2020-03-01", act("ends", "act#use")),
            version("act@3", "2020-04-01", says("use", "Adults may use it.")),
        ),
        expect("act#use", "2020-03-01", "ended", "act@1"),
        expect("act#use", "2020-04-01", "suspended", "act@3"),
    ),
    case(
        "paused-or-ended-by-then",
        "under a pause an end of unknown day leaves open which of the two, and never that it holds",
        corpus(
            version("a@1", "2020-01-01", says("use", "Use it.")),
            version("a@2", "2020-02-01", act("suspends", "a#use")),
            version(
                "b@1", "2020-02-15", act("ends", "a#use", start="e"), events={"e": "[2020-02-15..]"}
            ),
        ),
        expect("a#use", "2020-03-01", "undetermined", possible=["suspended", "ended"]),
    ),
    case(
        "paused-with-its-end-proposed",
        "an end that is only proposed leaves the pause as it is",
        corpus(
            version("a@1", "2020-01-01", says("use", "Use it.")),
            version("a@2", "2020-02-01", act("suspends", "a#use")),
            version("b@1", "2020-02-15", act("ends", "a#use", proposes="yes", id="revoke")),
        ),
        expect("a#use", "2020-03-01", "suspended", "a@1"),
    ),
    case(
        "paused-in-part-or-ended",
        "so it is in the part that the pause covers; in the rest it may hold",
        corpus(
            version("a@1", "2020-01-01", says("use", "Use it."), jurisdictions=["GB"]),
            version("a@2", "2020-02-01", act("suspends", "a#use", jurisdictions=["GB-SCT"])),
            version(
                "b@1", "2020-02-15", act("ends", "a#use", start="e"), events={"e": "[2020-02-15..]"}
            ),
        ),
        expect(
            "a#use", "2020-03-01", "undetermined", place="GB-SCT", possible=["suspended", "ended"]
        ),
        expect(
            "a#use", "2020-03-01", "undetermined", place="GB-ENG", possible=["in-force", "ended"]
        ),
    ),
    case(
        "set-aside-by-a-paused-act",
        "an act that is itself paused sets nothing aside",
        corpus(
            USE,
            version(
                "law@1", "2020-02-01", says("limit", "Only adults over 60.", displaces=["act#use"])
            ),
            version("court@1", "2020-03-01", act("suspends", "law#limit", until="2020-04-01")),
        ),
        expect("act#use", "2020-02-01", "displaced", "act@1"),
        expect("act#use", "2020-03-01", "in-force"),
        expect("act#use", "2020-04-01", "displaced"),
    ),
]


@both(CASES)
def test_pauses(ask, each):
    ask(each)
