"""Law 17: any corpus is answered, or says for the parts concerned that it is too tangled.

The corpora are far beyond what can be enumerated; the expected answers follow from their shape.
"""

import signal
from contextlib import contextmanager

import pytest

from laws import engine
from laws.oracle_places import ELSEWHERE
from laws.small import act, corpus, says, version

_SECONDS = 20  # of the processor; not a bound on speed: what hangs is caught


@contextmanager
def in_time():
    """Fail where an answer does not come at all."""

    def late(*_):
        raise AssertionError(f"no answer after {_SECONDS} seconds")

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def states(records, on):
    """The state of every provision on a day."""
    with in_time():
        answers = engine.ask(records, [ELSEWHERE], [on])[on]
    return {ref: answers.get((ref, ELSEWHERE), engine.NOTHING).state for ref in records.refs}


def chain(count, link, day):
    """Provisions of which each acts on all before it; they start on the days given."""
    provisions = [
        says(f"p{n:03}", f"Text {n}.", start=f"e{n}", **{link: [f"a#p{m:03}" for m in range(n)]})
        for n in range(count)
    ]
    events = {f"e{n}": day(n) for n in range(count)}
    return corpus(version("a@1", "2019-01-01", *provisions, events=events))


@pytest.mark.parametrize("link", ["replaces", "displaces"])
def test_a_hundred_that_each_act_on_all_before(link):
    records = chain(100, link, lambda n: f"2020-{n // 25 + 1:02}-{n % 25 + 1:02}")
    found = states(records, "2020-12-01")
    assert found.pop("a#p099") == "in-force"
    assert set(found.values()) == {"ended" if link == "replaces" else "displaced"}


@pytest.mark.parametrize("link", ["replaces", "displaces"])
@pytest.mark.parametrize("count", [7, 30])
def test_all_on_unknown_days_of_one_month(link, count):
    records = chain(count, link, lambda _: "2020-01")
    during, after = states(records, "2020-01-15"), states(records, "2020-02-01")
    assert set(during.values()) == {"undetermined"}
    # The last one has started by then, and nothing acts on it.
    assert after[f"a#p{count - 1:03}"] == "in-force"
    rest = {each for ref, each in after.items() if ref != f"a#p{count - 1:03}"}
    assert rest <= {"ended", "displaced", "undetermined"}
    assert "in-force" not in rest


@pytest.mark.parametrize("count", [8, 30])
def test_unknown_pauses(count):
    pauses = [act("suspends", "a#p", start=f"e{n}", until=f"f{n}") for n in range(count)]
    events = {f"e{n}": "2020-01" for n in range(count)}
    events |= {f"f{n}": "2020-03" for n in range(count)}
    records = corpus(
        version("a@1", "2019-01-01", says("p", "One.")),
        version("b@1", "2019-02-01", *pauses, events=events),
    )
    assert states(records, "2019-12-31") == {"a#p": "in-force"}
    assert states(records, "2020-01-15") == {"a#p": "undetermined"}
    assert states(records, "2020-02-01") == {"a#p": "suspended"}
    assert states(records, "2020-03-31") == {"a#p": "in-force"}


def test_sixteen_texts_that_start_in_one_month():
    versions = [
        version(
            f"a@v{n}", f"2019-01-{n + 1:02}", says("p", f"Text {n}.", start=f"e{n}"),
            events={f"e{n}": "2020-01"},
        )
        for n in range(16)
    ]  # fmt: skip
    records = corpus(*versions)
    assert states(records, "2019-12-31") == {"a#p": "upcoming"}
    assert states(records, "2020-01-15") == {"a#p": "undetermined"}
    # By the end of the month all have started: the last published counts.
    assert states(records, "2020-01-31") == {"a#p": "in-force"}


def test_publications_on_unknown_days_of_one_month():
    pauses = [
        version(f"b{n}@1", "2020-01", act("suspends" if n % 2 else "reinstates", "a#p"))
        for n in range(9)
    ]
    records = corpus(version("a@1", "2019-01-01", says("p", "One.")), *pauses)
    found = states(records, "2020-01-15")
    assert found == {"a#p": "undetermined"}


def test_a_tangle_leaves_the_rest_alone():
    tangle = chain(30, "replaces", lambda _: "2020-01")
    plain = version("z@1", "2019-01-01", says("p", "One."))
    found = states(corpus(*tangle.versions, plain), "2020-01-15")
    assert found["z#p"] == "in-force"


def test_a_long_chain_of_publications_on_open_days():
    versions = [
        version(
            f"a@v{n}", "[..2026-11-24]", says(f"p{n}", f"Text {n}.", start=f"s{n}"),
            events={f"s{n}": f"{1500 + n}-01-01"}, after=[f"a@v{n - 1}"] if n else [],
        )
        for n in range(400)
    ]  # fmt: skip
    found = states(corpus(*versions), "2020-01-01")
    assert set(found.values()) == {"in-force"}


@pytest.mark.parametrize("link", ["replaces", "displaces"])
def test_a_chain_deeper_than_python_calls(link):
    provisions = [
        says(f"p{n:04}", f"Text {n}.", **({link: [f"a#p{n - 1:04}"]} if n else {}))
        for n in range(1001)
    ]
    found = states(corpus(version("a@1", "1999-01-01", *provisions)), "2020-01-01")
    assert found["a#p1000"] == "in-force"
    # Each displaces the one before unless it is displaced itself; a replacement that never began
    # replaces nothing.
    other = "displaced" if link == "displaces" else "ended"
    told = {found[f"a#p{n:04}"] for n in range(0, 1001, 2)}
    assert told <= {"in-force", "undetermined"}
    assert {found[f"a#p{n:04}"] for n in range(1, 1001, 2)} <= {other, "undetermined"}
