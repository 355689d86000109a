"""Why a provision is in the state it is in, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from guidance.engine.states import State
from guidance.wording.asked import AskedDay
from guidance.wording.coming import coming_sentences, own_doubt
from guidance.wording.conditions import case_words, question_words
from guidance.wording.days import (
    exact_words,
    from_words,
    last_day_words,
    on_words,
    onward_words,
    when_marks,
)
from guidance.wording.places import place_words
from guidance.wording.proposals import proposal_sentences
from guidance.wording.terms import (
    capital,
    cite_words,
    force_words,
    listed,
    quoted,
    shortened,
)

if TYPE_CHECKING:
    from guidance.answers.answer import Answer
    from guidance.answers.cases import Case
    from guidance.answers.causes import Cause
    from guidance.answers.entries import Entry, Stretch
    from guidance.answers.whens import When

_CAVEATS = {
    "forecast": "This rests on a forecast that no record confirms.",
    "date-qualified": "This rests on a date that the record marks as doubtful.",
    "place-not-stated": "The document does not state where it applies.",
    "never-applied": "It never came to apply.",
    "too-tangled": "It hangs on too many unknown days to be worked out here.",
}


def explain(answer: Answer, ref: str) -> str:
    """Say in words why a provision is in the state it is in.

    Args:
        answer: What applied on a day.
        ref: The provision; one line for each part of its territory that differs.

    Raises:
        UnknownNameError: The answer does not speak of it.
    """
    return "\n".join(" ".join(reasons(entry, answer)) for entry in answer.find(ref))


def reasons(entry: Entry, answer: Answer, asked: AskedDay | None = None) -> tuple[str, ...]:
    """The reason chain, one sentence each; the last ones say what is stated, and where.

    Args:
        entry: What the answer says of a provision.
        answer: The answer.
        asked: Other words for the day of the answer.
    """
    day = asked or AskedDay.of(answer.on, answer.known_on)
    if entry.state is State.UNDETERMINED:
        told = chain(_open(entry, answer, day), _branches(entry, answer, day))
        return _reasons(entry, answer.title, told)
    return settled_reasons(entry, answer.title, day)


def settled_reasons(entry: Entry, title: Callable[[str], str], asked: AskedDay) -> tuple[str, ...]:
    """The reasons of an entry that is not undetermined: the same on all days of its state.

    Args:
        entry: An entry of any day.
        title: What people call a provision, a version or a source.
        asked: The words for the day.
    """
    return _reasons(entry, title, _settled(entry, title, asked.on))


def _reasons(entry: Entry, title: Callable[[str], str], state: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        capital(sentence)
        for sentence in (
            *state,
            *_earlier(entry),
            *_conditions(entry),
            *proposal_sentences(entry, title),
            f"It says: {quoted(shortened(entry.provision.text, 1000))}"
            f" ({force_words(entry.provision)}), in {quoted(title(entry.version))}"
            f" ({entry.version}, {entry.standing}): {cite_words(entry.provision.cite)}.",
            *coming_sentences(entry, title),
            " ".join(_CAVEATS[caveat] for caveat in entry.caveats if caveat in _CAVEATS),
        )
        if sentence
    )


_PAST = {State.SUSPENDED: "paused", State.DISPLACED: "set aside"}


def _earlier(entry: Entry) -> Iterator[str]:
    """When it was paused or set aside before: all of its life, and not only since when."""
    for state, verb in _PAST.items():
        told = [_stretch(stretch) for stretch in entry.earlier if stretch.state is state]
        if len(told) > _MOST_STRETCHES:
            told = [*told[:1], f"{len(told) - 2} more times", *told[-1:]]
        if told:
            yield f"It had been {verb} before: {listed(told)}."


_MOST_STRETCHES = 4


def _stretch(stretch: Stretch) -> str:
    first, last = exact_words(stretch.first), exact_words(stretch.last)
    days = f"on {first}" if first == last else f"from {first} to {last}"
    return f"at least {days}" if stretch.is_open else days


def why(entry: Entry, answer: Answer, *, is_alone: bool = False) -> tuple[str, ...]:
    """The reasons alone: without the state itself, and without what is stated and where.

    Args:
        entry: What the answer says of a provision.
        answer: The answer.
        is_alone: They are read without the day of the answer, and name it where it matters.
    """
    day = AskedDay.of(answer.on, answer.known_on)
    told: Iterable[str] = _branches(entry, answer, day)
    if entry.state is not State.UNDETERMINED:
        told = chain(
            islice(_settled(entry, answer.title, day.on), 1, None),
            _conditions(entry),
            proposal_sentences(entry, answer.title, day.on if is_alone else None),
        )
    return tuple(capital(sentence) for sentence in told)


def _conditions(entry: Entry) -> Iterator[str]:
    if entry.conditions:
        told = listed(map(quoted, entry.conditions))
        yield f"That rests on a condition, and no record says how it came out: {told}."


def _name(entry: Entry) -> str:
    return quoted(entry.provision.title) + place_words(entry.where)


def _open(entry: Entry, answer: Answer, asked: AskedDay) -> Iterator[str]:
    outcomes = dict.fromkeys(
        _outcome(case, entry)
        for group in answer.undetermined
        if entry in group.entries and not (group.more or group.is_tangled)
        for case in group.cases
    )
    has_applied = {outcome.startswith(_APPLIED) for outcome in outcomes}
    if has_applied == {False}:
        ways = listed((f"it {outcome}" for outcome in outcomes), "or")
        yield f"{_name(entry)} did not apply on {asked.on}; whether {ways} cannot be settled."
    elif has_applied == {True}:
        yield f"{_name(entry)} applied on {asked.on}; in which words cannot be settled."
    else:
        yield f"Whether {_name(entry)} applied on {asked.on} cannot be settled."


def _settled(entry: Entry, title: Callable[[str], str], on: str) -> Iterator[str]:
    name = _name(entry)
    match entry.state:
        case State.IN_FORCE:
            yield f"{name} applied on {on}, {_since(entry)}."
            yield from _history(entry, title)
            if entry.until is not None and entry.until.certainty != "cancelled":
                yield f"{_until(entry)}."
        case State.UPCOMING:
            yield f"{name} did not apply yet on {on}."
            doubt = own_doubt(entry, title)
            yield f"It is to apply {_since(entry)}." + (f" {doubt}." if doubt else "")
            yield from _history(entry, title)
        case State.ENDED:
            if "never-applied" in entry.caveats:
                yield f"{name} did not apply on {on}, nor before."
            else:
                yield f"{name} no longer applied on {on}."
            if "never-applied" not in entry.caveats and not any(
                cause.kind == "cancelled" for cause in entry.causes
            ):
                yield f"It had applied {_since(entry)}."
            yield from _history(entry, title)
        case State.SUSPENDED:
            yield f"{name} was paused on {on}; otherwise it applied {_since(entry)}."
            yield from _history(entry, title)
        case State.DISPLACED:
            yield f"{name} was set aside on {on}; otherwise it applied {_since(entry)}."
            yield from _history(entry, title)
        case State.NO_EVIDENCE:
            if any(proposal.is_marked for proposal in entry.proposals):
                yield f"{name} was only proposed by {on}, and a proposal has no effect."
                return
            yield (
                f"Nothing is recorded about {name} for {on}: neither that it applied nor that it"
                " did not."
            )
            if entry.since is not None:
                yield f"By the first record it applies {_since(entry)}."


def _since(entry: Entry) -> str:
    """From when, and because of what."""
    since = entry.since
    if since is None:
        return "from a day that is not known"
    if any(cause.kind == "documented" for cause in entry.causes):
        return f"as documented since {from_words(since.date).removeprefix('from ')}"
    start = f"{onward_words(since.date)}{_marks(since)}"
    is_bare_day = since.event == since.date.text
    return start if is_bare_day else f"{start}, because then {since.label}"


def _marks(when: When) -> str:
    marks = when_marks(when)
    return f" ({', '.join(marks)})" if marks else ""


def _until(entry: Entry) -> str:
    until = entry.until
    assert until is not None  # noqa: S101  (checked by the caller)
    label = "" if until.event == until.date.text else f", because then {until.label}"
    return f"Its last day is {last_day_words(until.date)}{_marks(until)}{label}"


def _history(entry: Entry, title: Callable[[str], str]) -> Iterator[str]:
    for cause in _once(entry.causes):
        sentence = _cause(cause, entry, title)
        if sentence:
            because = f"; the reason given: {quoted(cause.because)}" if cause.because else ""
            cite = f" ({cite_words(cause.cite)})" if cause.cite else ""
            behind = listed(f"{quoted(title(act))} ({act})" for act in cause.rests_on)
            resting = f", on the recommendation of {behind}" if behind else ""
            yield f"{sentence}{cite}{resting}{because}."


def _once(causes: Sequence[Cause]) -> Iterator[Cause]:
    """The causes, and of restatements the last alone."""
    restated = [cause for cause in causes if cause.kind == "restated"]
    yield from (cause for cause in causes if cause.kind != "restated" or cause is restated[-1])


def _cause(cause: Cause, entry: Entry, title: Callable[[str], str]) -> str:
    by = f"{quoted(title(cause.by))} ({cause.by})"
    when = cause.when
    on = on_words(when.date) if when else ""
    ended = ""
    if when is not None:
        label = f", because then {when.label}" if "@" in when.event else ""
        ended = f"its last day was {last_day_words(when.date)}{_marks(when)}{label}"
        if "never-applied" in entry.caveats:
            ended = f"that was {on}{_marks(when)}, before it would have applied"
    match cause.kind:
        case "replaces":
            verb = "takes" if entry.state is State.UPCOMING else "took"
            return f"It {verb} the place of {by}"
        case "restated":
            return f"It was last restated in {by}, published {on}"
        case "corrected":
            return f"Its record was corrected by {by}, published {on}"
        case "until" if "never-applied" in entry.caveats:
            return f"It was to end before it would have applied, {on}"
        case "until":
            return capital(ended)
        case "dropped":
            return f"{by} restates the whole source and leaves it out; {ended}"
        case "replaced":
            return f"{by} took its place; {ended}"
        case "ended":
            return f"{by} ended it; {ended}"
        case "superseded":
            return f"{by} states it in other words; {ended}"
        case "cancelled":
            return f"It never came to apply: {by} cancelled it {on}"
        case "suspended":
            return f"{by} paused it {on}{_marks(when) if when else ''}"
        case "displaced":
            start = f", {onward_words(when.date)}" if when else ""
            return f"{by} stands in its place as long as it is in force itself{start}"
        case _:
            return ""


def _branches(entry: Entry, answer: Answer, asked: AskedDay) -> Iterator[str]:
    """On what it depends, and what each possibility means: each outcome once."""
    for group in answer.undetermined:
        if entry not in group.entries:
            continue
        asking = f"whether {listed(question_words(group, answer), 'and whether')}"
        outcomes: dict[str, list[Case]] = {}
        for case in group.cases:
            outcomes.setdefault(_outcome(case, entry), []).append(case)
        if len(outcomes) < 2:
            either = f" Either way it {next(iter(outcomes))}." if outcomes else ""
            yield f"It depends on {asking}.{either}"
            continue
        if sum(outcome.startswith(_APPLIED) for outcome in outcomes) > 1 and _APPLIED in outcomes:
            outcomes[_APPLIED + _in_words(entry)] = outcomes.pop(_APPLIED)
        ordered = sorted(
            outcomes.items(), key=lambda outcome: not outcome[1][0].conditions[0].holds
        )
        told = [_if(cases, outcome, answer, asked) for outcome, cases in ordered]
        yield f"It depends on {asking}. {capital('; '.join(told))}."


_APPLIED = "applied"
_OUTCOMES = {
    State.IN_FORCE: _APPLIED,
    State.SUSPENDED: "was paused",
    State.DISPLACED: "was set aside",
    State.ENDED: "no longer applied",
    State.UPCOMING: "did not apply yet",
}


def _outcome(case: Case, entry: Entry) -> str:
    """What a possibility means for a provision, in words."""
    for other in case.entries:
        if other.ref == entry.ref and other.part == entry.part:
            word = _OUTCOMES.get(other.state, "did not apply")
            if other.state is State.IN_FORCE and other.provision.text != entry.provision.text:
                word += _in_words(other)
            return word
    return "did not apply"


def _in_words(entry: Entry) -> str:
    return f" as {quoted(shortened(entry.provision.text, 80))}"


def _if(cases: Sequence[Case], outcome: str, answer: Answer, asked: AskedDay) -> str:
    first, *others = cases[0].conditions
    if len(cases) == 1 and not others and first.kind in ("happened", "published"):
        return f"if {'so' if first.holds else 'not'}, it {outcome}"
    told = [case_words(case.conditions, answer, asked) for case in cases[:2]]
    told = [words[:1].lower() + words[1:] for words in told]
    more = f" (and in {len(cases) - 2} more cases)" if len(cases) > 2 else ""
    return f"{listed(told, 'or')}{more}, it {outcome}"
