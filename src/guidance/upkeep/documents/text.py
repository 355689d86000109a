"""Plain text read to blocks: by empty lines, bullets and underlining.

Plain text does not mark its headings. A line is one where it is underlined, in capitals alone, has
a number of two steps or more ("4.2 Dose"), or is what the records call a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guidance.errors import DocumentError
from guidance.upkeep.documents.blocks import Builder, Reading
from guidance.upkeep.documents.normal import normal

READER = "text/1"
MEDIA = "text/plain"

_ITEM = re.compile(r"\s*(?:[•◦▪‣·*–—-]|o(?=\s{2})|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)")
_BULLET = re.compile(r"\s*(?:[•◦▪‣·*–—-]|o(?=\s{2}))\s+")
_UNDERLINE = re.compile(r"\s*(=|-|~|\*|_)\1{2,}\s*\Z")
_STEPS = re.compile(r"(\d+(?:\.\d+)+)\.?\s+\S.*[^.,;]\Z")
_LONGEST_HEADING = 120
_WRAPPED = 150
"""Where a line is longer, the file is not wrapped, and every line is a paragraph."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(data: bytes, headings: Mapping[str, int] | None = None) -> Reading:
    """Read a plain text.

    Args:
        data: Its bytes: UTF-8, UTF-16 with its mark, or else Windows-1252.
        headings: What the records call its title and its sections, each with its level.

    Raises:
        DocumentError: It cannot be decoded.
    """
    text = decoded(data)
    builder = Builder()
    known = {normal(heading).casefold(): level for heading, level in (headings or {}).items()}
    pages = text.split("\f")
    for number, page in enumerate(pages, start=1):
        builder.page = number if len(pages) > 1 else 0
        _read_page(builder, page.splitlines(), known)
    return builder.reading(MEDIA, READER)


def decoded(data: bytes) -> str:
    """The characters of a text.

    Raises:
        DocumentError: It is not what its mark says.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name).removeprefix("\ufeff")
            except UnicodeDecodeError:
                problem = f"begins like {name} and is not"
                raise DocumentError(problem, "save it again as UTF-8") from None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("windows-1252", errors="replace")


def _read_page(builder: Builder, lines: list[str], known: Mapping[str, int]) -> None:
    is_wrapped = max(map(len, lines), default=0) <= _WRAPPED
    for group in _groups(lines, is_wrapped=is_wrapped, known=known):
        words = " ".join(line.strip() for line in group)
        if level := _level(group, known):
            builder.heading(level, group[0])
        elif _ITEM.match(group[0]):
            builder.add("item", _BULLET.sub("", words, count=1))
        else:
            builder.add("paragraph", words)


def _groups(lines: list[str], *, is_wrapped: bool, known: Mapping[str, int]) -> Iterator[list[str]]:
    """Lines that belong together: up to an empty line, a bullet, a heading or an underline."""
    group: list[str] = []
    for line in lines:
        is_underline = bool(group) and _UNDERLINE.match(line) is not None
        if is_underline:
            yield from ([line_above] for line_above in group[:-1])
            yield [group[-1], line]
            group = []
            continue
        is_start = not is_wrapped or _ITEM.match(line) or normal(line).casefold() in known
        if group and (not line.strip() or is_start or normal(group[0]).casefold() in known):
            yield group
            group = []
        if line.strip():
            group.append(line)
    if group:
        yield group


def _level(group: list[str], known: Mapping[str, int]) -> int:
    """The level of a heading; 0 for everything else."""
    first = group[0].strip()
    underline = _UNDERLINE.match(group[1]) if len(group) == 2 else None
    if underline:
        return 1 if underline.group(1) == "=" else 2
    if len(group) > 1 or len(first) > _LONGEST_HEADING:
        return 0
    if level := known.get(normal(first).casefold()):
        return level
    if steps := _STEPS.match(first):
        return steps.group(1).count(".") + 1
    letters = [letter for letter in first if letter.isalpha()]
    return 1 if len(letters) > 2 and first == first.upper() and first[-1] not in ".,;" else 0
