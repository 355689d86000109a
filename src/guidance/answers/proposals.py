"""What is only proposed about a provision, and how far it has come by a day.

A proposal has no effect. It stands beside the state of what it would touch: recommended, endorsed,
adopted, adopted in part, declined, or overtaken by something that does not say what it makes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from guidance.answers.whens import When
from guidance.engine.arithmetic import FIRST_DAY, NEVER, ordinals
from guidance.engine.diagrams import FALSE, TRUE
from guidance.engine.states import State
from guidance.engine.timeline import Timeline
from guidance.records.model import Adopts
from guidance.records.parts import Part
from guidance.records.shown import Shown
from guidance.resolution.proposals import PROPOSING
from guidance.resolution.registry import Proposal, ProposalRuling, Proposing, Statement, source_of

_SAID = ("force", "text", "population", "only", "criteria")
"""What a text says; where it is cited and what it does to others may differ."""


class ProposalStage(StrEnum):
    """How far a proposal has come. These names are stable.

    Source:
        docs/explanation/silence.md.
    """

    RECOMMENDED = "recommended"
    ENDORSED = "endorsed"
    ADOPTED = "adopted"
    ADOPTED_IN_PART = "adopted-in-part"
    DECLINED = "declined"
    OVERTAKEN = "overtaken"


OPEN = (ProposalStage.RECOMMENDED, ProposalStage.ENDORSED)
"""The stages of what nobody has decided."""


@dataclass(frozen=True, slots=True, repr=False)
class ProposalTurn(Shown):
    """A proposal comes to a stage.

    Attributes:
        by: The version, or for what overtakes it also the provision, that brought it there.
        on: The day.
        start: The day from which it is adopted, where that is another.
        is_tacit: No record says that it decides on the proposal; what it does comes to that.
    """

    stage: ProposalStage
    by: str
    on: When
    start: When | None = None
    is_tacit: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Proposed(Shown):
    """A proposal that would touch a provision, as it stands on a day.

    Attributes:
        act: Its name: the provision whose text it is, or ``source@version/act``.
        kind: ``says`` for a text, else ``ends``, ``suspends`` or ``reinstates``.
        is_marked: It is recorded as only proposed, and has no effect.
        start: The day from which it is to take effect.
        turns: What has become of it for certain by the day, in order; at least that it was
            recommended, also where its own publication is open.
        possible: What may have become of it besides, in order.
    """

    act: str
    kind: str
    is_marked: bool
    start: When
    turns: tuple[ProposalTurn, ...]
    possible: tuple[ProposalTurn, ...] = ()

    @property
    def stage(self) -> ProposalStage:
        """How far it has come."""
        return self.turns[-1].stage

    @property
    def by(self) -> str:
        """What brought it there."""
        return self.turns[-1].by

    @property
    def on(self) -> When:
        """When."""
        return self.turns[-1].on

    @property
    def is_open(self) -> bool:
        """Whether it is certain that nobody had decided on it."""
        return self.stage in OPEN and not any(stage.stage not in OPEN for stage in self.possible)


class Proposals:
    """The proposals about each provision over time, as known on one day."""

    def __init__(
        self,
        timeline: Timeline,
        when: Callable[[str], When],
        ended: Callable[[str], list[tuple[int, str]] | None],
    ) -> None:
        """``ended``: from which days a provision has ended everywhere, with what ended it."""
        self._timeline = timeline
        self._registry = timeline.registry
        self._calendar = timeline.calendar
        self._when = when
        self._ended = ended
        self._turns: dict[str, list[tuple[int, int, ProposalTurn]]] = {}

    def days(self, ref: str) -> list[int]:
        """The days on which what is proposed about a provision can turn."""
        return sorted(
            {
                day
                for name in self._about(ref)
                for first, last, _ in self.turns(name)
                for day in (first, last)
                if day < NEVER
            }
        )

    def on(self, ref: str, part: Part, day: int) -> tuple[Proposed, ...]:
        """What is proposed about a provision in a part on a day."""
        standing = []
        for name in self._about(ref):
            proposal = self._registry.proposals[name]
            steps = [step for step in proposal.steps if self._is_out(step.version, day)]
            if any(ref in step.targets and self._reaches(step, part) for step in steps):
                standing.append(self._standing(proposal, steps[-1].start, day))
        return tuple(proposed for proposed in standing if proposed is not None)

    def _about(self, ref: str) -> Iterator[str]:
        """Yield what is marked as proposed; of what waits, that on which somebody ruled."""
        for name in self._registry.proposed_about.get(ref, ()):
            rulings = self._registry.rulings.get(name, ())
            if self._registry.proposals[name].is_marked or any(
                self._is_known(ruling.version) for ruling in rulings
            ):
                yield name

    def _is_out(self, version: str, day: int) -> bool:
        """Whether a version is known, and may have been published by a day."""
        return self._is_known(version) and ordinals(self._when(version).date)[0] <= day

    def _reaches(self, step: Proposing, part: Part) -> bool:
        return bool(self._timeline.parts.scope(step.what).ever() & part.cells)

    def _standing(self, proposal: Proposal, start: str, day: int) -> Proposed | None:
        turns: list[ProposalTurn] = []
        possible: list[ProposalTurn] = []
        for first, last, turn in self.turns(proposal.name):
            if first > day:
                continue
            if not turns or last <= day:
                turns.append(turn)
            else:
                possible.append(turn)
        if not turns:
            return None
        return Proposed(
            proposal.name,
            proposal.kind,
            proposal.is_marked,
            self._when(start),
            tuple(turns),
            tuple(possible),
        )

    # -- what becomes of it --------------------------------------------------------------------

    def turns(self, name: str) -> list[tuple[int, int, ProposalTurn]]:
        """What becomes of a proposal, in order, with the first and last day of each."""
        turns = self._turns.get(name)
        if turns is None:
            proposal = self._registry.proposals[name]
            told = [self._dated(turn) for turn in self._told(proposal)]
            if told:
                told += [self._dated(turn, day) for day, turn in self._tacit(proposal)]
            told.sort(key=lambda turn: (turn[0], turn[1]))
            turns = self._turns[name] = list(_in_sequence(told))
        return turns

    def _dated(self, turn: ProposalTurn, day: int | None = None) -> tuple[int, int, ProposalTurn]:
        first, last = ordinals(turn.on.date)
        if self._timeline.known_on is not None and self._is_open(turn.by):
            last = NEVER  # whether it is known at all is open
        return (first, last, turn) if day is None else (day, day, turn)

    def _is_open(self, version: str) -> bool:
        return version in self._registry.versions and self._calendar.knows(version) is not TRUE

    def _is_known(self, version: str) -> bool:
        return self._calendar.knows(version) is not FALSE

    def _told(self, proposal: Proposal) -> Iterator[ProposalTurn]:
        """What records say of it: proposed, proposed anew, ruled on."""
        for version in proposal.versions:
            if self._is_known(version):
                yield ProposalTurn(ProposalStage.RECOMMENDED, version, self._when(version))
        for ruling in self._registry.rulings.get(proposal.name, ()):
            if self._is_known(ruling.version):
                on = self._when(ruling.version)
                start = self._when(ruling.start) if ruling.start != ruling.version else None
                yield ProposalTurn(self._stage(ruling), ruling.version, on, start)

    def _stage(self, ruling: ProposalRuling) -> ProposalStage:
        if not isinstance(ruling.amendment, Adopts):
            return ProposalStage.DECLINED
        if self._registry.versions[ruling.version].standing in PROPOSING:
            return ProposalStage.ENDORSED
        in_part = ruling.amendment.in_part
        return ProposalStage.ADOPTED_IN_PART if in_part else ProposalStage.ADOPTED

    def _tacit(self, proposal: Proposal) -> Iterator[tuple[int, ProposalTurn]]:
        """What comes to a decision without saying so, with the day from which it does."""
        if proposal.is_marked:
            yield from self._overtaken(proposal)
        else:
            yield from self._brought_about(proposal)

    def _brought_about(self, proposal: Proposal) -> Iterator[tuple[int, ProposalTurn]]:
        """Of what waits: whether a binding version states it, or settles its day."""
        registry, last = self._registry, self._last(proposal)
        event = last.start
        for statement in registry.statements.get(proposal.name, ()):
            if self._binds(statement.version) and self._is_later(statement.version, proposal):
                is_same = isinstance(last.what, Statement) and says_of(statement) == says_of(
                    last.what
                )
                stage = ProposalStage.ADOPTED if is_same else ProposalStage.OVERTAKEN
                yield from self._by(statement.version, stage)
        datings = [d for d in registry.datings.get(event, ()) if self._is_known(d.version)]
        if datings and datings[-1].amendment.act == "cancels":
            yield from self._by(datings[-1].version, ProposalStage.DECLINED)
        elif datings and self._binds(datings[-1].version):
            yield from self._by(datings[-1].version, ProposalStage.ADOPTED)

    def _overtaken(self, proposal: Proposal) -> Iterator[tuple[int, ProposalTurn]]:
        """By a newer act, text or proposal of its kind; or since its targets have ended."""
        registry, targets = self._registry, {*proposal.targets}
        for act in {id(a): a for ref in targets for a in registry.acts.get(ref, ())}.values():
            if (
                act.amendment.act == proposal.kind
                and not getattr(act.amendment, "proposes", False)
                and self._is_later(act.version, proposal)
            ):
                yield from self._by(act.version, ProposalStage.OVERTAKEN, act.start)
        if proposal.kind == "says":
            for text in registry.statements[proposal.name]:
                if not text.provision.proposes and self._is_later(text.version, proposal):
                    yield from self._by(text.version, ProposalStage.OVERTAKEN, text.start)
        for other in registry.proposals.values():
            if (
                other is not proposal
                and other.kind == proposal.kind
                and not targets.isdisjoint(other.targets)
                and source_of(other.versions[-1]) == source_of(proposal.versions[-1])
            ):
                newer = [v for v in other.versions if self._is_later(v, proposal)]
                for version in newer[:1]:
                    yield from self._by(version, ProposalStage.OVERTAKEN)
        yield from self._over(proposal)

    def _over(self, proposal: Proposal) -> Iterator[tuple[int, ProposalTurn]]:
        """Overtaken since all that it would touch has ended for certain."""
        began = ordinals(self._when(proposal.versions[0]).date)[0]
        ends = [self._ended(ref) for ref in proposal.targets if ref in self._registry.statements]
        told = [end for end in ends if end is not None]
        if not told or any(not end for end in told):
            return
        day, by = max(end[0] for end in told)
        if day > began:
            on = self._when(by) if by in self._registry.events else self._when_of(by)
            yield day, ProposalTurn(ProposalStage.OVERTAKEN, by, on, is_tacit=True)

    def _when_of(self, ref: str) -> When:
        return self._when(self._registry.statements[ref][-1].start)

    def _by(
        self, version: str, stage: ProposalStage, event: str = ""
    ) -> Iterator[tuple[int, ProposalTurn]]:
        if not self._is_known(version):
            return
        on = self._when(event or version)
        last = ordinals(on.date)[1]
        if last < NEVER and not (self._timeline.known_on and self._is_open(version)):
            yield max(last, FIRST_DAY), ProposalTurn(stage, version, on, is_tacit=True)

    def _last(self, proposal: Proposal) -> Proposing:
        """What the last known version that proposes it says."""
        return [step for step in proposal.steps if self._is_known(step.version)][-1]

    def _is_later(self, version: str, proposal: Proposal) -> bool:
        last = self._last(proposal).version
        return self._registry.published_before(last, version) is True and self._is_known(version)

    def _binds(self, version: str) -> bool:
        return self._registry.versions[version].standing in ("decision", "law")


def _in_sequence(
    turns: list[tuple[int, int, ProposalTurn]],
) -> Iterator[tuple[int, int, ProposalTurn]]:
    """Leave out what adds nothing: what is tacit where somebody has said or done it before."""
    decided = False
    said = {turn.by for _, _, turn in turns if not turn.is_tacit}
    for first, last, turn in turns:
        if turn.is_tacit and (decided or turn.by in said):
            continue
        decided = turn.stage not in OPEN if first == last else decided
        yield first, last, turn


def says_of(statement: Statement) -> tuple[object, ...]:
    """What a text says, wherever it stands."""
    return tuple(getattr(statement.provision, name) for name in _SAID)


def ends_of(spans: Iterable[list[tuple[int, State, str]]]) -> list[tuple[int, str]] | None:
    """From which day all parts have ended for good, with what ended the last of them.

    Args:
        spans: For each part, its states with their first days and what brought them about.

    Returns:
        None where nothing is known of it anywhere; nothing where some part has not ended.
    """
    ends = []
    for own in spans:
        if all(state is State.NO_EVIDENCE for _, state, _ in own):
            continue
        first, state, by = own[-1]
        if state is not State.ENDED or not by:
            return []
        ends.append((first, by))
    return [max(ends)] if ends else None
