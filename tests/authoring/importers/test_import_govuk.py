"""GOV.UK documents: notes of changes, the present text, withdrawal; old bodies are not recorded."""

from __future__ import annotations

import json
from datetime import date

import pytest

from guidance import load
from guidance.authoring.importing import GivenFile, Request, import_files, importer
from guidance.authoring.importing.days import london_day
from guidance.errors import RecordsError
from real_documents import DOCUMENTS, real

PAGE, MANUAL, GONE = (DOCUMENTS / f"{name}.json" for name in ("page", "manual", "withdrawn"))
NAME = "brewing-tea"


def imported(*paths, **said):
    return importer("govuk").read(Request(tuple(map(GivenFile, paths)), **said))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    import_files("govuk", Request(tuple(map(GivenFile, (PAGE, MANUAL, GONE)))), folder)
    return load(folder)


def test_each_day_of_changes_is_a_version_whose_wording_is_not_recorded(corpus):
    notes = {
        ref.partition("@")[2]: each.provisions["page"].text
        for ref, each in corpus.versions.items()
        if each.source == NAME and "page" in each.provisions
    }
    assert notes == {
        "2031-03-01": "The wording of 1 March 2031 is not recorded."
        " The publisher noted: First published.",
        "2031-04-02": "The wording of 2 April 2031 is not recorded."
        " The publisher noted: Said how long to wait. Said why to wait.",
        "2031-06-01": "The wording of 1 June 2031 is not recorded."
        " The publisher noted: Milk comes later.",
    }


def test_the_present_text_is_whole_and_known_only_to_be_there_by_its_day(corpus):
    version = corpus.versions[f"{NAME}@text-2031-06-05"]
    assert version.extent == "whole"
    assert str(version.published) == "[2031-06-01..2031-06-05]"
    assert {each.cite.section: each.text for each in version.provisions.values()} == {
        "(lead)": "How to brew.",
        "Water": "It boils first. Fill the pot Wait",
        "Milk": "Later.",
    }
    assert [each.title for each in version.provisions.values()] == ["Brewing tea", "Water", "Milk"]
    replaced = [each.replaces for each in version.provisions.values()]
    assert replaced == [(f"{NAME}#page",), (), ()]
    assert all(each.jurisdictions == ("GB-ENG", "GB-SCT") for each in version.provisions.values())


def test_answers_say_what_is_not_recorded(corpus):
    def held(day):
        return [each.provision.text for each in corpus.as_of(day, source=NAME).in_force]

    assert held("2031-02-28") == []
    assert "is not recorded" in held("2031-04-01")[0]
    assert "How to brew." in held("2031-06-05")
    assert "How to brew." not in held("2031-06-03")


def test_a_note_about_a_section_of_a_manual_says_nothing_of_the_rest(corpus):
    noted = corpus.versions["tea-manual@2031-04-06"]
    assert list(noted.provisions) == ["section-pots"]
    assert corpus.versions["tea-manual@text-2031-06-05"].extent == "partial"
    held = {each.ref for each in corpus.as_of("2031-07-01", source="tea-manual").in_force}
    assert "tea-manual#section-pots" in held


def test_a_withdrawal_ends_what_the_page_said(corpus):
    version = corpus.versions["coffee@withdrawn-2031-06-05"]
    (act,) = version.amendments
    assert (act.act, act.provisions) == ("ends", ("coffee",))
    assert "Tea is better." in act.because
    assert str(version.events["withdrawal"].date) == "2031-06-05"
    assert not corpus.as_of("2031-06-06", source="coffee").in_force


def test_a_record_names_publisher_address_and_licence(corpus):
    version = corpus.versions[f"{NAME}@2031-04-02"]
    assert version.document.publisher == "Department for Tea"
    assert version.document.url == "https://www.gov.uk/guidance/brewing-tea"
    assert "Open Government Licence v3.0" in version.note


def test_of_a_body_in_two_formats_the_html_is_read(tmp_path):
    path = tmp_path / "page.json"
    page = json.loads(PAGE.read_text())
    page["details"]["body"] = [
        {"content_type": "text/govspeak", "content": "## Not this"},
        {"content_type": "text/html", "content": "<p>This.</p>"},
    ]
    path.write_text(json.dumps(page))
    provisions = imported(path).versions[-1]["provisions"]
    assert [each["text"] for each in provisions.values()] == ["This."]


def test_a_text_without_a_day_is_not_recorded(tmp_path):
    path = tmp_path / "page.json"
    page = json.loads(PAGE.read_text())
    del page["updated_at"]
    path.write_text(json.dumps(page))
    assert [each["version"] for each in imported(path).versions] == [
        "2031-03-01",
        "2031-04-02",
        "2031-06-01",
    ]


def test_the_day_it_was_seen_is_a_check():
    (source,) = imported(PAGE, seen=date(2031, 7, 1)).sources
    assert source["coverage"] == {"checked": ["2031-07-01"]}


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2031-05-31T23:30:00Z", "2031-06-01"),
        ("2031-01-31T23:30:00Z", "2031-01-31"),
        ("2031-03-30T00:59:59Z", "2031-03-30"),
        ("2031-10-25T23:30:00Z", "2031-10-26"),
        ("2031-10-26T23:30:00Z", "2031-10-26"),
        ("2020-05-13T00:00:00.000+01:00", "2020-05-13"),
        ("2020-05-13", "2020-05-13"),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_moment_is_a_day_in_london(stamp, day):
    assert london_day(stamp) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "nested without end"),
        ('{"a": 1, "a": 2}', "two equal keys"),
        ("[1]", "no JSON object"),
        ("{", "not readable as JSON"),
        ("{}", "no base_path"),
        ('{"base_path": "x", "title": "X"}', "no base_path"),
        ("", "empty"),
    ],
)
def test_hostile_and_other_files_are_refused(tmp_path, text, said):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(RecordsError) as caught:
        imported(path)
    assert said in str(caught.value.exceptions[0])


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(RecordsError) as caught:
        imported(tmp_path)
    assert "cannot be read" in str(caught.value.exceptions[0])


def test_the_real_documents(tmp_path):
    paths = real(
        *(
            f"govuk-api/{name}.json"
            for name in (
                "content-design",
                "drug-safety-update",
                "tagged_to_two_coronavirus_taxons",
                "withdrawn_detailed_guide",
            )
        )
    )
    import_files("govuk", Request(tuple(map(GivenFile, paths))), tmp_path)
    corpus = load(tmp_path)
    name = "further-businesses-and-premises-to-close"
    told = " ".join(
        each.provisions["page"].text
        for each in corpus.versions.values()
        if each.source == name and "page" in each.provisions
    )
    notes = json.loads(paths[2].read_text())["details"]["change_history"]
    assert len(notes) == 17
    assert all(" ".join(each["note"].split()) in told for each in notes)
    assert not corpus.as_of("2015-01-29", source="eu-rules-on-the-use-of-chemicals").in_force
    assert corpus.as_of("2015-01-27", source="eu-rules-on-the-use-of-chemicals").in_force
