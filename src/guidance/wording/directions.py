"""Directions in words (stricter or looser, than what, why, for whom), and rulings on a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guidance.wording.days import exact_words, past_words, period_words, when_words
from guidance.wording.terms import capital, listed, quoted

if TYPE_CHECKING:
    from guidance.changes.model import Change
    from guidance.directions.provisions import Direction
    from guidance.directions.regimes import Ruling
    from guidance.logic import AskedFact, Person, Witness
    from guidance.records.criteria import FactSheet

_VERDICTS = {
    "same": "no stricter and no looser than",
    "stricter": "stricter than",
    "looser": "looser than",
    "mixed": "stricter for some and looser for others than",
}
_OUTCOMES = {"allowed": "allowed", "not-allowed": "not allowed", "silent": "nothing said of them"}
_BECAUSE = {
    "undeclared": "some criteria stand only in the text",
    "silence": "of some people only one side says anything, and silence is neither yes nor no",
    "reworded": "it is worded anew and states no criteria that could be compared",
    "part": "it is unclear for some people",
    "too-large": "it is too large to decide here",
    "not-settled": "it hangs on a day that is not known",
}
_CLEAREST = ("stricter", "looser", "mixed", "unclear", "same")
_RULINGS = {"allowed": "allowed", "not-allowed": "not allowed", "undetermined": "undetermined"}


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
        reasons = [_undefined(direction, sheet)] if direction.undefined else []
        reasons += [_BECAUSE[code] for code in direction.because if code in _BECAUSE]
        why = f": {listed(reasons)}" if reasons else ""
        out = [_VERDICTS[each].removesuffix(" than") for each in direction.ruled_out]
        certain = f" Certainly it is not {listed(out, 'or')}." if len(out) == 1 else ""
        sentence = f"Unclear whether it is stricter or looser than {baseline}{why}.{certain}"
        if direction.as_judged:
            sentence += (
                f" Where such terms are judged alike before and after, {judged_words(direction)}."
            )
    else:
        proof = {"criteria": "proved from the criteria", "force": "by its force alone"}
        how = [words for code, words in proof.items() if code in direction.because]
        sentence = f"{capital(_VERDICTS[direction.verdict])} {baseline}{', ' if how else ''}"
        sentence += f"{listed(how)}."
    if "already-stated" in direction.because:
        sentence += " The fact itself was already stated."
    return sentence


def judged_words(direction: Direction) -> str:
    """What an unclear change is where people judge the undefined terms, and judge them alike."""
    assert direction.as_judged is not None  # noqa: S101  (the caller asks)
    return f"it is {_VERDICTS[direction.as_judged].removesuffix(' than')}"


def witness_sentence(witness: Witness, sheet: FactSheet | None) -> str:
    """Describe a person for whom the answer differs."""
    return " ".join(witness_sentences(witness, sheet))


def witness_sentences(witness: Witness, sheet: FactSheet | None) -> list[str]:
    """The same sentence by sentence: the person, and whose judgement that rests on."""
    told = [
        f"For example, {person_words(witness.person, sheet)}: before,"
        f" {_OUTCOMES[witness.before]}; after, {_OUTCOMES[witness.after]}."
    ]
    if witness.rests_on:
        told.append(f"That rests on somebody's judgement of {_terms(witness.rests_on, sheet)}.")
    return told


def person_words(person: Person, sheet: FactSheet | None) -> str:
    """Describe a person by what is known: "a person who has …, and with 0 relapses within …"."""
    who, figures = [], []
    for known in person:
        label = _label(known.fact, sheet)
        fact = sheet.facts.get(known.fact) if sheet else None
        if isinstance(known.value, bool):
            otherwise = (fact and fact.otherwise) or f"(not so: {label})"
            who.append(label if known.value else otherwise)
        elif fact and fact.type == "choice":
            figures.append(f"{label}: {str(known.value).replace('-', ' ')}")
        elif known.within:
            figures.append(f"{label} within {period_words(known.within)}: {known.value}")
        else:
            unit = f" {fact.unit}" if fact and fact.unit else ""
            figures.append(f"{label}: {known.value}{unit}")
    words = f"a person who {listed(who)}" if who else "a person"
    return f"{words} ({'; '.join(figures)})" if figures else words


def asked_words(asked: AskedFact, sheet: FactSheet) -> str:
    """A fact that is asked for, as a person would ask for it."""
    within = f" within {period_words(asked.within)}" if asked.within else ""
    return f"{_label(asked.fact, sheet)}{within} ({asked})"


def ruling_headline(ruling: Ruling, sheet: FactSheet) -> str:
    """Say what the guidance makes of a person, and what leaves it open."""
    start = f"On {exact_words(ruling.on)}: {_RULINGS[ruling.outcome]}"
    if ruling.outcome != "undetermined":
        days = listed(
            (f"{past_words(w)} ({when_words(w)})" for w in ruling.depends_on), "and whether"
        )
        return f"{start}{f', either way: whether {days} makes no difference' if days else ''}."
    reasons = {
        "no-evidence": "there is no record from then",
        "silence": "nothing speaks of this person, or it may be that nothing does",
        "missing": f"it is not known: {listed(asked_words(m, sheet) for m in ruling.missing)}",
        "undefined": f"the source does not define {_terms(ruling.undefined, sheet)}",
        "undeclared": _BECAUSE["undeclared"],
        "not-settled": "it depends on whether "
        + listed((f"{past_words(w)} ({when_words(w)})" for w in ruling.depends_on), "and whether"),
    }
    told = [words for code, words in reasons.items() if code in ruling.because]
    return f"{start}: {'; '.join(told)}." if told else f"{start}."


def baseline_words(baseline: str) -> str:
    """What a change is measured against."""
    if baseline == "silence":
        return "before, when nothing was recorded of it"
    if baseline[:4].isdigit():
        from datetime import date

        return f"on {exact_words(date.fromisoformat(baseline))}"
    return f"before ({baseline})"


def _undefined(direction: Direction, sheet: FactSheet | None) -> str:
    return f"the source does not define {_terms(direction.undefined, sheet)}"


def _terms(names: tuple[str, ...], sheet: FactSheet | None) -> str:
    return listed([quoted(_label(name, sheet)) for name in names])


def _label(name: str, sheet: FactSheet | None) -> str:
    fact = sheet.facts.get(name) if sheet else None
    return fact.label if fact else name.replace("-", " ")


def clearest_first(changes: Iterable[Change]) -> list[tuple[Change, Direction]]:
    """The changes that go some way, those that can be told apart first."""
    moved = [(change, change.direction) for change in changes]
    found = [(change, which) for change, which in moved if which is not None]
    return sorted(found, key=lambda pair: _CLEAREST.index(pair[1].as_judged or pair[1].verdict))
