"""Answers by part: what is said of a place, joined where the same is said, and named."""

from __future__ import annotations

import pytest

from guidance.answers.joining import once_where_alike, territory_of
from guidance.documents.answers import answer_document
from guidance.report.answers import of_answer
from guidance.report.rendering import render
from laws.engine import load
from laws.small import act, corpus, says, source, version


def shown(entries):
    return [(entry.ref, entry.part.code, entry.where.code if entry.where else None)
            for entry in entries]  # fmt: skip


UNION = load(
    corpus(
        version("eu@1", "2012-01-01", says("rule", "Wear it."), jurisdictions=["EU"]),
        version("de@1", "2022-03-01", act("suspends", "eu#rule", jurisdictions=["DE"])),
    )
)
BRITAIN = load(
    corpus(
        source("law", places={"old-town": {"label": "the old town", "within": "GB-ENG"}}),
        version("law@1", "2019-01-01", says("toll", "Pay.", jurisdictions=["GB-GBN"])),
        version("end@1", "2019-03-01", act("suspends", "law#toll", jurisdictions=["GB-ENG"])),
        version("town@1", "2019-05-01", act("ends", "law#toll", jurisdictions=["old-town"])),
    )
)


UNKNOWN_START = load(
    corpus(
        version(
            "eu@1",
            "2020-12-28",
            says("rule", "Wear it.", jurisdictions=["EU"], start="eu@start"),
            events={"start": {"label": "the start", "certainty": "forecast"}},
        )
    )
)


@pytest.mark.parametrize("on", ["1958-01-01", "1980-01-01", "2012-06-01", "2020-12-27"])
def test_what_the_union_may_have_had_is_that_of_its_members_on_the_day(on):
    answer = UNKNOWN_START.as_of(on)
    [group] = answer.undetermined
    assert [case.conditions[0].holds for case in group.cases] == [True, False]
    assert [len(case.in_force) for case in group.cases] == [1, 0]
    assert "If not" in render(of_answer(answer), "text", full=True)


class TestOnePartWhereTheSameIsSaid:
    @pytest.mark.parametrize(
        ("on", "in_force"),
        [
            ("2012-06-01", [("eu#rule", "EU", None)]),
            ("2014-06-01", [("eu#rule", "EU", None)]),
            ("2021-06-01", [("eu#rule", "EU", "EU")]),
            ("2022-06-01", [("eu#rule", "EU without DE", "EU without DE")]),
        ],
    )
    def test_the_union_has_the_members_of_the_day(self, on, in_force):
        assert shown(UNION.as_of(on).in_force) == in_force

    def test_who_joined_stands_apart_where_the_others_have_had_it_on_a_day_not_known(self):
        rule = says("rule", "Wear it.", jurisdictions=["EU"], start="start")
        begun = {"start": "[2013-06-01..2013-06-20]"}
        held = load(corpus(version("eu@1", "2012-01-01", rule, events=begun)))
        told = {
            entry.part.code: str(entry.since.date) for entry in held.as_of("2014-01-01").in_force
        }
        assert told == {"EU without HR": "[2013-06-01..2013-06-20]", "HR": "2013-07-01"}

    def test_what_is_not_said_of_a_place_that_left(self):
        [group] = UNION.as_of("2021-06-01").undetermined
        assert shown(group.entries) == [("eu#rule", "GB", "GB")]
        assert {each.kind for case in group.cases for each in case.conditions} == {
            "kept-after-leaving"
        }
        assert [shown(case.in_force) for case in group.cases if case.in_force] == [
            [("eu#rule", "GB", "GB")]
        ]

    def test_a_remainder_is_named_as_one(self):
        answer = BRITAIN.as_of("2019-06-01")
        rest = "GB-GBN without GB-ENG"
        assert shown(answer.in_force) == [("law#toll", rest, rest)]
        assert shown(answer.suspended)[0][1] == "GB-ENG without old-town"
        assert shown(answer.ended)[0][1] == "old-town"
        before = BRITAIN.as_of("2019-02-01", known_on="2019-02-01")
        assert shown(before.in_force) == [("law#toll", "GB-GBN", None)]

    def test_another_end_is_told_apart(self):
        ends = {
            e.part.code: e.until and e.until.event for e in BRITAIN.as_of("2019-02-01").in_force
        }
        assert ends == {"GB-GBN without old-town": None, "old-town": "town@1"}

    def test_a_history_for_each_part(self):
        told = [
            (span.entry.part.code, span.entry.state.value) for span in BRITAIN.history("law#toll")
        ]
        assert told == [
            ("GB-ENG without old-town", "no-evidence"), ("GB-ENG without old-town", "in-force"),
            ("GB-ENG without old-town", "suspended"),
            ("GB-GBN without GB-ENG", "no-evidence"), ("GB-GBN without GB-ENG", "in-force"),
            ("old-town", "no-evidence"), ("old-town", "in-force"), ("old-town", "suspended"),
            ("old-town", "ended"),
        ]  # fmt: skip

    def test_changes_of_several_parts_are_one(self):
        report = UNION.changes("2011-06-01", "2012-06-01")
        assert [(each.id, each.part.code, each.where) for each in report.net] == [
            ("provision-added", "EU", None)
        ]
        [step] = report.steps
        assert [each.part.code for each in step.changes] == ["EU"]

    def test_a_change_in_one_part(self):
        [change] = UNION.changes("2022-01-01", "2022-06-01").net
        assert (change.id, change.part.code, change.where.code) == ("suspended", "DE", "DE")


