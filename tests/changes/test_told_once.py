"""What people found untold, told twice or told wrongly, each kind with its variants."""

from __future__ import annotations

import pytest

import guidance
from laws import engine
from laws.small import act, corpus, says, version


def changes(records, since, until, **asked):
    return engine.load(corpus(*records)).changes(since, until, **asked)


def told(report):
    return [
        (str(step.earliest), str(step.latest), str(change.id), change.ref)
        for step in report.steps
        for change in step.changes
    ]


def ids(found):
    return [(str(change.id), change.ref) for change in found]


OLD = version("law@1", "2020-01-01", says("duty", "Pay 100."))


class TestSuccessors:
    """Every successor is named, whoever else takes the place as well."""

    @pytest.mark.parametrize("names", [("a", "b"), ("a", "b", "c")])
    def test_of_different_publishers_on_one_day(self, names):
        new = [
            version(f"{n}@1", "2021-01-01", says("p", f"Give {n}.", replaces=["law#duty"]))
            for n in names
        ]
        report = changes([OLD, *new], "2020-06-01", "2021-06-01")
        for part in (report.net, report.steps[0].changes):
            assert [change.id for change in part] == ["provision-replaced"] * len(names)
            assert [change.after.ref for change in part] == [f"{n}#p" for n in names]

    def test_a_split(self):
        new = version(
            "law@2",
            "2021-01-01",
            says("door", "Lock the door.", replaces=["law#duty"]),
            says("window", "Close it.", replaces=["law#duty"]),
        )
        report = changes([OLD, new], "2020-06-01", "2021-06-01")
        assert {change.after.ref for change in report.net} == {"law#door", "law#window"}
        assert {str(change.id) for change in report.net} == {"provision-replaced"}

    def test_a_merger_names_all_that_it_replaces(self):
        both = version("law@1", "2020-01-01", says("p", "One."), says("q", "Two."))
        new = version("law@2", "2021-01-01", says("r", "All.", replaces=["law#p", "law#q"]))
        report = changes([both, new], "2020-06-01", "2021-06-01")
        assert ids(report.net) == [
            ("provision-replaced", "law#p"),
            ("provision-replaced", "law#q"),
        ]

    def test_the_successor_of_a_successor(self):
        steps = [
            version("law@2", "2021-01-01", says("q", "Two.", replaces=["law#duty"])),
            version("law@3", "2022-01-01", says("r", "Three.", replaces=["law#q"])),
        ]
        report = changes([OLD, *steps], "2020-06-01", "2022-06-01")
        assert ("provision-replaced", "law#duty") in ids(report.net)
        assert [c.after.ref for c in report.net if c.ref == "law#duty"] == ["law#r"]
        assert ("provision-added", "law#r") not in ids(report.net)

    def test_what_replaces_one_that_becomes_open_is_told(self):
        """Whether the old one was published before the act that replaces it is not told."""
        old = version("a@1", "2013-06-27", says("p", "One."))
        new = version(
            "c@1",
            "2013-06-27",
            says("x", "Two.", start="s", replaces=["a#p"]),
            events={"s": "2013-06-30"},
        )
        report = changes([old, new], "2013-06-28", "2013-06-30")
        assert ids(report.net) == [("unsettled", "a#p"), ("provision-added", "c#x")]
        assert [each[2:] for each in told(report)] == ids(report.net)

    def test_what_replaces_an_open_one_is_told(self):
        old = version("a@1", "2019-01-01", says("p", "Old.", start="s"), events={"s": "2019-03"})
        new = version("a@2", "2019-06-01", says("q", "New.", replaces=["a#p"], force="must-not"))
        report = changes([old, new], "2019-03-15", "2019-07-01")
        assert ids(report.net) == [("settled", "a#p"), ("provision-added", "a#q")]


