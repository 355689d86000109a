"""XML of official publishers read to blocks, by its structure alone.

No vocabulary is presumed but the names that headings, cells and contents have in all of them: an
element with words of its own is a block, whatever it is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from guidance.upkeep.documents.blocks import Builder, Reading
from guidance.upkeep.documents.normal import lowered, raised
from guidance.upkeep.documents.safe_xml import local, parse

READER = "xml/1"
MEDIA = "application/xml"

_HEADINGS = frozenset("head heading hed hd title".split())  # noqa: SIM905
_ROWS = frozenset("tr row".split())  # noqa: SIM905
_CELLS = frozenset("td th ent entry".split())  # noqa: SIM905
_ITEMS = frozenset("li item listitem".split())  # noqa: SIM905
_SKIPPED = frozenset("metadata meta filedesc profiledesc cfrtoc toc contents".split())  # noqa: SIM905
_NUMBERS = frozenset("pnumber num number enum".split())  # noqa: SIM905
_RAISED = frozenset("su sup superscript".split())  # noqa: SIM905
_LOWERED = frozenset("fr sub inf inferior".split())  # noqa: SIM905
_STRUCTURE = _HEADINGS | _ROWS | _CELLS | _ITEMS | _NUMBERS | _SKIPPED
_SOURCE_LEVEL = re.compile(r"HD([1-6])\Z")


def read_xml(data: bytes) -> Reading:
    """Read an XML document.

    Raises:
        DocumentError: It is not well formed, declares entities, or is nested too deeply.
    """
    walk = _Walk()
    walk.through(parse([data], may_have_doctype=b"<!ENTITY" not in data and b"\0" not in data), 0)
    return walk.builder.reading(MEDIA, READER)


@dataclass(slots=True)
class _Walk:
    """Goes through a document in reading order. Its depth is bounded by the parser's."""

    builder: Builder = field(default_factory=Builder)
    _number: str = ""

    def through(self, element: ET.Element, level: int, *, is_item: bool = False) -> None:
        """Read an element and what stands in it.

        Args:
            element: The element.
            level: How many sections it stands in.
            is_item: It is an item of a list, or stands in one.
        """
        name = local(element.tag).casefold()
        if not name or name in _SKIPPED:
            return
        is_item = is_item or name in _ITEMS
        if name in _HEADINGS:
            self.builder.heading(_level(element, level), self._number + _words(element))
            self._number = ""
        elif name in _NUMBERS:
            # A number stands before what it counts.
            self._number += f"{_words(element).strip()} "
        elif name in _ROWS:
            self.builder.row(_words(cell) for cell in element if _is_cell(cell))
        elif _has_words(element) and not _holds_blocks(element):
            self._loose([_words(element)], is_item=is_item)
        else:
            self._inside(element, level, is_item=is_item)

    def _inside(self, element: ET.Element, level: int, *, is_item: bool) -> None:
        deeper = level + any(local(child.tag).casefold() in _HEADINGS for child in element)
        loose = [element.text or ""]
        for child in element:
            name = local(child.tag).casefold()
            if name and not _is_inline(child):
                self._loose(loose, is_item=is_item)
                self.through(child, deeper, is_item=is_item)
            elif name:
                loose.append(_words(child))
            loose.append(child.tail or "")
        self._loose(loose, is_item=is_item)

    def _loose(self, words: list[str], *, is_item: bool) -> None:
        """Words between blocks are a block of their own: none is lost."""
        text = "".join(words)
        if text.strip():
            self.builder.add("item" if is_item else "paragraph", self._number + text)
            self._number = ""
        words.clear()


def _level(element: ET.Element, level: int) -> int:
    said = _SOURCE_LEVEL.match(element.get("SOURCE", ""))
    return max(level, 1) + int(said.group(1)) if said else max(level, 1)


def _has_words(element: ET.Element) -> bool:
    return bool((element.text or "").strip()) or any(
        (child.tail or "").strip() for child in element
    )


def _holds_blocks(element: ET.Element) -> bool:
    """Whether elements stand in it that hold others with words, or a heading or a row."""
    return any(not _is_inline(child) for child in element)


def _is_inline(element: ET.Element) -> bool:
    """Whether an element is part of a line: its own words, with no structure below."""
    name = local(element.tag).casefold()
    if name in _STRUCTURE:
        return False
    is_long = name in ("p", "para", "fp", "text", "table", "list", "note", "ftnt", "extract")
    return not is_long and all(_is_inline(child) for child in element)


def _is_cell(element: ET.Element) -> bool:
    return local(element.tag).casefold() in _CELLS or bool("".join(element.itertext()).strip())


def _words(element: ET.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local(child.tag).casefold()
        words = _words(child) if name else ""
        if name in _RAISED:
            words = raised(words)
        elif name in _LOWERED:
            words = lowered(words)
        elif not _is_inline(child):
            words = f" {words} "
        parts += [words, child.tail or ""]
    return "".join(parts)
