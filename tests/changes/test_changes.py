"""Typed changes: a table of what differs, the laws of comparison, and what came between days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import guidance
from guidance.changes.days import ChangeFinder
from guidance.changes.ids import ChangeId, by_id
from guidance.changes.model import changed_fields, differences
from guidance.changes.versions import compare
from guidance.corpus import Corpus
from guidance.records.criteria import AllOf, FactTest
from guidance.records.model import (
    Application,
    Cancels,
    Citation,
    Corrects,
    Document,
    Ends,
    Event,
    FixesDate,
    MovesDate,
    Population,
    Provision,
    Reinstates,
    Source,
    Suspends,
    Version,
    as_plain,
)

CITE = Citation(section="One", paragraph=1)


def replay(provisions, changes):
    """Carry changes out on provisions by reference: on those of ``before``, they give ``after``."""
    found = dict(provisions)
    for change in changes:
        if change.before and change.before.provision:
            found.pop(change.before.ref, None)
    for change in changes:
        if change.after and change.after.provision:
            found[change.after.ref] = change.after.provision
    return found


def provision(**fields):
    plain = {"title": "T", "kind": "k", "force": "may", "text": "It is so.", "cite": CITE}
    return Provision(**{**plain, **fields})


def version(name="1", provisions=None, **fields):
    plain = {
        "format": "guidance/1",
        "source": "s",
        "version": name,
        "extent": "whole",
        "published": guidance.ImpreciseDate.parse(f"202{name[0]}-01-01"),
        "standing": "advice",
        "document": Document(title=f"Version {name}"),
        "provisions": provisions or {},
    }
    return Version(**{**plain, **fields})


def ids(changes):
    return [(change.id.value, change.ref) for change in changes]


OLD = provision()
TESTS = FactTest(fact="x"), FactTest(fact="y")


class TestComparingTwoVersions:
    @pytest.mark.parametrize(
        ("new", "expected"),
        [
            (OLD, []),
            (provision(text="It is not so."), ["wording-changed"]),
            (provision(title="Other"), ["wording-changed"]),
            (provision(criteria=TESTS[0]), ["criteria-changed"]),
            (provision(population=Population(words="all")), ["criteria-changed"]),
            (provision(only=True), ["criteria-changed"]),
            (provision(force="must"), ["force-changed"]),
            (provision(cite=Citation(section="Two")), ["moved"]),
            (provision(applies=Application(until="2030-01-01")), ["application-changed"]),
            (provision(jurisdictions=("GB",)), ["scope-changed"]),
            (provision(opted_out=("GB",)), ["scope-changed"]),
            (provision(kind="other"), ["details-changed"]),
            (provision(note="Mind."), ["details-changed"]),
            (provision(text="No.", force="must-not"), ["wording-changed", "force-changed"]),
        ],
        ids=lambda value: "+".join(value) if isinstance(value, list) else "",
    )
    def test_one_provision(self, new, expected):
        found = compare(version("1", {"p": OLD}), version("2", {"p": new})).changes
        assert sorted(change.id for change in found) == sorted(expected)
        for change in found:
            assert (change.before.provision, change.after.provision) == (OLD, new)

    def test_left_out_of_a_whole_version_has_ended(self):
        found = compare(version("1", {"p": OLD, "q": OLD}), version("2", {"q": OLD})).changes
        assert ids(found) == [("provision-ended", "s#p")]
        assert found[0].after is None

    def test_left_out_of_a_partial_version_is_not_mentioned(self):
        after = version("2", {}, extent="partial")
        found = compare(version("1", {"p": OLD}), after).changes
        assert ids(found) == [("provision-not-mentioned", "s#p")]

    def test_left_out_and_ended_by_an_act_has_ended(self):
        act = Ends(act="ends", provisions=("s#p",), because="Done.")
        after = version("2", {}, extent="partial", amendments=(act,))
        found = compare(version("1", {"p": OLD}), after).changes
        assert ("provision-ended", "s#p") in ids(found)

    def test_replaced_is_one_change_at_what_was_replaced(self):
        new = provision(text="New.", replaces=("s#p",))
        found = compare(version("1", {"p": OLD}), version("2", {"q": new})).changes
        assert ids(found) == [("provision-replaced", "s#p")]
        assert (found[0].before.ref, found[0].after.ref) == ("s#p", "s#q")

    @pytest.mark.parametrize(
        ("old", "force", "expected"),
        [
            (provision(force="information"), "should", "force-changed"),
            (provision(force="information"), "information", "provision-restated"),
            (provision(criteria=TESTS[0]), "should", "provision-restated"),
        ],
    )
    def test_restated(self, old, force, expected):
        new = provision(force=force, restates=("s#p",))
        (found,) = compare(version("1", {"p": old}), version("2", {"q": new})).changes
        assert (found.id, found.ref) == (expected, "s#q")
        assert "already-stated" in found.notes

    def test_events_amendments_and_defaults(self):
        dates = [guidance.ImpreciseDate.parse(each) for each in ("2021-05", "2021-05-04", "2022")]
        events = [Event(label="E", date=each) for each in dates]
        act = Ends(act="ends", provisions=("s",), because="Done.")
        before = version("1", events={"narrowed": events[0], "moved": events[1], "gone": events[2]})
        after = version(
            "2",
            events={"narrowed": events[1], "moved": events[2], "new": events[0]},
            amendments=(act,),
            standing="decision",
            jurisdictions=("GB",),
        )
        found = ids(compare(before, after).changes)
        assert sorted(found) == [
            ("amendment-added", "s@2"),
            ("date-fixed", "s@narrowed"),
            ("date-moved", "s@moved"),
            ("event-added", "s@new"),
            ("event-removed", "s@gone"),
            ("scope-changed", "s@2"),
            ("standing-changed", "s@2"),
        ]

    def test_every_attribute_of_what_is_no_provision(self):
        act = Ends(act="ends", provisions=("s",), because="Done.", cite=CITE)
        event = Event(label="E", date=guidance.ImpreciseDate.parse("2021-05"))
        before = version("1", events={"e": event}, amendments=(act,), jurisdictions=("GB",))
        after = version("2", standing="decision")
        there = {change.id: change for change in compare(before, after).changes}
        back = {change.id: change for change in compare(after, before).changes}
        gone, come = there["event-removed"], back["event-added"]
        assert (gone.ref, gone.after, gone.authority) == ("s@e", None, "s@2")
        assert (come.ref, come.before, come.authority) == ("s@e", None, "s@1")
        for side in (gone.before, come.after):
            assert (side.ref, side.version, side.event, side.date) == (
                "s@e",
                "s@1",
                event,
                event.date,
            )
        gone, come = there["amendment-removed"], back["amendment-added"]
        assert (gone.ref, gone.after, gone.authority) == ("s@1", None, "s@2")
        assert (come.ref, come.before, come.authority) == ("s@1", None, "s@1")
        for change, side in ((gone, gone.before), (come, come.after)):
            assert (side.ref, side.version, side.amendment) == ("s@1", "s@1", act)
            assert (change.cite, change.because) == (CITE, "Done.")
        raised = there["standing-changed"]
        assert (raised.ref, raised.authority, raised.fields) == ("s@2", "s@2", ("standing",))
        assert (raised.before.ref, raised.before.standing) == ("s@1", "advice")
        assert (raised.after.ref, raised.after.standing) == ("s@2", "decision")
        assert there["scope-changed"].fields == ("jurisdictions",)

    def test_every_attribute_of_a_provision_that_changed(self):
        new = provision(text="New.", cite=Citation(section="Two"))
        sheet = guidance.load().sheet("alemtuzumab")
        found = compare(
            version("1", {"p": OLD}), version("2", {"p": new}, standing="decision"), sheet
        )
        assert (found.before, found.after) == ("s@1", "s@2")
        change = next(each for each in found.changes if each.id == "wording-changed")
        assert (change.before.version, change.before.standing) == ("s@1", "advice")
        assert (change.after.version, change.after.standing) == ("s@2", "decision")
        assert (change.authority, change.standing, change.cite) == ("s@2", "decision", new.cite)
        assert (change.fields, change.notes, change.sheet) == (("text",), (), sheet)
        ended = compare(version("1", {"p": OLD}), version("2")).changes[0]
        assert (ended.cite, ended.authority, ended.before.provision) == (CITE, "s@2", OLD)

    def test_every_change_rests_on_the_newer_version(self):
        act = Ends(act="ends", provisions=("s",), because="Done.", cite=CITE)
        kept, moved, later = (
            Event(label="E", date=guidance.ImpreciseDate.parse(day))
            for day in ("2021-05", "2021-06", "2021-07")
        )
        one = version(
            "1",
            {"p": OLD, "gone": OLD},
            events={"a": kept, "b": moved},
            amendments=(act,),
            extent="whole",
            jurisdictions=("GB",),
        )
        two = version(
            "2",
            {"p": provision(text="N.", force="must"), "new": OLD},
            events={"a": kept, "b": later},
            extent="whole",
            standing="decision",
        )
        for before, after in ((one, two), (two, one)):
            changes = compare(before, after).changes
            assert {each.id for each in changes} >= {"date-moved", "scope-changed"}
            for each in changes:
                if each.id in ("scope-changed", "standing-changed"):
                    assert (each.before.version, each.after.version) == (before.ref, after.ref)
            for change in changes:
                assert change.authority == after.ref
                assert (change.standing, change.document) == (after.standing, after.document.title)
            refs = [each.ref for each in changes if "#" in each.ref]
            stated = [f"s#{name}" for name in ("p", *({"gone", "new"} & {*after.provisions}))]
            assert [ref for ref in dict.fromkeys(refs) if ref in stated] == stated

    def test_what_takes_the_place_of_another_names_both(self):
        old = version("1", {"a": OLD, "b": OLD, "c": OLD})
        new = version(
            "2",
            {
                "x": provision(text="X.", replaces=("s#a",)),
                "y": provision(text="Y.", restates=("s#b",)),
                "z": provision(text="Z."),
            },
            extent="partial",
        )
        found = {change.id.value: change for change in compare(old, new).changes}
        replaced, restated = found["provision-replaced"], found["provision-restated"]
        assert (replaced.ref, replaced.before.ref, replaced.after.ref) == ("s#a", "s#a", "s#x")
        assert set(replaced.fields) == {"text", "replaces"}
        assert (restated.ref, restated.before.ref, restated.after.ref) == ("s#y", "s#b", "s#y")
        assert (restated.before.provision, restated.after.provision.text) == (OLD, "Y.")
        assert set(restated.fields) == {"text", "restates"}
        added, silent = found["provision-added"], found["provision-not-mentioned"]
        assert (added.before, added.after.ref) == (None, "s#z")
        assert (silent.ref, silent.cite, silent.after) == ("s#c", None, None)

    def test_a_day_that_follows_another_is_not_a_date(self):
        after = {"after": "s@e", "period": "P2M"}
        plain = {"label": "E", "date": "2021-05"}
        events = [
            {"e": Event.model_validate(plain), "f": Event.model_validate({"label": "F", "date": d})}
            for d in (after, "2021-07")
        ]
        [change] = compare(version("1", events=events[0]), version("2", events=events[1])).changes
        assert (change.before.date, str(change.after.date)) == (None, "2021-07")

    def test_changes_of_one_provision_come_in_the_order_of_their_ids(self):
        assert [each.value for each, _ in by_id(("cite", "force", "text", "title"))] == [
            "wording-changed",
            "force-changed",
            "moved",
        ]
        assert dict(by_id(("cite", "text", "title")))[ChangeId.WORDING] == ("text", "title")
        assert [each.value for each, _ in by_id(("force", "text"))] == [
            "wording-changed",
            "force-changed",
        ]
        assert by_id(("text",)) == [(ChangeId.WORDING, ("text",))]

    def test_details_are_named_as_on_disk_and_in_order(self):
        old = provision(jurisdictions=("GB",), opted_out=("GB-SCT",))
        new = provision(jurisdictions=("GB",), opted_out=("GB-WLS",))
        [found] = differences(old, new, ("opted_out",))
        assert found.path == ("opted-out", 0)
        [whole] = differences(provision(), new, ("opted_out",))
        assert (whole.path, whole.before) == (("opted-out",), None)
        counts = [
            AllOf(all=tuple(FactTest(fact=f"f{n}", at_least=n + more) for n in range(12)))
            for more in (0, 1)
        ]
        paths = [
            each.path
            for each in differences(
                provision(criteria=counts[0]), provision(criteria=counts[1]), ("criteria",)
            )
        ]
        assert paths == [("criteria", "all", n, "at-least") for n in range(12)]

    def test_details_look_inside_however_little_is_alike(self):
        tests = FactTest(fact="n"), FactTest(fact="m", at_least=1, at_most=3, within="P12M")
        old, new = (provision(criteria=each) for each in tests)
        found = {each.path for each in differences(old, new, ("criteria",))}
        assert found == {
            ("criteria", "fact"),
            ("criteria", "at-least"),
            ("criteria", "at-most"),
            ("criteria", "within"),
        }

    def test_details_say_where_inside(self):
        old = provision(criteria=AllOf(all=(TESTS[0], FactTest(fact="n", at_least=2))))
        new = provision(criteria=AllOf(all=(TESTS[1], FactTest(fact="n", at_least=3))), text="No.")
        found = list(differences(old, new, ("text", "criteria")))
        assert [(each.path, each.before, each.after) for each in found] == [
            (("text",), "It is so.", "No."),
            (("criteria", "all", 0, "fact"), "x", "y"),
            (("criteria", "all", 1, "at-least"), "2", "3"),
        ]

    def test_deepdiff_does_not_decide(self):
        # It finds no difference between these two; equality does.
        old, new = (provision(population=Population(words=words)) for words in ("a", "a "))
        assert changed_fields(old, new) == ("population",)

    def test_nothing_of_deepdiff_leaves(self):
        old = provision(criteria=AllOf(all=(TESTS[0],)))
        new = provision(criteria=AllOf(all=(TESTS[0], TESTS[1])))
        for each in differences(old, new, ("criteria",)):
            for value in (*each.path, each.before, each.after):
                assert type(value).__module__ == "builtins"


FORCES = ("information", "may", "should", "must")
provisions = st.builds(
    provision,
    force=st.sampled_from(FORCES),
    text=st.sampled_from(("One.", "Two.", "Three words here.")),
    only=st.just(False),
    cite=st.sampled_from((CITE, Citation(section="Two", paragraph=3))),
    criteria=st.sampled_from((None, *TESTS, AllOf(all=TESTS))),
)
contents = st.dictionaries(st.sampled_from("abcdef"), provisions, max_size=5)
extents = st.sampled_from(("whole", "partial"))


class TestLaw8:
    """compare(a, a) is empty; an empty comparison means equal; it mirrors; it can be replayed."""

    @given(contents)
    def test_nothing_differs_from_itself(self, content):
        one = version("1", content)
        assert compare(one, version("2", dict(reversed(content.items())))).changes == ()

    @given(contents, contents, extents, extents)
    def test_empty_means_equal(self, old, new, extent, other):
        found = compare(version("1", old, extent=extent), version("2", new, extent=other))
        assert (found.changes == ()) == (old == new)

    @given(contents, contents)
    def test_mirror(self, old, new):
        there = compare(version("1", old), version("2", new)).changes
        back = compare(version("2", new), version("1", old)).changes

        def sides(changes, flip):
            pairs = [
                (c.before and c.before.provision, c.after and c.after.provision) for c in changes
            ]
            return sorted(
                ((str(c.ref), c.fields, *map(repr, pair[::-1] if flip else pair)))
                for c, pair in zip(changes, pairs, strict=True)
            )

        assert sides(there, flip=False) == sides(back, flip=True)

    @given(contents, contents)
    def test_replaying_gives_the_other(self, old, new):
        changes = compare(version("1", old), version("2", new)).changes
        start = {f"s#{name}": each for name, each in old.items()}
        assert replay(start, changes) == {f"s#{name}": each for name, each in new.items()}

    @given(provisions, provisions)
    def test_details_tell_the_whole_difference(self, old, new):
        fields = changed_fields(old, new)
        found = {each.path[0] for each in differences(old, new, fields)}
        one, two = as_plain(old), as_plain(new)
        assert found == {key for key in one.keys() | two.keys() if one.get(key) != two.get(key)}


# -- between two days ------------------------------------------------------------------------------


def corpus(*versions, topics=("t",)):
    names = dict.fromkeys(each.source for each in versions)
    sources = [Source(format="guidance/1", source=n, title=n, topics=topics) for n in names]
    return Corpus.build(sources, versions)


def act(name, published, *amendments, source="act", **fields):
    return version(
        name,
        fields.pop("provisions", {}),
        source=source,
        extent="partial",
        published=guidance.ImpreciseDate.parse(published),
        amendments=amendments,
        **fields,
    )


def steps(report):
    return [
        (str(step.earliest), str(step.latest), change.id.value, change.ref)
        for step in report.steps
        for change in step.changes
    ]


PAGE = version("0", {"p": OLD, "q": OLD}, published=guidance.ImpreciseDate.parse("2020-01-01"))


class TestBetweenTwoDays:
    def test_each_step_on_its_day_and_the_net(self):
        found = corpus(
            PAGE,
            act("1", "2021-01-01", Suspends(act="suspends", provisions=("s#p",), because="Look.")),
            act(
                "2",
                "2021-06-01",
                Reinstates(act="reinstates", provisions=("s#p",), because="Fine."),
            ),
        ).changes("2020-06-01", "2022-01-01")
        assert steps(found) == [
            ("2021-01-01", "2021-01-01", "suspended", "s#p"),
            ("2021-06-01", "2021-06-01", "reinstated", "s#p"),
        ]
        assert found.net == ()
        assert [c.authority for step in found.steps for c in step.changes] == ["act@1", "act@2"]

    def test_the_day_itself_counts_at_the_end_and_not_at_the_start(self):
        whole = corpus(PAGE, version("2", {"p": OLD}))
        assert steps(whole.changes("2021-12-31", "2022-01-01")) == [
            ("2022-01-01", "2022-01-01", "provision-ended", "s#q")
        ]
        assert steps(whole.changes("2022-01-01", "2022-12-31")) == []

    def test_displaced_then_applying_again(self):
        limit = provision(
            displaces=("s#p",), applies=Application(from_="2021-02-01", until="2021-03-01")
        )
        found = corpus(PAGE, act("1", "2021-01-01", provisions={"limit": limit})).changes(
            "2020-06-01", "2022-01-01"
        )
        assert steps(found) == [
            ("2021-01-01", "2021-01-01", "provision-announced", "act#limit"),
            ("2021-02-01", "2021-02-01", "provision-added", "act#limit"),
            ("2021-02-01", "2021-02-01", "displaced", "s#p"),
            ("2021-03-01", "2021-03-01", "provision-ended", "act#limit"),
            ("2021-03-01", "2021-03-01", "applies-again", "s#p"),
        ]

    @pytest.mark.parametrize(
        ("amendment", "expected"),
        [
            (
                FixesDate(
                    act="fixes-date",
                    event="act@start",
                    date=guidance.ImpreciseDate.parse("2022-03-04"),
                    because="Decided.",
                ),
                [
                    ("2021-06-01", "date-fixed", "act@start"),
                    ("2022-03-04", "provision-added", "act#new"),
                ],
            ),
            (
                MovesDate(
                    act="moves-date",
                    event="act@start",
                    date=guidance.ImpreciseDate.parse("2023-01-01"),
                    because="Late.",
                ),
                [
                    ("2021-06-01", "date-moved", "act@start"),
                    ("2023-01-01", "provision-added", "act#new"),
                ],
            ),
            (
                Cancels(act="cancels", event="act@start", because="Dropped."),
                [
                    ("2021-06-01", "cancelled", "act@start"),
                    ("2021-06-01", "provision-withdrawn", "act#new"),
                ],
            ),
        ],
        ids=["fixed", "moved", "cancelled"],
    )
    def test_dates(self, amendment, expected):
        start = Event(label="start", date=guidance.ImpreciseDate.parse("2022-03"))
        new = provision(applies=Application(from_="start"))
        found = corpus(
            act("1", "2021-01-01", provisions={"new": new}, events={"start": start}),
            act("2", "2021-06-01", amendment),
        ).changes("2021-02-01", "2024-01-01")
        assert sorted((day, *rest) for day, _, *rest in steps(found)) == sorted(expected)

    def test_corrected(self):
        right = Corrects(act="corrects", provision="s#p", set={"text": "Right."}, because="Slip.")
        found = corpus(PAGE, act("1", "2021-01-01", right)).changes("2020-06-01", "2022-01-01")
        assert steps(found) == [("2021-01-01", "2021-01-01", "corrected", "s#p")]
        change = found.steps[0].changes[0]
        assert (change.before.provision.text, change.after.provision.text) == (
            "It is so.",
            "Right.",
        )

    def test_an_unknown_day_is_one_range_and_not_settled_when_cut(self):
        start = Event(label="start", date=guidance.ImpreciseDate.parse("2022-03"))
        new = provision(applies=Application(from_="start"), replaces=("s#p",))
        both = corpus(
            PAGE, act("1", "2021-01-01", provisions={"new": new}, events={"start": start})
        )
        whole = both.changes("2022-02-01", "2022-04-01")
        assert steps(whole) == [("2022-03-01", "2022-03-31", "provision-replaced", "s#p")]
        assert whole.steps[0].changes[0].notes == ()
        cut = both.changes("2022-02-01", "2022-03-15")
        assert steps(cut) == steps(whole)
        assert "not-settled" in cut.steps[0].changes[0].notes
        assert {change.id for change in cut.net} == {ChangeId.UNSETTLED}

    def test_narrowing_hides_no_replacement_by_another_source(self):
        new = provision(replaces=("s#p",))
        both = corpus(PAGE, act("1", "2021-01-01", provisions={"new": new}))
        asked = {
            each: steps(both.changes("2020-06-01", "2022-01-01", source=each))
            for each in ("s", "act")
        }
        assert asked["s"] == [("2021-01-01", "2021-01-01", "provision-replaced", "s#p")]
        assert asked["act"] == [("2021-01-01", "2021-01-01", "provision-added", "act#new")]

    def test_only_what_was_known(self):
        both = corpus(PAGE, version("2", {"p": OLD}))
        assert steps(both.changes("2020-06-01", "2023-01-01", known_on="2021-01-01")) == []

    def test_dates_the_wrong_way_round(self):
        with pytest.raises(guidance.QueryError, match="swap the two dates"):
            corpus(PAGE).changes("2022-01-01", "2021-01-01")

    def test_the_timeline_lists_every_day(self):
        points = corpus(PAGE, version("2", {"p": OLD})).timeline(topic="t")
        assert [point.earliest for point in points] == [date(2020, 1, 1), date(2022, 1, 1)]

    def test_what_is_asked_again_is_told_as_before_without_looking_for_it(self, monkeypatch):
        said = [version(n, {"p": provision(text=f"Text {n}."), "q": provision()}) for n in "123"]
        pairs = [("2021-06-01", "2023-06-01"), ("2022-06-01", "2023-06-01")]
        fresh = [corpus(*said).changes(*pair) for pair in pairs]
        assert [len(report.net) for report in fresh] == [1, 1]
        asked = corpus(*said)
        for pair, told in [*zip(pairs, fresh, strict=True)] * 2:  # the last pair is kept
            assert asked.changes(*pair) == told
        monkeypatch.setattr(ChangeFinder, "_move", None)
        assert asked.changes(*pairs[1]) == fresh[1]


class TestRedline:
    def test_numbers_stay_whole(self):
        from guidance.changes.redline import redline

        found = [(piece.kind, piece.text) for piece in redline("for 18 months", "for 12 months")]
        assert found == [
            ("kept", "for"),
            ("deleted", " 18"),
            ("inserted", " 12"),
            ("kept", " months"),
        ]

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ("At least 10 000 units.", "At least 10 500 units.", (" 10 000", " 10 500")),
            ("At least 10\u00a0000.", "At least 10\u00a0500.", (" 10\u00a0000", " 10\u00a0500")),
            ("At least 10'000.", "At least 10'500.", (" 10'000", " 10'500")),
            ("Under 10⁵ cells.", "Under 10⁶ cells.", (" 10⁵", " 10⁶")),
            ("Take 1/2 tablet.", "Take 1/4 tablet.", (" 1/2", " 1/4")),
            ("At 20% now.", "At 25% now.", (" 20%", " 25%")),
            ("Take 5mg now.", "Take 10mg now.", (" 5mg", " 10mg")),
            ("In 2019 100 of them.", "In 2020 100 of them.", (" 2019", " 2020")),
            ("Fly the 🇬🇧 flag.", "Fly the 🇬🇷 flag.", (" 🇬🇧", " 🇬🇷")),
            ("See 👩\u200d⚕️ now.", "See 👨\u200d⚕️ now.", (" 👩\u200d⚕️", " 👨\u200d⚕️")),
            ("दवा सुबह की लें", "दवा सुबह को लें", (" की", " को")),
            ("Sehr scho\u0308n hier.", "Sehr schon hier.", (" scho\u0308n", " schon")),
            ("每天早上服药。", "每天晚上服药。", ("早", "晚")),
        ],
    )
    def test_what_is_read_as_one_is_compared_as_one(self, before, after, expected):
        from guidance.changes.redline import redline

        edits = [piece.text for piece in redline(before, after) if piece.kind != "kept"]
        assert tuple(edits) == expected

    def test_a_lone_word_between_edits_is_taken_in(self):
        from guidance.changes.redline import redline

        found = redline("must not be taken daily", "should rarely be swallowed daily")
        assert [(piece.kind, piece.text) for piece in found] == [
            ("deleted", "must not be taken"),
            ("inserted", "should rarely be swallowed"),
            ("kept", " daily"),
        ]

    @given(*[st.text("ab 12.,-\n\u0308é🇬🇧\u200d每", max_size=40)] * 2)
    def test_both_texts_can_be_put_together_again(self, old, new):
        from guidance.changes.redline import redline

        pieces = redline(old, new)
        assert "".join(p.text for p in pieces if p.kind != "inserted") == old
        assert "".join(p.text for p in pieces if p.kind != "deleted") == new
        assert all(p.text for p in pieces)