class TestLearnt:
    """What is published of days before is told when it is published."""

    @pytest.mark.parametrize(
        ("late", "expected"),
        [
            (act("ends", "law#duty", start="2021-01-01"), "provision-ended"),
            (act("suspends", "law#duty", start="2021-01-01"), "suspended"),
            (says("duty", "Pay 80.", start="2021-01-01"), "wording-changed"),
            (act("corrects", "law#duty", set={"text": "Pay 10."}), "wording-changed"),
        ],
        ids=["ended", "paused", "reworded", "corrected"],
    )
    def test_an_act_that_reaches_back(self, late, expected):
        report = changes([OLD, version("law@2", "2021-03-01", late)], "2021-01-15", "2021-04-01")
        assert report.net == ()
        [found] = report.learnt
        assert (str(found.id), found.authority, found.learnt.event) == (expected, "law@2", "law@2")

    def test_not_before_it_was_published_and_not_again(self):
        records = [OLD, version("law@2", "2021-03-01", act("ends", "law#duty", start="2021-01-01"))]
        for since, until in (("2021-01-15", "2021-02-15"), ("2021-03-01", "2021-04-01")):
            assert changes(records, since, until, known_on=until).learnt == ()

    def test_the_sentence_says_when(self):
        from guidance.wording import change_sentence

        records = [OLD, version("law@2", "2021-03-01", act("ends", "law#duty", start="2021-01-01"))]
        [found] = changes(records, "2021-01-15", "2021-04-01").learnt
        start = "On 1 March 2021 it became known: from 1 January 2021, “Title of duty” no longer"
        assert change_sentence(found).startswith(start)


class TestWhatApplied:
    """Before and after are what applied."""

    @pytest.mark.parametrize(
        ("state", "content"),
        [
            ("suspended", act("suspends", "s#use")),
            ("displaced", says("wait", "Wait.", force="information", displaces=["s#use"])),
        ],
    )
    def test_a_permission_that_did_not_apply_was_not_allowed_before(self, state, content):
        records = [
            version("s@1", "2020-01-01", says("use", "It may be used.")),
            version("b@2", "2020-02-01", content),
            version("s@3", "2020-03-01", says("ban", "No.", force="must-not", replaces=["s#use"])),
        ]
        [found] = changes(records, "2020-02-15", "2020-03-15").net
        assert (str(found.id), found.before.state.value) == ("provision-replaced", state)
        assert found.before.applied is None
        assert found.direction.baseline == "silence"

    @pytest.mark.parametrize(
        ("fields", "expected"), [({}, None), ({"cite": {"section": "L"}}, "L")]
    )
    def test_an_act_is_cited_by_its_own_section(self, fields, expected):
        pause = version("s@2", "2021-02-01", act("suspends", "law#duty", **fields))
        [found] = changes([OLD, pause], "2021-01-15", "2021-03-01").net
        assert (found.cite and found.cite.section) == expected

    def test_a_correction_is_compared_with_the_text_as_corrected(self):
        records = [
            version("law@1", "2020-01-01", says("duty", "Pay 100.", force="must")),
            version("c@1", "2020-02-01", act("corrects", "law#duty", set={"force": "information"})),
            version("c@2", "2020-03-01", act("corrects", "law#duty", set={"force": "should"})),
        ]
        report = changes(records, "2020-01-10", "2020-04-01")
        forces = [
            (change.before.provision.force, change.after.provision.force, change.direction.verdict)
            for step in report.steps
            for change in step.changes
        ]
        assert forces == [("must", "information", "looser"), ("information", "should", "stricter")]
        [net] = report.learnt
        assert (net.before.provision.force, net.after.provision.force) == ("must", "should")


class TestEnds:
    """An end is an end, whatever else is to come."""

    def test_with_another_text_ahead(self):
        records = [
            version("a@1", "2019-01-01", says("p", "One.", force="must", until="2019-03-01")),
            version("a@2", "2019-02-01", says("p", "Two.", start="2019-06-01")),
        ]
        report = changes(records, "2019-02-15", "2019-03-10")
        assert told(report) == [("2019-03-01", "2019-03-01", "provision-ended", "a#p")]
        assert ids(report.net) == [("provision-ended", "a#p")]

    def test_what_came_and_went_is_not_withdrawn(self):
        records = [
            version("a@1", "2020-06-01", says("p", "Pay.")),
            version("a@2", "2020-10-01", act("ends", "a#p")),
        ]
        report = changes(records, "2020-01-15", "2021-01-15")
        assert ids(report.net) == [("came-and-went", "a#p")]

    def test_what_is_cancelled_has_its_day_in_the_net(self):
        records = [
            version("a@1", "2021-01-01", says("p", "P.", start="s"), events={"s": "2021-11-01"}),
            version("a@2", "2021-09-30", act("cancels", "a@s")),
        ]
        [found] = changes(records, "2021-01-15", "2021-12-31").net
        assert (str(found.id), str(found.earliest)) == ("provision-withdrawn", "2021-09-30")


