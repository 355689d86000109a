"""Reports laid beside the acts they report: what differs is named, and neither is mended."""

from __future__ import annotations

import json

import pytest

import guidance
from guidance import FactSheet, Source, Version, load
from guidance.cli import main
from guidance.corpus import Corpus
from guidance.documents.upkeep import discrepancies_document
from guidance.errors import UnknownNameError
from guidance.records.model import as_plain
from guidance.upkeep.discrepancies import DiscrepancyKind
from laws import engine
from laws.small import corpus as corpus_of
from laws.small import says, source, version

NEWS, REVIEW = "ema-alemtuzumab-measures", "ema-lemtrada-review"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load()


@pytest.fixture(scope="module")
def shipped(corpus):
    return {
        (each.report.ref.partition("#")[2], each.kind.value): each
        for each in corpus.discrepancies(topic="alemtuzumab")
    }


class TestShipped:
    def test_where_the_news_page_differs_from_the_acts(self, shipped):
        assert set(shipped) == {
            ("after-another-dmt", "figure"),
            ("after-another-dmt", "criteria"),
            ("after-another-dmt", "population"),
            ("after-another-dmt", "force"),
            ("first-line", "figure"),
            ("first-line", "criteria"),
            ("first-line", "population"),
            ("hospital", "wording"),
        }

    def test_two_relapses_in_two_years_against_two_disabling_ones_in_one(self, shipped):
        found = shipped["first-line", "figure"]
        assert (found.report.version, found.act.version) == (
            f"{NEWS}@2019",
            f"{REVIEW}@2020-01-16",
        )
        [here], [there] = found.in_report, found.in_act
        assert (here.fact, here.at_least, str(here.within)) == ("relapses", 2, "P24M")
        assert (there.fact, there.at_least, str(there.within)) == ("disabling-relapses", 2, "P12M")

    def test_that_the_report_is_looser_is_proved_whatever_rapidly_means(self, shipped):
        direction = shipped["first-line", "criteria"].direction
        assert (direction.verdict, direction.undefined) == ("looser", ())
        [witness] = direction.witnesses
        assert (witness.before, witness.after) == ("prohibited", "permitted")
        assert witness.rests_on == ()
        assert witness.person.get("prior-dmt") is False

    def test_another_dmt_is_looser_than_at_least_one(self, shipped):
        figure = shipped["after-another-dmt", "figure"]
        assert figure.in_report == ()
        assert [(test.fact, test.at_least) for test in figure.in_act] == [("failed-dmts", 1)]
        direction = shipped["after-another-dmt", "criteria"].direction
        assert (direction.verdict, direction.undefined) == ("looser", ("highly-active",))
        assert direction.witnesses[0].rests_on == ("highly-active",)

    def test_a_hospital_against_one_with_intensive_care(self, shipped):
        found = shipped["hospital", "wording"]
        assert found.in_act == ("with ready access to intensive care",)
        assert found.direction.verdict == "unclear"

    def test_sentences_say_who_says_what(self, shipped):
        assert guidance.sentence(shipped["first-line", "figure"]) == (
            "“Use as a first treatment” (ema-alemtuzumab-measures, recommendation) reports “New"
            " treatment where MS is worsening rapidly” (ema-lemtrada-review, decision) with other"
            " figures: the report says at least 2 relapses within 24 months; the act says at least"
            " 2 disabling relapses within 12 months."
        )
        looser = guidance.sentence(shipped["after-another-dmt", "criteria"])
        assert looser.endswith(
            "More people qualify by the report than by the act, if “highly active” means the same"
            " in both."
        )

    def test_nothing_is_mended(self, corpus):
        before = {ref: as_plain(version) for ref, version in corpus.versions.items()}
        answer = corpus.as_of("2020-02-01")
        assert corpus.discrepancies()
        assert {ref: as_plain(version) for ref, version in corpus.versions.items()} == before
        [reported] = answer.find(f"{NEWS}#first-line")
        assert reported.provision.text == (
            "As a first treatment it is to be offered only after two relapses within two years,"
            " and only if MRI also shows new lesions."
        )

    def test_without_the_act_there_is_nothing_to_compare(self, corpus):
        assert corpus.only(NEWS).discrepancies() == ()

    def test_a_topic_must_be_recorded(self, corpus):
        with pytest.raises(UnknownNameError):
            corpus.discrepancies(topic="alemtuzumb")


