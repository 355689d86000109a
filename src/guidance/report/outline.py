"""The outline of a report: what is said, in which order, before any format.

All formats for people draw the same outline, so they say the same words. A line is made of runs;
a run is plain data with a role, never markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Role = Literal["plain", "strong", "muted", "reference", "deleted", "inserted", "break"]
BlockRole = Literal[
    "headline", "heading", "subheading", "label", "paragraph", "item", "row", "notes"
]


class Run(NamedTuple):
    """A stretch of text with one role."""

    text: str
    role: Role = "plain"


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One element; the lines of an item stand under each other.

    A row is an item with a head line of its own, notes are short paragraphs that begin with a name;
    where lines are scarce, both may be run on.
    """

    kind: BlockRole
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A list that only its count need be said of, where a format cannot fold it."""

    summary: str
    items: tuple[PageBlock, ...]


@dataclass(slots=True)
class Page:
    """A report being written, from top to bottom."""

    blocks: list[PageBlock | Folded] = field(default_factory=list)

    def headline(self, text: str) -> None:
        """Say first what matters most."""
        self._add("headline", (Run(text, "strong"),))

    def heading(self, text: str) -> None:
        """Begin a part."""
        self._add("heading", (Run(text, "strong"),))

    def subheading(self, text: str) -> None:
        """Begin a part of a part."""
        self._add("subheading", (Run(text, "strong"),))

    def label(self, text: str) -> None:
        """Name the items that follow."""
        self._add("label", (Run(text, "muted"),))

    def paragraph(self, *spans: Run | str) -> None:
        """Say something in running text."""
        self._add("paragraph", line(*spans))

    def item(self, *lines: Line) -> None:
        """Add an item to the list."""
        self._add("item", *lines)

    def row(self, *lines: Line) -> None:
        """Add a row: a head line, and what stands below it."""
        self._add("row", *lines)

    def notes(self, *named: tuple[str, str]) -> None:
        """Add short paragraphs, each with its name where it has one; what is empty is left out."""
        told = [(name, words.removesuffix(".")) for name, words in named if words]
        if told:
            lines = (line(strong(f"{name}: " if name else ""), f"{words}.") for name, words in told)
            self._add("notes", *lines)

    def folded(self, summary: str, items: Sequence[tuple[Line, ...]]) -> None:
        """Add a list that may be folded away."""
        self.blocks.append(Folded(summary, tuple(PageBlock("item", lines) for lines in items)))

    def _add(self, kind: BlockRole, *lines: Line) -> None:
        self.blocks.append(PageBlock(kind, lines))


def laid_out(*spans: Run | str) -> Line:
    """Make a line of which each span keeps its line ends, as runs of their own."""
    runs: list[Run] = []
    for span in line(*spans):
        for number, part in enumerate(span.text.splitlines() or [""]):
            runs += [Run("\n", "break")] if number else []
            runs.append(Run(part, span.role))
        runs += [Run("\n", "break")] if span.text.endswith("\n") else []
    return tuple(run for run in runs if run.text)


def line(*spans: Run | str) -> Line:
    """Make a line; bare texts are plain spans, and what is empty is left out."""
    runs = (Run(span) if isinstance(span, str) else span for span in spans)
    return tuple(run for run in runs if run.text)


def strong(text: str) -> Run:
    """What the eye should find."""
    return Run(text, "strong")


def muted(text: str) -> Run:
    """What is there to be looked up."""
    return Run(text, "muted")


def reference(text: str) -> Run:
    """A reference, to be copied as it is."""
    return Run(text, "reference")
