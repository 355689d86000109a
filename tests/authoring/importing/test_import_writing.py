"""Imported records into a folder: repeatable, and never over what somebody wrote by hand."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from guidance import load
from guidance.authoring import formatted, importers
from guidance.authoring.importing import (
    Fate,
    GivenFile,
    Imported,
    Request,
    import_files,
    importer,
    importer_names,
)
from guidance.authoring.importing.sameness import address, renamed
from guidance.errors import QueryError, RecordsError, UnknownNameError
from guidance.files import read_records
from guidance.records.model import Version
from real_documents import DOCUMENTS

PARAMETERS = DOCUMENTS / "parameters"
SOURCE = "documents-tea"


def bring(folder, **said):
    request = Request((GivenFile(said.pop("path", PARAMETERS)),), seen=date(2024, 6, 1), **said)
    return import_files("openfisca", request, folder)


def state_of(folder):
    return {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}


def fates(report):
    return {each.fate for each in report.files}


def test_a_second_run_changes_nothing(tmp_path):
    assert fates(bring(tmp_path)) == {Fate.WRITTEN}
    before = state_of(tmp_path)
    assert fates(bring(tmp_path)) == {Fate.UNCHANGED}
    assert state_of(tmp_path) == before


def test_the_same_files_give_the_same_bytes_elsewhere(tmp_path):
    bring(tmp_path / "a")
    shutil.copytree(PARAMETERS, tmp_path / "documents" / "parameters")
    bring(tmp_path / "b", path=tmp_path / "documents" / "parameters")
    first, second = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.yaml")}
        for name in "ab"
    )
    assert first == second


def test_what_was_imported_is_laid_out_as_fmt_does(tmp_path):
    bring(tmp_path)
    for path in (tmp_path / SOURCE).glob("1*.yaml"):
        assert formatted(path.read_bytes(), Version) == path.read_bytes()


def test_new_content_updates_what_nobody_touched(tmp_path):
    bring(tmp_path)
    report = bring(tmp_path, licence="OGL")
    assert fates(report) == {Fate.UPDATED}
    assert "Licence: OGL." in load(tmp_path).sources[SOURCE].note


@pytest.mark.parametrize("name", ["source", "1990-01-01"])
def test_a_file_changed_by_hand_is_left_alone(tmp_path, name):
    bring(tmp_path)
    path = tmp_path / SOURCE / f"{name}.yaml"
    by_hand = path.read_text() + "# looked at by Ada\n"
    path.write_text(by_hand)
    report = bring(tmp_path, licence="OGL")
    assert path.read_text() == by_hand
    assert [each.path for each in report.files if each.fate is Fate.LEFT] == [path]
    assert not report.beside


def test_a_file_without_the_mark_is_somebodys_own(tmp_path):
    bring(tmp_path)
    path = tmp_path / SOURCE / "1990-01-01.yaml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "guidance import" not in line))
    before = path.read_bytes()
    report = bring(tmp_path, licence="OGL")
    assert path.read_bytes() == before
    assert [each.path for each in report.files if each.fate is Fate.LEFT] == [path]


def test_a_record_in_json_is_not_recorded_a_second_time(tmp_path):
    bring(tmp_path)
    path = tmp_path / SOURCE / "1990-01-01.yaml"
    version = read_records(path).versions[0]
    path.with_suffix(".json").write_text(
        version.model_dump_json(by_alias=True, exclude_defaults=True)
    )
    path.unlink()
    report = bring(tmp_path)
    assert not path.exists()
    assert Fate.LEFT in fates(report)


OWN_SOURCE = f"""\
format: guidance/1
source: {SOURCE}
title: Tea, as we read it
topics: [tea]
"""
OWN_VERSION = f"""\
format: guidance/1
source: {SOURCE}
version: ours
extent: whole
published: "1990-01-01"
standing: information
document: {{title: Our own reading}}
provisions:
  duty:
    title: Duty
    kind: parameter
    force: information
    text: "0.27 (unit: currency)"
    cite: {{section: tea.duty}}
  threshold:
    title: Where the second bracket starts
    kind: parameter
    force: information
    text: "12.5"
    cite: {{section: "Tea.by_weight[1].threshold"}}