class TestRanges:
    """Each range is that of its own event."""

    def test_two_events_are_two_ranges(self):
        late = version(
            "s@3",
            "2021-01-01",
            act("reinstates", "law#duty", start="up"),
            act("ends", "law#duty", start="gone"),
            events={"up": "[2020-03-01..2020-05-31]", "gone": "[2020-05-31..2020-10-31]"},
        )
        records = [OLD, version("s@2", "2020-02-01", act("suspends", "law#duty")), late]
        assert told(changes(records, "2020-02-15", "2020-12-15")) == [
            ("2020-03-01", "2020-05-31", "reinstated", "law#duty"),
            ("2020-05-31", "2020-10-31", "provision-ended", "law#duty"),
        ]

    @pytest.mark.parametrize(
        ("first", "second", "kinds"),
        [
            (
                says("duty", "Pay 50.", start="law@one"),
                says("duty", "Pay 70.", start="law@two"),
                ["wording-changed", "wording-changed"],
            ),
            (
                act("suspends", "law#duty", start="law@one"),
                act("ends", "law#duty", start="law@two"),
                ["suspended", "provision-ended"],
            ),
        ],
        ids=["two texts", "a pause and an end"],
    )
    def test_of_two_acts_that_may_share_a_day(self, first, second, kinds):
        one = version("law@2", "2020-02-01", first, events={"one": "[2020-03-01..2020-05-31]"})
        two = version("law@3", "2020-02-02", second, events={"two": "[2020-05-31..2020-10-31]"})
        assert told(changes([OLD, one, two], "2020-02-15", "2020-12-15")) == [
            ("2020-03-01", "2020-05-31", kinds[0], "law#duty"),
            ("2020-05-31", "2020-10-31", kinds[1], "law#duty"),
        ]

    @pytest.mark.parametrize(
        "meanwhile",
        [
            act("suspends", "a#p", until="2019-03-15"),
            says("wait", "Wait.", displaces=["a#p"], until="2019-03-15"),
        ],
        ids=["paused", "set aside"],
    )
    def test_open_on_both_days_and_not_alike(self, meanwhile):
        records = [
            version("a@1", "2019-01-01", says("p", "One.", start="s"), events={"s": "2019-03"}),
            version("b@1", "2019-02-01", meanwhile),
        ]
        net = changes(records, "2019-03-10", "2019-03-20").net
        assert [own for own in ids(net) if own[1] == "a#p"] == [("still-unsettled", "a#p")]


class TestAhead:
    """A new text of what is in force is told when it is published."""

    @pytest.mark.parametrize("count", [1, 2])
    def test_announced(self, count):
        new = [
            version(f"law@{n}", f"2020-0{n}-01", says("duty", f"Pay {n}.", start=f"202{n}-01-01"))
            for n in range(6, 6 + count)
        ]
        report = changes([OLD, *new], "2020-05-01", "2020-09-01")
        assert [each[2] for each in told(report)] == ["provision-announced"] * count
        assert report.net == ()


