"""An act on a whole source reaches what that source had said before the act was published."""

from cases.asking import both, case, expect
from laws.small import act, corpus, says, version

USE = version("act@1", "2020-01-01", says("use", "Adults may use it."), extent="whole")

CASES = [
    case(
        "first-stated-that-day",
        "an act on what another version of its day first says, no order stated: it may have come",
        corpus(
            version("a@0", "2020-03-02", says("p", "One.")),
            version("a@1", "2020-03-02", says("q", "One."), after=["a@0"]),
            version("a@2", "2020-03-02", act("ends", "a#q")),
        ),
        expect("a#q", "2020-03-02", "undetermined", possible=["in-force", "ended"]),
    ),
    case(
        "pauses-itself",
        "it does not reach the statements of its own version",
        corpus(USE, version("act@2", "2020-02-01", says("stop", "Stop."), act("suspends", "act"))),
        expect("act#use", "2020-03-01", "suspended"),
        expect("act#stop", "2020-03-01", "in-force", "act@2"),
    ),
    case(
        "ends-itself",
        "the same of an end",
        corpus(USE, version("act@2", "2020-02-01", says("stop", "Stop."), act("ends", "act"))),
        expect("act#use", "2020-03-01", "ended", "act@1"),
        expect("act#stop", "2020-03-01", "in-force", "act@2"),
    ),
    case(
        "names-its-own",
        "unless it names them",
        corpus(
            USE,
            version(
                "act@2",
                "2020-02-01",
                says("stop", "Stop."),
                act("ends", "act", "act#stop", start="2020-05-01"),
            ),
        ),
        expect("act#stop", "2020-04-01", "in-force"),
        expect("act#stop", "2020-05-01", "ended"),
        expect("act#use", "2020-05-01", "ended"),
    ),
    case(
        "lifted-by-one-of-two-that-pause-it-whole",
        "a lifting that names no pause lifts that of its own source, also of the whole",
        corpus(
            USE,
            version("court@1", "2020-02-01", act("suspends", "act")),
            version("agency@1", "2020-02-02", act("suspends", "act")),
            version("agency@2", "2020-03-01", act("reinstates", "act")),
            version("court@2", "2020-04-01", act("reinstates", "act")),
        ),
        expect("act#use", "2020-03-01", "suspended"),
        expect("act#use", "2020-04-01", "in-force"),
    ),
    case(
        "lifted-whole-by-one-that-paused-a-provision",
        "lifting a whole source lifts no pause of a single provision, and all of the whole by then",
        corpus(
            USE,
            version("court@1", "2020-02-01", act("suspends", "act")),
            version("agency@1", "2020-02-02", act("suspends", "act#use")),
            version("agency@2", "2020-03-01", act("reinstates", "act")),
            version("agency@3", "2020-04-01", act("reinstates", "act#use")),
        ),
        expect("act#use", "2020-03-01", "suspended"),
        expect("act#use", "2020-04-01", "in-force"),
    ),
    case(
        "said-after-it",
        "what the source says after the act was published is not reached by it",
        corpus(
            USE,
            version("court@1", "2020-02-01", act("ends", "act", start="2020-06-01")),
            version("act@2", "2020-03-01", says("new", "New.")),
        ),
        expect("act#new", "2020-07-01", "in-force"),
        expect("act#use", "2020-07-01", "ended"),
    ),
    case(
        "on-one-day-open",
        "published on one day without an order: open what it reached",
        corpus(
            USE,
            version("court@1", "2020-03-01", act("ends", "act#use")),
            version("act@2", "2020-03-01", says("use", "Use it at night.")),
        ),
        expect("act#use", "2020-04-01", "undetermined", possible=["in-force", "ended"]),
    ),
]


@both(CASES)
def test_whole_source_acts(ask, each):
    ask(each)
