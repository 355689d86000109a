"""The history of a file in a repository: a commit is seen by, never published, never in force."""

from __future__ import annotations

import os
import subprocess

import pytest

from guidance import load
from guidance.authoring.importing import GivenFile, Request, import_files, importer
from guidance.errors import RecordsError

TEXTS = (
    ("2030-01-05T10:00:00+00:00", "# Tea\n\nBoil water.\n\n## Milk\n\nLater.\n"),
    ("2030-02-10T23:30:00-05:00", "# Tea\n\nBoil  water.\n\n## Milk\n\nLater.\n"),
    ("2030-03-15T10:00:00+00:00", "# Tea\n\nBoil fresh water.\n"),
)


def git(folder, *words, day="2030-01-01T00:00:00+00:00"):
    who = {
        f"GIT_{role}_{part}": part for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    subprocess.run(
        ["git", "-C", folder, *words],
        check=True,
        capture_output=True,
        env={**os.environ, **who, **dates, "GIT_CONFIG_GLOBAL": os.devnull},
    )


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "guide"
    folder.mkdir()
    git(folder, "init", "-q")
    for day, text in TEXTS:
        (folder / "tea.md").write_text(text)
        git(folder, "add", "tea.md")
        git(folder, "commit", "-qm", "A change", day=day)
    return folder


def imported(path, **said):
    return importer("git").read(Request((GivenFile(path),), **said))


def test_each_text_is_a_version_seen_by_its_commit(repository):
    versions = imported(repository / "tea.md").versions
    assert [each["published"] for each in versions] == ["[..2030-01-05]", "[..2030-03-15]"]
    assert [
        {p["cite"]["section"]: p["text"] for p in each["provisions"].values()} for each in versions
    ] == [{"Tea": "Boil water.", "Milk": "Later."}, {"Tea": "Boil fresh water."}]
    assert all("events" not in each for each in versions)
    assert versions[1]["after"] == [f"guide-tea@{versions[0]['version']}"]


def test_a_renamed_file_keeps_its_history(repository):
    git(repository, "mv", "tea.md", "brewing.md")
    git(repository, "commit", "-qm", "A name", day="2030-04-01T00:00:00+00:00")
    versions = imported(repository / "brewing.md").versions
    assert [each["published"] for each in versions] == ["[..2030-01-05]", "[..2030-03-15]"]


def test_a_deletion_ends_nothing_and_is_told(repository):
    git(repository, "rm", "-q", "tea.md")
    git(repository, "commit", "-qm", "Gone", day="2030-05-01T00:00:00+00:00")
    found = imported(repository / "tea.md")
    assert len(found.versions) == 2
    assert len(found.left_out) == 1
    assert found.left_out[0].startswith("the deletion of tea.md in ")


def test_html_is_read_as_html(repository):
    (repository / "page.html").write_text("<main><h1>Tea</h1><p>Boil &amp; pour.</p></main>")
    git(repository, "add", "page.html")
    git(repository, "commit", "-qm", "A page")
    (version,) = imported(repository / "page.html").versions
    assert [each["text"] for each in version["provisions"].values()] == ["Boil & pour."]
    assert version["document"]["media"] == "text/html"


def test_words_before_any_heading_are_called_by_the_file(repository):
    (repository / "plain.txt").write_text("Boil.\nPour.\n")
    git(repository, "add", "plain.txt")
    git(repository, "commit", "-qm", "Plain")
    (version,) = imported(repository / "plain.txt").versions
    (provision,) = version["provisions"].values()
    assert (provision["title"], provision["text"]) == ("plain.txt", "Boil. Pour.")
    assert provision["cite"] == {"section": "(lead)"}


def test_a_text_that_was_too_large_once_is_refused(repository, monkeypatch):
    monkeypatch.setattr("guidance.authoring.importers.git.MOST_BYTES", 10)
    with pytest.raises(RecordsError) as caught:
        imported(repository / "tea.md")
    assert "larger than" in str(caught.value.exceptions[0])


def test_it_loads_and_a_second_run_changes_nothing(repository, tmp_path):
    request = Request((GivenFile(repository / "tea.md"),), licence="CC0")
    first = import_files("git", request, tmp_path / "records")
    second = import_files("git", request, tmp_path / "records")
    assert {each.fate for each in first.files} == {"written"}
    assert {each.fate for each in second.files} == {"unchanged"}
    corpus = load(tmp_path / "records")
    assert "Licence: CC0." in corpus.sources["guide-tea"].note
    held = [each.provision.text for each in corpus.as_of("2030-03-15").in_force]
    assert held == ["Boil fresh water."]
    # Between two commits nobody knows which of the two texts was out.
    assert not corpus.as_of("2030-02-01").in_force


def test_the_address_is_told_without_anybodys_password(repository):
    git(repository, "remote", "add", "origin", "https://ada:secret@example.org/guide.git")
    assert "url" not in imported(repository / "tea.md").versions[0]["document"]
    git(repository, "remote", "set-url", "origin", "https://example.org/guide.git")
    url = imported(repository / "tea.md").versions[0]["document"]["url"]
    assert url == "https://example.org/guide.git"


def test_nothing_that_the_repository_names_is_run(repository, tmp_path):
    marker = tmp_path / "ran"
    (repository / ".gitattributes").write_text("*.md diff=own filter=own\n")
    for key in ("diff.own.textconv", "diff.own.command", "filter.own.smudge", "core.fsmonitor"):
        git(repository, "config", key, f"touch {marker}; cat")
    git(repository, "config", "core.pager", f"touch {marker}")
    assert len(imported(repository / "tea.md").versions) == 2
    assert not marker.exists()


@pytest.mark.parametrize("kind", ["outside", "untracked", "binary", "empty"])
def test_what_has_no_history_of_text_is_refused(repository, tmp_path, kind):
    path = {"outside": tmp_path / "x.md"}.get(kind, repository / "x.md")
    path.write_bytes({"binary": b"\xff\xfe\x00", "empty": b"\n"}.get(kind, b"text"))
    if kind in ("binary", "empty"):
        git(repository, "add", "x.md")
        git(repository, "commit", "-qm", "No text")
    with pytest.raises(RecordsError) as caught:
        imported(path)
    wanted = {
        "outside": "git cannot read it",
        "untracked": "no history",
        "binary": "not UTF-8",
        "empty": "holds no text",
    }
    assert wanted[kind] in str(caught.value.exceptions[0])
