"""The parts of a Word file: unpacked within bounds, and what they say of styles and notes."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from guidance.errors import DocumentError
from guidance.upkeep.documents.safe_xml import local, parse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_CHUNK = 2**16

UNPACKED = 64 * 2**20
"""The most bytes that the parts that are read may have, unpacked and together."""

_TYPES = "[Content_Types].xml"
_MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_OTHERS = {
    "xl/workbook.xml": "is a spreadsheet",
    "ppt/presentation.xml": "is a presentation",
    "content.xml": "is an OpenDocument file",
    "META-INF/container.xml": "is an electronic book",
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of the paragraphs that have it.

    Attributes:
        level: Of a heading, from 1; 0 for everything else.
        is_contents: A line of the table of contents.
    """

    level: int = 0
    is_item: bool = False
    is_contents: bool = False


class Package:
    """A Word file.

    Raises:
        DocumentError: It is none, or is damaged.
    """

    def __init__(self, data: bytes) -> None:
        self._left = UNPACKED
        self._notes: dict[str, dict[str, ET.Element]] = {}
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._names = set(self._archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise _damaged() from None
        for name, problem in _OTHERS.items():
            if name in self._names:
                raise DocumentError(problem, "save it as .docx or HTML")
        self._main = self._main_name()

    def main(self) -> ET.Element:
        """The document itself.

        Raises:
            DocumentError: It is damaged or too large.
        """
        return self._part(self._main)

    def styles(self) -> dict[str, Style]:
        """The styles of paragraphs by their id; that of paragraphs without one by an empty id."""
        name = self._beside("styles.xml")
        if name not in self._names:
            return {}
        elements = {
            style.get(f"{W}styleId", ""): style for style in self._part(name).iter(f"{W}style")
        }
        styles = {key: _style(elements, key) for key in elements}
        for key, style in elements.items():
            is_default = style.get(f"{W}default", "") in ("1", "true", "on")
            if is_default and style.get(f"{W}type") == "paragraph":
                styles[""] = styles[key]
        return styles

    def note(self, part: str, number: str) -> ET.Element | None:
        """A footnote or an endnote."""
        if part not in self._notes:
            name = self._beside(f"{part}.xml")
            root = self._part(name) if name in self._names else ET.Element("none")
            self._notes[part] = {note.get(f"{W}id", ""): note for note in root}
        return self._notes[part].get(number)

    def _main_name(self) -> str:
        if _TYPES in self._names:
            for part in self._part(_TYPES):
                if part.get("ContentType") in _MAIN_TYPES:
                    name = part.get("PartName", "").lstrip("/")
                    if name in self._names:
                        return name
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise DocumentError("is a packed file, and no Word file", "unpack it, or save it as .docx")

    def _beside(self, name: str) -> str:
        return posixpath.join(posixpath.dirname(self._main), name)

    def _part(self, name: str) -> ET.Element:
        try:
            return _renamed(parse(self._unpacked(name)))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise _damaged() from None

    def _unpacked(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece: what it says of its own size is not believed."""
        with self._archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    most = f"{UNPACKED // 2**20} MB"
                    problem = f"has more than {most} of text and layout when unpacked"
                    raise DocumentError(problem, "cut it into parts, or save its text")
                yield chunk


def value(element: ET.Element | None) -> str:
    """What an element says in ``w:val``; empty where it is not there."""
    return "" if element is None else element.get(f"{W}val", "")


def flag(element: ET.Element | None) -> bool:
    """Whether an element that is there or not says yes."""
    return element is not None and value(element) not in ("0", "false", "off")


def _style(styles: dict[str, ET.Element], key: str) -> Style:
    """A style with what it takes from those it is based on."""
    level = ""
    number = ""
    name = ""
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        style = styles[key]
        name = name or value(style.find(f"{W}name")).casefold()
        level = level or value(style.find(f"{W}pPr/{W}outlineLvl"))
        number = number or value(style.find(f"{W}pPr/{W}numPr/{W}numId"))
        own = value(style.find(f"{W}name")).casefold()
        if not level and own.startswith("heading ") and own[8:].isdecimal():
            level = str(int(own[8:]) - 1)
        key = value(style.find(f"{W}basedOn"))
    is_contents = name.startswith("toc ") and name[4:].isdecimal()
    if name == "title" and not level:
        level = "0"
    is_heading = level in tuple("012345678")
    is_item = bool(number) and number != "0" and not is_heading
    return Style(int(level) + 1 if is_heading else 0, is_item, is_contents)


def _renamed(root: ET.Element) -> ET.Element:
    """The strict form of the format has the same elements under another name."""
    if isinstance(root.tag, str) and root.tag.startswith(_STRICT):
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.startswith(_STRICT):
                element.tag = W + local(element.tag)
                element.attrib = {
                    key.replace(_STRICT, W): given for key, given in element.attrib.items()
                }
    return root


def _damaged() -> DocumentError:
    return DocumentError("is damaged, or no Word file", "save it anew in Word as .docx")
