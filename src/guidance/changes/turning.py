"""When anything can have happened to a provision: the days outside of which nothing changed.

What is told of a window hangs on these days alone, so that whoever keeps them looks at no other
provision. There may be more days than changes, and never fewer.
Of most pages nothing is learnt about the past: who asks for that leaves them out (``Unlearnt``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from guidance.answers.entries import Entry
from guidance.answers.states import States
from guidance.changes.notices import DatedEvents, DayPair, TextsAhead, publication
from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.engine.states import State
from guidance.resolution.registry import Registry, Statement, source_of


def turning(states: States, ref: str) -> Iterator[DayPair]:
    """Yield the days on which anything can have happened to a provision, by one knowledge."""
    for spans in states.spans(ref).values():
        firsts = [first for first, _ in spans]
        for (first, until), (_, entry) in zip(pairwise([*firsts, LAST_DAY]), spans, strict=True):
            # On open days each may tell something else; what follows is told from the first on.
            is_open = entry.state is State.UNDETERMINED
            yield first, until if is_open else max(first, _announced(states, entry))
    for first, last, *_ in states.beside(TextsAhead).of(ref):
        yield first, last
    registry = states.registry
    names = states.beside(DatedEvents)
    acting = {act.version for act in registry.acts.get(ref, ())}
    for event, datings in registry.datings.items():
        if ref in names.provisions(event):
            acting.update(dating.version for dating in datings)
    for version in acting:
        yield publication(states, version)
    for name in registry.proposed_about.get(ref, ()):
        for first, last, _ in states.proposals.turns(name):
            yield first, last


class Unlearnt:
    """The provisions of which nothing becomes known later about a day; made once for all.

    Every text of theirs holds from its publication on, which is known to the day and is told by
    its version alone. Whatever else the source publishes restates it from then on, too; and nothing
    is tied to them that could reach back.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._told = {*registry.tellings, *registry.same_as, *registry.datings}

    def holds(self, ref: str) -> bool:
        """Whether a provision is one of them."""
        registry = self._registry
        bearing = (registry.acts, registry.proposed_about, registry.replaced_by)
        if any(bears.get(ref) for bears in (*bearing, registry.displaced_by)):
            return False
        statements, wholes = registry.statements[ref], registry.wholes[source_of(ref)]
        return all(map(self._is_plain, statements)) and all(
            whole.start == whole.version and self._is_exact(whole.version) for whole in wholes
        )

    def _is_plain(self, statement: Statement) -> bool:
        said, places = statement.provision, (statement.jurisdictions, statement.opted_out)
        return (
            not any((said.replaces, said.displaces, *places, statement.by_place))
            and statement.start == statement.version
            and statement.until is None
            and self._is_exact(statement.version)
        )

    def _is_exact(self, version: str) -> bool:
        published = self._registry.versions[version].published
        return published.is_exact and version not in self._told


def _announced(states: States, entry: Entry) -> int:
    """The last day on which what is to come can have been published."""
    is_ahead = entry.state is State.UPCOMING
    return publication(states, entry.version)[1] if is_ahead else FIRST_DAY
