"""All that the page looks up, kept once for all families of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.exports.explorer.headlines import Headlines
from guidance.exports.explorer.lanes import Lanes
from guidance.exports.explorer.statements import Statements
from guidance.exports.explorer.steps import Steps
from guidance.exports.explorer.tables import Pool
from guidance.records.iso import is_known

if TYPE_CHECKING:
    from guidance.corpus import Corpus


class Store:
    """The tables that all families fill together."""

    def __init__(self, corpus: Corpus, topic: str | None) -> None:
        sources = corpus.sources if topic is None else corpus.sources_on(topic)
        self.statements = Statements(corpus, _places(corpus))
        self.steps = Steps(self.statements)
        self.headlines = Headlines(tuple(sources), self.statements.sentences)
        self.lanes = Lanes(self.statements)
        self.spans, self.extras, self.days = Pool(), Pool(), Pool()


def _places(corpus: Corpus) -> tuple[str, ...]:
    """The places that anything is said of, and the countries they are in."""
    codes = set()
    for version in corpus.versions.values():
        for scope in (version, *version.provisions.values(), *version.amendments):
            codes |= {*getattr(scope, "jurisdictions", ()), *getattr(scope, "opted_out", ())}
    countries = {place.partition("-")[0] for place in codes}
    return tuple(sorted(codes | {code for code in countries if is_known(code)}))
