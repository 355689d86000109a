"""Sentences about a document that has arrived, beside the records of its source."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from guidance.upkeep.documents.matching import BlockFate
from guidance.upkeep.documents.passages import PassageState
from guidance.wording.days import counted, day_words
from guidance.wording.terms import capital, listed

if TYPE_CHECKING:
    from guidance.upkeep.arrivals import Arrival, BlockChange, CitedStatement, Copy
    from guidance.upkeep.documents.phrases import Phrase
    from guidance.upkeep.verification import CitedPassage

OUTCOMES = {
    BlockFate.SAME: "same",
    BlockFate.MOVED: "moved",
    BlockFate.LAYOUT: "only the layout",
    BlockFate.DATE_LINE: "only a date line",
    BlockFate.REWORDED: "reworded",
    BlockFate.NEW: "new",
    BlockFate.GONE: "gone",
}
"""What became of a block, in words."""

STATES = {
    PassageState.UNCHANGED: "unchanged",
    PassageState.MOVED: "moved",
    PassageState.CHANGED: "changed",
    PassageState.GONE: "gone",
    PassageState.UNTOLD: "cannot be told",
}
"""What became of the passage of a statement, in words."""

_FOUND_BY = {
    "fingerprint": ", found by its fingerprint",
    "earlier-place": ", counted in an earlier edition",
}
_ORDER = (BlockFate.REWORDED, BlockFate.NEW, BlockFate.GONE, BlockFate.MOVED)


def arrival_headline(arrival: Arrival) -> str:
    """Say first whether anybody has to look at anything."""
    if arrival.document.version is not None and arrival.previous is None:
        return f"This is the document recorded as {arrival.document.version}, to the byte."
    if arrival.previous is None:
        return _without_older(arrival)
    if not arrival.changed:
        return f"Nothing of substance changed in {counted(len(arrival.blocks), 'block')}."
    counts = Counter(outcome.match.outcome for outcome in arrival.blocks)
    told = [f"{counts[outcome]} {OUTCOMES[outcome]}" for outcome in _ORDER if counts[outcome]]
    number, total = len(arrival.changed), len(arrival.blocks)
    want = "wants" if number == 1 else "want"
    sentence = f"{number} of {counted(total, 'block')} {want} a look: {listed(told)}."
    untold = sum(statement.state is PassageState.UNTOLD for statement in arrival.statements)
    resting = sum(statement.is_to_look_at for statement in arrival.statements) - untold
    if arrival.statements:
        rest = "rest" if resting > 1 else "rests"
        how_many = capital(counted(resting, "statement")) if resting else "No statement"
        sentence += f" {how_many} {rest} on what changed"
        sentence += f"; of {untold} that cannot be told." if untold else "."
    return sentence


def _without_older(arrival: Arrival) -> str:
    if arrival.is_first:
        blocks = counted(len(arrival.document.passages.units), "block")
        return f"The first document of {arrival.source}: {blocks}, and nothing recorded yet."
    return (
        f"No older document is at hand, so what changed is told by fingerprints alone."
        f" {states_words([statement.state for statement in arrival.statements])}"
    )


def states_words(states: list[PassageState]) -> str:
    """Count what became of the passages of statements."""
    if not states:
        return "No statement cites this document."
    counts = Counter(states)
    told = [f"{counts[state]} {STATES[state]}" for state in STATES if counts[state]]
    return f"Of {counted(len(states), 'cited passage')}: {listed(told)}."


def even_words(arrival: Arrival) -> str:
    """Count what is the same, and what differs in nothing of substance."""
    counts = Counter(change.match.outcome for change in arrival.blocks)
    told = [counted(counts[BlockFate.SAME], "block") + " the same"]
    if counts[BlockFate.LAYOUT]:
        told.append(f"{counts[BlockFate.LAYOUT]} with other layout alone")
    if counts[BlockFate.DATE_LINE]:
        told.append(f"{counts[BlockFate.DATE_LINE]} with another date of the document alone")
    return f"{capital(listed(told))}."


def copy_words(copy: Copy) -> str:
    """Whether a version was recorded from a document at hand."""
    if copy.version is None:
        return "no version of this source was recorded from it"
    return f"the one recorded as {copy.version}"


def place_words(place: tuple[str, int | None] | None) -> str:
    """Where something stands: section and paragraph."""
    if place is None:
        return "not there"
    section, paragraph = place
    return f"{section}, paragraph {paragraph}" if paragraph else section


def block_words(change: BlockChange) -> str:
    """What became of a block: "reworded"; "moved here"."""
    outcome = change.match.outcome
    words = OUTCOMES[outcome]
    kind = (change.match.new or change.match.old).block.kind  # type: ignore[union-attr]
    if outcome is BlockFate.REWORDED and change.match.is_elsewhere:
        words += " and moved"
    return f"heading {words}" if kind == "heading" else words


def passage_words(cited_passage: CitedStatement | CitedPassage) -> str:
    """What became of the passage of a statement, and where it stands now."""
    words = STATES[cited_passage.state]
    if cited_passage.state is PassageState.UNTOLD:
        return f"{words}: {cited_passage.reason}"
    cited = cited_passage.cite.section, cited_passage.cite.paragraph
    if cited_passage.state is PassageState.MOVED or (
        cited_passage.state is PassageState.CHANGED and cited_passage.place != cited
    ):
        return f"{words}; now {place_words(cited_passage.place)}" if cited_passage.place else words
    return words


def found_by_words(statement: CitedStatement) -> str:
    """What a statement cites, and how that was found where it was not by its place."""
    cited = place_words((statement.cite.section, statement.cite.paragraph))
    return f"cites {cited}{_FOUND_BY.get(statement.found_by, '')}"


def phrase_words(phrase: Phrase) -> str:
    """A phrase about dates, and what it reads as; what it means is for people to say."""
    if phrase.date is None:
        return f"“{phrase.words}”"
    return f"“{phrase.words}” ({day_words(phrase.date)}, written {phrase.date})"
