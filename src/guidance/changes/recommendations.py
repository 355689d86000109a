"""What was recommended, endorsed, adopted, declined or overtaken: it changes no answer by itself.

Each is told on its day, once for all that one version recommends or rules on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidance.answers.proposals import ProposalStage, ProposalTurn
from guidance.answers.states import States
from guidance.changes.ids import ChangeId
from guidance.changes.model import Change, ProposedAct
from guidance.engine.arithmetic import day_of
from guidance.records.model import Citation
from guidance.resolution.registry import Proposal

_Told = tuple[int, int, ProposalTurn, Proposal]

_IDS = {
    ProposalStage.RECOMMENDED: ChangeId.PROPOSED,
    ProposalStage.ENDORSED: ChangeId.ENDORSED,
    ProposalStage.ADOPTED: ChangeId.ADOPTED,
    ProposalStage.ADOPTED_IN_PART: ChangeId.ADOPTED_IN_PART,
    ProposalStage.DECLINED: ChangeId.DECLINED,
    ProposalStage.OVERTAKEN: ChangeId.OVERTAKEN,
}


def recommendation_changes(
    states: States, refs: Iterable[str], low: int, high: int
) -> Iterator[tuple[int, int, Change]]:
    """Yield what became of proposals about some provisions after a day and up to another."""
    about = states.registry.proposed_about
    names = dict.fromkeys(name for ref in refs for name in about.get(ref, ()))
    groups: dict[tuple[object, ...], list[_Told]] = {}
    for name in names:
        proposal = states.registry.proposals[name]
        for first, last, turn in states.proposals.turns(name):
            # What waits tells of itself: it is published, and its day is made known.
            is_told = proposal.is_marked or not (turn.is_tacit or turn.stage is _FIRST)
            if is_told and first <= high and last > low:
                key = (first, last, turn.stage, turn.by, turn.start and turn.start.event)
                groups.setdefault(key, []).append((first, last, turn, proposal))
    for group in groups.values():
        first, last = group[0][:2]
        notes = () if first > low and last <= high else ("not-settled",)
        yield first, last, _change(states, group, notes)


_FIRST = ProposalStage.RECOMMENDED


def _change(states: States, group: list[_Told], notes: tuple[str, ...]) -> Change:
    registry = states.registry
    first, last, turn, _ = group[0]
    version = turn.by if turn.by in registry.versions else group[0][3].versions[0]
    proposers = dict.fromkeys(proposal.versions[0] for *_, proposal in group)
    return Change(
        id=_IDS[turn.stage],
        ref=version,
        before=None,
        after=None,
        earliest=day_of(first),
        latest=day_of(last),
        event=turn.start or turn.on,
        authority=version,
        standing=registry.versions[version].standing,
        cite=_cite(states, version, [proposal for *_, proposal in group]),
        notes=notes,
        document=registry.versions[version].document.title,
        rests_on=tuple(
            (proposer, registry.versions[proposer].document.title)
            for proposer in proposers
            if proposer != version
        ),
        proposed=tuple(_act(states, proposal) for *_, proposal in group),
        deed=f"{turn.stage.value} {' '.join(proposal.name for *_, proposal in group)}",
    )


def _cite(states: States, version: str, proposals: list[Proposal]) -> Citation | None:
    """Where a ruling stands in its document, or the only thing that is proposed there."""
    registry = states.registry
    for ruling in registry.rulings.get(proposals[0].name, ()):
        if ruling.version == version:
            return ruling.amendment.cite
    steps = [step for proposal in proposals for step in proposal.steps if step.version == version]
    if len(steps) != 1:
        return None
    what = getattr(steps[0].what, "amendment", None) or getattr(steps[0].what, "provision", None)
    return what.cite if what is not None else None


def _act(states: States, proposal: Proposal) -> ProposedAct:
    own = (proposal.name,) if proposal.kind == "says" else proposal.targets
    titles = tuple(states.registry.title_of(ref) for ref in own)
    return ProposedAct(proposal.name, proposal.kind, titles)
