"""The sources of a brief: each has a number in square brackets, and is introduced once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.wording.briefs import act_words, document_words
from guidance.wording.terms import listed

if TYPE_CHECKING:
    from guidance.corpus import Corpus


class Cited:
    """The versions that a brief cites, in the order in which they are first cited."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._numbers: dict[str, int] = {}

    def number(self, version: str) -> str:
        """``[2]``, the same whenever the version is cited."""
        return f"[{self._numbers.setdefault(version, len(self._numbers) + 1)}]"

    def act(self, version: str) -> str:
        """``a decision of the European Commission [1]``."""
        return f"{act_words(self._corpus.versions[version])} {self.number(version)}"

    def words(self) -> str:
        """Every document by its number; then those of which no copy was at hand."""
        found = [self._corpus.versions[ref] for ref in self._numbers]
        told = [
            f"{self.number(each.ref)} {document_words(each, self._corpus.title(each.source))}"
            for each in found
        ]
        without = [self.number(each.ref) for each in found if each.document.sha256 is None]
        if without:
            told.append(f"No copy kept of {listed(without)}")
        return ". ".join(told)
