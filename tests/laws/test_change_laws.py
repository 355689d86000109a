"""Laws 13 and 14 of the oracle's own difference; the engine's reports are measured by it."""

from hypothesis import given, reject
from hypothesis import strategies as st

from laws import engine
from laws.asking import WORLDS, days_around
from laws.generators import corpora
from laws.oracle import Oracle
from laws.oracle_changes import content, learnt, net
from laws.oracle_worlds import TooManyWorldsError
from laws.small import act, corpus, says, version
from laws.test_change_reports import LIVE, told
from laws.test_world_laws import lawful


@lawful
@given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(1, 4))
def test_what_was_known_and_what_is_learnt_and_the_net_make_the_new_answer(records, first, wide):
    """Law 14: nothing is lost between the answer of one day and that of another."""
    days = days_around(records)
    since, until = days[first], days[first + wide]
    try:
        told = (learnt(records, since, until, WORLDS), net(records, since, until, None, WORLDS))
        oracle = Oracle(records, WORLDS)
        held = {k: content(each) for k, each in oracle.ask(since, since)[since].items()}
        after = {k: content(each) for k, each in oracle.ask(until, until)[until].items()}
    except TooManyWorldsError:
        reject()
    for step in told:
        for key, (was, becomes) in step.items():
            assert held[key] == was
            held[key] = becomes
    assert held == after


def is_live(change):
    """Whether a change is about what applies, or did."""
    return any(side and side.state.value in LIVE for side in (change.before, change.after))


def must_be_told(was, becomes):
    """Whether two possible answers differ in what a reader could act on.

    Before anything has begun, which of several texts is to come is told when each is published;
    where both answers are open, another day on which it may have begun is no news of its own.
    """
    live = [{each[:2] for each in side if each[0] in LIVE} for side in (was, becomes)]
    if not live[0] | live[1]:
        return False
    is_certain = len(was) == 1 or len(becomes) == 1
    return was != becomes if is_certain else live[0] != live[1]


@lawful
@given(records=corpora(most=4), first=st.integers(0, 8), wide=st.integers(1, 4))
def test_the_engine_tells_what_the_oracle_finds_and_no_more(records, first, wide):
    """Laws 13 and 14: net and learnt are the difference of two answers, by the oracle's worlds."""
    days, atoms = days_around(records), list(Oracle(records).atoms)
    since, until = days[first], days[first + wide]
    try:
        found = net(records, since, until, None, WORLDS), learnt(records, since, until, WORLDS)
    except TooManyWorldsError:
        reject()
    report = engine.load(records).changes(since, until, known_on=until)
    for wanted, changes, on in zip(found, (report.net, report.learnt), (until, since), strict=True):
        keys = {key for key, sides in wanted.items() if must_be_told(*sides) and key[1] in atoms}
        assert keys <= told(changes, atoms, (on,))
        for change in changes:
            own = told([change], atoms, (on,)) if is_live(change) else set()
            assert not own or own & wanted.keys(), change


def test_an_act_that_reaches_back_is_learnt():
    records = corpus(
        version("law@1", "2020-01-01", says("duty", "Do it.")),
        version("law@2", "2021-03-01", act("ends", "law#duty", start="2021-01-01")),
    )
    known = learnt(records, "2021-01-15", "2021-04-01")
    assert {ref for ref, _ in known} == {"law#duty"}
    assert net(records, "2021-01-15", "2021-04-01") == {}


def test_open_on_both_days_and_not_alike():
    """Paused or yet to come; then in force if it has come: the possible outcomes differ."""
    records = corpus(
        version("a@1", "2019-01-01", says("p", "One.", start="s"), events={"s": "2019-03"}),
        version("b@1", "2019-02-01", act("suspends", "a#p", until="2019-03-15")),
    )
    (was, becomes), *_ = net(records, "2019-03-10", "2019-03-20").values()
    assert {state for state, *_ in was} == {"suspended", "upcoming"}
    assert {state for state, *_ in becomes} == {"in-force", "upcoming"}
