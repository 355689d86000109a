"""Everything the page looks up, put together for a corpus."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from guidance.exports.explorer.families import Family, Stretches
from guidance.exports.explorer.statements import STATES
from guidance.exports.explorer.store import Store
from guidance.wording.terms import FORCES

if TYPE_CHECKING:
    from guidance.corpus import Corpus

_ONE = timedelta(days=1)


def collect(corpus: Corpus, topic: str | None, title: str | None) -> dict[str, Any]:
    """Ask the library everything that the page can be asked.

    Raises:
        UnknownNameError: The topic is not recorded.
    """
    tables = Store(corpus, topic)
    parts = [own for own in _parts(corpus) if topic is None or topic in own.topics]
    asked_families = [Family(own, topic, tables) for own in parts]
    _put_together(asked_families, tables)
    statements, movements, regimes = tables.statements, tables.movements, tables.regimes
    return {
        "format": "guidance-explorer/1",
        "title": title or f"What applied when: {topic or 'everything recorded'}",
        "topic": topic,
        "shown": [statements.sources[source] for source in tables.headlines.order],
        "sources": [(s.source, s.title, s.publisher) for s in corpus.sources.values()],
        "states": STATES,
        "forces": FORCES,
        "places": statements.places,
        "texts": statements.texts.items,
        "wordings": statements.wordings.items,
        "refs": statements.refs.items,
        "versions": statements.versions.items,
        "entries": statements.entries.items,
        "groups": statements.groups.items,
        "evidence": statements.evidence.items,
        "spans": tables.spans.items,
        "extras": tables.extras.items,
        "days": tables.days.items,
        "marks": tables.lanes.marks.items,
        "lanes": tables.lanes.kept.items,
        "changes": movements.changes.items,
        "directions": movements.directions.items,
        "lists": movements.lists.items,
        "nets": movements.nets.items,
        "heads": tables.headlines.places,
        "sentences": tables.headlines.sentences.items,
        "hasFacts": bool(regimes.sheets),
        "regimes": regimes.kept.items,
        "verdicts": regimes.directions.items,
        "ways": regimes.ways.items,
        "pairs": regimes.pairs,
        "families": [family.as_data() for family in asked_families],
    }


def _parts(corpus: Corpus) -> Iterator[Corpus]:
    """The corpora that the families of sources make by themselves.

    A place that one source declares may be named by any other: then they are one family.
    """
    if any(source.places for source in corpus.sources.values()):
        yield corpus
        return
    for sources in corpus.families():
        is_all = len(sources) == len(corpus.sources)
        yield corpus if is_all else corpus.only(*sources)


def _put_together(asked_families: list[Family], tables: Store) -> None:
    """Write the headlines, and find which sets of rules follow each other."""
    for known_on in (None, *_knowledge(asked_families)):
        current = [_stretches(family, known_on) for family in asked_families]
        resolved = [(each.days(known_on), each.places) for each in current]
        seen: dict[int, date] = {}
        for day in sorted({day for firsts, _ in resolved for day in firsts}):
            extras = [
                tables.extras.items[places[bisect_right(firsts, day) - 1]]
                for firsts, places in resolved
            ]
            tables.headlines.add([extra["share"] for extra in extras])
            regime = tables.regimes.keep(extra["rules"] for extra in extras)
            seen.setdefault(regime, day)
            for earlier, first in seen.items():
                tables.regimes.pair(earlier, regime, (first, day), known_on)


def _knowledge(asked_families: list[Family]) -> list[date]:
    """The days of knowledge on which families can meet anew.

    Where a family changes relative to the day of knowledge, that also happens about every day
    on which another changes.
    """
    days = {day for family in asked_families for day in family.known if day is not None}
    moving = [
        stretches
        for family in asked_families
        for stretches in family.stretches
        if any(isinstance(first, int) for first in stretches.firsts)
    ]
    if moving and len(asked_families) > 1:
        fixed = {
            first
            for family in asked_families
            for stretches in family.stretches
            for first in stretches.firsts
            if isinstance(first, date) and date.min < first < date.max
        }
        days |= {day + n * _ONE for day in fixed for n in (-1, 0, 1)}
    return sorted(days)


def _stretches(family: Family, known_on: date | None) -> Stretches:
    """The stretches of days for the stretch of knowledge that holds a day."""
    if known_on is None:
        return family.stretches[-1]
    days = [day for day in family.known if day is not None]
    return family.stretches[bisect_right(days, known_on) - 1]
