"""Every place, event and proposal that a record names is looked up, wherever it stands."""

from __future__ import annotations

import pytest

import guidance
from guidance.answers.answering import registry_of
from laws import engine
from laws.small import act, corpus, says, source, version

FIRST = version("a@1", "2020-01-01", says("p", "One."))
NOWHERE = ["nowhere"]


def refused(*records):
    """The places in the records that are refused, with what is said of them."""
    with pytest.raises(engine.REFUSED) as error:
        engine.load(corpus(*records))
    return [(".".join(map(str, fault.path)), fault.problem) for fault in error.value.exceptions]


@pytest.mark.parametrize(
    ("later", "where"),
    [
        (version("a@2", "2020-02-01", jurisdictions=NOWHERE), "jurisdictions.0"),
        (
            version("a@2", "2020-02-01", says("q", "Two.", jurisdictions=NOWHERE)),
            "provisions.q.jurisdictions.0",
        ),
        (
            version("a@2", "2020-02-01", act("ends", "a#p", opted_out=NOWHERE)),
            "amendments.0.opted-out.0",
        ),
        (
            version("a@2", "2020-02-01", act("corrects", "a#p", set={"jurisdictions": NOWHERE})),
            "amendments.0.set.jurisdictions.0",
        ),
        (
            version(
                "a@2",
                "2020-02-01",
                act(
                    "corrects",
                    "a#p",
                    set={
                        "applies": {"by-place": [{"jurisdictions": NOWHERE, "from": "2020-03-01"}]}
                    },
                ),
            ),
            "amendments.0.set.applies.by-place.0.jurisdictions.0",
        ),
    ],
)
def test_places(later, where):
    assert refused(FIRST, later) == [(where, "no place nowhere is declared")]


@pytest.mark.parametrize("field", ["within", "same-as"])
def test_places_that_lie_in_each_other(field):
    places = {
        name: {"label": name, field: other}
        for name, other in (("here", "there"), ("there", "here"))
    }
    [(where, problem)] = refused(source("a", places=places), FIRST)
    assert where == "places.here"
    assert problem == "places lie in each other in a circle: here in there in here"


def test_one_name_is_of_one_place():
    """Two sources may declare a place alike; as another one it needs another name."""
    first, alike, other = (
        source(name, places={"old-town": {"label": "the old town", "within": within}})
        for name, within in (("a", "GB-ENG"), ("b", "GB-ENG"), ("c", "GB-SCT"))
    )
    engine.load(corpus(first, alike, FIRST))
    assert refused(first, other, FIRST) == [
        ("places.old-town", "old-town is declared in a as another place")
    ]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("a@2/brake", "no suspension a@2/brake is recorded"),
        ("a@1", "a@1 suspends nothing"),
        ("a@9", "no version a@9 is recorded"),
    ],
)
def test_the_suspension_that_a_lifting_names(name, problem):
    pause = version("a@2", "2020-02-01", act("suspends", "a#p", id="break"))
    lift = version("a@3", "2020-03-01", act("reinstates", "a#p", lifts=[name]))
    assert refused(FIRST, pause, lift) == [("amendments.0.lifts.0", problem)]


@pytest.mark.parametrize("word", ["after", "before"])
def test_versions_that_are_each_before_the_other(word):
    pair = [version(f"a@{n}", "2020-01-01", **{word: [f"a@{3 - n}"]}) for n in (1, 2)]
    [(_, problem)] = refused(*pair)
    assert problem == "stated order goes in a circle: a@1 before a@2 before a@1"


def test_a_stated_order_against_the_days_is_told_at_the_first_by_name():
    """Whatever is loaded first: each of them may be the one to mend."""
    circle = [
        version("b@1", "2020-01-01", says("p", "One."), after=["a@2"]),
        version("a@1", "2020-02-01", says("p", "One."), after=["b@1"]),
        version("a@2", "2020-03-01", says("p", "Two.")),
    ]
    with pytest.raises(engine.REFUSED) as error:
        engine.load(corpus(*circle))
    told = [(fault.record, fault.problem) for fault in error.value.exceptions]
    order = "a@1 before a@2 before b@1 before a@1"
    assert told == [("a@1", f"stated order and dates go in a circle: {order}")]


def test_a_day_and_a_stretch_that_ends_on_it_need_an_order():
    """Only of two on one exact day the order is an open question; each fault is told."""
    stretch, on_day, later = (
        version("a@1", "[2020-01-01..2020-01-10]", says("p", "One.")),
        version("a@2", "2020-01-10", says("p", "Two.")),
        version("a@3", "[2020-01-02..2020-01-10]", says("p", "Three."), after=["a@1"]),
    )
    told = [problem for _, problem in refused(stretch, on_day, later)]
    assert ["came after a@1" in told[0], "came after a@2" in told[1]] == [True, True]


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("old-tow", "did you mean old-town?"),
        ("elsewhere-at-all", "declare it in a source.yaml first"),
    ],
)
def test_a_place_nearly_named(name, mend):
    town = source("a", places={"old-town": {"label": "the old town", "within": "GB-ENG"}})
    with pytest.raises(engine.REFUSED) as error:
        engine.load(corpus(town, version("a@1", "2020-01-01", jurisdictions=[name])))
    assert [fault.mend for fault in error.value.exceptions] == [mend]


