"""The first sentences of a brief: what changed, by whose act, and which way that is.

A sentence of a lead has at most 35 words: what does not fit is counted, and the rows have it all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from guidance.engine.states import State
from guidance.wording.briefs import as_written, direction_phrase
from guidance.wording.conditions import figure_words
from guidance.wording.days import counted, exact_words, on_words
from guidance.wording.terms import MOST_WORDS, capital, in_sentence

if TYPE_CHECKING:
    from datetime import date

    from guidance.answers.entries import Entry
    from guidance.changes.rows import MatterChange, MatterReport
    from guidance.records.criteria import FactSheet

_MOST_TITLES = 5
_LOOSER, _STRICTER, _RULED_OUT = "Looser", "Stricter", "Newly ruled out"
_BOTH = "Both ways"
_JUDGED = ", depending on judgement"
_STRICT = (_STRICTER, _STRICTER + _JUDGED, _RULED_OUT, "Not looser", "New")
_LOOSE = (_LOOSER, _LOOSER + _JUDGED, _BOTH, "Not stricter")
"""The ways of the two sentences that tell them, in this order; what is left follows."""


def lead_sentences(
    report: MatterReport,
    days: tuple[date, date],
    acts: Callable[[str], str],
    sheet: FactSheet | None,
) -> list[str]:
    """One to three: what changed and by whose act, what is looser, and what is stricter.

    Args:
        report: What changed, by matter.
        days: The two days.
        acts: The words for a version that speaks: "a decision of the European Commission [2]".
        sheet: The facts that the conditions are about.
    """
    if not report.rows:
        return [f"No rule changed between {exact_words(days[0])} and {exact_words(days[1])}."]
    ways: dict[str, list[tuple[str, str]]] = {}
    for row in report.rows:
        ways.setdefault(_way(row), []).append((in_sentence(row.matter.title), _gist(row, sheet)))
    looser = [way for way in _LOOSE if way in ways]
    looser += [way for way in ways if way not in (*_LOOSE, *_STRICT)]
    stricter = [way for way in _STRICT if way in ways]
    told = [_fitting({way: ways[way] for way in side}) for side in (looser, stricter) if side]
    return [_first(report, acts), *told]


def _first(report: MatterReport, acts: Callable[[str], str]) -> str:
    rows = report.rows
    count = counted(len(rows), "matter")
    notes = [change.notes for row in rows for change in row.changes]
    open_ = ""
    if all("not-settled" in noted for noted in notes):
        told = f"{count} may have changed"
        open_ = ", which cannot be settled"
    elif all("forecast" in noted for noted in notes):
        told = f"{count} {'is' if len(rows) == 1 else 'are'} expected to change"
        open_ = ", though no record confirms it"
    else:
        told = f"{count} changed"
    return f"{told} {_when(report)}{by_act(rows, acts)}{open_}."


def _when(report: MatterReport) -> str:
    days = {day for row in report.rows for day in row.days}
    if len(days) > 1:
        return "in this time"
    return on_words(next(iter(days)))


def by_act(rows: Sequence[MatterChange], acts: Callable[[str], str]) -> str:
    """By which act at least half of them changed; where none did so many, by how many acts.

    Nothing where no act is on record for some of them, and no act changed half.
    """
    counts: dict[str, int] = {}
    for row in rows:
        act = row.act
        if act is not None:
            counts[act] = counts.get(act, 0) + 1
    if not counts:
        return ""
    act = max(counts, key=lambda act: counts[act])
    if counts[act] == len(rows):
        return f", {'all ' if len(rows) > 2 else ''}by {acts(act)}"
    if counts[act] * 2 < len(rows):
        return f", by {len(counts)} acts" if sum(counts.values()) == len(rows) else ""
    return f", {counts[act]} of them by {acts(act)}"


def _way(row: MatterChange) -> str:
    direction = row.direction
    if direction is None:
        return "New" if row.is_new else "Of no direction"
    if direction.verdict == "mixed":
        return _BOTH
    judged = _JUDGED if direction.provided or direction.met else ""
    if direction.verdict == "stricter" and not judged and _is_ruled_out(row):
        return _RULED_OUT
    if direction.verdict in ("stricter", "looser"):
        return f"{capital(direction.verdict)}{judged}"
    words = direction_phrase(direction).partition(", ")[0]
    return "New" if row.is_new and words == "unclear" else capital(words)


def _is_ruled_out(row: MatterChange) -> bool:
    return (
        row.is_new
        and bool(row.after)
        and all(
            entry.state is State.IN_FORCE and entry.provision.force == "must-not"
            for entry in row.after
        )
    )


def _gist(row: MatterChange, sheet: FactSheet | None) -> str:
    """What differs, where that is one figure."""
    before, after = _one(row.before), _one(row.after)
    if before is None or after is None:
        return ""
    old, new = before.provision.condition, after.provision.condition
    if old is None or new is None:
        return ""
    return as_written(figure_words(old, new), after.provision, sheet)


def _one(entries: Sequence[Entry]) -> Entry | None:
    entry = entries[0] if len(entries) == 1 else None
    return entry if entry is not None and entry.state is State.IN_FORCE else None


def _fitting(ways: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """The matters that moved some ways, as many and as much as fit one sentence."""
    sentence = _sentence(ways, _MOST_TITLES + 1, with_gist=True)
    for most in range(_MOST_TITLES + 1, 0, -1):
        if len(sentence.split()) <= MOST_WORDS:
            break
        sentence = _sentence(ways, most, with_gist=False)
    return sentence


def _sentence(ways: Mapping[str, Sequence[tuple[str, str]]], most: int, *, with_gist: bool) -> str:
    told: list[str] = []
    for way, titles in ways.items():
        named = [f"{title} ({gist})" if gist and with_gist else title for title, gist in titles]
        if len(named) > most:
            named = [*named[:most], f"{len(named) - most} more"]
        told.append(f"{in_sentence(way) if told else way}: {'; '.join(named)}")
    return f"{'; '.join(told)}."
