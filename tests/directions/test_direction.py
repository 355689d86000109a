"""Stricter or looser: the verdicts on the two documents, by force, and about a person."""

import json
from itertools import product

import click
import pytest

import guidance
from guidance.cli import main
from guidance.directions.provisions import direction
from guidance.directions.rules import rule_of
from guidance.logic import Regime, judge
from guidance.records.criteria import FactTest
from guidance.records.model import Citation, Population, Provision

PAGE, NEWS = "ms-society-alemtuzumab", "ema-alemtuzumab-measures"
TWO = ("--only", PAGE, "--only", NEWS)
SINCE, UNTIL = "2019-12-31", "2020-02-01"


@pytest.fixture(scope="module")
def corpus():
    return guidance.load().only(PAGE, NEWS)


@pytest.fixture(scope="module")
def sheet(corpus):
    return corpus.sheet("alemtuzumab")


@pytest.fixture(scope="module")
def by_ref(corpus):
    report = corpus.changes(SINCE, UNTIL, topic="alemtuzumab")
    return {change.ref: change for step in report.steps for change in step.changes}


def provision(force, text="It is so.", **more):
    cite = Citation(section="One", paragraph=1)
    return Provision(title="A", kind="rule", force=force, text=text, cite=cite, **more)


class TestTheTwoDocuments:
    def test_first_line_is_stricter_with_a_witness_on_no_undefined_term(self, by_ref):
        found = by_ref[f"{PAGE}#first-line"].direction
        assert found.verdict == "stricter"
        assert found.baseline == f"{PAGE}#first-line in {PAGE}@2016-09-06"
        assert "criteria" in found.because
        (witness,) = found.witnesses
        assert (witness.before, witness.after, witness.rests_on) == ("permitted", "prohibited", ())
        assert witness.person.get("prior-dmt") is False
        assert witness.person.get("new-mri-lesions") is True
        relapses = next(known for known in witness.person if known.fact == "relapses")
        assert relapses.value < 2
        assert str(relapses.within) == "P24M"

    def test_its_mirror_is_looser(self, corpus, sheet):
        old = corpus.versions[f"{PAGE}@2016-09-06"].provisions["first-line"]
        new = corpus.versions[f"{NEWS}@2019"].provisions["first-line"]
        assert direction(new, old, sheet, baseline="new").verdict == "looser"

    def test_after_another_treatment_is_unclear_for_a_term(self, by_ref):
        found = by_ref[f"{NEWS}#after-another-dmt"].direction
        assert found.verdict == "unclear"
        assert "highly-active" in found.undefined

    def test_hospital_is_stricter_by_force_and_was_stated_before(self, by_ref):
        found = by_ref[f"{NEWS}#hospital"].direction
        assert found.verdict == "stricter"
        assert found.because == ("force", "already-stated")

    @pytest.mark.parametrize("name", ["no-heart-circulation-bleeding", "no-other-autoimmune"])
    def test_new_prohibitions_are_stricter(self, by_ref, name):
        assert by_ref[f"{NEWS}#{name}"].direction.verdict == "stricter"

    def test_the_end_of_a_permission_leaves_silence_and_is_unclear(self, by_ref):
        found = by_ref[f"{PAGE}#any-line"].direction
        assert found.verdict == "unclear"
        assert "silence" in found.because

    def test_information_has_no_direction(self, corpus):
        report = corpus.changes("2019-01-01", "2019-12-31", topic="alemtuzumab")
        changes = [change for step in report.steps for change in step.changes]
        told = {c.after.provision.force: c.direction for c in changes if c.after.provision}
        assert told["information"] is None

    def test_the_regime_hides_neither_part(self, corpus):
        found = corpus.direction(SINCE, UNTIL, topic="alemtuzumab")
        verdicts = {part.population: part.direction.verdict for part in found.populations}
        assert verdicts["people who have had no DMT yet"] == "stricter"
        treated = "people with relapsing MS who have been treated with another DMT"
        assert verdicts[treated] == "unclear"
        assert found.overall.verdict == "unclear"

    def test_the_regime_mirrors(self, corpus, sheet):
        from guidance.directions.regimes import compare_days

        days = [corpus.as_of(day, topic="alemtuzumab") for day in (UNTIL, SINCE)]
        found = compare_days(*days, sheet)
        verdicts = {part.population: part.direction.verdict for part in found.populations}
        assert verdicts["people who have had no DMT yet"] == "looser"
        assert found.overall.verdict == "unclear"

    def test_the_same_day_is_the_same(self, corpus):
        assert corpus.direction(SINCE, SINCE).overall.verdict == "same"

    def test_every_witness_differs_when_evaluated(self, by_ref, sheet):
        checked = 0
        for change in by_ref.values():
            if change.direction is None:
                continue
            sides = [
                change.before and change.before.provision,
                change.after and change.after.provision,
            ]
            rules = [rule_of("r", side) if side else None for side in sides]
            for witness in change.direction.witnesses:
                outcomes = [
                    _of_permission(judge(Regime((rule,) if rule else ()), witness.person, sheet))
                    for rule in rules
                ]
                assert outcomes == [witness.before, witness.after]
                checked += 1
        assert checked >= 5


