"""The shipped records of the two documents, compared with a transcription made by hand.

``statements.csv`` numbers the statements of both documents (A: the charity's page, B: the news
page) and says, for each, where it stands, how strongly it is put, and which figures and terms it
gives. It is written from the documents, not from the records.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from guidance.files import load
from guidance.logic import check_condition, check_sheet, findings
from guidance.records.criteria import AllOf, AnyOf, FactSheet, FactTest, Not
from guidance.records.model import Ends, Provision, as_plain

DATA = Path(__file__).parents[2] / "data" / "versions"
A, B = "ms-society-alemtuzumab", "ema-alemtuzumab-measures"
PAGE, NEWS = f"{A}@2016-09-06", f"{B}@2019"

with (Path(__file__).parent / "statements.csv").open(encoding="utf-8", newline="") as _file:
    STATEMENTS = list(csv.DictReader(_file))


@pytest.fixture(scope="module")
def versions():
    return load().versions


@pytest.fixture(scope="module")
def provisions(versions) -> Mapping[str, Provision]:
    return {
        f"{version.source}#{name}": provision
        for version in (versions[PAGE], versions[NEWS])
        for name, provision in version.provisions.items()
    }


@pytest.fixture(scope="module")
def sheet() -> FactSheet:
    return load().sheets["alemtuzumab"]


class TestStatements:
    def test_every_statement_is_recorded_and_nothing_else(self, provisions):
        wanted = {f"A{n:02}" for n in range(1, 37)} | {f"B{n:02}" for n in range(2, 19)} - {"B03"}
        assert {row["id"] for row in STATEMENTS} == wanted
        assert [row["ref"] for row in STATEMENTS] == list(provisions)

    @pytest.mark.parametrize("row", STATEMENTS, ids=[row["ref"] for row in STATEMENTS])
    def test_says_what_the_document_says(self, row, provisions):
        provision = provisions[row["ref"]]
        assert provision.force == row["force"]
        assert provision.cite.section == row["section"]
        assert provision.cite.paragraph == int(row["paragraph"])
        assert provision.cite.quote is None
        assert (provision.applies.from_ or "") == row["from"]
        assert (provision.applies.until or "") == row["until"]
        for term in filter(None, row["figures"].split(";")):
            assert term.lower() in provision.text.lower()

    def test_only_the_first_line_rules_exclude_everybody_else(self, provisions):
        assert {ref for ref, each in provisions.items() if each.only} == {
            f"{A}#first-line",
            f"{B}#first-line",
        }

    def test_nothing_comes_from_donations_navigation_or_captions(self):
        foreign = re.compile(
            r"£|donat|back to top|photo|pipette|microscope|a month|tagged", re.IGNORECASE
        )
        for source in (A, B):
            for file in sorted((DATA / source).iterdir()):
                assert not foreign.search(file.read_text(encoding="utf-8")), file.name


class TestVersions:
    def test_the_page_of_2016(self, versions):
        page = versions[PAGE]
        assert (page.extent, page.standing) == ("whole", "information")
        assert page.published.earliest == page.published.latest == date(2016, 9, 6)
        assert page.published_as_written == "Page last updated: 06 Sep 2016"
        assert "not a commencement" in (page.note or "")
        assert not page.events

    def test_the_news_page_bears_no_date_and_is_bounded_by_its_text(self, versions):
        news = versions[NEWS]
        assert (news.extent, news.standing) == ("partial", "recommendation")
        assert news.published.earliest == date(2019, 4, 1)
        assert news.published.latest == date(2019, 12, 31)
        assert news.published_as_written is None
        assert "no date" in (news.note or "")

    def test_the_documents_can_be_checked(self, versions):
        assert versions[PAGE].document.sha256 == (
            "d2f218ed91f8b0f6b1c28505c6221fcbdec70aae6bd041bf93b8e04ad47209fc"
        )
        assert versions[NEWS].document.sha256 == (
            "b5102dc8f86667a3a2425d74c16ced80ab732a25db1419752cdbf130861ce798"
        )
        readme = (DATA / "README.md").read_text(encoding="utf-8")
        for ref in (PAGE, NEWS):
            assert versions[ref].document.media == "text/plain"
            assert f"`{versions[ref].document.sha256}`" in readme

    @pytest.mark.parametrize("ref", [PAGE, NEWS])
    def test_each_citation_of_a_document_at_hand_carries_the_mark_of_its_passage(
        self, versions, ref
    ):
        version = versions[ref]
        assert version.document.read_by == "text/1"
        cites = [each.cite for each in version.provisions.values()]
        cites += [each.cite for each in version.amendments if each.cite]
        marks = {(each.section, each.paragraph): each.passage for each in cites}
        assert None not in marks.values()
        assert all(marks[each.section, each.paragraph] == each.passage for each in cites)
        assert len(set(marks.values())) == len(marks)  # each passage has words of its own

    def test_no_publisher_or_place_is_made_up(self, versions, provisions):
        sources = load().sources
        for ref in (PAGE, NEWS):
            assert sources[versions[ref].source].publisher is None
            assert versions[ref].document.publisher is None
            assert versions[ref].jurisdictions == ()
        placed = {ref: each.jurisdictions for ref, each in provisions.items() if each.jurisdictions}
        assert placed == {f"{B}#uk-prescribers-follow": ("GB",)}

    def test_when_somebody_last_looked(self):
        sources = load().sources
        assert sources[A].coverage.checked == (date(2016, 9, 6),)
        assert sources[B].coverage.checked == ()

    def test_events(self, versions):
        found = {
            name: (str(event.date) if event.date else None, event.certainty, event.as_written)
            for name, event in versions[NEWS].events.items()
        }
        assert found == {
            "review-launch": ("2019-04", "recorded", "April 2019"),
            "adoption": (None, "forecast", "soon"),
            "start": ("2020-01", "forecast", "January 2020"),
        }


class TestRelations:
    @pytest.mark.parametrize(
        ("relation", "expected"),
        [
            ("replaces", {"first-line": ["first-line"]}),
            (
                "restates",
                {"after-another-dmt": ["after-another-dmt"], "hospital": ["hospital"]},
            ),
            (
                "narrows",
                {
                    "first-line": ["recommended-for-active"],
                    "no-heart-circulation-bleeding": ["recommended-for-active"],
                    "no-other-autoimmune": ["recommended-for-active"],
                },
            ),
            (
                "tension",
                {
                    "no-heart-circulation-bleeding": ["thyroid-may-continue", "itp"],
                    "no-other-autoimmune": ["thyroid-may-continue", "itp"],
                },
            ),
            ("displaces", {}),
        ],
    )
    def test_what_the_measures_do_to_the_page(self, relation, expected, versions):
        found = {
            name: list(targets)
            for name, provision in versions[NEWS].provisions.items()
            if (targets := getattr(provision, relation))
        }
        assert found == {
            name: [f"{A}#{target}" for target in targets] for name, targets in expected.items()
        }
        for provision in versions[PAGE].provisions.values():
            assert getattr(provision, relation) == ()

    def test_only_the_joint_rule_ends_and_it_ends_at_the_start(self, versions):
        [ends] = versions[NEWS].amendments
        assert isinstance(ends, Ends)
        assert ends.provisions == (f"{A}#any-line",)
        assert ends.from_ == "start"
        assert versions[PAGE].amendments == ()


def _condition(condition) -> str:
    """A condition on one line: short enough to compare by eye."""
    match condition:
        case None:
            return ""
        case FactTest(is_="no"):
            return f"not {condition.fact}"
        case FactTest(at_least=None, at_most=None):
            return condition.fact
        case FactTest(at_least=None):
            return f"{condition.fact} <= {condition.at_most}"
        case FactTest():
            return f"{condition.fact} >= {condition.at_least} in {condition.within}"
        case Not():
            return f"not {_condition(condition.not_)}"
        case AllOf():
            return " and ".join(map(_condition, condition.all))
        case AnyOf():
            return " or ".join(map(_condition, condition.any))
    raise AssertionError(condition)


CONDITIONS = {
    f"{A}#after-another-dmt": (
        "prior-dmt and not being-treated",
        "relapses >= 1 in P12M and new-mri-lesions",
    ),
    f"{A}#first-line": ("not prior-dmt", "recent-relapse or new-mri-lesions"),
    f"{A}#any-line": ("", "recent-relapse or new-mri-lesions"),
    f"{A}#thyroid-may-continue": ("being-treated", "acquired-thyroid-problem"),
    f"{B}#after-another-dmt": ("prior-dmt and not being-treated", "highly-active"),
    f"{B}#first-line": ("not prior-dmt", "relapses >= 2 in P24M and new-mri-lesions"),
    f"{B}#no-heart-circulation-bleeding": ("", "heart-circulation-bleeding-disorder"),
    f"{B}#no-other-autoimmune": ("", "other-autoimmune-disorder"),
    f"{B}#continue-until-start": ("being-treated", "benefiting"),
}


class TestConditions:
    def test_populations_and_criteria(self, provisions):
        found = {
            ref: (
                _condition(each.population.when if each.population else None),
                _condition(each.criteria),
            )
            for ref, each in provisions.items()
            if each.criteria is not None
        }
        assert found == CONDITIONS

    def test_a_population_is_a_condition_only_where_somebody_can_be_asked(self, provisions):
        for each in provisions.values():
            if each.population and each.population.when:
                assert each.criteria is not None or each.action is not None

    def test_what_the_documents_leave_undefined(self, sheet):
        assert {name for name, fact in sheet.facts.items() if fact.type == "undefined"} == {
            "recent-relapse",
            "highly-active",
            "rapidly-worsening",
            "benefiting",
            "heart-circulation-bleeding-disorder",
        }

    def test_no_constraint_says_whether_a_thyroid_problem_is_auto_immune(self, sheet):
        assert [_condition(each) for each in sheet.constraints] == [
            "not being-treated or prior-dmt",
            "not being-treated or been-treated",
            "not been-treated or prior-dmt",
            "failed-dmts <= 0 or prior-dmt",
        ]

    def test_the_facts_are_sound_and_each_is_used(self, sheet, versions):
        assert list(check_sheet(sheet)) == []
        used = re.findall(r"'fact': '([^']+)'", str([as_plain(each) for each in versions.values()]))
        assert set(used) == set(sheet.facts)

    @pytest.mark.parametrize("ref", CONDITIONS)
    def test_every_condition_can_be_read_and_does_something(self, ref, provisions, sheet):
        provision = provisions[ref]
        under = provision.population.when if provision.population else None
        for condition in filter(None, (under, provision.criteria)):
            assert list(check_condition(condition, sheet, (), ref)) == []
        assert findings(provision.criteria, sheet, under=under) == ()
