"""A document that has arrived, beside the records of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.changes.redline import Piece
from guidance.documents.arrivals import arrival_document
from guidance.report.model import NO_DAY, Report, ReportPart
from guidance.report.outline import Line, Page, Run, line, muted, reference, strong
from guidance.upkeep.documents.matching import BlockFate
from guidance.wording.arrivals import (
    arrival_headline,
    block_words,
    copy_words,
    even_words,
    found_by_words,
    passage_words,
    phrase_words,
    place_words,
)

if TYPE_CHECKING:
    from guidance.upkeep.arrivals import Arrival, BlockChange, CitedStatement
    from guidance.upkeep.documents.phrases import Phrase

_KEPT = 160
"""The most characters of unchanged text that are shown whole between two changes."""

_AROUND = 60


def of_arrival(arrival: Arrival) -> Report:
    """Report what changed in a document, and which statements rest on that."""
    return Report(
        title=arrival_headline(arrival),
        day=NO_DAY,
        brief=lambda: [*_arrival_parts(arrival), *_document_parts(arrival)],
        document=lambda: arrival_document(arrival),
    )


def _arrival_parts(arrival: Arrival) -> list[ReportPart]:
    """Lay out what changed: statements first, then block by block, then phrases about dates."""
    page = Page()
    to_look_at = [statement for statement in arrival.statements if statement.is_to_look_at]
    if to_look_at:
        page.heading(f"Statements to look at ({len(to_look_at)})")
        for statement in to_look_at:
            page.item(*_statement_lines(statement))
    changed = arrival.changed
    if changed:
        page.heading(f"What changed, block by block ({len(changed)})")
        for change in changed:
            page.item(*_block_lines(change))
    if arrival.blocks and not arrival.is_first:
        page.heading("Nothing of substance")
        page.paragraph(even_words(arrival))
        for change in arrival.blocks:
            if change.match.outcome is BlockFate.DATE_LINE:
                page.item(*_block_lines(change))
    _add_phrases(page, arrival)
    return list(page.blocks)


def _document_parts(arrival: Arrival) -> list[ReportPart]:
    """The documents, so that anybody who holds them can tell that they are these."""
    page = Page()
    page.heading("The documents")
    for copy, name in ((arrival.document, "New"), (arrival.previous, "Older")):
        if copy is not None:
            page.item(
                line(strong(name), f" — {copy_words(copy)}"),
                line(muted(f"SHA-256 {copy.sha256}, read by {copy.reading.reader}")),
                *(line(f"Not read: {words}.") for words in copy.reading.left_out),
            )
    return list(page.blocks)


def _statement_lines(statement: CitedStatement) -> tuple[Line, ...]:
    return (
        line(strong(statement.title), f" — {passage_words(statement)}"),
        line(reference(statement.ref), muted(f"; {found_by_words(statement)}")),
    )


def _block_lines(change: BlockChange) -> tuple[Line, ...]:
    match = change.match
    lines = [line(strong(block_words(change)), f" — {place_words(change.place)}")]
    if match.old is not None and match.new is not None:
        if match.outcome is BlockFate.MOVED:
            lines.append(line(_short(match.new.text)))
            was = " > ".join(match.old.block.section[-1:]) or "(lead)"
            if match.old.block.section[-1:] != match.new.block.section[-1:]:
                lines.append(line(muted(f"stood under: {was}")))
        else:
            lines.append(tuple(_spans(match.redline)))
    elif match.new is not None:
        lines.append(line(Run(match.new.text, "inserted")))
    elif match.old is not None:
        lines.append(line(Run(match.old.text, "deleted")))
    if change.cited_by:
        lines.append(line(muted("cited by "), reference(", ".join(change.cited_by))))
    return tuple(lines)


def _add_phrases(page: Page, arrival: Arrival) -> None:
    changed = {
        change.match.new.block.number for change in arrival.changed if change.match.new is not None
    }
    is_all = arrival.previous is None
    near = [phrase for phrase in arrival.phrases if is_all or phrase.unit.block.number in changed]
    rest = [phrase for phrase in arrival.phrases if phrase not in near]
    if near:
        where = "" if is_all else " in what changed"
        page.heading(f"Phrases about dates{where} ({len(near)})")
        for phrase in near:
            page.item(_phrase_line(arrival, phrase))
    if rest:
        count = f"{len(rest)} more in what did not change" if near else f"{len(rest)} in all"
        page.folded(
            f"Phrases about dates: {count}", [(_phrase_line(arrival, phrase),) for phrase in rest]
        )


def _phrase_line(arrival: Arrival, phrase: Phrase) -> Line:
    passages = arrival.document.passages
    place = passages.name(phrase.unit.block.section), passages.paragraph(phrase.unit)
    return line(phrase_words(phrase), muted(f" — {place_words(place)}"))


def _spans(pieces: tuple[Piece, ...]) -> list[Run]:
    """A redline, the long stretches that were kept cut short in their middle."""
    roles = {"kept": "plain", "deleted": "deleted", "inserted": "inserted"}
    last = len(pieces) - 1
    runs = []
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "kept" and len(text) > _KEPT:
            start = "" if index == 0 else text[:_AROUND].rpartition(" ")[0]
            end = "" if index == last else text[-_AROUND:].partition(" ")[2]
            text = f"{start} … {end}"
        runs.append(Run(text, roles[piece.kind]))  # type: ignore[arg-type]
    return runs


def _short(text: str) -> str:
    return text if len(text) <= _KEPT else f"{text[:_KEPT].rpartition(' ')[0]} …"