def pair(report: dict, act: dict) -> list[tuple[str, str | None]]:
    """The differences between two invented provisions."""

    def version(source: str, name: str, fields: dict) -> Version:
        provision = {"title": "T", "kind": "k", "force": "may", "text": "Same.", **fields}
        return Version.model_validate(
            {
                "format": "guidance/1",
                "source": source,
                "version": "1",
                "extent": "whole",
                "published": "2020-01-01",
                "standing": "information",
                "document": {"title": "D"},
                "provisions": {name: {**provision, "cite": {"section": "S"}}},
            }
        )

    facts = {
        "age": {"label": "age", "type": "number", "unit": "years"},
        "well": {"label": "is well", "type": "undefined", "because": "not said"},
        "new": {"label": "is new", "type": "yes-no"},
    }
    sheet = FactSheet.model_validate({"format": "guidance/1", "topic": "t", "facts": facts})
    sources = [
        Source.model_validate(
            {"format": "guidance/1", "source": name, "title": name, "topics": ("t",)}
        )
        for name in ("page", "act")
    ]
    made = Corpus.build(
        sources,
        [version("page", "r", {"reports": ("act#a",), **report}), version("act", "a", act)],
        [sheet],
    )
    return [
        (each.kind.value, each.direction.verdict if each.direction else None)
        for each in made.discrepancies()
    ]


ADULT = {"fact": "age", "at-least": "18"}
OLDER = {"fact": "age", "at-least": "21"}
WELL = {"fact": "well"}
NEW = {"fact": "new"}

CASES = {
    "equal": ({"criteria": ADULT}, {"criteria": ADULT}, []),
    "written otherwise, the same": (
        {"criteria": {"all": (NEW, WELL)}},
        {"criteria": {"all": (WELL, NEW)}},
        [],
    ),
    "looser": (
        {"criteria": ADULT},
        {"criteria": OLDER},
        [("figure", None), ("criteria", "looser")],
    ),
    "stricter": (
        {"criteria": OLDER},
        {"criteria": ADULT},
        [("figure", None), ("criteria", "stricter")],
    ),
    "a prohibition turns it round": (
        {"force": "must-not", "criteria": ADULT},
        {"force": "must-not", "criteria": OLDER},
        [("figure", None), ("criteria", "stricter")],
    ),
    "mixed": (
        {"criteria": NEW},
        {"criteria": ADULT},
        [("figure", None), ("criteria", "mixed")],
    ),
    "an undefined term that only one side uses": (
        {"criteria": ADULT},
        {"criteria": {"all": (ADULT, WELL)}},
        [("criteria", "looser")],
    ),
    "an undefined term of both": (
        {"criteria": WELL},
        {"criteria": {"all": (NEW, WELL)}},
        [("criteria", "looser")],
    ),
    "conditions on one side alone": (
        {},
        {"criteria": NEW},
        [("criteria", "unclear")],
    ),
    "permission reported as prohibition": (
        {"force": "must-not", "criteria": NEW},
        {"criteria": {"all": (NEW, WELL)}},
        [("criteria", "unclear"), ("force", None)],
    ),
    "populations": (
        {"criteria": WELL, "population": {"words": "new", "when": NEW}},
        {"criteria": WELL},
        [("population", None)],
    ),
    "words": ({"text": "Same, at once."}, {}, [("wording", "unclear")]),
    "words of information are nobody's": (
        {"text": "Same, at once.", "force": "information"},
        {"force": "information"},
        [],
    ),
}


@pytest.mark.parametrize(("report", "act", "expected"), CASES.values(), ids=CASES)
def test_invented_pairs(report, act, expected):
    assert pair(report, act) == expected


def test_kinds_are_stable():
    assert [kind.value for kind in DiscrepancyKind] == [
        "figure",
        "criteria",
        "population",
        "force",
        "wording",
        "day",
    ]


class TestEarlierTexts:
    """Two records of one history: what they say of the past is held together too."""

    @staticmethod
    def corpus(tmp_path, *, same_event=True):
        def written(slug, *texts, **more):
            versions = []
            for number, (day, name, words) in enumerate(texts):
                event = {"label": "it starts", "date": day, **more.get(f"event{number}", {})}
                provision = {
                    "title": "Rate",
                    "kind": "rule",
                    "force": "must",
                    "text": words,
                    "applies": {"from": f"start-{number}"},
                    "cite": {"section": "1"},
                    **({"reports": ["act#rate"]} if slug == "report" else {}),
                }
                versions.append({
                    "format": "guidance/1", "source": slug, "version": name, "extent": "partial",
                    "published": day, "standing": "law", "document": {"title": name},
                    "events": {f"start-{number}": event}, "provisions": {"rate": provision},
                })  # fmt: skip
            head = {"format": "guidance/1", "source": slug, "title": slug, "topics": ["t"]}
            for name, record in [("source", head), *((v["version"], v) for v in versions)]:
                path = tmp_path / slug / f"{name}.json"
                path.parent.mkdir(exist_ok=True)
                path.write_text(json.dumps(record))

        written("act", ("2001-01-01", "first", "Pay 10."), ("2011-01-01", "second", "Pay 20."))
        same = {"event0": {"same-as": {"event": "act@start-0"}}} if same_event else {}
        written("report", ("2001-01-01", "a", "Pay 12."), ("2011-01-01", "b", "Pay 20."), **same)
        return load(tmp_path)

    def test_texts_that_start_with_one_event_are_held_together(self, tmp_path, capsys):
        corpus = self.corpus(tmp_path)
        [found] = corpus.discrepancies()
        assert (found.report.version, found.act.version) == ("report@a", "act@first")
        assert found.kind is DiscrepancyKind.WORDING
        assert main(["discrepancies", "--data", str(tmp_path)]) == 0
        assert "report#rate / act#rate" in capsys.readouterr().out

    def test_texts_of_which_it_is_not_known_are_not(self, tmp_path):
        assert self.corpus(tmp_path, same_event=False).discrepancies() == ()


