"""Directions in words: stricter or looser, than what, for whom, on what condition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from guidance.wording.days import exact_words
from guidance.wording.people import OUTCOMES, TOO_LARGE, UNDECLARED, person_words, terms_words
from guidance.wording.places import places_words
from guidance.wording.terms import capital, in_sentence, listed

if TYPE_CHECKING:
    from guidance.changes.model import Change
    from guidance.directions.movements import (
        ActionDirection,
        PlaceDirection,
        RegimeDirection,
        Through,
    )
    from guidance.directions.provisions import Direction
    from guidance.logic import Witness
    from guidance.records.criteria import FactSheet

_VERDICTS = {
    "same": "no stricter and no looser than",
    "stricter": "stricter than",
    "looser": "looser than",
    "mixed": "stricter for some and looser for others than",
}
_BECAUSE = {
    "undeclared": UNDECLARED,
    "silence": "of some people only one side says anything, and silence is neither yes nor no",
    "reworded": "it is worded anew and states no criteria that could be compared",
    "part": "it is unclear for some people",
    "places": "it differs by place",
    "too-large": TOO_LARGE,
    "not-settled": "it hangs on a day that is not known",
}
_CLEAREST = ("stricter", "looser", "mixed", "unclear", "same")


def direction_sentence(direction: Direction, *, baseline: str | None = None) -> str:
    """Say which way a change goes, in a sentence that can be pasted into a report.

    Args:
        direction: Which way.
        baseline: Other words for what it is measured against, as they follow "than".
    """
    baseline = baseline or baseline_words(direction.baseline)
    if direction.verdict == "unclear":
        sentence = _unclear_sentence(direction, baseline)
    else:
        proof = {"criteria": "by the criteria", "force": "by how strongly it speaks"}
        if "proved" in direction.because:
            proof["criteria"] = "proved from the criteria"
        how = [words for code, words in proof.items() if code in direction.because]
        parts = [f"{capital(_VERDICTS[direction.verdict])} {baseline}", *how]
        sentence = f"{', '.join(parts)}{condition_words(direction)}."
    if direction.is_new:
        sentence = f"New: {sentence[:1].lower()}{sentence[1:]}"
    if "already-stated" in direction.because:
        sentence += " The fact itself was already stated."
    return sentence


def _unclear_sentence(direction: Direction, baseline: str) -> str:
    reasons = [_undefined(direction)] if direction.undefined else []
    reasons += [_BECAUSE[code] for code in direction.because if code in _BECAUSE]
    why = f": {'; '.join(reasons)}" if reasons else ""
    if len(direction.ruled_out) != 1:
        return f"Unclear whether it is stricter or looser than {baseline}{why}."
    out = _VERDICTS[direction.ruled_out[0]]
    return f"Not {out} {baseline}{condition_words(direction)}; otherwise unclear{why}."


def condition_words(direction: Direction) -> str:
    """On what a verdict depends, after a comma; nothing where it stands by itself."""
    words = ""
    if direction.provided:
        words = f", provided {_judged(direction.provided)} alike before and after"
    if direction.met:
        words += f", resting on how {_judged(direction.met)}"
    return words


def _judged(terms: tuple[str, ...]) -> str:
    return f"{terms_words(terms)} {'is' if len(terms) == 1 else 'are'} judged"


def verdict_words(direction: Direction) -> str:
    """A verdict in a few words: "looser, provided “…” is judged alike before and after"."""
    if direction.verdict == "unclear" and len(direction.ruled_out) == 1:
        return f"not {direction.ruled_out[0]}{condition_words(direction)}"
    words = {"mixed": "stricter for some and looser for others"}.get(
        direction.verdict, direction.verdict
    )
    if direction.is_new:
        words = f"new, {words}"
    return words + condition_words(direction)


def witness_sentence(witness: Witness, sheet: FactSheet | None) -> str:
    """A person for whom the answer differs, in one sentence; what they are judged by, in quotes."""
    who = person_words(witness.person, sheet) if len(witness.person) else "everybody"
    return (
        f"For example, {who}: before, {OUTCOMES[witness.before]}; after, {OUTCOMES[witness.after]}."
    )


def movement_title(moved: RegimeDirection) -> str:
    """What a report on the direction of a topic is called."""
    days = f"from {exact_words(moved.since)} to {exact_words(moved.until)}"
    return f"{capital(moved.topic.replace('-', ' '))}: stricter or looser {days}?"


def movement_headline(moved: RegimeDirection, titles: Mapping[str, str]) -> str:
    """Say which way a topic moved, as far as that is shown, in the places that rules name.

    Args:
        moved: Which way.
        titles: What each rule is about, by its reference.
    """
    days = f"from {exact_words(moved.since)} to {exact_words(moved.until)}"
    start = f"{capital(moved.topic.replace('-', ' '))} {days}"
    lead = lead_place(moved)
    where = "" if len(moved.places) == 1 else f", {places_words(lead.places)}"
    return f"{start}{where}: {movement_words(lead.actions[0], titles)}."


def lead_place(moved: RegimeDirection) -> PlaceDirection:
    """The places that a rule names, before those that none does."""
    return min(moved.places, key=lambda place: not place.is_stated)


def movement_words(action: ActionDirection, titles: Mapping[str, str]) -> str:
    """Which way the rules about one action moved: on what looser, on what stricter."""
    clauses = [_through_words(action.through, way, titles) for way in ("looser", "stricter")]
    told = [clause for clause in clauses if clause]
    if not told:
        return verdict_words(action.overall)
    open_ = ["otherwise unclear"] if action.overall.verdict == "unclear" else []
    return "; ".join([*told, *open_])


def plainest(through: Iterable[Through], way: str) -> Witness | None:
    """The plainest of the people who pass one way, one whom nobody has to judge if there is one."""
    witnesses = [rule.share.witness for rule in through if rule.share.way == way]
    return min(
        witnesses, key=lambda witness: (len(witness.rests_on), len(witness.person)), default=None
    )


def _through_words(through: Iterable[Through], way: str, titles: Mapping[str, str]) -> str:
    """On what it is stricter, or looser; a matter told twice is told once."""
    told: dict[str, None] = {}
    for rule in (rule for rule in through if rule.share.way == way):
        marks = ["new"] if rule.is_new else []
        marks += ["no longer as it stood"] if rule.share.is_gone else []
        if rule.share.provided:
            marks.append(f"provided {_judged(rule.share.provided)} alike")
        title = in_sentence(titles[rule.entry.ref])
        told[f"{title} ({', '.join(marks)})" if marks else title] = None
    return f"{way}: {listed(told)}" if told else ""


def baseline_words(baseline: str) -> str:
    """What a change is measured against."""
    if baseline == "silence":
        return "before, when nothing was recorded of it"
    if baseline[:4].isdigit():
        from datetime import date

        return f"on {exact_words(date.fromisoformat(baseline))}"
    return f"before ({baseline})"


def _undefined(direction: Direction) -> str:
    return f"the sources do not define {terms_words(direction.undefined)}"


def clearest_first(changes: Iterable[Change]) -> list[tuple[Change, Direction]]:
    """The changes that go some way, those that can be told apart first."""
    moved = [(change, change.direction) for change in changes]
    decided = [(change, which) for change, which in moved if which is not None]
    return sorted(decided, key=lambda pair: _CLEAREST.index(pair[1].verdict))
