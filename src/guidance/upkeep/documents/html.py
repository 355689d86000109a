"""HTML read to blocks, by the parser of the HTML standard.

What is no content is left out by the structure of the page, never by how it looks: what is outside
``main``, where there is one; navigation, forms, scripts; the head and foot of the whole page; and a
block that is nothing but a link to a place on the same page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from guidance.errors import DocumentError, MissingExtraError
from guidance.upkeep.documents.blocks import Builder, Reading
from guidance.upkeep.documents.normal import lowered, raised

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

READER = "html/1"
MEDIA = "text/html"

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SILENT = frozenset(
    "script style template noscript head nav svg math canvas iframe button label input select"  # noqa: SIM905
    " textarea datalist dialog audio video object embed map rp rt".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset"  # noqa: SIM905
    " figcaption figure footer header hgroup hr html legend li main menu ol p pre search section"
    " summary table tbody td tfoot th thead tr ul".split()
)
_ANY_HEADING = "h1, h2, h3, h4, h5, h6"
_ITEMS = frozenset(("li", "dd", "dt"))
_STRUCK = frozenset(("del", "s", "strike"))
_PARTS = frozenset(("article", "section", "main", "aside", "blockquote", "figure", "td"))
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_COLUMNS = 100


def read_html(data: bytes, changes: Literal["accepted", "rejected"] = "accepted") -> Reading:
    """Read a page.

    Args:
        data: Its bytes.
        changes: Whether text marked as deleted and inserted is read as it is to be, or as it was.

    Raises:
        DocumentError: It cannot be decoded.
        MissingExtraError: The parser is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser, SelectolaxError
    except ImportError:
        raise MissingExtraError("reading HTML needs selectolax", "documents") from None
    try:
        tree = LexborHTMLParser(decoded(data))
    except SelectolaxError:
        # It fails for want of memory alone: the standard makes a tree of anything.
        raise MemoryError from None
    walk = _Walk(_STRUCK if changes == "accepted" else frozenset(("ins",)))
    mains = tree.css("main, [role=main]")
    for root in mains[:1] or [node for node in (tree.body,) if node is not None]:
        walk.through(root, is_main=bool(mains))
    return walk.builder.reading(MEDIA, READER)


