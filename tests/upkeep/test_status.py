"""Freshness: what is due on a day, as known on it; and what became of recommendations."""

from __future__ import annotations

from datetime import date

import pytest

from guidance import DateError, QueryError, load
from guidance.corpus import Corpus
from guidance.records.model import Version
from guidance.upkeep.adoptions import AdoptionOutcome

PAGE, NEWS, REVIEW = "ms-society-alemtuzumab", "ema-alemtuzumab-measures", "ema-lemtrada-review"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load()


@pytest.fixture(scope="module")
def pages(corpus) -> Corpus:
    return corpus.only(PAGE, NEWS)


def with_version(corpus: Corpus, **fields) -> Corpus:
    """The corpus without the decision, and with an invented version instead."""
    kept = [each for each in corpus.versions.values() if each.ref != f"{REVIEW}@2020-01-16"]
    version = Version.model_validate(
        {
            "format": "guidance/1",
            "source": REVIEW,
            "version": "2019-12-20",
            "extent": "partial",
            "published": "2019-12-20",
            "standing": "decision",
            "document": {"title": "Invented"},
            **fields,
        }
    )
    return Corpus.build(corpus.sources.values(), [*kept, version], corpus.sheets.values())


def days(found) -> list[str]:
    return [due.when.event for due in found]


class TestStatus:
    def test_sources_with_the_day_they_were_last_known(self, corpus):
        found = {each.source: each.last_checked for each in corpus.status("2020-02-01").sources}
        assert found == {
            PAGE: date(2016, 9, 6),
            NEWS: date(2019, 4, 1),
            REVIEW: date(2020, 1, 16),
        }

    def test_days_ahead_are_those_known_on_the_day(self, corpus):
        found = corpus.status("2019-12-01", within="P90D")
        assert days(found.upcoming) == [f"{REVIEW}@start", f"{NEWS}@start"]
        [decision, start] = found.upcoming
        assert (str(decision.when.date), str(start.when.date)) == (
            "[2019-11-14..]",
            "[2020-01-01..2020-01-31]",
        )
        assert f"{NEWS}#continue-until-start" in start.ending
        assert f"{NEWS}#first-line" in start.starting

    @pytest.mark.parametrize(
        ("on", "within", "ahead"),
        [
            ("2019-12-01", "P30D", []),
            ("2019-12-01", "P1M", [f"{NEWS}@start"]),
            ("2020-01-31", "P1D", [f"{NEWS}@start"]),
            ("2020-02-01", "P1D", []),
        ],
    )
    def test_how_far_ahead_is_asked(self, on, within, ahead, pages):
        assert days(pages.status(on, within=within).upcoming) == ahead

    @pytest.mark.parametrize(("on", "due"), [("2020-01-31", False), ("2020-02-01", True)])
    def test_an_expected_day_that_passed_wants_confirming(self, on, due, pages):
        found = pages.status(on)
        assert days(found.to_confirm) == [f"{NEWS}@start"] * due
        assert days(found.undated) == [f"{NEWS}@adoption"]

    def test_what_the_official_record_settles_is_not_asked_for(self, corpus):
        found = corpus.status("2020-02-01")
        assert (found.to_confirm, found.undated, found.undecided) == ((), (), ())
        assert not found.wants_attention

    def test_nothing_is_known_before_the_first_record(self, corpus):
        found = corpus.status("2016-01-01")
        assert (found.upcoming, found.to_confirm, found.undated) == ((), (), ())
        assert {each.last_checked for each in found.sources} == {None}

    def test_bad_questions(self, corpus):
        with pytest.raises(DateError):
            corpus.status("2020-02-01", within="90 days")
        with pytest.raises(QueryError):
            corpus.status("9999-12-01")


class TestAdoptions:
    @pytest.mark.parametrize(
        ("known_on", "outcome", "standings"),
        [
            ("2019-11-01", AdoptionOutcome.OPEN, ["recommendation"]),
            ("2019-12-01", AdoptionOutcome.OPEN, ["recommendation", "opinion"]),
            ("2020-01-16", AdoptionOutcome.ADOPTED, ["recommendation", "opinion", "decision"]),
        ],
    )
    def test_recommended_endorsed_decided(self, known_on, outcome, standings, corpus):
        found = {each.ref: each for each in corpus.adoptions(known_on=known_on)}
        adoption = found[f"{REVIEW}#rapidly-worsening"]
        assert adoption.outcome is outcome
        assert [stage.standing for stage in adoption.stages] == standings
        assert not any(stage.is_changed for stage in adoption.stages)
        assert adoption.by == (
            f"{REVIEW}@2020-01-16" if outcome is AdoptionOutcome.ADOPTED else None
        )

    def test_recommendations_without_a_decision(self, corpus):
        found = {each.ref.partition("#")[2] for each in corpus.status("2019-12-01").undecided}
        found |= {each.ref for each in corpus.status("2019-12-01").undecided if "/" in each.ref}
        assert found - {""} == {
            f"{REVIEW}@2019-11-14/end-temporary",
            "uk-prescribers-follow",
            "after-one-dmt",
            "rapidly-worsening",
            "no-other-start",
            "no-heart-circulation-bleeding",
            "no-other-autoimmune",
            "hospital-with-intensive-care",
        }

    def test_a_page_that_only_reports_is_asked_for_where_the_act_is_not_recorded(
        self, corpus, pages
    ):
        ref = f"{NEWS}#first-line"
        assert ref not in {each.ref for each in corpus.adoptions()}
        assert ref in {each.ref for each in pages.status("2020-02-01").undecided}

    def test_changed_on_the_way(self, corpus):
        old = corpus.versions[f"{REVIEW}@2019-11-14"].provisions["hospital-with-intensive-care"]
        changed = old.model_copy(update={"text": "Treatment should take place in any hospital."})
        other = with_version(
            corpus, provisions={"hospital-with-intensive-care": changed.model_dump(by_alias=True)}
        )
        found = {each.ref: each for each in other.adoptions()}
        adoption = found[f"{REVIEW}#hospital-with-intensive-care"]
        assert (adoption.outcome, adoption.by) == (AdoptionOutcome.CHANGED, f"{REVIEW}@2019-12-20")
        assert [stage.is_changed for stage in adoption.stages] == [False, True]
        assert found[f"{REVIEW}#no-other-start"].outcome is AdoptionOutcome.OPEN

    def test_dropped(self, corpus):
        cancels = {"act": "cancels", "event": "start", "because": "Refused."}
        other = with_version(corpus, amendments=(cancels,))
        found = {each.ref: each for each in other.adoptions()}
        adoption = found[f"{REVIEW}#rapidly-worsening"]
        assert (adoption.outcome, adoption.by) == (AdoptionOutcome.DROPPED, f"{REVIEW}@2019-12-20")
        assert other.status("2020-02-01").upcoming == ()
