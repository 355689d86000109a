"""Federal Register: DATES right, or open as written; none wrong."""

from __future__ import annotations

import pytest

from guidance import load
from guidance.authoring.importers.fr import days_in
from guidance.authoring.importing import GivenFile, Request, import_files, importer
from guidance.authoring.importing.days import UNFIXED
from guidance.errors import QueryError, RecordsError
from real_documents import DOCUMENTS, real

ISSUE = DOCUMENTS / "issue.xml"


def imported(path):
    return importer("fr").read(Request((GivenFile(path),)))


def dates_of(imported):
    """The days of each rule by role; what is open has none."""
    return {
        each["source"].rpartition("-")[2]: {
            name: event.get("date") for name, event in each["events"].items()
        }
        for each in imported.versions
    }


def test_each_rule_has_the_days_that_it_states():
    assert dates_of(imported(ISSUE)) == {
        "00001": {"effective": "2031-03-13"},
        "00002": {"effective": "2031-02-09", "expiry": "2032-01-01"},
        "00003": {"effective": "2031-02-10", "expiry": "2031-02-11"},
        "00004": {"effective": "2031-02-12", "applicable": "2031-01-01"},
        "00005": {"effective": "2031-03-13", "delayed-part": UNFIXED.get("date")},
        "00006": {"effective": "2031-02-12", "comments-due": "2031-03-28"},
        "00007": {"effective": None},
        "00008": {"effective": None},
        "00009": {"effective": None},
        "00010": {"effective": "2031-02-12"},
        "00011": {"effective": None},
    }


def test_what_was_not_read_stands_as_written():
    versions = {each["source"]: each for each in imported(ISSUE).versions}
    event = versions["fr-2031-00007"]["events"]["effective"]
    assert event["as-written"] == (
        "This rule is effective April 1, 2031. The compliance date is October 1, 2032."
    )
    assert "Objections must be received" in versions["fr-2031-00010"]["note"]
    assert "no dates" in versions["fr-2031-00009"]["note"]


def test_what_a_rule_excepts_and_its_hours_stand_in_its_words():
    rules = {
        each["source"]: each["provisions"]["rule"]["text"] for each in imported(ISSUE).versions
    }
    assert "delayed indefinitely: the amendments codified at 47 CFR" in rules["fr-2031-00005"]
    assert "only from 10:30 a.m. until 11:35 a.m." in rules["fr-2031-00003"]
    assert rules["fr-2031-00001"] == "Teapots are regulated. It concerns 14 CFR Part 39."


def test_what_is_left_out_is_told():
    assert imported(ISSUE).left_out == ["1 proposed rule of issue.xml"]


@pytest.mark.parametrize(
    "text",
    [
        "This rule is effective March 13, 2031, except § 1.2.",
        "This rule is effective 30 days after publication.",
        "This rule is effective March 13, 2031 at noon.",
        "This rule is effective March 13, 2031. However, § 1.2 is stayed.",
        "This rule is effective March 13, 2031. This rule is effective April 1, 2031.",
        "Effective March 13, 2031; applicable April 1, 2031.",
        "This rule is not effective March 13, 2031.",
        "Effective Smarch 13, 2031.",
        "The Commission will publish a document in the Federal Register announcing the effective"
        " date of § 1.2.",
    ],
)
def test_anything_but_an_exact_phrase_leaves_the_start_open(text):
    days = days_in(text)
    assert days.start is None
    assert " ".join(days.unread) == text


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Effective March 13, 2031.", "2031-03-13"),
        ("This final rule is effective on March 13, 2031.", "2031-03-13"),
        ("These regulations are effective March 3, 2031", "2031-03-03"),
        ("The direct final rule becomes effective March 13, 2031.", "2031-03-13"),
    ],
)
def test_the_exact_phrases(text, start):
    assert days_in(text).start == start


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    import_files("fr", Request((GivenFile(ISSUE),)), folder)
    return load(folder)


def test_answers_follow_the_days(corpus):
    def held(day):
        return {each.ref.rpartition("-")[2] for each in corpus.as_of(day).in_force}

    assert "00001#rule" not in held("2031-03-12")
    assert "00001#rule" in held("2031-03-13")
    assert "00002#rule" in held("2031-12-31")
    assert "00002#rule" not in held("2032-01-01")
    assert "00003#rule" in held("2031-02-10")
    assert "00003#rule" not in held("2031-02-11")
    assert "00007#rule" not in held("2040-01-01")
    assert "00005#delayed-part" not in held("2040-01-01")


def test_a_record_names_its_agency_address_and_licence(corpus):
    version = corpus.versions["fr-2031-00001@2031-02-12"]
    assert version.document.publisher == "DEPARTMENT OF TEA, Pot Office"
    assert version.document.url == "https://www.federalregister.gov/d/2031-00001"
    assert version.published_as_written == "Wednesday, February 12, 2031"
    assert "public domain" in version.note
    assert "Docket: [Docket No. T-00001]" in version.note
    assert "Action: Final rule." in version.note
    assert version.document.title == "Lids"


def test_days_in_two_paragraphs_are_two_sentences(tmp_path):
    path = tmp_path / "issue.xml"
    dates = "<P>This rule is effective April 1, 2031.</P><P>It is stayed until May 1, 2031.</P>"
    path.write_text(
        "<FEDREG><DATE>Wednesday, February 12, 2031</DATE><RULE><PREAMB><SUBJECT>Lids</SUBJECT>"
        f"<EFFDATE><HD>DATES:</HD>{dates}</EFFDATE></PREAMB></RULE></FEDREG>"
    )
    (version,) = imported(path).versions
    event = version["events"]["effective"]
    assert event["as-written"] == (
        "This rule is effective April 1, 2031. It is stayed until May 1, 2031."
    )
    assert "date" not in event


def test_a_single_rule_does_not_say_when_it_was_published(tmp_path):
    path = tmp_path / "rule.xml"
    path.write_text("<RULE><PREAMB><SUBJECT>Lids</SUBJECT></PREAMB></RULE>")
    with pytest.raises(QueryError, match="--seen"):
        imported(path)


def test_a_file_without_rules_is_refused(tmp_path):
    path = tmp_path / "x.xml"
    path.write_text("<FEDREG><NOTICE/></FEDREG>")
    with pytest.raises(RecordsError) as caught:
        imported(path)
    assert "holds no rules" in str(caught.value.exceptions[0])


def test_the_real_issue_has_thirteen_rules_and_no_day_is_wrong():
    (path,) = real("federal-register/FR-2024-02-12.xml")
    found = imported(path)
    assert dates_of(found) == {
        "02930": {"effective": "2024-02-12", "comments-due": "2024-03-28"},
        "02741": {"effective": "2024-03-13"},
        "02447": {"effective": "2024-03-13"},
        "02829": {"effective": "2024-02-12"},
        "02701": {"effective": "2024-02-10", "expiry": "2024-02-11"},
        "02700": {"effective": "2024-03-13"},
        "02787": {"effective": "2024-02-12"},
        "02705": {"effective": "2024-02-12", "applicable": "2024-01-01"},
        "02940": {"effective": None},
        "02110": {"effective": "2024-10-01"},
        "02795": {"effective": "2024-02-09", "expiry": "2025-01-01"},
        "02182": {"effective": "2024-04-12"},
        "01667": {"effective": "2024-03-13", "delayed-part": UNFIXED.get("date")},
    }
    assert all(each["published"] == "2024-02-12" for each in found.versions)
