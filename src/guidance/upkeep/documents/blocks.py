"""What a reader makes of a document: blocks under their headings, numbered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from guidance.upkeep.documents.normal import tidy

NOTES = "(notes)"
"""The section of the notes of a document that has them at its foot."""

Kind = Literal["heading", "paragraph", "item", "cell", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """The smallest part of a document that is compared as one.

    Attributes:
        number: Counted from 1 in the document.
        section: The headings it stands under, outermost first. A heading stands under itself.
        paragraph: Counted from 1 under its innermost heading, headings not counted; a list item
            counts as one, and so does a row of a table, whose cells share the number. 0 for a
            heading.
        column: Of a cell, from 1; 0 for everything else.
        page: From 1, in a format that has pages; 0 in others.
    """

    number: int
    kind: Kind
    section: tuple[str, ...]
    paragraph: int
    text: str
    column: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read.

    Attributes:
        media: Its media type.
        reader: Which reader read it, and in which version of it: ``html/1``. The version grows
            whenever the same bytes may give other blocks.
        left_out: What the reader saw and could not read, in words.
    """

    media: str
    reader: str
    blocks: tuple[Block, ...]
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class Builder:
    """Takes what a reader comes across, in reading order, and numbers it.

    Attributes:
        page: The page that is being read; 0 where there are none.
    """

    page: int = 0
    blocks: list[Block] = field(default_factory=list)
    left_out: dict[str, None] = field(default_factory=dict)
    _path: list[tuple[int, str]] = field(default_factory=list)
    _count: int = 0

    def heading(self, level: int, text: str) -> None:
        """Begin a section; it ends those of the same level and below."""
        words = tidy(text)
        if not words:
            return
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, words))
        self._count = 0
        self._add("heading", words, 0, 0)

    def add(self, kind: Literal["paragraph", "item", "note"], text: str) -> None:
        """Add running text; nothing where it has no words."""
        words = tidy(text)
        if words:
            self._count += 1
            self._add(kind, words, self._count, 0)

    def row(self, cells: Iterable[str]) -> None:
        """Add a row of a table; empty cells take a column and make no block."""
        filled = [(column, tidy(cell)) for column, cell in enumerate(cells, start=1)]
        if not any(words for _, words in filled):
            return
        self._count += 1
        for column, words in filled:
            if words:
                self._add("cell", words, self._count, column)

    def omit(self, what: str) -> None:
        """Say what was seen and not read."""
        self.left_out[what] = None

    def begin_notes(self) -> None:
        """Leave every section: what follows are notes to the text."""
        self._path = [(1, NOTES)]
        self._count = 0

    def reading(self, media: str, reader: str) -> Reading:
        """What was read."""
        return Reading(media, reader, tuple(self.blocks), tuple(self.left_out))

    def _add(self, kind: Kind, text: str, paragraph: int, column: int) -> None:
        section = tuple(words for _, words in self._path)
        number = len(self.blocks) + 1
        self.blocks.append(Block(number, kind, section, paragraph, text, column, self.page))
