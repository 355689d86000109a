"""eCFR: two texts of a title, and a list of versions."""

from __future__ import annotations

import pytest

from guidance import load
from guidance.authoring.importing import GivenFile, Request, import_files, importer
from guidance.errors import RecordsError
from real_documents import DOCUMENTS, real

TITLES = [DOCUMENTS / f"title-{number}.xml" for number in (1, 2, 3)]
LIST = DOCUMENTS / "versions.json"
UNRECORDED = "The wording as amended on 1 February 2031 is not recorded."


def imported(*paths):
    return importer("ecfr").read(Request(tuple(map(GivenFile, paths))))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    import_files("ecfr", Request(tuple(map(GivenFile, (*TITLES, LIST)))), folder)
    return load(folder)


def test_differences_of_dashes_and_quotation_marks_are_none():
    found = imported(*TITLES[:2])
    assert [each["version"] for each in found.versions] == ["2031-03-04"]
    assert found.left_out == ["title-2.xml, which says the same as the one before"]
    assert found.sources[0]["coverage"] == {"checked": ["2031-04-01"]}


def test_a_text_holds_by_the_day_it_is_amended_through(corpus):
    def state(name, day):
        answer = corpus.as_of(day, source="ecfr-title-9")
        return [e.provision.text for e in answer.in_force if e.ref.endswith(f"#{name}")]

    assert state("1.2", "2031-03-03") == []
    assert state("1.2", "2031-03-04") == ["(a) One. (b) Two."]
    assert state("1.2", "2031-04-01") == ["(a) One. (b) Two."]
    assert state("1.2", "2031-04-15") == []
    assert state("1.2", "2031-05-01") == ["(a) One. (b) Three."]
    assert state("1.1", "2031-05-01") == ["A lid is 1–2 inches “high”."]
    assert state("1.3-1.5", "2031-03-04") == ["[Reserved]"]
    assert state("1.3-1.5", "2031-05-01") == []


def test_what_changed_changed_between_the_two_days(corpus):
    version = corpus.versions["ecfr-title-9@2031-05-01"]
    (event,) = version.events.values()
    assert str(event.date) == "[2031-04-02..2031-05-01]"
    assert version.published_as_written == "amended through May 1, 2031(fm)"
    assert version.document.url == "https://www.ecfr.gov/on/2031-05-01/title-9"
    assert "public domain" in version.note
    first = corpus.versions["ecfr-title-9@2031-03-04"].provisions["1.1"]
    assert first.title == "Lids."
    assert first.note == "History: [96 FR 1, Jan. 2, 2031]"


def test_the_list_keeps_amendment_and_issue_apart(corpus):
    version = corpus.versions["ecfr-title-9-versions@2031-02-01.issue-2031-02-03"]
    assert str(version.published) == "2031-02-03"
    assert str(version.events["amended-2031-02-01"].date) == "2031-02-01"
    assert (
        version.provisions["1.1"].text
        == "The wording as amended on 1 February 2031 is not recorded."
    )


def test_what_is_not_substantive_leaves_the_words(corpus):
    later = corpus.versions["ecfr-title-9-versions@2031-03-01.issue-2031-03-02"]
    assert later.provisions["1.1"].text == UNRECORDED
    assert "not substantive" in later.provisions["1.1"].note


def test_a_section_without_a_heading_is_called_by_its_number(corpus):
    version = corpus.versions["ecfr-title-9-versions@2030-11-28.issue-2031-01-02"]
    assert version.provisions["1.1"].title == "1.1"


def test_two_sections_of_one_number_stay_two(tmp_path):
    path = tmp_path / "title.xml"
    path.write_text(TITLES[0].read_text().replace("§ 1.2", "§ 1.1"))
    (version,) = imported(path).versions
    texts = [each["text"] for each in version["provisions"].values()]
    assert texts == ["A lid is 1–2 inches “high”.", "(a) One. (b) Two.", "[Reserved]"]


def test_what_was_removed_ends(corpus):
    def held(day):
        answer = corpus.as_of(day, source="ecfr-title-9-versions")
        return {each.ref.partition("#")[2] for each in answer.in_force}

    version = corpus.versions["ecfr-title-9-versions@2031-02-01.issue-2031-02-03"]
    assert "1.2" not in version.provisions
    assert version.after == ("ecfr-title-9-versions@2030-11-28.issue-2031-01-02",)
    assert "1.2" in held("2031-01-31")
    assert "1.2" not in held("2031-02-01")


def test_more_pages_are_told():
    assert imported(LIST).left_out == [
        "all but page 1 of 2 pages of versions; import each",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<DLPSTEXTCLASS/>", "no text of a title"),
        ('{"content_versions": []}', "lists no content_versions"),
        ('{"content_versions": [{"identifier": "1.1", "title": "9"}]}', "no amendment_date"),
    ],
)
def test_other_files_are_refused(tmp_path, text, said):
    path = tmp_path / "x"
    path.write_text(text)
    with pytest.raises(RecordsError) as caught:
        imported(path)
    assert said in str(caught.value.exceptions[0])


def test_the_real_title_before_and_after_has_no_change_of_substance():
    paths = real("ecfr/title1-before.xml", "ecfr/title1-after.xml")
    found = imported(*paths)
    (version,) = found.versions
    assert len(version["provisions"]) == 288
    assert found.left_out == ["title1-after.xml, which says the same as the one before"]


def test_the_real_list_of_versions():
    (path,) = real("ecfr/versions-response.json")
    found = {
        (each["published"], name) for each in imported(path).versions for name in each["provisions"]
    }
    assert found == {("2023-04-10", "1.100"), ("2023-04-10", "1.105"), ("2024-10-01", "1.100")}
