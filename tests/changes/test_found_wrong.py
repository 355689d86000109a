"""Reports that people found wrong elsewhere, each kind with variants of our own."""

from __future__ import annotations

import pytest

from laws import engine
from laws.small import act, corpus, says, version


def changes(records, since, until, **asked):
    return engine.load(corpus(*records)).changes(since, until, **asked)


def steps(report):
    return [
        (str(change.id), change.ref, str(step.earliest), str(step.latest))
        for step in report.steps
        for change in step.changes
    ]


@pytest.mark.parametrize("ends", ["by an act", "by a whole version"])
def test_what_applied_and_ended_before_its_next_text_is_not_told_as_never_applied(ends):
    first = version("a@1", "2020-01-01", says("p", "Pay 100.", start="2020-06-01"))
    ahead = version("a@2", "2020-03-01", says("p", "Pay 120.", start="2020-12-01"))
    if ends == "by an act":
        end = version("a@3", "2020-09-01", act("ends", "a#p", start="2020-10-01"))
    else:
        end = version("a@3", "2020-10-01", says("q", "Rest."), extent="whole", pending="dropped")
    report = changes([first, ahead, end], "2020-01-15", "2021-01-15")
    own = [each for each in steps(report) if each[1] == "a#p"]
    assert own[1:] == [
        ("provision-added", "a#p", "2020-06-01", "2020-06-01"),
        ("provision-ended", "a#p", "2020-10-01", "2020-10-01"),
    ]
    [net] = [change for change in report.net if change.ref == "a#p"]
    assert (str(net.id), str(net.earliest)) == ("came-and-went", "2020-10-01")


@pytest.mark.parametrize(
    ("first", "second", "before", "way"),
    [
        ({"force": "information"}, {"force": "should"}, ("information", "Pay 9."), "stricter"),
        ({"force": "should"}, {"force": "information"}, ("should", "Pay 9."), "looser"),
        ({"text": "Pay 10."}, {"text": "Pay 1000."}, ("must", "Pay 10."), "unclear"),
    ],
)
def test_a_correction_of_a_correction_is_compared_with_what_stood(first, second, before, way):
    records = [
        version("a@1", "2020-01-01", says("p", "Pay 9.", force="must")),
        version("a@c1", "2020-02-01", act("corrects", "a#p", set=first)),
        version("a@c2", "2020-03-01", act("corrects", "a#p", set=second), after=["a@c1"]),
    ]
    report = changes(records, "2020-02-10", "2020-04-01")
    [change] = [each for step in report.steps for each in step.changes]
    said = change.before.provision
    assert (said.force, said.text) == before
    assert str(change.direction.verdict) == way


@pytest.mark.parametrize("latest", ["2020-02-01", "2020-02-20"])
def test_a_start_reaches_to_its_last_day_whatever_it_replaces(latest):
    old = version("a@1", "2020-01-01", says("p", "One.", until="2020-01-29"))
    new = version(
        "b@1",
        "2020-01-10",
        says("q", "Two.", start="s", replaces=["a#p"]),
        events={"s": f"[2020-01-24..{latest}]"},
    )
    report = changes([old, new], "2020-01-15", "2020-03-01")
    assert ("2020-01-24", latest) in [
        each[2:] for each in steps(report) if "b#q" in each or each[0] == "provision-replaced"
    ]
    last = changes([old, new], "2020-01-30", latest)
    assert any("b#q" in (c.ref, c.after and c.after.ref) for s in last.steps for c in s.changes)


@pytest.mark.parametrize("date", ["2021-11-01", "2021-11", "until-fixed"])
def test_what_is_cancelled_is_withdrawn_on_the_day_of_the_act_in_step_and_net(date):
    rule = version("r@1", "2021-01-01", says("v", "By index.", start="s"), events={"s": date})
    stop = version("d@1", "2021-09-30", act("cancels", "r@s"))
    report = changes([rule, stop], "2021-01-15", "2021-12-31")
    assert [(str(each.id), str(each.earliest)) for each in report.net] == [
        ("provision-withdrawn", "2021-09-30")
    ]
    assert ("provision-withdrawn", "r#v", "2021-09-30", "2021-09-30") in steps(report)
