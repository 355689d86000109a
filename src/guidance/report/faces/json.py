"""A report as JSON: its document as it is, nothing laid out."""

from __future__ import annotations

from guidance.documents.writing import dumps
from guidance.report.model import Look, Report


def draw(report: Report, look: Look) -> str:  # noqa: ARG001  (one signature for all formats)
    """Draw a report as JSON."""
    return dumps(report.document())
