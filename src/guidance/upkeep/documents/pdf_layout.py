"""Lines of pages put together to blocks, by where they stand and how large they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from guidance.upkeep.documents.blocks import Builder

_MARGIN = 0.12
"""The share of a page, at its head and at its foot, where what repeats is not its text."""

_LARGER = 1.12
_CLOSE = 0.9
"""The most space between the lines of a paragraph, as a share of their size."""

_SHORT = 0.8
"""A line that ends with a full stop before this share of its column ends a paragraph."""

_HEADING = 150
_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b")
_ITEM = re.compile(r"\s*(?:[•◦▪‣·●○*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)")
_MARKER = re.compile(r"\s*(?:[•◦▪‣·●○*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s*\Z")
_BULLET = re.compile(r"\s*[•◦▪‣·●○*–—-]\s+")
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?\s+\S")
_END = (".", "!", "?", ":", ";")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BULLETS = "•◦▪‣·●○ \u00a0"
_LEVEL = 0.35
"""How far the feet of two lines beside each other may differ, as a share of their size."""

_FROM_ITEM = 3.0
"""How far an item stands from its bullet at most, as a share of its size."""

_CELL = 1.0
_TOUCHING = 0.15
CUT = "\ufffe"
"""Stands for a hyphen at the end of a line, over which PDFium has joined the word."""

_SOFT = "\u2010\u00ad"
_LAST = re.compile(r"[^\W\d_]+\Z")
_OF_PAGES = frozenset(("page", "of", "seite", "von"))
_NEXT = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(rf"([^\W\d_]+)([{_SOFT}{CUT}])([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page. Lengths are points, from the lower left corner.

    Attributes:
        size: That of its letters.
        height: That of its page.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    is_bold: bool
    page: int
    height: float


def laid_out(pages: Sequence[Sequence[PrintedLine]]) -> Builder:
    """Put the lines of a document together to its blocks."""
    builder = Builder()
    pages = [list(_with_markers(page)) for page in pages]
    lines = [line for page in pages for line in page]
    if not lines:
        return builder
    body = _body_size(lines)
    furniture = _furniture(pages, body)
    lines = [line for line in lines if _key(line, body) not in furniture]
    if not lines:
        return builder
    rows = list(_rows(lines))
    lines = [row[0] for row in rows if len(row) == 1]
    if not lines:
        lines = [row[0] for row in rows]
    levels = _levels(lines, body)
    known = {word.casefold() for line in lines for word in _WORD.findall(line.text)}
    right = _columns(lines)
    group: list[PrintedLine] = []
    for line, *cells in rows:
        if cells or (group and not _goes_on(group[-1], line, (body, levels, right))):
            _add(builder, group, levels, known)
            group = []
        if cells:
            builder.page = line.page
            builder.row(cell.text for cell in (line, *cells))
        else:
            group.append(line)
    _add(builder, group, levels, known)
    return builder


def _with_markers(page: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines of a page, each bullet and number of an item before the item.

    Some programs draw them after all the text of the page.
    """
    markers = {place for place, line in enumerate(page) if _MARKER.match(line.text)}
    before: defaultdict[int, list[PrintedLine]] = defaultdict(list)
    moved = set()
    for place in markers:
        marker = page[place]
        beside = [
            (other.left - marker.right, at)
            for at, other in enumerate(page)
            if at not in markers and _is_beside(marker, other)
        ]
        if beside and min(beside)[0] < _FROM_ITEM * marker.size:
            before[min(beside)[1]].append(marker)
            moved.add(place)
    for place, line in enumerate(page):
        yield from before[place]
        if place not in moved:
            yield line


