"""What two editions of the records say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from guidance.changes.redline import redline
from guidance.documents.editions import editions_document
from guidance.report.histories import stretch_words
from guidance.report.model import NO_DAY, Report, ReportPart
from guidance.report.outline import Line, Page, line, muted, reference, strong
from guidance.report.redlines import readable, wording_runs
from guidance.wording.editions import details_words, editions_headline, otherwise_words

if TYPE_CHECKING:
    from guidance.changes.editions import EditionDiff, Otherwise


_SHORT = 16
"""Digits that a person needs to tell fingerprints apart; the document has them whole."""


def of_editions(diff: EditionDiff) -> Report:
    """Report what two editions of the records say otherwise."""
    return Report(
        title=editions_headline(diff),
        day=diff.known_on or NO_DAY,
        brief=lambda: _parts(diff),
        document=lambda: editions_document(diff),
        rows=lambda: _rows(diff),
    )


def _parts(diff: EditionDiff) -> list[ReportPart]:
    page = Page()
    others = [row for row in diff.otherwise if not row.only_details]
    details = [row for row in diff.otherwise if row.only_details]
    for _, rows in groupby(others, key=lambda row: row.ref):
        page.item(*_lines(list(rows)))
    if details:
        page.folded(details_words(len(details)), [tuple(_lines([row])) for row in details])
    if diff.evidence:
        page.heading("Other versions or other looks are recorded")
    for source in diff.evidence:
        page.item(line(reference(source)))
    page.heading("The editions")
    page.item(line("old: ", reference(diff.before[:_SHORT])))
    page.item(line("new: ", reference(diff.after[:_SHORT])))
    return list(page.blocks)


def _lines(rows: list[Otherwise]) -> Iterator[Line]:
    yield line(strong(_title(rows[0])), " — ", reference(rows[0].ref))
    for row in rows:
        days = strong(stretch_words(row.first, row.last))
        yield line(days, f": {otherwise_words(row)}")
        then = {entry.part: entry.provision.text for entry in row.before}
        texts = [(then.get(entry.part), entry.provision.text) for entry in row.after]
        for before, after in dict.fromkeys(texts):
            if before is not None and before != after:
                yield (*line("Word by word: "), *wording_runs(readable(redline(before, after))))
    versions = dict.fromkeys(e.version for row in rows for e in (*row.before, *row.after))
    beside = [span for version in versions for span in (muted(", "), reference(version))][1:]
    yield line(muted("stated in "), *beside)


def _title(row: Otherwise) -> str:
    return (*row.after, *row.before)[0].provision.title


def _rows(diff: EditionDiff) -> list[dict[str, str]]:
    """A row for each stretch of days, and one that says so where there is none."""
    known_on = {"known_on": diff.known_on.isoformat() if diff.known_on else ""}
    rows = [
        {
            "part": "details" if row.only_details else "otherwise",
            "ref": row.ref,
            "title": _title(row),
            "earliest": row.first.isoformat() if row.first else "",
            "latest": row.last.isoformat() if row.last else "",
            "sentence": otherwise_words(row),
            "before": "\n".join(dict.fromkeys(entry.provision.text for entry in row.before)),
            "after": "\n".join(dict.fromkeys(entry.provision.text for entry in row.after)),
            "fields": ", ".join(row.differs),
            **known_on,
        }
        for row in diff.otherwise
    ]
    return rows or [{"sentence": editions_headline(diff), **known_on}]