def _of_permission(judgement):
    """Who may have something is a matter of permission, however warmly it is recommended."""
    return "permitted" if judgement.outcome == "advised" else judgement.outcome


PEOPLE = {
    "untreated, one recent relapse": (
        "prior-dmt=no relapses=1/P24M recent-relapse=yes new-mri-lesions=no",
        ("allowed", "undetermined", "not-allowed"),
    ),
    "untreated, two relapses and lesions": (
        "prior-dmt=no relapses=2/P24M new-mri-lesions=yes"
        " heart-circulation-bleeding-disorder=no other-autoimmune-disorder=no",
        ("allowed", "allowed", "allowed"),
    ),
    "on a DMT, one relapse": (
        "prior-dmt=yes being-treated=no relapses=1/P12M recent-relapse=yes new-mri-lesions=no"
        " heart-circulation-bleeding-disorder=no other-autoimmune-disorder=no",
        ("allowed", "undetermined", "undetermined"),
    ),
}
"""The person table of domain.md: to 2019-12-31, in January, from 2020-01-31."""

THYROID = ["being-treated=yes", "acquired-thyroid-problem=yes"]
"""Its last row, of somebody who asks whether to go on: another action."""

DAYS = (
    ("2016-09-06", "2019-12-31"),
    ("2020-01-01", "2020-01-15", "2020-01-30"),
    ("2020-01-31", "2024-01-01"),
)


