"""Directions in words: stricter or looser, than what, for whom, on what condition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guidance.wording.days import exact_words
from guidance.wording.people import OUTCOMES, TOO_LARGE, UNDECLARED, person_words, terms_words
from guidance.wording.terms import capital, listed, quoted

if TYPE_CHECKING:
    from guidance.changes.model import Change
    from guidance.directions.movements import Through
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


def direction_sentence(
    direction: Direction, sheet: FactSheet | None = None, *, baseline: str | None = None
) -> str:
    """Say which way a change goes, in a sentence that can be pasted into a report.

    Args:
        direction: Which way.
        sheet: The facts that it is about.
        baseline: Other words for what it is measured against, as they follow "than".
    """
    baseline = baseline or baseline_words(direction.baseline)
    if direction.verdict == "unclear":
        sentence = _unclear_sentence(direction, sheet, baseline)
    else:
        proof = {"criteria": "by the criteria", "force": "by how strongly it speaks"}
        if "proved" in direction.because:
            proof["criteria"] = "proved from the criteria"
        how = [words for code, words in proof.items() if code in direction.because]
        parts = [f"{capital(_VERDICTS[direction.verdict])} {baseline}", *how]
        sentence = f"{', '.join(parts)}{condition_words(direction, sheet)}."
    if direction.is_new:
        sentence = f"New: {sentence[:1].lower()}{sentence[1:]}"
    if "already-stated" in direction.because:
        sentence += " The fact itself was already stated."
    return sentence


def _unclear_sentence(direction: Direction, sheet: FactSheet | None, baseline: str) -> str:
    reasons = [_undefined(direction, sheet)] if direction.undefined else []
    reasons += [_BECAUSE[code] for code in direction.because if code in _BECAUSE]
    why = f": {listed(reasons)}" if reasons else ""
    if len(direction.ruled_out) != 1:
        return f"Unclear whether it is stricter or looser than {baseline}{why}."
    out = _VERDICTS[direction.ruled_out[0]]
    return f"Not {out} {baseline}{condition_words(direction, sheet)}; otherwise unclear{why}."


def condition_words(direction: Direction, sheet: FactSheet | None) -> str:
    """On what a verdict depends, after a comma; nothing where it stands by itself."""
    words = ""
    if direction.provided:
        verb = "is" if len(direction.provided) == 1 else "are"
        terms = terms_words(direction.provided, sheet)
        words = f", provided {terms} {verb} judged alike before and after"
    if direction.met:
        words += f", resting on somebody's judgement of {terms_words(direction.met, sheet)}"
    return words


def verdict_words(direction: Direction, sheet: FactSheet | None) -> str:
    """A verdict in a few words: "looser, provided “…” is judged alike before and after"."""
    if direction.verdict == "unclear" and len(direction.ruled_out) == 1:
        return f"not {direction.ruled_out[0]}{condition_words(direction, sheet)}"
    words = {"mixed": "stricter for some and looser for others"}.get(
        direction.verdict, direction.verdict
    )
    if direction.is_new:
        words = f"new, {words}"
    return words + condition_words(direction, sheet)


def witness_sentence(witness: Witness, sheet: FactSheet | None) -> str:
    """Describe a person for whom the answer differs."""
    return " ".join(witness_sentences(witness, sheet))


def witness_sentences(witness: Witness, sheet: FactSheet | None) -> list[str]:
    """The same sentence by sentence: the person, and whose judgement that rests on."""
    told = [
        f"For example, {person_words(witness.person, sheet)}: before,"
        f" {OUTCOMES[witness.before]}; after, {OUTCOMES[witness.after]}."
    ]
    if witness.rests_on:
        terms = terms_words(witness.rests_on, sheet)
        told.append(f"That rests on somebody's judgement of {terms}.")
    return told


def through_words(through: Iterable[Through], way: str, sheet: FactSheet | None) -> str:
    """Through which rules it is stricter, or looser: one clause of a sentence."""
    found = [each for each in through if each.share.way == way]
    titles = [quoted(each.entry.provision.title) for each in found if not each.share.is_gone]
    gone = [quoted(each.entry.provision.title) for each in found if each.share.is_gone]
    clauses = [f"{way} through {listed(titles)}"] if titles else []
    clauses += [f"{way} without {listed(gone)} as it stood"] if gone else []
    terms = tuple(dict.fromkeys(term for each in found for term in each.share.provided))
    if clauses and terms:
        verb = "is" if len(terms) == 1 else "are"
        clauses[-1] += f", provided {terms_words(terms, sheet)} {verb} judged alike"
    return "; ".join(clauses)


def baseline_words(baseline: str) -> str:
    """What a change is measured against."""
    if baseline == "silence":
        return "before, when nothing was recorded of it"
    if baseline[:4].isdigit():
        from datetime import date

        return f"on {exact_words(date.fromisoformat(baseline))}"
    return f"before ({baseline})"


def _undefined(direction: Direction, sheet: FactSheet | None) -> str:
    return f"the source does not define {terms_words(direction.undefined, sheet)}"


def clearest_first(changes: Iterable[Change]) -> list[tuple[Change, Direction]]:
    """The changes that go some way, those that can be told apart first."""
    moved = [(change, change.direction) for change in changes]
    found = [(change, which) for change, which in moved if which is not None]
    return sorted(found, key=lambda pair: _CLEAREST.index(pair[1].verdict))
