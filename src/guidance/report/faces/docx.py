"""A report as a Word document, its wordings as tracked changes that can be accepted or rejected.

Accepting them all leaves the texts after, rejecting them all the texts before. The same report
gives the same bytes: parts in one order, no time of day anywhere.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from guidance.report.model import BriefRow, BriefTable, ChangeItem, Look, Report, ReportTable
from guidance.report.outline import Folded, Line, PageBlock, line, muted, strong
from guidance.report.outlining import facts_line, tags
from guidance.report.pictures.picture import Picture
from guidance.wording.visible import visible

if TYPE_CHECKING:
    from guidance.report.faces.docx_writer import Writer

_FIRST = "[Content_Types].xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_DAY_WIDTHS = (3.6, 7.4, 4.4, 2.4)
"""The same where it is about one day."""
_BRIEF_WIDTHS = (2.6, 3.8, 4.0, 3.2, 2.2, 2.0)
"""Of the columns of a brief, in centimetres: what is said needs most."""
_LEVELS = {"headline": 1, "heading": 1, "subheading": 2}


def draw(report: Report, look: Look) -> bytes:  # noqa: ARG001  (one signature for all formats)
    """Draw a report as a Word document."""
    from guidance.report.faces.docx_writer import Writer

    stamp = datetime.combine(report.day, time(), UTC)
    writer = Writer(author=visible(report.author) or "guidance", stamp=stamp)
    writer.properties(report.title, report.first_line, report.author)
    _front(writer, report)
    level = 1
    brief = len(report.brief_parts)
    for place, part in enumerate(report.parts):
        if place == brief and report.is_divided:
            writer.new_page()
        match part:
            case PageBlock() if part.kind in _LEVELS:
                level = _LEVELS[part.kind]
                writer.heading(part.lines[0], level)
            case PageBlock():
                _block(writer, part)
            case Folded():
                writer.label(part.summary)
                for item in part.items:
                    _block(writer, item)
            case ReportTable():
                _table(writer, part)
            case BriefTable():
                _brief(writer, part)
            case ChangeItem():
                _change(writer, part, level + 1)
            case Picture():
                writer.picture(part)
                writer.paragraph(part.summary, "Caption")
                for lane in _lanes(part):
                    writer.small(lane)
    return _settled(writer.save())


def _front(writer: Writer, report: Report) -> None:
    writer.paragraph(report.heading, "Title")
    if report.author:
        writer.paragraph(f"By {report.author}.", "Subtitle")
    for name, value in report.scope:
        writer.fact(name, value)
    if report.lead:
        writer.line(line(strong(report.lead)))


def _block(writer: Writer, block: PageBlock) -> None:
    match block.kind:
        case "label":
            writer.label("".join(span.text for span in block.lines[0]))
        case "item":
            writer.item(block.lines)
        case "notes":
            for note in block.lines:
                writer.note(note)
        case _:
            writer.line(block.lines[0])


def _table(writer: Writer, table: ReportTable) -> None:
    writer.label(table.caption)
    writer.table(table.columns, table.rows, table.anchors)


def _brief(writer: Writer, table: BriefTable) -> None:
    rows = [
        (
            line(strong(f"{row.number} {row.title}"), f" ({row.when})" if row.when else ""),
            *(() if table.is_of_a_day else (row.before,)),
            row.after,
            line(row.shown_whom),
            *(() if table.is_of_a_day else (line(row.way_and_marks),)),
            _who(row, table),
        )
        for row in table.rows
    ]
    anchors = [row.anchor for row in table.rows]
    writer.table(table.columns, rows, anchors, _DAY_WIDTHS if table.is_of_a_day else _BRIEF_WIDTHS)


def _who(row: BriefRow, table: BriefTable) -> Line:
    """Who says so; what is uncertain stands here where no column says which way it went."""
    marks = row.way_and_marks if table.is_of_a_day else ""
    return (*row.who, *line(f"; {marks}")) if marks else row.who


def _lanes(picture: Picture) -> list[Line]:
    """What the picture shows, source by source."""
    lanes = []
    for lane, group in groupby(picture.marks, key=lambda mark: mark.lane):
        told = [f"{m.number} {m.kind}: {m.label}, {m.days}, {m.known}" for m in group]
        lanes.append(line(strong(f"{lane}: "), "; ".join(told)))
    return lanes


def _change(writer: Writer, item: ChangeItem, level: int) -> None:
    writer.bookmarked_heading(item.title, level, item.anchor)
    writer.paragraph(" · ".join(tags(item)), "Tags")
    if item.wording:
        writer.tracked(item.wording)
    if item.direction:
        writer.paragraph(" ".join(item.direction), "Direction")
    if item.says:
        writer.small(line(muted("Says: "), "; ".join(item.says)))
    writer.small(facts_line(item))


def _settled(content: bytes) -> bytes:
    """Write the package anew with nothing in it that depends on when it was made."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=_order):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return out.getvalue()


def _order(name: str) -> tuple[Any, ...]:
    return name != _FIRST, name