class TestAskedAboutAPlace:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("GB-SCT", [("law#toll", "GB-GBN without GB-ENG", None)]),
            ("GB-NIR", []),
            ("GB-LCE", []),
            ("GB", [("law#toll", "GB-GBN without GB-ENG", "GB-GBN without GB-ENG")]),
        ],
    )
    def test_in_force(self, asked, expected):
        assert shown(BRITAIN.as_of("2019-06-01", jurisdiction=asked).in_force) == expected

    def test_what_is_said_of_a_place_around_and_of_places_inside(self):
        answer = BRITAIN.as_of("2019-06-01", jurisdiction="GB-ENG")
        assert shown(answer.suspended) == [
            ("law#toll", "GB-ENG without old-town", "GB-ENG without old-town")
        ]
        assert shown(answer.ended) == [("law#toll", "old-town", "old-town")]

    def test_a_declared_place(self):
        answer = BRITAIN.as_of("2019-06-01", jurisdiction="old-town")
        assert [entry.state.value for entry in answer.entries()] == ["ended"]
        assert shown(answer.ended) == [("law#toll", "old-town", None)]

    def test_a_rule_of_the_union_speaks_to_a_member(self):
        assert shown(UNION.as_of("2021-06-01", jurisdiction="DE-BY").in_force) == [
            ("eu#rule", "EU", None)
        ]
        assert not UNION.as_of("2012-06-01", jurisdiction="HR").in_force
        assert UNION.as_of("2013-07-01", jurisdiction="HR").in_force

    def test_whole_of_a_country_of_which_only_a_part_is_spoken_of(self):
        records = load(
            corpus(version("s@1", "2019-01-01", says("a", "A.", jurisdictions=["GB-SCT"])))
        )
        assert shown(records.as_of("2019-02-01", jurisdiction="GB").in_force) == [
            ("s#a", "GB-SCT", "GB-SCT")
        ]
        assert shown(records.as_of("2019-02-01").in_force) == [("s#a", "GB-SCT", None)]