class TestPeople:
    @pytest.mark.parametrize("who", PEOPLE)
    def test_the_person_table(self, corpus, who):
        facts, outcomes = PEOPLE[who]
        for days, outcome in zip(DAYS, outcomes, strict=True):
            for day in days:
                assert corpus.evaluate(day, facts.split()).outcome == outcome, day

    @pytest.mark.parametrize(
        ("place", "outcome"), [(0, "permitted"), (1, "undetermined"), (2, "undetermined")]
    )
    def test_going_on_with_a_thyroid_problem(self, corpus, place, outcome):
        for day in DAYS[place]:
            (found,) = corpus.evaluate(day, THYROID).on_action("continue")
            assert found.outcome == outcome, day

    def test_the_person_table_from_the_command(self, capsys):
        for (facts, outcomes), place in product(PEOPLE.values(), (0, 1, 2)):
            told = [part for fact in facts.split() for part in ("--fact", fact)]
            day = DAYS[place][-1]
            assert main(["evaluate", day, "alemtuzumab", *told, *TWO, "--format", "json"]) == 0
            assert json.loads(capsys.readouterr().out)["outcome"] == outcomes[place]

    def test_before_the_first_record_there_is_no_evidence(self, corpus):
        found = corpus.evaluate("2016-09-05", ["new-mri-lesions=yes"])
        assert (found.outcome, found.because) == ("undetermined", ("no-evidence",))

    def test_either_way_is_allowed_and_says_on_which_day_it_does_not_depend(self, corpus):
        facts = PEOPLE["untreated, two relapses and lesions"][0].split()
        found = corpus.evaluate("2020-01-15", facts)
        assert [when.event for when in found.depends_on] == [f"{NEWS}@start"]
        assert found.because == ()

    def test_highly_active_leaves_it_open(self, corpus):
        found = corpus.evaluate("2020-02-01", PEOPLE["on a DMT, one relapse"][0].split())
        assert found.undefined == ("highly-active",)
        assert found.missing == ()

    def test_the_thyroid_tension_is_shown_and_not_resolved(self, corpus):
        found = corpus.evaluate("2020-02-01", ["being-treated=yes", "acquired-thyroid-problem=yes"])
        pairs = {(tension.entry.ref, tension.other.ref) for tension in found.tensions}
        assert (f"{NEWS}#no-other-autoimmune", f"{PAGE}#thyroid-may-continue") in pairs
        (going_on,) = found.on_action("continue")
        assert [str(asked) for asked in going_on.missing] == ["other-autoimmune-disorder"]

    def test_nothing_speaks_of_them(self, corpus):
        found = corpus.evaluate(
            "2019-12-31",
            [
                "prior-dmt=yes",
                "being-treated=no",
                "new-mri-lesions=no",
                "recent-relapse=no",
                "relapses=0/P12M",
            ],
        )
        # Whether the page's "active" MS is meant is for somebody to read.
        assert (found.outcome, found.because) == ("undetermined", ("silence", "undeclared"))
        ((main, *_),) = (each.actions for each in found.places)
        assert [entry.ref for entry in main.to_read] == [f"{PAGE}#recommended-for-active"]

    def test_facts_can_be_a_mapping(self, corpus):
        facts = {"prior-dmt": False, "relapses": "2/P24M", "new-mri-lesions": True}
        assert corpus.evaluate("2019-12-31", facts).outcome == "allowed"

    @pytest.mark.parametrize(
        ("facts", "says"),
        [
            (["new-mri-lesion=yes"], "did you mean new-mri-lesions"),
            (["relapses=2"], "relapses=2/P24M"),
            (["relapses=two/P24M"], "whole number"),
            (["relapses=3/P12M", "relapses=2/P24M"], "cannot be true together"),
            (["being-treated=yes", "prior-dmt=no"], "constraint"),
        ],
    )
    def test_bad_facts_are_refused_in_words(self, corpus, facts, says):
        with pytest.raises(guidance.GuidanceError, match=says):
            corpus.evaluate("2020-02-01", facts)


FORCES = ("information", "may", "should", "must", "should-not", "must-not")
MIRROR = {"stricter": "looser", "looser": "stricter", None: None}