class TestByPart:
    """What differs in one part of the territory alone is a difference there, and says so."""

    @staticmethod
    def found(*records):
        return engine.load(corpus_of(source("page"), source("law"), *records)).discrepancies()

    @staticmethod
    def fee(amount, **fields):
        return says("fee", f"Pay {amount}.", force="must", **fields)

    def test_an_act_that_says_another_figure_for_scotland(self):
        [found] = self.found(
            version("law@1", "2020-01-01", self.fee(400, jurisdictions=["GB"])),
            version("law@2", "2021-01-01", self.fee(250, jurisdictions=["GB-SCT"])),
            version(
                "page@1", "2021-02-01", self.fee(400, jurisdictions=["GB"], reports=["law#fee"])
            ),
        )
        assert (found.where.code, found.act.version) == ("GB-SCT", "law@2")
        assert (found.in_report, found.in_act) == (("400",), ("250",))
        assert "with other words in Scotland: the report says" in guidance.sentence(found)

    def test_the_same_where_neither_named_a_place_before(self):
        [found] = self.found(
            version("law@1", "2020-01-01", self.fee(400)),
            version("law@2", "2021-01-01", self.fee(250, jurisdictions=["GB-SCT"])),
            version("page@1", "2020-02-01", self.fee(400, reports=["law#fee"])),
        )
        assert (found.where.code, found.act.version) == ("GB-SCT", "law@2")

    def test_a_report_that_follows_in_one_part_alone(self):
        """The page has the new figure for Scotland; the act has it for all of Great Britain."""
        [found] = self.found(
            version("law@1", "2020-01-01", self.fee(400, jurisdictions=["GB-GBN"])),
            version("law@2", "2021-01-01", self.fee(250, jurisdictions=["GB-GBN"])),
            version(
                "page@1", "2020-02-01", self.fee(400, jurisdictions=["GB-GBN"], reports=["law#fee"])
            ),
            version(
                "page@2", "2021-02-01", self.fee(250, jurisdictions=["GB-SCT"], reports=["law#fee"])
            ),
        )
        assert (found.where.code, found.report.version) == ("GB-GBN without GB-SCT", "page@1")
        assert "in Great Britain except Scotland" in guidance.sentence(found)

    @pytest.mark.parametrize(
        ("places", "where"),
        [
            ({"jurisdictions": ["GB"]}, None),
            ({}, None),  # a page that names no place speaks of what the act does
            ({"jurisdictions": ["GB-SCT"]}, "GB-SCT"),
            ({"jurisdictions": ["US"]}, None),  # it reports what holds elsewhere
        ],
    )
    def test_where_is_told_only_if_it_is_not_all(self, places, where):
        [found] = self.found(
            version("law@1", "2020-01-01", self.fee(400, jurisdictions=["GB"])),
            version("page@1", "2020-02-01", self.fee(250, reports=["law#fee"], **places)),
        )
        assert (found.where and found.where.code) == where

    def test_the_same_restated_for_one_part_is_told_once(self):
        [found] = self.found(
            version("law@1", "2020-01-01", self.fee(400, jurisdictions=["GB"])),
            version("law@2", "2021-01-01", self.fee(400, jurisdictions=["GB-SCT"])),
            version(
                "page@1", "2020-02-01", self.fee(250, jurisdictions=["GB"], reports=["law#fee"])
            ),
        )
        assert found.where is None

    def test_a_whole_version_with_fewer_places_has_no_text_elsewhere(self):
        records = (
            version("law@1", "2020-01-01", self.fee(400, jurisdictions=["GB"])),
            version("law@2", "2021-01-01", self.fee(250, jurisdictions=["GB-SCT"]), extent="whole"),
            version(
                "page@1", "2020-02-01", self.fee(999, jurisdictions=["GB"], reports=["law#fee"])
            ),
        )
        assert [(each.where.code, each.in_act) for each in self.found(*records)] == [
            ("GB-SCT", ("250",))
        ]

    def test_the_document_names_the_part(self):
        records = corpus_of(
            source("page"),
            source("law"),
            version("law@1", "2020-01-01", self.fee(400, jurisdictions=["GB"])),
            version(
                "page@1", "2020-02-01", self.fee(250, jurisdictions=["GB-SCT"], reports=["law#fee"])
            ),
        )
        [shown] = discrepancies_document(made := engine.load(records), made.discrepancies(), None)[
            "discrepancies"
        ]
        assert (shown["part"], shown["where"]) == ({"within": ["GB-SCT"], "without": []}, "GB-SCT")
