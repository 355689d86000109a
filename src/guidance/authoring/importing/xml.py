"""XML of other people to elements, whatever it was made to do.

The parser is expat, which fetches nothing; entities that a file declares itself are refused before
they can be written out, and so are endless nesting and too many elements. Prefixes of namespaces
are dropped: the formats read here use no name for two things.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder

from guidance.authoring.importing.request import GivenFile
from guidance.authoring.importing.words import plain

_BLOCKS = frozenset(
    ("CITA", "EXTRACT", "FP", "FP-1", "FP-2", "FP-DASH", "HD", "HEAD", "HED", "P", "PSPACE")
) | frozenset(("TD", "TH", "TR", "LI"))
DEEPEST = 100
MOST_ELEMENTS = 2_000_000


def xml_of(file: GivenFile) -> Element:
    """Read an XML file; tags and attributes by their local names.

    Raises:
        RecordsError: It is not well formed, declares entities, or is nested without end.
    """
    from xml.parsers import expat

    data = file.data
    reader = _Reader(file)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        problem = f"not readable as XML ({expat.errors.messages[error.code]})"
        raise file.refused(problem, "fetch it again", error.lineno, error.offset + 1) from None
    except (LookupError, ValueError):
        raise file.refused("written in an encoding unknown here", "save it as UTF-8") from None
    return reader.builder.close()


class _Reader:
    def __init__(self, file: GivenFile) -> None:
        from xml.parsers import expat

        self.file = file
        self.builder = TreeBuilder()
        self.depth = self.count = 0
        self.parser: Any = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.skipped

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST:
            self.refuse(f"nested more than {DEEPEST} deep")
        if self.count > MOST_ELEMENTS:
            self.refuse(f"more than {MOST_ELEMENTS:,} elements")
        self.builder.start(_local(name), {_local(key): said for key, said in attributes.items()})

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(_local(name))

    def entity(self, name: str, *_: object) -> None:
        self.refuse(f"the file declares the entity {plain(name)[:60]}")

    def skipped(self, name: str, *_: object) -> None:
        self.refuse(f"the entity {plain(name)[:60]} is used and its meaning is not in the file")

    def refuse(self, problem: str) -> NoReturn:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        raise self.file.refused(problem, "fetch the document from its publisher", line, column)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def first(element: Element, *tags: str) -> Element | None:
    """Return the first element below, however deep, that has one of these tags."""
    return next(
        (inner for inner in element.iter() if inner.tag in tags and inner is not element), None
    )


def text_of(element: Element | None, *, without: frozenset[str] = frozenset()) -> str:
    """Return the words of an element on one line, some tags left out with all they hold."""
    return plain("".join(_pieces(element, without))) if element is not None else ""


def _pieces(element: Element, without: frozenset[str]) -> Iterator[str]:
    if element.tag not in without:
        yield element.text or ""
        for child in element:
            yield from _pieces(child, without)
            # Two paragraphs are two, also where nothing stands between them.
            yield " " if child.tag in _BLOCKS else ""
            yield child.tail or ""
