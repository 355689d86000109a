"""The words of a brief: short cells and sentences made from what matters changed.

A brief says who may do what now and before, which way it moved, and who says so. Numbers in square
brackets lead to the sources, each named once at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from guidance.engine.coverage import CoverageReport, CoverageStatus
from guidance.engine.states import State
from guidance.records.model import Provision
from guidance.records.parts import EVERYWHERE, Cells
from guidance.wording.asked import AskedDay
from guidance.wording.conditions import criteria_words
from guidance.wording.days import brief_day_words, counted, exact_words, on_words
from guidance.wording.directions import witness_sentence
from guidance.wording.people import term_words
from guidance.wording.places import place_words, places_words
from guidance.wording.terms import (
    CHANGES,
    FORCES,
    MOST_WORDS,
    STATES,
    capital,
    force_words,
    in_sentence,
    listed,
    quoted,
)

if TYPE_CHECKING:
    from guidance.answers.entries import Entry
    from guidance.changes.model import Change
    from guidance.changes.rows import MatterChange, MatterReport
    from guidance.directions.provisions import Direction
    from guidance.records.criteria import FactSheet
    from guidance.records.model import Version
    from guidance.upkeep.discrepancies import Discrepancy

NOT_ADVICE = "Not medical advice"
NOTHING_RECORDED = "nothing recorded"
NOTHING_INSTEAD = "nothing takes its place"
IN_BETWEEN = "applied for a time in between"
SAME_PEOPLE = "the same people"
NO_RULE = "no rule, only information"

_FEWEST_SHARED = 3
_MOST_LEARNT = 2
"""More statements than these of which something became known are counted."""
_MOST = 105
"""A text of more characters than this gives way to its conditions, where it has any."""

_STATE_MARKS = {
    State.DISPLACED: "set aside then",
    State.SUSPENDED: "paused then",
    State.UNDETERMINED: "cannot be settled",
}
_NOT_APPLYING = "did not apply"
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
    entries: Sequence[Entry],
    sheet: FactSheet | None,
    territory: Cells = EVERYWHERE,
    *,
    is_idle: bool = False,
) -> str:
    """What statements of one matter say, as briefly as the records can say it.

    Args:
        entries: The statements.
        sheet: The facts that their conditions are about.
        territory: Where they are asked about; one that speaks in a part of it names that part.
        is_idle: What cannot be settled of them is only in which state they did not apply.
    """
    told = [_said(entry, sheet, territory).removesuffix(".") for entry in entries]
    told = [*told[:1], *(words[:1].lower() + words[1:] for words in told[1:])]
    marks = {
        _NOT_APPLYING if is_idle and entry.state is State.UNDETERMINED else _state_mark(entry)
        for entry in entries
    }
    mark = f" ({marks.pop()})" if len(marks) == 1 and None not in marks else ""
    is_open = any(entry.state is State.UNDETERMINED for entry in entries)
    return f"{('; or ' if is_open else '; ').join(told)}{mark}"


def _state_mark(entry: Entry) -> str | None:
    """What keeps a statement from applying on its day, and since when."""
    if entry.state is State.DISPLACED:
        days = {
            cause.when.date for cause in entry.causes if cause.kind == "displaced" and cause.when
        }
        since = days.pop() if len(days) == 1 else None
        if since is not None and since.earliest is not None and since.earliest == since.latest:
            return f"set aside since {exact_words(since.earliest)}"
    return _STATE_MARKS.get(entry.state)


def is_whole(provision: Provision) -> bool:
    """Whether a cell shows the text of a statement, and not its conditions alone."""
    return len(provision.text) <= _MOST or provision.condition is None


def provision_words(provision: Provision, sheet: FactSheet | None) -> str:
    """What a provision says: its text, or where that is long its force and conditions."""
    if is_whole(provision) or provision.condition is None:
        return provision.text
    start = f"{force_words(provision)}{':' if provision.only else ', if:'}"
    start = start.removeprefix("may, ") if provision.only else start  # “only if” says as much
    words = f"{start} {criteria_words(provision.condition)}"
    return as_written(words, provision, sheet)


def _said(entry: Entry, sheet: FactSheet | None, territory: Cells) -> str:
    words = provision_words(entry.provision, sheet)
    if not territory & ~entry.part.cells:  # it speaks in all of it
        return words
    place = place_words(entry.where or entry.part).strip()
    names = {"in the United Kingdom": "UK", "in the EU": "EU"}
    if re.search(rf"\b{names[place]}\b", words) if place in names else False:
        return words  # it says so itself
    return f"{words.removesuffix('.')} ({place})"


def as_written(words: str, provision: Provision, sheet: FactSheet | None) -> str:
    """Write abbreviations as the records do: ``dmts`` is DMTs, ``mri`` is MRI."""
    labels = " ".join(fact.label for fact in sheet.facts.values()) if sheet else ""
    known = re.findall(r"\b[A-Z]{2,}", f"{provision.title} {provision.text} {labels}")
    for name in dict.fromkeys(known):
        words = re.sub(rf"\b{name.lower()}(s?)\b", rf"{name}\1", words)
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
    witnesses = [_divided(witness_sentence(witness, sheet)) for witness in direction.witnesses[:1]]
    return [f"{capital(direction_phrase(direction))}{why}.", *witnesses]


def _divided(witness: str) -> str:
    """A witness in one sentence, or in two or three where that would be longer than anybody reads.

    It reads "For example, a person with …, who …: before, permitted; after, prohibited."
    """
    if len(witness.split()) <= MOST_WORDS:
        return witness
    who, _, outcome = witness.rpartition(": before, ")
    if len(who.split()) > MOST_WORDS:
        who = who.replace(", who ", ". This person ", 1)
    return f"{who}. Before, {outcome}"


def _met(terms: Sequence[str]) -> str:
    return f"{listed(term_words(name) for name in terms)} {'is' if len(terms) == 1 else 'are'} met"


def _judged(terms: Sequence[str]) -> str:
    verb = "is" if len(terms) == 1 else "are"
    return f"{listed(term_words(name) for name in terms)} {verb} judged alike"


def difference_words(discrepancies: Sequence[Discrepancy]) -> str:
    """How a report differs from the act, in a few words; the most telling difference alone."""
    for kind in ("figure", "force", "criteria", "population"):
        alike = [other for other in discrepancies if other.kind.value == kind and other.in_report]
        if alike:
            said = alike[0].in_report
            stated = listed(_stated(part) for part in said)
            places = [other.where for other in alike if other.where and other.in_report == said]
            place = f" {places_words(places)}" if places else ""
            return f"says {stated}{place}" if kind == "force" else f"differs{place}: {stated}"
    return "differs in words"


def _stated(part: object) -> str:
    if isinstance(part, str):
        return quoted(FORCES.get(part, part).rstrip(",;"))
    return criteria_words(part)  # type: ignore[arg-type]


def act_words(version: Version) -> str:
    """Whose act it is: "a decision of the European Commission"; "information"."""
    name = version.standing
    if name in ("information", "advice", "law"):
        words: str = name
    else:
        words = f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    return f"{words} of {version.by}" if version.by else words


def document_words(version: Version, title: str) -> str:
    """A document that speaks: "European Commission, decision, 16 January 2020".

    Args:
        version: What it is recorded as.
        title: The title of its source, which stands for a publisher that is not named.
    """
    day = brief_day_words(version.published)
    named = (version.by or "").removeprefix("the ") or version.document.publisher
    speaker = named or re.sub(r"^an? ", "", shorter_title(title))
    return f"{speaker}, {version.standing}, {day}"


def unchanged_words(report: MatterReport) -> str:
    """How much applied before and after alike."""
    facts = len(report.unchanged_information)
    rules = counted(len(report.unchanged), "rule") if report.unchanged else ""
    told = (rules, f"{counted(facts, 'piece')} of information" if facts else "")
    return ", ".join(filter(None, told))


def evidence_words(coverage: CoverageReport, asked: AskedDay | None = None) -> str:
    """How old the newest evidence is.

    Args:
        coverage: How good the evidence is.
        asked: The words for its day, where another is to be put there.
    """
    newest = coverage.newest_evidence
    if newest is None or coverage.age is None:
        return "none by then"
    stale = "stale, " if coverage.status is CoverageStatus.STALE else ""
    age = (asked or AskedDay.of(coverage.on)).age(*coverage.age)
    return f"{stale}newest of {brief_day_words(newest)}, {age} old"


def learnt_words(learnt: Sequence[Change], title: Callable[[Change], str]) -> str:
    """Of which statements it became known how they stood before: of many, of how many.

    The annex has it all.

    Args:
        learnt: What became known.
        title: What a change is about, as people call it.
    """
    refs = {(change.ref, change.where) for change in learnt}
    if len(refs) > _MOST_LEARNT or len(learnt) > _MOST_LEARNT:
        return counted(len(refs), "statement")
    return ". ".join(f"{quoted(title(change))}: {learnt_change_words(change)}" for change in learnt)


def whom_words(before: str, after: str) -> str:
    """Of whom a matter spoke and speaks: both where they differ, what they share once."""
    if not (before and after) or before == after:
        return after
    old, new = before.split(), after.split()
    shared = 0
    while shared < min(len(old), len(new)) - 1 and old[-1 - shared] == new[-1 - shared]:
        shared += 1
    if shared < _FEWEST_SHARED:
        return f"{before}; now {after}"
    heads = " ".join(old[:-shared]), " ".join(new[:-shared])
    return f"{heads[0]} (now {heads[1]}) {' '.join(new[-shared:])}"


def learnt_change_words(change: Change) -> str:
    """What became known of how a statement stood, and when: "could not be settled before"."""
    told = [CHANGES[change.id]]
    if change.learnt is not None:
        told.append(f"made known {on_words(change.learnt.date)}")
    if change.after is not None and change.after.state is not None:
        told.append(f"it {STATES[change.after.state]}")
    return "; ".join(told)


def no_record_words(coverage: CoverageReport) -> str:
    """What a day without any record means for what is called new; nothing where there is one."""
    if coverage.newest_evidence is not None:
        return ""
    return f"No record of {exact_words(coverage.on)}: what is new here may have applied before"


def prepared_words(on: date | None, author: str, sources: Collection[str]) -> str:
    """When, by whom and from what a brief was made, and what it is not."""
    if on is None and not author:
        return NOT_ADVICE
    day = f" on {exact_words(on)}" if on else ""
    by = f" by {author}" if author else ""
    return f"Prepared{day}{by} from {counted(len(sources), 'source')}; {in_sentence(NOT_ADVICE)}"


def shorter_title(title: str) -> str:
    """A title without its name, where it says what it is: "X, a news page" is a news page."""
    what = title.rpartition(", ")[2]
    return what if what.startswith(("a ", "an ")) else title


def listed_with_numbers(names: Sequence[str]) -> str:
    """Names with the numbers of their sources; one that several have stands after the last."""
    told = list(names)
    for place in range(len(told) - 2, -1, -1):
        number = re.search(r" \[\d+\]\Z", told[place])
        if number and told[place + 1].endswith(number.group()):
            told[place] = told[place].removesuffix(number.group())
    return listed(told)
