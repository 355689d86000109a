"""The headline of every day: put together from what each family of sources contributes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.coverage import combine
from guidance.exports.explorer.tables import Pool, Sentences
from guidance.wording import coverage_sentence
from guidance.wording.gists import Gist
from guidance.wording.headlines import gist_headline

if TYPE_CHECKING:
    from guidance.answers.answer import Answer


class Headlines:
    """The headlines, kept by the shares they are made of."""

    def __init__(self, order: Sequence[str], sentences: Sentences) -> None:
        self.order = order
        self.places: dict[str, int] = {}
        self.sentences = Pool()
        self._told = sentences
        self._shares: dict[Gist, int] = {}

    def share(self, answer: Answer) -> int:
        """Keep what the headline is made of; two shares that read the same are one."""
        return self._shares.setdefault(Gist.of(answer), len(self._shares))

    def add(self, places: Sequence[int]) -> None:
        """Write the headline of a day, from the share of each family."""
        key = ".".join(map(str, places))
        if key in self.places:
            return
        shares = tuple(self._shares)
        gist = Gist.together((shares[place] for place in places), self.order)
        coverage = combine(date.max, gist.coverage)
        asked, divided = self._told.asked, self._told.divided
        self.places[key] = self.sentences.add(
            (
                divided(gist_headline(gist, coverage, asked)),
                divided(coverage_sentence(coverage, asked)),
                coverage.status.value,
            )
        )
