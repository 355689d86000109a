"""The history of a file in a local git repository: what it said, and by when that was seen.

A commit says when somebody put a text into the repository: the text was there *by* that day. When
it was published, and from when it applies, it does not say, and neither is made of it. The text of
each commit is a whole version, one statement for each heading of the file.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guidance.authoring.importing.days import day_of
from guidance.authoring.importing.request import (
    MOST_BYTES,
    Fields,
    GivenFile,
    Imported,
    Importer,
    Request,
    source_fields,
)
from guidance.authoring.importing.words import Names, fitting, joined, plain, slug
from guidance.errors import DocumentError, QueryError
from guidance.records.model import FORMAT
from guidance.upkeep.documents.html import read_html

_LEAD = "(lead)"
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\Z")
_PAGES = (".html", ".htm")
_MEDIA = {".html": "text/html", ".htm": "text/html", ".md": "text/markdown"}
_SECONDS = 120
# Nothing that the repository's own settings name is run, and nothing is fetched.
_SETTINGS = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never")
_SURROUNDINGS = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class _Commit:
    name: str
    day: str
    path: str


def read(request: Request) -> Imported:
    """Make records of the history of files, each in a repository on this machine.

    Raises:
        QueryError: Git is not installed.
        RecordsError: A file is in no repository, or has no history there.
    """
    result = Imported()
    for file in request.files:
        _history(file, request, result)
    return result


def _git(file: GivenFile, *words: str) -> bytes:
    folder = str(file.path.resolve().parent)
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    try:
        done = subprocess.run(  # noqa: S603  (no shell, and every word is ours or a file's name)
            ["git", "--no-pager", *settings, "-C", folder, *words],  # noqa: S607
            capture_output=True,
            check=False,
            env={**os.environ, **_SURROUNDINGS},
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        raise QueryError(
            "git is not installed; install it, or import the files one by one"
        ) from None
    except subprocess.TimeoutExpired:
        raise file.refused(f"git took more than {_SECONDS} s", "import a smaller history") from None
    if done.returncode:
        said = plain(done.stderr.decode(errors="replace"))[:200]
        raise file.refused(f"git cannot read it ({said})", "give a file in a local repository")
    return done.stdout


def _history(file: GivenFile, request: Request, result: Imported) -> None:
    commits = list(_commits(file))
    if not commits:
        raise file.refused("it has no history", "commit it first, or check its name")
    folder = file.path.resolve().parent.name
    source = request.source or slug(f"{folder}-{file.path.stem}")
    title = file.path.name
    licence = f"Licence: {request.licence}." if request.licence else "No licence was given for it."
    note = joined("Imported from the history of a file in a git repository.", licence)
    versions: list[Fields] = []
    last: Fields = {}
    for commit in commits:
        data = _content(file, commit)
        if data is None:
            result.left_out.append(f"the deletion of {title} in {commit.name[:12]}")
            continue
        provisions = dict(_statements(file, commit, data))
        if provisions == last:
            continue
        last = provisions
        fields: Fields = {
            "format": FORMAT,
            "source": source,
            "version": f"{commit.day}.{commit.name[:12]}",
            "extent": "whole",
            "published": f"[..{commit.day}]",
            "standing": "information",
            "document": {"title": title, **_address(file, request), **_print(commit.path, data)},
            "provisions": provisions,
            "note": joined(licence, f"Seen by the commit {commit.name} of {commit.day}."),
        }
        if versions:
            fields["after"] = [f"{source}@{versions[-1]['version']}"]
        versions.append(fields)
    if not versions:
        raise file.refused("its history holds no text of it", "check its name")
    result.sources.append(source_fields(source, title, request.topics, None, note))
    result.versions += versions


def _commits(file: GivenFile) -> Iterator[_Commit]:
    """Yield the commits that touched the file, oldest first, under the names it had."""
    out = _git(
        file,
        *("log", "--follow", "--no-show-signature"),
        *("--name-only", "-z", "--format=%x01%H %cI", "--", file.path.name),
    )
    commits = []
    for entry in out.decode(errors="surrogateescape").split("\x01"):
        head, *names = [part.strip("\n") for part in entry.split("\x00")]
        name, _, stamp = head.partition(" ")
        day = day_of(stamp)
        paths = [name_of_file for name_of_file in names if name_of_file]
        if day and paths:
            commits.append(_Commit(name, day, paths[0]))
    yield from reversed(commits)


def _content(file: GivenFile, commit: _Commit) -> bytes | None:
    """The bytes of the file in a commit; ``None`` where the commit deleted it."""
    listed = _git(file, "ls-tree", "--full-tree", "-l", "-z", commit.name, "--", commit.path)
    if not listed:
        return None
    kind, _, rest = listed.decode(errors="surrogateescape").partition(" ")[2].partition(" ")
    name, size = rest.split("\t")[0].split()
    if kind != "blob":
        raise file.refused("it is no file in its repository", "name a file")
    if int(size) > MOST_BYTES:
        problem = f"larger than {MOST_BYTES // 1_000_000} MB in {commit.name[:12]}"
        raise file.refused(problem, "import a smaller file")
    return _git(file, "cat-file", "blob", name)


def _statements(file: GivenFile, commit: _Commit, data: bytes) -> Iterator[tuple[str, Fields]]:
    names = Names()
    for section, paragraphs in _sections(file, commit, data).items():
        if paragraphs:
            yield (
                names.of(section),
                {
                    "title": fitting(section if section != _LEAD else file.path.name, _LEAD),
                    "kind": "guidance",
                    "force": "information",
                    "text": fitting(" ".join(paragraphs), _LEAD),
                    "cite": {"section": fitting(section, _LEAD)},
                },
            )


def _sections(file: GivenFile, commit: _Commit, data: bytes) -> dict[str, list[str]]:
    """The paragraphs of a text under their headings; headings that repeat are taken together."""
    sections: dict[str, list[str]] = {}
    if Path(commit.path).suffix.lower() in _PAGES:
        try:
            reading = read_html(data)
        except DocumentError as error:
            raise file.refused(f"{commit.name[:12]}: {error}", "import a later history") from None
        for block in reading.blocks:
            if block.kind != "heading":
                heading = plain(block.section[-1]) if block.section else _LEAD
                sections.setdefault(heading or _LEAD, []).append(plain(block.text))
        return sections
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = f"its text in {commit.name[:12]} is not UTF-8"
        raise file.refused(problem, "give a file of text, Markdown or HTML") from None
    heading = _LEAD
    for line in text.splitlines():
        match = _HEADING.match(line)
        if match:
            heading = plain(match[1]) or _LEAD
        elif words := plain(line):
            sections.setdefault(heading, []).append(words)
    return sections


def _address(file: GivenFile, request: Request) -> Fields:
    """Where the repository came from, as far as it can be told without anybody's name in it."""
    if request.url:
        return {"url": request.url}
    listed = _git(file, "remote", "-v").decode(errors="replace").split()
    url = next(
        (address for address in listed if re.fullmatch(r"https?://[^\s<>\"@]+", address)), None
    )
    return {"url": url} if url else {}


def _print(path: str, data: bytes) -> Fields:
    media = _MEDIA.get(Path(path).suffix.lower(), "text/plain")
    return {"media": media, "sha256": hashlib.sha256(data).hexdigest()}


IMPORTER = Importer("git", "the history of files in a local git repository", read)