class TestByForce:
    @pytest.mark.parametrize(
        ("before", "after", "verdict"),
        [
            (None, "must", "stricter"),
            (None, "must-not", "stricter"),
            ("information", "should", "stricter"),
            ("should", "must", "stricter"),
            ("may", "should", "stricter"),
            ("may", "must-not", "stricter"),
            ("must", "must-not", "stricter"),
            ("should-not", "must-not", "stricter"),
            ("must", None, "looser"),
            ("must-not", None, "looser"),
            ("must", "should", "looser"),
            ("must-not", "may", "looser"),
            (None, "may", "unclear"),
            ("may", None, "unclear"),
            ("may", "information", "unclear"),
            (None, "information", None),
            ("information", None, None),
            ("information", "information", None),
        ],
    )
    def test_table(self, before, after, verdict):
        sides = [provision(force) if force else None for force in (before, after)]
        found = direction(*sides, None, baseline="b")
        assert (found and found.verdict) == verdict

    def test_reworded_without_criteria_is_unclear(self):
        found = direction(provision("must"), provision("must", "Other."), None, baseline="b")
        assert (found.verdict, found.because) == ("unclear", ("reworded",))

    def test_criteria_that_stand_only_in_words_are_undeclared(self, sheet):
        old = provision("may", criteria=FactTest(fact="new-mri-lesions"))
        for words in ({"criteria": "in-text"}, {"population": Population(words="some")}):
            found = direction(old, provision("may", **words), sheet, baseline="b")
            assert (found.verdict, found.because) == ("unclear", ("undeclared",))

    def test_without_criteria_a_statement_is_about_everybody(self, sheet):
        old = provision("may", criteria=FactTest(fact="new-mri-lesions"))
        found = direction(old, provision("must-not"), sheet, baseline="b")
        assert found.verdict == "stricter"
        found = direction(old, provision("may"), sheet, baseline="b")
        assert (found.verdict, found.ruled_out) == ("unclear", ("stricter",))

    @pytest.mark.parametrize(("one", "two"), list(product((None, *FORCES), repeat=2)))
    def test_mirror(self, one, two):
        if one is None and two is None:
            return
        sides = [provision(force) if force else None for force in (one, two)]
        there = direction(*sides, None, baseline="b")
        back = direction(*reversed(sides), None, baseline="b")
        there, back = (each and each.verdict for each in (there, back))
        assert MIRROR.get(there, there) == back


