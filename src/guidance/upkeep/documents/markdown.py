"""Markdown read to blocks, by a parser of the CommonMark standard, with its tables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guidance.errors import DocumentError
from guidance.upkeep.documents.blocks import Builder, Reading
from guidance.upkeep.documents.text import decoded

if TYPE_CHECKING:
    from markdown_it.token import Token

READER = "markdown/1"
MEDIA = "text/markdown"

_DEEPEST = 100
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def read_markdown(data: bytes) -> Reading:
    """Read a Markdown text.

    Raises:
        DocumentError: It cannot be decoded, or is nested too deeply: the parser would leave out
            what stands deeper, without a word.
    """
    from markdown_it import MarkdownIt

    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    walk = _Walk()
    if front := _FRONT.match(text):
        for line in front.group(1).splitlines():
            walk.builder.add("paragraph", line)
        text = text[front.end() :]
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST + 1}).enable("table")
    for token in parser.parse(text):
        if token.level >= _DEEPEST:
            raise DocumentError("is nested too deeply", f"use fewer than {_DEEPEST} levels")
        walk.take(token)
    return walk.builder.reading(MEDIA, READER)


@dataclass(slots=True)
class _Walk:
    """Takes the tokens of a text, one after the other."""

    builder: Builder = field(default_factory=Builder)
    _items: int = 0
    _level: int = 0
    _cells: list[str] | None = None

    def take(self, token: Token) -> None:
        """Take what a token brings."""
        match token.type:
            case "heading_open":
                self._level = int(token.tag[1:])
            case "list_item_open" | "list_item_close":
                self._items += token.nesting
            case "tr_open":
                self._cells = []
            case "tr_close":
                self.builder.row(self._cells or [])
                self._cells = None
            case "inline":
                self._words(_inline(token.children or []))
            case "fence" | "code_block":
                self._words(token.content)
            case "html_block":
                self._words(_bare(token.content))
            case _:
                pass

    def _words(self, words: str) -> None:
        if self._level:
            self.builder.heading(self._level, words)
            self._level = 0
        elif self._cells is not None:
            self._cells.append(words)
        else:
            self.builder.add("item" if self._items else "paragraph", words)


def _inline(tokens: Iterable[Token]) -> str:
    """The words of a line, without its marks; of a picture, what it says in its place."""
    words = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "html_inline":
            words.append(_bare(token.content))
        else:
            words.append(token.content)
    return "".join(words)


def _bare(markup: str) -> str:
    return html.unescape(_TAG.sub(" ", _COMMENT.sub(" ", markup)))
