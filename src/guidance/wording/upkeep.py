"""Sentences about records beside each other, and about what is due: discrepancies and status."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from guidance.changes.rows import days_of
from guidance.records.criteria import AllOf, AnyOf, FactTest, Not
from guidance.records.dates import ImpreciseDate
from guidance.resolution.registry import source_of
from guidance.wording.arrivals import states_words
from guidance.wording.conditions import criteria_words
from guidance.wording.days import age_words, counted, day_words, exact_words, when_words
from guidance.wording.places import place_words, places_words
from guidance.wording.sentences import change_title
from guidance.wording.terms import CHANGES, FORCES, capital, listed, quoted

if TYPE_CHECKING:
    from guidance.changes.model import Change, Side
    from guidance.directions.provisions import Direction
    from guidance.engine.coverage import SourceCoverage
    from guidance.records.parts import Part
    from guidance.upkeep.adoptions import Adoption, AdoptionOutcome
    from guidance.upkeep.discrepancies import Discrepancy, Stated
    from guidance.upkeep.freshness import Due, Status
    from guidance.upkeep.verification import Verification

_LEADS = {
    "figure": "other figures",
    "criteria": "other conditions",
    "population": "other people",
    "force": "another force",
    "wording": "other words",
    "day": "another day",
}
_BY_DIRECTION = {
    "looser": "More people qualify by the report than by the act",
    "stricter": "Fewer people qualify by the report than by the act",
    "mixed": "Some people qualify by the report alone, others by the act alone",
}


def discrepancy_sentence(discrepancy: Discrepancy) -> str:
    """Say who says what: "… reports … with other figures: here …; in the act …."."""
    if discrepancy.label is not None:
        return _days_sentence(discrepancy)
    report, act = _side_words(discrepancy.report), _side_words(discrepancy.act)
    lead = f"{_LEADS[discrepancy.kind]}{place_words(discrepancy.where)}"
    sides = discrepancy.in_report, discrepancy.in_act
    is_day = discrepancy.kind == "day"
    said, told = (_day_of(side) if is_day else _stated(side) for side in sides)
    sentence = f"{report} reports {act} with {lead}: the report says {said}; the act says {told}."
    if discrepancy.direction is not None:
        sentence += direction_words(discrepancy.direction)
    return sentence


def _days_sentence(discrepancy: Discrepancy) -> str:
    first, other = (
        f"{day_words(side.date)} by {side.version} ({side.standing})"
        for side in (discrepancy.report, discrepancy.act)
        if side.date is not None
    )
    settled = "neither speaks with authority, so it is one of them"
    if discrepancy.counts is not None:
        settled = f"the day of {discrepancy.counts} counts, because it speaks with authority"
    return f"{quoted(discrepancy.label or '')} is dated {first} and {other}; {settled}."


def direction_words(direction: Direction) -> str:
    """Say how a report stands to its act; nothing where that cannot be told."""
    words = _BY_DIRECTION.get(direction.verdict)
    if words is None:
        return ""
    terms = listed([quoted(name.replace("-", " ")) for name in direction.undefined])
    rest = f", if {terms} means the same in both" if terms else ""
    return f" {words}{rest}."


def _side_words(side: Side) -> str:
    title = side.provision.title if side.provision else side.ref
    return f"“{title}” ({source_of(side.ref)}, {side.standing})"


def _stated(parts: tuple[Stated, ...]) -> str:
    return listed([_one(part) for part in parts]) or "nothing of it"


def _day_of(parts: tuple[Stated, ...]) -> str:
    return listed([day_words(ImpreciseDate.parse(str(part))) for part in parts])


def _one(part: Stated) -> str:
    if isinstance(part, AllOf | AnyOf | Not | FactTest):
        return criteria_words(part)
    return FORCES.get(part) or quoted(part)


def discrepancies_headline(discrepancies: tuple[Discrepancy, ...]) -> str:
    """Count the differences and the pairs that they are in."""
    if not discrepancies:
        return "No source is recorded to differ from an act that it reports."
    reports = [discrepancy for discrepancy in discrepancies if discrepancy.label is None]
    sentences = []
    if reports:
        pairs = len({(discrepancy.report.ref, discrepancy.act.ref) for discrepancy in reports})
        sentences.append(
            f"{counted(len(reports), 'difference')} between what sources report and the acts"
            f" themselves, in {counted(pairs, 'statement')}."
        )
    if days := len(discrepancies) - len(reports):
        sentences.append(f"{counted(days, 'difference')} between the days that sources give.")
    return f"{' '.join(sentences)} Neither is mended by the other."


def status_headline(status: Status) -> str:
    """Say first what somebody has to look up."""
    counts = []
    if status.to_confirm:
        counts.append(f"{counted(len(status.to_confirm), 'expected day')} to confirm")
    if status.undecided:
        counts.append(f"{counted(len(status.undecided), 'recommendation')} without a decision")
    if status.upcoming:
        counts.append(f"{counted(len(status.upcoming), 'day')} ahead up to {_until(status)}")
    on = exact_words(status.on)
    return f"On {on}: {'; '.join(counts)}." if counts else f"On {on}: nothing is due."


def _until(status: Status) -> str:
    return exact_words(status.until)


def checked_words(source: SourceCoverage, status: Status) -> str:
    """Say when a source was last known to say what is recorded."""
    if source.last_checked is None:
        return "no look is recorded"
    age = age_words(source.last_checked, status.on)
    return f"last known on {exact_words(source.last_checked)}, {age} before"


_ACTS = {
    "ends": "ends then",
    "keeps": "kept from then",
    "suspends": "is paused from then",
    "reinstates": "the pause is over from then",
    "suspension-ends": "the pause is over from then",
}


def due_lines(due: Due) -> tuple[str, str]:
    """A named day in one line; and what hangs on it, one provision on each line."""
    conditions = dict.fromkeys(act.condition for act in due.acts if act.condition)
    marks = [f"on a condition: {quoted(condition)}" for condition in conditions]
    summary = f"{due.when.label} ({'; '.join([when_words(due.when), *marks])})"
    parts: dict[str, list[Part]] = {}
    for ref, part in due.only_in:
        parts.setdefault(ref, []).append(part)
    by = dict(due.left_out)
    lines = [
        f"{_applies(by.get(ref))} {word} then{_only_in(parts.get(ref))}{_kept(by.get(ref))}: {ref}"
        for word, refs in (("from", due.starting), ("until", due.ending))
        for ref in refs
    ]
    lines += [
        f"{_ACTS[act.does]}{place_words(act.part)}{_on_condition(act.condition)}: {act.ref}"
        for act in due.acts
    ]
    return summary, "\n".join((due.when.event, *lines))


def _applies(left_out_by: str | None) -> str:
    return "may apply" if left_out_by else "applies"


def _kept(left_out_by: str | None) -> str:
    """That a later version leaves it open whether it applies."""
    return f" ({left_out_by} leaves it out and may not keep it)" if left_out_by else ""


def _only_in(parts: list[Part] | None) -> str:
    return f" {places_words(parts)}" if parts else ""


def _on_condition(condition: str | None) -> str:
    return f" (on a condition: {quoted(condition)})" if condition else ""


def adoption_title(adoption: Adoption, title: Callable[[str], str]) -> str:
    """What is recommended: a provision, or what an act does to some."""
    if "#" in adoption.ref:
        return title(adoption.ref)
    return listed([title(ref) for ref in adoption.about])


_OUTCOMES = {
    "open": "without a decision",
    "adopted": "adopted",
    "adopted-in-part": "adopted in part",
    "changed": "adopted with changes",
    "declined": "declined",
    "dropped": "dropped",
    "overtaken": "overtaken",
}


def outcome_words(outcome: AdoptionOutcome) -> str:
    """What became of a recommendation, in a few words."""
    return _OUTCOMES[outcome.value]


def adoptions_headline(adoptions: Sequence[Adoption]) -> str:
    """Count the recommendations, and those without a decision."""
    if not adoptions:
        return "No recommendation is recorded that somebody else has to decide on."
    is_open = sum(adoption.outcome.value == "open" for adoption in adoptions)
    return f"{capital(counted(len(adoptions), 'recommendation'))}, {is_open} without a decision."


def adoption_words(adoption: Adoption) -> str:
    """The stages of a recommendation, oldest first."""
    return listed(
        [
            f"{stage.standing} {stage.version}{', changed' if stage.is_changed else ''}"
            for stage in adoption.stages
        ],
        "then",
    )


def change_line(change: Change) -> str:
    """A change on one line: what it is about, what became of it, and when."""
    on = day_words(days_of(change))
    return f"{change_title(change)}: {CHANGES[change.id]}, {on}"


def verification_headline(verifications: tuple[Verification, ...]) -> str:
    """Say whether this is a document that was recorded."""
    same = [verification.version for verification in verifications if verification.is_same]
    if same:
        return f"This is the document recorded as {listed(same)}, to the byte."
    if len(verifications) == 1:
        return f"This is not the document recorded as {verifications[0].version}."
    if not verifications:
        return "No version records the hash of its document."
    return "This is none of the documents whose hash is recorded."


def verification_words(verification: Verification) -> str:
    """Say what became of the passages a version cites, and how many of its sections are there."""
    if verification.unread:
        return f"What it cites cannot be looked for: {verification.unread}."
    told = [section for section in verification.sections if section.is_found is not None]
    sentences = []
    if any(passage.cite.passage for passage in verification.passages):
        sentences.append(states_words([passage.state for passage in verification.passages]))
    if told:
        there = sum(section.is_found is True for section in told)
        sentences.append(f"{there} of {counted(len(told), 'section')} that it cites found.")
    elif not sentences:
        sentences.append("Whether the sections it cites are there cannot be told.")
    if told and len(told) < len(verification.sections):
        untold = listed(
            [section.section for section in verification.sections if section.is_found is None]
        )
        sentences.append(f"Not looked for, because they have no heading: {untold}.")
    sentences += _untold(verification)
    return " ".join(sentences)


def _untold(verification: Verification) -> list[str]:
    """Why the states of passages cannot be told, each reason once."""
    if all(passage.cite.passage is None for passage in verification.passages):
        if verification.is_same and verification.passages:
            return ["No passage has a fingerprint yet; guidance verify --write makes them."]
        return []
    reasons = dict.fromkeys(passage.reason for passage in verification.passages if passage.reason)
    return [f"Cannot be told: {reason}." for reason in reasons]