"""


@pytest.fixture
def own(tmp_path):
    """A source of the same name that somebody recorded by hand."""
    folder = tmp_path / "records" / SOURCE
    folder.mkdir(parents=True)
    (folder / "source.yaml").write_text(OWN_SOURCE)
    (folder / "ours.yaml").write_text(OWN_VERSION)
    return tmp_path / "records"


def test_an_import_stands_beside_a_source_of_that_name(own):
    report = bring(own)
    assert report.beside == ((SOURCE, f"{SOURCE}-openfisca"),)
    assert (own / SOURCE / "source.yaml").read_text() == OWN_SOURCE
    assert (own / SOURCE / "ours.yaml").read_text() == OWN_VERSION
    assert sorted(p.name for p in (own / SOURCE).iterdir()) == ["ours.yaml", "source.yaml"]
    corpus = load(own)
    assert set(corpus.sources) == {SOURCE, f"{SOURCE}-openfisca"}
    in_force = {each.ref for each in corpus.as_of("1996-01-01").in_force}
    assert {f"{SOURCE}#duty", f"{SOURCE}-openfisca#duty"} <= in_force
    in_force = {each.ref for each in corpus.as_of("2003-01-01").in_force}
    assert f"{SOURCE}-openfisca#duty" not in in_force


def test_what_two_records_of_one_act_say_differently_is_a_discrepancy(own):
    report = bring(own)
    ours = f"{SOURCE}-openfisca"
    assert report.linked == (f"{ours}#by-weight-1.threshold", f"{ours}#duty")
    found = load(own).discrepancies()
    assert [(each.report.ref, each.act.ref) for each in found] == [
        (f"{ours}#duty", f"{SOURCE}#duty")
    ]


def test_what_is_recorded_twice_of_one_section_is_not_compared(own):
    path = own / SOURCE / "ours.yaml"
    again = OWN_VERSION[OWN_VERSION.index("  threshold:") :].replace("threshold:", "threshold-2:")
    path.write_text(OWN_VERSION + again)
    assert bring(own).linked == (f"{SOURCE}-openfisca#duty",)


def test_what_reports_the_import_is_not_reported_back(own):
    bring(own)
    path = own / SOURCE / "ours.yaml"
    ours = f"    reports: [{SOURCE}-openfisca#duty]\n    cite: {{section: tea.duty}}"
    path.write_text(OWN_VERSION.replace("    cite: {section: tea.duty}", ours))
    assert bring(own).linked == ()


def test_what_would_not_fit_what_is_there_is_not_written(tmp_path):
    bring(tmp_path)
    path = tmp_path / SOURCE / "1990-01-01.yaml"
    event = "\nevents:\n\n  from-1995-07-01: {label: another day, date: '1996-01-01'}\n"
    path.write_text(path.read_text().replace("\nevents:\n", event))
    (tmp_path / SOURCE / "1995-07-01.yaml").unlink()
    before = state_of(tmp_path)
    with pytest.raises(RecordsError):
        bring(tmp_path)
    assert state_of(tmp_path) == before


def test_neighbours_of_one_import_are_not_compared(tmp_path):
    for name in ("black", "green"):
        folder = tmp_path / "parameters" / name
        folder.mkdir(parents=True)
        (folder / "duty.yaml").write_text("values:\n  2000-01-01: {value: 1}\n")
    url = "https://example.org/parameters"
    for name in ("black", "green"):
        path = tmp_path / "parameters" / name
        report = bring(tmp_path / "records", path=path, source="tax", url=url)
        assert report.linked == ()


def test_another_record_of_the_same_address_is_compared(own):
    url = "https://example.org/tea"
    (own / SOURCE / "ours.yaml").write_text(
        OWN_VERSION.replace("title: Our own reading", f"title: Our own reading, url: '{url}/'")
    )
    report = bring(own, source="tax", url=f"{url}?a=b")
    assert report.beside == ()
    assert report.linked == ("tax-tea#by-weight-1.threshold", "tax-tea#duty")


WITH_A_DAY = OWN_VERSION.replace(
    "    cite: {section: tea.duty}",
    "    applies: {from: duty-starts}\n    cite: {section: tea.duty}",
).replace(
    "provisions:\n",
    "events:\n  duty-starts: {label: the duty starts, date: '1990-02-01'}\nprovisions:\n",
)


def test_the_start_of_the_same_text_is_the_same_event(own):
    """Told alike where both have one text, or the same words; not where that cannot be told."""
    (own / SOURCE / "ours.yaml").write_text(WITH_A_DAY.replace("0.27", "0.25"))
    bring(own)
    versions = load(own).versions
    first = versions[f"{SOURCE}-openfisca@1990-01-01"]
    own = first.events["from-1990-01-01.duty"]
    assert own.same_as.event == f"{SOURCE}@duty-starts"
    assert not own.same_as.authority
    assert first.provisions["duty"].applies.from_ == "from-1990-01-01.duty"
    # What starts on the same day, and is not in the other record, keeps its day.
    assert first.events["from-1990-01-01"].same_as is None
    later = versions[f"{SOURCE}-openfisca@1995-07-01"].events["from-1995-07-01"]
    assert later.same_as is None


def test_where_no_text_is_the_same_no_day_is(own):
    (own / SOURCE / "ours.yaml").write_text(WITH_A_DAY)
    bring(own)
    events = load(own).versions[f"{SOURCE}-openfisca@1990-01-01"].events
    assert all(each.same_as is None for each in events.values())


def test_beside_a_record_by_hand_a_second_run_changes_nothing(own):
    bring(own)
    before = state_of(own)
    assert fates(bring(own)) == {Fate.UNCHANGED}
    assert state_of(own) == before


def test_faults_in_the_folder_are_told_and_nothing_is_written(own):
    path = own / SOURCE / "ours.yaml"
    path.write_text(OWN_VERSION.replace("kind: parameter", "kinds: parameter"))
    before = state_of(own)
    with pytest.raises(RecordsError):
        bring(own)
    assert state_of(own) == before


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("http://www.legislation.gov.uk/id/ukpga/2000/38", "legislation.gov.uk/ukpga/2000/38"),
        (
            "https://legislation.gov.uk/ukpga/2000/38/2014-04-01/data.xml",
            "legislation.gov.uk/ukpga/2000/38",
        ),
        (
            "https://www.legislation.gov.uk/ukpga/2000/38/enacted",
            "legislation.gov.uk/ukpga/2000/38",
        ),
        ("https://www.gov.uk/guidance/x?y=1#z", "gov.uk/guidance/x"),
        ("https://example.org/2014-04-01-notes/", "example.org/2014-04-01-notes"),
    ],
)
def test_an_address_is_the_same_in_every_version_and_rendering(url, same):
    assert address(url) == same


@pytest.mark.parametrize("name", ["facts", "readme-tea", "license"])
def test_a_folder_that_is_passed_over_is_no_source(tmp_path, name):
    (tmp_path / "p.yaml").write_text("values:\n  2000-01-01: {value: 1}\n")
    with pytest.raises(QueryError, match="--source"):
        bring(tmp_path / "records", path=tmp_path / "p.yaml", source=name)
    assert not (tmp_path / "records").exists()


def test_two_records_of_one_name_are_refused(tmp_path):
    files = tuple(GivenFile(DOCUMENTS / f"{name}.json") for name in ("page", "manual"))
    with pytest.raises(QueryError, match="2 records would be called tea; import the files one"):
        import_files("govuk", Request(files, source="tea"), tmp_path / "records")
    assert not (tmp_path / "records").exists()


def test_only_references_get_the_other_name():
    given = Imported(
        [{"source": "tea"}],
        [
            {
                "source": "tea",
                "version": "1",
                "note": "tea#lid",
                "after": ["tea@0", "coffee@0"],
                "applies": {"from": "start"},
                "provisions": {"tea": {"text": "tea#lid", "replaces": ["tea#pot", "teapot#lid"]}},
                "amendments": [{"act": "ends", "provisions": ["tea", "tea#lid", "coffee"]}],
            }
        ],
    )
    found = renamed(given, {"tea": "tea-2"})
    assert found.sources == [{"source": "tea-2"}]
    assert found.versions == [
        {
            "source": "tea-2",
            "version": "1",
            "note": "tea#lid",
            "after": ["tea-2@0", "coffee@0"],
            "applies": {"from": "start"},
            "provisions": {"tea": {"text": "tea#lid", "replaces": ["tea-2#pot", "teapot#lid"]}},
            "amendments": [{"act": "ends", "provisions": ["tea-2", "tea-2#lid", "coffee"]}],
        }
    ]


def test_what_cannot_be_a_record_is_told_by_its_name(tmp_path):
    request = Request((GivenFile(DOCUMENTS / "page.json"),), source="No Slug")
    with pytest.raises(RecordsError) as caught:
        import_files("govuk", request, tmp_path / "records")
    assert str(caught.value.exceptions[0]).startswith("No Slug: source: ")


EVERY = {
    "clml": ("section.xml", "changes.xml"),
    "ecfr": ("title-1.xml", "versions.json"),
    "fedramp": ("rules-1.json",),
    "fr": ("issue.xml",),
    "govuk": ("page.json", "manual.json"),
    "openfisca": ("parameters",),
}


@pytest.mark.parametrize("name", EVERY)
def test_topics_and_licence_are_taken_over_where_they_are_given(name):
    files = tuple(GivenFile(DOCUMENTS / each) for each in EVERY[name])
    request = Request(files, topics=("tea", "pots"), licence="CC0 1.0", seen=date(2040, 1, 1))
    found = importer(name).read(request)
    assert all(each["topics"] == ["tea", "pots"] for each in found.sources)
    assert all("Licence: CC0 1.0." in each["note"] for each in (*found.sources, *found.versions))
    plain = importer(name).read(Request(files, seen=date(2040, 1, 1)))
    assert all(each["topics"] == [each["source"]] for each in plain.sources)
    assert all("icence" in each["note"] for each in (*plain.sources, *plain.versions))


def test_where_nothing_is_found_it_says_so(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(QueryError, match="nothing to import"):
        bring(tmp_path / "records", path=tmp_path / "empty")


def test_every_importer_is_named_as_its_entry_point():
    folder = Path(importers.__file__).parent
    ours = {each.stem for each in folder.glob("*.py")} - {"__init__", "clml_effects"}
    assert ours <= set(importer_names())
    for name in importer_names():
        found = importer(name)
        assert found.name == name
        assert found.reads


def test_an_unknown_format_names_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean openfisca"):
        importer("openfsica")
