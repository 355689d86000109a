"""XML read so that it can do no harm: no document type, no entities, bounded depth."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from guidance.errors import DocumentError

DEEPEST = 200
"""How deep elements may stand inside each other."""


class _Guarded(ET.TreeBuilder):
    """Builds a tree, and refuses what can only be there to do harm."""

    def __init__(self, *, may_have_doctype: bool) -> None:
        super().__init__()
        self._depth = 0
        self._may_have_doctype = may_have_doctype

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Refuse a document type: entities are declared there, and other files named.

        Raises:
            DocumentError: There is one, and it was not looked at before.
        """
        del name, pubid, system
        if self._may_have_doctype:
            return
        problem = "declares a document type, by which entities and other files could be brought in"
        raise DocumentError(problem, "take the DOCTYPE out, if it is to be trusted")

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        """Begin an element.

        Raises:
            DocumentError: It stands too deep.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise DocumentError("is nested too deeply", f"use fewer than {DEEPEST} levels")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        """End an element."""
        self._depth -= 1
        return super().end(tag)


def parse(chunks: Iterable[bytes], *, may_have_doctype: bool = False) -> ET.Element:
    """Read XML, piece by piece.

    Args:
        chunks: Its bytes.
        may_have_doctype: It may name a document type, which is known to declare no entities. What
            that names is not looked at.

    Raises:
        DocumentError: It is not well formed, or declares a document type, or is nested too deeply.
    """
    parser = ET.XMLParser(target=_Guarded(may_have_doctype=may_have_doctype))  # noqa: S314  (guarded: see above)
    try:
        for chunk in chunks:
            parser.feed(chunk)
        root: ET.Element = parser.close()
    except ET.ParseError as error:
        line, column = error.position
        problem = f"is not well-formed XML at line {line}, column {column + 1}"
        raise DocumentError(problem, "save it anew in the program it was made with") from None
    except (LookupError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError("is not text in the encoding it declares", "save as UTF-8") from None
    return root


def local(tag: object) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
