"""Everything the page looks up, put together for a corpus."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from guidance.exports.explorer.briefs import Briefs, DayStretch
from guidance.exports.explorer.families import AskedOfAll, Family, Knowing
from guidance.exports.explorer.statements import STATES
from guidance.exports.explorer.store import Store
from guidance.exports.explorer.tables import number
from guidance.wording.terms import CHANGES, FORCES

if TYPE_CHECKING:
    from guidance.corpus import Corpus

_ONE = timedelta(days=1)

MOST_KNOWN = 3_000
"""How much of knowledge the page holds: statements times days of knowledge, the newest first. For
what was known on an earlier day it names the command."""


def collect(corpus: Corpus, topic: str | None, title: str | None) -> dict[str, Any]:
    """Ask the library everything that the page can be asked.

    Raises:
        UnknownNameError: The topic is not recorded.
    """
    tables = Store(corpus, topic)
    parts = [own for own in _parts(corpus) if topic is None or _is_about(corpus, own, topic)]
    known, since = _known(corpus, parts)
    asked = AskedOfAll(corpus, topic, parts)
    families = [Family(asked, own, days, tables) for own, days in zip(parts, known, strict=True)]
    briefs = Briefs(corpus, topic)
    _put_together(families, tables, briefs)
    statements = tables.statements
    return {
        "format": "guidance-explorer/2",
        "title": title or f"What applied when: {topic or 'everything recorded'}",
        "topic": topic,
        "knownSince": None if since is None else number(since),
        "shown": [statements.sources[source] for source in tables.headlines.order],
        "sources": [(s.source, s.title, s.publisher) for s in corpus.sources.values()],
        "states": STATES,
        "forces": FORCES,
        "kinds": CHANGES,
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
        "strings": tables.steps.strings.items,
        "changes": tables.steps.changes.items,
        "directions": tables.steps.directions.items,
        "steps": tables.steps.kept.items,
        "heads": tables.headlines.places,
        "sentences": tables.headlines.sentences.items,
        "lines": briefs.lines.items,
        "briefs": briefs.blocks.items,
        "dayBriefs": briefs.days,
        "pairBriefs": briefs.pairs,
        "families": [family.as_data() for family in families],
    }


def _parts(corpus: Corpus) -> tuple[tuple[str, ...], ...]:
    """The families of sources; a place that one source declares may be named by any other."""
    if any(source.places for source in corpus.sources.values()):
        return (tuple(corpus.sources),)
    return corpus.families()


def _is_about(corpus: Corpus, sources: tuple[str, ...], topic: str) -> bool:
    return bool(set(sources) & set(corpus.sources_on(topic)))


def _known(
    corpus: Corpus, parts: list[tuple[str, ...]]
) -> tuple[list[tuple[date, ...]], date | None]:
    """The days of knowledge that the page holds for each family, and the first of them all."""
    size = len(corpus.provisions)
    if size > MOST_KNOWN:
        return [() for _ in parts], None
    records = [corpus if len(own) == len(corpus.sources) else corpus.only(*own) for own in parts]
    days = [own.days_of_knowledge() for own in records]
    ordered = sorted(
        ((day, len(own.provisions)) for own, its in zip(records, days, strict=True) for day in its),
        reverse=True,
    )
    left, since = MOST_KNOWN, date.max
    for day, count in ordered:
        left -= count
        if left < 0:
            break
        since = day
    # From the first day on that is held, what each family is known to have said then counts.
    held = [its[max(0, bisect_right(its, since) - 1) :] for its in days]
    return held, date.min if left >= 0 else since


def _put_together(families: list[Family], tables: Store, briefs: Briefs) -> None:
    """Write the headlines, and draw as many briefs as the page holds: the newest first."""
    known_days = _knowledge(families)
    drawn: dict[object, int | None] = {}
    for known_on in (None, *reversed(known_days)):
        current = [family.knowing(known_on) for family in families]
        resolved = [(own.stretches.days(known_on), own.stretches.places) for own in current]
        days = {day for firsts, _ in resolved for day in firsts}
        for day in sorted(days):
            tables.headlines.add(
                [
                    tables.extras.items[places[bisect_right(firsts, day) - 1]]["share"]
                    for firsts, places in resolved
                ]
            )
        turns = _turns(current, days)
        _draw_days(current, turns, _known_stretch(current, known_on, known_days), briefs, drawn)
        if known_on is None:
            _draw_pairs(turns, briefs)


def _draw_days(
    current: list[Knowing],
    turns: list[DayStretch],
    known: DayStretch | None,
    briefs: Briefs,
    drawn: dict[object, int | None],
) -> None:
    """Draw the briefs of days by one knowledge; what reads the same is drawn once."""
    for stretch in reversed(turns):
        content = known is None, *(own.content(stretch.first) for own in current)
        if content not in drawn:
            if len(drawn) >= briefs.most_days:
                return
            drawn[content] = briefs.add_day(stretch, known)
        place = drawn[content]
        if place is not None:
            briefs.keep_day(stretch, known, place)


def _draw_pairs(turns: list[DayStretch], briefs: Briefs) -> None:
    """Draw the briefs of two days: those next to each other first, and of these the newest."""
    pairs = [
        (end - distance, end)
        for distance in range(1, len(turns))
        for end in range(len(turns) - 1, distance - 1, -1)
    ]
    for start, end in pairs[: briefs.most_pairs]:
        briefs.add_pair(turns[start], turns[end])


def _turns(current: list[Knowing], days: set[date]) -> list[DayStretch]:
    """The stretches of days between which nothing changes but how old things are."""
    rows = (firsts for own in current for firsts, _ in own.rows.values())
    firsts = sorted(days | {date.fromordinal(first) for own in rows for first in own})
    lasts = [*(day - _ONE for day in firsts[1:]), date.max]
    return [DayStretch(first, last) for first, last in zip(firsts, lasts, strict=True)]


def _known_stretch(
    current: list[Knowing], known_on: date | None, known_days: list[date]
) -> DayStretch | None:
    """The days on which as much was known; only the first where anything moves with the day."""
    if known_on is None:
        return None
    later = [day for day in known_days if day > known_on]
    if any(own.stretches.is_moving for own in current):
        return DayStretch(known_on, known_on)
    return DayStretch(known_on, later[0] - _ONE if later else date.max)


def _knowledge(families: list[Family]) -> list[date]:
    """The days of knowledge on which families can meet anew.

    Where a family changes relative to the day of knowledge, that also happens about every day
    on which another changes.
    """
    days = {day for family in families for day in family.known if day is not None}
    if len(families) == 1:
        return sorted(days)
    asked = [family.knowing(day) for family in families for day in family.known]
    if any(own.stretches.is_moving for own in asked):
        fixed = {
            first
            for own in asked
            for first in own.stretches.firsts
            if isinstance(first, date) and date.min < first < date.max
        }
        days |= {day + n * _ONE for day in fixed for n in (-1, 0, 1)}
    return sorted(days)
