"""Reports: one model, one way to draw it, one face for each format.

A :class:`Report` holds what a question gave; :func:`render` draws it::

    from guidance import load, report

    corpus = load()
    print(report.render(report.of_answer(corpus.as_of("2020-01-15")), "markdown"))

Nothing here prints. The same report in the same format and look gives the same bytes.

=================  =============================================================
``model``          what a report is: a brief and an annex, made of parts
``outline``        headings, paragraphs and items, made of spans with a role
``outlining``      the same for formats that draw lines alone
``rendering``      one way to draw it; the formats by name, also those of other projects
``faces``          one module for each format
``pictures``       the picture of time
``answers`` …      what is said, subject by subject: ``of_answer``, ``of_changes`` …
=================  =============================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.lazily import names_of

if TYPE_CHECKING:
    from guidance.report.answers import of_answer, of_explanation
    from guidance.report.arrivals import of_arrival
    from guidance.report.changes import of_changes, of_report, window_of
    from guidance.report.comparisons import of_comparison, of_timeline
    from guidance.report.directions import of_direction
    from guidance.report.editions import of_editions
    from guidance.report.histories import of_history
    from guidance.report.listings import of_list
    from guidance.report.model import Look, Report
    from guidance.report.rendering import format_of, formats, render
    from guidance.report.rulings import of_ruling
    from guidance.report.searches import of_search
    from guidance.report.upkeep import of_discrepancies, of_status, of_verification

__all__ = [
    "Look",
    "Report",
    "format_of",
    "formats",
    "of_answer",
    "of_arrival",
    "of_changes",
    "of_comparison",
    "of_direction",
    "of_discrepancies",
    "of_editions",
    "of_explanation",
    "of_history",
    "of_list",
    "of_report",
    "of_ruling",
    "of_search",
    "of_status",
    "of_timeline",
    "of_verification",
    "render",
    "window_of",
]

_HOMES = {
    "of_answer": "answers",
    "of_explanation": "answers",
    "of_arrival": "arrivals",
    "of_changes": "changes",
    "of_report": "changes",
    "window_of": "changes",
    "of_comparison": "comparisons",
    "of_timeline": "comparisons",
    "of_direction": "directions",
    "of_editions": "editions",
    "of_history": "histories",
    "of_list": "listings",
    "Look": "model",
    "Report": "model",
    "format_of": "rendering",
    "formats": "rendering",
    "render": "rendering",
    "of_ruling": "rulings",
    "of_search": "searches",
    "of_discrepancies": "upkeep",
    "of_status": "upkeep",
    "of_verification": "upkeep",
}
"""The module each name lives in: what one command says loads no other subject."""

__getattr__ = names_of(__name__, _HOMES)
