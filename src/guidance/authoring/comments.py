"""The comments of a YAML record: found, and put into another text of the same or a like record.

A comment belongs to what it stands beside or above, named by its path. It goes where that goes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from guidance.files.reading import places_of
from guidance.files.tree import FilePlace, Path

_FOLDED = ("|", ">")
_FIRST: Path = ("format",)
_LINE = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Comment:
    """Lines of comment that stand together.

    Attributes:
        path: What they belong to; empty for the end of the file.
        lines: The comment with its hash; an empty line separates blocks of them.
        is_beside: On the line of what it belongs to.
        is_apart: An empty line stands between it and what it belongs to.
    """

    path: Path
    lines: tuple[str, ...]
    is_beside: bool = False
    is_apart: bool = False


def comments_of(text: str) -> tuple[Comment, ...]:
    """Find the comments of a text that can be read, in the order of the file."""
    if "#" not in text:
        return ()
    nodes = _nodes(text)
    places = [place for place, _ in nodes]
    rows = text.split("\n")
    placed: list[tuple[int, Comment]] = []
    waiting: list[tuple[int, str]] = []
    for place, words in _marks(text):
        is_alone = not rows[place.line - 1][: place.column - 1].strip()
        if not is_alone:
            at = min(bisect_left(places, FilePlace(place.line, 0)), bisect_right(places, place) - 1)
            path = nodes[at][1] if at >= 0 else ()
            placed.append((place.line, Comment(path, (words,), is_beside=True)))
            continue
        waiting.append((place.line, words))
    block: list[tuple[int, str]] = []
    for index, (number, words) in enumerate(waiting):
        block.append((number, words))
        following = bisect_left(places, FilePlace(number + 1, 0))
        is_last = index + 1 == len(waiting)
        # A block goes on as long as nothing but empty lines and comments stands between.
        if is_last or bisect_left(places, FilePlace(waiting[index + 1][0], 0)) != following:
            path = nodes[following][1] if following < len(nodes) else ()
            next_line = nodes[following][0].line if following < len(nodes) else number + 1
            is_apart = next_line > number + 1
            # What stands above everything is about the file, which starts with its format.
            belongs_to = _FIRST if following == 0 else path
            placed.append(
                (block[0][0], Comment(belongs_to, tuple(_spaced(block)), False, is_apart))
            )
            block = []
    return tuple(comment for _, comment in sorted(placed, key=lambda entry: entry[0]))


def with_comments(text: str, comments: tuple[Comment, ...]) -> str:
    """Put comments into a text that has none.

    What a comment belongs to may not be there any more: then it goes to what is around that, and
    at last to the end of the file.
    """
    if not comments:
        return text
    lines_of: dict[Path, int] = {}
    first_on: dict[int, Path] = {}
    for place, path in _nodes(text):
        lines_of.setdefault(path, place.line)
        first_on.setdefault(place.line, path)
    rows = text.removesuffix("\n").split("\n")
    above: dict[int, list[str]] = {}
    beside: dict[int, str] = {}
    end: list[str] = []
    for comment in comments:
        path = comment.path
        while path and path not in lines_of:
            path = path[:-1]
        if not path:
            end += ["", *comment.lines] if not end else comment.lines
            continue
        number = lines_of[path]
        # Taken into a group on one line, a thing has no room for a comment of its own.
        if comment.is_beside and first_on[number] == comment.path and number not in beside:
            beside[number] = comment.lines[0]
            continue
        indent = " " * (len(rows[number - 1]) - len(rows[number - 1].lstrip(" ")))
        block = [f"{indent}{line}" if line else "" for line in comment.lines]
        above.setdefault(number, []).extend([*block, ""] if comment.is_apart else block)
    result: list[str] = []
    for number, row in enumerate(rows, start=1):
        result += above.get(number, ())
        result.append(f"{row}  {beside[number]}" if number in beside else row)
    return "\n".join([*result, *end]) + "\n"


def _spaced(block: list[tuple[int, str]]) -> Iterator[str]:
    previous = block[0][0] - 1
    for number, words in block:
        if number > previous + 1:
            yield ""
        yield words
        previous = number


def _nodes(text: str) -> list[tuple[FilePlace, Path]]:
    """Everything that a comment can belong to: keys, and items of lists, in order."""
    _, places = places_of(text.encode(), is_json=False)
    nodes = [(place, path) for path, place in places.keys.items()]
    nodes += [
        (place, path) for path, place in places.values.items() if path and isinstance(path[-1], int)
    ]
    return sorted(nodes, key=lambda node: (node[0], len(node[1])))


def _marks(text: str) -> Iterator[tuple[FilePlace, str]]:
    """Yield each comment with its place: what stands between two tokens and is not white space."""
    import yaml

    end = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        yield from _in_gap(text, end, token.start_mark.index)
        end = max(end, token.end_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in _FOLDED:
            # The scanner takes a comment after | or > into the token, and drops it.
            start = token.start_mark.index
            head = _LINE.match(text, start)
            assert head is not None  # noqa: S101  (the pattern matches everywhere)
            yield from _in_gap(text, start + 1, head.end())
    yield from _in_gap(text, end, len(text))


def _in_gap(text: str, start: int, end: int) -> Iterator[tuple[FilePlace, str]]:
    at = text.find("#", start, end)
    while at >= 0:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text.count("\n", 0, at) + 1
        yield FilePlace(line, at - text.rfind("\n", 0, at)), text[at:stop].rstrip()
        at = text.find("#", stop, end)
