"""The headline of every day: put together from what each family of sources contributes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from guidance.engine.coverage import SourceCoverage, combine
from guidance.exports.explorer.tables import ASKED, Table, slotted
from guidance.wording import answer_headline, coverage_sentence

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Undetermined
    from guidance.answers.entries import Entry


@dataclass(frozen=True, slots=True)
class _Share:
    """What one family has to say for the headline, on some stretch of days."""

    in_force: tuple[Entry, ...]
    undetermined: tuple[Undetermined, ...]
    displaced: tuple[Entry, ...]
    coverage: tuple[SourceCoverage, ...]
    title: Callable[[str], str]


class Headlines:
    """The headlines, kept by the shares they are made of."""

    def __init__(self, order: Sequence[str]) -> None:
        self.order = order
        self.places: dict[str, int] = {}
        self.sentences = Table()
        self._shares: list[_Share] = []
        self._share_places: dict[str, int] = {}

    def share(self, answer: Answer) -> int:
        """Keep what the headline is made of; two shares that read the same are one."""
        coverage = answer.coverage.sources
        forecasts = sum("forecast" in entry.caveats for entry in answer.in_force)
        evidence = [
            (each.source, each.status, each.first_evidence, each.newest_evidence)
            for each in coverage
        ]
        days = [when for group in answer.undetermined for when in group.events]
        aside = [(entry.ref, entry.where, entry.causes) for entry in answer.displaced]
        key = repr((len(answer.in_force), forecasts, evidence, days, aside))
        place = self._share_places.setdefault(key, len(self._shares))
        if place == len(self._shares):
            self._shares.append(
                _Share(
                    answer.in_force, answer.undetermined, answer.displaced, coverage, answer.title
                )
            )
        return place

    def add(self, places: Sequence[int]) -> None:
        """Write the headline of a day, from the share of each family."""
        key = ".".join(map(str, places))
        if key in self.places:
            return
        shares = [self._shares[place] for place in places]
        by_source = {each.source: each for share in shares for each in share.coverage}
        coverage = combine(date.max, tuple(by_source[source] for source in self.order))
        joined: Any = SimpleNamespace(
            on=ASKED,
            in_force=tuple(chain.from_iterable(share.in_force for share in shares)),
            undetermined=sorted(
                chain.from_iterable(share.undetermined for share in shares),
                key=lambda group: (group.event.date.earliest or date.min, group.event.event),
            ),
            displaced=tuple(chain.from_iterable(share.displaced for share in shares)),
            coverage=replace(coverage, on=ASKED),
            title=shares[0].title,
        )
        self.places[key] = self.sentences.add(
            (
                slotted(answer_headline(cast("Answer", joined)), coverage.age),
                slotted(coverage_sentence(joined.coverage), coverage.age),
                coverage.status.value,
            )
        )
