"""The skeleton of a version, from a document that has arrived.

It says where people have to look, and decides nothing for them: force, words, criteria and days are
theirs to fill in. Until every ``TODO`` is settled and deleted, the version cannot be read.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guidance.authoring.comments import Comment, with_comments
from guidance.authoring.scaffold import Draft, schema_line, write_draft
from guidance.errors import QueryError
from guidance.files.layout import dump_fields
from guidance.files.unfinished import MARK
from guidance.records.dates import ImpreciseDate
from guidance.records.model import FORMAT, Source, Version, as_plain
from guidance.upkeep.arrivals import Arrival, BlockChange, CitedStatement
from guidance.upkeep.documents.matching import BlockFate, Match
from guidance.upkeep.documents.passages import PassageState
from guidance.wording.arrivals import (
    OUTCOMES,
    block_words,
    passage_words,
    phrase_words,
    place_words,
)
from guidance.wording.terms import listed
from guidance.wording.visible import visible

_WIDTH = 96
_CARRIED = ("title", "kind")
"""What a statement keeps when its passage changes: its name, and no more."""

_FIRST: tuple[str | int, ...] = ("format",)
_GONE = """\
If it is to end, write under amendments: {act: ends, provisions: [REF], because: …}
Silence does not repeal: without that it goes on."""


def draft_version(
    data: Path,
    source: Source,
    versions: tuple[Version, ...],
    arrived: Arrival,
    *,
    published: ImpreciseDate | None = None,
    version: str | None = None,
    overwrite: bool = False,
) -> Draft:
    """Write the skeleton of a version into a data folder.

    Args:
        data: The data folder.
        source: The source.
        versions: Its versions, first to last.
        arrived: What changed in the document.
        published: The day it became public, where that is known.
        version: Its id; the day as written, where that can be one.
        overwrite: Write it anew where it is there already.

    Raises:
        QueryError: Nothing of substance changed, or no id can be told.
        WriteError: It is there already, or cannot be written.
    """
    if not arrived.has_substance and not arrived.is_first:
        raise QueryError("nothing of substance changed, so there is nothing to record")
    if version is None and (published is None or not published.is_exact):
        raise QueryError("give the version a name with --id, or its one day with --published")
    name = version or str(published)
    last = versions[-1] if versions else None
    text = skeleton(source, last, versions, arrived, name, published)
    path = data / source.source / f"{name}.yaml"
    draft = Draft(path, text.encode(), last.ref if last else None)
    write_draft(data, draft, overwrite=overwrite)
    return draft


def skeleton(
    source: Source,
    last: Version | None,
    versions: tuple[Version, ...],
    arrived: Arrival,
    name: str,
    published: ImpreciseDate | None,
) -> str:
    """The text of a skeleton: fields, and comments that say what to settle."""
    own = [
        phrase for phrase in arrived.phrases if phrase.is_of_the_document and phrase.kind == "date"
    ]
    fields: dict[str, Any] = {
        "format": FORMAT,
        "source": source.source,
        "version": name,
        "extent": "whole" if last is None else "partial",
        "published": str(published) if published else MARK,
    }
    written = list(dict.fromkeys(phrase.words for phrase in own))
    if len(written) == 1:
        fields["published-as-written"] = visible(written[0])
    fields["standing"] = last.standing if last else MARK
    fields["document"] = _document(source, last, arrived)
    comments = [schema_line("version"), *_head(arrived)]
    if published is None:
        seen = "; ".join(phrase_words(phrase) for phrase in own) or "none"
        lines = _todo(f"the day it became public. Days it gives for itself: {seen}.")
        comments.append(Comment(("published",), lines))
    touched = [
        statement for statement in arrived.statements if statement.state is PassageState.CHANGED
    ]
    provisions: dict[str, Any] = {}
    for statement in touched:
        if "#" in statement.ref:
            key = statement.ref.partition("#")[2]
            was = next(version for version in versions if version.ref == statement.version)
            provisions[key], comment = _touched(statement, was, key)
            comments.append(comment)
    if provisions:
        fields["provisions"] = provisions
    end = tuple(_end(arrived, provisions))[1:]
    if end:
        comments.append(Comment((), end))
    return with_comments(dump_fields(fields), tuple(comments))


def _document(source: Source, last: Version | None, arrived: Arrival) -> dict[str, Any]:
    old = last.document if last else None
    fields = {
        "title": old.title if old else source.title,
        "publisher": old.publisher if old else source.publisher,
        "url": old.url if old else None,
        "media": arrived.document.reading.media,
        "sha256": arrived.document.sha256,
        "read-by": arrived.document.reading.reader,
    }
    return {key: value for key, value in fields.items() if value}


def _head(arrived: Arrival) -> Iterator[Comment]:
    lines = [
        "Started by guidance draft. What is marked TODO is for you to settle: read the document,",
        "write what it says in words of your own, delete the comment. It is not read before that.",
    ]
    changed = {block.match.new.block.number for block in arrived.changed if block.match.new}
    told = [
        phrase
        for phrase in arrived.phrases
        if phrase.unit.block.number in changed or arrived.is_first
    ]
    if told:
        lines.append("Phrases about dates in what changed; what they mean is for you to say:")
        names = arrived.document.passages
        for phrase in told:
            place = names.name(phrase.unit.block.section), names.paragraph(phrase.unit)
            lines.append(f"  {phrase_words(phrase)} {place_words(place)}")
    yield Comment(_FIRST, tuple(f"# {visible(line)}" for line in lines), is_apart=True)


def _touched(statement: CitedStatement, was: Version, key: str) -> tuple[dict[str, Any], Comment]:
    """A statement whose passage changed: its name, its place, and what is to be settled."""
    before = as_plain(was.provisions[key])
    section, paragraph = statement.place or (statement.cite.section, statement.cite.paragraph)
    cite: dict[str, Any] = {"section": section}
    if paragraph is not None:
        cite["paragraph"] = paragraph
    if statement.passage is not None:
        cite["passage"] = statement.passage.fingerprint
    fields = {name: before.pop(name) for name in _CARRIED if name in before}
    fields |= {"force": MARK, "text": MARK, "cite": cite}
    before.pop("cite", None)
    lines = [*_todo(f"{passage_words(statement)}. Read the change, and say what it says now.")]
    for match in statement.changes:
        is_plain = match.outcome is BlockFate.REWORDED and len(statement.changes) == 1
        lines += _shown(match, "" if is_plain else OUTCOMES[match.outcome])
    if not statement.changes and statement.passage is not None:
        lines += _quoted("now: " + " ".join(unit.text for unit in statement.passage.units))
    lines.append(f"# In {was.ref} it was:")
    lines += [f"#   {visible(line)}" for line in dump_fields(before).splitlines()]
    return fields, Comment(("provisions", key), tuple(lines))


def _end(arrived: Arrival, provisions: dict[str, Any]) -> Iterator[str]:
    """What has no field to stand at: statements that moved or lost their passage, and blocks."""
    for statement in arrived.statements:
        key = statement.ref.partition("#")[2]
        if statement.is_to_look_at and key not in provisions:
            yield from ("", *_statement_lines(statement))
    for change in arrived.changed:
        unit = change.match.new
        is_heading_of_first = arrived.is_first and unit is not None and unit.block.kind == "heading"
        is_told = change.cited_by and change.match.outcome is not BlockFate.NEW
        if not is_told and not is_heading_of_first:
            yield from ("", *_block_lines(change, is_first=arrived.is_first))


def _statement_lines(statement: CitedStatement) -> Iterator[str]:
    cited = place_words((statement.cite.section, statement.cite.paragraph))
    yield from _todo(
        f"{passage_words(statement)}: {statement.ref} ({statement.title}), which cites {cited}."
    )
    if statement.state is PassageState.GONE:
        for line in _GONE.replace("REF", statement.ref).splitlines():
            yield f"#   {line}"


def _block_lines(change: BlockChange, *, is_first: bool) -> Iterator[str]:
    told = "" if is_first else " No statement cites it."
    if change.cited_by:
        told = f" It stands in a section that {listed(change.cited_by)} cites."
    yield from _todo(f"{block_words(change)}: {place_words(change.place)}.{told}")
    yield from _shown(change.match, "")


def _shown(match: Match, word: str) -> tuple[str, ...]:
    """What a block says, or how its words changed."""
    head = f"{word}: " if word else ""
    if match.old is not None and match.new is not None and match.outcome is BlockFate.REWORDED:
        return _quoted(head + _redlined(match))
    unit = match.new or match.old
    assert unit is not None  # noqa: S101  (a match has one side at least)
    return _quoted(head + unit.text)


def _redlined(match: Match) -> str:
    signs = {"kept": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
    words = []
    for piece in match.redline:
        before, after = signs[piece.kind]
        words.append(f"{before}{piece.text}{after}")
    return "".join(words)


def _todo(words: str) -> tuple[str, ...]:
    lines = textwrap.wrap(f"{MARK} {visible(words)}", _WIDTH - 2, break_long_words=False)
    return tuple(f"# {line}" for line in lines)


def _quoted(words: str) -> tuple[str, ...]:
    lines = textwrap.wrap(visible(words), _WIDTH - 4, break_long_words=False)
    return tuple(f"#   {line}" for line in lines)
