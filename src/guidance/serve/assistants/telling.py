"""Builds what the tools answer: statements with status and citation, evidence, what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, TypeVar

from guidance.changes.rows import days_of
from guidance.engine.coverage import CoverageStatus
from guidance.engine.states import State
from guidance.resolution.registry import source_of
from guidance.serve.assistants.shapes import (
    ChangeTold,
    CitationShape,
    EvidenceShape,
    LeftOutShape,
    StatementShape,
)
from guidance.wording import change_sentence, coverage_sentence, source_sentence, why
from guidance.wording.coming import coming_sentences
from guidance.wording.days import day_words
from guidance.wording.directions import verdict_words
from guidance.wording.places import part_words
from guidance.wording.statuses import STANDINGS, is_only_proposed, status_words
from guidance.wording.terms import CHANGES, force_words

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.answers.entries import Entry
    from guidance.changes.model import Change
    from guidance.corpus import Corpus
    from guidance.engine.coverage import CoverageReport
    from guidance.records.model import Citation

_T = TypeVar("_T")

CAUTION = (
    "This is what records of guidance say, not advice. Pass on the status of a statement with the"
    " statement, and say what cannot be settled or is not recorded."
)


def statement(corpus: Corpus, entry: Entry, answer: Answer) -> StatementShape:
    """One statement with its status on the day of an answer."""
    recorded = entry.provision
    is_known = entry.state is not State.NO_EVIDENCE or is_only_proposed(entry)
    return {
        "ref": entry.ref,
        "title": recorded.title,
        "status": status_words(entry, answer),
        "says": recorded.text if is_known else None,
        "force": force_words(recorded),
        "standing": STANDINGS[entry.standing],
        "whom": recorded.population.words if recorded.population else None,
        "where": part_words(entry.part),
        "why": [*why(entry, answer, is_alone=True), *coming_sentences(entry, answer.title)],
        "citation": citation(corpus, entry.version, recorded.cite),
    }


def citation(corpus: Corpus, version: str, cite: Citation | None) -> CitationShape:
    """Where a statement of a version can be looked up."""
    document = corpus.versions[version].document
    return {
        "document": document.title,
        "publisher": document.publisher or corpus.sources[source_of(version)].publisher,
        "version": version,
        "section": cite.section if cite else None,
        "paragraph": cite.paragraph if cite else None,
        "address": document.url,
        "sha256": document.sha256,
    }


def evidence(corpus: Corpus, coverage: CoverageReport) -> EvidenceShape:
    """How good the evidence is."""
    status: Literal["covered", "stale", "not recorded"] = "not recorded"
    if coverage.status is not CoverageStatus.NO_EVIDENCE:
        status = "stale" if coverage.status is CoverageStatus.STALE else "covered"
    return {
        "status": status,
        "words": coverage_sentence(coverage),
        "sources": [
            {
                "source": source.source,
                "title": corpus.title(source.source),
                "evidence": source_sentence(source, coverage.on),
            }
            for source in coverage.sources
        ],
    }


def change(corpus: Corpus, told: Change) -> ChangeTold:
    """One change, with its sentence."""
    direction = told.direction
    return {
        "key": told.key,
        "ref": told.ref,
        "kind": CHANGES[told.id],
        "when": day_words(days_of(told)),
        "sentence": change_sentence(told),
        "direction": verdict_words(direction) if direction else None,
        "standing": STANDINGS[told.standing] if told.standing else None,
        "notes": [_NOTES.get(note, note) for note in told.notes],
        "citation": citation(corpus, told.authority, told.cite) if told.authority else None,
    }


_NOTES = {
    "already-stated": "the fact is not new: it was stated before",
    "not-settled": "it may lie outside the days asked about",
    "forecast": "it rests on a forecast that no record confirms",
    "conditional": "it rests on a condition, and no record says how that came out",
}


def page(
    things: Sequence[_T], skip: int, limit: int, words: tuple[str, str]
) -> tuple[Sequence[_T], LeftOutShape | None]:
    """One page of a list, and what is left out before and after it.

    Args:
        things: The whole list.
        skip: How many to leave out at the start.
        limit: How many to take.
        words: What they are, and by what the question can be narrowed.
    """
    taken = things[skip : skip + limit]
    left = len(things) - len(taken)
    noun, narrowing = words
    if not left:
        return taken, None
    ways = []
    if skip + limit < len(things):
        ways.append(f"ask again with skip={skip + limit} for those that follow")
    if skip:
        ways.append("with skip=0 for the first")
    ways.append(f"or narrow the question by {narrowing}")
    of = f"{left} of {len(things)} {noun} left out here"
    return taken, {"count": left, "how_to_get": f"{of}: {', '.join(ways)}."}


def most_telling_first(entries: Iterable[Entry]) -> list[Entry]:
    """What is open and what binds first; what nothing is known of last."""
    return sorted(
        entries, key=lambda entry: (_STATES.index(entry.state), _rank(entry), entry.place)
    )


_STATES = (
    "undetermined",
    "in-force",
    "suspended",
    "displaced",
    "upcoming",
    "ended",
    "no-evidence",
)
_RANKS = {"law": 0, "decision": 0, "recommendation": 1, "opinion": 2, "advice": 3}


def _rank(entry: Entry) -> int:
    return _RANKS.get(entry.standing, 4)
