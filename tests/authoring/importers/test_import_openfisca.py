"""OpenFisca parameters: small files with the traits of real ones, and hostile ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guidance import load
from guidance.authoring.importing import GivenFile, Request, import_files
from guidance.errors import QueryError, RecordsError

PARAMETERS = Path(__file__).parent / "documents" / "parameters"
SEEN = date(2024, 6, 1)
SOURCE = "documents-tea"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    import_files("openfisca", Request((GivenFile(PARAMETERS),), seen=SEEN), folder)
    return load(folder)


def text_on(corpus, name, day):
    """The text in force. Whether a later value was known by a day may be open, and nothing else."""
    answer = corpus.as_of(day)
    held = [each.provision.text for each in answer.in_force if each.ref == f"{SOURCE}#{name}"]
    assert len(held) <= 1
    assert not [
        each for group in answer.undetermined for case in group.cases for each in case.in_force
    ]
    return held[0] if held else None


@pytest.mark.parametrize(
    ("name", "day", "text"),
    [
        ("duty", "1989-12-31", None),
        ("duty", "1990-01-01", "0.25 (unit: currency)"),
        ("duty", "1995-06-30", "0.25 (unit: currency)"),
        ("duty", "1995-07-01", "1500 (unit: currency)"),
        ("duty", "1999-12-31", "1500 (unit: currency)"),
        ("duty", "2000-01-01", None),
        ("duty", "2004-12-31", None),
        ("duty", "2005-01-01", "2 (unit: currency)"),
        ("duty", "2031-01-01", "2 (unit: currency)"),
        ("by-weight-0.rate", "1992-01-01", "0.1 (unit: /1)"),
        ("by-weight-0.threshold", "2020-01-01", "0"),
        ("by-weight-1.threshold", "1990-01-01", "12.5"),
        ("by-weight-1.rate", "1990-01-01", None),
        ("kinds.green", "1990-01-01", "3"),
        ("kinds.merchants", "2001-02-03", '["A", "B: C"] (unit: house)'),
    ],
)
def test_a_value_holds_from_its_day_until_the_next(corpus, name, day, text):
    assert text_on(corpus, name, day) == text


def test_what_the_files_do_not_say_stays_unsaid(corpus):
    for version in corpus.versions.values():
        assert str(version.published) == "[..2024-06-01]"
        assert version.standing == "information"
        assert not version.jurisdictions
    note = corpus.sources[SOURCE].note
    assert "do not state their licence" in note


def test_a_day_keeps_its_role(corpus):
    note = corpus.versions[f"{SOURCE}@1990-01-01"].provisions["duty"].note
    assert "Rests on: Tea Act 1989, s. 1 <https://example.org/tea/1>." in note
    assert "Official journal of: 1989-12-20." in note
    assert "Last found to be so" not in note
    last = corpus.versions[f"{SOURCE}@2005-01-01"].provisions["duty"].note
    assert last == "Last found to be so on: 2024-05-01."


def test_the_source_has_the_title_of_its_folder_and_cites_the_parameter(corpus):
    assert corpus.sources[SOURCE].title == "Tea and its taxes"
    provision = corpus.versions[f"{SOURCE}@1990-01-01"].provisions["by-weight-0.rate"]
    assert provision.cite.section == "tea.by_weight[0].rate"
    assert provision.title == "Duty by weight, bracket 1: rate"


def test_what_is_only_expected_is_left_out_and_told(tmp_path):
    report = import_files("openfisca", Request((GivenFile(PARAMETERS),), seen=SEEN), tmp_path)
    assert report.left_out == ("1 value that is only expected",)


@pytest.mark.parametrize("path", [PARAMETERS / "tea", PARAMETERS / "tea" / "duty.yaml"])
def test_a_part_of_the_parameters_has_the_same_names(tmp_path, path):
    import_files("openfisca", Request((GivenFile(path),), seen=SEEN), tmp_path)
    version = load(tmp_path).versions[f"{SOURCE}@1990-01-01"]
    assert version.provisions["duty"].cite.section == "tea.duty"


def test_a_start_after_the_day_it_was_seen_is_a_forecast(tmp_path):
    (tmp_path / "p.yaml").write_text("values:\n  2030-01-01: {value: 1}\n")
    request = Request((GivenFile(tmp_path / "p.yaml"),), source="p", seen=SEEN)
    import_files("openfisca", request, tmp_path / "records")
    event = load(tmp_path / "records").versions["p@2030-01-01"].events["from-2030-01-01"]
    assert event.certainty == "forecast"


def test_the_day_on_which_they_were_seen_is_asked_for(tmp_path):
    with pytest.raises(QueryError, match="--seen"):
        import_files("openfisca", Request((GivenFile(PARAMETERS),)), tmp_path)


def test_two_names_that_would_look_alike_stay_two(tmp_path):
    for name in ("a_b", "a-b"):
        (tmp_path / f"{name}.yaml").write_text("values:\n  2000-01-01: {value: 1}\n")
    long = "x" * 90
    (tmp_path / f"{long}.yaml").write_text("values:\n  2000-01-01: {value: 2}\n")
    request = Request((GivenFile(tmp_path),), source="p", seen=SEEN)
    import_files("openfisca", request, tmp_path / "records")
    provisions = load(tmp_path / "records").versions["p@2000-01-01"].provisions
    assert {each.cite.section for each in provisions.values()} == {"a_b", "a-b", long}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [1]\nb: *x\n", "alias"),
        ("a: !!python/object:os.system x\n", "tag"),
        ("values: {2000-01-01: {value: 1}, 2000-01-01: {value: 2}}\n", "already on line"),
        ("a: " + "[" * 60 + "]" * 60 + "\n", "nested"),
        ("- 1\n", "holds no fields"),
        ("", "empty"),
        ("a: b: c\n", "colon"),
        ("a: \u202e\n", "invisible"),
    ],
)
def test_hostile_files_are_refused_with_their_place(tmp_path, text, said):
    path = tmp_path / "p.yaml"
    path.write_text(text)
    with pytest.raises(RecordsError) as caught:
        import_files("openfisca", Request((GivenFile(path),), seen=SEEN), tmp_path / "records")
    faults = caught.value.exceptions
    assert any(said in str(each) for each in faults)
    assert all(each.file == str(path) and each.line for each in faults)
    assert not (tmp_path / "records").exists()