def test_an_event_declared_again():
    """In the same words it is the same event; with another day it is refused."""
    first = version("a@1", "2020-01-01", says("p", "One.", start="e"), events={"e": "2020-03-01"})
    engine.load(corpus(first, version("a@2", "2020-02-01", events={"e": "2020-03-01"})))
    again = version("a@2", "2020-02-01", events={"e": "2020-03-02"})
    assert refused(first, again) == [("events.e", "e is declared in a@1 with another content")]


def test_the_events_that_are_listed_are_those_that_records_declare():
    declared = version(
        "a@1", "2020-01-01", says("p", "One.", start="2020-05-01"), events={"e": None}
    )
    assert engine.load(corpus(declared)).events == ("a@e",)


def test_the_event_that_another_is_dated_from():
    later = version("a@2", "2020-02-01", events={"f": {"after": "gone", "period": "P1M"}})
    assert refused(FIRST, later) == [("events.f.date.after", "no event a@gone is recorded")]


def test_a_version_does_not_rule_on_what_it_proposes_itself():
    pause = act("suspends", "a#p", proposes="yes", id="pause")
    both = version("b@1", "2020-02-01", pause, act("adopts", "b@1/pause"))
    assert refused(FIRST, both) == [
        ("amendments.1.proposals.0", "b@1/pause was first proposed in b@1, not before this version")
    ]


def test_listed_days_of_which_the_orders_leave_none():
    """One of two days, and both lie outside those between which it must have come."""
    days = [("1", "2020-02-01"), ("2", "[2020-01-01,2020-03-01]"), ("3", "2020-02-10")]
    records = [
        version(f"a@{name}", day, says("p", name), **({"after": [f"a@{before}"]} if before else {}))
        for (name, day), before in zip(days, ("", "1", "2"), strict=True)
    ]
    [(where, problem)] = refused(*records)
    assert (where, problem) == (
        "published",
        "the stated order and dates leave it no day of 2020-02-10",
    )
    assert engine.load(corpus(*records[:2])).as_of("2020-03-01").find("a#p")[0].version == "a@2"


def test_what_a_correction_names_is_told_once():
    """It may mend either text, as their versions are of one day: the fault is one."""
    texts = [version(f"a@{number}", "2020-01-01", says("p", "One.")) for number in (1, 2)]
    right = act("corrects", "a#p", set={"replaces": ["a#gone"]})
    assert refused(*texts, version("a@3", "2020-02-01", right)) == [
        ("amendments.0.set.replaces.0", "no provision a#gone is recorded")
    ]


def test_two_sources_that_declare_one_name_for_two_places():
    def place(within):
        return {"places": {"old-town": {"label": "The old town", "within": within}}}

    first = version("a@1", "2020-01-01", says("p", "One.", jurisdictions=["old-town"]))
    [(where, problem)] = refused(source("a", **place("GB-ENG")), source("b", **place("FR")), first)
    assert (where, problem) == ("places.old-town", "old-town is declared in a as another place")
    held = engine.load(
        corpus(source("a", **place("GB-ENG")), source("b", **place("GB-ENG")), first)
    )
    assert held.as_of("2020-02-01").find("a#p")


@pytest.mark.parametrize("field", ["restates", "narrows", "tension", "reports"])
def test_only_what_displaces_another_is_looked_at_for_it(field):
    """A link of another kind takes nobody's place, and what it names is worked out without it."""
    linked = {"displaces": ["a#p"]}, {field: ["a#p"]}
    for links, expected in zip(linked, ({"a#p": ("b#q",)}, {}), strict=True):
        held = engine.load(corpus(FIRST, version("b@1", "2020-02-01", says("q", "Two.", **links))))
        assert registry_of(held).displaced_by == expected


def test_what_replaces_another_comes_after_it():
    """What only speaks of it may be older: a tension is the same from either side."""
    later = version("b@1", "2020-02-01", says("q", "Two."))
    older = version("a@1", "2020-01-01", says("p", "One.", replaces=["b#q"]))
    assert refused(older, later) == [
        ("provisions.p.replaces.0", "b#q was first stated in b@1, after this version")
    ]
    engine.load(corpus(version("a@1", "2020-01-01", says("p", "One.", tension=["b#q"])), later))


def test_a_topic_nearly_named():
    with pytest.raises(guidance.UnknownNameError):
        engine.load(corpus(FIRST)).sources_on("tt")


def test_a_publication_comes_after_the_last_of_those_before_it():
    """Not before the 10th, the second came on 20 June: no day is left to the third."""
    [(where, problem)] = refused(
        version("z@1", "2020-01-01", says("p", "Zero.")),
        version("a@1", "2020-06-10", says("p", "One.")),
        version("b@1", "[2020-01-05,2020-06-20]", says("p", "Two."), after=["a@1"]),
        version("c@1", "[2020-01-10,2020-06-15]", says("p", "Three."), after=["b@1", "z@1"]),
    )
    assert where == "published"
    assert problem.startswith("the stated order and dates leave it no day of")
