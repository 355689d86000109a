"""What is left to be settled in a record that was started from a document.

``TODO`` at the start of a comment, or for a value, says that somebody has still to decide. A record
with one left is not read: half a record would be taken for a whole one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidance.errors import RecordFault
from guidance.files.tree import FilePlace, FilePlaces, Path, Tree, make_fault

MARK = "TODO"
"""What marks something to be settled."""

_COMMENT = re.compile(r"^[^\n\"']*?(?:^|[ \t])(#[ \t]*TODO\b[^\n]*)", re.MULTILINE)
_MEND = "settle it, then delete the TODO"


def marked_comments(text: str, places: FilePlaces) -> list[RecordFault]:
    """A fault for each comment that says so, with the field that it stands above or beside."""
    keys = sorted(places.keys.items(), key=lambda keyed: (keyed[1], len(keyed[0])))
    faults = []
    line, end = 1, 0
    for match in _COMMENT.finditer(text):
        start = match.start(1)
        line += text.count("\n", end, start)
        end = start
        column = start - text.rfind("\n", 0, start)
        words = match.group(1).lstrip("# \t").removeprefix(MARK).strip(" :")
        problem = f"left to be settled: {_shortened(words)}" if words else "left to be settled"
        here = next((path for path, place in keys if place >= FilePlace(line, 1)), ())
        faults.append(make_fault(problem, _MEND, here, FilePlace(line, column)))
    return faults


def marked_values(tree: Tree) -> Iterator[Path]:
    """The paths of the values that are to be filled in."""
    waiting: list[tuple[Path, Tree]] = [((), tree)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), part) for key, part in value.items()]
        elif isinstance(value, tuple):
            waiting += [((*path, index), part) for index, part in enumerate(value)]
        elif value.startswith(MARK) and not value[len(MARK) : len(MARK) + 1].isalnum():
            yield path


def value_faults(paths: set[Path], places: FilePlaces) -> list[RecordFault]:
    """A fault for each value that is to be filled in."""
    problem = "to be filled in"
    return [
        make_fault(problem, "write what it is in place of TODO", path, places.of_value(path))
        for path in sorted(paths, key=str)
    ]


def _shortened(words: str, most: int = 80) -> str:
    return words if len(words) <= most else f"{words[: most - 2]} …"
