"""FedRAMP rules: what the JSON says is in the records, and each day keeps its role."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date

import pytest

from guidance import load
from guidance.authoring.importing import GivenFile, Request, import_files, importer
from guidance.errors import RecordsError
from real_documents import DOCUMENTS, real

FILES = [DOCUMENTS / f"rules-{number}.json" for number in (1, 2)]
SOURCE = "fedramp-consolidated-rules"


def corpus_of(folder, paths):
    import_files("fedramp", Request(tuple(map(GivenFile, paths))), folder)
    return load(folder)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return corpus_of(tmp_path_factory.mktemp("records"), FILES)


def leaves(value, path=()):
    """Every text, figure and yes or no of a file, with the path that leads to it."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key))
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, path)
    elif isinstance(value, bool):
        yield path, "yes" if value else "no"
    else:
        yield path, " ".join(str(value).split())


def words_of(provision):
    yield from (provision.title, provision.text, provision.note or "")
    yield provision.population.words if provision.population else ""
    yield provision.force.replace("-", " ").upper()


def cited(version):
    """The words of each place of the file that a record cites, and the days of its events."""
    found = defaultdict(list)
    for each in version.provisions.values():
        found[tuple(each.cite.section.casefold().split("."))] += words_of(each)
        if each.applies.from_ in version.events:
            found[tuple(each.cite.section.casefold().split("."))].append(
                str(version.events[each.applies.from_].date)
            )
    about = (version.note, version.document.title, str(version.published))
    found[()] += [*about, version.published_as_written or ""]
    return {path: "\n".join(words) for path, words in found.items()}


def assert_all_said(corpus, paths):
    """What stands at a place of a file stands in a record that cites it, or what holds it."""
    versions = {each.document.sha256: each for each in corpus.versions.values()}
    for path in paths:
        said = cited(versions[GivenFile(path).sha256])
        for at, leaf in leaves(json.loads(path.read_text())):
            low = tuple(part.casefold() for part in at if part not in ("data", "indicators"))
            # Only what the file says of itself stands in the note of the whole version.
            least = 0 if at[0] == "info" else 1
            near = [low[:end] for end in range(len(low), least - 1, -1) if low[:end] in said]
            assert any(leaf in said[each] for each in near), (at, leaf, near)


def assert_nothing_made_up(corpus, paths):
    """Titles and texts of rules, definitions, indicators and controls are the file's, whole."""
    versions = {each.document.sha256: each for each in corpus.versions.values()}
    for path in paths:
        texts = {leaf for _, leaf in leaves(json.loads(path.read_text()))}
        for name, each in versions[GivenFile(path).sha256].provisions.items():
            if each.kind in ("rule", "definition", "indicator"):
                assert " ".join(each.text.split()) in texts, name


def test_what_the_json_says_is_in_the_records(corpus):
    assert_all_said(corpus, FILES)
    assert_nothing_made_up(corpus, FILES)


def test_force_population_and_class_are_taken_over(corpus):
    provisions = corpus.versions[f"{SOURCE}@2031.01"].provisions
    found = {
        name: (each.force, each.population.words)
        for name, each in provisions.items()
        if each.kind == "rule"
    }
    assert found == {
        "brw-pot-wrm": ("must", "Brewers"),
        "brw-pot-lid.class-a": ("may", "Brewers, class A"),
        "brw-pot-lid.class-b": ("should-not", "Brewers, class B"),
        "brw-pot-bth": ("must", "Brewers"),
        "brw-old-tin.rev5": ("should", "Brewers"),
    }


def test_the_end_of_grace_is_no_start(corpus):
    version = corpus.versions[f"{SOURCE}@2031.01"]
    assert version.provisions["frd-pot"].applies.from_ in ("frd-all-obtain", "frd-all-maintain")


def test_each_role_has_a_statement_and_an_event_of_its_own(corpus):
    version = corpus.versions[f"{SOURCE}@2031.01"]
    days = {
        name: (str(version.events[each.applies.from_].date), each.force)
        for name, each in version.provisions.items()
        if each.kind == "application" and name.startswith("brw")
    }
    assert days == {
        "brw-20x-obtain": ("2031-05-04", "must"),
        "brw-20x-maintain": ("2031-07-01", "must"),
        "brw-20x-grace-ends": ("2031-09-01", "information"),
        "brw-rev5-obtain": ("2031-02-01", "must"),
        "brw-rev5-maintain": ("2031-02-01", "must"),
    }
    later = corpus.versions[f"{SOURCE}@2031.03"].provisions
    assert later["brw-20x-optional"].force == "may"
    # The set is optional on that path: nothing is required of anybody.
    assert later["brw-rev5-obtain"].force == "information"


def test_a_day_that_is_still_ahead_is_moved_and_one_that_has_passed_is_not(corpus):
    later = corpus.versions[f"{SOURCE}@2031.03"]
    moved = {each.event: str(each.date) for each in later.amendments}
    assert moved == {"brw-20x-obtain": "2031-06-04", "brw-20x-grace-ends": "2031-10-01"}
    assert str(later.events["brw-rev5-obtain.2031-08-01"].date) == "2031-08-01"
    assert "brw-20x-maintain" not in later.events


def test_answers_follow_the_roles(corpus):
    def held(day, known_on=None):
        answer = corpus.as_of(day, known_on=known_on)
        return {each.ref.partition("#")[2] for each in answer.in_force}

    assert "brw-20x-obtain" not in held("2031-06-03")
    assert "brw-20x-obtain" in held("2031-06-04")
    assert "brw-20x-obtain" in held("2031-05-04", known_on="2031-02-01")
    assert "brw-pot-wrm" in held("2031-04-01")
    assert "brw-old-tin.rev5" in held("2031-02-01")
    assert "brw-old-tin.rev5" not in held("2031-03-02")


def test_a_preview_dated_ahead_was_there_by_the_day_it_was_seen():
    url = "https://example.org/rules"
    request = Request((GivenFile(FILES[1]),), seen=date(2031, 2, 1), url=url)
    (version,) = importer("fedramp").read(request).versions
    assert version["published"] == "[..2031-02-01]"
    assert version["document"]["url"] == "https://example.org/rules"
    assert version["published-as-written"] == "last updated 2031-03-02"


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "x.json"
    path.write_text('{"info": {"last_updated": "soon"}, "FRR": {}}')
    with pytest.raises(RecordsError) as caught:
        importer("fedramp").read(Request((GivenFile(path),)))
    assert "no info.last_updated" in str(caught.value.exceptions[0])


def test_the_four_real_versions(tmp_path):
    days = ("2026-04-19", "2026-06-03", "2026-07-01", "2026-07-14")
    paths = real(*(f"fedramp/rules-{day}.json" for day in days))
    corpus = corpus_of(tmp_path, paths)
    assert len(corpus.versions) == 4
    assert_all_said(corpus, paths)
    assert_nothing_made_up(corpus, paths)
    held = {each.ref.partition("#")[2] for each in corpus.as_of("2026-08-01").in_force}
    assert {"ccm-20x-obtain", "ccm-rev5-optional", "ccm-agm-ror"} <= held
    assert not {"ccm-20x-maintain", "ccm-rev5-obtain", "ccm-rev5-maintain"} & held
