"""A tree of strings with places: what a YAML or JSON text holds, before it means anything.

Nothing is coerced. A scalar is the text that was written, so ``NO``, ``8.10``, ``0123`` and dates
stay what they are; a list is a tuple, a block of fields a dict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from guidance.errors import RecordFault
from guidance.wording.visible import visible

Tree: TypeAlias = "str | tuple[Tree, ...] | dict[str, Tree]"
Path: TypeAlias = tuple[str | int, ...]

MOST_BYTES = 5_000_000
DEEPEST = 32
# One broken value can give one fault: this bounds the memory that faults can take.
MOST_VALUES = 100_000

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, byte order marks, and what reorders the characters people see."""

_SEPARATORS = re.compile("[\u2028\u2029]")
_LINE_END = re.compile(r"\r\n?|\n")
_PLAIN = bytes(sign for sign in range(128) if not FORBIDDEN.match(chr(sign)))


class FilePlace(NamedTuple):
    """A place in a file, line and column counted from 1."""

    line: int
    column: int


START = FilePlace(1, 1)


class Unreadable(Exception):  # noqa: N818  (caught where files are read, never shown)
    """The text cannot be read any further; the faults say why."""


class TooDeep(Unreadable):
    """Fields or lists stand too deep inside each other."""


@dataclass(frozen=True, slots=True)
class FilePlaces:
    """Where each key and each value of a tree stands in its file."""

    keys: dict[Path, FilePlace] = field(default_factory=dict)
    values: dict[Path, FilePlace] = field(default_factory=dict)

    def of_value(self, path: Path) -> FilePlace:
        """Place of a value, or of the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, START)

    def of_key(self, path: Path) -> FilePlace:
        """Place of the key that leads to a value; of the value itself where it has no key."""
        return self.keys.get(path) or self.of_value(path)


def excerpt(text: str, most: int = 60) -> str:
    """Return a text fit for a message: on one line, nothing invisible in it, not too long."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return visible(short)


def make_fault(problem: str, mend: str, path: Sequence[str | int], place: FilePlace) -> RecordFault:
    """Make a fault whose path can be shown; the file is filled in by who knows it."""
    steps = [excerpt(step, 80) if isinstance(step, str) else step for step in path]
    return RecordFault(problem, mend, path=steps, line=place.line, column=place.column)


def place_at(text: str, offset: int) -> FilePlace:
    """Line and column of a character."""
    line, start = 1, 0
    for end in _LINE_END.finditer(text, 0, offset):
        line, start = line + 1, end.end()
    return FilePlace(line, offset - start + 1)


_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf")
"""How files of Word, PDF and such begin, by whatever name they go."""


def decode(data: bytes) -> tuple[str, list[RecordFault]]:
    """Read bytes as UTF-8 text; where there are faults, the text is of no use."""

    def refuse(problem: str, mend: str, place: FilePlace = START) -> tuple[str, list[RecordFault]]:
        return "", [make_fault(problem, mend, (), place)]

    if len(data) > MOST_BYTES:
        return refuse("the file is larger than 5 MB", "split it into several versions")
    if data.startswith(_NO_TEXT):
        problem = "the file is a Word, PDF or packed file, whatever its name"
        return refuse(problem, "write what it says as a record; guidance new version starts one")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return refuse("the file is written in UTF-16", "save it as UTF-8 without a byte order mark")
    if data.startswith(b"\xef\xbb\xbf"):
        problem = "the file starts with a byte order mark"
        return refuse(problem, "save it as UTF-8 without a byte order mark (BOM)")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        problem = f"byte 0x{data[error.start]:02X} at offset {error.start} is not UTF-8"
        return refuse(problem, "save the file as UTF-8", place_at(before, len(before)))
    if not text.strip():
        return refuse("the file is empty", "write a record into it, or delete it")
    if _is_plain(data, text):
        return text, []
    faults = [
        make_fault(
            f"holds the invisible character U+{ord(invisible.group()):04X}",
            "delete it",
            (),
            place_at(text, invisible.start()),
        )
        for pattern in (FORBIDDEN, _SEPARATORS)
        # Each place is counted from the start of the text: a few will do.
        for invisible, _ in zip(pattern.finditer(text), range(20), strict=False)
    ]
    return text, faults


def _is_plain(data: bytes, text: str) -> bool:
    """Whether a text holds nothing invisible; much sooner told than where it does."""
    if data.isascii():
        return not data.translate(None, _PLAIN)
    signs = "".join(set(text))
    return not (FORBIDDEN.search(signs) or _SEPARATORS.search(signs))


