"""Results for other programs: as published documents, and drawn in any format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from guidance.answers.answer import Answer, Undetermined
from guidance.answers.entries import Entry
from guidance.answers.listings import Listing
from guidance.answers.values import Origin
from guidance.changes.editions import EditionDiff
from guidance.changes.model import Change, ChangeReport, Comparison
from guidance.changes.searching import Search
from guidance.changes.window import Window
from guidance.corpus import Corpus
from guidance.directions.movements import RegimeDirection
from guidance.directions.rulings import Ruling
from guidance.documents.answers import group_document
from guidance.documents.changes import change_document
from guidance.documents.evidence import coverage_document
from guidance.documents.provisions import provision_document
from guidance.documents.writing import dumps
from guidance.engine.coverage import CoverageReport
from guidance.errors import QueryError
from guidance.report.answers import of_answer
from guidance.report.changes import of_changes
from guidance.report.comparisons import of_comparison, of_learnt, of_timeline
from guidance.report.directions import of_direction
from guidance.report.editions import of_editions
from guidance.report.histories import of_history
from guidance.report.model import Report
from guidance.report.rendering import render as draw
from guidance.report.rulings import of_ruling
from guidance.report.searches import of_search
from guidance.report.upkeep import of_adoptions, of_discrepancies, of_status
from guidance.upkeep.freshness import Status

Result = (
    Answer
    | ChangeReport
    | Comparison
    | EditionDiff
    | Listing[Any]
    | RegimeDirection
    | Ruling
    | Search
    | Status
)
"""What a corpus answers with and a report can be made of."""


def to_dict(result: Result | Change | CoverageReport | Entry | Undetermined) -> dict[str, Any]:
    """Return the published document of a result, as ``guidance schema`` describes it.

    A change, an entry, a coverage and a group of what is undetermined give the part of a document
    that is about them.

    Raises:
        QueryError: It is no result, or was made by hand and its document needs the records.
    """
    return cast("dict[str, Any]", dict(_document(result)))


def to_json(result: Result | Change | CoverageReport | Entry | Undetermined) -> str:
    """Return the same document as text, as the command prints it with ``--format json``.

    Raises:
        QueryError: It is no result, or was made by hand and its document needs the records.
    """
    return dumps(to_dict(result))


def render(
    result: Result,
    format: str = "text",  # noqa: A002  (what callers call it)
    *,
    full: bool = False,
    width: int = 80,
) -> str | bytes:
    """Draw a result as the command does.

    Args:
        result: What to draw.
        format: ``text``, ``markdown``, ``html``, ``docx``, ``pdf``, ``csv``, ``eml``, ``json``, or
            one that another project adds.
        full: Whether text, Markdown and CSV tell every change after the brief.
        width: Characters on a line, for text.

    Returns:
        Text, or bytes for ``docx``, ``pdf`` and others that are not text.

    Raises:
        MissingExtraError: What the format needs is not installed.
        QueryError: The format cannot show it, it is no result, or it was made by hand.
        UnknownFormatError: There is no such format.
    """
    return draw(_report(result), format, full=full, width=width)


def _document(result: Result | Change | CoverageReport | Entry | Undetermined) -> Mapping[str, Any]:
    match result:
        case Change():
            return change_document(result)
        case Entry():
            return provision_document(result)
        case CoverageReport():
            return coverage_document(result)
        case Undetermined():
            return group_document(result)
        case _:
            return _report(result).document()


def _report(result: Result) -> Report:
    match result:
        case Answer():
            return of_answer(result)
        case ChangeReport():
            corpus, window = _window(result)
            return of_changes(corpus, window)
        case Comparison():
            return of_comparison(result)
        case EditionDiff():
            return of_editions(result)
        case Listing():
            return _listing(result)
        case RegimeDirection():
            return of_direction(_corpus(result._origin), result)
        case Ruling():
            return of_ruling(_corpus(result._origin), result)
        case Search():
            return of_search(_corpus(result._origin), result)
        case Status():
            return of_status(_corpus(result._origin), result)
    raise QueryError(
        f"a {type(result).__name__} is no result; pass what a corpus answers with, like"
        " corpus.as_of(…)"
    )


def _listing(listing: Listing[Any]) -> Report:
    corpus, asked = _corpus(listing._origin), listing._origin.question
    if listing.ref is not None:
        return of_history(corpus, listing.ref, asked.known_on)
    match listing.of:
        case "learnt":
            return of_learnt(corpus, listing)
        case "adoptions":
            return of_adoptions(corpus, listing, asked.known_on)
        case "timeline":
            return of_timeline(corpus, asked.topic, asked.known_on)
        case _:
            return of_discrepancies(corpus, asked.topic)


def _window(report: ChangeReport) -> tuple[Corpus, Window]:
    """The records, and the report beside what applied on its two days."""
    corpus = _corpus(report._origin)
    assert report._origin is not None  # noqa: S101  (there is a corpus)
    before, after = (
        corpus._answer(report._origin.question._replace(on=day))
        for day in (report.since, report.until)
    )
    return corpus, Window(report, before, after)


def _corpus(origin: Origin | None) -> Corpus:
    if origin is None or not isinstance(origin.corpus, Corpus):
        raise QueryError("this was made by hand and not asked of a corpus; ask a corpus for it")
    return origin.corpus
