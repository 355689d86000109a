"""The words of a brief: short cells and sentences made from what matters changed.

A brief says who may do what now and before, which way it moved, and who says so. Numbers in square
brackets lead to the sources, each named once at the end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from guidance.engine.coverage import CoverageReport, CoverageStatus
from guidance.engine.states import State
from guidance.records.model import Provision
from guidance.records.parts import EVERYWHERE, Cells
from guidance.wording.conditions import criteria_words
from guidance.wording.days import brief_day_words, counted, exact_words, span_words
from guidance.wording.directions import witness_sentence
from guidance.wording.people import term_words
from guidance.wording.places import place_words
from guidance.wording.terms import FORCES, capital, force_words, in_sentence, listed, quoted

if TYPE_CHECKING:
    from datetime import date

    from guidance.answers.entries import Entry
    from guidance.changes.matters import MatterChange, MatterReport
    from guidance.directions.provisions import Direction
    from guidance.records.criteria import FactSheet
    from guidance.records.model import Version
    from guidance.upkeep.discrepancies import Discrepancy

NOT_ADVICE = "not medical advice"
NOTHING_RECORDED = "nothing recorded"
NOTHING_INSTEAD = "nothing takes its place"
IN_BETWEEN = "applied for a time in between"
SAME_PEOPLE = "the same people"
NO_RULE = "no rule, only information"

_MOST = 110
"""A text of more characters than this gives way to its conditions, where it has any."""

_STATE_MARKS = {
    State.DISPLACED: "set aside then",
    State.SUSPENDED: "paused then",
    State.UNDETERMINED: "cannot be settled",
}
_BECAUSE = {
    "undeclared": "as some conditions stand only in the text",
    "silence": "as only one side speaks of some people",
    "reworded": "as it is worded anew and states no conditions",
    "part": "as it is for some people",
    "too-large": "as it is too large to decide here",
    "not-settled": "as it hangs on a day that is not known",
}
_PLAIN = {"stricter": "stricter", "looser": "looser", "same": "neither stricter nor looser"}


def cell_words(
    entries: Sequence[Entry], sheet: FactSheet | None, territory: Cells = EVERYWHERE
) -> str:
    """What statements of one matter say, as briefly as the records can say it.

    Args:
        entries: The statements.
        sheet: The facts that their conditions are about.
        territory: Where they are asked about; one that speaks in a part of it names that part.
    """
    told = [_said(entry, sheet, territory).removesuffix(".") for entry in entries]
    told = [*told[:1], *(each[:1].lower() + each[1:] for each in told[1:])]
    marks = {_STATE_MARKS.get(entry.state) for entry in entries}
    mark = f" ({marks.pop()})" if len(marks) == 1 and None not in marks else ""
    is_open = any(entry.state is State.UNDETERMINED for entry in entries)
    return f"{('; or ' if is_open else '; ').join(told)}{mark}"


def is_whole(provision: Provision) -> bool:
    """Whether a cell shows the text of a statement, and not its conditions alone."""
    return len(provision.text) <= _MOST or provision.condition is None


def provision_words(provision: Provision, sheet: FactSheet | None) -> str:
    """What a provision says: its text, or where that is long its force and conditions."""
    if is_whole(provision) or provision.condition is None:
        return provision.text
    joint = " " if provision.only else ", if "
    words = f"{force_words(provision)}{joint}{criteria_words(provision.condition)}"
    return _as_written(words, provision, sheet)


def _said(entry: Entry, sheet: FactSheet | None, territory: Cells) -> str:
    words = provision_words(entry.provision, sheet)
    if not territory & ~entry.part.cells:  # it speaks in all of it
        return words
    return f"{words.removesuffix('.')} ({place_words(entry.where or entry.part).strip()})"


def _as_written(words: str, provision: Provision, sheet: FactSheet | None) -> str:
    """Write abbreviations as the records do: ``dmts`` is DMTs, ``mri`` is MRI."""
    labels = " ".join(fact.label for fact in sheet.facts.values()) if sheet else ""
    known = re.findall(r"\b[A-Z]{2,}", f"{provision.title} {provision.text} {labels}")
    for each in dict.fromkeys(known):
        words = re.sub(rf"\b{each.lower()}(s?)\b", rf"{each}\1", words)
    return words


def way_words(row: MatterChange) -> str:
    """Which way a matter moved, as far as that is proved."""
    if row.direction is None:
        return "new" if row.is_new else "no direction"
    words = direction_phrase(row.direction)
    if row.is_new and words == "unclear":
        return "new"
    return f"new, {words}" if row.is_new and row.direction.verdict == "stricter" else words


def direction_phrase(direction: Direction) -> str:
    """A direction in a few words: "looser, if “highly active” is judged alike"."""
    if direction.verdict == "mixed":
        return "stricter for some, looser for others"
    judged = f", if {_judged(direction.provided)}" if direction.provided else ""
    if direction.verdict in _PLAIN:
        met = f", where {_met(direction.met)}" if direction.met else ""
        return f"{_PLAIN[direction.verdict]}{judged}{met}"
    if len(direction.ruled_out) == 1:
        return f"not {direction.ruled_out[0]}, otherwise unclear"
    return "unclear"


def direction_in_short(direction: Direction, sheet: FactSheet | None) -> list[str]:
    """A direction with its reasons, and one person for whom it makes the difference."""
    reasons = [_BECAUSE[code] for code in direction.because if code in _BECAUSE]
    why = f", {listed(reasons)}" if reasons and direction.verdict == "unclear" else ""
    witnesses = [witness_sentence(each, sheet) for each in direction.witnesses[:1]]
    return [f"{capital(direction_phrase(direction))}{why}.", *witnesses]


def _met(terms: Sequence[str]) -> str:
    return f"{listed(term_words(name) for name in terms)} {'is' if len(terms) == 1 else 'are'} met"


def _judged(terms: Sequence[str]) -> str:
    verb = "is" if len(terms) == 1 else "are"
    return f"{listed(term_words(name) for name in terms)} {verb} judged alike"


def difference_words(found: Iterable[Discrepancy]) -> str:
    """Where a report differs from the act, in a few words; the most telling difference alone."""
    by_kind = {each.kind.value: each for each in found}
    for kind in ("figure", "force", "criteria", "population"):
        if kind in by_kind and by_kind[kind].in_report:
            return listed(_stated(part) for part in by_kind[kind].in_report)
    return ""


def _stated(part: object) -> str:
    if isinstance(part, str):
        return quoted(FORCES.get(part, part).rstrip(",;"))
    return criteria_words(part)  # type: ignore[arg-type]


def lead_sentences(report: MatterReport, since: date, until: date) -> list[str]:
    """What changed, which way, in one to three sentences."""
    if not report.rows:
        return [f"No rule changed between {exact_words(since)} and {exact_words(until)}."]
    count = counted(len(report.rows), "matter")
    notes = [change.notes for row in report.rows for change in row.changes]
    if all("not-settled" in each for each in notes):
        told = f"{count} may have changed, which cannot be settled"
    elif all("forecast" in each for each in notes):
        verb = "is expected to change" if len(report.rows) == 1 else "are expected to change"
        told = f"{count} {verb}, though no record confirms it"
    else:
        told = f"{count} changed"
    lead = f"{capital(_when(report))}, {told}, {_on_whose(report.rows)}."
    ways: dict[str, list[str]] = {}
    for row in report.rows:
        ways.setdefault(_way(row), []).append(in_sentence(row.matter.title))
    ways = {way: _shortened(titles) for way, titles in ways.items()}
    stricter = [f"{way}: {listed(titles)}" for way, titles in ways.items() if way == "Stricter"]
    rest = [f"{way}: {listed(titles)}" for way, titles in ways.items() if way != "Stricter"]
    rest = [each if place == 0 else each[:1].lower() + each[1:] for place, each in enumerate(rest)]
    return [lead, *(f"{'; '.join(each)}." for each in (rest, stricter) if each)]


def _shortened(titles: list[str], most: int = 3) -> list[str]:
    """The first titles, and how many more; the table has them all."""
    if len(titles) <= most + 1:
        return titles
    return [*titles[:most], f"{len(titles) - most} more"]


def _way(row: MatterChange) -> str:
    direction = row.direction
    if direction is None:
        return "New" if row.is_new else "Of no direction"
    if direction.verdict in ("stricter", "looser"):
        alike = " if so judged" if direction.provided or direction.met else ""
        return f"{capital(direction.verdict)}{alike}"
    if direction.verdict == "mixed":
        return "Both ways"
    words = direction_phrase(direction).partition(", otherwise")[0]
    return "New" if row.is_new and words == "unclear" else capital(words)


def _when(report: MatterReport) -> str:
    days = {span for row in report.rows for span in row.days}
    if len(days) > 1:
        return "in this time"
    first, last = next(iter(days))
    words = span_words(first, last)
    return f"on {words}" if first == last else words


def _on_whose(rows: Sequence[MatterChange]) -> str:
    counts: dict[str, int] = {}
    for row in rows:
        standing = row.after[0].standing if row.after else row.telling.standing
        counts[standing or "act"] = counts.get(standing or "act", 0) + 1
    if len(counts) == 1:
        return f"by {_article(next(iter(counts)))}"
    return listed(f"{number} by {_article(name)}" for name, number in counts.items())


def _article(name: str) -> str:
    if name in ("information", "advice"):
        return name
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def source_words(version: Version) -> str:
    """A document that speaks: "decision of 16 January 2020"."""
    day = brief_day_words(version.published)
    return f"{version.standing} {f'of {day}' if day[0].isdigit() else f'({day})'}"


def unchanged_words(report: MatterReport) -> str:
    """How much applied before and after alike."""
    facts = len(report.unchanged_information)
    rules = counted(len(report.unchanged), "rule")
    return f"{rules}, {counted(facts, 'statement')} of information"


def evidence_words(coverage: CoverageReport) -> str:
    """How old the newest evidence is."""
    newest = coverage.newest_evidence
    if newest is None:
        return "none by then"
    stale = "stale, " if coverage.status is CoverageStatus.STALE else ""
    if newest.earliest is not None and newest.earliest == newest.latest:
        age = (coverage.on - newest.earliest).days
        return f"{stale}newest of {exact_words(newest.earliest)}, {counted(age, 'day')} old"
    return f"{stale}newest of {brief_day_words(newest)}"


def no_record_words(coverage: CoverageReport) -> str:
    """What a day without any record means for what is called new; nothing where there is one."""
    if coverage.newest_evidence is not None:
        return ""
    return f"No record of {exact_words(coverage.on)}: what is new here may have applied before"


def prepared_words(on: date | None, author: str, sources: Collection[str]) -> str:
    """When, by whom and from what a brief was made, and what it is not."""
    day = f" on {exact_words(on)}" if on else ""
    by = f" by {author}" if author else ""
    return f"Prepared{day}{by} from {counted(len(sources), 'source')}; {NOT_ADVICE}"


def shorter_title(title: str) -> str:
    """A title without its name, where it says what it is: "X, a news page" is a news page."""
    what = title.rpartition(", ")[2]
    return what if what.startswith(("a ", "an ")) else title