class _Frame:
    """A list or a block of fields that is being read."""

    __slots__ = ("fields", "is_fields", "is_repeat", "items", "key", "lines", "path")

    def __init__(self, path: Path, is_fields: bool) -> None:
        self.path = path
        self.is_fields = is_fields
        self.fields: dict[str, Tree] = {}
        self.items: list[Tree] = []
        self.key: str | None = None
        self.is_repeat = False
        self.lines: dict[str, int] = {}


class TreeBuilder:
    """Builds the tree from what a reader of YAML or JSON meets, in order, and collects faults.

    Args:
        shared: Strings met before, so that equal strings are one object.
        with_places: Whether to keep where each value stands; without, reading is faster.
    """

    def __init__(self, shared: dict[str, str], with_places: bool = False) -> None:
        self.root: Tree | None = None
        self.places = FilePlaces() if with_places else None
        self.faults: list[RecordFault] = []
        self._shared = shared
        self._frames: list[_Frame] = []
        self._count = 0

    @property
    def is_over(self) -> bool:
        """Whether a whole value has been read."""
        return self.root is not None and not self._frames

    @property
    def expects_key(self) -> bool:
        """Whether the next scalar is a key."""
        frame = self._frames[-1] if self._frames else None
        return frame is not None and frame.is_fields and frame.key is None

    def path(self) -> Path:
        """Path of the value that comes next."""
        if not self._frames:
            return ()
        frame = self._frames[-1]
        if not frame.is_fields:
            return (*frame.path, len(frame.items))
        return frame.path if frame.key is None else (*frame.path, frame.key)

    def fault(self, problem: str, mend: str, place: FilePlace) -> None:
        """Note a fault in the value that comes next."""
        self.faults.append(make_fault(problem, mend, self.path(), place))

    def stop(self, problem: str, mend: str, place: FilePlace) -> Unreadable:
        """Note a fault after which nothing can be read."""
        self.fault(problem, mend, place)
        return Unreadable()

    def open(self, is_fields: bool, place: FilePlace) -> None:
        """Start a block of fields, or a list."""
        if self.expects_key:
            mend = "write the key as one text; put a text with { or [ in quotes"
            raise self.stop(
                "a list or a block of fields stands where a key is expected", mend, place
            )
        if len(self._frames) >= DEEPEST:
            problem = f"nested more than {DEEPEST} deep"
            self.fault(problem, "split the condition, or move the fields out", place)
            raise TooDeep
        self._note(place)
        self._frames.append(_Frame(self.path(), is_fields))

    def close(self) -> None:
        """End the innermost block or list."""
        frame = self._frames.pop()
        self._put(frame.fields if frame.is_fields else tuple(frame.items))

    def scalar(self, text: str, place: FilePlace, *, is_empty: bool = False) -> None:
        """Take a scalar: a key where one is expected, a value elsewhere."""
        text = self._shared.setdefault(text, text)
        if self.expects_key:
            self._take_key(text, place)
            return
        self._note(place)
        if is_empty or not text:
            self.fault("empty", "write a value or leave the key out", place)
            text = ""
        elif invisible := FORBIDDEN.search(text):
            problem = f"holds the invisible character U+{ord(invisible.group()):04X}"
            self.fault(problem, "delete its escape", place)
        self._put(text)

    def skip(self, place: FilePlace) -> None:
        """Leave out a value that cannot be read and has its fault."""
        if self.expects_key:
            raise Unreadable
        self._note(place)
        self._put("")

    def _take_key(self, key: str, place: FilePlace) -> None:
        frame = self._frames[-1]
        if not key:
            raise self.stop("a key is empty", "name the field before the colon", place)
        frame.key = key
        if FORBIDDEN.search(key):
            self.fault("the key holds an invisible character", "delete its escape", place)
        frame.is_repeat = key in frame.fields
        if frame.is_repeat:
            problem = f"the key {excerpt(key)!r} is already on line {frame.lines[key]}"
            self.fault(problem, "keep one of the two", place)
        else:
            frame.lines[key] = place.line
            if self.places is not None:
                self.places.keys[(*frame.path, key)] = place

    def _note(self, place: FilePlace) -> None:
        self._count += 1
        if self._count > MOST_VALUES:
            problem = f"the file holds more than {MOST_VALUES:,} values"
            raise self.stop(problem, "split it into several versions", place)
        if self.places is not None:
            self.places.values.setdefault(self.path(), place)

    def _put(self, value: Tree) -> None:
        if not self._frames:
            self.root = value
            return
        frame = self._frames[-1]
        if not frame.is_fields:
            frame.items.append(value)
            return
        if frame.key is not None and not frame.is_repeat:
            frame.fields[frame.key] = value
        frame.key = None


def shape_of(value: object) -> str:
    """What a value of a tree is, in words."""
    if isinstance(value, Mapping):
        return "a block of fields"
    return "a text" if isinstance(value, str) else "a list"
