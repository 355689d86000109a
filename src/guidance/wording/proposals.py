"""What is only proposed, and what became of it, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from guidance.answers.proposals import OPEN, ProposalStage
from guidance.wording.days import from_words, on_words, when_marks
from guidance.wording.terms import MOST_WORDS, capital, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.entries import Entry
    from guidance.answers.proposals import ProposalTurn, Proposed
    from guidance.answers.whens import When
    from guidance.changes.model import ProposedAct


_ACTS = {
    "ends": "that it end",
    "suspends": "that it be paused",
    "reinstates": "that its pause be lifted",
}
_PROPOSED = {
    "ends": "that {titles} end",
    "suspends": "that {titles} be paused",
    "reinstates": "that the pause of {titles} be lifted",
    "says": "to say anew what {titles} says",
}
_VERBS = {
    ProposalStage.ENDORSED: "endorsed",
    ProposalStage.ADOPTED: "adopted",
    ProposalStage.ADOPTED_IN_PART: "adopted in part",
    ProposalStage.DECLINED: "declined",
    ProposalStage.OVERTAKEN: "overtaken",
}


def proposed_words(act: ProposedAct) -> str:
    """Say what is proposed, after "it is recommended"."""
    return _PROPOSED[act.kind].format(titles=listed(map(quoted, act.titles)))


def proposal_sentences(
    entry: Entry, title: Callable[[str], str], on: str | None = None
) -> Iterator[str]:
    """Say of each proposal about a provision who made it, and what became of it."""
    for proposed in entry.proposals:
        yield proposal_sentence(proposed, entry.ref, title, on)


def proposal_sentence(
    proposed: Proposed, ref: str, title: Callable[[str], str], on: str | None = None
) -> str:
    """Say who proposed what about a provision, and what became of it.

    Args:
        proposed: The proposal, as it stands on a day.
        ref: The provision.
        title: What people call a provision, a version or a source.
        on: The words for the day, where the sentence is to be passed on without it.
    """
    first, *later = proposed.turns
    what = _what(proposed, ref, title)
    told = [f"{on_words(first.on.date)} {_by(first.by, title)} recommended {what}"]
    is_open = proposed.stage in OPEN
    if is_open and proposed.is_marked and proposed.start.event != first.by:
        told[0] += f" {_from(proposed.start)}"
    endorsing = (turn for turn in later if turn.stage is ProposalStage.ENDORSED)
    told += [f"{_on(turn, title)} endorsed it" for turn in endorsing]
    told.append(_outcome(proposed, title, on))
    sentence = f"{capital('; '.join(told))}."
    is_long = len(sentence.split()) > MOST_WORDS
    return f"{'. '.join(map(capital, told))}." if is_long else sentence


def _what(proposed: Proposed, ref: str, title: Callable[[str], str]) -> str:
    if proposed.kind != "says":
        return _ACTS[proposed.kind]
    if proposed.act != ref:
        return f"that {quoted(title(proposed.act))} take its place"
    return "this"


def _outcome(proposed: Proposed, title: Callable[[str], str], on: str | None) -> str:
    told = _decided(proposed, title, on)
    if not proposed.possible:
        return told
    verbs = dict.fromkeys(
        f"{_VERBS.get(turn.stage, 'recommended anew')} by {_by(turn.by, title)}"
        for turn in proposed.possible
    )
    return f"whether it was {listed(verbs, 'or')} by then cannot be settled"


def _decided(proposed: Proposed, title: Callable[[str], str], on: str | None) -> str:
    last = proposed.turns[-1]
    if last.stage in OPEN:
        return f"no decision is recorded{f' by {on}' if on else ''}"
    on = _on(last, title)
    if last.stage is ProposalStage.OVERTAKEN:
        return f"overtaken {on}, which does not say what it makes of it"
    if last.stage is ProposalStage.DECLINED:
        verb = "cancelled" if last.is_tacit else "declined"
        return f"never adopted: {on} {verb} it"
    start = f", {_from(last.start)}" if last.start is not None else ""
    in_part = " in part" if last.stage is ProposalStage.ADOPTED_IN_PART else ""
    return f"{on} adopted it{in_part}{start}"


def _on(turn: ProposalTurn, title: Callable[[str], str]) -> str:
    day = on_words(turn.on.date)
    if turn.stage is ProposalStage.OVERTAKEN:
        return f"{day} by {_by(turn.by, title)}"
    return f"{day} {_by(turn.by, title)}"


def _by(ref: str, title: Callable[[str], str]) -> str:
    return f"{quoted(title(ref))} ({ref})"


def _from(when: When) -> str:
    marks = when_marks(when)
    return from_words(when.date) + (f" ({', '.join(marks)})" if marks else "")
