"""The official record: what the acts say, and what they do to the two pages.

``ACTS`` and ``FIGURES`` are transcribed from the pages named in the records, not from the records.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import date

import pytest

from guidance import Version, explain, load
from guidance.answers.answering import states_of
from guidance.cli import main
from guidance.corpus import Corpus
from guidance.engine.states import State
from guidance.records.model import Cancels

PAGE, NEWS, REVIEW = "ms-society-alemtuzumab", "ema-alemtuzumab-measures", "ema-lemtrada-review"
LIMITS = {
    f"{REVIEW}#temporary-{name}" for name in ("after-two-dmts", "no-alternative", "no-other-start")
}
FINAL = {
    f"{REVIEW}#{name}"
    for name in (
        "after-one-dmt",
        "rapidly-worsening",
        "no-other-start",
        "no-heart-circulation-bleeding",
        "no-other-autoimmune",
        "hospital-with-intensive-care",
    )
}
FINAL_NEWS = {
    f"{NEWS}#{name}"
    for name in (
        "after-another-dmt",
        "first-line",
        "no-heart-circulation-bleeding",
        "no-other-autoimmune",
        "hospital",
    )
}
PAGE_ON_START = {f"{PAGE}#{name}" for name in ("first-line", "any-line", "after-another-dmt")}


@dataclass(frozen=True)
class Act:
    day: str
    body: str
    standing: str
    procedure: str
    document: str


ACTS = [
    Act("2019-04-12", "PRAC", "decision", "review-started", "restricted while EMA review"),
    Act("2019-10-31", "PRAC", "recommendation", "recommended", "PRAC"),
    Act("2019-11-14", "CHMP", "opinion", "endorsed", "referral"),
    Act("2020-01-16", "European Commission", "decision", "decided", "referral"),
]

FIGURES = {
    ("2019-04-12", "temporary-after-two-dmts"): ("adults", "highly active", "at least two"),
    ("2019-04-12", "temporary-no-alternative"): ("other DMTs cannot be used",),
    ("2019-04-12", "temporary-continue"): ("benefits", "in consultation with their doctor"),
    ("2019-10-31", "after-one-dmt"): ("highly active", "at least one"),
    ("2019-10-31", "rapidly-worsening"): (
        "worsening rapidly",
        "at least two disabling relapses",
        "one year",
        "new damage on brain imaging",
    ),
    ("2019-10-31", "no-heart-circulation-bleeding"): ("certain", "heart", "circulation", "bleed"),
    ("2019-10-31", "no-other-autoimmune"): ("auto-immune", "other than MS"),
    ("2019-11-14", "hospital-with-intensive-care"): ("ready access to intensive care",),
    ("2019-11-14", "endorsed"): ("replace", "April 2019"),
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load()


@pytest.fixture(scope="module")
def pages(corpus) -> Corpus:
    return corpus.only(PAGE, NEWS)


def state(corpus: Corpus, ref: str, on: str, known_on: str | None = None) -> State:
    [entry] = corpus.as_of(on, known_on=known_on).find(ref)
    return entry.state


def refs(entries) -> set[str]:
    return {entry.ref for entry in entries}


class TestRecords:
    @pytest.mark.parametrize("act", ACTS, ids=[act.day for act in ACTS])
    def test_each_act_has_its_day_body_and_standing(self, act, corpus):
        version = corpus.versions[f"{REVIEW}@{act.day}"]
        assert version.published.earliest == version.published.latest == date.fromisoformat(act.day)
        assert (version.standing, version.extent) == (act.standing, "partial")
        assert act.body in version.provisions[act.procedure].text
        assert act.document in version.document.title
        assert version.jurisdictions == ("EU", "GB")

    def test_there_are_these_four_and_no_other(self, corpus):
        days = [ref.partition("@")[2] for ref in corpus.versions if ref.startswith(REVIEW)]
        assert days == [act.day for act in ACTS]

    @pytest.mark.parametrize(("day", "name"), FIGURES, ids=[f"{d}-{n}" for d, n in FIGURES])
    def test_figures_and_terms_are_the_acts_own(self, day, name, corpus):
        text = corpus.versions[f"{REVIEW}@{day}"].provisions[name].text
        for term in FIGURES[day, name]:
            assert term in text

    def test_conditions_carry_the_figures(self, corpus):
        found = {
            (version.version, name): re.findall(
                r"'fact': '([a-z-]+)', 'at_least': Decimal\('(\d)'\)(?:, 'within': '(P\d+M)')?",
                str(provision.criteria.model_dump(exclude_none=True)),
            )
            for version in corpus.versions.values()
            if version.source == REVIEW
            for name, provision in version.provisions.items()
            if provision.criteria and name in ("temporary-after-two-dmts", "after-one-dmt")
        }
        assert found == {
            ("2019-04-12", "temporary-after-two-dmts"): [("failed-dmts", "2", "")],
            **{
                (day, "after-one-dmt"): [("failed-dmts", "1", "")]
                for day in ("2019-10-31", "2019-11-14", "2020-01-16")
            },
        }
        for day in ("2019-10-31", "2019-11-14", "2020-01-16"):
            criteria = corpus.versions[f"{REVIEW}@{day}"].provisions["rapidly-worsening"].criteria
            [count] = [test for test in criteria.all if test.fact == "disabling-relapses"]
            assert (count.at_least, str(count.within)) == (2, "P12M")

    def test_what_is_prohibited_is_the_other_side_of_what_is_permitted(self, corpus):
        for day, prefix, permits in (
            ("2019-04-12", "temporary-", ("after-two-dmts", "no-alternative")),
            ("2020-01-16", "", ("after-one-dmt", "rapidly-worsening")),
        ):
            provisions = corpus.versions[f"{REVIEW}@{day}"].provisions
            outside = provisions[f"{prefix}no-other-start"]
            assert outside.criteria.not_.any == tuple(
                provisions[f"{prefix}{name}"].criteria for name in permits
            )
            for name in permits:
                assert provisions[f"{prefix}{name}"].only
                assert provisions[f"{prefix}{name}"].population.when == outside.population.when

    def test_the_referral_page_is_cited(self, corpus):
        for day in ("2019-11-14", "2020-01-16"):
            document = corpus.versions[f"{REVIEW}@{day}"].document
            assert document.url.endswith("/en/medicines/human/referrals/lemtrada")


class TestDays:
    def test_dates_that_the_news_page_left_open_are_fixed(self, corpus):
        fixed = {
            change.ref: (change.earliest, change.authority)
            for step in corpus.changes("2019-01-01", "2020-12-31").steps
            for change in step.changes
            if change.id.value == "date-fixed" and change.ref.startswith(NEWS)
        }
        assert fixed[f"{NEWS}@start"] == (date(2020, 1, 16), f"{REVIEW}@2020-01-16")
        since = corpus.as_of("2019-04-20").find(f"{NEWS}#review-launched")[0].since
        assert since.date.earliest == since.date.latest == date(2019, 4, 12)
        describer = states_of(corpus).describer
        assert str(describer.when(f"{NEWS}@adoption").date) == "2019-11-14"

    @pytest.mark.parametrize("ref", sorted(FINAL | FINAL_NEWS))
    def test_when_the_final_measures_bind(self, ref, corpus):
        assert state(corpus, ref, "2020-01-15", "2019-12-01") is State.UNDETERMINED
        assert state(corpus, ref, "2020-01-15", "2020-02-01") is State.UPCOMING
        assert state(corpus, ref, "2020-01-16", "2020-02-01") is State.IN_FORCE
        assert state(corpus, ref, "2020-01-16") is State.IN_FORCE

    @pytest.mark.parametrize("known_on", [None, "2019-06-01"])
    def test_the_temporary_limits_bind_in_june_2019(self, known_on, corpus):
        answer = corpus.as_of("2019-06-01", known_on=known_on)
        assert refs(answer.in_force) >= {*LIMITS, f"{REVIEW}#temporary-continue"}
        assert refs(answer.displaced) == PAGE_ON_START
        for entry in answer.displaced:
            [cause] = [cause for cause in entry.causes if cause.kind == "displaced"]
            assert cause.by == f"{REVIEW}#temporary-no-other-start"

    @pytest.mark.parametrize(("on", "does"), [("2019-04-11", False), ("2019-04-12", True)])
    def test_they_bind_from_the_day_of_the_notice(self, on, does, corpus):
        answer = corpus.as_of(on)
        assert (refs(answer.in_force) >= LIMITS) is does
        assert (refs(answer.displaced) == PAGE_ON_START) is does

    @pytest.mark.parametrize(("on", "does"), [("2020-01-15", True), ("2020-01-16", False)])
    def test_the_final_measures_take_their_place(self, on, does, corpus):
        answer = corpus.as_of(on, source=REVIEW)
        temporary = {*LIMITS, f"{REVIEW}#temporary-continue"}
        assert (refs(answer.in_force) >= temporary) is does
        assert (refs(answer.ended) == temporary) is not does

    def test_what_the_page_of_2016_says_does_not_come_back(self, corpus):
        answer = corpus.as_of("2020-01-16")
        [entry] = answer.displaced
        assert entry.ref == f"{PAGE}#after-another-dmt"
        # Displaced all along, and now by the final measures.
        assert [c.by for c in entry.causes if c.kind == "displaced"] == [f"{REVIEW}#no-other-start"]
        changed = [
            change.id.value
            for step in corpus.changes("2019-06-01", "2020-12-31").steps
            for change in step.changes
            if change.ref == entry.ref
        ]
        assert changed == []
        assert refs(answer.ended) >= {f"{PAGE}#first-line", f"{PAGE}#any-line"}


class TestSideBySide:
    def test_the_act_and_the_page_that_reports_it_are_both_in_force(self, corpus):
        answer = corpus.as_of("2020-02-01", topic="alemtuzumab")
        standing = {entry.ref: entry.standing for entry in answer.in_force}
        assert {standing[ref] for ref in FINAL} == {"decision"}
        assert {standing[ref] for ref in FINAL_NEWS} == {"recommendation"}
        pairs = {(each.entry.ref, each.other.ref) for each in answer.tensions}
        assert (f"{REVIEW}#no-other-start", f"{NEWS}#first-line") in pairs

    def test_narrowed_to_what_was_decided(self, corpus):
        answer = corpus.as_of("2020-02-01", standing="decision")
        assert refs(answer.in_force) >= FINAL
        assert {entry.ref.partition("#")[0] for entry in answer.entries()} == {REVIEW}

    @pytest.mark.parametrize(
        ("facts", "outcome"),
        [
            # The news page would allow it; the decision asks for more, and what it asks is open.
            ("relapses=2/P24M new-mri-lesions=yes", "undetermined"),
            ("relapses=2/P24M disabling-relapses=1/P12M new-mri-lesions=yes", "not-allowed"),
            (
                "disabling-relapses=2/P12M new-mri-lesions=yes rapidly-worsening=yes",
                "allowed",
            ),
        ],
    )
    def test_a_page_never_allows_what_the_act_does_not(self, facts, outcome, corpus, pages):
        person = [
            "prior-dmt=no",
            "heart-circulation-bleeding-disorder=no",
            "other-autoimmune-disorder=no",
            *facts.split(),
        ]
        assert corpus.evaluate("2020-02-01", person).outcome == outcome
        assert pages.evaluate("2020-02-01", person).outcome == "allowed"

    def test_in_june_2019_the_first_lines_say_what_is_set_aside(self, capsys):
        assert main(["as-of", "2019-06-01", "alemtuzumab"]) == 0
        told = capsys.readouterr().out
        first = " ".join(told.partition("\n\n")[0].split())
        assert first.startswith("On 1 June 2019 a decision published by the European Medicines")
        assert "On 3 of 8 matters it cannot be settled what else applied." in first
        said = " ".join(told.split())
        assert "Set aside for the time being by [1], what [2] says on: starting after other" in said
        assert "Due " in said

    def test_in_june_2019_nobody_starts_on_the_page_alone(self, corpus, pages):
        person = ["prior-dmt=no", "recent-relapse=yes", "cannot-use-other-dmts=no"]
        assert pages.evaluate("2019-06-01", person).outcome == "allowed"
        assert corpus.evaluate("2019-06-01", person).outcome == "not-allowed"


class TestDirection:
    """Against what held before the review, and against the temporary limits."""

    def test_against_the_page_of_2016(self, corpus):
        found = corpus.direction("2018-12-31", "2020-02-01")
        assert (found.overall.verdict, found.overall.ruled_out) == ("unclear", ())
        assert "silence" in found.overall.because  # of some, only one side says anything
        assert verdicts(found)["people who have had no DMT yet"] == "stricter"

    def test_against_the_temporary_limits(self, corpus):
        found = corpus.direction("2019-06-01", "2020-02-01")
        assert (found.overall.verdict, found.overall.ruled_out) == ("mixed", ())
        told = verdicts(found)
        assert told["people who have had no DMT yet"] == "mixed"
        assert told["people who have an auto-immune disorder other than MS"] == "stricter"
        moved = {(w.before, w.after): w for w in found.overall.witnesses}
        assert moved["permitted", "prohibited"].person.get("cannot-use-other-dmts") is True
        assert moved["advised-against", "permitted"].rests_on

    def test_through_which_rules(self, corpus):
        found = corpus.direction("2019-06-01", "2020-02-01", jurisdiction="DE")
        (place,) = found.places
        start = next(each for each in place.actions if each.is_main)
        through = {each.entry.ref: each.share for each in start.through}
        earlier = through[f"{REVIEW}#after-one-dmt"]
        assert (earlier.way, earlier.provided) == ("looser", ("highly-active",))
        assert earlier.witness.person.get("failed-dmts") == 1
        assert (earlier.witness.before, earlier.witness.after) == ("advised-against", "permitted")
        for name in ("no-heart-circulation-bleeding", "no-other-autoimmune"):
            assert through[f"{REVIEW}#{name}"].way == "stricter"
        # The page on the measures does not bind where the decision does.
        assert not any(ref.startswith(NEWS) for ref in through)

    def test_provision_by_provision(self, corpus):
        found = {
            change.after.ref: change.direction
            for step in corpus.changes("2019-06-01", "2020-02-01", source=REVIEW).steps
            for change in step.changes
            if change.after and change.direction
        }
        earlier_treatment = found[f"{REVIEW}#after-one-dmt"]
        assert earlier_treatment.verdict == "looser"
        assert earlier_treatment.provided == ("highly-active",)
        [witness] = earlier_treatment.witnesses
        assert (witness.before, witness.after) == ("prohibited", "permitted")
        for name in ("no-heart-circulation-bleeding", "no-other-autoimmune"):
            assert found[f"{REVIEW}#{name}"].verdict == "stricter"
        assert found[f"{REVIEW}#hospital-with-intensive-care"].verdict == "stricter"

    @pytest.mark.parametrize(
        ("since", "says"),
        [
            (
                "2018-12-31",
                "stricter: starting on other grounds (new), heart, circulation or bleeding"
                " disorders (new) and another auto-immune disorder (new); otherwise unclear.",
            ),
            (
                "2019-06-01",
                "looser: starting after other drugs (provided “highly active” is judged alike) and"
                " starting when MS worsens rapidly (new); stricter: starting on other grounds,"
                " heart, circulation or bleeding disorders (new) and another auto-immune disorder"
                " (new).",
            ),
        ],
    )
    def test_it_leads_with_what_is_looser_and_what_is_stricter(self, since, says, capsys):
        assert main(["direction", since, "2020-02-01", "alemtuzumab"]) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert told.startswith("Alemtuzumab from ")
        assert f" to 1 February 2020, in the EU: {says} - " in told

    def test_both_witnesses_in_one_line_each(self, capsys):
        asked = ["direction", "2019-06-01", "2020-02-01", "alemtuzumab", "--format", "markdown"]
        assert main(asked) == 0
        lines = capsys.readouterr().out.splitlines()
        looser, stricter = (
            next(line for line in lines if line.startswith(f"- **{way}.** "))
            for way in ("Looser", "Stricter")
        )
        assert "a person with 1 disease-modifying therapy in spite of which MS stayed" in looser
        assert looser.endswith("before, advised against; after, permitted.")
        assert "has an auto-immune disorder other than MS" in stricter
        assert "“" not in stricter  # nobody has to judge anything
        assert stricter.endswith("before, permitted; after, prohibited.")
        [terms] = [line for line in lines if "do not define; somebody has to judge" in line]
        assert terms.count("“highly active” (") == 1

    def test_rule_by_rule(self, capsys):
        assert main(["direction", "2019-06-01", "2020-02-01", "--format", "json"]) == 0
        rules = json.loads(capsys.readouterr().out)["rules"]
        found = {each["ref"]: each["direction"] for each in rules}
        # Looser on earlier treatment, stricter on contraindications.
        assert found[f"{REVIEW}#temporary-after-two-dmts"]["verdict"] == "looser"
        assert found[f"{REVIEW}#temporary-after-two-dmts"]["provided"] == ["highly-active"]
        assert found[f"{REVIEW}#no-heart-circulation-bleeding"]["verdict"] == "stricter"
        assert found[f"{REVIEW}#no-other-autoimmune"]["verdict"] == "stricter"


def verdicts(found) -> dict[str, str]:
    return {each.population: each.direction.verdict for each in found.populations}


class TestDropped:
    def test_a_recommendation_that_is_dropped_shows_as_such(self, corpus):
        withdrawn = Version.model_validate(
            {
                "format": "guidance/1",
                "source": REVIEW,
                "version": "2019-12-20",
                "extent": "partial",
                "published": "2019-12-20",
                "standing": "decision",
                "document": {"title": "An invented refusal"},
                "amendments": (
                    {"act": "cancels", "event": "start", "because": "The Commission refused."},
                ),
            }
        )
        versions = [
            version for version in corpus.versions.values() if version.version != "2020-01-16"
        ]
        other = Corpus.build(
            corpus.sources.values(), [*versions, withdrawn], corpus.sheets.values()
        )
        assert isinstance(withdrawn.amendments[0], Cancels)
        [entry] = other.as_of("2020-06-01").find(f"{REVIEW}#rapidly-worsening")
        assert entry.state is State.ENDED
        assert [cause.kind for cause in entry.causes if cause.kind == "cancelled"]
        assert refs(other.as_of("2020-06-01").in_force) >= LIMITS


class TestChains:
    """Recommended, endorsed, decided: and whether it had been decided, for who looked that day."""

    REF = f"{REVIEW}#rapidly-worsening"

    @pytest.mark.parametrize(
        ("on", "stages"),
        [
            ("2019-10-30", []),
            ("2019-10-31", ["recommended"]),
            ("2019-11-14", ["recommended", "recommended", "endorsed"]),
            ("2020-01-16", ["recommended", "recommended", "endorsed", "adopted"]),
        ],
    )
    def test_each_stage_on_its_day(self, on, stages, corpus):
        [entry] = corpus.as_of(on).find(self.REF)
        assert [turn.stage for each in entry.proposals for turn in each.turns] == stages

    def test_the_decision_binds_on_the_recommendation_of_the_committees(self, corpus):
        report = corpus.changes("2019-12-31", "2020-02-01", source=REVIEW)
        changes = [change for step in report.steps for change in step.changes]
        [ended] = [c for c in changes if c.ref == f"{REVIEW}#temporary-continue"]
        assert ended.authority == f"{REVIEW}@2020-01-16"
        assert [version for version, _ in ended.rests_on] == [f"{REVIEW}@2019-11-14"]
        [adopted] = [c for c in changes if c.id == "adopted"]
        assert (adopted.ref, adopted.earliest) == (f"{REVIEW}@2020-01-16", date(2020, 1, 16))
        assert self.REF in [each.name for each in adopted.proposed]

    def test_check_asks_nothing_of_a_chain_that_was_decided(self, capsys):
        assert main(["check"]) == 0
        assert "recommendation" not in capsys.readouterr().out

    @pytest.fixture
    def looked(self, tmp_path, capsys):
        """The records with a look at the Commission's register on 1 December 2019."""
        folder = tmp_path / "versions"
        shutil.copytree("data/versions", folder)
        look = ["--on", "2019-12-01", "--not-yet", "start", "--looked-at", "the register"]
        assert main(["checked", REVIEW, *look, "--at-once", "--data", str(folder)]) == 0
        capsys.readouterr()
        return load(folder)

    @pytest.mark.parametrize("ref", sorted(FINAL))
    def test_with_a_look_that_day_not_yet_without_one_not_settled(self, ref, corpus, looked):
        known = {"known_on": "2019-12-01"}
        assert state(corpus, ref, "2019-12-01", **known) is State.UNDETERMINED
        answer = looked.as_of("2019-12-01", **known)
        [entry] = answer.find(ref)
        assert entry.state is State.UPCOMING
        told = explain(answer, ref)
        assert "not yet, checked to 1 December 2019 in the register" in told
        # A day later nobody had looked, and a decision may have come.
        assert state(looked, ref, "2019-12-02", "2019-12-02") is State.UNDETERMINED
        # As known before the look, and once the day is recorded, it makes no difference.
        assert state(looked, ref, "2019-11-30", "2019-11-30") is State.UNDETERMINED
        for on in ("2020-01-15", "2020-01-16"):
            assert state(looked, ref, on) is state(corpus, ref, on)

    @pytest.mark.parametrize("ref", sorted(LIMITS))
    def test_the_temporary_limits_stand_for_certain_where_somebody_looked(self, ref, looked):
        answer = looked.as_of("2019-12-01", known_on="2019-12-01")
        assert ref in refs(answer.in_force)