class TestFindingsAndCommands:
    def test_odd_criteria_are_found_with_file_and_line(self, tmp_path, capsys):
        folder = tmp_path / "rules"
        folder.mkdir()
        (tmp_path / "facts").mkdir()
        (tmp_path / "facts" / "t.yaml").write_text(
            "format: guidance/1\ntopic: t\nfacts:\n  relapses: {label: relapses, type: count}\n"
        )
        (folder / "source.yaml").write_text(
            "format: guidance/1\nsource: rules\ntitle: Rules\ntopics: [t]\n"
        )
        rule = (
            "  {name}:\n    title: A\n    kind: k\n    force: may\n    text: A.\n"
            "    criteria: {criteria}\n    cite: {{section: One}}\n"
        )
        three = "{fact: relapses, at-least: 3, within: P12M}"
        two = "{fact: relapses, at-most: 2, within: P24M}"
        never = f"{{all: [{three}, {two}]}}"
        (folder / "1.yaml").write_text(
            "format: guidance/1\nsource: rules\nversion: '1'\nextent: whole\n"
            "published: 2020-01-01\nstanding: law\ndocument: {title: T}\nprovisions:\n"
            + rule.format(name="never", criteria=never)
            + rule.format(name="always", criteria="{fact: relapses, at-least: 0, within: P12M}")
            + rule.format(name="fine", criteria="{fact: relapses, at-least: 1, within: P12M}")
        )
        assert main(["check", str(tmp_path)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].endswith("[always-holds]")
        assert "1.yaml:21:" in lines[0]
        assert lines[1].endswith("[never-holds]")
        assert "1.yaml:14:" in lines[1]
        assert len(lines) == 3
        assert main(["check", str(tmp_path), "--exit-code", "--format", "json"]) == 1
        codes = [each["code"] for each in json.loads(capsys.readouterr().out)["findings"]]
        assert codes == ["always-holds", "never-holds"]

    @pytest.mark.parametrize(
        ("args", "code"),
        [
            (["direction", SINCE, UNTIL, "--fail-on", "stricter"], 1),
            (["direction", SINCE, UNTIL, "--fail-on", "unclear"], 1),
            (["direction", SINCE, UNTIL, "--fail-on", "looser"], 0),
            (["changes", SINCE, UNTIL, "--fail-on", "stricter"], 1),
            (["changes", SINCE, UNTIL, "--fail-on", "looser"], 0),
            (["compare", f"{PAGE}@2016-09-06", f"{NEWS}@2019", "--fail-on", "stricter"], 1),
            (["evaluate", UNTIL, "--fact", "highly-active=yes", "--require-certain"], 4),
        ],
    )
    def test_exit_codes(self, args, code):
        assert main([*args, *TWO]) == code

    def test_a_file_of_facts(self, tmp_path, capsys):
        file = tmp_path / "facts.txt"
        file.write_text("# somebody\nprior-dmt=no\n\nnew-mri-lesions=yes\n")
        assert main(["evaluate", SINCE, "--facts", str(file), *TWO, "--format", "json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["facts"] == ["prior-dmt=no", "new-mri-lesions=yes"]
        assert found["outcome"] == "allowed"

    def test_the_sentence_can_be_pasted(self, capsys):
        assert main(["changes", SINCE, UNTIL, *TWO, "--full"]) == 0
        text = " ".join(capsys.readouterr().out.split())
        assert (
            "For example, a person with no relapses within 24 months, who has new lesions on MRI"
            " and has had no disease-modifying therapy yet: before, permitted; after, prohibited."
            in text
        )


class TestFactsOnTheCommandLine:
    def test_facts_lists_what_can_be_asked(self, capsys):
        assert main(["facts", "alemtuzumab"]) == 0
        told = capsys.readouterr().out
        assert "prior-dmt" in told
        assert "relapses" in told

    def test_an_unknown_topic_is_told_with_the_nearest(self, capsys):
        assert main(["facts", "alemtuzumb"]) == 2
        assert "did you mean alemtuzumab" in capsys.readouterr().err

    def test_names_and_values_complete(self):
        from guidance.cli.options import FACT

        context = click.Context(click.Command("evaluate"), info_name="evaluate")
        context.params["topic"] = "alemtuzumab"
        offered = [each.value for each in FACT.shell_complete(context, None, "prior")]
        assert offered == ["prior-dmt=yes", "prior-dmt=no"]
        # Figures as the rules ask for them.
        assert [each.value for each in FACT.shell_complete(context, None, "relap")] == [
            "relapses=1/P12M",
            "relapses=2/P24M",
        ]
        assert [each.value for each in FACT.shell_complete(context, None, "failed")] == [
            "failed-dmts=1",
            "failed-dmts=2",
        ]


class TestPlaces:
    def test_direction_takes_a_place(self, capsys):
        asked = ["direction", "2019-06-01", "2020-02-01", "alemtuzumab"]
        assert main([*asked, "--jurisdiction", "DE", "--format", "json"]) == 0
        (place,) = json.loads(capsys.readouterr().out)["places"]
        start = next(each for each in place["actions"] if each["is_main"])
        assert start["direction"]["verdict"] == "mixed"

    def test_an_untreated_person_in_the_union(self):
        facts = ["prior-dmt=no", "relapses=1/P24M", "new-mri-lesions=yes"]
        found = guidance.load().evaluate("2020-02-01", facts, topic="alemtuzumab")
        assert found.outcome == "not-allowed"
        (union,) = [each for each in found.places if any(p.is_stated for p in each.places)]
        start, _, tests = union.actions
        assert start.outcome == "advised-against"
        assert start.certain == ("ema-lemtrada-review#no-other-start",)
        beside = {each.entry.ref: each.says for each in start.beside}
        assert beside[f"{NEWS}#first-line"] == "prohibited"  # outside what the page permits
        assert tests.outcome == "silent"
        assert [entry.ref for entry in tests.rules] == [f"{PAGE}#monitoring-duration"]
        pairs = {(each.entry.ref, each.other.ref) for each in found.tensions}
        assert ("ema-lemtrada-review#no-other-start", f"{NEWS}#first-line") in pairs
        treated = guidance.load().evaluate("2020-02-01", ["been-treated=yes"])
        assert {each.outcome for each in treated.on_action("tests")} == {"required"}
