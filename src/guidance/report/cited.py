"""The sources of a brief: each has a number in square brackets, and is introduced once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from guidance.wording.briefs import (
    act_words,
    document_words,
    listed_with_numbers,
    shorter_title,
)
from guidance.wording.standing import due_words
from guidance.wording.terms import listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.answers.entries import Entry, Upcoming
    from guidance.records.model import Version


NOT_SHOWN = "what is not shown here"


class Cited:
    """The versions that a brief cites, in the order in which they are first cited."""

    def __init__(self, versions: Mapping[str, Version], title: Callable[[str], str]) -> None:
        self.versions = versions
        self._title = title
        self._numbers: dict[str, int] = {}

    def number(self, version: str) -> str:
        """``[2]``, the same whenever the version is cited."""
        return f"[{self._numbers.setdefault(version, len(self._numbers) + 1)}]"

    def act(self, version: str) -> str:
        """``a decision of the European Commission [1]``."""
        return f"{act_words(self.versions[version])} {self.number(version)}"

    def speaker(self, version: str) -> str:
        """The same; of a version that does not say whose act it is, with what makes it known."""
        spoken = self.versions[version]
        if spoken.by:
            return self.act(version)
        title = self._title(spoken.source)
        short = shorter_title(title)
        if publisher := spoken.document.publisher:
            from_whom = f"published by the {publisher}"
        else:
            from_whom = f"in {short if short != title else quoted(title)}"
        return f"{act_words(spoken)} {from_whom} {self.number(version)}"

    def due(self, coming: Upcoming) -> str:
        """From when a text is to apply: "from 16 January 2020", "…, unless [2] drops it"."""
        return due_words(coming.since) + self.unless(coming)

    def unless(self, coming: Upcoming) -> str:
        """What leaves it open whether a text will come: ", unless [2] drops it"; often nothing."""
        by = coming.left_out_by
        return f", unless {self.number(by)} drops it" if by else ""

    def source(self, source: str) -> str:
        """What stands for a source: the number of what is cited of it last, else its name."""
        own = [ref for ref in self._numbers if self.versions[ref].source == source]
        return self.number(own[-1]) if own else quoted(self._title(source))

    def without_copy(self) -> list[str]:
        """The numbers of the documents of which no copy was at hand."""
        refs = [ref for ref in self._numbers if self.versions[ref].document.sha256 is None]
        return list(map(self.number, refs))

    def words(self) -> str:
        """Every document by its number."""
        versions = [self.versions[ref] for ref in self._numbers]
        told = [
            f"{self.number(version.ref)} {document_words(version, self._title(version.source))}"
            for version in versions
        ]
        return ". ".join(told)


def tension_words(answer: Answer, rows: Mapping[str, tuple[int, bool]], cited: Cited) -> str:
    """What may contradict what: those that may contradict the same are named together.

    What the answer was narrowed to leave out is told of, and not shown.

    Args:
        answer: The answer that marks the pairs.
        rows: For each reference its row, and whether it is what the row says itself.
        cited: The sources.
    """
    shown = {entry.ref for entry in answer.entries()}

    def named(entry: Entry) -> str:
        """A statement by its row where it has one, else by its title."""
        if entry.ref not in shown:
            return NOT_SHOWN
        row, is_told = rows.get(entry.ref, (0, False))
        name = str(row) if row else quoted(entry.provision.title)
        return name if is_told else f"{name} {cited.number(entry.version)}"

    own = {ref for ref, (_, is_told) in rows.items() if is_told}
    pairs: dict[str, list[str]] = {}
    for tension in answer.tensions:
        first, second = tension.entry, tension.other
        if second.ref in own and first.ref not in own:
            first, second = second, first
        if first.ref in own:
            pairs.setdefault(named(first), []).append(named(second))
    against: dict[tuple[str, ...], list[str]] = {}
    for name, others in pairs.items():
        against.setdefault(tuple(dict.fromkeys(others)), []).append(name)
    return "; ".join(
        f"{listed(names)} against {listed_with_numbers(others)}"
        for others, names in against.items()
    )