def decoded(data: bytes) -> str:
    """The characters of a page: by its byte order mark, by what it declares, or UTF-8.

    Raises:
        DocumentError: Its bytes are not in the encoding that it declares.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _in(data, name)
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    # The HTML standard reads the older names as the code page that was meant by them.
    if name in ("iso-8859-1", "latin1", "ascii", "us-ascii"):
        name = "windows-1252"
    try:
        return _in(data, name)
    except DocumentError:
        if declared:
            raise
    return _in(data, "windows-1252")


def _in(data: bytes, name: str) -> str:
    try:
        codec = codecs.lookup(name)
        return data.decode(codec.name).removeprefix("\ufeff")
    except (LookupError, UnicodeDecodeError, ValueError):
        problem = f"is not text in the encoding it declares, {name}"
        raise DocumentError(problem, "save it again as UTF-8") from None


@dataclass(slots=True)
class _Walk:
    """Takes the nodes of a page in reading order."""

    silent_marks: frozenset[str]
    builder: Builder = field(default_factory=Builder)
    _words: list[str] = field(default_factory=list)
    _shifts: list[int] = field(default_factory=list)
    _row: list[str] | None = None
    _items: int = 0
    _heading: int = 0
    _in_page: int = 0
    _breaks: int = 0
    _has_more: bool = False

    def through(self, root: LexborNode, *, is_main: bool) -> None:
        """Read what stands under a node."""
        for node, is_start in _steps(root, lambda inner: self._is_silent(inner, is_main)):
            if node.is_text_node:
                self._text(node.text_content or "")
            elif is_start:
                self._begin(node, node.tag or "")
            else:
                self._end(node, node.tag or "")
        self._flush()

    def _is_silent(self, node: LexborNode, is_main: bool) -> bool:
        tag = node.tag or ""
        if node.is_text_node:
            return False
        if tag in self.silent_marks and node.text().strip():
            self.builder.omit("text that is marked as taken out, or as put in")
        if tag in _SILENT or tag in self.silent_marks or not node.is_element_node:
            return True
        # Some pages stand in a form as a whole; one without headings is there to be filled in.
        if tag == "form" and not node.css_first(_ANY_HEADING):
            return True
        attributes = node.attributes
        role = (attributes.get("role") or "").lower()
        is_hidden = "hidden" in attributes and attributes["hidden"] != "until-found"
        if is_hidden or role in ("navigation", "search"):
            return True
        if is_main:
            return False
        # Head and foot are those of the page where they are in no part of it.
        is_bare = tag in ("header", "footer") and not role and not _is_in_part(node)
        return is_bare or role in ("banner", "contentinfo")

    def _text(self, words: str) -> None:
        self._words.append(words)
        if words and not words.isspace():
            self._breaks = 0
            self._has_more = self._has_more or not self._in_page

    def _break(self) -> None:
        """A line ends; two ends in a row end a paragraph."""
        self._words.append(" ")
        self._breaks += 1
        if self._breaks > 1 and self._row is None and not self._heading:
            self._flush()

    def _begin(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            self._break()
        elif tag == "img":
            self._text(f" {node.attributes.get('alt') or ''} ")
        elif tag in ("sup", "sub"):
            self._shifts.append(len(self._words))
        elif _is_in_page(node, tag):
            self._in_page += 1
        elif tag == "tr" and _table_of(node) is not None:
            self._flush()
            self._row = []
        elif self._row is not None and tag in _BLOCKS:
            self._words.append(" ")
        elif level := _level(node, tag):
            self._flush()
            self._heading = level
        elif tag in _BLOCKS and not self._heading:
            self._flush()
            self._items += tag in _ITEMS

    def _end(self, node: LexborNode, tag: str) -> None:
        if tag in ("sup", "sub"):
            start = self._shifts.pop()
            shifted = (raised if tag == "sup" else lowered)("".join(self._words[start:]))
            self._words[start:] = [shifted]
        elif _is_in_page(node, tag):
            self._in_page -= 1
        elif self._row is not None:
            self._end_in_row(node, tag)
        elif _level(node, tag):
            self._flush()
            self._heading = 0
        elif tag in _BLOCKS and not self._heading:
            self._flush()
            self._items -= tag in _ITEMS

    def _end_in_row(self, node: LexborNode, tag: str) -> None:
        assert self._row is not None  # noqa: S101  (asked by the caller)
        if tag in ("td", "th"):
            self._row.append("".join(self._words))
            self._row += [""] * (_span(node) - 1)
            self._words.clear()
        elif tag == "tr":
            self.builder.row(self._row)
            self._row = None
            self._clear()
        elif tag in _BLOCKS:
            self._words.append(" ")

    def _flush(self) -> None:
        words = "".join(self._words)
        if self._heading:
            self.builder.heading(self._heading, words)
        elif self._has_more:
            self.builder.add("item" if self._items else "paragraph", words)
        self._clear()

    def _clear(self) -> None:
        self._words.clear()
        self._shifts = [0] * len(self._shifts)
        self._has_more = False


def _steps(
    root: LexborNode, is_silent: Callable[[LexborNode], bool]
) -> Iterator[tuple[LexborNode, bool]]:
    """Every node as it begins and as it ends, without recursion: nesting may be endless."""
    node: LexborNode | None = root
    stack: list[LexborNode] = []
    while node is not None:
        if not is_silent(node):
            yield node, True
            if (child := node.child) is not None:
                stack.append(node)
                node = child
                continue
            if not node.is_text_node:
                yield node, False
        while stack and node.next is None:
            node = stack.pop()
            yield node, False
        node = node.next if stack else None


def _level(node: LexborNode, tag: str) -> int:
    """The level of a heading; 0 for everything else."""
    if tag in _HEADINGS:
        return _HEADINGS[tag]
    if tag in _BLOCKS and (node.attributes.get("role") or "").lower() == "heading":
        level = node.attributes.get("aria-level") or "2"
        return int(level) if level.isdecimal() and len(level) == 1 and level != "0" else 2
    return 0


def _is_in_page(node: LexborNode, tag: str) -> bool:
    return tag == "a" and (node.attributes.get("href") or "").startswith("#")


def _is_in_part(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in _PARTS:
            return True
        parent = parent.parent
    return False


def _table_of(row: LexborNode) -> LexborNode | None:
    """The table of a row; nothing where the table is there for its layout alone.

    A table with headings or other tables in it is no table of data.
    """
    table = row.parent
    while table is not None and table.tag != "table":
        table = table.parent
    if table is None or (table.attributes.get("role") or "").lower() in ("presentation", "none"):
        return None
    return None if table.css_first(f"{_ANY_HEADING}, table table") else table


def _span(cell: LexborNode) -> int:
    """How many columns a cell takes."""
    given = cell.attributes.get("colspan") or "1"
    return min(int(given), _COLUMNS) if given.isdecimal() and len(given) < 5 and given != "0" else 1