def _rows(lines: Iterable[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Lines that stand beside each other: cells of a row, where space is between them.

    A bullet goes with what it stands before; what has no space between is one line.
    """
    row: list[PrintedLine] = []
    for line in lines:
        last = row[-1] if row else None
        is_bullet = not line.text.strip(_BULLETS)
        if last is None or is_bullet or not _is_beside(last, line):
            # A bullet that nothing stands beside says nothing.
            if last is not None and last.text.strip(_BULLETS):
                yield row
            row = [] if is_bullet and len(line.text.split()) > 1 else [line]
        elif not last.text.strip(_BULLETS):
            row[-1] = replace(line, text=f"• {line.text.strip()}")
        elif line.left - last.right < _CELL * last.size:
            space = " " if line.left - last.right > _TOUCHING * last.size else ""
            row[-1] = _together(last, line, space)
        else:
            row.append(line)
    if row and row[-1].text.strip(_BULLETS):
        yield row


def _is_beside(last: PrintedLine, line: PrintedLine) -> bool:
    is_level = abs(line.bottom - last.bottom) < _LEVEL * max(last.size, line.size)
    return line.page == last.page and is_level and line.left >= last.right - last.size


def _together(last: PrintedLine, line: PrintedLine, space: str) -> PrintedLine:
    return replace(
        last,
        text=f"{last.text.rstrip()}{space}{line.text.strip()}",
        right=max(last.right, line.right),
        top=max(last.top, line.top),
        size=max(last.size, line.size),
    )


def _furniture(pages: Sequence[Sequence[PrintedLine]], body: float) -> set[tuple[str, str]]:
    """Lines at the head or foot of pages that repeat there, figures apart."""
    seen: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for page in pages:
        for line in page:
            seen[_key(line, body)].add(line.page)
    most = max(3, len([page for page in pages if page]) // 3)
    return {key for key, on in seen.items() if key[1] and len(on) >= most}


def _key(line: PrintedLine, body: float) -> tuple[str, str]:
    """What makes lines of several pages one: their words, and for small ones not their figures.

    "Annex 2" at the head of a page is a heading where it is set larger than the text.
    """
    margin = ""
    if line.bottom > (1 - _MARGIN) * line.height:
        margin = "head"
    elif line.top < _MARGIN * line.height:
        margin = "foot"
    words = line.text.strip().casefold()
    masked = _FIGURES.sub("#", words)
    is_number = set(_NEXT.findall(masked)) <= _OF_PAGES
    is_large = line.size >= body * _LARGER and not is_number
    return words if is_large else masked, margin


def _body_size(lines: Iterable[PrintedLine]) -> float:
    """The size in which most of the text is set."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0]


Levels = dict[tuple[float, bool], int]


def _levels(lines: Iterable[PrintedLine], body: float) -> Levels:
    """The level of each kind of heading: the larger, the higher; bold in text size the lowest."""
    kinds = {_kind(line) for line in lines if _may_be_heading(line, body)}
    ordered = sorted(kinds, reverse=True)
    return {kind: min(number, 6) for number, kind in enumerate(ordered, start=1)}


def _kind(line: PrintedLine) -> tuple[float, bool]:
    return round(line.size), line.is_bold


def _may_be_heading(line: PrintedLine, body: float) -> bool:
    words = line.text.strip()
    if len(words) > _HEADING or not any(letter.isalpha() for letter in words):
        return False
    if line.size >= body * _LARGER:
        return True
    return line.is_bold and line.size >= body * 0.95 and not words.endswith((".", ";", ","))


def _columns(lines: Iterable[PrintedLine]) -> dict[int, float]:
    """How far lines that begin at one place reach: the right edge of their column."""
    rights: defaultdict[int, list[float]] = defaultdict(list)
    for line in lines:
        rights[round(line.left / 10)].append(line.right)
    return {left: max(ends) for left, ends in rights.items()}


def _goes_on(
    last: PrintedLine, line: PrintedLine, setting: tuple[float, Levels, dict[int, float]]
) -> bool:
    """Whether a line belongs to the same block as the one before it."""
    body, levels, columns = setting
    is_heading = _may_be_heading(last, body)
    if is_heading != _may_be_heading(line, body):
        return False
    if is_heading and (levels[_kind(last)] != levels[_kind(line)] or _NUMBERED.match(line.text)):
        return False
    if _ITEM.match(line.text):
        return False
    if line.page != last.page or line.bottom > last.bottom + last.size:
        # Over the end of a page or a column: a sentence that is not ended goes on.
        starts = line.text.lstrip()[:1]
        return not is_heading and not last.text.rstrip().endswith(_END) and starts.islower()
    if last.bottom - line.top > _CLOSE * max(last.size, line.size):
        return False
    if abs(line.size - last.size) > 0.15 * last.size:
        return False
    reach = columns.get(round(last.left / 10), last.right) - last.left
    is_short = last.right - last.left < _SHORT * reach
    return is_heading or not (is_short and last.text.rstrip().endswith(_END))


def _add(builder: Builder, group: list[PrintedLine], levels: Levels, known: set[str]) -> None:
    if not group:
        return
    first = group[0]
    builder.page = first.page
    words = _joined([line.text for line in group], known)
    if _kind(first) in levels and all(_kind(line) in levels for line in group):
        body_like = len(words) > _HEADING
        if not body_like and not words.endswith((";", ",")):
            builder.heading(levels[_kind(first)], words)
            return
    if _ITEM.match(words):
        builder.add("item", _BULLET.sub("", words, count=1))
    else:
        builder.add("paragraph", words)


def _joined(lines: Sequence[str], known: set[str]) -> str:
    """The text of lines; a word cut at the end of one is put together again.

    A hyphen at the end of a line may be one of the word itself. It is, unless the document has the
    word without it elsewhere; a soft one is not, unless the document has the word with it.
    """
    text = ""
    for line in lines:
        words = line.strip()
        if text and (text[-1] in _SOFT or (text[-1] == "-" and words[:1].islower())):
            text = _mended(text, words, known)
        elif len(text) > 1 and text[-1] == "/" and not text[-2].isspace():
            text += words
        else:
            text = f"{text} {words}" if text else words
    return _mended_inside(text, known)


def _mended(text: str, words: str, known: set[str]) -> str:
    before = _LAST.search(text[:-1])
    after = _NEXT.match(words)
    if before is None or after is None:
        return f"{text[:-1]}{'' if text[-1] in _SOFT else '-'}{words}"
    sign = _sign(before.group(), text[-1], after.group(), known)
    return f"{text[:-1]}{sign}{words}"


def _mended_inside(text: str, known: set[str]) -> str:
    """Words that PDFium has joined over the end of a line already."""

    def mended(broken: re.Match[str]) -> str:
        before, mark, after = broken.groups()
        return f"{before}{_sign(before, mark, after, known)}{after}"

    return _INSIDE.sub(mended, text).replace(CUT, "-")


def _sign(before: str, mark: str, after: str, known: set[str]) -> str:
    """What stands between the parts of a word that was cut: a hyphen, or nothing."""
    whole, cut = f"{before}{after}".casefold(), f"{before}-{after}".casefold()
    if mark in _SOFT:
        return "-" if cut in known else ""
    return "" if whole in known and cut not in known else "-"