class TestApplyingAgain:
    """Of what was paused or set aside, the net result bears the day and the act of its return."""

    @pytest.mark.parametrize("words", [[], [says("duty", "Pay 120.")]], ids=["alike", "reworded"])
    @pytest.mark.parametrize("since", ["2020-03-01", "2020-05-31"])
    def test_a_pause_lifted(self, words, since):
        pause = version("b@1", "2020-02-01", act("suspends", "law#duty"))
        more = [version("law@2", "2020-05-01", *words)] if words else []
        lift = version("b@2", "2020-06-01", act("reinstates", "law#duty", cite={"section": "9"}))
        [change] = changes([OLD, pause, *more, lift], since, "2020-07-01").net
        assert (change.id, str(change.earliest)) == ("reinstated", "2020-06-01")
        assert (change.authority, change.cite.section) == ("b@2", "9")
        assert change.before.state == "suspended"

    @pytest.mark.parametrize("again", [False, True])
    def test_what_was_set_aside(self, again):
        aside = version(
            "b@1", "2020-02-01", says("d", "Rest.", displaces=["law#duty"], until="2020-06-01")
        )
        more = version("b@2", "2020-07-01", says("e", "Wait.", displaces=["law#duty"]))
        report = changes([OLD, aside, *([more] if again else [])], "2020-03-01", "2020-08-01")
        found = [c for c in report.net if c.ref == "law#duty"]
        if again:  # set aside on both days: the text that sets it aside is another
            assert found == []
        else:
            [change] = found
            assert (change.id, str(change.earliest)) == ("applies-again", "2020-06-01")

    def test_the_day_of_a_pause_that_began_while_it_was_set_aside(self):
        aside = version(
            "b@1", "2020-02-01", says("d", "Rest.", displaces=["law#duty"], until="2020-06-01")
        )
        pause = version("c@1", "2020-01-15", act("suspends", "law#duty"))
        report = changes([OLD, aside, pause], "2020-03-01", "2020-08-01")
        for change in report.net:
            if change.ref == "law#duty":
                assert str(change.earliest) >= "2020-03-02"


class TestLearntOtherwise:
    """What is learnt of an older day is told as it is known now."""

    def test_what_was_taken_to_apply_does_not_yet(self):
        mend = version(
            "c@1",
            "2020-03-05",
            act("corrects", "law#duty", set={"applies": {"from": "c@s"}}),
            events={"s": "2020-06-01"},
        )
        [change] = changes([OLD, mend], "2020-03-01", "2020-03-10").learnt
        assert (change.id, change.before.state) == ("provision-announced", "in-force")
        assert "does not apply yet, though it was taken to" in guidance.sentence(change)

    def test_what_was_taken_to_apply_never_did(self):
        old = version("a@1", "2020-01-01", says("p", "One.", start="s"), events={"s": "2020-03-01"})
        told = version(
            "c@1",
            "2020-04-01",
            events={
                "own": {
                    "label": "own",
                    "date": "2020-06-01",
                    "same-as": {"event": "a@s", "authority": "yes"},
                }
            },
        )
        new = version("a@2", "2020-03-10", says("p", "Two.", start="2020-05-01"))
        [change] = changes([old, told, new], "2020-03-15", "2020-04-10").learnt
        assert change.id == "provision-announced"
        assert change.after.provision.text == "Two."


class TestEndedWithMoreAhead:
    """What ends while another text waits is told as ended; the text ahead once it is published."""

    @pytest.mark.parametrize("same_day", [True, False])
    def test_end_and_announcement(self, same_day):
        new = version("law@2", "2020-06-01", says("duty", "Pay 120.", start="2021-01-01"))
        day = "2020-06-01" if same_day else "2020-08-01"
        end = version("b@1", day, act("ends", "law#duty"), after=["law@2"])
        old = version("law@1", "2020-01-01", says("duty", "Pay 100.", until="2020-06-01"))
        records = [old, new] if same_day else [OLD, new, end]
        report = changes(records, "2020-03-01", "2020-09-01")
        found = [each[2] for each in told(report)]
        assert found.count("provision-ended") == 1
        assert found.count("provision-announced") == 1


class TestAskedOfOneSource:
    """What was published of days and records is narrowed as all else is."""

    RECORDS = (
        version("law@1", "2020-01-01", says("duty", "Pay 100.")),
        version(
            "rule@1",
            "2020-01-01",
            says("b", "Wait.", applies={"from": "e"}),
            events={"e": "2020-03"},
        ),
        version("rule@2", "2020-02-01", act("moves-date", "rule@e", date="2020-06-01")),
        version("rule@3", "2020-02-02", act("corrects", "rule#b", set={"text": "Wait here."})),
    )

    def test_another_source_says_nothing_to_it(self):
        report = changes(self.RECORDS, "2019-12-01", "2020-07-01", source="law")
        assert {change_ref for *_, change_ref in told(report)} == {"law#duty"}

    def test_its_own_are_told(self):
        report = changes(self.RECORDS, "2019-12-01", "2020-07-01", source="rule")
        kinds = {kind for _, _, kind, _ in told(report)}
        assert {"date-moved", "corrected"} <= kinds