class TestTensions:
    RECORDS = (
        version("a@1", "2019-01-01", says("p", "P.", tension=["b#q"]), jurisdictions=["FR", "GB"]),
        version("b@1", "2019-01-01", says("q", "Q."), jurisdictions=["FR", "GB"]),
    )

    def pairs(self, *more, place=None):
        answer = load(corpus(*self.RECORDS, *more)).as_of("2019-03-01", jurisdiction=place)
        return [(*shown([each.entry]), *shown([each.other])) for each in answer.tensions]

    def test_only_where_both_apply(self):
        apart = version(
            "c@1", "2019-02-01",
            act("suspends", "a#p", jurisdictions=["GB"]),
            act("suspends", "b#q", jurisdictions=["FR"]),
        )  # fmt: skip
        assert self.pairs(apart) == []

    def test_in_the_one_place_where_both_apply(self):
        one = version("c@1", "2019-02-01", act("suspends", "a#p", jurisdictions=["GB"]))
        [(first, second)] = self.pairs(one)
        assert first == ("a#p", "FR", "FR")
        assert second[0] == "b#q"
        assert self.pairs(one, place="GB") == []
        assert len(self.pairs(one, place="FR")) == 1


def words(answer, form):
    """A report on one line."""
    made = render(of_answer(answer), form)
    return " ".join((made if isinstance(made, str) else made.decode()).split())


class TestFaces:
    def test_documents_have_the_part(self):
        document = answer_document(BRITAIN.as_of("2019-06-01"))
        [entry] = document["in_force"]
        assert entry["part"] == {"within": ["GB-GBN"], "without": ["GB-ENG"]}
        assert entry["where"] == "GB-GBN without GB-ENG"
        unstated = load(corpus(version("s@1", "2019-01-01", says("a", "A."))))
        [entry] = answer_document(unstated.as_of("2019-02-01"))["in_force"]
        assert entry["part"] == {"within": None, "without": []}
        assert entry["where"] is None

    @pytest.mark.parametrize("form", ["text", "markdown", "html"])
    def test_reports_say_in_which_part(self, form):
        report = words(BRITAIN.as_of("2019-06-01"), form)
        assert "in Great Britain except England" in report
        assert "in England except the old town" in report
        assert "in the old town" in report
        assert "GB-GBN" not in report

    def test_what_is_not_said_is_told_as_that(self):
        report = words(UNION.as_of("2021-06-01"), "text")
        assert "it cannot be settled what applied on 1 matter" in report
        assert "was kept when the place left the EU, which the records do not say" in report
        assert "find out whether what “Document eu@1” says was kept" in report


BY_PLACE = version(
    "a@1",
    "2020-01-01",
    says(
        "p",
        "One.",
        start="2020-02-01",
        by_place=[{"jurisdictions": ["GB-SCT"], "from": "2020-03-01"}],
    ),
    jurisdictions=["GB"],
)


def test_parts_that_read_alike_are_told_as_one_where_nothing_is_left_out():
    """They differ in the day since when alone; while Scotland still waits, they are two."""
    held = load(corpus(BY_PLACE))
    both, early = (held.as_of(day).find("a#p") for day in ("2020-05-01", "2020-02-15"))
    [told] = once_where_alike(both, territory_of(both))
    assert told.where is None
    assert [entry.where for entry in once_where_alike(early, territory_of(early))] == [
        entry.part for entry in early
    ]
    [alone] = once_where_alike(both[:1], territory_of(both))
    assert alone.where == both[0].part


def test_a_restatement_is_no_step_but_what_came_to_be_known_with_it_is():
    """That there will be another text is told from April on, and not from the first day."""
    held = load(
        corpus(
            version("a@1", "2020-01-01", says("p", "One.")),
            version("a@2", "2020-03-01", says("p", "One.")),
            version("a@3", "2020-04-01", says("p", "Two.", start="2021-01-01")),
        )
    )
    spans = [span for span in held.history("a#p") if span.first]
    assert [
        (str(span.first), [ahead.version for ahead in span.entry.upcoming]) for span in spans
    ] == [("2020-01-01", []), ("2020-04-01", ["a@3"]), ("2021-01-01", [])]
