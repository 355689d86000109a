"""A report as a table of data: one row for each matter; in full, for each change or statement.

RFC 4180 with line ends as it wants them, in UTF-8 with a byte order mark, without which
spreadsheets guess. A text that a spreadsheet would run as a formula gets an apostrophe in front
(OWASP, *CSV Injection*).
"""

from __future__ import annotations

import csv
import io

from guidance.errors import QueryError
from guidance.report.model import Look, Report
from guidance.wording.visible import visible

COLUMNS = (
    "part",
    "id",
    "ref",
    "title",
    "where",
    "earliest",
    "latest",
    "event",
    "sentence",
    "before_ref",
    "before",
    "before_force",
    "after_ref",
    "after",
    "after_force",
    "direction",
    "direction_words",
    "baseline",
    "undefined",
    "authority",
    "document",
    "standing",
    "section",
    "paragraph",
    "because",
    "fields",
    "notes",
    "uncertain",
    "since",
    "until",
    "known_on",
    "coverage",
    "coverage_words",
)
"""The columns; more may be added at the end, none are renamed or taken away."""

BRIEF_COLUMNS = (
    "number",
    "matter",
    "title",
    "when",
    "whom",
    "before",
    "after",
    "direction",
    "way",
    "who",
    "uncertain",
    "since",
    "until",
    "known_on",
    "coverage",
    "coverage_words",
    "sources",
)
"""The columns of a brief: one row for each matter. They are as stable."""

_STARTS_A_FORMULA = tuple("=+-@\t\r\n|%")


def draw(report: Report, look: Look) -> str:
    """Draw a report as CSV, the annex where it is asked for. Where nothing changed, a row says so.

    Raises:
        QueryError: The report makes no table.
    """
    if report.rows is None:
        raise QueryError("this answer makes no table; choose a format other than csv")
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    is_brief = report.brief_rows is not None and not look.full
    rows = report.brief_rows() if report.brief_rows and is_brief else report.rows()
    columns = BRIEF_COLUMNS if is_brief else COLUMNS
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(row.get(column, "")) for column in columns])
    return out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, nor shows in another order; lines stay."""
    shown = "\n".join(visible(part) for part in text.split("\n"))
    # Spreadsheets drop leading blanks, and take full width signs for plain ones.
    start = shown.lstrip()[:1].translate(str.maketrans("＝＋－＠", "=+-@"))
    return f"'{shown}" if start and start in _STARTS_A_FORMULA else shown
