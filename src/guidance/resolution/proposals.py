"""What is only proposed, and what later versions made of it: adopted, in part, declined.

Proposed is what says so (``proposes: yes``); and what a recommendation or an opinion lets wait for
a day that somebody else has to bring about. What is marked takes no effect; what waits takes it on
that day, if it comes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from guidance.records.model import Adopts, Declines, Ends, Reinstates, Suspends
from guidance.resolution.build import Build, Path
from guidance.resolution.events import event_key
from guidance.resolution.registry import (
    Act,
    Proposal,
    ProposalRuling,
    Proposing,
    Registry,
    Statement,
)

PROPOSING = ("recommendation", "opinion")
"""Standings that do not bind: what they adopt is endorsed, and what they say may wait."""
_SET_ASIDE = ("replaces", "displaces")


def link_proposals(build: Build) -> None:
    """Look up what is proposed, and which version rules on it."""
    registry = build.registry
    proposals = {proposal.name: proposal for proposal in (*_texts(registry), *_acts(registry))}
    registry.proposals = proposals
    registry.proposing = {
        version for proposal in proposals.values() for version in proposal.versions
    }
    rulings: dict[str, list[ProposalRuling]] = defaultdict(list)
    for record, version in registry.versions.items():
        for index, act in enumerate(version.amendments):
            if not isinstance(act, Adopts | Declines):
                continue
            path = ("amendments", index)
            start = record
            if isinstance(act, Adopts) and act.from_ is not None:
                start = event_key(build, record, (*path, "from"), act.from_)
            ruling = ProposalRuling(act, record, start)
            for place, ref in enumerate(act.proposals):
                for name in _named(build, record, (*path, "proposals", place), ref):
                    rulings[name].append(ruling)
    registry.rulings = {
        name: tuple(sorted(acts, key=lambda r: _place(registry, r.version)))
        for name, acts in rulings.items()
    }
    about: dict[str, list[str]] = defaultdict(list)
    for name, proposal in proposals.items():
        for target in proposal.targets:
            about[target].append(name)
    registry.proposed_about = {ref: tuple(names) for ref, names in about.items()}


def _place(registry: Registry, version: str) -> tuple[str, str]:
    earliest = registry.versions[version].published.earliest
    return (earliest.isoformat() if earliest else "", version)


def _texts(registry: Registry) -> Iterator[Proposal]:
    """One for each provision of which a text is proposed, with all versions that propose it."""
    for ref, chain in registry.statements.items():
        proposing = [step for step in chain if step.provision.proposes or _waits(registry, step)]
        if not proposing:
            continue
        steps = tuple(
            Proposing(step.version, step, step.start, (ref, *_set_aside(step)))
            for step in proposing
        )
        is_marked = any(step.provision.proposes for step in proposing)
        yield Proposal(ref, "says", steps, is_marked)


def _set_aside(statement: Statement) -> Iterator[str]:
    for field in _SET_ASIDE:
        yield from getattr(statement.provision, field)


def _waits(registry: Registry, statement: Statement) -> bool:
    """Whether a text waits for somebody else, and does not tell of an act that is recorded."""
    return (
        registry.versions[statement.version].standing in PROPOSING
        and statement.provision.force != "information"
        and not statement.starts_with_publication
        and _is_expected(registry, statement.start)
        and not any(target in registry.statements for target in statement.provision.reports)
    )


def _is_expected(registry: Registry, event: str) -> bool:
    named = registry.events[event]
    return not named.is_publication and named.certainty == "forecast"


def _acts(registry: Registry) -> Iterator[Proposal]:
    """One for each act that is proposed, with all provisions that it would reach."""
    reached: dict[tuple[str, Path], list[tuple[str, Act]]] = defaultdict(list)
    for ref, acts in registry.acts.items():
        for act in acts:
            if isinstance(act.amendment, Ends | Suspends | Reinstates) and (
                act.amendment.proposes or _is_waiting(registry, act, ref)
            ):
                reached[act.version, act.path].append((ref, act))
    for (version, path), acting in sorted(reached.items(), key=lambda entry: repr(entry[0])):
        act = acting[0][1]
        assert isinstance(act.amendment, Ends | Suspends | Reinstates)  # noqa: S101  (picked above)
        step = Proposing(version, act, act.start, tuple(dict.fromkeys(ref for ref, _ in acting)))
        name = f"{version}/{act.amendment.id or int(path[1]) + 1}"
        yield Proposal(name, act.amendment.act, (step,), act.amendment.proposes)


def _is_waiting(registry: Registry, act: Act, ref: str) -> bool:
    """Whether an act on what binds waits for somebody who can bind."""
    return _touches(registry, act.version, ref) and _is_expected(registry, act.start)


def _named(build: Build, record: str, path: Path, ref: str) -> Iterator[str]:
    """Yield the proposals that a ruling names: one, or all that a version makes."""
    registry = build.registry
    if ref in registry.proposals:
        names = [ref]
    elif ref in registry.versions:
        names = [name for name, proposal in registry.proposals.items() if ref in proposal.versions]
    else:
        names = []
    if not names:
        if build.is_absent(ref):
            return
        if ref in registry.versions or ref in registry.statements:
            mend = "mark there what is only proposed with proposes: yes"
            build.fault(record, path, f"{ref} proposes nothing", mend)
        else:
            known = {v for proposal in registry.proposals.values() for v in proposal.versions}
            build.unknown(record, path, "proposal", ref, (*registry.proposals, *sorted(known)))
        return
    for name in names:
        first = registry.proposals[name].versions[0]
        if first == record or registry.published_by_then(first, record) is False:
            problem = f"{name} was first proposed in {first}, not before this version"
            build.fault(record, path, problem, "a ruling reaches only what was published before it")
        else:
            yield name


def on_recommendation(registry: Registry, version: str, ref: str) -> tuple[str, ...]:
    """The versions that proposed what a version adopts about a provision, the first proposals."""
    return tuple(
        dict.fromkeys(
            registry.proposals[name].versions[0]
            for name in registry.proposed_about.get(ref, ())
            for ruling in registry.rulings.get(name, ())
            if ruling.version == version and isinstance(ruling.amendment, Adopts)
        )
    )


def deciding(registry: Registry, act: Act) -> Iterator[ProposalRuling]:
    """Yield what adopts an act that waited for it, by versions that bind."""
    for proposal in registry.proposals.values() if act.version in registry.proposing else ():
        what = proposal.steps[0].what
        if not isinstance(what, Act) or (what.version, what.path) != (act.version, act.path):
            continue
        for ruling in registry.rulings.get(proposal.name, ()):
            binds = registry.versions[ruling.version].standing not in PROPOSING
            if binds and isinstance(ruling.amendment, Adopts):
                yield ruling


def is_ruled_on(registry: Registry, version: str) -> bool:
    """Whether some later version adopts or declines what a version proposes."""
    return any(
        version in proposal.versions and name in registry.rulings
        for name, proposal in registry.proposals.items()
    )


def unruled(registry: Registry) -> Iterator[tuple[str, Path, str]]:
    """Yield where a recommendation acts, unmarked and never ruled on, on what binds.

    The version, the path of what it does there, and the provision that it would touch.
    """
    for ref in registry.statements:
        for act in registry.acts.get(ref, ()):
            if (
                isinstance(act.amendment, Ends | Suspends | Reinstates)
                and not act.amendment.proposes
                and _touches(registry, act.version, ref)
                and not is_ruled_on(registry, act.version)
            ):
                yield act.version, act.path, ref
        for statement in registry.statements[ref]:
            for field in _SET_ASIDE:
                for index, target in enumerate(getattr(statement.provision, field)):
                    if statement.provision.proposes or target not in registry.statements:
                        continue
                    if _touches(registry, statement.version, target) and not is_ruled_on(
                        registry, statement.version
                    ):
                        path = ("provisions", ref.partition("#")[2], field, index)
                        yield statement.version, path, target


def _touches(registry: Registry, version: str, ref: str) -> bool:
    """Whether a version that does not bind would touch what a decision or a law says."""
    return registry.versions[version].standing in PROPOSING and any(
        registry.versions[statement.version].standing in ("decision", "law")
        and registry.published_by_then(statement.version, version) is not False
        for statement in registry.statements[ref]
    )
