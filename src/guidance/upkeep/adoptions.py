"""What became of recommendations: adopted, in part, changed on the way, dropped, or still open.

Told of is what is marked as proposed, and what a recommendation or an opinion lets wait for an
event that somebody else has to bring about. What became of it is read off the records: what rules
on it, whether a decision or a law states it, whether one dates its event, or cancels it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from guidance.answers.proposals import OPEN, ProposalStage, ProposalTurn, says_of
from guidance.answers.states import States
from guidance.answers.whens import When
from guidance.records.shown import Shown
from guidance.resolution.registry import Proposal, Statement


class AdoptionOutcome(StrEnum):
    """What became of a recommendation."""

    OPEN = "open"
    ADOPTED = "adopted"
    ADOPTED_IN_PART = "adopted-in-part"
    CHANGED = "changed"
    DECLINED = "declined"
    DROPPED = "dropped"
    OVERTAKEN = "overtaken"


_OUTCOMES = {
    ProposalStage.ADOPTED: AdoptionOutcome.ADOPTED,
    ProposalStage.ADOPTED_IN_PART: AdoptionOutcome.ADOPTED_IN_PART,
    ProposalStage.DECLINED: AdoptionOutcome.DECLINED,
    ProposalStage.OVERTAKEN: AdoptionOutcome.OVERTAKEN,
}


@dataclass(frozen=True, slots=True, repr=False)
class Stage(Shown):
    """One version that states the recommendation, or rules on it.

    Attributes:
        is_changed: It says something else than the stage before.
    """

    version: str
    standing: str
    published: When
    is_changed: bool


@dataclass(frozen=True, slots=True, repr=False)
class Adoption(Shown):
    """The way of one recommended provision or act.

    Attributes:
        ref: The provision, or the act as ``source@version/act``.
        about: The provisions that it would touch.
        stages: The versions that state it or rule on it, oldest first.
        event: The day from which it is to apply, as far as it is known.
        by: What adopted, changed, declined, dropped or overtook it.
    """

    ref: str
    about: tuple[str, ...]
    event: When
    stages: tuple[Stage, ...]
    outcome: AdoptionOutcome
    by: str | None


def adoptions(states: States) -> Iterator[Adoption]:
    """Yield what became of each recommendation, as known on the day of the states.

    Where it is open whether a version was published by that day, it counts. What only reports an
    act that is recorded itself is not asked for twice.
    """
    for name, proposal in sorted(states.registry.proposals.items()):
        turns = [turn for _, _, turn in states.proposals.turns(name)]
        steps = [step for step in proposal.steps if is_known(states, step.version)]
        if not turns or not steps:
            continue
        yield Adoption(
            name,
            tuple(dict.fromkeys(ref for step in steps for ref in step.targets)),
            states.describer.when(steps[-1].start),
            tuple(_stages(states, proposal, turns)),
            _outcome(proposal, turns[-1]),
            None if turns[-1].stage in OPEN else turns[-1].by,
        )


def _outcome(proposal: Proposal, turn: ProposalTurn) -> AdoptionOutcome:
    if turn.is_tacit and not proposal.is_marked:
        if turn.stage is ProposalStage.DECLINED:
            return AdoptionOutcome.DROPPED
        if turn.stage is ProposalStage.OVERTAKEN:
            return AdoptionOutcome.CHANGED
    return _OUTCOMES.get(turn.stage, AdoptionOutcome.OPEN)


def _stages(states: States, proposal: Proposal, turns: list[ProposalTurn]) -> Iterator[Stage]:
    registry = states.registry
    texts: dict[str, Statement] = {
        text.version: text for text in registry.statements.get(proposal.name, ())
    }
    previous: Statement | None = None
    for version in dict.fromkeys(turn.by for turn in turns):
        if version not in registry.versions:
            continue
        text = texts.get(version)
        yield Stage(
            version,
            registry.versions[version].standing,
            states.describer.when(version),
            is_changed=bool(text and previous and says_of(text) != says_of(previous)),
        )
        previous = text or previous


def is_known(states: States, version: str) -> bool:
    """Whether a version can have been published by the day of the states."""
    known_on = states.timeline.known_on
    earliest = states.registry.versions[version].published.earliest
    return known_on is None or earliest is None or earliest.toordinal() <= known_on
