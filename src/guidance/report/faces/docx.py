"""A report as a Word document, its wordings as tracked changes that can be accepted or rejected.

Accepting them all leaves the texts after, rejecting them all the texts before. The same report
gives the same bytes: parts in one order, no time of day anywhere.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from guidance.report.model import ChangeItem, Look, Report, ReportTable, table_of, tags
from guidance.report.outline import Folded, PageBlock
from guidance.wording.visible import visible

if TYPE_CHECKING:
    from guidance.report.faces.docx_writer import Writer

_FIRST = "[Content_Types].xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_LEVELS = {"headline": 1, "heading": 1, "subheading": 2}


def draw(report: Report, look: Look) -> bytes:  # noqa: ARG001  (one signature for all formats)
    """Draw a report as a Word document."""
    from guidance.report.faces.docx_writer import Writer

    stamp = datetime.combine(report.day, time(), UTC)
    writer = Writer(author=visible(report.author) or "guidance", stamp=stamp)
    writer.properties(report.title, report.lead or report.title, report.author)
    _front(writer, report)
    level = 1
    for part in report.parts:
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
            case ChangeItem():
                _change(writer, part, level + 1)
            case _:
                writer.picture(part)
                writer.paragraph(part.summary, "Caption")
                _table(writer, table_of(part))
    return _settled(writer.save())


def _front(writer: Writer, report: Report) -> None:
    writer.paragraph(report.title, "Title")
    if report.author:
        writer.paragraph(f"By {report.author}.", "Subtitle")
    for name, value in report.scope:
        writer.fact(name, value)
    if report.lead:
        writer.paragraph(report.lead, "Intense Quote")
    contents = [
        "".join(span.text for span in part.lines[0])
        for part in report.parts
        if isinstance(part, PageBlock) and part.kind == "heading"
    ]
    writer.contents(contents)


def _block(writer: Writer, block: PageBlock) -> None:
    match block.kind:
        case "label":
            writer.label("".join(span.text for span in block.lines[0]))
        case "item":
            writer.item(block.lines)
        case _:
            writer.line(block.lines[0])


def _table(writer: Writer, table: ReportTable) -> None:
    writer.label(table.caption)
    writer.table(table.columns, table.rows, table.anchors)


def _change(writer: Writer, item: ChangeItem, level: int) -> None:
    writer.bookmarked_heading(item.title, level, item.anchor)
    writer.paragraph(" · ".join(tags(item)), "Tags")
    writer.paragraph(item.sentence)
    if item.redline:
        writer.label("Wording, as a tracked change")
        writer.tracked(item.redline)
    if item.before.ref or item.after.ref:
        sides = [
            (
                side.ref or side.absence,
                *side.marks,
                *([side.absence] if side.ref and side.absence else []),
            )
            for side in (item.before, item.after)
        ]
        writer.sides(("Before", "After"), sides)
    for sentence in item.direction:
        writer.paragraph(sentence, "Direction")
    for name, facts in item.facts:
        writer.fact(name, "".join(span.text for span in facts))


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
