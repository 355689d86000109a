"""Writes the parts of a Word document: what python-docx lacks is made of elements.

ISO/IEC 29500-1, section 17: tracked changes (17.13.5), fields (17.16), bookmarks (17.13.6).
All text goes through one place, which makes visible what a document would obey or cannot hold.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

from guidance.changes.redline import Piece
from guidance.report.faces.docx_styles import (
    GREY,
    hyperlink,
    lines_run,
    run,
    set_styles,
    write_right_to_left,
)
from guidance.report.outline import Line
from guidance.report.pictures.picture import Picture
from guidance.report.pictures.timeline_png import timeline_png
from guidance.report.pictures.timeline_svg import timeline_svg
from guidance.report.redlines import with_moves
from guidance.wording.visible import is_right_to_left, visible

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_WIDE, _PICTURE, _HIGH = Cm(17.8), Cm(11), Cm(22)
_SVG_USE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # the extension of a picture that names its SVG
_SVG_SPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


class Writer:
    """A Word document being written from top to bottom.

    Args:
        author: Who made the tracked changes.
        stamp: When, in their own words and in the properties.
    """

    def __init__(self, *, author: str, stamp: datetime) -> None:
        self._document = docx.Document()
        self._author = author
        self._stamp = stamp
        self._marks = self._moves = 0
        self._headings = 0
        self._begins_page = False
        self._bookmarks: dict[str, str] = {}
        set_styles(self._document)
        # Looking a style up takes longer than all else together; its id is all that is needed.
        self._ids = {style.name: style.style_id for style in self._document.styles}

    def properties(self, title: str, subject: str, author: str) -> None:
        """Set what the document says of itself."""
        core = self._document.core_properties
        # The format holds at most 255 characters in each.
        core.title, core.subject = visible(title)[:255], visible(subject)[:255]
        core.author = core.last_modified_by = visible(author)[:255]
        core.comments, core.keywords, core.category = "", "guidance", ""
        core.created = core.modified = self._stamp.replace(tzinfo=None)
        core.revision, core.language = 1, "en"

    def paragraph(self, text: str, style: str = "Normal") -> None:
        """Add a paragraph."""
        self._add(style).add_run(visible(text))

    def line(self, line: Line) -> None:
        """Add a paragraph of spans."""
        _add_line(self._add("Normal"), line)

    def heading(self, line: Line, level: int) -> None:
        """Add a heading that the contents lead to."""
        paragraph = self._add(f"Heading {level}")
        if level == 1:
            self._headings += 1
            self._bookmark(paragraph, f"heading_{self._headings}")
        paragraph.add_run("".join(visible(span.text) for span in line))

    def bookmarked_heading(self, text: str, level: int, anchor: str) -> None:
        """Add a heading that links lead to."""
        paragraph = self._add(f"Heading {level}")
        self._bookmark(paragraph, self._name(anchor))
        paragraph.add_run(visible(text))

    def label(self, text: str) -> None:
        """Name what follows."""
        self.paragraph(text, "Label")

    def item(self, lines: tuple[Line, ...]) -> None:
        """Add an item of a list; its lines stand under each other."""
        paragraph = self._add("List Bullet")
        for number, line in enumerate(lines):
            if number:
                paragraph.add_run().add_break()
            _add_line(paragraph, line)

    def fact(self, name: str, value: str) -> None:
        """Add something to be looked up, by name."""
        paragraph = self._add("Facts")
        paragraph.add_run(f"{visible(name)}: ").bold = True
        paragraph.add_run(visible(value))

    def small(self, line: Line) -> None:
        """Add what is there to be looked up, in small print."""
        _add_line(self._add("Facts"), line)

    def note(self, line: Line) -> None:
        """Add a short paragraph below a table."""
        _add_line(self._add("Note"), line)

    def new_page(self) -> None:
        """Let what is added next begin a page; no empty paragraph is left before it."""
        self._begins_page = True

    def table(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[Line]],
        anchors: Sequence[str],
        widths: Sequence[float] = (),
    ) -> None:
        """Add a table with a header row that is repeated on each page.

        Args:
            columns: The heads.
            rows: A line for each cell.
            anchors: Where the rows lead; none where they lead nowhere.
            widths: Of the columns, in centimetres; without them by what the columns hold.
        """
        lengths = [
            [len(columns[place]), *(sum(len(span.text) for span in row[place]) for row in rows)]
            for place in range(len(columns))
        ]
        shares = [int(Cm(width)) for width in widths] or _widths(lengths)
        grid = self._grid(columns, len(rows), shares)
        for number, row in enumerate(rows):
            for place, line in enumerate(row):
                paragraph = grid[number][place].paragraphs[0]
                if place == 0 and anchors:
                    link = hyperlink(paragraph, self._name(anchors[number]))
                    for span in line:
                        words = run(visible(span.text))
                        if span.role == "strong":
                            words.get_or_add_rPr().append(OxmlElement("w:b"))
                        link.append(words)
                else:
                    _add_line(paragraph, line)
        self._add("Facts")

    def tracked(self, pieces: Sequence[Piece]) -> None:
        """Add a paragraph in which what was struck out, put in and moved are tracked changes."""
        paragraph = self._add("Wording")._p
        kinds = {piece.kind for piece in pieces}
        if len(kinds) == 1 and "kept" not in kinds:  # the paragraph comes or goes with its words
            whole = OxmlElement("w:rPr")
            whole.append(self._mark(kinds.pop()))
            paragraph.get_or_add_pPr().append(whole)
        moved = with_moves(pieces)
        first = self._moves
        for piece, move in moved:
            if piece.kind == "kept":
                paragraph.append(lines_run(piece.text))
            elif move:
                self._moves = max(self._moves, first + move)
                paragraph.extend(self._move(piece, f"move{first + move}"))
            else:
                mark = self._mark(piece.kind)
                is_gone = piece.kind == "deleted"
                mark.append(lines_run(piece.text, "w:delText" if is_gone else "w:t"))
                paragraph.append(mark)
        if is_right_to_left("".join(piece.text for piece in pieces)):
            write_right_to_left(paragraph)

    def _move(self, piece: Piece, name: str) -> Iterator[BaseOxmlElement]:
        """Words in the place that they left, or in their new one: a range that has both by name."""
        kind = "moveFrom" if piece.kind == "deleted" else "moveTo"
        start = self._mark(piece.kind, f"w:{kind}RangeStart")
        start.set(qn("w:name"), name)
        yield start
        mark = self._mark(piece.kind, f"w:{kind}")
        mark.append(lines_run(piece.text))
        yield mark
        end = OxmlElement(f"w:{kind}RangeEnd")
        end.set(qn("w:id"), start.get(qn("w:id")))
        yield end

    def _mark(self, kind: str, tag: str = "") -> BaseOxmlElement:
        """A mark of a tracked change, with its author and date."""
        self._marks += 1
        mark = OxmlElement(tag or ("w:del" if kind == "deleted" else "w:ins"))
        mark.set(qn("w:id"), str(self._marks))
        mark.set(qn("w:author"), self._author)
        mark.set(qn("w:date"), self._stamp.strftime("%Y-%m-%dT00:00:00Z"))
        return mark

    def picture(self, picture: Picture) -> None:
        """Add a picture of time: as SVG where it can be shown, else as PNG."""
        paragraph = self._document.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(timeline_png(picture)), width=_PICTURE)
        if shape.height > _HIGH:
            shape.width = Length(round(_PICTURE * _HIGH / shape.height))
            shape.height = _HIGH
        about = shape._inline.docPr
        about.set("name", "Timeline")
        about.set("title", visible(picture.title))
        about.set("descr", visible(picture.summary))
        package = self._document.part.package
        svg = timeline_svg(picture).encode()
        part = Part(PackURI("/word/media/timeline.svg"), "image/svg+xml", svg, package)
        relation = self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        blip = shape._inline.graphic.graphicData.pic.blipFill.blip
        extension = blip.makeelement(qn("a:ext"), {"uri": _SVG_USE})
        use = extension.makeelement(f"{{{_SVG_SPACE}}}svgBlip", {}, {"asvg": _SVG_SPACE})
        use.set(qn("r:embed"), relation)
        extension.append(use)
        extensions = blip.makeelement(qn("a:extLst"), {})
        extensions.append(extension)
        blip.append(extensions)

    def save(self) -> bytes:
        """Return the document."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    # -- parts of parts ------------------------------------------------------------------------

    def _add(self, style: str) -> Paragraph:
        paragraph = self._style(self._document.add_paragraph(), style)
        if self._begins_page:
            paragraph.paragraph_format.page_break_before = True
            self._begins_page = False
        return paragraph

    def _style(self, paragraph: Paragraph, style: str) -> Paragraph:
        paragraph._p.style = self._ids[style]
        return paragraph

    def _grid(
        self, columns: Sequence[str], rows: int, widths: Sequence[int]
    ) -> list[tuple[_Cell, ...]]:
        """Add an empty table with its header row; return the cells of the other rows."""
        table = self._document.add_table(rows + 1, len(columns), "Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Length(width)
        cells = []
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            cells.append(row.cells)  # asking for them is slow
            for cell, width in zip(cells[-1], widths, strict=True):
                cell.width = Length(width)
                self._style(cell.paragraphs[0], "Cell")
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, name in zip(cells[0], columns, strict=True):
            cell.paragraphs[0].add_run(visible(name)).bold = True
            shade = OxmlElement("w:shd")
            for key, value in (("val", "clear"), ("color", "auto"), ("fill", "E8EEF5")):
                shade.set(qn(f"w:{key}"), value)
            cell._tc.get_or_add_tcPr().append(shade)
        return cells[1:]

    def _name(self, anchor: str) -> str:
        """A name that Word takes for a bookmark: short, and no signs in it."""
        return self._bookmarks.setdefault(anchor, f"change_{len(self._bookmarks) + 1}")

    def _bookmark(self, paragraph: Paragraph, name: str) -> None:
        self._marks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            element = OxmlElement(tag)
            element.set(qn("w:id"), str(self._marks))
            if tag == "w:bookmarkStart":
                element.set(qn("w:name"), name)
            paragraph._p.append(element)


def _widths(lengths: Sequence[Sequence[int]]) -> list[int]:
    """Share the width of the page out by what the columns hold, none too narrow to be read."""
    weights = [min(max(max(column), 9), 60) ** 0.7 for column in lengths]
    return [round(_WIDE * weight / sum(weights)) for weight in weights]


def _add_line(paragraph: Paragraph, line: Line) -> None:
    for span in line:
        if span.role == "break":
            paragraph.add_run().add_break()
            continue
        run = paragraph.add_run(visible(span.text))
        if span.role == "strong":
            run.bold = True
        elif span.role == "muted":
            run.font.color.rgb = GREY
        elif span.role == "reference":
            run.font.name = "Consolas"
            run.font.size = Pt(7.5)
