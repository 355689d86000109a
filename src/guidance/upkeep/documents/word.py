"""Word (.docx) read to blocks, by a reader of our own over its XML (ECMA-376, part 1).

Tracked changes are read as accepted or as rejected, word by word, with paragraph marks and rows of
tables that were put in or taken out. Not read: headers and footers, comments, hidden text, and the
table of contents, which repeats the headings. Numbers that Word makes itself are no words of the
text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree as ET

from guidance.upkeep.documents.blocks import Builder, Reading
from guidance.upkeep.documents.normal import lowered, raised
from guidance.upkeep.documents.safe_xml import local
from guidance.upkeep.documents.word_parts import Package, Style, W, flag, value

READER = "word/1"
MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PUT_IN = ("ins", "moveTo", "cellIns")
_TAKEN_OUT = ("del", "moveFrom", "cellDel")
_WRAPPERS = frozenset(
    "hyperlink smartTag sdt sdtContent fldSimple customXml dir bdo rubyBase ruby body".split()  # noqa: SIM905
)
_SIGNS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": ""}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def read_word(data: bytes, changes: Literal["accepted", "rejected"] = "accepted") -> Reading:
    """Read a Word file.

    Args:
        data: Its bytes.
        changes: How to read its tracked changes.

    Raises:
        DocumentError: It is no Word file, is damaged, or is too large when unpacked.
    """
    package = Package(data)
    skipped = _TAKEN_OUT if changes == "accepted" else _PUT_IN
    walk = _Walk(package.styles(), frozenset(skipped))
    body = package.main().find(f"{W}body")
    if body is not None:
        walk.blocks(body)
        walk.flush()
    walk.add_notes(package)
    return walk.builder.reading(MEDIA, READER)


@dataclass(slots=True)
class _Walk:
    """Goes through a document in reading order."""

    styles: dict[str, Style]
    skipped: frozenset[str]
    builder: Builder = field(default_factory=Builder)
    _words: list[str] = field(default_factory=list)
    _boxes: list[ET.Element] = field(default_factory=list)
    _notes: list[tuple[str, str]] = field(default_factory=list)
    _has_boxes_open: bool = False

    def blocks(self, parent: ET.Element) -> None:
        """Read what stands in a body, a cell, a text box or a note."""
        for element in parent:
            name = local(element.tag)
            if name in self.skipped or (name == "sdt" and _is_contents(element)):
                continue
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self.flush()
                self._table(element)
            elif name == "altChunk":
                self.builder.omit("a part that is a file of another kind inside this one")
            elif name == "AlternateContent":
                for choice in _chosen(element):
                    self.blocks(choice)
            elif name in _WRAPPERS or name in (*_PUT_IN, *_TAKEN_OUT):
                self.blocks(element)

    def flush(self) -> None:
        """End a text whose paragraph mark was taken out, and that nothing follows."""
        if self._words:
            self.builder.add("paragraph", "".join(self._words))
            self._words.clear()

    def add_notes(self, package: Package) -> None:
        """Add the notes that the text refers to, in the order in which it does."""
        self.builder.begin_notes()
        for part, number in dict.fromkeys(self._notes):
            note = package.note(part, number)
            if note is not None:
                self.builder.add("note", self._text_of(note))

    def _paragraph(self, element: ET.Element) -> None:
        properties = element.find(f"{W}pPr")
        style = self._style(properties)
        if style.is_contents:
            return
        self._inline(element)
        if self._is_mark_gone(properties):
            return
        words = "".join(self._words)
        self._words.clear()
        if style.level:
            self.builder.heading(style.level, words)
        else:
            self.builder.add("item" if style.is_item else "paragraph", words)
        self._read_boxes()

    def _read_boxes(self) -> None:
        """Read the text boxes that hang on a paragraph."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)
            self.flush()

    def _style(self, properties: ET.Element | None) -> Style:
        if properties is None:
            return self.styles.get("", Style())
        style = self.styles.get(value(properties.find(f"{W}pStyle")), self.styles.get("", Style()))
        level = value(properties.find(f"{W}outlineLvl"))
        numbered = properties.find(f"{W}numPr/{W}numId")
        return Style(
            int(level) + 1 if level in tuple("012345678") else 0 if level == "9" else style.level,
            style.is_item if numbered is None else value(numbered) != "0",
            style.is_contents,
        )

    def _is_mark_gone(self, properties: ET.Element | None) -> bool:
        """Whether the paragraph runs on into the next one."""
        marks = properties.find(f"{W}rPr") if properties is not None else None
        return marks is not None and any(local(mark.tag) in self.skipped for mark in marks)

    def _inline(self, parent: ET.Element) -> None:
        for element in parent:
            name = local(element.tag)
            if name in self.skipped:
                continue
            if name == "r":
                self._run(element)
            elif name == "AlternateContent":
                for choice in _chosen(element):
                    self._inline(choice)
            elif name in ("oMath", "oMathPara"):
                self._words.append(_formula(element))
            elif name in _WRAPPERS or name in (*_PUT_IN, *_TAKEN_OUT):
                self._inline(element)

    def _run(self, run: ET.Element) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and flag(properties.find(f"{W}vanish")):
            return
        words = "".join(self._run_words(run))
        height = value(properties.find(f"{W}vertAlign")) if properties is not None else ""
        if height == "superscript":
            words = raised(words)
        elif height == "subscript":
            words = lowered(words)
        self._words.append(words)

    def _run_words(self, parent: ET.Element) -> Iterator[str]:
        for element in parent:
            name = local(element.tag)
            if name in ("t", "delText"):
                yield element.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield _symbol(element)
            elif name in _NOTES:
                self._notes.append((_NOTES[name], element.get(f"{W}id", "")))
            elif name == "AlternateContent":
                for choice in _chosen(element):
                    yield from self._run_words(choice)
            elif name in ("drawing", "pict", "object"):
                yield self._drawn(element)
            elif name == "ruby":
                for base in element.iter(f"{W}rubyBase"):
                    for run in base.iter(f"{W}t"):
                        yield run.text or ""

    def _drawn(self, drawing: ET.Element) -> str:
        """What a drawing says: its text boxes, or the words that stand for it."""
        boxes = [inner for inner in drawing.iter() if local(inner.tag) == "txbxContent"]
        if boxes:
            self._boxes += boxes
            return ""
        for inner in drawing.iter():
            words = inner.get("descr") or inner.get("alt")
            if words:
                return f" {words} "
        self.builder.omit("pictures, where no words stand for them")
        return ""

    def _table(self, table: ET.Element) -> None:
        rows = [
            row_of_table for row_of_table in _rows(table) if not self._is_row_gone(row_of_table)
        ]
        if self._is_layout(table):
            for row in rows:
                for cell in row.iter(f"{W}tc"):
                    if not _is_within_other(cell, row):
                        self.blocks(cell)
                        self.flush()
            return
        for row in rows:
            self.builder.row(self._cells(row))
            self._read_boxes()

    def _cells(self, row: ET.Element) -> Iterator[str]:
        for cell in row.iter(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            marks = () if properties is None else properties
            if not any(local(mark.tag) in self.skipped for mark in marks):
                yield self._text_of(cell)
                span = properties.find(f"{W}gridSpan") if properties is not None else None
                width = value(span)
                yield from [""] * (int(width) - 1 if width.isdecimal() and len(width) < 4 else 0)

    def _text_of(self, parent: ET.Element) -> str:
        """All words of a cell or a note as one text."""
        outer, self._words = self._words, []
        for paragraph in parent.iter(f"{W}p"):
            self._inline(paragraph)
            if not self._is_mark_gone(paragraph.find(f"{W}pPr")):
                self._words.append(" ")
        words, self._words = "".join(self._words), outer
        return words

    def _is_row_gone(self, row: ET.Element) -> bool:
        properties = row.find(f"{W}trPr")
        marks = () if properties is None else properties
        return any(local(mark.tag) in self.skipped for mark in marks)

    def _is_layout(self, table: ET.Element) -> bool:
        """Whether a table is there for its layout: with headings or other tables in it."""
        if any(inner is not table for inner in table.iter(f"{W}tbl")):
            return True
        return any(self._style(properties).level for properties in table.iter(f"{W}pPr"))


def _rows(table: ET.Element) -> Iterator[ET.Element]:
    """The rows of a table, also those that a content control or a change wraps."""
    for element in table:
        name = local(element.tag)
        if name == "tr":
            yield element
        elif name in _WRAPPERS:
            yield from _rows(element)


def _is_within_other(cell: ET.Element, row: ET.Element) -> bool:
    """Whether a cell belongs to a table inside this row."""
    return any(cell is inner for table in row.iter(f"{W}tbl") for inner in table.iter(f"{W}tc"))


def _chosen(alternatives: ET.Element) -> Iterator[ET.Element]:
    """Of several forms of one content the first: reading all would read it twice."""
    for element in alternatives:
        if local(element.tag) in ("Choice", "Fallback"):
            yield element
            return


def _is_contents(control: ET.Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return value(gallery) == "Table of Contents"


def _symbol(element: ET.Element) -> str:
    """A character of a symbol font, by its number; those of private use as they are."""
    number = element.get(f"{W}char", "")
    try:
        return chr(int(number, 16))
    except (ValueError, OverflowError):
        return ""


def _formula(element: ET.Element) -> str:
    """A formula on one line: fractions with a stroke, powers and indices as such."""
    name = local(element.tag)
    if name == "t":
        return element.text or ""
    parts = [_formula(child) for child in element]
    if name == "f" and len(parts) > 1:
        return f"({parts[-2]})/({parts[-1]})"
    if name in ("sSup", "sSub") and len(parts) > 1:
        shifted = (raised if name == "sSup" else lowered)(parts[-1])
        sign = "^" if name == "sSup" else "_"
        return parts[-2] + (shifted if shifted != parts[-1] else f"{sign}({parts[-1]})")
    return "".join(parts)
